/* The examples that a run sees, one by one, in the order and with the tokens that training, the measurement of the fit
 * and the evaluation are given (run/batch.h): so that another program can train on them, and predictions for them be
 * judged (run/score.h).
 */
#ifndef LEXBENCH_EXAMPLES_H
#define LEXBENCH_EXAMPLES_H
#include "run/batch.h"

enum split { SPLIT_TEST, SPLIT_FIT, SPLIT_TRAIN, SPLITS };
extern const char *const split_names[SPLITS]; /* test, fit, train */

enum { EXAMPLE_KEY_SIZE = 17 };
struct example_view {
    enum split split;
    int part; /* index of its task in the run's tasks */
    int n;    /* its length */
    long id;  /* from 0 within its split; of the test: within its task and length; of the training: through all steps */
    long step; /* of the training, from 0; 0 elsewhere */
    int T;
    const int *token;       /* [T]: what the model reads */
    const double *position; /* [T]: the numbers that the scheme sees for the tokens */
    const float *value;     /* [T]: the real numbers that tokens come with; NULL: none do */
    int answers;
    const int *scored; /* [answers], rising: after token[scored[k]] the model is to predict answer[k] */
    const int *answer; /* [answers] */
    int depth;         /* as in struct example */
    bool eos;          /* the last answer is the end token */
    /* 16 hexadecimal digits made of the tasks, the seed, the split, part, n, id, tokens, their numbers and answers: two
     * examples with the same key are the same example of the same run. */
    char key[EXAMPLE_KEY_SIZE];
};

struct example_range {
    enum split split;
    int part, n;       /* of the test */
    long first, count; /* examples; of the training: steps */
};
struct example_reader;
/* Of a task with a stock of tests there are no more than it has. Of a resolved configuration, which stays the caller's
 * and outlives the reader. NULL with err: the configuration puts several examples into one sequence
 * (train.pack_as=open), or a task's file is gone. */
struct example_reader *example_reader_new(const struct run_config *config, const struct example_range *range,
                                          struct error *err);
/* The next one, whose arrays are valid until the next call. false: there are no more. */
bool example_next(struct example_reader *reader, struct example_view *out);
void example_reader_free(struct example_reader *reader); /* NULL is fine */

/* The settings that decide which examples of the test and of the fit are seen and how they are judged, as lines of the
 * canonical text, the task last; training: also those that decide examples of the training. Appended. */
void write_example_settings(const struct run_config *config, bool training, struct text *out);
/* One example as a line of JSON, or of tab-separated text under the header; appended. docs/data.md has the format.
 * parts: of how many tasks it may be; vocabulary: token ids there are. */
void example_json(const struct example_view *example, int parts, int vocabulary, struct text *out);
void example_tsv_header(struct text *out);
void example_tsv(const struct example_view *example, int vocabulary, struct text *out);
#endif
