#include "run/untrained.h"
#include <string.h>

/* A tensor's second moment; a vector is one row. */
struct grid {
    const real *moment;
    long rows, cols;
};

static struct grid grid_of(const struct tensor *t, const real *second) {
    const bool vector = t->rank == 1;
    return (struct grid){
        .moment = second + t->offset, .rows = vector ? 1 : t->shape[0], .cols = vector ? t->shape[0] : t->shape[1]};
}

/* Whether line k (a row, or a column) holds no number that was ever touched. */
static bool untouched(const struct grid *g, bool row, long k) {
    const long n = row ? g->cols : g->rows, step = row ? 1 : g->cols, first = row ? k * g->cols : k;
    for (long i = 0; i < n; i++)
        if (g->moment[first + i * step] != 0) return false;
    return true;
}

static long count(const struct grid *g) {
    long n = 0;
    for (long i = 0; i < g->rows * g->cols; i++) n += g->moment[i] == 0;
    return n;
}

static long lines_of(const struct grid *g, bool row) { return row ? g->rows : g->cols; }

static long count_lines(const struct grid *g, bool row) {
    long n = 0;
    for (long k = 0; k < lines_of(g, row); k++) n += untouched(g, row, k);
    return n;
}

enum { SPANS_MAX = 8 };

static long count_spans(const struct grid *g, bool row) {
    long n = 0;
    bool before = false;
    for (long k = 0; k < lines_of(g, row); k++) {
        const bool now = untouched(g, row, k);
        n += now && !before;
        before = now;
    }
    return n;
}

/* "columns 3, 22-31 of 32"; where positions are drawn and most were never met, "1961 rows of 2048". */
static void list_lines(const struct grid *g, bool row, struct text *out) {
    const long lines = lines_of(g, row);
    const char *comma = "", *what = row ? "rows" : "columns";
    if (count_spans(g, row) > SPANS_MAX) {
        text_add(out, "%ld %s of %ld", count_lines(g, row), what, lines);
        return;
    }
    text_add(out, "%s ", what);
    for (long k = 0; k < lines; k++) {
        if (!untouched(g, row, k)) continue;
        long last = k;
        while (last + 1 < lines && untouched(g, row, last + 1)) last++;
        text_add(out, last > k ? "%s%ld-%ld" : "%s%ld", comma, k, last);
        comma = ", ";
        k = last;
    }
    text_add(out, " of %ld", lines);
}

static bool of_scheme(const struct tensor *t) { return !t->frozen && strstr(t->name, "scheme.") != NULL; }

void untrained_describe(struct model *model, struct text *out) {
    const struct tensor *list;
    real *first, *second;
    model_moments(model, &first, &second);
    for (int i = 0, n = model_tensors(model, &list); i < n; i++) {
        const struct grid g = grid_of(&list[i], second);
        const long none = of_scheme(&list[i]) ? count(&g) : 0;
        if (none == 0) continue;
        text_add(out, "%s%s: ", out->size ? "; " : "", list[i].name);
        if (none == g.rows * g.cols)
            text_add(out, "all of it");
        else if (count_lines(&g, true) * g.cols == none)
            list_lines(&g, true, out);
        else if (count_lines(&g, false) * g.rows == none)
            list_lines(&g, false, out);
        else
            text_add(out, "%ld of %ld numbers", none, g.rows * g.cols);
    }
}
