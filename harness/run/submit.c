#include "run/submit.h"
#include "base/memory.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* ---- commands ---- */

static void __attribute__((format(printf, 2, 3))) words_add(struct words *w, const char *format, ...) {
    char *word;
    va_list arguments;
    va_start(arguments, format);
    if (vasprintf(&word, format, arguments) < 0) die("out of memory");
    va_end(arguments);
    const size_t size = sizeof *w->word * (size_t)(w->n + 1);
    w->word = mem_grow(w->word, w->n ? size : 0, size + sizeof *w->word);
    w->word[w->n++] = mem_text(word);
    w->word[w->n] = NULL;
    free(word);
}

void words_free(struct words *w) {
    for (int i = 0; i < w->n; i++) mem_free(w->word[i]);
    mem_free(w->word);
    *w = (struct words){0};
}

void words_write(const struct words *w, struct text *out) {
    for (int i = 0; i < w->n; i++) {
        if (i) text_add(out, " ");
        text_shell(out, w->word[i]);
    }
    text_add(out, "\n");
}

static void listen_to(int end, struct text *out) {
    char bytes[512];
    ssize_t n;
    while ((n = read(end, bytes, sizeof bytes)) > 0 || (n < 0 && errno == EINTR))
        if (n > 0) text_bytes(out, bytes, (size_t)n);
}

static int start(const struct words *w, int output, bool quiet, pid_t *pid) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    if (quiet) posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (output >= 0) posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    sigset_t usual; /* Ctrl-C, which we may ignore while it runs */
    sigemptyset(&usual);
    sigaddset(&usual, SIGINT);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    const int code = posix_spawnp(pid, w->word[0], &files, &attributes, w->word, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return code;
}

bool words_run(const struct words *w, struct text *out, int *code, struct error *err) {
    int ends[2] = {-1, -1}, status = 0;
    pid_t pid;
    if (out && pipe2(ends, O_CLOEXEC) != 0) return error_io(err, "cannot make a pipe for %s", w->word[0]);
    const int failure = start(w, ends[1], !err, &pid);
    if (out) close(ends[1]);
    if (failure == 0 && out) listen_to(ends[0], out);
    if (out) close(ends[0]);
    if (failure) {
        errno = failure;
        return failure == ENOENT ? error_set(err, "%s is not installed or not on PATH", w->word[0])
                                 : error_io(err, "cannot start %s", w->word[0]);
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
    const int ended = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (code) *code = ended;
    return code || ended == 0 || error_set(err, "%s ended with code %d", w->word[0], ended);
}

/* Each word of a list that is separated by spaces. */
static void add_split(struct words *w, const char *list) {
    for (const char *at = list ? list : ""; *(at += strspn(at, " ")); at += strcspn(at, " "))
        words_add(w, "%.*s", (int)strcspn(at, " "), at);
}

/* ---- scripts ---- */

static void add_word(struct text *out, const char *before, const char *word, const char *behind) {
    text_add(out, "%s", before);
    text_shell(out, word);
    text_add(out, "%s", behind);
}

/* Modules need a login shell, which knows the command `module`. */
static void begin_script(const struct submission *s, const char *about, struct text *out) {
    struct words modules = {0};
    add_split(&modules, s->modules);
    text_add(out, "#!/bin/bash%s\n%s", modules.n ? " -l" : "", about);
    for (int i = 0; i < modules.n; i++) add_word(out, "module load ", modules.word[i], " || exit 2\n");
    add_word(out, "cd ", s->home, " || exit 74\n");
    words_free(&modules);
}

void submission_task_script(const struct submission *s, struct text *out) {
    begin_script(
        s, "# One slice of a campaign: $1, or the task of the array. Started again, it does what is missing.\n", out);
    add_word(out, "", s->program, " slice ");
    text_shell(out, s->folder);
    text_add(out, " \"${1:-$SLURM_ARRAY_TASK_ID}\" -j \"${SLURM_CPUS_PER_TASK:-%d}\" &\n", s->cpus);
    text_add(out,
             "run=$! late=\n"
             "trap 'late=1; kill -USR1 \"$run\"' USR1\n"
             "trap 'kill -TERM \"$run\"' TERM INT\n"
             "code=129\n"
             "while [ \"$code\" -gt 128 ]; do wait \"$run\"; code=$?; done # a signal ends a wait early\n"
             "# Time was nearly up and everything is saved: back into the queue, also where RequeueExit is not set.\n"
             "if [ \"$code\" -eq 75 ] && [ -n \"$late\" ] && [ \"${SLURM_RESTART_COUNT:-0}\" -lt 50 ]; then\n"
             "    scontrol requeue \"${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID\"\n"
             "fi\n"
             "exit \"$code\"\n");
}

void submission_collect_script(const struct submission *s, struct text *out) {
    begin_script(s, "# What the tasks handed over into one database.\n", out);
    add_word(out, "exec ", s->program, " collect ");
    text_shell(out, s->folder);
    if (s->database) {
        add_word(out, " --db ", s->database, "\n");
        return;
    }
    struct text copy = {0};
    text_add(&copy, "%s/results.db", s->folder);
    add_word(out, " --copy ", text_of(&copy), "\n");
    text_free(&copy);
}

/* ---- what is started ---- */

bool submission_check(const struct submission *s, struct error *err) {
    for (const char *c = s->folder; *c; c++)
        if ((unsigned char)*c < 32 || strchr("%\\{}", *c))
            return error_set(err,
                             "the folder %s has a character that job names and GNU parallel read as something else "
                             "(%% \\ { } or a control character); name another with --dir",
                             s->folder);
    struct words site = {0};
    add_split(&site, s->site);
    bool ok = true;
    for (int i = 0; ok && i < site.n; i++)
        ok = site.word[i][0] == '-' ||
             error_set(err, "--sbatch: '%s' is not an option; write --name=value, separated by spaces", site.word[i]);
    words_free(&site);
    return ok;
}

static void add_common(const struct submission *s, struct words *w) {
    words_add(w, "--chdir=%s", s->home);
    if (s->partition) words_add(w, "--partition=%s", s->partition);
    if (s->account) words_add(w, "--account=%s", s->account);
    add_split(w, s->site);
}

void submission_array(const struct submission *s, const char *slices, struct words *w) {
    words_add(w, "sbatch");
    words_add(w, "--parsable");
    words_add(w, "--job-name=lexbench");
    words_add(w, "--array=%s", slices);
    words_add(w, "--cpus-per-task=%d", s->cpus);
    words_add(w, "--time=%s", s->time);
    words_add(w, "--requeue");
    words_add(w, "--open-mode=append");
    words_add(w, "--signal=B:USR1@120");
    words_add(w, "--output=%s/log/%%A_%%a.log", s->folder);
    add_common(s, w);
    words_add(w, "%s/task.sh", s->folder);
}

void submission_collector(const struct submission *s, const char *job, struct words *w) {
    words_add(w, "sbatch");
    words_add(w, "--parsable");
    words_add(w, "--job-name=lexbench-collect");
    words_add(w, "--dependency=afterany:%s", job);
    words_add(w, "--output=%s/log/collect-%%j.log", s->folder);
    add_common(s, w);
    words_add(w, "%s/collect.sh", s->folder);
}

/* "3,7-9" as arguments 3 7 8 9. */
static void add_slices(struct words *w, const char *slices) {
    for (const char *at = slices; *at; at += strcspn(at, ","), at += *at == ',') {
        char *end;
        const long first = strtol(at, &end, 10), last = *end == '-' ? strtol(end + 1, NULL, 10) : first;
        for (long k = first; k <= last; k++) words_add(w, "%ld", k);
    }
}

/* One slice at a time on every machine. GNU parallel gives its command to a shell; TERM must leave time to save. */
void submission_parallel(const struct submission *s, const char *slices, struct words *w) {
    struct text command = {0};
    text_add(&command, "bash ");
    text_shell(&command, s->folder);
    text_add(&command, "/task.sh {}");
    words_add(w, "parallel");
    words_add(w, "--will-cite");
    words_add(w, "--jobs=1");
    words_add(w, "--termseq=TERM,10000,KILL,25");
    words_add(w, "--joblog=%s/log/parallel.log", s->folder);
    if (s->hosts) words_add(w, "--sshlogin=%s", s->hosts);
    words_add(w, "%s", text_of(&command));
    words_add(w, ":::");
    add_slices(w, slices);
    text_free(&command);
}

long submission_array_limit(void) {
    struct words w = {0};
    struct text said = {0};
    long limit = 0;
    words_add(&w, "scontrol");
    words_add(&w, "show");
    words_add(&w, "config");
    if (words_run(&w, &said, NULL, NULL)) {
        const char *line = strstr(text_of(&said), "MaxArraySize");
        if (!line || sscanf(line, "MaxArraySize = %ld", &limit) != 1) limit = 0;
    }
    words_free(&w);
    text_free(&said);
    return limit;
}
