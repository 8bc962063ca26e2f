/* Turning queries and keys: tables of 2x2 maps by place, made from the frequencies and maps that the scheme's parts
 * give, their application to rows, and the backward pass. Angles are double; what the maps hold is stored real.
 */
#include "encoders/atom/rotary.h"
#include "base/bf16.h"
#include "encoders/atom/branches.h"
#include "model/atom/branches.h"
#include "model/atom/rotary.h"
#include "model/math/phase.h"
#include <string.h>

struct state {
    int first;  /* the first part that turns */
    bool turns; /* some part does; variants that only need one stand too */
    bool has_frequencies, learns, per_layer, keys_differ;
    bool rounds;                                           /* some part rounds to bf16 */
    struct rotary_tables tables[BRANCHES_MAX][LAYERS_MAX]; /* layer 0 only, unless some part turns per layer */
    double *theta, *phi;                                   /* scratch: frequencies, phases of keys, each twice [H][P] */
    double *mapped;                                        /* scratch: a branch's positions, [limit] */
    struct kept shared_query, shared_key;
    real *query_raw[LAYERS_MAX], *key_raw[LAYERS_MAX]; /* [Q][C], [N][C] before turning, of polar pairs the slopes of
                                                          radii; kept only when a rotation is learned */
    real *query_polar[LAYERS_MAX], *key_polar[LAYERS_MAX]; /* [Q][2C], [N][2C] operands where pairs are polar */
    real *dquery_polar, *dkey_polar;                       /* their gradients */
};
static struct state *own(const struct model *m) { return m->state[ATOM_rotary]; }

/* Heads whose pairs are polar in a layer. */
static uint64_t polar_heads(const struct model *m, int layer) {
    uint64_t heads = 0;
    EACH_PART(m, i, hooks, rotary)
    if (m->layout == ROTARY_POLAR && hooks->layout && part_stands(m, i, layer)) heads |= m->scheme.part[i].heads;
    return heads;
}
static bool polar(const struct model *m) { return m->layout_part >= 0 && m->layout == ROTARY_POLAR; }
static int table_layers(const struct model *m) { return own(m)->per_layer ? m->L : 1; }
struct rotary_tables *rotary_tables_of(const struct model *m, int branch, int layer) {
    return &own(m)->tables[branch][own(m)->per_layer ? layer : 0];
}

const double *rotary_frequencies(const struct model *m) { return own(m)->theta; }

/* ---- composition and room ---- */

static struct rotary_rounding rounding_of(const struct model *m, int part, const struct rotary_atom *hooks) {
    const struct view view = part_view(m, part, -1, false);
    struct rotary_rounding out = {0};
    if (hooks->rounding) hooks->rounding(&view, &out);
    return out;
}
static bool rounds_anything(struct rotary_rounding r) { return r.angles || r.tables || r.rows; }

static bool check_turning(struct model *m, int i, const struct rotary_atom *hooks, struct error *err) {
    struct state *s = own(m);
    const struct encoder *e = m->scheme.part[i].encoder;
    const bool learns = (hooks->rotate_grad || hooks->frequencies_grad || hooks->key_phases_grad) && m->part_learns[i];
    if (m->D % 2)
        return error_set(err, "scheme %s turns pairs, but the head size %d is odd; change width or heads", e->name,
                         m->D);
    struct view view = part_view(m, i, -1, false);
    if (hooks->layout && !pairs_agree(m, i, hooks->layout(&view), err)) return false;
    if (s->turns && !part_evaluates_only(m, i) && (learns || s->learns))
        return part_clash(m, s->first, i, "a learned rotation stands alone", err);
    if (!s->turns) s->first = i;
    s->turns = true;
    s->has_frequencies |= hooks->frequencies != NULL;
    s->learns |= learns;
    s->per_layer |= hooks->per_layer || m->scheme.part[i].layers != ~(uint64_t)0;
    s->keys_differ |= hooks->key_phases != NULL;
    s->rounds |= rounds_anything(rounding_of(m, i, hooks));
    return true;
}

static bool check(struct model *m, int part, struct error *err) {
    const struct encoder *e = m->scheme.part[part].encoder;
    if (e->rotary->needs_frequencies && !own(m)->has_frequencies)
        return error_set(
            err, "scheme %s changes how pairs are turned, so it needs a scheme that turns them before it: rope+%s",
            e->name, e->name);
    return !(e->rotary->rotate || e->rotary->frequencies) || check_turning(m, part, e->rotary, err);
}

static bool agree(struct model *m, struct error *err) {
    (void)err;
    EACH_PART(m, i, hooks, branches) own(m)->per_layer |= m->scheme.part[i].layers != ~(uint64_t)0;
    return true;
}

static bool keys_differ(const struct model *m) { return own(m)->keys_differ || m->branches > 1; }

/* Whether some part learns from how queries, or keys, are turned. */
static bool learns_turns(const struct model *m, bool key) {
    bool learns = false;
    EACH_PART(m, i, hooks, rotary)
    learns |= m->part_learns[i] && (hooks->frequencies_grad || hooks->rotate_grad || (key && hooks->key_phases_grad));
    return learns;
}

static void tables_room(struct model *m, struct arena *arena, struct rotary_tables *r) {
    const size_t n = (size_t)m->tables.limit * (size_t)(m->H * m->pairs);
    for (int key = 0; key < 2; key++) {
        const bool own_block = !key || keys_differ(m), learns = own_block && m->training && learns_turns(m, key);
        r->cosine[key] = take(arena, own_block, n);
        r->sine[key] = take(arena, own_block, n);
        r->dcosine[key] = take(arena, learns, n);
        r->dsine[key] = take(arena, learns, n);
    }
    if (keys_differ(m)) return;
    r->cosine[1] = r->cosine[0], r->sine[1] = r->sine[0];
    r->dcosine[1] = r->dcosine[0], r->dsine[1] = r->dsine[0];
}

static long scratch(const struct model *m) { return 2L * m->tables.limit * m->H * m->pairs; }

static void room(struct model *m, struct arena *arena, long N, long longest) {
    struct state *s = own(m);
    const size_t angles = 2 * (size_t)(m->H * m->pairs);
    const bool wide = m->training && polar(m);
    (void)longest;
    if (!s->turns) return;
    for (int b = 0; b < m->branches; b++)
        for (int l = 0; l < table_layers(m); l++) tables_room(m, arena, &s->tables[b][l]);
    s->theta = arena_take(arena, angles, sizeof *s->theta);
    s->phi = arena_take(arena, angles, sizeof *s->phi);
    s->mapped = m->branches > 1 ? arena_take(arena, (size_t)m->tables.limit, sizeof *s->mapped) : NULL;
    s->dquery_polar = take(arena, wide, (size_t)(N * 2 * m->C));
    s->dkey_polar = take(arena, wide, (size_t)(N * 2 * m->C));
}

/* Radii and angles are another form of queries and keys, in the heads that have them. */
static void polar_room(struct model *m, struct arena *arena, int layer, long N) {
    struct state *s = own(m);
    struct layer_acts *a = &m->acts[layer];
    const size_t wide = (size_t)(N * 2 * m->C);
    s->query_polar[layer] = take_kept(m, arena, &s->shared_query, wide);
    s->key_polar[layer] = take_kept(m, arena, &s->shared_key, wide);
    a->operands[a->n_operands++] = (struct operands){.heads = polar_heads(m, layer),
                                                     .size = 2 * m->D,
                                                     .query_stride = 2 * m->C,
                                                     .key_stride = 2 * m->C,
                                                     .query = s->query_polar[layer],
                                                     .key = s->key_polar[layer],
                                                     .dquery = s->dquery_polar,
                                                     .dkey = s->dkey_polar};
}

static void layer_room(struct model *m, struct arena *arena, int layer, long N, long longest) {
    struct state *s = own(m);
    (void)longest;
    s->query_raw[layer] = take(arena, m->training && (s->learns || polar(m)), (size_t)(N * m->C));
    s->key_raw[layer] = take(arena, m->training && (s->learns || polar(m)), (size_t)(N * m->C));
    if (s->turns && polar_heads(m, layer)) polar_room(m, arena, layer, N);
}

/* ---- tables ---- */

typedef void (*angles)(const struct view *view, double *out);

/* A part's hook on all[H][P] of a layer, behind which there is scratch of the same size. */
static void ask(const struct model *m, int part, int layer, angles hook, double *all) {
    double *part_of_heads = all + m->H * m->pairs;
    struct view view = part_view(m, part, layer, false);
    part_gather(m, part, sizeof *all * (size_t)m->pairs, all, part_of_heads);
    hook(&view, part_of_heads);
    part_scatter(m, part, sizeof *all * (size_t)m->pairs, part_of_heads, all);
}

static bool turns_here(const struct model *m, int part, int layer) {
    return part_acts(m, part) && part_stands(m, part, layer);
}

/* Parts from..to-1 taper what they and the variants behind them gave. */
static void taper(const struct model *m, int from, int to, int layer, double *theta) {
    for (int i = from; i < to; i++) {
        const struct rotary_atom *hooks = m->scheme.part[i].encoder->rotary;
        if (hooks && hooks->taper && turns_here(m, i, layer)) ask(m, i, layer, hooks->taper, theta);
    }
}

static void build_frequencies(const struct model *m, int layer, double *theta) {
    int tapered = 0;
    memset(theta, 0, sizeof *theta * (size_t)(m->H * m->pairs));
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (!e->rotary || !e->rotary->frequencies || !turns_here(m, i, layer)) continue;
        if (!e->variant) taper(m, tapered, i, layer, theta), tapered = i;
        ask(m, i, layer, e->rotary->frequencies, theta);
    }
    taper(m, tapered, m->scheme.n, layer, theta);
}

static void build_phases(const struct model *m, int layer, double *phi) {
    memset(phi, 0, sizeof *phi * (size_t)(m->H * m->pairs));
    EACH_PART(m, i, hooks, rotary)
    if (hooks->key_phases && turns_here(m, i, layer)) ask(m, i, layer, hooks->key_phases, phi);
}

void rotary_turns(const double *theta, const double *phi, int pairs, int n, const double *position, real *cosine,
                  real *sine) {
    for (int i = 0; i < n; i++, cosine += pairs, sine += pairs)
        for (int p = 0; p < pairs; p++) vec_turn1(position[i] * theta[p] + phi[p], cosine + p, sine + p);
}

/* Maps of a part, [heads of the part][n][P] as its hook gives them, onto those of n places. */
static void multiply_maps(struct model *m, int part, int n, real *cosine, real *sine) {
    const int P = m->pairs;
    const real *c = m->tables.scratch, *s = c + (long)m->tables.limit * m->H * P;
    for (int h = 0; h < m->H; h++) {
        if (!part_has_head(m, part, h)) continue;
        for (int i = 0; i < n; i++, c += P, s += P)
            for (int p = 0; p < P; p++) {
                const long k = ((long)i * m->H + h) * P + p;
                const real a = cosine[k], b = sine[k];
                cosine[k] = a * c[p] - b * s[p];
                sine[k] = a * s[p] + b * c[p];
            }
    }
}

/* Positions as a branch has them, for a pair or NO_PAIR: of tokens counted from the start of their sequence, wherever
 * that stands. */
static const double *mapped(struct model *m, int branch, int layer, bool key, int pair, int n) {
    double *position = own(m)->mapped;
    if (!branches_stand(m, layer)) return m->tables.number;
    for (int k = 0; k < n; k++) position[k] = k;
    branch_map(m, layer, branch, key, pair, n, position);
    return position;
}

/* What is rounded in a head: what any of its parts asks for. */
static struct rotary_rounding head_rounding(const struct model *m, int layer, int head) {
    struct rotary_rounding all = {0};
    EACH_PART(m, i, hooks, rotary) {
        if (!own(m)->rounds || !turns_here(m, i, layer) || !part_has_head(m, i, head)) continue;
        const struct rotary_rounding one = rounding_of(m, i, hooks);
        all.angles |= one.angles, all.tables |= one.tables, all.rows |= one.rows;
    }
    return all;
}

static double rounded(double x) { return (double)bf16_round((float)x); }

/* The turns once more, by rounded angles, of pairs first..last-1 in heads that round these. */
static void round_angles(const struct model *m, int layer, int first, int last, int n, const double *position,
                         real *cosine, real *sine) {
    const int P = m->pairs;
    for (int h = 0; own(m)->rounds && h < m->H; h++) {
        if (!head_rounding(m, layer, h).angles) continue;
        for (long i = 0; i < n; i++)
            for (int p = h * P + first; p < h * P + last; p++) {
                const double angle = rounded(rounded(position[i]) * rounded(own(m)->theta[p])) + own(m)->phi[p];
                vec_turn1(angle, &cosine[i * m->H * P + p], &sine[i * m->H * P + p]);
            }
    }
}

static void round_tables(const struct model *m, int layer, int n, real *cosine, real *sine) {
    const int P = m->pairs;
    for (int h = 0; own(m)->rounds && h < m->H; h++) {
        if (!head_rounding(m, layer, h).tables) continue;
        for (long i = 0; i < n; i++)
            for (long k = (i * m->H + h) * P; k < (i * m->H + h + 1) * P; k++) {
                cosine[k] = (real)bf16_round((float)cosine[k]);
                sine[k] = (real)bf16_round((float)sine[k]);
            }
    }
}

/* rotary_turns where each pair stands at positions of its own. */
static void turns_by_pair(struct model *m, int branch, int layer, bool key, int n, real *cosine, real *sine) {
    const struct state *s = own(m);
    const int P = m->pairs, size = m->H * P;
    for (int p = 0; p < P; p++) {
        const double *position = mapped(m, branch, layer, key, p, n);
        for (int i = 0; i < n; i++)
            for (int a = p; a < size; a += P)
                vec_turn1(position[i] * s->theta[a] + s->phi[a], cosine + (long)i * size + a,
                          sine + (long)i * size + a);
        round_angles(m, layer, p, p + 1, n, position, cosine, sine);
    }
    round_tables(m, layer, n, cosine, sine);
}

/* The tables of a layer (0 where they serve all) at the n positions in tables.number. */
static void build_tables(struct model *m, int branch, int layer, bool key, int n) {
    struct state *s = own(m);
    real *cosine = s->tables[branch][layer].cosine[key], *sine = s->tables[branch][layer].sine[key];
    build_frequencies(m, layer, s->theta);
    build_phases(m, layer, s->phi);
    if (!key) memset(s->phi, 0, sizeof *s->phi * (size_t)(m->H * m->pairs));
    if (branch_pairs_differ(m, layer)) {
        turns_by_pair(m, branch, layer, key, n, cosine, sine);
        return;
    }
    const double *position = mapped(m, branch, layer, key, NO_PAIR, n);
    rotary_turns(s->theta, s->phi, m->H * m->pairs, n, position, cosine, sine);
    round_angles(m, layer, 0, m->pairs, n, position, cosine, sine);
    EACH_PART(m, i, hooks, rotary) {
        if (!hooks->rotate || !turns_here(m, i, layer)) continue;
        struct view view = part_view(m, i, layer, false);
        real *own_cosine = m->tables.scratch, *own_sine = own_cosine + (long)m->tables.limit * m->H * m->pairs;
        hooks->rotate(&view, key, n, position, own_cosine, own_sine);
        multiply_maps(m, i, n, cosine, sine);
    }
    round_tables(m, layer, n, cosine, sine);
}

static void place_build(struct model *m, int n, bool fixed) {
    for (int key = 0; own(m)->turns && key < (keys_differ(m) ? 2 : 1); key++)
        for (int b = 0; (fixed || learns_turns(m, key)) && b < m->branches; b++)
            for (int l = 0; l < table_layers(m); l++) build_tables(m, b, l, key, n);
}

static void place_zero(struct model *m) {
    const size_t n = sizeof(real) * (size_t)m->tables.limit * (size_t)(m->H * m->pairs);
    for (int l = 0; l < table_layers(m); l++)
        for (int key = 0; key < 2; key++) {
            struct rotary_tables *t = &own(m)->tables[0][l];
            if (t->dcosine[key]) memset(t->dcosine[key], 0, n);
            if (t->dsine[key]) memset(t->dsine[key], 0, n);
        }
}

/* dangle = C dS - S dC, summed over places: as it is for a phase, times the position for a frequency. */
static void angles_grad(struct model *m, int part, int layer, bool key, int n, const double *position,
                        void (*hook)(const struct view *, const double *)) {
    const struct rotary_tables *r = &own(m)->tables[0][layer];
    const int size = m->H * m->pairs;
    double *sum = own(m)->theta, *part_of_heads = sum + size;
    memset(sum, 0, sizeof *sum * (size_t)size);
    for (int i = 0; i < n; i++)
        for (int a = 0; a < size; a++) {
            const long k = (long)i * size + a;
            sum[a] += (position ? position[i] : 1) * ((double)r->cosine[key][k] * (double)r->dsine[key][k] -
                                                      (double)r->sine[key][k] * (double)r->dcosine[key][k]);
        }
    struct view view = part_view(m, part, layer, true);
    part_gather(m, part, sizeof *sum * (size_t)m->pairs, sum, part_of_heads);
    hook(&view, part_of_heads);
}

/* The part's heads of a gradient of n places one after the other, as the hook gave its table. */
static void gather_maps(const struct model *m, int part, int n, const real *from, real *to) {
    const int P = m->pairs;
    for (int h = 0; h < m->H; h++)
        for (int i = 0; part_has_head(m, part, h) && i < n; i++, to += P)
            memcpy(to, from + ((long)i * m->H + h) * P, sizeof *to * (size_t)P);
}

static void maps_grad(struct model *m, int part, int layer, bool key, int n) {
    struct tables *t = &m->tables;
    real *c = t->scratch, *s = c + (long)t->limit * m->H * m->pairs;
    struct view view = part_view(m, part, layer, true);
    gather_maps(m, part, n, own(m)->tables[0][layer].dcosine[key], c);
    gather_maps(m, part, n, own(m)->tables[0][layer].dsine[key], s);
    m->scheme.part[part].encoder->rotary->rotate_grad(&view, key, n, t->number, c, s);
}

static void place_grad(struct model *m, int n) {
    for (int layer = 0; own(m)->learns && layer < table_layers(m); layer++)
        for (int key = 0; key < (own(m)->keys_differ ? 2 : 1); key++) EACH_PART(m, i, hooks, rotary) {
                if (!m->part_learns[i] || !part_stands(m, i, layer)) continue;
                if (hooks->frequencies_grad)
                    angles_grad(m, i, layer, key, n, m->tables.number, hooks->frequencies_grad);
                if (hooks->key_phases_grad && key) angles_grad(m, i, layer, key, n, NULL, hooks->key_phases_grad);
                if (hooks->rotate_grad) maps_grad(m, i, layer, key, n);
            }
}

/* ---- rows ---- */

/* Heads whose rows are rounded. */
static uint64_t rounded_heads(const struct model *m, int layer) {
    uint64_t heads = 0;
    for (int h = 0; own(m)->rounds && h < m->H; h++)
        if (head_rounding(m, layer, h).rows) heads |= (uint64_t)1 << h;
    return heads;
}

/* Turn rows of x (heads side by side) in place. */
static void turn_rows(const struct model *m, int layer, const struct rotary_tables *t, bool key, int n,
                      const int *place, int stride, real *x) {
    const int size = m->H * m->pairs;
    const uint64_t heads = rounded_heads(m, layer);
    if (!heads) {
        rotary_turn_rows(m, t, key, false, n, place, stride, x);
        return;
    }
    for (int r = 0; r < n; r++, x += stride) {
        const real *cosine = t->cosine[key] + (long)place[r] * size, *sine = t->sine[key] + (long)place[r] * size;
        for (int h = 0; h < m->H; h++)
            if (heads >> h & 1)
                rotary_turn_rounded(m, cosine + h * m->pairs, sine + h * m->pairs, x + h * m->D);
            else
                rotary_turn(m, cosine + h * m->pairs, sine + h * m->pairs, false, 1, x + h * m->D);
    }
}

/* Rows of the tables for all rows of a group, and for those of queries: branches count tokens from the start of the
 * sequence. */
static const int *key_place(const struct model *m, int layer, const struct group *g) {
    return branches_stand(m, layer) ? g->ordinal : g->place;
}
static const int *query_place(const struct model *m, int layer, const struct group *g) {
    if (!queries_apart(m, layer)) return key_place(m, layer, g);
    return branches_stand(m, layer) ? g->answer_index : g->answer_place;
}

static void keep_raw(const struct model *m, int layer, int queries, int keys) {
    const struct layer_acts *a = &m->acts[layer];
    real *query = own(m)->query_raw[layer], *key = own(m)->key_raw[layer];
    if (!query || polar(m)) return;
    memcpy(query, a->q, sizeof(real) * (size_t)queries * (size_t)m->C);
    for (int r = 0; r < keys; r++)
        memcpy(key + (long)r * m->C, a->kv + (long)r * 2 * m->C, sizeof(real) * (size_t)m->C);
}

/* Queries and keys as projected, to their form in a branch. */
static void branch_rows(struct model *m, int layer, const struct group *g, int queries, const struct operands *o) {
    const struct layer_acts *a = &m->acts[layer];
    const struct rotary_tables *t = rotary_tables_of(m, o->branch, layer);
    const int C = m->C, *query = query_place(m, layer, g), *key = key_place(m, layer, g);
    if (o->size > m->D) {
        const uint64_t heads = polar_heads(m, layer);
        polar_apply(m, t, heads, false, queries, query, C, a->q, o->query, o->branch ? NULL : own(m)->query_raw[layer]);
        polar_apply(m, t, heads, true, g->rows, key, 2 * C, a->kv, o->key, o->branch ? NULL : own(m)->key_raw[layer]);
        return;
    }
    memcpy(o->query, a->q, sizeof(real) * (size_t)queries * (size_t)C);
    for (int r = 0; r < g->rows; r++) memcpy(o->key + (long)r * C, a->kv + (long)r * 2 * C, sizeof(real) * (size_t)C);
    turn_rows(m, layer, t, false, queries, query, C, o->query);
    turn_rows(m, layer, t, true, g->rows, key, C, o->key);
}

static void rows(struct model *m, int layer, const struct group *g, int queries) {
    const struct layer_acts *a = &m->acts[layer];
    const struct rotary_tables *t = rotary_tables_of(m, 0, layer);
    if (!own(m)->turns) return;
    keep_raw(m, layer, queries, g->rows);
    for (int k = 1; k < a->n_operands; k++) branch_rows(m, layer, g, queries, &a->operands[k]);
    if (polar(m)) return;
    turn_rows(m, layer, t, false, queries, query_place(m, layer, g), m->C, a->q);
    turn_rows(m, layer, t, true, g->rows, key_place(m, layer, g), 2 * m->C, a->kv);
}

static void rows_backward(struct model *m, int layer, const struct group *g, int queries) {
    struct state *s = own(m);
    const struct rotary_tables *t = rotary_tables_of(m, 0, layer);
    const int C = m->C, *place = queries_apart(m, layer) ? g->answer_place : g->place;
    if (!s->turns) return;
    if (polar(m)) {
        if (!polar_heads(m, layer)) return;
        polar_backward(m, t, false, queries, place, s->query_raw[layer], s->query_polar[layer], s->dquery_polar, C,
                       m->dq);
        polar_backward(m, t, true, g->rows, g->place, s->key_raw[layer], s->key_polar[layer], s->dkey_polar, 2 * C,
                       m->dkv);
        return;
    }
    if (s->learns) {
        rotary_maps_grad(m, t, false, queries, place, s->query_raw[layer], C, m->dq);
        rotary_maps_grad(m, t, true, g->rows, g->place, s->key_raw[layer], 2 * C, m->dkv);
    }
    rotary_turn_rows(m, t, false, true, queries, place, C, m->dq);
    rotary_turn_rows(m, t, true, true, g->rows, g->place, 2 * C, m->dkv);
}

static void clear(struct model *m, int layer, const struct group *g, int queries) {
    const size_t wide = sizeof(real) * 2 * (size_t)m->C;
    (void)layer;
    if (!own(m)->dquery_polar) return;
    memset(own(m)->dquery_polar, 0, wide * (size_t)queries);
    memset(own(m)->dkey_polar, 0, wide * (size_t)g->rows);
}

const struct atom atom_rotary = {.plain = &rotary_plain,
                                 .traits = ATOM_BOUNDED,
                                 .state = sizeof(struct state),
                                 .check = check,
                                 .agree = agree,

                                 .scratch = scratch,
                                 .room = room,
                                 .layer_room = layer_room,
                                 .place_build = place_build,
                                 .place_zero = place_zero,
                                 .place_grad = place_grad,
                                 .rows = rows,
                                 .rows_backward = rows_backward,
                                 .clear = clear};
