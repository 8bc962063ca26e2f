/* What the programs that test tasks share: a task with its options and room for an example, tables of examples by hand,
 * of broken ones, of refused options, and the simulation of a guesser. Every table is checked by one function.
 */
#ifndef LEXBENCH_FIXTURE_TASKS_H
#define LEXBENCH_FIXTURE_TASKS_H
#include "base/file.h"
#include "base/memory.h"
#include "tasks/task.h"
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants the four standard headers above it */
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define MAYBE_UNUSED __attribute__((unused))

/* --- a task with its options, and room for one example ------------------------------------------------------------ */

struct problem {
    const struct task *task;
    _Alignas(16) char options[TASK_OPTIONS_SIZE];
    struct example example;
};

/* false: the options are refused. */
static bool problem_try(struct problem *p, const char *task, const char *options, struct error *err) {
    memset(p, 0, sizeof *p);
    p->task = task_find(task);
    if (!p->task) fail_msg("there is no task %s", task);
    if (p->task->options) options_default(p->task->options, p->options);
    if (p->task->options && !options_parse(p->task->options, p->options, options, err)) return false;
    return !p->task->check || p->task->check(p->options, err);
}

MAYBE_UNUSED static void problem_configure(struct problem *p, const char *task, const char *options) {
    struct error err = {0};
    if (!problem_try(p, task, options, &err)) fail_msg("%s(%s): %s", task, options, err.text);
}

/* Exactly as many tokens as the task asks for, so that the sanitizer sees one too many. */
static void problem_room(struct problem *p, int tokens) {
    p->example.token = mem_zero((size_t)tokens, sizeof(int));
    p->example.target = mem_zero((size_t)tokens, sizeof(int));
    p->example.group = mem_zero((size_t)tokens, sizeof(int));
    p->example.value = mem_zero((size_t)tokens, sizeof(float));
}

MAYBE_UNUSED static void problem_open(struct problem *p, const char *task, const char *options, int n) {
    problem_configure(p, task, options);
    problem_room(p, p->task->max_tokens(p->options, n));
}

static void problem_close(struct problem *p) {
    mem_free(p->example.token);
    mem_free(p->example.target);
    mem_free(p->example.group);
    mem_free(p->example.value);
}

MAYBE_UNUSED static void problem_draw(struct problem *p, int n, const char *purpose, int index) {
    struct rng rng = rng_open(1, purpose, (uint64_t)n, (uint64_t)index);
    p->task->generate(p->options, n, &rng, &p->example);
}

/* Take the targets away; returns them (mem_free). */
MAYBE_UNUSED static int *hide_targets(struct problem *p) {
    int T = p->example.T, *truth = mem_zero((size_t)T, sizeof(int));
    memcpy(truth, p->example.target, (size_t)T * sizeof(int));
    for (int t = 0; t < T; t++) p->example.target[t] = -77;
    return truth;
}

/* --- tables ------------------------------------------------------------------------------------------------------- */

/* How long an example of length n is, and how much is asked in it. */
struct shape {
    const char *task, *options;
    int n, tokens, asked;
};

MAYBE_UNUSED static void check_shapes(const struct shape *shape, size_t count) {
    for (; count--; shape++) {
        struct problem p;
        problem_open(&p, shape->task, shape->options, shape->n);
        for (int i = 0; i < 50; i++) {
            int asked = 0;
            problem_draw(&p, shape->n, "test/shape", i);
            for (int t = 0; t < p.example.T; t++) asked += p.example.target[t] != TARGET_NONE;
            if (p.example.T != shape->tokens || asked != shape->asked)
                fail_msg("%s(%s) n=%d: %d tokens and %d asked, not %d and %d", shape->task, shape->options, shape->n,
                         p.example.T, asked, shape->tokens, shape->asked);
        }
        problem_close(&p);
    }
}

/* Small examples written by hand: tokens, then targets, -1 for none. Neither generator nor solver had a part in them.
 * <bos> 0, <sep> 1, <eos> 2, <query> 3, symbols from 4. */
struct by_hand {
    const char *task, *options;
    int T, token[24], target[24];
};

MAYBE_UNUSED static void check_by_hand(const struct by_hand *hand, size_t count) {
    for (; count--; hand++) {
        struct problem p;
        problem_configure(&p, hand->task, hand->options);
        problem_room(&p, hand->T);
        p.example.T = hand->T;
        memcpy(p.example.token, hand->token, (size_t)hand->T * sizeof(int));
        if (!p.task->solve(p.options, &p.example))
            fail_msg("%s(%s): example by hand is refused", hand->task, hand->options);
        for (int t = 0; t < hand->T; t++)
            if (p.example.target[t] != hand->target[t])
                fail_msg("%s(%s): %d at %d, by hand %d", hand->task, hand->options, p.example.target[t], t,
                         hand->target[t]);
        problem_close(&p);
    }
}

/* Sequences that look well formed and break one rule of their task. */
struct broken {
    const char *rule, *task, *options;
    int T, token[24];
};

MAYBE_UNUSED static void check_broken(const struct broken *broken, size_t count) {
    for (; count--; broken++) {
        struct problem p;
        problem_configure(&p, broken->task, broken->options);
        problem_room(&p, broken->T);
        p.example.T = broken->T;
        memcpy(p.example.token, broken->token, (size_t)broken->T * sizeof(int));
        if (p.task->solve(p.options, &p.example))
            fail_msg("%s(%s): %s is not noticed", broken->task, broken->options, broken->rule);
        problem_close(&p);
    }
}

/* Options that cannot work, and what the message must offer. */
struct refused {
    const char *task, *options, *remedy;
};

MAYBE_UNUSED static void check_refused(const struct refused *refused, size_t count) {
    for (; count--; refused++) {
        struct problem p;
        struct error err = {0};
        if (problem_try(&p, refused->task, refused->options, &err))
            fail_msg("%s(%s) is accepted", refused->task, refused->options);
        if (!strstr(err.text, refused->remedy))
            fail_msg("%s(%s): \"%s\" does not say %s", refused->task, refused->options, err.text, refused->remedy);
    }
}

/* Smallest and largest n. */
struct limit {
    const char *task, *options;
    int shortest, longest;
};

MAYBE_UNUSED static void check_limits(const struct limit *limit, size_t count) {
    for (; count--; limit++) {
        struct problem p;
        problem_configure(&p, limit->task, limit->options);
        assert_int_equal(p.task->shortest(p.options), limit->shortest);
        assert_int_equal(p.task->longest(p.options), limit->longest);
    }
}

/* --- distributions ------------------------------------------------------------------------------------------------ */

/* Pearson's statistic of counts that should be equal. */
MAYBE_UNUSED static double chi_square(const int *count, int cells) {
    double total = 0, sum = 0;
    for (int i = 0; i < cells; i++) total += count[i];
    for (int i = 0; i < cells; i++) sum += (count[i] - total / cells) * (count[i] - total / cells) / (total / cells);
    return sum;
}

enum { DRAWS = 20000 };
/* Beyond these a statistic of uniform counts falls once in 10,000. */
MAYBE_UNUSED static const double chi_limit_9 = 33.72, chi_limit_19 = 50.80;

MAYBE_UNUSED static void assert_close(double value, double expected, double within) {
    if (!(fabs(value - expected) <= within)) fail_msg("%.10g is not %.10g", value, expected);
}

/* --- chance ------------------------------------------------------------------------------------------------------- */

/* A guesser sees the example up to a question and says a symbol; `i` counts the questions of the example. At slots it
 * may remember what it said, in deck. */
enum { DECK = 64 };
struct guess_view {
    const struct example *example;
    int n, t, i; /* length, position, number of the question */
    int symbols; /* alphabet that answers come from */
    int first;   /* its first token */
    int from;    /* dealt: first item, and the stride to the next */
    int stride;
    int items;
    int *deck; /* what it remembers of this example: DECK numbers */
};
typedef int guesser(const struct guess_view *view, struct rng *rng);

MAYBE_UNUSED static int guess_any(const struct guess_view *view, struct rng *rng) {
    return view->first + (int)rng_below(rng, (uint32_t)view->symbols);
}

struct guess_case {
    const char *task, *options;
    int n;
    guesser *guess;
    int symbols, first, from, stride, items; /* as in the view */
    enum { BOTH, EXACT, TOKEN } aim;         /* where two guessers are best at one figure each */
};

/* How many answers of one example the guesser has right, and how many there are. <eos> is known to it. */
static int guess_example(const struct guess_case *g, const struct example *example, struct rng *rng, int *answers) {
    int deck[DECK] = {0}, right = 0;
    struct guess_view view = {.example = example,
                              .n = g->n,
                              .symbols = g->symbols,
                              .first = g->first,
                              .from = g->from,
                              .stride = g->stride,
                              .items = g->items,
                              .deck = deck};
    for (int t = 0; t < example->T; t++) {
        if (example->target[t] == TARGET_NONE || example->target[t] == TOKEN_EOS) continue;
        view.t = t;
        right += g->guess(&view, rng) == example->target[t];
        view.i++;
    }
    *answers = view.i;
    return right;
}

/* `stated` must lie within the error of what was measured, and that error must be small enough to notice a wrong
 * figure. */
static void assert_chance(const struct guess_case *g, const char *what, double stated, double mean, double deviation) {
    if (fabs(mean - stated) > 4.5 * deviation + 1e-12)
        fail_msg("%s(%s) n=%d %s: stated %g, measured %g +- %g", g->task, g->options, g->n, what, stated, mean,
                 deviation);
    if (4.5 * deviation > 0.2 * stated)
        fail_msg("%s(%s) n=%d %s: %g cannot be measured by so few", g->task, g->options, g->n, what, stated);
}

/* Sums over examples: r right answers out of m. */
struct guess_sums {
    double r, m, rr, rm, mm, exact;
};

static void assert_guess(const struct guess_case *g, const struct problem *p, const struct guess_sums *s, int draws) {
    const double share = s->r / s->m, exact = s->exact / draws;
    const double error = sqrt(fmax(0.0, s->rr - 2 * share * s->rm + share * share * s->mm)) / s->m; /* of a ratio */
    if (g->aim != EXACT) assert_chance(g, "token accuracy", p->task->chance_token(p->options, g->n), share, error);
    if (g->aim != TOKEN)
        assert_chance(g, "exact match", p->task->chance(p->options, g->n), exact, sqrt(exact * (1 - exact) / draws));
}

MAYBE_UNUSED static void check_guess_cases(const struct guess_case *g, size_t count, int draws) {
    for (size_t k = 0; k < count; k++, g++) {
        struct problem p;
        struct guess_sums s = {0};
        problem_open(&p, g->task, g->options, g->n);
        struct rng rng = rng_open(2, "guess", k, 0), named = rng_open(1, "test/guess", 0, 0);
        for (int i = 0; i < draws; i++) {
            int m;
            struct rng stream = rng_at(&named, k, (uint64_t)i);
            p.task->generate(p.options, g->n, &stream, &p.example);
            const double r = guess_example(g, &p.example, &rng, &m);
            s.r += r;
            s.m += m;
            s.rr += r * r;
            s.rm += r * m;
            s.mm += (double)m * m;
            s.exact += r == m;
        }
        assert_guess(g, &p, &s, draws);
        problem_close(&p);
    }
}
#endif
