/* A token may decide that another is not needed any more by those that come later. */
#include "encoders/atom/select.h"
#include "encoders/encoder.h"

struct options {
    long keep;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"keep", OPTION_INT, AT(keep), "1", 0, 1000000, NULL, "tokens", "that many tokens at the start are never masked"},
    {0}};
#undef AT

static int selects(const struct view *view) { return (int)((const struct options *)view->options)->keep; }

const struct encoder encoder_selective_attention = {
    .name = "selective-attention",
    .title = "Selective attention",
    .family = FAMILY_content,
    .formula =
        "score[i][j] = s_ij - sum_{m<i} S_mj in all heads, S_mj = max(s_mj, 0) of the first head, 0 for j = m and "
        "j = 0; s_ij = q_i . k_j / sqrt(D) + what other parts add",
    .source = "Leviathan et al. 2025 (ICLR), arXiv 2410.02703; no code of theirs is public, third-party ones agree",
    .differs =
        "no memory is freed by what is masked; it acts alone or beside any scheme, the paper has it beside usual "
        "ones",
    .at_eval = "nothing is set; masks go on adding up, so that longer sequences forget more",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .select = &(const struct select_atom){.kept = selects},
};
