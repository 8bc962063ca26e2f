/* The attention profile of a scheme: the weights that the last token of an untrained model gives to the tokens before
 * it when all tokens are alike.
 */
#ifndef LEXBENCH_PROFILE_H
#define LEXBENCH_PROFILE_H
#include "base/error.h"
#include "base/table.h"
#include <stdint.h>

struct profile_shape {
    long heads, width;
    int train_length; /* training length of the model, in tokens */
    int length;       /* tokens of the sequence */
    uint64_t seed;    /* of random positions and initial values */
};
/* Rows head, distance, weight of the first layer of an untrained model, keys from near to far; weight is relative to
 * what every key would get if all got the same (1: no preference). Every query and key is one and the same vector of
 * unit score; where the scheme adds vectors to the tokens, they are those vectors alone. NULL: err. The caller frees.
 */
struct table *profile_scheme(const char *expression, const struct profile_shape *shape, struct error *err);
/* The expression under which a scheme can be looked at: its name, or, where it does nothing alone (it changes a
 * rotation or positions), its name joined with rope. */
enum { PROFILE_EXPRESSION_SIZE = 96 };
struct encoder;
void profile_expression(const struct encoder *encoder, char out[PROFILE_EXPRESSION_SIZE]);
#endif
