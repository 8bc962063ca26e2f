#include "model/math/bf16.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/vec.h"

/* What a function needs that may use the instruction; compilers use it where they are told to. */
#if defined __AVX512F__ && !defined LX_REAL_DOUBLE
#define HAS_INSTRUCTION
#define TARGET __attribute__((target("avx512bf16")))
#else
#define TARGET
#endif
#ifdef __x86_64__
#include <immintrin.h>
#endif

/* Two numbers that meet two others in a product: those of k and k + 1, the first in the lower half. The second is 0
 * where k ends with the first. */
typedef uint32_t pair;
typedef uint32_t pairs __attribute__((vector_size(sizeof(uint32_t) * LANES)));
typedef float floats __attribute__((vector_size(sizeof(float) * LANES)));

/* A tile of c is some rows of up to WIDEST vectors, so many that its sums fill the registers: rows_of_panel. A panel of
 * b [PAIRS][PANEL] stays in the first level's cache, a block of a's rows [BLOCK][PAIRS] in the second. Rows of a block
 * are PAD apart from a power of two, which would put them all into few places of the cache. */
#ifdef LANES_ARE_16
enum { WIDEST = 4, MOST_ROWS = 12 };
#else
enum { WIDEST = 2, MOST_ROWS = 4 };
#endif
enum { PANEL = WIDEST * LANES, DEPTH = 256, PAIRS = DEPTH / 2, BLOCK = 1024, PAD = 16 };
#define UNROLLED static inline __attribute__((always_inline))

/* One process, one thread: scratch may be static. Rows of a are [BLOCK][PAIRS], turned ones [PAIRS][BLOCK]. */
static _Alignas(64) pair panel[PAIRS * PANEL];
static _Alignas(64) pair block[(BLOCK + PAD) * (PAIRS + PAD)];

struct left { /* a block of a: at[i * row + p * col] */
    const pair *at;
    long row, col;
};
struct right { /* a panel of b: [k / 2][row] */
    const pair *at;
    long row;
    int tail; /* columns of the last vector; LANES: all */
};
struct out { /* c = alpha sum + beta c, where sums begin at what is added */
    real *at;
    long ld;
    real alpha, beta;
    struct product_add add;
};

/* ---- rounding ---- */

/* Half of the last digit that is kept, less one where it is even, is added: a carry rounds up. */
uint16_t bf16_bits(float x) {
    uint32_t u;
    memcpy(&u, &x, sizeof u);
    const uint32_t exponent = u & 0x7f800000;
    if (exponent == 0) return (uint16_t)(u >> 16 & 0x8000);
    if (exponent == 0x7f800000) return (uint16_t)(u >> 16 | ((u & 0x7fffff) ? 0x40 : 0));
    return (uint16_t)((u + 0x7fff + (u >> 16 & 1)) >> 16);
}

real bf16_operand(real x) {
    const uint32_t u = (uint32_t)bf16_bits((float)x) << 16;
    float y;
    memcpy(&y, &u, sizeof y);
    return (real)y;
}

static inline pair pair_of(real first, real second) {
    return (pair)bf16_bits((float)first) | (pair)bf16_bits((float)second) << 16;
}

/* ---- tiles ---- */

/* Which numbers of a vector are meant: the first k. What is loaded beyond them is zero. */
#ifdef HAS_INSTRUCTION
typedef __mmask16 some;
static inline some first(int k) { return (some)(k >= LANES ? 0xffff : k <= 0 ? 0 : (1 << k) - 1); }
static inline lanes load_some(const real *x, some k) { return (lanes)_mm512_maskz_loadu_ps(k, x); }
static inline void store_some(real *x, some k, lanes v) { _mm512_mask_storeu_ps(x, k, (__m512)v); }
#else
typedef size_t some;
static inline some first(int k) { return (some)k; }
static inline lanes load_some(const real *x, some k) {
    lanes v = {0};
    memcpy(&v, x, sizeof *x * k);
    return v;
}
static inline void store_some(real *x, some k, lanes v) { memcpy(x, &v, sizeof *x * k); }
#endif
static inline pairs load_pairs(const pair *x) {
    pairs v;
    memcpy(&v, x, sizeof v);
    return v;
}

static inline lanes numbers(pairs upper) {
#ifdef LX_REAL_DOUBLE
    return __builtin_convertvector((floats)upper, lanes);
#else
    return (floats)upper;
#endif
}
static inline real number(pair upper) {
    float x;
    memcpy(&x, &upper, sizeof x);
    return (real)x;
}

/* The second numbers of the pairs before the first ones. */
TARGET UNROLLED void step_plain(int rows, int vecs, const pair *a, long row, const pair *b,
                                lanes sum[MOST_ROWS][WIDEST]) {
    const pair upper = 0xffff0000;
    lanes y[WIDEST];
    for (int j = 0; j < vecs; j++) y[j] = numbers(load_pairs(b + j * LANES) & upper);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vecs; j++) sum[i][j] += number(a[i * row] & upper) * y[j];
    for (int j = 0; j < vecs; j++) y[j] = numbers(load_pairs(b + j * LANES) << 16);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vecs; j++) sum[i][j] += number(a[i * row] << 16) * y[j];
}

#ifdef HAS_INSTRUCTION
TARGET UNROLLED void step_instruction(int rows, int vecs, const pair *a, long row, const pair *b,
                                      lanes sum[MOST_ROWS][WIDEST]) {
    __m512bh y[WIDEST];
    for (int j = 0; j < vecs; j++) y[j] = (__m512bh)_mm512_loadu_si512(b + j * LANES);
    for (int i = 0; i < rows; i++) {
        const __m512bh x = (__m512bh)_mm512_set1_epi32((int)a[i * row]);
        for (int j = 0; j < vecs; j++) sum[i][j] = (lanes)_mm512_dpbf16_ps((__m512)sum[i][j], x, y[j]);
    }
}
#endif

/* What a pair of k adds to a tile's sums. `instruct` is a constant wherever it is handed on. */
TARGET UNROLLED void step(bool instruct, int rows, int vecs, const pair *a, long row, const pair *b,
                          lanes sum[MOST_ROWS][WIDEST]) {
#ifdef HAS_INSTRUCTION
    if (instruct) {
        step_instruction(rows, vecs, a, row, b, sum);
        return;
    }
#endif
    (void)instruct;
    step_plain(rows, vecs, a, row, b, sum);
}

static inline struct out out_at(struct out c, long row, int column) {
    c.at += row * c.ld + column;
    if (c.add.row) c.add.row += column;
    if (c.add.rows) c.add.rows += row * c.add.ld + column;
    return c;
}

/* `rows` rows and `vecs` vectors of columns, both constants where this is called. */
TARGET UNROLLED void tile(bool instruct, int rows, int vecs, int depth, struct left a, struct right b, struct out c) {
    const some last = first(b.tail), all = first(LANES);
    lanes sum[MOST_ROWS][WIDEST];
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vecs; j++) {
            const some k = j == vecs - 1 ? last : all;
            sum[i][j] = c.add.row ? load_some(c.add.row + j * LANES, k) : (lanes){0};
            if (c.add.rows) sum[i][j] += load_some(c.add.rows + i * (long)c.add.ld + j * LANES, k);
        }
    for (int p = 0; p < depth; p++) step(instruct, rows, vecs, a.at + p * a.col, a.row, b.at + p * b.row, sum);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vecs; j++) {
            const some k = j == vecs - 1 ? last : all;
            real *to = c.at + i * c.ld + j * LANES;
            lanes v = c.alpha * sum[i][j];
            if (c.beta != 0) v += c.beta * load_some(to, k);
            store_some(to, k, v);
        }
}

/* All rows of c under one panel, `rows` at a time as long as no less than four are left. */
TARGET UNROLLED void rows_of(bool instruct, int rows, int vecs, int m, int depth, struct left a, struct right b,
                             struct out c) {
    int i = 0;
    for (; m - i == rows || m - i >= rows + 4; i += rows, a.at += rows * a.row)
        tile(instruct, rows, vecs, depth, a, b, out_at(c, i, 0));
    for (; m - i >= 4; i += 4, a.at += 4 * a.row) tile(instruct, 4, vecs, depth, a, b, out_at(c, i, 0));
    for (; m - i >= 1; i++, a.at += a.row) tile(instruct, 1, vecs, depth, a, b, out_at(c, i, 0));
}

TARGET UNROLLED void rows_of_panel(bool instruct, int vecs, int m, int depth, struct left a, struct right b,
                                   struct out c) {
#ifdef LANES_ARE_16
    if (vecs == 4)
        rows_of(instruct, 6, 4, m, depth, a, b, c);
    else if (vecs == 3)
        rows_of(instruct, 8, 3, m, depth, a, b, c);
    else if (vecs == 2)
        rows_of(instruct, 8, 2, m, depth, a, b, c);
    else
        rows_of(instruct, MOST_ROWS, 1, m, depth, a, b, c);
#else
    if (vecs == 2)
        rows_of(instruct, MOST_ROWS, 2, m, depth, a, b, c);
    else
        rows_of(instruct, MOST_ROWS, 1, m, depth, a, b, c);
#endif
}

/* ---- operands in place ---- */

/* How operands are rounded and put down, and multiplied. */
struct way {
    /* to[(k + 1) / 2][ld], rows of x in pairs; columns are filled up to whole vectors. */
    void (*pair_rows)(int k, int columns, const real *x, long ldx, pair *to, long ld);
    /* to[rows][ld], numbers of a row in pairs. Rows are written in whole vectors of pairs. */
    void (*pair_numbers)(int rows, int k, const real *x, long ldx, pair *to, long ld);
    /* to[(k + 1) / 2][ld] of x[columns][k]; columns are filled up to whole vectors. */
    void (*pair_turned)(int columns, int k, const real *x, long ldx, pair *to, long ld);
    void (*rows_of_panel)(int vecs, int m, int depth, struct left a, struct right b, struct out c);
};

static void pair_rows_plain(int k, int columns, const real *x, long ldx, pair *to, long ld) {
    for (int p = 0; p < k; p += 2, x += 2 * ldx, to += ld) {
        for (int j = 0; j < columns; j++) to[j] = pair_of(x[j], p + 1 < k ? x[ldx + j] : 0);
        for (int j = columns; j % LANES; j++) to[j] = 0;
    }
}

static void pair_numbers_plain(int rows, int k, const real *x, long ldx, pair *to, long ld) {
    for (int i = 0; i < rows; i++, x += ldx, to += ld)
        for (int p = 0; p < k; p += 2) to[p / 2] = pair_of(x[p], p + 1 < k ? x[p + 1] : 0);
}

static void pair_turned_plain(int columns, int k, const real *x, long ldx, pair *to, long ld) {
    for (int p = 0; p < k; p += 2, to += ld) {
        for (int j = 0; j < columns; j++) to[j] = pair_of(x[j * ldx + p], p + 1 < k ? x[j * ldx + p + 1] : 0);
        for (int j = columns; j % LANES; j++) to[j] = 0;
    }
}

TARGET static void rows_of_panel_plain(int vecs, int m, int depth, struct left a, struct right b, struct out c) {
    rows_of_panel(false, vecs, m, depth, a, b, c);
}

static const struct way plain = {pair_rows_plain, pair_numbers_plain, pair_turned_plain, rows_of_panel_plain};

/* ---- the same by the processor's instructions ---- */

#ifdef HAS_INSTRUCTION
TARGET static inline pairs pair_up(__m512 firsts, __m512 seconds) {
    const __m512i order = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6,
                                           21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    return (pairs)_mm512_permutexvar_epi16(order, (__m512i)_mm512_cvtne2ps_pbh(seconds, firsts));
}

TARGET static void pair_rows_instruction(int k, int columns, const real *x, long ldx, pair *to, long ld) {
    for (int p = 0; p < k; p += 2, x += 2 * ldx, to += ld)
        for (int j = 0; j < columns; j += LANES) {
            const some here = first(columns - j), also = p + 1 < k ? here : 0;
            const pairs v = pair_up(_mm512_maskz_loadu_ps(here, x + j), _mm512_maskz_loadu_ps(also, x + ldx + j));
            memcpy(to + j, &v, sizeof v);
        }
}

/* 2 LANES numbers of a row, of those that are meant. */
TARGET static inline pairs pair_row(const real *x, some low, some high) {
    return (pairs)_mm512_cvtne2ps_pbh(_mm512_maskz_loadu_ps(high, x + LANES), _mm512_maskz_loadu_ps(low, x));
}

TARGET static void pair_numbers_instruction(int rows, int k, const real *x, long ldx, pair *to, long ld) {
    for (int p = 0; p < k; p += 2 * LANES) {
        const some low = first(k - p), high = first(k - p - LANES);
        for (int i = 0; i < rows; i++) {
            const pairs v = pair_row(x + i * ldx + p, low, high);
            memcpy(to + i * ld + p / 2, &v, sizeof v);
        }
    }
}

TARGET static void pair_turned_instruction(int columns, int k, const real *x, long ldx, pair *to, long ld) {
    for (int p = 0; p < k; p += 2 * LANES) {
        const some low = first(k - p), high = first(k - p - LANES);
        const int depth = k - p < 2 * LANES ? (k - p + 1) / 2 : LANES;
        for (int j = 0; j < columns; j += LANES) {
            const int n = columns - j < LANES ? columns - j : LANES;
            lanes v[LANES] = {0};
            for (int l = 0; l < n; l++) v[l] = (lanes)pair_row(x + (j + l) * ldx + p, low, high);
            lanes_transpose(v);
            for (int l = 0; l < depth; l++) memcpy(to + (p / 2 + l) * ld + j, &v[l], sizeof v[l]);
        }
    }
}

TARGET static void rows_of_panel_instruction(int vecs, int m, int depth, struct left a, struct right b, struct out c) {
    rows_of_panel(true, vecs, m, depth, a, b, c);
}

static const struct way instruction = {pair_rows_instruction, pair_numbers_instruction, pair_turned_instruction,
                                       rows_of_panel_instruction};
#endif

/* ---- products ---- */

/* A panel is as wide as fits; 80 and 96 columns are two of about half of that rather than one that is narrow. */
static int panel_columns(int left) {
    return left <= PANEL ? left : left < 3 * PANEL / 2 + 1 ? (left / 2 + LANES - 1) / LANES * LANES : PANEL;
}

static void fill_panel(const struct way *way, bool tb, int columns, int k, const real *b, long ldb, pair *to) {
    const int width = (columns + LANES - 1) / LANES * LANES;
    if (tb)
        way->pair_turned(columns, k, b, ldb, to, width);
    else
        way->pair_rows(k, columns, b, ldb, to, width);
}

/* Panels of every b that lasts, in the order in which products come to them. */
struct lasting {
    const real *at;
    int ld, n, k;
    bool turned;
    long panels; /* where in kept.panels */
};
static struct {
    const real *from, *to; /* where such operands lie; NULL: nowhere */
    struct lasting *list;
    pair *panels;
    int n, room, next; /* next: the one behind the last that was asked for, as passes ask in one order */
    long used, size;
} kept;

void bf16_keep(const real *from, long size) {
    kept.from = from;
    kept.to = from ? from + size : NULL;
    kept.n = kept.next = 0;
    kept.used = 0;
}

/* Room for so many more pairs and one more operand. Steps after the first find it there. */
static void kept_room(long more) {
    if (kept.used + more > kept.size) {
        const long size = 2 * (kept.used + more);
        kept.panels = mem_grow(kept.panels, sizeof(pair) * (size_t)kept.used, sizeof(pair) * (size_t)size);
        kept.size = size;
    }
    if (kept.n == kept.room) {
        const int room = kept.room ? 2 * kept.room : 64;
        kept.list = mem_grow(kept.list, sizeof *kept.list * (size_t)kept.n, sizeof *kept.list * (size_t)room);
        kept.room = room;
    }
}

static struct lasting *find_kept(const struct lasting *b) {
    for (int i = 0; i < kept.n; i++) {
        struct lasting *l = &kept.list[(kept.next + i) % kept.n];
        if (l->at == b->at && l->ld == b->ld && l->n == b->n && l->k == b->k && l->turned == b->turned) return l;
    }
    return NULL;
}

static struct lasting *add_kept(const struct way *way, const struct lasting *b) {
    kept_room((long)(b->n + LANES) * (b->k + 2 * (b->k / DEPTH + 1)));
    struct lasting *l = &kept.list[kept.n++];
    *l = *b;
    l->panels = kept.used;
    for (int p = 0; p < l->k; p += DEPTH)
        for (int j = 0, columns; j < l->n; j += columns) {
            const int depth = l->k - p < DEPTH ? l->k - p : DEPTH;
            columns = panel_columns(l->n - j);
            fill_panel(way, l->turned, columns, depth,
                       l->turned ? l->at + (long)j * l->ld + p : l->at + (long)p * l->ld + j, l->ld,
                       kept.panels + kept.used);
            kept.used += (long)((depth + 1) / 2) * ((columns + LANES - 1) / LANES * LANES);
        }
    return l;
}

/* The panels of b if it lasts, else NULL. */
static const pair *panels_of(const struct way *way, bool tb, int n, int k, const real *b, int ldb) {
    if (!kept.from || b < kept.from || b >= kept.to) return NULL;
    const struct lasting wanted = {b, ldb, n, k, tb, 0};
    struct lasting *l = find_kept(&wanted);
    if (!l) l = add_kept(way, &wanted);
    kept.next = (int)(l - kept.list) + 1;
    return kept.panels + l->panels;
}

/* c = alpha a b + beta c with k <= DEPTH, for a block of rows. own: where b's panels stand; moved on; NULL: nowhere. */
static void slice(const struct way *way, bool tb, int m, int n, int k, struct left a, const real *b, long ldb,
                  const pair **own, struct out c) {
    for (int j = 0, columns; j < n; j += columns) {
        columns = panel_columns(n - j);
        const int vecs = (columns + LANES - 1) / LANES, tail = columns - (vecs - 1) * LANES;
        if (!*own) fill_panel(way, tb, columns, k, tb ? b + j * ldb : b + j, ldb, panel);
        const struct right right = {*own ? *own : panel, vecs * LANES, tail};
        way->rows_of_panel(vecs, m, (k + 1) / 2, a, right, out_at(c, 0, j));
        if (*own) *own += (long)((k + 1) / 2) * vecs * LANES;
    }
}

/* Rounds rows [0, m) of op(a), k of its columns, into the block. */
static struct left fill_block(const struct way *way, bool ta, int m, int k, const real *a, long lda) {
    const long turned = (m + LANES - 1) / LANES * LANES + PAD, own = (k + 2 * LANES - 1) / (2 * LANES) * LANES + PAD;
    if (ta)
        way->pair_rows(k, m, a, lda, block, turned);
    else
        way->pair_numbers(m, k, a, lda, block, own);
    return ta ? (struct left){block, 1, turned} : (struct left){block, own, 1};
}

static void multiply(const struct way *way, bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda,
                     const real *b, int ldb, real beta, real *c, int ldc, struct product_add add) {
    const pair *panels = panels_of(way, tb, n, k, b, ldb);
    for (int i = 0, rows; i < m; i += rows) {
        const pair *own = panels;
        rows = m - i < BLOCK ? m - i : BLOCK;
        for (int p = 0, depth; p < k; p += depth) {
            depth = k - p < DEPTH ? k - p : DEPTH;
            const struct left left =
                fill_block(way, ta, rows, depth, ta ? a + (long)p * lda + i : a + (long)i * lda + p, lda);
            const struct out whole = {c, ldc, alpha, p ? 1 : beta, p ? (struct product_add){0} : add};
            slice(way, tb, rows, n, depth, left, tb ? b + p : b + (long)p * ldb, ldb, &own, out_at(whole, i, 0));
        }
    }
}

/* Numbers that are not normal are 0, as operands and as results, in the rest of the enclosing block: the instruction
 * knows no others. */
#ifdef __x86_64__
static unsigned flush_to_zero(void) {
    const unsigned was = _mm_getcsr();
    _mm_setcsr(was | 0x8040);
    return was;
}
static void flush_back(const unsigned *was) { _mm_setcsr(*was); }
#define NORMAL_NUMBERS __attribute__((cleanup(flush_back), unused)) const unsigned flushed = flush_to_zero()
#else
#define NORMAL_NUMBERS
#endif

#ifdef HAS_INSTRUCTION
/* A product of numbers of all sizes, whose sums depend on how each step rounds. */
static bool same_as_plain(void) {
    enum { M = 3, N = LANES, K = 24 };
    real a[M * K], b[K * N], c[2][M * N];
    uint32_t state = 1;
    for (int i = 0; i < M * K + K * N; i++) {
        state = state * 1664525 + 1013904223;
        *(i < M * K ? &a[i] : &b[i - M * K]) = ldexpf((float)(int32_t)state, (int)(state >> 8 & 15) - 39);
    }
    NORMAL_NUMBERS;
    for (int k = 0; k < 2; k++)
        multiply(k ? &instruction : &plain, false, false, M, N, K, 1, a, K, b, N, 0, c[k], N, (struct product_add){0});
    return memcmp(c[0], c[1], sizeof c[0]) == 0;
}
#endif

bool bf16_fast(void) {
#ifdef HAS_INSTRUCTION
    static int known = -1;
    if (known < 0) known = __builtin_cpu_supports("avx512bf16") && same_as_plain();
    return known;
#else
    return false;
#endif
}

#ifdef HAS_INSTRUCTION
enum { PEAK_SUMS = 12, PEAK_ROUNDS = 1 << 14 }; /* sums that do not wait for each other */
TARGET static real multiply_pairs(pair factors) {
    const __m512bh x = (__m512bh)_mm512_set1_epi32((int)factors);
    __m512 sum[PEAK_SUMS];
    for (int k = 0; k < PEAK_SUMS; k++) sum[k] = _mm512_setzero_ps();
    for (int i = 0; i < PEAK_ROUNDS; i++)
        for (int k = 0; k < PEAK_SUMS; k++) sum[k] = _mm512_dpbf16_ps(sum[k], x, x);
    for (int k = 1; k < PEAK_SUMS; k++) sum[0] = _mm512_add_ps(sum[0], sum[k]);
    return lanes_sum((lanes)sum[0]);
}
#endif

double bf16_peak_rate(double seconds) {
    double best = 0;
#ifdef HAS_INSTRUCTION
    volatile pair factors = 0x3f003f00; /* 0.5 and 0.5 */
    volatile real sink;
    const double end = clock_seconds() + seconds;
    do {
        const double begin = clock_seconds();
        sink = multiply_pairs(factors);
        const double rate = 4.0 * LANES * PEAK_SUMS * PEAK_ROUNDS / (clock_seconds() - begin) / 1e9;
        best = rate > best ? rate : best;
    } while (clock_seconds() < end);
    (void)sink;
#else
    (void)seconds;
#endif
    return best;
}

const char *bf16_describe(void) {
#ifdef HAS_INSTRUCTION
    if (bf16_fast()) return "the processor multiplies in it (AVX512-BF16)";
    return __builtin_cpu_supports("avx512bf16") ? "the processor's instruction for it rounds otherwise than it should"
                                                : "the processor has no instruction for it";
#elif defined LX_REAL_DOUBLE
    return "this program computes in double";
#else
    return "this program has no instruction for it: that takes a processor with AVX512-BF16 and a program for its "
           "level";
#endif
}

static const struct way *best(void) {
#ifdef HAS_INSTRUCTION
    if (bf16_fast()) return &instruction;
#endif
    return &plain;
}

void bf16_gemm(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
               real beta, real *c, int ldc, struct product_add add) {
    NORMAL_NUMBERS;
    multiply(best(), ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, add);
}

void bf16_gemm_plain(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
                     real beta, real *c, int ldc, struct product_add add) {
    NORMAL_NUMBERS;
    multiply(&plain, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, add);
}

/* Panels of a packed operand, [(k + 1) / 2][width], stand one behind the other. */
void bf16_pack(bool tb, const real *b, int ldb, struct packed *to) {
    pair *at = (pair *)to->at;
    for (int j = 0, columns; j < to->n; j += columns) {
        columns = panel_columns(to->n - j);
        fill_panel(best(), tb, columns, to->k, tb ? b + (long)j * ldb : b + j, ldb, at);
        at += (long)((to->k + 1) / 2) * ((columns + LANES - 1) / LANES * LANES);
    }
}

/* Whole vectors up to the last column that is asked for: c has room for them. */
static void multiply_packed(const struct way *way, int m, real alpha, const real *a, int lda, const struct packed *b,
                            struct extent rows, struct extent columns, real beta, real *c, int ldc) {
    for (int p = rows.from, depth; p < rows.to; p += depth) {
        depth = rows.to - p < DEPTH ? rows.to - p : DEPTH;
        const struct left left = fill_block(way, false, m, depth, a + (p - rows.from), lda);
        const pair *at = (const pair *)b->at;
        for (int j = 0, width; j < columns.to; j += width) {
            width = (panel_columns(b->n - j) + LANES - 1) / LANES * LANES;
            const int left_over = columns.to - j, vecs = ((left_over < width ? left_over : width) + LANES - 1) / LANES;
            const struct right right = {at + (long)(p / 2) * width, width, LANES};
            const struct out out = {c + j, ldc, alpha, p > rows.from ? 1 : beta, {0}};
            if (j + width > columns.from) way->rows_of_panel(vecs, m, (depth + 1) / 2, left, right, out);
            at += (long)((b->k + 1) / 2) * width;
        }
    }
}

bool bf16_gemm_packed(int m, real alpha, const real *a, int lda, const struct packed *b, struct extent rows,
                      struct extent columns, real beta, real *c, int ldc) {
    if (rows.from % 2 || (rows.to % 2 && rows.to < b->k) || m > BLOCK) return false;
    NORMAL_NUMBERS;
    multiply_packed(best(), m, alpha, a, lda, b, rows, columns, beta, c, ldc);
    return true;
}
