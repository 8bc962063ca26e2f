/* The inner product of two sinusoidal embeddings as a bias: a decay without parameters. */
#include "encoders/atom/bias.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    long dim;
    int first;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"dim", OPTION_INT, AT(dim), "128", 2, 65536, NULL, "channels",
     "size of the sinusoidal embeddings, independent of the model's; half as many cosines are summed"},
    {"first", OPTION_CHOICE, AT(first), "one", 0, 0, "zero|one", NULL,
     "index of the first wavelength: one as in NeMo's port, zero includes cos(distance) itself"},
    {0}};

/* sum_n cos(d / 10000^(2n/dim)), dim/2 terms. */
static double cosines(const struct options *o, double distance) {
    double sum = 0;
    for (long n = o->first; n < o->dim / 2 + o->first; n++)
        sum += cos(distance / pow(10000, 2.0 * (double)n / (double)o->dim));
    return sum;
}

static void bias(const struct view *view, int n, const double *distance, real *table) {
    const int H = view->heads;
    for (int k = 0; k < n; k++) {
        const double sum = cosines(view->options, distance[k]);
        for (int h = 0; h < H; h++) table[(long)h * n + k] = (real)(sum * H / (8.0 * (h + 1)));
    }
}

const struct encoder encoder_sandwich = {
    .name = "sandwich",
    .title = "Sandwich",
    .family = FAMILY_bias,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) + H/(8h) sum_n cos((i-j) / 10000^(2n/dim)), h = 1..H, n = 1..dim/2",
    .source = "Chi et al. 2023, arXiv 2212.10356; index base and head factors as in NVIDIA NeMo's port, the only code",
    .differs = "NeMo subtracts dim/2, which softmax cannot see, and takes dim from the head size (here 128)",
    .at_eval = "nothing is set; on average the sum decays like a logarithm, with slow waves on it",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .bias = &(const struct bias_atom){.table = bias},
};
