/* Verdicts from runs that are made up one by one: what a seed answers, and what decides. */
#include "base/rng.h"
#include "results/claim.h"
#include "tests/fixture_store.h"

enum { LENGTHS = 4, MOST = 40, DRAWN = 20 };

/* A run: fit, and exact match of each of its tasks at 1x, 2x, 3x and 4x; NaN: not evaluated there. */
struct made {
    int tasks;
    double fit, exact[2][LENGTHS];
    double memory; /* 0: 1 */
    bool diverged;
};

static void add_rows(struct run_record *r, const struct made *m, int task) {
    for (int k = 0; k < LENGTHS; k++) {
        const double exact = m->exact[task][k];
        if (isnan(exact)) continue;
        r->eval[r->n_eval++] = (struct eval_row){.part = task,
                                                 .length = 10L * (k + 1),
                                                 .multiple = k + 1,
                                                 .tokens_sum = 10000,
                                                 .examples = 1000,
                                                 .exact = lround(1000 * exact),
                                                 .answers = 1000,
                                                 .answers_right = 500,
                                                 .loss_sum = 1000 * (1 - exact),
                                                 .seconds = 0.1};
    }
}

static void make_run(struct store *store, int cell, int seed, const struct made *m, char id[RUN_ID_SIZE]) {
    static const char *const task[] = {"copy", "sort"};
    struct run_record r = {.trained = true,
                           .seed = seed,
                           .train_length = 10,
                           .train_tokens = 22,
                           .status = m->diverged ? RUN_DIVERGED : RUN_DONE,
                           .parameters = 1,
                           .steps = 100,
                           .attempt = 1,
                           .seconds = 1,
                           .peak_rss = lround(1000 * (m->memory > 0 ? m->memory : 1)),
                           .fit = m->fit,
                           .fit_examples = 100,
                           .fit_step = -1};
    struct text config = {0};
    text_add(&config, "cell = %d\nseed = %d\n", cell, seed);
    r.config = mem_text(text_of(&config));
    sha256_hex(r.config, config.size, r.id);
    text_free(&config);
    snprintf(r.suite, sizeof r.suite, "s");
    snprintf(r.label, sizeof r.label, "label %d", cell);
    snprintf(r.task, sizeof r.task, m->tasks == 2 ? "copy+sort" : "copy");
    r.eval = mem_zero((size_t)LENGTHS * 2, sizeof *r.eval);
    for (int t = 0; t < m->tasks; t++) run_record_add_part(&r, task[t], "exact");
    for (int t = 0; t < m->tasks && !m->diverged; t++) add_rows(&r, m, t);
    memcpy(id, r.id, RUN_ID_SIZE);
    ingest(store, r);
}

/* A claim of the file's checks, and cells[cell] of `seeds` runs each, row after row. */
struct trial {
    struct store *store;
    struct claim *claim;
    struct cell_runs runs[8];
    struct judgement j;
};
static long asked[] = {10, 20, 30, 40};

static struct claim *claim_from(const char *predicate) {
    struct error err;
    struct text text = {0};
    text_add(&text, "id: c\nfamily: f\nsentence: s\nsource: {paper: P}\nsmall: {suite: s.yaml}\npredicate:\n%s",
             predicate);
    if (!file_write(in_dir("c.yaml"), text_of(&text), text.size, &err)) fail_msg("%s", err.text);
    text_free(&text);
    struct claim *c = claim_read(in_dir("c.yaml"), &err);
    if (!c) fail_msg("%s", err.text);
    return c;
}

static void trial_begin(struct trial *t, const char *predicate) {
    struct error err;
    *t = (struct trial){.claim = claim_from(predicate)};
    if (!(t->store = store_open_memory(&err))) fail_msg("%s", err.text);
    for (int k = 0; k < t->claim->n_cells; k++)
        t->runs[k] = (struct cell_runs){
            .id = mem_zero(MOST, RUN_ID_SIZE), .n_lengths = LENGTHS, .length = asked, .examples = 1000};
}

static void trial_add(struct trial *t, int cell, const struct made *m) {
    struct cell_runs *runs = &t->runs[cell];
    make_run(t->store, cell, runs->n, m, runs->id[runs->n]);
    runs->n++;
}

/* Judges what there is, alone in its family. */
static const struct judgement *trial_judge(struct trial *t) {
    struct error err;
    judgement_free(&t->j);
    if (!claim_judge(t->store, t->claim, SCALE_SMALL, t->runs, &t->j, &err)) fail_msg("%s", err.text);
    claims_conclude(&t->j, 1);
    return &t->j;
}

static void trial_end(struct trial *t) {
    judgement_free(&t->j);
    for (int k = 0; k < t->claim->n_cells; k++) mem_free(t->runs[k].id);
    claim_free(t->claim);
    store_close(t->store);
}

/* ---- mixtures ---- */

/* The mean over the tasks of a mixture is known when each of them was evaluated, and no sooner. */
static void mixtures_wait_for_every_task(void **state) {
    (void)state;
    const double none = (double)NAN;
    const struct made half = {2, 1, {{1, 0.9, 0.9, 0.9}, {none, none, none, none}}, 0, false},
                      whole = {2, 1, {{1, 0.9, 0.9, 0.9}, {1, 0.1, 0.1, 0.1}}, 0, false};
    for (int complete = 0; complete < 2; complete++) {
        struct trial t;
        trial_begin(&t, "  - {level: rope, task: copy+sort, at: 2x, least: 0.6}\n");
        for (int i = 0; i < 8; i++) trial_add(&t, 0, complete ? &whole : &half);
        const struct judgement *j = trial_judge(&t);
        assert_int_equal(j->seeds, complete ? 8 : 0);
        assert_int_equal(j->verdict, complete ? VERDICT_CONTRADICTED : VERDICT_NONE); /* 0.5 on average of both */
        trial_end(&t);
    }
}

/* ---- ratios ---- */

static const struct made good_run = {1, 1, {{1, 0.9, 0.9, 0.9}}, 0, false}, zero_run = {1, 1, {{1, 0, 0, 0}}, 0, false};

/* A ratio over several tasks holds where it holds on every one of them: one that is far above the bound does not make
 * up for another below it. */
static void ratios_hold_on_every_task(void **state) {
    (void)state;
    static const struct {
        double heavier[2]; /* rope's memory over nope's, on copy and on sort */
        enum claim_verdict verdict;
        double shown;
    } ask[] = {
        {{4, 1.5}, VERDICT_REPRODUCED, 1.5}, {{4, 1.1}, VERDICT_CONTRADICTED, 1.1}, {{1, 9}, VERDICT_CONTRADICTED, 1}};
    for (size_t i = 0; i < sizeof ask / sizeof *ask; i++) {
        struct trial t;
        trial_begin(&t, "  - {ratio: rope, to: nope, tasks: [copy, sort], metric: memory, least: 1.2}\n");
        for (int seed = 0; seed < 8; seed++)
            for (int k = 0; k < 4; k++) { /* rope on copy, nope on copy, rope on sort, nope on sort */
                struct made m = good_run;
                m.memory = k % 2 ? 1 : ask[i].heavier[k / 2];
                trial_add(&t, k, &m);
            }
        const struct judgement *j = trial_judge(&t);
        assert_int_equal(j->verdict, ask[i].verdict);
        assert_true(fabs(j->finding[0].estimate - ask[i].shown) < 1e-9);
        assert_non_null(strstr(t.claim->check[0].text, "on each of copy, sort"));
        trial_end(&t);
    }
}

/* 0 is at least, and at most, any multiple of 0: such a seed says nothing, and there is no bet on it. It did fit. */
static void nothing_over_nothing_is_no_answer(void **state) {
    (void)state;
    const char *const check[] = {"  - {ratio: rope, to: nope, task: copy, at: 2x, least: 2}\n",
                                 "  - {ratio: rope, to: nope, task: copy, at: 2x, most: 2}\n"};
    for (int k = 0; k < 2; k++) {
        struct trial t;
        trial_begin(&t, check[k]);
        for (int i = 0; i < 14; i++) trial_add(&t, 0, &zero_run), trial_add(&t, 1, &zero_run);
        const struct judgement *j = trial_judge(&t);
        assert_true(j->evidence_for == 1 && j->evidence_against == 1 && j->finding[0].counted == 0);
        assert_int_equal(j->verdict, VERDICT_UNDECIDED); /* it is not for want of fit */
        /* One side of 0 is an answer. */
        for (int i = 0; i < 8; i++) trial_add(&t, 0, &good_run), trial_add(&t, 1, &zero_run);
        j = trial_judge(&t);
        assert_int_equal(j->verdict, k == 0 ? VERDICT_REPRODUCED : VERDICT_CONTRADICTED);
        assert_int_equal(j->finding[0].counted, 8);
        trial_end(&t);
    }
}

/* ---- diverged runs ---- */

static const struct made diverged_run = {1, (double)NAN, {{0}}, 0, true};

/* A diverged run has the worst loss there can be, and two of them are equally bad, also where they stand on different
 * tasks; it attends nowhere, near or far. */
static void diverged_runs_are_equally_bad(void **state) {
    (void)state;
    const char *const check[] = {"  - {same: rope, as: nope, tasks: [copy, sort], at: 1x, within: 0.1, metric: loss}\n",
                                 "  - {level: rope, task: copy, at: 1x, most: 0.5, metric: near}\n"};
    for (int k = 0; k < 2; k++) {
        struct trial t;
        trial_begin(&t, check[k]);
        for (int i = 0; i < 8; i++)
            for (int cell = 0; cell < t.claim->n_cells;
                 cell++) /* rope on copy, nope on copy, rope on sort, nope on sort */
                trial_add(&t, cell, cell == 0 || cell == 3 ? &diverged_run : &good_run);
        const struct judgement *j = trial_judge(&t);
        assert_int_equal(j->verdict, k == 0 ? VERDICT_REPRODUCED : VERDICT_UNDECIDED);
        assert_int_equal(j->finding[0].counted, k == 0 ? 8 : 0);
        trial_end(&t);
    }
}

/* "At most so many fit" holds in a seed that does not fit; what is shown beside it is the share that does. */
static void fitting_at_most(void **state) {
    (void)state;
    struct trial t;
    trial_begin(&t, "  - {fits: rope, task: copy, most: 0.3}\n");
    struct made unfit = good_run;
    unfit.fit = 0.5;
    for (int i = 0; i < 16; i++) trial_add(&t, 0, i == 2 ? &good_run : &unfit);
    const struct judgement *j = trial_judge(&t);
    const struct finding *f = &j->finding[0];
    assert_true(j->verdict == VERDICT_UNDECIDED && f->held == 15 && f->counted == 16); /* 0.7 have to hold */
    assert_true(f->share.low > 0.5 && f->share.high > 0.95);
    assert_true(fabs(f->estimate - 1 / 16.0) < 1e-12 && f->interval.low < 0.05 && f->interval.high < 0.5);
    for (int i = 0; i < 12; i++) trial_add(&t, 0, &unfit);
    assert_int_equal(trial_judge(&t)->verdict, VERDICT_REPRODUCED);
    trial_end(&t);
}

/* ---- what decided ---- */

static void add_levels(struct trial *t, int seeds, double rope, double nope) {
    for (int i = 0; i < seeds; i++) {
        struct made m = good_run;
        m.exact[0][1] = rope;
        trial_add(t, 0, &m);
        m.exact[0][1] = nope;
        trial_add(t, 1, &m);
    }
}

/* A contradiction keeps its kind and its check, whatever later seeds say. */
static void what_decided_stays(void **state) {
    (void)state;
    struct trial t;
    trial_begin(&t, "  - {better: rope, than: nope, task: copy, at: 2x, by: 0.4}\n");
    add_levels(&t, 6, 0.3, 0.4);
    assert_int_equal(trial_judge(&t)->verdict, VERDICT_CONTRADICTED);
    add_levels(&t, 30, 0.4, 0.3); /* better after all, though not by 0.4 */
    const struct judgement *j = trial_judge(&t);
    assert_true(j->verdict == VERDICT_CONTRADICTED && j->decided_after == 6 && j->seeds == 36);
    trial_end(&t);
    trial_begin(&t, "  - {level: rope, task: copy, at: 2x, least: 0.5}\n"
                    "  - {level: nope, task: copy, at: 2x, least: 0.5}\n");
    add_levels(&t, 1, 0.4, 0.6);
    add_levels(&t, 6, 0.4, 0.4);
    assert_int_equal(trial_judge(&t)->decided_by, 0);
    add_levels(&t, 12, 0.6, 0.4); /* by now the other check has more against it */
    j = trial_judge(&t);
    assert_true(j->verdict == VERDICT_CONTRADICTED && j->decided_by == 0 && j->decided_after == 7);
    assert_true(j->finding[1].evidence_against > j->finding[0].evidence_against);
    trial_end(&t);
}

/* ---- curves ---- */

/* Two runs are compared as far as both were evaluated, so that the one whose suite asked for more reaches no further.
 */
static void curves_end_together(void **state) {
    (void)state;
    static long less[] = {10, 20};
    const double none = (double)NAN;
    const struct made far = {1, 1, {{1, 1, 1, 1}}, 0, false}, near = {1, 1, {{1, 1, none, none}}, 0, false};
    const char *const check[] = {
        "  - {better: rope, than: nope, task: copy, than_task: sort, metric: reach90, by: 0}\n",
        "  - {same: nope, as: rope, task: sort, than_task: copy, metric: reach50, within: 1}\n",
        "  - {ratio: rope, to: nope, task: copy, than_task: sort, metric: reach90, least: 1.5}\n"};
    for (int k = 0; k < 3; k++) {
        struct trial t;
        trial_begin(&t, check[k]);
        const int shorter = k == 1 ? 0 : 1; /* the cell of nope on sort */
        t.runs[shorter].length = less, t.runs[shorter].n_lengths = 2;
        for (int i = 0; i < 8; i++) trial_add(&t, 1 - shorter, &far), trial_add(&t, shorter, &near);
        assert_int_equal(trial_judge(&t)->verdict, k == 1 ? VERDICT_REPRODUCED : VERDICT_CONTRADICTED);
        trial_end(&t);
    }
}

/* ---- any order, any batches ---- */

static const char *const predicates[] = {
    "  - {better: rope, than: nope, task: copy, at: 2x, by: 0.1}\n",
    "  - {better: rope, than: nope, tasks: [copy, sort], at: 1x..3x, by: 0.05, unfitted: fails}\n",
    ("  - {better: rope, than: nope, task: copy, at: 1x, by: 0, metric: loss}\n"
     "  - {level: rope, task: copy, at: 4x, most: 0.9, in: 0.3}\n"),
    "  - {better: rope, than: [nope, alibi], task: copy, at: 2x, by: 0.2, of: mean}\n",
    "  - {ratio: rope, to: nope, tasks: [copy, sort], at: 2x, least: 1.1}\n",
    "  - {ratio: rope, to: nope, task: copy, metric: memory, most: 1.5}\n",
    "  - {same: rope, as: nope, task: copy, at: 3x, within: 0.3}\n",
    "  - {same: rope, as: nope, task: copy, at: 3x, within: 0.4, of: mean}\n",
    "  - {change: rope, task: copy, from: 1x, at: 3x, most: -0.2}\n",
    "  - {fits: rope, task: copy, least: 0.5}\n  - {fits: nope, task: copy, most: 0.9}\n",
    "  - {better: rope, than: nope, task: copy, metric: area, by: 0.1}\n",
    "  - {better: rope, than: nope, task: copy, metric: reach50, by: 1}\n",
    "  - {better: rope, than: nope, task: copy, at: 2x, against: 1x, by: 0.1, metric: token, in: 0.8}\n",
};

/* A run of a cell that is good, bad or both, by chance; some do not fit, some diverge. */
static struct made draw_run(struct rng *rng, double able) {
    struct made m = {.tasks = 1, .fit = rng_uniform(rng) < 0.85, .memory = 1 + rng_uniform(rng)};
    m.diverged = rng_uniform(rng) < 0.05;
    if (m.diverged) m.fit = (double)NAN;
    const double level = rng_uniform(rng) < able ? 0.9 : 0.2;
    for (int k = 0; k < LENGTHS; k++)
        m.exact[0][k] = rng_uniform(rng) < 0.1 ? 0 : level * (0.6 + 0.4 * rng_uniform(rng));
    return m;
}

/* All runs of a claim, stored in an order of their own. */
struct drawn {
    int cells, seeds;
    struct made run[8][MOST];
    int order[8 * MOST];
};

static void draw(struct drawn *d, int cells, uint64_t number) {
    struct rng rng = rng_open(1, "test_judge", number, 0);
    *d = (struct drawn){.cells = cells, .seeds = 1 + (int)rng_below(&rng, DRAWN)};
    for (int k = 0; k < cells; k++) {
        const double able = rng_uniform(&rng);
        for (int i = 0; i < d->seeds; i++) d->run[k][i] = draw_run(&rng, able);
    }
    for (int i = 0; i < cells * d->seeds; i++) d->order[i] = i;
    rng_shuffle(&rng, d->order, cells * d->seeds);
}

/* What a verdict is, in a line. */
static void describe_verdict(const struct judgement *j, char out[400]) {
    int used = snprintf(out, 400, "%d seeds: %s by %d after %d, for %a, against %a, p %a, more %d", j->seeds,
                        claim_verdict_name(j->verdict), j->decided_by, j->decided_after, j->evidence_for,
                        j->evidence_against, j->p, j->seeds_more);
    for (int i = 0; j->finding && i < j->claim->n_checks && used < 380; i++)
        used += snprintf(out + used, (size_t)(400 - used), "; %d/%d %a", j->finding[i].held, j->finding[i].counted,
                         j->finding[i].estimate);
}

static bool is_decision(enum claim_verdict v) {
    return v == VERDICT_REPRODUCED || v == VERDICT_CONTRADICTED || v == VERDICT_SMALLER;
}

/* The verdict after the first n seeds, of runs that were stored in order, for every n; a decision stays as it is. */
static void judge_in_order(struct trial *t, const struct drawn *d, char said[MOST + 1][400]) {
    struct judgement before = {0};
    for (int i = 0; i < d->seeds; i++)
        for (int k = 0; k < d->cells; k++) trial_add(t, k, &d->run[k][i]);
    for (int n = 0; n <= d->seeds; n++) {
        for (int k = 0; k < d->cells; k++) t->runs[k].n = n;
        const struct judgement *j = trial_judge(t);
        describe_verdict(j, said[n]);
        if (is_decision(before.verdict) && (j->verdict != before.verdict || j->decided_by != before.decided_by ||
                                            j->decided_after != before.decided_after))
            fail_msg("a decision changed: %s", said[n]);
        before = *j;
    }
}

/* Whatever the order in which runs are stored and whenever one looks, the complete seeds decide. */
static void orders_and_batches_do_not_matter(void **state) {
    (void)state;
    int decided = 0;
    for (uint64_t number = 0; number < 26; number++) {
        static char said[MOST + 1][400];
        static struct drawn d;
        char now[400];
        struct trial in_order, shuffled;
        struct rng rng = rng_open(1, "test_judge/batches", number, 0);
        trial_begin(&in_order, predicates[number % (sizeof predicates / sizeof *predicates)]);
        trial_begin(&shuffled, predicates[number % (sizeof predicates / sizeof *predicates)]);
        draw(&d, in_order.claim->n_cells, number);
        judge_in_order(&in_order, &d, said);
        for (int k = 0; k < d.cells; k++) { /* all ids are known beforehand, as they are to a suite */
            shuffled.runs[k].n = d.seeds;
            memcpy(shuffled.runs[k].id, in_order.runs[k].id, (size_t)d.seeds * RUN_ID_SIZE);
        }
        for (int i = 0, batch = 0; i < d.cells * d.seeds; i++) {
            const int cell = d.order[i] % d.cells, seed = d.order[i] / d.cells;
            char id[RUN_ID_SIZE];
            make_run(shuffled.store, cell, seed, &d.run[cell][seed], id);
            assert_string_equal(id, shuffled.runs[cell].id[seed]);
            if (batch-- > 0 && i + 1 < d.cells * d.seeds) continue;
            batch = (int)rng_below(&rng, 12);
            const struct judgement *j = trial_judge(&shuffled);
            describe_verdict(j, now);
            if (strcmp(now, said[j->seeds]) != 0)
                fail_msg("%s\n%s\n%s", shuffled.claim->file_text, now, said[j->seeds]);
        }
        assert_int_equal(shuffled.j.seeds, d.seeds);
        decided += is_decision(shuffled.j.verdict);
        trial_end(&in_order);
        trial_end(&shuffled);
    }
    assert_true(decided > 5 && decided < 24);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(mixtures_wait_for_every_task),
                                       cmocka_unit_test(ratios_hold_on_every_task),
                                       cmocka_unit_test(nothing_over_nothing_is_no_answer),
                                       cmocka_unit_test(diverged_runs_are_equally_bad),
                                       cmocka_unit_test(fitting_at_most),
                                       cmocka_unit_test(what_decided_stays),
                                       cmocka_unit_test(curves_end_together),
                                       cmocka_unit_test(orders_and_batches_do_not_matter)};
    return cmocka_run_group_tests_name("judge", tests, make_dir, remove_dir);
}
