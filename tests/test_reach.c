/* Two numbers that are not one: tokens of the longest training sequence, which scales, windows and logarithms mean, and
 * positions that training reaches through maps and offsets, which tables by position mean.
 */
#include "encoders/atom/positions.h"
#include "encoders/atom/rotary.h"
#include "run/profile.h"
#include "tests/fixture_battery.h"
#include "tests/fixture_run.h"

enum { OFFSET = 40 };

/* What changes a model in evaluation, each with what it changes. */
static int variants_of(const char *expression, char *out, size_t size) {
    int n = 0;
    out[0] = '\0';
    for (int i = 0; encoder_list[i]; i++) {
        const struct encoder *e = encoder_list[i];
        if (!e->variant || strstr(expression, e->name) || !(e->branches || (e->rotary && e->rotary->needs_frequencies)))
            continue;
        snprintf(out + strlen(out), size - strlen(out), "%s%s+%s", n++ ? ";" : "", expression, e->name);
    }
    return n;
}

/* A run without learning, so that what training shows decides nothing but what the scheme is told of it. */
static void train_still(const char *scheme, const char *variants, const char *offset, struct run_record *r) {
    static const char *const settings[][2] = {{"train.lr", "0"},           {"train.steps", "3"},
                                              {"train.batch", "4"},        {"train.fit_every", "3"},
                                              {"train.fit_examples", "5"}, {"evaluate.lengths", "3,6,12"},
                                              {"evaluate.examples", "5"},  {"model.init_std", "0.3"}};
    struct run_plan plan = small_plan(scheme, "copy(symbols=12)");
    struct error err;
    struct text text = {0};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        assert_true(config_set(&plan.config, settings[i][0], settings[i][1], &err));
    if (!config_set(&plan.config, "scheme", scheme, &err) ||
        !config_set(&plan.config, "evaluate.variants", variants, &err) ||
        !config_set(&plan.config, "train.offset", offset, &err) || !config_resolve(&plan.config, &err))
        fail_msg("%s: %s", scheme, err.text);
    plan_write(&plan, &text);
    assert_true(plan_read(text_of(&text), &plan, &err));
    text_free(&text);
    train_to_end(&plan, NULL, NULL, r, NULL, 0);
}

/* Every scheme is evaluated alike, as trained and under variants, and an invariant one is trained alike. */
static int notices_an_offset(const struct encoder *e, const char *expression, const char *variants) {
    struct run_record still, moved;
    int bad = 0;
    double apart = 0;
    train_still(expression, variants, "0", &still);
    train_still(expression, variants, "40", &moved);
    assert_true(still.n_eval == moved.n_eval && still.n_curve == moved.n_curve && still.n_curve == 3);
    for (int i = 0; i < still.n_eval; i++) bad += still.eval[i].loss_sum != moved.eval[i].loss_sum;
    for (int i = 0; i < still.n_curve; i++) apart = fmax(apart, fabs(still.curve[i].loss - moved.curve[i].loss));
    if (e->claims & CLAIM_SHIFT_INVARIANT) bad += apart > 1e-5;
    if (bad)
        printf("%s: %d of %d evaluations differ under an offset of training, losses by %g\n", expression, bad,
               still.n_eval, apart);
    run_record_free(&still);
    run_record_free(&moved);
    return bad;
}

static void lengths_are_told_without_the_offset(void **state) {
    (void)state;
    int bad = 0;
    for (int i = 0; encoder_list[i]; i++) {
        const struct encoder *e = encoder_list[i];
        char expression[128], variants[OPTION_TEXT_SIZE] = "";
        expression_of(e, expression);
        if (strcmp(expression, "rope") == 0) assert_true(variants_of(expression, variants, sizeof variants) > 5);
        bad += notices_an_offset(e, expression, variants);
    }
    assert_int_equal(bad, 0);
}

/* A part that writes down what it is told. */
static struct view told[2]; /* by positions, by the model */
static void listen_positions(const struct view *view, struct rng *rng, int T, double *position) {
    (void)rng, (void)T, (void)position;
    told[0] = *view;
}
static void listen_frequencies(const struct view *view, double *theta) {
    (void)theta;
    told[1] = *view;
}
static enum rotary_layout listen_layout(const struct view *view) {
    (void)view;
    return ROTARY_HALF;
}
static const struct encoder listener = {
    .name = "listener",
    .positions = &(const struct positions_atom){.map = listen_positions},
    .rotary = &(const struct rotary_atom){.layout = listen_layout, .frequencies = listen_frequencies}};

/* Training, its batches, evaluation and its batches, under an offset and packed. */
static void every_caller_is_told_the_same(void **state) {
    (void)state;
    struct run_plan plan = small_plan("nope", "copy(symbols=12)");
    struct task_set set;
    struct error err;
    assert_true(config_set(&plan.config, "train.offset", "40", &err) &&
                config_set(&plan.config, "train.pack", "2", &err) &&
                config_set(&plan.config, "train.pack_as", "open", &err));
    assert_true(task_set_parse(plan.config.task, &set, &err));
    const int L = train_tokens(&plan.config, &set), T = task_set_tokens(&set, 9);
    struct scheme scheme = parsed("nope");
    scheme.part[0].encoder = &listener;
    const struct exposure exposure = train_exposure(&plan.config, &set);
    assert_true(L == 28 && exposure.tokens == L && exposure.offset == OFFSET);
    struct model *m = model_new(&plan.config.model, &scheme, task_set_vocabulary(&set), exposure, 1, &err);
    struct batch_maker *maker = batch_maker_new(&plan.config, &set, &scheme, train_rows(&plan.config, &set));
    model_reserve(m, true, 0, L);
    model_gradient(m, batch_train(maker, 0));
    for (int k = 0; k < 2; k++) assert_true(told[k].train_length == L && !told[k].evaluating);
    assert_true(told[1].length == L && told[1].train_places == L + OFFSET);
    batch_maker_free(maker);
    maker = batch_maker_new(&plan.config, &set, &scheme, 4 * T);
    struct answer *answer = mem_zero(4 * (size_t)T, sizeof *answer);
    int made;
    model_reserve(m, false, 4 * T, T);
    model_evaluate(m, batch_test(maker, 0, 9, 0, 4, &made), answer);
    for (int k = 0; k < 2; k++) assert_true(told[k].train_length == L && told[k].evaluating && told[k].length == T);
    assert_true(told[1].train_places == L + OFFSET);
    batch_maker_free(maker);
    mem_free(answer);
    model_free(m);
}

/* A chart is drawn of the model that the same tokens of training make. */
static void charts_are_told_tokens(void **state) {
    (void)state;
    static const char *const same[][2] = {{"rope+pi", "rope+pi(scale=2)"},
                                          {"alibi+logn", "alibi+logn(base=20)"},
                                          {"fire", "fire(threshold=20)"},
                                          {"rope+learned(past=clamp)", "rope+learned(past=clamp,rows=20)"}};
    const struct profile_shape shape = {.heads = 2, .width = 32, .train_length = 20, .length = 40, .seed = 1};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct error err;
        struct table *table[2];
        for (int k = 0; k < 2; k++) {
            table[k] = profile_scheme(same[i][k], &shape, &err);
            if (!table[k]) fail_msg("%s: %s", same[i][k], err.text);
        }
        assert_true(table_rows(table[0]) == 2 * 40 && table_rows(table[1]) == 2 * 40);
        for (int row = 0; row < 2 * 40; row++)
            assert_string_equal(table_at(table[0], row, 2), table_at(table[1], row, 2));
        table_free(table[0]), table_free(table[1]);
    }
}

/* ---- positions that training reaches ---- */

static void places_of_training(void **state) {
    (void)state;
    static const struct {
        const char *scheme;
        long offset, places;
    } cases[] = {{"learned", 0, 24},
                 {"learned", 128, 152},
                 {"learned+shift(max=64)", 0, 64},
                 {"learned+shift(max=64)", 100, 164},
                 {"learned+shift(max=8)", 0, 24},
                 {"learned+random(max=64)", 0, 64},
                 {"learned+random(max=8)", 0, 24},
                 {"learned+random(max=64)+shift(max=30)", 0, 93},
                 {"learned+coupling(max=64)", 0, 65},
                 {"learned+bipe", 100, 124},
                 {"learned+random-float(max=64)", 0, 65},
                 {"learned+pose", 0, 192},
                 {"learned+pose(target=64)", 100, 164},
                 {"learned+shift(max=30)+pose(target=64)", 0, 93},
                 {"learned+cream(target=64)", 0, 64},
                 {"learned+scramble", 0, 24}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct scheme scheme = parsed(cases[i].scheme);
        const struct exposure exposure = {.tokens = TRAIN_LENGTH, .offset = cases[i].offset};
        assert_int_equal(scheme_train_places(&scheme, exposure), cases[i].places);
    }
}

/* Draws of every map stay below what is said of them; whole ones that are said to be reached are. */
static void maps_keep_their_bounds(void **state) {
    (void)state;
    static const char *const inner[] = {"", "random(max=40)+", "shift(max=50)+"};
    static const char *const options[][2] = {{"shift", "(max=64)"},        {"random", "(max=64)"},
                                             {"random-float", "(max=64)"}, {"coupling", "(max=64)"},
                                             {"pose", "(target=64)"},      {"cream", "(target=64)"}};
    for (int i = 0; encoder_list[i]; i++)
        for (size_t k = 0; encoder_list[i]->positions && k < sizeof inner / sizeof *inner; k++)
            for (int evaluating = 0; evaluating < 2; evaluating++) {
                char expression[128], *end = expression;
                int hint[TRAIN_LENGTH], number[TRAIN_LENGTH];
                double position[TRAIN_LENGTH], most = 0;
                end += sprintf(end, "%s%s", inner[k], encoder_list[i]->name);
                for (size_t o = 0; o < sizeof options / sizeof *options; o++)
                    if (strcmp(options[o][0], encoder_list[i]->name) == 0) end += sprintf(end, "%s", options[o][1]);
                const struct scheme scheme = parsed(expression);
                const struct model_config c = battery_config(true);
                struct view about = model_view(&c, TRAIN_LENGTH, 1);
                about.evaluating = evaluating;
                about.hint = hint;
                const long places = scheme_places(&scheme, evaluating, TRAIN_LENGTH, TRAIN_LENGTH);
                for (int draw = 0; draw < 20000; draw++) {
                    struct rng rng = rng_open(1, "test/reach", (uint64_t)draw, 0);
                    const int T = 2 + draw % (TRAIN_LENGTH - 1);
                    for (int t = 0; t < T; t++) hint[t] = t % 9;
                    about.step = draw;
                    scheme_positions(&scheme, &about, &rng, T, position, number);
                    for (int t = 0; t < T; t++) most = fmax(most, position[t]);
                }
                if (most > (double)(places - 1)) fail_msg("%s reaches %g, not %ld", expression, most, places - 1);
                const bool simple = k == 0 && !evaluating && end[-1] == ')' && !strstr(expression, "float");
                if (simple) assert_true(most == (double)(places - 1));
            }
}

/* Rows that training reached are read in evaluation, whatever `past` says of others, which are not. */
static void reached_rows_are_read(void **state) {
    (void)state;
    static const char *const rows[] = {"learned(past=clamp)",  "learned(past=zero)",        "learned(past=random)",
                                       "learned(past=modulo)", "learned(past=interpolate)", "tupe(past=clamp)",
                                       "tupe(past=random)",    "tupe-r(past=clamp)"};
    static const struct {
        const char *map;
        long offset;
    } reach[] = {{"+shift(max=64)", 0}, {"+random(max=64)", 0}, {"", 40}};
    enum { TOKENS = 40, FIRST = 30 };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t k = 0; k < sizeof reach / sizeof *reach; k++) {
            char expression[128];
            struct model_config c;
            struct error err;
            long count;
            snprintf(expression, sizeof expression, "%s%s", rows[i], reach[k].map);
            const struct scheme scheme = parsed(expression), plain = parsed(rows[i]);
            options_default(model_options, &c);
            c.width = 16, c.heads = 2, c.init_std = 0.3;
            struct model *m = model_new(&c, &scheme, VOCABULARY,
                                        (struct exposure){.tokens = TRAIN_LENGTH, .offset = reach[k].offset}, 1, &err);
            if (!m) fail_msg("%s: %s", expression, err.text);
            const int T = TOKENS;
            fill(&all, &plain, true, &T, 1, 1);
            real *before = logits_of(m, &all.batch, T);
            char name[64];
            snprintf(name, sizeof name, "scheme.%s.table", plain.part[0].encoder->name);
            real *table = tensor(m, name, 0);
            model_parameters(m, &count);
            for (int p = FIRST * 16; p < 64 * 16; p++) table[p] += (real)(p % 7) / 3;
            real *after = logits_of(m, &all.batch, T);
            const long kept = (long)FIRST * VOCABULARY, changed = (long)(TOKENS - FIRST) * VOCABULARY;
            assert_true(difference(before, after, kept) < 1e-6);
            if (difference(before + kept, after + kept, changed) < 1e-4) fail_msg("%s does not read", expression);
            mem_free(before), mem_free(after);
            model_free(m);
        }
}

static void expect_refusal(const char *scheme, const char *offset, const char *reason) {
    struct run_plan plan = small_plan("nope", "copy(symbols=12)");
    struct error err;
    assert_true(config_set(&plan.config, "scheme", scheme, &err) &&
                config_set(&plan.config, "train.offset", offset, &err));
    if (config_resolve(&plan.config, &err)) fail_msg("%s is taken", scheme);
    if (!strstr(err.text, reason)) fail_msg("%s", err.text);
}

static void expect_written(const char *scheme, const char *offset, const char *written) {
    struct run_plan plan = small_plan("nope", "copy(symbols=12)");
    struct error err;
    assert_true(config_set(&plan.config, "scheme", scheme, &err) &&
                config_set(&plan.config, "train.offset", offset, &err));
    if (!config_resolve(&plan.config, &err)) fail_msg("%s: %s", scheme, err.text);
    if (!strstr(plan.config.scheme, written)) fail_msg("%s", plan.config.scheme);
}

/* A table that training would read beyond its end is refused; where nobody gave a number it is as large as needed, and
 * the configuration says how large, as ever where 512 rows do. */
static void tables_hold_what_training_reaches(void **state) {
    (void)state;
    expect_refusal("learned(rows=512)+random", "0", "training reaches position 2047; give rows=2048");
    expect_refusal("learned(rows=13)", "0", "training reaches position 13; give rows=14");
    expect_refusal("learned(rows=14)", "1", "training reaches position 14; give rows=15");
    expect_refusal("tupe(rows=64)+random", "0", "give rows=2048");
    expect_refusal("tupe-r(rows=64)+shift", "0", "training reaches position 255; give rows=256");
    expect_refusal("learned+random(max=70000)", "0", "65536 rows at most");
    expect_refusal("abacus(rows=100)", "0", "give more rows");
    expect_written("learned(rows=14)", "0", "learned(rows=14,");
    expect_written("tupe(rows=1,table=sinusoidal)+random", "0", "rows=1,");
    expect_written("learned", "0", "learned(rows=512,");
    expect_written("tupe", "0", "rows=512,");
    expect_written("tupe(table=sinusoidal)+random", "0", "rows=512,");
    expect_written("learned", "600", "learned(rows=614,");
    expect_written("learned+random", "0", "learned(rows=2048,");
    expect_written("learned+shift(max=600)", "0", "learned(rows=600,");
}

/* Nobody reads a number that nobody gave. */
static void labels_leave_out_what_follows(void **state) {
    (void)state;
    static const char *const labels[] = {"learned", "learned+random", "learned(rows=600)", "tupe(table=sinusoidal)"};
    struct suite suite;
    struct error err;
    if (!load_text("tasks: [copy]\nschemes: [learned, learned+random, 'learned(rows=600)', 'tupe(table=sinusoidal)']\n",
                   NULL, &suite, &err))
        fail_msg("%s", err.text);
    for (int i = 0; i < 4; i++) assert_string_equal(suite.plan[i].label, labels[i]);
    suite_free(&suite);
}

/* Positions of a relative scheme, in its tables and (9000) not, over a training. */
static void an_offset_teaches_the_same(void **state) {
    (void)state;
    static const char *const schemes[] = {"rope",       "pope",  "rope-partial", "p-rope", "xpos(scale_base=11)",
                                          "rope+alibi", "alibi", "rope-learned"};
    static const char *const offsets[] = {"0", "1", "9000"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        struct run_record r[3];
        for (int k = 0; k < 3; k++) {
            struct run_plan plan = small_plan(schemes[i], "copy(symbols=12,kind=repeats)");
            struct error err;
            struct text text = {0};
            const bool xpos = strncmp(schemes[i], "xpos", 4) == 0; /* its amplitudes end */
            assert_true(config_set(&plan.config, "train.batch", "2", &err) &&
                        config_set(&plan.config, "train.offset", k == 2 && xpos ? "30" : offsets[k], &err) &&
                        config_set(&plan.config, "model.init_std", "0.4", &err) && config_resolve(&plan.config, &err));
            plan_write(&plan, &text);
            assert_true(plan_read(text_of(&text), &plan, &err));
            text_free(&text);
            train_to_end(&plan, NULL, NULL, &r[k], NULL, 0);
        }
        for (int k = 1; k < 3; k++)
            for (int p = 0; p < r[0].n_curve; p++)
                if (fabs(r[k].curve[p].loss - r[0].curve[p].loss) > 5e-3)
                    fail_msg("%s under an offset of %s: %g, not %g at step %ld", schemes[i], offsets[k],
                             r[k].curve[p].loss, r[0].curve[p].loss, r[0].curve[p].step);
        for (int k = 0; k < 3; k++) run_record_free(&r[k]);
    }
}

/* A variant reads the table of the scheme that was trained. */
static void variants_know_what_was_trained(void **state) {
    (void)state;
    struct run_plan plan = small_plan("learned+random", "copy(symbols=12)");
    struct error err;
    assert_true(config_set(&plan.config, "evaluate.variants", "learned;learned+shift(eval=100)", &err));
    if (!config_resolve(&plan.config, &err)) fail_msg("%s", err.text);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(lengths_are_told_without_the_offset),
                                       cmocka_unit_test(every_caller_is_told_the_same),
                                       cmocka_unit_test(charts_are_told_tokens),
                                       cmocka_unit_test(places_of_training),
                                       cmocka_unit_test(maps_keep_their_bounds),
                                       cmocka_unit_test(reached_rows_are_read),
                                       cmocka_unit_test(tables_hold_what_training_reaches),
                                       cmocka_unit_test(labels_leave_out_what_follows),
                                       cmocka_unit_test(an_offset_teaches_the_same),
                                       cmocka_unit_test(variants_know_what_was_trained)};
    return cmocka_run_group_tests_name("reach", tests, NULL, NULL);
}
