/* What turns a row of scores into weights.
 */
#ifndef LEXBENCH_ATOM_NORMALISER_H
#define LEXBENCH_ATOM_NORMALISER_H
#include "encoders/view.h"

enum normaliser_kind {
    NORMALISER_SOFTMAX,
    NORMALISER_ENTMAX,  /* [(alpha-1) s - t]+^(1/(alpha-1)), t such that the weights sum to 1 */
    NORMALISER_STICK,   /* w_j = sigmoid(s_j) prod_{j<n<=i} (1 - sigmoid(s_n)); causal */
    NORMALISER_ADAPTIVE /* softmax(f s), f from the entropy of softmax(s); evaluation only */
};
enum { NORMALISER_COEFFICIENTS = 5 };
struct normaliser {
    enum normaliser_kind kind;
    double alpha;                                /* entmax: in (1, 2] */
    bool attend_current;                         /* stick: the query's own key takes part; else it weighs nothing */
    double threshold;                            /* adaptive: f = 1 at entropies (nats) up to this */
    double coefficient[NORMALISER_COEFFICIENTS]; /* adaptive: f = max(1, polynomial), the highest power first */
};

struct normaliser_atom {
    void (*of)(const struct view *view, struct normaliser *out); /* comes in as softmax; NULL: that */
    /* out_i += (1 - sum_j w_ij) r: what the weights leave goes to a vector per head; pointer to [H][D]. NULL: it goes
     * nowhere. */
    real *(*remainder)(const struct view *view, bool grad);
    /* Softmax with one more key of logit sink[h] and value 0 (softmax1: 0). */
    void (*sink)(const struct view *view, real *sink /*[H]*/);
    void (*sink_grad)(const struct view *view, const real *dsink);
};
#endif
