/* Positions in two levels: a token's index within its segment has a learned vector, and its segment's number is the
 * position that other schemes hear. */
#include "encoders/atom/numbers.h"
#include "encoders/atom/positions.h"
#include "encoders/encoder.h"

struct options {
    long rows;
    double init_std;
};
enum { ROWS_MOST = 65536 };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"rows", OPTION_INT, AT(rows), "0", 0, ROWS_MOST, NULL, "tokens",
     "rows of the table; later tokens of a segment take the last. 0: the training length"},
    {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "", "initial rows N(0, init_std^2)"},
    {0}};

static long rows(const struct view *view) {
    const struct options *o = view->options;
    return o->rows ? o->rows : view->train_length < ROWS_MOST ? view->train_length : ROWS_MOST;
}

static void derive(const struct view *view, void *to) { ((struct options *)to)->rows = rows(view); }

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[0] = (struct param_spec){.name = "table", .rows = rows(view), .cols = view->width, .init_std = o->init_std};
    return 1;
}

/* A separator is the last token of its segment. */
static bool ends(const struct view *view, int t) { return view->hint[t] == 1; }

static void inside(const struct view *view, struct rng *rng, int T, int *number) {
    (void)rng;
    const int last = (int)rows(view) - 1;
    if (!view->hint) return;
    for (int t = 0, k = 0; t < T; t++) {
        number[t] = k < last ? k : last;
        k = ends(view, t) ? 0 : k + 1;
    }
}

static void segments(const struct view *view, struct rng *rng, int T, double *position) {
    (void)rng;
    if (!view->hint) return;
    for (int t = 0, segment = 0; t < T; t++) {
        position[t] = segment;
        segment += ends(view, t);
    }
}

/* There are no more segments than tokens. */
static long limit(const struct view *view, long before, int T) {
    (void)view, (void)before;
    return T;
}

static real *vectors(const struct view *view, bool grad) { return grad ? view->grad[0] : view->param[0]; }

const struct encoder encoder_bipe = {
    .name = "bipe",
    .title = "Bilevel positional encoding",
    .family = FAMILY_positions,
    .formula = "x_t += V[index of t in its segment]; the position of t is its segment's number, 0, 1, 2, ...",
    .source = "He et al. 2024 (BiPE), arXiv 2401.16421; code zhenyuhe00/BiPE",
    .differs = "segments end where the task says that a separator is, instead of at full stops and line breaks; works "
               "under any scheme that hears positions: the paper's are rope+bipe and alibi+bipe",
    .at_eval =
        "nothing is set; tokens further inside a segment than `rows` share the last row, and segment numbers grow "
        "with the text",
    .claims = CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .derive = derive,
    .params = params,
    .needs_hints = true,
    .numbers = &(const struct numbers_atom){.of = inside, .vectors = vectors},
    .positions = &(const struct positions_atom){.map = segments, .limit = limit, .uneven = true},
};
