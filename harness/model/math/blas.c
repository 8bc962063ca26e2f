#include "model/math/blas.h"
#include "base/error.h"
#include "base/vec.h"
#include "model/math/bf16.h"
#include "model/math/phase.h"
#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef LX_REAL_DOUBLE
#define CBLAS_GEMM cblas_dgemm
#else
#define CBLAS_GEMM cblas_sgemm
#endif

void _start(void); /* of the C library */
#define THREADS "OPENBLAS_NUM_THREADS="

/* OpenBLAS starts a thread for every processor when it is loaded, as its environment says. They are never used, but
 * take address space, which a limit may not grant: the process then hangs in fork and when it ends. Of our code only
 * what stands in .preinit_array runs before the constructors of libraries, and it can change the environment only by
 * beginning again. Where that fails, the threads are there as ever. */
static void load_with_one_thread(int argc, char **argv, char **envp) {
    int n = 0, kept = 0;
    (void)argc;
    if (getauxval(AT_ENTRY) != (unsigned long)_start) return; /* the loader was called by name: nothing to call again */
    while (envp[n] && strcmp(envp[n], THREADS "1") != 0) n++;
    if (envp[n]) return;
    char **changed = malloc(sizeof *changed * ((size_t)n + 2));
    if (!changed) return;
    for (int i = 0; i < n; i++)
        if (strncmp(envp[i], THREADS, strlen(THREADS)) != 0) changed[kept++] = envp[i];
    changed[kept++] = THREADS "1";
    changed[kept] = NULL;
    execve((const char *)getauxval(AT_EXECFN), argv, changed);
    free(changed);
}
__attribute__((section(".preinit_array"), used)) static void (*const before_libraries)(int, char **,
                                                                                       char **) = load_with_one_thread;

/* For its products OpenBLAS takes a buffer of this size and tries for ever to get it. */
enum { BUFFER = 128 << 20 };
static void ask_for_buffer(void) {
    void *buffer = mmap(NULL, BUFFER, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (buffer == MAP_FAILED)
        die("matrix products need %d MB of address space at once; raise the limit on it (ulimit -v)", BUFFER >> 20);
    munmap(buffer, BUFFER);
}

/* OpenBLAS chooses kernels by thread count, so equal bits need one thread, set before the first product. A build with
 * OpenMP does not ask the environment. */
static void prepare(void) {
    static bool done;
    if (done) return;
    ask_for_buffer();
    openblas_set_num_threads(1);
    done = true;
}

void blas_library_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b,
                       int ldb, real beta, real *c, int ldc) {
    prepare();
    CBLAS_GEMM(CblasRowMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans, m, n, k, alpha, a, lda, b,
               ldb, beta, c, ldc);
}

static bool rounding;
bool blas_round_operands(bool on) {
    const bool was = rounding;
    rounding = on;
    return was;
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
    if (rounding) {
        bf16_gemm(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, (struct product_add){0});
        return;
    }
    if (kernel_gemm(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, (struct product_add){0})) return;
    blas_library_gemm(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

void blas_linear(int n, int in, int out, const real *x, const real *weight, int ldw, const real *bias, const real *add,
                 real *y) {
    if (n == 0 || out == 0) return;
    IN_PHASE(PHASE_PRODUCTS);
    const struct product_add added = {bias, add, out};
    if (rounding) {
        bf16_gemm(false, false, n, out, in, 1, x, in, weight, ldw, 0, y, out, added);
        return;
    }
    if (kernel_gemm(false, false, n, out, in, 1, x, in, weight, ldw, 0, y, out, added)) return;
    for (long r = 0; r < n; r++)
        for (long o = 0; o < out; o++) y[r * out + o] = (add ? add[r * out + o] : 0) + (bias ? bias[o] : 0);
    blas_library_gemm(false, false, n, out, in, 1, x, in, weight, ldw, 1, y, out);
}

void blas_gemm_operands(bool ta, bool tb, int m, int n, int k, struct operand a, int lda, struct operand b, int ldb,
                        real beta, real *c, int ldc) {
    if (!a.rounded && !b.rounded) {
        blas_gemm(ta, tb, m, n, k, 1, a.at, lda, b.at, ldb, beta, c, ldc);
        return;
    }
    REQUIRE(k > 0 || beta == 1);
    if (m == 0 || n == 0 || k == 0) return;
    IN_PHASE(PHASE_PRODUCTS);
    bf16_gemm_operands(ta, tb, m, n, k, a, lda, b, ldb, beta, c, ldc, (struct product_add){0});
}

void blas_linear_operand(int n, int in, int out, struct operand x, const real *weight, int ldw, const real *bias,
                         const real *add, real *y) {
    if (!x.rounded) {
        blas_linear(n, in, out, x.at, weight, ldw, bias, add, y);
        return;
    }
    if (n == 0 || out == 0) return;
    IN_PHASE(PHASE_PRODUCTS);
    bf16_gemm_operands(false, false, n, out, in, x, in, (struct operand){weight, NULL}, ldw, 0, y, out,
                       (struct product_add){bias, add, out});
}

int packed_columns(int n) { return (n + LANES - 1) / LANES * LANES; }
long packed_size(int k, int n) { return (long)k * packed_columns(n); }

void blas_pack(bool tb, const real *b, int ldb, struct packed *to) {
    to->from = b;
    to->ld = ldb;
    to->turned = tb;
    to->rounded = rounding;
    to->laid_out = !rounding && kernel_pack(tb, b, ldb, to);
    if (rounding) bf16_pack(tb, b, ldb, to);
}

void blas_gemm_packed(int m, real alpha, const real *a, int lda, const struct packed *b, struct extent rows,
                      struct extent columns, real beta, real *c, int ldc) {
    const long from = b->turned ? (long)columns.from * b->ld + rows.from : (long)rows.from * b->ld + columns.from;
    if (b->rounded) {
        IN_PHASE(PHASE_PRODUCTS);
        if (bf16_gemm_packed(m, alpha, a, lda, b, rows, columns, beta, c, ldc)) return;
    }
    if (!b->laid_out) {
        blas_gemm(false, b->turned, m, columns.to - columns.from, rows.to - rows.from, alpha, a, lda, b->from + from,
                  b->ld, beta, c + columns.from, ldc);
        return;
    }
    IN_PHASE(PHASE_PRODUCTS);
    kernel_gemm_packed(m, alpha, a, lda, b, rows, columns, beta, c, ldc);
}

const char *blas_core(void) { return openblas_get_corename(); }

void blas_describe(char *out, int size) {
    openblas_set_num_threads(1);
    const char *build[] = {"serial", "pthread", "OpenMP"};
    int parallel = openblas_get_parallel();
    snprintf(out, (size_t)size, "%s; core %s; %s build, %d thread", openblas_get_config(), openblas_get_corename(),
             parallel >= 0 && parallel <= 2 ? build[parallel] : "unknown", openblas_get_num_threads());
}
