/* Some heads see a few tokens only, each one more than the head before it; the others have no position at all. */
#include "encoders/atom/mask.h"
#include "encoders/encoder.h"

struct options {
    long masked;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"masked", OPTION_INT, AT(masked), "0", 0, 4096, NULL, "heads", "how many heads are windowed; 0: half of them"},
    {0}};

static long masked_heads(const struct view *view) {
    const struct options *o = view->options;
    return o->masked ? o->masked : view->heads / 2;
}

static bool check(const struct view *view, struct error *err) {
    const long masked = masked_heads(view);
    if (masked > view->heads)
        return error_set(err, "masked=%ld is more than the %d heads there are", masked, view->heads);
    return masked > 0 || error_set(err, "half of one head is none; give masked=1 or more heads");
}

static void mask(const struct view *view, int head, struct mask *mask) {
    if (head < masked_heads(view)) mask->window = head + 1;
}

const struct encoder encoder_hard_alibi = {
    .name = "hard-alibi",
    .title = "Hard-ALiBi",
    .family = FAMILY_mask,
    .formula = "head h = 1..M sees keys with i-j < h, the other heads see all; no other position",
    .source = "Jelassi et al. 2024, arXiv 2402.01032; code: 8 of 16 heads by default",
    .differs = "",
    .at_eval = "nothing is set; the windowed heads see n-grams of up to M tokens at any length",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .mask = &(const struct mask_atom){.of = mask},
};
