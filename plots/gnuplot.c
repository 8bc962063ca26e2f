#include "plots/gnuplot.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "plots/font.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SAID_MAX = 2000, FORMATS = 6, SCRIPT_MAX = 4 << 20, DRAWING_MAX = 64 << 20 };
static const char *const format_names[FORMATS] = {"svg", "png", "pdf", "eps", "cairolatex", "tikz"};
/* What a format leaves: behind the name. */
static const char *const format_files[FORMATS][2] = {
    {".svg"}, {".png"}, {".pdf"}, {".eps"}, {"-cairo.tex", "-cairo.pdf"}, {"-tikz.tex"}};

bool plot_formats_parse(const char *list, unsigned *formats, struct error *err) {
    *formats = 0;
    for (const char *word = list;; word++) {
        size_t size = strcspn(word, ",");
        unsigned bit = 0;
        for (unsigned f = 0; f < FORMATS; f++)
            if (strlen(format_names[f]) == size && strncmp(word, format_names[f], size) == 0) bit = 1u << f;
        if (!bit)
            return error_set(
                err, "a chart's format is svg, png, pdf, eps, cairolatex or tikz (several with commas), not '%s'",
                list);
        *formats |= bit;
        word += size;
        if (!*word) return true;
    }
}

/* The child: its process, and the end of the pipe that carries what it says. */
struct child {
    pid_t pid;
    int said;
};

/* PATH to find it, HOME and XDG_CACHE_HOME for the cache of fonts, a locale with UTF-8: nothing else of the caller's
 * environment decides what a chart looks like. */
struct environment {
    struct text path, home, cache;
    char *variable[5];
};

static void environment_fill(struct environment *e) {
    const char *path = getenv("PATH"), *home = getenv("HOME"), *cache = getenv("XDG_CACHE_HOME");
    text_add(&e->path, "PATH=%s", path ? path : "/usr/local/bin:/usr/bin:/bin");
    text_add(&e->home, "HOME=%s", home ? home : "/");
    text_add(&e->cache, "XDG_CACHE_HOME=%s", cache ? cache : "");
    char *all[] = {e->path.data, e->home.data, "LC_ALL=C.UTF-8", cache ? e->cache.data : NULL, NULL};
    memcpy(e->variable, all, sizeof all);
}

static void environment_free(struct environment *e) {
    text_free(&e->path);
    text_free(&e->home);
    text_free(&e->cache);
}

/* argv[0] by PATH, in dir, stdin and stdout on /dev/null, stderr on the pipe, in a process group of its own. */
static int spawn_in(const char *dir, char *const *argv, int pipe_in, pid_t *pid) {
    struct environment environment = {0};
    environment_fill(&environment);
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, pipe_in, STDERR_FILENO);
    posix_spawn_file_actions_addchdir_np(&files, dir);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    int code = posix_spawnp(pid, argv[0], &files, &attributes, argv, environment.variable);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    environment_free(&environment);
    return code;
}

static bool child_start(const char *dir, char *const *argv, struct child *child, struct error *err) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return error_io(err, "cannot make a pipe for gnuplot");
    int code = spawn_in(dir, argv, ends[1], &child->pid);
    close(ends[1]);
    child->said = ends[0];
    if (code == 0) return true;
    close(ends[0]);
    if (code == ENOENT && file_exists(dir))
        return error_set(err, "gnuplot is not installed or not on PATH; on Debian: apt-get install gnuplot-nox. Charts "
                              "can also be drawn on another machine, from a copy of the database (--db)");
    errno = code;
    return error_io(err, "cannot start gnuplot in %s", dir);
}

/* Collect what the child says until it closes its end. false: time is up. */
static bool child_listen(const struct child *child, int seconds, struct text *said) {
    const double end = clock_seconds() + seconds;
    for (;;) {
        double left = end - clock_seconds();
        struct pollfd wait = {.fd = child->said, .events = POLLIN};
        if (left <= 0) return false;
        if (poll(&wait, 1, (int)(left * 1000) + 1) <= 0) continue;
        char bytes[512];
        ssize_t n = read(child->said, bytes, sizeof bytes);
        if (n == 0 || (n < 0 && errno != EINTR)) return true;
        if (n > 0 && said->size < SAID_MAX) text_bytes(said, bytes, (size_t)n);
    }
}

/* The first line that says something: gnuplot quotes the script before the message, with a caret in between. */
static void first_words(const struct text *said, char out[200]) {
    const char *line = text_of(said);
    for (const char *at = line; *at; at += strcspn(at, "\n"), at += *at == '\n')
        if (strstr(at, "line ") && strcspn(at, "\n") > (size_t)(strstr(at, "line ") - at)) {
            line = at;
            break;
        }
    line += strspn(line, " \t\n");
    snprintf(out, 200, "%.*s", (int)strcspn(line, "\n"), line);
}

static bool child_end(const struct child *child, const char *name, int seconds, struct error *err) {
    struct text said = {0};
    bool in_time = child_listen(child, seconds, &said);
    if (!in_time) kill(-child->pid, SIGKILL);
    close(child->said);
    int status = 0;
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR) continue;
    char words[200];
    first_words(&said, words);
    bool ok = in_time && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    text_free(&said);
    if (ok && *words) log_warn("gnuplot on %s.gp: %s", name, words);
    if (!in_time) return error_set(err, "gnuplot on %s.gp took more than %d seconds", name, seconds);
    return ok || error_set(err, "gnuplot failed on %s.gp: %s", name, *words ? words : "it said nothing");
}

/* Where gnuplot works: a directory of nobody else's, with links to the script and its data. */
struct bench {
    char *dir;
    const char *name, *target;
    bool
        marked; /* there is a script for formats whose letters are drawn here; readers of SVG have fonts of their own */
};
static const char marked_script[] = "marked";

static char *file_in(const char *dir, const char *name, const char *ending) {
    struct text path = {0};
    text_add(&path, "%s/%s.%s", dir, name, ending);
    return path.data;
}

static bool link_into(const struct bench *b, const char *ending, struct error *err) {
    char *given = file_in(b->target, b->name, ending), *here = file_in(b->dir, b->name, ending);
    char *full = realpath(given, NULL);                          /* links are read from the private directory */
    bool ok = full ? symlink(full, here) == 0 : errno == ENOENT; /* gnuplot says what it misses */
    if (!ok) error_io(err, "cannot give %s to gnuplot", given);
    free(full);
    mem_free(given);
    mem_free(here);
    return ok;
}

static void bench_close(struct bench *b) {
    dir_remove(b->dir);
    mem_free(b->dir);
}

/* Where some of its characters are in no font, a copy of the script has marks for them. */
static bool mark_script(struct bench *b, struct error *err) {
    char *path = file_in(b->dir, b->name, "gp"), *copy = file_in(b->dir, marked_script, "gp"), *script = NULL;
    size_t size;
    struct text marked = {0}, missing = {0};
    bool ok = !file_exists(path) || file_read(path, SCRIPT_MAX, &script, &size, err);
    if (ok && script && font_mark(script, &marked, &missing)) {
        log_warn("%s/%s: no font here has %s; PNG and PDF show '?' instead, SVG is as it should be (on Debian: "
                 "apt-get install fonts-noto-cjk, or another font that has them)",
                 b->target, b->name, text_of(&missing));
        ok = file_write(copy, text_of(&marked), marked.size, err);
        b->marked = ok;
    }
    text_free(&marked);
    text_free(&missing);
    mem_free(script);
    mem_free(copy);
    mem_free(path);
    return ok;
}

static bool bench_open(struct bench *b, unsigned formats, const char *dir, const char *name, struct error *err) {
    *b = (struct bench){.dir = dir_temporary(err), .name = name, .target = dir};
    if (!b->dir) return false;
    if (link_into(b, "gp", err) && link_into(b, "tsv", err) && (formats == PLOT_SVG || mark_script(b, err)))
        return true;
    bench_close(b);
    return false;
}

/* gnuplot writes ]]> of a name as it is, which XML does not allow outside of CDATA. Other formats stay as they are. */
static void text_svg(struct text *out, const char *bytes, size_t size, const char *ending) {
    const char *at = bytes, *const end = bytes + size;
    for (const char *bad; strcmp(ending, ".svg") == 0 && (bad = memmem(at, (size_t)(end - at), "]]>", 3));
         at = bad + 3) {
        text_bytes(out, at, (size_t)(bad - at));
        text_add(out, "]]&gt;");
    }
    text_bytes(out, at, (size_t)(end - at));
}

static char *drawn_in(const char *dir, const char *name, const char *ending) {
    struct text path = {0};
    text_add(&path, "%s/%s%s", dir, name, ending);
    return path.data;
}

static bool hand_over(const struct bench *b, const char *ending, struct error *err) {
    char *drawn = drawn_in(b->dir, b->name, ending), *path = drawn_in(b->target, b->name, ending), *bytes = NULL;
    size_t size = 0;
    bool ok = file_exists(drawn) && file_read(drawn, DRAWING_MAX, &bytes, &size, err);
    if (ok || !file_exists(drawn)) ok = size > 0 || error_set(err, "gnuplot left no %s%s", b->name, ending);
    struct text sound = {0};
    if (ok) text_svg(&sound, bytes, size, ending);
    ok = ok && file_write(path, text_of(&sound), sound.size, err);
    text_free(&sound);
    mem_free(bytes);
    mem_free(drawn);
    mem_free(path);
    return ok;
}

static bool run_script(const struct bench *b, unsigned formats, int seconds, struct error *err) {
    static const char *const settings[FORMATS] = {"format='svg'", "format='png'",        "format='pdf'",
                                                  "format='eps'", "format='cairolatex'", "format='tikz'"};
    struct text script = {0}, marked = {0};
    text_add(&script, "%s.gp", b->name);
    text_add(&marked, "%s.gp", marked_script);
    char *argv[2 + 3 * FORMATS + 1] = {"gnuplot", "-d"};
    int n = 2;
    for (unsigned f = 0; f < FORMATS; f++) {
        if (!(formats & 1u << f)) continue;
        argv[n++] = "-e";
        argv[n++] = (char *)settings[f];
        argv[n++] = b->marked && 1u << f != PLOT_SVG ? marked.data : script.data;
    }
    struct child child;
    bool ok = child_start(b->dir, argv, &child, err) && child_end(&child, b->name, seconds, err);
    text_free(&script);
    text_free(&marked);
    return ok;
}

bool gnuplot_draw(const char *dir, const char *name, unsigned formats, int seconds, struct error *err) {
    struct bench b;
    if (!bench_open(&b, formats, dir, name, err)) return false;
    bool ok = run_script(&b, formats, seconds, err);
    for (unsigned f = 0; ok && f < FORMATS; f++)
        for (int k = 0; ok && k < 2 && format_files[f][k]; k++)
            if (formats & 1u << f) ok = hand_over(&b, format_files[f][k], err);
    bench_close(&b);
    return ok;
}

void gnuplot_pictures(const char *dir, const char *name, unsigned formats, struct text *out) {
    for (unsigned f = 0; f < FORMATS; f++)
        for (int k = 0; k < 2 && format_files[f][k]; k++)
            if (formats & 1u << f) text_add(out, "%s/%s%s\n", dir, name, format_files[f][k]);
}
