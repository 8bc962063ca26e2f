/* The examples that are written out are those that a run is given: every batch that reaches the model, in training, in
 * the measurement of the fit and in the evaluation, is caught at the model's door (--wrap, Makefile) and compared. */
#include "run/examples.h"
#include "tests/fixture_run.h"

/* ---- what reaches the model ---- */

/* An example as text: tokens, then position:answer of what is asked. */
struct catch {
    struct text training, evaluated;
    long batches; /* of evaluations */
}
caught;

static void add_row(struct text *out, const int *token, const double *position, int T) {
    for (int t = 0; t < T; t++) text_add(out, "%d@%g ", token[t], position[t]);
}

/* Every sequence of a batch, a line each. */
static void add_batch(const struct batch *b, struct text *out) {
    for (int s = 0, k = 0; s < b->sequences; s++) {
        const int first = b->start[s], T = b->start[s + 1] - first;
        add_row(out, b->token + first, b->position + first, T);
        for (; k < b->answers && b->answer_row[k] < first + T; k++)
            text_add(out, "%d:%d ", b->answer_row[k] - first, b->target[k]);
        text_add(out, "\n");
    }
}

void __real_model_train_step(struct model *model, const struct batch *batch, const struct optimiser_config *optimiser,
                             double lr, long step, struct step_report *report);
void __wrap_model_train_step(struct model *model, const struct batch *batch, const struct optimiser_config *optimiser,
                             double lr, long step, struct step_report *report);
void __wrap_model_train_step(struct model *model, const struct batch *batch, const struct optimiser_config *optimiser,
                             double lr, long step, struct step_report *report) {
    add_batch(batch, &caught.training);
    __real_model_train_step(model, batch, optimiser, lr, step, report);
}

void __real_model_evaluate(struct model *model, const struct batch *batch, struct answer *out);
void __wrap_model_evaluate(struct model *model, const struct batch *batch, struct answer *out);
void __wrap_model_evaluate(struct model *model, const struct batch *batch, struct answer *out) {
    add_batch(batch, &caught.evaluated);
    caught.batches++;
    __real_model_evaluate(model, batch, out);
}

/* ---- what is written out ---- */

static void add_range(const struct run_config *config, struct example_range range, struct text *out) {
    struct error err;
    struct example_view e;
    struct example_reader *reader = example_reader_new(config, &range, &err);
    if (!reader) fail_msg("%s", err.text);
    for (long i = 0; example_next(reader, &e); i++) {
        if (range.split != SPLIT_TRAIN) assert_int_equal(e.id, range.first + i);
        add_row(out, e.token, e.position, e.T);
        for (int k = 0; k < e.answers; k++) text_add(out, "%d:%d ", e.scored[k], e.answer[k]);
        text_add(out, "\n");
    }
    example_reader_free(reader);
}

/* Settings "key=value key=value" on top of a small plan. */
static struct run_plan plan_of(const char *scheme, const char *task, const char *settings) {
    struct run_plan plan = small_plan(scheme, task);
    struct error err;
    char list[256], *rest = list;
    snprintf(list, sizeof list, "%s", settings);
    for (char *word; (word = strsep(&rest, " ")) != NULL;) {
        char *value = strchr(word, '=');
        *value++ = '\0';
        if (!config_set(&plan.config, word, value, &err)) fail_msg("%s", err.text);
    }
    if (!config_resolve(&plan.config, &err)) fail_msg("%s", err.text);
    identify(&plan);
    return plan;
}

/* Lines of `wanted` are the first of `text`, and *text moves behind them. */
static void assert_begins(const char **text, const struct text *wanted) {
    assert_true(wanted->size > 0);
    if (strncmp(*text, text_of(wanted), wanted->size) != 0)
        fail_msg("given %.300s\nwritten %.300s", *text, text_of(wanted));
    *text += wanted->size;
}

static void compare_run(const struct run_plan *plan) {
    struct run_record record;
    struct error err;
    struct text out = {0};
    const struct train_config *t = &plan->config.train;
    struct task_set set;
    caught = (struct catch){0};
    assert_true(task_set_parse(plan->config.task, &set, &err));
    if (run_plan(plan, &(struct run_hooks){0}, &record, &err) != RUN_END_COMPLETE) fail_msg("%s", err.text);
    add_range(&plan->config, (struct example_range){.split = SPLIT_TRAIN, .count = t->steps}, &out);
    assert_string_equal(text_of(&caught.training), text_of(&out));
    const char *given = text_of(&caught.evaluated);
    for (long step = t->fit_every; step <= t->steps; step += t->fit_every) {
        text_clear(&out);
        add_range(&plan->config, (struct example_range){.split = SPLIT_FIT, .count = t->fit_examples}, &out);
        assert_begins(&given, &out);
    }
    /* Blocks of an evaluation are whole even where fewer examples count: those beyond are passed over. */
    for (int part = 0; part < set.n; part++)
        for (int k = 0; k < plan->config.eval.lengths.n; k++) {
            struct example_range range = {
                .split = SPLIT_TEST, .part = part, .n = (int)plan->config.eval.lengths.value[k], .count = 50};
            text_clear(&out);
            add_range(&plan->config, range, &out);
            assert_begins(&given, &out);
            range.first = 50, range.count = 10000;
            text_clear(&out);
            add_range(&plan->config, range, &out);
            for (const char *more = text_of(&out); strncmp(given, more, strcspn(more, "\n") + 1) == 0;) {
                given += strcspn(given, "\n") + 1;
                more += strcspn(more, "\n") + 1;
            }
        }
    assert_string_equal(given, "");
    run_record_free(&record);
    text_free(&out);
    text_free(&caught.training);
    text_free(&caught.evaluated);
}

static void examples_are_those_of_a_run(void **state) {
    (void)state;
    static const char *const run[][3] = {
        {"alibi", "copy(symbols=12)", "seed=3"},
        {"rope", "sort(symbols=12)", "train.score_eos=false seed=0"},
        {"learned", "copy(symbols=12)", "train.offset=7 train.examples=9"},
        {"random(max=64)", "copy(symbols=12,answer=slots)", "train.pack=2"},
        {"nope", "copy(symbols=12)+sort(symbols=12)", "train.lengths=list train.length_list=2,5"},
    };
    for (size_t i = 0; i < sizeof run / sizeof *run; i++) {
        const struct run_plan plan = plan_of(run[i][0], run[i][1], run[i][2]);
        compare_run(&plan);
    }
}

/* ---- keys and ranges ---- */

static void read_one(const struct run_config *config, struct example_range range, struct text *line,
                     char key[EXAMPLE_KEY_SIZE]) {
    struct error err;
    struct example_view e;
    struct example_reader *reader = example_reader_new(config, &range, &err);
    assert_true(reader && example_next(reader, &e));
    text_clear(line);
    example_json(&e, 1, 20, line);
    memcpy(key, e.key, EXAMPLE_KEY_SIZE);
    example_reader_free(reader);
}

static void a_range_begins_where_it_is_told(void **state) {
    (void)state;
    const struct run_plan plan = plan_of("nope", "copy(symbols=12)", "seed=1");
    for (int split = 0; split < SPLITS; split++) {
        struct example_range all = {.split = (enum split)split, .n = 4, .count = 30}, later = all;
        struct text a = {0}, b = {0};
        later.first = 11, later.count = 19;
        add_range(&plan.config, all, &a);
        add_range(&plan.config, later, &b);
        assert_true(b.size > 0 && b.size < a.size);
        assert_string_equal(text_of(&a) + a.size - b.size, text_of(&b));
        text_free(&a);
        text_free(&b);
    }
}

/* Two examples that are equal in their tokens alone are not the same example. */
static void a_key_says_which_example(void **state) {
    (void)state;
    static const char *const other[][2] = {
        {"copy(symbols=12)", "seed=2"}, {"copy(symbols=13)", "seed=1"}, {"copy(symbols=12)", "train.score_eos=false"}};
    const struct example_range range = {.split = SPLIT_TEST, .n = 1, .count = 1};
    struct run_plan plan = plan_of("nope", "copy(symbols=12)", "seed=1");
    char key[EXAMPLE_KEY_SIZE], again[EXAMPLE_KEY_SIZE];
    struct text line = {0};
    read_one(&plan.config, range, &line, key);
    assert_int_equal(strspn(key, "0123456789abcdef"), EXAMPLE_KEY_SIZE - 1);
    plan = plan_of("rope", "copy(symbols=12)", "train.lr=0.5 model.layers=1 train.longest=9");
    read_one(&plan.config, range, &line, again);
    assert_string_equal(key, again);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        plan = plan_of("nope", other[i][0], other[i][1]);
        read_one(&plan.config, range, &line, again);
        assert_string_not_equal(key, again);
    }
    text_free(&line);
}

static void a_line_has_what_the_page_says(void **state) {
    (void)state;
    struct run_plan plan = plan_of("nope", "copy(symbols=12)", "seed=1");
    const struct example_range range = {.split = SPLIT_TRAIN, .first = 5, .count = 1};
    struct text line = {0}, wanted = {0};
    struct example_view e;
    struct error err;
    char key[EXAMPLE_KEY_SIZE];
    struct example_reader *reader = example_reader_new(&plan.config, &range, &err);
    assert_true(reader && example_next(reader, &e));
    text_add(&wanted,
             "{\"id\":40,\"split\":\"train\",\"length\":%d,\"key\":\"%s\",\"step\":5,\"vocabulary\":16,\"tokens\":[",
             e.n, e.key);
    for (int t = 0; t < e.T; t++) text_add(&wanted, t ? ",%d" : "%d", e.token[t]);
    text_add(&wanted, "],\"answer_from\":%d,\"answer\":[", e.n + 2);
    for (int k = 0; k < e.n; k++) text_add(&wanted, "%d,", e.token[1 + k]);
    text_add(&wanted, "%d],\"scored\":[", TOKEN_EOS);
    for (int k = 0; k <= e.n; k++) text_add(&wanted, k ? ",%d" : "%d", e.n + 1 + k);
    text_add(&wanted, "]}\n");
    example_json(&e, 1, 16, &line);
    assert_string_equal(text_of(&line), text_of(&wanted));
    example_reader_free(reader);
    plan = plan_of("nope", "copy(symbols=12)", "train.offset=400");
    read_one(&plan.config, range, &line, key);
    assert_non_null(strstr(text_of(&line), ",\"positions\":["));
    plan = plan_of("nope", "copy(symbols=12)", "train.pack=2 train.pack_as=open");
    assert_null(example_reader_new(&plan.config, &range, &err));
    assert_non_null(strstr(err.text, "train.pack_as"));
    text_free(&line);
    text_free(&wanted);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_are_those_of_a_run), cmocka_unit_test(a_range_begins_where_it_is_told),
        cmocka_unit_test(a_key_says_which_example), cmocka_unit_test(a_line_has_what_the_page_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
