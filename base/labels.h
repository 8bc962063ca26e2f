/* Names of one listing or chart, short enough to stand there: what they have in common gives way, never what tells them
 * apart. */
#ifndef LEXBENCH_LABELS_H
#define LEXBENCH_LABELS_H

/* n names of at most `most` (12 or more) characters each, different wherever the given ones are; … stands for what was
 * left out. Names that fit stay as they are. labels_free frees the list and the names. */
char **labels_shortened(const char *const *names, int n, int most);
void labels_free(char **labels, int n);
#endif
