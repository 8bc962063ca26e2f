/* The machine and the program that make a run. */
#ifndef LEXBENCH_HOST_H
#define LEXBENCH_HOST_H
#include "results/store.h"
#include <stdio.h>

void host_fill(struct host_info *host);
/* The processor by the text of /proc/cpuinfo: its model's name, or of arm64 processors, which have no name there, the
 * numbers of maker and part; "unknown" where there is neither, or no file (NULL). size: more than 8. */
void host_processor(FILE *cpuinfo, char *out, size_t size);
/* One member: copied whole if it fits, else cut, ending with "...". size: more than 4. */
void host_word(const char *word, char *out, size_t size);
/* What decides the bits of a run beside its configuration, a line for each: the program (revision, compiler, flags and
 * a hash of itself), the libraries, the instruction sets. */
void host_code(struct text *out);
#endif
