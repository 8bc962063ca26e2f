/* The run room: configurations and their identity, suites, batches, schedules. */
#include "base/hash.h"
#include "run/destination.h"
#include "run/host.h"
#include "run/record.h"
#include "tests/fixture_run.h"
#include <sys/stat.h>

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

static void what_of_a_machine_is_cut_says_so(void **state) {
    (void)state;
    char out[8];
    host_word("-O2 -g9", out, sizeof out);
    assert_string_equal(out, "-O2 -g9");
    host_word("-O2 -ggdb", out, sizeof out);
    assert_string_equal(out, "-O2 ...");
    struct host_info host;
    host_fill(&host);
    assert_null(strstr(host.flags, "..."));
}

static void processor_of(const char *text, const char *name) {
    char out[64];
    FILE *f = fmemopen((char *)text, strlen(text), "r");
    host_processor(f, out, sizeof out);
    fclose(f);
    assert_string_equal(out, name);
}

static void processors_have_names(void **state) {
    (void)state;
    char out[64];
    processor_of("processor\t: 0\nvendor_id\t: AuthenticAMD\nmodel name\t: AMD EPYC 9654\nmodel name\t: other\n",
                 "AMD EPYC 9654");
    processor_of("processor\t: 0\nBogoMIPS\t: 50.00\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU part\t: "
                 "0xd0c\nCPU revision\t: 1\n",
                 "arm64, implementer 0x41, part 0xd0c");
    processor_of("processor\t: 0\nisa\t: rv64imafdc\n", "unknown");
    host_processor(NULL, out, sizeof out);
    assert_string_equal(out, "unknown");
}

/* A result file of a format to come, as it lies where a newer lexbench left it. */
static void write_newer(const struct run_plan *plan, const char *path) {
    struct run_record record;
    struct error err;
    struct text text = {0};
    char *bytes = NULL, sum[XXH128_HEX];
    size_t size = 0;
    record_begin(plan, &record);
    assert_true(result_file_write(path, &record, &err) && file_read(path, 1 << 20, &bytes, &size, &err));
    const char *rest = strchr(bytes, ',');
    text_add(&text, "{\"format\":99");
    text_bytes(&text, rest, size - XXH128_HEX - (size_t)(rest - bytes));
    xxh128_hex(text_of(&text), text.size, sum);
    text_add(&text, "%s\n", sum);
    assert_true(file_write(path, text_of(&text), text.size, &err));
    text_free(&text);
    mem_free(bytes);
    run_record_free(&record);
}

static void results_of_a_newer_program_stay_where_they_lie(void **state) {
    (void)state;
    char dir[] = "/tmp/lexbench-run-XXXXXX", path[256], database[64], aside[300];
    struct error err;
    struct suite suite = {.name = "s"};
    struct run_plan plan = small_plan("rope", "copy");
    assert_non_null(mkdtemp(dir));
    snprintf(database, sizeof database, "%s/a.db", dir);
    snprintf(path, sizeof path, "%s.work", database);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s.work/spool", database);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s.work/spool/%s.json", database, plan.id);
    write_newer(&plan, path);
    suite.text = mem_text("");
    struct destination *destination = destination_database(database, &suite, &err);
    if (!destination) fail_msg("%s", err.text);
    snprintf(aside, sizeof aside, "%s.damaged", path);
    assert_true(file_exists(path) && !file_exists(aside));
    assert_true(destination_refused(destination, &plan)); /* and its run is left alone */
    destination_close(destination);
    suite_free(&suite);
    dir_remove(dir);
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
    /* Halves go up, though the products of doubles are 14.499999999999998 and 28.499999999999996. */
    config_default(&c);
    assert_true(config_set(&c, "scheme", "nope", &err) && config_set(&c, "task", "copy(symbols=30)", &err) &&
                config_set(&c, "train.longest", "25", &err) &&
                config_set(&c, "evaluate.multiples", "0.58,1.14", &err) && config_resolve(&c, &err));
    assert_int_equal(c.eval.lengths.value[0], 15);
    assert_int_equal(c.eval.lengths.value[1], 29);
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
    assert_true(suite.plan[7].ordinal == 4 * ORDINAL_STEP + 4);
    suite_free(&suite);
    const char *const chosen[] = {"schemes=rope"};
    assert_true(suite_load(path, chosen, 1, &suite, &err));
    assert_int_equal(suite.n, 6);
    assert_true(suite.plan[0].ordinal == 2 * ORDINAL_STEP + 1); /* its place in the file, whatever is chosen */
    suite_free(&suite);
    unlink(path);
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

/* A suite read by arms has the runs that it has as whole. plans: how many are read. */
static void read_by_arms(const char *path, int plans) {
    struct suite whole, arms;
    struct error err;
    if (!suite_load(path, NULL, 0, &whole, &err) || !suite_load_arms(path, NULL, 0, &arms, &err))
        fail_msg("%s", err.text);
    assert_null(whole.run);
    suite_list_runs(&whole);
    suite_list_runs(&arms);
    assert_int_equal(arms.n, plans);
    assert_int_equal(arms.n_runs, whole.n);
    assert_int_equal(whole.n_runs, whole.n);
    for (int i = 0; i < whole.n; i++) {
        const struct run_plan *plan = &whole.plan[i];
        for (int k = 0; k < 2; k++) {
            const struct suite *s = k ? &arms : &whole;
            const struct run_plan *arm = &s->plan[s->run[i].arm];
            assert_string_equal(s->run[i].id, plan->id);
            assert_int_equal(s->run[i].seed, plan->config.seed);
            assert_int_equal(s->run[i].ordinal, plan->ordinal);
            assert_string_equal(arm->label, plan->label);
            assert_string_equal(arm->task_short, plan->task_short);
            assert_int_equal(arm->config.seed, whole.plan[0].config.seed);
        }
    }
    suite_free(&whole);
    suite_free(&arms);
}

static void arms_stand_for_their_runs(void **state) {
    (void)state;
    char path[] = "/tmp/lexbench-suite-XXXXXX";
    const int fd = mkstemp(path);
    static const char text[] = "name: s\ntrain: {steps: 5, longest: 8}\nschemes: [nope, rope]\n"
                               "tasks: [copy, sort]\ngrid: {model.layers: [1, 2]}\nseeds: 1..3\n",
                      choice[] = "choose: {train.lr: [1e-3, 1e-2], by: fit, seeds: [9]}\n";
    assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
    read_by_arms(path, 8);
    assert_int_equal(write(fd, choice, sizeof choice - 1), sizeof choice - 1);
    read_by_arms(path, 24); /* to be chosen of */
    close(fd);
    unlink(path);
}

/* Stored runs are found by their ids: a new setting must not change the text of those that do not use it. What is
 * evaluated is no part of them. */
#define QUICKSTART_ID "092c7390b4be0cce7ad124cdf5f0723da7f639319ac2e3ae5d30d4b8520f35bf"
static void ids_stay(void **state) {
    (void)state;
    struct suite suite;
    struct error err;
    if (!suite_load("suites/quickstart.yaml", NULL, 0, &suite, &err)) fail_msg("%s", err.text);
    assert_string_equal(suite.plan[0].id, QUICKSTART_ID);
    suite_free(&suite);
    const char *other = "evaluate.lengths=7";
    if (!suite_load("suites/quickstart.yaml", &other, 1, &suite, &err)) fail_msg("%s", err.text);
    assert_string_equal(suite.plan[0].id, QUICKSTART_ID);
    suite_free(&suite);
    /* The precision of a training is part of its id unless it is float, that of an evaluation never. */
    static const char *const precision[] = {"train.precision=float", "evaluate.precision=bf16", "train.precision=bf16"};
    for (int i = 0; i < 3; i++) {
        if (!suite_load("suites/quickstart.yaml", &precision[i], 1, &suite, &err)) fail_msg("%s", err.text);
        const bool same = strcmp(suite.plan[0].id, QUICKSTART_ID) == 0;
        if (same != (i < 2)) fail_msg("%s: id %s", precision[i], suite.plan[0].id);
        suite_free(&suite);
    }
    assert_string_equal(small_plan("rope+random(max=64)", "sort(kind=duplicates)").id,
                        "3e804bd4ab016baafb46745dbc4c41953a9f2358b56f9afc4a3396c6ab3b2aa1");
}

/* tests/canonical.txt has the canonical text of schemes and tasks with their defaults, which ids are made of: an option
 * that is added to one of them is OPTION_YOUNGER (base/option.h), or runs that are stored would not be found again.
 * What is placed by @, as hybrids are, is read as it stands there. */
static void defaults_stay(void **state) {
    (void)state;
    char *all, *rest, *line;
    size_t size;
    struct error err;
    int n = 0;
    if (!file_read("tests/canonical.txt", 1 << 20, &all, &size, &err)) fail_msg("%s", err.text);
    for (rest = all; (line = strsep(&rest, "\n")) != NULL && *line; n++) {
        struct text now = {0};
        struct scheme scheme;
        struct task_set set;
        const bool task = strncmp(line, "task ", 5) == 0;
        const char *wanted = strchr(line, ' ') + 1;
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(wanted, "("), wanted);
        const char *asked = strchr(wanted, '@') ? wanted : name;
        if (!(task ? task_set_parse(asked, &set, &err) : scheme_parse(asked, &scheme, &err))) fail_msg("%s", err.text);
        if (task)
            task_set_write(&set, true, &now);
        else
            scheme_write(&scheme, true, &now);
        assert_string_equal(text_of(&now), wanted);
        text_free(&now);
    }
    assert_true(n > 60);
    mem_free(all);
}

/* Runs of a label in a suite, as text. */
static void ids_of(const char *path, const char *label, struct text *out) {
    struct suite suite;
    struct error err;
    if (!suite_load(path, NULL, 0, &suite, &err)) fail_msg("%s: %s", path, err.text);
    for (int i = 0; i < suite.n; i++)
        if (strcmp(suite.plan[i].label, label) == 0) text_add(out, "%s\n", suite.plan[i].id);
    suite_free(&suite);
}

/* The arms that presets have in common with the suite of hybrids are the same runs. */
static void presets_share_runs(void **state) {
    (void)state;
    static const char *const names[] = {"swan", "rnope-swa"};
    for (int i = 0; i < 2; i++) {
        struct text own = {0}, shared = {0};
        char path[64];
        snprintf(path, sizeof path, "suites/%s.yaml", names[i]);
        ids_of(path, names[i], &own);
        ids_of("suites/hybrids.yaml", names[i], &shared);
        assert_true(own.size > 64);
        assert_string_equal(text_of(&own), text_of(&shared));
        text_free(&own);
        text_free(&shared);
    }
}

/* Every combination of a grid is an arm of each scheme and task, named by what differs. */
static void grids_expand(void **state) {
    (void)state;
    struct suite suite;
    struct error err;
    static const char text[] = "train: {steps: 5, longest: 4}\n"
                               "grid: {model.layers: [1, 2, 3], task.symbols: [16, 17, 18, 19], model.mlp: [2]}\n"
                               "schemes: [rope, {scheme: alibi, label: A}]\ntasks: [sort]\nseeds: 1..2\n";
    if (!load_text(text, NULL, &suite, &err)) fail_msg("%s", err.text);
    assert_int_equal(suite.n, 2 * 12 * 2);
    assert_string_equal(suite.plan[0].label, "rope, layers=1, symbols=16");
    assert_string_equal(suite.plan[47].label, "A, layers=3, symbols=19");
    assert_string_equal(suite.plan[47].task_short, "sort(symbols=19)");
    assert_int_equal(suite.plan[47].config.model.layers, 3);
    assert_int_equal(suite.plan[0].config.model.mlp, 2);
    assert_int_equal(suite.plan[47].config.seed, 2);
    char third[65];
    memcpy(third, suite.plan[10].id, sizeof third);
    suite_free(&suite);
    /* The same arm under the same name when it alone is asked for. */
    for (int way = 0; way < 2; way++) {
        const char *one = way ? "model.layers=2" : "schemes=rope, layers=2, symbols=17";
        if (!load_text(text, one, &suite, &err)) fail_msg("%s", err.text);
        assert_int_equal(suite.n, way ? 2 * 4 * 2 : 2);
        const struct run_plan *p = &suite.plan[way ? 2 : 0];
        assert_string_equal(p->id, third);
        assert_string_equal(p->label, "rope, layers=2, symbols=17");
        suite_free(&suite);
    }
    assert_false(load_text(text, "schemes=rope, layers=4, symbols=17", &suite, &err));
    assert_non_null(strstr(err.text, "has no scheme 'rope, layers=4, symbols=17'"));
}

static void grids_over_options_of_schemes(void **state) {
    (void)state;
    struct suite suite;
    struct error err;
    static const char text[] = "grid: {scheme.base: [100, 500], train.lr: [1e-3, 3e-3]}\n"
                               "schemes: [window+rope@layers=0]\ntasks: [sort]\n";
    if (!load_text(text, NULL, &suite, &err)) fail_msg("%s", err.text);
    assert_int_equal(suite.n, 4);
    assert_string_equal(suite.plan[3].label, "window+rope@layers=0, base=500, lr=3e-3");
    assert_string_equal(suite.plan[3].scheme_short, "window+rope(base=500)@layers=0");
    suite_free(&suite);
}

static void grids_are_refused_with_their_place(void **state) {
    (void)state;
    static const struct {
        const char *grid, *place, *why;
    } cases[] = {{"{model.layrs: [1]}", ":1:8:", "did you mean 'model.layers'"},
                 {"{layers: [1]}", ":1:8:", "did you mean 'model.layers'"},
                 {"{task.symbls: [1]}", ":1:8:", "did you mean 'task.symbols'"},
                 {"{task.blocks: [1]}", ":1:8:", "unknown setting 'task.blocks'"},
                 {"{scheme.bas: [1]}", ":1:8:", "did you mean 'scheme.base'"},
                 {"{scheme.base: [500, 1]}", ":1:27:", "base='1'"},
                 {"{model.layers: []}", ":1:22:", "the list is empty"},
                 {"{model.layers: [1, x]}", ":1:26:", "layers='x'"},
                 {"{train.lr: [1e-3, 0.001]}", ":1:25:", "twice"},
                 {"{model.layers: 3}", ":1:22:", "must be a list"},
                 {"{evaluate.examples: [1]}", ":1:8:", "makes no other arm"},
                 {"{scheme: [rope]}", ":1:8:", "lists of the suite itself"},
                 {"[model.layers]", ":1:7:", "a map of settings"},
                 {"{model.heads: [3]}", ":2:11:", "no multiple"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct suite suite;
        struct error err;
        char text[200];
        snprintf(text, sizeof text, "grid: %s\nschemes: [rope]\ntasks: [sort]\n", cases[i].grid);
        assert_false(load_text(text, NULL, &suite, &err));
        if (!strstr(err.text, cases[i].place) || !strstr(err.text, cases[i].why))
            fail_msg("%s: %s", cases[i].grid, err.text);
    }
}

/* What figures call tasks. */
static void test_task_labels(void **state) {
    (void)state;
    static const char *const known[][2] = {
        {"copy(symbols=120)", "Copy a string (symbols 120)"},
        {"sort(kind=duplicates)", "Sort values in ascending order (kind duplicates)"},
        {"sort", "Sort values in ascending order"},
        {"copy+sort", "Copy a string; Sort values in ascending order"},
        {"copy [copy+sort]", "copy [copy+sort]"},
        {"pairs(file=nowhere,sha256=0123456789abcdef)", "pairs(file=nowhere)"},
        {"pairs(sha256=01,file=nowhere,test=b,test_sha256=23,unit=words)+copy",
         "pairs(file=nowhere,test=b,unit=words)+copy"},
        {"text(sha256=0123456789abcdef)", "text"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct text label = {0};
        task_set_label(known[i][0], &label);
        assert_string_equal(text_of(&label), known[i][1]);
        text_free(&label);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_task_labels),
                                       cmocka_unit_test(configuration_round_trip),
                                       cmocka_unit_test(multiples_become_lengths),
                                       cmocka_unit_test(a_model_that_sees_all_needs_hidden_answers),
                                       cmocka_unit_test(schedules),
                                       cmocka_unit_test(suite_expands),
                                       cmocka_unit_test(tasks_have_schemes_of_their_own),
                                       cmocka_unit_test(batches),
                                       cmocka_unit_test(places_of_the_task),
                                       cmocka_unit_test(arms_stand_for_their_runs),
                                       cmocka_unit_test(ids_stay),
                                       cmocka_unit_test(defaults_stay),
                                       cmocka_unit_test(presets_share_runs),
                                       cmocka_unit_test(grids_expand),
                                       cmocka_unit_test(grids_over_options_of_schemes),
                                       cmocka_unit_test(grids_are_refused_with_their_place),
                                       cmocka_unit_test(what_of_a_machine_is_cut_says_so),
                                       cmocka_unit_test(processors_have_names),
                                       cmocka_unit_test(results_of_a_newer_program_stay_where_they_lie)};
    return cmocka_run_group_tests_name("run", tests, NULL, NULL);
}
