/* What a user writes about one formula: its text, the numbers that it learns and its constants, read from three
 * options.
 *
 * of     the formula (base/formula.h), of the names that its kind of scheme knows, those that it learns and its
 *        constants
 * learn  [m=2^(-8*h/H) per head least 0, w[32]=0 std 0.02]: each with its initial value, a formula of h, H, D, L, layer
 *        and k (the place in a list, from 0); one number, or a list of so many. Behind it stand, in any order, `per
 * head` and `per layer` (one for each; else one for all), `least` and `most` (bounds that training keeps), `std` (a
 *        normal number of this deviation is added to the initial value)
 * with   [b=10000, c=2*pi]: constants
 *
 * h counts heads and `layer` layers from 1, as papers do: ALiBi's slopes are 2^(-8*h/H).
 */
#ifndef LEXBENCH_FORMULA_TERMS_H
#define LEXBENCH_FORMULA_TERMS_H
#include "base/formula.h"
#include "base/option.h"

/* The options, or their first members. */
struct formula_options {
    char of[OPTION_TEXT_SIZE], learn[OPTION_TEXT_SIZE], with[OPTION_TEXT_SIZE];
};
enum { FORMULA_LIST_MAX = 512, FORMULA_NAMES_MAX = 48, FORMULA_CONSTANTS_MAX = 16, FORMULA_LEARNED_MAX = 8 };

struct formula_learned {
    struct formula init;
    long size; /* of a list; 0: one number */
    bool per_head, per_layer;
    double least, most, std;
};

/* A scheme's options as read. */
struct formula_terms {
    struct formula of;
    int n_names, own, learns; /* names of the formula: the kind's own, what it learns, constants */
    struct formula_name name[FORMULA_NAMES_MAX];
    struct formula_learned learned[FORMULA_LEARNED_MAX];
};

/* Names of initial values, in this order; constants stand behind them. */
enum { INIT_k, INIT_h, INIT_H, INIT_D, INIT_L, INIT_layer, INIT_NAMES };

/* Reads all three. `own` are the n names that the kind of formula knows, before what is learned and the constants.
 * false: err, which names the option and the column. */
bool formula_terms_read(const struct formula_options *o, const struct formula_name *own, int n,
                        struct formula_terms *out, struct error *err);
#endif
