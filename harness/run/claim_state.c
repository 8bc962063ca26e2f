#include "run/claim_state.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/shipped.h"
#include <stdlib.h>
#include <string.h>

/* ---- what a suite asks for ---- */

static char *line_of(const struct run_plan *plan) {
    struct text line = {0}, config = {0};
    config_write(&plan->config, &config);
    text_add(&line, "%s\n%s\n%s", plan->label, plan->id, text_of(&config));
    text_free(&config);
    return line.data;
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void add_cell(const char *task, const struct suite *part, struct text *out) {
    char **line = mem_zero((size_t)part->n + 1, sizeof *line);
    for (int k = 0; k < part->n; k++) line[k] = line_of(&part->plan[k]);
    qsort(line, (size_t)part->n, sizeof *line, by_text);
    text_add(out, "%s: %d\n", task, part->n);
    for (int k = 0; k < part->n; k++) text_add(out, "%s\n", line[k]), mem_free(line[k]);
    mem_free(line);
}

void claim_suite_hash(const struct claim *claim, const struct suite *const *part, char out[SHA256_HEX]) {
    struct text all = {0};
    for (int i = 0; i < claim->n_cells; i++) add_cell(claim->cell[i].task, part[i], &all);
    sha256_hex(text_of(&all), all.size, out);
    text_free(&all);
}

void claim_count_runs(const struct claim *claim, const struct suite *const *part, struct store *store, int *runs,
                      int *stored) {
    struct suite all = {0};
    bool held;
    claim_add_plans(claim, part, &all, NULL);
    *runs = all.n;
    *stored = 0;
    for (int k = 0; store && k < all.n; k++) *stored += store_holds(store, all.plan[k].id, &held, NULL) && held;
    mem_free(all.plan);
}

/* ---- what is stale ---- */

static const struct claim *find(struct claim *const *claim, int n, const char *id) {
    for (int i = 0; i < n; i++)
        if (strcmp(claim[i]->id, id) == 0) return claim[i];
    return NULL;
}

static void add_reason(struct text *why, const char *reason) { text_add(why, "%s%s", why->size ? ", " : "", reason); }

static bool same_file(const struct claim *c, const char *hash) {
    char now[SHA256_HEX];
    sha256_hex(c->file_text, strlen(c->file_text), now);
    return strcmp(now, hash) == 0;
}

static bool by_several_codes(const struct claim *c, const struct suite *const *part, struct store *store) {
    struct cell_runs *runs = mem_zero((size_t)c->n_cells + 1, sizeof *runs);
    struct text why = {0};
    claim_cell_runs(c, part, runs);
    const bool several = claim_several_codes(store, c, runs, &why, NULL) && why.size > 0;
    claim_cell_runs_free(c, runs);
    mem_free(runs);
    text_free(&why);
    return several;
}

static void compare_suite(const struct claim *c, const struct suite *const *part, const char *hash, struct store *store,
                          struct text *why) {
    char now[SHA256_HEX];
    int runs, stored;
    claim_suite_hash(c, part, now);
    if (strcmp(now, hash) != 0) add_reason(why, *hash ? "suite changed" : "suite not known");
    claim_count_runs(c, part, store, &runs, &stored);
    if (stored < runs) add_reason(why, "runs missing");
    if (by_several_codes(c, part, store)) add_reason(why, "several codes");
}

static void compare(const struct claim *c, const char *scale_name, const char *file_hash, const char *suite_hash,
                    struct store *store, struct suite_shelf *shelf, struct text *why) {
    enum claim_scale scale;
    const struct suite **part = mem_zero((size_t)c->n_cells + 1, sizeof *part);
    if (!same_file(c, file_hash)) add_reason(why, "file changed");
    if (claim_scale_parse(scale_name, &scale, NULL) && claim_parts(shelf, c, scale, part, NULL))
        compare_suite(c, part, suite_hash, store, why);
    else
        add_reason(why, "suite changed"); /* it does not have what the claim compares */
    mem_free(part);
}

struct table *stale_verdicts(struct store *store, struct claim *const *claim, int n, struct suite_shelf *shelf,
                             struct error *err) {
    static const char *const headers[] = {"claim", "scale", "why"};
    struct table *last = store_query(store, "SELECT claim, scale, file_hash, suite_hash FROM v_verdict", NULL, 0, err);
    if (!last) return NULL;
    struct table *stale = table_new(3, headers);
    for (int i = 0; i < table_rows(last); i++) {
        struct text why = {0};
        const struct claim *c = find(claim, n, table_at(last, i, 0));
        if (c)
            compare(c, table_at(last, i, 1), table_at(last, i, 2), table_at(last, i, 3), store, shelf, &why);
        else
            add_reason(&why, "file gone");
        if (why.size) {
            table_cell(stale, "%s", table_at(last, i, 0));
            table_cell(stale, "%s", table_at(last, i, 1));
            table_cell(stale, "%s", text_of(&why));
        }
        text_free(&why);
    }
    table_free(last);
    return stale;
}

static bool has_verdicts(struct store *store) {
    struct table *t = store_query(store, "SELECT 1 FROM verdict LIMIT 1", NULL, 0, NULL);
    const bool any = t && table_rows(t) > 0;
    table_free(t);
    return any;
}

struct table *stale_by_folder(struct store *store, const char *database, const char *folder) {
    struct claim **claims = NULL;
    struct table *stale = NULL;
    struct error why;
    int n = 0;
    if (!has_verdicts(store)) return NULL;
    char *found = shipped_find(folder);
    if (claims_read(found, &claims, &n, &why)) {
        struct suite_shelf *shelf = suite_shelf_new(database);
        stale = stale_verdicts(store, claims, n, shelf, &why);
        suite_shelf_free(shelf);
        claims_free(claims, n);
    }
    mem_free(found);
    if (!stale) log_warn("which verdicts are stale is not known: %s", why.text);
    return stale;
}
