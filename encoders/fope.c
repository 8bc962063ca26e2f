/* Rotary embedding whose channels each carry a mixture of frequencies, without those too slow to turn once in training.
 */
#include "encoders/atom/rotary.h"
#include "encoders/encoder.h"
#include <math.h>
#include <string.h>

struct options {
    double base, sigma, floor;
    long fourier_dim;
    bool zero_sin, normalise, learnable, per_head;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"base", OPTION_REAL, AT(base), "10000", 1.0001, 1e12, NULL, "", "of the frequencies base^(-2j/F)"},
    {"sigma", OPTION_REAL, AT(sigma), "0.3", 0, 10, NULL, "",
     "gain of the random coefficients; 0: identity, which leaves only the floor"},
    {"floor", OPTION_REAL, AT(floor), "1", 0, 1000, NULL, "",
     "frequencies below floor 2 pi / L (L: training length) are dropped; 0: none"},
    {"fourier_dim", OPTION_INT, AT(fourier_dim), "0", 0, 4096, NULL, "",
     "F, twice the number of frequencies; at least the head size"},
    {"zero_sin", OPTION_BOOL, AT(zero_sin), "true", 0, 0, NULL, NULL,
     "channels without a frequency get sine 1 (the released code, which doubles their score) instead of 0 (the "
     "formula)"},
    {"normalise", OPTION_BOOL, AT(normalise), "false", 0, 0, NULL, NULL,
     "divide coefficients by their column sum (the paper's appendix)"},
    {"learnable", OPTION_BOOL, AT(learnable), "false", 0, 0, NULL, NULL,
     "train the coefficients; no released configuration does"},
    {"per_head", OPTION_BOOL, AT(per_head), "true", 0, 0, NULL, NULL, "coefficients of their own for every head"},
    {0}};

/* Frequencies that are kept, highest first; returns how many (D_in). */
static int kept(const struct view *view, double *frequency) {
    const struct options *o = view->options;
    const long F = o->fourier_dim > view->head_size ? o->fourier_dim : view->head_size;
    const double least = o->floor * 2 * M_PI / view->train_length;
    int n = 0;
    for (long j = 0; j < F / 2; j++) {
        double w = pow(o->base, -2.0 * (double)j / (double)F);
        if (w < least) break;
        if (frequency) frequency[n] = w;
        n++;
    }
    return n;
}

enum { FREQUENCIES_MAX = 2048 };

/* Output channels with frequencies (D_out): half of the pairs where frequencies are dropped or mixed, as in the code.
 */
static int channels(const struct view *view, int in) {
    const struct options *o = view->options;
    const int pairs = view->head_size / 2;
    int most = o->floor > 0 ? view->head_size / 4 : pairs;
    if (most < 1) most = 1;
    return in < most ? in : most;
}

static int basis_heads(const struct view *view) {
    return ((const struct options *)view->options)->per_head ? view->heads : 1;
}

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    const int in = kept(view, NULL), rows = basis_heads(view) * in;
    if (in == 0) return 0;
    out[0] = (struct param_spec){
        .name = "cosine", .rows = rows, .cols = channels(view, in), .per_layer = true, .frozen = !o->learnable};
    out[1] = out[0];
    out[1].name = "sine";
    return 2;
}

/* A = step identity + N(0, s^2), s = sigma sqrt(2 / (D_out (D_in + H))): xavier's rule as torch reads a
 * three-dimensional array. */
static void init(const struct view *view, int k, struct rng *rng, real *out) {
    (void)k;
    const struct options *o = view->options;
    const int in = kept(view, NULL), width = channels(view, in), H = basis_heads(view), step = (in + width - 1) / width;
    const double std = o->sigma * sqrt(2.0 / (width * (double)(in + H)));
    for (int h = 0; h < H; h++)
        for (int d = 0; d < in; d++)
            for (int c = 0; c < width; c++) *out++ = (real)(std * rng_normal(rng) + (d == c * step ? 1 : 0));
}

static real column_sum(const real *a, int in, int width, int c) {
    real sum = 0;
    for (int d = 0; d < in; d++) sum += a[(long)d * width + c];
    return sum;
}

static double mixed(const struct view *view, const real *a, int in, int width, int c, const double *wave) {
    const struct options *o = view->options;
    double sum = 0;
    for (int d = 0; d < in; d++) sum += (double)a[(long)d * width + c] * wave[d];
    return o->normalise ? sum / (double)column_sum(a, in, width, c) : sum;
}

static void waves(int n, const double *frequency, double position, double *cosine, double *sine) {
    for (int d = 0; d < n; d++) {
        cosine[d] = cos(position * frequency[d]);
        sine[d] = sin(position * frequency[d]);
    }
}

static void rotate(const struct view *view, bool key, int n, const double *position, real *cosine, real *sine) {
    (void)key;
    const struct options *o = view->options;
    double frequency[FREQUENCIES_MAX], cos_wave[FREQUENCIES_MAX], sin_wave[FREQUENCIES_MAX];
    const int in = kept(view, frequency), width = in ? channels(view, in) : 0, half = view->head_size / 2;
    for (int i = 0; i < n; i++) {
        waves(in, frequency, position[i], cos_wave, sin_wave);
        for (int h = 0; h < view->heads; h++) {
            const long basis = o->per_head ? (long)h * in * width : 0, at = ((long)h * n + i) * half;
            for (int c = 0; c < half; c++) {
                bool wave = c < width;
                cosine[at + c] = wave ? (real)mixed(view, view->param[0] + basis, in, width, c, cos_wave) : 1;
                sine[at + c] = wave          ? (real)mixed(view, view->param[1] + basis, in, width, c, sin_wave)
                               : o->zero_sin ? 1
                                             : 0;
            }
        }
    }
}

/* d of a mixture to its coefficients; with column sums s and mixture m: d a_d = dm (wave_d - m) / s. */
static void mixed_grad(const struct view *view, const real *a, real *grad, int in, int width, int c, const double *wave,
                       double d) {
    const struct options *o = view->options;
    double sum = o->normalise ? (double)column_sum(a, in, width, c) : 1,
           mean = o->normalise ? mixed(view, a, in, width, c, wave) : 0;
    for (int k = 0; k < in; k++) grad[(long)k * width + c] += (real)(d * (wave[k] - mean) / sum);
}

static void rotate_grad(const struct view *view, bool key, int n, const double *position, const real *dcosine,
                        const real *dsine) {
    (void)key;
    const struct options *o = view->options;
    double frequency[FREQUENCIES_MAX], cos_wave[FREQUENCIES_MAX], sin_wave[FREQUENCIES_MAX];
    const int in = kept(view, frequency), width = in ? channels(view, in) : 0, half = view->head_size / 2;
    for (int i = 0; i < n; i++) {
        waves(in, frequency, position[i], cos_wave, sin_wave);
        for (int h = 0; h < view->heads; h++) {
            const long basis = o->per_head ? (long)h * in * width : 0, at = ((long)h * n + i) * half;
            for (int c = 0; c < width; c++) {
                mixed_grad(view, view->param[0] + basis, view->grad[0] + basis, in, width, c, cos_wave,
                           (double)dcosine[at + c]);
                mixed_grad(view, view->param[1] + basis, view->grad[1] + basis, in, width, c, sin_wave,
                           (double)dsine[at + c]);
            }
        }
    }
}

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    if (view->head_size < 4) return error_set(err, "needs a head size of at least 4, not %d", view->head_size);
    if (o->fourier_dim > 2 * FREQUENCIES_MAX) return error_set(err, "fourier_dim is at most %d", 2 * FREQUENCIES_MAX);
    return true;
}

static enum rotary_layout layout(const struct view *view) {
    (void)view;
    return ROTARY_HALF;
}

const struct encoder encoder_fope = {
    .name = "fope",
    .title = "Fourier position embedding",
    .family = FAMILY_rotary,
    .formula = "(a, b) -> (a C_c(t) - b S_c(t), b C_c(t) + a S_c(t)), C_c = sum_d A_cos[d][c] cos(w_d t), S_c "
               "likewise; w_d >= 2 pi / L",
    .source = "Hua et al. 2025, arXiv 2412.17739; construction as in the released code",
    .differs = "where code and paper disagree both are options; the defaults follow the code (zero_sin=true, no "
               "normalisation, frozen "
               "coefficients)",
    .at_eval = "nothing is set; the floor keeps the training length, the coefficients are those of training",
    .claims = CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .init = init,
    .rotary =
        &(const struct rotary_atom){.layout = layout, .per_layer = true, .rotate = rotate, .rotate_grad = rotate_grad},
};
