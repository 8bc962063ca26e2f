#include "run/claim_state.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/shipped.h"
#include "results/identity.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is fixed before the first seed ---- */

/* What the suite trains and evaluates for a cell, of whatever seed. */
static void add_cell(const struct claim_cell *cell, const struct suite *part, struct text *out) {
    struct text config = {0};
    const struct run_plan *plan = &part->plan[0];
    config_write(&plan->config, &config);
    text_add(out, "cell %s on %s is %s\nexamples = %ld\n", cell->label, cell->task, plan->label,
             plan->config.eval.examples);
    arm_text(text_of(&config), out);
    text_free(&config);
}

static void add_lengths(const struct claim *c, const struct suite *const *part, const struct check_side *side,
                        struct span at, struct text *out) {
    const struct run_config *config = &part[side->cell]->plan[0].config;
    text_add(out, "lengths of %s:", c->cell[side->cell].label);
    for (int i = 0; i < config->eval.lengths.n; i++) {
        const double multiple = (double)config->eval.lengths.value[i] / (double)config->train.longest;
        if (span_has(at, multiple)) text_add(out, " %ld", (long)config->eval.lengths.value[i]);
    }
    text_add(out, "\n");
}

static void add_suite(const struct claim *c, const struct suite *const *part, struct text *out) {
    for (int i = 0; i < c->n_cells; i++) add_cell(&c->cell[i], part[i], out);
    for (int i = 0; i < c->n_checks; i++) {
        const struct check *k = &c->check[i];
        const struct span all = {0, INFINITY};
        const bool of_run = measures[k->metric].of_run;
        for (int t = 0; t < k->n; t++) {
            add_lengths(c, part, &k->on[t].a, of_run ? all : k->on[t].a.at, out);
            add_lengths(c, part, &k->on[t].b, of_run ? all : k->on[t].b.at, out);
            if (k->against) add_lengths(c, part, &k->on[t].a, k->baseline, out);
            if (k->against) add_lengths(c, part, &k->on[t].b, k->baseline, out);
        }
    }
    for (int i = 0; c->fit.metric != MEASURE_FIT && i < c->n_cells; i++)
        add_lengths(c, part, &(struct check_side){.cell = i}, (struct span){0, 1}, out);
}

/* A check in words; its numbers to the last digit where the words round them. */
static void add_check(const struct check *k, struct text *out) {
    const double exact[] = {k->bound, k->kind == CHECK_FITS ? k->bound : k->share};
    char words[32];
    text_add(out, "check: %s\n", k->text);
    for (int i = 0; i < 2; i++) {
        snprintf(words, sizeof words, "%g", exact[i]);
        if (strtod(words, NULL) != exact[i]) text_add(out, "exactly %.17g\n", exact[i]);
    }
}

static void add_frozen(const struct claim *c, const struct suite *const *part, struct text *out) {
    text_add(out, "claim %s\nfit: %s %s %.17g\n", c->id, measures[c->fit.metric].name,
             c->fit.at_least ? ">=" : "<=", c->fit.bound);
    if (c->first_seed > 1) text_add(out, "seeds from %d on\n", c->first_seed);
    for (int i = 0; i < c->n_checks; i++) add_check(&c->check[i], out);
    add_suite(c, part, out);
}

void claim_suite_hash(const struct claim *claim, const struct suite *const *part, char out[SHA256_HEX]) {
    struct text all = {0};
    add_suite(claim, part, &all);
    sha256_hex(text_of(&all), all.size, out);
    text_free(&all);
}

int claim_complete_seeds(const struct claim *c, const struct suite *const *part, struct store *store) {
    int seeds = 0;
    if (!store) return 0;
    struct cell_runs *runs = claim_cell_runs(c, part);
    if (!claim_seeds_stored(store, c, runs, &seeds, NULL)) seeds = 0;
    cell_runs_free(runs, c->n_cells);
    return seeds;
}

/* The last seed, counted from 1, of which some cell's training is stored. */
static bool last_seed_seen(const struct claim *c, const struct suite *const *part, struct store *store, int *last,
                           struct error *err) {
    *last = 0;
    for (int i = 0; i < c->n_cells; i++) {
        const struct run_plan *plan = &part[i]->plan[0];
        char arm[SHA256_HEX], end[24];
        plan_arm(plan, arm);
        snprintf(end, sizeof end, "%ld", plan->config.seed + CLAIM_SEEDS_END - 1);
        const char *const bound[] = {arm, end};
        struct table *t =
            store_query(store, "SELECT coalesce(max(seed), 0) FROM run WHERE arm = ?1 AND seed < CAST(?2 AS INTEGER)",
                        bound, 2, err);
        if (!t) return false;
        const int seen = (int)(atol(table_at(t, 0, 0)) - plan->config.seed + 1);
        if (seen > *last) *last = seen;
        table_free(t);
    }
    return true;
}

/* Complete seeds from the claim's first on, among all that may be stored. */
static bool count_stored(struct suite_shelf *shelf, const struct claim *c, enum claim_scale scale, int last,
                         struct store *store, int *complete, struct error *err) {
    struct seed_range seeds = {c->first_seed, last - c->first_seed + 1};
    if (seeds.n < 1) return true;
    if (seeds.n > CLAIM_CAP_MOST) seeds.n = CLAIM_CAP_MOST;
    const struct suite **part = mem_zero((size_t)c->n_cells + 1, sizeof *part);
    const bool ok = claim_parts(shelf, c, scale, seeds, part, err);
    if (ok) *complete = claim_complete_seeds(c, part, store);
    mem_free(part);
    return ok;
}

static bool freeze(struct suite_shelf *shelf, const struct claim *c, enum claim_scale scale,
                   const struct suite *const *part, int cap, struct store *store, const char *text, const char *hash,
                   struct frozen *out, struct error *err) {
    int seen = 0;
    if (store && !last_seed_seen(c, part, store, &seen, err)) return false;
    snprintf(out->hash, sizeof out->hash, "%s", hash);
    out->first_seed = out->tries_before && seen + 1 > c->first_seed ? seen + 1 : c->first_seed;
    out->cap = cap > CLAIM_CAP ? cap : CLAIM_CAP;
    if (!out->tries_before && seen && !count_stored(shelf, c, scale, seen, store, &out->stored_before, err))
        return false;
    if (!store || !store_writes(store)) return true;
    /* Another process may have frozen it in the meantime; then its row holds. */
    return store_freeze(store, c->id, scale, out, text, err) && store_frozen(store, c->id, scale, hash, out, err);
}

/* The seeds to load: all up to the cap, or those of which something may be stored and one more. */
static bool seeds_to_load(const struct claim *c, const struct suite *const *part, bool all, struct store *store,
                          const struct frozen *frozen, struct seed_range *out, struct error *err) {
    int last = 0;
    *out = (struct seed_range){frozen->first_seed, frozen->cap};
    if (all) return true;
    if (store && !last_seed_seen(c, part, store, &last, err)) return false;
    const int wanted = last < frozen->first_seed ? 1 : last - frozen->first_seed + 2;
    if (wanted < out->n) out->n = wanted;
    return true;
}

bool claim_freeze(struct suite_shelf *shelf, const struct claim *c, enum claim_scale scale, int cap, bool all,
                  struct store *store, const struct suite **part, struct frozen *out, struct error *err) {
    struct text text = {0};
    char hash[SHA256_HEX];
    struct seed_range seeds;
    *out = (struct frozen){0};
    if (!claim_parts(shelf, c, scale, (struct seed_range){1, 1}, part, err)) return false;
    add_frozen(c, part, &text);
    sha256_hex(text_of(&text), text.size, hash);
    bool ok = !store || store_frozen(store, c->id, scale, hash, out, err);
    if (ok && (!*out->hash || cap > out->cap)) {
        const bool known = *out->hash;
        if (known) out->cap = cap;
        ok = known ? !store_writes(store) || store_freeze(store, c->id, scale, out, text_of(&text), err)
                   : freeze(shelf, c, scale, part, cap, store, text_of(&text), hash, out, err);
    }
    text_free(&text);
    ok = ok && seeds_to_load(c, part, all, store, out, &seeds, err) && claim_parts(shelf, c, scale, seeds, part, err);
    if (cap && cap < out->cap) out->cap = cap; /* what is stored beyond it is judged all the same */
    return ok;
}

/* ---- what is stale ---- */

enum { LAST_CLAIM, LAST_SCALE, LAST_FILE, LAST_SUITE, LAST_VERDICT, LAST_SEEDS, LAST_FIRST, LAST_FAMILY };

static const struct claim *find(struct claim *const *claim, int n, const char *id) {
    for (int i = 0; i < n; i++)
        if (strcmp(claim[i]->id, id) == 0) return claim[i];
    return NULL;
}

static void add_reason(struct text *why, const char *reason) { text_add(why, "%s%s", why->size ? ", " : "", reason); }

static int family_size(struct claim *const *claim, int n, const char *family) {
    int size = 0;
    for (int i = 0; i < n; i++) size += strcmp(claim[i]->family, family) == 0;
    return size;
}

static bool same_file(const struct claim *c, const char *hash) {
    char now[SHA256_HEX];
    sha256_hex(c->file_text, strlen(c->file_text), now);
    return strcmp(now, hash) == 0;
}

static bool by_several_codes(const struct claim *c, const struct suite *const *part, struct store *store) {
    struct cell_runs *runs = claim_cell_runs(c, part);
    struct text why = {0};
    const bool several = claim_several_codes(store, c, runs, &why, NULL) && why.size > 0;
    cell_runs_free(runs, c->n_cells);
    text_free(&why);
    return several;
}

/* A claim that was changed has other seeds: nothing is missing of those that it was judged by. */
static void compare_suite(const struct claim *c, const struct suite *const *part, const struct frozen *frozen,
                          const struct table *last, int row, struct store *store, struct text *why) {
    char now[SHA256_HEX];
    const int seeds = (int)atol(table_at(last, row, LAST_SEEDS)), complete = claim_complete_seeds(c, part, store);
    const char *verdict = table_at(last, row, LAST_VERDICT);
    const bool same_seeds = frozen->first_seed == (int)atol(table_at(last, row, LAST_FIRST));
    const bool open = strcmp(verdict, claim_verdict_name(VERDICT_UNDECIDED)) == 0 ||
                      strcmp(verdict, claim_verdict_name(VERDICT_DEPENDS)) == 0 ||
                      strcmp(verdict, claim_verdict_name(VERDICT_NOT_FITTED)) == 0;
    claim_suite_hash(c, part, now);
    if (strcmp(now, table_at(last, row, LAST_SUITE)) != 0) return add_reason(why, "suite changed");
    if (same_seeds && complete < seeds) add_reason(why, "runs missing");
    if (same_seeds && complete > seeds && open) add_reason(why, "more seeds stored");
    if (by_several_codes(c, part, store)) add_reason(why, "several codes");
}

static void compare(const struct claim *c, const struct table *last, int row, struct store *store,
                    struct suite_shelf *shelf, struct text *why) {
    enum claim_scale scale;
    struct frozen frozen;
    const struct suite **part = mem_zero((size_t)c->n_cells + 1, sizeof *part);
    if (!same_file(c, table_at(last, row, LAST_FILE))) add_reason(why, "file changed");
    if (claim_scale_parse(table_at(last, row, LAST_SCALE), &scale, NULL) &&
        claim_freeze(shelf, c, scale, 0, false, store, part, &frozen, NULL))
        compare_suite(c, part, &frozen, last, row, store, why);
    else
        add_reason(why, "suite changed"); /* it does not have what the claim compares */
    mem_free(part);
}

struct table *stale_verdicts(struct store *store, struct claim *const *claim, int n, struct suite_shelf *shelf,
                             struct error *err) {
    static const char *const headers[] = {"claim", "scale", "why"};
    struct table *last = store_query(
        store, "SELECT claim, scale, file_hash, suite_hash, verdict, seeds, first_seed, family_size FROM v_verdict",
        NULL, 0, err);
    if (!last) return NULL;
    struct table *stale = table_new(3, headers);
    for (int i = 0; i < table_rows(last); i++) {
        struct text why = {0};
        const struct claim *c = find(claim, n, table_at(last, i, LAST_CLAIM));
        if (c && family_size(claim, n, c->family) != (int)atol(table_at(last, i, LAST_FAMILY)))
            add_reason(&why, "family changed");
        if (c)
            compare(c, last, i, store, shelf, &why);
        else
            add_reason(&why, "file gone");
        if (why.size) {
            table_cell(stale, "%s", table_at(last, i, LAST_CLAIM));
            table_cell(stale, "%s", table_at(last, i, LAST_SCALE));
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
