/* What the rotary schemes share: the frequencies of the paper, and the scale of variants of evaluation. */
#ifndef LEXBENCH_ROTARY_H
#define LEXBENCH_ROTARY_H
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

/* Every options struct of the family begins with rotary_options. */
static inline enum rotary_layout rotary_layout(const struct view *view) {
    return ((const struct rotary_options *)view->options)->layout == 0 ? ROTARY_HALF : ROTARY_INTERLEAVED;
}

/* How far evaluation reaches beyond training: the scale asked for, or (0) N/L and at least 1. */
static inline double rotary_scale(const struct view *view, double asked) {
    return asked > 0 ? asked : fmax(1, (double)view->length / view->train_length);
}

#endif
