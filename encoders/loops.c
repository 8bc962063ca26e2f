/* Loops by another rule than that of training: what a model of weight-tied depth does with more of it, and whether it
 * knows when it is done. */
#include "encoders/atom/loops.h"
#include "encoders/encoder.h"
#include <math.h>

enum by { BY_LENGTH, BY_NOTHING };
struct options {
    int by; /* enum by */
    double times;
    int until; /* enum loops_until */
    double tolerance;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {{"by", OPTION_CHOICE, AT(by), "length", 0, 0, "length|fixed", NULL,
                                         "in proportion to the tokens of a sequence, or the same number for all"},
                                        {"times", OPTION_REAL, AT(times), "1", 1e-3, 1000, NULL, "of model.loops",
                                         "how often the layers run over the longest training sequence"},
                                        {"until", OPTION_CHOICE | OPTION_YOUNGER, AT(until), "all", 0, 0,
                                         "all|confident|still", NULL,
                                         "the loop that counts: the last; the one with the greatest mean over "
                                         "answers of ln max softmax(logits); the first behind the first with |h - h "
                                         "before| < tolerance |h before| on their rows"},
                                        {"tolerance", OPTION_REAL | OPTION_YOUNGER, AT(tolerance), "0.001", 0, 1, NULL,
                                         "", "until=still: change of the stream over its length that is little"},
                                        {0}};

static int count(const struct view *view, int tokens, int trained) {
    const struct options *o = view->options;
    double loops = o->times * trained;
    if (o->by == BY_LENGTH) loops *= (double)tokens / view->train_length;
    loops = ceil(loops * (1 - 1e-12));
    return loops < 1 ? 1 : loops < 1e9 ? (int)loops : 1000000000;
}

static void stop(const struct view *view, struct loops_stop *out) {
    const struct options *o = view->options;
    *out = (struct loops_stop){.until = (enum loops_until)o->until, .tolerance = o->tolerance};
}

const struct encoder encoder_loops = {
    .name = "loops",
    .title = "Loops by the length",
    .family = FAMILY_extension,
    .formula = "the layers run R times, R = times loops T/L rounded up (by=fixed: times loops), loops = model.loops",
    .source = "Fan et al. 2024, arXiv 2409.15647: as many loops as the problem is long, or that of most confidence",
    .differs = "the source counts steps of a problem, not tokens; until=still is ours",
    .at_eval = "training runs the layers as model.loops and model.loops_by say; evaluation runs them by this rule",
    .claims = CLAIM_SHIFT_INVARIANT,
    .variant = true,
    .options = options,
    .options_size = sizeof(struct options),
    .loops = &(const struct loops_atom){.count = count, .stop = stop},
};
