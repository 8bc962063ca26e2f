/* Exact match, or token accuracy where that is the task's metric, against length: a line per series. */
#include "plots/lengths.h"

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    return fill_lengths(dataset, task, false, figure, err);
}

const struct chart chart_accuracy = {
    .name = "accuracy",
    .title = "Accuracy against length",
    .about =
        "The task's metric: the median of the runs that fitted, and a dot for each run, hollow where it did not fit. "
        "Dashed: no run fitted the task at the training lengths, and the line is the median of all. Band: " MEDIAN_BAND
        " Grey area: the training lengths. Thin grey lines: guessers that never look at the question, on the same "
        "examples.",
    .template_text = plots_lengths_gp,
    .per_task = true,
    .highlights = true,
    .fill = fill,
};
