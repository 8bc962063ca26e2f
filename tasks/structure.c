/* Structure that has to be followed: steps on a cycle, what a node depends on, the value of a tree. How many steps one
 * answer takes is what these tasks are about: a model of few layers has few.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

enum { NODES_MOST = 1024 };

#define PHYSICS                                                                                                        \
    "Allen-Zhu 2025, Physics of Language Models: Part 4.1, Architecture Design and the Magic of Canon Layers"

/* --- hops --------------------------------------------------------------------------------------------------------- */

enum { HOPS_MOST = 64, QUERIES_MOST = 64 };

struct hops_options {
    long nodes, most, queries;
};

static const struct option hops_table[] = {
    {"nodes", OPTION_INT, offsetof(struct hops_options, nodes), "64", 2, NODES_MOST, NULL, "symbols",
     "names of nodes, and the largest length"},
    {"most", OPTION_INT, offsetof(struct hops_options, most), "4", 1, HOPS_MOST, NULL, "steps",
     "a question is for 1 to so many steps, all numbers alike, and for fewer than there are nodes"},
    {"queries", OPTION_INT, offsetof(struct hops_options, queries), "4", 1, QUERIES_MOST, NULL, "questions",
     "questions of an example, from different nodes; on a cycle of fewer nodes as many as there are nodes"},
    {0}};

static int hops_vocabulary(const void *options) {
    const struct hops_options *o = options;
    return TOKEN_SYMBOL + (int)(o->nodes + o->most);
}

static int hops_longest(const void *options) { return (int)((const struct hops_options *)options)->nodes; }

static int queries_at(const struct hops_options *o, int n) { return n < o->queries ? n : (int)o->queries; }

static int hops_max_tokens(const void *options, int n) { return 2 + 2 * n + 2 * queries_at(options, n); }

static void hops_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct hops_options *o = options;
    const int queries = queries_at(o, n), most = o->most < n ? (int)o->most : n - 1;
    int node[NODES_MOST], edge[NODES_MOST], from[NODES_MOST], work[NODES_MOST];
    rng_sample(rng, (int)o->nodes, n, node, work);
    rng_sample(rng, n, n, edge, work);
    rng_sample(rng, n, queries, from, work);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        example_read(out, TOKEN_SYMBOL + node[edge[i]]);
        example_read(out, TOKEN_SYMBOL + node[(edge[i] + 1) % n]);
    }
    example_read(out, TOKEN_SEP);
    for (int q = 0; q < queries; q++) {
        const int steps = 1 + draw_below(rng, most);
        example_read(out, TOKEN_SYMBOL + (int)o->nodes + steps - 1);
        example_read(out, TOKEN_SYMBOL + node[from[q]]);
        example_ask(out, TOKEN_SYMBOL + node[(from[q] + steps) % n]);
        if (steps > out->depth) out->depth = steps < DEPTHS ? steps : DEPTHS - 1;
    }
}

static double hops_chance(const void *options, int n) { return pow(n - 1, -queries_at(options, n)); }

static double hops_chance_token(const void *options, int n) {
    (void)options;
    return 1.0 / (n - 1);
}

/* The node that the one of the n edges beginning with `node` leads to; -1: there is none, or more than one. */
static int successor(const int *token, int n, int node) {
    int found = -1;
    for (int t = 1; t < 1 + 2 * n; t += 2) {
        if (token[t] != node) continue;
        if (found >= 0) return -1;
        found = token[t + 1];
    }
    return found;
}

/* Do the edges make one cycle of n nodes? */
static bool is_cycle(const int *token, int n) {
    int node = token[1];
    for (int i = 1; i <= n; i++) {
        node = successor(token, n, node);
        if (node < 0 || (node == token[1]) != (i == n)) return false;
    }
    return true;
}

static bool hops_solve(const void *options, struct example *example) {
    const struct hops_options *o = options;
    const int *token = example->token, T = example->T, sep = skip_symbols(example, 1, TOKEN_SYMBOL, o->nodes);
    const int n = (sep - 1) / 2, asked = (T - sep - 1) / 2;
    if (sep >= T || token[0] != TOKEN_BOS || token[sep] != TOKEN_SEP || n < 2 || 2 * n + 1 != sep) return false;
    if (T != sep + 1 + 2 * asked || asked != (n < o->queries ? n : o->queries) || !is_cycle(token, n)) return false;
    ask_nothing(example);
    for (int t = sep + 2; t < T; t += 2) {
        const int steps = token[t - 1] - (TOKEN_SYMBOL + (int)o->nodes) + 1;
        int node = token[t];
        if (steps < 1 || steps > o->most || steps >= n) return false;
        for (int earlier = sep + 2; earlier < t; earlier += 2)
            if (token[earlier] == node) return false;
        for (int i = 0; i < steps && node >= 0; i++) node = successor(token, n, node);
        if (node < 0) return false;
        example->target[t] = node;
    }
    return true;
}

const struct task task_hops = {
    .name = "hops",
    .title = "Go some steps on along a cycle",
    .format = "<bos> a b c d .. <sep> k v k v .., the edges a to b, c to d of a cycle in random order, then questions: "
              "at v the node k steps on is asked and not written; no <eos>",
    .length = "n nodes on the cycle; 2n + 2 + 2q tokens are read, q = min(queries, n). The depth of an example is the "
              "largest number of steps that it asks for, 9 for more",
    .source = PHYSICS ": Depo. Published: n from 3 to N with weight 1/(n + sqrt N), tests at n = N with a power of two "
                      "for k; N = 225, 300, 375 and up to 8 steps, or nodes of 5 to 7 tokens, N = 75, 100, 125 and up "
                      "to 16 steps",
    .differs = "a node is one token; lengths are drawn as everywhere here",
    .chance_is = "any other node of the cycle: 1/(n - 1) per answer, to the power q for all. The node one step on is "
                 "right for k = 1, so a share of 1/most is had by one look-up",
    .metric = METRIC_TOKEN,
    .options = hops_table,
    .options_size = sizeof(struct hops_options),
    .vocabulary = hops_vocabulary,
    .shortest = shortest_2,
    .longest = hops_longest,
    .max_tokens = hops_max_tokens,
    .generate = hops_generate,
    .chance = hops_chance,
    .chance_token = hops_chance_token,
    .parallel = parallel_always,
    .solve = hops_solve,
};

/* --- topological -------------------------------------------------------------------------------------------------- */

enum { PARENTS_MOST = 4 };

struct topological_options {
    long nodes, parents;
};

static const struct option topological_table[] = {
    {"nodes", OPTION_INT, offsetof(struct topological_options, nodes), "48", 2, NODES_MOST, NULL, "symbols",
     "names of nodes, and the largest length"},
    {"parents", OPTION_INT, offsetof(struct topological_options, parents), "3", 1, PARENTS_MOST, NULL, "nodes",
     "a node depends on 1 to so many others, all numbers alike where there are so many; the first depends on none"},
    {0}};

static int topological_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct topological_options *)options)->nodes;
}

static int topological_longest(const void *options) {
    return (int)((const struct topological_options *)options)->nodes;
}

static int topological_max_tokens(const void *options, int n) {
    const struct topological_options *o = options;
    return (int)(2 * o->parents + 1) * n + 5;
}

/* Edges parent, child; nodes by their place in the order: 0 to `needed` - 1 is what the question needs. */
struct edges {
    int count, parent[PARENTS_MOST * NODES_MOST], child[PARENTS_MOST * NODES_MOST];
};

static void add_edge(struct edges *edges, int parent, int child) {
    edges->parent[edges->count] = parent;
    edges->child[edges->count++] = child;
}

/* The parents of `child`: the node before it, where it is needed, and others before it; else any before it. */
static void draw_parents(int child, bool is_needed, int parents, struct rng *rng, struct edges *edges) {
    const int most = child < parents ? child : parents, count = 1 + draw_below(rng, most);
    int drawn[PARENTS_MOST], fixed = 0;
    if (is_needed) drawn[fixed++] = child - 1;
    for (int i = fixed; i < count; i++) {
        bool again;
        do {
            drawn[i] = draw_below(rng, child);
            again = false;
            for (int j = 0; j < i; j++) again |= drawn[j] == drawn[i];
        } while (again);
    }
    for (int i = 0; i < count; i++) add_edge(edges, drawn[i], child);
}

static void topological_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct topological_options *o = options;
    const int needed = 2 + draw_below(rng, n - 1);
    int name[NODES_MOST], work[NODES_MOST], order[PARENTS_MOST * NODES_MOST], answer[NODES_MOST];
    struct edges edges = {.count = 0};
    rng_sample(rng, (int)o->nodes, n, name, work);
    for (int child = 1; child < n; child++) draw_parents(child, child < needed, (int)o->parents, rng, &edges);
    for (int i = 0; i < edges.count; i++) order[i] = i;
    rng_shuffle(rng, order, edges.count);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < edges.count; i++) {
        example_read(out, TOKEN_SYMBOL + name[edges.parent[order[i]]]);
        example_read(out, TOKEN_SYMBOL + name[edges.child[order[i]]]);
    }
    example_read(out, TOKEN_QUERY);
    example_read(out, TOKEN_SYMBOL + name[needed - 1]);
    example_read(out, TOKEN_SEP);
    for (int i = 0; i < needed; i++) answer[i] = TOKEN_SYMBOL + name[i];
    example_answers(out, ANSWER_WRITTEN, answer, needed, needed);
}

/* Over the numbers m = 2..n of nodes that a question needs, all alike. */
static double topological_chance(const void *options, int n) {
    double sum = 0.0, all = 1.0 / n;
    (void)options;
    for (int m = 2; m <= n; m++) sum += all /= n - (m - 1);
    return sum / (n - 1);
}

static double topological_chance_token(const void *options, int n) {
    double right = 0.0, answers = 0.0, here = 1.0 / n;
    (void)options;
    for (int m = 2; m <= n; m++) {
        here += 1.0 / (n - (m - 1));
        right += here;
        answers += m;
    }
    return right / answers;
}

/* A question as its solver sees it: edges at 1, 3, .. before `end`, and marks of nodes. */
struct graph {
    const int *token;
    int end;
    bool named[NODES_MOST], needed[NODES_MOST], done[NODES_MOST];
};

static int node_at(const struct graph *g, int t) { return g->token[t] - TOKEN_SYMBOL; }

/* Is every parent of the node done, and the node itself not? */
static bool is_ready(const struct graph *g, int node) {
    if (g->done[node]) return false;
    for (int t = 1; t < g->end; t += 2)
        if (node_at(g, t + 1) == node && !g->done[node_at(g, t)]) return false;
    return true;
}

/* The one node that is needed and ready; -1: there is none, or more than one. */
static int only_ready(const struct graph *g) {
    int found = -1;
    for (int node = 0; node < NODES_MOST; node++) {
        if (!g->needed[node] || !is_ready(g, node)) continue;
        if (found >= 0) return -1;
        found = node;
    }
    return found;
}

/* Names nodes, and refuses an edge that comes twice and a node with too many parents. */
static bool read_edges(struct graph *g, long parents) {
    for (int t = 1; t < g->end; t += 2) {
        int here = 0;
        for (int u = 1; u < g->end; u += 2) {
            here += node_at(g, u + 1) == node_at(g, t + 1);
            if (u < t && node_at(g, u) == node_at(g, t) && node_at(g, u + 1) == node_at(g, t + 1)) return false;
        }
        if (here > parents) return false;
        g->named[node_at(g, t)] = g->named[node_at(g, t + 1)] = true;
    }
    return true;
}

static void mark_needed(struct graph *g, int query) {
    g->needed[query] = true;
    for (bool more = true; more;) {
        more = false;
        for (int t = 1; t < g->end; t += 2) {
            if (!g->needed[node_at(g, t + 1)] || g->needed[node_at(g, t)]) continue;
            g->needed[node_at(g, t)] = more = true;
        }
    }
}

/* Everything else gets done too, unless edges go round. */
static bool rest_gets_done(struct graph *g) {
    int left = 0;
    for (bool more = true; more;) {
        more = false;
        left = 0;
        for (int node = 0; node < NODES_MOST; node++) {
            if (!g->named[node] || g->done[node]) continue;
            if (is_ready(g, node))
                g->done[node] = more = true;
            else
                left++;
        }
    }
    return left == 0;
}

static bool topological_solve(const void *options, struct example *example) {
    const struct topological_options *o = options;
    const int *token = example->token, end = skip_symbols(example, 1, TOKEN_SYMBOL, o->nodes);
    struct graph g = {.token = token, .end = end};
    int answer[NODES_MOST], m = 0, last = -1;
    if (token[0] != TOKEN_BOS || end < 3 || end % 2 == 0 || end + 2 >= example->T || token[end] != TOKEN_QUERY ||
        token[end + 2] != TOKEN_SEP || !is_among(token[end + 1], TOKEN_SYMBOL, o->nodes) || !read_edges(&g, o->parents))
        return false;
    const int query = node_at(&g, end + 1);
    if (!g.named[query]) return false;
    mark_needed(&g, query);
    while (last != query) {
        last = only_ready(&g);
        if (last < 0) return false;
        g.done[last] = true;
        answer[m++] = TOKEN_SYMBOL + last;
    }
    return m >= 2 && rest_gets_done(&g) && solve_written(example, end + 2, answer, m);
}

const struct task task_topological = {
    .name = "topological",
    .title = "Put what a node depends on in order",
    .format = "<bos> p c p c .. <query> q <sep> t_1 .. t_m <eos>, edges from p to c in random order: t is all that q "
              "depends on, parents first, and q last; every token after <sep> asked, <eos> too",
    .length =
        "n nodes, of which q needs m, any number from 2 to n alike; at most (2 parents + 1) n + 5 tokens are read",
    .source = PHYSICS ": Brevo. Published: N = 70, 90, 110, tests at n = N",
    .differs = "one order alone is right: each node that is needed has the one before it as a parent, and up to "
               "parents - 1 earlier ones; the others hang below and are never needed. The published graphs have many "
               "right orders and a check that takes any, which a model that is given the answer token by token cannot "
               "use",
    .chance_is = "any of the n nodes not written yet: 1/(n - i) at token i = 0 .. m-1, over all m",
    .options = topological_table,
    .options_size = sizeof(struct topological_options),
    .vocabulary = topological_vocabulary,
    .shortest = shortest_2,
    .longest = topological_longest,
    .max_tokens = topological_max_tokens,
    .generate = topological_generate,
    .chance = topological_chance,
    .chance_token = topological_chance_token,
    .solve = topological_solve,
};

/* --- hidden_tree -------------------------------------------------------------------------------------------------- */

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
    .source = PHYSICS ": Mano. Published: modulus 23, n uniform on 1..L with L = 10, 13, 16, tests at n = L",
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
