/* Where and with what a run is made. */
#ifndef LEXBENCH_HOST_H
#define LEXBENCH_HOST_H
#include "results/store.h"

void host_fill(struct host_info *host);
/* What decides the bits of a run beside its configuration, a line for each: the program (revision, compiler, flags and
 * a hash of itself), the libraries, the instruction sets. */
void host_code(struct text *out);
#endif
