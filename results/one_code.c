/* Whether a claim compares replicates: each of its cells trained by one code, and evaluated by one, or by codes that
 * count as the same for its arm (docs/schema.md, "Which code counts").
 */
#include "base/memory.h"
#include "results/claim.h"
#include <string.h>

static void id_list(const struct cell_runs *of, struct text *out) {
    text_add(out, "[");
    for (int i = 0; i < of->n; i++) text_add(out, "%s\"%s\"", i ? "," : "", of->id[i]);
    text_add(out, "]");
}

void claim_length_list(const struct cell_runs *of, struct text *out) {
    for (int i = 0; i < of->n_lengths; i++) text_add(out, "%s%ld", i ? "," : "[", of->length[i]);
    if (of->n_lengths) text_add(out, "]");
}

/* As trained, every cell is looked at: that is where its runs fit. */
static bool side_asks(const struct check_side *side, int cell, const char *task, const char *variant, bool trained) {
    return side->cell == cell && strcmp(side->variant, variant) == 0 &&
           (*side->part ? strcmp(side->part, task) == 0 : trained);
}

static bool asks_for(const struct claim *c, int cell, const char *task, const char *variant, bool trained) {
    bool asks = trained && !*variant;
    for (int i = 0; i < c->n_checks; i++)
        for (int t = 0; t < c->check[i].n; t++) {
            const struct check_side *a = &c->check[i].on[t].a, *b = &c->check[i].on[t].b;
            asks |= side_asks(a, cell, task, variant, trained) || side_asks(b, cell, task, variant, trained);
        }
    return asks;
}

/* A row for what several codes made of these runs: '-' for the trainings, else the variant of evaluations; then their
 * task, and whether it was trained on. */
static struct table *several_codes(struct store *store, const struct cell_runs *of, struct error *err) {
    struct text ids = {0}, lengths = {0};
    id_list(of, &ids);
    claim_length_list(of, &lengths);
    const char *const bound[] = {text_of(&ids), text_of(&lengths)};
    struct table *t = store_query(
        store,
        "SELECT '-', '', 1 FROM run WHERE id IN (SELECT value FROM json_each(?1)) AND status IN ('done', 'diverged') "
        "GROUP BY "
        "arm HAVING count(DISTINCT version) > 1 UNION ALL SELECT e.variant, e.task, t.trained FROM evaluation e JOIN "
        "run r ON r.id = "
        "e.run JOIN run_task t USING (run, task) LEFT JOIN evaluator v ON v.arm = r.arm AND v.task = e.task AND "
        "v.variant = e.variant AND v.code = e.code WHERE r.id IN (SELECT value FROM json_each(?1)) AND "
        "(?2 = '' OR e.length IN (SELECT value FROM json_each(?2))) GROUP BY r.arm, e.task, e.variant HAVING "
        "count(DISTINCT coalesce(v.version, e.code)) > 1",
        bound, 2, err);
    text_free(&ids);
    text_free(&lengths);
    return t;
}

static void explain(const struct claim *c, int cell, const char *what, struct text *why) {
    const bool trained = strcmp(what, "-") == 0;
    if (why->size) text_add(why, "; ");
    text_add(why, "the runs of '%s' on '%s' were %s by several codes%s%s", c->cell[cell].label, c->cell[cell].task,
             trained ? "trained" : "evaluated", trained || !*what ? "" : " under ", trained ? "" : what);
}

bool claim_several_codes(struct store *store, const struct claim *c, const struct cell_runs *runs, struct text *why,
                         struct error *err) {
    for (int k = 0; k < c->n_cells; k++) {
        struct table *t = several_codes(store, &runs[k], err);
        if (!t) return false;
        for (int i = 0; i < table_rows(t); i++)
            if (strcmp(table_at(t, i, 0), "-") == 0 ||
                asks_for(c, k, table_at(t, i, 1), table_at(t, i, 0), table_value(t, i, 2) != 0))
                explain(c, k, table_at(t, i, 0), why);
        table_free(t);
    }
    return true;
}
