/* The machine and the program that make a run. */
#ifndef LEXBENCH_HOST_H
#define LEXBENCH_HOST_H
#include "results/store.h"

void host_fill(struct host_info *host);
/* One member: copied whole if it fits, else cut, ending with "...". size: more than 4. */
void host_word(const char *word, char *out, size_t size);
/* What decides the bits of a run beside its configuration, a line for each: the program (revision, compiler, flags and
 * a hash of itself), the libraries, the instruction sets. */
void host_code(struct text *out);
#endif
