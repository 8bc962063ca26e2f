/* How examples are shown in training, several tasks together, and what is measured besides accuracy. */
#include "encoders/atom/positions.h"
#include "run/locality.h"
#include "tests/fixture_run.h"

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
    open_drawing(&d, "nope", "train.offset=0 train.pack=1 train.pack_as=masked train.examples=0");
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

static struct view seen_view;
static void see(const struct view *view, struct rng *rng, int T, double *position) {
    (void)rng, (void)T, (void)position;
    seen_view = *view;
}

/* What encoder.h says that every hook may know, hooks of positions know too. */
static void positions_know_the_model(void **state) {
    (void)state;
    static const struct positions_atom map = {.map = see};
    static const struct encoder watcher = {.name = "watcher", .positions = &map};
    struct scheme watching = {.n = 1, .part = {{.encoder = &watcher, .layers = ~(uint64_t)0, .heads = 4}}};
    struct drawing d;
    int made;
    open_drawing(
        &d, "nope",
        "model.layers=3 model.heads=4 model.width=24 model.mlp=2 model.causal=false task=copy(answer=slots) seed=9");
    batch_maker_free(d.maker);
    d.maker = batch_maker_new(&d.plan.config, &d.choice, &watching, train_rows(&d.plan.config, &d.choice));
    batch_train(d.maker, 7);
    const struct view *v = &seen_view;
    assert_true(v->layer == -1 && v->layers == 3 && v->heads == 1 && v->head_size == 6 && v->width == 24);
    assert_true(v->hidden == 48 && !v->causal && v->seed == 9 && v->step == 7 && !v->evaluating && v->hint);
    assert_int_equal(v->train_length, train_tokens(&d.plan.config, &d.choice));
    const struct batch *b = batch_test(d.maker, 0, 2, 0, 1, &made);
    assert_true(v->evaluating && v->length == b->rows && v->seed == 9);
    batch_maker_free(d.maker);
}

static void offsets_shift_training_only(void **state) {
    (void)state;
    struct drawing plain, moved;
    int made, seen = 0;
    open_drawing(&plain, "learned", "seed=1");
    open_drawing(&moved, "learned", "train.offset=5");
    const struct exposure exposure = train_exposure(&moved.plan.config, &moved.choice);
    assert_true(exposure.tokens == 14 && exposure.offset == 5);
    assert_int_equal(scheme_train_places(&moved.scheme, exposure), 5 + 14);
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
                                train_exposure(&d->plan.config, &d->choice), 1, &err);
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

/* Shares by hand, and of a model: a window of 4 looks at nothing else, no positions at everything alike. */
static void attention_by_distance(void **state) {
    (void)state;
    enum { T = 40 };
    static real w[2 * T];
    double bin[LOCALITY_BINS] = {0}, near = 0;
    long far = 0;
    const int row[] = {2, 39};
    for (int j = 0; j < 3; j++) w[j] = 2;        /* row 2: distances 2, 1, 0 */
    w[T + 39] = 1, w[T + 38] = 1, w[T + 19] = 2; /* row 39: distances 0, 1, 20 */
    assert_int_equal(locality_sum(w, 1, 2, T, row, bin, &near, &far), 2);
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
    assert_non_null(strstr(err.text, "occurs twice"));
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
        assert_true(calm.eval[i].loss_sum == disturbed.eval[i].loss_sum && calm.eval[i].part == disturbed.eval[i].part);
    run_record_free(&calm);
    run_record_free(&disturbed);
    checkpoint_drop(checkpoint);
    rmdir(dir);
    mem_free(checkpoint);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(younger_settings_are_written_when_used),
                                       cmocka_unit_test(positions_know_the_model),
                                       cmocka_unit_test(offsets_shift_training_only),
                                       cmocka_unit_test(a_fixed_set_repeats),
                                       cmocka_unit_test(packing),
                                       cmocka_unit_test(biased_lengths),
                                       cmocka_unit_test(tasks_together),
                                       cmocka_unit_test(tasks_together_interrupted),
                                       cmocka_unit_test(mixture_is_recorded),
                                       cmocka_unit_test(attention_by_distance)};
    return cmocka_run_group_tests_name("protocols", tests, NULL, NULL);
}
