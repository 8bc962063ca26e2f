/* Training positions with gaps, so that short sequences show distances up to those of a target length. In evaluation
 * positions are left as they are.
 */
#include "encoders/atom/positions.h"
#include "encoders/encoder.h"
#include <math.h>

struct options {
    long target, ends;
    double sigma;
};

#define AT(member) offsetof(struct options, member)
#define TARGET_ROW                                                                                                     \
    OPTION_ROW("target", OPTION_INT, AT(target), "0", 0, 1000000, NULL, "positions",                                   \
               "training reaches the positions 0..target-1; 0: 8 times the longest training sequence")

static long target_of(const struct view *view) {
    const struct options *o = view->options;
    return o->target > 0 ? o->target : 8L * view->train_length;
}

/* How far the end of a sequence of T tokens can be moved. */
static long room_of(const struct view *view, int T) {
    const long room = target_of(view) - T;
    return room > 0 ? room : 0;
}

static long limit(const struct view *view, long before, int T) {
    const long target = target_of(view);
    if (view->evaluating) return before;
    /* A shorter sequence is moved further; only where it is 0, 1, 2, ... is it known to end earlier. */
    if (before > T) return before + target - 1;
    return before > target ? before : target;
}

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    return o->target == 0 || o->target >= view->train_length ||
           error_set(err,
                     "target=%ld is below the %d tokens of the longest training sequence, so there would be no gap; "
                     "leave it out, which takes 8 times as many, or give a larger one",
                     o->target, view->train_length);
}

/* Moves tokens from..to-1. */
static void move(int from, int to, long by, double *position) {
    for (int t = from; t < to; t++) position[t] += (double)by;
}

/* At most half of a sequence stays at its beginning, as in the code. */
static void pose(const struct view *view, struct rng *rng, int T, double *position) {
    if (view->evaluating || T < 2) return;
    const int first = 1 + (int)rng_below(rng, (uint32_t)(T + 1) / 2);
    move(first, T, (long)rng_below(rng, (uint32_t)room_of(view, T) + 1), position);
}

static const struct option pose_options[] = {TARGET_ROW, {0}};

const struct encoder encoder_pose = {
    .name = "pose",
    .title = "Positional skip-wise training",
    .family = FAMILY_positions,
    .formula = "training positions 0..r-1, then r+u..T-1+u; r ~ U{1..(T+1)/2}, u ~ U{0..target-T} for each sequence of "
               "T tokens",
    .source = "Zhu et al. 2024 (PoSE), arXiv 2309.10400; dwzhu-pku/PoSE",
    .differs =
        "the code also leaves out text between both chunks, and tasks have none to leave out; it fine-tunes with "
        "frequencies that are interpolated, which is written as rope+pose+yarn(scale=8,training=true)",
    .at_eval = "positions are 0, 1, 2, ...; beyond target nothing is set",
    .claims = CLAIM_USES_POSITION,
    .options = pose_options,
    .options_size = sizeof(struct options),
    .check = check,
    .positions = &(const struct positions_atom){.map = pose, .limit = limit},
};

/* Tokens that keep together at either end, for a sequence with a middle between them. */
static int ends_of(const struct view *view, struct rng *rng, int T) {
    const struct options *o = view->options;
    const int few = T / 16 > 1 ? T / 16 : 1, drawn = rng_below(rng, 2) ? T / 3 : few;
    const long asked = o->ends > 0 ? o->ends : drawn;
    return asked <= (T - 1) / 2 ? (int)asked : (T - 1) / 2;
}

/* Of 0..room, with the density of a Gaussian about its middle: what falls outside is drawn again. */
static long gaussian_of(struct rng *rng, long room, double sigma) {
    for (;;) {
        const double x = floor(0.5 * (double)room + sigma * rng_normal(rng) + 0.5);
        if (x >= 0 && x <= (double)room) return (long)x;
    }
}

static void cream(const struct view *view, struct rng *rng, int T, double *position) {
    const struct options *o = view->options;
    const long room = room_of(view, T);
    if (view->evaluating || T < 3 || room == 0) return;
    const int ends = ends_of(view, rng, T);
    move(ends, T - ends, gaussian_of(rng, room, o->sigma * T), position);
    move(T - ends, T, room, position);
}

static const struct option cream_options[] = {
    TARGET_ROW,
    {"ends", OPTION_INT, AT(ends), "0", 0, 1000000, NULL, "tokens",
     "k: so many at either end keep together, at most what leaves a middle of one; 0: T/3 or T/16 (at least 1), each "
     "for half of the sequences"},
    {"sigma", OPTION_REAL, AT(sigma), "3", 0.01, 10, NULL, "of T",
     "deviation of the middle's place before it is cut to what is possible"},
    {0}};

const struct encoder encoder_cream = {
    .name = "cream",
    .title = "Middle-focused skip-wise training",
    .family = FAMILY_positions,
    .formula = "training positions 0..k-1, then T-2k ones that end at m, then target-k..target-1; m ~ a Gaussian about "
               "the middle of T-k-1..target-k-1, cut to it",
    .source = "Wu et al. 2024 (CREAM), arXiv 2406.07138, known here from its abstract and secondary notes",
    .differs =
        "k and the Gaussian's deviation are those recalled (32 or T/3, 3 T) and not checked; T/16 stands for 32, "
        "which is more than short sequences have",
    .at_eval = "positions are 0, 1, 2, ...; beyond target nothing is set",
    .claims = CLAIM_USES_POSITION,
    .options = cream_options,
    .options_size = sizeof(struct options),
    .check = check,
    .positions = &(const struct positions_atom){.map = cream, .limit = limit},
};
