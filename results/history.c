/* Steps in the series of the nights. */
#include "results/history.h"
#include "base/memory.h"
#include "results/statistics.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TASK,
    LABEL,
    VARIANT,
    LENGTH,
    MULTIPLE,
    NIGHT,
    REVISION,
    RUNS,
    MEAN,
    LOW,
    HIGH,
    STEP_SECONDS,
    COLUMNS_READ,
    STEP = COLUMNS_READ,
    COLUMNS
};

/* Variance of the noise, from the differences of neighbours without the greatest quarter of them (one at least), which
 * may be steps; what is left of a normal distribution's squares there is 0.368 of the whole. */
static double noise_variance(const double *x, int n) {
    if (n < 3) return 0;
    const int all = n - 1, kept = all - (all / 4 > 1 ? all / 4 : 1);
    double *d = mem_zero((size_t)n, sizeof *d), sum = 0;
    for (int i = 0; i < all; i++) d[i] = fabs(x[i + 1] - x[i]);
    quantile(d, all, 0.5); /* sorts them */
    for (int i = 0; i < kept; i++) sum += d[i] * d[i];
    mem_free(d);
    return sum / kept / 2 / 0.368;
}

int find_steps(const double *x, int n, double least, int *first) {
    if (n == 0) return 0;
    const double price = fmax(4 * noise_variance(x, n) * log(n), least * least / 2) * (1 - 1e-9);
    double *cost = mem_zero((size_t)n + 1, sizeof *cost); /* of the best fit of x[0..i-1], prices included */
    int *cut = mem_zero((size_t)n + 1, sizeof *cut);      /* where its last level begins */
    cost[0] = -price;
    for (int end = 1; end <= n; end++) {
        double sum = 0, squares = 0;
        cost[end] = INFINITY;
        for (int from = end - 1; from >= 0; from--) {
            sum += x[from], squares += x[from] * x[from];
            const double fit = fmax(0, squares - sum * sum / (end - from)), all = cost[from] + fit + price;
            if (all < cost[end]) cost[end] = all, cut[end] = from;
        }
    }
    int steps = 0;
    for (int end = n; cut[end] > 0; end = cut[end]) steps++;
    for (int end = n, k = steps; end > 0; end = cut[end]) first[k--] = cut[end];
    mem_free(cost);
    mem_free(cut);
    return steps;
}

static bool same_series(const struct table *t, int a, int b) {
    for (int c = TASK; c <= LENGTH; c++)
        if (strcmp(table_at(t, a, c), table_at(t, b, c)) != 0) return false;
    return true;
}

/* Rows from..returned-1 are one cell's. */
static int end_of_series(const struct table *t, int from) {
    int end = from + 1;
    while (end < table_rows(t) && same_series(t, from, end)) end++;
    return end;
}

static double level_of(const struct table *t, int from, int to) {
    double sum = 0;
    for (int r = from; r < to; r++) sum += table_value(t, r, MEAN);
    return sum / (to - from);
}

/* step[r] of rows from..end-1. */
static void mark_steps(const struct table *t, int from, int end, double least, int *step) {
    const int n = end - from;
    double *x = mem_zero((size_t)n, sizeof *x);
    int *first = mem_zero((size_t)n + 1, sizeof *first);
    for (int i = 0; i < n; i++) x[i] = table_value(t, from + i, MEAN);
    const int steps = find_steps(x, n, least, first);
    for (int k = 1; k <= steps; k++) {
        const int at = from + first[k], before = from + first[k - 1], after = k < steps ? from + first[k + 1] : end;
        const double rise = level_of(t, at, after) - level_of(t, before, at);
        step[at] = fabs(rise) < least * (1 - 1e-9) ? 0 : rise < 0 ? -1 : 1;
    }
    mem_free(x);
    mem_free(first);
}

static struct table *with_steps(const struct table *rows, double least) {
    const int n = table_rows(rows);
    const char *headers[COLUMNS] = {0};
    for (int c = 0; c < COLUMNS_READ; c++) headers[c] = table_header(rows, c);
    headers[STEP] = "step";
    int *step = mem_zero((size_t)n + 1, sizeof *step);
    for (int from = 0, end; from < n; from = end) {
        end = end_of_series(rows, from);
        mark_steps(rows, from, end, least, step);
    }
    struct table *out = table_new(COLUMNS, headers);
    for (int r = 0; r < n; r++) {
        for (int c = 0; c < COLUMNS_READ; c++) {
            if (c == TASK || c == LABEL || c == VARIANT || c == REVISION)
                table_cell(out, "%s", table_at(rows, r, c));
            else
                table_number(out, table_value(rows, r, c), "%.6g");
        }
        table_number(out, step[r], "%.0f");
    }
    mem_free(step);
    return out;
}

struct table *history_rows(struct store *ledger, const char *suite, double least, struct error *err) {
    struct table *rows = store_query(ledger,
                                     "SELECT task, label, variant, length, multiple, night, revision, runs, mean, low, "
                                     "high, step_seconds FROM v_history WHERE suite = ?1 ORDER BY ordinal, task, "
                                     "label, variant, length, night",
                                     &suite, 1, err);
    if (!rows) return NULL;
    struct table *out = with_steps(rows, least);
    table_free(rows);
    return out;
}

/* The step at row r of the series from..end-1. */
static void add_step(struct table *out, const struct table *t, int from, int end, int r) {
    int before = r - 1, after = r + 1;
    while (before > from && table_value(t, before, STEP) == 0) before--;
    while (after < end && table_value(t, after, STEP) == 0) after++;
    table_cell(out, "%s", table_at(t, r, TASK));
    table_cell(out, "%s", table_at(t, r, LABEL));
    table_cell(out, "%s", table_at(t, r, VARIANT));
    table_number(out, table_value(t, r, LENGTH), "%.0f");
    table_number(out, table_value(t, r, MULTIPLE), "%g");
    table_number(out, table_value(t, r, NIGHT), "%.0f");
    table_number(out, level_of(t, before, r), "%.3f");
    table_number(out, level_of(t, r, after), "%.3f");
    table_cell(out, "%s", table_at(t, r - 1, REVISION));
    table_cell(out, "%s", table_at(t, r, REVISION));
}

struct table *history_steps(const struct table *rows) {
    static const char *const headers[] = {"task",  "label", "variant", "length", "multiple",
                                          "night", "was",   "now",     "last",   "first"};
    const int n = table_rows(rows);
    struct table *out = table_new(10, headers);
    double newest = 0;
    for (int r = 0; r < n; r++) newest = fmax(newest, table_value(rows, r, NIGHT));
    for (int night = (int)newest; night > 0; night--)
        for (int from = 0, end; from < n; from = end) {
            end = end_of_series(rows, from);
            for (int r = from; r < end; r++)
                if (table_value(rows, r, NIGHT) == night && table_value(rows, r, STEP) != 0)
                    add_step(out, rows, from, end, r);
        }
    return out;
}
