/* The files that ship with the program (suites, claims, pages) are found from any directory. */
#ifndef LEXBENCH_SHIPPED_H
#define LEXBENCH_SHIPPED_H

/* Their folder: beside the program (../share/lexbench, or the tree it was built in, so that an installation may be
 * staged and moved), else PREFIX/share/lexbench as `make` was told, else inside the program (base/packed.h). "" when
 * they are nowhere. */
const char *shipped_dir(void);
/* The folder of the pages that messages cite as docs/NAME.md: a directory with `docs` in it. "" when there is none. */
const char *shipped_pages(void);
/* The folder of the headers that plugins include as encoders/encoder.h and others: an installation's, or the tree that
 * the program was built in. "" when there is none. */
const char *shipped_headers(void);
/* `path` if it exists; else the shipped file or folder of that name; else `path` again, for the error message. mem_free
 * it. */
char *shipped_find(const char *path);
#endif
