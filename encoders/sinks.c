/* Evaluation through a cache of fixed size: the first tokens and the last ones, at positions by their place in it. */
#include "encoders/atom/branches.h"
#include "encoders/atom/mask.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    long sinks, recent;
    bool ranks;
};
enum { RECENT, SINKS }; /* branches */

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"sinks", OPTION_INT, AT(sinks), "4", 0, 1000000, NULL, "tokens", "S: first tokens that stay visible"},
    {"recent", OPTION_INT, AT(recent), "0", 0, 1000000, NULL, "tokens",
     "R: last tokens that are visible, the query included; 0: what makes S + R the training length"},
    {"ranks", OPTION_BOOL, AT(ranks), "true", 0, 0, NULL, NULL,
     "positions are places in the cache, so that the first tokens never get further away than its size"},
    {0}};

static long recent(const struct view *view) {
    const struct options *o = view->options;
    if (o->recent) return o->recent;
    return view->train_length > o->sinks ? view->train_length - o->sinks : 1;
}

static void mask(const struct view *view, int head, struct mask *mask) {
    (void)head;
    const struct options *o = view->options;
    mask->window = recent(view);
    mask->sinks = o->sinks;
}

static int branches(const struct view *view) {
    const struct options *o = view->options;
    return o->ranks && o->sinks ? 2 : 1;
}

/* The cache is full from token S + R on: then the first tokens are keys of a query at its last place. */
static void branch_keys(const struct view *view, int branch, int i, int *from, int *to) {
    const struct options *o = view->options;
    const int apart = o->ranks && i >= o->sinks + recent(view) ? (int)o->sinks : 0;
    *from = branch == SINKS ? 0 : apart;
    *to = branch == SINKS ? apart : i + 1;
}

static void branch_positions(const struct view *view, int branch, bool key, int n, double *position) {
    const struct options *o = view->options;
    const double last = (double)(o->sinks + recent(view) - 1);
    for (int k = 0; branch == SINKS && !key && k < n; k++) position[k] = fmin(position[k], last);
}

const struct encoder encoder_sinks = {
    .name = "sinks",
    .title = "Attention sinks (StreamingLLM)",
    .family = FAMILY_extension,
    .formula =
        "query i sees j < S and i-j < R; distance i-j of the latter, S+R-1-j of the former once the cache is full",
    .source = "Xiao et al. 2024, arXiv 2309.17453; positions by place in the cache as in mit-han-lab/streaming-llm",
    .differs = "ranks reach turns and biases over distance, not vectors and gates by distance",
    .at_eval = "a variant of evaluation (rope+sinks, alibi+sinks); to train with a window too, write window(size=..,"
               "sinks=..)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .variant = true,
    .options = options,
    .options_size = sizeof(struct options),
    .branches =
        &(const struct branches_atom){
            .count = branches, .positions = branch_positions, .keys = branch_keys, .distances = true},
    .mask = &(const struct mask_atom){.of = mask},
};
