/* Maps of positions, and numbers of tokens: what an expression makes of the tokens of a sequence, in the order in which
 * its parts are written. The model gets positions with its batch (struct batch); nothing else of it knows of maps.
 */
#include "encoders/atom/positions.h"
#include "encoders/atom/numbers.h"
#include "model/atom.h"
#include "model/plain.h"

long scheme_places(const struct scheme *scheme, bool evaluating, int train_length, int T) {
    long limit = T;
    for (int i = 0; i < scheme->n; i++) {
        const struct part *part = &scheme->part[i];
        const struct positions_atom *hooks = part->encoder->positions;
        /* Lengths alone: an expression has its limit in any model. */
        const struct view view = {
            .options = part->options, .layer = -1, .train_length = train_length, .length = T, .evaluating = evaluating};
        if (hooks && hooks->limit) limit = hooks->limit(&view, limit, T);
    }
    return limit > T ? limit : T;
}

/* Of the first `heads` heads, those that a part stands in. */
static int heads_of(const struct part *part, int heads) {
    int own = 0;
    for (int h = 0; h < heads; h++) own += (int)(part->heads >> h & 1);
    return own;
}

void scheme_positions(const struct scheme *scheme, const struct view *about, struct rng *rng, int T, double *position,
                      int *number) {
    for (int t = 0; t < T; t++) position[t] = t, number[t] = 0;
    for (int i = 0; i < scheme->n; i++) {
        const struct part *part = &scheme->part[i];
        struct view view = *about;
        view.options = part->options;
        view.heads = heads_of(part, about->heads);
        view.length = T;
        if (part->encoder->positions) part->encoder->positions->map(&view, rng, T, position);
        if (part->encoder->numbers) part->encoder->numbers->of(&view, rng, T, number);
    }
}

static bool agree(struct model *m, struct error *err) {
    EACH_ATOM(at, &m->anywhere) {
        if (!(at->atom->traits & ATOM_WHOLE)) continue;
        EACH_PART(m, i, hooks, positions)
        if (hooks->real)
            return part_clash(m, part_of(m, at->number), i, "vectors are looked up by whole distances", err);
    }
    return true;
}

const struct atom atom_positions = {
    .plain = &(const struct plain_atom){0}, .traits = ATOM_FIRST | ATOM_BOUNDED | ATOM_BESIDE, .agree = agree};
