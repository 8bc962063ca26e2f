/* Biases of the scores. Most stand in a table over distance, made once per step for all parts. Two kinds do not: those
 * of a scheme that looks at the query's position too, which gets a number per distance and gives a row; and all of them
 * where distances do not stand in the tables, as they are no whole numbers or too far, when every part is asked for the
 * distances of each row.
 */
#include "model/cell.h"

static const struct encoder *row_encoder(const struct model *m) { return m->scheme.part[m->row_part].encoder; }

static bool row_part_stands(const struct cell *c) {
    return c->m->row_part >= 0 && part_stands(c->m, c->m->row_part, c->layer) &&
           part_has_head(c->m, c->m->row_part, c->head);
}

static int own_head(const struct cell *c, int part) {
    int own = 0;
    for (int h = 0; h < c->head; h++) own += part_has_head(c->m, part, h);
    return own;
}

/* Numbers of a row's keys: in place where positions are even, else side by side in `copy`. */
static const real *row_numbers(const struct cell *c, const struct distance_row *row, struct keys keys, real *copy) {
    const real *number = c->m->tables.distance[c->layer].number;
    if (!row->step) return number + (row->longest - row->own + keys.from);
    for (int j = keys.from; j < keys.to; j++) copy[j - keys.from] = number[distance_entry(row, j)];
    return copy;
}

/* A row by the part that looks at the query's position. out and number start at the first of the keys. */
static void part_row(const struct cell *c, double position, struct keys keys, const real *number, real *out) {
    struct view view = part_view(c->m, c->m->row_part, c->layer, false);
    row_encoder(c->m)->bias_row(&view, own_head(c, c->m->row_part), position, keys.to - keys.from, number, out);
}

static void part_row_backward(const struct cell *c, double position, struct keys keys, const real *number,
                              const real *d, real *dnumber) {
    struct view view = part_view(c->m, c->m->row_part, c->layer, true);
    row_encoder(c->m)->bias_row_grad(&view, own_head(c, c->m->row_part), position, keys.to - keys.from, number, d,
                                     dnumber);
}

static bool by_row(const struct cell *c, double position) {
    if (!row_part_stands(c)) return false;
    struct view view = part_view(c->m, c->m->row_part, c->layer, false);
    return row_encoder(c->m)->bias_by_row(&view, position);
}

static const real *near_table(const struct cell *c) {
    return c->m->tables.distance[c->layer].near + (long)c->head * c->m->tables.distances;
}

/* The query's position for the part that looks at it, counted from the first of the sequence: what it divides by is the
 * largest distance of a key. */
static double row_position(const struct cell *c, int i, double closer) {
    double first = c->position[0];
    for (int t = 1; c->step && t < c->T; t++) first = fmin(first, c->position[t]);
    return c->position[cell_token(c, i)] - closer - first;
}

/* The entries of the keys of a row in a gradient over distance += d. */
static void collect(const struct distance_row *row, struct keys keys, const real *d, real *dtable) {
    distance_collect(row, dtable, keys.from, keys.to, d);
}

/* Whole positions. closer: how much nearer to the keys than it is the query is taken. */
static void table_row(const struct cell *c, int i, double closer, struct keys keys, real *out) {
    struct distance_row row = cell_row(c, i);
    const double position = row_part_stands(c) ? row_position(c, i, closer) : 0;
    row.own -= (int)closer;
    if (c->bias) distance_add(&row, c->bias, keys.from, keys.to, out);
    if (by_row(c, position))
        part_row(c, position, keys, row_numbers(c, &row, keys, c->m->row[0]), out);
    else if (row_part_stands(c))
        distance_add(&row, near_table(c), keys.from, keys.to, out);
}

static void table_row_backward(const struct cell *c, int i, struct keys keys, const real *d) {
    const struct distance_row row = cell_row(c, i);
    const struct distance_tables *t = &c->m->tables.distance[c->layer];
    const double position = row_part_stands(c) ? row_position(c, i, 0) : 0;
    if (c->dbias) collect(&row, keys, d, c->dbias);
    if (!row_part_stands(c) || !t->dnear) return;
    if (!by_row(c, position)) {
        collect(&row, keys, d, t->dnear + (long)c->head * c->m->tables.distances);
        return;
    }
    real *dnumber = c->m->row[1];
    memset(dnumber, 0, sizeof *dnumber * (size_t)(keys.to - keys.from));
    part_row_backward(c, position, keys, row_numbers(c, &row, keys, c->m->row[0]), d, dnumber);
    collect(&row, keys, dnumber, t->dnumber);
}

/* Distances of a row's keys where positions are real; never negative in causal models, as in tables. */
static int real_distances(const struct cell *c, int i, double closer, struct keys keys) {
    double *distance = c->m->tables.number;
    for (int j = keys.from; j < keys.to; j++) {
        const double d = c->position[cell_token(c, i)] - closer - c->position[j];
        distance[j - keys.from] = c->m->config.causal ? fabs(d) : d;
    }
    return keys.to - keys.from;
}

static bool has_table(const struct cell *c, int part) {
    return c->m->scheme.part[part].encoder->bias && part != c->m->row_part && part_stands(c->m, part, c->layer) &&
           part_has_head(c->m, part, c->head);
}

static void real_row(const struct cell *c, int i, double closer, struct keys keys, real *out) {
    struct model *m = c->m;
    const int n = real_distances(c, i, closer, keys);
    for (int part = 0; part < m->scheme.n; part++) {
        if (!has_table(c, part)) continue;
        struct view view = part_view(m, part, c->layer, false);
        view.kind = c->kind;
        m->scheme.part[part].encoder->bias(&view, n, m->tables.number, m->tables.scratch);
        vec_add(out, m->tables.scratch + (long)own_head(c, part) * n, n);
    }
    if (!row_part_stands(c)) return;
    struct view view = part_view(m, m->row_part, c->layer, false);
    row_encoder(m)->bias_number(&view, n, m->tables.number, m->row[0]);
    part_row(c, row_position(c, i, closer), keys, m->row[0], out);
}

static void real_row_backward(const struct cell *c, int i, struct keys keys, const real *d) {
    struct model *m = c->m;
    const int n = real_distances(c, i, 0, keys);
    for (int part = 0; part < m->scheme.n; part++) {
        if (!has_table(c, part) || !m->scheme.part[part].encoder->bias_grad || !m->part_learns[part]) continue;
        struct view view = part_view(m, part, c->layer, true);
        view.kind = c->kind;
        memset(m->tables.scratch, 0, sizeof(real) * (size_t)n * (size_t)view.heads);
        memcpy(m->tables.scratch + (long)own_head(c, part) * n, d, sizeof(real) * (size_t)n);
        m->scheme.part[part].encoder->bias_grad(&view, n, m->tables.number, m->tables.scratch);
    }
    if (!row_part_stands(c) || !m->tables.distance[c->layer].dnear) return;
    struct view view = part_view(m, m->row_part, c->layer, true);
    real *number = m->row[0], *dnumber = m->row[1];
    row_encoder(m)->bias_number(&view, n, m->tables.number, number);
    memset(dnumber, 0, sizeof *dnumber * (size_t)n);
    part_row_backward(c, row_position(c, i, 0), keys, number, d, dnumber);
    row_encoder(m)->bias_number_grad(&view, n, m->tables.number, dnumber);
}

static void row_of_keys(const struct cell *c, int i, double closer, struct keys keys, real *row) {
    if (c->m->tables.tabled)
        table_row(c, i, closer, keys, row + keys.from);
    else
        real_row(c, i, closer, keys, row + keys.from);
}

static bool branch_distances(const struct cell *c) {
    const struct model *m = c->m;
    return m->branch_part >= 0 && m->scheme.part[m->branch_part].encoder->branch_distances &&
           part_acts(m, m->branch_part) && part_stands(m, m->branch_part, c->layer);
}

/* Keys of each branch from where it has the query. */
static void branches_row(const struct cell *c, int i, struct keys keys, real *row) {
    const struct encoder *e = c->m->scheme.part[c->m->branch_part].encoder;
    struct view view = part_view(c->m, c->m->branch_part, c->layer, false);
    for (int branch = 0; branch < e->branches(&view); branch++) {
        struct keys own;
        double place = cell_token(c, i), mapped = place;
        e->branch_keys(&view, branch, cell_token(c, i), &own.from, &own.to);
        e->branch_positions(&view, branch, false, 1, &mapped);
        own.from = own.from > keys.from ? own.from : keys.from;
        own.to = own.to < keys.to ? own.to : keys.to;
        if (own.from < own.to) row_of_keys(c, i, place - mapped, own, row);
    }
}

void bias_forward(const struct cell *c, const struct band *b, real *out) {
    if (!c->m->has_bias && !row_part_stands(c)) return;
    for (int i = 0; i < b->n; i++)
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = row_keys(c, b, i, k);
            if (branch_distances(c))
                branches_row(c, b->first + i, keys, out + (long)i * c->T);
            else
                row_of_keys(c, b->first + i, 0, keys, out + (long)i * c->T);
        }
}

void bias_backward(const struct cell *c, const struct band *b, const real *d) {
    if (!c->m->learns_bias && !(row_part_stands(c) && c->m->tables.distance[c->layer].dnear)) return;
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
