/* Rotary embedding whose frequencies follow a learned differential equation in the scale of extension. */
#include "encoders/atom/positions.h"
#include "encoders/atom/rotary.h"
#include "encoders/rotary.h"
#include <string.h>

struct options {
    struct rotary_options rotary;
    long most;
    double hidden;
};

enum {
    PAIRS_MAX = 512,
    HIDDEN_MAX = 4096,
    STEPS_PER_UNIT = 4,
    MOST_MAX = 64,
    STEPS_MAX = (MOST_MAX - 1) * STEPS_PER_UNIT
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    ROTARY_ROWS(struct options),
    {"most", OPTION_INT, AT(most), "16", 1, MOST_MAX, NULL, "",
     "largest scale t: training draws t = 1..most for each step and spreads positions over t times the sequence"},
    {"hidden", OPTION_REAL, AT(hidden), "1", 0.1, 4, NULL, "", "hidden width of the equation's network over D"},
    {0}};

static int hidden(const struct view *view) {
    const int n = (int)lround(((const struct options *)view->options)->hidden * view->head_size);
    return n > 1 ? n : 1;
}

static int params(const struct view *view, struct param_spec *out) {
    const int pairs = view->head_size / 2;
    out[0] = (struct param_spec){.name = "up", .rows = pairs, .cols = hidden(view), .decay = true};
    out[1] = (struct param_spec){.name = "down", .rows = hidden(view), .cols = pairs, .decay = true};
    return 2;
}

/* down starts at zero, so the path starts as that of NTK scaling. */
static void init(const struct view *view, int k, struct rng *rng, real *out) {
    const int pairs = view->head_size / 2;
    for (int i = 0; k == 0 && i < pairs * hidden(view); i++) out[i] = (real)((2 * rng_uniform(rng) - 1) / sqrt(pairs));
}

/* The step's scale: the same for all its sequences and for the frequencies. */
static int scale(const struct view *view) {
    const struct options *o = view->options;
    if (view->evaluating) {
        const int t = (view->length + view->train_length - 1) / view->train_length;
        return t < 1 ? 1 : t < o->most ? t : (int)o->most;
    }
    struct rng rng = rng_open(0, "clex/scale", (uint64_t)view->step, 0);
    return 1 + (int)rng_below(&rng, (uint32_t)o->most);
}

/* 0, T - 2 distinct ones between in order, t T - 1 (Knuth's selection sampling), from the first one's position on. */
static void positions(const struct view *view, struct rng *rng, int T, double *position) {
    if (view->evaluating || T < 3) return;
    const int last = T * scale(view) - 1;
    const double begin = position[0];
    position[T - 1] = begin + last;
    for (int x = 1, taken = 1; taken < T - 1; x++)
        if ((int)rng_below(rng, (uint32_t)(last - x)) < T - 1 - taken) position[taken++] = begin + x;
}

static long limit(const struct view *view, long before, int T) {
    return before + (view->evaluating ? 0 : T * (((const struct options *)view->options)->most - 1));
}

/* ln of the NTK frequencies at scale t: the base grows by (2t - 1)^(D/(D-2)). */
static double ntk(const struct view *view, double t, int p) {
    const struct options *o = view->options;
    const int D = view->head_size;
    return -2.0 * p / D * log(o->rotary.base) - 2.0 * p / (D - 2) * log(2 * t - 1);
}

/* dr/dt = tanh(z U) V, z = r + 2 ln nu(t); the residual r is what is learned beside the NTK path. */
static void slope(const struct view *view, double t, const double *r, double *z, double *e, double *out) {
    const int pairs = view->head_size / 2, width = hidden(view);
    const real *U = view->param[0], *V = view->param[1];
    for (int p = 0; p < pairs; p++) z[p] = r[p] + 2 * ntk(view, t, p), out[p] = 0;
    for (int k = 0; k < width; k++) {
        double sum = 0;
        for (int p = 0; p < pairs; p++) sum += z[p] * (double)U[p * width + k];
        e[k] = tanh(sum);
        for (int p = 0; p < pairs; p++) out[p] += e[k] * (double)V[k * pairs + p];
    }
}

/* d of a slope to the residual (added to dr) and to the parameters. */
static void slope_grad(const struct view *view, const double *z, const double *e, const double *d, double *dr) {
    const int pairs = view->head_size / 2, width = hidden(view);
    const real *U = view->param[0], *V = view->param[1];
    for (int k = 0; k < width; k++) {
        double de = 0;
        for (int p = 0; p < pairs; p++) {
            de += d[p] * (double)V[k * pairs + p];
            view->grad[1][k * pairs + p] += (real)(d[p] * e[k]);
        }
        de *= 1 - e[k] * e[k];
        for (int p = 0; p < pairs; p++) {
            view->grad[0][p * width + k] += (real)(z[p] * de);
            dr[p] += (double)U[p * width + k] * de;
        }
    }
}

/* The four stages of a step of the classical Runge-Kutta method: when they are taken, how far along the slope before
 * them, and their weight. */
static const double WHEN[4] = {0, 0.5, 0.5, 1}, WEIGHT[4] = {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0};

struct stage {
    double z[PAIRS_MAX], e[HIDDEN_MAX], slope[PAIRS_MAX];
};

static void step(const struct view *view, double t, const double *r, struct stage stage[4], double *next) {
    const int pairs = view->head_size / 2;
    const double h = 1.0 / STEPS_PER_UNIT;
    double at[PAIRS_MAX];
    for (int p = 0; p < pairs; p++) next[p] = r[p];
    for (int s = 0; s < 4; s++) {
        for (int p = 0; p < pairs; p++) at[p] = r[p] + (s ? WHEN[s] * h * stage[s - 1].slope[p] : 0);
        slope(view, t + WHEN[s] * h, at, stage[s].z, stage[s].e, stage[s].slope);
        for (int p = 0; p < pairs; p++) next[p] += WEIGHT[s] * h * stage[s].slope[p];
    }
}

/* a: gradient to the residual after the step on entry, before it on return. */
static void step_grad(const struct view *view, const struct stage stage[4], double *a) {
    const int pairs = view->head_size / 2;
    const double h = 1.0 / STEPS_PER_UNIT;
    double through[PAIRS_MAX] = {0}, sum[PAIRS_MAX], d[PAIRS_MAX];
    for (int p = 0; p < pairs; p++) sum[p] = a[p];
    for (int s = 3; s >= 0; s--) {
        /* through: gradient to the point where the stage after this one was taken */
        for (int p = 0; p < pairs; p++) {
            d[p] = WEIGHT[s] * h * a[p] + (s < 3 ? WHEN[s + 1] * h * through[p] : 0);
            through[p] = 0;
        }
        slope_grad(view, stage[s].z, stage[s].e, d, through);
        for (int p = 0; p < pairs; p++) sum[p] += through[p];
    }
    for (int p = 0; p < pairs; p++) a[p] = sum[p];
}

static int steps(const struct view *view) { return (scale(view) - 1) * STEPS_PER_UNIT; }

/* The residual before each of n steps from scale 1 on and after the last, [n + 1][pairs]: a megabyte of stack at most,
 * of which only what is walked is ever touched. */
static void walk(const struct view *view, int n, double *path) {
    const int pairs = view->head_size / 2;
    struct stage stage[4];
    memset(path, 0, sizeof *path * (size_t)pairs);
    for (int k = 0; k < n; k++, path += pairs) step(view, 1 + (double)k / STEPS_PER_UNIT, path, stage, path + pairs);
}

static void frequencies(const struct view *view, double *theta) {
    const int pairs = view->head_size / 2, n = steps(view);
    double path[(STEPS_MAX + 1) * PAIRS_MAX];
    walk(view, n, path);
    const double *r = path + (long)n * pairs;
    for (int h = 0; h < view->heads; h++)
        for (int p = 0; p < pairs; p++) theta[h * pairs + p] += exp(ntk(view, scale(view), p) + r[p]);
}

static void frequencies_grad(const struct view *view, const double *dtheta) {
    const int pairs = view->head_size / 2, n = steps(view);
    double path[(STEPS_MAX + 1) * PAIRS_MAX], a[PAIRS_MAX] = {0}, next[PAIRS_MAX];
    struct stage stage[4];
    walk(view, n, path);
    const double *r = path + (long)n * pairs;
    for (int h = 0; h < view->heads; h++)
        for (int p = 0; p < pairs; p++) a[p] += dtheta[h * pairs + p] * exp(ntk(view, scale(view), p) + r[p]);
    for (int k = n - 1; k >= 0; k--) {
        step(view, 1 + (double)k / STEPS_PER_UNIT, path + (long)k * pairs, stage, next);
        step_grad(view, stage, a);
    }
}

static bool check(const struct view *view, struct error *err) {
    if (view->head_size < 4 || view->head_size > 2 * PAIRS_MAX)
        return error_set(err, "needs a head size from 4 to %d, not %d", 2 * PAIRS_MAX, view->head_size);
    return hidden(view) <= HIDDEN_MAX ||
           error_set(err, "hidden makes a width of %d; at most %d", hidden(view), HIDDEN_MAX);
}

const struct encoder encoder_clex = {
    .name = "clex",
    .title = "Continuous extrapolation (CLEX)",
    .family = FAMILY_rotary,
    .formula =
        "w(t) = exp(ln nu(t) + r(t)), nu the NTK frequencies at scale 2t-1, r(1) = 0, dr/dt = tanh((r + 2 ln nu) "
        "U) V learned",
    .source = "Chen et al. 2024, arXiv 2310.16450; DAMO-NLP-SG/CLEX",
    .differs = "four steps of Runge-Kutta per unit of t on the learned residual (the code takes 100 on the whole); "
               "trained from scratch",
    .at_eval = "t = N/L rounded up, at most `most`; positions 0, 1, 2, ...",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .init = init,
    .positions = &(const struct positions_atom){.map = positions, .limit = limit},
    .rotary = &(const struct rotary_atom){.layout = rotary_layout,
                                          .frequencies = frequencies,
                                          .frequencies_grad = frequencies_grad},
};
