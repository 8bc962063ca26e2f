/* Positions that content counts: a query counts the keys that its gates open for, and looks vectors up by that count.
 */
#include "encoders/atom/contextual.h"
#include "encoders/encoder.h"

struct options {
    long npos;
    bool scaled;
    double init_std;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"npos", OPTION_INT, AT(npos), "64", 2, 65536, NULL, "",
     "vectors; counts end at npos - 1, so that vector is trained only if training reaches it"},
    {"scaled", OPTION_BOOL, AT(scaled), "true", 0, 0, NULL, NULL,
     "the term is divided by sqrt(D) like the content, as the official code does; false: as in the paper's listing"},
    {"init_std", OPTION_REAL, AT(init_std), "0", 0, 10, NULL, "", "initial vectors N(0, init_std^2)"},
    {0}};

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[0] = (struct param_spec){
        .name = "vectors", .rows = o->npos, .cols = view->head_size, .per_layer = true, .init_std = o->init_std};
    return 1;
}

static void counted(const struct view *view, struct contextual *out) {
    const struct options *o = view->options;
    *out = (struct contextual){.rows = (int)o->npos,
                               .scaled = o->scaled,
                               .vectors = view->param ? view->param[0] : NULL,
                               .dvectors = view->grad ? view->grad[0] : NULL};
}

const struct encoder encoder_cope = {
    .name = "cope",
    .title = "Contextual position encoding",
    .family = FAMILY_content,
    .formula =
        "score_ij = q_i . (k_j + e(p_ij)) / sqrt(D), p_ij = min(sum_{j<=n<=i} sigmoid(q_i . k_n / sqrt(D)), N-1), e "
        "between the vectors of floor(p) and ceil(p)",
    .source = "Golovneva et al. 2024, arXiv 2405.18719; code facebookresearch/RAM, projects/cope",
    .differs = "the term is divided by sqrt(D) as in the official code (scaled=false: as in the paper's listing)",
    .at_eval = "counts beyond npos - 1 share the last vector",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .contextual = &(const struct contextual_atom){.of = counted},
};
