#include "run/plugins.h"
#include "base/file.h"
#include "base/guard.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/packed.h"
#include "base/plugin_mark.h"
#include "model/atom.h"
#include "run/plugin.h"
#include "run/work_dir.h"
#include <ctype.h>
#include <dlfcn.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <unistd.h>

enum { LOADED_MAX = 32, FILE_BYTES_MAX = 64 << 20, SECONDS = 300, SECONDS_MAX = 86400 };
#define NAMED(symbol)  NAMED_(symbol)
#define NAMED_(symbol) #symbol

static struct loaded_plugin loaded[LOADED_MAX];
static int n_loaded;
static bool copies; /* some of them are */

bool plugins_are_copies(void) { return copies; }
int plugins_count(void) { return n_loaded; }
const struct loaded_plugin *plugins_at(int i) { return &loaded[i]; }

const struct loaded_plugin *plugins_of(const char *mark) {
    for (int i = 0; i < n_loaded; i++)
        if (strcmp(loaded[i].mark, mark) == 0) return &loaded[i];
    return NULL;
}

bool plugins_serve(const char *config) {
    char mark[PLUGIN_MARK_SIZE];
    while ((config = plugin_next(config, mark)) != NULL)
        if (!plugins_of(mark)) return false;
    return true;
}

/* ---- whether it can be taken ---- */

static bool is_name(const char *name, const char *more) {
    if (!name || !*name || strlen(name) > PLUGIN_NAME_MAX) return false;
    for (; *name; name++)
        if (!islower((unsigned char)*name) && !isdigit((unsigned char)*name) && !strchr(more, *name)) return false;
    return true;
}

static bool same_text(const char *a, const char *b) { return a && b && strcmp(a, b) == 0; }

/* What an older build made cannot be evaluated further: another file is another scheme, and this program cannot run the
 * old one. */
#define ANEW                                                                                                           \
    "; what the old file made stays stored and shown, and to evaluate it further run its suite again with the new "    \
    "file, "                                                                                                           \
    "which trains it anew"
static bool check_interface(const struct plugin *p, struct error *err) {
    if (!same_text(p->interface, PLUGIN_INTERFACE))
        return error_set(err,
                         "it was compiled for the interface %s, and this program has %s; compile it again with "
                         "'lexbench plugin build'" ANEW,
                         p->interface ? p->interface : "of nothing", PLUGIN_INTERFACE);
    return !p->atoms[0].name || same_text(p->atom_interface, PLUGIN_ATOM_INTERFACE) ||
           error_set(err,
                     "it has atoms and was compiled for the model's interface %s, and this program has %s; compile it "
                     "again with 'lexbench plugin build'" ANEW,
                     p->atom_interface ? p->atom_interface : "of nothing", PLUGIN_ATOM_INTERFACE);
}

bool plugins_match_headers(const char *text) { return strstr(text, "\"" PLUGIN_INTERFACE "\"") != NULL; }

static bool is_taken(const char *what, const char *name, const char *by, struct error *err) {
    return by ? error_set(err, "its %s '%s' is also in the plugin %.*s; load one of them, or rename", what, name,
                          (int)strlen(by) - PLUGIN_MARK_HASH - 1, by)
              : error_set(err, "its %s '%s' has the name of a built-in one; take another name", what, name);
}

/* Of another build of the plugin that is called so. */
static bool is_build_of(const char *mark, const char *name) {
    const size_t size = strlen(name);
    return mark && strncmp(mark, name, size) == 0 && strlen(mark) == size + 1 + PLUGIN_MARK_HASH;
}

static bool check_own_atoms(const struct plugin *p, const struct encoder *e, struct error *err) {
    for (const struct own_atom *own = e->own; own && own->atom; own++) {
        bool there = false;
        for (int i = 0; i < PLUGIN_ATOMS_MAX && p->atoms[i].name; i++) there |= same_text(p->atoms[i].name, own->atom);
        if (!there)
            return error_set(err, "its scheme '%s' uses the atom '%s', which it does not have", e->name, own->atom);
    }
    return true;
}

static bool check_scheme(const struct plugin *p, const struct encoder *e, bool builds, struct error *err) {
    const struct encoder *other = e->name ? encoder_find(e->name) : NULL;
    if (!is_name(e->name, "-"))
        return error_set(err, "a scheme's name has up to %d of a-z, 0-9 and -, not '%.60s'", PLUGIN_NAME_MAX,
                         e->name ? e->name : "");
    if (other && !(builds && is_build_of(other->plugin, p->name)))
        return is_taken("scheme", e->name, other->plugin, err);
    if (!e->title || !e->formula || !e->source || !e->differs || !e->at_eval)
        return error_set(err, "its scheme '%s' lacks one of title, formula, source, differs and at_eval ('' is fine)",
                         e->name);
    if (e->family <= FAMILY_UNSET || e->family >= FAMILIES)
        return error_set(err, "its scheme '%s' says no family; 'lexbench list families' lists them", e->name);
    return check_own_atoms(p, e, err);
}

static bool check_task(const struct plugin *p, const struct task *t, bool builds, struct error *err) {
    const struct task *other = t->name ? task_find(t->name) : NULL;
    if (!is_name(t->name, "_"))
        return error_set(err, "a task's name has up to %d of a-z, 0-9 and _, not '%.60s'", PLUGIN_NAME_MAX,
                         t->name ? t->name : "");
    if (other && !(builds && is_build_of(other->plugin, p->name))) return is_taken("task", t->name, other->plugin, err);
    if (!t->title || !t->format || !t->length || !t->source || !t->differs || !t->chance_is)
        return error_set(err, "its task '%s' lacks one of title, format, length, source, differs and chance_is",
                         t->name);
    return (t->vocabulary && t->shortest && t->longest && t->max_tokens && t->generate && t->chance &&
            t->chance_token) ||
           error_set(err,
                     "its task '%s' lacks one of vocabulary, shortest, longest, max_tokens, generate, chance and "
                     "chance_token",
                     t->name);
}

static bool check_atom(const struct plugin_atom *a, struct error *err) {
    return (is_name(a->name, "_") && a->acts_on && a->atom && a->number) ||
           error_set(err, "its atom '%.60s' lacks a name of a-z, 0-9 and _, acts_on, atom or number", a->name);
}

static bool check_twins(const struct plugin *p, const char *hash, struct error *err) {
    for (int i = 0; i < n_loaded; i++)
        if (is_build_of(loaded[i].mark, p->name))
            return error_set(err, "it is called %s (hash %.16s), as %s is (hash %.16s); load one of them, or rename",
                             p->name, hash, loaded[i].path, loaded[i].hash);
    return true;
}

/* Names of other plugins and of ours are looked for elsewhere. */
static bool check_once(const struct plugin *p, struct error *err) {
    for (int i = 0; i < PLUGIN_SCHEMES_MAX && p->schemes[i]; i++)
        for (int j = 0; j < i; j++)
            if (strcmp(p->schemes[i]->name, p->schemes[j]->name) == 0)
                return error_set(err, "it has two schemes with the name '%s'; rename one of them", p->schemes[i]->name);
    for (int i = 0; i < PLUGIN_TASKS_MAX && p->tasks[i]; i++)
        for (int j = 0; j < i; j++)
            if (strcmp(p->tasks[i]->name, p->tasks[j]->name) == 0)
                return error_set(err, "it has two tasks with the name '%s'; rename one of them", p->tasks[i]->name);
    return true;
}

/* builds: whether it may be another build of one that is loaded. */
static bool check(const struct plugin *p, const char *hash, bool builds, struct error *err) {
    bool ok = check_interface(p, err);
    if (ok && !is_name(p->name, "-_"))
        return error_set(err, "its name has to be up to %d of a-z, 0-9, - and _", PLUGIN_NAME_MAX);
    ok = ok && (builds || check_twins(p, hash, err));
    for (int i = 0; ok && i < PLUGIN_ATOMS_MAX && p->atoms[i].name; i++) ok = check_atom(&p->atoms[i], err);
    for (int i = 0; ok && i < PLUGIN_SCHEMES_MAX && p->schemes[i]; i++)
        ok = check_scheme(p, p->schemes[i], builds, err);
    for (int i = 0; ok && i < PLUGIN_TASKS_MAX && p->tasks[i]; i++) ok = check_task(p, p->tasks[i], builds, err);
    if (ok && !p->schemes[0] && !p->tasks[0]) ok = error_set(err, "it brings no scheme and no task");
    return ok && check_once(p, err);
}

/* ---- joining the registries ---- */

/* The options with one more, the plugin's mark; *size grows by its room. */
static bool mark_options(const struct option **table, size_t *size, size_t most, const char *mark, struct error *err) {
    const size_t offset = (*size + sizeof(int) - 1) / sizeof(int) * sizeof(int);
    int n = 0;
    for (; *table && (*table)[n].name; n++)
        if (strcmp((*table)[n].name, plugin_option) == 0)
            return error_set(err, "no option may be called '%s'", plugin_option);
        else if ((*table)[n].offset >= *size)
            return error_set(err, "options_size is %zu, and the option '%s' lies behind", *size, (*table)[n].name);
    if (offset + sizeof(int) > most) return error_set(err, "options take more than %zu bytes", most - sizeof(int));
    struct option *own = mem_zero((size_t)n + 2, sizeof *own);
    if (n) memcpy(own, *table, (size_t)n * sizeof *own);
    own[n] = (struct option){.name = plugin_option,
                             .type = OPTION_CHOICE,
                             .offset = offset,
                             .fallback = mark,
                             .choices = mark,
                             .help = "the plugin and the hash of its file, filled in"};
    *table = own;
    *size = offset + sizeof(int);
    return true;
}

static bool add_scheme(const struct encoder *of, const char *mark, struct error *err) {
    struct encoder *e = mem_zero(1, sizeof *e);
    *e = *of;
    e->plugin = mark;
    const bool ok = (mark_options(&e->options, &e->options_size, ENCODER_OPTIONS_SIZE, mark, err) ||
                     error_prefix(err, "its scheme '%s'", e->name)) &&
                    (encoder_register(e) || error_set(err, "there is no room for its scheme '%s'", e->name));
    if (!ok) mem_free(e);
    return ok;
}

static bool add_task(const struct task *of, const char *mark, struct error *err) {
    struct task *t = mem_zero(1, sizeof *t);
    *t = *of;
    t->plugin = mark;
    const bool ok = (mark_options(&t->options, &t->options_size, TASK_OPTIONS_SIZE, mark, err) ||
                     error_prefix(err, "its task '%s'", t->name)) &&
                    (task_register(t) || error_set(err, "there is no room for its task '%s'", t->name));
    if (!ok) mem_free(t);
    return ok;
}

static bool add_atom(const struct plugin_atom *a, struct error *err) {
    *a->number = atom_bring(a->atom, a->name, a->acts_on, a->before, err);
    return *a->number >= 0;
}

static bool join(const struct plugin *p, const char *mark, struct error *err) {
    bool ok = true;
    for (int i = 0; ok && i < PLUGIN_ATOMS_MAX && p->atoms[i].name; i++) ok = add_atom(&p->atoms[i], err);
    for (int i = 0; ok && i < PLUGIN_SCHEMES_MAX && p->schemes[i]; i++) ok = add_scheme(p->schemes[i], mark, err);
    for (int i = 0; ok && i < PLUGIN_TASKS_MAX && p->tasks[i]; i++) ok = add_task(p->tasks[i], mark, err);
    return ok;
}

/* ---- loading ---- */

static const struct plugin *open_file(const char *file, struct error *err) {
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return error_set(err, "%s; if it was built for another lexbench, build it again with 'lexbench plugin build'",
                         dlerror()),
               NULL;
    const struct plugin *p = dlsym(library, NAMED(PLUGIN_SYMBOL));
    if (p) return p;
    if (dlsym(library, NAMED(PLUGIN_OTHER_SYMBOL)))
        error_set(err, "it was not built for this program, which computes in " REAL_NAME
                       "; 'lexbench plugin build' builds for both");
    else
        error_set(err, "it is no plugin of lexbench: it does not use LEXBENCH_PLUGIN (run/plugin.h)");
    return NULL;
}

/* What is loaded, and what comes of it. */
struct loading {
    const char *path, *file, *hash;
    bool builds, ok;
    struct error err;
};

static void load(void *to) {
    struct loading *l = to;
    const struct plugin *p = open_file(l->file, &l->err);
    l->ok = p && check(p, l->hash, l->builds, &l->err);
    if (!l->ok) return;
    struct loaded_plugin *out = &loaded[n_loaded];
    struct text mark = {0};
    text_add(&mark, "%s-%.*s", p->name, PLUGIN_MARK_HASH, l->hash);
    *out =
        (struct loaded_plugin){.path = mem_text(l->path), .file = mem_text(l->file), .mark = mem_text(text_of(&mark))};
    memcpy(out->hash, l->hash, sizeof out->hash);
    out->row = (struct code_row){.kind = "plugin", .name = out->mark, .hash = out->hash};
    text_free(&mark);
    l->ok = join(p, out->mark, &l->err);
    n_loaded += l->ok;
}

static bool load_guarded(const char *path, const char *file, const char *hash, bool builds, struct error *err) {
    struct loading l = {.path = path, .file = file, .hash = hash, .builds = builds};
    if (n_loaded == LOADED_MAX) return error_set(err, "more than %d plugins", LOADED_MAX);
    if (!guard_try(load, &l, plugins_seconds(), err)) return false;
    load(&l);
    *err = l.err;
    return l.ok;
}

static const struct loaded_plugin *by_path(const char *path) {
    for (int i = 0; i < n_loaded; i++)
        if (strcmp(loaded[i].path, path) == 0) return &loaded[i];
    return NULL;
}

static bool has_content(const char *hash) {
    for (int i = 0; i < n_loaded; i++)
        if (strcmp(loaded[i].hash, hash) == 0) return true;
    return false;
}

bool plugins_can_be(struct error *err) {
    return !packed_any() || error_set(err, "the one file of 'make static' loads no plugins; a program that 'make' "
                                           "builds does, and so does the Debian package");
}

/* wanted: the hash that the file has to have; NULL: any. */
static bool load_file(const char *path, const char *file, const char *wanted, bool builds, struct error *err) {
    char *bytes, hash[CODE_SIZE];
    size_t size;
    const struct loaded_plugin *before = by_path(path);
    if (!plugins_can_be(err)) return error_prefix(err, "plugin %s", path);
    if (before)
        return !wanted || strcmp(before->hash, wanted) == 0 ||
               error_set(err, "plugin %s: the hash of the loaded file is %.16s, not %.16s", path, before->hash, wanted);
    if (!file_read(file, FILE_BYTES_MAX, &bytes, &size, err)) return error_prefix(err, "plugin");
    sha256_hex(bytes, size, hash);
    mem_free(bytes);
    if (wanted && strcmp(hash, wanted) != 0)
        return error_set(err, "plugin %s: its hash is %.16s, not %.16s: it has changed", file, hash, wanted);
    return has_content(hash) || load_guarded(path, file, hash, builds, err) || error_prefix(err, "plugin %s", path);
}

static bool load_path(const char *path, bool builds, struct error *err) {
    char *whole = realpath(path, NULL);
    const bool ok = load_file(whole ? whole : path, whole ? whole : path, NULL, builds, err);
    free(whole);
    if (ok) plugins_watch_crashes();
    return ok;
}

bool plugins_load(const char *path, struct error *err) { return load_path(path, false, err); }

bool plugins_load_copy(const char *path, const char *copy, const char *hash, struct error *err) {
    const bool ok = load_file(path, copy, hash, false, err);
    copies |= ok;
    if (ok) plugins_watch_crashes();
    return ok;
}

/* The next of a list with colons between; a colon of a path has a backslash before it, and so has a backslash. */
static char *next_path(char **rest) {
    char *path = *rest, *from = path, *to = path;
    if (!path) return NULL;
    for (; *from && *from != ':'; from++) {
        if (*from == '\\' && (from[1] == ':' || from[1] == '\\')) from++;
        *to++ = *from;
    }
    *rest = *from ? from + 1 : NULL;
    *to = '\0';
    return path;
}

static void put_path(struct text *list, const char *path) {
    if (list->size) text_add(list, ":");
    for (; *path; path++) text_add(list, "%s%c", *path == ':' || *path == '\\' ? "\\" : "", *path);
}

void plugins_load_environment(void) {
    const char *list = getenv("LEXBENCH_PLUGINS");
    char *words = mem_text(list ? list : ""), *rest = words;
    struct error why;
    for (char *path; (path = next_path(&rest)) != NULL;)
        if (*path && !load_path(path, true, &why)) log_warn("LEXBENCH_PLUGINS: %s", why.text);
    mem_free(words);
}

/* The copy whose hash begins as the mark ends; one that is not there is left to whoever reads what needs it. */
static bool load_kept(const char *folder, const char *mark, struct error *err) {
    const char *hash = mark + strlen(mark) - PLUGIN_MARK_HASH;
    char **name;
    int n;
    if (!dir_list(folder, ".so", &name, &n, err)) return false;
    bool ok = true;
    for (int i = 0; ok && i < n && !plugins_of(mark); i++) {
        if (strncmp(name[i], hash, PLUGIN_MARK_HASH) != 0) continue;
        char *path = path_join(folder, name[i]);
        ok = load_path(path, true, err);
        mem_free(path);
    }
    dir_free(name, n);
    return ok;
}

bool plugins_load_kept(const char *work, const char *config, struct error *err) {
    char mark[PLUGIN_MARK_SIZE], *folder = path_join(work, "plugin");
    bool ok = true;
    while (ok && (config = plugin_next(config, mark)) != NULL)
        if (!plugins_of(mark)) ok = load_kept(folder, mark, err);
    mem_free(folder);
    return ok;
}

/* ---- for other processes ---- */

char *plugins_copy(const char *folder, const char *hash) { return work_file(folder, "plugin", hash, ".so"); }

/* work: where copies are; NULL: the files themselves. */
static void name_to_children(const char *work) {
    struct text list = {0};
    for (int i = 0; i < n_loaded; i++) {
        char *copy = work ? plugins_copy(work, loaded[i].hash) : NULL, *whole = copy ? realpath(copy, NULL) : NULL;
        put_path(&list, whole ? whole : loaded[i].file);
        free(whole);
        mem_free(copy);
    }
    if (n_loaded) setenv("LEXBENCH_PLUGINS", text_of(&list), 1);
    text_free(&list);
}

void plugins_pass_on(void) { name_to_children(NULL); }

bool plugins_keep(const char *folder, struct error *err) {
    char *place = path_join(folder, "plugin");
    bool ok = !n_loaded || dir_make(place, err);
    for (int i = 0; ok && i < n_loaded; i++) {
        char *copy = plugins_copy(folder, loaded[i].hash);
        ok = file_exists(copy) || file_copy(loaded[i].file, copy, err);
        mem_free(copy);
    }
    mem_free(place);
    return ok;
}

bool plugins_keep_also(const char *from, const char *to, struct error *err) {
    char *source = path_join(from, "plugin"), *place = path_join(to, "plugin"), **names;
    int n = 0;
    bool ok = dir_list(source, ".so", &names, &n, err);
    const bool listed = ok;
    ok = ok && (!n || dir_make(place, err));
    for (int i = 0; ok && i < n; i++) {
        char *copy = path_join(place, names[i]), *file = path_join(source, names[i]);
        ok = file_exists(copy) || file_copy(file, copy, err);
        mem_free(copy);
        mem_free(file);
    }
    if (listed) dir_free(names, n);
    mem_free(source);
    mem_free(place);
    return ok;
}

/* Where nothing may be executed, a copy could not be loaded. */
static bool may_execute(const char *folder) {
    struct statvfs about;
    return statvfs(folder, &about) != 0 || !(about.f_flag & ST_NOEXEC);
}

bool plugins_hand_over(const char *work, struct error *err) {
    if (!plugins_keep(work, err)) return false;
    name_to_children(may_execute(work) ? work : NULL);
    return true;
}

/* ---- what it may do ---- */

bool plugins_play(const char *expression) {
    for (const struct encoder *const *e = encoder_list; n_loaded && *e; e++)
        if ((*e)->plugin && strstr(expression, (*e)->name)) return true;
    for (const struct task *const *t = task_list; n_loaded && *t; t++)
        if ((*t)->plugin && strstr(expression, (*t)->name)) return true;
    return false;
}

bool plugins_play_in(const struct run_config *c) {
    return plugins_play(c->scheme) || plugins_play(c->task) || plugins_play(c->eval.variants) ||
           plugins_play(c->eval.tasks);
}

static void try_resolve(void *to) {
    struct error err;
    config_resolve(to, &err);
}

bool plugins_try_call(const struct run_config *c, void (*call)(void *), void *to, struct error *err) {
    return guard_try(call, to, plugins_seconds(), err) ||
           error_prefix(err, "%s on %s was tried, with the code of a plugin", c->scheme, c->task);
}

bool plugins_try(const struct run_config *c, struct error *err) {
    struct run_config copy = *c;
    return !plugins_play_in(c) || plugins_try_call(c, try_resolve, &copy, err);
}

long plugins_seconds(void) {
    const char *word = getenv("LEXBENCH_PLUGIN_SECONDS");
    long seconds;
    return word && text_to_long(word, &seconds) && seconds > 0 && seconds <= SECONDS_MAX ? seconds : SECONDS;
}

/* ---- what is said of it ---- */

static bool spared[LOADED_MAX]; /* those that have no part in what this process does */

/* "the plugin own-3f2a91c04b7d5566"; false: all are spared. */
static bool name_blamed(struct text *out) {
    int n = 0;
    for (int i = 0; i < n_loaded; i++) n += !spared[i];
    text_add(out, "the plugin%s", n == 1 ? "" : "s");
    for (int i = 0, k = 0; i < n_loaded; i++)
        if (!spared[i]) text_add(out, "%s %s", k++ ? "," : "", loaded[i].mark);
    return n > 0;
}

enum { WORDS_SIZE = 200 + LOADED_MAX * (PLUGIN_MARK_SIZE + 1) };
static char slow_words[WORDS_SIZE];
static bool limited;

static void take_too_long(int signal) {
    (void)signal;
    if (write(STDERR_FILENO, slow_words, strlen(slow_words)) < 0) _exit(EXIT_IO);
    _exit(EXIT_INTERNAL);
}

bool plugins_pulse(void) {
    const struct itimerval limit = {.it_value = {.tv_sec = plugins_seconds()}};
    if (limited) setitimer(ITIMER_PROF, &limit, NULL);
    return false;
}

void plugins_limit(void) {
    static const struct itimerval none;
    struct text names = {0};
    if (limited) setitimer(ITIMER_PROF, &none, NULL);
    limited = name_blamed(&names);
    snprintf(slow_words, sizeof slow_words,
             "lexbench: a step, a batch or an example took more than %ld seconds of processor time with %s "
             "(LEXBENCH_PLUGIN_SECONDS)\n",
             plugins_seconds(), text_of(&names));
    text_free(&names);
    if (limited) signal(SIGPROF, take_too_long);
    plugins_pulse();
}

static char crash_words[WORDS_SIZE];
static size_t crash_size;

static void tell_crash(int number) {
    if (write(STDERR_FILENO, crash_words, crash_size) < 0) _exit(EXIT_IO);
    raise(number); /* the handler is gone: what the signal does comes next */
}

static bool describe_crash(void) {
    struct text names = {0};
    const bool any = name_blamed(&names);
    snprintf(crash_words, sizeof crash_words, "lexbench: crashed with %s\n", text_of(&names));
    crash_size = strlen(crash_words);
    text_free(&names);
    return any;
}

void plugins_watch_crashes(void) {
    static const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    static char room[64 << 10]; /* a stack that has run over cannot be used */
    const stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
    struct sigaction action = {.sa_handler = tell_crash, .sa_flags = (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK)};
    if (!n_loaded) return;
    if (!describe_crash()) action = (struct sigaction){.sa_handler = SIG_DFL};
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) sigaction(deadly[i], &action, NULL);
}

/* Whether an expression of a configuration gives the mark. */
static bool has_mark(const char *expression, const char *mark) {
    char found[PLUGIN_MARK_SIZE];
    while ((expression = plugin_next(expression, found)) != NULL)
        if (strcmp(found, mark) == 0) return true;
    return false;
}

void plugins_blame_those_of(const struct run_config *c) {
    for (int i = 0; i < n_loaded; i++) {
        const char *mark = loaded[i].mark;
        spared[i] = !has_mark(c->scheme, mark) && !has_mark(c->task, mark) && !has_mark(c->eval.variants, mark) &&
                    !has_mark(c->eval.tasks, mark);
    }
    plugins_limit();
    plugins_watch_crashes();
}
