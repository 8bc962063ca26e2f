/* Mixers against the recurrence of the papers, worked out apart: numbers sin(seed + 0.9 n). */
#include "base/table.h"
#include "encoders/atom/mixer.h"
#include "model/atom.h"
#include "model/math/recurrence.h"
#include "run/profile.h"

#include "fixture_battery.h"

enum { T = 5, K = 3, V = 2, MOST = 16, LONG = 150 };
static int W; /* numbers from one row to the next, which depends on the processor */

static double wave(int seed, int n) { return sin(seed + 0.9 * n); }
static double softplus(double x) { return log1p(exp(x)); }
static double logistic(double x) { return 1 / (1 + exp(-x)); }

static void close_to(double got, double wanted, const char *what, int k) {
#ifdef LX_REAL_DOUBLE
    const double most = 2e-9;
#else
    const double most = 2e-6;
#endif
    if (!(fabs(got - wanted) <= most)) fail_msg("%s [%d]: %.10g instead of %.10g", what, k, got, wanted);
}

/* Rows of the recurrence for up to LONG tokens of one head, and what comes out. */
struct head {
    real query[LONG * MOST], key[LONG * MOST], value[LONG * MOST], decay[LONG * MOST], strength[LONG];
    real error[LONG * MOST], kept[LONG * MOST * MOST], state[MOST * MOST], out[LONG * MOST], dout[LONG * MOST];
    real dquery[LONG * MOST], dkey[LONG * MOST], dvalue[LONG * MOST], dlog[LONG * MOST], dstrength[LONG],
        dstate[MOST * MOST], dlast[MOST];
    real scratch[8 * MOST * MOST];
};

static struct recurrence recurrence_of(struct head *h, int D, bool delta, int every) {
    return (struct recurrence){.D = D,
                               .delta = delta,
                               .every = every,
                               .query = h->query,
                               .key = h->key,
                               .value = h->value,
                               .decay = h->decay,
                               .strength = h->strength,
                               .error = h->error,
                               .kept = h->kept,
                               .state = h->state,
                               .out = h->out,
                               .dout = h->dout,
                               .dquery = h->dquery,
                               .dkey = h->dkey,
                               .dvalue = h->dvalue,
                               .dlog = h->dlog,
                               .dstrength = h->dstrength,
                               .dstate = h->dstate,
                               .dlast = h->dlast,
                               .scratch = h->scratch};
}

static void unit_row(int seed, int t, double scale, real *out) {
    double square = 0;
    for (int c = 0; c < K; c++) square += wave(seed, t * K + c) * wave(seed, t * K + c);
    for (int c = 0; c < K; c++) out[c] = (real)(scale * wave(seed, t * K + c) / sqrt(square + 1e-6));
}

enum decays { NO_DECAY, HEAD_DECAY, KEY_DECAY };

static void fill_head(struct head *h, enum decays decays, double most) {
    W = recurrence_width(K);
    memset(h, 0, sizeof *h);
    for (int t = 0; t < T; t++) {
        unit_row(10, t, 1 / sqrt(K), h->query + t * W);
        unit_row(11, t, 1, h->key + t * W);
        h->strength[t] = (real)(most > 0 ? most * logistic(wave(13, t)) : 1);
        for (int c = 0; c < K; c++) {
            const double g =
                decays == NO_DECAY ? 0 : -softplus(decays == HEAD_DECAY ? wave(14, t) : wave(15, t * K + c));
            h->decay[t * W + c] = (real)exp(g / 2);
        }
        for (int j = 0; j < V; j++) {
            h->value[t * W + j] = (real)wave(12, t * V + j);
            h->dout[t * W + j] = (real)wave(16, t * V + j);
        }
    }
    for (int c = 0; c < K; c++)
        for (int j = 0; j < V; j++) h->dstate[c * W + j] = (real)wave(17, c * V + j);
}

struct wanted {
    const char *name;
    enum decays decays;
    bool delta;
    double most; /* of strengths; 0: all are 1 */
    double out[V], state[K * V], dquery[K], dkey[K], dvalue[V];
};

/* The last output and state, and the gradients of the first token. */
static void published_recurrence(void **state) {
    (void)state;
    static const struct wanted wanted[] = {
        {"delta",
         NO_DECAY,
         true,
         1,
         {0.226243294, 0.271984167},
         {0.238636251, 0.345849522, -0.197789693, -0.0290571133, -0.484532341, -0.381973904},
         {0.0754441183, 0.0466352661, -0.0174662257},
         {0.124969052, 0.117249111, -0.258599505},
         {0.354879589, -0.0742990139}},
        {"delta, strengths to 2",
         NO_DECAY,
         true,
         2,
         {0.140553869, 0.335643871},
         {0.087361757, 0.34466867, -0.338409557, -0.326565252, -0.508079265, -0.750661102},
         {0.150888237, 0.0932705323, -0.0349324514},
         {0.0375834802, -0.00276052064, -0.599809187},
         {0.124948285, -0.240601519}},
        {"gated delta",
         HEAD_DECAY,
         true,
         1,
         {0.0976295933, 0.201028558},
         {0.0607495024, 0.233162432, -0.234822526, -0.100981648, -0.352685549, -0.35870483},
         {0.0754441183, 0.0466352661, -0.0174662257},
         {0.0450619794, 0.0749392032, -0.0338155213},
         {0.0417216293, -0.184488375}},
        {"KDA",
         KEY_DECAY,
         true,
         1,
         {0.06059335, 0.145322715},
         {0.0195830292, 0.147083223, -0.171899722, -0.125299793, -0.261449494, -0.320421292},
         {0.0754441183, 0.0466352661, -0.0174662257},
         {0.0339049632, 0.0798559782, 0.000288710144},
         {-0.00120522216, -0.214014375}},
        {"SSD",
         HEAD_DECAY,
         false,
         0,
         {0.342528122, 0.449912897},
         {0.327564197, 0.531069, -0.418829708, -0.193300734, -0.84826164, -0.771384326},
         {0.125006157, 0.0772717016, -0.028940437},
         {0.199869977, 0.240463404, -0.0366564594},
         {0.467218222, -0.144274524}},
        {"GLA",
         KEY_DECAY,
         false,
         0,
         {0.233313056, 0.350351455},
         {0.185188906, 0.354212382, -0.361013755, -0.349977631, -0.677401628, -0.797151217},
         {0.125006157, 0.0772717016, -0.028940437},
         {0.183416477, 0.23806261, 0.0138919408},
         {0.388278328, -0.198080137}},
    };
    static struct head h;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const struct wanted *w = &wanted[i];
        fill_head(&h, w->decays, w->most);
        const struct recurrence r = recurrence_of(&h, K + 1, w->delta, 2); /* even: the last number is 0 */
        recurrence_forward(&r, T);
        for (int j = 0; j < V; j++) close_to((double)h.out[(T - 1) * W + j], w->out[j], w->name, j);
        for (int c = 0; c < K * V; c++) close_to((double)h.state[c / V * W + c % V], w->state[c], w->name, 10 + c);
        recurrence_backward(&r, T);
        for (int c = 0; c < K; c++) {
            close_to((double)h.dquery[c], w->dquery[c], w->name, 20 + c);
            close_to((double)h.dkey[c], w->dkey[c], w->name, 30 + c);
        }
        for (int j = 0; j < V; j++) close_to((double)h.dvalue[j], w->dvalue[j], w->name, 40 + j);
    }
}

/* Rotated queries and keys of 4 numbers under a fixed decay. */
static void published_retention(void **state) {
    (void)state;
    static struct head h;
    static const double wanted[][V] = {{-0.258314466, 0.157651238}, {0.640338424, 0.467813828}};
    memset(&h, 0, sizeof h);
    W = recurrence_width(4);
    for (int t = 0; t < T; t++) {
        h.strength[t] = 1;
        for (int p = 0; p < 2; p++) {
            const double c = cos(t * pow(10000, -p / 2.0)), s = sin(t * pow(10000, -p / 2.0));
            for (int key = 0; key < 2; key++) {
                const double a = wave(18 + key, 4 * t + p), b = wave(18 + key, 4 * t + p + 2), scale = key ? 1 : 0.5;
                real *row = (key ? h.key : h.query) + t * W;
                row[p] = (real)(scale * (a * c - b * s)), row[p + 2] = (real)(scale * (b * c + a * s));
            }
        }
        for (int c = 0; c < 4; c++) h.decay[t * W + c] = (real)0.96875;
        for (int j = 0; j < V; j++) h.value[t * W + j] = (real)wave(12, t * V + j);
    }
    const struct recurrence r = recurrence_of(&h, 4, false, 16);
    recurrence_forward(&r, T);
    for (int end = 0; end < 2; end++)
        for (int j = 0; j < V; j++) close_to((double)h.out[end * (T - 1) * W + j], wanted[end][j], "retention", end);
}

/* y[rows][4] = x W for W = fill(seed) / 2. */
static void half_product(int rows, const double *x, int seed, double *y) {
    for (int t = 0; t < rows; t++)
        for (int o = 0; o < 4; o++) {
            y[4 * t + o] = 0;
            for (int i = 0; i < 4; i++) y[4 * t + o] += x[4 * t + i] * wave(seed, 4 * i + o) / 2;
        }
}

/* Tensors of Gated DeltaNet with one head of 4: weight [4][1 + 1 + 4], convolution [4][12]. */
static void set_gated(struct model *m) {
    real *weight = tensor(m, "layer.%d.scheme.gated-deltanet.weight", 0),
         *taps = tensor(m, "layer.%d.scheme.gated-deltanet.convolution", 0);
    for (int c = 0; c < 4; c++) {
        weight[6 * c] = (real)(wave(26, c) / 2), weight[6 * c + 1] = (real)(wave(27, c) / 2);
        for (int o = 0; o < 4; o++) weight[6 * c + 2 + o] = (real)(wave(24, 4 * c + o) / 2);
        for (int which = 0; which < 3; which++)
            for (int k = 0; k < 4; k++) taps[12 * k + 4 * which + c] = (real)(wave(28 + which, 4 * c + k) / 2);
    }
    *tensor(m, "layer.%d.scheme.gated-deltanet.rate", 0) = (real)log(4);
    *tensor(m, "layer.%d.scheme.gated-deltanet.bias", 0) = (real)log(expm1(0.05));
}

/* A whole layer of Gated DeltaNet on 4 tokens, with either gate: the last row of what goes into the stream. */
static void gated_layer(const char *expression, const double wanted[4]) {
    enum { N = 4 };
    struct model_config c;
    struct error err;
    const struct scheme scheme = parsed(expression);
    options_default(model_options, &c);
    c.layers = 1, c.heads = 1, c.width = 4;
    struct model *m = model_new(&c, &scheme, 4, (struct exposure){.tokens = N}, 1, &err);
    if (!m) fail_msg("%s", err.text);
    double x[4 * N], projected[3][4 * N], mixed[4], y[4];
    real in[4 * N];
    set_gated(m);
    model_reserve(m, true, N, N);
    tables_begin(m, (const double[]){0, 1, 2, 3}, N);
    for (int k = 0; k < 4 * N; k++) x[k] = wave(20, k), in[k] = (real)x[k];
    for (int which = 0; which < 3; which++) half_product(N, x, 21 + which, projected[which]);
    for (int k = 0; k < 4 * N; k++) {
        real *kv = m->acts[0].kv + k / 4 * 8 + k % 4;
        m->acts[0].q[k] = (real)projected[0][k], kv[0] = (real)projected[1][k], kv[4] = (real)projected[2][k];
    }
    const int rows[] = {0, 1, 2, 3};
    const struct group g = {.sequences = 1,
                            .rows = N,
                            .answers = N,
                            .start = (const int[]){0, N},
                            .answer_start = (const int[]){0, N},
                            .answer_row = rows,
                            .answer_index = rows};
    EACH_ATOM(at, &m->stands[0]) if (at->atom->input) at->atom->input(m, 0, 0, N, in);
    attention_forward(m, 0, &g);
    for (int k = 0; k < 4; k++) mixed[k] = (double)m->acts[0].mixed[4 * (N - 1) + k];
    half_product(1, mixed, 25, y);
    for (int k = 0; k < 4; k++) close_to(y[k], wanted[k], expression, k);
    model_free(m);
}

static void published_layer(void **state) {
    (void)state;
    gated_layer("gated-deltanet", (const double[]){0.0468680464, 0.0559232357, 0.0226568351, -0.0277558066});
    gated_layer("gated-deltanet(gate=sigmoid)",
                (const double[]){-0.232715969, -0.413474025, -0.281323182, 0.0637274365});
}

static void long_head(struct head *h, int D) {
    W = recurrence_width(D);
    memset(h, 0, sizeof *h);
    for (int t = 0; t < LONG; t++) {
        h->strength[t] = (real)logistic(wave(1, t));
        for (int d = 0; d < D; d++) {
            const int at = t * W + d, n = t * D + d;
            h->query[at] = (real)wave(2, n), h->key[at] = (real)(wave(3, n) / sqrt(D)), h->value[at] = (real)wave(4, n);
            h->decay[at] = (real)exp(-0.1 * softplus(wave(5, n))), h->dout[at] = (real)wave(6, n);
        }
    }
}

/* The largest difference of two gradients, in units of the largest number in them. */
static void alike(const real *a, const real *b, int n, const char *what) {
#ifdef LX_REAL_DOUBLE
    const double most = 1e-13;
#else
    const double most = 1e-5;
#endif
    double largest = 0;
    for (int i = 0; i < n; i++) largest = fmax(largest, fabs((double)a[i]));
    if (!(difference(a, b, n) <= most * largest)) fail_msg("%s: %g of %g", what, difference(a, b, n), largest);
}

/* How often a state is kept changes no bit of what comes out, and no gradient by more than rounding. */
static void pieces(void **state) {
    (void)state;
    static const int every[] = {4, 8, 16};
    static struct head whole, other;
    for (int D = 8; D <= 16; D += 8)
        for (int delta = 0; delta < 2; delta++) {
            long_head(&whole, D);
            const struct recurrence r = recurrence_of(&whole, D, delta, 16);
            recurrence_forward(&r, LONG);
            recurrence_backward(&r, LONG);
            for (int k = 0; k < 3; k++) {
                long_head(&other, D);
                const struct recurrence again = recurrence_of(&other, D, delta, every[k]);
                recurrence_forward(&again, LONG);
                recurrence_backward(&again, LONG);
                alike(whole.dkey, other.dkey, LONG * W, "dkey");
                alike(whole.dquery, other.dquery, LONG * W, "dquery");
                alike(whole.dvalue, other.dvalue, LONG * W, "dvalue");
                alike(whole.dlog, other.dlog, LONG * W, "dlog");
                alike(whole.dstrength, other.dstrength, LONG, "dstrength");
                assert_memory_equal(whole.out, other.out, sizeof whole.out);
                assert_memory_equal(whole.state, other.state, sizeof whole.state);
            }
        }
}

/* A sequence in chunks of 1, 16, 32 and 64 tokens, the last one shorter, is the sequence at once, to the bit. */
static void chunks(void **state) {
    (void)state;
    static const int chunk[] = {1, 16, 32, 64};
    static struct head whole, other;
    for (int D = 8; D <= 16; D += 8)
        for (int delta = 0; delta < 2; delta++) {
            long_head(&whole, D);
            const struct recurrence r = recurrence_of(&whole, D, delta, 16);
            recurrence_forward(&r, LONG);
            for (size_t k = 0; k < sizeof chunk / sizeof *chunk; k++) {
                long_head(&other, D);
                struct recurrence part = recurrence_of(&other, D, delta, 16);
                part.kept = NULL;
                for (int t = 0; t < LONG; t += chunk[k]) {
                    part.query = other.query + t * W, part.key = other.key + t * W, part.value = other.value + t * W;
                    part.decay = other.decay + t * W, part.strength = other.strength + t;
                    part.error = other.error + t * W, part.out = other.out + t * W;
                    recurrence_forward(&part, LONG - t < chunk[k] ? LONG - t : chunk[k]);
                }
                assert_memory_equal(whole.out, other.out, sizeof whole.out);
                assert_memory_equal(whole.state, other.state, sizeof whole.state);
            }
        }
}

static const char *refusal(const char *expression, bool causal, struct error *err) {
    const struct scheme scheme = parsed(expression);
    const struct model_config c = battery_config(causal);
    struct model *m = battery_model(&c, &scheme, err);
    if (m) err->text[0] = '\0';
    model_free(m);
    return err->text;
}

static void composition(void **state) {
    (void)state;
    struct error err;
    assert_string_equal(refusal("retnet@layers=0+rope@layers=1", true, &err), "");
    assert_string_equal(refusal("linear-attention@layers=0+alibi@layers=1+learned+canon", true, &err), "");
    assert_string_equal(refusal("linear-attention@layers=0+retnet@layers=1", true, &err), "");
    assert_non_null(
        strstr(refusal("linear-attention@layers=0+rope", true, &err), "linear-attention@layers=0+rope@layers=1"));
    assert_non_null(
        strstr(refusal("linear-attention+retnet", true, &err), "only one may replace attention in a layer"));
    assert_non_null(strstr(refusal("linear-attention@heads=0", true, &err), "@heads"));
    assert_non_null(strstr(refusal("linear-attention@layers=0", false, &err), "model.causal=true"));
}

/* By how much the weight of the last token's values falls from one token to the one before it. */
static void expect_falls(const char *expression, double factor) {
    const struct profile_shape shape = {.heads = 2, .width = 16, .length = 40, .train_length = 10, .seed = 1};
    struct error err;
    struct table *t = profile_scheme(expression, &shape, &err);
    if (!t) fail_msg("%s", err.text);
    for (int head = 0; head < 2; head++)
        for (int d = 0; d < 6; d++) {
            const double near = table_value(t, head * 40 + d, 2), far = table_value(t, head * 40 + d + 1, 2);
            if (!(fabs(far / near - factor) < 2e-3)) fail_msg("%s, %d back: %g after %g", expression, d, far, near);
        }
    table_free(t);
}

/* With queries and keys all alike (profile.c sees to it) linear attention keeps every value, and the delta rule at
 * strength 1/2 takes half of what was there off with every token. */
static void weights_of_values(void **state) {
    (void)state;
    expect_falls("linear-attention(feature=identity)", 1);
    expect_falls("deltanet(init_std=0)", 0.5);
}

static size_t evaluation_bytes(struct model *m, int longest) {
    model_reserve(m, false, longest, longest);
    return model_bytes(m);
}

/* Steps and evaluations take no memory, and a longer sequence takes more for its rows alone: less than attention's
 * scores of a block of queries would. */
static void memory(void **state) {
    (void)state;
    static const int lengths[] = {7, TRAIN_LENGTH};
    const struct scheme scheme = parsed("mamba-2@layers=0+gated-deltanet@layers=1");
    struct model *m = make(&scheme, true);
    struct optimiser_config o;
    struct step_report report;
    struct answer out[64];
    options_default(optimiser_options, &o);
    fill(&all, &scheme, false, lengths, 2, 1);
    model_reserve(m, true, 0, TRAIN_LENGTH);
    size_t before = mem_allocations();
    model_train_step(m, &all.batch, &o, 1e-3, 0, &report);
    assert_int_equal(mem_allocations(), before);
    model_reserve(m, false, all.batch.rows, TRAIN_LENGTH);
    before = mem_allocations();
    model_evaluate(m, &all.batch, out);
    assert_int_equal(mem_allocations(), before);
    const size_t once = evaluation_bytes(m, 4000), twice = evaluation_bytes(m, 8000),
                 thrice = evaluation_bytes(m, 12000);
    assert_true(thrice - twice <= twice - once + 4096 && twice - once <= thrice - twice + 4096);
    assert_true((thrice - twice) / 4000 < 180 * sizeof(real)); /* a block of scores would add 64 */
    model_free(m);
}

#ifdef LX_REAL_DOUBLE
/* A mixer in the last layer, whose queries stand on more rows than its outputs, under norms of either place. */
static void gradients(void **state) {
    (void)state;
    static const int lengths[] = {7, 1, 20, TRAIN_LENGTH, 2};
    const struct scheme scheme = parsed("kda@layers=1");
    for (int place = PLACE_PRE; place <= PLACE_POST; place++) {
        struct model_config c = battery_config(true);
        c.place = place;
        struct model *m = model_with(&c, &scheme);
        shake(m);
        fill(&all, &scheme, false, lengths, 5, 3);
        model_reserve(m, true, 0, TRAIN_LENGTH);
        assert_true(gradient_error_of(m) <= 1e-6);
        model_free(m);
    }
}
#else
static void gradients(void **state) { (void)state; } /* they are double's */
#endif

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(published_recurrence),
                                       cmocka_unit_test(published_retention),
                                       cmocka_unit_test(published_layer),
                                       cmocka_unit_test(pieces),
                                       cmocka_unit_test(chunks),
                                       cmocka_unit_test(composition),
                                       cmocka_unit_test(weights_of_values),
                                       cmocka_unit_test(memory),
                                       cmocka_unit_test(gradients)};
    return cmocka_run_group_tests_name("mixer", tests, NULL, NULL);
}
