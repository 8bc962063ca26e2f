/* Evaluation with a window of the training length and the first tokens beside it, which never get further away than
 * training went.
 */
#include "encoders/atom/branches.h"
#include "encoders/atom/mask.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    long window, sinks, ceiling;
};
enum { NEAR, FIRST }; /* branches */

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"window", OPTION_INT, AT(window), "0", 0, 1000000, NULL, "tokens",
     "w: last tokens that are visible, the query included; 0: the training length"},
    {"sinks", OPTION_INT, AT(sinks), "4", 0, 1000000, NULL, "tokens", "G: first tokens that stay visible"},
    {"ceiling", OPTION_INT, AT(ceiling), "0", 0, 1000000, NULL, "tokens",
     "distance at which those of them stand that the window has left; 0: the training length"},
    {0}};

static long window_of(const struct view *view) {
    const struct options *o = view->options;
    return o->window > 0 ? o->window : view->train_length;
}

static double ceiling_of(const struct view *view) {
    const struct options *o = view->options;
    return (double)(o->ceiling > 0 ? o->ceiling : view->train_length);
}

static void mask(const struct view *view, int head, struct mask *mask) {
    (void)head;
    mask->window = window_of(view);
    mask->sinks = ((const struct options *)view->options)->sinks;
}

static int branches(const struct view *view) { return ((const struct options *)view->options)->sinks ? 2 : 1; }

/* The first tokens have a branch of their own as far as the window has left them; the mask hides what lies between. */
static void branch_keys(const struct view *view, int branch, int i, int *from, int *to) {
    const struct options *o = view->options;
    const long left = i - window_of(view) + 1, first = left < o->sinks ? left : o->sinks;
    const int apart = first > 0 ? (int)first : 0;
    *from = branch == FIRST ? 0 : apart;
    *to = branch == FIRST ? apart : i + 1;
}

static void branch_positions(const struct view *view, int branch, bool key, int n, double *position) {
    for (int k = 0; branch == FIRST && k < n; k++) position[k] = key ? 0 : fmin(position[k], ceiling_of(view));
}

const struct encoder encoder_lm_infinite = {
    .name = "lm-infinite",
    .title = "LM-Infinite",
    .family = FAMILY_extension,
    .formula = "query i sees j < G and i-j < w; a key with i-j >= w stands at distance min(i, ceiling)",
    .source = "Han et al. 2024, arXiv 2308.16137; Glaciohound/LM-Infinite",
    .differs = "w and the ceiling are the training length and G is 4, where the code has 4096 and 10; without the "
               "optional keys of the middle; for a bias over distance the j-th of the first tokens stands at the "
               "ceiling less j",
    .at_eval = "a variant of evaluation (rope+lm-infinite, alibi+lm-infinite); what lies between the first tokens and "
               "the window is not seen, so that recall from there fails by design",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .variant = true,
    .options = options,
    .options_size = sizeof(struct options),
    .branches =
        &(const struct branches_atom){
            .count = branches, .positions = branch_positions, .keys = branch_keys, .distances = true},
    .mask = &(const struct mask_atom){.of = mask},
};
