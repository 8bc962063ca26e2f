/* File systems that several machines share. Their locks cannot be relied on, so what needs locks (a database that is
 * written) must not stand there; what only needs renaming may. */
#ifndef LEXBENCH_NETWORK_H
#define LEXBENCH_NETWORK_H
/* The name of the network file system that statfs(2) gives this type; NULL: none that is known. */
const char *network_type_name(unsigned long type);
/* The same for where a file stands, or would stand. NULL too when nobody can tell. */
const char *network_file_system(const char *path);
#endif
