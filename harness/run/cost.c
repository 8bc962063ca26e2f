#include "run/cost.h"
#include "base/clock.h"
#include "base/guard.h"
#include "base/memory.h"
#include "run/fit.h"
#include "run/plugins.h"
#include "run/train.h"
#include <math.h>
#include <string.h>

/* Batches are cut to so many tokens, and times multiplied; so long may an evaluation of one example take. */
enum { TRIED_ROWS = 8192, TRIED_STEPS = 3 };
static const double TRIED_SECONDS = 0.5;

/* Of one run of an arm. */
struct arm_cost {
    double step, train, evaluate; /* seconds */
    bool partly;
};
/* What an arm is tried with. */
struct trial {
    struct run_config config;
    struct task_set set;
    struct scheme scheme;
    struct model *model;
};

/* A batch that is no larger than it has to be for its time to be measured; how many of these the whole one is. */
static double cut_batch(struct trial *t) {
    struct train_config *c = &t->config.train;
    const double rows = train_rows(&t->config, &t->set);
    if (rows <= TRIED_ROWS) return 1;
    const long whole = c->batch, cut = (long)((double)whole * TRIED_ROWS / rows);
    c->batch = cut < 1 ? 1 : cut;
    return (double)whole / (double)c->batch;
}

/* Seconds of a training step: the least of a few, since the first ones fill caches; of one, where that takes long. */
static double time_step(struct trial *t) {
    const double times = cut_batch(t);
    struct batch_maker *maker = batch_maker_new(&t->config, &t->set, &t->scheme, train_rows(&t->config, &t->set));
    double least = INFINITY;
    model_set_precision(t->model, (enum precision)t->config.train.precision);
    model_reserve(t->model, true, 0, train_tokens(&t->config, &t->set));
    for (long step = 0; step < TRIED_STEPS; step++) {
        struct step_report report;
        const double begin = clock_seconds();
        model_train_step(t->model, batch_train(maker, step), &t->config.train.optimiser,
                         learning_rate(&t->config.train, step), step, &report);
        least = fmin(least, clock_seconds() - begin);
        if (least > TRIED_SECONDS) break;
    }
    batch_maker_free(maker);
    return least * times;
}

/* Operations of an example of length n, every token taken for an answer. */
static double work_of(const struct trial *t, long n) {
    const int T = task_set_tokens(&t->set, (int)n);
    int *row = mem_zero((size_t)T, sizeof *row), start[2] = {0, T};
    for (int i = 0; i < T; i++) row[i] = i;
    const struct batch one = {.sequences = 1, .rows = T, .answers = T, .start = start, .answer_row = row};
    const double work = model_work(t->model, &one);
    mem_free(row);
    return work;
}

/* Seconds of an example of length n: those of a batch, or of one alone. */
static double time_examples(struct trial *t, long n) {
    struct bench b = bench_open(t->model, &t->config, &t->set, &t->scheme, (int)n);
    const long count = EVALUATION_ROWS / task_set_tokens(&t->set, (int)n);
    const double begin = clock_seconds();
    int made;
    const struct batch *batch = batch_test(b.maker, 0, (int)n, 0, count < 1 ? 1 : count, &made);
    model_evaluate(t->model, batch, b.answer);
    const double seconds = (clock_seconds() - begin) / made;
    bench_close(&b);
    return seconds;
}

static int schemes_evaluated(const struct run_config *c) {
    char variant[OPTION_TEXT_SIZE];
    int n = 0;
    while (config_nth_variant(c, n, variant)) n++;
    return n;
}

static int tasks_evaluated(const struct trial *t) {
    char task[OPTION_TEXT_SIZE];
    int n = 0;
    while (config_other_task(&t->config, n, task)) n++;
    return t->set.n + n;
}

static long least_length(const struct int_list *lengths) {
    long least = lengths->value[0];
    for (int i = 1; i < lengths->n; i++)
        if (lengths->value[i] < least) least = lengths->value[i];
    return least;
}

/* The shortest length is timed, then each longer one as long as its own work says that it does not take long; the rest
 * follow from the work of the longest that was. */
static void time_evaluation(struct trial *t, struct arm_cost *out) {
    const struct int_list *lengths = &t->config.eval.lengths;
    if (lengths->n == 0) return;
    model_set_precision(t->model, (enum precision)t->config.eval.precision);
    const long first = least_length(lengths);
    double all = 0, rate = work_of(t, first) / time_examples(t, first);
    for (int i = 0; i < lengths->n; i++) {
        const double work = work_of(t, lengths->value[i]);
        const bool tried = work / rate < TRIED_SECONDS;
        const double seconds = tried && lengths->value[i] != first ? time_examples(t, lengths->value[i]) : work / rate;
        if (tried) rate = work / seconds;
        out->partly |= !tried;
        all += seconds;
    }
    out->evaluate = all * (double)t->config.eval.examples * schemes_evaluated(&t->config) * tasks_evaluated(t);
}

/* The fit is measured by forward passes, a third of a step's work each. */
static double fit_seconds(const struct run_config *c, double step) {
    const double measured = ceil((double)c->train.steps / (double)c->train.fit_every);
    return measured * (double)c->train.fit_examples * step / 3 / (double)c->train.batch;
}

static bool try_arm(const struct run_plan *plan, struct arm_cost *out, struct error *err) {
    struct trial t = {.config = plan->config};
    *out = (struct arm_cost){0};
    if (!task_set_parse(t.config.task, &t.set, err) || !scheme_parse(t.config.scheme, &t.scheme, err)) return false;
    t.model = model_new(&t.config.model, &t.scheme, task_set_vocabulary(&t.set), train_exposure(&t.config, &t.set),
                        (uint64_t)t.config.seed, err);
    if (!t.model) return false;
    if (!plan->config.weights[0]) {
        out->step = time_step(&t);
        out->train = out->step * (double)plan->config.train.steps + fit_seconds(&plan->config, out->step);
    }
    time_evaluation(&t, out);
    model_free(t.model);
    return true;
}

/* What try_arm is asked, for a try in another process. */
struct question {
    const struct run_plan *plan;
    struct arm_cost cost;
};

static void ask_arm(void *to) {
    struct question *q = to;
    struct error err;
    try_arm(q->plan, &q->cost, &err);
}

static bool try_arm_safely(const struct run_plan *plan, struct arm_cost *out, struct error *err) {
    struct question q = {.plan = plan};
    if (plugins_play_in(&plan->config) && !guard_try(ask_arm, &q, plugins_seconds(), err))
        return error_prefix(err, "%s was tried, with the code of a plugin", plan->label);
    return try_arm(plan, out, err);
}

static bool same_arm(const struct run_plan *a, const struct run_plan *b) {
    return strcmp(a->label, b->label) == 0 && strcmp(a->task_short, b->task_short) == 0;
}

/* Adds an arm of so many runs. */
static void add_arm(const struct arm_cost *arm, int runs, struct cost *out) {
    out->train += arm->train * runs;
    out->evaluate += arm->evaluate * runs;
    out->partly |= arm->partly;
    out->measured++;
    out->step += (arm->step - out->step) / out->measured;
    if (out->measured == 1 || arm->step < out->least) out->least = arm->step;
    if (arm->step > out->most) out->most = arm->step;
}

bool suite_cost(const struct suite *suite, double seconds, struct cost *out, struct error *err) {
    const double begin = clock_seconds();
    int seen = 0; /* runs of the arms that were measured */
    *out = (struct cost){0};
    for (int i = 0, end; i < suite->n; i = end) {
        struct arm_cost arm;
        for (end = i + 1; end < suite->n && same_arm(&suite->plan[i], &suite->plan[end]);) end++;
        out->arms++;
        if (out->measured && clock_seconds() - begin > seconds) continue;
        if (!try_arm_safely(&suite->plan[i], &arm, err))
            return error_prefix(err, "%s/%s", suite->plan[i].task_short, suite->plan[i].label);
        add_arm(&arm, end - i, out);
        seen += end - i;
    }
    const double trials = suite->n_choices * (double)suite->n_values * suite->choice_seeds.n;
    if (seen) {
        out->train *= (suite->n + trials) / seen;
        out->evaluate *= (double)suite->n / seen;
    }
    out->bytes = (double)mem_peak_rss();
    return true;
}
