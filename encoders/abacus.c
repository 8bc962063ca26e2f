/* An embedding of the digit's place within its number. */
#include "encoders/atom/numbers.h"
#include "encoders/encoder.h"

struct options {
    long rows, shift;
    double init_std;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"rows", OPTION_INT, AT(rows), "512", 2, 65536, NULL, "places",
     "rows of the table; places beyond it take the last"},
    {"shift", OPTION_INT, AT(shift), "100", 0, 65536, NULL, "places",
     "the random shift of all places in training goes up to this, so that numbers longer by as much are trained"},
    {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "", "initial rows N(0, init_std^2)"},
    {0}};

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    return o->rows >= o->shift + 2 ||
           error_set(err, "the table has %ld rows, but shift=%ld needs %ld for the first place alone; give more rows",
                     o->rows, o->shift, o->shift + 2);
}

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[0] = (struct param_spec){.name = "table", .rows = o->rows, .cols = view->width, .init_std = o->init_std};
    return 1;
}

/* 0 outside numbers, else shift + 1, 2, 3, ... along each run of places. */
static void numbers(const struct view *view, struct rng *rng, int T, int *number) {
    const struct options *o = view->options;
    if (!view->hint) return;
    const int shift = view->evaluating ? 0 : (int)rng_below(rng, (uint32_t)o->shift + 1), last = (int)o->rows - 1;
    for (int t = 0, place = 0; t < T; t++) {
        place = view->hint[t] >= 2 ? place + 1 : 0;
        if (place) number[t] = place + shift < last ? place + shift : last;
    }
}

static real *vectors(const struct view *view, bool grad) { return grad ? view->grad[0] : view->param[0]; }

const struct encoder encoder_abacus = {
    .name = "abacus",
    .title = "Abacus embeddings",
    .family = FAMILY_positions,
    .formula = "x_t += V[k + p_t], p_t = 1, 2, 3, ... along each number, V[0] elsewhere; k random in training",
    .source = "McLeish et al. 2024, arXiv 2405.17399; mcleish7/arithmetic",
    .differs =
        "one shift k per sequence (the code draws one per batch); rows start at std 0.02 as token embeddings do, "
        "where the code has 1; numbers are what the task says they are",
    .at_eval = "k = 0; places up to the longest trained plus `shift` have trained rows",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .needs_hints = true,
    .numbers = &(const struct numbers_atom){.of = numbers, .vectors = vectors},
};
