/* Biases over distance. Most lie in a table, made once per step for all parts, and reversed, entry [longest -
 * distance], so that a causal row reads it forwards. Two cases bypass the table. FIRE-like schemes depend on the
 * query's position too: they map distances to numbers once and compute each row from these. With fractional positions
 * every scheme is asked for the row's exact distances.
 */
#include "encoders/atom/bias.h"
#include "model/atom/branches.h"
#include "model/atom/reach.h"
#include "model/plain.h"

/* Of one layer. */
struct distance_tables {
    real *bias, *dbias;  /* [tasks][H][n], and the gradient, summed over the step */
    real *near, *number; /* [H][n], [n] of the part with rows of its own: its table, and numbers of distances */
    real *dnear, *dnumber;
    real *rows, *drows; /* [H][longest][longest] rows of that part by the token's index, where they are kept */
    bool *made;         /* [H][longest] which of them stand */
};
/* Longer sequences are few in a batch, and a square of their rows is large. */
enum { KEPT_LONGEST = 512 };

struct state {
    bool tabled, learns, stretches; /* some part has a table and no rows of its own; some of these learns; some part
                                       stretches distances */
    int row_part;                   /* index of the part whose biases depend on the query too, + 1; 0: none has */
    struct distance_tables layer[LAYERS_MAX];
    double first;      /* position of the cell in work, see row_position */
    double *stretched; /* [distances] as a layer's tables meet them; NULL: as they are */
};
static struct state *own(const struct model *m) { return m->state[ATOM_bias]; }

static int row_part(const struct model *m) { return own(m)->row_part - 1; }
static const struct bias_atom *row_hooks(const struct model *m) { return m->scheme.part[row_part(m)].encoder->bias; }
static bool row_learns(const struct model *m) { return row_part(m) >= 0 && m->part_learns[row_part(m)]; }

static bool row_part_stands(const struct cell *c) {
    return row_part(c->m) >= 0 && part_stands(c->m, row_part(c->m), c->layer) &&
           part_has_head(c->m, row_part(c->m), c->head);
}

/* ---- composition and room ---- */

static bool check(struct model *m, int part, struct error *err) {
    struct state *s = own(m);
    const struct bias_atom *hooks = m->scheme.part[part].encoder->bias;
    if (hooks->stretch && m->scheme.part[part].heads != ~(uint64_t)0)
        return error_set(err, "scheme %s acts on the biases of all heads, so it cannot be placed with @heads",
                         m->scheme.part[part].encoder->name);
    if (hooks->row && s->row_part)
        return part_clash(m, row_part(m), part, "only one may look at the query's position", err);
    if (hooks->row) s->row_part = part + 1;
    s->tabled |= hooks->table && !hooks->row;
    s->stretches |= hooks->stretch != NULL;
    s->learns |= !hooks->row && hooks->grad && m->part_learns[part];
    return true;
}

/* A part that stretches needs a table, and one that looks at the query's position has more than distances. */
static bool agree(struct model *m, struct error *err) {
    EACH_PART(m, i, hooks, bias) {
        const char *name = m->scheme.part[i].encoder->name;
        if (!hooks->stretch) continue;
        if (row_part(m) >= 0)
            return part_clash(m, row_part(m), i, "what looks at the query's position does not see distances alone",
                              err);
        if (!own(m)->tabled)
            return error_set(err, "scheme %s stretches biases over distance, and there are none; write alibi+%s", name,
                             name);
    }
    return true;
}

static bool keeps_rows(const struct model *m) {
    return row_part(m) >= 0 && row_hooks(m)->keeps && m->training && m->room_longest <= KEPT_LONGEST;
}

static long scratch(const struct model *m) { return (long)m->tables.distances * m->H; }

static void room(struct model *m, struct arena *arena, long N, long longest) {
    const size_t n = (size_t)m->tables.distances, H = (size_t)m->H, tasks = (size_t)m->tasks;
    const bool rows = row_part(m) >= 0, grads = row_learns(m) && m->training;
    const size_t kept = keeps_rows(m) ? H * (size_t)longest : 0;
    (void)N;
    own(m)->stretched = own(m)->stretches ? arena_take(arena, n, sizeof(double)) : NULL;
    for (int l = 0; l < m->L; l++) {
        struct distance_tables *t = &own(m)->layer[l];
        t->bias = take(arena, own(m)->tabled, H * n * tasks);
        t->dbias = take(arena, own(m)->learns && m->training, H * n * tasks);
        t->near = take(arena, rows, H * n);
        t->number = take(arena, rows, n);
        t->dnear = take(arena, grads, H * n);
        t->dnumber = take(arena, grads, n);
        t->rows = take(arena, kept, kept * (size_t)longest);
        t->drows = take(arena, kept && grads, kept * (size_t)longest);
        t->made = kept ? arena_take(arena, kept, sizeof(bool)) : NULL;
    }
}

/* ---- tables ---- */

/* What the layer's distances are multiplied by. */
static double stretch_of(const struct model *m, int layer) {
    double by = 1;
    EACH_PART(m, i, hooks, bias) {
        if (!hooks->stretch || !part_acts(m, i) || !part_stands(m, i, layer)) continue;
        const struct view view = part_view(m, i, layer, false);
        by *= hooks->stretch(&view);
    }
    return by;
}

/* The distances of the layer's tables, in the order of m->tables.number. */
static const double *distances_of(const struct model *m, int layer) {
    double *out = own(m)->stretched;
    if (!out) return m->tables.number;
    const double by = stretch_of(m, layer);
    for (int k = 0; k < m->tables.distances; k++) out[k] = by * m->tables.number[k];
    return out;
}

/* A table per task of sequence; bias and dbias are [tasks][H][distances]. */
static void build_bias(struct model *m, int layer, int task) {
    struct tables *t = &m->tables;
    const int n = t->distances;
    real *bias = own(m)->layer[layer].bias + (long)task * m->H * n;
    memset(bias, 0, sizeof(real) * (size_t)n * (size_t)m->H);
    const double *distance = distances_of(m, layer);
    EACH_PART(m, i, hooks, bias) {
        if (hooks->row || !hooks->table || !part_stands(m, i, layer)) continue;
        struct view view = part_view(m, i, layer, false);
        view.task = task;
        hooks->table(&view, n, distance, t->scratch);
        for (int h = 0; h < m->H; h++) {
            if (!part_has_head(m, i, h)) continue;
            const real *last = t->scratch + (long)part_own_head(m, i, h) * n + n - 1;
            for (int k = 0; k < n; k++) bias[(long)h * n + k] += last[-k];
        }
    }
}

static void reverse(int n, const real *from, real *to) {
    for (int k = 0; k < n; k++) to[k] = from[n - 1 - k];
}

/* The part with rows of its own: its table, and the number of each distance. */
static void build_near(struct model *m, int layer) {
    struct tables *t = &m->tables;
    const int n = t->distances, part = row_part(m);
    if (!part_stands(m, part, layer)) return;
    struct view view = part_view(m, part, layer, false);
    row_hooks(m)->table(&view, n, t->number, t->scratch);
    for (int h = 0; h < m->H; h++)
        if (part_has_head(m, part, h))
            reverse(n, t->scratch + (long)part_own_head(m, part, h) * n, own(m)->layer[layer].near + (long)h * n);
    row_hooks(m)->number(&view, n, t->number, t->scratch);
    reverse(n, t->scratch, own(m)->layer[layer].number);
    if (own(m)->layer[layer].made)
        memset(own(m)->layer[layer].made, 0, sizeof(bool) * (size_t)(m->H * m->room_longest));
}

/* A row by the part that looks at the query's position. out and number start at the first of n keys. */
static void part_row(const struct model *m, int layer, int head, double position, int n, const real *number,
                     real *out) {
    struct view view = part_view(m, row_part(m), layer, false);
    row_hooks(m)->row(&view, part_own_head(m, row_part(m), head), position, n, number, out);
}

static void part_row_backward(const struct model *m, int layer, int head, double position, int n, const real *number,
                              const real *d, real *dnumber) {
    struct view view = part_view(m, row_part(m), layer, true);
    row_hooks(m)->row_grad(&view, part_own_head(m, row_part(m), head), position, n, number, d, dnumber);
}

/* Where the row of a token that is kept stands, in the square or in its gradient. */
static long kept_at(const struct model *m, int head, int token) {
    return ((long)head * m->room_longest + token) * m->room_longest;
}

/* Keys that a kept row has, and where the numbers of their distances begin in their table. */
static int kept_keys(const struct model *m, int token) { return m->config.causal ? token + 1 : m->room_longest; }
static long kept_number(const struct model *m, int token) { return m->tables.longest_distance - token; }

static const real *kept_row(struct model *m, int layer, int head, int token) {
    const struct distance_tables *t = &own(m)->layer[layer];
    real *row = t->rows + kept_at(m, head, token);
    bool *made = &t->made[(long)head * m->room_longest + token];
    const int n = kept_keys(m, token);
    if (*made) return row;
    memset(row, 0, sizeof *row * (size_t)n);
    part_row(m, layer, head, token, n, t->number + kept_number(m, token), row);
    *made = true;
    return row;
}

static void hand_back_kept(struct model *m, int layer) {
    const struct distance_tables *t = &own(m)->layer[layer];
    for (int h = 0; h < m->H; h++)
        for (int k = 0; k < m->room_longest; k++)
            if (t->made[(long)h * m->room_longest + k])
                part_row_backward(m, layer, h, k, kept_keys(m, k), t->number + kept_number(m, k),
                                  t->drows + kept_at(m, h, k), t->dnumber + kept_number(m, k));
}

static void grad_near(struct model *m, int layer) {
    struct tables *t = &m->tables;
    const int n = t->distances, part = row_part(m);
    if (!part_stands(m, part, layer)) return;
    struct view view = part_view(m, part, layer, true);
    for (int h = 0; h < m->H; h++)
        if (part_has_head(m, part, h))
            reverse(n, own(m)->layer[layer].dnear + (long)h * n, t->scratch + (long)part_own_head(m, part, h) * n);
    row_hooks(m)->grad(&view, n, t->number, t->scratch);
    reverse(n, own(m)->layer[layer].dnumber, t->scratch);
    row_hooks(m)->number_grad(&view, n, t->number, t->scratch);
}

static void grad_bias(struct model *m, int layer, int task) {
    struct tables *t = &m->tables;
    const int n = t->distances;
    const real *dbias = own(m)->layer[layer].dbias + (long)task * m->H * n;
    EACH_PART(m, i, hooks, bias) {
        if (!hooks->grad || hooks->row || !m->part_learns[i] || !part_stands(m, i, layer)) continue;
        struct view view = part_view(m, i, layer, true);
        view.task = task;
        for (int h = 0; h < m->H; h++)
            if (part_has_head(m, i, h)) reverse(n, dbias + (long)h * n, t->scratch + (long)part_own_head(m, i, h) * n);
        hooks->grad(&view, n, t->number, t->scratch);
    }
}

static void build(struct model *m, bool fixed) {
    for (int layer = 0; layer < m->L; layer++) {
        for (int task = 0; task < m->tasks && own(m)->tabled && (fixed || own(m)->learns); task++)
            build_bias(m, layer, task);
        if (row_part(m) >= 0 && (fixed || row_learns(m))) build_near(m, layer);
    }
}

static void zero_grad(struct model *m) {
    const size_t n = sizeof(real) * (size_t)m->tables.distances;
    for (int l = 0; l < m->L; l++) {
        const struct distance_tables *t = &own(m)->layer[l];
        if (t->dbias) memset(t->dbias, 0, n * (size_t)m->H * (size_t)m->tasks);
        if (t->dnear) memset(t->dnear, 0, n * (size_t)m->H);
        if (t->dnumber) memset(t->dnumber, 0, n);
        if (t->drows) memset(t->drows, 0, sizeof(real) * (size_t)(m->H * m->room_longest) * (size_t)m->room_longest);
    }
}

static void hand_back(struct model *m) {
    for (int l = 0; l < m->L; l++) {
        for (int task = 0; task < m->tasks && own(m)->learns; task++) grad_bias(m, l, task);
        if (own(m)->layer[l].drows) hand_back_kept(m, l);
        if (own(m)->layer[l].dnear) grad_near(m, l);
    }
}

/* ---- rows of scores ---- */

static const struct distance_tables *tables_of(const struct cell *c) { return &own(c->m)->layer[c->layer]; }

/* The cell's table of biases [n], or its gradient; NULL: none. */
static real *of_kind(const struct cell *c, real *table) {
    return table ? table + ((long)c->task * c->m->H + c->head) * c->m->tables.distances : NULL;
}

/* Numbers of a row's keys: in place where positions are even, else side by side in `copy`. */
static const real *row_numbers(const struct cell *c, const struct distance_row *row, struct keys keys, real *copy) {
    const real *number = tables_of(c)->number;
    if (!row->step) return number + (row->longest - row->own + keys.from);
    for (int j = keys.from; j < keys.to; j++) copy[j - keys.from] = number[distance_entry(row, j)];
    return copy;
}

static bool by_row(const struct cell *c, double position) {
    if (!row_part_stands(c)) return false;
    struct view view = part_view(c->m, row_part(c->m), c->layer, false);
    return row_hooks(c->m)->by_row(&view, position);
}

static const real *near_table(const struct cell *c) {
    return tables_of(c)->near + (long)c->head * c->m->tables.distances;
}

/* The query's position for the part that looks at it, counted from the first of the sequence: what it divides by is the
 * largest distance of a key. */
static double row_position(const struct cell *c, int i, double closer) {
    return c->position[cell_token(c, i)] - closer - own(c->m)->first;
}

static double first_position(const struct cell *c) {
    double first = c->position[0];
    for (int t = 1; c->step && t < c->T; t++) first = fmin(first, c->position[t]);
    return first;
}

/* The entries of the keys of a row in a gradient over distance += d. */
static void collect(const struct distance_row *row, struct keys keys, const real *d, real *dtable) {
    distance_collect(row, dtable, keys.from, keys.to, d);
}

/* A kept row serves it, in training: positions rise by one, so the token's index is its position for the part. */
static bool keeps_row(const struct cell *c, const struct distance_row *row) { return tables_of(c)->rows && !row->step; }

/* Whole positions. closer: how much nearer to the keys than it is the query is taken. */
static void table_row(const struct cell *c, int i, double closer, struct keys keys, real *out) {
    struct distance_row row = cell_row(c, i);
    const double position = row_part_stands(c) ? row_position(c, i, closer) : 0;
    row.own -= (int)closer;
    const real *bias = of_kind(c, tables_of(c)->bias);
    if (bias) distance_add(&row, bias, keys.from, keys.to, out);
    if (by_row(c, position) && keeps_row(c, &row))
        vec_add(out, kept_row(c->m, c->layer, c->head, row.own) + keys.from, keys.to - keys.from);
    else if (by_row(c, position))
        part_row(c->m, c->layer, c->head, position, keys.to - keys.from, row_numbers(c, &row, keys, c->m->row[0]), out);
    else if (row_part_stands(c))
        distance_add(&row, near_table(c), keys.from, keys.to, out);
}

static void table_row_backward(const struct cell *c, int i, struct keys keys, const real *d) {
    const struct distance_row row = cell_row(c, i);
    const struct distance_tables *t = tables_of(c);
    const double position = row_part_stands(c) ? row_position(c, i, 0) : 0;
    if (t->dbias) collect(&row, keys, d, of_kind(c, t->dbias));
    if (!row_part_stands(c) || !t->dnear) return;
    if (!by_row(c, position)) {
        collect(&row, keys, d, t->dnear + (long)c->head * c->m->tables.distances);
        return;
    }
    if (keeps_row(c, &row)) {
        vec_add(t->drows + kept_at(c->m, c->head, row.own) + keys.from, d, keys.to - keys.from);
        return;
    }
    real *dnumber = c->m->row[1];
    memset(dnumber, 0, sizeof *dnumber * (size_t)(keys.to - keys.from));
    part_row_backward(c->m, c->layer, c->head, position, keys.to - keys.from, row_numbers(c, &row, keys, c->m->row[0]),
                      d, dnumber);
    collect(&row, keys, dnumber, t->dnumber);
}

/* Distances of a row's keys where positions are real; never negative in causal models, as in tables. */
static int real_distances(const struct cell *c, int i, double closer, struct keys keys) {
    double *distance = c->m->tables.number;
    const double by = stretch_of(c->m, c->layer);
    for (int j = keys.from; j < keys.to; j++) {
        const double d = c->position[cell_token(c, i)] - closer - c->position[j];
        distance[j - keys.from] = by * (c->m->config.causal ? fabs(d) : d);
    }
    return keys.to - keys.from;
}

static bool has_table(const struct cell *c, int part) {
    const struct bias_atom *hooks = c->m->scheme.part[part].encoder->bias;
    return hooks && hooks->table && !hooks->row && part_stands(c->m, part, c->layer) &&
           part_has_head(c->m, part, c->head);
}

static void real_row(const struct cell *c, int i, double closer, struct keys keys, real *out) {
    struct model *m = c->m;
    const int n = real_distances(c, i, closer, keys);
    for (int part = 0; part < m->scheme.n; part++) {
        if (!has_table(c, part)) continue;
        struct view view = part_view(m, part, c->layer, false);
        view.task = c->task;
        m->scheme.part[part].encoder->bias->table(&view, n, m->tables.number, m->tables.scratch);
        vec_add(out, m->tables.scratch + (long)part_own_head(m, part, c->head) * n, n);
    }
    if (!row_part_stands(c)) return;
    struct view view = part_view(m, row_part(m), c->layer, false);
    row_hooks(m)->number(&view, n, m->tables.number, m->row[0]);
    part_row(m, c->layer, c->head, row_position(c, i, closer), n, m->row[0], out);
}

static void real_row_backward(const struct cell *c, int i, struct keys keys, const real *d) {
    struct model *m = c->m;
    const int n = real_distances(c, i, 0, keys);
    for (int part = 0; part < m->scheme.n; part++) {
        if (!has_table(c, part) || !m->scheme.part[part].encoder->bias->grad || !m->part_learns[part]) continue;
        struct view view = part_view(m, part, c->layer, true);
        view.task = c->task;
        memset(m->tables.scratch, 0, sizeof(real) * (size_t)n * (size_t)view.heads);
        memcpy(m->tables.scratch + (long)part_own_head(m, part, c->head) * n, d, sizeof(real) * (size_t)n);
        m->scheme.part[part].encoder->bias->grad(&view, n, m->tables.number, m->tables.scratch);
    }
    if (!row_part_stands(c) || !tables_of(c)->dnear) return;
    struct view view = part_view(m, row_part(m), c->layer, true);
    real *number = m->row[0], *dnumber = m->row[1];
    row_hooks(m)->number(&view, n, m->tables.number, number);
    memset(dnumber, 0, sizeof *dnumber * (size_t)n);
    part_row_backward(m, c->layer, c->head, row_position(c, i, 0), n, number, d, dnumber);
    row_hooks(m)->number_grad(&view, n, m->tables.number, dnumber);
}

static void row_of_keys(const struct cell *c, int i, double closer, struct keys keys, real *row) {
    if (c->m->tables.tabled)
        table_row(c, i, closer, keys, row + keys.from);
    else
        real_row(c, i, closer, keys, row + keys.from);
}

/* Keys of each branch from where it has the query. */
static void branches_row(const struct cell *c, int i, struct keys keys, real *row) {
    const int token = cell_token(c, i);
    for (int branch = 0; branch < branch_count(c); branch++) {
        struct keys seen = branch_keys(c, branch, i);
        double mapped = token;
        branch_map(c->m, c->layer, branch, false, NO_PAIR, 1, &mapped);
        seen.from = seen.from > keys.from ? seen.from : keys.from;
        seen.to = seen.to < keys.to ? seen.to : keys.to;
        if (seen.from < seen.to) row_of_keys(c, i, token - mapped, seen, row);
    }
}

static void scores(const struct cell *c, const struct band *b, const real *content, real *out) {
    (void)content;
    for (int i = 0; i < b->n; i++)
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            if (branch_distances(c))
                branches_row(c, b->first + i, keys, out + i * b->stride);
            else
                row_of_keys(c, b->first + i, 0, keys, out + i * b->stride);
        }
}

static void scores_backward(const struct cell *c, const struct band *b, const real *d, real *content) {
    (void)content;
    if (!own(c->m)->learns && !(row_part_stands(c) && tables_of(c)->dnear)) return;
    for (int i = 0; i < b->n; i++)
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            const real *row = d + (long)i * c->T + keys.from;
            if (c->m->tables.tabled)
                table_row_backward(c, b->first + i, keys, row);
            else
                real_row_backward(c, b->first + i, keys, row);
        }
}

/* Keys that biases push out of reach. After the queries have their temperature. */
static void begin(struct cell *c, bool back) {
    (void)back;
    if (row_part(c->m) >= 0 && c->T) own(c->m)->first = first_position(c);
    const real *bias = of_kind(c, tables_of(c)->bias);
    if (bias && row_part(c->m) < 0) reach_narrow(c, bias);
}

/* ---- plain ---- */

static double plain_stretch(const struct plain *s) {
    double by = 1;
    for (int p = 0; p < s->m->scheme.n; p++) {
        const struct bias_atom *hooks = s->m->scheme.part[p].encoder->bias;
        const struct view view = part_view(s->m, p, s->layer, false);
        if (hooks && hooks->stretch && s->m->evaluating && part_stands(s->m, p, s->layer)) by *= hooks->stretch(&view);
    }
    return by;
}

/* The bias of one pair by a part: from its table, or from the row of a query whose position it looks at. */
static double plain_bias(const struct plain *s, int part, int head, int i, int j) {
    const struct bias_atom *hooks = s->m->scheme.part[part].encoder->bias;
    const int own_head = part_own_head(s->m, part, head);
    const double closer = plain_closer(s, i, j),
                 plain = closer != 0 ? fabs(s->position[i] - closer - s->position[j]) : plain_distance(s, i, j),
                 distance = plain * plain_stretch(s);
    struct view view = part_view(s->m, part, s->layer, false);
    double query = s->position[i] - closer, first = INFINITY;
    view.task = s->task;
    for (int t = 0; t < s->T; t++) first = fmin(first, s->position[t]);
    query -= first;
    if (!hooks->row || !hooks->by_row(&view, query)) {
        hooks->table(&view, 1, &distance, s->given);
        return (double)s->given[own_head];
    }
    real number, out = 0;
    hooks->number(&view, 1, &distance, &number);
    hooks->row(&view, own_head, query, 1, &number, &out);
    return (double)out;
}

static void plain_scores(const struct plain *s, int head) {
    for (int p = 0; p < s->m->scheme.n; p++) {
        if (!part_has_atom(s->m, p, ATOM_bias) || !s->m->scheme.part[p].encoder->bias->table ||
            !part_stands(s->m, p, s->layer) || !part_has_head(s->m, p, head))
            continue;
        for (int i = 0; i < s->T; i++)
            for (int j = 0; j < s->T; j++)
                if (plain_sees(s, head, i, j)) s->added[head][i * s->T + j] += plain_bias(s, p, head, i, j);
    }
}

static const struct plain_atom plain = {.scores = plain_scores};

const struct atom atom_bias = {.plain = &plain,
                               .traits = ATOM_BOUNDED | ATOM_TILES,
                               .state = sizeof(struct state),
                               .check = check,
                               .agree = agree,

                               .scratch = scratch,
                               .room = room,
                               .build = build,
                               .zero_grad = zero_grad,
                               .hand_back = hand_back,
                               .begin = begin,
                               .scores = scores,
                               .scores_backward = scores_backward};
