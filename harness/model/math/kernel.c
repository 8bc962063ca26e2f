#include "model/math/kernel.h"
#include "model/math/blas.h"

#if (defined __AVX512F__ || (defined __AVX2__ && defined __FMA__)) && !defined LX_REAL_DOUBLE
#include "base/vec.h"
#include "model/math/panels.h"

/* A tile of c, ROWS x (VECS x LANES), is summed in 24 of the 32 registers of 64 bytes, or in 12 of the 16 of 32 bytes;
 * VECS more hold a row of b, and numbers of a are broadcast from memory. A panel of b (DEPTH x VECS x LANES) and a
 * strip of a (ROWS x DEPTH) stay in the first level's cache. */
#ifdef LANES_ARE_16
enum { VECS = 3, ROWS = 8 };
#else
enum { VECS = 2, ROWS = 6 };
#endif
enum { PANEL = VECS * LANES, DEPTH = 256, DEPTH_TURNED = 192, STRIPS = 1024 };
#define UNROLLED static inline __attribute__((always_inline))

/* One process, one thread: scratch may be static. */
static _Alignas(64) float panel[DEPTH * PANEL];          /* rows of b side by side, filled up to whole vectors */
static _Alignas(64) float strips[STRIPS * DEPTH_TURNED]; /* [m / ROWS][k][ROWS] of a turned a */

struct left { /* a, [m][k]: at[i * row + p * col] */
    const float *at;
    long row, col;
};
struct out { /* c */
    float *at;
    long ld;
    float beta;
    struct product_add add;
};
struct right { /* a panel of b, [k][columns] */
    const float *at;
    long row;
    int last; /* where the last vector of its columns begins: at the last LANES of them, some of which the one before it
                 has too where columns are not whole vectors */
};

static inline struct out out_at(struct out c, long row, int column) {
    c.at += row * c.ld + column;
    if (c.add.row) c.add.row += column;
    if (c.add.rows) c.add.rows += row * c.add.ld + column;
    return c;
}

/* The column that vector j of a tile begins with. */
UNROLLED int column(int vecs, int j, struct right b) { return j + 1 < vecs ? j * LANES : b.last; }

/* Where sums begin: at what is added, when alpha is 1. */
UNROLLED void begin(int rows, int vecs, lanes sum[ROWS][VECS], struct product_add add) {
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vecs; j++) {
            sum[i][j] = add.row ? lanes_load(add.row + j * LANES) : (lanes){0};
            if (add.rows) sum[i][j] += lanes_load(add.rows + (long)i * add.ld + j * LANES);
        }
}

/* Row i of a tile to c. All vectors are made before the first is written: the last may share columns with another. */
UNROLLED void end(int vecs, float alpha, lanes sum[VECS], struct right b, struct out c) {
    lanes v[VECS];
    for (int j = 0; j < vecs; j++) {
        const int at = column(vecs, j, b);
        v[j] = alpha * sum[j];
        if (c.add.row) v[j] += lanes_load(c.add.row + at);
        if (c.add.rows) v[j] += lanes_load(c.add.rows + at);
        if (c.beta != 0) v[j] += c.beta * lanes_load(c.at + at);
    }
    for (int j = 0; j < vecs; j++) lanes_store(c.at + column(vecs, j, b), v[j]);
}

/* c = alpha a b + beta c for `rows` rows and `vecs` vectors of columns, both constants where this is called. What is
 * added comes before the sums, or behind them where columns are not whole vectors. */
UNROLLED void tile(int rows, int vecs, int k, float alpha, struct left a, struct right b, struct out c) {
    lanes sum[ROWS][VECS], y[VECS];
    if (b.last == (vecs - 1) * LANES && (c.add.row || c.add.rows)) {
        begin(rows, vecs, sum, c.add);
        c.add = (struct product_add){0};
    } else {
        begin(rows, vecs, sum, (struct product_add){0});
    }
    for (int p = 0; p < k; p++) {
        for (int j = 0; j < vecs; j++) y[j] = lanes_load(b.at + p * b.row + column(vecs, j, b));
        for (int i = 0; i < rows; i++) {
            const float x = a.at[i * a.row + p * a.col];
            for (int j = 0; j < vecs; j++) sum[i][j] += x * y[j];
        }
    }
    for (int i = 0; i < rows; i++) end(vecs, alpha, sum[i], b, out_at(c, i, 0));
}

/* All rows of c under one panel of b. turned: whole strips of a stand in `strips`. */
UNROLLED void rows_of(int vecs, int m, int k, float alpha, struct left a, bool turned, struct right b, struct out c) {
    int i = 0;
    for (; i + ROWS <= m; i += ROWS) {
        const struct left strip = {strips + (long)i * k, 1, ROWS}, own = {a.at + i * a.row, a.row, a.col};
        tile(ROWS, vecs, k, alpha, turned ? strip : own, b, out_at(c, i, 0));
    }
    for (; i + 4 <= m; i += 4)
        tile(4, vecs, k, alpha, (struct left){a.at + i * a.row, a.row, a.col}, b, out_at(c, i, 0));
    for (; i + 2 <= m; i += 2)
        tile(2, vecs, k, alpha, (struct left){a.at + i * a.row, a.row, a.col}, b, out_at(c, i, 0));
    for (; i < m; i++) tile(1, vecs, k, alpha, (struct left){a.at + i * a.row, a.row, a.col}, b, out_at(c, i, 0));
}

static void rows_of_panel(int vecs, int m, int k, float alpha, struct left a, bool turned, struct right b,
                          struct out c) {
    if (vecs == VECS)
        rows_of(VECS, m, k, alpha, a, turned, b, c);
    else if (vecs == 2)
        rows_of(2, m, k, alpha, a, turned, b, c);
    else
        rows_of(1, m, k, alpha, a, turned, b, c);
}

/* Columns of a[k][m] to strips, two at a time: they share a line. */
static void fill_strips(int m, int k, const float *a, long lda) {
    const size_t size = ROWS * sizeof *a;
    for (int i = 0; i + ROWS <= m; i += 2 * ROWS)
        for (int p = 0; p < k; p++) {
            memcpy(strips + (long)i * k + p * ROWS, a + p * lda + i, size);
            if (i + 2 * ROWS <= m) memcpy(strips + (long)(i + ROWS) * k + p * ROWS, a + p * lda + i + ROWS, size);
        }
}

static void turn_block(const float *x, long ldx, float *y, long ldy) {
    lanes v[LANES];
    for (int i = 0; i < LANES; i++) v[i] = lanes_load(x + i * ldx);
    lanes_transpose(v);
    for (int i = 0; i < LANES; i++) lanes_store(y + i * ldy, v[i]);
}

/* panel[k][width] from b[columns][k]. */
static void turn_panel(int columns, int k, int width, const float *b, long ldb, float *to) {
    const int whole = columns / LANES * LANES, deep = k / LANES * LANES;
    for (int j = 0; j < whole; j += LANES)
        for (int p = 0; p < deep; p += LANES) turn_block(b + j * ldb + p, ldb, to + (long)p * width + j, width);
    for (int j = 0; j < columns; j++)
        for (int p = j < whole ? deep : 0; p < k; p++) to[(long)p * width + j] = b[j * ldb + p];
}

/* panel[k][width] from b[k][columns]. */
static void fill_panel(int columns, int k, int width, const float *b, long ldb, float *panel_at) {
    const int last = columns - LANES;
    for (int p = 0; last < 0 && p < k; p++)
        memcpy(panel_at + (long)p * width, b + p * ldb, sizeof *b * (size_t)columns);
    if (last < 0) return;
    for (int p = 0; p < k; p++) {
        float *to = panel_at + (long)p * width;
        for (int j = 0; j < last; j += LANES) lanes_store(to + j, lanes_load(b + p * ldb + j));
        lanes_store(to + last, lanes_load(b + p * ldb + last));
    }
}

/* c[m][n] = alpha a b + beta c with k <= DEPTH; strips are filled when `turned`. Every panel has LANES columns or more,
 * since none has a single vector but where that is all. */
static void slice(bool tb, int m, int n, int k, float alpha, struct left a, bool turned, const float *b, long ldb,
                  struct out c) {
    const struct panels all = panels_of(n, VECS);
    for (int p = 0; p < all.n; p++) {
        const struct panel at = panel_at(all, p);
        const int j = at.from, width = at.vecs * LANES, columns = n - j < width ? n - j : width;
        struct right right = {b + j, ldb, columns - LANES};
        if (tb)
            turn_panel(columns, k, width, b + j * ldb, ldb, panel);
        else if (m > 32 && ldb > 64) /* rows far apart would share the cache's places */
            fill_panel(columns, k, width, b + j, ldb, panel);
        if (tb || (m > 32 && ldb > 64)) right.at = panel, right.row = width;
        rows_of_panel(at.vecs, m, k, alpha, a, turned, right, out_at(c, 0, j));
    }
}

bool kernel_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
                 real beta, real *c, int ldc, struct product_add add) {
    if ((tb && m < ROWS) || n < LANES) return false; /* turning b costs more than it gives; columns make no vector */
    if (ta && m > STRIPS) return false;
    const int most = ta ? DEPTH_TURNED : DEPTH;
    const bool turned = ta && m >= 2 * ROWS && n >= 128;
    for (int p = 0, depth; p < k; p += depth) {
        depth = k - p < most ? k - p : most;
        const struct left left = {a + (ta ? (long)p * lda : p), ta ? 1 : lda, ta ? lda : 1};
        if (turned) fill_strips(m, depth, left.at, lda);
        slice(tb, m, n, depth, alpha, left, turned, tb ? b + p : b + (long)p * ldb, ldb,
              p ? (struct out){c, ldc, 1, {0}} : (struct out){c, ldc, beta, add});
    }
    return true;
}

bool kernel_pack(bool tb, const real *b, int ldb, struct packed *to) {
    const struct panels all = panels_of(to->n, VECS);
    for (int p = 0; p < all.n; p++) {
        const struct panel at = panel_at(all, p);
        const int width = at.vecs * LANES, columns = to->n - at.from < width ? to->n - at.from : width;
        float *out = to->at + (long)at.from * to->k;
        if (tb)
            turn_panel(columns, to->k, width, b + (long)at.from * ldb, ldb, out);
        else
            fill_panel(columns, to->k, width, b + at.from, ldb, out);
    }
    return true;
}

/* rows_of for what a packed operand alone can be, so that little is left to find out for each tile: at a depth of 32 a
 * tile's sums take 400 cycles. */
static __attribute__((noinline)) void rows_of_packed(int vecs, int m, int k, float alpha, const float *a, long lda,
                                                     const float *b, float beta, float *c, long ldc) {
    const struct left left = {a, lda, 1};
    const struct out out = {c, ldc, beta, {0}};
    if (vecs == VECS)
        rows_of(VECS, m, k, alpha, left, false, (struct right){b, VECS * LANES, (VECS - 1) * LANES}, out);
    else if (vecs == 2)
        rows_of(2, m, k, alpha, left, false, (struct right){b, 2 * LANES, LANES}, out);
    else
        rows_of(1, m, k, alpha, left, false, (struct right){b, LANES, 0}, out);
}

void kernel_gemm_packed(int m, real alpha, const real *a, int lda, const struct packed *b, struct extent rows,
                        struct extent columns, real beta, real *c, int ldc) {
    const struct panels all = panels_of(b->n, VECS);
    for (int p = 0; p < all.n; p++) {
        const struct panel at = panel_at(all, p);
        const int width = at.vecs * LANES;
        if (at.from + width <= columns.from || at.from >= columns.to) continue;
        rows_of_packed(at.vecs, m, rows.to - rows.from, alpha, a, lda,
                       b->at + (long)at.from * b->k + (long)rows.from * width, beta, c + at.from, ldc);
    }
}
#else
bool kernel_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
                 real beta, real *c, int ldc, struct product_add add) {
    (void)ta, (void)tb, (void)m, (void)n, (void)k, (void)alpha, (void)a, (void)lda, (void)b, (void)ldb, (void)beta;
    (void)c, (void)ldc, (void)add;
    return false;
}
bool kernel_pack(bool tb, const real *b, int ldb, struct packed *to) {
    (void)tb, (void)b, (void)ldb, (void)to;
    return false;
}
void kernel_gemm_packed(int m, real alpha, const real *a, int lda, const struct packed *b, struct extent rows,
                        struct extent columns, real beta, real *c, int ldc) {
    (void)m, (void)alpha, (void)a, (void)lda, (void)b, (void)rows, (void)columns, (void)beta, (void)c, (void)ldc;
}
#endif
