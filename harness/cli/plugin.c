/* plugin: begin the file of a plugin, compile it, and say what it brings. */
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/shipped.h"
#include "base/text.h"
#include "cli/command.h"
#include "encoders/encoder.h"
#include "run/plugins.h"
#include "tasks/task.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef LEXBENCH_PLUGIN_FLAGS
#define LEXBENCH_PLUGIN_FLAGS "-O3"
#endif

enum { PLUGIN_BYTES_MAX = 64 << 20 };

static const struct flag plugin_flags[] = {
    {"task", 0, NULL, NULL, "new: a task instead of a scheme"},
    {"atom", 0, NULL, NULL, "new: a scheme with a kind of term of its own"},
    {"out", 'o', "FILE", NULL, "build: the file to write, else the source's name with .so"},
    {0}};

/* ---- new ---- */

extern const char contrib_plugins_scheme_c[], contrib_plugins_task_c[], contrib_plugins_atom_c[];

static void put_name(struct text *out, const char *name, char from, char to) {
    for (; *name; name++) text_add(out, "%c", *name == from ? to : *name);
}

/* new-name and new_name stand for the name: schemes have dashes in theirs, tasks and atoms underscores. */
static void fill_in(const char *pattern, const char *name, struct text *out) {
    const size_t size = strlen("new-name");
    while (*pattern) {
        const bool dash = strncmp(pattern, "new-name", size) == 0, line = strncmp(pattern, "new_name", size) == 0;
        if (dash) put_name(out, name, '_', '-');
        if (line) put_name(out, name, '-', '_');
        if (!dash && !line) text_bytes(out, pattern, 1);
        pattern += dash || line ? size : 1;
    }
}

static bool is_atom(const char *name) {
    struct text text = {0};
    put_name(&text, name, '-', '_');
    const bool found = atom_find(text_of(&text)) >= 0;
    text_free(&text);
    return found;
}

static bool check_new(const char *name, bool atom, const char *path, struct error *err) {
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
    if (!islower((unsigned char)*name) || name[strspn(name, allowed)] || strlen(name) > 40)
        return error_set(err, "a plugin's name has up to 40 of a-z, 0-9, - and _, a letter first, not '%.60s'", name);
    if (encoder_find(name) || task_find(name) || (atom && is_atom(name)))
        return error_set(err, "'%s' is built in; take another name", name);
    return !file_exists(path) || error_set(err, "%s is there already; remove it, or take another name", path);
}

static bool begin_file(const struct call *call, struct error *err) {
    const char *name = call->argument[1];
    const bool task = flag_given(call, "task"), atom = flag_given(call, "atom");
    if (task && atom) return error_set(err, "--task and --atom are two kinds of file; give one of them");
    struct text path = {0}, text = {0};
    put_name(&path, name, task ? '-' : '_', task ? '_' : '-');
    text_add(&path, ".c");
    bool ok = check_new(name, atom, text_of(&path), err);
    if (ok) {
        fill_in(task ? contrib_plugins_task_c : atom ? contrib_plugins_atom_c : contrib_plugins_scheme_c, name, &text);
        ok = file_write(text_of(&path), text_of(&text), text.size, err);
    }
    if (ok) log_info("%s is written; its head says what to do with it, docs/plugins.md more", text_of(&path));
    text_free(&path);
    text_free(&text);
    return ok;
}

/* ---- build ---- */

static bool find_headers(struct error *err) {
    if (!plugins_can_be(err)) return false;
    return *shipped_headers() ||
           error_set(err, "the headers are neither beside the program nor installed; 'make install' installs them");
}

/* An installation has them in one folder, the tree that the program was built in has three. */
static void add_includes(struct text *out) {
    static const char *const more[] = {"/harness", "/build/include"};
    struct text path = {0};
    text_add(out, " -I");
    text_shell(out, shipped_headers());
    for (int i = 0; i < 2; i++) {
        text_clear(&path);
        text_add(&path, "%s%s", shipped_headers(), more[i]);
        if (!file_exists(text_of(&path))) continue;
        text_add(out, " -I");
        text_shell(out, text_of(&path));
    }
    text_free(&path);
}

/* Those of another version would make a file that this program refuses, however often it is built. */
static bool headers_fit(struct error *err) {
    static const char *const places[] = {"plugin_interface.h", "build/include/plugin_interface.h"};
    char *text = NULL;
    for (int i = 0; i < 2 && !text; i++) {
        size_t size;
        char *path = path_join(shipped_headers(), places[i]);
        if (file_exists(path) && !file_read(path, 1 << 16, &text, &size, NULL)) text = NULL;
        mem_free(path);
    }
    const bool fit = !text || plugins_match_headers(text);
    mem_free(text);
    return fit || error_set(err,
                            "the headers in %s belong to another lexbench; install this one's beside it ('make "
                            "install'), or build with the program that they came with",
                            shipped_headers());
}

/* "&& CC FLAGS -c SOURCE -o FOLDER/NAME.o && objcopy ...": nothing but the plugin's symbol is seen from outside, so
 * that the halves can be joined. */
static void add_half(struct text *out, const char *source, const char *folder, const char *name, const char *define) {
    const char *cc = getenv("CC"), *own = getenv("CFLAGS");
    char *directory = mem_text(source), *slash = strrchr(directory, '/');
    if (slash) slash[1] = '\0';
    text_add(out,
             "%s " LEXBENCH_PLUGIN_FLAGS
             " -Wall -Wextra -Werror=implicit-function-declaration -fPIC -fvisibility=hidden %s -ffile-prefix-map=",
             cc && *cc ? cc : "cc", define);
    text_shell(out, slash ? directory : "./");
    text_add(out, "=");
    add_includes(out);
    text_add(out, " %s -c %s", own ? own : "", *source == '-' ? "./" : "");
    text_shell(out, source);
    text_add(out, " -o %s/%s.o && objcopy --localize-hidden %s/%s.o && ", folder, name, folder, name);
    mem_free(directory);
}

static bool compile(const char *source, const char *folder, struct error *err) {
    struct text command = {0};
    const char *cc = getenv("CC");
    add_half(&command, source, folder, "float", "");
    add_half(&command, source, folder, "double", "-DLX_REAL_DOUBLE");
    text_add(&command, "%s -shared -s -Wl,--build-id=none -o %s/plugin.so %s/float.o %s/double.o -lm",
             cc && *cc ? cc : "cc", folder, folder, folder);
    fflush(stdout);
    const int status = system(text_of(&command));
    text_free(&command);
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           error_set(err, "%s does not compile; the compiler's messages are above", source);
}

static void say_names(void) {
    for (const struct encoder *const *e = encoder_list; *e; e++)
        if ((*e)->plugin) printf("scheme %s: %s\n", (*e)->name, (*e)->title);
    for (const struct task *const *t = task_list; *t; t++)
        if ((*t)->plugin) printf("task %s: %s\n", (*t)->name, (*t)->title);
}

static bool fill_draft(const struct file_draft *draft, const char *from, struct error *err) {
    char *bytes;
    size_t size;
    if (!file_read(from, PLUGIN_BYTES_MAX, &bytes, &size, err)) return false;
    size_t done = 0;
    for (ssize_t n = 1; done < size && n > 0; done += n > 0 ? (size_t)n : 0)
        n = write(draft->fd, bytes + done, size - done);
    mem_free(bytes);
    return done == size || error_io(err, "cannot write %zu bytes to %s", size, draft->path);
}

/* From the draft: beside the file, since files of a temporary folder may not be executable. */
static bool load_draft(const struct file_draft *draft, struct error *err) {
    char *whole = realpath(draft->name, NULL);
    const bool ok = plugins_load_copy(draft->path, whole ? whole : draft->name, NULL, err);
    free(whole);
    if (ok || !file_exists(draft->path)) return ok;
    char why[sizeof err->text];
    snprintf(why, sizeof why, "%s", err->text);
    return error_set(err, "%.900s; the file that was there is left as it was", why);
}

/* A file that works is not lost to one that cannot be loaded. */
static bool put_checked(const char *built, const char *out, struct error *err) {
    struct file_draft draft;
    if (!file_draft_open(&draft, out, err)) return false;
    if (fill_draft(&draft, built, err) && load_draft(&draft, err)) return file_draft_commit(&draft, err);
    file_draft_drop(&draft);
    return false;
}

static bool compile_to(const char *source, const char *out, struct error *err) {
    char *folder = dir_temporary(err);
    if (!folder) return false;
    char *built = path_join(folder, "plugin.so");
    const bool ok = compile(source, folder, err) && put_checked(built, out, err);
    mem_free(built);
    dir_remove(folder);
    mem_free(folder);
    return ok;
}

static bool is_source(const char *path) {
    const char *dot = strrchr(path, '.');
    return dot && strcmp(dot, ".c") == 0;
}

static bool build_file(const struct call *call, struct error *err) {
    const char *source = call->argument[1], *to = flag_value(call, "out");
    struct text out = {0};
    if (!is_source(source)) return error_set(err, "'%s' is no C source: its name ends with .c", source);
    if (!file_exists(source)) return error_set(err, "there is no file %s; 'lexbench plugin new' begins one", source);
    if (to && is_source(to)) return error_set(err, "--out %s is a source, which the plugin would be written over", to);
    if (to)
        text_add(&out, "%s", to);
    else
        text_add(&out, "%.*sso", (int)strlen(source) - 1, source);
    const bool ok = find_headers(err) && headers_fit(err) && compile_to(source, text_of(&out), err);
    if (ok) {
        printf("%s: plugin %s\n", text_of(&out), plugins_at(plugins_count() - 1)->mark);
        say_names();
    }
    text_free(&out);
    return ok;
}

static bool say_headers(struct error *err) { return find_headers(err) && printf("%s\n", shipped_headers()) > 0; }

static int cmd_plugin(const struct call *call) {
    struct error err = {0};
    const bool headers = strcmp(call->argument[0], "headers") == 0;
    bool ok;
    if (headers != (call->n == 1))
        ok = error_set(&err, "usage: lexbench plugin %s", headers ? "headers" : "new NAME, or plugin build FILE.c");
    else if (headers)
        ok = say_headers(&err);
    else
        ok = strcmp(call->argument[0], "new") == 0 ? begin_file(call, &err) : build_file(call, &err);
    return ok ? EXIT_OK : report_error(&err);
}

const struct command command_plugin = {
    .name = "plugin",
    .arguments = "new NAME | build FILE.c | headers",
    .summary = "a scheme or a task of one's own, in C, without a rebuild",
    .text = "  lexbench plugin new mine             a commented file, mine.c: a scheme that can be tried at once\n"
            "  lexbench plugin new my_task --task   the same for a task; --atom: a scheme with a term of its own\n"
            "  lexbench plugin build mine.c         mine.so, for this program and for the one in double\n"
            "  lexbench prove mine --plugin mine.so\n"
            "  lexbench run --tasks sort --schemes 'mine;alibi' --plugin mine.so\n"
            "  lexbench plugin headers              where the headers are\n\n"
            "Every command takes --plugin FILE, several times if need be; LEXBENCH_PLUGINS has further files, with "
            "colons between them, and a suite's `plugins` those that it needs. The hash of the file is part of the id "
            "of its runs. A run whose plugin crashes or takes more than LEXBENCH_PLUGIN_SECONDS for a step fails, and "
            "the others go on. CC and CFLAGS of the environment are heeded. docs/plugins.md tells it from the "
            "beginning.",
    .words = "new|build|headers",
    .least = 1,
    .most = 2,
    FLAGS(plugin_flags),
    .run = cmd_plugin,
    .without_plugins = true,
};
