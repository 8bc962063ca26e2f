/* Evaluation with positions that each head interpolates by a ratio of its own. */
#include "encoders/atom/rotary.h"
#include "encoders/encoder.h"

struct options {
    double low, high;
    struct int_list order;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"low", OPTION_REAL, AT(low), "1.2", 0.01, 1e6, NULL, "", "ratio of the head with rank 0"},
    {"high", OPTION_REAL, AT(high), "1.8", 0.01, 1e6, NULL, "", "what the ratios rise to and do not reach"},
    {"order", OPTION_INTS, AT(order), "", 0, 63, NULL, "",
     "rank of each head, 0..H-1: in the source 0 goes to the head with the largest share of keys whose weight is above "
     "3 times the mean; none: the heads as they stand"},
    {0}};

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    unsigned long long seen = 0;
    for (int h = 0; h < o->order.n; h++) seen |= 1ULL << o->order.value[h];
    if (o->order.n == 0 || (o->order.n == view->heads && seen == ~0ULL >> (64 - view->heads))) return true;
    return error_set(err, "order needs each of the ranks 0..%d once, one for each of the %d heads", view->heads - 1,
                     view->heads);
}

static void frequencies(const struct view *view, double *theta) {
    const struct options *o = view->options;
    for (int h = 0; h < view->heads; h++) {
        const double rank = o->order.n ? (double)o->order.value[h] : h,
                     ratio = o->low + (o->high - o->low) * rank / view->heads;
        for (int p = 0; p < view->pairs; p++) theta[h * view->pairs + p] /= ratio;
    }
}

const struct encoder encoder_ms_poe = {
    .name = "ms-poe",
    .title = "Multi-scale positions (Ms-PoE)",
    .family = FAMILY_extension,
    .formula = "w_p -> w_p / (low + (high - low) r_h / H), r_h the rank of head h",
    .source = "Zhang et al. 2024, arXiv 2403.04797; VITA-Group/Ms-PoE",
    .differs =
        "ranks are the user's (option order, per layer with @layers), where the source measures each prompt; its "
        "code takes the sorting permutation for the ranks; all layers, where the source begins with the third: "
        "place it with @layers",
    .at_eval = "a variant of evaluation for any scheme that turns pairs (rope+ms-poe), at every length, also within "
               "training",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .variant = true,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .rotary = &(const struct rotary_atom){.needs_frequencies = true, .frequencies = frequencies},
};
