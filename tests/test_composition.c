/* Schemes together: what joins and what is refused, placement on layers and heads, parts that are left out, kinds of
 * sequences, and hand-worked cases of single atoms.
 */
#include "tests/fixture_battery.h"

/* Logits of the last of `T` tokens under a scheme in a model of one layer. */
static void last_logits(const char *expression, const int *token, int T, real out[VOCABULARY]) {
    struct scheme scheme = parsed(expression);
    struct model_config c;
    struct error err;
    options_default(model_options, &c);
    c.layers = 1, c.width = 16, c.heads = 2, c.init_std = 0.3;
    struct model *m = model_new(&c, &scheme, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 5, &err);
    if (!m) fail_msg("%s: %s", expression, err.text);
    fill(&all, &scheme, true, &T, 1, 1);
    memcpy(all.token, token, sizeof *token * (size_t)T);
    real *logits = logits_of(m, &all.batch, T);
    memcpy(out, logits + (long)(T - 1) * VOCABULARY, sizeof *out * VOCABULARY);
    mem_free(logits);
    model_free(m);
}

/* Sequences of several tasks have tables of their own: each gets the gradient of its sequences, and what is said of one
 * task changes nothing for another. */
static void kinds_of_sequences(void **state) {
    (void)state;
    static const char *const schemes[] = {"mixture(tasks=2)", "mixture(of=kerple-log|alibi,tasks=3)+random-float",
                                          "rope+mixture(of=t5|nope,tasks=2)@heads=1"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        struct scheme scheme = parsed(schemes[i]);
#ifdef LX_REAL_DOUBLE
        const double error = gradient_error(&scheme, true);
        if (error > 1e-6) fail_msg("%s: gradient error %g", schemes[i], error);
#endif
        assert_true(scheme_tasks(&scheme) == (i == 1 ? 3 : 2));
    }
    const int lengths[] = {20, 20};
    struct scheme scheme = parsed("mixture(of=alibi|nope,tasks=2)");
    struct model *m = make(&scheme, true);
    const struct tensor *list;
    long n;
    const int tensors = model_tensors(m, &list);
    fill(&all, &scheme, true, lengths, 2, 1);
    real *before = logits_of(m, &all.batch, 20), *p = model_parameters(m, &n);
    for (int i = 0; i < tensors; i++)
        if (strstr(list[i].name, "mixture")) p[list[i].offset + list[i].size / 2] += 3; /* the second task's first */
    real *after = logits_of(m, &all.batch, 20);
    const long one_sequence = 20L * VOCABULARY;
    assert_true(difference(before, after, one_sequence) == 0);
    assert_true(difference(before + one_sequence, after + one_sequence, one_sequence) > 1e-6);
    mem_free(before);
    mem_free(after);
    model_free(m);
}

/* Positions by place in the cache: the last token of a long sequence sees what it would see at the end of a sequence
 * that is the cache alone. */
static void a_cache_is_a_short_sequence(void **state) {
    (void)state;
    enum { SINKS = 3, RECENT = 9, CACHE = SINKS + RECENT, LONG = 40 };
    static const char *const schemes[] = {"rope", "alibi(list=[0.3,0.1])", "t5(init_std=1)", "rope+kerple-log",
                                          "rope+alibi(list=[0.3])@heads=0"};
    int token[LONG], cache[CACHE];
    struct rng rng = rng_open(1, "test/battery/cache", 0, 0);
    for (int t = 0; t < LONG; t++) token[t] = (int)rng_below(&rng, VOCABULARY);
    for (int t = 0; t < CACHE; t++) cache[t] = token[t < SINKS ? t : LONG - CACHE + t];
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        char with[128], without[128];
        real ranked[VOCABULARY], alone[VOCABULARY], placed[VOCABULARY];
        snprintf(with, sizeof with, "%s+sinks(sinks=%d,recent=%d)", schemes[i], SINKS, RECENT);
        snprintf(without, sizeof without, "%s+sinks(sinks=%d,recent=%d,ranks=false)", schemes[i], SINKS, RECENT);
        last_logits(with, token, LONG, ranked);
        last_logits(without, token, LONG, placed);
        last_logits(schemes[i], cache, CACHE, alone);
        if (difference(ranked, alone, VOCABULARY) > CLOSE) fail_msg("%s: the cache is not a short sequence", with);
        if (difference(placed, alone, VOCABULARY) < 1e-5) fail_msg("%s: ranks do nothing", with);
    }
}

/* Far from the start of a long sequence neighbours weigh what they weigh at its start: the last token sees what it
 * would see at the end of a sequence that is its window alone. */
static void a_window_is_a_short_sequence(void **state) {
    (void)state;
    enum { WINDOW = 8, LONG = 3000 };
    static const char *const schemes[] = {"xpos", "xpos(layout=interleaved)", "xpos(scale_base=0.5)", "xpos+alibi",
                                          "rope"};
    static int token[LONG];
    struct rng rng = rng_open(1, "test/battery/window", 0, 0);
    for (int t = 0; t < LONG; t++) token[t] = (int)rng_below(&rng, VOCABULARY);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        char narrow[128];
        real whole[VOCABULARY], alone[VOCABULARY];
        snprintf(narrow, sizeof narrow, "%s+window(size=%d)", schemes[i], WINDOW);
        last_logits(narrow, token, LONG, whole);
        last_logits(schemes[i], token + LONG - WINDOW, WINDOW, alone);
        if (!(difference(whole, alone, VOCABULARY) < 10 * CLOSE)) fail_msg("%s: far neighbours are others", schemes[i]);
    }
}

/* Ranks in the cache, and distances of other branches, are those of tokens: where positions begin does not matter. */
static void branches_count_tokens(void **state) {
    (void)state;
    static const char *const schemes[] = {"alibi+%ssinks(sinks=2,recent=6)",
                                          "rope+%ssinks(sinks=2,recent=6)",
                                          "fire+%ssinks",
                                          "rope+%srerope",
                                          "rope+%sleaky-rerope",
                                          "rope+%sself-extend",
                                          "rope+%sdca",
                                          "rope+%sjet-long",
                                          "rope+%sstring",
                                          "xpos+%sdpe(scales=[2,3])",
                                          "rope+%slm-infinite(window=9,sinks=2)+kerple-log",
                                          "xpos+%sdca",
                                          "pope+%sself-extend+t5",
                                          "xpos+%srerope@layers=1"};
    static const char *const maps[] = {"shift(max=512,eval=101)+", "cape(centre=true)+", "shift(eval=100000)+"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        for (int k = 0; k < 3; k++) {
            char with[128], without[128];
            snprintf(with, sizeof with, schemes[i], maps[k]);
            snprintf(without, sizeof without, schemes[i], "");
            const double apart = between(with, without, NULL, 3 * TRAIN_LENGTH, true);
            if (!(apart < 10 * CLOSE)) fail_msg("%s is %g from %s", with, apart, without);
        }
    static const char *const uneven[] = {"random", "random-float", "coupling", "bipe", "scramble"};
    for (int k = 0; k < 5; k++) {
        struct model_config c;
        struct error err;
        char refused[64], taken[64];
        snprintf(refused, sizeof refused, "alibi+%s+sinks", uneven[k]);
        snprintf(taken, sizeof taken, "alibi+%s+sinks(ranks=false)", uneven[k]);
        struct scheme scheme = parsed(refused), other = parsed(taken);
        options_default(model_options, &c);
        assert_null(model_outline(&c, &scheme, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 1, &err));
        assert_non_null(strstr(err.text, "rise by one"));
        struct model *m = model_outline(&c, &other, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 1, &err);
        assert_non_null(m);
        model_free(m);
    }
}

/* alibi from a table over gathered distances (positions with gaps) equals the formula written out in the test. */
static void gathered_distances(void **state) {
    (void)state;
    double even[20], gaps[20];
    for (int t = 0; t < 20; t++) even[t] = t, gaps[t] = 2 * t;
    assert_true(
        between("alibi(list=[0.2,0.1])+random(max=64)", "alibi(list=[0.2,0.1])+random(max=64)", even, 20, true) == 0);
    struct scheme wide = parsed("alibi(list=[0.2,0.1])+random(max=64)"), steep = parsed("alibi(list=[0.4,0.2])");
    for (int causal = 0; causal < 2; causal++) {
        const int T = 20;
        struct model *a = make(&wide, causal), *b = make(&steep, causal);
        fill(&all, &wide, true, &T, 1, 1);
        memcpy(all.position, gaps, sizeof gaps);
        real *la = logits_of(a, &all.batch, T);
        memcpy(all.position, even, sizeof even);
        real *lb = logits_of(b, &all.batch, T);
        assert_true(difference(la, lb, T * VOCABULARY) < CLOSE);
        mem_free(la);
        mem_free(lb);
        model_free(a);
        model_free(b);
    }
}

static void composition(void **state) {
    (void)state;
    struct error err;
    struct model_config c;
    options_default(model_options, &c);
    static const char *const good[] = {"sinusoidal+alibi",
                                       "learned+rope+t5",
                                       "rope+random(max=64)",
                                       "shaw+alibi+shift(max=64)",
                                       "cpe+rope+window(size=4)",
                                       "fox+dape",
                                       "path+window(size=3,sinks=1)",
                                       "fox+sink+rope",
                                       "rope@layers=0+window(size=4)@layers=0",
                                       "alibi@heads=0-1",
                                       "rope@layers=1@until=0.5+alibi@until=0.75@heads=0",
                                       "shaw@layers=1@heads=2"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct scheme scheme = parsed(good[i]);
        struct model *m = model_new(&c, &scheme, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 1, &err);
        if (!m) fail_msg("%s: %s", good[i], err.text);
        model_free(m);
    }
    static const char *const bad[][2] = {
        {"rope+rope(layout=interleaved)", "layout"},
        {"shaw+shaw", "distance"},
        {"music+cape", "whole"},
        {"fire+fire", "position"},
        {"tupe+tupe-r", "positions"},
        {"softmax1+entmax", "normaliser"},
        {"cope+cope", "row"},
        {"asentmax+softmax1", "normaliser"},
        {"tra+softpick", "normaliser"},
        {"tra+qk-norm", "norm queries"},
        {"stieltjes(scaled=true)+ssmax", "temperature"},
        {"laser+differential", "logarithm"},
        {"differential+laser", "logarithm"},
        {"laser+shaw", "logarithm"},
        {"laser@heads=0+stick-breaking", "logarithm"},
        {"dape+dape-v2", "heads"},
        {"dape-v2(kernel=4)", "odd"},
        {"yarn", "rope+yarn"},
        {"fope+pi", "needs a scheme"},
        {"rope+longrope(factors=[1,2])", "pairs"},
        {"pope+longrope(factors=[1,2,3,4,5,6,7,8])", "16 pairs"},
        {"pope+rope", "layout"},
        {"pope+path", "radius"},
        {"pope+selective-rope", "layout"},
        {"selective-rope+selective-rope", "angles of their own"},
        {"pope+transformer-xl", "radii"},
        {"ssmax+ssmax(bias=true)", "alone"},
        {"logn+ssmax", "alone"},
        {"abacus+abacus", "number tokens"},
        {"abacus+bipe", "number tokens"},
        {"abacus@layers=0", "placed"},
        {"rope+rerope+dca", "several ways"},
        {"rope+rerope@heads=0", "@heads"},
        {"path+rope+dca", "no other content product"},
        {"learned@layers=0", "placed"},
        {"learned@until=0.5", "placed"},
        {"rope@until=0.5+yarn", "left out"},
        {"rope@until=0.5+rerope@until=0.9", "@until=0.5 or less are left out: scheme rerope"},
        {"t5@until=0.9+rope@until=0.3+pi@until=0.6", "@until=0.3"},
        {"rope@layers=5", "layers"},
        {"path+dape", "updated keys"},
        {"path+cope", "updated keys"},
        {"fox+cable", "gates"},
        {"path+path-fox", "update keys"},
        {"grape-ap(size=3)", "even"},
        {"path+selective-attention", "head by head"},
        {"xpos+path", "no other content product"},
        {"rope+random+rerope", "rise by one"},
        {"rope+coupling+dca", "rise by one"},
        {"token-shift+token-shift", "shift"},
        {"canon(a=no,b=no,c=no,d=no)", "nowhere"},
        {"rope+yarn(training=true)", "scale=8"},
        {"rope+ntk(training=true)", "scale=8"},
        {"rope+pi(training=true)", "scale=8"},
        {"rope-learned+pi(scale=2,training=true)", "a learned rotation stands alone"},
        {"rope+ssmax+yarn(scale=2,training=true)", "a learned temperature stands alone"},
        {"rope+yarn(scale=2,training=true)+ssmax", "a learned temperature stands alone"},
        {"rope+fope+dpe", "positions of its own"},
        {"rope+dpe(scales=[1,2,3,4,5,6,7,8,9])", "8 pairs"},
        {"rope+ms-poe(order=[0,1,2,2])", "each of the ranks 0..3 once"},
        {"rope+ms-poe(order=[0,1])", "each of the ranks 0..3 once"},
        {"rope+ms-poe(order=[1,2,3,4])", "each of the ranks 0..3 once"},
        {"ms-poe", "rope+ms-poe"},
        {"string", "needs a scheme"},
        {"rope+string(window=3,local=4)", "smaller"},
        {"rope+lm-infinite+rerope", "several ways"},
        {"head-scale(factors=[1.5,1.5,2])", "4 heads"},
        {"rope+longrope2(factors=[1,2])", "pairs"},
        {"rope+pose(target=23)", "no gap"},
        {"rope+cream(target=23)", "no gap"},
        {"rope+pose+rerope(window=5)+random", "rise by one"},
        {"alibi(list=[1,2])", "heads"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct scheme scheme = parsed(bad[i][0]);
        assert_null(model_new(&c, &scheme, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 1, &err));
        if (!strstr(err.text, bad[i][1])) fail_msg("%s is refused with '%s'", bad[i][0], err.text);
        if (!strchr(bad[i][0], '@') && strchr(err.text, '@'))
            fail_msg("%s has no @, but is refused with '%s'", bad[i][0], err.text);
    }
}

/* Maps behind the norms of branches need branches that begin with norms, and those of the MLP need an MLP. */
static void maps_and_norms(void **state) {
    (void)state;
    struct error err;
    struct model_config c;
    options_default(model_options, &c);
    c.place = PLACE_POST;
    struct scheme all_sites = parsed("canon"), others = parsed("canon(a=no,c=no)");
    assert_null(model_new(&c, &all_sites, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 1, &err));
    assert_non_null(strstr(err.text, "model.place=pre"));
    struct model *m = model_new(&c, &others, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 1, &err);
    assert_non_null(m);
    model_free(m);
    c.place = PLACE_PRE, c.mlp = 0;
    struct scheme before = parsed("canon(c=no,d=no)");
    assert_null(model_new(&c, &all_sites, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 1, &err));
    assert_non_null(strstr(err.text, "model.mlp=4"));
    m = model_new(&c, &before, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 1, &err);
    assert_non_null(m);
    model_free(m);
}

/* Gates that are all one half are ALiBi with slopes times ln 2. */
static void even_gates(void **state) {
    (void)state;
    struct scheme gates = parsed("grape-ap"), slopes = parsed("alibi(list=[0.0433216988,0.00270760617])");
    struct model *m[2] = {make(&gates, true), make(&slopes, true)};
    copy_shared(m[0], m[1]);
    assert_true(apart(m[0], m[1], &slopes) > 1e-3);
    for (int layer = 0; layer < 2; layer++)
        memset(tensor(m[0], "layer.%d.scheme.grape-ap.weight", layer), 0, sizeof(real) * 16 * 16);
    assert_true(apart(m[0], m[1], &slopes) < CLOSE);
    model_free(m[0]);
    model_free(m[1]);
}

/* Turns that are all the bias's are rope. */
static void even_turns(void **state) {
    (void)state;
    struct scheme turns = parsed("selective-rope(bias=true)"), plain = parsed("rope(base=500000)");
    struct model *m[2] = {make(&turns, true), make(&plain, true)};
    copy_shared(m[0], m[1]);
    for (int layer = 0; layer < 2; layer++) {
        memset(tensor(m[0], "layer.%d.scheme.selective-rope.bias", layer), 0, sizeof(real) * 8);
        assert_true(apart(m[0], m[1], &plain) > 1e-4);
        memset(tensor(m[0], "layer.%d.scheme.selective-rope.up", layer), 0, sizeof(real) * 32 * 8);
    }
    assert_true(apart(m[0], m[1], &plain) < 10 * CLOSE);
    model_free(m[0]);
    model_free(m[1]);
}

/* Shares that begin as one half are a convolution of keys and values with taps 1/2 and 1/2. */
static void shares_are_taps(void **state) {
    (void)state;
    enum { C = 16 };
    struct scheme shares = parsed("token-shift"), taps = parsed("canon(a=no,c=no,d=no,residual=no,kernel=2)");
    struct model *m[2] = {make(&shares, true), make(&taps, true)};
    copy_shared(m[0], m[1]);
    for (int layer = 0; layer < 2; layer++) {
        memset(tensor(m[0], "layer.%d.scheme.token-shift.weight", layer), 0, sizeof(real) * C * 4);
        real *query = tensor(m[1], "layer.%d.scheme.canon.b.query", layer),
             *rest = tensor(m[1], "layer.%d.scheme.canon.b.keyvalue", layer);
        for (int c = 0; c < C; c++) query[c] = 1, query[C + c] = 0;
        for (int c = 0; c < 4 * C; c++) rest[c] = (real).5;
    }
    assert_true(apart(m[0], m[1], &taps) < CLOSE);
    tensor(m[1], "layer.%d.scheme.canon.b.query", 1)[C] = 1;
    assert_true(apart(m[0], m[1], &taps) > 1e-4);
    model_free(m[0]);
    model_free(m[1]);
}

/* Parts placed on single layers and heads have right gradients too, and act only there. */
static void placement(void **state) {
    (void)state;
    static const char *const placed[] = {"rope+rerope@layers=1+logn",
                                         "rope+self-extend+window(size=9,sinks=2)",
                                         "rope+dca+cope+alibi",
                                         "rope+lm-infinite(window=7,sinks=3)+t5+head-scale(factors=[2])@heads=1",
                                         "rope+string+window(size=20)+pi(scale=2)",
                                         "xpos+dpe(scales=[2,3,5])@layers=1+alibi",
                                         "pope+dpe(window=5,scales=[1,4])",
                                         "rope+ms-poe@heads=1+ms-poe(order=[1,0])@layers=1+longrope2",
                                         "ssmax(bias=true)@heads=1+rope@layers=1+window(size=5,sinks=2)",
                                         "p-rope@heads=1+hope@heads=0+yarn@layers=0",
                                         "rope-learned@heads=1@layers=0",
                                         "selective-rope@heads=1@layers=0+rope(base=100)+rerope",
                                         "selective-rope(gate=true,bias=true,rank=3,layout=interleaved)+ssmax",
                                         "selective-rope(gate=true,kernel=1)+xpos+fox+canon@layers=1",
                                         "selective-rope(bias=true,kernel=8)@heads=1+rope-learned@heads=0",
                                         "pope@heads=1+ssmax(bias=true)+shaw(k=3)+window(size=5,sinks=2)",
                                         "pope(init=uniform)@layers=1+rerope+logn",
                                         "pope(base=100)+yarn+fox+dape(hidden=3)+random-float(max=60)",
                                         "xpos(blockwise=true)@heads=0",
                                         "alibi@heads=1+rope@layers=0",
                                         "shaw@heads=0+t5@layers=1@heads=1",
                                         "transformer-xl@heads=1+dape",
                                         "fire(threshold=9)@heads=1+alibi",
                                         "rope+pose+yarn(scale=8,training=true)",
                                         "rope+cream(target=99)+learned+ntk(scale=4,training=true)@layers=1+fox",
                                         "p-rope@heads=1+pi(scale=3,training=true)@heads=1+ssmax@heads=0",
                                         "fire(threshold=5,per_layer=false)+random(max=64)",
                                         "fire(threshold=30,hidden=8)+random-float(max=60)+kerple-log@heads=0",
                                         "t5+cape",
                                         "alibi-learned+random-float(max=20)+ssmax",
                                         "tupe@heads=1",
                                         "tupe-r@layers=1+random(max=64)",
                                         "tupe(table=sinusoidal)+random-float+window(size=4,sinks=1)",
                                         "tupe(past=clamp,rows=24)+shaw",
                                         "deberta@layers=1@heads=0+ssmax",
                                         "deberta+dape",
                                         "transformer-xl+ssmax+window(size=5,sinks=2)",
                                         "music(values=true,rows=4)@heads=1@layers=0",
                                         "cpe(at=0,every=true)+sink@layers=1",
                                         "canon@layers=0+rope",
                                         "path+fox+token-shift(values=no)",
                                         "selective-attention@heads=1+alibi+window(size=5,sinks=2)",
                                         "selective-attention+dape(hidden=3)+fox+window(size=9)@heads=1",
                                         "selective-attention(keep=0)@layers=0+rope+entmax",
                                         "selective-attention+cope(npos=4)+sink+canon@layers=1",
                                         "grape-ap@heads=1+window(size=5,sinks=2)+rope",
                                         "grape-ap(size=4)+dape(hidden=3)+fox",
                                         "grape-ap(slopes=no,size=2)@layers=0+cope(npos=4)+selective-attention",
                                         "token-shift@heads=1+fox@heads=0+rope-learned",
                                         "canon(b=no,d=no,kernel=2)+canon(a=no,residual=no)@layers=1+cpe+fox",
                                         "fope(learnable=true,floor=0)@heads=1",
                                         "fox@heads=1@layers=1+sink+alibi",
                                         "fox+dape(hidden=3)",
                                         "fox+entmax",
                                         "stieltjes(window=2,scaled=true)@heads=1+alibi+window(size=5,sinks=2)",
                                         "softpick@heads=1+t5+window(size=5,sinks=2)",
                                         "softpick@layers=1+dape(hidden=3)+fox",
                                         "sigmoid(bias=row)@layers=0+shaw(k=3)+qk-norm",
                                         "tra@heads=1+rope+window(size=5,sinks=2)",
                                         "tra@layers=1+cope(npos=4)+formula-mask(of=d>2)",
                                         "tra+dape(hidden=3)+output-gate+laser@heads=0",
                                         "laser@heads=1+window(size=5,sinks=2)+token-shift",
                                         "laser@layers=0+stick-breaking(remainder=false)+shaw(k=3,values=false)+canon",
                                         "grape-a(gates=key)@heads=1+rope+window(size=5,sinks=2)",
                                         "grape-a+dape(hidden=3)",
                                         "path-fox@heads=1+window(size=4,sinks=2)+rope",
                                         "entmax@heads=1+alibi+window(size=5,sinks=2)",
                                         "cope(npos=4,scaled=false)@heads=0+shaw(k=3)+window(size=6,sinks=2)",
                                         "kerple-log+shaw(k=3)+dape(hidden=5)+entmax",
                                         "t5+dape(hidden=3)@heads=1@layers=0",
                                         "cope(npos=4)+alibi+dape-v2(hidden=4,kernel=5)+window(size=6,sinks=2)@heads=1",
                                         "window(size=3,sinks=1)@heads=0+learned(past=clamp,rows=30)"};
    for (size_t i = 0; i < sizeof placed / sizeof *placed; i++) {
        struct scheme scheme = parsed(placed[i]);
#ifdef LX_REAL_DOUBLE
        double error = gradient_error(&scheme, true);
        if (!causal_only(&scheme)) error = fmax(error, gradient_error(&scheme, false));
        if (error > 1e-6) fail_msg("%s: gradient error %g", placed[i], error);
#endif
        assert_true(blocks_difference(&scheme, true, 257) < 10 * CLOSE);
        assert_true(causal_holds(&scheme));
    }
    /* Long enough for far keys to be left out, by the norms of what the content product meets. */
    static const char *const far[] = {"pope+alibi(list=[0.2,0.1])", "selective-rope+alibi(list=[0.2,0.1])+ssmax"};
    for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
        struct scheme scheme = parsed(far[i]);
        if (blocks_difference(&scheme, true, 600) > CLOSE) fail_msg("%s: far keys", far[i]);
    }
    assert_true(between("window(size=1)@heads=0+window(size=1)@heads=1", "window(size=1)", NULL, TRAIN_LENGTH, true) ==
                0);
    assert_true(between("alibi@layers=0+alibi@layers=1", "alibi", NULL, TRAIN_LENGTH, true) == 0);
}

/* test_battery [PATTERN]: only tests whose names match, as every_scheme. */
/* Before its share is over a part is as it always is; from then on the model is what it would be without it, bit for
 * bit, with the weights it has. */
static void parts_are_left_out(void **state) {
    (void)state;
    static const char *const parts[][2] = {{"rope", ""},
                                           {"pope", ""},
                                           {"shaw", ""},
                                           {"alibi", ""},
                                           {"fox", ""},
                                           {"path", ""},
                                           {"canon", ""},
                                           {"selective-rope", "+rope"},
                                           {"entmax", "+alibi"},
                                           {"tra", "+rope"},
                                           {"softpick", ""},
                                           {"laser", "+rope"},
                                           {"window(size=5)", "+rope"},
                                           {"ssmax", "+t5"},
                                           {"dape", "+alibi"},
                                           {"selective-attention", ""}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char until[96], whole[96];
        snprintf(until, sizeof until, "%s@until=0.5%s", parts[i][0], parts[i][1]);
        snprintf(whole, sizeof whole, "%s%s", parts[i][0], parts[i][1]);
        struct scheme left = parsed(until), kept = parsed(whole),
                      rest = parsed(*parts[i][1] ? parts[i][1] + 1 : "nope");
        struct model *m = make(&left, true), *k = make(&kept, true), *r = make(&rest, true);
        copy_shared(m, k);
        copy_shared(m, r);
        assert_false(model_set_progress(m, 0.25));
        if (apart(m, k, &rest) != 0) fail_msg("%s is not itself at first", until);
        assert_true(apart(m, r, &rest) > 1e-6);
        assert_true(model_set_progress(m, 0.5) && !model_set_progress(m, 1));
        if (apart(m, r, &rest) != 0) fail_msg("%s is not left out", until);
        assert_true(model_set_progress(m, 0));
        assert_true(apart(m, k, &rest) == 0);
        model_free(m);
        model_free(k);
        model_free(r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(kinds_of_sequences),
                                       cmocka_unit_test(a_cache_is_a_short_sequence),
                                       cmocka_unit_test(gathered_distances),
                                       cmocka_unit_test(a_window_is_a_short_sequence),
                                       cmocka_unit_test(branches_count_tokens),
                                       cmocka_unit_test(composition),
                                       cmocka_unit_test(maps_and_norms),
                                       cmocka_unit_test(shares_are_taps),
                                       cmocka_unit_test(parts_are_left_out),
                                       cmocka_unit_test(even_gates),
                                       cmocka_unit_test(even_turns),
                                       cmocka_unit_test(placement)};
    return cmocka_run_group_tests_name("composition", tests, NULL, NULL);
}
