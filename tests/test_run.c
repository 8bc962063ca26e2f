/* The run room: configurations and their identity, suites, batches, schedules, training with interruptions, evaluation
 * against a slow recount, exact match under teacher forcing against step-by-step decoding.
 */
#include "base/file.h"
#include "base/memory.h"
#include "model/checkpoint.h"
#include "run/near.h"
#include "run/suite.h"
#include "run/train.h"
#include "run/untrained.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct run_plan small_plan(const char *scheme, const char *task) {
    struct run_plan plan = {0};
    struct error err;
    static const char *const settings[][2] = {
        {"model.layers", "2"},       {"model.width", "16"},        {"model.heads", "2"},
        {"train.steps", "40"},       {"train.batch", "8"},         {"train.longest", "6"},
        {"train.fit_every", "10"},   {"train.fit_examples", "20"}, {"evaluate.lengths", "3,6,9"},
        {"evaluate.examples", "50"}, {"train.lr", "3e-3"}};
    config_default(&plan.config);
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (!config_set(&plan.config, settings[i][0], settings[i][1], &err)) fail_msg("%s", err.text);
    assert_true(config_set(&plan.config, "scheme", scheme, &err));
    assert_true(config_set(&plan.config, "task", task, &err));
    if (!config_resolve(&plan.config, &err)) fail_msg("%s", err.text);
    snprintf(plan.suite, sizeof plan.suite, "test");
    snprintf(plan.label, sizeof plan.label, "%s", scheme);
    struct text text = {0};
    plan_write(&plan, &text);
    assert_true(plan_read(text_of(&text), &plan, &err));
    text_free(&text);
    return plan;
}

static void configuration_round_trip(void **state) {
    (void)state;
    struct run_plan plan = small_plan("rope(base=500)+random(max=64)", "copy(symbols=12)");
    struct run_config back;
    struct error err;
    struct text a = {0}, b = {0};
    config_write(&plan.config, &a);
    assert_true(config_read(text_of(&a), &back, &err));
    config_write(&back, &b);
    assert_string_equal(text_of(&a), text_of(&b));
    assert_non_null(strstr(text_of(&a), "train.weight_decay = 0.01\n"));
    text_free(&a);
    text_free(&b);
    struct run_plan same = small_plan("rope(base=500.0,layout=half)+random(max=64)", "copy( symbols=12 )"),
                    other = small_plan("rope(base=501)+random(max=64)", "copy(symbols=12)");
    assert_string_equal(plan.id, same.id);
    assert_string_not_equal(plan.id, other.id);
    assert_false(config_set(&plan.config, "train.stesp", "3", &err));
    assert_non_null(strstr(err.text, "did you mean 'train.steps'"));
}

static void multiples_become_lengths(void **state) {
    (void)state;
    struct run_config c;
    struct error err;
    config_default(&c);
    assert_true(config_set(&c, "scheme", "nope", &err) && config_set(&c, "task", "copy(symbols=30)", &err) &&
                config_set(&c, "train.longest", "10", &err) &&
                config_set(&c, "evaluate.multiples", "0.5,1,2,3,4", &err) && config_resolve(&c, &err));
    assert_int_equal(c.eval.lengths.n, 4); /* 40 symbols cannot be unique among 30 */
    assert_int_equal(c.eval.lengths.value[3], 30);
    assert_true(config_set(&c, "train.longest", "31", &err));
    assert_false(config_resolve(&c, &err));
    assert_non_null(strstr(err.text, "1 to 30"));
}

static void a_model_that_sees_all_needs_hidden_answers(void **state) {
    (void)state;
    struct run_config c;
    struct error err;
    config_default(&c);
    assert_true(config_set(&c, "scheme", "nope", &err) && config_set(&c, "task", "copy", &err) &&
                config_set(&c, "model.causal", "false", &err));
    assert_false(config_resolve(&c, &err));
    assert_non_null(strstr(err.text, "answer=slots"));
    assert_true(config_set(&c, "task", "copy(answer=slots)", &err) && config_resolve(&c, &err));
}

static void schedules(void **state) {
    (void)state;
    struct train_config t = {.steps = 100, .lr = 2, .schedule = SCHEDULE_LINEAR, .warmup = 10};
    assert_true(learning_rate(&t, 0) == 0.2 && learning_rate(&t, 9) == 2 && learning_rate(&t, 10) == 2);
    assert_true(fabs(learning_rate(&t, 55) - 1) < 1e-12 && fabs(learning_rate(&t, 99) - 2.0 / 90) < 1e-12);
    t.schedule = SCHEDULE_COSINE;
    t.lr_floor = 0.1;
    assert_true(fabs(learning_rate(&t, 55) - 2 * 0.55) < 1e-12 && learning_rate(&t, 100) - 0.2 < 1e-12);
    t.schedule = SCHEDULE_CONSTANT;
    assert_true(learning_rate(&t, 99) == 2);
}

static void suite_expands(void **state) {
    (void)state;
    char path[] = "/tmp/lexbench-suite-XXXXXX";
    int fd = mkstemp(path);
    static const char text[] =
        "name: s\ntrain: {steps: 5, longest: 8}\nschemes: [nope, {scheme: rope, label: R, train: {lr: 0.5}}]\n"
        "tasks: [copy, {task: sort, train: {longest: 4}}]\nseeds: 1..3\n";
    assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
    close(fd);
    struct suite suite;
    struct error err;
    const char *const overrides[] = {"train.steps=7", "seeds=2,4"};
    if (!suite_load(path, overrides, 2, &suite, &err)) fail_msg("%s", err.text);
    assert_int_equal(suite.n, 8);
    assert_string_equal(suite.plan[2].label, "R");
    assert_int_equal(suite.plan[2].config.seed, 2);
    assert_int_equal(suite.plan[2].config.train.steps, 7);
    assert_true(suite.plan[2].config.train.lr == 0.5 && suite.plan[0].config.train.lr == 1e-3);
    assert_int_equal(suite.plan[4].config.train.longest, 4);
    assert_int_equal(suite.plan[7].ordinal, 7);
    suite_free(&suite);
    const char *const chosen[] = {"schemes=rope"};
    assert_true(suite_load(path, chosen, 1, &suite, &err));
    assert_int_equal(suite.n, 6);
    suite_free(&suite);
    unlink(path);
}

static bool load_text(const char *text, const char *override, struct suite *suite, struct error *err) {
    char path[] = "/tmp/lexbench-suite-XXXXXX";
    int fd = mkstemp(path);
    assert_int_equal(write(fd, text, strlen(text)), (long)strlen(text));
    close(fd);
    bool ok = suite_load(path, &override, override ? 1 : 0, suite, err);
    unlink(path);
    return ok;
}

static void tasks_have_schemes_of_their_own(void **state) {
    (void)state;
    struct suite suite;
    struct error err;
    static const char text[] = "train: {steps: 5, longest: 8}\n"
                               "tasks:\n"
                               "  - {task: copy, schemes: [rope, {scheme: rope, label: again, seed_offset: 100}]}\n"
                               "  - {task: sort, schemes: [nope, no-such-scheme]}\n"
                               "seeds: [1, 2]\n";
    assert_false(load_text(text, NULL, &suite, &err));
    assert_non_null(strstr(err.text, ":4:"));
    assert_non_null(strstr(err.text, "no-such-scheme"));
    /* What is not chosen is not looked at. */
    if (!load_text(text, "tasks=copy", &suite, &err)) fail_msg("%s", err.text);
    assert_int_equal(suite.n, 4);
    assert_true(suite.plan[1].config.seed == 2 && suite.plan[2].config.seed == 101 && suite.plan[3].config.seed == 102);
    assert_string_equal(suite.plan[3].label, "again");
    suite_free(&suite);
    if (!load_text(text, "schemes=again", &suite, &err)) fail_msg("%s", err.text);
    assert_true(suite.n == 2 && suite.plan[0].config.seed == 101);
    suite_free(&suite);
    if (!load_text(text, "schemes=rope", &suite, &err)) fail_msg("%s", err.text);
    assert_true(suite.n == 2 && suite.plan[0].config.seed == 1); /* the one called rope, not the other of that scheme */
    suite_free(&suite);
    assert_false(load_text("tasks: [copy]\nschemes: [rope]\nevaluate: {variants: rope; rpoe}\n", NULL, &suite, &err));
    assert_non_null(strstr(err.text, "variant 'rpoe'"));
    assert_false(load_text("tasks: [{task: copy, schemes: [nope]}, sort]\n", NULL, &suite, &err));
    assert_non_null(strstr(err.text, "'schemes' is missing"));
    assert_false(load_text("tasks: [{task: copy, schemes: []}]\n", NULL, &suite, &err));
    assert_false(load_text("tasks: [copy]\nschemes: [{scheme: nope, seed_offset: -1}]\n", NULL, &suite, &err));
    assert_non_null(strstr(err.text, "seed_offset is an integer from 0 on"));
    assert_false(load_text("tasks: [copy]\nschemes: [nope]\n", "seed=3", &suite, &err));
    assert_non_null(strstr(err.text, "say seeds=3"));
}

/* A token and its copy share a position and, being one run each, a number; other tasks refuse such schemes. */
static void places_of_the_task(void **state) {
    (void)state;
    struct run_plan plan = small_plan("learned+coupling+abacus", "copy(symbols=12)");
    struct task_set choice;
    struct scheme scheme;
    struct suite suite;
    struct error err;
    assert_true(task_set_parse(plan.config.task, &choice, &err) && scheme_parse(plan.config.scheme, &scheme, &err));
    struct batch_maker *m = batch_maker_new(&plan.config, &choice, &scheme, 64);
    int made;
    const struct batch *b = batch_test(m, 0, 4, 0, 1, &made); /* bos, 4 symbols, sep, 4 symbols less what is not read */
    for (int k = 0; k < 4; k++) {
        assert_true(b->position[1 + k] == 2 + k && b->number[1 + k] == 1 + k);
        assert_true(b->position[6 + k] == 2 + k && b->number[6 + k] == 1 + k);
    }
    assert_true(b->position[0] == 0 && b->position[5] == 1 && b->number[0] == 0 && b->number[5] == 0);
    batch_maker_free(m);
    assert_false(load_text("tasks: [majority]\nschemes: [abacus]\n", NULL, &suite, &err));
    assert_non_null(strstr(err.text, "task majority has none"));
    assert_false(load_text("tasks: [majority]\nschemes: [learned]\nevaluate: {variants: learned+coupling}\n", NULL,
                           &suite, &err));
    assert_non_null(strstr(err.text, "learned+coupling"));
}

static void batches(void **state) {
    (void)state;
    struct run_plan plan = small_plan("nope", "copy(symbols=12)");
    struct task_set choice;
    struct scheme scheme;
    struct error err;
    assert_true(task_set_parse(plan.config.task, &choice, &err) && scheme_parse(plan.config.scheme, &scheme, &err));
    struct batch_maker *m = batch_maker_new(&plan.config, &choice, &scheme, 8 * 14);
    const struct batch *b = batch_train(m, 3);
    assert_int_equal(b->sequences, 8);
    int answers = 0;
    for (int s = 0; s < b->sequences; s++) {
        const struct example_info *e = &batch_examples(m)[s];
        assert_true(e->n >= 1 && e->n <= 6);
        assert_int_equal(e->T, 2 * e->n + 2);
        assert_int_equal(e->answers, e->n + 1);
        assert_true(e->eos);
        assert_int_equal(b->token[b->start[s]], TOKEN_BOS);
        for (int k = 0; k < e->n; k++) {
            assert_int_equal(b->answer_row[e->first_answer + k], b->start[s] + e->n + 1 + k);
            assert_int_equal(b->target[e->first_answer + k], b->token[b->start[s] + 1 + k]);
        }
        assert_int_equal(b->target[e->first_answer + e->n], TOKEN_EOS);
        answers += e->answers;
    }
    assert_int_equal(b->answers, answers);
    int first[14];
    memcpy(first, b->token, sizeof first);
    batch_train(m, 4);
    assert_memory_not_equal(first, batch_train(m, 5)->token, sizeof first);
    assert_memory_equal(first, batch_train(m, 3)->token, sizeof first);
    batch_maker_free(m);
    plan.config.train.score_eos = false;
    m = batch_maker_new(&plan.config, &choice, &scheme, 8 * 14);
    b = batch_train(m, 3);
    for (int k = 0; k < b->answers; k++) assert_int_not_equal(b->target[k], TOKEN_EOS);
    batch_maker_free(m);
}

/* ---- protocols ---- */

struct drawing {
    struct run_plan plan;
    struct task_set choice;
    struct scheme scheme;
    struct batch_maker *maker;
};

/* A maker for `scheme` on copy(symbols=12), with settings "key=value key=value". */
static void open_drawing(struct drawing *d, const char *scheme, const char *settings) {
    struct error err;
    char list[256], *rest = list;
    d->plan = small_plan(scheme, "copy(symbols=12)");
    snprintf(list, sizeof list, "%s", settings);
    for (char *word; (word = strsep(&rest, " ")) != NULL;) {
        char *value = strchr(word, '=');
        *value++ = '\0';
        if (!config_set(&d->plan.config, word, value, &err)) fail_msg("%s", err.text);
    }
    if (!config_resolve(&d->plan.config, &err)) fail_msg("%s", err.text);
    assert_true(task_set_parse(d->plan.config.task, &d->choice, &err) &&
                scheme_parse(d->plan.config.scheme, &d->scheme, &err));
    d->maker = batch_maker_new(&d->plan.config, &d->choice, &d->scheme, train_rows(&d->plan.config, &d->choice));
}

/* Settings that came later are not written at their default, and are read back where they are. */
static void younger_settings_are_written_when_used(void **state) {
    (void)state;
    struct drawing d;
    struct run_config back;
    struct error err;
    struct text a = {0}, b = {0};
    open_drawing(&d, "nope", "train.offset=0 train.pack=1 train.pack_as=open train.examples=0");
    config_write(&d.plan.config, &a);
    struct run_plan plain = small_plan("nope", "copy(symbols=12)");
    config_write(&plain.config, &b);
    assert_string_equal(text_of(&a), text_of(&b));
    batch_maker_free(d.maker);
    open_drawing(&d, "nope", "train.offset=9 train.pack=3 train.pack_as=open train.examples=50");
    text_clear(&a);
    text_clear(&b);
    config_write(&d.plan.config, &a);
    assert_non_null(
        strstr(text_of(&a), "\ntrain.offset = 9\ntrain.examples = 50\ntrain.pack = 3\ntrain.pack_as = open\n"));
    assert_true(config_read(text_of(&a), &back, &err));
    config_write(&back, &b);
    assert_string_equal(text_of(&a), text_of(&b));
    text_free(&a);
    text_free(&b);
    batch_maker_free(d.maker);
}

static void offsets_shift_training_only(void **state) {
    (void)state;
    struct drawing plain, moved;
    int made, seen = 0;
    open_drawing(&plain, "learned", "seed=1");
    open_drawing(&moved, "learned", "train.offset=5");
    assert_int_equal(train_reach(&moved.plan.config, &moved.choice), 5 + 14);
    for (long step = 0; step < 10; step++) {
        const struct batch *a = batch_train(plain.maker, step), *b = batch_train(moved.maker, step);
        assert_memory_equal(a->token, b->token, sizeof(int) * (size_t)a->rows);
        for (int s = 0; s < a->sequences; s++) {
            const double by = b->position[b->start[s]];
            assert_true(by >= 0 && by <= 5 && by == floor(by));
            seen |= 1 << (int)by;
            for (int t = a->start[s]; t < a->start[s + 1]; t++) assert_true(b->position[t] == a->position[t] + by);
        }
    }
    assert_int_equal(seen, 63);
    const struct batch *test = batch_test(moved.maker, 0, 4, 0, 3, &made);
    for (int s = 0; s < test->sequences; s++) assert_true(test->position[test->start[s]] == 0);
    batch_maker_free(plain.maker);
    batch_maker_free(moved.maker);
}

/* Different training sequences of so many steps, and how many of the test's examples are among them. */
static int different(const struct drawing *d, int steps, int *tested) {
    struct text list[256] = {0};
    int n = 0, made;
    *tested = 0;
    for (int step = 0; step <= steps; step++) {
        const bool last = step == steps;
        const struct batch *b = last ? batch_test(d->maker, 0, 6, 0, 8, &made) : batch_train(d->maker, step);
        for (int s = 0; s < b->sequences; s++) {
            struct text own = {0};
            for (int t = b->start[s]; t < b->start[s + 1]; t++) text_add(&own, "%d ", b->token[t]);
            int k = 0;
            while (k < n && strcmp(text_of(&list[k]), text_of(&own)) != 0) k++;
            *tested += last && k < n;
            if (k == n && n < 256)
                list[n++] = own;
            else
                text_free(&own);
        }
    }
    for (int k = 0; k < n; k++) text_free(&list[k]);
    return n - (8 - *tested);
}

static void a_fixed_set_repeats(void **state) {
    (void)state;
    struct drawing d;
    int tested;
    open_drawing(&d, "nope", "train.examples=5 train.lengths=fixed");
    assert_int_equal(different(&d, 20, &tested), 5);
    assert_int_equal(tested, 0);
    batch_maker_free(d.maker);
    open_drawing(&d, "nope", "train.lengths=fixed");
    assert_int_equal(different(&d, 20, &tested), 160);
    assert_int_equal(tested, 0);
    batch_maker_free(d.maker);
}

static struct model *model_for(const struct drawing *d) {
    struct error err;
    struct model *m = model_new(&d->plan.config.model, &d->scheme, task_set_vocabulary(&d->choice),
                                train_reach(&d->plan.config, &d->choice), 1, &err);
    if (!m) fail_msg("%s", err.text);
    return m;
}

/* Masked, packed examples are what they are alone; open ones see what went before, at positions that run on. */
static void packing(void **state) {
    (void)state;
    struct drawing alone, masked, open;
    open_drawing(&alone, "rope", "train.batch=8");
    open_drawing(&masked, "rope", "train.batch=2 train.pack=4");
    open_drawing(&open, "rope", "train.batch=2 train.pack=4 train.pack_as=open");
    const struct batch *a = batch_train(alone.maker, 3), *m = batch_train(masked.maker, 3),
                       *o = batch_train(open.maker, 3);
    struct model *one = model_for(&alone), *other = model_for(&masked), *third = model_for(&open);
    model_reserve(one, true, 0, train_tokens(&alone.plan.config, &alone.choice));
    model_reserve(other, true, 0, train_tokens(&masked.plan.config, &masked.choice));
    assert_true(model_gradient(one, a) == model_gradient(other, m));
    assert_true(a->sequences == 8 && m->sequences == 8 && o->sequences == 2);
    assert_true(a->rows == o->rows && a->answers == o->answers);
    assert_memory_equal(a->token, o->token, sizeof(int) * (size_t)a->rows);
    assert_memory_equal(a->target, o->target, sizeof(int) * (size_t)a->answers);
    for (int s = 0; s < 2; s++)
        for (int t = o->start[s]; t < o->start[s + 1]; t++) assert_true(o->position[t] == t - o->start[s]);
    model_reserve(third, true, 0, train_tokens(&open.plan.config, &open.choice));
    const double whole = model_gradient(third, o);
    assert_true(isfinite(whole) && whole != model_gradient(one, a));
    model_free(one);
    model_free(other);
    model_free(third);
    batch_maker_free(alone.maker);
    batch_maker_free(masked.maker);
    batch_maker_free(open.maker);
}

/* The smaller of two draws out of 1..6: n has the probability (2 (6 - n) + 1) / 36. */
static void biased_lengths(void **state) {
    (void)state;
    struct drawing d;
    int count[7] = {0};
    open_drawing(&d, "nope", "train.lengths=biased");
    for (long step = 0; step < 1000; step++) {
        batch_train(d.maker, step);
        for (int i = 0; i < 8; i++) count[batch_examples(d.maker)[i].n]++;
    }
    for (int n = 1; n <= 6; n++) assert_true(fabs(count[n] / 8000.0 - (2 * (6 - n) + 1) / 36.0) < 0.02);
    batch_maker_free(d.maker);
}

static long stop_after;
static bool stop_now(void) { return stop_after-- == 0; }

static void train_to_end(const struct run_plan *plan, const char *checkpoint, const char *model,
                         struct run_record *record, const long *stops, int n) {
    struct error err;
    for (int i = 0;; i++) {
        stop_after = i < n ? stops[i] : -1;
        struct run_hooks hooks = {.stop = i < n ? stop_now : NULL, .checkpoint = checkpoint, .model = model};
        enum run_end end = run_plan(plan, &hooks, record, &err);
        if (end == RUN_END_ERROR) fail_msg("%s", err.text);
        if (end == RUN_END_COMPLETE) return;
        assert_true(i < n);
        run_record_free(record);
    }
}

/* Shares by hand, and of a model: a window of 4 looks at nothing else, no positions at everything alike. */
static void attention_by_distance(void **state) {
    (void)state;
    enum { T = 40 };
    static real w[2 * T];
    double bin[NEAR_BINS] = {0}, near = 0;
    long far = 0;
    const int row[] = {2, 39};
    for (int j = 0; j < 3; j++) w[j] = 2;        /* row 2: distances 2, 1, 0 */
    w[T + 39] = 1, w[T + 38] = 1, w[T + 19] = 2; /* row 39: distances 0, 1, 20 */
    assert_int_equal(near_sum(w, 1, 2, T, row, bin, &near, &far), 2);
    assert_true(far == 1 && near == 0.5);
    assert_true(fabs(bin[0] - (1 / 3.0 + 0.25)) < 1e-6 && fabs(bin[1] - (1 / 3.0 + 0.25)) < 1e-6);
    assert_true(fabs(bin[2] - 1 / 3.0) < 1e-6 && fabs(bin[5] - 0.5) < 1e-6);
    static const char *const schemes[] = {"nope+window(size=4)", "nope"};
    for (int k = 0; k < 2; k++) {
        struct run_plan plan = small_plan(schemes[k], "markov(symbols=4)");
        struct run_record r;
        struct error err;
        double all = -1, mass = 0;
        assert_true(config_set(&plan.config, "evaluate.lengths", "64", &err) &&
                    config_set(&plan.config, "train.lr", "0", &err));
        train_to_end(&plan, NULL, NULL, &r, NULL, 0);
        for (int i = 0; i < r.n_measured; i++) {
            const struct measured *m = &r.measured[i];
            if (strcmp(m->name, "near") == 0 && strcmp(m->series, "all") == 0) all = m->value;
            if (strcmp(m->name, "attention") == 0 && strcmp(m->series, "layer 2") == 0) mass += m->value;
        }
        assert_true(fabs(mass - 1) < 1e-6);
        if (k == 0) assert_true(fabs(all - 1) < 1e-6);
        /* The mean of 16 / (row + 1) over rows 16 to 63, but for what the untrained weights prefer. */
        if (k == 1) assert_true(fabs(all - 0.46) < 0.05);
        run_record_free(&r);
    }
}

/* What a mixture learned is recorded: shares of every head of every layer, which sum to 1. */
static void mixture_is_recorded(void **state) {
    (void)state;
    struct run_plan plan = small_plan("mixture(of=alibi|nope)", "copy(symbols=12)");
    struct run_record r;
    double sum[5] = {0};
    int moved = 0, n = 0;
    train_to_end(&plan, NULL, NULL, &r, NULL, 0);
    for (int i = 0; i < r.n_measured; i++) {
        const struct measured *m = &r.measured[i];
        if (strcmp(m->name, "mixture") != 0) continue;
        assert_true(m->part == -1 && m->x >= 1 && m->x <= 4);
        sum[(int)m->x] += m->value;
        moved += fabs(m->value - 0.5) > 1e-4;
        n++;
    }
    for (int h = 1; h <= 4; h++) assert_true(fabs(sum[h] - 1) < 1e-6);
    assert_true(n == 8 && moved > 0);
    run_record_free(&r);
    /* Of two tasks, shares of their own; and the gradient reaches each task's weights from its examples alone. */
    plan = small_plan("mixture(of=alibi|nope,tasks=2)", "copy(symbols=12)+majority(symbols=4)");
    train_to_end(&plan, NULL, NULL, &r, NULL, 0);
    int of[2] = {0};
    double differ = 0, first[5] = {0};
    for (int i = 0; i < r.n_measured; i++) {
        const struct measured *m = &r.measured[i];
        if (strcmp(m->name, "mixture") != 0) continue;
        of[m->part]++;
        if (strcmp(m->series, "alibi") != 0) continue;
        if (m->part == 0) first[(int)m->x] = m->value;
        if (m->part == 1) differ += fabs(m->value - first[(int)m->x]);
    }
    assert_true(of[0] == 8 && of[1] == 8 && differ > 1e-4);
    run_record_free(&r);
    struct suite suite;
    struct error err;
    assert_false(load_text("tasks: [copy]\nschemes: ['mixture(tasks=2)']\n", NULL, &suite, &err));
    assert_non_null(strstr(err.text, "set tasks=1"));
}

/* Several tasks in one model: a token that names the task in front of each example, each task drawn about as often,
 * evaluated and recorded on its own; solvers see the examples as they are alone. */
static void tasks_together(void **state) {
    (void)state;
    struct run_plan plan = small_plan("rope", "copy(symbols=12)+majority(symbols=4)+markov(symbols=4)");
    struct task_set set;
    struct scheme scheme;
    struct error err;
    assert_true(task_set_parse(plan.config.task, &set, &err) && scheme_parse(plan.config.scheme, &scheme, &err));
    assert_int_equal(set.n, 3);
    int first, made, seen[3] = {0};
    assert_int_equal(task_set_lead(&set, &first), 1);
    assert_int_equal(first, set.part[0].task->vocabulary(set.part[0].options)); /* copy's is the largest */
    assert_int_equal(task_set_vocabulary(&set), first + 3);
    struct batch_maker *m = batch_maker_new(&plan.config, &set, &scheme, train_rows(&plan.config, &set));
    for (long step = 0; step < 200; step++) {
        const struct batch *b = batch_train(m, step);
        for (int s = 0; s < b->sequences; s++) {
            const struct example_info *e = &batch_examples(m)[s];
            assert_true(b->token[b->start[s]] == first + e->part && b->token[b->start[s] + 1] == TOKEN_BOS);
            seen[e->part]++;
        }
    }
    for (int k = 0; k < 3; k++) assert_true(abs(seen[k] - 1600 / 3) < 60);
    /* What stands behind the leading token is an example that the task's own solver answers alike. */
    for (int k = 0; k < 2; k++) {
        int target[64], wanted[64];
        const struct batch *b = batch_test(m, k, 5, 0, 1, &made);
        const struct example_info *e = &batch_examples(m)[0];
        assert_true(e->row == 1 && e->T == b->rows);
        struct example seen_alone = {.T = b->rows - 1, .token = (int *)b->token + 1, .target = target};
        assert_true(set.part[k].task->solve(set.part[k].options, &seen_alone));
        for (int t = 0; t < 64; t++) wanted[t] = TARGET_NONE;
        for (int a = 0; a < b->answers; a++) wanted[b->answer_row[a] - 1] = b->target[a];
        for (int t = 0; t < seen_alone.T; t++) assert_int_equal(target[t], wanted[t]);
    }
    batch_maker_free(m);
    struct run_record r;
    train_to_end(&plan, NULL, NULL, &r, NULL, 0);
    assert_true(r.n_parts == 3 && r.n_eval == 9);
    assert_string_equal(r.part[0].task, "copy(symbols=12) [copy(symbols=12)+majority(symbols=4)+markov(symbols=4)]");
    assert_string_equal(r.part[2].metric, "loss");
    for (int k = 0; k < 9; k++) assert_true(r.eval[k].part == k / 3 && r.eval[k].examples == 50);
    assert_true(r.eval[0].guess[2].exact == 1 && r.eval[6].n_guess == 4);
    double fits = 0;
    for (int k = 0; k < 3; k++) fits += r.part[k].fit;
    assert_true(r.fit >= 0 && fabs(fits / 3 - r.fit) < 0.3);
    run_record_free(&r);
    struct suite suite;
    assert_false(load_text("tasks: [copy+copy]\nschemes: [nope]\n", NULL, &suite, &err));
    assert_non_null(strstr(err.text, "stands twice"));
    assert_false(load_text("tasks: [copy+srot]\nschemes: [nope]\n", NULL, &suite, &err));
    assert_non_null(strstr(err.text, "did you mean 'sort'"));
    assert_false(load_text("tasks: ['copy+majority']\nschemes: [learned+abacus]\n", NULL, &suite, &err));
    assert_non_null(strstr(err.text, "task majority has none"));
    if (!load_text("tasks: [copy+sort, {task: 'copy(symbols=30)+sort(kind=duplicates)'}]\nschemes: [nope]\n", NULL,
                   &suite, &err))
        fail_msg("%s", err.text);
    assert_string_equal(suite.plan[1].task_short, "copy(symbols=30)+sort(kind=duplicates)");
    suite_free(&suite);
}

/* The fit of each task comes back with the checkpoint. */
static void tasks_together_interrupted(void **state) {
    (void)state;
    char dir[] = "/tmp/lexbench-tasks-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char *checkpoint = path_join(dir, "c");
    struct run_plan plan = small_plan("rope", "copy(symbols=12)+majority(symbols=4)");
    struct run_record calm, disturbed;
    train_to_end(&plan, NULL, NULL, &calm, NULL, 0);
    const long stops[] = {17, 25, 1, 2};
    train_to_end(&plan, checkpoint, NULL, &disturbed, stops, 4);
    assert_true(disturbed.attempt > 2 && disturbed.n_eval == calm.n_eval);
    for (int k = 0; k < 2; k++)
        assert_true(calm.part[k].fit == disturbed.part[k].fit && calm.part[k].fitted == disturbed.part[k].fitted);
    for (int i = 0; i < calm.n_eval; i++)
        assert_true(calm.eval[i].loss == disturbed.eval[i].loss && calm.eval[i].part == disturbed.eval[i].part);
    run_record_free(&calm);
    run_record_free(&disturbed);
    checkpoint_drop(checkpoint);
    rmdir(dir);
    mem_free(checkpoint);
}

static char *file_hash(const char *path) {
    static char text[1 << 20];
    char *bytes;
    size_t size;
    struct error err;
    if (!file_read(path, sizeof text, &bytes, &size, &err)) fail_msg("%s", err.text);
    return bytes;
}

static void interruptions_change_nothing_of(const char *scheme) {
    char dir[] = "/tmp/lexbench-run-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char *checkpoint = path_join(dir, "c"), *a = path_join(dir, "a"), *b = path_join(dir, "b");
    struct run_plan plan = small_plan(scheme, "copy(symbols=12)");
    struct run_record calm, disturbed;
    train_to_end(&plan, NULL, a, &calm, NULL, 0);
    const long stops[] = {17, 0, 3, 11, 21};
    train_to_end(&plan, checkpoint, b, &disturbed, stops, 5);
    assert_int_equal(calm.steps, 40);
    assert_true(disturbed.attempt > 3);
    assert_int_equal(calm.n_curve, disturbed.n_curve);
    for (int i = 0; i < calm.n_curve; i++)
        assert_true(calm.curve[i].loss == disturbed.curve[i].loss && calm.curve[i].step == disturbed.curve[i].step);
    for (int i = 0; i < 3; i++)
        assert_true(calm.eval[i].exact == disturbed.eval[i].exact && calm.eval[i].loss == disturbed.eval[i].loss);
    assert_true(calm.fit == disturbed.fit && calm.n_eval == 3 && disturbed.n_eval == 3);
    char *pa = file_hash(a), *pb = file_hash(b);
    assert_memory_equal(pa, pb, 4000);
    mem_free(pa);
    mem_free(pb);
    run_record_free(&calm);
    run_record_free(&disturbed);
    checkpoint_drop(checkpoint);
    assert_true(unlink(a) == 0 && unlink(b) == 0 && rmdir(dir) == 0);
    mem_free(checkpoint), mem_free(a), mem_free(b);
}

static void interruptions_change_nothing(void **state) {
    (void)state;
    interruptions_change_nothing_of("learned+shift(max=40)");
    /* A part is left out from step 20 on, where one attempt ends and the next begins. */
    interruptions_change_nothing_of("alibi@until=0.5+rope");
    interruptions_change_nothing_of("learned+shaw@until=0.43+fox@until=0.6");
}

/* Half of a run under rope, then without: the first half is rope's, the second another one's. */
static void a_part_is_left_out_in_training(void **state) {
    (void)state;
    static const char *const schemes[] = {"rope", "rope@until=0.5", "nope"};
    struct run_record r[3];
    for (int i = 0; i < 3; i++) {
        struct run_plan plan = small_plan(schemes[i], "copy(symbols=12)");
        train_to_end(&plan, NULL, NULL, &r[i], NULL, 0);
        assert_int_equal(r[i].steps, 40);
        assert_int_equal(r[i].n_curve, r[0].n_curve);
    }
    for (int k = 0; k < r[0].n_curve; k++)
        assert_true((r[1].curve[k].loss == r[0].curve[k].loss) == (r[1].curve[k].step < 20));
    assert_true(r[1].eval[0].loss != r[0].eval[0].loss && r[1].eval[0].loss != r[2].eval[0].loss);
    for (int i = 0; i < 3; i++) run_record_free(&r[i]);
}

static void assert_same_results(const struct run_record *a, const struct run_record *b) {
    assert_true(a->steps == b->steps && a->fit == b->fit && a->n_curve == b->n_curve && a->n_eval == b->n_eval);
    for (int i = 0; i < a->n_curve; i++)
        assert_true(a->curve[i].loss == b->curve[i].loss && a->curve[i].step == b->curve[i].step);
    for (int i = 0; i < a->n_eval; i++) {
        const struct eval_row *x = &a->eval[i], *y = &b->eval[i];
        assert_true(x->loss == y->loss && x->exact == y->exact && x->examples == y->examples && x->tokens == y->tokens);
        assert_true(x->answers_right == y->answers_right && x->n_position == y->n_position && x->n_depth == y->n_depth);
        assert_true(x->first_error == y->first_error || (isnan(x->first_error) && isnan(y->first_error)));
        assert_memory_equal(x->position_right, y->position_right, sizeof(long) * (size_t)x->n_position);
    }
}

/* Two checkpoints at different steps: the first run is stopped after `first` steps, the next goes on for `more`. */
static void leave_checkpoints(const struct run_plan *plan, const char *stem, long first, long more) {
    const long stops[] = {first, more};
    struct run_record record;
    struct error err;
    for (int i = 0; i < 2; i++) {
        struct run_hooks hooks = {.stop = stop_now, .checkpoint = stem};
        stop_after = stops[i];
        assert_int_equal(run_plan(plan, &hooks, &record, &err), RUN_END_STOPPED);
        run_record_free(&record);
    }
}

static void damage(const char *stem, const char *which) {
    char path[256], *bytes;
    size_t size;
    struct error err;
    snprintf(path, sizeof path, "%s%s", stem, which);
    assert_true(file_read(path, 1 << 24, &bytes, &size, &err));
    bytes[size / 2] ^= 1;
    assert_true(file_write(path, bytes, size, &err));
    mem_free(bytes);
}

static void damaged_checkpoints_fall_back(void **state) {
    (void)state;
    static const char *const damaged[][2] = {
        {NULL, NULL}, {".0.safetensors", NULL}, {".1.safetensors", NULL}, {".0.safetensors", ".1.safetensors"}};
    static const long done[] = {25, 25, 10, 0}; /* steps that need not be done again */
    char dir[] = "/tmp/lexbench-damaged-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char *stem = path_join(dir, "c");
    struct run_plan plan = small_plan("nope", "copy(symbols=12)");
    struct run_record calm, again;
    struct error err;
    train_to_end(&plan, NULL, NULL, &calm, NULL, 0);
    for (int i = 0; i < 4; i++) {
        leave_checkpoints(&plan, stem, 10, 15);
        for (int k = 0; k < 2; k++)
            if (damaged[i][k]) damage(stem, damaged[i][k]);
        struct run_hooks hooks = {.stop = stop_now, .checkpoint = stem};
        stop_after = 1000;
        assert_int_equal(run_plan(&plan, &hooks, &again, &err), RUN_END_COMPLETE);
        /* Asked before each of the steps that are left, and after each batch of the three lengths. */
        assert_int_equal(1000 - stop_after, 40 - done[i] + 3);
        assert_int_equal(again.attempt, done[i] ? 3 - (i == 2) : 1);
        assert_same_results(&calm, &again);
        run_record_free(&again);
        checkpoint_drop(stem);
    }
    run_record_free(&calm);
    assert_int_equal(rmdir(dir), 0);
    mem_free(stem);
}

/* Stopped after every batch of an evaluation: rows, whole or not, are taken up and the counts are the same. */
static void evaluation_goes_on(void **state) {
    (void)state;
    char dir[] = "/tmp/lexbench-evaluation-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char *stem = path_join(dir, "c");
    struct run_plan plan = small_plan("rope", "copy(symbols=12)");
    struct error err;
    assert_true(config_set(&plan.config, "evaluate.examples", "1500", &err) &&
                config_set(&plan.config, "evaluate.variants", "rope+ntk(scale=4)", &err));
    struct run_record calm, again;
    train_to_end(&plan, NULL, NULL, &calm, NULL, 0);
    int stops = 0;
    for (;; stops++) {
        struct run_hooks hooks = {.stop = stop_now, .checkpoint = stem};
        stop_after = stops ? 0 : 40; /* the first is asked before each step */
        const enum run_end end = run_plan(&plan, &hooks, &again, &err);
        if (end == RUN_END_COMPLETE) break;
        if (end == RUN_END_ERROR) fail_msg("%s", err.text);
        assert_true(again.n_eval > 0 && stops < 100);
        run_record_free(&again);
    }
    assert_true(stops > 2 * 6); /* more stops than rows: within rows too */
    assert_same_results(&calm, &again);
    run_record_free(&calm);
    run_record_free(&again);
    damage(stem, ".json"); /* evaluated again, with the same numbers */
    train_to_end(&plan, NULL, NULL, &calm, NULL, 0);
    train_to_end(&plan, stem, NULL, &again, NULL, 0);
    assert_same_results(&calm, &again);
    run_record_free(&calm);
    run_record_free(&again);
    checkpoint_drop(stem);
    assert_int_equal(rmdir(dir), 0);
    mem_free(stem);
}

static void divergence_is_a_result(void **state) {
    (void)state;
    struct run_plan plan = small_plan("nope", "copy(symbols=12)");
    struct error err;
    assert_true(config_set(&plan.config, "train.lr", "1e12", &err) &&
                config_set(&plan.config, "train.clip", "0", &err) &&
                config_set(&plan.config, "model.norm", "rms", &err));
    assert_true(config_set(&plan.config, "train.schedule", "constant", &err) &&
                config_set(&plan.config, "train.steps", "400", &err));
    struct run_record r;
    train_to_end(&plan, NULL, NULL, &r, NULL, 0);
    assert_int_equal(r.status, RUN_DIVERGED);
    assert_non_null(strstr(r.reason, "not finite"));
    assert_int_equal(r.n_eval, 0);
    assert_false(r.fitted);
    run_record_free(&r);
}

static void stop_rule(void **state) {
    (void)state;
    struct run_plan plan = small_plan("rope", "copy(symbols=12)");
    struct error err;
    static const char *const settings[][2] = {{"train.steps", "2000"},
                                              {"train.longest", "2"},
                                              {"train.fit_every", "25"},
                                              {"train.fit_times", "2"},
                                              {"train.stop_when_fitted", "true"},
                                              {"train.lr", "1e-2"},
                                              {"evaluate.lengths", "2"}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        assert_true(config_set(&plan.config, settings[i][0], settings[i][1], &err));
    struct run_record r;
    train_to_end(&plan, NULL, NULL, &r, NULL, 0);
    assert_true(r.fitted && r.steps < 2000 && r.steps == r.fit_step + 25);
    assert_true(r.fit >= 0.95 && r.eval[0].exact >= 40);
    const long early = r.steps;
    run_record_free(&r);
    /* Not before every part that will be left out is, and by the fit since then. */
    snprintf(plan.config.scheme, sizeof plan.config.scheme, "rope+alibi@until=%g", (double)(early + 100) / 2000);
    train_to_end(&plan, NULL, NULL, &r, NULL, 0);
    assert_true(r.steps >= early + 125 && (r.fit_step < 0 || r.fit_step >= early + 100));
    run_record_free(&r);
}

/* Greedy decoding, a token at a time: exact when the whole answer comes out. Positions of a growing sequence stay
 * 0..T-1. */
static bool greedy_exact(struct model *m, const struct batch *b, int s, int V) {
    static int token[64], row[64], target[64];
    static double position[64];
    static real logits[64 * 64];
    int T = b->answer_row[0] + 1 - b->start[s], k = 0;
    while (k < b->answers && b->answer_row[k] < b->start[s]) k++;
    T = b->answer_row[k] + 1 - b->start[s];
    memcpy(token, b->token + b->start[s], sizeof(int) * (size_t)T);
    for (; k < b->answers && b->answer_row[k] < b->start[s + 1]; k++, T++) {
        const int start[] = {0, T};
        for (int t = 0; t < T; t++) position[t] = t;
        row[0] = T - 1;
        struct batch one = {.sequences = 1,
                            .rows = T,
                            .answers = 1,
                            .start = start,
                            .token = token,
                            .position = position,
                            .answer_row = row,
                            .target = target};
        model_logits(m, &one, logits);
        int best = 0;
        for (int v = 1; v < V; v++)
            if (logits[v] > logits[best]) best = v;
        if (best != b->target[k]) return false;
        token[T] = best;
    }
    return true;
}

static void evaluation_counts(void **state) {
    (void)state;
    struct run_plan plan = small_plan("rope", "copy(symbols=12)");
    struct error err;
    assert_true(config_set(&plan.config, "train.steps", "400", &err) &&
                config_set(&plan.config, "train.longest", "4", &err) &&
                config_set(&plan.config, "evaluate.lengths", "3,4,6", &err) &&
                config_set(&plan.config, "train.lr", "1e-2", &err));
    char model[] = "/tmp/lexbench-model-XXXXXX";
    close(mkstemp(model));
    struct run_record r;
    train_to_end(&plan, NULL, model, &r, NULL, 0);
    struct task_set choice;
    struct scheme scheme;
    assert_true(task_set_parse(plan.config.task, &choice, &err) && scheme_parse(plan.config.scheme, &scheme, &err));
    const int V = task_set_vocabulary(&choice);
    struct model *m = model_new(&plan.config.model, &scheme, V, train_tokens(&plan.config, &choice), 1, &err);
    struct safetensors file;
    assert_true(safetensors_read(model, &file, &err));
    assert_true(checkpoint_load(&file, m, false, &err));
    safetensors_free(&file);
    long some = 0, none = 0;
    for (int e = 0; e < 3; e++) {
        const int n = (int)r.eval[e].length;
        struct batch_maker *maker = batch_maker_new(&plan.config, &choice, &scheme, 4096);
        int made;
        const struct batch *b = batch_test(maker, 0, n, 0, 50, &made);
        assert_int_equal(made, 50);
        long greedy = 0;
        model_reserve(m, false, 64, 64);
        for (int s = 0; s < made; s++) greedy += greedy_exact(m, b, s, V);
        assert_int_equal(greedy, r.eval[e].exact);
        some += greedy;
        none += made - greedy;
        assert_int_equal(r.eval[e].answers, 50 * (n + 1));
        long by_position = 0;
        for (int k = 0; k < r.eval[e].n_position; k++) by_position += r.eval[e].position_right[k];
        assert_int_equal(by_position, r.eval[e].answers_right);
        assert_true(r.eval[e].exact_no_eos >= r.eval[e].exact);
        batch_maker_free(maker);
    }
    assert_true(some > 0 && none > 0); /* the equality was put to the test on both sides */
    model_free(m);
    run_record_free(&r);
    unlink(model);
}

/* Longest training sequence: 2 * 6 + 2 tokens or so; what lies beyond is named, and nothing else. */
static void untrained_parts_are_named(void **state) {
    (void)state;
    struct run_plan plan = small_plan("t5+learned(rows=40)+shaw(k=4)", "copy(symbols=12)");
    struct run_hooks hooks = {0};
    struct run_record record;
    struct error err;
    assert_int_equal(run_plan(&plan, &hooks, &record, &err), RUN_END_COMPLETE);
    char wanted[128];
    const long tokens = record.train_tokens;
    assert_true(tokens > 5 && tokens < 16);
    snprintf(wanted, sizeof wanted, "scheme.t5.bias: columns %ld-31 of 32; scheme.learned.table: rows %ld-39 of 40",
             tokens, tokens);
    assert_string_equal(record.untrained, wanted);
    run_record_free(&record);
    plan = small_plan("t5(buckets=4,max_distance=5)+alibi-learned+sinusoidal", "copy(symbols=12)");
    assert_int_equal(run_plan(&plan, &hooks, &record, &err), RUN_END_COMPLETE);
    assert_string_equal(record.untrained, "");
    run_record_free(&record);
}

/* What guessers reach on the very examples that the model was judged by, and the loss by place. */
static void guesses_beside_the_model(void **state) {
    (void)state;
    struct run_record r;
    struct run_plan plan = small_plan("nope", "copy(symbols=12)");
    train_to_end(&plan, NULL, NULL, &r, NULL, 0);
    assert_int_equal(r.n_parts, 1);
    assert_string_equal(r.part[0].metric, "exact");
    assert_true(r.part[0].fit == r.fit && r.part[0].fitted == r.fitted);
    for (int i = 0; i < r.n_eval; i++) {
        const struct guess *g = r.eval[i].guess;
        assert_int_equal(r.eval[i].n_guess, 3);
        assert_string_equal(g[2].name, "copy");
        assert_true(g[2].exact == 1 && g[2].token == 1 && isnan(g[2].loss));
        assert_true(g[0].exact == 0 && g[0].token < 0.3 && g[0].loss > 0.9 * log(12) && g[0].loss <= log(12));
        assert_int_equal(r.eval[i].n_bins, 0);
    }
    run_record_free(&r);
    plan = small_plan("nope", "markov(symbols=4)");
    train_to_end(&plan, NULL, NULL, &r, NULL, 0);
    assert_string_equal(r.part[0].metric, "loss");
    for (int i = 0; i < r.n_eval; i++) {
        const struct eval_row *e = &r.eval[i];
        double sum = 0;
        long seen = 0;
        assert_string_equal(e->guess[3].name, "optimum");
        assert_true(e->guess[3].loss > 0 && e->guess[3].loss < e->guess[0].loss && isnan(e->guess[3].token));
        assert_true(e->guess[2].token == 0); /* what is asked for has not been read yet */
        for (int b = 0; b < e->n_bins; b++) sum += e->bin_loss[b], seen += e->bin_seen[b];
        assert_true(seen == e->answers && fabs(sum / (double)seen - e->loss) < 1e-9);
    }
    run_record_free(&r);
}

/* Stored runs are found by their ids: a new setting must not change the text of those that do not use it. */
static void ids_stay(void **state) {
    (void)state;
    struct suite suite;
    struct error err;
    if (!suite_load("suites/quickstart.yaml", NULL, 0, &suite, &err)) fail_msg("%s", err.text);
    assert_string_equal(suite.plan[0].id, "4fd94c627f81d7f10cde18cd83db2915c1b3151313ce1c7d6e972c61eecf4682");
    suite_free(&suite);
    assert_string_equal(small_plan("rope+random(max=64)", "sort(kind=duplicates)").id,
                        "8adf3f61ae99aee5ca5af10584f47dadfe66522f31cbef4acf4af65687d33df1");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(configuration_round_trip),
                                       cmocka_unit_test(untrained_parts_are_named),
                                       cmocka_unit_test(multiples_become_lengths),
                                       cmocka_unit_test(a_model_that_sees_all_needs_hidden_answers),
                                       cmocka_unit_test(schedules),
                                       cmocka_unit_test(suite_expands),
                                       cmocka_unit_test(tasks_have_schemes_of_their_own),
                                       cmocka_unit_test(batches),
                                       cmocka_unit_test(places_of_the_task),
                                       cmocka_unit_test(interruptions_change_nothing),
                                       cmocka_unit_test(a_part_is_left_out_in_training),
                                       cmocka_unit_test(damaged_checkpoints_fall_back),
                                       cmocka_unit_test(evaluation_goes_on),
                                       cmocka_unit_test(divergence_is_a_result),
                                       cmocka_unit_test(stop_rule),
                                       cmocka_unit_test(evaluation_counts),
                                       cmocka_unit_test(guesses_beside_the_model),
                                       cmocka_unit_test(ids_stay),
                                       cmocka_unit_test(mixture_is_recorded),
                                       cmocka_unit_test(tasks_together),
                                       cmocka_unit_test(tasks_together_interrupted),
                                       cmocka_unit_test(attention_by_distance),
                                       cmocka_unit_test(younger_settings_are_written_when_used),
                                       cmocka_unit_test(offsets_shift_training_only),
                                       cmocka_unit_test(a_fixed_set_repeats),
                                       cmocka_unit_test(packing),
                                       cmocka_unit_test(biased_lengths)};
    return cmocka_run_group_tests_name("run", tests, NULL, NULL);
}
