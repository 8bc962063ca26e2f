/* Which codes evaluated an arm, which of them are the same, and which cells stand apart.
 *
 * The rule, in one place: cells of an arm's runs on one task under one variant stand in one row only if one code made
 * them, or codes that were found to be the same (equal probes of their own) or declared to be (--keep). Others are
 * stored too, and the views show them under a variant of their own, by table apart: whoever groups by variant never
 * pools two codes.
 */
#include "results/identity.h"
#include "results/rows.h"
#include <stdio.h>
#include <string.h>

#define GROUP "arm = ?1 AND task = ?2 AND variant = ?3"

static struct statement about(struct store *s, const char *sql, const struct evaluator *e) {
    struct statement st = prepare(s, sql);
    bind_text(&st, e->arm);
    bind_text(&st, e->task);
    bind_text(&st, e->variant);
    bind_text(&st, e->code);
    return st;
}

static bool write_about(struct statement *st, struct error *err) {
    insert(st);
    return finish(st, err, "cannot store what evaluated an arm");
}

bool put_evaluator(struct store *s, const struct evaluator *e, struct error *err) {
    struct statement st = about(s,
                                "INSERT INTO evaluator (arm, task, variant, code, version) VALUES (?1, ?2, ?3, ?4, "
                                "?4) ON CONFLICT DO NOTHING",
                                e);
    return write_about(&st, err);
}

bool unite_evaluators(struct store *s, const struct evaluator *e, const char *other, struct error *err) {
    const struct evaluator second = {e->arm, e->task, e->variant, other};
    if (!put_evaluator(s, e, err) || !put_evaluator(s, &second, err)) return false;
    struct statement st = about(s,
                                "UPDATE evaluator SET version = (SELECT min(version) FROM evaluator WHERE " GROUP
                                " AND code IN (?4, ?5)) WHERE " GROUP
                                " AND version IN (SELECT version FROM evaluator WHERE " GROUP " AND code IN (?4, ?5))",
                                e);
    bind_text(&st, other);
    return write_about(&st, err);
}

bool store_is_evaluator(struct store *s, const struct evaluator *e, const char *other, bool *same, struct error *err) {
    *same = strcmp(e->code, other) == 0;
    if (*same) return true;
    struct statement st = about(s,
                                "SELECT 1 FROM evaluator a JOIN evaluator b USING (arm, task, variant, version) WHERE "
                                "a." GROUP " AND a.code = ?4 AND b.code = ?5",
                                e);
    bind_text(&st, other);
    *same = next_row(&st);
    return finish(&st, err, "cannot read what evaluated an arm");
}

/* ---- what stands apart ---- */

static bool on_arm(struct store *s, const char *sql, const char *arm, struct error *err) {
    struct statement st = prepare(s, sql);
    bind_text(&st, arm);
    insert(&st);
    return finish(&st, err, "cannot tell what several codes evaluated");
}

/* Few arms were ever evaluated by several codes. */
static bool has_several(struct store *s, const char *arm, bool *several, struct error *err) {
    struct statement st = prepare(s, "SELECT 1 FROM apart WHERE arm = ?1 UNION ALL SELECT 1 FROM evaluator WHERE arm = "
                                     "?1 GROUP BY task, variant HAVING count(*) > 1 LIMIT 1");
    bind_text(&st, arm);
    *several = next_row(&st);
    return finish(&st, err, "cannot read what evaluated an arm");
}

bool tell_apart(struct store *s, const char *arm, struct error *err) {
    bool several;
    if (!has_several(s, arm, &several, err)) return false;
    return !several ||
           (on_arm(s, "DELETE FROM apart WHERE arm = ?1", arm, err) &&
            on_arm(s,
                   "INSERT INTO apart (arm, version, task, variant, code, shown) SELECT arm, version, task, variant, "
                   "code, CASE variant WHEN '' THEN '' ELSE variant || ', ' END || 'code ' || CASE evaluated WHEN '' "
                   "THEN 'unknown' ELSE substr(evaluated, 1, 8) END FROM (SELECT *, min(evaluated) OVER w AS first, "
                   "max(evaluated) OVER w AS last FROM (SELECT DISTINCT r.arm, r.version, e.task, e.variant, e.code, "
                   "coalesce(v.version, e.code) AS evaluated FROM run r JOIN evaluation e ON e.run = r.id LEFT JOIN "
                   "evaluator v ON v.arm = r.arm AND v.task = e.task AND v.variant = e.variant AND v.code = e.code "
                   "WHERE r.arm = ?1) WINDOW w AS (PARTITION BY version, task, variant)) WHERE first <> last",
                   arm, err));
}

/* ---- for the programs that evaluate ---- */

bool store_same_evaluator(struct store *s, const struct evaluator *e, const char *other, struct error *err) {
    return store_begin(s, err) && store_end(s, unite_evaluators(s, e, other, err) && tell_apart(s, e->arm, err), err);
}

struct table *store_evaluators(struct store *s, const char *arm, const char *version, struct error *err) {
    const char *const bound[] = {arm, version ? version : "", version ? "1" : ""};
    return store_query(s,
                       "SELECT e.task, e.variant, e.code, count(*) FROM run r JOIN evaluation e ON e.run = r.id WHERE "
                       "r.arm = ?1 AND (?3 = '' OR r.version = ?2) GROUP BY 1, 2, 3",
                       bound, 3, err);
}
