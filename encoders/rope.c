/* Queries and keys turned by angles that grow with position, so that their product depends on distance; and the schemes
 * that do the same with other frequencies.
 */
#include "encoders/atom/rotary.h"
#include "encoders/rotary.h"

struct options {
    struct rotary_options rotary;
    struct rounding_options rounding;
    double share, cutoff;
    long clipped;
    bool hard;
};

#define AT(member) offsetof(struct options, member)
static const struct option rope_options[] = {ROTARY_ROWS(struct options), ROUNDING_ROWS(struct options), {0}};

/* Adds a frequency per pair, the same in every head. */
static void add(const struct view *view, const double *frequency, double *theta) {
    const int pairs = view->head_size / 2;
    for (int h = 0; h < view->heads; h++)
        for (int p = 0; p < pairs; p++) theta[h * pairs + p] += frequency[p];
}

enum { PAIRS_MAX = WIDTH_MAX / 2 };

/* The frequencies of RoPE for the first `pairs` pairs, of a head of `size` channels. */
static void fill(const struct view *view, int pairs, int size, double frequency[PAIRS_MAX]) {
    const struct options *o = view->options;
    for (int p = 0; p < view->head_size / 2; p++)
        frequency[p] = p < pairs ? rotary_frequency(o->rotary.base, size, p) : 0;
}

static void rounding(const struct view *view, struct rotary_rounding *out) {
    rounding_of(&((const struct options *)view->options)->rounding, out);
}

static unsigned claims(const void *options) { return rounding_claims(&((const struct options *)options)->rounding); }

static void rope(const struct view *view, double *theta) {
    double frequency[PAIRS_MAX];
    fill(view, view->head_size / 2, view->head_size, frequency);
    add(view, frequency, theta);
}

static const struct golden rope_golden[] = {{"", "p: 1000, k: 0, D: 8, is: [1000, 100, 10, 1]", NULL}, {0}};

const struct encoder encoder_rope = {
    .name = "rope",
    .title = "Rotary position embedding",
    .family = FAMILY_rotary,
    .formula = "q_i -> R(i w) q_i, k_j -> R(j w) k_j, w_p = base^(-2p/D): the score depends on i-j",
    .source = "Su et al. 2021, arXiv 2104.09864, eq. 15",
    .differs = "",
    .at_eval = "nothing is set; slow pairs reach angles that training never showed",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .claims_under = claims,
    .golden = rope_golden,
    .options = rope_options,
    .options_size = sizeof(struct options),
    .rotary = &(const struct rotary_atom){.layout = rotary_layout, .frequencies = rope, .rounding = rounding},
};

static const struct option partial_options[] = {
    ROTARY_ROWS(struct options),
    {"share", OPTION_REAL, AT(share), "0.25", 0, 1, NULL, "of the head", "channels that are turned"},
    ROUNDING_ROWS(struct options),
    {0}};

/* Both schemes below round down, so that a share that is a whole number of pairs survives its rounding. */
static int pairs_of(const struct view *view) {
    const struct options *o = view->options;
    return (int)(o->share * view->head_size / 2 + 1e-9);
}

static void partial(const struct view *view, double *theta) {
    double frequency[PAIRS_MAX];
    fill(view, pairs_of(view), 2 * pairs_of(view), frequency);
    add(view, frequency, theta);
}

static const struct golden rope_partial_golden[] = {
    {"share=0.75", "p: 1000, k: 0, D: 8, is: [1000, 46.4159, 2.15443, 0]", NULL}, {0}};

const struct encoder encoder_rope_partial = {
    .name = "rope-partial",
    .title = "Rotation of a part of each head",
    .family = FAMILY_rotary,
    .formula = "rope on r = share D channels with w_p = base^(-2p/r); the others are not turned",
    .source = "GPT-NeoX (Black et al. 2022, arXiv 2204.06745) and the rotary baseline of Kazemnejad et al. 2023, arXiv "
              "2305.19466; code",
    .differs = "which channels are turned follows the layout over the whole head; equal up to a permutation",
    .at_eval = "nothing is set",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .claims_under = claims,
    .golden = rope_partial_golden,
    .options = partial_options,
    .options_size = sizeof(struct options),
    .rotary = &(const struct rotary_atom){.layout = rotary_layout, .frequencies = partial, .rounding = rounding},
};

static const struct option p_options[] = {
    ROTARY_ROWS(struct options),
    {"share", OPTION_REAL, AT(share), "0.75", 0, 1, NULL, "of the pairs", "fastest pairs that are turned"},
    ROUNDING_ROWS(struct options),
    {0}};

static void p_rope(const struct view *view, double *theta) {
    double frequency[PAIRS_MAX];
    fill(view, pairs_of(view), view->head_size, frequency);
    add(view, frequency, theta);
}

static const struct golden p_rope_golden[] = {{"share=0.75", "p: 1000, k: 0, D: 8, is: [1000, 100, 10, 0]", NULL}, {0}};

const struct encoder encoder_p_rope = {
    .name = "p-rope",
    .title = "Rotation without the slow pairs",
    .family = FAMILY_rotary,
    .formula = "w_p = base^(-2p/D) for p < floor(share D/2), else 0: slow pairs carry content only",
    .source = "Barbero et al. 2025, arXiv 2410.06205, section 6; exponents over the whole head",
    .differs = "",
    .at_eval = "nothing is set",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .claims_under = claims,
    .golden = p_rope_golden,
    .options = p_options,
    .options_size = sizeof(struct options),
    .rotary = &(const struct rotary_atom){.layout = rotary_layout, .frequencies = p_rope, .rounding = rounding},
};

static const struct option hope_options[] = {
    ROTARY_ROWS(struct options),
    {"cutoff", OPTION_REAL, AT(cutoff), "1", 0, 1000, NULL, "turns",
     "pairs that turn less often than this within the training length are not turned; 0: all are"},
    ROUNDING_ROWS(struct options),
    {0}};

static void hope(const struct view *view, double *theta) {
    const struct options *o = view->options;
    double frequency[PAIRS_MAX];
    fill(view, view->head_size / 2, view->head_size, frequency);
    for (int p = 0; p < view->head_size / 2; p++)
        if (frequency[p] < o->cutoff * 2 * M_PI / view->train_length) frequency[p] = 0;
    add(view, frequency, theta);
}

static const struct golden hope_golden[] = {{"", "p: 1000, k: 0, D: 8, L: 64, is: [1000, 100, 0, 0]", NULL}, {0}};

const struct encoder encoder_hope = {
    .name = "hope",
    .title = "High-frequency rotary embedding",
    .family = FAMILY_rotary,
    .formula = "w_p = base^(-2p/D) where that is at least cutoff 2 pi / L, else 0 (L: training length)",
    .source = "Chen et al. 2025, arXiv 2410.21216",
    .differs =
        "the paper also removes some middle frequencies; its exact rule was not found, so only the floor is here",
    .at_eval = "nothing is set; the cutoff keeps the training length",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .claims_under = claims,
    .golden = hope_golden,
    .options = hope_options,
    .options_size = sizeof(struct options),
    .rotary = &(const struct rotary_atom){.layout = rotary_layout, .frequencies = hope, .rounding = rounding},
};

static const struct option clip_options[] = {
    ROTARY_ROWS(struct options),
    {"clipped", OPTION_INT, AT(clipped), "-1", -1, 2048, NULL, "pairs",
     "slowest pairs that are tapered; -1: 0.7 of those that turn less than once within the training length"},
    {"hard", OPTION_BOOL, AT(hard), "false", 0, 0, NULL, NULL, "frequency 0 for all of them instead of the taper"},
    ROUNDING_ROWS(struct options),
    {0}};

static int clipped_pairs(const struct view *view, const double *frequency) {
    const struct options *o = view->options;
    const int pairs = view->head_size / 2;
    if (o->clipped >= 0) return o->clipped < pairs ? (int)o->clipped : pairs;
    int slow = 0;
    for (int p = 0; p < pairs; p++) slow += frequency[p] < 2 * M_PI / view->train_length;
    return (7 * slow + 5) / 10;
}

/* Which pairs are tapered follows from the frequencies of training. */
static void clip(const struct view *view, double *theta) {
    const struct options *o = view->options;
    const int pairs = view->head_size / 2;
    double frequency[PAIRS_MAX];
    fill(view, pairs, view->head_size, frequency);
    const int n = clipped_pairs(view, frequency);
    for (int k = 0; k < n; k++) {
        const double keep = o->hard ? 0 : n > 1 ? (1 + cos(M_PI * k / (n - 1))) / 2 : 1;
        for (int h = 0; h < view->heads; h++) theta[h * pairs + pairs - n + k] *= keep;
    }
}

static const struct golden rope_clip_golden[] = {
    {"clipped=5", "p: 1000, k: 0, D: 16, is: [1000, 316.22777, 100, 31.62278, 8.53553, 1.58114, 0.14645, 0]", NULL},
    {"clipped=2,hard=true", "p: 1000, k: 0, D: 8, is: [1000, 100, 0, 0]", NULL},
    {0}};

const struct encoder encoder_rope_clip = {
    .name = "rope-clip",
    .title = "Rotation with slow pairs clipped",
    .family = FAMILY_rotary,
    .formula = "w_p = c_p base^(-2p/D); the n slowest pairs have c = (1 + cos(pi k/(n-1)))/2, k = 0..n-1, the others 1",
    .source = "Li et al. 2026 (CoPE), arXiv 2602.05258; taper over the pair's index as in hrlics/CoPE",
    .differs =
        "the paper's text tapers over frequency; the number of clipped pairs follows from the training length by "
        "the released ratio (20 of 29)",
    .at_eval =
        "nothing is set; a variant (rope-clip+yarn) rescales what is not tapered yet, and then the same pairs are "
        "tapered, as in the code",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .claims_under = claims,
    .golden = rope_clip_golden,
    .options = clip_options,
    .options_size = sizeof(struct options),
    .rotary =
        &(const struct rotary_atom){.layout = rotary_layout, .frequencies = rope, .taper = clip, .rounding = rounding},
};

/* Works on the frequencies of earlier parts (rope+yarn+resonance), or on those of RoPE when there are none. */
static void resonance(const struct view *view, double *theta) {
    const int n = view->heads * view->head_size / 2;
    bool none = true;
    for (int k = 0; k < n; k++) none &= theta[k] == 0;
    if (none) rope(view, theta);
    for (int k = 0; k < n; k++)
        if (theta[k] > 0) theta[k] = 2 * M_PI / fmax(1, round(2 * M_PI / theta[k]));
}

static const struct golden resonance_golden[] = {
    {"", "p: 1000, k: 0, D: 8, is: [1047.19755, 99.73310, 10.00507, 1.00003]", NULL}, {0}};

const struct encoder encoder_resonance = {
    .name = "resonance",
    .title = "Rotation with whole wavelengths",
    .family = FAMILY_rotary,
    .formula = "w_p = 2 pi / round(2 pi / w'_p), w' the frequencies of rope or of the parts before it",
    .source = "Wang et al. 2024, arXiv 2403.00071",
    .differs = "",
    .at_eval = "nothing is set; pairs whose wavelength fits into the training length repeat exactly. After a variant "
               "(rope+yarn+resonance) it rounds the rescaled wavelengths, as the paper does",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .claims_under = claims,
    .golden = resonance_golden,
    .options = rope_options,
    .options_size = sizeof(struct options),
    .rotary = &(const struct rotary_atom){.layout = rotary_layout, .frequencies = resonance, .rounding = rounding},
};

static const struct option mobius_options[] = {{"layout", OPTION_CHOICE, AT(rotary.layout), "half", 0, 0,
                                                "half|interleaved", NULL, "pairs (p, p+D/2) or (2p, 2p+1)"},
                                               {0}};

static void mobius(const struct view *view, double *theta) {
    double frequency[PAIRS_MAX];
    for (int p = 0; p < view->head_size / 2; p++) frequency[p] = M_PI * (2 * p + 1) / view->train_length;
    add(view, frequency, theta);
}

static const struct golden mobius_golden[] = {
    {"", "p: 1000, k: 0, D: 8, L: 64, is: [49.08739, 147.26216, 245.43693, 343.61170]", NULL}, {0}};

const struct encoder encoder_mobius = {
    .name = "mobius",
    .title = "Moebius rotation (control)",
    .family = FAMILY_control,
    .formula = "w_p = pi (2p+1) / L: distance D + L gives the negative of distance D",
    .source = "Bae 2026, arXiv 2607.21405, known here from its abstract",
    .differs = "stands in every head unless placed; the paper turns a quarter of them this way (mobius@heads=0)",
    .at_eval = "nothing is set; it must fail beyond the training length L, where it is anti-periodic",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION | CLAIM_CONTROL,
    .golden = mobius_golden,
    .options = mobius_options,
    .options_size = sizeof(struct options),
    .rotary = &(const struct rotary_atom){.layout = rotary_layout, .frequencies = mobius},
};
