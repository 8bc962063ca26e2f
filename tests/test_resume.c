/* A run that is stopped after every other step, and after every batch of its evaluation, ends with the bits of one that
 * was left alone: under every way of showing examples, and every scheme that says where tokens stand. (Real kills: the
 * slower tests/faults.)
 */
#include "tests/fixture_battery.h"
#include "tests/fixture_run.h"

/* Settings "key=value ..." on top of the small plan. */
static struct run_plan plan_of(const char *scheme, const char *task, const char *settings) {
    struct run_plan plan = small_plan(scheme, task);
    struct error err;
    struct text text = {0};
    char list[256], *rest = list;
    static const char *const always[][2] = {{"train.steps", "10"},        {"train.batch", "2"},
                                            {"train.fit_every", "5"},     {"train.fit_examples", "5"},
                                            {"evaluate.lengths", "3,12"}, {"evaluate.examples", "20"}};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        assert_true(config_set(&plan.config, always[i][0], always[i][1], &err));
    snprintf(list, sizeof list, "%s", settings);
    for (char *word; (word = strsep(&rest, " ")) != NULL;) {
        char *value = strchr(word, '=');
        if (!value) continue;
        *value++ = '\0';
        if (!config_set(&plan.config, word, value, &err)) fail_msg("%s", err.text);
    }
    assert_true(config_set(&plan.config, "scheme", scheme, &err));
    if (!config_resolve(&plan.config, &err)) fail_msg("%s under %s: %s", scheme, settings, err.text);
    plan_write(&plan, &text);
    assert_true(plan_read(text_of(&text), &plan, &err));
    text_free(&text);
    return plan;
}

static bool same_bytes(const char *a, const char *b) {
    char *bytes[2];
    size_t size[2];
    struct error err;
    const char *path[] = {a, b};
    for (int i = 0; i < 2; i++)
        if (!file_read(path[i], 1 << 24, &bytes[i], &size[i], &err)) fail_msg("%s", err.text);
    const bool same = size[0] == size[1] && memcmp(bytes[0], bytes[1], size[0]) == 0;
    mem_free(bytes[0]), mem_free(bytes[1]);
    return same;
}

static bool same_results(const struct run_record *a, const struct run_record *b) {
    bool same = a->steps == b->steps && a->fit == b->fit && a->n_curve == b->n_curve && a->n_eval == b->n_eval;
    for (int i = 0; same && i < a->n_curve; i++) same = a->curve[i].loss == b->curve[i].loss;
    for (int i = 0; same && i < a->n_eval; i++)
        same = a->eval[i].loss_sum == b->eval[i].loss_sum && a->eval[i].exact == b->eval[i].exact;
    return same;
}

/* 1 when the disturbed run came out otherwise. */
static int disturbed(const char *dir, const char *scheme, const char *task, const char *settings) {
    long every[40];
    char *checkpoint = path_join(dir, "c"), *a = path_join(dir, "a"), *b = path_join(dir, "b");
    const struct run_plan plan = plan_of(scheme, task, settings);
    struct run_record calm, stopped;
    for (int i = 0; i < 40; i++) every[i] = i < 5 ? 2 : 0;
    train_to_end(&plan, NULL, a, &calm, NULL, 0);
    train_to_end(&plan, checkpoint, b, &stopped, every, 40);
    assert_true(calm.steps == 10 && stopped.attempt > 5);
    const bool same = same_results(&calm, &stopped) && same_bytes(a, b);
    if (!same) printf("%s on %s with '%s' is another run when it is stopped\n", scheme, task, settings);
    run_record_free(&calm);
    run_record_free(&stopped);
    checkpoint_drop(checkpoint);
    assert_true(unlink(a) == 0 && unlink(b) == 0);
    mem_free(checkpoint), mem_free(a), mem_free(b);
    return !same;
}

static const char *const protocols[] = {"",
                                        "train.offset=20",
                                        "train.offset=5000",
                                        "train.pack=3",
                                        "train.pack=2 train.pack_as=open train.offset=9",
                                        "train.examples=3"};
enum { PROTOCOLS = sizeof protocols / sizeof *protocols };

static const char MAPPED_TASK[] = "copy(symbols=12)", TASKS[] = "copy(symbols=12)+reverse(symbols=12)";

static int under_every_protocol(const char *dir, const char *scheme) {
    int bad = disturbed(dir, scheme, TASKS, "train.offset=20");
    for (int i = 0; i < PROTOCOLS; i++) bad += disturbed(dir, scheme, MAPPED_TASK, protocols[i]);
    return bad;
}

static void in_a_folder(int (*all_of)(const char *dir)) {
    char dir[] = "/tmp/lexbench-resume-XXXXXX";
    assert_non_null(mkdtemp(dir));
    const int bad = all_of(dir);
    assert_int_equal(rmdir(dir), 0);
    assert_int_equal(bad, 0);
}

static int maps(const char *dir) {
    int bad = 0;
    for (int i = 0; encoder_list[i]; i++) {
        char expression[128];
        if (!encoder_list[i]->positions && !encoder_list[i]->numbers) continue;
        expression_of(encoder_list[i], expression);
        bad += under_every_protocol(dir, expression);
    }
    return bad;
}

static void every_map_under_every_protocol(void **state) {
    (void)state;
    in_a_folder(maps);
}

static int schemes(const char *dir) {
    int bad = 0;
    for (int i = 0; encoder_list[i]; i++) {
        char expression[128];
        expression_of(encoder_list[i], expression);
        bad += disturbed(dir, expression, MAPPED_TASK, "train.offset=20");
    }
    return bad;
}

static void every_scheme_under_an_offset(void **state) {
    (void)state;
    in_a_folder(schemes);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_map_under_every_protocol),
                                       cmocka_unit_test(every_scheme_under_an_offset)};
    return cmocka_run_group_tests_name("resume", tests, NULL, NULL);
}
