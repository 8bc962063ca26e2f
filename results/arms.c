/* Arms: what replicates share, under which code, and what people call them.
 *
 * A suite gives an arm a label. Where several arms of one task have one label in a suite (overrides of the command line
 * make such), or runs of one arm come from several codes, each gets a name of its own that says what differs:
 * "rope, lr=0.0005". Where such a name could be read as another label of the task, it says which arm it is, too:
 * "rope, lr=0.0005, arm 1a2b3c4d". So names are unique in a suite and task. Views and tables group by arm, code and
 * label, never by a name: what is no replicate is not pooled whatever it is called.
 */
#include "base/clock.h"
#include "base/memory.h"
#include "results/identity.h"
#include "results/rows.h"
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
    return finish(&st, err, "cannot store an arm's settings");
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

/* ---- names ---- */

/* The arms of one task that have one label in a suite, a row each: arm, version. */
static struct table *namesakes(struct store *s, const char *suite, const char *task, const char *label,
                               struct error *err) {
    const char *const bound[] = {suite, task, label};
    return store_query(s,
                       "SELECT a.arm, a.version FROM suite_arm a JOIN arm m ON m.id = a.arm WHERE a.suite = ?1 AND "
                       "m.task = ?2 AND a.label = ?3 ORDER BY a.arm, a.version",
                       bound, 3, err);
}

/* The settings in which they differ, by key, one row per arm and key; where they are one arm, none. */
static struct table *differences(struct store *s, const char *suite, const char *task, const char *label,
                                 struct error *err) {
    const char *const bound[] = {suite, task, label};
    return store_query(s,
                       "WITH mine AS (SELECT DISTINCT a.arm FROM suite_arm a JOIN arm m ON m.id = a.arm WHERE a.suite "
                       "= ?1 AND m.task = ?2 AND a.label = ?3), "
                       "held AS (SELECT s.arm, s.key, s.value FROM mine JOIN setting s ON s.arm = mine.arm WHERE "
                       "s.key NOT LIKE 'scheme.%' AND s.key NOT LIKE 'task.%'), "
                       "differ AS (SELECT key FROM held GROUP BY key HAVING count(DISTINCT value) > 1 OR count(*) < "
                       "(SELECT count(*) FROM mine)) "
                       "SELECT mine.arm, d.key, coalesce(h.value, 'default') FROM differ d CROSS JOIN mine LEFT JOIN "
                       "held h ON h.arm = mine.arm AND h.key = d.key WHERE d.key <> 'task' ORDER BY d.key, mine.arm",
                       bound, 3, err);
}

/* "train.lr" is "lr" to people. */
static const char *short_key(const char *key) {
    const char *dot = strrchr(key, '.');
    return dot ? dot + 1 : key;
}

static bool several_versions(const struct table *arms, const char *arm) {
    int n = 0;
    for (int i = 0; i < table_rows(arms); i++) n += strcmp(table_at(arms, i, 0), arm) == 0;
    return n > 1;
}

static bool several_arms(const struct table *arms) {
    for (int i = 1; i < table_rows(arms); i++)
        if (strcmp(table_at(arms, i, 0), table_at(arms, 0, 0)) != 0) return true;
    return false;
}

/* Whether the suite has the label on the task. */
static bool has_label(struct store *s, const char *suite, const char *task, const char *label) {
    const char *const bound[] = {suite, task, label};
    struct table *t = store_query(s,
                                  "SELECT 1 FROM suite_arm a JOIN arm m ON m.id = a.arm WHERE a.suite = ?1 AND a.label "
                                  "= ?3 AND m.task = ?2 LIMIT 1",
                                  bound, 3, NULL);
    const bool found = t && table_rows(t) > 0;
    table_free(t);
    return found;
}

/* Goes through the beginnings of a name that end where ", " follows, or with it, and are longer than *size: the next
 * into *out, its length into *size. false: there are no more. */
static bool next_beginning(const char *name, size_t *size, struct text *out) {
    if (!name[*size]) return false;
    const char *end = strstr(name + *size + 1, ", ");
    *size = end ? (size_t)(end - name) : strlen(name);
    text_clear(out);
    text_bytes(out, name, *size);
    return true;
}

/* Whether a name made from the label begins with another label of the task, and so may be made from that one, or be it.
 */
static bool is_ambiguous(struct store *s, const char *suite, const char *task, const char *label, const char *name) {
    struct text begins = {0};
    bool found = false;
    for (size_t size = strlen(label); !found && next_beginning(name, &size, &begins);)
        found = has_label(s, suite, task, text_of(&begins));
    text_free(&begins);
    return found;
}

/* Of the hash of a foreign model's weights, as of an arm's id, so many characters tell it apart. */
static int shown_size(const char *key) {
    return strcmp(key, "weights") == 0 ? 8 : (int)sizeof((struct run_record *)0)->untrained;
}

static void make_name(const char *label, const struct table *arms, int row, const struct table *differ,
                      struct text *out) {
    const char *arm = table_at(arms, row, 0), *version = table_at(arms, row, 1);
    text_clear(out);
    text_add(out, "%s", label);
    const size_t plain = out->size;
    for (int i = 0; i < table_rows(differ); i++)
        if (strcmp(table_at(differ, i, 0), arm) == 0)
            text_add(out, ", %s=%.*s", short_key(table_at(differ, i, 1)), shown_size(table_at(differ, i, 1)),
                     table_at(differ, i, 2));
    if (out->size == plain && several_arms(arms)) text_add(out, ", arm %.8s", arm);
    if (several_versions(arms, arm)) text_add(out, ", code %.8s", *version ? version : "unknown");
}

static bool put_name(struct store *s, const char *suite, const char *label, const struct table *arms, int row,
                     const char *name, struct error *err) {
    struct statement st = prepare(s, "UPDATE suite_arm SET name = ?1 WHERE suite = ?2 AND label = ?3 AND arm = ?4 AND "
                                     "version = ?5 AND name <> ?1");
    bind_text(&st, name);
    bind_text(&st, suite);
    bind_text(&st, label);
    bind_text(&st, table_at(arms, row, 0));
    bind_text(&st, table_at(arms, row, 1));
    insert(&st);
    return finish(&st, err, "cannot store an arm's name");
}

/* Two arms of the label whose settings read alike differ in what is not named, such as an option of the task. */
static bool is_shared(const struct text *name, int n, int row) {
    for (int i = 0; i < n; i++)
        if (i != row && strcmp(text_of(&name[i]), text_of(&name[row])) == 0) return true;
    return false;
}

static bool put_names(struct store *s, const char *suite, const char *task, const char *label, const struct table *arms,
                      const struct table *differ, struct error *err) {
    const int n = table_rows(arms);
    struct text *name = mem_zero((size_t)n + 1, sizeof *name), whole = {0};
    bool ok = true;
    for (int i = 0; i < n; i++) make_name(label, arms, i, differ, &name[i]);
    for (int i = 0; ok && i < n; i++) {
        text_clear(&whole);
        text_add(&whole, "%s", text_of(&name[i]));
        if (is_shared(name, n, i) || is_ambiguous(s, suite, task, label, text_of(&name[i])))
            text_add(&whole, ", arm %.8s", table_at(arms, i, 0));
        ok = put_name(s, suite, label, arms, i, text_of(&whole), err);
    }
    for (int i = 0; i < n; i++) text_free(&name[i]);
    mem_free(name);
    text_free(&whole);
    return ok;
}

static bool name_arms(struct store *s, const char *suite, const char *task, const char *label, struct error *err) {
    struct table *arms = namesakes(s, suite, task, label, err);
    struct table *differ = arms ? differences(s, suite, task, label, err) : NULL;
    const bool ok = differ && put_names(s, suite, task, label, arms, differ, err);
    table_free(arms);
    table_free(differ);
    return ok;
}

/* Names are made anew of the label's arms and of those whose names could now be read as this label. */
static bool name_around(struct store *s, const char *suite, const char *task, const char *label, struct error *err) {
    struct text begins = {0};
    bool ok = name_arms(s, suite, task, label, err);
    for (size_t size = 0; ok && next_beginning(label, &size, &begins) && label[size];)
        ok = name_arms(s, suite, task, text_of(&begins), err);
    text_free(&begins);
    return ok;
}

/* Arms that have runs in the suite under the label have a name, and those that no longer have any lose theirs. An arm
 * has few runs and a suite may have many: the arm's come first in each query. */
static bool put_labels(struct store *s, const char *suite, const char *arm, struct error *err) {
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
    bool ok = one_text(s, "SELECT arm FROM run WHERE id = ?1", run, &arm, err) &&
              one_text(s, "SELECT task FROM run WHERE id = ?1", run, &task, err) &&
              (!was || change_labels(s, suite, text_of(&arm), was, label, err)) &&
              put_labels(s, suite, text_of(&arm), err) && name_around(s, suite, text_of(&task), label, err) &&
              (!was || name_around(s, suite, text_of(&task), was, err));
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
                                     "SELECT DISTINCT a.suite, m.task, a.label FROM suite_arm a JOIN arm m ON m.id = "
                                     "a.arm WHERE a.arm = ?1",
                                     &arm, 1, err);
    bool ok = left != NULL;
    for (int i = 0; ok && i < table_rows(left); i++)
        ok = put_labels(s, table_at(left, i, 0), arm, err) &&
             name_around(s, table_at(left, i, 0), table_at(left, i, 1), table_at(left, i, 2), err);
    table_free(left);
    return ok && tell_apart(s, arm, err);
}

bool store_label_arm(struct store *s, const char *run_id, const char *label, struct error *err) {
    if (!*label || strlen(label) >= sizeof((struct run_record *)0)->label)
        return error_set(err, "a label has 1 to %zu characters", sizeof((struct run_record *)0)->label - 1);
    if (!text_is_utf8(label)) return error_set(err, "the label is not UTF-8");
    if (!store_begin(s, err)) return false;
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

bool name_namesakes(struct store *s, struct error *err) {
    struct table *t =
        store_query(s,
                    "SELECT a.suite, m.task, a.label FROM suite_arm a JOIN arm m ON m.id = a.arm GROUP BY "
                    "1, 2, 3 HAVING count(*) > 1",
                    NULL, 0, err);
    bool ok = t != NULL;
    for (int i = 0; ok && i < table_rows(t); i++)
        ok = name_arms(s, table_at(t, i, 0), table_at(t, i, 1), table_at(t, i, 2), err);
    table_free(t);
    return ok;
}

bool describe_arms(struct store *s, struct error *err) {
    struct table *arms = store_query(s, "SELECT id, config FROM arm", NULL, 0, err);
    bool ok = arms != NULL;
    for (int i = 0; ok && i < table_rows(arms); i++)
        ok = put_settings(s, table_at(arms, i, 0), table_at(arms, i, 1), err);
    table_free(arms);
    return ok && name_namesakes(s, err);
}
