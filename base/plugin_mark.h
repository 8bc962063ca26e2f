/* The mark of a plugin, "own-3f2a91c04b7d5566": its name and the first 16 hex digits of the SHA-256 of its file
 * (run/plugins.h). Every scheme and task that it brings has an option `plugin` with the mark as its only value, so that
 * whatever a scheme or a task identifies says of which file it was. */
#ifndef LEXBENCH_PLUGIN_MARK_H
#define LEXBENCH_PLUGIN_MARK_H
#include "base/error.h"

enum { PLUGIN_NAME_MAX = 40, PLUGIN_MARK_HASH = 16, PLUGIN_MARK_SIZE = PLUGIN_NAME_MAX + 1 + PLUGIN_MARK_HASH + 1 };
extern const char plugin_option[]; /* "plugin" */

/* The first mark that a text, an expression or a configuration, gives such an option; returns what stands behind it.
 * NULL: there is none. */
const char *plugin_next(const char *text, char out[PLUGIN_MARK_SIZE]);
/* Whether what stands in the parentheses of an expression can be meant of a scheme or a task of this mark (NULL: it is
 * built in, or unknown). false: it names another plugin; err says which file is missing, or what has changed. */
bool plugin_agrees(const char *inside, const char *mark, struct error *err);
#endif
