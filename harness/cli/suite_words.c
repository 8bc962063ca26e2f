/* A suite from words of the command line, where nobody wrote a file: --tasks, --schemes and --seeds, with a model and
 * lengths that train in minutes. */
#include "base/guard.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/command.h"
#include "run/plugins.h"
#include "run/task_set.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Those of suites/quickstart.yaml, which tests/test_user.sh compares. */
static const char settings[] =
    "model: {layers: 2, width: 64, heads: 2, tied: true}\n"
    "train: {steps: 2500, batch: 32, lr: 3e-3, warmup: 100, longest: 10, fit_every: 500, fit_examples: 500}\n"
    "evaluate: {multiples: [0.5, 1, 1.5, 2, 3, 4], examples: 300}\n";

bool has_suite_file(const struct call *call) {
    return call->n > 0 && (!strchr(call->argument[0], '=') || is_suite_file(call->argument[0]));
}

static bool check_scheme(const struct call *call, const char *word, struct error *err) {
    struct scheme scheme;
    struct text known = {0};
    const bool ok = flag_formulas(call, word, &known, err) && scheme_parse(text_of(&known), &scheme, err);
    text_free(&known);
    return ok || error_prefix(err, "--schemes");
}

static void try_task(void *word) {
    struct task_set set;
    struct error err;
    task_set_parse(word, &set, &err);
}

/* A task checks its options as they are read, so a plugin's is tried in a process of its own first. */
static bool check_task(const struct call *call, const char *word, struct error *err) {
    (void)call;
    struct task_set set;
    if (plugins_play(word) && !guard_try(try_task, (char *)word, plugins_seconds(), err))
        return error_prefix(err, "--tasks: %s was tried, with the code of a plugin", word);
    return task_set_parse(word, &set, err) || error_prefix(err, "--tasks");
}

static void add_quoted(const char *word, struct text *out) {
    text_add(out, "'");
    for (const char *c = word; *c; c++) text_add(out, *c == '\'' ? "''" : "%c", *c);
    text_add(out, "'\n");
}

/* "rope;alibi" as a list of YAML, each expression in quotes and checked, so that an error names the flag. */
static bool add_list(const struct call *call, const char *key,
                     bool (*check)(const struct call *, const char *, struct error *), struct text *out,
                     struct error *err) {
    const char *words = flag_value(call, key);
    text_add(out, "%s:\n", key);
    bool ok = true;
    for (const char *at = words; ok && *at; at += strcspn(at, ";"), at += *at == ';') {
        const size_t size = strcspn(at, ";");
        struct text word = {0};
        text_bytes(&word, at, size);
        if (size && (ok = check(call, text_of(&word), err))) {
            text_add(out, "  - ");
            add_quoted(text_of(&word), out);
        }
        text_free(&word);
    }
    return ok;
}

/* A name that tells what the suite is and is the same next time: "sort-rope-alibi". What is long ends with a hash. */
static void name_suite(const char *tasks, const char *schemes, struct text *out) {
    enum { LONGEST = 60, CUT = 50 };
    struct text all = {0};
    char name[LONGEST + 1], hash[SHA256_HEX];
    size_t n = 0;
    text_add(&all, "%s;%s", tasks, schemes);
    for (const char *c = text_of(&all); *c && n < LONGEST; c++) {
        const bool kept = isalnum((unsigned char)*c) || *c == '+' || *c == '.' || *c == '_';
        if (kept || (n && name[n - 1] != '-')) name[n++] = kept ? *c : '-';
    }
    while (n && name[n - 1] == '-') n--;
    name[n] = '\0';
    sha256_hex(text_of(&all), all.size, hash);
    if (n < LONGEST)
        text_add(out, "%s", name);
    else
        text_add(out, "%.*s-%.8s", CUT, name, hash);
    text_free(&all);
}

/* The suite's file as a person would have written it. */
static bool write_suite(const struct call *call, struct text *out, struct error *err) {
    const char *formulas = flag_value(call, "formulas");
    struct text name = {0};
    name_suite(flag_value(call, "tasks"), flag_value(call, "schemes"), &name);
    text_add(out, "name: '%s'\nabout: from --tasks and --schemes of the command line\n%s", text_of(&name), settings);
    text_free(&name);
    if (formulas) text_add(out, "formulas: "), add_quoted(formulas, out);
    return add_list(call, "schemes", check_scheme, out, err) && add_list(call, "tasks", check_task, out, err);
}

/* The overrides of a call: key=value of its arguments from `first` on, then its flags. */
struct overrides {
    const char *of[ARGUMENTS_MAX + 3];
    struct text flag[3];
    int n, n_flags;
};

static void take_flag(const struct call *call, const char *name, struct overrides *o) {
    const char *value = flag_value(call, name);
    if (!value) return;
    text_add(&o->flag[o->n_flags], "%s=%s", name, value);
    o->of[o->n++] = text_of(&o->flag[o->n_flags++]);
}

/* Nobody wrote the lines that errors of a suite made from words name: the words stand in their place. */
static const char nowhere[] = "the command line";

static void name_word(const char *text, struct error *err) {
    char *rest;
    if (strncmp(err->text, nowhere, sizeof nowhere - 1) != 0) return;
    const long line = strtol(err->text + sizeof nowhere, &rest, 10);
    const char *what = strstr(rest, ": "), *list = "";
    if (!what) return;
    for (long i = 1; i < line && *text; i++) {
        if (*text != ' ') list = text;
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    const int code = err->exit_code;
    error_set(err, "%s", what + 2);
    if (strncmp(text, "  - ", 4) == 0)
        error_prefix(err, "--%.*s %.*s", (int)strcspn(list, ":"), list, (int)strcspn(text + 4, "\n"), text + 4);
    err->exit_code = code;
}

/* The same in each line of what is left out. */
static void name_broken(const char *text, struct suite *suite) {
    struct text all = {0};
    for (const char *line = suite->broken; line && *line; line += strcspn(line, "\n") + 1) {
        struct error why;
        error_set(&why, "%.*s", (int)strcspn(line, "\n"), line);
        name_word(text, &why);
        text_add(&all, "%s\n", why.text);
    }
    mem_free(suite->broken);
    suite->broken = suite->n_broken ? mem_text(text_of(&all)) : NULL;
    text_free(&all);
}

static bool load_words(const struct call *call, const struct overrides *o, bool sound, struct suite *out,
                       struct error *err) {
    if (!flag_given(call, "tasks") || !flag_given(call, "schemes"))
        return error_set(err,
                         "usage: lexbench %s %s; without a suite's file --tasks and --schemes say what to train, such "
                         "as --tasks sort --schemes 'rope;alibi'",
                         call->command->name, call->command->arguments);
    struct text text = {0};
    if (!write_suite(call, &text, err)) return text_free(&text), false;
    const bool ok =
        (sound ? suite_parse_sound : suite_parse)(nowhere, mem_text(text_of(&text)), text.size, o->of, o->n, out, err);
    if (!ok) name_word(text_of(&text), err);
    if (ok) name_broken(text_of(&text), out);
    text_free(&text);
    return ok;
}

static bool load_any(const struct call *call, bool sound, struct suite *out, struct error *err) {
    const bool file = has_suite_file(call);
    struct overrides o = {0};
    if (!flag_alone(call, "tasks", "tasks", err) || !flag_alone(call, "schemes", "schemes", err) ||
        !flag_alone(call, "seeds", "seeds", err))
        return false;
    if (file && flag_given(call, "formulas"))
        return error_set(err, "--formulas goes with --schemes alone; a suite names its formulas' file by the key "
                              "'formulas' (docs/formulas.md)");
    for (int i = file; i < call->n; i++) o.of[o.n++] = call->argument[i];
    if (file) take_flag(call, "tasks", &o), take_flag(call, "schemes", &o);
    take_flag(call, "seeds", &o);
    const bool ok = file ? (sound ? load_suite_sound : load_suite)(call->argument[0], o.of, o.n, out, err)
                         : load_words(call, &o, sound, out, err);
    for (int i = 0; i < o.n_flags; i++) text_free(&o.flag[i]);
    return ok;
}

bool load_called(const struct call *call, struct suite *out, struct error *err) {
    return load_any(call, false, out, err);
}

bool load_called_sound(const struct call *call, struct suite *out, struct error *err) {
    return load_any(call, true, out, err);
}
