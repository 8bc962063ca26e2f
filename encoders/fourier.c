/* The plain cosine table that overviews sometimes call Fourier position embedding. Not the method of Hua et al.: that
 * is fope. */
#include "encoders/atom/embed.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    double period, amplitude;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"period", OPTION_REAL, AT(period), "1024", 2, 1e9, NULL, "positions",
     "N; cosine is even, so positions are told apart only up to N/2"},
    {"amplitude", OPTION_REAL, AT(amplitude), "0.02", 1e-6, 1000, NULL, "", "factor of the table"},
    {0}};

static void embed(const struct view *view, int n, const double *position, real *out) {
    const struct options *o = view->options;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < view->width; k++)
            *out++ = (real)(o->amplitude * cos(2 * M_PI * k * position[i] / o->period));
}

/* Position 5 has the vector of 3: cosine is even. */
static const struct golden golden[] = {
    {"period=8,amplitude=1", "p: 3, c: 0, is: [1.0, -0.707107, 0.0, 0.707107]", "by hand"},
    {"period=8,amplitude=1", "p: 5, c: 0, is: [1.0, -0.707107, 0.0, 0.707107]", "by hand"},
    {0}};

const struct encoder encoder_fourier = {
    .name = "fourier",
    .title = "Plain Fourier table",
    .family = FAMILY_absolute,
    .formula = "x_t[k] += a cos(2 pi k t / N), k = 0..C-1",
    .source = "as described in overviews of positional encodings; no defining paper",
    .differs = "N is fixed (period), never the current length: a position keeps its vector. The table is scaled to the "
               "size of "
               "freshly drawn token embeddings (amplitude)",
    .at_eval = "nothing is set; t and N - t have the same vector",
    .claims = CLAIM_USES_POSITION,
    .golden = golden,
    .options = options,
    .options_size = sizeof(struct options),
    .embed = &(const struct embed_atom){.table = embed},
};
