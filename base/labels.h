/* Short names for a listing or a chart: the parts that names have in common are cut, never what distinguishes them. */
#ifndef LEXBENCH_LABELS_H
#define LEXBENCH_LABELS_H

/* n names of at most `most` (12 or more) characters each, different wherever the given ones are; … stands for what was
 * left out. Names that fit stay as they are. labels_free frees the list and the names. */
char **labels_shortened(const char *const *names, int n, int most);
void labels_free(char **labels, int n);
/* Adds a task's expression, or its options, as titles have it: without "sha256=..." and "test_sha256=...", by which
 * identities hold the content of files. */
struct text;
void label_without_hashes(const char *expression, struct text *out);
#endif
