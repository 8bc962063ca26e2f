/* The interface of a task.
 *
 * To add a task: write tasks/NAME.c that defines `const struct task task_NAME`, and add one line to list.h. Tasks of
 * one family share a file. sequence.h helps to write examples, solve.h to read them. Add the settings it should be
 * tested in to tests/test_tasks.c.
 *
 * Sequences: <bos> x_1..x_n <sep> y_1..y_m <eos>, unless the task says otherwise. The model predicts target[t] at
 * position t (the token that follows); target[t] == TARGET_NONE is not looked at. Position t of the answer's first
 * token is that of <sep>. A task draws only from the stream it is given, and a stream gives the same example for the
 * same options and n.
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
    int depth;   /* tenth of the context where the answer stands, 0..DEPTHS-1; 0 where there is no such thing */
};
enum { DEPTHS = 10, TASK_OPTIONS_SIZE = 1024 };

struct task {
    const char *name;
    const char *title;
    const char *format;    /* the sequence of one example, in a line: "<bos> x <sep> x <eos>" */
    const char *length;    /* what n counts, and what grows with it */
    const char *source;    /* paper or suite, and what is taken from it */
    const char *differs;   /* how this deviates, or "" */
    const char *chance_is; /* in words: "1/k per token, k^-n exact" */
    const struct option *options;
    size_t options_size; /* at most TASK_OPTIONS_SIZE */

    /* Refuse options that cannot work together, naming the remedy. NULL: nothing to check. */
    bool (*check)(const void *options, struct error *err);
    int (*vocabulary)(const void *options); /* tokens in all, special ones included */
    int (*shortest)(const void *options);   /* smallest n there is (>= 1) */
    int (*longest)(const void *options);    /* largest n there is (an alphabet without repeats ends); INT_MAX: none */
    int (*max_tokens)(const void *options, int n); /* upper bound of T for this n */
    void (*generate)(const void *options, int n, struct rng *rng, struct example *out);

    /* Exact-match probability, at length n, of the honest guesser that chance_is describes. It knows the format, the
     * alphabet and where the sequence ends, so <eos> is not in the figure. Exact up to rounding; 0 when it is too small
     * for a double. */
    double (*chance)(const void *options, int n);
    /* Token accuracy, teacher forced, of such a guesser when it aims at single tokens; <eos> not counted. */
    double (*chance_token)(const void *options, int n);
    /* Independent solver, written without the generator's code: the target at every position from tokens alone.
     * example->target holds garbage; wanted[t] says which positions are asked. Writes target[t] there. An answer at t
     * follows from token[0..t] only; later tokens are looked at to see whether they are what they should be. false: the
     * tokens are no example of the task with these options, or a position is wanted where the task asks nothing. */
    bool (*solve)(const void *options, struct example *example, const bool *wanted);
};

extern const struct task *const task_list[]; /* NULL-terminated, in the order of list.h */
const struct task *task_find(const char *name);
int task_count(void);
#endif
