/* Evaluating a trained model under another expression. What a scheme owns is found by its name, so whatever is done to
 * an expression (parts in another order, put in, left out, placed elsewhere) either gives the numbers of a model that
 * was made under the variant and got the trained tensors by their names, or is refused with a reason.
 */
#include "base/text.h"
#include "tests/fixture_battery.h"

enum { LONG = 2 * TRAIN_LENGTH }; /* where variants of evaluation act */

/* Logits at every token of one long sequence, at the positions of `scheme`. */
static real *long_logits(struct model *m, const struct scheme *scheme) {
    const int T = LONG;
    fill(&all, scheme, true, &T, 1, 1);
    return logits_of(m, &all.batch, T);
}

/* A model of its own, with what the trained one learned. NULL: there is none. */
static struct model *fresh(struct model *trained, const struct scheme *variant) {
    struct model_config c;
    struct error err;
    options_default(model_options, &c);
    c.width = 16, c.heads = 2, c.mlp = 2, c.init_std = 0.3;
    struct model *m = model_new(&c, variant, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 9, &err);
    if (!m) return NULL;
    model_set_progress(m, 1);
    copy_shared(trained, m);
    return m;
}

enum outcome { REFUSED, SAME, OTHER }; /* SAME: as trained, but for rounding */

static double shift_between(const real *a, const real *b) { return difference(a, b, (long)LONG * VOCABULARY); }

/* Under the variant the model gives the numbers of the fresh one, in whatever room it had before, and those it was
 * trained to give when it is back. */
static enum outcome outcome_of(const char *trained, const char *variant, struct error *err) {
    const struct scheme as = parsed(trained);
    struct scheme under;
    memset(err, 0, sizeof *err);
    struct model *m = make(&as, true);
    model_set_progress(m, 1);
    real *before = long_logits(m, &as);
    if (!scheme_parse_variant(variant, &as, &under, err) || !model_set_variant(m, &under, err)) {
        if (!err->text[0]) fail_msg("%s under %s is refused without a reason", trained, variant);
        mem_free(before);
        model_free(m);
        return REFUSED;
    }
    struct model *own = fresh(m, &under);
    if (!own) fail_msg("%s is taken as a variant of %s, though there is no such model", variant, trained);
    const int T = LONG;
    fill(&all, &under, true, &T, 1, 1);
    real *now = mem_zero((size_t)LONG * VOCABULARY, sizeof *now), *right = long_logits(own, &under);
    model_logits(m, &all.batch, now); /* in the room of the trained scheme */
    if (shift_between(now, right) != 0) fail_msg("%s under %s is not the model of %s", trained, variant, variant);
    const enum outcome outcome = shift_between(now, before) < 10 * CLOSE ? SAME : OTHER;
    assert_true(model_set_variant(m, NULL, err));
    real *after = long_logits(m, &as);
    if (shift_between(after, before) != 0) fail_msg("%s is another model after %s", trained, variant);
    mem_free(before);
    mem_free(now);
    mem_free(right);
    mem_free(after);
    model_free(own);
    model_free(m);
    return outcome;
}

/* How many tensors a model of the expression has; 0: there is no such model. */
static int tensors_of(const char *expression) {
    const struct scheme scheme = parsed(expression);
    const struct tensor *list;
    struct model_config c;
    struct error err;
    options_default(model_options, &c);
    c.width = 16, c.heads = 2;
    struct model *m = model_outline(&c, &scheme, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 1, &err);
    const int n = m ? model_tensors(m, &list) : 0;
    model_free(m);
    return n;
}
static bool has_model(const char *expression) { return tensors_of(expression) > 0; }

/* With the options that the expression has: some schemes learn only by option. */
static bool owns_tensors(const char *expression) {
    const struct scheme scheme = parsed(expression);
    const int n = tensors_of(expression);
    return scheme.part[0].encoder->params && (n == 0 || n != tensors_of("nope"));
}

struct counts {
    int refused, same, other;
};

static void tally(struct counts *n, enum outcome outcome) {
    n->refused += outcome == REFUSED;
    n->same += outcome == SAME;
    n->other += outcome == OTHER;
}

/* Parts written one behind the other; NULL is left out. */
static const char *joined(const char *a, const char *b, const char *c) {
    static char text[64][192]; /* more than one pair needs */
    static int next;
    char *out = text[next++ % 64];
    const char *part[] = {a, b, c}, *plus = "";
    *out = '\0';
    for (int i = 0; i < 3; i++) {
        if (!part[i]) continue;
        strcat(strcat(out, plus), part[i]);
        plus = "+";
    }
    return out;
}

/* What is left when a part with tensors goes is no variant, and the message says what is missing. */
static void needs_its_part(const char *trained, const char *left) {
    struct error err = {0};
    if (outcome_of(trained, left, &err) != REFUSED || !strstr(err.text, "not in the variant"))
        fail_msg("%s under %s: '%s'", trained, left, err.text);
}

/* One pair of parts, trained in the order a, b: the other order, and third parts at every place. */
static void try_pair(const char *a, const char *b, bool commute, int thirds, struct counts *n) {
    static const char *const third[] = {"nope", "yarn(scale=3)", "rerope(window=7)", "sinks(sinks=2,recent=9)", "t5"};
    struct error err;
    const char *trained = joined(a, b, NULL), *turned = joined(b, a, NULL);
    if (!has_model(trained)) return;
    const enum outcome same = outcome_of(trained, turned, &err);
    if (same == REFUSED && has_model(turned)) fail_msg("%s under %s: %s", trained, turned, err.text);
    if (commute && same == OTHER) fail_msg("%s and %s differ", trained, turned);
    tally(n, same);
    for (int i = 0; i < thirds; i++) {
        tally(n, outcome_of(trained, joined(third[i], a, b), &err));
        tally(n, outcome_of(trained, joined(a, third[i], b), &err));
        tally(n, outcome_of(trained, joined(a, b, third[i]), &err));
    }
    if (same == SAME) assert_true(outcome_of(trained, joined("nope", b, a), &err) == SAME);
    /* A part without tensors may go; one with tensors may not, unless it is no part of the model any more. */
    if (owns_tensors(a)) needs_its_part(trained, b);
    if (owns_tensors(b)) needs_its_part(trained, a);
    if (!owns_tensors(a)) tally(n, outcome_of(trained, b, &err));
    if (!owns_tensors(b)) tally(n, outcome_of(trained, a, &err));
    assert_true(outcome_of(a, trained, &err) == REFUSED || !owns_tensors(b));
}

/* Parts whose order means something: positions and frequencies are changed in the order written. */
static bool has_order(const char *name) {
    static const char *const list[] = {"clex"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (strcmp(list[i], name) == 0) return true;
    return false;
}

static void every_scheme(void **state) {
    (void)state;
    static const char *const partner[] = {"rope", "alibi", "window(size=9)", "t5", "sink"};
    struct counts n = {0};
    for (int i = 0; encoder_list[i]; i++) {
        const char *name = encoder_list[i]->name;
        if (!owns_tensors(name)) continue;
        for (int k = 0; k < (int)(sizeof partner / sizeof *partner); k++) {
            if (strcmp(name, partner[k]) == 0) continue;
            try_pair(name, partner[k], !has_order(name), k == 0 ? 5 : 0, &n);
            try_pair(partner[k], name, !has_order(name), k == 0 ? 5 : 1, &n);
        }
    }
    printf("%d the same, %d another model that it should be, %d refused\n", n.same, n.other, n.refused);
    assert_true(n.same > 300 && n.other > 300 && n.refused > 100);
}

/* On some layers or heads alone: placement that a variant does not write is as trained, and where a part with tensors
 * per layer is moved to other layers, it is refused. */
static void every_placement(void **state) {
    (void)state;
    static const char *const place[] = {"@layers=1", "@heads=1", "@layers=0@heads=0"};
    static const char *const moved[] = {"@layers=0", "@heads=0", "@layers=1@heads=0"};
    struct counts n = {0};
    struct error err;
    for (int i = 0; encoder_list[i]; i++)
        for (int k = 0; k < 3 && owns_tensors(encoder_list[i]->name); k++) {
            char part[64], other[64];
            const char *name = encoder_list[i]->name;
            snprintf(part, sizeof part, "%s%s", name, place[k]);
            snprintf(other, sizeof other, "%s%s", name, moved[k]);
            const char *trained = joined(part, "rope", NULL);
            if (!has_model(trained) || !has_model(joined("rope", part, NULL))) continue;
            assert_true(outcome_of(trained, joined("rope", part, NULL), &err) == SAME);
            assert_true(outcome_of(trained, joined("rope", name, NULL), &err) == SAME);
            assert_true(outcome_of(trained, joined("rope", name, "nope"), &err) == SAME);
            tally(&n, outcome_of(trained, joined(other, "rope", NULL), &err));
            tally(&n, outcome_of(trained, joined("rope", other, "yarn(scale=3)"), &err));
        }
    printf("%d the same, %d another model that it should be, %d refused\n", n.same, n.other, n.refused);
    assert_true(n.other > 20 && n.refused > 20);
}

/* By hand: NULL stands for the same numbers, "other" for others; else a word of the refusal. */
static void cases(void **state) {
    (void)state;
    static const char *const list[][3] = {
        {"t5+kerple-log", "kerple-log+t5", NULL},
        {"rope+stick-breaking", "stick-breaking+rope", NULL},
        {"rope+fox", "rope+yarn+fox", "other"},
        {"rope+fox", "rope+yarn(scale=1)+fox", NULL},
        {"sinusoidal+t5", "sinusoidal+cape+t5", NULL},
        {"rope+t5", "rope", "not in the variant: scheme.t5.bias"},
        {"rope", "rope+t5", "not trained: scheme.t5.bias"},
        {"rope+fox", "rope+t5", "not in the variant: layer.0.scheme.fox"},
        {"t5(buckets=16)", "t5(buckets=8)", "16"},
        /* Parts that are left out of the trained model */
        {"rope@until=0.5+fox", "fox", NULL},
        {"rope@until=0.5+fox", "rope+fox", NULL},
        {"rope@until=0.5+fox", "fox+rope", NULL},
        {"rope@until=0.5+fox", "fox+rope@until=never", "other"},
        {"rope@until=0.5+t5", "t5+rope@until=0.5", NULL},
        {"rope@until=0.5+t5", "rope+yarn+t5", "left out"},
        {"fox@until=0.5+rope", "rope", NULL},
        {"fox@until=0.5+rope", "rope+fox", NULL},
        {"fox@until=0.5+rope", "rope+t5", "not trained"},
        /* Several parts of one encoder are those that are written alike. */
        {"t5(buckets=8)@heads=0+t5(buckets=16)@heads=1", "t5(buckets=16)@heads=1+rope+t5(buckets=8)@heads=0", "other"},
        {"t5(buckets=8)@heads=0+t5(buckets=16)@heads=1", "t5(buckets=16)@heads=1+t5(buckets=8)@heads=0", NULL},
        {"t5@heads=0+t5@heads=1", "t5@heads=1+t5@heads=0", NULL},
        {"t5@heads=0+t5@heads=1", "t5@heads=0", "not in the variant: scheme.t5.2.bias"},
        {"t5@heads=0+t5(buckets=16)@heads=1", "t5(buckets=16)@heads=0+t5@heads=1", "not trained"},
        {"t5", "t5@heads=0+t5@heads=1", "not trained"},
        {"canon(a=no,b=no,c=no)+canon(b=no,c=no,d=no)+rope", "rope+canon(b=no,c=no,d=no)+canon(a=no,b=no,c=no)", NULL},
        {"alibi@heads=0+alibi(list=[0.5])@heads=1", "alibi(list=[0.5])@heads=1+alibi@heads=0", NULL},
        {"alibi@heads=0+alibi(list=[0.5])@heads=1", "alibi@heads=1+alibi(list=[0.5])@heads=0", "other"},
        /* What a variant does not write is as trained. */
        {"rope(base=50)", "rope", NULL},
        {"rope(base=50)", "rope(base=10000)", "other"},
        {"rope(layout=interleaved)", "rope+yarn(scale=1)", NULL},
        {"rope(layout=interleaved)", "rope(layout=half)+yarn(scale=1)", "trained layout"},
        {"rope", "rope(layout=interleaved)", "trained layout"},
        {"rope", "hope(layout=interleaved)", "trained layout"},
        {"rope@until=0.5+nope", "rope(layout=interleaved)@until=never", "trained layout"},
        {"window(size=9)", "window(sinks=4)", "other"},
        {"nope", "rope(layout=interleaved)", "other"},
        {"rope@heads=0", "rope", NULL},
        {"rope@heads=0", "rope@heads=0-1", "other"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        const char *trained = list[i][0], *variant = list[i][1], *wanted = list[i][2];
        struct error err;
        const enum outcome outcome = outcome_of(trained, variant, &err);
        const bool other = wanted && strcmp(wanted, "other") == 0;
        if (!wanted || other) {
            if (outcome != (other ? OTHER : SAME))
                fail_msg("%s under %s: %s", trained, variant, outcome == REFUSED ? err.text : "the other outcome");
        } else if (outcome != REFUSED || !strstr(err.text, wanted)) {
            fail_msg("%s under %s: %s", trained, variant, outcome == REFUSED ? err.text : "taken");
        }
    }
}

/* The text of a variant with what it inherits: short, and the same variant beside the trained scheme and alone. */
static void texts(void **state) {
    (void)state;
    static const char *const list[][3] = {
        {"rope", "rope+yarn", "rope+yarn"},
        {"rope(base=500)", "rope+yarn", "rope(base=500)+yarn"},
        {"rope(base=500)", "rope(base=10000)+yarn", "rope(base=10000)+yarn"},
        {"rope(base=500,layout=interleaved)", "rope(base=10000)", "rope(base=10000,layout=interleaved)"},
        {"rope(base=500)@layers=1+window(size=9)", "window(sinks=2)+rope",
         "window(size=9,sinks=2)+rope(base=500)@layers=1"},
        {"rope@until=0.5", "rope", "rope@until=0.5"},
        {"rope@until=0.5", "rope@until=never+pi", "rope@until=never+pi"},
        {"alibi@heads=0+alibi(list=[0.5])@heads=1", "alibi", "alibi"},
        {"mixture(of=t5|alibi)", "mixture", "mixture(of=t5|alibi)"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        const struct scheme trained = parsed(list[i][0]);
        struct scheme variant, again;
        struct text text = {0};
        struct error err;
        assert_true(scheme_parse_variant(list[i][1], &trained, &variant, &err));
        scheme_write_variant(&variant, &trained, &text);
        assert_string_equal(text_of(&text), list[i][2]);
        assert_true(scheme_parse_variant(text_of(&text), &trained, &again, &err) && scheme_equal(&again, &variant));
        assert_true(scheme_parse(text_of(&text), &again, &err) && scheme_equal(&again, &variant));
        text_free(&text);
    }
}

/* The loss of a training batch whose positions are stretched. */
static double training_loss(const char *expression, double stretch) {
    const struct scheme scheme = parsed(expression);
    const int lengths[] = {7, TRAIN_LENGTH};
    struct model *m = make(&scheme, true);
    fill(&all, &scheme, false, lengths, 2, 1);
    for (int t = 0; t < all.batch.rows; t++) all.position[t] *= stretch;
    model_reserve(m, true, 0, TRAIN_LENGTH);
    const double loss = model_gradient(m, &all.batch);
    model_free(m);
    return loss;
}

/* With training=true a rescaling acts in training as it does in evaluation, and without it not at all. */
static void trained_rescaling(void **state) {
    (void)state;
    const double rope = training_loss("rope", 1);
    static const char *const names[] = {"pi", "ntk", "yarn"};
    for (int i = 0; i < 3; i++) {
        char evaluated[64], trained[64];
        snprintf(evaluated, sizeof evaluated, "rope+%s(scale=4)", names[i]);
        snprintf(trained, sizeof trained, "rope+%s(scale=4,training=true)", names[i]);
        assert_true(training_loss(evaluated, 1) == rope);
        assert_true(fabs(training_loss(trained, 1) - rope) > 1e-4);
        assert_true(between(evaluated, trained, NULL, 2 * TRAIN_LENGTH, true) == 0);
    }
    assert_true(fabs(training_loss("rope+pi(scale=4,training=true)", 4) - rope) < CLOSE);
}

/* A part twice alike on one head is refused; parts that differ, or stand apart, and maps in series are not. */
static void doubles(void **state) {
    (void)state;
    static const char *const bad[] = {"rope+rope",           "rope+alibi+rope(base=10000)",
                                      "mixture+mixture",     "alibi@heads=0+alibi@heads=0-1",
                                      "alibi@heads=1+alibi", "t5@layers=1+t5",
                                      "nope+nope",           "alibi@until=0.5+alibi@until=0.5"};
    static const char *const good[] = {"rope+rope(base=100)",
                                       "alibi@heads=0+alibi@heads=1",
                                       "alibi@heads=0@layers=0+alibi@heads=0@layers=1",
                                       "alibi@heads=0+alibi(list=[0.5])@heads=1",
                                       "canon(b=no,c=no,d=no)+canon(a=no,b=no,d=no)",
                                       "cpe+cpe",
                                       "alibi@until=0.5+alibi",
                                       "mixture(of=alibi|nope)+mixture(of=alibi|t5)"};
    struct model_config c;
    struct error err;
    options_default(model_options, &c);
    c.width = 16, c.heads = 2;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const struct scheme scheme = parsed(bad[i]);
        assert_null(model_outline(&c, &scheme, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 1, &err));
        if (!strstr(err.text, "stands twice")) fail_msg("%s: %s", bad[i], err.text);
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!has_model(good[i])) fail_msg("%s is refused", good[i]);
}

struct said {
    int n;
    char line[64][96];
};

static void note(void *to, const char *series, int task, int layer, int head, double value) {
    struct said *said = to;
    (void)value;
    assert_true(said->n < 64);
    snprintf(said->line[said->n], sizeof said->line[0], "%s %d %d %d", series, task, layer, head);
    for (int i = 0; i < said->n; i++)
        if (strcmp(said->line[i], said->line[said->n]) == 0) fail_msg("'%s' is said twice", said->line[i]);
    said->n++;
}

/* What two parts of one encoder learned on one head has two names. */
static void learned_names(void **state) {
    (void)state;
    static struct said said;
    const struct scheme scheme = parsed("mixture(of=alibi|nope)+mixture(of=alibi|t5)");
    struct model *m = make(&scheme, true);
    model_learned(m, note, &said);
    assert_true(said.n == 4 * 2 * 2);
    assert_string_equal(said.line[0], "alibi 0 0 0");
    assert_string_equal(said.line[8], "alibi.2 0 0 0");
    model_free(m);
}

/* Another formula of the same kind is another component: the trained one's constants and learned numbers mean nothing
 * to it. The same formula inherits them. */
static void another_formula(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"formula-bias(of=-m*sqrt(d))", "formula-bias(of=-m*sqrt(d))"},
        {"formula-bias(of=-b*m*d,with=[b=4])", "formula-bias(of=-b*m*d,learn=[m=2],with=[b=4])"},
        {"formula-bias(with=[b=4])", "formula-bias(of=-b*m*d,learn=[m=2],with=[b=4])"},
    };
    const struct scheme as = parsed("formula-bias(of=-b*m*d,learn=[m=2],with=[b=3])");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scheme under, again;
        struct error err;
        struct text text = {0}, stored = {0};
        if (!scheme_parse_variant(cases[i][0], &as, &under, &err)) fail_msg("%s", err.text);
        scheme_write(&under, false, &text);
        assert_string_equal(text_of(&text), cases[i][1]);
        /* What is stored reads as the same. */
        scheme_write_variant(&under, &as, &stored);
        if (!scheme_parse_variant(text_of(&stored), &as, &again, &err)) fail_msg("%s", err.text);
        assert_true(scheme_equal(&under, &again));
        text_free(&text);
        text_free(&stored);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scheme),  cmocka_unit_test(every_placement),   cmocka_unit_test(cases),
        cmocka_unit_test(texts),         cmocka_unit_test(trained_rescaling), cmocka_unit_test(doubles),
        cmocka_unit_test(learned_names), cmocka_unit_test(another_formula)};
    return cmocka_run_group_tests_name("variants", tests, NULL, NULL);
}
