/* What the rotary schemes share: the frequencies of the paper, and the scale of variants of evaluation. */
#ifndef LEXBENCH_ROTARY_H
#define LEXBENCH_ROTARY_H
#include "encoders/atom/rotary.h"
#include "encoders/encoder.h"
#include <math.h>

/* w_p = base^(-2p/size) radians per position, for a head of `size` channels (Su et al. 2021, eq. 15). */
static inline double rotary_frequency(double base, int size, int p) { return pow(base, -2.0 * p / size); }

/* The first members of the options of every trained scheme of the family, and their rows. */
struct rotary_options {
    double base;
    int layout;
};
#define ROTARY_ROWS(type)                                                                                              \
    OPTION_ROW("base", OPTION_REAL, offsetof(type, rotary.base), "10000", 1.0001, 1e12, NULL, "",                      \
               "wavelengths run from 2 pi to 2 pi base^(1-2/D)"),                                                      \
        OPTION_ROW("layout", OPTION_CHOICE, offsetof(type, rotary.layout), "half", 0, 0, "half|interleaved", NULL,     \
                   "pairs (p, p+D/2) as in Llama, or (2p, 2p+1) as in RoFormer; equal up to a permutation of the "     \
                   "head's dimensions")

/* What the schemes of fixed frequencies round, and its rows. */
struct rounding_options {
    int angles, turn;
};
#define ROUNDING_ROWS(type)                                                                                            \
    OPTION_ROW("angles", OPTION_CHOICE | OPTION_YOUNGER, offsetof(type, rounding.angles), "float", 0, 0,               \
               "float|tables|bf16", NULL,                                                                              \
               "as computed; cosines and sines rounded to bf16; positions, frequencies and angles rounded too. "       \
               "Under the last two, outputs change when all positions shift"),                                         \
        OPTION_ROW("turn", OPTION_CHOICE | OPTION_YOUNGER, offsetof(type, rounding.turn), "float", 0, 0, "float|bf16", \
                   NULL,                                                                                               \
                   "as computed; queries and keys rounded before and after they are turned, and each product and sum " \
                   "of the turn; gradients as if they were not")

static inline void rounding_of(const struct rounding_options *o, struct rotary_rounding *out) {
    out->tables = o->angles > 0;
    out->angles = o->angles > 1;
    out->rows = o->turn > 0;
}

/* What is rounded depends on the positions themselves, not on their distance alone. */
static inline unsigned rounding_claims(const struct rounding_options *o) {
    return (o->angles || o->turn ? 0 : CLAIM_SHIFT_INVARIANT) | (o->turn ? CLAIM_OWN_GRADIENT : 0) |
           CLAIM_USES_POSITION;
}

/* Every options struct of the family begins with rotary_options. */
static inline enum rotary_layout rotary_layout(const struct view *view) {
    return ((const struct rotary_options *)view->options)->layout == 0 ? ROTARY_HALF : ROTARY_INTERLEAVED;
}

/* How far evaluation reaches beyond training: the scale asked for, or (0) N/L and at least 1. */
static inline double rotary_scale(const struct view *view, double asked) {
    return asked > 0 ? asked : fmax(1, (double)view->length / view->train_length);
}

#endif
