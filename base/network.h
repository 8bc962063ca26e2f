/* File systems that several machines share. Their locks cannot be relied on, so a database must not be written there;
 * files that only need renaming may be. */
#ifndef LEXBENCH_NETWORK_H
#define LEXBENCH_NETWORK_H
/* The name of the network file system that statfs(2) gives this type; NULL: none that is known. */
const char *network_type_name(unsigned long type);
/* The same for a path, which need not exist yet. NULL too when it cannot be determined. */
const char *network_file_system(const char *path);
#endif
