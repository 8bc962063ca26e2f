#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/shipped.h"
#include "cli/command.h"
#include "cli/language.h"
#include "encoders/encoder.h"
#include "model/scheme.h"
#include "results/claim.h"
#include "run/formulas.h"
#include "run/idle.h"
#include "run/suite.h"
#include "tasks/task.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct flag list_flags[] = {
    {"family", 0, "FAMILY", NULL, "of encoders or claims: those of one family"},
    {"all", 'a', NULL, NULL, "of encoders: also the options, as tsv, csv and json have"},
    {"formulas", 0, "FILE", NULL, "of encoders: also the formulas of a suite, or of a file of their own"},
    FLAG_FORMAT,
    FLAG_DB,
    FLAG_CLAIMS,
    {0}};

/* Whether an earlier atom of the scheme, of the first k to work, acts on the same. */
static bool is_said(const struct encoder *e, int k, const char *acts_on) {
    while (k--)
        if (encoder_atom(e, atom_order[k]) && strcmp(atom_acts_on(atom_order[k]), acts_on) == 0) return true;
    return false;
}

/* What a scheme acts on, by its atoms (encoders/atoms.h), each word once. */
static void kind_of(const struct encoder *e, struct text *out) {
    for (int k = 0; k < atom_count(); k++) {
        const char *acts_on = atom_acts_on(atom_order[k]);
        if (encoder_atom(e, atom_order[k]) && *acts_on && !is_said(e, k, acts_on))
            text_add(out, "%s%s", out->size ? "+" : "", acts_on);
    }
    if (!out->size) text_add(out, "none");
}

static void option_names(const struct option *row, struct text *out) {
    for (; row && row->name; row++) {
        text_add(out, "%s%s=", out->size ? "," : "", row->name);
        text_add(out, "%s", *row->fallback ? row->fallback : "[]");
    }
}

static void encoder_row(struct table *t, const struct encoder *e, bool with_options) {
    struct text kind = {0}, options = {0};
    kind_of(e, &kind);
    option_names(e->options, &options);
    table_cell(t, "%s", e->name);
    table_cell(t, "%s", family_name(e->family));
    table_cell(t, "%s", text_of(&kind));
    table_cell(t, "%s", e->title);
    if (with_options) table_cell(t, "%s", text_of(&options));
    text_free(&kind);
    text_free(&options);
}

/* The family of that name; FAMILY_UNSET: err. */
static enum encoder_family family_of(const char *name, struct error *err) {
    const char *names[FAMILIES];
    struct text all = {0};
    for (enum encoder_family f = 1; f < FAMILIES; f++) {
        names[f - 1] = family_name(f);
        if (strcmp(name, names[f - 1]) == 0) return f;
    }
    for (enum encoder_family f = 1; f < FAMILIES; f++) text_add(&all, "%s%s", f > 1 ? ", " : "", family_name(f));
    const char *close = text_closest(name, names, FAMILIES - 1);
    error_set(err, "unknown family '%s'%s%s%s there are %s", name, close ? "; did you mean '" : ";", close ? close : "",
              close ? "'?" : "", text_of(&all));
    text_free(&all);
    return FAMILY_UNSET;
}

/* By family; only: the one to list, FAMILY_UNSET for all. */
static struct table *encoders(enum encoder_family only, bool with_options) {
    const char *const headers[] = {"name", "family", "acts on", "title", "options"};
    struct table *t = table_new(with_options ? 5 : 4, headers);
    for (enum encoder_family f = 1; f < FAMILIES; f++)
        for (int i = 0; (!only || only == f) && encoder_list[i]; i++)
            if (encoder_list[i]->family == f) encoder_row(t, encoder_list[i], with_options);
    return t;
}

static struct table *families(void) {
    const char *const headers[] = {"name", "what its schemes do"};
    struct table *t = table_new(2, headers);
    for (enum encoder_family f = 1; f < FAMILIES; f++) {
        table_cell(t, "%s", family_name(f));
        table_cell(t, "%s", family_what(f));
    }
    return t;
}

static struct table *tasks(void) {
    const char *const headers[] = {"name", "options", "title"};
    struct table *t = table_new(3, headers);
    for (int i = 0; task_list[i]; i++) {
        struct text options = {0};
        option_names(task_list[i]->options, &options);
        table_cell(t, "%s", task_list[i]->name);
        table_cell(t, "%s", text_of(&options));
        table_cell(t, "%s", task_list[i]->title);
        text_free(&options);
    }
    return t;
}

/* Every key of a suite's sections; of several tables under one name as one. */
static struct table *settings(void) {
    const char *const headers[] = {"key", "default", "choices", "unit", "what it is"};
    struct table *t = table_new(5, headers);
    for (const struct config_section *s = config_sections; s->name; s++)
        for (const struct option *row = s->table; row->name; row++) {
            table_cell(t, "%s.%s", s->name, row->name);
            table_cell(t, "%s", row->fallback);
            table_cell(t, "%s", row->choices ? row->choices : "");
            table_cell(t, "%s", row->unit ? row->unit : "");
            char key[128];
            snprintf(key, sizeof key, "%s.%s", s->name, row->name);
            const char *where = setting_counts_where(key);
            table_cell(t, "%s%s%s", row->help, where ? "; counts where " : "", where ? where : "");
        }
    return t;
}

/* Runs of each suite that the database holds: name, runs. NULL: there is no database. */
static struct table *stored_suites(const char *database) {
    struct store *store = file_exists(database) ? store_open_readonly(database, NULL) : NULL;
    if (!store) return NULL;
    struct table *t =
        store_query(store,
                    "SELECT s.name, count(DISTINCT r.run) FROM suite s LEFT JOIN suite_run r ON r.suite = s.name "
                    "GROUP BY s.name ORDER BY s.name",
                    NULL, 0, NULL);
    store_close(store);
    return t;
}

static double stored_runs(const struct table *stored, const char *name) {
    for (int r = 0; stored && r < table_rows(stored); r++)
        if (strcmp(table_at(stored, r, 0), name) == 0) return table_value(stored, r, 1);
    return stored ? 0 : (double)NAN;
}

/* The suite's file as a command takes it. */
static void suite_row(struct table *t, const char *path, const struct table *stored) {
    struct suite suite;
    struct error why;
    table_cell(t, "%s", path);
    if (suite_load(path, NULL, 0, &suite, &why)) {
        table_cell(t, "%s", suite.name);
        table_number(t, suite.n, "%.0f");
        table_number(t, stored_runs(stored, suite.name), "%.0f");
        table_cell(t, "%s", suite.about);
        suite_free(&suite);
    } else {
        table_cell(t, "%s", "");
        table_number(t, (double)NAN, "%.0f");
        table_number(t, (double)NAN, "%.0f");
        table_cell(t, "not valid: %s", why.text);
    }
}

static bool named(const struct table *t, int column, const char *word) {
    for (int r = 0; r < table_rows(t); r++)
        if (strcmp(table_at(t, r, column), word) == 0) return true;
    return false;
}

/* Files of a folder called suites, unless an earlier folder has one of the same name. */
static bool suite_rows(struct table *t, const char *folder, const struct table *stored, struct error *err) {
    char **names;
    int n;
    if (!dir_list(folder, ".yaml", &names, &n, err)) return false;
    for (int i = 0; i < n; i++) {
        char *path = path_join("suites", names[i]);
        if (!named(t, 0, path)) suite_row(t, path, stored);
        mem_free(path);
    }
    dir_free(names, n);
    return true;
}

/* Suites here, those that ship, and what the database holds besides. */
static struct table *suites(const char *database, struct error *err) {
    const char *const headers[] = {"file", "name", "runs", "stored", "about"};
    struct table *t = table_new(5, headers), *stored = stored_suites(database);
    char *shipped = path_join(shipped_dir(), "suites");
    const bool ok = suite_rows(t, "suites", stored, err) && suite_rows(t, shipped, stored, err);
    for (int r = 0; ok && stored && r < table_rows(stored); r++) {
        if (named(t, 1, table_at(stored, r, 0))) continue;
        table_cell(t, "%s", "");
        table_cell(t, "%s", table_at(stored, r, 0));
        table_number(t, (double)NAN, "%.0f");
        table_number(t, table_value(stored, r, 1), "%.0f");
        table_cell(t, "in %s", database);
    }
    mem_free(shipped);
    table_free(stored);
    if (ok) return t;
    table_free(t);
    return NULL;
}

/* Why a run failed is a sentence, for which the terminal's table has no room. */
static struct table *runs(const char *database, enum table_format format, struct error *err) {
    struct store *store = store_open_readonly(database, err);
    if (!store) return NULL;
    struct text query = {0};
    text_add(
        &query,
        "SELECT substr(run_id, 1, 10) AS run, suite, task, label, seed, status, fit, CASE WHEN known THEN steps "
        "END AS steps, CASE WHEN known THEN seconds END AS seconds%s FROM (SELECT *, NOT EXISTS (SELECT 1 FROM "
        "setting s WHERE s.arm = v_run.arm AND s.key IN ('weights_name', 'predictions_name')) AS known FROM v_run)",
        table_format_is_data(format) ? ", coalesce(reason, '') AS reason" : "");
    struct table *t = store_query(store, text_of(&query), NULL, 0, err);
    text_free(&query);
    store_close(store);
    return t;
}

/* A formula is of the family of its first component. */
static bool formula_rows(const struct formulas *f, enum encoder_family only, bool with_options, struct table *t,
                         struct error *err) {
    for (int i = 0; i < formulas_count(f); i++) {
        struct scheme scheme;
        if (!scheme_parse(formulas_text(f, i), &scheme, err))
            return error_prefix(err, "formula %s", formulas_name(f, i));
        const struct encoder *first = scheme.part[0].encoder;
        struct text kind = {0};
        if (only && only != first->family) continue;
        for (int p = 0; p < scheme.n; p++) {
            text_add(&kind, "%s", p ? "+" : "");
            struct text own = {0};
            kind_of(scheme.part[p].encoder, &own);
            text_add(&kind, "%s", text_of(&own));
            text_free(&own);
        }
        table_cell(t, "%s", formulas_name(f, i));
        table_cell(t, "%s", family_name(first->family));
        table_cell(t, "%s", text_of(&kind));
        table_cell(t, "%s", *formulas_title(f, i) ? formulas_title(f, i) : "formula");
        if (with_options) table_cell(t, "%s", formulas_text(f, i));
        text_free(&kind);
    }
    return true;
}

/* The listing of encoders that the call's flags ask for. NULL: err. */
static struct table *asked_encoders(const struct call *call, enum table_format format, struct error *err) {
    const char *name = flag_value(call, "family");
    const enum encoder_family family = name ? family_of(name, err) : FAMILY_UNSET;
    const bool with_options = table_format_is_data(format) || flag_given(call, "all");
    const char *file = flag_value(call, "formulas");
    if (name && !family) return NULL;
    struct formulas *f = file ? formulas_load(file, err) : NULL;
    if (file && !f) return NULL;
    struct table *t = encoders(family, with_options);
    if (f && !formula_rows(f, family, with_options, t, err)) {
        table_free(t);
        t = NULL;
    }
    formulas_free(f);
    return t;
}

static bool claim_family_known(struct claim *const *claim, int n, const char *family, struct error *err) {
    const char **names = mem_zero((size_t)n + 1, sizeof *names);
    bool known = false;
    for (int i = 0; i < n; i++) names[i] = claim[i]->family, known |= strcmp(names[i], family) == 0;
    const char *close = text_closest(family, names, n);
    if (!known && close)
        error_set(err, "there is no family of claims '%s'; did you mean '%s'?", family, close);
    else if (!known)
        error_set(err, "there is no family of claims '%s'; 'lexbench list claims' shows them", family);
    mem_free(names);
    return known;
}

/* The claims of the folder, of a family if one is asked for. What came out is shown by 'claims list'. */
static struct table *claims(const struct call *call, struct error *err) {
    const char *const headers[] = {"name", "family", "small", "published", "sentence"};
    const char *family = flag_value(call, "family");
    char *folder = shipped_find(flag_value(call, "claims"));
    struct claim **claim;
    int n;
    const bool read = claims_read(folder, &claim, &n, err);
    mem_free(folder);
    if (!read) return NULL;
    struct table *t = !family || claim_family_known(claim, n, family, err) ? table_new(5, headers) : NULL;
    for (int i = 0; t && i < n; i++) {
        if (family && strcmp(claim[i]->family, family) != 0) continue;
        table_cell(t, "%s", claim[i]->id);
        table_cell(t, "%s", claim[i]->family);
        for (int k = 0; k < SCALES; k++) {
            const char *path = claim[i]->scale[k].path, *slash = path ? strrchr(path, '/') : NULL;
            table_cell(t, "%s", slash ? slash + 1 : path ? path : "");
        }
        table_cell(t, "%s", claim[i]->sentence);
    }
    claims_free(claim, n);
    return t;
}

static struct table *listing(const struct call *call, enum table_format format, struct error *err) {
    const char *what = call->argument[0];
    if (strcmp(what, "encoders") == 0) return asked_encoders(call, format, err);
    if (strcmp(what, "claims") == 0) return claims(call, err);
    if (strcmp(what, "families") == 0) return families();
    if (strcmp(what, "tasks") == 0) return tasks();
    if (strcmp(what, "languages") == 0) return language_table();
    if (strcmp(what, "settings") == 0) return settings();
    if (strcmp(what, "suites") == 0) return suites(flag_value(call, "db"), err);
    return runs(flag_value(call, "db"), format, err);
}

static bool check_flags(const struct call *call, struct error *err) {
    const char *what = call->argument[0];
    const bool of_encoders = strcmp(what, "encoders") == 0;
    if (flag_given(call, "family") && !of_encoders && strcmp(what, "claims") != 0)
        return error_set(err, "list %s has no --family; it is for list encoders and list claims", what);
    if (flag_given(call, "all") && !of_encoders)
        return error_set(err, "list %s has no --all; it is for list encoders", what);
    if (flag_given(call, "formulas") && !of_encoders)
        return error_set(err, "list %s has no --formulas; it is for list encoders", what);
    return true;
}

static void name_listing(struct table *t, const struct call *call) {
    struct text words = {0};
    for (int i = 1; i < call->n; i++) text_add(&words, "%s%s", i > 1 ? ", " : " with ", call->argument[i]);
    table_caption(t, call->argument[0], "All %s%s%s%s.", call->argument[0],
                  flag_given(call, "family") ? " of family " : "",
                  flag_given(call, "family") ? flag_value(call, "family") : "", text_of(&words));
    text_free(&words);
}

static int cmd_list(const struct call *call) {
    struct error err = {0};
    enum table_format format;
    if (!flag_format(call, &format, &err) || !check_flags(call, &err)) return report_error(&err);
    struct table *t = listing(call, format, &err);
    if (!t) return report_error(&err);
    table_search(t, call->argument + 1, call->n - 1);
    const int rows = table_rows(t);
    name_listing(t, call);
    table_print(t, format, stdout);
    table_free(t);
    if (rows || call->n == 1) return EXIT_OK;
    log_warn("no row has all of what was asked for; 'lexbench list %s' lists all", call->argument[0]);
    return EXIT_NOTHING;
}

const struct command command_list = {
    .name = "list",
    .arguments = "encoders|families|tasks|languages|settings|suites|claims|runs [WORD...]",
    .summary = "list what there is",
    .text = "  lexbench list encoders\n  lexbench list encoders --family rotary\n"
            "  lexbench list encoders linear bias   only rows with both words\n"
            "  lexbench list families       what the families of encoders do\n"
            "  lexbench list tasks --format tsv\n"
            "  lexbench list languages      of the tasks regular and recognise, with their classes\n"
            "  lexbench list settings       every key of a suite's sections\n"
            "  lexbench list claims --family copy rope",
    .words = "encoders|families|tasks|languages|settings|suites|claims|runs",
    .least = 1,
    .most = -1,
    FLAGS(list_flags),
    .run = cmd_list,
};
