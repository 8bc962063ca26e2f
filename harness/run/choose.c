#include "run/choose.h"
#include "base/file.h"
#include "base/memory.h"
#include "results/identity.h"
#include <stdio.h>
#include <string.h>

/* ---- reading ---- */

static bool read_seeds(const struct yaml *node, struct int_list *out, struct error *err) {
    static const struct option row = {"seeds", OPTION_INTS, 0, "", 0, 1e9, NULL, "", "seeds"};
    static const struct option none = {0};
    const struct option table[] = {row, none};
    struct text value = {0};
    struct error why;
    bool ok = setting_text(node, &value, err) &&
              (options_set(table, out, "seeds", text_of(&value), &why) || yaml_error(node, err, "%s", why.text));
    text_free(&value);
    if (ok && out->n == 0) return yaml_error(node, err, "seeds: the list is empty");
    for (int i = 0; ok && i < out->n; i++)
        for (int k = 0; ok && k < i; k++)
            if (out->value[i] == out->value[k]) ok = yaml_error(node, err, "seed %ld is listed twice", out->value[i]);
    return ok;
}

static bool check_by(const struct yaml *node, struct error *err) {
    if (node->kind == YAML_SCALAR && strcmp(node->text, "fit") == 0) return true;
    return yaml_error(node, err,
                      "a choice by what is measured beyond training would select on test data; 'by: fit' is the fit on "
                      "training lengths");
}

/* Values are compared by their fit, so none may change what the fit is measured on. */
static bool check_comparable(const struct axis *axis, struct error *err) {
    static const char *const decide[] = {"train.lengths",     "train.shortest",  "train.longest",
                                         "train.length_list", "train.score_eos", "train.stop_when_fitted"};
    bool other = strncmp(axis->key, "task.", 5) == 0 || strncmp(axis->key, "train.fit_", 10) == 0;
    for (size_t i = 0; i < sizeof decide / sizeof *decide; i++) other |= strcmp(axis->key, decide[i]) == 0;
    return !other || yaml_error(axis->list, err, "%s changes the fit itself, by which it would be chosen", axis->key);
}

bool choose_read(const struct yaml *map, struct axes *out, struct int_list *seeds, struct error *err) {
    if (map->kind != YAML_MAP || map->n != 3 || !yaml_get(map, "by") || !yaml_get(map, "seeds"))
        return yaml_error(
            map, err, "a choice has one setting, by and seeds: {train.lr: [3e-4, 1e-3], by: fit, seeds: [901, 902]}");
    struct yaml setting = *map;
    for (int i = 0; i < map->n; i++)
        if (strcmp(map->child[i].key, "by") != 0 && strcmp(map->child[i].key, "seeds") != 0)
            setting.child = &map->child[i];
    setting.n = 1;
    if (!check_by(yaml_get(map, "by"), err) || !read_seeds(yaml_get(map, "seeds"), seeds, err) ||
        !axes_read(&setting, out, err) || !check_comparable(&out->axis[0], err))
        return false;
    out->axis[0].listed = 1; /* what is chosen is not in an arm's name */
    return true;
}

bool choose_allows_seed(const struct suite *suite, long seed, const struct yaml *node, struct error *err) {
    for (int i = 0; suite->n_values && i < suite->choice_seeds.n; i++)
        if (suite->choice_seeds.value[i] == seed)
            return yaml_error(yaml_get(node, "seeds"), err,
                              "seed %ld is one of the suite's: what is chosen on it would be tested on it", seed);
    return true;
}

/* ---- trials ---- */

static void make_trial(const struct suite *s, const struct choice *c, int value, int seed, struct run_plan *out) {
    struct text label = {0};
    *out = c->candidate[value];
    out->config.seed = s->choice_seeds.value[seed];
    out->config.eval.lengths.n = 0;
    out->config.eval.variants[0] = out->config.eval.tasks[0] = '\0';
    snprintf(out->suite, sizeof out->suite, "%.*s%s", (int)(sizeof out->suite - sizeof CHOICE_SUFFIX), s->name,
             CHOICE_SUFFIX);
    text_add(&label, "%s, %s=%s", c->candidate[value].label, strrchr(s->choice_key, '.') + 1, s->choice_value[value]);
    text_utf8(text_of(&label), out->label, sizeof out->label);
    text_free(&label);
    plan_identify(out);
}

/* Entries that differ only in their seeds share their trials. */
static bool is_there(const struct suite *s, const char *id) {
    for (int i = 0; i < s->n; i++)
        if (strcmp(s->plan[i].id, id) == 0) return true;
    return false;
}

void choose_trials(const struct suite *s, struct suite *out) {
    const int most = s->n_choices * s->n_values * s->choice_seeds.n;
    *out = (struct suite){.text = mem_text(s->text),
                          .overrides = s->overrides ? mem_text(s->overrides) : NULL,
                          .labels = s->labels ? mem_text(s->labels) : NULL};
    snprintf(out->name, sizeof out->name, "%.*s%s", (int)(sizeof out->name - sizeof CHOICE_SUFFIX), s->name,
             CHOICE_SUFFIX);
    snprintf(out->about, sizeof out->about, "What was tried for the suite %s.", s->name);
    out->plan = mem_zero((size_t)most, sizeof *out->plan);
    for (int i = 0; i < s->n_choices; i++)
        for (int v = 0; v < s->n_values; v++)
            for (int k = 0; k < s->choice_seeds.n; k++) {
                struct run_plan *plan = &out->plan[out->n];
                make_trial(s, &s->choice[i], v, k, plan);
                plan->ordinal = s->plan[s->choice[i].first].ordinal / ORDINAL_STEP * ORDINAL_STEP + plan->config.seed;
                if (!is_there(out, plan->id)) out->n++;
            }
}

/* ---- settling ---- */

/* Fit of a stored trial; one that diverged fitted nothing. */
static bool trial_fit(struct store *store, const char *id, bool *there, double *fit, struct error *err) {
    struct table *t = store_query(store,
                                  "SELECT CASE status WHEN 'done' THEN coalesce(fit, 0) ELSE 0 END FROM run WHERE id = "
                                  "?1 AND status IN ('done', 'diverged')",
                                  &id, 1, err);
    *there = t && table_rows(t) > 0;
    *fit = *there ? table_value(t, 0, 0) : 0;
    table_free(t);
    return t != NULL;
}

/* The fits of all values and seeds, if all are stored. */
static bool read_fits(const struct suite *s, const struct choice *c, struct store *store, bool *all, double *fit,
                      struct error *err) {
    const int seeds = s->choice_seeds.n;
    *all = true;
    for (int i = 0; *all && i < s->n_values * seeds; i++) {
        struct run_plan trial;
        make_trial(s, c, i / seeds, i % seeds, &trial);
        if (!trial_fit(store, trial.id, all, &fit[i], err)) return false;
    }
    return true;
}

/* The value with the greatest mean; of equals the first. */
static int best_value(const struct suite *s, const double *fit) {
    int best = 0;
    double most = -1;
    for (int v = 0; v < s->n_values; v++) {
        double mean = 0;
        for (int k = 0; k < s->choice_seeds.n; k++) mean += fit[v * s->choice_seeds.n + k] / s->choice_seeds.n;
        if (mean > most) best = v, most = mean;
    }
    return best;
}

static void take_value(struct suite *s, struct choice *c, int value) {
    c->chosen = value;
    for (int i = c->first; i < c->first + c->n_plans; i++) {
        struct run_plan *plan = &s->plan[i];
        const long seed = plan->config.seed;
        plan->config = c->candidate[value].config;
        plan->config.seed = seed;
        memcpy(plan->scheme_short, c->candidate[value].scheme_short, sizeof plan->scheme_short);
        plan_identify(plan);
    }
}

static bool settle(struct suite *s, struct choice *c, struct store *store, struct error *err) {
    double *fit = mem_zero((size_t)(s->n_values * s->choice_seeds.n), sizeof *fit);
    bool all;
    const bool ok = read_fits(s, c, store, &all, fit, err);
    mem_free(c->fit);
    c->fit = ok && all ? fit : NULL;
    if (c->fit)
        take_value(s, c, best_value(s, fit));
    else
        mem_free(fit);
    return ok;
}

bool choose_settle(struct suite *s, struct store *store, struct error *err) {
    for (int i = 0; i < s->n_choices; i++)
        if (!settle(s, &s->choice[i], store, err)) return false;
    return true;
}

/* id: room for the arm's, which lives as long as the rows. */
static void write_rows(const struct suite *s, const struct choice *c, char id[SHA256_HEX], struct tried *row,
                       struct run_plan *trial) {
    const struct run_plan *arm = &s->plan[c->first];
    plan_arm(arm, id);
    for (int v = 0; v < s->n_values; v++)
        for (int k = 0; k < s->choice_seeds.n; k++) {
            const int i = v * s->choice_seeds.n + k;
            make_trial(s, c, v, k, &trial[i]);
            row[i] = (struct tried){.task = arm->task_short,
                                    .label = arm->label,
                                    .arm = id,
                                    .key = s->choice_key,
                                    .value = s->choice_value[v],
                                    .seed = trial[i].config.seed,
                                    .run = trial[i].id,
                                    .fit = c->fit[i],
                                    .chosen = v == c->chosen};
        }
}

bool choose_keep(const struct suite *s, struct store *store, struct error *err) {
    const int each = s->n_values * s->choice_seeds.n;
    const size_t most = (size_t)(s->n_choices * each);
    struct tried *row = mem_zero(most + 1, sizeof *row);
    struct run_plan *trial = mem_zero(most + 1, sizeof *trial);
    char(*arm)[SHA256_HEX] = mem_zero((size_t)s->n_choices + 1, sizeof *arm);
    int n = 0;
    for (int i = 0; i < s->n_choices; i++) {
        if (s->choice[i].chosen < 0) continue;
        write_rows(s, &s->choice[i], arm[i], row + n, trial + n);
        n += each;
    }
    const bool ok = n == 0 || store_add_tried(store, s->name, row, n, err);
    mem_free(row);
    mem_free(trial);
    mem_free(arm);
    return ok;
}

bool choose_pending(const struct suite *s, int plan) {
    for (int i = 0; i < s->n_choices; i++)
        if (s->choice[i].chosen < 0 && plan >= s->choice[i].first && plan < s->choice[i].first + s->choice[i].n_plans)
            return true;
    return false;
}

void choose_drop(struct suite *s) {
    int n = 0;
    for (int i = 0; i < s->n; i++)
        if (!choose_pending(s, i)) s->plan[n++] = s->plan[i];
    s->n = n;
    choose_forget(s);
}

void choose_forget(struct suite *s) {
    for (int i = 0; i < s->n_choices; i++) mem_free(s->choice[i].candidate), mem_free(s->choice[i].fit);
    mem_free(s->choice);
    s->choice = NULL;
    s->n_choices = 0;
}

/* ---- settled before anything runs ---- */

static int count_pending(const struct suite *s) {
    int n = 0;
    for (int i = 0; i < s->n_choices; i++) n += s->choice[i].chosen < 0;
    return n;
}

bool choose_from_database(struct suite *s, const char *database, const char *path, const char *words,
                          struct error *err) {
    if (s->n_choices == 0) return true;
    if (file_exists(database)) {
        struct store *store = store_open_readonly(database, err);
        const bool ok = store && choose_settle(s, store, err);
        store_close(store);
        if (!ok) return false;
    }
    const int pending = count_pending(s);
    if (pending == 0) return true;
    struct text command = {0};
    text_add(&command, "lexbench run ");
    text_shell(&command, path);
    text_add(&command, "%s%s --db ", *words ? " " : "", words);
    text_shell(&command, database);
    error_set(err, "%s: %s is chosen by fit, and for %d of %d arms %s lacks the trainings that decide; '%s' runs them",
              path, s->choice_key, pending, s->n_choices, database, text_of(&command));
    text_free(&command);
    return false;
}

bool choose_take(struct suite *s, int choice, const char *value, const double *fit) {
    struct choice *c = &s->choice[choice];
    const size_t n = (size_t)(s->n_values * s->choice_seeds.n);
    int v = 0;
    while (v < s->n_values && strcmp(s->choice_value[v], value) != 0) v++;
    if (v == s->n_values) return false;
    mem_free(c->fit);
    c->fit = mem_zero(n, sizeof *c->fit);
    memcpy(c->fit, fit, n * sizeof *fit);
    take_value(s, c, v);
    return true;
}
