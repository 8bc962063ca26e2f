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

/* What rows of a layer are gated by: `width` numbers for each head of the part. */
struct gates {
    int width, n;     /* numbers of a head, of a row */
    struct channel z; /* of row 0 */
};
static struct gates gates_of(const struct model *m, int layer) {
    return (struct gates){width_of(m, part(m)), channels(m, part(m)),
                          channel_of(m, ATOM_output_gate, part(m), layer, 0, 0)};
}

/* gate[n] of a row. Loops over a row's numbers have no branch and no aliases, so that they go in vectors. */
static void open_row(int n, const double *restrict z, real *restrict gate) {
    for (int k = 0; k < n; k++) gate[k] = vec_sigmoid1((real)z[k]);
}

static void multiply(int n, const real *restrict gate, real *restrict o) {
    for (int d = 0; d < n; d++) o[d] *= gate[d];
}

static void mixed(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const struct gates gates = gates_of(m, layer);
    real gate[WIDTH_MAX], *o = m->acts[layer].mixed;
    if (own(m)->before[layer]) memcpy(own(m)->before[layer], o, sizeof *o * (size_t)queries * (size_t)m->C);
    for (int i = 0; i < queries; i++, o += m->C) {
        open_row(gates.n, gates.z.at + (long)row_of(m, layer, g, i) * gates.z.stride, gate);
        const real *of_head = gate;
        for (int h = 0; h < m->H; h++) {
            if (!part_has_head(m, part(m), h)) continue;
            if (gates.width == 1)
                vec_scale(o + h * m->D, *of_head, m->D);
            else
                multiply(m->D, of_head, o + h * m->D);
            of_head += gates.width;
        }
    }
}

/* dout of a head's numbers becomes the gradient before the gate; dz is added to. */
static void shared_backward(int D, real gate, const real *o, real *dout, double *dz) {
    for (int d = 0; d < D; d++) {
        *dz += (double)(dout[d] * o[d] * gate * (1 - gate));
        dout[d] *= gate;
    }
}
static void each_backward(int D, const real *restrict gate, const real *restrict o, real *restrict dout,
                          double *restrict dz) {
    for (int d = 0; d < D; d++) {
        dz[d] += (double)(dout[d] * o[d] * gate[d] * (1 - gate[d]));
        dout[d] *= gate[d];
    }
}

static void mixed_backward(struct model *m, int layer, const struct group *g, int queries) {
    IN_PHASE(PHASE_SCHEME);
    const struct gates gates = gates_of(m, layer);
    const real *o = own(m)->before[layer];
    real gate[WIDTH_MAX], *dout = m->dmixed;
    for (int i = 0; i < queries; i++, o += m->C, dout += m->C) {
        const long at = (long)row_of(m, layer, g, i) * gates.z.stride;
        const real *of_head = gate;
        double *dz = gates.z.d + at;
        open_row(gates.n, gates.z.at + at, gate);
        for (int h = 0; h < m->H; h++) {
            if (!part_has_head(m, part(m), h)) continue;
            if (gates.width == 1)
                shared_backward(m->D, *of_head, o + h * m->D, dout + h * m->D, dz);
            else
                each_backward(m->D, of_head, o + h * m->D, dout + h * m->D, dz);
            of_head += gates.width, dz += gates.width;
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
