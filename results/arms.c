/* Arms: what replicates share, under which code, and what suites call them. Names follow from labels (names.c). Views
 * and tables group by arm, code and label, never by a name: what is no replicate is not pooled whatever it is called.
 */
#include "base/clock.h"
#include "base/memory.h"
#include "results/identity.h"
#include "results/rows.h"
#include "results/younger.h"
#include <stdio.h>
#include <string.h>

/* ---- arms and their settings ---- */

static void put_setting(struct statement *st, const char *arm, const char *key, const char *value) {
    bind_text(st, arm);
    bind_text(st, key);
    bind_text(st, value);
    insert(st);
}

/* The options of a scheme or a task that is alone are settings too: "scheme.base", "task.symbols". */
static void put_options(struct statement *st, const char *arm, const char *what, const char *expression) {
    struct text name = {0}, value = {0}, key = {0};
    const char *at = expression_options(expression);
    while (st->ok && at && next_option(&at, &name, &value)) {
        text_clear(&key);
        text_add(&key, "%s.%s", what, text_of(&name));
        put_setting(st, arm, text_of(&key), text_of(&value));
    }
    text_free(&name);
    text_free(&value);
    text_free(&key);
}

bool put_younger(struct store *s, struct error *err) {
    struct statement st = prepare(
        s, "INSERT INTO younger (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    const char *key, *value;
    for (int k = 0; st.ok && (key = younger_key(k, &value)) != NULL; k++) {
        bind_text(&st, key);
        bind_text(&st, value);
        insert(&st);
    }
    return finish(&st, err, "cannot store the defaults of settings");
}

static bool put_settings(struct store *s, const char *arm, const char *config, struct error *err) {
    struct statement st =
        prepare(s, "INSERT INTO setting (arm, key, value) VALUES (?, ?, ?) ON CONFLICT (arm, key) DO NOTHING");
    struct text key = {0}, value = {0};
    for (const char *at = config; st.ok && next_setting(&at, &key, &value);) {
        put_setting(&st, arm, text_of(&key), text_of(&value));
        if (strcmp(text_of(&key), "scheme") == 0 || strcmp(text_of(&key), "task") == 0)
            put_options(&st, arm, text_of(&key), text_of(&value));
    }
    text_free(&key);
    text_free(&value);
    return finish(&st, err, "cannot store an arm's settings") && put_younger(s, err);
}

bool put_arm(struct store *s, const struct run_record *r, char id[RUN_ID_SIZE], struct error *err) {
    struct text config = {0};
    arm_text(r->config, &config);
    arm_id(r->config, id);
    struct statement st = prepare(s, "INSERT INTO arm (id, scheme, task, train_length, config) VALUES (?, ?, ?, ?, ?) "
                                     "ON CONFLICT (id) DO NOTHING");
    bind_text(&st, id);
    bind_text(&st, r->scheme);
    bind_text(&st, r->task);
    bind_long(&st, r->train_length);
    bind_text(&st, text_of(&config));
    insert(&st);
    bool ok = finish(&st, err, "cannot store an arm");
    if (ok && sqlite3_changes(s->db) > 0) ok = put_settings(s, id, text_of(&config), err);
    text_free(&config);
    return ok;
}

/* ---- codes ---- */

bool store_version(struct store *s, const char *arm, const char *code, char out[RUN_ID_SIZE], struct error *err) {
    snprintf(out, RUN_ID_SIZE, "%s", code);
    struct statement st = prepare(s, "SELECT version FROM same_code WHERE arm = ? AND code = ?");
    bind_text(&st, arm);
    bind_text(&st, code);
    if (next_row(&st)) snprintf(out, RUN_ID_SIZE, "%s", column_text(&st, 0));
    return finish(&st, err, "cannot read which codes are the same");
}

bool store_run_code(struct store *s, const char *run_id, struct run_code *out) {
    struct statement st = prepare(s, "SELECT arm, code, version, probe FROM run WHERE id = ?");
    char *const to[] = {out->arm, out->code, out->version, out->probe};
    bind_text(&st, run_id);
    const bool found = next_row(&st);
    for (int c = 0; c < 4; c++) snprintf(to[c], RUN_ID_SIZE, "%s", found ? column_text(&st, c) : "");
    finish(&st, NULL, "cannot look for a row");
    return found;
}

bool store_find_probe(struct store *s, const char *arm, const char *task, const char *variant, const char *code,
                      char probe[RUN_ID_SIZE], char **config, struct error *err) {
    struct statement st = prepare(s, "SELECT p.probe, r.config FROM run r JOIN probe p ON p.run = r.id WHERE r.arm = ? "
                                     "AND p.task = ? AND p.variant = ? AND p.code = ? LIMIT 1");
    bind_text(&st, arm);
    bind_text(&st, task);
    bind_text(&st, variant);
    bind_text(&st, code);
    *config = NULL;
    if (next_row(&st)) {
        snprintf(probe, RUN_ID_SIZE, "%s", column_text(&st, 0));
        *config = mem_text(column_text(&st, 1));
    }
    return finish(&st, err, "cannot look for a probe");
}

bool store_same_code(struct store *s, const char *arm, const char *code, const char *version, bool measured,
                     struct error *err) {
    struct statement st = prepare(s, "INSERT INTO same_code (arm, code, version, how, at) VALUES (?, ?, ?, ?, ?) ON "
                                     "CONFLICT (arm, code) DO UPDATE SET version = excluded.version, how = "
                                     "excluded.how, at = excluded.at");
    bind_text(&st, arm);
    bind_text(&st, code);
    bind_text(&st, version);
    bind_text(&st, measured ? "probe" : "kept");
    bind_long(&st, (long)clock_utc_us());
    insert(&st);
    return finish(&st, err, "cannot store that two codes are the same");
}

/* ---- suites ---- */

bool put_suite(struct store *s, const char *name, const char *about, const char *text, struct error *err) {
    struct statement st = prepare(s, "INSERT INTO suite (name, about, text) VALUES (?, ?, ?) ON CONFLICT (name) DO "
                                     "UPDATE SET about = excluded.about, "
                                     "text = excluded.text WHERE excluded.text <> ''");
    bind_text(&st, name);
    bind_text(&st, about);
    bind_text(&st, text);
    insert(&st);
    return finish(&st, err, "cannot store the suite");
}

bool store_add_suite(struct store *s, const char *name, const char *about, const char *text, struct error *err) {
    return put_suite(s, name, about, text, err);
}

static bool put_place(struct store *s, const char *suite, const char *run, const char *label, long ordinal,
                      struct error *err) {
    struct statement st =
        prepare(s, "INSERT INTO suite_run (suite, run, label, ordinal) VALUES (?, ?, ?, ?) ON CONFLICT (suite, run, "
                   "label) DO UPDATE SET ordinal = excluded.ordinal");
    bind_text(&st, suite);
    bind_text(&st, run);
    bind_text(&st, label);
    bind_long(&st, ordinal);
    insert(&st);
    return finish(&st, err, "cannot store the run's place in the suite");
}

/* ---- labels ---- */

/* Arms that have runs in the suite under the label have a name, and those that no longer have any lose theirs; *changed
 * becomes true if there are such. An arm has few runs and a suite may have many: the arm's come first in each query. */
static bool put_labels(struct store *s, const char *suite, const char *arm, bool *changed, struct error *err) {
    static const char *const sql[] = {
        "INSERT INTO suite_arm (suite, arm, version, label, name) SELECT DISTINCT s.suite, r.arm, r.version, s.label, "
        "s.label FROM run r CROSS JOIN suite_run s ON s.run = r.id AND s.suite = ?1 WHERE r.arm = ?2 ON CONFLICT DO "
        "NOTHING",
        "DELETE FROM suite_arm WHERE suite = ?1 AND arm = ?2 AND NOT EXISTS (SELECT 1 FROM run r CROSS JOIN suite_run "
        "s "
        "ON s.run = r.id AND s.suite = ?1 WHERE r.arm = ?2 AND r.version = suite_arm.version AND s.label = "
        "suite_arm.label)"};
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        struct statement st = prepare(s, sql[i]);
        bind_text(&st, suite);
        bind_text(&st, arm);
        insert(&st);
        if (!finish(&st, err, "cannot store an arm's label")) return false;
        *changed |= sqlite3_changes(s->db) > 0;
    }
    return true;
}

/* Runs of an arm that a suite called one thing are called another one now. What has both labels keeps this one. */
static bool change_labels(struct store *s, const char *suite, const char *arm, const char *was, const char *now,
                          struct error *err) {
    struct statement st =
        prepare(s, "UPDATE OR REPLACE suite_run SET label = ?4 WHERE suite = ?1 AND label = ?3 AND run IN (SELECT "
                   "id FROM run WHERE arm = ?2)");
    bind_text(&st, suite);
    bind_text(&st, arm);
    bind_text(&st, was);
    bind_text(&st, now);
    insert(&st);
    return finish(&st, err, "cannot change a label");
}

/* One text, read through a query that gives one row. */
static bool one_text(struct store *s, const char *sql, const char *key, struct text *out, struct error *err) {
    struct table *t = store_query(s, sql, &key, 1, err);
    if (t && table_rows(t)) text_add(out, "%s", table_at(t, 0, 0));
    table_free(t);
    return t != NULL;
}

/* A suite has a run under a label. was: the label that it had instead so far, or NULL: so had the other runs of its
 * arm, and they change with it; names are made anew for both. */
static bool put_arm_label(struct store *s, const char *suite, const char *run, const char *was, const char *label,
                          struct error *err) {
    struct text arm = {0}, task = {0};
    bool changed = false;
    bool ok = one_text(s, "SELECT arm FROM run WHERE id = ?1", run, &arm, err) &&
              one_text(s, "SELECT task FROM run WHERE id = ?1", run, &task, err) &&
              (!was || change_labels(s, suite, text_of(&arm), was, label, err)) &&
              put_labels(s, suite, text_of(&arm), &changed, err) &&
              (!changed || name_arms(s, suite, text_of(&task), err));
    text_free(&arm);
    text_free(&task);
    return ok;
}

/* Whether the suite has the run under this label already. */
static bool is_linked(struct store *s, const char *suite, const char *run, const char *label, long ordinal) {
    struct statement st =
        prepare(s, "SELECT 1 FROM suite_run s JOIN run r ON r.id = s.run JOIN suite_arm a ON a.suite = s.suite AND "
                   "a.arm = r.arm AND a.version = r.version AND a.label = s.label WHERE s.suite = ? AND s.run = ? AND "
                   "s.label = ? AND s.ordinal = ?");
    bind_text(&st, suite);
    bind_text(&st, run);
    bind_text(&st, label);
    bind_long(&st, ordinal);
    const bool found = st.ok && sqlite3_step(st.stmt) == SQLITE_ROW;
    finish(&st, NULL, "cannot look for a row");
    return found;
}

bool put_link(struct store *s, const char *suite, const char *run_id, const char *label, long ordinal,
              struct error *err) {
    if (is_linked(s, suite, run_id, label, ordinal)) return true;
    return put_suite(s, suite, "", "", err) && put_place(s, suite, run_id, label, ordinal, err) &&
           put_arm_label(s, suite, run_id, NULL, label, err);
}

bool is_placed(struct store *s, const char *suite, const char *run) {
    struct statement st = prepare(s, "SELECT 1 FROM suite_run WHERE suite = ? AND run = ?");
    bind_text(&st, suite);
    bind_text(&st, run);
    const bool found = next_row(&st);
    finish(&st, NULL, "cannot look for a row");
    return found;
}

bool add_link(struct store *s, const char *suite, const char *run_id, const char *label, long ordinal,
              struct error *err) {
    const char *const bound[] = {suite, run_id, label};
    struct table *t = store_query(s,
                                  "SELECT a.label FROM run r JOIN suite_arm a ON a.suite = ?1 AND a.arm = r.arm AND "
                                  "a.version = r.version WHERE r.id = ?2 ORDER BY a.label <> ?3, a.label LIMIT 1",
                                  bound, 3, err);
    const bool ok = t && put_link(s, suite, run_id, table_rows(t) ? table_at(t, 0, 0) : label, ordinal, err);
    table_free(t);
    return ok;
}

/* The labels that a suite has for a run. */
static struct table *labels_of(struct store *s, const char *suite, const char *run, struct error *err) {
    const char *const bound[] = {suite, run};
    return store_query(s, "SELECT label FROM suite_run WHERE suite = ?1 AND run = ?2 ORDER BY label", bound, 2, err);
}

/* Is it a line of the text? */
static bool is_line(const char *text, const char *line) {
    const size_t size = strlen(line);
    for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n')
        if (strcspn(at, "\n") == size && strncmp(at, line, size) == 0) return true;
    return false;
}

/* Is it a label that the suite had earlier, and that is this one now? */
static bool is_earlier(const char *was, const char *label, const char *labels) {
    return labels && strcmp(was, label) != 0 && !is_line(labels, was);
}

bool store_namesake(struct store *s, const char *suite, const char *task, const char *label, const char *scheme,
                    struct text *out, struct error *err) {
    const char *const bound[] = {suite, label, task, scheme};
    struct table *t = store_query(s,
                                  "SELECT m.scheme FROM suite_arm a JOIN arm m ON m.id = a.arm WHERE a.suite = ?1 AND "
                                  "a.label = ?2 AND m.task = ?3 AND m.scheme <> ?4 LIMIT 1",
                                  bound, 4, err);
    if (t && table_rows(t)) text_add(out, "%s", table_at(t, 0, 0));
    table_free(t);
    return t != NULL;
}

bool store_earlier_label(struct store *s, const char *suite, const char *run_id, const char *label, const char *labels,
                         struct text *out, struct error *err) {
    struct table *t = labels_of(s, suite, run_id, err);
    for (int i = 0; t && i < table_rows(t) && !out->size; i++)
        if (is_earlier(table_at(t, i, 0), label, labels)) text_add(out, "%s", table_at(t, i, 0));
    table_free(t);
    return t != NULL;
}

static bool put_link_instead(struct store *s, const char *suite, const char *run_id, const char *label, long ordinal,
                             const struct table *had, const char *labels, struct error *err) {
    bool ok = put_link(s, suite, run_id, label, ordinal, err);
    for (int i = 0; ok && i < table_rows(had); i++)
        if (is_earlier(table_at(had, i, 0), label, labels))
            ok = put_arm_label(s, suite, run_id, table_at(had, i, 0), label, err);
    return ok;
}

/* Nothing is written where nothing changes: running a stored suite again waits for no disk. */
bool store_link(struct store *s, const char *suite, const char *run_id, const char *label, long ordinal,
                const char *labels, struct error *err) {
    struct table *had = labels_of(s, suite, run_id, err);
    bool ok = had != NULL, linked = ok && is_linked(s, suite, run_id, label, ordinal);
    for (int i = 0; linked && i < table_rows(had); i++) linked = !is_earlier(table_at(had, i, 0), label, labels);
    if (ok && !linked)
        ok = store_begin(s, err) &&
             store_end(s, put_link_instead(s, suite, run_id, label, ordinal, had, labels, err), err);
    table_free(had);
    return ok;
}

bool forget_empty_arms(struct store *s, const char *arm, struct error *err) {
    struct table *left = store_query(s,
                                     "SELECT DISTINCT a.suite, m.task FROM suite_arm a JOIN arm m ON m.id = a.arm "
                                     "WHERE a.arm = ?1",
                                     &arm, 1, err);
    bool ok = left != NULL, changed = false;
    for (int i = 0; ok && i < table_rows(left); i++)
        ok = put_labels(s, table_at(left, i, 0), arm, &changed, err) &&
             (!changed || name_arms(s, table_at(left, i, 0), table_at(left, i, 1), err));
    table_free(left);
    return ok && tell_apart(s, arm, err);
}

bool store_label_arm(struct store *s, const char *run_id, const char *label, struct error *err) {
    if (!*label || strlen(label) >= sizeof((struct run_record *)0)->label)
        return error_set(err, "a label has 1 to %zu characters", sizeof((struct run_record *)0)->label - 1);
    if (!text_is_utf8(label)) return error_set(err, "the label is not UTF-8");
    if (!check_label(s, run_id, label, err) || !store_begin(s, err)) return false;
    struct table *suites = store_query(s, "SELECT suite, label FROM suite_run WHERE run = ?1", &run_id, 1, err);
    bool ok = suites && (table_rows(suites) || error_set(err, "run %.12s is in no suite", run_id));
    for (int i = 0; ok && i < table_rows(suites); i++)
        ok = strcmp(table_at(suites, i, 1), label) == 0 ||
             put_arm_label(s, table_at(suites, i, 0), run_id, table_at(suites, i, 1), label, err);
    table_free(suites);
    return store_end(s, ok, err);
}

bool store_remove_suite(struct store *s, const char *name, struct error *err) {
    static const char *const sql[] = {"DELETE FROM choice WHERE suite = ?", "DELETE FROM suite_run WHERE suite = ?",
                                      "DELETE FROM suite_arm WHERE suite = ?", "DELETE FROM suite WHERE name = ?"};
    if (!store_begin(s, err)) return false;
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof sql / sizeof *sql; i++) {
        struct statement st = prepare(s, sql[i]);
        bind_text(&st, name);
        insert(&st);
        ok = finish(&st, err, "cannot remove the suite");
    }
    return store_end(s, ok, err);
}

bool describe_arms(struct store *s, struct error *err) {
    struct table *arms = store_query(s, "SELECT id, config FROM arm", NULL, 0, err);
    bool ok = arms != NULL;
    for (int i = 0; ok && i < table_rows(arms); i++)
        ok = put_settings(s, table_at(arms, i, 0), table_at(arms, i, 1), err);
    table_free(arms);
    forget_settings(s);
    return ok && name_all(s, err);
}
