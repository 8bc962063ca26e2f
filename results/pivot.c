#include "results/pivot.h"
#include "base/memory.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Keys that are not settings of a configuration but properties of every run. */
static bool is_of_run(const char *key) {
    return strcmp(key, "scheme") == 0 || strcmp(key, "label") == 0 || strcmp(key, "seed") == 0;
}

static bool check_key(struct store *store, const char *key, struct error *err) {
    if (is_of_run(key)) return true;
    struct table *t = store_query(store, "SELECT DISTINCT key FROM setting ORDER BY key", NULL, 0, err);
    if (!t) return false;
    const int n = table_rows(t);
    const char **names = mem_zero((size_t)n + 1, sizeof *names);
    bool found = false;
    for (int i = 0; i < n; i++) names[i] = table_at(t, i, 0), found |= strcmp(names[i], key) == 0;
    if (!found) {
        const char *close = text_closest(key, names, n);
        error_set(err, "no run has a setting '%s'%s%s%s", key, close ? "; did you mean '" : "", close ? close : "",
                  close ? "'?" : "");
    }
    mem_free(names);
    table_free(t);
    return found;
}

static bool choose_multiple(struct store *store, const char *suite, double *at, struct error *err) {
    if (*at > 0) return true;
    struct table *t =
        store_query(store,
                    "SELECT multiple FROM v_eval WHERE suite = ?1 AND variant = '' GROUP BY multiple ORDER "
                    "BY count(DISTINCT run_id) DESC, multiple DESC LIMIT 1",
                    &suite, 1, err);
    const bool found = t && table_rows(t) == 1;
    if (found) *at = table_value(t, 0, 0);
    if (t && !found) error_set(err, "nothing of suite '%s' is evaluated yet", suite), err->exit_code = EXIT_NOTHING;
    table_free(t);
    return found;
}

/* task, row, column, mean, runs. */
static struct table *cells_of(struct store *store, const char *suite, const struct pivot *p, double at,
                              struct error *err) {
    char multiple[40];
    snprintf(multiple, sizeof multiple, "%.17g", at);
    const char *const bound[] = {suite, p->by, p->against ? p->against : "", multiple};
    return store_query(
        store,
        "SELECT e.task, CASE ?2 WHEN 'scheme' THEN e.scheme WHEN 'label' THEN e.label WHEN 'seed' THEN "
        "e.seed ELSE coalesce(b.value, 'default') END, CASE ?3 WHEN '' THEN printf('%gx', e.multiple) "
        "WHEN 'scheme' THEN e.scheme WHEN 'label' THEN e.label WHEN 'seed' THEN e.seed ELSE "
        "coalesce(a.value, 'default') END, avg(e.value), count(*) FROM v_eval e JOIN run r ON r.id = "
        "e.run_id LEFT JOIN setting b ON b.arm = r.arm AND b.key = ?2 LEFT JOIN setting a ON a.arm = r.arm "
        "AND a.key = ?3 WHERE e.suite = ?1 AND e.variant = '' AND (?3 = '' OR abs(e.multiple - CAST(?4 AS "
        "REAL)) < 1e-9) GROUP BY 1, 2, 3 ORDER BY min(e.ordinal)",
        bound, 4, err);
}

/* ---- values in order: numbers as numbers ---- */

static int in_order(const void *a, const void *b) {
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    char *end_x, *end_y;
    const double p = strtod(x, &end_x), q = strtod(y, &end_y);
    if (end_x != x && end_y != y && p != q) return p < q ? -1 : 1;
    return strcmp(x, y);
}

/* The different texts of a column, sorted; borrowed. */
static const char **values_of(const struct table *t, int column, int *n) {
    const char **list = mem_zero((size_t)table_rows(t) + 1, sizeof *list);
    *n = 0;
    for (int r = 0; r < table_rows(t); r++) list[r] = table_at(t, r, column);
    qsort(list, (size_t)table_rows(t), sizeof *list, in_order);
    for (int r = 0; r < table_rows(t); r++)
        if (r == 0 || strcmp(list[r], list[*n - 1]) != 0) list[(*n)++] = list[r];
    return list;
}

static int find(const struct table *cells, const char *task, const char *row, const char *column) {
    for (int r = 0; r < table_rows(cells); r++)
        if (strcmp(table_at(cells, r, 0), task) == 0 && strcmp(table_at(cells, r, 1), row) == 0 &&
            strcmp(table_at(cells, r, 2), column) == 0)
            return r;
    return -1;
}

static bool has_row(const struct table *cells, const char *task, const char *row) {
    for (int r = 0; r < table_rows(cells); r++)
        if (strcmp(table_at(cells, r, 0), task) == 0 && strcmp(table_at(cells, r, 1), row) == 0) return true;
    return false;
}

static void add_row(const struct table *cells, const char *task, const char *row, const char *const *columns, int n,
                    struct table *out) {
    table_cell(out, "%s", task);
    table_cell(out, "%s", row);
    for (int c = 0; c < n; c++) {
        const int at = find(cells, task, row, columns[c]);
        table_number(out, at < 0 ? (double)NAN : table_value(cells, at, 3), "%.3f");
        table_number(out, at < 0 ? 0 : table_value(cells, at, 4), "%.0f");
    }
}

static struct table *turned(const struct table *cells, const char *by) {
    int tasks, rows, columns;
    const char **task = values_of(cells, 0, &tasks), **row = values_of(cells, 1, &rows),
               **column = values_of(cells, 2, &columns), **header = mem_zero((size_t)(2 + 2 * columns), sizeof *header);
    struct text *counts = mem_zero((size_t)columns + 1, sizeof *counts);
    header[0] = "task", header[1] = by;
    for (int c = 0; c < columns; c++) {
        text_add(&counts[c], "n %s", column[c]);
        header[2 + 2 * c] = column[c], header[3 + 2 * c] = text_of(&counts[c]);
    }
    struct table *out = table_new(2 + 2 * columns, header);
    for (int t = 0; t < tasks; t++)
        for (int r = 0; r < rows; r++)
            if (has_row(cells, task[t], row[r])) add_row(cells, task[t], row[r], column, columns, out);
    for (int c = 0; c < columns; c++) text_free(&counts[c]);
    mem_free(counts);
    mem_free(header);
    mem_free(task);
    mem_free(row);
    mem_free(column);
    return out;
}

struct table *pivot_table(struct store *store, const char *suite, const struct pivot *p, double *at,
                          struct error *err) {
    *at = p->at;
    if (!check_key(store, p->by, err) || (p->against && !check_key(store, p->against, err)) ||
        (p->against && !choose_multiple(store, suite, at, err)))
        return NULL;
    struct table *cells = cells_of(store, suite, p, *at, err), *out = NULL;
    if (cells && table_rows(cells) == 0) {
        error_set(err, "nothing of suite '%s' is evaluated at %gx", suite, *at);
        err->exit_code = EXIT_NOTHING;
    } else if (cells) {
        out = turned(cells, p->by);
    }
    table_free(cells);
    return out;
}
