/* What the heads of a trained model look at, on the first examples that it is evaluated on at a length. */
#ifndef LEXBENCH_RUN_ATTENTION_H
#define LEXBENCH_RUN_ATTENTION_H
#include "base/table.h"
#include "run/loaded_model.h"

enum { ATTENTION_BINS = 24 }; /* distances 0, 1, 2-3, 4-7 ... */
/* One head: means over the queries of all examples. */
struct attention_head {
    int layer, head;              /* from 0 */
    double share[ATTENTION_BINS]; /* of attention, by distance; their sum is 1 */
    double entropy;               /* bits */
    double first;                 /* share of the first token, which many models rest on */
};
struct attention {
    int layers, heads, bins; /* bins: those that the length has */
    int examples, length;
    int tokens;                /* of the first example */
    int answers_from;          /* its first token whose prediction is scored */
    double even;               /* bits: the mean entropy if every query shared out equally */
    struct attention_head *of; /* [layers * heads], layer by layer */
    float *map;                /* [layers * heads][tokens][tokens] of the first example: query by key */
};
/* length 0: the longest of training. false: err, for a length that the task does not have, or with more weights than
 * are kept. attention_free *out, whatever is returned. */
bool attention_read(struct loaded_model *m, long length, int examples, struct attention *out, struct error *err);
void attention_free(struct attention *a);

/* A row per head: layer and head, from 1, entropy, share of the first token, and of each distance. The caller's. */
struct table *attention_table(const struct attention *a);
/* The same for a chart: layer, head, entropy, distance, share; and layer, head, query, key, weight of the first
 * example's last `most` tokens. */
struct table *attention_shares(const struct attention *a);
struct table *attention_map(const struct attention *a, int most);
#endif
