/* Output gate: heads' outputs times sigmoids of channels, row by row behind attention. */
#include "encoders/atom/output_gate.h"
#include "model/atom/channels.h"
#include "model/math/phase.h"

struct state {
    real *before[LAYERS_MAX]; /* [Q][C] outputs before the gate; training room only */
};
static struct state *own(const struct model *m) { return m->state[ATOM_output_gate]; }
static int part(const struct model *m) { return part_of(m, ATOM_output_gate); }

/* Numbers of a head: of the part whose index is given. */
static int width_of(const struct model *m, int i) {
    const struct view view = part_view(m, i, 0, false);
    return m->scheme.part[i].encoder->output_gate->per_head(&view) ? 1 : m->D;
}

static int channels(const struct model *m, int i) { return part_own_head(m, i, m->H) * width_of(m, i); }

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    (void)longest;
    own(m)->before[layer] = take(arena, m->training, (size_t)(N * m->C));
}

static int row_of(const struct model *m, int layer, const struct group *g, int i) {
    return answers_only(m, layer) ? g->answer_row[i] : i;
}

static void mixed(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const int width = width_of(m, part(m)), step = width > 1;
    real *o = m->acts[layer].mixed;
    if (own(m)->before[layer]) memcpy(own(m)->before[layer], o, sizeof *o * (size_t)queries * (size_t)m->C);
    for (int i = 0; i < queries; i++, o += m->C)
        for (int h = 0; h < m->H; h++) {
            if (!part_has_head(m, part(m), h)) continue;
            const struct channel z = channel_of(m, ATOM_output_gate, part(m), layer, row_of(m, layer, g, i),
                                                part_own_head(m, part(m), h) * width);
            for (int d = 0; d < m->D; d++) o[h * m->D + d] *= vec_sigmoid1((real)z.at[d * step]);
        }
}

static void mixed_backward(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const int width = width_of(m, part(m)), step = width > 1;
    const real *o = own(m)->before[layer];
    real *dout = m->dmixed;
    for (int i = 0; i < queries; i++, o += m->C, dout += m->C)
        for (int h = 0; h < m->H; h++) {
            if (!part_has_head(m, part(m), h)) continue;
            const struct channel z = channel_of(m, ATOM_output_gate, part(m), layer, row_of(m, layer, g, i),
                                                part_own_head(m, part(m), h) * width);
            for (int d = 0; d < m->D; d++) {
                const int at = h * m->D + d;
                const real gate = vec_sigmoid1((real)z.at[d * step]);
                z.d[d * step] += (double)(dout[at] * o[at] * gate * (1 - gate));
                dout[at] *= gate;
            }
        }
}

const struct atom atom_output_gate = {.traits = ATOM_BOUNDED,
                                      .alone = "gate what heads give",
                                      .state = sizeof(struct state),
                                      .channels = channels,
                                      .layer_room = layer_room,
                                      .mixed = mixed,
                                      .mixed_backward = mixed_backward};
