/* What turns a row of scores into weights.
 */
#ifndef LEXBENCH_ATOM_NORMALISER_H
#define LEXBENCH_ATOM_NORMALISER_H
#include "encoders/view.h"

enum normaliser_kind {
    NORMALISER_SOFTMAX,
    NORMALISER_ENTMAX,    /* [(alpha-1) s - t]+^(1/(alpha-1)), t such that the weights sum to 1 */
    NORMALISER_STICK,     /* w_j = sigmoid(s_j) prod_{j<n<=i} (1 - sigmoid(s_n)); causal */
    NORMALISER_ADAPTIVE,  /* softmax(f s), f from the entropy of softmax(s); evaluation only */
    NORMALISER_STIELTJES, /* [(l - s)^-power - window^-power]+, l > max s such that the weights sum to 1 */
    NORMALISER_SOFTPICK,  /* max(e^s - 1, 0) / sum |e^s - 1|; needs `keeps` */
    NORMALISER_SIGMOID,   /* sigmoid(s + bias) */
    NORMALISER_THRESHOLD  /* softmax over the keys with s > 0, the kept ones, of s_j plus the gates of the kept keys
                             from j to the query; nothing where none is kept. Causal; needs `gates` */
};
enum { NORMALISER_COEFFICIENTS = 5 };
struct normaliser {
    enum normaliser_kind kind;
    double alpha;                                /* entmax: in (1, 2] */
    bool attend_current;                         /* stick: the query's own key takes part; else it weighs nothing */
    double threshold;                            /* adaptive: f = 1 at entropies (nats) up to this */
    double coefficient[NORMALISER_COEFFICIENTS]; /* adaptive: f = max(1, polynomial), the highest power first */
    double power, window;                        /* Stieltjes: above 0; window 0: none */
    double bias;                                 /* sigmoid */
    bool by_keys;                                /* sigmoid: and less ln n where the query sees n keys */
};

struct normaliser_atom {
    void (*of)(const struct view *view, struct normaliser *out); /* comes in as softmax; NULL: that */
    /* out_i += (1 - sum_j w_ij) r: what the weights leave goes to a vector per head; pointer to [H][D]. NULL: it goes
     * nowhere. */
    real *(*remainder)(const struct view *view, bool grad);
    /* Softmax with one more key of logit sink[h] and value 0 (softmax1: 0). */
    void (*sink)(const struct view *view, real *sink /*[H]*/);
    void (*sink_grad)(const struct view *view, const real *dsink);
    bool keeps; /* the way back needs a number for every pair beside its weight */
    bool gates; /* keys have gates, which are numbers of the part's channels: [heads of the part] */
};
#endif
