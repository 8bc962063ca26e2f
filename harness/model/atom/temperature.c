/* Row scales: a factor on the query, after it is turned, that depends on how many keys it sees. It multiplies every
 * product of the query (with keys, and with vectors by distance), not what is added to scores otherwise.
 */
#include "encoders/atom/temperature.h"
#include "model/atom/mask.h"
#include "model/atom/temperature.h"
#include "model/plain.h"

struct state {
    bool learns;
    real *factor[LAYERS_MAX], *grad[LAYERS_MAX]; /* [H][longest] by the keys a query sees, less 1 */
    real *plain[LAYERS_MAX][OPERANDS_MAX];       /* queries of each form before scaling; NULL: not kept */
};
static struct state *own(const struct model *m) { return m->state[ATOM_temperature]; }

static bool check(struct model *m, int part, struct error *err) {
    struct state *s = own(m);
    const struct encoder *e = m->scheme.part[part].encoder;
    if (part_evaluates_only(m, part)) return true;
    const bool learns = e->temperature->grad && m->part_learns[part];
    for (int k = 0; k < part; k++)
        if (part_has_atom(m, k, ATOM_temperature) && !part_evaluates_only(m, k) && (learns || s->learns))
            return part_clash(m, k, part, "a learned temperature stands alone", err);
    s->learns |= learns;
    return true;
}

static long scratch(const struct model *m) { return (long)m->room_longest * m->H; }

static void room(struct model *m, struct arena *arena, long N, long longest) {
    (void)N;
    for (int l = 0; l < m->L; l++) {
        own(m)->factor[l] = take(arena, true, (size_t)(longest * m->H));
        own(m)->grad[l] = take(arena, own(m)->learns && m->training, (size_t)(longest * m->H));
    }
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    const struct layer_acts *a = &m->acts[layer];
    (void)longest;
    for (int k = 0; k < OPERANDS_MAX; k++) own(m)->plain[layer][k] = NULL;
    for (int k = 0; own(m)->learns && m->training && k < a->n_operands; k++)
        own(m)->plain[layer][k] = take(arena, true, (size_t)(N * a->operands[k].query_stride));
}

static void build_layer(struct model *m, int layer) {
    const long n = m->room_longest;
    real *factor = own(m)->factor[layer];
    for (long k = 0; k < n * m->H; k++) factor[k] = 1;
    EACH_PART(m, i, hooks, temperature) {
        if (!part_acts(m, i) || !part_stands(m, i, layer)) continue;
        const struct view view = part_view(m, i, layer, false);
        const real *of_head = m->tables.scratch;
        hooks->factor(&view, (int)n, m->tables.scratch);
        for (int h = 0; h < m->H; h++) {
            if (!part_has_head(m, i, h)) continue;
            for (long k = 0; k < n; k++) factor[h * n + k] *= of_head[k];
            of_head += n;
        }
    }
}

static void build(struct model *m, bool fixed) {
    for (int layer = 0; (fixed || own(m)->learns) && layer < m->L; layer++) build_layer(m, layer);
}

static void zero_grad(struct model *m) {
    for (int l = 0; l < m->L; l++)
        if (own(m)->grad[l]) memset(own(m)->grad[l], 0, sizeof(real) * (size_t)m->room_longest * (size_t)m->H);
}

/* A learned temperature stands alone in training, so its gradient is the table's. */
static void hand_back(struct model *m) {
    const int n = m->room_longest;
    EACH_PART(m, i, hooks, temperature)
    for (int layer = 0; own(m)->learns && hooks->grad && m->part_learns[i] && layer < m->L; layer++) {
        if (!part_stands(m, i, layer)) continue;
        const struct view view = part_view(m, i, layer, true);
        part_gather(m, i, sizeof(real) * (size_t)n, own(m)->grad[layer], m->tables.scratch);
        hooks->grad(&view, n, m->tables.scratch);
    }
}

int temperature_seen(const struct cell *c, int i) {
    const int seen = mask_count(c, i);
    return seen > 1 ? seen : 1;
}

/* The head's factors of queries that see k + 1 keys. */
static real *factors_of(const struct cell *c, real *table) {
    return table ? table + (long)c->head * c->m->room_longest : NULL;
}

const real *temperature_factors(const struct cell *c) {
    return c->m->state[ATOM_temperature] ? factors_of(c, own(c->m)->factor[c->layer]) : NULL;
}
real *temperature_grads(const struct cell *c) { return factors_of(c, own(c->m)->grad[c->layer]); }

static void begin(struct cell *c, bool back) {
    const real *factor = factors_of(c, own(c->m)->factor[c->layer]);
    for (int k = 0; !back && k < c->acts->n_operands; k++) {
        const struct operands *o = &c->acts->operands[k];
        if (!(o->heads >> c->head & 1)) continue;
        for (int i = 0; i < c->n; i++) {
            const long at = ((long)c->q0 + i) * o->query_stride + c->head * o->size;
            real *plain = own(c->m)->plain[c->layer][k];
            if (plain) memcpy(plain + at, o->query + at, sizeof(real) * (size_t)o->size);
            vec_scale(o->query + at, factor[temperature_seen(c, i) - 1], o->size);
        }
    }
}

/* d of a scaled row to d of the row, in place; returns d of the factor where the row is kept. */
static real scale_row_backward(real *d, const real *plain, real factor, int n) {
    const real dfactor = plain ? vec_dot(d, plain, n) : 0;
    vec_scale(d, factor, n);
    return dfactor;
}

static void end_backward(struct cell *c) {
    const real *factor = factors_of(c, own(c->m)->factor[c->layer]);
    real *dfactor = factors_of(c, own(c->m)->grad[c->layer]);
    for (int i = 0; i < c->n; i++) {
        const int seen = temperature_seen(c, i);
        real sum = 0;
        for (int k = 0; k < c->acts->n_operands; k++) {
            const struct operands *o = &c->acts->operands[k];
            if (!(o->heads >> c->head & 1) || !o->dquery) continue;
            const long at = ((long)c->q0 + i) * o->query_stride + c->head * o->size;
            const real *plain = own(c->m)->plain[c->layer][k];
            sum += scale_row_backward(o->dquery + at, plain ? plain + at : NULL, factor[seen - 1], o->size);
        }
        if (dfactor) dfactor[seen - 1] += sum;
    }
}

/* ---- plain ---- */

static void plain_queries(const struct plain *s, int head) {
    const struct model *m = s->m;
    EACH_PART(m, p, hooks, temperature) {
        if (!part_acts(m, p) || !part_stands(m, p, s->layer) || !part_has_head(m, p, head)) continue;
        const struct view view = part_view(m, p, s->layer, false);
        const real *factor = s->given + (long)part_own_head(m, p, head) * s->T;
        hooks->factor(&view, s->T, s->given);
        for (int i = 0; i < s->T; i++) {
            int seen = 0;
            for (int j = 0; j < s->T; j++) seen += plain_weighs(s, head, i, j);
            if (seen == 0) seen = 1;
            for (int f = 0; f < s->forms; f++)
                for (int d = 0; d < s->form[f].size; d++) plain_query(s, f, head, i)[d] *= (double)factor[seen - 1];
        }
    }
}

static const struct plain_atom plain = {.queries = plain_queries};

const struct atom atom_temperature = {.plain = &plain,
                                      .traits = ATOM_BOUNDED,
                                      .state = sizeof(struct state),
                                      .check = check,
                                      .scratch = scratch,
                                      .room = room,
                                      .layer_room = layer_room,
                                      .build = build,
                                      .zero_grad = zero_grad,
                                      .hand_back = hand_back,
                                      .begin = begin,
                                      .end_backward = end_backward};
