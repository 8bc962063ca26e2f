/* Variants of evaluation that keep near keys at their exact distance and bring far ones into the range of training: two
 * or three branches with positions of their own, under one softmax.
 */
#include "encoders/atom/branches.h"
#include "encoders/atom/rotary.h"
#include "encoders/atom/temperature.h"
#include "encoders/rotary.h"

struct options {
    long window, group, chunk, local;
    double slope;
    int offset;
    bool temperature;
    struct real_list scales;
};

#define AT(member) offsetof(struct options, member)
enum { NEAR, FAR, FARTHEST };

static int two(const struct view *view) {
    (void)view;
    return 2;
}

/* The last `window` keys are near. */
static void split(int window, int branch, int i, int *from, int *to) {
    const int first = i - window + 1 > 0 ? i - window + 1 : 0;
    *from = branch == NEAR ? first : 0;
    *to = branch == NEAR ? i + 1 : first;
}

/* The window asked for, or (-1) a part of the training length. */
static int window_of(const struct view *view, double part) {
    const struct options *o = view->options;
    if (o->window >= 0) return (int)o->window;
    return view->train_length * part >= 1 ? (int)(view->train_length * part) : 1;
}

#define WINDOW_ROW(help) OPTION_ROW("window", OPTION_INT, AT(window), "-1", -1, 1000000, NULL, "tokens", help)
/* Ranges of distances mean something only where pairs are turned. */
static const struct rotary_atom needs_rotation = {.needs_frequencies = true};
#define VARIANT .variant = true, .options_size = sizeof(struct options), .rotary = &needs_rotation

static void rerope_keys(const struct view *view, int branch, int i, int *from, int *to) {
    split(window_of(view, 0.5), branch, i, from, to);
}

static void rerope_positions(const struct view *view, int branch, bool key, int n, double *position) {
    for (int k = 0; branch == FAR && k < n; k++) position[k] = key ? 0 : window_of(view, 0.5);
}

static const struct option rerope_options[] = {
    WINDOW_ROW("w: keys at distances below it are exact, all others stand at w; -1: half the training length"), {0}};

const struct encoder encoder_rerope = {
    .name = "rerope",
    .title = "Rectified rotary embedding",
    .family = FAMILY_extension,
    .formula = "distance D -> min(D, w)",
    .source = "Su 2023 (kexue.fm/archives/9708), bojone/rerope",
    .differs = "its script also scales scores by logn; write rope+rerope+logn",
    .at_eval = "a variant of evaluation for any scheme that turns pairs (rope+rerope)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = rerope_options,
    VARIANT,
    .branches = &(const struct branches_atom){.count = two, .positions = rerope_positions, .keys = rerope_keys},
};

/* 1/k: how fast distance grows beyond the window. By itself, as slow as brings the longest sequence to L. */
static double slope_of(const struct view *view) {
    const struct options *o = view->options;
    const double w = window_of(view, 0.5), room = view->train_length - w;
    if (o->slope > 0) return o->slope;
    return room > 0 ? fmax(1, (view->length - w) / room) : fmax(1, view->length);
}

static void leaky_positions(const struct view *view, int branch, bool key, int n, double *position) {
    const double w = window_of(view, 0.5), k = slope_of(view);
    for (int t = 0; branch == FAR && t < n; t++) position[t] = position[t] / k + (key ? 0 : w - w / k);
}

static const struct option leaky_options[] = {
    WINDOW_ROW("w: keys at distances below it are exact; -1: half the training length"),
    {"slowness", OPTION_REAL, AT(slope), "0", 0, 1e6, NULL, "",
     "k: further distances grow so many times slower (16 in the source); 0: the longest sequence ends at L"},
    {0}};

const struct encoder encoder_leaky_rerope = {
    .name = "leaky-rerope",
    .title = "Leaky rectified rotary embedding",
    .family = FAMILY_extension,
    .formula = "distance D -> D for D < w, else w + (D - w)/k",
    .source = "Su 2023 (kexue.fm/archives/9708), bojone/rerope",
    .differs = "k follows from the length evaluated; its script also scales scores by logn (rope+leaky-rerope+logn)",
    .at_eval = "a variant of evaluation for any scheme that turns pairs (rope+leaky-rerope)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = leaky_options,
    VARIANT,
    .branches = &(const struct branches_atom){.count = two, .positions = leaky_positions, .keys = rerope_keys},
};

static long divide_up(long a, long b) { return (a + b - 1) / b; }

/* g such that the longest sequence ends at 2/3 of the training length, which the paper recommends as the most:
 * (N - w) / g = 2/3 L - w, rounded up in whole numbers. */
static double group_of(const struct view *view) {
    const struct options *o = view->options;
    const long w = window_of(view, 0.25), room = 2L * view->train_length - 3 * w;
    if (o->group > 0) return (double)o->group;
    if (view->length <= view->train_length) return 1;
    return (double)(room > 0 ? divide_up(3 * (view->length - w), room) : view->length);
}

enum { OFFSET_REAL, OFFSET_WHOLE };

/* Far positions in groups of g. */
static void grouped(const struct view *view, double g, bool key, int n, double *position) {
    const struct options *o = view->options;
    const double w = window_of(view, 0.25), offset = o->offset == OFFSET_WHOLE ? w - floor(w / g) : w - w / g;
    for (int t = 0; t < n; t++) position[t] = floor(position[t] / g) + (key ? 0 : offset);
}

static void extend_positions(const struct view *view, int branch, bool key, int n, double *position) {
    if (branch == FAR) grouped(view, group_of(view), key, n, position);
}

static void extend_keys(const struct view *view, int branch, int i, int *from, int *to) {
    split(window_of(view, 0.25), branch, i, from, to);
}

#define OFFSET_ROW                                                                                                     \
    OPTION_ROW("offset", OPTION_CHOICE, AT(offset), "real", 0, 0, "real|whole", NULL,                                  \
               "w - w/g, or w - floor(w/g): the released files differ; equal when g divides w")

static const struct option extend_options[] = {
    WINDOW_ROW("w: keys at distances below it are exact; -1: a quarter of the training length"),
    {"group", OPTION_INT, AT(group), "0", 0, 1000000, NULL, "tokens",
     "g: further tokens share a position in groups; 0: such that the longest sequence ends at 2/3 L"},
    OFFSET_ROW,
    {0}};

const struct encoder encoder_self_extend = {
    .name = "self-extend",
    .title = "Self-Extend",
    .family = FAMILY_extension,
    .formula = "distance D -> D for D < w, else floor(i/g) + w - w/g - floor(j/g)",
    .source = "Jin et al. 2024, arXiv 2401.01325; datamllab/LongLM",
    .differs = "w and g follow from training and evaluated length, by the paper's rule, unless given",
    .at_eval = "a variant of evaluation for any scheme that turns pairs (rope+self-extend)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = extend_options,
    VARIANT,
    .branches = &(const struct branches_atom){.count = two, .positions = extend_positions, .keys = extend_keys},
};

/* The pairs are cut into as many groups as there are scales; the first has the fastest pairs. */
static double scale_of(const struct view *view, int pair) {
    const struct options *o = view->options;
    return o->scales.n ? o->scales.value[pair * o->scales.n / view->pairs] : group_of(view);
}

static void as_they_are(const struct view *view, int branch, bool key, int n, double *position) {
    (void)view, (void)branch, (void)key, (void)n, (void)position;
}

static void dpe_positions(const struct view *view, int branch, bool key, int pair, int n, double *position) {
    if (branch == FAR) grouped(view, scale_of(view, pair), key, n, position);
}

static bool check_scales(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    return o->scales.n <= view->pairs ||
           error_set(err, "scales has %d values, but a head has %d pairs; give one for each group of pairs",
                     o->scales.n, view->pairs);
}

static const struct option dpe_options[] = {
    WINDOW_ROW("w: keys at distances below it are exact; -1: a quarter of the training length"),
    {"scales", OPTION_REALS, AT(scales), "", 1, 1e6, NULL, "tokens",
     "g of each group of pairs, from the fastest pairs on, found on data that is not the test's: further tokens share "
     "a "
     "position in groups of so many; none: that of self-extend for all"},
    OFFSET_ROW,
    {0}};

const struct encoder encoder_dpe = {
    .name = "dpe",
    .title = "Positions by groups of pairs (DPE)",
    .family = FAMILY_extension,
    .formula = "distance D -> D for D < w, else floor(i/g) + w - w/g - floor(j/g), with a g for each group of a head's "
               "pairs",
    .source = "Lu et al. 2025, arXiv 2504.18857; LuLuLuyi/DPE",
    .differs = "the search for g is the user's (option scales); what was found for one model of 64 pairs a head is "
               "scales=[2,8,2,8,32,32,32,4] with w = 1024. All pairs of a group are changed, in every head, where the "
               "source can leave out those that weigh little",
    .at_eval =
        "a variant of evaluation for any scheme that turns pairs by frequencies (rope+dpe); decay and biases keep "
        "the distances that there are",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = dpe_options,
    VARIANT,
    .check = check_scales,
    .branches =
        &(const struct branches_atom){
            .count = two, .positions = as_they_are, .pair_positions = dpe_positions, .keys = extend_keys},
};

/* Chunks of s = chunk - local tokens. */
struct chunks {
    int chunk, size;
};

static struct chunks chunks_of(const struct view *view) {
    const struct options *o = view->options;
    const int chunk = o->chunk ? (int)o->chunk : view->train_length * 3 / 4;
    const int local = o->local >= 0 ? (int)o->local : view->train_length / 8;
    return (struct chunks){chunk, chunk - local > 0 ? chunk - local : 1};
}

static int three(const struct view *view) {
    (void)view;
    return 3;
}

static void dca_positions(const struct view *view, int branch, bool key, int n, double *position) {
    const struct chunks c = chunks_of(view);
    for (int t = 0; t < n; t++) {
        const double within = fmod(position[t], c.size);
        if (key || branch == NEAR)
            position[t] = within;
        else
            position[t] = fmin(branch == FAR ? within + c.size : 2 * c.size - 1, c.chunk);
    }
}

static void dca_keys(const struct view *view, int branch, int i, int *from, int *to) {
    const int size = chunks_of(view).size, own = i / size * size, before = own > size ? own - size : 0;
    *from = branch == NEAR ? own : branch == FAR ? before : 0;
    *to = branch == NEAR ? i + 1 : branch == FAR ? own : before;
}

static void dca_factor(const struct view *view, int n, real *factor) {
    const struct options *o = view->options;
    const double m = o->temperature ? 0.05 * log(rotary_scale(view, 0)) + 1 : 1;
    for (int k = 0; k < view->heads * n; k++) factor[k] = (real)(m * m);
}

static const struct option dca_options[] = {
    {"chunk", OPTION_INT, AT(chunk), "0", 0, 1000000, NULL, "tokens",
     "c: the largest distance used; 0: 3/4 of the training length"},
    {"local", OPTION_INT, AT(local), "-1", -1, 1000000, NULL, "tokens",
     "exact distances across a border of chunks; -1: 1/8 of the training length"},
    {"temperature", OPTION_BOOL, AT(temperature), "false", 0, 0, NULL, NULL,
     "scores times (0.05 ln(N/L) + 1)^2, as the code but not the paper's numbers have it"},
    {0}};

const struct encoder encoder_dca = {
    .name = "dca",
    .title = "Dual chunk attention (ChunkLlama)",
    .family = FAMILY_extension,
    .formula =
        "chunks of s = c - local tokens; key j mod s; query i mod s for its chunk, min(i mod s + s, c) for the one "
        "before, min(2s-1, c) for others",
    .source = "An et al. 2024, arXiv 2402.17463; HKUNLP/ChunkLlama",
    .differs = "",
    .at_eval = "a variant of evaluation for any scheme that turns pairs (rope+dca)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = dca_options,
    VARIANT,
    .branches = &(const struct branches_atom){.count = three, .positions = dca_positions, .keys = dca_keys},
    .temperature = &(const struct temperature_atom){.factor = dca_factor},
};

static double jet_group(const struct view *view) {
    const struct options *o = view->options;
    if (o->group > 0) return (double)o->group;
    return (double)divide_up(view->length, view->train_length);
}

static void jet_positions(const struct view *view, int branch, bool key, int n, double *position) {
    (void)key;
    for (int t = 0; branch == FAR && t < n; t++) position[t] = floor(position[t] / jet_group(view));
}

/* Distances up to w are exact, w included. */
static void jet_keys(const struct view *view, int branch, int i, int *from, int *to) {
    split(window_of(view, 0.25) + 1, branch, i, from, to);
}

static const struct option jet_options[] = {
    WINDOW_ROW("w: keys at distances up to it are exact; -1: a quarter of the training length"),
    {"group", OPTION_INT, AT(group), "0", 0, 1000000, NULL, "tokens",
     "G: further tokens share a position in groups; 0: evaluated over training length, rounded up"},
    {0}};

const struct encoder encoder_jet_long = {
    .name = "jet-long",
    .title = "Jet-Long",
    .family = FAMILY_extension,
    .formula = "distance D -> D for D <= w, else floor(i/G) - floor(j/G), G = ceil(N/L)",
    .source = "NVIDIA 2026, arXiv 2607.07740, known here from secondary notes",
    .differs = "w is a quarter of the training length instead of 2048",
    .at_eval = "a variant of evaluation for any scheme that turns pairs (rope+jet-long); the jump at w is by design",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = jet_options,
    VARIANT,
    .branches = &(const struct branches_atom){.count = two, .positions = jet_positions, .keys = jet_keys},
};

static int string_window(const struct view *view) { return window_of(view, 1 / 3.0); }

static int string_local(const struct view *view) {
    const struct options *o = view->options;
    if (o->local >= 0) return (int)o->local;
    return view->train_length / 32 > 1 ? view->train_length / 32 : 1;
}

static void string_positions(const struct view *view, int branch, bool key, int n, double *position) {
    const double closer = string_window(view) - string_local(view);
    for (int t = 0; branch == FAR && !key && t < n; t++) position[t] = fmax(position[t] - closer, 0);
}

static void string_keys(const struct view *view, int branch, int i, int *from, int *to) {
    split(string_window(view), branch, i, from, to);
}

/* The factor of the code does not depend on the length. */
static void string_factor(const struct view *view, int n, real *factor) {
    const struct options *o = view->options;
    const double m = o->temperature ? 0.1 * log(2) + 1 : 1;
    for (int k = 0; k < view->heads * n; k++) factor[k] = (real)(m * m);
}

static bool check_string(const struct view *view, struct error *err) {
    return string_local(view) <= string_window(view) ||
           error_set(err, "local=%d is above window=%d, which would move far keys further away; give a smaller one",
                     string_local(view), string_window(view));
}

static const struct option string_options[] = {
    WINDOW_ROW("S: keys at distances below it are exact; -1: a third of the training length"),
    {"local", OPTION_INT, AT(local), "-1", -1, 1000000, NULL, "tokens",
     "W: distance of the key at S; -1: 1/32 of the training length"},
    {"temperature", OPTION_BOOL, AT(temperature), "false", 0, 0, NULL, NULL,
     "scores times (0.1 ln 2 + 1)^2, as the code but not the paper has it"},
    {0}};

const struct encoder encoder_string = {
    .name = "string",
    .title = "Shifted positions (STRING)",
    .family = FAMILY_extension,
    .formula = "distance D -> D for D < S, else D - S + W",
    .source = "An et al. 2024, arXiv 2410.18745; HKUNLP/STRING",
    .differs = "W is 1/32 of the training length instead of 128 tokens; the code counts the key at S in both ranges, "
               "here it is in the second alone",
    .at_eval =
        "a variant of evaluation for any scheme that turns pairs (rope+string), made for the end of the training "
        "length, whose distances are rare in training; it reaches L + S - W tokens, and further behind pi "
        "(rope+pi+string)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_CAUSAL_ONLY,
    .options = string_options,
    VARIANT,
    .check = check_string,
    .branches = &(const struct branches_atom){.count = two, .positions = string_positions, .keys = string_keys},
    .temperature = &(const struct temperature_atom){.factor = string_factor},
};
