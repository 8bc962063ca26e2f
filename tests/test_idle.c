/* Settings that do nothing beside others (run/idle.h): every row of the table is tried by a training. Where a setting
 * is said to do nothing, another value makes the same numbers, and it is left out; where it counts, it stays. */
#include "run/idle.h"
#include "tests/fixture_run.h"

static const char BOOK[] = "text(file=book.txt)";

struct trial {
    const char *key, *value; /* not its default */
    const char *task, *idle,
        *counting; /* "key=value key=value": beside these it does nothing, beside those it counts */
};
static const struct trial trials[] = {
    {"model.activation", "relu", NULL, "model.mlp=0", ""},
    {"model.loops_by", "drawn", NULL, "model.loops=3 model.loops_from=3", "model.loops=3"},
    {"model.loops_from", "2", NULL, "model.loops=3", "model.loops=3 model.loops_by=drawn"},
    {"model.grad_loops", "2", NULL, "", "model.loops=3"},
    {"model.grad_loops", "3", NULL, "model.loops=3 model.loops_by=length", "model.loops=4"},
    {"model.rounding_in", "evaluation", NULL, "", "model.rounding=scores"},
    {"train.lr_floor", "0.5", NULL, "train.schedule=constant", "train.schedule=cosine"},
    {"train.lr_floor", "0.5", NULL, "train.warmup=40", "train.warmup=39"},
    {"train.schedule", "cosine", NULL, "train.warmup=50", ""},
    {"train.shortest", "3", NULL, "train.lengths=fixed", "train.lengths=biased"},
    {"train.longest", "4", NULL, "train.lengths=list train.length_list=[2,5]", ""},
    {"train.length_list", "2,4", NULL, "", "train.lengths=list"},
    {"train.pack_as", "open", NULL, "", "train.pack=2"},
    {"train.fit_loss", "1.5", NULL, "", NULL},
    {"train.fit_level", "0.1", BOOK, "", "train.fit_loss=1.5"},
    {"train.fit_times", "2", BOOK, "", "train.fit_loss=1.5"},
    {"train.stop_when_fitted", "true", BOOK, "train.fit_level=0", "train.fit_loss=1.5"},
    {"train.stop_when_fitted", "true", NULL, "train.fit_level=0 train.fit_every=40", "train.fit_every=39"},
};
enum { TRIALS = sizeof trials / sizeof *trials };

static void set(struct run_config *c, const char *settings) {
    char list[256], *rest = list;
    struct error err;
    snprintf(list, sizeof list, "%s", settings);
    for (char *word; (word = strsep(&rest, " ")) != NULL;) {
        char *value = strchr(word, '=');
        if (!value) continue;
        *value++ = '\0';
        if (!config_set(c, word, value, &err)) fail_msg("%s", err.text);
    }
}

/* A plan that is not resolved, beside the settings; key: NULL: without it. */
static struct run_plan plan_beside(const struct trial *t, const char *settings, const char *key) {
    struct run_plan plan = small_plan("nope", t->task ? t->task : "copy(symbols=12)");
    struct error err;
    set(&plan.config, settings);
    if (key && !config_set(&plan.config, key, t->value, &err)) fail_msg("%s", err.text);
    return plan;
}

static void leave_out_idle(struct run_config *c) {
    struct task_set set;
    assert_true(task_set_parse(c->task, &set, NULL));
    config_leave_out(c, idle_settings(c, &set));
}

static void resolve(struct run_plan *plan) {
    struct error err;
    if (!config_resolve(&plan->config, &err)) fail_msg("%s", err.text);
    identify(plan);
}

static void expect_same_numbers(const struct trial *t) {
    struct run_record r[2];
    for (int i = 0; i < 2; i++) {
        struct run_plan plan = plan_beside(t, t->idle, i ? t->key : NULL);
        resolve(&plan);
        train_to_end(&plan, NULL, NULL, &r[i], NULL, 0);
    }
    bool same = r[0].n_curve == r[1].n_curve && r[0].n_eval == r[1].n_eval && r[0].fitted == r[1].fitted;
    for (int i = 0; same && i < r[0].n_curve; i++) same = r[0].curve[i].loss == r[1].curve[i].loss;
    for (int i = 0; same && i < r[0].n_eval; i++) same = r[0].eval[i].loss_sum == r[1].eval[i].loss_sum;
    if (!same) fail_msg("%s=%s beside '%s' does something", t->key, t->value, t->idle);
    run_record_free(&r[0]);
    run_record_free(&r[1]);
}

static void expect_left_out(const struct trial *t) {
    struct run_plan with = plan_beside(t, t->idle, t->key), without = plan_beside(t, t->idle, NULL);
    leave_out_idle(&with.config);
    assert_non_null(idle_value(&with.config, t->key));
    leave_out_idle(&without.config);
    resolve(&with);
    resolve(&without);
    if (strcmp(with.id, without.id) != 0) fail_msg("%s=%s beside '%s' makes another run", t->key, t->value, t->idle);
}

static void expect_kept(const struct trial *t) {
    struct run_plan plan = plan_beside(t, t->counting, t->key);
    leave_out_idle(&plan.config);
    if (idle_value(&plan.config, t->key)) fail_msg("%s=%s beside '%s' is left out", t->key, t->value, t->counting);
    assert_false(config_has_default(&plan.config, t->key));
}

static void settings_that_do_nothing_are_no_part_of_a_run(void **state) {
    (void)state;
    for (const struct trial *t = trials; t < trials + TRIALS; t++) {
        expect_same_numbers(t);
        expect_left_out(t);
        if (t->counting) expect_kept(t);
    }
    const struct trial fit_loss = {"train.fit_loss", "1.5", BOOK, NULL, ""};
    expect_kept(&fit_loss);
}

static void every_row_was_tried(void **state) {
    (void)state;
    for (int k = 0; idle_key(k); k++) {
        bool tried = false;
        for (const struct trial *t = trials; t < trials + TRIALS; t++) tried |= strcmp(t->key, idle_key(k)) == 0;
        if (!tried) fail_msg("nothing tries %s", idle_key(k));
    }
}

/* A suite's grid has each of its runs once, and two entries that are the same run are refused with the reason. */
static void grids_have_each_run_once(void **state) {
    (void)state;
    static const char grid[] =
        "model: {layers: 1, width: 16, heads: 2}\ntrain: {steps: 4}\nschemes: [nope]\ntasks: [copy]\n"
        "grid: {model.grad_loops: [4, 0, 2], model.loops: [1, 8]}\n";
    static const char *const labels[] = {"nope, grad_loops=0, loops=1", "nope, grad_loops=4, loops=8",
                                         "nope, grad_loops=0, loops=8", "nope, grad_loops=2, loops=8"};
    struct suite suite;
    struct error err;
    if (!load_text(grid, NULL, &suite, &err)) fail_msg("%s", err.text);
    assert_int_equal(suite.n, 4);
    assert_int_equal(suite.n_alike, 2);
    for (int i = 0; i < 4; i++) assert_string_equal(suite.plan[i].label, labels[i]);
    suite_free(&suite);
    assert_false(load_text("train: {steps: 4}\ntasks: [copy]\n"
                           "schemes: [nope, {scheme: nope, label: mine, model: {grad_loops: 2}}]\n",
                           NULL, &suite, &err));
    assert_non_null(strstr(err.text,
                           ":3:17: the suite has this run twice (as 'nope' and 'mine'): model.grad_loops does "
                           "nothing there, since it counts where it is below model.loops"));
}

static void expect_arms(const char *file, const char *schemes, int n, const char *const *labels) {
    static const char head[] = "model: {layers: 1, width: 16, heads: 2}\ntrain: {steps: 4, longest: 4}\n"
                               "evaluate: {multiples: [1], examples: 10}\ntasks: [copy]\n";
    char text[1024];
    struct suite suite;
    struct error err;
    snprintf(text, sizeof text, "%s%s", head, file);
    if (!load_text(text, schemes, &suite, &err)) fail_msg("%s, %s: %s", file, schemes, err.text);
    if (suite.n != n) fail_msg("%s, %s: %d arms, not %d", file, schemes, suite.n, n);
    for (int i = 0; labels && i < n; i++) assert_string_equal(suite.plan[i].label, labels[i]);
    suite_free(&suite);
}

/* What does nothing beside one of the values to choose from and something beside another is part of the runs, whichever
 * comes first. */
static void choices_are_looked_at_whole(void **state) {
    (void)state;
    static const char *const grids[][2] = {
        {"grid: {model.grad_loops: [0, 2]}\n", "model.loops: [1, 4]"},
        {"grid: {model.grad_loops: [0, 2]}\n", "model.loops: [4, 1]"},
        {"grid: {train.lr_floor: [0, 0.1]}\n", "train.schedule: [constant, cosine]"},
    };
    char file[512];
    for (size_t k = 0; k < sizeof grids / sizeof *grids; k++) {
        snprintf(file, sizeof file, "schemes: [nope]\n%schoose: {%s, by: fit, seeds: [100]}\n", grids[k][0],
                 grids[k][1]);
        expect_arms(file, NULL, 2, NULL);
    }
    expect_arms("schemes: [nope, {scheme: nope, label: mine, model: {grad_loops: 2}}]\n"
                "choose: {model.loops: [1, 4], by: fit, seeds: [100]}\n",
                NULL, 2, NULL);
    /* nothing beside both */
    static const char *const one[] = {"nope, grad_loops=0"};
    expect_arms("schemes: [nope]\ngrid: {model.grad_loops: [4, 6]}\n"
                "choose: {model.loops: [1, 2], by: fit, seeds: [100]}\n",
                NULL, 1, one);
}

/* By the name that it has in tables, and by that of any arm that it stands for. */
static void arms_that_stand_for_others_are_chosen_by_name(void **state) {
    (void)state;
    static const char grid[] = "schemes: [nope, rope]\ngrid: {model.loops: [1, 8], model.grad_loops: [0, 2]}\n",
                      endless[] = "schemes: [nope]\ngrid: {train.schedule: [constant, cosine], train.warmup: [9, 2]}\n";
    static const char *const one[] = {"nope, loops=1, grad_loops=0"}, *const half[] = {"nope, loops=8, grad_loops=0"},
                             *const linear[] = {"nope, schedule=linear, warmup=9"};
    expect_arms(grid, "schemes=nope, loops=1, grad_loops=0", 1, one);
    expect_arms(grid, "schemes=nope, loops=1, grad_loops=2", 1, one);
    expect_arms(grid, "schemes=nope, loops=8, grad_loops=0", 1, half);
    expect_arms(endless, "schemes=nope, schedule=linear, warmup=9", 1, linear);
    expect_arms(endless, "schemes=nope, schedule=cosine, warmup=9", 1, linear);
    static const char *const bad[] = {"schemes=nope, loops=80, grad_loops=0", "schemes=nope, loops=8, grad_loops=22",
                                      "schemes=nope, grad_loops=2, loops=8", "schemes=nope, loops=8"};
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        struct suite suite;
        struct error err;
        if (load_text("tasks: [copy]\nschemes: [nope, rope]\ntrain: {steps: 4}\n"
                      "grid: {model.loops: [1, 8], model.grad_loops: [0, 2]}\n",
                      bad[k], &suite, &err))
            fail_msg("%s was taken", bad[k]);
    }
}

/* An evaluation may be asked for after the training, and make no other run of it. */
static void what_evaluations_may_use_stays(void **state) {
    (void)state;
    const struct trial inject = {"model.inject", "none", NULL, NULL, ""};
    expect_kept(&inject);
    struct run_plan plan[2];
    for (int i = 0; i < 2; i++) {
        plan[i] = plan_beside(&inject, i ? "evaluate.variants=nope+loops(times=2)" : "", "model.inject");
        leave_out_idle(&plan[i].config);
        resolve(&plan[i]);
    }
    assert_string_equal(plan[0].id, plan[1].id);
}

int main(void) {
    char folder[] = "/tmp/lexbench-idle-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    FILE *book = fopen("book.txt", "w");
    for (int i = 0; i < 4000; i++) fprintf(book, "%d and %d.\n", i % 97, i * i % 31);
    fclose(book);
    const struct CMUnitTest tests[] = {cmocka_unit_test(settings_that_do_nothing_are_no_part_of_a_run),
                                       cmocka_unit_test(every_row_was_tried),
                                       cmocka_unit_test(grids_have_each_run_once),
                                       cmocka_unit_test(choices_are_looked_at_whole),
                                       cmocka_unit_test(arms_that_stand_for_others_are_chosen_by_name),
                                       cmocka_unit_test(what_evaluations_may_use_stays)};
    const int failed = cmocka_run_group_tests_name("idle", tests, NULL, NULL);
    unlink("book.txt");
    rmdir(folder);
    return failed;
}
