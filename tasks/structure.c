/* Structure that has to be followed: steps on a cycle, what a node depends on. How many steps one answer takes is what
 * these tasks are about: a model of few layers has few.
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
enum topological_order { ORDER_UNIQUE, ORDER_FIRST };

struct topological_options {
    long nodes, parents;
    int order; /* enum topological_order */
};

static const struct option topological_table[] = {
    {"nodes", OPTION_INT, offsetof(struct topological_options, nodes), "48", 2, NODES_MOST, NULL, "symbols",
     "names of nodes, and the largest length"},
    {"parents", OPTION_INT, offsetof(struct topological_options, parents), "3", 1, PARENTS_MOST, NULL, "nodes",
     "a node depends on 1 to so many others, all numbers alike where there are so many; the first depends on none"},
    {"order", OPTION_CHOICE | OPTION_YOUNGER, offsetof(struct topological_options, order), "unique", 0, 0,
     "unique|first", NULL,
     "unique: each node that is needed depends on the one before it, so that one order is possible; first: each but "
     "the "
     "last is needed by some later one, and of the nodes that are ready the one named first in the question is next"},
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

/* The parents of `child`: those that it has to have, drawn[0..fixed-1], and others before it. */
static void draw_parents(int child, int *drawn, int fixed, int parents, struct rng *rng, struct edges *edges) {
    const int most = child < parents ? child : parents, least = fixed > 0 ? fixed : 1;
    const int count = least + draw_below(rng, most - least + 1);
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

/* Which parents each of the first `needed` nodes has to have, so that the last one needs them all: the one before it,
 * or with order=first any node one that still takes it, from the last node down. */
static void draw_needs(const struct topological_options *o, int needed, struct rng *rng, int (*parent)[PARENTS_MOST],
                       int *count) {
    for (int i = 0; i < NODES_MOST; i++) count[i] = 0;
    for (int i = needed - 2; i >= 0; i--) {
        int child = i + 1;
        if (o->order == ORDER_FIRST) do
                child = i + 1 + draw_below(rng, needed - 1 - i);
            while (count[child] == o->parents);
        parent[child][count[child]++] = i;
    }
}

/* Again and again, of the needed nodes whose parents are out, the one that the question names first. */
static void put_in_order(const struct example *question, int needed, const int *name, const struct edges *edges,
                         int *answer) {
    bool out[NODES_MOST] = {false};
    for (int k = 0; k < needed; k++) {
        int best = -1, place = question->T;
        for (int i = 0; i < needed; i++) {
            int named = 1;
            bool ready = !out[i];
            for (int e = 0; e < edges->count && ready; e++) ready = edges->child[e] != i || out[edges->parent[e]];
            while (ready && question->token[named] != TOKEN_SYMBOL + name[i]) named++;
            if (!ready || named >= place) continue;
            best = i;
            place = named;
        }
        out[best] = true;
        answer[k] = TOKEN_SYMBOL + name[best];
    }
}

static void topological_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct topological_options *o = options;
    const int needed = 2 + draw_below(rng, n - 1);
    int name[NODES_MOST], work[NODES_MOST], order[PARENTS_MOST * NODES_MOST], answer[NODES_MOST];
    int parent[NODES_MOST][PARENTS_MOST], fixed[NODES_MOST];
    struct edges edges = {.count = 0};
    rng_sample(rng, (int)o->nodes, n, name, work);
    draw_needs(o, needed, rng, parent, fixed);
    for (int child = 1; child < n; child++) {
        if (child < needed && !fixed[child]) continue; /* depends on nothing */
        draw_parents(child, parent[child], fixed[child], (int)o->parents, rng, &edges);
    }
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
    if (o->order == ORDER_FIRST)
        put_in_order(out, needed, name, &edges, answer);
    else
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

/* The node that is needed and ready, and of several the one that is named first; -1: there is none. *several: there are
 * others. */
static int first_ready(const struct graph *g, bool *several) {
    int found = -1;
    *several = false;
    for (int t = 1; t < g->end; t++) {
        const int node = node_at(g, t);
        if (node == found || !g->needed[node] || !is_ready(g, node)) continue;
        if (found >= 0) *several = true;
        if (found < 0) found = node;
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
        bool several;
        last = first_ready(&g, &several);
        if (last < 0 || (several && o->order == ORDER_UNIQUE)) return false;
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
    .differs =
        "one order alone is asked: with order=unique each node that is needed has the one before it as a parent, "
        "and up to parents - 1 earlier ones; the others hang below and are never needed. The published graphs "
        "have many right orders and a check that takes any, which a model that is given the answer token by "
        "token cannot use; they begin with leaves, and their nodes have at most 4 children",
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
