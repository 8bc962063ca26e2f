/* A penalty that grows linearly with distance, with a fixed slope per head. */
#include "encoders/encoder.h"
#include <math.h>

struct options {
    int slopes;
    struct real_list list;
};
enum { OFFICIAL, GEOMETRIC };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {{"slopes", OPTION_CHOICE, AT(slopes), "official", 0, 0, "official|geometric",
                                         NULL,
                                         "the paper's code (interleaves two lists when the number of heads is no power "
                                         "of two), or 2^(-8h/H) for any number"},
                                        {"list", OPTION_REALS, AT(list), "", 0, 1000, NULL, "1/token",
                                         "the slopes themselves, one per head, instead of a rule"},
                                        {0}};

/* 2^(-8 (h+1) / n) for a power of two n. */
static double power_slope(int h, int n) { return exp2(-8.0 * (h + 1) / n); }

static double slope(const struct options *o, int h, int H) {
    if (o->list.n) return o->list.value[h];
    if (o->slopes == GEOMETRIC) return power_slope(h, H);
    int power = 1;
    while (2 * power <= H) power *= 2;
    if (h < power) return power_slope(h, power);
    return power_slope(2 * (h - power), 2 * power);
}

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    return o->list.n == 0 || o->list.n == view->heads ||
           error_set(err, "list has %d slopes for %d heads; give one per head", o->list.n, view->heads);
}

static void bias(const struct view *view, int n, const double *distance, real *table) {
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++) *table++ = (real)(-slope(view->options, h, view->heads) * fabs(distance[k]));
}

const struct encoder encoder_alibi = {
    .name = "alibi",
    .title = "Attention with linear biases",
    .formula = "score[i][j] = q_i . k_j / sqrt(D) - m_h |i-j|, m_h = 2^(-8h/H), h = 1..H",
    .source = "Press et al. 2022, arXiv 2108.12409, section 3; slopes as in its code",
    .differs =
        "the code adds m_h j to every row, which softmax cannot tell from -m_h (i-j); bidirectional models use |i-j|",
    .at_eval = "nothing is set; the penalty goes on growing, so far keys fade. With 1 or 2 heads the slopes are nearly "
               "flat (1/256; 1/16, 1/256)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .bias = bias,
};
