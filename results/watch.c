#include "results/watch.h"
#include "base/memory.h"
#include "results/detector.h"
#include "results/pairing.h"
#include "results/sql.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of the baseline ?1 as it is now. */
#define IN_FORCE "name = ?1 AND at = (SELECT at FROM v_baseline WHERE name = ?1)"

/* One number of a name (and a revision). */
static bool number_of(struct store *s, const char *sql, const char *name, const char *revision, long *out,
                      struct error *err) {
    struct statement st = prepare(s, sql);
    bind_text(&st, name);
    if (revision) bind_text(&st, revision);
    if (next_row(&st)) *out = (long)sqlite3_column_int64(st.stmt, 0);
    return finish(&st, err, "cannot read the reserve");
}

bool watch_reserve(struct store *s, const char *name, int *seeds, int *used, struct error *err) {
    long all = 0, spent = 0;
    const bool ok =
        number_of(s, "SELECT coalesce(sum(last - first + 1), 0) FROM reserve WHERE " IN_FORCE, name, NULL, &all, err) &&
        number_of(s, "SELECT coalesce(sum(seeds), 0) FROM watched WHERE " IN_FORCE, name, NULL, &spent, err);
    *seeds = (int)all, *used = (int)spent;
    return ok;
}

bool watch_first_free(struct store *s, long *seed, struct error *err) {
    long most = 0;
    if (!sql_long(s,
                  "SELECT max(coalesce((SELECT max(last) FROM reserve), 0), coalesce((SELECT max(seed) FROM "
                  "snapshot_run), 0))",
                  &most, err))
        return false;
    *seed = most < RESERVE_FIRST ? RESERVE_FIRST : most + 1;
    return true;
}

bool watch_add_reserve(struct store *s, const char *name, long first, long last, long snapshot, struct error *err) {
    struct statement st =
        prepare(s, "INSERT INTO reserve (name, at, first, last, snapshot) SELECT name, at, ?2, ?3, ?4 "
                   "FROM v_baseline WHERE name = ?1");
    bind_text(&st, name);
    bind_long(&st, first);
    bind_long(&st, last);
    bind_long(&st, snapshot);
    insert(&st);
    return finish(&st, err, "cannot keep the reserve");
}

bool watch_next(struct store *s, const char *name, int n, long seed[], int *got, struct error *err) {
    int reserve, used;
    *got = 0;
    if (!watch_reserve(s, name, &reserve, &used, err)) return false;
    struct statement st = prepare(s, "SELECT first, last FROM reserve WHERE " IN_FORCE " ORDER BY first");
    bind_text(&st, name);
    int at = 0;
    while (next_row(&st)) {
        const long first = (long)sqlite3_column_int64(st.stmt, 0), last = (long)sqlite3_column_int64(st.stmt, 1);
        for (long k = first; k <= last; k++, at++)
            if (at >= used && *got < n) seed[(*got)++] = k;
    }
    return finish(&st, err, "cannot read the reserve");
}

bool watch_has(struct store *s, const char *name, const char *revision) {
    long there = 0;
    return number_of(s, "SELECT count(*) FROM watched WHERE revision = ?2 AND " IN_FORCE, name, revision, &there,
                     NULL) &&
           there > 0;
}

/* ---- keeping a night ---- */

/* A series in one run: sums over the cells that both sides have. */
struct pair {
    const struct compared_cell *series; /* any cell of it */
    long seed;
    double was, now;
    int cells;
};

static bool same_series(const struct compared_cell *a, const struct compared_cell *b) {
    return strcmp(a->task, b->task) == 0 && strcmp(a->label, b->label) == 0 && strcmp(a->variant, b->variant) == 0;
}

/* The pairs of a comparison whose cells are paired; mem_free them. */
static struct pair *pairs_of(const struct comparison *c, int *n) {
    int most = 0;
    for (int i = 0; i < c->n_cells; i++) most += c->cell[i].pairs;
    struct pair *pair = mem_zero((size_t)most + 1, sizeof *pair);
    *n = 0;
    for (int i = 0; i < c->n_cells; i++)
        for (int k = 0; k < c->cell[i].pairs; k++) {
            const struct compared_cell *cell = &c->cell[i];
            int at = 0;
            while (at < *n && !(pair[at].seed == cell->seed[k] && same_series(pair[at].series, cell))) at++;
            if (at == *n) pair[(*n)++] = (struct pair){.series = cell, .seed = cell->seed[k]};
            pair[at].was += cell->was[k], pair[at].now += cell->now[k];
            pair[at].cells++;
        }
    return pair;
}

/* The run of a pair has the same bits on both sides. */
static bool same_run_bits(const struct named_runs *a, const struct named_runs *b, const struct pair *pair) {
    const struct snapshot_run name = {.task = pair->series->task, .label = pair->series->label, .seed = pair->seed};
    const struct snapshot_run *was = same_run(a, &name), *now = same_run(b, &name);
    return strcmp(was->training, now->training) == 0 &&
           same_cells(a->s, (int)(was - a->s->run), b->s, (int)(now - b->s->run)) == CELLS_SAME;
}

static bool put_pairs(struct store *s, long night, const struct snapshot *reserve, const struct snapshot *fresh,
                      const struct gate_rules *gate, struct error *err) {
    struct comparison c = {.a = reserve, .b = fresh, .gate = *gate};
    struct named_runs was = named_runs_of(reserve), now = named_runs_of(fresh);
    int n;
    pair_cells(&c, &was, &now);
    struct pair *pair = pairs_of(&c, &n);
    struct statement st = prepare(
        s, "INSERT INTO bet (watched, task, label, variant, seed, was, now, same) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (int i = 0; st.ok && i < n; i++) {
        bind_long(&st, night);
        bind_text(&st, pair[i].series->task);
        bind_text(&st, pair[i].series->label);
        bind_text(&st, pair[i].series->variant);
        bind_long(&st, pair[i].seed);
        bind_real(&st, pair[i].was / pair[i].cells);
        bind_real(&st, pair[i].now / pair[i].cells);
        bind_long(&st, same_run_bits(&was, &now, &pair[i]));
        insert(&st);
    }
    const bool ok = finish(&st, err, "cannot keep what a fresh seed showed");
    mem_free(pair);
    named_runs_free(&was);
    named_runs_free(&now);
    comparison_free(&c);
    return ok;
}

/* Against every part of the reserve, since tonight's seeds may lie in two. */
static bool put_bets(struct store *s, const char *name, long night, const struct snapshot *fresh,
                     const struct gate_rules *gate, struct error *err) {
    struct table *t = store_query(s, "SELECT snapshot FROM reserve WHERE " IN_FORCE " ORDER BY first", &name, 1, err);
    bool ok = t != NULL;
    for (int r = 0; ok && r < table_rows(t); r++) {
        struct snapshot reserve;
        ok = snapshot_load(s, (long)table_value(t, r, 0), &reserve, err);
        if (!ok) break;
        ok = put_pairs(s, night, &reserve, fresh, gate, err);
        snapshot_free(&reserve);
    }
    table_free(t);
    return ok;
}

bool watch_keep(struct store *s, const char *name, const char *revision, int seeds, const struct snapshot *fresh,
                const struct gate_rules *gate, struct error *err) {
    if (!store_begin(s, err)) return false;
    struct statement st = prepare(s, "INSERT INTO watched (name, at, revision, seeds) SELECT name, at, ?2, ?3 FROM "
                                     "v_baseline WHERE name = ?1");
    bind_text(&st, name);
    bind_text(&st, revision);
    bind_long(&st, seeds);
    insert(&st);
    const long night = (long)sqlite3_last_insert_rowid(s->db);
    bool ok = finish(&st, err, "cannot keep that a revision was watched");
    ok = ok && (!fresh || put_bets(s, name, night, fresh, gate, err));
    return store_end(s, ok, err);
}

/* ---- what the nights say ---- */

enum { TASK, LABEL, VARIANT, NIGHT, REVISION, WAS, NOW, SAME };

static bool of_one_series(const struct table *t, int a, int b) {
    for (int c = TASK; c <= VARIANT; c++)
        if (strcmp(table_at(t, a, c), table_at(t, b, c)) != 0) return false;
    return true;
}

/* Rows from..end-1 are a series', in the order of the nights; what counts are those after the last with the baseline's
 * bits, be it a run of this series or a whole night, `restart`. */
static struct watched_series series_of(const struct table *t, int from, int end, double restart) {
    struct watched_series out = {.task = table_at(t, from, TASK),
                                 .label = table_at(t, from, LABEL),
                                 .variant = table_at(t, from, VARIANT),
                                 .change = (double)NAN,
                                 .since = ""};
    struct detector detector = {0};
    double *z = mem_zero((size_t)(end - from), sizeof *z), change = 0;
    for (int r = from; r < end; r++)
        if (table_value(t, r, SAME) == 1 || table_value(t, r, NIGHT) <= restart) from = r + 1;
    for (int r = from; r < end; r++) {
        const double was = table_value(t, r, WAS), now = table_value(t, r, NOW);
        z[r - from] = (was > now) - (was < now);
        detector_bet(&detector, z[r - from]);
    }
    const int since = from + detector_since(z, end - from);
    const bool worse = since < end && z[since - from] > 0;
    for (int r = since; r < end; r++) change += table_value(t, r, NOW) - table_value(t, r, WAS);
    mem_free(z);
    out.evidence = detector_evidence(&detector);
    if (worse) out.seeds = end - since, out.change = change / out.seeds, out.since = table_at(t, since, REVISION);
    return out;
}

static int most_evidence_first(const void *a, const void *b) {
    const struct watched_series *x = a, *y = b;
    return (x->evidence < y->evidence) - (x->evidence > y->evidence);
}

static void judge(struct watch *w) {
    double rest = 0;
    for (int i = 0; i < w->n; i++) rest += w->series[i].evidence;
    w->evidence = w->n ? rest / w->n : 0;
    w->alarm = w->n && w->evidence >= w->limit;
    for (int i = 0; i < w->n && rest >= w->limit * w->n; i++) {
        w->series[i].drives = true;
        w->driving++;
        rest -= w->series[i].evidence;
    }
}

bool watch_read(struct store *s, const char *name, int seeds, struct watch *out, struct error *err) {
    int used;
    long restart = 0, most = 0, nights = 0;
    *out = (struct watch){0};
    if (!watch_reserve(s, name, &out->reserve, &used, err) ||
        !number_of(s, "SELECT coalesce(max(id), 0) FROM watched WHERE seeds = 0 AND " IN_FORCE, name, NULL, &restart,
                   err) ||
        !number_of(s, "SELECT coalesce(max(seeds), 0) FROM watched WHERE " IN_FORCE, name, NULL, &most, err) ||
        !number_of(s,
                   "SELECT count(*) FROM watched w WHERE " IN_FORCE " AND id > (SELECT coalesce(max(id), 0) FROM "
                   "watched v WHERE v.seeds = 0 AND v.name = w.name AND v.at = w.at)",
                   name, NULL, &nights, err))
        return false;
    out->rows = store_query(s,
                            "SELECT b.task, b.label, b.variant, w.id, w.revision, b.was, b.now, b.same FROM watched w "
                            "JOIN bet b ON b.watched = w.id WHERE " IN_FORCE
                            " ORDER BY b.task, b.label, b.variant, w.id, b.seed",
                            &name, 1, err);
    if (!out->rows) return false;
    const int n = table_rows(out->rows);
    out->left = out->reserve - used;
    out->nights = (int)nights;
    out->limit = detector_limit(most > seeds ? (int)most : seeds);
    out->series = mem_zero((size_t)n + 1, sizeof *out->series);
    for (int from = 0, end; from < n; from = end) {
        for (end = from + 1; end < n && of_one_series(out->rows, from, end);) end++;
        out->series[out->n++] = series_of(out->rows, from, end, (double)restart);
    }
    qsort(out->series, (size_t)out->n, sizeof *out->series, most_evidence_first);
    judge(out);
    return true;
}

void watch_free(struct watch *w) {
    mem_free(w->series);
    table_free(w->rows);
    *w = (struct watch){0};
}

void comparison_watch(struct comparison *c, const struct watch *watch) {
    c->watch = watch;
    if (watch->alarm) c->code = EXIT_CLAIM;
}

void watch_words(const struct watch *w, char *out, size_t size) {
    snprintf(out, size, "%d series, %d night%s: evidence %.3g, alarm at %.0f; %d of %d fresh seeds are left", w->n,
             w->nights, w->nights == 1 ? "" : "s", w->evidence, w->limit, w->left, w->reserve);
}

void watched_series_words(const struct watched_series *k, char *out, size_t size) {
    if (k->seeds == 0)
        snprintf(out, size, "no fresh seed got worse since it had the baseline's bits");
    else
        snprintf(out, size, "%+.4f over %d fresh seed%s since revision %s (evidence %.3g)", k->change, k->seeds,
                 k->seeds == 1 ? "" : "s", k->since, k->evidence);
}
