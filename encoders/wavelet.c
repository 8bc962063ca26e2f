/* Wavelets of the distance at several scales and shifts, met by the query. No parameters. */
#include "encoders/atom/vectors.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    long scales;
    int mother;
};
enum { RICKER, GAUSSIAN };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"scales", OPTION_INT, AT(scales), "8", 1, 64, NULL, "",
     "scales 2^0, 2^1, ..; must divide the head size, which gives the number of shifts (heads of 16: try 4)"},
    {"mother", OPTION_CHOICE, AT(mother), "ricker", 0, 0, "ricker|gaussian", NULL, "(1-u^2) e^(-u^2/2), or e^(-u^2/2)"},
    {0}};

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    return view->head_size % o->scales == 0 ||
           error_set(err, "the head size %d must be a multiple of scales=%ld", view->head_size, o->scales);
}

static int first(const struct view *view) { return view->causal ? 0 : -view->reach; }

static void vectors(const struct view *view, struct vectors *out) {
    out->rows = view->reach - first(view) + 1;
    out->side[VECTORS_QUERY] = true;
}

static void row_of(const struct view *view, int n, const double *distance, int *row) {
    for (int i = 0; i < n; i++) row[i] = (int)distance[i] - first(view);
}

/* Far from its centre a wavelet is 0: numbers near the smallest there are would be denormal, and slow to multiply. */
static double value(int mother, double u) {
    const double bell = exp(-u * u / 2);
    if (bell < 1e-24) return 0;
    return mother == RICKER ? (1 - u * u) * bell : bell;
}

/* Channel s shifts + b has scale 2^s and shift b. */
static void table(const struct view *view, enum vector_side side, real *out) {
    (void)side;
    const struct options *o = view->options;
    const int shifts = view->head_size / (int)o->scales, rows = view->reach - first(view) + 1;
    for (int r = 0; r < rows; r++)
        for (int s = 0; s < o->scales; s++)
            for (int b = 0; b < shifts; b++) *out++ = (real)value(o->mother, (first(view) + r - b) / exp2(s));
}

const struct encoder encoder_wavelet = {
    .name = "wavelet",
    .title = "Wavelet-based relative positions",
    .family = FAMILY_relative,
    .formula = "score[i][j] = q_i . (k_j + p) / sqrt(D), p(a,b) = (1-u^2) e^(-u^2/2), u = (i-j-b)/a, a = 2^0..2^(s-1), "
               "b = 0..D/s-1",
    .source = "Oka et al. 2025, arXiv 2502.02004 (ICLR 2025)",
    .differs = "",
    .at_eval = "nothing is set; distances far beyond the widest scale have no term",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .vectors = &(const struct vectors_atom){.of = vectors, .row = row_of, .table = table},
};
