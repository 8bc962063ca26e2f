/* hidden_tree: the value of an expression without brackets, whose tree has to be found before anything is computed. A
 * model of few layers has few steps for it.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"

enum { MODULUS_MOST = 97, TREE_LONGEST = 256 };
enum { TREE_PLUS, TREE_MINUS, TREE_TIMES, TREE_OPERATORS };

struct hidden_tree_options {
    long modulus;
};

static const struct option hidden_tree_table[] = {{"modulus", OPTION_INT, offsetof(struct hidden_tree_options, modulus),
                                                   "7", 2, MODULUS_MOST, NULL, "",
                                                   "numbers are 0 to one less, and all is modulo this"},
                                                  {0}};

static int modulus_of(const void *options) { return (int)((const struct hidden_tree_options *)options)->modulus; }

static int hidden_tree_vocabulary(const void *options) { return TOKEN_SYMBOL + modulus_of(options) + TREE_OPERATORS; }

static int hidden_tree_longest(const void *options) {
    (void)options;
    return TREE_LONGEST;
}

static int hidden_tree_max_tokens(const void *options, int n) {
    (void)options;
    return 2 * n + 4;
}

static int apply(int operator, int a, int b, int modulus) {
    const int value = operator== TREE_PLUS ? a + b : operator== TREE_MINUS ? a - b + modulus : a * b;
    return value % modulus;
}

/* Writes a tree of n operators, each before its operands; returns its value. */
static int write_tree(int n, int modulus, struct rng *rng, struct example *out) {
    if (n == 0) {
        const int number = draw_below(rng, modulus);
        example_read(out, TOKEN_SYMBOL + number);
        return number;
    }
    const int operator= draw_below(rng, TREE_OPERATORS), left = draw_below(rng, n);
    example_read(out, TOKEN_SYMBOL + modulus + operator);
    const int a = write_tree(left, modulus, rng, out), b = write_tree(n - 1 - left, modulus, rng, out);
    return apply(operator, a, b, modulus);
}

static void hidden_tree_generate(const void *options, int n, struct rng *rng, struct example *out) {
    example_open(out);
    example_read(out, TOKEN_BOS);
    const int value = write_tree(n, modulus_of(options), rng, out);
    example_read(out, TOKEN_SEP);
    example_answer(out, TOKEN_SYMBOL + value);
    example_ask(out, TOKEN_EOS);
}

/* How probable each value of a tree of n operators is, from those of all smaller trees. */
static double hidden_tree_chance(const void *options, int n) {
    const int modulus = modulus_of(options);
    double p[TREE_LONGEST + 1][MODULUS_MOST] = {{0}};
    for (int value = 0; value < modulus; value++) p[0][value] = 1.0 / modulus;
    for (int k = 1; k <= n; k++)
        for (int left = 0; left < k; left++)
            for (int a = 0; a < modulus; a++)
                for (int b = 0; b < modulus; b++) {
                    const double here = p[left][a] * p[k - 1 - left][b] / (TREE_OPERATORS * k);
                    for (int o = 0; o < TREE_OPERATORS; o++) p[k][apply(o, a, b, modulus)] += here;
                }
    return p[n][0];
}

/* From the right, numbers wait on a stack for the operator that stands before them. */
static bool hidden_tree_solve(const void *options, struct example *example) {
    const long modulus = ((const struct hidden_tree_options *)options)->modulus;
    const int *token = example->token, sep = find_token(example, TOKEN_SEP, 0), n = (sep - 2) / 2;
    long stack[TREE_LONGEST + 1];
    int depth = 0;
    if (token[0] != TOKEN_BOS || n < 1 || n > TREE_LONGEST || sep != 2 * n + 2 || sep >= example->T) return false;
    for (int t = sep - 1; t >= 1; t--) {
        const long symbol = token[t] - TOKEN_SYMBOL;
        if (symbol < 0 || symbol >= modulus + 3) return false;
        if (symbol < modulus) {
            if (depth > n) return false;
            stack[depth++] = symbol;
            continue;
        }
        if (depth < 2) return false;
        const long first = stack[depth - 1], second = stack[depth - 2];
        long value = first * second;
        if (symbol == modulus) value = first + second;
        if (symbol == modulus + 1) value = first - second;
        stack[--depth - 1] = (value % modulus + modulus) % modulus;
    }
    const int y = TOKEN_SYMBOL + (int)stack[0];
    return depth == 1 && solve_written(example, sep, &y, 1);
}

const struct task task_hidden_tree = {
    .name = "hidden_tree",
    .title = "The value of an expression without brackets",
    .format = "<bos> e <sep> y <eos>, e an expression of numbers and + - *, each operator before its two operands, y "
              "its value",
    .length = "n operators and n + 1 numbers; the left operand gets 0 to n - 1 of the other operators, all alike; 2n + "
              "4 tokens are read. There are 3 modulus^2 examples of n = 1 (147 with modulus=7), so short ones repeat",
    .source = "Allen-Zhu 2025, Physics of Language Models: Part 4.1, Architecture Design and the Magic of Canon "
              "Layers: Mano. Published: modulus 23, n uniform on 1..L with L = 10, 13, 16, tests at n = L",
    .differs = "no token that says n, which would be untrained beyond the training lengths, and one name an operator "
               "instead of two",
    .chance_is = "always 0, the most frequent value because products are: from all trees of n operators exactly. "
                 "1/modulus is what guessing any number gets",
    .options = hidden_tree_table,
    .options_size = sizeof(struct hidden_tree_options),
    .vocabulary = hidden_tree_vocabulary,
    .shortest = shortest_1,
    .longest = hidden_tree_longest,
    .max_tokens = hidden_tree_max_tokens,
    .generate = hidden_tree_generate,
    .chance = hidden_tree_chance,
    .chance_token = hidden_tree_chance,
    .solve = hidden_tree_solve,
};
