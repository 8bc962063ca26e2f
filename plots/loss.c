/* Loss and perplexity against length, for tasks whose metric is loss: a line per series. */
#include "plots/lengths.h"

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    return fill_lengths(dataset, task, true, figure, err);
}

const struct chart chart_loss = {
    .name = "loss",
    .title = "Loss and perplexity against length",
    .about = "Mean loss per answer, the median of all runs of a scheme, and its exponential, the perplexity, on the "
             "right axis. Band: " MEDIAN_BAND " Grey area: the training lengths. Thin grey lines: a random token "
             "(chance), a guesser that knows how frequent each token is (majority), and the least possible loss "
             "(optimum) where it is known.",
    .template_text = plots_lengths_gp,
    .per_task = true,
    .highlights = true,
    .fill = fill,
};
