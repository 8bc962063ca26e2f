/* Sines and cosines of the absolute position, added to the token embedding. */
#include "encoders/atom/embed.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    int layout;
    double base, amplitude;
};
enum { INTERLEAVED, CONCAT, T2T };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"layout", OPTION_CHOICE, AT(layout), "interleaved", 0, 0, "interleaved|concat|t2t", NULL,
     "sin and cos side by side; in two blocks; in two blocks with exponents p/(C/2-1) (tensor2tensor)"},
    {"base", OPTION_REAL, AT(base), "10000", 1.0001, 1e12, NULL, "", "wavelengths run from 2 pi to 2 pi base"},
    {"amplitude", OPTION_REAL, AT(amplitude), "0.02", 1e-6, 1000, NULL, "",
     "factor of the table; 0.02 gives it the size of freshly drawn token embeddings"},
    {0}};

static double frequency(const struct options *o, int p, int C) {
    double exponent = o->layout == T2T ? p / fmax(C / 2.0 - 1, 1) : 2.0 * p / C;
    return pow(o->base, -exponent);
}

/* [n][C] waves of the amplitude. */
static void waves(const struct view *view, int n, const double *position, double amplitude, real *out) {
    const struct options *o = view->options;
    const int C = view->width, half = C / 2;
    for (int i = 0; i < n; i++)
        for (int p = 0; p < half; p++) {
            double angle = position[i] * frequency(o, p, C);
            real *row = out + (long)i * C, sine = (real)(amplitude * sin(angle)),
                 cosine = (real)(amplitude * cos(angle));
            row[o->layout == INTERLEAVED ? 2 * p : p] = sine;
            row[o->layout == INTERLEAVED ? 2 * p + 1 : p + half] = cosine;
        }
}

static void embed(const struct view *view, int n, const double *position, real *out) {
    waves(view, n, position, ((const struct options *)view->options)->amplitude, out);
}

static bool check(const struct view *view, struct error *err) {
    return view->width % 2 == 0 || error_set(err, "needs an even model.width, not %d", view->width);
}

static const struct golden golden[] = {
    {"layout=interleaved,amplitude=1", "p: 3, H: 1, D: 4, c: 0, is: [0.141120, -0.989992, 0.029996, 0.999550]", NULL},
    {"layout=concat,amplitude=1", "p: 3, H: 1, D: 4, c: 0, is: [0.141120, 0.029996, -0.989992, 0.999550]", NULL},
    {"layout=t2t,amplitude=1", "p: 3, H: 1, D: 4, c: 0, is: [0.141120, 0.000300, -0.989992, 1.000000]",
     "tensor2tensor's exponents p/(C/2-1)"},
    {0}};

const struct encoder encoder_sinusoidal = {
    .name = "sinusoidal",
    .title = "Sinusoidal absolute positions",
    .family = FAMILY_absolute,
    .formula = "x_t += a [sin(t w_p), cos(t w_p)], w_p = base^(-2p/C), p = 0..C/2-1",
    .source = "Vaswani et al. 2017, arXiv 1706.03762, section 3.5",
    .differs = "the paper scales token embeddings by sqrt(C) to meet a table of amplitude 1; here embeddings start at "
               "std 0.02, so the "
               "table is scaled instead (amplitude=0.02; amplitude=1 gives the paper's table)",
    .at_eval = "nothing is set; past the training length the phases are defined but were never seen",
    .claims = CLAIM_USES_POSITION,
    .golden = golden,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .embed = &(const struct embed_atom){.table = embed},
};

static const struct option scaled_options[] = {
    {"layout", OPTION_CHOICE, AT(layout), "interleaved", 0, 0, "interleaved|concat|t2t", NULL,
     "sin and cos side by side; in two blocks; in two blocks with exponents p/(C/2-1) (tensor2tensor)"},
    {"base", OPTION_REAL, AT(base), "10000", 1.0001, 1e12, NULL, "", "wavelengths run from 2 pi to 2 pi base"},
    {"init", OPTION_REAL, AT(amplitude), "0", 0, 1000, NULL, "", "initial factor; 0: 1/sqrt(C)"},
    {0}};

static int scaled_params(const struct view *view, struct param_spec *out) {
    (void)view;
    out[0] = (struct param_spec){.name = "scale", .cols = 1};
    return 1;
}

static void scaled_init(const struct view *view, int k, struct rng *rng, real *out) {
    (void)k, (void)rng;
    const struct options *o = view->options;
    out[0] = (real)(o->amplitude > 0 ? o->amplitude : 1 / sqrt(view->width));
}

static void scaled_embed(const struct view *view, int n, const double *position, real *out) {
    const real scale = view->param[0][0];
    waves(view, n, position, 1, out);
    for (long k = 0; k < (long)n * view->width; k++) out[k] *= scale;
}

static void scaled_grad(const struct view *view, int n, const double *position, const real *dout) {
    real row[WIDTH_MAX];
    for (int i = 0; i < n; i++) {
        waves(view, 1, position + i, 1, row);
        for (int c = 0; c < view->width; c++) view->grad[0][0] += row[c] * dout[(long)i * view->width + c];
    }
}

const struct encoder encoder_sinusoidal_scaled = {
    .name = "sinusoidal-scaled",
    .title = "Sinusoids with a learned scale",
    .family = FAMILY_absolute,
    .formula = "x_t += a [sin(t w_p), cos(t w_p)], w_p = base^(-2p/C), a learned",
    .source = "lucidrains/x-transformers (ScaledSinusoidalEmbedding)",
    .differs = "",
    .at_eval = "nothing is set; past the training length the phases are defined but were never seen",
    .claims = CLAIM_USES_POSITION,
    .options = scaled_options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = scaled_params,
    .init = scaled_init,
    .embed = &(const struct embed_atom){.table = scaled_embed, .grad = scaled_grad},
};
