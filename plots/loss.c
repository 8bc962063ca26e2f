/* Loss and perplexity against length, for tasks whose metric is loss: a line per series. */
#include "plots/lengths.h"

static bool fill(const struct study *study, const char *task, struct figure *figure, struct error *err) {
    return fill_lengths(study, task, true, figure, err);
}

const struct chart chart_loss = {
    .name = "loss",
    .title = "Loss and perplexity against length",
    .about =
        "Mean loss per answer over the runs of a scheme, its exponential, the perplexity, at the right; the band "
        "goes from the best seed to the worst. Grey ground: the lengths of training. Thin grey lines: one of all "
        "tokens at random (chance), a guesser that knows how frequent each token is (majority), and the least loss "
        "there can be (optimum) where it is known.",
    .template_text = plots_lengths_gp,
    .per_task = true,
    .fill = fill,
};
