/* The one door to matrix products: row-major, one thread per process; by our own kernel (kernel.h) where that is
 * faster, else by OpenBLAS. */
#ifndef LEXBENCH_BLAS_H
#define LEXBENCH_BLAS_H
#include "base/real.h"
#include <stdbool.h>
#include <stdint.h>

/* c[m][n] = alpha op(a) op(b) + beta c. op(a) is [m][k]: a itself with row stride lda, or, with ta, the transpose of
 * a[k][m]; likewise b with tb. beta == 0 never reads c. Nothing is done when m, n or k is 0 (with k == 0 and beta == 0,
 * c is zeroed). */
void blas_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
               real beta, real *c, int ldc);
/* y[n][out] = x[n][in] W + bias[out] (NULL: none) + add[n][out] (NULL: none). in is above 0. */
void blas_linear(int n, int in, int out, const real *x, const real *weight, int ldw, const real *bias, const real *add,
                 real *y);
/* Rows that products read: numbers, or what these are rounded to where they were written, two to a word, each row of
 * rounded_row(columns) words. Only products that round may be given the latter. */
struct operand {
    const real *at;
    const uint32_t *rounded; /* NULL: as numbers */
};
int rounded_row(int columns);
/* to[n][rounded_row(columns)] of x[n][columns], row by row. */
void blas_round(int n, int columns, const real *x, uint32_t *to);
/* As the two above, of such rows: lda and ldb count numbers, alpha is 1. */
void blas_gemm_operands(bool ta, bool tb, int m, int n, int k, struct operand a, int lda, struct operand b, int ldb,
                        real beta, real *c, int ldc);
void blas_linear_operand(int n, int in, int out, struct operand x, const real *weight, int ldw, const real *bias,
                         const real *add, real *y);
/* From now on all round their operands to bf16 before they multiply (bf16.h), or no longer do; returns whether they
 * did.
 */
bool blas_round_operands(bool on);
/* OpenBLAS's product whatever the size, to measure beside it; m, n and k above 0. */
void blas_library_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b,
                       int ldb, real beta, real *c, int ldc);

/* A right operand op(b)[k][n] that many products share: k, n and room for packed_size(k, n) reals, of its owner, come
 * in, and b stays as it is as long as there are products. */
struct packed {
    int k, n;
    real *at;
    const real *from; /* b, [k][ld], or [n][ld] where it is turned */
    int ld;
    bool turned;
    bool laid_out; /* in `at`, by the kernel; else b is read in place */
    bool rounded;  /* in `at`, to bf16 */
};
/* Rows or columns from..to-1 of it. */
struct extent {
    int from, to;
};
/* Columns that a product with n of them writes: whole vectors. */
int packed_columns(int n);
long packed_size(int k, int n);
/* From b[k][n] with row stride ldb, or with tb from its transpose b[n][k]. The products that follow round operands or
 * not as was said before this. */
void blas_pack(bool tb, const real *b, int ldb, struct packed *to);
/* c[m][columns] = alpha a[m][rows] op(b) + beta c, for the given rows and columns of op(b), at least one of each: a
 * begins at the first of these rows, c at column 0. Columns beside the given ones may be written too, up to
 * packed_columns(n). */
void blas_gemm_packed(int m, real alpha, const real *a, int lda, const struct packed *b, struct extent rows,
                      struct extent columns, real beta, real *c, int ldc);

/* The kind of processor for which the library chose its kernels, in its own words: "Haswell". */
const char *blas_core(void);
/* Where matrix products run: library, kernel name, threads (always 1). */
void blas_describe(char *out, int size);
#endif
