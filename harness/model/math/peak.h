/* What the processor could do at best: multiply-adds in registers, without memory. A rate of the model is a share of it
 * that does not depend on which kernels a library has for the processor. */
#ifndef LEXBENCH_PEAK_H
#define LEXBENCH_PEAK_H

/* Operations per second in units of 1e9, a multiply-add counting two, of one core in `real`; the best of repeats for
 * about so many seconds. In vectors as wide as the program was built for (base/vec.h). */
double peak_rate(double seconds);
#endif
