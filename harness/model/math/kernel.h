/* Matrix products of this model's sizes, written for registers of 512 bits. OpenBLAS copies both operands before it
 * multiplies, which at a head's 16 to 64 columns costs as much as multiplying; here only what would be read with a
 * stride is copied. Compiled only where such registers are, and for float: elsewhere nothing is taken.
 */
#ifndef LEXBENCH_KERNEL_H
#define LEXBENCH_KERNEL_H
#include "base/real.h"
#include <stdbool.h>

/* What is added to a product, whose alpha is then 1; NULL: nothing. */
struct product_add {
    const real *row;  /* [n], to every row */
    const real *rows; /* [m][n], row stride ld; may be c itself */
    int ld;
};

/* As blas_gemm, with m, n and k above 0; sums over k run upwards in fixed order. False: not a product for this kernel,
 * c is untouched. Which ones are depends on the sizes alone. */
bool kernel_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
                 real beta, real *c, int ldc, struct product_add add);

/* blas.h has what these do. kernel_pack: false where there is no kernel, and the other is not called then. */
struct packed;
struct extent;
bool kernel_pack(bool tb, const real *b, int ldb, struct packed *to);
void kernel_gemm_packed(int m, real alpha, const real *a, int lda, const struct packed *b, struct extent rows,
                        struct extent columns, real beta, real *c, int ldc);
#endif
