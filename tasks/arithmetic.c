/* Arithmetic in decimal: sums and polynomials modulo 10, and the addition of two numbers in the forms that decide
 * whether it extrapolates: which digit comes first, padding, index hints, and places for coupled positions.
 */
#include "base/memory.h"
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

#define KAZEMNEJAD "Kazemnejad et al. 2023, The Impact of Positional Encoding on Length Generalization in Transformers"

static double tenth(const void *options, int n) {
    (void)options;
    (void)n;
    return 0.1;
}

static void ask_digit(struct example *out, int value) {
    const int y = TOKEN_SYMBOL + (value % 10 + 10) % 10;
    example_read(out, TOKEN_SEP);
    example_answers(out, ANSWER_WRITTEN, &y, 1, 1);
}

static bool solve_digit(struct example *example, int sep, int value) {
    const int y = TOKEN_SYMBOL + (value % 10 + 10) % 10;
    return solve_written(example, sep, &y, 1);
}

/* --- summation ---------------------------------------------------------------------------------------------------- */

static int summation_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + 10;
}

static void summation_generate(const void *options, int n, struct rng *rng, struct example *out) {
    int sum = 0;
    (void)options;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        const int digit = 1 + draw_below(rng, 9);
        sum = (sum + digit) % 10;
        example_read(out, TOKEN_SYMBOL + digit);
    }
    ask_digit(out, sum);
}

static bool summation_solve(const void *options, struct example *example) {
    int n, times[10] = {0}, sum = 0;
    (void)options;
    if (!find_question(example, TOKEN_SYMBOL + 1, 9, &n) || n < 1) return false;
    for (int t = 1; t <= n; t++) times[example->token[t] - TOKEN_SYMBOL]++;
    for (int digit = 1; digit <= 9; digit++) sum += times[digit] % 10 * digit;
    return solve_digit(example, n + 1, sum);
}

const struct task task_summation = {
    .name = "summation",
    .title = "The sum of digits modulo 10",
    .format = "<bos> x_1 .. x_n <sep> y <eos>, x from 1..9, y from 0..9",
    .length = "n digits; n + 3 tokens are read",
    .source = KAZEMNEJAD,
    .differs = "digits are adjacent instead of in a sentence; every example is fresh",
    .chance_is = "one of ten digits: 1/10",
    .vocabulary = summation_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = max_tokens_1,
    .generate = summation_generate,
    .chance = tenth,
    .chance_token = tenth,
    .solve = summation_solve,
};

/* --- polynomial --------------------------------------------------------------------------------------------------- */

/* Digits 0..9 of the answer, then the point -2..2, the coefficients -3..3, the powers 0..3. */
enum { POINT = 10, COEFFICIENT = POINT + 5, POWER = COEFFICIENT + 7, POLYNOMIAL_SYMBOLS = POWER + 4 };

static int polynomial_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + POLYNOMIAL_SYMBOLS;
}

static int polynomial_max_tokens(const void *options, int n) {
    (void)options;
    return 2 * n + 4;
}

static void polynomial_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const int point = draw_below(rng, 5);
    int value = 0;
    (void)options;
    example_open(out);
    example_read(out, TOKEN_BOS);
    example_read(out, TOKEN_SYMBOL + POINT + point);
    for (int i = 0; i < n; i++) {
        const int c = draw_below(rng, 7), power = draw_below(rng, 4);
        int term = c - 3;
        for (int k = 0; k < power; k++) term *= point - 2;
        value = (value + term) % 10;
        example_read(out, TOKEN_SYMBOL + COEFFICIENT + c);
        example_read(out, TOKEN_SYMBOL + POWER + power);
    }
    ask_digit(out, value);
}

/* Coefficients of one power add up first; then Horner. */
static bool polynomial_solve(const void *options, struct example *example) {
    const int *token = example->token, sep = find_token(example, TOKEN_SEP, 0);
    int sum[4] = {0};
    (void)options;
    if (sep >= example->T || sep < 4 || sep % 2 || token[0] != TOKEN_BOS) return false;
    if (!is_among(token[1], TOKEN_SYMBOL + POINT, 5)) return false;
    for (int t = 2; t < sep; t += 2) {
        if (!is_among(token[t], TOKEN_SYMBOL + COEFFICIENT, 7) || !is_among(token[t + 1], TOKEN_SYMBOL + POWER, 4))
            return false;
        sum[token[t + 1] - TOKEN_SYMBOL - POWER] += token[t] - TOKEN_SYMBOL - COEFFICIENT - 3;
    }
    const int x = token[1] - TOKEN_SYMBOL - POINT - 2;
    return solve_digit(example, sep, (int)((((long)sum[3] * x + sum[2]) * x + sum[1]) * x + sum[0]) % 10);
}

const struct task task_polynomial = {
    .name = "polynomial",
    .title = "The value of a polynomial modulo 10",
    .format = "<bos> x c_1 d_1 .. c_n d_n <sep> y <eos>, y = c_1 x^d_1 + .. + c_n x^d_n modulo 10",
    .length = "n terms, c from -3..3, d from 0..3, x from -2..2, each a token; 2n + 4 tokens are read",
    .source = KAZEMNEJAD,
    .differs = "tokens instead of a sentence; the value of a negative sum is taken into 0..9; every example is fresh",
    .chance_is =
        "one of ten digits: 1/10. A fifth of the points is 0, where few values are frequent: see the baselines",
    .vocabulary = polynomial_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = polynomial_max_tokens,
    .generate = polynomial_generate,
    .chance = tenth,
    .chance_token = tenth,
    .solve = polynomial_solve,
};

/* --- addition ----------------------------------------------------------------------------------------------------- */

enum addition_order { ORDER_PLAIN, ORDER_ANSWER, ORDER_ALL };
enum { PLUS = 10, HINTS, DIGITS_MAX = 4096 };

struct addition_options {
    int order; /* enum addition_order */
    bool pad;
    long hints; /* 0: none */
};

static const struct option addition_table[] = {
    {"order", OPTION_CHOICE, offsetof(struct addition_options, order), "plain", 0, 0, "plain|answer|all", NULL,
     "plain: the highest digit first; answer: the sum begins with its units; all: the numbers to add do so too"},
    {"pad", OPTION_BOOL, offsetof(struct addition_options, pad), "false", 0, 0, NULL, NULL,
     "true: both numbers have n digits and the sum n + 1, with zeros at the top"},
    {"hints", OPTION_INT, offsetof(struct addition_options, hints), "0", 0, SYMBOLS_MAX, NULL, "symbols",
     "index hints: before every digit a token that says its place, consecutive from a random start; so many of them, "
     "which is more than digits of the longest sum; 0: none"},
    {0}};

static bool addition_check(void *options, struct error *err) {
    const struct addition_options *o = options;
    return o->hints != 1 || error_set(err, "hints=1 is too few for a sum of two digits: hints=102, or hints=0");
}

static int addition_vocabulary(const void *options) {
    return TOKEN_SYMBOL + HINTS + (int)((const struct addition_options *)options)->hints;
}

static int addition_longest(const void *options) {
    const long hints = ((const struct addition_options *)options)->hints;
    return hints ? (int)hints - 1 : DIGITS_MAX;
}

static int addition_max_tokens(const void *options, int n) {
    const bool hints = ((const struct addition_options *)options)->hints > 0;
    return 3 + (3 * n + 1) * (hints ? 2 : 1);
}

/* Digits, the units first; the highest is not 0 unless it is the only one. */
static void draw_number(int *digit, int size, struct rng *rng) {
    for (int i = 0; i < size; i++) {
        const bool top = i == size - 1 && size > 1;
        digit[i] = top ? 1 + draw_below(rng, 9) : draw_below(rng, 10);
    }
}

/* A number of `size` digits, asked for where it is the sum. The units have the place 2. */
static void write_number(const struct addition_options *o, const int *digit, int size, int start, bool sum,
                         struct example *out) {
    const bool units_first = o->order == ORDER_ALL || (sum && o->order == ORDER_ANSWER);
    void (*write)(struct example *, int) = sum ? example_answer : example_read;
    for (int i = 0; i < size; i++) {
        const int place = units_first ? i : size - 1 - i;
        if (o->hints) {
            write(out, TOKEN_SYMBOL + HINTS + start + place);
            example_group(out, place + 2);
        }
        write(out, TOKEN_SYMBOL + digit[place]);
        example_group(out, place + 2);
    }
}

static void addition_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct addition_options *o = options;
    int number[2][DIGITS_MAX] = {{0}}, sum[DIGITS_MAX + 1], carry = 0;
    const int shorter = 1 + draw_below(rng, n), first = draw_below(rng, 2);
    const int size[2] = {first ? n : shorter, first ? shorter : n};
    const int start = o->hints ? draw_below(rng, o->hints - n) : 0;
    for (int k = 0; k < 2; k++) draw_number(number[k], size[k], rng);
    for (int i = 0; i <= n; i++) {
        carry += i < n ? number[0][i] + number[1][i] : 0;
        sum[i] = carry % 10;
        carry /= 10;
    }
    example_open(out);
    example_read(out, TOKEN_BOS);
    write_number(o, number[0], o->pad ? n : size[0], start, false, out);
    example_read(out, TOKEN_SYMBOL + PLUS);
    example_group(out, 1);
    write_number(o, number[1], o->pad ? n : size[1], start, false, out);
    example_read(out, TOKEN_SEP);
    example_group(out, 1);
    write_number(o, sum, o->pad || sum[n] ? n + 1 : n, start, true, out);
    example_ask(out, TOKEN_EOS);
}

/* P(the sum of a number of n digits and one of `size` has n + 1). */
static double carry_out(int n, int size) {
    if (n == 1) return 0.45;
    if (size == n) return 1 - (32 + 4 * pow(10, 1 - n)) / 81;
    const double mean = size == 1 ? 4.5 * pow(10, 1 - n) : (1.1 * pow(10, size - n + 1) - pow(10, 1 - n)) / 2;
    return mean / 9;
}

static double addition_chance(const void *options, int n) {
    if (((const struct addition_options *)options)->pad) return pow(10, -n - 1);
    double carry = 0.0;
    for (int size = 1; size <= n; size++) carry += carry_out(n, size) / n;
    return pow(10, -n) * (1 - 0.9 * carry);
}

static double addition_chance_token(const void *options, int n) {
    (void)n;
    return ((const struct addition_options *)options)->hints ? 0.55 : 0.1;
}

/* Reads a number at *t: digits into `digit`, the units first, and *start, the hint of the units; false: none there. */
static bool read_number(const struct addition_options *o, const struct example *example, int *t, int *digit, int *size,
                        int *start) {
    const int *token = example->token, step = o->hints ? 2 : 1, first = *t;
    while (*t + step <= example->T && is_among(token[*t + step - 1], TOKEN_SYMBOL, 10) &&
           (step == 1 || is_among(token[*t], TOKEN_SYMBOL + HINTS, o->hints)))
        *t += step;
    *size = (*t - first) / step;
    if (*size < 1) return false;
    for (int i = 0; i < *size; i++) {
        const int at = o->order == ORDER_ALL ? first + i * step : *t - (i + 1) * step, hint = token[at];
        digit[i] = token[at + step - 1] - TOKEN_SYMBOL;
        if (step == 2 && i == 0) *start = hint;
        if (step == 2 && hint != *start + i) return false;
    }
    return o->pad || *size == 1 || digit[*size - 1] != 0;
}

static bool addition_solve_with(const struct addition_options *o, struct example *example, int *work) {
    const int T = example->T;
    int *a = work, *b = work + T, *y = work + 2 * T, t = 1, size_a, size_b, start = 0, other = 0, m = 0;
    if (example->token[0] != TOKEN_BOS || !read_number(o, example, &t, a, &size_a, &start)) return false;
    if (t >= T || example->token[t++] != TOKEN_SYMBOL + PLUS) return false;
    if (!read_number(o, example, &t, b, &size_b, &other) || start != other) return false;
    if (t >= T || example->token[t] != TOKEN_SEP || (o->pad && size_a != size_b)) return false;
    int digits = size_a > size_b ? size_a : size_b;
    if (o->hints && start - TOKEN_SYMBOL - HINTS + digits >= o->hints) return false;
    for (int i = size_a; i < digits; i++) a[i] = 0;
    for (int i = 0; i < size_b; i++) a[i] += b[i];
    a[digits] = 0;
    for (int i = 0; i < digits; i++)
        if (a[i] > 9) a[i] -= 10, a[i + 1]++;
    digits += o->pad || a[digits];
    for (int i = 0; i < digits; i++) {
        const int place = o->order == ORDER_PLAIN ? digits - 1 - i : i;
        if (o->hints) y[m++] = start + place;
        y[m++] = TOKEN_SYMBOL + a[place];
    }
    return solve_written(example, t, y, m);
}

static bool addition_solve(const void *options, struct example *example) {
    int *work = mem_zero(4 * (size_t)example->T + 4, sizeof(int));
    const bool right = addition_solve_with(options, example, work);
    mem_free(work);
    return right;
}

const struct task task_addition = {
    .name = "addition",
    .title = "Add two decimal numbers",
    .format = "<bos> a + b <sep> c <eos>, c = a + b; a digit is a token, with hints=102 a hint precedes every digit; "
              "every token after <sep> asked, hints too",
    .length =
        "n digits of the longer number, the other has U{1..n}, either may come first; about 3n + 3 tokens are read, "
        "with hints twice as many",
    .source =
        "order=plain: " KAZEMNEJAD ". pad=true, order=answer: Cho et al. 2024, Position Coupling (coupled positions "
        "are the places of this task). hints=102, order=all: Zhou et al. 2024, Transformers Can Achieve Length "
        "Generalization But Not Robustly. order=all: McLeish et al. 2024, Transformers Can Do Arithmetic with the "
        "Right Embeddings (abacus)",
    .differs = "<sep> replaces =; every example is fresh. Cho et al. draw both digit counts, here n is the larger one",
    .chance_is = "one of ten digits at every place of a sum whose length is known, and hints that follow from the "
                 "numbers: 1/10 per token (0.55 with hints), E[10^-digits] for all",
    .groups = true,
    .options = addition_table,
    .options_size = sizeof(struct addition_options),
    .check = addition_check,
    .vocabulary = addition_vocabulary,
    .shortest = shortest_1,
    .longest = addition_longest,
    .max_tokens = addition_max_tokens,
    .generate = addition_generate,
    .chance = addition_chance,
    .chance_token = addition_chance_token,
    .solve = addition_solve,
};
