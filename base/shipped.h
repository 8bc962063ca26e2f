/* The files that ship with the program (suites, claims, pages) are found from any directory. */
#ifndef LEXBENCH_SHIPPED_H
#define LEXBENCH_SHIPPED_H

/* Where they lie: beside the program (../share/lexbench, or the tree it was built in, so that an installation may be
 * staged and moved), else PREFIX/share/lexbench as `make` was told. "" when neither is there. */
const char *shipped_dir(void);
/* Where the pages lie that messages cite as docs/NAME.md: a directory with `docs` in it. "" when there is none. */
const char *shipped_pages(void);
/* `path` where something stands there; else the shipped file or folder of that name; else `path` again, for the message
 * that it is not there. mem_free it. */
char *shipped_find(const char *path);
#endif
