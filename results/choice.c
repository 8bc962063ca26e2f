/* The trials by which a setting was chosen. */
#include "results/rows.h"
#include <string.h>

static bool forget_arm(struct store *s, const char *suite, const struct tried *t, struct error *err) {
    struct statement st = prepare(s, "DELETE FROM choice WHERE suite = ? AND task = ? AND label = ? AND arm = ?");
    bind_text(&st, suite);
    bind_text(&st, t->task);
    bind_text(&st, t->label);
    bind_text(&st, t->arm);
    insert(&st);
    return finish(&st, err, "cannot forget a choice");
}

static bool put_tried(struct store *s, const char *suite, const struct tried *t, int place, struct error *err) {
    struct statement st =
        prepare(s, "INSERT INTO choice (suite, task, label, arm, key, value, seed, place, run, fit, chosen) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_text(&st, suite);
    bind_text(&st, t->task);
    bind_text(&st, t->label);
    bind_text(&st, t->arm);
    bind_text(&st, t->key);
    bind_text(&st, t->value);
    bind_long(&st, t->seed);
    bind_long(&st, place);
    bind_text(&st, t->run);
    bind_real(&st, t->fit);
    bind_long(&st, t->chosen);
    insert(&st);
    return finish(&st, err, "cannot store what was tried");
}

static bool same_arm(const struct tried *a, const struct tried *b) {
    return strcmp(a->task, b->task) == 0 && strcmp(a->label, b->label) == 0 && strcmp(a->arm, b->arm) == 0;
}

bool store_add_tried(struct store *s, const char *suite, const struct tried *tried, int n, struct error *err) {
    if (!store_begin(s, err)) return false;
    bool ok = put_suite(s, suite, "", "", err);
    for (int i = 0; ok && i < n; i++)
        ok = (i > 0 && same_arm(&tried[i - 1], &tried[i])) || forget_arm(s, suite, &tried[i], err);
    for (int i = 0; ok && i < n; i++) ok = put_tried(s, suite, &tried[i], i, err);
    return store_end(s, ok, err);
}

/* An arm without runs is shown under its label: the runs may be in progress. */
struct table *store_choices(struct store *s, const char *suite, struct error *err) {
    return store_query(
        s,
        "WITH own AS (SELECT *, min(place) OVER (PARTITION BY task, label, arm) AS first FROM choice "
        "WHERE suite = ?1), named AS (SELECT arm, min(name) AS name FROM suite_arm WHERE suite = ?1 "
        "GROUP BY arm) "
        "SELECT c.task, coalesce(n.name, c.label) AS label, c.key AS setting, c.value, c.seed, CASE WHEN "
        "EXISTS (SELECT 1 FROM run WHERE id = c.run) THEN substr(c.run, 1, 10) ELSE 'removed' END AS "
        "run, c.fit, c.chosen FROM own c LEFT JOIN named n ON n.arm = c.arm WHERE n.arm IS NOT NULL OR "
        "NOT EXISTS (SELECT 1 FROM run WHERE arm = c.arm AND seed NOT IN (SELECT seed FROM own)) "
        "ORDER BY c.first, c.label, c.arm, c.place",
        &suite, 1, err);
}
