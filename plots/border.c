#include "plots/border.h"
#include "base/memory.h"
#include "plots/choice.h"
#include <math.h>

static int style_at(const struct dataset *dataset, const struct table *rows, int r) {
    return dataset_style(dataset, text_at(rows, r, "label"), text_at(rows, r, "variant"));
}

/* trained[style]: the training length of each series of the rows, 0 where there is none; the caller's. */
static double *read_trained(const struct dataset *dataset, const struct table *rows, int first, int last, bool all) {
    double *trained = mem_zero((size_t)dataset->n_series + 1, sizeof *trained);
    for (int r = first; r < last; r++) {
        double *at = &trained[style_at(dataset, rows, r)];
        if (all || is_chosen(rows, r)) *at = fmax(*at, number_at(rows, r, "train_length"));
    }
    trained[0] = 0;
    return trained;
}

/* The least training length above the last; INFINITY: none. */
static double next_border(const struct dataset *dataset, const double *trained, double last) {
    double next = INFINITY;
    for (int style = 1; style <= dataset->n_series; style++)
        if (trained[style] > last) next = fmin(next, trained[style]);
    return next;
}

static void add_names(struct text *out, const struct dataset *dataset, const double *trained, double border) {
    int n = 0;
    for (int style = 1; style <= dataset->n_series; style++)
        if (trained[style] == border) text_add(out, "%s%s", n++ ? " and " : "", dataset->series[style - 1].name);
}

void find_borders(const struct dataset *dataset, const struct table *rows, int first, int last, struct text *lengths,
                  struct text *words) {
    double *trained = read_trained(dataset, rows, first, last, false);
    const double least = next_border(dataset, trained, 0);
    const bool several = next_border(dataset, trained, least) < INFINITY;
    for (double border = least; border < INFINITY; border = next_border(dataset, trained, border)) {
        text_add(lengths, "%s%g", border > least ? " " : "", border);
        if (!several) continue;
        text_add(words, border > least ? "; to %g: " : "trained to %g: ", border);
        add_names(words, dataset, trained, border);
    }
    mem_free(trained);
}

void describe_borders(struct figure *figure, const struct dataset *dataset, const struct table *rows) {
    struct text lengths = {0}, words = {0};
    find_borders(dataset, rows, 0, table_rows(rows), &lengths, &words);
    figure_text(figure, "borders", text_of(&lengths));
    figure_text(figure, "borders_words", text_of(&words));
    double *trained = read_trained(dataset, rows, 0, table_rows(rows), true);
    text_add(&figure->script, "array trained[%d]\n", dataset->n_series);
    for (int style = 1; style <= dataset->n_series; style++)
        text_add(&figure->script, "trained[%d] = %g\n", style, trained[style]);
    mem_free(trained);
    text_free(&lengths);
    text_free(&words);
}
