/* What a part adds must not depend on which other parts stand beside it. Every scheme of the list, alone, on one head,
 * in one layer and under rope, has the same logits and the same gradients beside parts that by their options change
 * nothing, or is refused with a reason; so rooms that are shared, work whose order matters and tables that are laid out
 * under one condition and read under another show up as differences.
 */
#include "encoders/atom/rotary.h"
#include "tests/fixture_battery.h"

enum { LONG = 96 };

static struct model *try_model(const char *expression, struct scheme *scheme) {
    struct model_config c;
    struct error err;
    *scheme = parsed(expression);
    options_default(model_options, &c);
    c.width = 16, c.heads = 2, c.mlp = 2, c.init_std = 0.3;
    return model_new(&c, scheme, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 5, &err);
}

static const struct tensor *named(const struct tensor *list, int n, const char *name) {
    for (int i = 0; i < n; i++)
        if (strcmp(list[i].name, name) == 0) return &list[i];
    return NULL;
}

/* The tensors of a, by name, with their values; those that only b has stay, or become zero. false: some has another
 * size there, so that it is another model (a map across heads has inputs for what is added, if anything is). */
static bool take_tensors(struct model *a, struct model *b, bool zero) {
    const struct tensor *la, *lb;
    long count;
    const int na = model_tensors(a, &la), nb = model_tensors(b, &lb);
    const real *from = model_parameters(a, &count);
    real *to = model_parameters(b, &count);
    for (int i = 0; i < nb; i++) {
        const struct tensor *own = named(la, na, lb[i].name);
        if (own && own->size != lb[i].size) return false;
        if (own)
            memcpy(to + lb[i].offset, from + own->offset, sizeof(real) * (size_t)own->size);
        else if (zero)
            memset(to + lb[i].offset, 0, sizeof(real) * (size_t)lb[i].size);
    }
    return true;
}

/* A model, and what it gives at each of two lengths. */
struct tried {
    struct scheme scheme;
    struct model *model; /* NULL: refused */
    real *logits[2], *gradient[2];
    int answers[2];
};
static const int sizes[2] = {TRAIN_LENGTH, LONG};

static void measure(struct tried *t) {
    for (int k = 0; k < 2; k++) {
        const int T = sizes[k], lengths[] = {T, 5};
        long n;
        fill(&all, &t->scheme, true, &T, 1, 5);
        t->answers[k] = all.batch.answers;
        t->logits[k] = logits_of(t->model, &all.batch, T);
        fill(&all, &t->scheme, false, lengths, 2, 5);
        model_reserve(t->model, true, 0, T);
        model_gradient(t->model, &all.batch);
        model_parameters(t->model, &n);
        t->gradient[k] = mem_zero((size_t)n, sizeof(real));
        memcpy(t->gradient[k], model_gradients(t->model), sizeof(real) * (size_t)n);
    }
}

static void forget(struct tried *t) {
    for (int k = 0; k < 2; k++) {
        mem_free(t->logits[k]);
        mem_free(t->gradient[k]);
    }
    model_free(t->model);
}

static struct tried try_base(const char *expression) {
    struct tried t = {0};
    t.model = try_model(expression, &t.scheme);
    if (!t.model) return t;
    shake(t.model);
    measure(&t);
    return t;
}

/* Of the tensors that both have, relative to the largest gradient. */
static double gradients_apart(const struct tried *a, const struct tried *b, int k) {
    const struct tensor *la, *lb;
    const int na = model_tensors(a->model, &la), nb = model_tensors(b->model, &lb);
    double worst = 0, largest = 1;
    for (int i = 0; i < na; i++) {
        const struct tensor *other = named(lb, nb, la[i].name);
        const real *d = a->gradient[k] + la[i].offset;
        if (!other) return INFINITY;
        for (long j = 0; j < la[i].size; j++)
            if (fabs((double)d[j]) > largest) largest = fabs((double)d[j]);
        worst = fmax(worst, difference(d, b->gradient[k] + other->offset, la[i].size));
    }
    return worst / largest;
}

static int compared, refused, others, broken;

static void judge(const struct tried *base, const struct tried *with, const char *name) {
    double logits = 0, gradient = 0;
    for (int k = 0; k < 2; k++) {
        logits = fmax(logits, difference(base->logits[k], with->logits[k], (long)base->answers[k] * VOCABULARY));
        gradient = fmax(gradient, gradients_apart(base, with, k));
    }
    const bool bad = !(logits < 10 * CLOSE && gradient < 10 * CLOSE);
    if (bad) printf("%s: logits %.1e, gradients %.1e apart\n", name, logits, gradient);
    compared++;
    broken += bad;
}

/* The same at 24 and 96 tokens, or refused. */
static void compare(struct tried *base, const char *expression, bool zero) {
    struct tried with = {0};
    with.model = try_model(expression, &with.scheme);
    if (!base->model || !with.model) {
        refused++;
    } else if (take_tensors(base->model, with.model, zero)) {
        measure(&with);
        judge(base, &with, expression);
    } else {
        others++;
    }
    forget(&with);
}

static void report(const char *what) {
    printf("%s: %d compared, %d refused, %d of other tensors\n", what, compared, refused, others);
    assert_int_equal(broken, 0);
    assert_true(compared > 0);
    compared = refused = others = 0;
}

#ifdef LX_REAL_DOUBLE
/* A part that changes nothing. */
struct inert {
    const char *part;
    bool zero;  /* once its own tensors are zero */
    bool turns; /* needs pairs that are turned */
    bool sinks; /* shows the first tokens where another part's mask hides them, as masks join */
};
static const struct inert inert_parts[] = {{.part = "selective-attention(keep=1000000)"},
                                           {.part = "window(size=100000)"},
                                           {.part = "window(size=1,sinks=100000)", .sinks = true},
                                           {.part = "alibi(list=[0,0])"},
                                           {.part = "t5(init_std=0)"},
                                           {.part = "fire(threshold=100000)", .zero = true},
                                           {.part = "shaw(k=3,init_std=0)"},
                                           {.part = "transformer-xl(init_std=0)", .zero = true},
                                           {.part = "cope(npos=5,init_std=0)"},
                                           {.part = "dape(hidden=3)", .zero = true},
                                           {.part = "dape-v2(hidden=3)", .zero = true},
                                           {.part = "canon", .zero = true},
                                           {.part = "path(strength=-100)"},
                                           {.part = "sink(init=-100)"},
                                           {.part = "adaptive-temperature(threshold=100)"},
                                           {.part = "ssmax(init=0,bias=true,bias_init=1)"},
                                           {.part = "llama4-temperature(floor=100000)"},
                                           {.part = "adaptive-span(init=1,max_span=100000)"},
                                           {.part = "learned(init_std=0)"},
                                           {.part = "shift(max=0)"},
                                           {.part = "cape(shift=0,jitter=0,stretch=1)"},
                                           {.part = "sinks(sinks=2,recent=1000)", .sinks = true},
                                           {.part = "pi(scale=1)", .turns = true},
                                           {.part = "yarn(scale=1)", .turns = true},
                                           {.part = "rerope(window=1000)", .turns = true},
                                           {.part = "leaky-rerope(slowness=1)", .turns = true},
                                           {.part = "self-extend(group=1)", .turns = true},
                                           {.part = "dca(chunk=1000,local=1)", .turns = true},
                                           {.part = "jet-long(group=1)", .turns = true},
                                           {.part = "dpe(scales=[1])", .turns = true},
                                           {.part = "string(window=9,local=9)", .turns = true},
                                           {.part = "ms-poe(low=1,high=1)", .turns = true},
                                           {.part = "head-scale(factors=[1,1])"},
                                           {.part = "lm-infinite(window=1000)", .sinks = true}};
enum { INERT = sizeof inert_parts / sizeof *inert_parts };

static bool masks(const struct scheme *scheme) {
    for (int i = 0; i < scheme->n; i++)
        if (scheme->part[i].encoder->mask) return true;
    return false;
}

static void beside_all(const char *expression, bool turned) {
    struct tried base = try_base(expression);
    for (int i = 0; i < INERT; i++) {
        char with[256];
        const struct inert *inert = &inert_parts[i];
        if ((inert->turns && !turned) || (inert->sinks && masks(&base.scheme))) continue;
        snprintf(with, sizeof with, "%s+%s", expression, inert->part);
        compare(&base, with, inert->zero);
    }
    forget(&base);
}

static bool turns(const struct encoder *e) { return e->rotary || e->turns; }

static void every_scheme_beside_inert_parts(void **state) {
    (void)state;
    for (int i = 0; encoder_list[i]; i++) {
        char base[128];
        expression_of(encoder_list[i], base);
        beside_all(base, turns(encoder_list[i]) || strstr(base, "rope+"));
    }
    report("alone");
}

/* Placed, so that heads and layers differ in what stands there: on one head of one layer, or on one layer. */
static void every_scheme_placed(void **state) {
    (void)state;
    for (int i = 0; encoder_list[i]; i++) {
        const char *partner = ground_of(encoder_list[i]), *name = encoder_list[i]->name;
        char base[128];
        struct scheme scheme;
        snprintf(base, sizeof base, "%s%s@heads=1@layers=1", partner, name);
        struct model *m = try_model(base, &scheme);
        if (!m) snprintf(base, sizeof base, "%s%s@layers=1", partner, name);
        model_free(m);
        beside_all(base, turns(encoder_list[i]));
    }
    report("placed");
}

/* Queries and keys that are turned, and in several ways. */
static void every_scheme_under_rope(void **state) {
    (void)state;
    for (int i = 0; encoder_list[i]; i++) {
        char base[128], alone[128];
        expression_of(encoder_list[i], alone);
        snprintf(base, sizeof base, "rope+%s", encoder_list[i]->name);
        if (strcmp(base, alone) != 0) beside_all(base, true);
    }
    report("under rope");
}

#endif

/* Placement that names everything, and a share of the training that is not over. */
static void every_scheme_everywhere(void **state) {
    (void)state;
    static const char *const everywhere[] = {"@heads=0-1", "@layers=0-1", "@until=0.9"};
    for (int i = 0; encoder_list[i]; i++) {
        char expression[128], with[160];
        expression_of(encoder_list[i], expression);
        struct tried base = try_base(expression);
        for (int k = 0; k < 3; k++) {
            snprintf(with, sizeof with, "%s%s", expression, everywhere[k]);
            compare(&base, with, false);
        }
        forget(&base);
    }
    report("everywhere");
}

/* A part that is left out leaves the others as they are beside one that adds nothing. */
static void left_out_is_nothing(void **state) {
    (void)state;
    static const char *const schemes[][2] = {{"dape(hidden=3)+alibi(list=[0,0])", "dape(hidden=3)+alibi@until=0.5"},
                                             {"dape-v2+alibi(list=[0,0])", "dape-v2+t5@until=0.5"},
                                             {"deberta", "deberta+selective-attention@until=0.5"},
                                             {"shaw", "shaw+dape(hidden=3)@until=0.5"}};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        struct tried base = try_base(schemes[i][0]), with = {0};
        with.model = try_model(schemes[i][1], &with.scheme);
        assert_true(take_tensors(base.model, with.model, false));
        assert_true(model_set_progress(with.model, 0.5));
        measure(&with);
        judge(&base, &with, schemes[i][1]);
        forget(&base);
        forget(&with);
    }
    report("left out");
}

/* test_beside [PATTERN]: only tests whose names match. */
int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
#ifdef LX_REAL_DOUBLE
        cmocka_unit_test(every_scheme_beside_inert_parts), cmocka_unit_test(every_scheme_placed),
        cmocka_unit_test(every_scheme_under_rope),
#endif
        cmocka_unit_test(every_scheme_everywhere), cmocka_unit_test(left_out_is_nothing)};
    if (argc > 1) cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests_name("beside", tests, NULL, NULL);
}
