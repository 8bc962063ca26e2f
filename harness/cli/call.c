/* A command as called: its flags, what it prints, how it fails. Knows no other command. */
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/shipped.h"
#include "base/text.h"
#include "cli/command.h"
#include "run/formulas.h"
#include "run/scheduler.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The last flag that took its value from the environment; NULL: none did. A program runs one command. */
static const struct flag *from_environment;

int report_error(const struct error *err) {
    if (!err->text[0]) BUG("a command failed without saying why");
    const struct flag *f = from_environment;
    if (f && strstr(err->text, getenv(flag_variable(f))))
        log_error("%s (without --%s, %s names this path)", err->text, f->name, flag_variable(f));
    else
        log_error("%s", err->text);
    return err->exit_code ? err->exit_code : EXIT_USAGE;
}

int flag_index(const struct command *c, const char *name) {
    for (int i = 0; i < c->n_flags; i++)
        if (strcmp(c->flags[i].name, name) == 0) return i;
    return -1;
}

const char *flag_variable(const struct flag *f) { return strcmp(f->name, "db") == 0 ? "LEXBENCH_DB" : NULL; }

const char *flag_value(const struct call *call, const char *name) {
    int i = flag_index(call->command, name);
    if (i < 0) BUG("command %s has no flag --%s", call->command->name, name);
    const struct flag *f = &call->command->flags[i];
    const char *word = flag_variable(f) && !call->flag[i] ? getenv(flag_variable(f)) : NULL;
    if (!word || !*word) return call->flag[i] ? call->flag[i] : f->fallback;
    from_environment = f;
    return word;
}

bool flag_given(const struct call *call, const char *name) {
    int i = flag_index(call->command, name);
    return i >= 0 && call->flag[i];
}

bool flag_alone(const struct call *call, const char *name, const char *key, struct error *err) {
    const size_t size = strlen(key);
    for (int i = 0; i < call->n && flag_given(call, name); i++)
        if (strncmp(call->argument[i], key, size) == 0 && call->argument[i][size] == '=')
            return error_set(err, "--%s %s and %s say the same setting; give one of them", name, flag_value(call, name),
                             call->argument[i]);
    return true;
}

bool flag_repeats(const struct flag *flag) {
    const size_t size = flag->value ? strlen(flag->value) : 0;
    return size > 3 && strcmp(flag->value + size - 3, "...") == 0;
}

int flag_values(const struct call *call, const char *name, const char *out[REPEATS_MAX]) {
    const int flag = flag_index(call->command, name);
    int n = 0;
    for (int i = 0; i < call->n_repeated; i++)
        if (call->repeated[i].flag == flag) out[n++] = call->repeated[i].value;
    if (n == 0 && flag_value(call, name)) out[n++] = flag_value(call, name);
    return n;
}

bool flag_format(const struct call *call, enum table_format *out, struct error *err) {
    return table_format_parse(flag_value(call, "format"), out, err);
}

enum other_code flag_other_code(const struct call *call) {
    return flag_given(call, "again") ? OTHER_AGAIN : flag_given(call, "keep") ? OTHER_KEEP : OTHER_REFUSE;
}

bool flag_jobs(const struct call *call, int *out, struct error *err) {
    long jobs;
    if (!text_to_long(flag_value(call, "jobs"), &jobs) || jobs < 0 || jobs > 256)
        return error_set(err, "--jobs needs a number from 0 to 256, not '%s'", flag_value(call, "jobs"));
    *out = (int)jobs;
    return true;
}

bool flag_number(const struct call *call, const char *name, long least, long most, long *out, struct error *err) {
    const char *value = flag_value(call, name);
    if (!value) return true;
    return (text_to_long(value, out) && *out >= least && *out <= most) ||
           error_set(err, "--%s needs a number from %ld to %ld, not '%s'", name, least, most, value);
}

bool flag_formulas(const struct call *call, const char *expression, struct text *out, struct error *err) {
    const char *file = flag_value(call, "formulas");
    if (!file) return text_add(out, "%s", expression), true;
    struct formulas *f = formulas_load(file, err);
    const bool ok = f && formulas_expand(f, expression, out, err);
    formulas_free(f);
    return ok;
}

bool blame_formula(const struct call *call, const char *expression, struct error *err) {
    const char *file = flag_value(call, "formulas");
    struct error ignored;
    struct formulas *f = file ? formulas_load(file, &ignored) : NULL;
    if (f) formulas_blame(f, expression, err);
    formulas_free(f);
    return false;
}

/* What may have been meant by a path where there is no file. Whoever names one made a slip: that is usage, not input.
 */
static bool suggest_suite(const char *path, struct error *err) {
    char likely[512];
    snprintf(likely, sizeof likely, "suites/%s.yaml", path);
    char *found = shipped_find(likely);
    if (!is_suite_file(path) && file_exists(found))
        error_set(err, "there is no file '%s'; did you mean %s?", path, likely);
    else if (!is_suite_file(path) && !file_exists(path))
        error_set(err, "there is no file '%s'; 'lexbench list suites' lists the suites that ship, with their paths",
                  path);
    mem_free(found);
    return false;
}

bool load_suite(const char *path, const char *const *overrides, int n, struct suite *out, struct error *err) {
    return suite_load(path, overrides, n, out, err) || suggest_suite(path, err);
}

bool load_suite_sound(const char *path, const char *const *overrides, int n, struct suite *out, struct error *err) {
    return suite_load_sound(path, overrides, n, out, err) || suggest_suite(path, err);
}

bool load_suite_arms(const char *path, const char *const *overrides, int n, struct suite *out, struct error *err) {
    return suite_load_arms(path, overrides, n, out, err) || suggest_suite(path, err);
}

void say_interrupted(const struct call *call, const struct schedule_result *r) {
    struct text all = {0};
    const int stored = r ? r->held_before + r->done + r->evaluated + r->diverged : 0;
    if (r) text_add(&all, "%d of %d runs are stored, and ", stored, r->total);
    text_add(&all, "what was begun is saved; to go on: lexbench");
    for (int i = 0; i < call->n_words; i++) text_add(&all, " "), text_shell(&all, call->words[i]);
    log_info("interrupted; %s", text_of(&all));
    text_free(&all);
}

/* Of folded lines: easy to read, and in a terminal no wider than it is. */
static size_t folded_width(void) {
    enum { WIDTH = 96, LEAST = 20 };
    const int width = table_width(stdout);
    return width == 0 || width > WIDTH ? WIDTH : width < LEAST ? LEAST : (size_t)width;
}

static void print_line_folded(const char *line, size_t size) {
    const size_t width = folded_width();
    size_t column = 0;
    while (size) {
        size_t word = 0, blank = 0;
        while (word < size && line[word] != ' ') word++;
        while (word + blank < size && line[word + blank] == ' ') blank++;
        if (column && column + word > width) putchar('\n'), column = 0;
        printf("%.*s", (int)word, line);
        column += word + 1;
        line += word + blank;
        size -= word + blank;
        if (size && column + strcspn(line, " ") <= width) putchar(' ');
    }
    putchar('\n');
}

/* Lines and tabs stay as they are. */
static void add_harmless(struct text *out, const char *raw) {
    while (*raw) {
        const size_t size = strcspn(raw, "\n\t");
        struct text part = {0};
        text_bytes(&part, raw, size);
        text_terminal(out, text_of(&part));
        text_free(&part);
        text_bytes(out, raw + size, raw[size] != '\0');
        raw += size + (raw[size] != '\0');
    }
}

void print_text(const char *text) {
    struct text out = {0};
    if (isatty(STDOUT_FILENO))
        add_harmless(&out, text);
    else
        text_add(&out, "%s", text);
    fputs(text_of(&out), stdout);
    text_free(&out);
}

void print_folded(const char *text) {
    struct text out = {0};
    add_harmless(&out, text);
    for (const char *line = text_of(&out); *line;) {
        const size_t size = strcspn(line, "\n");
        if (*line == ' ')
            printf("%.*s\n", (int)size, line);
        else
            print_line_folded(line, size);
        line += size + (line[size] == '\n');
    }
    text_free(&out);
}
