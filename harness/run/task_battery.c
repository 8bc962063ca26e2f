#include "run/task_battery.h"
#include "base/memory.h"
#include <math.h>
#include <string.h>

enum { EXAMPLES = 40, SOLVED = 120, REPEATED = 20, DAMAGED = 2 };

const struct task_test task_tests_all[] = {{"tokens in the vocabulary, at most max_tokens", task_tries_tokens, false},
                                           {"the same stream, the same example", task_tries_stream, false},
                                           {"the solver against the generator", task_tries_solver, true},
                                           {"damaged examples are refused", task_tries_damage, true},
                                           {"chance in 0..1", task_tries_chance, false},
                                           {0}};

int task_tried_length(const struct task_choice *choice, int k) {
    static const int extra[] = {0, 1, 6, 19, 43};
    const int least = choice->task->shortest(choice->options), room = choice->task->longest(choice->options) - least;
    const int tried = (int)(sizeof extra / sizeof *extra);
    return k < tried && (k == 0 || extra[k - 1] < room) ? least + (extra[k] < room ? extra[k] : room) : 0;
}

static void draw(const struct task_choice *choice, int n, const char *purpose, int index, struct example *out) {
    struct rng rng = rng_open(1, purpose, (uint64_t)n, (uint64_t)index);
    choice->task->generate(choice->options, n, &rng, out);
}

static bool fails(const struct task_choice *choice, int n, int index, struct error *err) {
    return error_prefix(err, "task %s, length %d, example %d", choice->task->name, n, index);
}

bool task_tries_tokens(const struct task_choice *choice, int n, struct example *e, struct error *err) {
    for (int i = 0; i < EXAMPLES; i++) {
        int asked = 0;
        draw(choice, n, "test/bounds", i, e);
        if (!task_check(choice, n, e, err)) return false;
        if (e->depth < 0 || e->depth >= DEPTHS)
            return error_set(err, "depth is %d, not 0 to %d", e->depth, DEPTHS - 1), fails(choice, n, i, err);
        for (int t = 0; t < e->T; t++) {
            if (e->token[t] == TOKEN_EOS)
                return error_set(err, "<eos> is read at place %d", t), fails(choice, n, i, err);
            asked += e->target[t] != TARGET_NONE;
        }
        if (!asked) return error_set(err, "nothing is asked"), fails(choice, n, i, err);
    }
    return true;
}

bool task_tries_stream(const struct task_choice *choice, int n, struct example *e, struct error *err) {
    const size_t room = (size_t)task_max_tokens(choice, n) * sizeof(int);
    int *token = mem_zero(1, room), *target = mem_zero(1, room);
    float *value = mem_zero(1, room);
    bool ok = true;
    for (int i = 0; ok && i < REPEATED; i++) {
        draw(choice, n, "test/stream", i, e);
        if (!task_check(choice, n, e, err)) {
            ok = false;
            break;
        }
        const size_t bytes = (size_t)e->T * sizeof(int);
        const int T = e->T;
        memcpy(token, e->token, bytes);
        memcpy(target, e->target, bytes);
        if (e->value) memcpy(value, e->value, bytes);
        draw(choice, n, "test/stream", i, e);
        ok = (e->T == T && memcmp(token, e->token, bytes) == 0 && memcmp(target, e->target, bytes) == 0 &&
              (!e->value || memcmp(value, e->value, bytes) == 0)) ||
             (error_set(err, "the same stream gave two examples; draw from nothing but `rng`"),
              fails(choice, n, i, err));
    }
    mem_free(token);
    mem_free(target);
    mem_free(value);
    return ok;
}

/* Takes the targets away; returns them (mem_free). */
static int *hide(struct example *e) {
    const size_t bytes = (size_t)e->T * sizeof(int);
    int *truth = mem_zero(1, bytes);
    memcpy(truth, e->target, bytes);
    for (int t = 0; t < e->T; t++) e->target[t] = -77;
    return truth;
}

static bool solves(const struct task_choice *choice, struct example *e, const int *truth, struct error *err) {
    if (!choice->task->solve(choice->options, e)) return error_set(err, "its solver refuses it");
    for (int t = 0; t < e->T; t++)
        if (e->target[t] != truth[t])
            return error_set(err, "the answer at place %d is %d, solved %d", t, truth[t], e->target[t]);
    return true;
}

bool task_tries_solver(const struct task_choice *choice, int n, struct example *e, struct error *err) {
    bool ok = true;
    for (int i = 0; ok && i < SOLVED; i++) {
        draw(choice, n, "test/solver", i, e);
        if (!task_check(choice, n, e, err)) return false;
        int *truth = hide(e);
        ok = solves(choice, e, truth, err) || fails(choice, n, i, err);
        mem_free(truth);
    }
    return ok;
}

/* Every token in turn replaced. */
static bool refuses(const struct task_choice *choice, struct example *e, int by, struct error *err) {
    for (int t = 0; t < e->T; t++) {
        const int kept = e->token[t];
        if (kept == by) continue;
        e->token[t] = by;
        const bool taken = choice->task->solve(choice->options, e);
        e->token[t] = kept;
        if (taken) return error_set(err, "its solver takes token %d at place %d, where %d stood", by, t, kept);
    }
    return true;
}

/* Every number in turn replaced by one that no token has. */
static bool refuses_values(const struct task_choice *choice, struct example *e, struct error *err) {
    for (int t = 0; task_valued(choice) && e->value && t < e->T; t++) {
        const float kept = e->value[t];
        e->value[t] = NAN;
        const bool taken = choice->task->solve(choice->options, e);
        e->value[t] = kept;
        if (taken) return error_set(err, "its solver takes a token at place %d that comes with no number", t);
    }
    return true;
}

bool task_tries_damage(const struct task_choice *choice, int n, struct example *e, struct error *err) {
    const int by[] = {-1, choice->task->vocabulary(choice->options), TOKEN_EOS, TOKEN_BOS, TOKEN_SEP, TOKEN_QUERY};
    for (int i = 0; i < DAMAGED; i++) {
        draw(choice, n, "test/damage", i, e);
        if (!task_check(choice, n, e, err)) return false;
        mem_free(hide(e));
        for (size_t k = 0; k < sizeof by / sizeof *by; k++)
            if (!refuses(choice, e, by[k], err)) return fails(choice, n, i, err);
        if (!refuses_values(choice, e, err)) return fails(choice, n, i, err);
    }
    return true;
}

bool task_tries_chance(const struct task_choice *choice, int n, struct example *e, struct error *err) {
    const struct task *task = choice->task;
    const double all = task->chance(choice->options, n), token = task->chance_token(choice->options, n);
    const bool measured = task->tests != NULL; /* and then the guesser may never be right */
    (void)e;
    return (all >= 0 && all <= 1 + 1e-9 && (token > 0 || (measured && token >= 0)) && token <= 1 + 1e-9) ||
           error_set(err, "task %s, length %d: chance() is %g and chance_token() %g, not in 0..1", task->name, n, all,
                     token);
}
