/* Attention to exponentials of values (LASER): every number v of a head's values becomes e^(c tanh(v / c)) before it is
 * weighed, and of every number of its output the logarithm is taken, that of 1e-20 where it is smaller.
 */
#ifndef LEXBENCH_ATOM_LASER_H
#define LEXBENCH_ATOM_LASER_H
#include "encoders/view.h"

struct laser_atom {
    double (*clamp)(const struct view *view); /* c */
};
#endif
