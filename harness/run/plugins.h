/* Plugins: shared objects with schemes, tasks and atoms (run/plugin.h). What they bring joins the registries of
 * encoders, tasks and atoms, and everything else finds it there.
 *
 * The file's hash is part of the id of whatever is made with it: every scheme and every task of a plugin has an option
 * `plugin` with its mark (base/plugin_mark.h), which canonical text has like any other. Nothing is ever unloaded.
 */
#ifndef LEXBENCH_PLUGINS_H
#define LEXBENCH_PLUGINS_H
#include "run/code.h"

struct loaded_plugin {
    const char *path; /* as it was asked for, absolute */
    const char *file; /* what was loaded: that, or a copy */
    const char *mark; /* "own-3f2a91c04b7d5566" */
    char hash[CODE_SIZE];
    struct code_row row; /* {"plugin", mark, hash}: its part in fingerprints */
};

/* False with an error in the one file of `make static`, which can load none. */
bool plugins_can_be(struct error *err);
/* Whether this program takes what is compiled against headers whose plugin_interface.h has this text. */
bool plugins_match_headers(const char *text);
/* Loads a file; one that was loaded, or has the same content, is fine. It is opened in a child process first, so that a
 * crash is an error. err names the file and the remedy: no plugin, another interface, a name that is taken. */
bool plugins_load(const char *path, struct error *err);
/* The same for a copy of it, which stands for `path` from then on and has to have this hash (NULL: any). */
bool plugins_load_copy(const char *path, const char *copy, const char *hash, struct error *err);
/* Whether that was done. Whoever has copies has all of them: the files that a suite names are not looked for. */
bool plugins_are_copies(void);
/* All files of LEXBENCH_PLUGINS, which are separated by colons; '\:' is a colon of a path. A warning says which cannot
 * be loaded and why. Several builds of one plugin may be among them: what names no build means the first. */
void plugins_load_environment(void);
/* The builds that a stored configuration needs and that are not loaded, from the copies in `work`/plugin, beside other
 * builds of the same plugins. Where there is no copy nothing is done, and reading the configuration says what lacks. */
bool plugins_load_kept(const char *work, const char *config, struct error *err);
int plugins_count(void);
const struct loaded_plugin *plugins_at(int i);
const struct loaded_plugin *plugins_of(const char *mark); /* NULL: not loaded */

/* Whether all plugins that a configuration's text needs are loaded. */
bool plugins_serve(const char *config);

/* The processes that this one starts get the same plugins, by LEXBENCH_PLUGINS. */
void plugins_pass_on(void);
/* Keeps copies in `folder`/plugin, named by their hashes. */
bool plugins_keep(const char *folder, struct error *err);
/* And there the copies of another such folder, for whoever takes its runs. */
bool plugins_keep_also(const char *from, const char *to, struct error *err);
char *plugins_copy(const char *folder, const char *hash); /* the path of a copy; mem_free it */
/* Both, so that the processes get the copies: a file that is built anew meanwhile does not reach them. */
bool plugins_hand_over(const char *work, struct error *err);

/* Whether an expression has the name of something that a plugin brought. */
bool plugins_play(const char *expression);
bool plugins_play_in(const struct run_config *config); /* in its scheme, its tasks or its variants */
/* Where a plugin plays in it, the configuration is resolved in a child process first. false: that crashed or did not
 * end, and err says so. Whatever else is wrong is left to config_resolve. */
bool plugins_try(const struct run_config *config, struct error *err);
/* The same for a call that makes more of a configuration in which one plays. */
bool plugins_try_call(const struct run_config *config, void (*call)(void *), void *to, struct error *err);
/* Seconds of processor time that a plugin has for what takes a moment: one step, one batch of an evaluation, one check;
 * LEXBENCH_PLUGIN_SECONDS, else 300. */
long plugins_seconds(void);
/* From now on the process ends, with EXIT_INTERNAL and the reason, when it computes for longer than that without a
 * pulse; nothing where no plugin is loaded. plugins_pulse returns false, so that it can be asked whether to stop. */
void plugins_limit(void);
bool plugins_pulse(void);
/* From now on a crash of this process says which plugins are loaded; nothing where none is. */
void plugins_watch_crashes(void);
/* From now on the process does nothing but the run of a resolved configuration: the plugins of its scheme, tasks and
 * variants alone are named by what ends it, and where it has none there is no limit. */
void plugins_blame_those_of(const struct run_config *config);
#endif
