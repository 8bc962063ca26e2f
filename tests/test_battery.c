/* The battery: what every scheme of the list must prove on a whole model, read off its registry row, and the simpler
 * schemes that schemes reduce to. Nothing here names a scheme in order to exempt it. Prints one line per scheme: worst
 * gradient error (double build), query blocks against all at once, shift.
 */
#include "run/golden.h"
#include "tests/fixture_battery.h"

/* Add a constant to all positions. */
static double shift_difference(const struct scheme *scheme, bool causal, double by) {
    expect_model(scheme, causal);
    return battery_shift(scheme, causal, by);
}

static bool refused_bidirectional(const struct scheme *scheme) {
    struct model_config c;
    struct error err;
    options_default(model_options, &c);
    c.causal = false;
    struct model *m = model_new(&c, scheme, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 5, &err);
    model_free(m);
    return !m && strstr(err.text, "causal");
}

static void every_scheme(void **state) {
    (void)state;
    static const int sizes[] = {1, 7, 64, 257, 2048};
#ifdef LX_REAL_DOUBLE
    enum { SIZES = 4 }; /* the longest, where float shows what it shows, takes double longer than all gradients */
#else
    enum { SIZES = 5 };
#endif
    int broken = 0;
    printf("scheme %-20s %10s %10s %10s %10s %s\n", "", "gradient", "blocks", "ragged", "shift", "causal");
    for (int i = 0; encoder_list[i]; i++) {
        const struct encoder *e = encoder_list[i];
        char expression[128];
        double gradient = 0, blocks = 0;
        expression_of(e, expression);
        struct scheme scheme = parsed(expression);
        const bool both = !causal_only(&scheme);
        if (!both && !refused_bidirectional(&scheme)) fail_msg("%s takes a bidirectional model", e->name);
#ifdef LX_REAL_DOUBLE
        gradient = gradient_error(&scheme, true);
        if (both) gradient = fmax(gradient, gradient_error(&scheme, false));
#endif
        for (int k = 0; k < SIZES; k++) {
            blocks = fmax(blocks, blocks_difference(&scheme, true, sizes[k]));
            if (both) blocks = fmax(blocks, blocks_difference(&scheme, false, sizes[k] > 300 ? 300 : sizes[k]));
        }
        struct unlearned list[BATTERY_UNLEARNED];
        int unlearned = battery_unlearned(&scheme, true, list);
        if (unlearned && both) unlearned = battery_unlearned(&scheme, false, list);
        for (int k = 0; k < unlearned; k++) printf("scheme %s: %s is not learned\n", e->name, list[k].tensor);
        double ragged = battery_ragged(&scheme), shift = shift_difference(&scheme, true, 7);
        bool causal = causal_holds(&scheme), claims = e->claims & CLAIM_SHIFT_INVARIANT;
        bool ok = !unlearned && gradient <= 1e-6 && blocks < 10 * CLOSE && ragged < CLOSE && causal &&
                  claims == (shift < 10 * CLOSE);
        printf("scheme %-20s %10.1e %10.1e %10.1e %10.1e %-6s %s\n", e->name, gradient, blocks, ragged, shift,
               causal ? "yes" : "NO", ok ? "" : "BROKEN");
        broken += !ok;
    }
    assert_int_equal(broken, 0);
}

/* What claims to use positions gives something else where they are half as far apart, and nothing else does. Branches
 * count tokens, whatever the positions of what they stand beside. */
static void uses_of_positions(void **state) {
    (void)state;
    int broken = 0;
    for (int i = 0; encoder_list[i]; i++) {
        const struct encoder *e = encoder_list[i];
        char expression[128];
        expression_of(e, expression);
        const struct scheme scheme = parsed(expression);
        bool uses = false;
        for (int k = 0; k < scheme.n; k++)
            uses |= encoder_claims(scheme.part[k].encoder, scheme.part[k].options) & CLAIM_USES_POSITION;
        if (e->branches) uses = e->claims & CLAIM_USES_POSITION;
        const double change = battery_nearer(&scheme, true);
        if (uses == !(change < 10 * CLOSE)) continue;
        printf("%s %s: %g\n", expression, uses ? "claims to use positions" : "claims not to use them", change);
        broken++;
    }
    assert_int_equal(broken, 0);
}

/* Schemes that claim it do not notice where positions begin, however far, and whatever map made them what they are. */
static void shifts_are_not_noticed(void **state) {
    (void)state;
    static const char *const maps[] = {"",          "shift(max=512)+", "cape(centre=true)+", "random+", "random-float+",
                                       "coupling+", "scramble+"};
    static const double by[] = {1, 1000, 1e6, 0.5};
    int compared = 0, refused = 0, broken = 0;
    for (int i = 0; encoder_list[i]; i++) {
        const struct encoder *e = encoder_list[i];
        for (size_t k = 0; e->claims & CLAIM_SHIFT_INVARIANT && k < sizeof maps / sizeof *maps; k++) {
            char expression[128];
            struct model_config c;
            struct error err;
            snprintf(expression, sizeof expression, "%s%s%s", ground_of(e), maps[k], e->name);
            struct scheme scheme = parsed(expression);
            options_default(model_options, &c);
            struct model *m =
                model_outline(&c, &scheme, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 5, &err);
            model_free(m);
            refused += !m;
            for (int s = 0; m && s < (e->vectors ? 3 : 4); s++, compared++) {
                const double apart = shift_difference(&scheme, true, by[s]);
                if (apart < (by[s] > 1e5 ? 1e3 : 10) * CLOSE) continue;
                printf("%s notices a shift by %g: %g\n", expression, by[s], apart);
                broken++;
            }
        }
    }
    printf("shifts: %d compared, %d expressions refused\n", compared, refused);
    assert_int_equal(broken, 0);
}

/* Every choice of every option, and some numbers: a scheme that claims it under that choice does not notice where
 * positions begin. Returns 1 where it does, 0 where it does not claim it or cannot be. */
static int notices(const struct encoder *e, const char *option, const char *value) {
    char with[128], expression[320];
    struct scheme scheme;
    expression_of(e, with);
    snprintf(expression, sizeof expression, "%s(%s=%s)", with, option, value);
    if (!scheme_parse(expression, &scheme, NULL)) return 0;
    for (int i = 0; i < scheme.n; i++)
        if (!(encoder_claims(scheme.part[i].encoder, scheme.part[i].options) & CLAIM_SHIFT_INVARIANT)) return 0;
    const double shift = battery_shift(&scheme, true, 7);
    if (!(shift >= 10 * CLOSE)) return 0; /* NaN: refused */
    printf("%s claims not to notice shifts: %g\n", expression, shift);
    return 1;
}

static void claims_of_options(void **state) {
    (void)state;
    int broken = 0, tried = 0;
    for (int i = 0; encoder_list[i]; i++)
        for (const struct option *o = encoder_list[i]->options; o && o->name; o++) {
            const enum option_type type = option_type(o);
            const char *at = type == OPTION_BOOL     ? "true|false"
                             : type == OPTION_CHOICE ? o->choices
                             : type == OPTION_INT    ? "0|1|3"
                             : type == OPTION_REAL   ? "0|0.4|2"
                                                     : "";
            for (char value[64]; *at; at += *at == '|', tried++) {
                snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "|"), at);
                at += strlen(value);
                broken += notices(encoder_list[i], o->name, value);
            }
        }
    printf("claims: %d choices tried\n", tried);
    assert_int_equal(broken, 0);
    const struct scheme rounded = parsed("rope(angles=bf16)"), turned = parsed("rope(turn=bf16)");
    assert_false(encoder_claims(rounded.part[0].encoder, rounded.part[0].options) & CLAIM_SHIFT_INVARIANT);
    assert_int_equal(encoder_claims(turned.part[0].encoder, turned.part[0].options),
                     CLAIM_USES_POSITION | CLAIM_OWN_GRADIENT);
}

/* Numbers that schemes have to give, from their rows; what misses is named with both numbers. */
static void golden_numbers(void **state) {
    (void)state;
    struct golden_outcome o;
    struct error err;
    int schemes = 0;
    for (int i = 0; encoder_list[i]; i++) {
        if (!golden_of_encoder(encoder_list[i], &o, &err)) fail_msg("%s", err.text);
        if (o.miss[0]) fail_msg("golden number %s", o.miss);
        schemes += o.n > 0;
    }
    printf("golden numbers: of %d schemes\n", schemes);
    struct encoder wrong = *encoder_find("alibi");
    const struct golden misses[] = {{"", "d: 3, H: 2, is: [-0.1875, -0.0117]", NULL},
                                    {"slopes=geometric", "d: 3, h: 2, is: -0.186", "by hand"},
                                    {0}};
    wrong.golden = misses;
    assert_true(golden_of_encoder(&wrong, &o, &err) && o.n == 3);
    assert_string_equal(o.miss,
                        "alibi(slopes=geometric): {d: 3, h: 2, is: -0.186}: got -0.1875, wanted -0.186 (by hand)");
    static const struct {
        struct golden golden;
        const char *why;
    } refused[] = {{{"slope=geometric", "d: 3, is: 1", NULL}, "unknown option 'slope'"},
                   {{"", "d: 3, is: [1, 2, 3, 4, 5]", NULL}, "there are 4 heads"},
                   {{"", "p: 3, k: 0, is: 1", NULL}, "there is nothing of this kind"},
                   {{"list=[1]", "d: 3, is: 1", NULL}, "list has 1 slopes for 4 heads"},
                   {{"", "d: 3, is: []", NULL}, "the list has no number"},
                   {{"", "d: 3, is: x", NULL}, "is is a number from"}};
    for (size_t k = 0; k < sizeof refused / sizeof *refused; k++) {
        const struct golden one[] = {refused[k].golden, {0}};
        wrong.golden = one;
        assert_false(golden_of_encoder(&wrong, &o, &err));
        if (!strstr(err.text, refused[k].why) || !strstr(err.text, "golden vector 1 of scheme alibi"))
            fail_msg("%s", err.text);
    }
}

static void rotary_reductions(void) {
    static const char *const none[] = {"rope+pi",          "rope+ntk",      "rope+ntk-by-parts", "rope+yarn",
                                       "rope+dynamic-ntk", "rope+longrope", "rope+longrope2",    "rope+lm-infinite"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        if (between(none[i], "rope", NULL, TRAIN_LENGTH, true) >= CLOSE) fail_msg("%s is not rope at scale 1", none[i]);
        if (between(none[i], "rope", NULL, 2 * TRAIN_LENGTH, true) < 1e-3) fail_msg("%s does nothing", none[i]);
    }
    static const char *const far[] = {"rope+rerope", "rope+leaky-rerope", "rope+self-extend", "rope+dca",
                                      "rope+jet-long"};
    for (size_t i = 0; i < sizeof far / sizeof *far; i++)
        if (between(far[i], "rope", NULL, 2 * TRAIN_LENGTH, true) < 1e-3) fail_msg("%s does nothing", far[i]);
    static const char *const plain[] = {"rope+rerope(window=48)",
                                        "rope+leaky-rerope(window=48)",
                                        "rope+leaky-rerope(slowness=1)",
                                        "rope+self-extend(group=1)",
                                        "rope+self-extend(window=48)",
                                        "rope+dca(chunk=49,local=1)",
                                        "rope+jet-long(window=47)",
                                        "rope+jet-long(group=1)",
                                        "p-rope(share=1)",
                                        "rope-partial(share=1)",
                                        "hope(cutoff=0)",
                                        "rope-clip(clipped=0)",
                                        "rope+yarn(scale=1)",
                                        "rope+longrope(scale=1)"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (between(plain[i], "rope", NULL, 2 * TRAIN_LENGTH, true) >= CLOSE) fail_msg("%s is not rope", plain[i]);
    assert_true(between("rope+dpe", "rope+self-extend", NULL, 2 * TRAIN_LENGTH, true) == 0);
    assert_true(between("rope+dpe(scales=[3,3])", "rope+self-extend(group=3)", NULL, 2 * TRAIN_LENGTH, true) == 0);
    assert_true(between("rope+dpe(scales=[3,1])", "rope+self-extend(group=3)", NULL, 2 * TRAIN_LENGTH, true) > 1e-4);
    assert_true(between("rope+dpe(scales=[1])", "rope", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope+string(window=24)", "rope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope+string(window=9,local=9)", "rope", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope+string", "rope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("rope+ms-poe(low=1,high=1)", "rope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope+ms-poe(low=3,high=3)", "rope+pi(scale=3)", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope+ms-poe", "rope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("rope+rerope(window=0)", "nope", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope+rerope+window(size=5)", "rope+window(size=5)", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("p-rope(share=0)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope-partial(share=0)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("hope(cutoff=1000)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("evq-cosh(tau=0.000001)", "evq-cosh(tau=0.000002)", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("evq-cosh(tau=0)", "rope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("rope-id(share=0)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope-pp", "rope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("rope-pp(heads=apart)", "rope-pp", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("rope-id", "hope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("fope(sigma=0,zero_sin=false)", "hope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope+yarn(scale=4,fast=8,temperature=false)+resonance", "rope+resonance", NULL, TRAIN_LENGTH,
                        true) > 1e-3);
    assert_true(between("xpos(scale_base=1e9,gamma=1000)", "rope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("xpos", "rope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("xpos(blockwise=true)", "xpos", NULL, TRAIN_LENGTH, true) < CLOSE); /* two blocks see all */
    assert_true(between("xpos(blockwise=true)", "xpos", NULL, TRAIN_LENGTH + 1, true) > 1e-6);
    assert_true(between("xpos(blockwise=true,block=1)", "xpos+window(size=2)", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("pope+pi(scale=1)", "pope", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("pope+pi", "pope", NULL, 2 * TRAIN_LENGTH, true) > 1e-4);
    assert_true(between("pope+rerope(window=48)", "pope", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("pope+rerope", "pope", NULL, 2 * TRAIN_LENGTH, true) > 1e-4);
    assert_true(between("pope", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("rope-learned", "rope", NULL, TRAIN_LENGTH, true) < 10 * CLOSE);
    assert_true(between("abacus(init_std=0)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("abacus", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("rope+bipe(init_std=0)", "rope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("bipe", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("rope+coupling", "rope+coupling(eval=7)", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("clex", "rope", NULL, TRAIN_LENGTH, true) < CLOSE); /* scale 1 */
    assert_true(between("clex", "rope", NULL, TRAIN_LENGTH + 1, true) > 1e-3);
    assert_true(between("clex", "rope+ntk(scale=3)", NULL, 2 * TRAIN_LENGTH, true) < CLOSE); /* 2 t - 1, V = 0 */
    assert_true(between("rope+cape", "rope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope+cape(centre=true)", "rope", NULL, TRAIN_LENGTH, true) < 10 * CLOSE);
    assert_true(between("rope+resonance", "resonance", NULL, TRAIN_LENGTH, true) == 0);
}

static void reductions(void **state) {
    (void)state;
    const double zeros[TRAIN_LENGTH] = {0};
    assert_true(between("rope", "nope", zeros, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope", "nope", NULL, TRAIN_LENGTH, true) > 1e-2);
    /* One vector for all distances: a constant per row of scores and per value, and the key term is what softmax
     * forgets. */
    assert_true(between("shaw(k=0,values=false)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("shaw(k=4,values=false,init_std=0.5)", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("alibi(list=[0.0625,0.00390625])", "alibi", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("alibi+bias-pi", "alibi", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("alibi(list=[0.1,0.2])+bias-pi", "alibi(list=[0.05,0.1])", NULL, 2 * TRAIN_LENGTH, true) <
                CLOSE);
    assert_true(between("alibi(list=[0.1,0.2])+bias-pi(scale=4)", "alibi(list=[0.025,0.05])", NULL, TRAIN_LENGTH,
                        true) < CLOSE);
    assert_true(between("alibi(list=[0.1,0.2])+random-float+bias-pi(scale=4)", "alibi(list=[0.025,0.05])+random-float",
                        NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("alibi(list=[0.1,0.2])+bias-pi(scale=4)@layers=0",
                        "alibi(list=[0.025,0.05])@layers=0+alibi(list=[0.1,0.2])@layers=1", NULL, TRAIN_LENGTH,
                        true) < CLOSE);
    assert_true(between("tisa", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("bam", "alibi", NULL, TRAIN_LENGTH, true) < CLOSE); /* in the beginning */
    assert_true(between("ape-decay", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("t5+bias-pi", "t5", NULL, 2 * TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("alibi(list=[0,0])", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("transformer-xl(init_std=0)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("transformer-xl", "nope", NULL, TRAIN_LENGTH, true) > 1e-6);
    assert_true(between("music(rows=24)", "music", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("alibi-learned", "alibi", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("sinks", "window(size=20,sinks=4)", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("sinks", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("lm-infinite", "window(size=24,sinks=4)", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("alibi+lm-infinite", "alibi+window(size=24,sinks=4)", NULL, 2 * TRAIN_LENGTH, true) > 1e-4);
    assert_true(between("rope+sinks(ranks=false)", "rope+window(size=20,sinks=4)", NULL, 2 * TRAIN_LENGTH, true) == 0);
    assert_true(between("nape", "alibi(list=[1,0])", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("hard-alibi(masked=1)", "window(size=1)@heads=0", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("adaptive-span(init=1)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("adaptive-span(ramp=1,max_span=4,init=1)", "window(size=4)", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("window(size=24)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("window(size=2,sinks=24)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("window(size=5)", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("fope(sigma=0,floor=0)", "rope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("fope", "rope", NULL, TRAIN_LENGTH, true) > 1e-2);
    assert_true(between("rope(layout=half)", "rope(layout=interleaved)", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("random(max=24)+rope", "rope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("t5(init_std=0)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("cope", "nope", NULL, TRAIN_LENGTH, true) < CLOSE); /* vectors start at 0; nope goes in tiles */
    assert_true(between("cope(init_std=1)", "cope(init_std=1,scaled=false)", NULL, TRAIN_LENGTH, true) > 1e-2);
    assert_true(between("sink(init=-100)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("sink", "softmax1", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("softmax1", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("entmax(alpha=1.001)", "nope", NULL, TRAIN_LENGTH, true) < 1e-2);
    assert_true(between("entmax", "nope", NULL, TRAIN_LENGTH, true) > 1e-2);
    assert_true(between("adaptive-temperature(threshold=100)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("adaptive-temperature", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("stick-breaking", "nope", NULL, TRAIN_LENGTH, true) > 1e-2);
    /* A constant gate is ALiBi with that slope; reflections of strength 0 leave keys alone. */
    assert_true(between("fox(gate=fixed,shortest=16,longest=256)", "alibi", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("fox", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("cable(gate=fixed,shortest=16,longest=256)", "alibi", NULL, TRAIN_LENGTH, true) < CLOSE);
    /* Gates of one kind are not those of the other. */
    assert_true(between("grape-a(gates=key)", "grape-a(gates=query)", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("grape-a", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("path(strength=-100)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("path", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("path-fox(strength=-100,bias=20)", "nope", NULL, TRAIN_LENGTH, true) < 1e-4);
    assert_true(between("path-fox(strength=-100)", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("carope(init_std=0)", "rope", NULL, TRAIN_LENGTH, true) < 10 * CLOSE);
    assert_true(between("carope", "rope", NULL, TRAIN_LENGTH, true) > 1e-6);
    assert_true(between("carope", "carope(start=plain)", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("repo", "nope", NULL, TRAIN_LENGTH, true) > 1e-6);
    rotary_reductions();
    /* A cap far above all scores does nothing. */
    assert_true(between("soft-cap(cap=1000000)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("soft-cap(cap=1)", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("qk-norm", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("output-gate", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("differential", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("stieltjes(power=64)", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("stieltjes(window=1000)", "stieltjes", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("stieltjes(window=2)", "stieltjes", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("softpick", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    /* A query that sees as many keys as a training example has has the same bias by both rules. */
    assert_true(between("sigmoid(bias=row)", "sigmoid", NULL, TRAIN_LENGTH, false) < CLOSE);
    assert_true(between("sigmoid(bias=row)", "sigmoid", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("sigmoid(bias=none)", "sigmoid", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("laser", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("tra", "qk-norm", NULL, TRAIN_LENGTH, true) > 1e-3);
    /* Keys that a mask takes out one by one are no part of a row, and neither are those behind a window. */
    static const char *const rows[] = {"tra", "softpick", "sigmoid(bias=row)", "stieltjes(window=2)"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char holes[96], window[96];
        snprintf(holes, sizeof holes, "%s+formula-mask(of=j>i-7)", rows[i]);
        snprintf(window, sizeof window, "%s+window(size=7)", rows[i]);
        if (between(holes, window, NULL, 2 * TRAIN_LENGTH, true) >= CLOSE) fail_msg("%s is not %s", holes, window);
    }
    /* Without a convolution and with features as they are, decays and their lack are all that tells two mixers apart.
     */
    assert_true(between("linear-attention(feature=identity,gate=silu)", "retnet", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("linear-attention(feature=identity,gate=silu)", "gla", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("deltanet(beta=2)", "deltanet", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("deltanet(gate=silu)", "gated-deltanet", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("ssmax(init=0,bias=true,bias_init=1)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("ssmax", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("logn", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("logn", "nope", NULL, 2 * TRAIN_LENGTH, true) > 1e-4);
    assert_true(between("head-scale", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("head-scale", "logn(form=length,amount=0.29)", NULL, 2 * TRAIN_LENGTH, true) == 0);
    assert_true(between("head-scale", "nope", NULL, 2 * TRAIN_LENGTH, true) > 1e-4);
    assert_true(between("head-scale(factors=[1,1])", "nope", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("head-scale(factors=[1,2])", "head-scale(factors=[2])@heads=1", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("llama4-temperature(floor=25)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("llama4-temperature", "nope", NULL, 2 * TRAIN_LENGTH, true) > 1e-4);
    assert_true(between("selective-attention(keep=1000)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("selective-attention", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("scramble+nope", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("scramble+rope", "rope", NULL, TRAIN_LENGTH, true) > 1e-3);
}

/* Gates that are all open count distance + 1: contextual positions become clipped distances, Shaw's key term. */
static void open_gates(void **state) {
    (void)state;
    enum { N = 6, C = 16, D = 8 };
    struct scheme counted = parsed("cope(npos=6)"), clipped = parsed("shaw(k=4,values=false)");
    struct model *m[2] = {make(&counted, true), make(&clipped, true)};
    for (int layer = 0; layer < 2; layer++) {
        real *bias = tensor(m[0], "layer.%d.attention.qkv.bias", layer);
        for (int h = 0; h < C / D; h++) bias[h * D] = bias[C + h * D] = 20;
        memcpy(tensor(m[1], "layer.%d.scheme.shaw.keys", layer),
               tensor(m[0], "layer.%d.scheme.cope.vectors", layer) + D, sizeof(real) * (N - 1) * D);
    }
    copy_shared(m[0], m[1]);
    assert_true(apart(m[0], m[1], &counted) < 10 * CLOSE);
    tensor(m[0], "layer.%d.scheme.cope.vectors", 0)[2 * D] += 1;
    assert_true(apart(m[0], m[1], &counted) > 1e-3);
    model_free(m[0]);
    model_free(m[1]);
}

static void double_queries(struct model *m, int from, int to) {
    for (int layer = 0; layer < 2; layer++) {
        real *weight = tensor(m, "layer.%d.attention.qkv.weight", layer),
             *bias = tensor(m, "layer.%d.attention.qkv.bias", layer);
        for (int k = 0; k < 16; k++)
            for (int d = from; d < to; d++) weight[k * 48 + d] *= 2;
        for (int d = from; d < to; d++) bias[d] *= 2;
    }
}

/* Slope 0 is entmax; slope 1 with power 0 is entmax of doubled scores. */
static void scaled_entmax(void **state) {
    (void)state;
    struct scheme scaled = parsed("asentmax"), plain = parsed("entmax");
    struct model *m = make(&scaled, true), *e = make(&plain, true);
    copy_shared(m, e);
    assert_true(apart(m, e, &plain) > 1e-3);
    for (int slope = 0; slope < 2; slope++) {
        for (int layer = 0; layer < 2; layer++)
            for (int h = 0; h < 2; h++) {
                tensor(m, "layer.%d.scheme.asentmax.slope", layer)[h] = (real)slope;
                tensor(m, "layer.%d.scheme.asentmax.power", layer)[h] = slope ? 0 : 3;
            }
        assert_true(apart(m, e, &plain) < CLOSE);
        if (slope == 0) double_queries(e, 0, 16);
    }
    model_free(m);
    model_free(e);
}

/* A map across heads with one unit: weight 1 on input `input` at the key `shift` ahead, 100 added so that it is
 * never negative, weight `out` towards head 1. */
static void set_map(struct model *m, const char *scheme, int inputs, int kernel, int input, int shift, double out) {
    for (int layer = 0; layer < 2; layer++) {
        char name[4][96];
        static const char *const part[] = {"first.weight", "first.bias", "second.weight", "second.bias"};
        for (int t = 0; t < 4; t++) snprintf(name[t], 96, "layer.%%d.scheme.%s.%s", scheme, part[t]);
        real *first = tensor(m, name[0], layer), *second = tensor(m, name[2], layer);
        memset(first, 0, sizeof(real) * (size_t)(kernel * inputs));
        memset(second, 0, sizeof(real) * (size_t)(kernel * 2));
        first[(kernel / 2 + shift) * inputs + input] = 1;
        second[kernel / 2 * 2 + 1] = (real)out;
        tensor(m, name[1], layer)[0] = 100;
        memset(tensor(m, name[3], layer), 0, sizeof(real) * 2);
    }
}

/* A map that gives nothing is its base; one that hands head 0's bias to head 1 is a base of other slopes; one that
 * does the same with the next key's bias is a base whose distances are one less, and 0 at the query, where the next key
 * is not there; one that hands on the content of head 1 itself doubles it. */
static void maps_across_heads(void **state) {
    (void)state;
    static const char *const names[] = {"dape", "dape-v2"};
    for (int v = 0; v < 2; v++) {
        char expression[96];
        snprintf(expression, sizeof expression, "alibi(list=[0.2,0.1])+%s(hidden=1)", names[v]);
        const int kernel = v ? 3 : 1;
        struct scheme mapped = parsed(expression), base = parsed("alibi(list=[0.2,0.1])"),
                      steeper = parsed("alibi(list=[0.2,0.3])"), table = parsed("t5(init_std=0,buckets=64)");
        struct model *m = make(&mapped, true), *b = make(&base, true), *s = make(&steeper, true),
                     *t = make(&table, true);
        copy_shared(m, b);
        copy_shared(m, s);
        copy_shared(m, t);
        assert_true(apart(m, b, &base) > 1e-3);
        set_map(m, names[v], 4, kernel, 2, 0, 0);
        assert_true(apart(m, b, &base) < CLOSE);
        set_map(m, names[v], 4, kernel, 2, 0, 1);
        assert_true(apart(m, s, &base) < 10 * CLOSE && apart(m, b, &base) > 1e-3);
        if (v) {
            real *bucket = tensor(t, "scheme.t5.bias", 0);
            for (int d = 0; d < TRAIN_LENGTH; d++) {
                bucket[d] = (real)(-0.2 * d);
                bucket[64 + d] = (real)(-0.1 * d - 0.2 * (d ? d - 1 : 0));
            }
            set_map(m, names[v], 4, kernel, 2, 1, 1);
            assert_true(apart(m, t, &base) < 10 * CLOSE && apart(m, s, &base) > 1e-3);
        }
        set_map(m, names[v], 4, kernel, 1, 0, 1);
        double_queries(b, 8, 16);
        assert_true(apart(m, b, &base) < 10 * CLOSE);
        model_free(m);
        model_free(b);
        model_free(s);
        model_free(t);
    }
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(uses_of_positions),
                                       cmocka_unit_test(every_scheme),
                                       cmocka_unit_test(shifts_are_not_noticed),
                                       cmocka_unit_test(golden_numbers),
                                       cmocka_unit_test(claims_of_options),
                                       cmocka_unit_test(reductions),
                                       cmocka_unit_test(open_gates),
                                       cmocka_unit_test(maps_across_heads),
                                       cmocka_unit_test(scaled_entmax)};
    if (argc > 1) cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests_name("battery", tests, NULL, NULL);
}
