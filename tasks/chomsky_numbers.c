/* Tasks of the Chomsky hierarchy on numbers: arithmetic modulo 5, with brackets, solved for an unknown; addition and
 * multiplication of binary numbers; square roots.
 */
#include "base/memory.h"
#include "tasks/chomsky.h"
#include <math.h>
#include <string.h>

/* Digits 0..4 are their own symbols. */
enum { MODULUS = 5, PLUS = MODULUS, MINUS, TIMES, OPEN, CLOSE, UNKNOWN, EQUALS, ARITHMETIC_SYMBOLS };

static int arithmetic_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + ARITHMETIC_SYMBOLS;
}

static double fifth(const void *options, int n) {
    (void)options;
    (void)n;
    return 0.2;
}

static double half(const void *options, int n) {
    (void)options;
    (void)n;
    return 0.5;
}

static void write_symbol(struct example *out, int symbol) { example_read(out, TOKEN_SYMBOL + symbol); }

static int write_digit(struct example *out, struct rng *rng) {
    const int digit = draw_below(rng, MODULUS);
    write_symbol(out, digit);
    return digit;
}

static void answer_value(const void *options, struct example *out, int value) {
    const int y = TOKEN_SYMBOL + value;
    example_read(out, TOKEN_SEP);
    example_answers(out, ((const struct chomsky_options *)options)->answer, &y, 1, 1);
}

static bool solve_value(const void *options, struct example *example, int n, int value) {
    const int y = TOKEN_SYMBOL + (value % MODULUS + MODULUS) % MODULUS;
    return solve_answers(example, chomsky_written(options), n + 1, &y, 1, 1);
}

/* --- modular_arithmetic: no brackets ------------------------------------------------------------------------------ */

static void modular_generate(const void *options, int n, struct rng *rng, struct example *out) {
    int sum = 0, sign = 1;
    example_open(out);
    example_read(out, TOKEN_BOS);
    int product = write_digit(out, rng);
    for (int i = 2; i < n; i += 2) {
        const int op = PLUS + draw_below(rng, 3);
        write_symbol(out, op);
        const int digit = write_digit(out, rng);
        if (op == TIMES) {
            product = product * digit % MODULUS;
            continue;
        }
        sum += sign * product;
        sign = op == PLUS ? 1 : -1;
        product = digit;
    }
    sum += sign * product;
    answer_value(options, out, (sum % MODULUS + MODULUS) % MODULUS);
}

/* Each product reaches as far back as the last + or -. */
static bool modular_solve(const void *options, struct example *example) {
    const int *x = example->token + 1;
    int n, sum = 0;
    if (!find_question(example, TOKEN_SYMBOL, TIMES + 1, &n) || n % 2 == 0) return false;
    for (int i = 0; i < n; i++)
        if (is_among(x[i], TOKEN_SYMBOL, MODULUS) == (i % 2 == 1)) return false;
    for (int end = n - 1; end >= 0; end -= 2) {
        int product = x[end] - TOKEN_SYMBOL;
        while (end > 0 && x[end - 1] == TOKEN_SYMBOL + TIMES) {
            end -= 2;
            product = product * (x[end] - TOKEN_SYMBOL) % MODULUS;
        }
        sum += end > 0 && x[end - 1] == TOKEN_SYMBOL + MINUS ? -product : product;
    }
    return solve_value(options, example, n, sum);
}

const struct task task_modular_arithmetic = {
    .name = "modular_arithmetic",
    .title = "A sum of products modulo 5 (regular)",
    .format = "<bos> d op d .. op d <sep> y <eos>, d from 0..4, op from {+, -, *} with the usual precedence; "
              "answer=slots: <bos> x <sep> <query>, no <eos>",
    .length = "n tokens of the expression, n - 1 where n is even; n + 3 tokens are read",
    .differs = CHOMSKY_DIFFERS,
    .chance_is = "one of five values: 1/5; 0 comes a little more often, see the baselines",
    CHOMSKY_MEMBERS,
    .vocabulary = arithmetic_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = max_tokens_1,
    .generate = modular_generate,
    .chance = fifth,
    .chance_token = fifth,
    .solve = modular_solve,
};

/* --- expressions in brackets -------------------------------------------------------------------------------------- */

/* An expression of n tokens with the first `ops` of + - *; returns its value. */
static int write_expression(struct example *out, struct rng *rng, int n, int ops) {
    int value;
    if (n <= 4) {
        if (n >= 3) write_symbol(out, OPEN);
        if (n % 2 == 0) write_symbol(out, MINUS);
        value = write_digit(out, rng);
        if (n >= 3) write_symbol(out, CLOSE);
        return n % 2 ? value : (MODULUS - value) % MODULUS;
    }
    const int left = 1 + draw_below(rng, n - 4), right = n - left - 3;
    write_symbol(out, OPEN);
    value = write_expression(out, rng, left, ops);
    const int op = PLUS + draw_below(rng, ops);
    write_symbol(out, op);
    const int other = write_expression(out, rng, right, ops);
    write_symbol(out, CLOSE);
    if (op == TIMES) return value * other % MODULUS;
    return (value + (op == PLUS ? other : MODULUS - other)) % MODULUS;
}

/* Reads what write_expression writes. */
struct reader {
    const int *at, *end;
    int unknown; /* what the unknown stands for; -1: there must be none */
    int unknowns, ops;
    bool wrong;
};

static bool accept(struct reader *r, int symbol) {
    if (r->at == r->end || *r->at != TOKEN_SYMBOL + symbol) return false;
    r->at++;
    return true;
}

static int read_atom(struct reader *r) {
    if (accept(r, UNKNOWN)) {
        r->unknowns++;
        r->wrong |= r->unknown < 0;
        return r->unknown;
    }
    if (r->at == r->end || !is_among(*r->at, TOKEN_SYMBOL, MODULUS)) {
        r->wrong = true;
        return 0;
    }
    return *r->at++ - TOKEN_SYMBOL;
}

static int read_expression(struct reader *r) {
    if (r->wrong) return 0;
    if (accept(r, MINUS)) return -read_atom(r);
    if (!accept(r, OPEN)) return read_atom(r);
    const bool open = r->at < r->end && *r->at == TOKEN_SYMBOL + OPEN;
    const int left = read_expression(r);
    if (!open && accept(r, CLOSE)) return left;
    int op = PLUS;
    while (op < PLUS + r->ops && !accept(r, op)) op++;
    r->wrong |= op == PLUS + r->ops;
    const int right = read_expression(r);
    r->wrong |= !accept(r, CLOSE);
    return (op == TIMES ? left * right : op == PLUS ? left + right : left - right) % MODULUS;
}

static void brackets_generate(const void *options, int n, struct rng *rng, struct example *out) {
    example_open(out);
    example_read(out, TOKEN_BOS);
    answer_value(options, out, write_expression(out, rng, n, 3));
}

static bool brackets_solve(const void *options, struct example *example) {
    int n;
    if (!find_question(example, TOKEN_SYMBOL, ARITHMETIC_SYMBOLS, &n)) return false;
    struct reader r = {.at = example->token + 1, .end = example->token + 1 + n, .unknown = -1, .ops = 3};
    const int value = read_expression(&r);
    return !r.wrong && r.at == r.end && solve_value(options, example, n, value);
}

const struct task task_modular_arithmetic_brackets = {
    .name = "modular_arithmetic_brackets",
    .title = "An expression in brackets modulo 5 (deterministic context-free)",
    .format = "<bos> e <sep> y <eos>, e = d, -d, (d), (-d) or (e op e), op from {+, -, *}; answer=slots: <bos> e <sep> "
              "<query>, no <eos>",
    .length = "n tokens of the expression, split at random; n + 3 tokens are read",
    .differs = CHOMSKY_DIFFERS,
    .chance_is = "one of five values: 1/5. Products make 0 more frequent: always 0 is right about three times in ten, "
                 "see the baselines",
    CHOMSKY_MEMBERS,
    .vocabulary = arithmetic_vocabulary,
    .shortest = shortest_1,
    .longest = chomsky_longest,
    .max_tokens = max_tokens_1,
    .generate = brackets_generate,
    .chance = fifth,
    .chance_token = fifth,
    .solve = brackets_solve,
};

/* Replace one of the digits among token[1..n], each with the same chance; returns it. */
static int hide_digit(struct example *out, int n, struct rng *rng) {
    int place[CHOMSKY_LONGEST], digits = 0;
    for (int t = 1; t <= n; t++)
        if (out->token[t] < TOKEN_SYMBOL + MODULUS) place[digits++] = t;
    const int t = place[draw_below(rng, digits)], digit = out->token[t] - TOKEN_SYMBOL;
    out->token[t] = TOKEN_SYMBOL + UNKNOWN;
    return digit;
}

static void equation_generate(const void *options, int n, struct rng *rng, struct example *out) {
    example_open(out);
    example_read(out, TOKEN_BOS);
    const int value = write_expression(out, rng, n - 2, 2), hidden = hide_digit(out, n - 2, rng);
    write_symbol(out, EQUALS);
    write_symbol(out, value);
    answer_value(options, out, hidden);
}

/* The one value of the unknown that makes both sides equal. */
static bool equation_solve(const void *options, struct example *example) {
    int n, found = -1;
    const int *x = example->token + 1;
    if (!find_question(example, TOKEN_SYMBOL, ARITHMETIC_SYMBOLS, &n) || n < 3) return false;
    if (x[n - 2] != TOKEN_SYMBOL + EQUALS || !is_among(x[n - 1], TOKEN_SYMBOL, MODULUS)) return false;
    for (int unknown = 0; unknown < MODULUS; unknown++) {
        struct reader r = {.at = x, .end = x + n - 2, .unknown = unknown, .ops = 2};
        const int value = read_expression(&r);
        if (r.wrong || r.at != r.end || r.unknowns != 1) return false;
        if ((value - (x[n - 1] - TOKEN_SYMBOL)) % MODULUS != 0) continue;
        if (found >= 0) return false;
        found = unknown;
    }
    return found >= 0 && solve_value(options, example, n, found);
}

const struct task task_solve_equation = {
    .name = "solve_equation",
    .title = "Solve an equation modulo 5 (deterministic context-free)",
    .format = "<bos> e = d <sep> y <eos>, e as in modular_arithmetic_brackets without *, one digit of it unknown, y "
              "that digit; answer=slots: <bos> e = d <sep> <query>, no <eos>",
    .length = "n tokens of the equation; n + 3 tokens are read",
    .differs = CHOMSKY_DIFFERS "; n begins with 3, below which the published code makes no equation",
    .chance_is = "one of five values: 1/5",
    CHOMSKY_MEMBERS,
    .vocabulary = arithmetic_vocabulary,
    .shortest = shortest_3,
    .longest = chomsky_longest,
    .max_tokens = max_tokens_1,
    .generate = equation_generate,
    .chance = fifth,
    .chance_token = fifth,
    .solve = equation_solve,
};

/* --- binary numbers, lowest bit first ----------------------------------------------------------------------------- */

enum { BETWEEN = 2 };

static int binary_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + 3;
}

static int binary_max_tokens(const void *options, int n) {
    (void)options;
    return 2 * n + 3;
}

/* `size` bits, not all 0. */
static void write_number(struct example *out, struct rng *rng, int size) {
    const int start = out->T;
    bool zero = true;
    while (zero) {
        out->T = start;
        for (int i = 0; i < size; i++) {
            const int bit = draw_below(rng, 2);
            zero &= !bit;
            write_symbol(out, bit);
        }
    }
}

/* <bos> a | b <sep>; returns the bits of a. */
static int write_numbers(int n, struct rng *rng, struct example *out) {
    const int first = 1 + draw_below(rng, n - 2);
    example_open(out);
    example_read(out, TOKEN_BOS);
    write_number(out, rng, first);
    write_symbol(out, BETWEEN);
    write_number(out, rng, n - 1 - first);
    example_read(out, TOKEN_SEP);
    return first;
}

/* Bits of sum[0..m-1], lowest first, without zeros at the top. */
static void answer_bits(const void *options, struct example *out, int *sum, int m, int slots) {
    while (m > 0 && !sum[m - 1]) m--;
    for (int i = 0; i < m; i++) sum[i] += TOKEN_SYMBOL;
    example_answers(out, ((const struct chomsky_options *)options)->answer, sum, m, slots);
}

/* sum += bits of `x`, shifted by `shift`. */
static void add_bits(int *sum, const int *x, int size, int shift) {
    int carry = 0;
    for (int i = 0; i < size || carry; i++) {
        carry += sum[shift + i] + (i < size ? x[i] - TOKEN_SYMBOL : 0);
        sum[shift + i] = carry & 1;
        carry >>= 1;
    }
}

static void addition_generate(const void *options, int n, struct rng *rng, struct example *out) {
    int sum[CHOMSKY_LONGEST + 1] = {0};
    const int size = write_numbers(n, rng, out);
    add_bits(sum, out->token + 1, size, 0);
    add_bits(sum, out->token + 2 + size, n - 1 - size, 0);
    answer_bits(options, out, sum, n, n + 1);
}

static void multiplication_generate(const void *options, int n, struct rng *rng, struct example *out) {
    int product[CHOMSKY_LONGEST + 1] = {0};
    const int size = write_numbers(n, rng, out), *a = out->token + 1;
    for (int i = 0; i < size; i++)
        if (a[i] == TOKEN_SYMBOL + 1) add_bits(product, a + size + 1, n - 1 - size, i);
    answer_bits(options, out, product, n, n);
}

/* Two numbers with a mark between them, neither of them 0; *size: bits of the first. */
static bool binary_question(const struct example *example, int *n, int *size) {
    if (!find_question(example, TOKEN_SYMBOL, 3, n)) return false;
    const int mark = skip_symbols(example, 1, TOKEN_SYMBOL, 2);
    if (mark == 1 || mark >= *n || skip_symbols(example, mark + 1, TOKEN_SYMBOL, 2) != *n + 1) return false;
    *size = mark - 1;
    return find_token(example, TOKEN_SYMBOL + 1, 1) < mark && find_token(example, TOKEN_SYMBOL + 1, mark) <= *n;
}

/* Column sums to bits, then to the answer. */
static bool solve_columns(const void *options, struct example *example, int n, int *column, int columns, int slots) {
    for (int i = 0; i + 1 < columns; i++) {
        column[i + 1] += column[i] / 2;
        column[i] %= 2;
    }
    int m = columns;
    while (m > 0 && column[m - 1] == 0) m--;
    for (int i = 0; i < m; i++) column[i] += TOKEN_SYMBOL;
    return solve_answers(example, chomsky_written(options), n + 1, column, m, slots);
}

static bool addition_solve(const void *options, struct example *example) {
    int n, size;
    if (!binary_question(example, &n, &size)) return false;
    int *column = mem_zero((size_t)n + 1, sizeof(int));
    for (int i = 0; i < size; i++) column[i] += example->token[1 + i] - TOKEN_SYMBOL;
    for (int i = 0; i < n - 1 - size; i++) column[i] += example->token[2 + size + i] - TOKEN_SYMBOL;
    bool right = solve_columns(options, example, n, column, n + 1, n + 1);
    mem_free(column);
    return right;
}

static bool multiplication_solve(const void *options, struct example *example) {
    int n, size;
    if (!binary_question(example, &n, &size)) return false;
    int *column = mem_zero((size_t)n + 1, sizeof(int));
    for (int i = 0; i < size; i++)
        for (int j = 0; j < n - 1 - size; j++)
            column[i + j] += (example->token[1 + i] - TOKEN_SYMBOL) * (example->token[2 + size + j] - TOKEN_SYMBOL);
    bool right = solve_columns(options, example, n, column, n + 1, n);
    mem_free(column);
    return right;
}

/* P(a + b < 2^k), a uniform on 1..2^p-1, b on 1..2^q-1, p >= q. */
static double sum_below(int k, int p, int q) {
    if (k > p) return 1.0;
    if (k > q) return (exp2(k - p) - exp2(-p) - exp2(q - 1 - p)) / (1 - exp2(-p));
    return 0.5 * exp2(2 * k - p - q) * (1 - exp2(-k)) * (1 - exp2(1 - k)) / ((1 - exp2(-p)) * (1 - exp2(-q)));
}

static double addition_chance(const void *options, int n) {
    double mean = 0.0;
    (void)options;
    for (int a = 1; a <= n - 2; a++) {
        const int b = n - 1 - a, p = a > b ? a : b, q = a > b ? b : a;
        for (int k = 1; k <= p + 1; k++) mean += exp2(-k) * (sum_below(k, p, q) - sum_below(k - 1, p, q)) / (n - 2);
    }
    return mean;
}

static double multiplication_chance(const void *options, int n) {
    double mean = 0.0;
    (void)options;
    for (int a = 1; a <= n - 2; a++) mean += exp2(1 - n) / ((1 - exp2(-a)) * (1 - exp2(a + 1 - n))) / (n - 2);
    return mean;
}

const struct task task_binary_addition = {
    .name = "binary_addition",
    .title = "Add two binary numbers, lowest bit first (context-sensitive)",
    .format = "<bos> a | b <sep> y <eos>, y = a + b without zeros at the top; answer=slots: <bos> a | b <sep> "
              "<query>*(n+1), where <eos> is asked after y and nothing at the rest",
    .length = "n tokens of a | b, a has U{1..n-2} of them; at most 2n + 3 tokens are read",
    .differs = CHOMSKY_DIFFERS "; the end of the answer is <eos>; nothing is scored after it",
    .chance_is = "a coin per bit, of an answer whose length is known: 1/2 per token, E[2^-length] for all",
    CHOMSKY_MEMBERS,
    .vocabulary = binary_vocabulary,
    .shortest = shortest_3,
    .longest = chomsky_longest,
    .max_tokens = binary_max_tokens,
    .generate = addition_generate,
    .chance = addition_chance,
    .chance_token = half,
    .solve = addition_solve,
};

const struct task task_binary_multiplication = {
    .name = "binary_multiplication",
    .title = "Multiply two binary numbers, lowest bit first (context-sensitive)",
    .format = "<bos> a | b <sep> y <eos>, y = a b without zeros at the top; answer=slots: <bos> a | b <sep> <query>*n, "
              "where <eos> is asked after y and nothing at the rest",
    .length = "n tokens of a | b, a has U{1..n-2} of them; at most 2n + 3 tokens are read",
    .differs = CHOMSKY_DIFFERS "; the end of the answer is <eos>; nothing is scored after it",
    .chance_is =
        "a coin per bit: 1/2 per token; for all, the guesser that always says 1, which is right when a = b = 1",
    CHOMSKY_MEMBERS,
    .vocabulary = binary_vocabulary,
    .shortest = shortest_3,
    .longest = chomsky_longest,
    .max_tokens = binary_max_tokens,
    .generate = multiplication_generate,
    .chance = multiplication_chance,
    .chance_token = half,
    .solve = multiplication_solve,
};

/* --- compute_sqrt: highest bit first ------------------------------------------------------------------------------ */

static int sqrt_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + 2;
}

static int sqrt_max_tokens(const void *options, int n) {
    (void)options;
    return 1 + n + 1 + (n + 1) / 2;
}

/* A number, lowest bit first, of `size` bits: times two plus `bit`. */
static void shift_in(int *x, int size, int bit) {
    memmove(x + 1, x, (size_t)(size - 1) * sizeof *x);
    x[0] = bit;
}

static bool not_less(const int *a, const int *b, int size) {
    int i = size - 1;
    while (i > 0 && a[i] == b[i]) i--;
    return a[i] >= b[i];
}

static void subtract(int *a, const int *b, int size) {
    for (int i = 0, borrow = 0; i < size; i++) {
        int digit = a[i] - b[i] - borrow;
        borrow = digit < 0;
        a[i] = digit & 1;
    }
}

/* Digit by digit: the rest takes two bits more, and the root becomes 2 root + 1 if (4 root + 1) can be taken off. */
static void sqrt_generate(const void *options, int n, struct rng *rng, struct example *out) {
    enum { SIZE = CHOMSKY_LONGEST / 2 + 4 };
    int rest[SIZE] = {0}, trial[SIZE] = {0}, y[SIZE]; /* trial: 4 root + 1 */
    const int size = n / 2 + 4, m = (n + 1) / 2;
    example_open(out);
    example_read(out, TOKEN_BOS);
    write_number(out, rng, n);
    example_read(out, TOKEN_SEP);
    for (int i = 0, at = 1 - n % 2; i < m; i++, at += 2) {
        shift_in(rest, size, at > 0 ? out->token[at] - TOKEN_SYMBOL : 0);
        shift_in(rest, size, out->token[at + 1] - TOKEN_SYMBOL);
        trial[0] = 1;
        const int bit = not_less(rest, trial, size);
        if (bit) subtract(rest, trial, size);
        y[i] = TOKEN_SYMBOL + bit;
        trial[0] = 0;
        trial[1] = bit; /* 4 root + 0 becomes 4 (2 root + bit) */
        shift_in(trial, size, 0);
    }
    example_answers(out, ((const struct chomsky_options *)options)->answer, y, m, m);
}

/* Is the square of y (m bits) at most x (n bits)? Highest bits first; column is scratch of 2m numbers. */
static bool square_fits(const int *y, int m, const int *x, int n, int *column) {
    memset(column, 0, 2 * (size_t)m * sizeof *column);
    for (int i = 0; i < m; i++)
        for (int j = 0; j < m; j++) column[i + j + 1] += y[i] * y[j];
    for (int i = 2 * m - 1; i > 0; i--) {
        column[i - 1] += column[i] / 2;
        column[i] %= 2;
    }
    for (int i = 0; i < 2 * m; i++) {
        const int at = i - (2 * m - n), bit = at < 0 ? 0 : x[at] - TOKEN_SYMBOL;
        if (column[i] != bit) return column[i] < bit;
    }
    return true;
}

/* The largest number whose square fits, from its highest bit on. */
static bool sqrt_solve(const void *options, struct example *example) {
    int n;
    if (!find_question(example, TOKEN_SYMBOL, 2, &n) || find_token(example, TOKEN_SYMBOL + 1, 1) > n) return false;
    const int m = (n + 1) / 2;
    int *y = mem_zero((size_t)m, sizeof(int)), *column = mem_zero(2 * (size_t)m, sizeof(int));
    for (int i = 0; i < m; i++) {
        y[i] = 1;
        y[i] = square_fits(y, m, example->token + 1, n, column);
    }
    for (int i = 0; i < m; i++) y[i] += TOKEN_SYMBOL;
    bool right = solve_answers(example, chomsky_written(options), n + 1, y, m, m);
    mem_free(y);
    mem_free(column);
    return right;
}

static double sqrt_chance(const void *options, int n) {
    (void)options;
    return exp2(-((n + 1) / 2));
}

const struct task task_compute_sqrt = {
    .name = "compute_sqrt",
    .title = "The square root of a binary number, rounded down (context-sensitive)",
    .format = "<bos> x_1 .. x_n <sep> y_1 .. y_m <eos>, highest bit first, m = ceil(n/2); answer=slots: <bos> x <sep> "
              "<query>*m, no <eos>",
    .length = "n bits of a number from 1 to 2^n - 1; n + 2 + ceil(n/2) tokens are read",
    .differs = CHOMSKY_DIFFERS,
    .chance_is = "a coin per bit: 1/2 per token, 2^-ceil(n/2) for all; the highest bit is 1 more often than not, see "
                 "the baselines",
    CHOMSKY_MEMBERS,
    .vocabulary = sqrt_vocabulary,
    .shortest = shortest_1,
    .longest = chomsky_longest,
    .max_tokens = sqrt_max_tokens,
    .generate = sqrt_generate,
    .chance = sqrt_chance,
    .chance_token = half,
    .solve = sqrt_solve,
};
