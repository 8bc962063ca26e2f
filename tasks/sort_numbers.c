/* sort_numbers: numbers of several digits, a token each. Sorting now needs comparisons of several tokens, and copying
 * of token runs of unequal length.
 */
#include "base/memory.h"
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>
#include <stdlib.h>

enum { COMMA = 10, NUMBERS_MAX = 4096 };

struct numbers_options {
    long digits;
};

static const struct option numbers_table[] = {{"digits", OPTION_INT, offsetof(struct numbers_options, digits), "4", 2,
                                               9, NULL, "digits", "of the largest number; the smallest is 10"},
                                              {0}};

static int numbers_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + 11;
}

static int numbers_longest(const void *options) {
    (void)options;
    return NUMBERS_MAX;
}

static int numbers_max_tokens(const void *options, int n) {
    return 2 + 2 * (n * (int)((const struct numbers_options *)options)->digits + n - 1);
}

static void write_number(struct example *out, long number, void (*write)(struct example *, int)) {
    long unit = 1;
    while (number / unit >= 10) unit *= 10;
    for (; unit > 0; unit /= 10) write(out, TOKEN_SYMBOL + (int)(number / unit % 10));
}

static int compare_numbers(const void *a, const void *b) {
    const long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

static void write_numbers(struct example *out, const long *number, int n, void (*write)(struct example *, int)) {
    for (int i = 0; i < n; i++) {
        if (i > 0) write(out, TOKEN_SYMBOL + COMMA);
        write_number(out, number[i], write);
    }
}

static void numbers_generate(const void *options, int n, struct rng *rng, struct example *out) {
    long number[NUMBERS_MAX];
    const long beyond = lround(pow(10, (double)((const struct numbers_options *)options)->digits));
    for (int i = 0; i < n; i++) number[i] = 10 + draw_below(rng, beyond - 10);
    example_open(out);
    example_read(out, TOKEN_BOS);
    write_numbers(out, number, n, example_read);
    example_read(out, TOKEN_SEP);
    qsort(number, (size_t)n, sizeof *number, compare_numbers);
    write_numbers(out, number, n, example_answer);
    example_ask(out, TOKEN_EOS);
}

/* A number has d digits with probability 9 10^(d-1) / (10^digits - 10). */
static double numbers_chance(const void *options, int n) {
    const long digits = ((const struct numbers_options *)options)->digits;
    double number = 0.0;
    for (long d = 2; d <= digits; d++)
        number += 9 * pow(10, (double)(d - 1)) / (pow(10, (double)digits) - 10) * pow(11, (double)-d);
    return pow(number, n) * pow(11, 1 - n);
}

static double numbers_chance_token(const void *options, int n) {
    (void)options;
    (void)n;
    return 1.0 / 11;
}

/* Place behind the number at t, which must have 2 .. digits digits and no 0 in front; 0: it has not. */
static int number_end(const struct example *example, int t, long digits) {
    const int end = skip_symbols(example, t, TOKEN_SYMBOL, 10);
    return end - t >= 2 && end - t <= digits && example->token[t] != TOKEN_SYMBOL ? end : 0;
}

/* Is the number at a smaller than the one at b? The shorter one, or the one whose first other digit is smaller. */
static bool is_smaller(const struct example *example, int a, int b, long digits) {
    const int size = number_end(example, a, digits) - a, other = number_end(example, b, digits) - b;
    if (size != other) return size < other;
    for (int i = 0; i < size; i++)
        if (example->token[a + i] != example->token[b + i]) return example->token[a + i] < example->token[b + i];
    return false;
}

static bool numbers_solve(const void *options, struct example *example) {
    const long digits = ((const struct numbers_options *)options)->digits;
    const int *token = example->token;
    int sep, n = 0, m = 0;
    if (!find_question(example, TOKEN_SYMBOL, 11, &sep)) return false;
    sep++;
    int *start = mem_zero((size_t)sep, sizeof(int)), *y = mem_zero((size_t)sep, sizeof(int));
    bool right = true;
    for (int t = 1, end; right && t <= sep; t = end + 1) {
        end = t < sep ? number_end(example, t, digits) : 0;
        right = end > 0;
        int i = n++;
        for (; right && i > 0 && is_smaller(example, t, start[i - 1], digits); i--) start[i] = start[i - 1];
        if (right) start[i] = t;
    }
    for (int i = 0; right && i < n; i++) {
        if (i > 0) y[m++] = TOKEN_SYMBOL + COMMA;
        for (int t = start[i], end = number_end(example, t, digits); t < end; t++) y[m++] = token[t];
    }
    right = right && solve_written(example, sep, y, m);
    mem_free(start);
    mem_free(y);
    return right;
}

const struct task task_sort_numbers = {
    .name = "sort_numbers",
    .title = "Sort numbers of several digits",
    .format =
        "<bos> 4 2 , 1 7 3 , .. <sep> the same numbers, the smallest first <eos>, a digit a token; every token after "
        "<sep> asked, commas and <eos> too",
    .length = "n numbers, uniform on 10..10^digits - 1; at most 2 n (digits + 1) tokens are read",
    .source =
        "multi-token sort of Kazemnejad et al. 2023, The Impact of Positional Encoding on Length Generalization in "
        "Transformers (10..9999)",
    .differs = "tokens instead of a sentence; every example is fresh",
    .chance_is = "a digit or a comma, of an answer whose length is known: 1/11 per token, E[11^-length] for all",
    .options = numbers_table,
    .options_size = sizeof(struct numbers_options),
    .vocabulary = numbers_vocabulary,
    .shortest = shortest_1,
    .longest = numbers_longest,
    .max_tokens = numbers_max_tokens,
    .generate = numbers_generate,
    .chance = numbers_chance,
    .chance_token = numbers_chance_token,
    .solve = numbers_solve,
};
