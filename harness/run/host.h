/* Where and with what a run is made. */
#ifndef LEXBENCH_HOST_H
#define LEXBENCH_HOST_H
#include "results/store.h"

void host_fill(struct host_info *host);
/* A word of it: whole where it fits, else cut, with "..." at its end. size: more than 4. */
void host_word(const char *word, char *out, size_t size);
/* What decides the bits of a run beside its configuration, a line for each: the program (revision, compiler, flags and
 * a hash of itself), the libraries, the instruction sets. */
void host_code(struct text *out);
#endif
