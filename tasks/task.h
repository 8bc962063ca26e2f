/* The interface of a task.
 *
 * To add a task: write tasks/NAME.c that defines `const struct task task_NAME`, and add one line to list.h. Tasks of
 * one family share a file. sequence.h helps to write examples, solve.h to read them. tests/test_tasks.c tries it by
 * itself, in every choice of its options; the guesser of its chance and settings worth more belong to the test of its
 * family (tests/test_tasks_FAMILY.c). `make docs` writes docs/tasks.md anew.
 *
 * Sequences: <bos> x_1..x_n <sep> y_1..y_m <eos>, unless the task says otherwise. The model predicts target[t] at
 * position t (the token that follows); target[t] == TARGET_NONE is not looked at. Position t of the answer's first
 * token is that of <sep>. A task draws only from the stream it is given, and a stream gives the same example for the
 * same options and n.
 *
 * Answers are written (read by the model one by one, teacher forced) or stand at slots: as many <query> tokens behind
 * <sep> as the answer is long, all asked at once. The latter is the encoder convention of Deletang et al. 2022, and the
 * only fair one for a model that is not causal.
 *
 * Where several symbols may follow (formal languages), the target names the whole set of them: a token of its own per
 * set. All positions right is then exact match, as published.
 */
#ifndef LEXBENCH_TASK_H
#define LEXBENCH_TASK_H
#include "base/option.h"
#include "base/rng.h"
#include <stdbool.h>

enum { TOKEN_BOS, TOKEN_SEP, TOKEN_EOS, TOKEN_QUERY, TOKEN_SYMBOL }; /* symbols are TOKEN_SYMBOL + 0, + 1, ... */
enum { TARGET_NONE = -1 };

struct example {
    int T;       /* tokens written, without the final predicted one: the model never reads <eos> */
    int *token;  /* [max_tokens], caller's */
    int *target; /* [max_tokens], caller's */
    /* [max_tokens], caller's, or NULL when nobody asks: the place each token has in the task, for schemes that take
     * positions from it. 0: none. 1: a separator next to the place 2. From 2 on: coupled tokens have the same id,
     * neighbours consecutive ones (addition: the units are 2, the tens 3, whatever the order of writing). Coupled
     * positions are these ids, shifted at random in training (Cho et al. 2024); a place in the current run of ids >= 2
     * is the digit's index (McLeish et al. 2024, abacus). */
    int *group;
    /* [max_tokens], caller's, or NULL when nobody asks: a real number that a token comes with, in a task that says that
     * its tokens have some; 0 of the others. Nine digits of it say which it is. */
    float *value;
    int depth; /* tenth of the context that has the answer, 0..DEPTHS-1; 0 where there is no such thing */
    /* In, for a task with a stock of material (text, pairs); others are disjoint by the names of their streams alone.
     * held_out: from what is kept for testing; fit: from what is kept for the measurement of the fit, if anything is.
     */
    bool held_out, fit;
    long index; /* in: number of the example in its stream. Of the test, a task with `tests` gives each one once */
};
enum { DEPTHS = 10, TASK_OPTIONS_SIZE = 4608 };

/* What the source reports, and what a chart shows first. */
enum task_metric {
    METRIC_EXACT, /* exact match: every answer of the example */
    METRIC_TOKEN, /* share of right answers */
    METRIC_LOSS   /* mean loss in nats per answer; its exponential is the perplexity */
};
extern const char *const metric_names[]; /* exact, token, loss */

struct task {
    const char *name;
    const char *title;
    const char *format;    /* the sequence of one example, in a line: "<bos> x <sep> x <eos>" */
    const char *length;    /* what n counts, and what grows with it */
    const char *source;    /* paper or suite, and what is taken from it */
    const char *differs;   /* how this deviates, or "" */
    const char *chance_is; /* in words: "1/k per token, k^-n exact" */
    enum task_metric metric;
    bool groups;                         /* some example->group[t] is not 0 */
    bool (*valued)(const void *options); /* tokens come with a real number, example->value. NULL: never */
    const struct option *options;        /* NULL: none */
    size_t options_size;                 /* at most TASK_OPTIONS_SIZE */

    /* Refuse options that cannot work together, naming the remedy, and fill in what follows from the others (the hash
     * of a file). NULL: nothing to check. */
    bool (*check)(void *options, struct error *err);
    int (*vocabulary)(const void *options); /* tokens in all, special ones included */
    int (*shortest)(const void *options);   /* smallest n there is (>= 1) */
    int (*longest)(const void *options);    /* largest n there is (an alphabet without repeats ends); INT_MAX: none */
    /* How many different examples of length n there are to test on: 0: none. NULL: as many as are asked for. Lengths of
     * training need no such number: where there are no examples of n, the task gives shorter ones. */
    long (*tests)(const void *options, int n);
    /* Adds what a stock has to train on, for the fit and to test on, in words, for `show task`. NULL: there is none. */
    void (*stock)(const void *options, struct text *out);
    int (*max_tokens)(const void *options, int n); /* upper bound of T for this n */
    void (*generate)(const void *options, int n, struct rng *rng, struct example *out);

    /* Exact-match probability, at length n, of the honest guesser that chance_is describes. It knows the format, the
     * alphabet and where the sequence ends, so <eos> is not in the figure. Exact up to rounding; 0 when it is too small
     * for a double. */
    double (*chance)(const void *options, int n);
    /* Token accuracy, teacher forced, of such a guesser when it aims at single tokens; <eos> not counted. */
    double (*chance_token)(const void *options, int n);
    /* No answer is among the tokens, so that a model that sees all of them at once still has a question to answer.
     * NULL: never. */
    bool (*parallel)(const void *options);
    /* Mean loss, in nats per answer, of the best predictor there can be of examples of length n, where targets are
     * drawn and not determined. NULL: 0, or unknown where `solve` is NULL too. */
    double (*optimum)(const void *options, int n);
    /* Independent solver, written without the generator's code, from tokens alone: writes target[0..T-1], TARGET_NONE
     * where nothing is asked. An answer at t follows from token[0..t] (at slots: from all tokens); other tokens are
     * looked at to see whether they are what they should be. false: the tokens are no example of the task with these
     * options. NULL: the targets are drawn, so there is nothing to solve (language modelling). */
    bool (*solve)(const void *options, struct example *example);
    const char *plugin; /* what brought it (base/plugin_mark.h), filled in as it is loaded; NULL: built in */
};

/* Baselines that never look at the question, measured on examples, to compare a model with. Each guesser knows where
 * an answer ends, as that of `chance` does; <eos> is not counted. */
enum task_baseline {
    BASELINE_MAJORITY, /* always the most frequent answer token of this length */
    BASELINE_PLACE,    /* the most frequent answer token at each answer position: it does well on sorted answers */
    BASELINE_COPY, /* the i-th answer is the i-th token after <bos>, where that comes before the answer is asked for */
    BASELINES
};
struct baseline {
    double token; /* share of right answers */
    double exact; /* share of examples with every answer right */
    double loss; /* nats per answer of a guesser that knows how frequent each answer token is; NaN: of BASELINE_MAJORITY
                    only */
};
enum { BASELINE_EXAMPLES = 1000 }; /* the standard error is at most 0.016 */
extern const char *const baseline_names[BASELINES];
/* Counts answers by answer position, those beyond `places` together. Learning from examples and judging others, or
 * judging each example before it is learnt, keeps a guesser from knowing what it is asked. */
struct guesser;
struct guesser *guesser_new(int vocabulary, int places);
void guesser_free(struct guesser *guesser);
/* answer[0..n-1]: targets of one example in their order, without <eos>; at[i]: the place of the token at which answer i
 * is asked for; token: the example's, <bos> first. */
void guesser_learn(struct guesser *guesser, const int *answer, int n);
void guesser_judge(struct guesser *guesser, const int *answer, const int *at, int n, const int *token);
void guesser_figures(const struct guesser *guesser, struct baseline out[BASELINES]);
/* Learnt from BASELINE_EXAMPLES examples of length n and judged on as many others, from streams of their own that
 * depend on no seed: the same options and n give the same figures. */
void task_baselines(const struct task *task, const void *options, int n, struct baseline out[BASELINES]);

enum { TASK_LIST_MAX = 256 };
extern const struct task *task_list[]; /* NULL-terminated: what list.h has, in its order, then what plugins brought */
const struct task *task_find(const char *name);
int task_count(void);
bool task_register(const struct task *task); /* stays the caller's; false: there is no room */
#endif
