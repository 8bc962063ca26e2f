#include "plots/choice.h"
#include "base/memory.h"
#include "results/rank.h"

enum { SERIES_CHOSEN = 6 }; /* of more than SERIES_MOST, where none is named */

bool is_chosen(const struct table *rows, int row) {
    return column_of(rows, "chosen") < 0 || number_at(rows, row, "chosen") > 0;
}

static int style_at(const struct dataset *dataset, const struct table *rows, int r) {
    return dataset_style(dataset, text_at(rows, r, "label"), text_at(rows, r, "variant"));
}

static void choose_ranked(const struct dataset *dataset, int best, bool *chosen, bool *any) {
    struct ranking ranking;
    rank_arms(&dataset->summary, &ranking);
    for (int i = 0; i < ranking.n; i++)
        if (i < best || i == ranking.n - 1) chosen[dataset_style(dataset, ranking.row[i].label, "")] = true;
    *any = ranking.n > 0;
    ranking_free(&ranking);
}

/* Where nothing can be ranked and none is named, the first of the suite have to do. */
void choose_series(const struct dataset *dataset, bool *chosen) {
    const char *named = dataset->style->highlight;
    bool ranked;
    choose_ranked(dataset, named ? 1 : SERIES_CHOSEN - 2, chosen, &ranked);
    int first = named || ranked ? 1 : SERIES_CHOSEN;
    for (int style = 1; style <= dataset->n_series; style++) {
        const struct series *series = &dataset->series[style - 1];
        if (named && label_among(dataset->style, named, series->label)) chosen[style] = true;
        if (!*series->variant && first-- > 0) chosen[style] = true;
    }
}

static struct table *with_choice(const struct dataset *dataset, const bool *chosen, struct table *rows) {
    const int columns = table_columns(rows);
    const char **headers = mem_zero((size_t)columns + 1, sizeof *headers);
    for (int c = 0; c < columns; c++) headers[c] = table_header(rows, c);
    headers[columns] = "chosen";
    struct table *out = table_new(columns + 1, headers);
    for (int r = 0; r < table_rows(rows); r++) {
        for (int c = 0; c < columns; c++) table_copy(out, rows, r, c);
        table_cell(out, "%d", chosen[style_at(dataset, rows, r)]);
    }
    mem_free(headers);
    table_free(rows);
    return out;
}

static void describe(struct figure *figure, const struct dataset *dataset, const struct table *rows) {
    bool *told = mem_zero((size_t)dataset->n_series + 1, sizeof *told);
    struct text styles = {0};
    int others = 0;
    for (int r = 0; r < table_rows(rows); r++) {
        const int style = style_at(dataset, rows, r);
        if (!style || told[style] || is_chosen(rows, r)) continue;
        told[style] = true;
        text_add(&styles, "grey_style[%d] = %d\n", ++others, style);
    }
    if (!others) text_add(&styles, "grey_style[1] = 0\n"); /* gnuplot looks at it even where it draws none */
    text_add(&figure->script, "others = %d\narray grey_style[%d]\n%s", others, others ? others : 1, text_of(&styles));
    text_free(&styles);
    mem_free(told);
}

/* How many series there are in the rows. */
static int series_in(const struct dataset *dataset, const struct table *rows) {
    bool *there = mem_zero((size_t)dataset->n_series + 1, sizeof *there);
    int n = 0;
    for (int r = 0; r < table_rows(rows); r++) there[style_at(dataset, rows, r)] = true;
    for (int style = 1; style <= dataset->n_series; style++) n += there[style];
    mem_free(there);
    return n;
}

struct table *choose_rows(struct figure *figure, const struct dataset *dataset, int most, struct table *rows) {
    bool *chosen = mem_zero((size_t)dataset->n_series + 1, sizeof *chosen);
    const bool all = !dataset->style->highlight && series_in(dataset, rows) <= most;
    if (!all) {
        choose_series(dataset, chosen);
        rows = with_choice(dataset, chosen, rows);
    }
    describe(figure, dataset, rows);
    mem_free(chosen);
    return rows;
}

struct table *choose_few(struct figure *figure, const struct dataset *dataset, struct table *rows) {
    const int n = series_in(dataset, rows);
    if (dataset->style->highlight || n <= PANELS_MOST) return choose_rows(figure, dataset, PANELS_MOST, rows);
    bool *chosen = mem_zero((size_t)dataset->n_series + 1, sizeof *chosen);
    bool *keep = mem_zero((size_t)table_rows(rows) + 1, sizeof *keep);
    choose_series(dataset, chosen);
    for (int r = 0; r < table_rows(rows); r++) keep[r] = chosen[style_at(dataset, rows, r)];
    table_keep(rows, keep);
    mem_free(keep);
    mem_free(chosen);
    text_add(&figure->title, ": %d of %d schemes", series_in(dataset, rows), n);
    text_add(&figure->note,
             "Drawn are the four best by rank over tasks, the worst and the first; --schemes draws others.");
    describe(figure, dataset, rows);
    return rows;
}
