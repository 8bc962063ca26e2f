#include "model/blas.h"
#include "base/error.h"
#include "model/kernel.h"
#include "model/model.h"
#include "model/phase.h"
#include <cblas.h>
#include <stdio.h>
#include <string.h>

#ifdef LX_REAL_DOUBLE
#define CBLAS_GEMM cblas_dgemm
#else
#define CBLAS_GEMM cblas_sgemm
#endif

/* OpenBLAS chooses kernels by thread count, so equal bits need one thread, set before the first product. */
static void use_one_thread(void) {
    static bool done;
    if (done) return;
    openblas_set_num_threads(1);
    done = true;
}

void blas_library_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b,
                       int ldb, real beta, real *c, int ldc) {
    use_one_thread();
    CBLAS_GEMM(CblasRowMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans, m, n, k, alpha, a, lda, b,
               ldb, beta, c, ldc);
}

void blas_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
               real beta, real *c, int ldc) {
    if (m == 0 || n == 0) return;
    IN_PHASE(PHASE_PRODUCTS);
    if (k == 0) {
        if (beta == 0)
            for (int i = 0; i < m; i++) memset(c + (long)i * ldc, 0, (size_t)n * sizeof *c);
        return;
    }
    if (kernel_gemm(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, (struct product_add){0})) return;
    blas_library_gemm(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

void blas_linear(int n, int in, int out, const real *x, const real *weight, int ldw, const real *bias, const real *add,
                 real *y) {
    if (n == 0 || out == 0) return;
    IN_PHASE(PHASE_PRODUCTS);
    if (kernel_gemm(false, false, n, out, in, 1, x, in, weight, ldw, 0, y, out, (struct product_add){bias, add, out}))
        return;
    for (long r = 0; r < n; r++)
        for (long o = 0; o < out; o++) y[r * out + o] = (add ? add[r * out + o] : 0) + (bias ? bias[o] : 0);
    blas_library_gemm(false, false, n, out, in, 1, x, in, weight, ldw, 1, y, out);
}

void blas_describe(char *out, int size) {
    use_one_thread();
    const char *build[] = {"serial", "pthread", "OpenMP"};
    int parallel = openblas_get_parallel();
    snprintf(out, (size_t)size, "%s; core %s; %s build, %d thread", openblas_get_config(), openblas_get_corename(),
             parallel >= 0 && parallel <= 2 ? build[parallel] : "unknown", openblas_get_num_threads());
}
