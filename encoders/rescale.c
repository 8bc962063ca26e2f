/* Variants of evaluation that slow the pairs of a model trained with rotary embedding, so that positions beyond the
 * training length stay within the angles it has seen. Pairs are counted from the fastest; `last` is the slowest that is
 * turned, D/2 - 1 unless the trained scheme leaves pairs unturned. Every rule here is one for the turned pairs: where a
 * source has D, it stands for twice their number, as in models that turn a part of each head (GPT-NeoX).
 */
#include "encoders/atom/rotary.h"
#include "encoders/atom/temperature.h"
#include "encoders/rotary.h"

struct options {
    double scale, stretch, factor, fast, slow, target;
    long critical;
    int form, magnitude;
    bool temperature, training;
    struct real_list factors;
};

#define AT(member) offsetof(struct options, member)
#define SCALE_ROW                                                                                                      \
    OPTION_ROW("scale", OPTION_REAL, AT(scale), "0", 0, 1e6, NULL, "",                                                 \
               "s; 0: longest sequence evaluated over training length")

#define TRAINING_ROW                                                                                                   \
    OPTION_ROW(                                                                                                        \
        "training", OPTION_BOOL | OPTION_YOUNGER, AT(training), "false", 0, 0, NULL, NULL,                             \
        "acts in training too, with the s given: frequencies of a model that is trained for s times its length")

static bool trains(const struct view *view) { return ((const struct options *)view->options)->training; }

/* Nothing is longer than the training length in training, so s cannot follow from it there. */
static bool check_scale(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    return !o->training || o->scale > 0 ||
           error_set(err, "training=true needs the scale that the model is trained for, such as scale=8");
}

typedef void (*rescale)(const struct view *view, double scale, int last, double *theta);

/* Applies one head's rule to every head that turns something. */
static void each_head(const struct view *view, double scale, rescale rule, double *theta) {
    const int pairs = view->pairs;
    for (int h = 0; h < view->heads; h++, theta += pairs) {
        int last = pairs - 1;
        while (last >= 0 && theta[last] == 0) last--;
        if (last >= 0) rule(view, scale, last, theta);
    }
}

static double asked(const struct view *view) {
    return rotary_scale(view, ((const struct options *)view->options)->scale);
}

static void divide(const struct view *view, double scale, int last, double *theta) {
    (void)view;
    for (int p = 0; p <= last; p++) theta[p] /= scale;
}

static void pi(const struct view *view, double *theta) { each_head(view, asked(view), divide, theta); }

static const struct option pi_options[] = {SCALE_ROW, TRAINING_ROW, {0}};

const struct encoder encoder_pi = {
    .name = "pi",
    .title = "Position interpolation",
    .family = FAMILY_extension,
    .formula = "w_p -> w_p / s",
    .source = "Chen et al. 2023, arXiv 2306.15595, eq. 4",
    .differs = "the paper fine-tunes under it: training=true has a model trained with the slowed pairs from the start",
    .at_eval = "a variant of evaluation for any scheme that turns pairs (rope+pi); training is that of the scheme, "
               "unless training=true",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .variant = true,
    .options = pi_options,
    .options_size = sizeof(struct options),
    .check = check_scale,
    .trains = trains,
    .rotary = &(const struct rotary_atom){.needs_frequencies = true, .frequencies = pi},
};

/* base' = base s^(P/(P-1)) for P pairs turned: the fastest pair stays, the slowest is divided by s. */
static void stretch_base(const struct view *view, double scale, int last, double *theta) {
    (void)view;
    for (int p = 1; p <= last; p++) theta[p] *= pow(scale, -(double)p / last);
}

#define TURNED_PAIRS                                                                                                   \
    "under p-rope and hope, which leave slow pairs unturned, the slowest turned one is divided by k, where a "         \
    "larger base over the whole head would divide it by less"

enum { FORM_AWARE, FORM_MIXED };

/* Su Jianlin's mixed form: w_p exp(-a (p+1)^0.75), a = ln s / P^0.75: the slowest pair is divided by s. */
static void mix_bases(const struct view *view, double scale, int last, double *theta) {
    (void)view;
    const double a = log(scale) / pow(last + 1, 0.75);
    for (int p = 0; p <= last; p++) theta[p] *= exp(-a * pow(p + 1, 0.75));
}

static void ntk(const struct view *view, double *theta) {
    const struct options *o = view->options;
    const double scale = asked(view);
    if (scale > 1) each_head(view, scale * o->stretch, o->form == FORM_MIXED ? mix_bases : stretch_base, theta);
}

static const struct option ntk_options[] = {
    SCALE_ROW,
    {"stretch", OPTION_REAL, AT(stretch), "1", 0.1, 100, NULL, "",
     "k = stretch s; 1.5 to 2 keeps middle pairs, which go a little beyond the angles seen, within them"},
    {"form", OPTION_CHOICE, AT(form), "aware", 0, 0, "aware|mixed", NULL,
     "a larger base, or the mixed form of Su Jianlin's blog"},
    TRAINING_ROW,
    {0}};

const struct encoder encoder_ntk = {
    .name = "ntk",
    .title = "NTK-aware scaling",
    .family = FAMILY_extension,
    .formula = "w_p -> w_p k^(-p/(P-1)), P the pairs that are turned (rope: D/2); mixed: w_p exp(-(p+1)^0.75 ln k / "
               "P^0.75); k = stretch s",
    .source = "bloc97 2023 and jquesnelle/yarn; mixed: bojone/rerope",
    .differs = TURNED_PAIRS,
    .at_eval = "a variant of evaluation for any scheme that turns pairs (rope+ntk); training is that of the scheme, "
               "unless training=true",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .variant = true,
    .options = ntk_options,
    .options_size = sizeof(struct options),
    .check = check_scale,
    .trains = trains,
    .rotary = &(const struct rotary_atom){.needs_frequencies = true, .frequencies = ntk},
};

static void dynamic(const struct view *view, double *theta) {
    const struct options *o = view->options;
    const double n = rotary_scale(view, 0);
    if (n > 1) each_head(view, o->factor * n - (o->factor - 1), stretch_base, theta);
}

static const struct option dynamic_options[] = {
    {"factor", OPTION_REAL, AT(factor), "1", 1, 1000, NULL, "", "f: how much faster than the length the base grows"},
    {0}};

const struct encoder encoder_dynamic_ntk = {
    .name = "dynamic-ntk",
    .title = "Dynamic NTK scaling",
    .family = FAMILY_extension,
    .formula = "w_p -> w_p k^(-p/(P-1)) for n > L, k = f n/L - (f-1), P the pairs that are turned (rope: D/2)",
    .source = "emozilla 2023, jquesnelle/yarn",
    .differs =
        "n is the longest sequence of the evaluation, one base for all its tokens (a decoder with a cache changes "
        "it token by token); it never depends on sequences seen before; " TURNED_PAIRS,
    .at_eval = "a variant of evaluation for any scheme that turns pairs (rope+dynamic-ntk)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .variant = true,
    .options = dynamic_options,
    .options_size = sizeof(struct options),
    .rotary = &(const struct rotary_atom){.needs_frequencies = true, .frequencies = dynamic},
};

/* The pair, as a real number, that turns `turns` times within the training length: frequencies are geometric between
 * the fastest and the slowest pair. */
static double pair_of_turns(const struct view *view, double turns, int last, const double *theta) {
    const double step = last > 0 ? log(theta[0] / theta[last]) / last : 1;
    return log(theta[0] * view->train_length / (2 * M_PI * turns)) / step;
}

/* 1 up to the pair that turns `fast` times, 0 from the one that turns `slow` times, linear in the pair's index between;
 * both rounded outwards, as in the released code, and the second at most that code's D - 1, which is no pair's index.
 */
static double ramp(const struct view *view, double fast, double slow, int last, const double *theta, int p) {
    const double low = fmax(floor(pair_of_turns(view, fast, last, theta)), 0);
    double high = fmin(ceil(pair_of_turns(view, slow, last, theta)), 2 * last + 1);
    if (high == low) high += 0.001;
    return 1 - fmin(fmax((p - low) / (high - low), 0), 1);
}

enum { RAMP_CODE, RAMP_PAPER };
enum { PAIRS_MAX = WIDTH_MAX / 2 };

/* The share of its frequency that pair p keeps. */
static double kept(const struct view *view, int last, const double *theta, int p) {
    const struct options *o = view->options;
    if (o->form == RAMP_CODE) return ramp(view, o->fast, o->slow, last, theta, p);
    const double turns = view->train_length * theta[p] / (2 * M_PI);
    return fmin(fmax((turns - o->slow) / (o->fast - o->slow), 0), 1);
}

static void blend(const struct view *view, double scale, int last, double *theta) {
    double old[PAIRS_MAX];
    for (int p = 0; p <= last; p++) old[p] = theta[p];
    for (int p = 0; p <= last; p++) {
        const double keep = kept(view, last, old, p);
        theta[p] = (1 - keep) * old[p] / scale + keep * old[p];
    }
}

static void yarn(const struct view *view, double *theta) { each_head(view, asked(view), blend, theta); }

static bool check_ramp(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    return o->fast > o->slow || error_set(err, "fast=%g must be above slow=%g", o->fast, o->slow);
}

static bool check_yarn(const struct view *view, struct error *err) {
    return check_ramp(view, err) && check_scale(view, err);
}

/* On scores: the square of the factor on queries and keys. */
static double yarn_temperature(double scale) {
    const double m = scale > 1 ? 0.1 * log(scale) + 1 : 1;
    return m * m;
}

static void constant(const struct view *view, int n, double value, real *factor) {
    for (int k = 0; k < view->heads * n; k++) factor[k] = (real)value;
}

static void yarn_factor(const struct view *view, int n, real *factor) {
    const struct options *o = view->options;
    constant(view, n, o->temperature ? yarn_temperature(asked(view)) : 1, factor);
}

#define RAMP_ROWS                                                                                                      \
    OPTION_ROW("fast", OPTION_REAL, AT(fast), "4", 0.001, 1e6, NULL, "turns",                                          \
               "pairs that turn at least so often within the training length stay; the paper has 32, which no pair "   \
               "reaches in a training length below 201"),                                                              \
        OPTION_ROW("slow", OPTION_REAL, AT(slow), "1", 0.001, 1e6, NULL, "turns",                                      \
                   "pairs that turn at most so often are slowed by s")

static const struct option yarn_options[] = {
    SCALE_ROW,
    RAMP_ROWS,
    {"ramp", OPTION_CHOICE, AT(form), "code", 0, 0, "code|paper", NULL,
     "between both: linear in the pair's index, or in the number of turns"},
    {"temperature", OPTION_BOOL, AT(temperature), "true", 0, 0, NULL, NULL, "scores times (0.1 ln s + 1)^2"},
    TRAINING_ROW,
    {0}};

const struct encoder encoder_yarn = {
    .name = "yarn",
    .title = "YaRN",
    .family = FAMILY_extension,
    .formula =
        "w_p -> (1-g) w_p/s + g w_p, g = 1 for pairs of `fast` turns in L, 0 for `slow`; scores (0.1 ln s + 1)^2",
    .source = "Peng et al. 2024, arXiv 2309.00071; ramp as in jquesnelle/yarn",
    .differs =
        "fast=4 instead of 32, for training lengths of tens of tokens; the paper's ramp over turns is an option; the "
        "paper fine-tunes under it: training=true has a model trained with these frequencies from the start. With "
        "scale=8,training=true and random, max 8 L, that is our reading of the abstract of Randomized YaRN (arXiv "
        "2606.23687), without its lengths that grow in training; rope+yarn evaluates it on positions 0, 1, 2, ...",
    .at_eval = "a variant of evaluation for any scheme that turns pairs (rope+yarn); training is that of the scheme, "
               "unless training=true",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .variant = true,
    .options = yarn_options,
    .options_size = sizeof(struct options),
    .check = check_yarn,
    .trains = trains,
    .rotary = &(const struct rotary_atom){.needs_frequencies = true, .frequencies = yarn},
    .temperature = &(const struct temperature_atom){.factor = yarn_factor},
};

/* Two ramps: from interpolation to a larger base between 0.75 and 1.25 turns, from that to the plain frequency between
 * `slow` and `fast`. */
static void by_parts(const struct view *view, double scale, int last, double *theta) {
    const struct options *o = view->options;
    double old[PAIRS_MAX], based[PAIRS_MAX];
    for (int p = 0; p <= last; p++) old[p] = based[p] = theta[p];
    stretch_base(view, scale, last, based);
    for (int p = 0; p <= last; p++) {
        const double first = ramp(view, 1.25, 0.75, last, old, p), second = ramp(view, o->fast, o->slow, last, old, p);
        theta[p] = (1 - first) * old[p] / scale + first * based[p];
        theta[p] = (1 - second) * theta[p] + second * old[p];
    }
}

static void parts(const struct view *view, double *theta) { each_head(view, asked(view), by_parts, theta); }

static const struct option parts_options[] = {
    SCALE_ROW,
    {"fast", OPTION_REAL, AT(fast), "16", 0.001, 1e6, NULL, "turns",
     "pairs that turn at least so often within the training length stay"},
    {"slow", OPTION_REAL, AT(slow), "2", 0.001, 1e6, NULL, "turns", "pairs that turn at most so often are slowed"},
    {0}};

const struct encoder encoder_ntk_by_parts = {
    .name = "ntk-by-parts",
    .title = "NTK by parts",
    .family = FAMILY_extension,
    .formula = "slow pairs w_p/s, then those of a larger base (ramp at 0.75 to 1.25 turns in L), then w_p (ramp from "
               "`slow` to `fast` turns)",
    .source = "bloc97 2023, jquesnelle/yarn (the form before YaRN)",
    .differs = TURNED_PAIRS ", k = s",
    .at_eval = "a variant of evaluation for any scheme that turns pairs (rope+ntk-by-parts)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .variant = true,
    .options = parts_options,
    .options_size = sizeof(struct options),
    .check = check_ramp,
    .rotary = &(const struct rotary_atom){.needs_frequencies = true, .frequencies = parts},
};

/* Factors found for the scale `target` are brought to the scale at hand: 1 + (f-1)(s-1)/(target-1). */
static void searched(const struct view *view, double scale, int last, double *theta) {
    const struct options *o = view->options;
    const double part = o->target > 1 ? (scale - 1) / (o->target - 1) : 1;
    for (int p = 0; p <= last; p++) theta[p] /= 1 + (o->factors.value[p] - 1) * part;
}

static void longrope(const struct view *view, double *theta) {
    const struct options *o = view->options;
    const double scale = asked(view);
    if (scale > 1) each_head(view, scale, o->factors.n ? searched : blend, theta);
}

enum { MAGNITUDE_SU, MAGNITUDE_YARN, MAGNITUDE_NONE };

static void magnitude(const struct view *view, double scale, int n, real *factor) {
    const struct options *o = view->options;
    const double su = 1 + log(scale) / log(fmax(view->train_length, 2));
    constant(view, n,
             o->magnitude == MAGNITUDE_SU     ? su
             : o->magnitude == MAGNITUDE_YARN ? yarn_temperature(scale)
                                              : 1,
             factor);
}

static void longrope_factor(const struct view *view, int n, real *factor) { magnitude(view, asked(view), n, factor); }

static bool check_count(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    return o->factors.n == 0 || o->factors.n == view->pairs ||
           error_set(err, "factors has %d values, but a head has %d pairs", o->factors.n, view->pairs);
}

static bool check_factors(const struct view *view, struct error *err) {
    return check_count(view, err) && check_ramp(view, err);
}

#define FACTOR_ROWS(none)                                                                                              \
    OPTION_ROW("factors", OPTION_REALS, AT(factors), "", 1e-3, 1e6, NULL, "",                                          \
               "what each pair's frequency is divided by, found by a search on data that is not the test's; " none),   \
        OPTION_ROW("target", OPTION_REAL, AT(target), "0", 0, 1e6, NULL, "",                                           \
                   "the scale that factors were found for, and are brought from to the scale at hand; 0: they are "    \
                   "taken as they are. Either way they act where s is above 1 only")
#define MAGNITUDE_ROW                                                                                                  \
    OPTION_ROW("magnitude", OPTION_CHOICE, AT(magnitude), "su", 0, 0, "su|yarn|none", NULL,                            \
               "scores times 1 + ln s / ln L, times YaRN's (0.1 ln s + 1)^2, or as they are")

static const struct option longrope_options[] = {SCALE_ROW, FACTOR_ROWS("none: YaRN's"), RAMP_ROWS, MAGNITUDE_ROW, {0}};

const struct encoder encoder_longrope = {
    .name = "longrope",
    .title = "LongRoPE",
    .family = FAMILY_extension,
    .formula = "w_p -> w_p / f_p, f found by search; scores times 1 + ln s / ln L",
    .source = "Ding et al. 2024, arXiv 2402.13753; microsoft/LongRoPE",
    .differs = "the search is the user's (option factors), its start, YaRN's factors, is the default; no first tokens "
               "that keep their frequencies",
    .at_eval = "a variant of evaluation for any scheme that turns pairs (rope+longrope)",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .variant = true,
    .options = longrope_options,
    .options_size = sizeof(struct options),
    .check = check_factors,
    .rotary = &(const struct rotary_atom){.needs_frequencies = true, .frequencies = longrope},
    .temperature = &(const struct temperature_atom){.factor = longrope_factor},
};

/* Sequences within the training length keep the frequencies that it had. */
static double beyond(const struct view *view) { return view->length > view->train_length ? asked(view) : 1; }

/* The first pair that training does not show a whole turn, which is slowed by the cube root of s, the next by its
 * square, and all others by s. */
static void from_critical(const struct view *view, double scale, int last, double *theta) {
    const struct options *o = view->options;
    const int first = o->critical >= 0 ? (int)o->critical : (int)fmax(ceil(pair_of_turns(view, 1, last, theta)), 0);
    for (int p = first; p <= last; p++) theta[p] /= pow(scale, fmin((p - first + 1) / 3.0, 1));
}

static void longrope2(const struct view *view, double *theta) {
    const struct options *o = view->options;
    const double scale = beyond(view);
    if (scale > 1) each_head(view, scale, o->factors.n ? searched : from_critical, theta);
}

static void longrope2_factor(const struct view *view, int n, real *factor) { magnitude(view, beyond(view), n, factor); }

static const struct option longrope2_options[] = {
    SCALE_ROW,
    FACTOR_ROWS("none: 1 below the critical pair, s from the second behind it on, s^(1/3) and s^(2/3) between"),
    {"critical", OPTION_INT, AT(critical), "-1", -1, 2048, NULL, "pairs",
     "the pair from which on frequencies are divided; -1: the first that turns less than once in the training length"},
    MAGNITUDE_ROW,
    {0}};

const struct encoder encoder_longrope2 = {
    .name = "longrope2",
    .title = "LongRoPE2",
    .family = FAMILY_extension,
    .formula =
        "w_p -> w_p / f_p for n > L, f_p = 1 below pair ceil(D/2 log_base(L / 2 pi)), found by search from there "
        "on; scores times 1 + ln s / ln L",
    .source = "Shang et al. 2025, arXiv 2502.20082, known here from its abstract and secondary notes",
    .differs = "the search and what it starts from were not found: factors are the user's, the default is our own; a "
               "sequence has one window, by the longest of the evaluation; without the training that the paper adds",
    .at_eval =
        "a variant of evaluation for any scheme that turns pairs (rope+longrope2); within the training length it "
        "is the scheme as trained, whatever s",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .variant = true,
    .options = longrope2_options,
    .options_size = sizeof(struct options),
    .check = check_count,
    .rotary = &(const struct rotary_atom){.needs_frequencies = true, .frequencies = longrope2},
    .temperature = &(const struct temperature_atom){.factor = longrope2_factor},
};
