/* Score atom "contextual positions" (CoPE): positions are counted back from the query by gates on the content scores,
 * and look vectors up; math/scan.h has the sums along a row.
 */
#include "model/cell.h"
#include "model/math/blas.h"
#include "model/math/scan.h"
#include <string.h>

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
