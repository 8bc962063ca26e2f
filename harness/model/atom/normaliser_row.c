/* What turns the scores of one row into weights, and the way back, kind by kind. Rows come in whole, so none of them
 * needs an online form.
 */
#include "base/vec.h"
#include "model/atom/normaliser.h"
#include <string.h>

enum { STEPS_MOST = 64, STICK_BLOCK = 256 };

/* r^e for r >= 0, 0 at 0 (also where e is 0). NaN stays NaN. */
static inline real raise(real r, real e) {
    if (e == 1) return r;
    if (e == (real)0.5) return vec_sqrt(r);
    if (e == 0) return r > 0 ? 1 : r;
    return r <= 0 ? 0 : vec_exp1(e * vec_log1(r)) + 0 * r;
}

/* y = x^e; loops of their own for the exponents of alpha = 1.5 and 2. */
static void raise_all(const real *x, int n, real e, real *y) {
    if (e == 1)
        memmove(y, x, sizeof *x * (size_t)n);
    else if (e == (real)0.5)
        for (int j = 0; j < n; j++) y[j] = raise(x[j], (real)0.5);
    else if (e == 0)
        for (int j = 0; j < n; j++) y[j] = raise(x[j], 0);
    else
        for (int j = 0; j < n; j++) y[j] = raise(x[j], e);
}

static inline real above(real y, real threshold) { return y < threshold ? 0 : y - threshold; }

/* Entmax: w = [y - t]+^p with y = (alpha - 1) s, p = 1 / (alpha - 1), t such that the weights sum to 1. The p-norm of
 * [y - t]+ is convex and falls in t, and at t = max y - 1 it is at least 1: Newton's method from there climbs to the
 * root without passing it, in one step where all that count are equal. It ends when rounding stops the climb. */
static void entmax_row(real alpha, real *x, int n, real *scratch) {
    real *r = scratch, *power = scratch + n;
    const real top = vec_max(x, n), q = alpha - 1, e = 1 / q - 1;
    for (int j = 0; j < n; j++) {
        const real y = q * (x[j] - top);
        x[j] = y < -1 ? -1 : y;
    }
    real threshold = -1;
    for (int step = 0; step < STEPS_MOST; step++) {
        for (int j = 0; j < n; j++) r[j] = above(x[j], threshold);
        raise_all(r, n, e, power);
        const real sum = vec_dot(power, r, n), next = threshold + (sum - raise(sum, 1 - q)) / vec_sum(power, n);
        if (!(next > threshold)) break;
        threshold = next;
    }
    for (int j = 0; j < n; j++) x[j] = power[j] * r[j];
    vec_scale(x, 1 / vec_sum(x, n), n);
}

/* ds = u (dw - sum u dw / sum u) with u = w^(2 - alpha). */
static void entmax_row_backward(real alpha, const real *w, real *d, int n, real *u) {
    raise_all(w, n, 2 - alpha, u);
    const real mean = vec_dot(u, d, n) / vec_sum(u, n);
    for (int j = 0; j < n; j++) d[j] = u[j] * (d[j] - mean);
}

/* Stick-breaking: from the query back, each key takes the share sigmoid(s) of what is left of a stick of length 1:
 * w_j = exp(s_j - sum_{n >= j} softplus(s_n)). What is left in the end belongs to no key. Logarithms, and the long sum
 * in double, so that no product of many factors is formed; keys behind a used up stick are not looked at. */
static void stick_row(bool attend_current, real *x, int n, real *taken) {
    double left = 0;
    if (!attend_current) x[--n] = 0;
    for (int to = n, from; to > 0; to = from) {
        from = to > STICK_BLOCK ? to - STICK_BLOCK : 0;
        if (left < -(double)VEC_EXP_MOST) {
            memset(x, 0, sizeof *x * (size_t)to);
            return;
        }
        for (int j = from; j < to; j++) taken[j] = vec_softplus1(x[j]);
        for (int j = to - 1; j >= from; j--) {
            left -= (double)taken[j];
            taken[j] = (real)left;
        }
        for (int j = from; j < to; j++) {
            const real log_weight = x[j] + taken[j], weight = vec_exp1(log_weight);
            x[j] = log_weight < -VEC_EXP_MOST ? 0 : weight;
        }
    }
}

/* ds_j = w_j dw_j - share_j sum_{n <= j} w_n dw_n. The stick before key j takes its share is what it and all keys
 * farther away got plus what nobody got: a sum without cancellation, so the shares follow from the weights alone. */
static void stick_row_backward(const real *w, real *d, int n) {
    const real rest = 1 - vec_sum(w, n);
    double stick = rest < 0 ? 0 : (double)rest, paid = 0;
    for (int j = 0; j < n; j++) {
        const double own = (double)w[j] * (double)d[j];
        stick += (double)w[j];
        paid += own;
        d[j] = (real)(stick <= 0 ? 0 : own - (double)w[j] / stick * paid);
    }
}

/* y = x^e of numbers above 0; loops of their own for the exponents of Stieltjes weights with power 1, 2 and 4. */
static void power_all(const real *x, int n, real e, real *y) {
    if (e == 1)
        memmove(y, x, sizeof *x * (size_t)n);
    else if (e == 2)
        for (int j = 0; j < n; j++) y[j] = x[j] * x[j];
    else if (e == 4)
        for (int j = 0; j < n; j++) y[j] = x[j] * x[j] * (x[j] * x[j]);
    else if (e == (real)1.25)
        for (int j = 0; j < n; j++) y[j] = x[j] * vec_sqrt(vec_sqrt(x[j]));
    else if (e == (real)1.5)
        for (int j = 0; j < n; j++) y[j] = x[j] * vec_sqrt(x[j]);
    else
        for (int j = 0; j < n; j++) y[j] = vec_exp1(e * vec_log1(x[j])) + 0 * x[j];
}

/* A window of w cuts (l - s)^-q at w^-q. */
static real cut_of(const struct normaliser *how) { return how->window > 0 ? (real)pow(how->window, -how->power) : 0; }

/* Stieltjes: w = [(l - s)^-q - cut]+ with l such that the weights sum to 1. For a fixed set of n keys (sum
 * (l - s)^-q / (1 + n cut))^(-1/q) is concave and rises with l, so Newton's method climbs from the left without passing
 * the root, in one step where all scores are equal; that the set shrinks on the way only moves the root on. It begins
 * where the largest score alone weighs 1, and ends when rounding stops the climb. */
static void stieltjes_row(const struct normaliser *how, real *x, int n, real *scratch) {
    real *power = scratch, *slope = scratch + n;
    const real top = vec_max(x, n), q = (real)how->power, cut = cut_of(how), root = 1 / q;
    real level = (real)pow(1 + (double)cut, -1 / how->power);
    for (int j = 0; j < n; j++) x[j] -= top;
    for (int step = 0; step < STEPS_MOST; step++) {
        for (int j = 0; j < n; j++) slope[j] = 1 / (level - x[j]);
        power_all(slope, n, q, power);
        real keys = 0;
        for (int j = 0; j < n; j++) {
            const bool out = power[j] <= cut;
            slope[j] = out ? 0 : slope[j] * power[j];
            power[j] = out ? 0 : power[j];
            keys += out ? 0 : 1;
        }
        const real sum = vec_sum(power, n), over = raise(sum / (1 + keys * cut), root) - 1,
                   next = level + over * sum / vec_sum(slope, n);
        if (!(next > level)) break;
        level = next;
    }
    for (int j = 0; j < n; j++) x[j] = power[j] == 0 ? 0 : power[j] - cut;
    vec_scale(x, 1 / vec_sum(x, n), n);
}

/* ds = q u (dw - sum u dw / sum u) with u = (l - s)^(-q-1) = (w + cut)^(1 + 1/q) where there is weight. */
static void stieltjes_row_backward(const struct normaliser *how, const real *w, real *d, int n, real *u) {
    const real q = (real)how->power, cut = cut_of(how);
    for (int j = 0; j < n; j++) u[j] = w[j] + cut;
    power_all(u, n, 1 + 1 / q, u);
    for (int j = 0; j < n; j++) u[j] = w[j] > 0 ? u[j] : 0;
    const real mean = vec_dot(u, d, n) / vec_sum(u, n);
    for (int j = 0; j < n; j++) d[j] = q * u[j] * (d[j] - mean);
}

/* e^x - 1 without cancellation for |x| <= 1/2: the series up to x^8. */
static inline real exp_less_one(real x) {
#ifdef LX_REAL_DOUBLE
    return expm1(x);
#else
    real p = x * (real)(1.0 / 40320) + (real)(1.0 / 5040);
    p = p * x + (real)(1.0 / 720);
    p = p * x + (real)(1.0 / 120);
    p = p * x + (real)(1.0 / 24);
    p = p * x + (real)(1.0 / 6);
    p = p * x + (real)0.5;
    return p * x * x + x;
#endif
}

/* Softpick: w = max(e^s - 1, 0) / N with N = sum |e^s - 1| + 1e-8, all of it divided by e^top so that nothing
 * overflows; top is at least 0, so that nothing does where all scores are far below 0 either. Kept: e^s / N with the
 * sign of s. */
static void softpick_row(real *x, int n, real *kept, real *scratch) {
    real *power = scratch, *over = scratch + n;
    const real most = vec_max(x, n), top = most > 0 ? most : 0, one = vec_exp1(-top);
    for (int j = 0; j < n; j++) {
        const real e = vec_exp1(x[j] - top), near = exp_less_one(x[j]) * one;
        const bool small = x[j] > (real)-0.5 && x[j] < (real)0.5;
        power[j] = e;
        over[j] = small ? near : e - one;
    }
    real sum = 0;
    for (int j = 0; j < n; j++) x[j] = over[j] < 0 ? -over[j] : over[j];
    sum = 1 / (vec_sum(x, n) + (real)1e-8 * one);
    for (int j = 0; kept && j < n; j++) kept[j] = (over[j] > 0 ? sum : over[j] < 0 ? -sum : 0) * power[j];
    for (int j = 0; j < n; j++) x[j] = over[j] < 0 ? 0 : sum * over[j];
}

/* ds = e^s / N ([s > 0] dw - sign(s) sum w dw). */
static void softpick_row_backward(const real *kept, const real *w, real *d, int n) {
    const real mean = vec_dot(w, d, n);
    for (int j = 0; j < n; j++) d[j] = kept[j] * ((kept[j] > 0 ? d[j] : 0) - mean);
}

static void sigmoid_row(const struct normaliser *how, real *x, int n) {
    const real bias = (real)(how->bias - (how->by_keys ? log(n) : 0));
    for (int j = 0; j < n; j++) x[j] = vec_sigmoid1(x[j] + bias);
}

static void sigmoid_row_backward(const real *w, real *d, int n) {
    for (int j = 0; j < n; j++) d[j] *= w[j] * (1 - w[j]);
}

/* The least that a kept key weighs in threshold relative attention, so that weights tell which were kept: too little to
 * be seen beside the others, and its products are no denormal numbers. */
#define KEPT_LEAST ((real)1e-30)

/* Threshold relative attention: gates of kept keys are summed from the query back, each with its own; LANES keys at a
 * time in float, the sum over them in double. NaN is kept, so that it reaches the output. */
static void threshold_row(const real *gate, real *x, int n, real *weight) {
    const lanes none = (lanes){0} - (real)INFINITY;
    const int whole = n / LANES * LANES;
    double sum = 0;
    bool any = false;
    for (int j = n - 1; j >= whole; j--) {
        const bool kept = !(x[j] <= 0);
        any |= kept;
        sum += kept ? (double)gate[j] : 0;
        x[j] = kept ? x[j] + (real)sum : -(real)INFINITY;
    }
    for (int from = whole - LANES; from >= 0; from -= LANES) {
        const lanes s = lanes_load(x + from);
        const lanes_mask kept = ~(s <= 0);
        const lanes own = (lanes)(kept & (lanes_mask)lanes_load(gate + from)), behind = lanes_behind(own);
        lanes_store(x + from, lanes_pick(kept, s + (behind + own + (real)sum), none));
        sum += (double)behind[0] + (double)own[0];
    }
    for (int j = 0; !any && j < whole; j++) any = x[j] != -(real)INFINITY;
    if (!any) {
        memset(x, 0, sizeof *x * (size_t)n);
        return;
    }
    const real all = 1 / vec_exp_sum(weight, x, vec_max(x, n), n);
    for (int j = 0; j < n; j++) {
        const real w = weight[j] * all, seen = w < KEPT_LEAST ? KEPT_LEAST : w;
        x[j] = x[j] == -(real)INFINITY ? 0 : seen;
    }
}

/* d of a gate: from all keys that are at least as far away. */
static void threshold_row_backward(const real *w, real *d, int n, real *dgate) {
    const real mean = vec_dot(w, d, n);
    double sum = 0;
    int j = 0;
    for (; j + LANES <= n; j += LANES) {
        const lanes weight = lanes_load(w + j), v = weight * (lanes_load(d + j) - mean), before = lanes_before(v);
        const lanes all = before + v + (real)sum;
        lanes_store(d + j, v);
        lanes_store(dgate + j, lanes_load(dgate + j) + (lanes)((weight > 0) & (lanes_mask)all));
        sum += (double)before[LANES - 1] + (double)v[LANES - 1];
    }
    for (; j < n; j++) {
        d[j] = w[j] * (d[j] - mean);
        sum += (double)d[j];
        dgate[j] += w[j] > 0 ? (real)sum : 0;
    }
}

static void softmax_row(real *w, const real *x, real factor, real top, int n) {
    for (int j = 0; j < n; j++) w[j] = factor * (x[j] - top);
    vec_scale(w, 1 / vec_exp_sum(w, w, 0, n), n);
}

/* Entropy in nats of softmax(x). */
static double entropy(const real *x, real *scratch, int n) {
    const real top = vec_max(x, n);
    real sum = vec_exp_sum(scratch, x, top, n);
    return (double)(vec_log1(sum) + top - vec_dot(scratch, x, n) / sum);
}

double normaliser_temperature(const struct normaliser *how, double entropy_nats) {
    double factor = 0;
    for (int k = 0; k < NORMALISER_COEFFICIENTS; k++) factor = factor * entropy_nats + how->coefficient[k];
    return entropy_nats > how->threshold && factor > 1 ? factor : 1;
}

static void adaptive_row(const struct normaliser *how, real *x, int n, real *scratch) {
    const real factor = (real)normaliser_temperature(how, entropy(x, scratch, n));
    softmax_row(x, x, factor, vec_max(x, n), n);
}

void normalise_seen(const struct normaliser *how, real *x, int n, struct beside beside, real *scratch) {
    switch (how->kind) {
    case NORMALISER_SOFTMAX: softmax_row(x, x, 1, vec_max(x, n), n); return;
    case NORMALISER_ENTMAX: entmax_row((real)how->alpha, x, n, scratch); return;
    case NORMALISER_STICK: stick_row(how->attend_current, x, n, scratch); return;
    case NORMALISER_ADAPTIVE: adaptive_row(how, x, n, scratch); return;
    case NORMALISER_STIELTJES: stieltjes_row(how, x, n, scratch); return;
    case NORMALISER_SOFTPICK: softpick_row(x, n, beside.kept, scratch); return;
    case NORMALISER_SIGMOID: sigmoid_row(how, x, n); return;
    case NORMALISER_THRESHOLD: threshold_row(beside.gate, x, n, scratch); return;
    }
}

void normalise_seen_backward(const struct normaliser *how, const real *w, real *d, int n, struct beside beside,
                             real *scratch) {
    switch (how->kind) {
    case NORMALISER_ENTMAX: entmax_row_backward((real)how->alpha, w, d, n, scratch); return;
    case NORMALISER_STICK: stick_row_backward(w, d, n); return;
    case NORMALISER_STIELTJES: stieltjes_row_backward(how, w, d, n, scratch); return;
    case NORMALISER_SOFTPICK: softpick_row_backward(beside.kept, w, d, n); return;
    case NORMALISER_SIGMOID: sigmoid_row_backward(w, d, n); return;
    case NORMALISER_THRESHOLD: threshold_row_backward(w, d, n, beside.dgate); return;
    case NORMALISER_SOFTMAX:
    case NORMALISER_ADAPTIVE: break;
    }
    BUG("normaliser %d on the backward pass", (int)how->kind);
}
