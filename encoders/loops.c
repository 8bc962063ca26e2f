/* Loops by another rule than that of training: what a model of weight-tied depth does with more of it. */
#include "encoders/atom/loops.h"
#include "encoders/encoder.h"
#include <math.h>

enum by { BY_LENGTH, BY_NOTHING };
struct options {
    int by; /* enum by */
    double times;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {{"by", OPTION_CHOICE, AT(by), "length", 0, 0, "length|fixed", NULL,
                                         "in proportion to the tokens of a sequence, or the same number for all"},
                                        {"times", OPTION_REAL, AT(times), "1", 1e-3, 1000, NULL, "of model.loops",
                                         "how often the layers run over the longest training sequence"},
                                        {0}};

static int count(const struct view *view, int tokens, int trained) {
    const struct options *o = view->options;
    double loops = o->times * trained;
    if (o->by == BY_LENGTH) loops *= (double)tokens / view->train_length;
    loops = ceil(loops * (1 - 1e-12));
    return loops < 1 ? 1 : loops < 1e9 ? (int)loops : 1000000000;
}

const struct encoder encoder_loops = {
    .name = "loops",
    .title = "Loops by the length",
    .family = FAMILY_extension,
    .formula = "the layers run R times with the same weights, R = times loops T/L rounded up (by=fixed: times loops), "
               "loops = model.loops",
    .source = "Fan et al. 2024, arXiv 2409.15647: as many loops as the problem is long",
    .differs = "in proportion to the tokens of a sequence, where the source has a number of steps per problem and "
               "length",
    .at_eval = "training runs the layers as model.loops and model.loops_by say; evaluation runs them by this rule",
    .claims = CLAIM_SHIFT_INVARIANT,
    .variant = true,
    .options = options,
    .options_size = sizeof(struct options),
    .loops = &(const struct loops_atom){.count = count},
};
