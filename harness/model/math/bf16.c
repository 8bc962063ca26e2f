#include "model/math/bf16.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/vec.h"
#include "model/math/panels.h"

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

/* A tile of c is some rows of up to WIDEST vectors, so many that its sums fill the registers: rows_of_panel. What it
 * reads of b stands side by side in a panel, [k / 2][columns], and what it reads of a turned a in strips of so many
 * rows, [k / 2][STRIP], so that both are read from one end to the other. Rows of an a that is not turned are PAD apart
 * from a power of two, which would put them all into few places of the cache. */
#ifdef LANES_ARE_16
enum { WIDEST = 3, STRIP = 8, MOST_ROWS = 16 };
#else
enum { WIDEST = 2, STRIP = 4, MOST_ROWS = 4 };
#endif
enum { DEPTH = 1024, PAD = 16, ROOM = 256 << 10 };
/* So many rows of x[k][columns] are read together from one end to the other, so that neither what is read nor what is
 * written jumps from page to page; NEAR rows and less need no such care. What is AHEAD in each of them is asked for. */
enum { TOGETHER = 16, NEAR = 64, AHEAD = 64 };
#define UNROLLED static inline __attribute__((always_inline))

/* One process, one thread: scratch may be static. */
static _Alignas(64) pair block[ROOM + DEPTH * LANES];  /* some rows of a */
static _Alignas(64) pair panels[ROOM + DEPTH * LANES]; /* some columns of b */

struct left { /* a block of a: row i of pair p is at[i / STRIP * strip + i % STRIP * row + p * col] */
    const pair *at;
    long strip, row, col;
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

/* Rows of numbers, or of pairs of what they are rounded to; small enough to be handed on in registers. */
struct source {
    const void *at; /* real or pair */
    int ld;         /* numbers from row to row */
    bool rounded;
};
static inline struct source source_of(const real *x, int ld) { return (struct source){x, ld, false}; }
static struct source source_of_operand(struct operand x, int ld) {
    return x.rounded ? (struct source){x.rounded, 2 * rounded_row(ld), true} : source_of(x.at, ld);
}
static inline const real *number_at(struct source x, long row, long column) {
    return (const real *)x.at + row * x.ld + column;
}
static inline const pair *pair_at(struct source x, long row, long column) {
    return (const pair *)x.at + (row * x.ld + column) / 2;
}
/* From a row and an even column on. */
static inline struct source source_at(struct source x, long row, long column) {
    x.at = x.rounded ? (const void *)pair_at(x, row, column) : number_at(x, row, column);
    return x;
}
static inline pair bits_at(struct source x, long row, long column) {
    return x.rounded ? *pair_at(x, row, column) >> (column % 2 * 16) & 0xffff
                     : bf16_bits((float)*number_at(x, row, column));
}
static inline pair pair_of(pair first, pair second) { return first | second << 16; }

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

static inline void pairs_store(pair *x, pairs v) { memcpy(x, &v, sizeof v); }

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

static inline const pair *row_of(struct left a, long i) { return a.at + i / STRIP * a.strip + i % STRIP * a.row; }
static inline struct left left_at(struct left a, long i) {
    a.at = row_of(a, i);
    return a;
}

/* The second numbers of the pairs before the first ones. */
TARGET UNROLLED void step_plain(int rows, int vecs, struct left a, const pair *b, lanes sum[MOST_ROWS][WIDEST]) {
    const pair upper = 0xffff0000;
    lanes y[WIDEST];
    for (int j = 0; j < vecs; j++) y[j] = numbers(load_pairs(b + j * LANES) & upper);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vecs; j++) sum[i][j] += number(*row_of(a, i) & upper) * y[j];
    for (int j = 0; j < vecs; j++) y[j] = numbers(load_pairs(b + j * LANES) << 16);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vecs; j++) sum[i][j] += number(*row_of(a, i) << 16) * y[j];
}

#ifdef HAS_INSTRUCTION
TARGET UNROLLED void step_instruction(int rows, int vecs, struct left a, const pair *b, lanes sum[MOST_ROWS][WIDEST]) {
    __m512bh y[WIDEST];
    for (int j = 0; j < vecs; j++) y[j] = (__m512bh)_mm512_loadu_si512(b + j * LANES);
    for (int i = 0; i < rows; i++) {
        const __m512bh x = (__m512bh)_mm512_set1_epi32((int)*row_of(a, i));
        for (int j = 0; j < vecs; j++) sum[i][j] = (lanes)_mm512_dpbf16_ps((__m512)sum[i][j], x, y[j]);
    }
}
#endif

/* What a pair of k adds to a tile's sums. `instruct` is a constant wherever it is handed on. */
TARGET UNROLLED void step(bool instruct, int rows, int vecs, struct left a, const pair *b,
                          lanes sum[MOST_ROWS][WIDEST]) {
#ifdef HAS_INSTRUCTION
    if (instruct) {
        step_instruction(rows, vecs, a, b, sum);
        return;
    }
#endif
    (void)instruct;
    step_plain(rows, vecs, a, b, sum);
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
    for (int i = 0; i < rows; i++) /* asked for now, it is there when the sums are */
        for (int j = 0; j < vecs; j++) __builtin_prefetch(c.at + i * c.ld + j * LANES, 1);
    for (int p = 0; p < depth; p++, a.at += a.col) step(instruct, rows, vecs, a, b.at + p * b.row, sum);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vecs; j++) {
            const some k = j == vecs - 1 ? last : all;
            real *to = c.at + i * c.ld + j * LANES;
            lanes v = c.alpha * sum[i][j];
            if (c.beta != 0) v += c.beta * load_some(to, k);
            store_some(to, k, v);
        }
}

/* All rows of c under one panel, `rows` at a time; what is left, by eights, fours and ones. */
TARGET UNROLLED void rows_of(bool instruct, int rows, int vecs, int m, int depth, struct left a, struct right b,
                             struct out c) {
    int i = 0;
    for (; m - i >= rows; i += rows) tile(instruct, rows, vecs, depth, left_at(a, i), b, out_at(c, i, 0));
    for (; rows > 8 && m - i >= 8; i += 8) tile(instruct, 8, vecs, depth, left_at(a, i), b, out_at(c, i, 0));
    for (; rows > 4 && m - i >= 4; i += 4) tile(instruct, 4, vecs, depth, left_at(a, i), b, out_at(c, i, 0));
    for (; i < m; i++) tile(instruct, 1, vecs, depth, left_at(a, i), b, out_at(c, i, 0));
}

TARGET UNROLLED void rows_of_panel(bool instruct, int vecs, int m, int depth, struct left a, struct right b,
                                   struct out c) {
#ifdef LANES_ARE_16
    if (vecs == 3)
        rows_of(instruct, 8, 3, m, depth, a, b, c);
    else if (vecs == 2)
        rows_of(instruct, 8, 2, m, depth, a, b, c);
    else
        rows_of(instruct, 16, 1, m, depth, a, b, c);
#else
    if (vecs == 2)
        rows_of(instruct, 4, 2, m, depth, a, b, c);
    else
        rows_of(instruct, 4, 1, m, depth, a, b, c);
#endif
}

/* ---- operands in place ---- */

/* How operands are rounded and put down, and multiplied. */
struct way {
    /* to[(k + 1) / 2][ld], rows of x in pairs; columns are filled up to whole vectors. */
    void (*pair_rows)(int k, int columns, struct source x, pair *to, long ld);
    /* The same in strips of STRIP columns: to[column / STRIP][pairs][STRIP], where strips are `ld` apart. */
    void (*pair_strips)(int k, int columns, struct source x, pair *to, long ld);
    /* to[rows][ld], numbers of a row in pairs. Rows are written in whole vectors of pairs. */
    void (*pair_numbers)(int rows, int k, const real *x, long ldx, pair *to, long ld);
    /* to[(k + 1) / 2][ld] of x[columns][k]; columns are filled up to whole vectors. */
    void (*pair_turned)(int columns, int k, const real *x, long ldx, pair *to, long ld);
    void (*rows_of_panel)(int vecs, int m, int depth, struct left a, struct right b, struct out c);
};

static inline pair pair_below(int k, int columns, struct source x, int p, int column) {
    if (column >= columns) return 0;
    return pair_of(bits_at(x, p, column), p + 1 < k ? bits_at(x, p + 1, column) : 0);
}

static void pair_rows_plain(int k, int columns, struct source x, pair *to, long ld) {
    for (int p = 0; p < k; p += 2, to += ld)
        for (int j = 0; j < columns || j % LANES; j++) to[j] = pair_below(k, columns, x, p, j);
}

static void pair_strips_plain(int k, int columns, struct source x, pair *to, long ld) {
    for (int j = 0; j < columns || j % LANES; j++)
        for (int p = 0; p < k; p += 2) to[j / STRIP * ld + p / 2 * STRIP + j % STRIP] = pair_below(k, columns, x, p, j);
}

static inline pair pair_beside(int k, const real *x, int p) {
    return pair_of(bf16_bits((float)x[p]), p + 1 < k ? bf16_bits((float)x[p + 1]) : 0);
}

static void pair_numbers_plain(int rows, int k, const real *x, long ldx, pair *to, long ld) {
    for (int i = 0; i < rows; i++, x += ldx, to += ld)
        for (int p = 0; p < k; p += 2) to[p / 2] = pair_beside(k, x, p);
}

static void pair_turned_plain(int columns, int k, const real *x, long ldx, pair *to, long ld) {
    for (int p = 0; p < k; p += 2, to += ld)
        for (int j = 0; j < columns || j % LANES; j++) to[j] = j < columns ? pair_beside(k, x + j * ldx, p) : 0;
}

TARGET static void rows_of_panel_plain(int vecs, int m, int depth, struct left a, struct right b, struct out c) {
    rows_of_panel(false, vecs, m, depth, a, b, c);
}

static const struct way plain = {pair_rows_plain, pair_strips_plain, pair_numbers_plain, pair_turned_plain,
                                 rows_of_panel_plain};

/* ---- the same by the processor's instructions ---- */

#ifdef HAS_INSTRUCTION
TARGET static inline pairs pair_up(__m512 firsts, __m512 seconds) {
    const __m512i order = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6,
                                           21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    return (pairs)_mm512_permutexvar_epi16(order, (__m512i)_mm512_cvtne2ps_pbh(seconds, firsts));
}

/* The first numbers of a vector at `to`, the others `ld` behind them, or all together where ld is 0. */
TARGET UNROLLED void halves_store(pair *to, long ld, pairs v) {
    if (ld == 0) {
        pairs_store(to, v);
        return;
    }
    memcpy(to, &v, sizeof v / 2);
    memcpy(to + ld, (const pair *)&v + LANES / 2, sizeof v / 2);
}

/* A vector of columns of numbers, of which some are meant, down k rows, and the same of what is rounded. to: of the
 * first pair; the next ones are `row` apart. */
TARGET UNROLLED void pair_columns(int k, const real *x, long ld, some here, pair *to, long row, long half) {
    for (; k > 1; k -= 2, x += 2 * ld, to += row) {
        __builtin_prefetch(x + AHEAD);
        __builtin_prefetch(x + ld + AHEAD);
        halves_store(to, half, pair_up(_mm512_maskz_loadu_ps(here, x), _mm512_maskz_loadu_ps(here, x + ld)));
    }
    if (k) halves_store(to, half, pair_up(_mm512_maskz_loadu_ps(here, x), _mm512_setzero_ps()));
}
TARGET UNROLLED __m512i words(const pair *x) { return _mm512_cvtepu16_epi32(_mm256_loadu_si256((const void *)x)); }
TARGET UNROLLED void pair_rounded(int k, const pair *x, long ld, pair *to, long row, long half) {
    for (; k > 1; k -= 2, x += 2 * ld, to += row) {
        __builtin_prefetch(x + AHEAD);
        __builtin_prefetch(x + ld + AHEAD);
        halves_store(to, half, (pairs)(words(x) | _mm512_slli_epi32(words(x + ld), 16)));
    }
    if (k) halves_store(to, half, (pairs)words(x));
}

TARGET static void pair_rows_instruction(int k, int columns, struct source x, pair *to, long ld) {
    for (int j = 0; j < columns; j += LANES)
        if (x.rounded)
            pair_rounded(k, pair_at(x, 0, j), x.ld / 2, to + j, ld, 0);
        else
            pair_columns(k, number_at(x, 0, j), x.ld, first(columns - j), to + j, ld, 0);
}

TARGET static void pair_strips_instruction(int k, int columns, struct source x, pair *to, long ld) {
    for (int j = 0; j < columns; j += LANES, to += 2 * ld)
        if (x.rounded)
            pair_rounded(k, pair_at(x, 0, j), x.ld / 2, to, STRIP, ld);
        else
            pair_columns(k, number_at(x, 0, j), x.ld, first(columns - j), to, STRIP, ld);
}

/* 2 LANES numbers of a row, of those that are meant. */
TARGET static inline pairs pair_row(const real *x, some low, some high) {
    return (pairs)_mm512_cvtne2ps_pbh(_mm512_maskz_loadu_ps(high, x + LANES), _mm512_maskz_loadu_ps(low, x));
}

TARGET static void pair_numbers_instruction(int rows, int k, const real *x, long ldx, pair *to, long ld) {
    const int whole = k / (2 * LANES) * (2 * LANES), left = k - whole;
    const some low = first(left), high = first(left - LANES), all = first(LANES);
    for (int i = 0; i < rows; i++, x += ldx, to += ld) {
        for (int p = 0; p < whole; p += 2 * LANES) pairs_store(to + p / 2, pair_row(x + p, all, all));
        if (left) pairs_store(to + whole / 2, pair_row(x + whole, low, high));
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

static const struct way instruction = {pair_rows_instruction, pair_strips_instruction, pair_numbers_instruction,
                                       pair_turned_instruction, rows_of_panel_instruction};
#endif

/* ---- products ---- */

static int pairs_of(int k) { return (k + 1) / 2; }

/* to: the panels of b, one behind the other; what is turned is numbers. Rows of b that stand far apart are read a few
 * together, each from one end to the other. */
static void fill_panels(const struct way *way, bool tb, int n, int k, struct source b, pair *to) {
    const int step = tb || k <= NEAR ? k : TOGETHER;
    const struct panels all = panels_of(n, WIDEST);
    for (int p = 0; p < k; p += step) {
        const int depth = k - p < step ? k - p : step;
        for (int j = 0; j < all.n; j++) {
            const struct panel at = panel_at(all, j);
            const int width = at.vecs * LANES, columns = n - at.from < width ? n - at.from : width;
            pair *here = to + (long)at.from * pairs_of(k) + (long)p / 2 * width;
            if (tb)
                way->pair_turned(columns, depth, number_at(b, at.from, p), b.ld, here, width);
            else
                way->pair_rows(depth, columns, source_at(b, p, at.from), here, width);
        }
    }
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
    kept_room((long)packed_columns(b->n) * (b->k + 1));
    struct lasting *l = &kept.list[kept.n++];
    *l = *b;
    l->panels = kept.used;
    for (int p = 0; p < l->k; p += DEPTH) {
        const int depth = l->k - p < DEPTH ? l->k - p : DEPTH;
        const struct source all = source_of(l->at, l->ld);
        fill_panels(way, l->turned, l->n, depth, l->turned ? source_at(all, 0, p) : source_at(all, p, 0),
                    kept.panels + kept.used);
        kept.used += (long)pairs_of(depth) * packed_columns(l->n);
    }
    return l;
}

/* The panels of b if it lasts, else NULL. */
static const pair *kept_panels(const struct way *way, bool tb, int n, int k, struct source b) {
    const real *at = number_at(b, 0, 0);
    if (!kept.from || b.rounded || at < kept.from || at >= kept.to) return NULL;
    const struct lasting wanted = {at, b.ld, n, k, tb, 0};
    struct lasting *l = find_kept(&wanted);
    if (!l) l = add_kept(way, &wanted);
    kept.next = (int)(l - kept.list) + 1;
    return kept.panels + l->panels;
}

/* Pairs of a row in a block of an a that is not turned. */
static int row_of_block(int k) { return (pairs_of(k) + LANES - 1) / LANES * LANES + PAD; }

/* How many of m rows of a fit into so much of the block. */
static int rows_that_fit(bool ta, int m, int k, int room) {
    const int row = ta ? pairs_of(k) : row_of_block(k);
    return (long)m * row <= room ? m : room / row / LANES * LANES;
}

/* Rows [0, m) of op(a), k of its columns, rounded into the block, or where they are if they are rounded. */
static struct left fill_block(const struct way *way, bool ta, int m, int k, struct source a) {
    const long strip = (long)pairs_of(k) * STRIP, own = row_of_block(k);
    if (!ta && a.rounded) return (struct left){a.at, STRIP * a.ld / 2, a.ld / 2, 1};
    if (!ta) {
        way->pair_numbers(m, k, number_at(a, 0, 0), a.ld, block, own);
        return (struct left){block, STRIP * own, own, 1};
    }
    for (int p = 0, step = k <= NEAR ? k : TOGETHER; p < k; p += step)
        way->pair_strips(k - p < step ? k - p : step, m, source_at(a, p, 0), block + (long)p / 2 * STRIP, strip);
    return (struct left){block, strip, 1, STRIP};
}

/* c = alpha a b + beta c with k <= DEPTH. own: b's panels. */
static void slice(const struct way *way, bool ta, int m, int n, int k, struct source a, const pair *own, int room,
                  struct out c) {
    const struct panels all = panels_of(n, WIDEST);
    for (int i = 0, rows, most = rows_that_fit(ta, m, k, room); i < m; i += rows) {
        rows = m - i < most ? m - i : most;
        const struct left left = fill_block(way, ta, rows, k, ta ? source_at(a, 0, i) : source_at(a, i, 0));
        for (int j = 0; j < all.n; j++) {
            const struct panel at = panel_at(all, j);
            const int width = at.vecs * LANES, over = n - at.from - (at.vecs - 1) * LANES;
            const struct right right = {own + (long)at.from * pairs_of(k), width, over < LANES ? over : LANES};
            way->rows_of_panel(at.vecs, rows, pairs_of(k), left, right, out_at(c, i, at.from));
        }
    }
}

static int columns_that_fit(int n, int k) {
    return (long)n * pairs_of(k) <= ROOM ? n : ROOM / pairs_of(k) / LANES * LANES;
}

static void multiply(const struct way *way, bool ta, bool tb, int m, int n, int k, real alpha, struct source a,
                     struct source b, real beta, real *c, int ldc, struct product_add add) {
    const pair *own = kept_panels(way, tb, n, k, b);
    for (int p = 0, depth; p < k; p += depth) {
        depth = k - p < DEPTH ? k - p : DEPTH;
        const struct source left = ta ? source_at(a, p, 0) : source_at(a, 0, p);
        const struct out out = {c, ldc, alpha, p ? 1 : beta, p ? (struct product_add){0} : add};
        if (own) {
            slice(way, ta, m, n, depth, left, own, ROOM / 4, out);
            own += (long)pairs_of(depth) * packed_columns(n);
            continue;
        }
        for (int j = 0, columns, most = columns_that_fit(n, depth); j < n; j += columns) {
            columns = n - j < most ? n - j : most;
            fill_panels(way, tb, columns, depth, tb ? source_at(b, j, p) : source_at(b, p, j), panels);
            slice(way, ta, m, columns, depth, left, panels, ROOM, out_at(out, 0, j));
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
        multiply(k ? &instruction : &plain, false, false, M, N, K, 1, source_of(a, K), source_of(b, N), 0, c[k], N,
                 (struct product_add){0});
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
    multiply(best(), ta, tb, m, n, k, alpha, source_of(a, lda), source_of(b, ldb), beta, c, ldc, add);
}

int rounded_row(int columns) { return (columns + 2 * LANES - 1) / (2 * LANES) * LANES; }

void blas_round(int n, int columns, const real *x, uint32_t *to) {
    best()->pair_numbers(n, columns, x, columns, to, rounded_row(columns));
}

void bf16_gemm_operands(bool ta, bool tb, int m, int n, int k, struct operand a, int lda, struct operand b, int ldb,
                        real beta, real *c, int ldc, struct product_add add) {
    NORMAL_NUMBERS;
    multiply(best(), ta, tb, m, n, k, 1, source_of_operand(a, lda), source_of_operand(b, ldb), beta, c, ldc, add);
}

void bf16_gemm_plain(bool ta, bool tb, int m, int n, int k, real alpha, const real *a, int lda, const real *b, int ldb,
                     real beta, real *c, int ldc, struct product_add add) {
    NORMAL_NUMBERS;
    multiply(&plain, ta, tb, m, n, k, alpha, source_of(a, lda), source_of(b, ldb), beta, c, ldc, add);
}

void bf16_pack(bool tb, const real *b, int ldb, struct packed *to) {
    fill_panels(best(), tb, to->n, to->k, source_of(b, ldb), (pair *)to->at);
}

/* Whole vectors up to the last column that is asked for: c has room for them. */
static void multiply_packed(const struct way *way, int m, real alpha, const real *a, int lda, const struct packed *b,
                            struct extent rows, struct extent columns, real beta, real *c, int ldc) {
    const struct panels all = panels_of(b->n, WIDEST);
    for (int p = rows.from, depth; p < rows.to; p += depth) {
        depth = rows.to - p < DEPTH ? rows.to - p : DEPTH;
        const struct left left = fill_block(way, false, m, depth, source_of(a + (p - rows.from), lda));
        for (int j = 0; j < all.n; j++) {
            const struct panel at = panel_at(all, j);
            const int width = at.vecs * LANES, left_over = columns.to - at.from;
            const struct right right = {(const pair *)b->at + (long)at.from * pairs_of(b->k) + (long)(p / 2) * width,
                                        width, LANES};
            const struct out out = {c + at.from, ldc, alpha, p > rows.from ? 1 : beta, {0}};
            if (at.from + width <= columns.from || left_over <= 0) continue;
            way->rows_of_panel(left_over < width ? packed_columns(left_over) / LANES : at.vecs, m, pairs_of(depth),
                               left, right, out);
        }
    }
}

bool bf16_gemm_packed(int m, real alpha, const real *a, int lda, const struct packed *b, struct extent rows,
                      struct extent columns, real beta, real *c, int ldc) {
    if (rows.from % 2 || (rows.to % 2 && rows.to < b->k) || m > rows_that_fit(false, m, DEPTH, ROOM)) return false;
    NORMAL_NUMBERS;
    multiply_packed(best(), m, alpha, a, lda, b, rows, columns, beta, c, ldc);
    return true;
}
