/* Rotary embedding at positions that each token's content gives, per head; where a token stands plays no part. */
#include "base/vec.h"
#include "encoders/atom/channels.h"
#include "encoders/atom/turns.h"
#include "encoders/rotary.h"
#include <string.h>

struct options {
    struct rotary_options rotary;
    long rank;
};
enum { DOWN, UP }; /* tensors */
enum { RANK_MAX = 1024 };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {ROTARY_ROWS(struct options),
                                        {"rank", OPTION_INT, AT(rank), "0", 0, RANK_MAX, NULL, "",
                                         "R: numbers between the projections; 0: width/8, at least 1"},
                                        {0}};

static int rank_of(const struct view *view) {
    const struct options *o = view->options;
    return o->rank ? (int)o->rank : view->width >= 8 ? view->width / 8 : 1;
}
/* [R] gates, then [R] what they multiply. */
static int inputs(const struct view *view) { return 2 * rank_of(view); }

static int params(const struct view *view, struct param_spec *out) {
    out[DOWN] = (struct param_spec){
        .name = "down", .rows = view->width, .cols = inputs(view), .per_layer = true, .decay = true};
    out[UP] =
        (struct param_spec){.name = "up", .rows = rank_of(view), .cols = view->heads, .per_layer = true, .decay = true};
    return 2;
}

/* N(0, 0.02^2), cut at three deviations as in the code. */
static void init(const struct view *view, int k, struct rng *rng, real *out) {
    const long size = k == DOWN ? (long)view->width * inputs(view) : (long)rank_of(view) * view->heads;
    for (long i = 0; i < size; i++) {
        double x;
        do x = rng_normal(rng);
        while (fabs(x) > 3);
        out[i] = (real)(0.02 * x);
    }
}

/* What a token's R gates multiply by, silu(a) = a sigmoid(a), and the slopes of that. */
struct gates {
    double value[RANK_MAX], slope[RANK_MAX];
};
static void open_gates(int R, const real *restrict a, struct gates *restrict out) {
    for (int r = 0; r < R; r++) {
        const double x = (double)a[r], s = (double)vec_sigmoid1(a[r]);
        out->value[r] = x * s, out->slope[r] = s * (1 + x * (1 - s));
    }
}

/* w_p of the pairs. */
static void fill(const struct view *view, double *frequency) {
    const struct options *o = view->options;
    for (int p = 0; p < view->pairs; p++) frequency[p] = rotary_frequency(o->rotary.base, view->head_size, p);
}

/* Pair p of head h is turned by the token's position in that head times the pair's frequency. */
static void make(const struct view *view, int T, const real *in, double *out) {
    const int R = rank_of(view), H = view->heads;
    double frequency[WIDTH_MAX / 2], position[WIDTH_MAX / 2];
    struct gates gates;
    fill(view, frequency);
    for (int t = 0; t < T; t++, in += 2 * R) {
        memset(position, 0, sizeof *position * (size_t)H);
        open_gates(R, in, &gates);
        for (int r = 0; r < R; r++) {
            const double middle = gates.value[r] * (double)in[R + r];
            for (int h = 0; h < H; h++) position[h] += middle * (double)view->param[UP][r * H + h];
        }
        for (int h = 0; h < H; h++)
            for (int p = 0; p < view->pairs; p++) *out++ = position[h] * frequency[p];
    }
}

static void grad(const struct view *view, int T, const real *in, const double *out, const double *dout, real *din) {
    const int R = rank_of(view), H = view->heads;
    double frequency[WIDTH_MAX / 2], dposition[WIDTH_MAX / 2];
    struct gates gates;
    (void)out;
    fill(view, frequency);
    for (int t = 0; t < T; t++, in += 2 * R, din += 2 * R) {
        for (int h = 0; h < H; h++) {
            dposition[h] = 0;
            for (int p = 0; p < view->pairs; p++) dposition[h] += *dout++ * frequency[p];
        }
        open_gates(R, in, &gates);
        for (int r = 0; r < R; r++) {
            const double other = (double)in[R + r], value = gates.value[r];
            double d = 0;
            for (int h = 0; h < H; h++) {
                d += (double)view->param[UP][r * H + h] * dposition[h];
                view->grad[UP][r * H + h] += (real)(value * other * dposition[h]);
            }
            din[r] = (real)(d * other * gates.slope[r]);
            din[R + r] = (real)(d * value);
        }
    }
}

const struct encoder encoder_repo = {
    .name = "repo",
    .title = "Context re-positioning",
    .family = FAMILY_content,
    .formula = "q_t, k_t turned in head h by r_th w_p, r_t = (silu(x_t G) * (x_t W)) U, w_p = base^(-2p/D): positions "
               "are made from content",
    .source = "RePo, arXiv 2512.14391; code SakanaAI/repo",
    .differs = "base 10000 as rope has here, where the code has 500000, and in every layer unless placed: the released "
               "configuration has rope in its first 5 of 16 layers and trains on from a rope model "
               "(rope@layers=0+repo@layers=1); x is what the layer's norm leaves, in the code's post-norm model the "
               "stream",
    .at_eval =
        "nothing is set; no position is out of range, and order is known from the causal mask alone. It starts as "
        "nope, with positions near 0",
    .claims = CLAIM_SHIFT_INVARIANT,
    .options = options,
    .options_size = sizeof(struct options),
    .params = params,
    .init = init,
    .channels = &(const struct channels_atom){.inputs = inputs, .make = make, .grad = grad},
    .turns = &(const struct turns_atom){.layout = rotary_layout},
};
