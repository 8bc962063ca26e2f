/* A sliding window over the keys, with the first tokens kept visible as sinks. */
#include "encoders/atom/mask.h"
#include "encoders/encoder.h"

struct options {
    long size, sinks;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"size", OPTION_INT, AT(size), "16", 1, 1000000, NULL, "tokens", "keys a query sees, itself included"},
    {"sinks", OPTION_INT, AT(sinks), "0", 0, 1000000, NULL, "tokens", "first tokens that stay visible"},
    {0}};

static void mask(const struct view *view, int head, struct mask *mask) {
    (void)head;
    const struct options *o = view->options;
    mask->window = o->size;
    mask->sinks = o->sinks;
}

const struct encoder encoder_window = {
    .name = "window",
    .title = "Sliding window with sinks",
    .family = FAMILY_mask,
    .formula = "key j is seen by query i when i-j < size or j < sinks",
    .source = "Beltagy et al. 2020 (Longformer), arXiv 2004.05150; sinks: Xiao et al. 2024, arXiv 2309.17453",
    .differs = "positions are those of the sequence; sinks renumbers them as StreamingLLM does",
    .at_eval = "nothing is set; a query never sees more keys than size + sinks",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .mask = &(const struct mask_atom){.of = mask},
};
