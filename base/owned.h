/* A folder whose files this program owns. A manifest in it names them, so that those of an earlier call that a later
 * one lacks are removed, and files of others never. What is new is made in a folder of drafts inside and moved into
 * place at the end; a process that was killed anywhere leaves a folder that the next call takes up. */
#ifndef LEXBENCH_OWNED_H
#define LEXBENCH_OWNED_H
#include "base/error.h"

struct owned {
    char *dir, *manifest;
    char *draft; /* an empty folder, to be filled with all that is to be in dir; folders in it are those of dir */
    char **file; /* [n] of earlier calls, paths within dir, sorted */
    int n;
    int lock; /* a descriptor; -1: none */
};
/* manifest: its name in dir. A folder that is not there is made; one without a manifest in which there are files other
 * than hidden ones is refused, and so is one in which another process is at work. owned_close may be called after an
 * error. */
bool owned_open(struct owned *owned, const char *dir, const char *manifest, struct error *err);
/* Moves every file of the draft into place and removes those that the draft lacks, with folders that are then empty.
 * Refuses, before anything is moved, a name under which there is something that the manifest does not name, and a link
 * where a folder belongs. A reader sees old files and new ones for a moment, each of them whole. */
bool owned_commit(struct owned *owned, struct error *err);
void owned_close(struct owned *owned); /* what was not committed is dropped */
#endif
