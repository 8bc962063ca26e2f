/* Where files are looked for that a suite names without a folder of their own: beside the suite's file, then in the
 * current directory. What identifies a run is the name as it was written, so a suite gives the same runs wherever it is
 * called from. One folder holds for the process: that of the suite that is read or run. */
#ifndef LEXBENCH_BESIDE_H
#define LEXBENCH_BESIDE_H
void beside_set(const char *folder); /* "": only the current directory */
const char *beside_folder(void);
/* The path of the file that is meant; mem_free it. One that is nowhere, or has an absolute path, is given back. */
char *beside_find(const char *path);
/* The folder of a file, absolute where it exists; mem_free it. */
char *folder_of(const char *path);
#endif
