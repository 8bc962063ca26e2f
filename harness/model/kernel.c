#include "model/kernel.h"

#if defined __AVX512F__ && !defined LX_REAL_DOUBLE
#include <string.h>

/* A tile of c, ROWS x (VECS x LANES), is summed in 24 of the 32 registers; VECS more hold a row of b, and numbers of a
 * are broadcast from memory. A panel of b (DEPTH x VECS x LANES) and a strip of a (ROWS x DEPTH) stay in the first
 * level's cache. */
enum { LANES = 16, VECS = 3, ROWS = 8, PANEL = VECS * LANES, DEPTH = 256, DEPTH_TURNED = 192, STRIPS = 1024 };
typedef float vec __attribute__((vector_size(sizeof(float) * LANES)));

/* One process, one thread: scratch may be static. */
static _Alignas(64) float panel[DEPTH * PANEL];          /* rows of b side by side, filled up to whole vectors */
static _Alignas(64) float strips[STRIPS * DEPTH_TURNED]; /* [m / ROWS][k][ROWS] of a turned a */

struct left { /* a, [m][k]: at[i * row + p * col] */
    const float *at;
    long row, col;
};
struct right { /* a panel of b, [k][columns] */
    const float *at;
    long row;
    int tail; /* columns of the last vector; LANES: all */
};

static inline vec load(const float *x) {
    vec v;
    memcpy(&v, x, sizeof v);
    return v;
}
static inline void store(float *x, vec v) { memcpy(x, &v, sizeof v); }

/* The first k lanes, k < LANES, in pieces of fixed size. */
static inline void copy_part(float *to, const float *from, int k) {
    if (k & 8) memcpy(to, from, 8 * sizeof *to), to += 8, from += 8;
    if (k & 4) memcpy(to, from, 4 * sizeof *to), to += 4, from += 4;
    if (k & 2) memcpy(to, from, 2 * sizeof *to), to += 2, from += 2;
    if (k & 1) *to = *from;
}
static inline vec load_part(const float *x, int k) {
    float part[LANES] = {0};
    copy_part(part, x, k);
    return load(part);
}
static inline void store_part(float *x, int k, vec v) {
    float part[LANES];
    store(part, v);
    copy_part(x, part, k);
}

#define UNROLLED static inline __attribute__((always_inline))

/* c = alpha a b + beta c for `rows` rows and `vecs` vectors of columns, both constants where this is called. */
UNROLLED void tile(int rows, int vecs, int k, float alpha, struct left a, struct right b, float beta, float *c,
                   int ldc) {
    vec sum[ROWS][VECS], y[VECS];
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vecs; j++) sum[i][j] = (vec){0};
    for (int p = 0; p < k; p++) {
        for (int j = 0; j < vecs; j++) y[j] = load(b.at + p * b.row + j * LANES);
        for (int i = 0; i < rows; i++) {
            const float x = a.at[i * a.row + p * a.col];
            for (int j = 0; j < vecs; j++) sum[i][j] += x * y[j];
        }
    }
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vecs; j++) {
            float *to = c + (long)i * ldc + j * LANES;
            const bool part = j == vecs - 1 && b.tail < LANES;
            vec v = alpha * sum[i][j];
            if (beta != 0) v += beta * (part ? load_part(to, b.tail) : load(to));
            if (part)
                store_part(to, b.tail, v);
            else
                store(to, v);
        }
}

/* All rows of c under one panel of b. turned: whole strips of a stand in `strips`. */
UNROLLED void rows_of(int vecs, int m, int k, float alpha, struct left a, bool turned, struct right b, float beta,
                      float *c, int ldc) {
    int i = 0;
    for (; i + ROWS <= m; i += ROWS) {
        const struct left strip = {strips + (long)i * k, 1, ROWS}, own = {a.at + i * a.row, a.row, a.col};
        tile(ROWS, vecs, k, alpha, turned ? strip : own, b, beta, c + (long)i * ldc, ldc);
    }
    for (; i + 4 <= m; i += 4)
        tile(4, vecs, k, alpha, (struct left){a.at + i * a.row, a.row, a.col}, b, beta, c + (long)i * ldc, ldc);
    for (; i < m; i++)
        tile(1, vecs, k, alpha, (struct left){a.at + i * a.row, a.row, a.col}, b, beta, c + (long)i * ldc, ldc);
}

static void rows_of_panel(int vecs, int m, int k, float alpha, struct left a, bool turned, struct right b, float beta,
                          float *c, int ldc) {
    if (vecs == 3)
        rows_of(3, m, k, alpha, a, turned, b, beta, c, ldc);
    else if (vecs == 2)
        rows_of(2, m, k, alpha, a, turned, b, beta, c, ldc);
    else
        rows_of(1, m, k, alpha, a, turned, b, beta, c, ldc);
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

/* Four perfect shuffles of 16 rows transpose them. */
static void turn_block(const float *x, long ldx, float *y, long ldy) {
    vec v[LANES], w[LANES];
    for (int i = 0; i < LANES; i++) v[i] = load(x + i * ldx);
    for (int pass = 0; pass < 4; pass++) {
        for (int i = 0; i < LANES / 2; i++) {
            const vec a = v[i], b = v[i + LANES / 2];
            w[2 * i] = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
            w[2 * i + 1] = __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        }
        memcpy(v, w, sizeof v);
    }
    for (int i = 0; i < LANES; i++) store(y + i * ldy, v[i]);
}

/* panel[k][width] from b[columns][k]. */
static void fill_panel_turned(int columns, int k, int width, const float *b, long ldb) {
    const int whole = columns / LANES * LANES, deep = k / LANES * LANES;
    for (int j = 0; j < whole; j += LANES)
        for (int p = 0; p < deep; p += LANES) turn_block(b + j * ldb + p, ldb, panel + (long)p * width + j, width);
    for (int j = 0; j < columns; j++)
        for (int p = j < whole ? deep : 0; p < k; p++) panel[(long)p * width + j] = b[j * ldb + p];
}

/* panel[k][width] from b[k][columns]. */
static void fill_panel(int columns, int k, int width, const float *b, long ldb) {
    const int whole = columns / LANES * LANES, tail = columns - whole;
    for (int p = 0; p < k; p++) {
        float *to = panel + (long)p * width;
        for (int j = 0; j < whole; j += LANES) store(to + j, load(b + p * ldb + j));
        if (tail) store(to + whole, load_part(b + p * ldb + whole, tail));
    }
}

/* c[m][n] = alpha a b + beta c with k <= DEPTH; strips are filled when `turned`. */
static void slice(bool tb, int m, int n, int k, float alpha, struct left a, bool turned, const float *b, long ldb,
                  float beta, float *c, int ldc) {
    for (int j = 0, columns; j < n; j += columns) {
        columns = n - j < PANEL ? n - j : PANEL;
        const int vecs = (columns + LANES - 1) / LANES, tail = columns - (vecs - 1) * LANES;
        struct right right = {b + j, ldb, tail};
        if (tb)
            fill_panel_turned(columns, k, vecs * LANES, b + j * ldb, ldb);
        else if (tail < LANES || (m > 32 && ldb > 64)) /* rows far apart would share the cache's places */
            fill_panel(columns, k, vecs * LANES, b + j, ldb);
        if (tb || tail < LANES || (m > 32 && ldb > 64)) right = (struct right){panel, vecs * LANES, tail};
        rows_of_panel(vecs, m, k, alpha, a, turned, right, beta, c + j, ldc);
    }
}

bool kernel_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
                 real beta, real *c, int ldc) {
    if ((tb && m < ROWS) || n < LANES) return false; /* turning b costs more than it gives; columns make no vector */
    if (ta && m > STRIPS) return false;
    const int most = ta ? DEPTH_TURNED : DEPTH;
    const bool turned = ta && m >= 2 * ROWS && n >= 128;
    for (int p = 0, depth; p < k; p += depth) {
        depth = k - p < most ? k - p : most;
        const struct left left = {a + (ta ? (long)p * lda : p), ta ? 1 : lda, ta ? lda : 1};
        if (turned) fill_strips(m, depth, left.at, lda);
        slice(tb, m, n, depth, alpha, left, turned, tb ? b + p : b + (long)p * ldb, ldb, p ? 1 : beta, c, ldc);
    }
    return true;
}
#else
bool kernel_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
                 real beta, real *c, int ldc) {
    (void)ta, (void)tb, (void)m, (void)n, (void)k, (void)alpha, (void)a, (void)lda, (void)b, (void)ldb, (void)beta;
    (void)c, (void)ldc;
    return false;
}
#endif
