/* Mixers in place of attention: a recurrence along the tokens with a state S [D][D] of fixed size per head,
 * S <- Diag(e^g) S, e = v - S' k (delta rule) or v, S <- S + k (b e)', o = S' q. The state is zero where a sequence
 * begins, and no position is read. Before it: a short causal convolution of queries, keys and values, an activation, a
 * norm. Behind it: a norm and a gate on what heads give. The numbers per token that the decays g, the strengths b and
 * the gate are made of are a product of the layer's input with the part's first tensor [C][mixer_inputs], in this
 * order: decays, strengths, gate.
 */
#ifndef LEXBENCH_ATOM_MIXER_H
#define LEXBENCH_ATOM_MIXER_H
#include "encoders/view.h"

enum { MIXER_HEADS = 32 }; /* the most heads of a model */

enum mixer_feature {
    FEATURE_NONE,
    FEATURE_SILU /* of queries, keys, values */,
    FEATURE_ELU /* elu + 1 of the first two */
};

/* z: a token's number for a head, or, per_channel, for each number of its keys. */
enum mixer_decay {
    MIXER_KEEPS,    /* g = 0 */
    MIXER_FIXED,    /* g = fixed[h] */
    MIXER_SOFTPLUS, /* g = -e^rate[h] softplus(z + bias) */
    MIXER_SIGMOID   /* g = log sigmoid(z + bias) / over */
};
enum mixer_strength {
    STRENGTH_ONE,     /* b = 1 */
    STRENGTH_SIGMOID, /* b = most sigmoid(z), z a token's number for a head */
    STRENGTH_STEP     /* b = softplus(z + bias), the step that decays by MIXER_SOFTPLUS of a head are made of */
};
enum mixer_gate { MIXER_OPEN, MIXER_SILU, MIXER_LOGISTIC };

/* Pointers named d... are gradients, added to; NULL outside the backward pass. Those of no tensor are NULL. */
struct mixer {
    int taps;                   /* of the convolution; 0: none */
    const real *tap, *tap_bias; /* [taps][3C] of queries, keys, values, the own token's first; [3C] */
    real *dtap, *dtap_bias;
    enum mixer_feature feature; /* behind the convolution */
    bool unit;                  /* queries and keys of a head are brought to length 1, with 1e-6 under the root */
    double scale;               /* of queries, after that */

    enum mixer_decay decay;
    bool per_channel;
    double fixed[MIXER_HEADS];
    double over;
    const real *rate, *bias; /* [H]; [H] or [C] */
    real *drate, *dbias;
    bool delta;
    enum mixer_strength strength;
    double most;

    const real *skip; /* [H]: o_h += skip[h] v_h, v without its strength; not with the delta rule */
    real *dskip;
    enum mixer_gate gate; /* a number for each of the C */
    bool wide;            /* gate first, then one norm over all heads; else a norm per head, then the gate */
    double epsilon;       /* under the norm's root, beside the mean square */
    const real *gain;     /* [D], the same for all heads, or [C] of a wide norm */
    real *dgain;
};

struct mixer_atom {
    void (*of)(const struct view *view, struct mixer *out); /* out comes in zeroed; view->param may be NULL */
};

static inline int mixer_decays(const struct mixer *x, const struct view *view) {
    const bool made = x->decay == MIXER_SOFTPLUS || x->decay == MIXER_SIGMOID;
    return !made ? 0 : x->per_channel ? view->width : view->heads;
}
static inline int mixer_strengths(const struct mixer *x, const struct view *view) {
    return x->strength == STRENGTH_SIGMOID ? view->heads : 0;
}
static inline int mixer_inputs(const struct mixer *x, const struct view *view) {
    return mixer_decays(x, view) + mixer_strengths(x, view) + (x->gate == MIXER_OPEN ? 0 : view->width);
}
#endif
