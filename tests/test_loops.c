/* Loops: the layers several times with the same weights. Numbers of the formula, gradients against central differences,
 * with dropout too, ragged batches against single sequences, evaluation in chunks against training, the plain
 * reference, and rules of evaluation against models that have as many loops. */
#include "fixture_battery.h"
#include "model/reference.h"
#include "run/batch.h"

#ifdef LX_REAL_DOUBLE
static const double EXACT = 1e-11;
#else
static const double EXACT = 2e-5;
#endif

static struct model_config looped(long loops, int by, int inject) {
    struct model_config c = battery_config(true);
    c.loops = loops, c.loops_by = by, c.inject = inject;
    return c;
}

static struct model *made(const struct model_config *config, const char *expression) {
    const struct scheme scheme = parsed(expression);
    struct model *m = model_with(config, &scheme);
    shake(m);
    return m;
}

static void fill_for(const char *expression, bool evaluating, const int *lengths, int n) {
    const struct scheme scheme = parsed(expression);
    fill(&all, &scheme, evaluating, lengths, n, 2);
}

/* The numbers of an independent program: three loops of z + relu(rms(z) W1) W2 with C = 3, from e = sin(50 + 0.9 k), W1
 * = 0.6 sin(51 + 0.9 k), W2 = 0.6 sin(52 + 0.9 k). Attention gives 0, and the head shows the final norm's output. */
static void set(struct model *m, const char *name, double factor, double first, int n) {
    real *p = tensor(m, name, 0);
    for (int k = 0; k < n; k++) p[k] = (real)(factor * sin(first + 0.9 * k));
}

static const struct batch *small(void) {
    static const int start[2] = {0, 2}, token[2] = {0, 1}, row[2] = {0, 1}, target[2] = {0, 0};
    static const double position[2] = {0, 1};
    static const struct batch b = {.sequences = 1,
                                   .rows = 2,
                                   .answers = 2,
                                   .start = start,
                                   .token = token,
                                   .position = position,
                                   .answer_row = row,
                                   .target = target};
    return &b;
}

static struct model *of_three(int inject, long grad_loops) {
    struct model_config c = looped(3, LOOPS_FIXED, inject);
    c.width = 3, c.heads = 1, c.layers = 1, c.mlp = 1, c.bias = false;
    c.norm = NORM_RMS, c.activation = ACTIVATION_RELU, c.grad_loops = grad_loops;
    struct scheme scheme = parsed("nope");
    struct error err;
    struct model *m = model_new(&c, &scheme, 3, (struct exposure){.tokens = 2}, 1, &err);
    set(m, "token_embedding.weight", 1, 50, 6);
    set(m, "layer.%d.mlp.up.weight", 0.6, 51, 9);
    set(m, "layer.%d.mlp.down.weight", 0.6, 52, 9);
    set(m, "layer.%d.attention.out.weight", 0, 0, 9);
    if (inject == INJECT_LINEAR) set(m, "inject.weight", 0.6, 53, 9);
    for (int k = 0; k < 9; k++) tensor(m, "head.weight", 0)[k] = k % 4 == 0;
    return m;
}

/* What leaves the last loop that counts, [2][3]. */
static void expect_stream(struct model *m, const double *wanted) {
    real logits[6];
    model_reserve(m, false, 2, 2);
    model_logits(m, small(), logits);
    for (int t = 0; t < 2; t++) {
        const double *h = wanted + 3 * t;
        const double rms = sqrt((h[0] * h[0] + h[1] * h[1] + h[2] * h[2]) / 3 + 1e-5);
        for (int k = 0; k < 3; k++)
            assert_true(fabs((double)logits[3 * t + k] - h[k] / rms) < fmax(EXACT, 1e-8)); /* of 9 digits */
    }
}

/* And which loop that is; answers of a model without loops have none. */
static void expect_loop(struct model *m, int wanted) {
    struct answer answer[2];
    model_evaluate(m, small(), answer);
    assert_true(answer[0].loops == wanted && answer[1].loops == wanted);
}

static void golden(void **state) {
    (void)state;
    static const double wanted[3][6] = {
        [INJECT_ADD] = {-0.40676667, 2.27583661, 3.23613211, 2.62344119, -0.372103555, -3.08604775},
        [INJECT_NONE] = {0.0989891177, 1.06541642, 1.22555782, 1.32271111, 0.00694393206, -1.31407827},
        [INJECT_LINEAR] = {0.538807126, 1.63922205, 1.49910640, 0.744333596, -0.766090436, -1.69675250}};
    for (int inject = INJECT_ADD; inject <= INJECT_LINEAR; inject++) {
        struct model *m = of_three(inject, 0);
        expect_stream(m, wanted[inject]);
        expect_loop(m, 3);
        model_free(m);
    }
}

/* Six loops are allowed. With the plain embedding the mean of ln max softmax rises from -0.468817 to -0.466753, without
 * any and with a map it is greatest in the first. The stream changes by .99852 .49936 .33296 .24975 .19982 of its
 * length, without any embedding by .18251 .15381 .13195 .11520 .10212, with a map by .40658 .30127 .23102 .18662. */
static void golden_ends(void **state) {
    (void)state;
    static const struct {
        int inject;
        const char *rule;
        double stream[6];
        int loop;
    } wanted[] = {{INJECT_ADD,
                   "until=confident",
                   {-0.825973858613, 4.5354022818, 6.46447639558, 5.24741061433, -0.747382756548, -6.1765717575},
                   6},
                  {INJECT_NONE,
                   "until=confident",
                   {-0.131414986196, 0.764071245361, 1.08132359137, 0.874087087779, -0.12298828307, -1.02698857325},
                   1},
                  {INJECT_LINEAR,
                   "until=confident",
                   {-0.131414986196, 0.764071245361, 1.08132359137, 0.874087087779, -0.12298828307, -1.02698857325},
                   1},
                  {INJECT_ADD,
                   "until=still,tolerance=0.3",
                   {-0.685877621605, 3.78268523125, 5.38858731476, 4.37276766582, -0.622194091598, -5.14629176489},
                   5},
                  {INJECT_ADD,
                   "until=still",
                   {-0.825973858613, 4.5354022818, 6.46447639558, 5.24741061433, -0.747382756548, -6.1765717575},
                   6},
                  {INJECT_NONE,
                   "until=still,tolerance=0.14",
                   {0.201208848191, 1.19910945581, 1.28954793337, 1.54481407353, 0.0689942914444, -1.4590389949},
                   4},
                  {INJECT_LINEAR,
                   "until=still,tolerance=0.25",
                   {0.834867366182, 2.03357370978, 1.69331201224, 0.660918177447, -1.08910043716, -2.01490955382},
                   4}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct model *m = of_three(wanted[i].inject, 0);
        struct error err;
        char variant[64];
        snprintf(variant, sizeof variant, "nope+loops(by=fixed,times=2,%s)", wanted[i].rule);
        const struct scheme scheme = parsed(variant);
        if (!model_set_variant(m, &scheme, &err)) fail_msg("%s", err.text);
        expect_stream(m, wanted[i].stream);
        expect_loop(m, wanted[i].loop);
        model_free(m);
    }
}

static void expect_numbers(struct model *m, const char *name, const double *wanted, int n) {
    const real *g = tensor(m, name, 0) - model_parameters(m, &(long){0}) + model_gradients(m);
    for (int k = 0; k < n; k++)
        if (!(fabs((double)g[k] - wanted[k]) < fmax(EXACT, 1e-10))) /* of 12 digits */
            fail_msg("%s %d: %.12g, not %.12g", name, k, (double)g[k], wanted[k]);
}

/* The gradient of the mean loss of target 0 through the last loop alone and through the last two, by differences of the
 * independent program in which the numbers of earlier loops stand still. */
static void golden_gradients(void **state) {
    (void)state;
    static const struct {
        int inject;
        long loops;
        double embedding[6], up[3], inject_weight[9];
    } wanted[] = {
        {INJECT_ADD,
         1,
         {-0.192684716344, 0.0111765236851, -0.0318609764869, -0.0248947006379, 0.0396806759348, -0.0259452390118},
         {0.00305281135075, -0.00463144295866, 0.0220180056225},
         {0}},
        {INJECT_ADD,
         2,
         {-0.407981623934, 0.0596906851047, -0.0923505451469, -0.0509640636939, 0.0807152567215, -0.0530476461413},
         {0.0060320765472, -0.0091521571554, 0.0462526053977},
         {0}},
        {INJECT_NONE, 2, {0}, {0.025097764935, -0.0422156357619, 0.0339620150445}, {0}},
        {INJECT_LINEAR,
         1,
         {-0.117263283934, 0.162729233592, -0.176974649631, 0.0009424191336, 0.0116916248466, -0.0220825637711},
         {-0.0116526277384, 0.0752050289464, -0.037793328022},
         {0.0280280099724, 0.00995407305166, -0.0466478784004, -0.156911268509, 0.0158894649391, 0.0472566359285,
          -0.223103227251, 0.00980002654158, 0.105398270321}},
        {INJECT_LINEAR,
         0,
         {-0.596647337289, 0.485953838976, -0.38364744637, -0.0436770331848, 0.0174244803392, -0.0619164102035},
         {-0.0539445414659, 0.125908024033, -0.0166950045323},
         {0.0715780126976, -0.00549881841203, -0.0730280922159, -0.334704007425, 0.0688852244679, 0.064012110133,
          -0.487688707568, 0.0911383028037, 0.152609223713}}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct model *m = of_three(wanted[i].inject, wanted[i].loops);
        model_reserve(m, true, 0, 2);
        model_gradient(m, small());
        expect_numbers(m, "token_embedding.weight", wanted[i].embedding, 6);
        expect_numbers(m, "layer.%d.mlp.up.weight", wanted[i].up, 3);
        if (wanted[i].inject == INJECT_LINEAR) expect_numbers(m, "inject.weight", wanted[i].inject_weight, 9);
        model_free(m);
    }
}

/* Schemes beside which loops are tried: nothing, one in a layer, each kind of state, tables by position and by row. */
static const char *const beside[] = {
    "nope",        "rope@layers=1+alibi", "gated-deltanet@layers=0+rope@layers=1", "mamba-2",
    "fox+learned", "shaw+canon",          "random-float+rope+tupe@layers=0",       "differential+ssmax",
    "dape+alibi",  "path@layers=1"};
enum { BESIDE = sizeof beside / sizeof *beside };

#ifdef LX_REAL_DOUBLE
static void expect_gradient(const struct model_config *c, const char *scheme) {
    const int lengths[] = {7, 1, 13};
    fill_for(scheme, false, lengths, 3);
    struct model *m = made(c, scheme);
    model_reserve(m, true, 0, TRAIN_LENGTH);
    const double error = gradient_error_of(m);
    if (!(error <= 1e-5)) /* differences of a function that is so deep are no better */
        fail_msg("%s, %ld loops, by %d, inject %d: relative error %.1e", scheme, c->loops, c->loops_by, c->inject,
                 error);
    model_free(m);
}

/* By length 7 tokens have 2 loops, 13 have 3 and 1 has 1; the shortest stands in the middle. */
static void gradients(void **state) {
    (void)state;
    for (int i = 0; i < BESIDE; i++) {
        const struct model_config c = looped(i % 2 ? 3 : 5, i % 2 ? LOOPS_FIXED : LOOPS_LENGTH, i % 3);
        expect_gradient(&c, beside[i]);
    }
    for (int by = LOOPS_FIXED; by <= LOOPS_LENGTH; by++) {
        struct model_config c = looped(3, by, INJECT_ADD);
        c.place = PLACE_POST;
        expect_gradient(&c, "rope");
        c.inject = INJECT_NONE, c.layers = 1, c.place = PLACE_PRE, c.tied = true;
        expect_gradient(&c, "nope");
    }
}

/* Each sequence of a batch gives what it gives alone, though some have gradients in loops that others only pass. */
static void gradients_through_last_loops(void **state) {
    (void)state;
    static struct battery_sample one;
    const int lengths[] = {13, 7, 1, 4};
    const struct scheme scheme = parsed("rope");
    long n;
    for (int inject = INJECT_ADD; inject <= INJECT_LINEAR; inject++) {
        struct model_config c = looped(5, LOOPS_LENGTH, inject);
        c.grad_loops = 2;
        struct model *m = made(&c, "rope");
        model_parameters(m, &n);
        double *sum = mem_zero((size_t)n, sizeof *sum);
        model_reserve(m, true, 0, TRAIN_LENGTH);
        fill_for("rope", false, lengths, 4);
        for (int s = 0, answer = 0; s < 4; s++) {
            fill(&one, &scheme, false, &lengths[s], 1, 2);
            memcpy(one.token, all.token + all.start[s], sizeof(int) * (size_t)lengths[s]);
            memcpy(one.target, all.target + answer, sizeof(int) * (size_t)one.batch.answers);
            answer += one.batch.answers;
            model_gradient(m, &one.batch);
            for (long k = 0; k < n; k++)
                sum[k] += (double)model_gradients(m)[k] * one.batch.answers / all.batch.answers;
        }
        model_gradient(m, &all.batch);
        for (long k = 0; k < n; k++) assert_true(fabs((double)model_gradients(m)[k] - sum[k]) < 1e-12);
        mem_free(sum);
        model_free(m);
    }
}

/* The loss of a step that moves nothing, at the masks of step 5. */
static double loss_of_step(struct model *m) {
    struct optimiser_config o;
    struct step_report report;
    options_default(optimiser_options, &o);
    model_train_step(m, &all.batch, &o, 0, 5, &report);
    return report.loss;
}

static void gradients_through_dropout(void **state) {
    (void)state;
    const int lengths[] = {7, 11, 2};
    fill_for("nope", false, lengths, 3);
    struct model_config c = looped(3, LOOPS_FIXED, INJECT_ADD);
    c.dropout = 0.3;
    struct model *m = made(&c, "nope");
    model_reserve(m, true, 0, TRAIN_LENGTH);
    long n;
    real *p = model_parameters(m, &n);
    loss_of_step(m);
    for (long k = 0; k < n; k += n / 50) {
        loss_of_step(m);
        const double h = 1e-5, keep = (double)p[k], exact = (double)model_gradients(m)[k];
        p[k] = (real)(keep + h);
        const double up = loss_of_step(m);
        p[k] = (real)(keep - h);
        const double slope = (up - loss_of_step(m)) / (2 * h);
        p[k] = (real)keep;
        assert_true(fabs(slope - exact) <= 1e-6 * fmax(fabs(slope) + fabs(exact), 1e-3));
    }
    model_free(m);
}
#endif

/* Each loop has masks of its own: with the same in all, two loops of nothing but dropout would drop the same twice. */
static void loops_drop_apart(void **state) {
    (void)state;
    const int lengths[] = {7, 11, 2};
    double loss[2];
    fill_for("nope", false, lengths, 3);
    for (long loops = 1; loops <= 2; loops++) {
        struct model_config c = looped(loops, LOOPS_FIXED, INJECT_NONE);
        struct optimiser_config o;
        struct step_report report;
        options_default(optimiser_options, &o);
        c.dropout = 0.5;
        struct model *m = made(&c, "nope");
        model_reserve(m, true, 0, TRAIN_LENGTH);
        const double whole = model_gradient(m, &all.batch);
        model_train_step(m, &all.batch, &o, 1e-3, 5, &report);
        loss[loops - 1] = report.loss - whole;
        assert_true(fabs(loss[loops - 1]) > 1e-6);
        model_free(m);
    }
    assert_true(loss[0] != loss[1]);
}

static void chunks_equal_all_at_once(void **state) {
    (void)state;
    for (int i = 0; i < BESIDE; i++)
        for (int T = 40; T <= 540; T += 500) {
            const struct model_config c = looped(T < 100 ? 3 : 2, T < 100 ? LOOPS_LENGTH : LOOPS_FIXED, INJECT_ADD);
            struct model *m = made(&c, beside[i]);
            fill_for(beside[i], true, &T, 1);
            const long n = (long)all.batch.answers * VOCABULARY;
            real *chunks = logits_of(m, &all.batch, T), *whole = mem_zero((size_t)n, sizeof *whole);
            model_logits_kept(m, &all.batch, whole);
            if (!(difference(chunks, whole, n) < CLOSE))
                fail_msg("%s at %d: %g", beside[i], T, difference(chunks, whole, n));
            mem_free(chunks);
            mem_free(whole);
            model_free(m);
        }
}

/* Whatever the order, so that some that are done lie among others. */
static void ragged_equals_single(void **state) {
    (void)state;
    static struct battery_sample one;
    const int lengths[] = {30, 1, 17, 60, 5, 24};
    for (int i = 0; i < BESIDE; i++) {
        if (strstr(beside[i], "random")) continue; /* positions of a sequence depend on where it stands */
        const struct model_config c = looped(3, LOOPS_LENGTH, INJECT_ADD);
        struct model *m = made(&c, beside[i]);
        fill_for(beside[i], true, lengths, 6);
        real *together = logits_of(m, &all.batch, 60);
        long at = 0;
        for (int s = 0; s < 6; s++) {
            const struct scheme scheme = parsed(beside[i]);
            fill(&one, &scheme, true, &lengths[s], 1, 2);
            memcpy(one.token, all.token + all.start[s], sizeof(int) * (size_t)lengths[s]);
            real *alone = logits_of(m, &one.batch, 60);
            assert_true(difference(alone, together + at, (long)one.batch.answers * VOCABULARY) < EXACT);
            at += (long)one.batch.answers * VOCABULARY;
            mem_free(alone);
        }
        mem_free(together);
        model_free(m);
    }
}

static void reference_agrees(void **state) {
    (void)state;
    const int lengths[] = {7, 1, TRAIN_LENGTH};
    int covered = 0;
    for (int i = 0; i < BESIDE; i++)
        for (int by = LOOPS_FIXED; by <= LOOPS_LENGTH; by++) {
            const struct model_config c = looped(3, by, (i + by) % 3);
            struct model *m = made(&c, beside[i]);
            fill_for(beside[i], false, lengths, 3);
            model_reserve(m, true, 0, TRAIN_LENGTH);
            const struct agreement a = reference_compare(m, &all.batch);
            if (reference_covers(m, NULL)) covered++;
            if (reference_covers(m, NULL) && !(a.loss < 1e-5 && a.gradient < 1e-3))
                fail_msg("%s: loss %g, gradient %g", beside[i], a.loss, a.gradient);
            model_free(m);
        }
    assert_true(covered >= BESIDE);
}

/* Under a rule of evaluation the model computes what one with as many loops does. */
static void expect_loops(const struct model_config *trained, const char *variant, int T, long loops) {
    struct model_config c = *trained;
    struct model *m = made(trained, "rope");
    const struct scheme scheme = parsed(variant);
    struct error err;
    c.loops = loops, c.loops_by = LOOPS_FIXED;
    struct model *other = made(&c, "rope");
    copy_shared(m, other);
    if (!model_set_variant(m, &scheme, &err)) fail_msg("%s", err.text);
    fill_for("rope", true, &T, 1);
    const long n = (long)all.batch.answers * VOCABULARY;
    real *ruled = logits_of(m, &all.batch, T), *fixed = logits_of(other, &all.batch, T);
    if (!(difference(ruled, fixed, n) < EXACT)) fail_msg("%s at %d: not %ld loops", variant, T, loops);
    c.loops = loops + 1;
    struct model *more = made(&c, "rope");
    copy_shared(m, more);
    real *further = logits_of(more, &all.batch, T);
    assert_true(difference(ruled, further, n) > 1e-6);
    mem_free(ruled);
    mem_free(fixed);
    mem_free(further);
    model_free(m);
    model_free(other);
    model_free(more);
}

static void rules_of_evaluation(void **state) {
    (void)state;
    const int L = TRAIN_LENGTH;
    const struct model_config once = looped(1, LOOPS_FIXED, INJECT_ADD), three = looped(3, LOOPS_FIXED, INJECT_ADD),
                              grows = looped(3, LOOPS_LENGTH, INJECT_NONE);
    expect_loops(&once, "rope", 4 * L, 1);
    expect_loops(&once, "rope+loops", L, 1);
    expect_loops(&once, "rope+loops", L + 1, 2);
    expect_loops(&once, "rope+loops", 4 * L, 4);
    expect_loops(&three, "rope+loops", 2 * L, 6);
    expect_loops(&three, "rope+loops", 1, 1);
    expect_loops(&three, "rope+loops(times=2)", L, 6);
    expect_loops(&three, "rope+loops(by=fixed)", 2 * L, 3);
    expect_loops(&three, "rope+loops(by=fixed,times=1.5)", 2 * L, 5);
    expect_loops(&grows, "rope", 2 * L, 6);
    expect_loops(&grows, "rope+loops(by=fixed)", 2 * L, 3);
}

/* Sequences end in loops of their own, as the plain reference has it, each as it does alone, in pieces as in one. */
static void ends_by_what_the_model_gives(void **state) {
    (void)state;
    static const char *const rules[] = {"until=confident", "until=still,tolerance=0.4"};
    static struct battery_sample one;
    const int lengths[] = {30, 1, 17, 24, 5, 9};
    for (int i = 0; i < 4; i++) {
        struct model_config c = looped(6, i % 2 ? LOOPS_LENGTH : LOOPS_FIXED, i / 2 ? INJECT_ADD : INJECT_NONE);
        c.place = i == 3 ? PLACE_POST : PLACE_PRE;
        char variant[64];
        struct error err;
        snprintf(variant, sizeof variant, "rope+loops(by=%s,%s)", i % 2 ? "length" : "fixed", rules[i / 2]);
        const struct scheme scheme = parsed(variant), all_loops = parsed(i % 2 ? "rope+loops" : "rope+loops(by=fixed)");
        struct model *m = made(&c, "rope");
        fill_for("rope", true, lengths, 6);
        const long n = (long)all.batch.answers * VOCABULARY;
        if (!model_set_variant(m, &all_loops, &err)) fail_msg("%s", err.text);
        real *last = logits_of(m, &all.batch, 60), *kept = mem_zero((size_t)n, sizeof *kept);
        if (!model_set_variant(m, &scheme, &err)) fail_msg("%s", err.text);
        real *ended = logits_of(m, &all.batch, 60);
        model_logits_kept(m, &all.batch, kept);
        assert_true(difference(ended, kept, n) < CLOSE);
        long size;
        const real *p = model_parameters(m, &size);
        double *theta = mem_zero((size_t)size, sizeof *theta), *plain = mem_zero((size_t)n, sizeof *plain);
        for (long k = 0; k < size; k++) theta[k] = (double)p[k];
        reference_logits(m, &all.batch, theta, plain);
        for (long k = 0; k < n; k++)
            if (!(fabs((double)ended[k] - plain[k]) < CLOSE)) fail_msg("%s: the reference says otherwise", variant);
        int same = 0;
        long at = 0;
        for (int s = 0; s < 6; s++) {
            fill(&one, &scheme, true, &lengths[s], 1, 2);
            memcpy(one.token, all.token + all.start[s], sizeof(int) * (size_t)lengths[s]);
            const long own = (long)one.batch.answers * VOCABULARY;
            real *alone = logits_of(m, &one.batch, 60);
            assert_true(difference(alone, ended + at, own) < EXACT);
            same += difference(last + at, ended + at, own) < EXACT;
            mem_free(alone);
            at += own;
        }
        if (same == 6) fail_msg("%s: all %d sequences end in the last loop", variant, i);
        mem_free(last), mem_free(kept), mem_free(ended), mem_free(theta), mem_free(plain);
        model_free(m);
    }
}

/* Each step of training has as many loops as are drawn for it, and evaluation as many as there may be. */
static void drawn_loops(void **state) {
    (void)state;
    const int lengths[] = {7, 11, 2};
    struct optimiser_config o;
    struct step_report report;
    double fixed[5];
    int seen[5] = {0};
    options_default(optimiser_options, &o);
    fill_for("rope", false, lengths, 3);
    for (long loops = 2; loops <= 4; loops++) {
        const struct model_config c = looped(loops, LOOPS_FIXED, INJECT_ADD);
        struct model *m = made(&c, "rope");
        model_reserve(m, true, 0, TRAIN_LENGTH);
        fixed[loops] = model_gradient(m, &all.batch);
        model_free(m);
    }
    struct model_config c = looped(4, LOOPS_DRAWN, INJECT_ADD);
    c.loops_from = 2;
    struct model *m = made(&c, "rope");
    model_reserve(m, true, 0, TRAIN_LENGTH);
    for (long step = 0; step < 30; step++) {
        model_train_step(m, &all.batch, &o, 0, step, &report);
        int is = 2;
        while (is <= 4 && fabs(report.loss - fixed[is]) > EXACT / 10) is++;
        assert_true(is <= 4);
        seen[is]++;
    }
    assert_true(seen[2] > 3 && seen[3] > 3 && seen[4] > 3);
    assert_true(fabs(model_gradient(m, &all.batch) - fixed[4]) < EXACT);
    model_free(m);
    struct error err;
    const struct scheme scheme = parsed("rope");
    c.loops_from = 5;
    assert_null(battery_model(&c, &scheme, &err));
    assert_non_null(strstr(err.text, "model.loops_from=5 is above model.loops=4"));
}

/* What loops cost is counted as often as they run, the head once. */
static void work_is_counted(void **state) {
    (void)state;
    const int T = 2 * TRAIN_LENGTH;
    double work[4];
    fill_for("nope", true, &T, 1);
    for (long k = 0; k < 4; k++) {
        const struct model_config c = looped(k < 3 ? k + 1 : 1, k < 3 ? LOOPS_FIXED : LOOPS_LENGTH, INJECT_ADD);
        struct model *m = made(&c, "nope");
        model_reserve(m, false, T, T);
        work[k] = model_work(m, &all.batch);
        model_free(m);
    }
    assert_true(fabs((work[2] - work[1]) / work[1] - 0.5) < 0.02);
    assert_true(work[1] > 1.5 * work[0]); /* the last layer of a single pass works on answer rows */
    assert_true(work[3] == work[1]);
}

static void only_loops_have_a_text(void **state) {
    (void)state;
    struct run_config c;
    struct error err;
    struct text text = {0};
    config_default(&c);
    config_write(&c, &text);
    assert_null(strstr(text_of(&text), "loops"));
    assert_null(strstr(text_of(&text), "inject"));
    assert_true(config_set(&c, "model.loops", "3", &err) && config_set(&c, "model.inject", "none", &err));
    assert_true(config_set(&c, "model.loops_by", "length", &err));
    text_clear(&text);
    config_write_training(&c, &text);
    assert_non_null(strstr(text_of(&text), "model.loops = 3\nmodel.loops_by = length\nmodel.inject = none\n"));
    text_free(&text);
}

/* Where loops follow the length, a training batch has the same examples under the same numbers, by falling length. */
static void batches_fall_in_length(void **state) {
    (void)state;
    struct run_config c;
    struct task_set set;
    struct error err;
    const struct scheme scheme = parsed("random+rope");
    const struct batch *batch[2];
    struct batch_maker *maker[2];
    struct run_config of[2];
    config_default(&c);
    assert_true(config_set(&c, "scheme", "random+rope", &err) && config_set(&c, "task", "copy+sort", &err));
    assert_true(task_set_parse(c.task, &set, &err));
    for (int by = LOOPS_FIXED; by <= LOOPS_LENGTH; by++) {
        of[by] = c;
        of[by].model.loops_by = by;
        maker[by] = batch_maker_new(&of[by], &set, &scheme, train_rows(&c, &set));
        batch[by] = batch_train(maker[by], 3);
    }
    const struct batch *as = batch[LOOPS_FIXED], *falling = batch[LOOPS_LENGTH];
    assert_int_equal(as->rows, falling->rows);
    assert_int_equal(as->answers, falling->answers);
    bool fell = true, mixed = false;
    for (int s = 1; s < c.train.batch; s++) {
        fell &= falling->start[s + 1] - falling->start[s] <= falling->start[s] - falling->start[s - 1];
        mixed |= as->start[s + 1] - as->start[s] > as->start[s] - as->start[s - 1];
    }
    assert_true(fell && mixed);
    for (int i = 0; i < c.train.batch; i++) {
        const struct example_info *x = &batch_examples(maker[0])[i], *y = &batch_examples(maker[1])[i];
        const int a = x->row - 1, b = y->row - 1; /* with the token that names the task */
        assert_true(x->T == y->T && x->n == y->n && x->part == y->part && x->answers == y->answers);
        assert_memory_equal(as->token + a, falling->token + b, sizeof(int) * (size_t)x->T);
        assert_memory_equal(as->position + a, falling->position + b, sizeof(double) * (size_t)x->T);
        for (int k = 0; k < x->answers; k++)
            assert_int_equal(as->answer_row[x->first_answer + k] - a, falling->answer_row[y->first_answer + k] - b);
    }
    batch_maker_free(maker[0]);
    batch_maker_free(maker[1]);
}

/* A learned map begins as none, so that training begins where that of the plain embedding does. */
static void injection_begins_as_one(void **state) {
    (void)state;
    const int T = TRAIN_LENGTH;
    const struct scheme scheme = parsed("rope");
    const struct model_config add = looped(3, LOOPS_FIXED, INJECT_ADD), linear = looped(3, LOOPS_FIXED, INJECT_LINEAR);
    struct model *a = model_with(&add, &scheme), *l = model_with(&linear, &scheme);
    fill_for("rope", true, &T, 1);
    real *by_add = logits_of(a, &all.batch, T), *by_linear = logits_of(l, &all.batch, T);
    assert_true(difference(by_add, by_linear, (long)all.batch.answers * VOCABULARY) < EXACT);
    tensor(l, "inject.weight", 0)[0] = 2;
    real *other = logits_of(l, &all.batch, T);
    assert_true(difference(by_add, other, (long)all.batch.answers * VOCABULARY) > 1e-6);
    mem_free(by_add);
    mem_free(by_linear);
    mem_free(other);
    model_free(a);
    model_free(l);
}

/* Projections into the stream begin smaller where nothing is injected and all loops add up. */
static void initial_values(void **state) {
    (void)state;
    struct model_config c = looped(4, LOOPS_FIXED, INJECT_ADD), alone = looped(1, LOOPS_FIXED, INJECT_ADD);
    const struct scheme scheme = parsed("nope");
    struct model *m = model_with(&alone, &scheme), *added = model_with(&c, &scheme);
    c.inject = INJECT_NONE;
    struct model *none = model_with(&c, &scheme);
    const char *const name = "layer.%d.mlp.down.weight";
    assert_true(tensor(added, name, 0)[0] == tensor(m, name, 0)[0]);
    assert_true(fabs((double)tensor(none, name, 0)[0] / (double)tensor(m, name, 0)[0] - 0.5) < 1e-6);
    assert_true(tensor(none, "layer.%d.mlp.up.weight", 0)[0] == tensor(m, "layer.%d.mlp.up.weight", 0)[0]);
    model_free(m);
    model_free(added);
    model_free(none);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden),
        cmocka_unit_test(golden_ends),
        cmocka_unit_test(golden_gradients),
#ifdef LX_REAL_DOUBLE
        cmocka_unit_test(gradients),
        cmocka_unit_test(gradients_through_last_loops),
        cmocka_unit_test(gradients_through_dropout),
#endif
        cmocka_unit_test(loops_drop_apart),
        cmocka_unit_test(chunks_equal_all_at_once),
        cmocka_unit_test(ragged_equals_single),
        cmocka_unit_test(reference_agrees),
        cmocka_unit_test(rules_of_evaluation),
        cmocka_unit_test(ends_by_what_the_model_gives),
        cmocka_unit_test(drawn_loops),
        cmocka_unit_test(work_is_counted),
        cmocka_unit_test(only_loops_have_a_text),
        cmocka_unit_test(injection_begins_as_one),
        cmocka_unit_test(initial_values),
        cmocka_unit_test(batches_fall_in_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
