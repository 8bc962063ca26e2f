/* Scans along the row: contextual positions (CoPE) and per-row forget gates. Sums run in double and in blocks, so that
 * what is not a sum is vectorised; a block of keys fits into registers and first-level cache.
 */
#include "model/scan.h"
#include "base/vec.h"
#include "model/blas.h"
#include "model/cell.h"
#include <string.h>

enum { BLOCK = 64 };

static int block_start(int to) { return to > BLOCK ? to - BLOCK : 0; }

/* NaN counts as the last row; it stays in the score itself. */
static inline real clamp_position(double count, int rows) {
    const double last = rows - 1;
    return (real)(count < last ? count : last);
}

void count_row(const real *z, int n, const real *value, int rows, real scale, real *out) {
    double count = 0;
    real position[BLOCK];
    for (int to = n, from; to > 0; to = from) {
        from = block_start(to);
        if (count >= rows - 1) { /* all keys farther away stand on the last row */
            for (int j = 0; j < to; j++) out[j] += scale * value[rows - 1];
            return;
        }
        for (int j = from; j < to; j++) position[j - from] = vec_sigmoid1(z[j]);
        for (int j = to - 1; j >= from; j--) {
            count += (double)position[j - from];
            position[j - from] = clamp_position(count, rows);
        }
        for (int j = from; j < to; j++) {
            const int low = (int)position[j - from], high = low + 1 < rows ? low + 1 : low;
            out[j] += scale * (value[low] + (position[j - from] - (real)low) * (value[high] - value[low]));
        }
    }
}

void count_row_backward(real *z, const real *d, int n, const real *value, int rows, real scale, real *dvalue,
                        real *position) {
    double count = 0, through = 0;
    for (int j = 0; j < n; j++) z[j] = vec_sigmoid1(z[j]);
    for (int j = n - 1; j >= 0; j--) {
        count += (double)z[j];
        position[j] = clamp_position(count, rows);
    }
    for (int j = 0; j < n; j++) {
        const int low = (int)position[j], high = low + 1 < rows ? low + 1 : low;
        const real part = position[j] - (real)low, dy = scale * d[j];
        dvalue[low] += (1 - part) * dy;
        dvalue[high] += part * dy;
        through += (double)(dy * (value[high] - value[low])); /* on the last row both are the same: nothing */
        z[j] = z[j] * (1 - z[j]) * (real)through;
    }
}

static lanes gates_of(lanes logit) {
    real z[LANES];
    lanes_store(z, logit);
    for (int l = 0; l < LANES; l++) z[l] = vec_softplus1(-z[l]);
    return lanes_load(z);
}

/* The sum over far blocks runs in double; within a block of LANES float is exact enough. */
void forget_row(const real *logit, int n, real scale, real *out) {
    double sum = 0;
    for (int from = (n - 1) / LANES * LANES; from >= 0; from -= LANES) {
        const lanes_mask own = lanes_first(n - from);
        const lanes was = lanes_load(out + from), gate = (lanes)(own & (lanes_mask)gates_of(lanes_load(logit + from))),
                    behind = lanes_behind(gate);
        lanes_store(out + from, lanes_pick(own, was - scale * (behind + (real)sum), was));
        sum += (double)behind[0] + (double)gate[0];
    }
}

void forget_row_backward(const real *logit, const real *d, int n, real scale, real *dlogit) {
    double sum = 0;
    for (int from = 0; from < n; from += LANES) {
        const lanes_mask own = lanes_first(n - from);
        const lanes v = (lanes)(own & (lanes_mask)lanes_load(d + from)), before = lanes_before(v),
                    gate = 1 / (1 + lanes_exp(lanes_load(logit + from)));
        lanes_store(dlogit + from, lanes_pick(own, scale * (before + (real)sum) * gate, lanes_load(dlogit + from)));
        sum += (double)before[LANES - 1] + (double)v[LANES - 1];
    }
}

/* q_i . e_n of the band's queries and all rows of the table. */
static real *values(const struct cell *c, const struct band *b) {
    const struct model *m = c->m;
    blas_gemm(false, true, b->n, c->counted.rows, m->D, 1, cell_query(c, b->first), m->C, c->counted.vectors, m->D, 0,
              m->counted, c->counted.rows);
    return m->counted;
}

void counted_forward(const struct cell *c, const struct band *b, const real *content, real *out) {
    const int rows = c->counted.rows;
    const real scale = c->counted.scaled ? c->scale : 1, *value = values(c, b);
    for (int i = 0; i < b->n; i++) {
        const struct visible v = cell_visible(c, b->first + i);
        const real *z = visible_part(v, content + (long)i * c->T, c->m->row[0]);
        real *row = out + (long)i * c->T, *x = visible_part(v, row, c->m->row[1]);
        count_row(z, visible_count(v), value + (long)i * rows, rows, scale, x);
        visible_put_back(v, x, row);
    }
}

void counted_backward(const struct cell *c, const struct band *b, const real *d, real *dcontent) {
    struct model *m = c->m;
    const int rows = c->counted.rows;
    const real scale = c->counted.scaled ? c->scale : 1, *value = values(c, b);
    real *dvalue = m->counted + (long)b->n * rows, *dq = m->dq + ((long)c->q0 + b->first) * m->C + c->head * m->D;
    memset(dvalue, 0, sizeof(real) * (size_t)b->n * (size_t)rows);
    content_scores(c, b, dcontent);
    for (int i = 0; i < b->n; i++) {
        const struct visible v = cell_visible(c, b->first + i);
        real *row = dcontent + (long)i * c->T, *z = visible_part(v, row, m->row[0]);
        const real *dy = visible_part(v, (real *)d + (long)i * c->T, m->row[1]);
        count_row_backward(z, dy, visible_count(v), value + (long)i * rows, rows, scale, dvalue + (long)i * rows,
                           m->row[2]);
        visible_put_back(v, z, row);
        band_clear_hidden(b, v, c->T, row);
    }
    blas_gemm(false, false, b->n, m->D, rows, 1, dvalue, rows, c->counted.vectors, m->D, 1, dq, m->C);
    blas_gemm(true, false, rows, m->D, b->n, 1, dvalue, rows, cell_query(c, b->first), m->C, 1, c->counted.dvectors,
              m->D);
}
