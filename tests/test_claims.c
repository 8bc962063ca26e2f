/* Claims: what their files may say, and what becomes of made-up runs. */
#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "plots/plot.h"
#include "results/claim.h"
#include "run/claim_runs.h"
#include "run/record.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[64], file[128], database[128];

static int make_dir(void **state) {
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/lexbench-claims-XXXXXX");
    if (!mkdtemp(dir)) return -1;
    snprintf(file, sizeof file, "%s/c.yaml", dir);
    snprintf(database, sizeof database, "%s/c.db", dir);
    return 0;
}

static int remove_dir(void **state) {
    (void)state;
    unlink(file);
    unlink(database);
    char journal[160];
    snprintf(journal, sizeof journal, "%s-journal", database);
    unlink(journal);
    return rmdir(dir);
}

/* A claim with this predicate and these further lines. */
static struct claim *claim_of(const char *more, const char *predicate, struct error *err) {
    struct text text = {0};
    text_add(&text,
             "id: c\nfamily: f\nsentence: It is so.\nsource: {paper: P}\nsmall: {suite: s.yaml}\n%spredicate:\n%s",
             more, predicate);
    if (!file_write(file, text_of(&text), text.size, NULL)) fail();
    text_free(&text);
    return claim_read(file, err);
}

static struct claim *good_claim(const char *more, const char *predicate) {
    struct error err;
    struct claim *c = claim_of(more, predicate, &err);
    if (!c) fail_msg("%s", err.text);
    return c;
}

#define ROPE_BETTER "  - {better: rope, than: nope, task: copy, at: 2x, by: 0.1}\n"

static void claims_are_read(void **state) {
    (void)state;
    struct claim *c = good_claim(
        "figures: [{figure: about 0.9, tag: S}]\nnote: n\nexpect: contradicted\nfit: 0.95\nfirst_seed: 7\n"
        "published: {suite: ../x/y.yaml, set: [train.steps=5], tasks: {copy: copy(symbols=150)}}\n",
        ROPE_BETTER
        "  - {level: [rope, nope], tasks: [copy, sort], at: 1x..3x, most: 0.5, metric: token, unfitted: fails}\n"
        "  - {change: rope > rope(pi=2), task: copy, from: 1x, at: 4x, least: 0.3, metric: loss}\n");
    assert_int_equal(c->n_checks, 4);
    assert_int_equal(c->n_cells, 4); /* rope and nope on copy and on sort */
    assert_int_equal(c->expect, VERDICT_CONTRADICTED);
    assert_true(c->fit.metric == MEASURE_FIT && c->fit.bound == 0.95 && c->first_seed == 7);
    const struct check *k = &c->check[0];
    assert_true(k->kind == CHECK_BETTER && k->on[0].a.at.from == 1 && k->on[0].a.at.to == 2 && k->bound == 0.1);
    assert_string_equal(k->text, "rope better than nope in exact match on copy at 1x to 2x: by at least 0.1");
    k = &c->check[2];
    assert_true(k->n == 2 && k->unfitted == UNFITTED_FAILS && !k->at_least && k->on[1].a.at.from == 1 &&
                k->on[1].a.at.to == 3);
    assert_string_equal(c->cell[k->on[1].a.cell].label, "nope");
    assert_string_equal(c->cell[k->on[1].a.cell].task, "sort");
    k = &c->check[3];
    assert_string_equal(k->on[0].a.variant, "rope(pi=2)");
    assert_true(k->on[0].a.at.from == 3 && k->on[0].a.at.to == 4 && k->on[0].b.at.from == 0 && k->on[0].b.at.to == 1);
    char wanted[160];
    snprintf(wanted, sizeof wanted, "/tmp/x/y.yaml");
    assert_string_equal(c->scale[SCALE_PUBLISHED].path, wanted);
    assert_string_equal(claim_expression(&c->scale[SCALE_PUBLISHED], "copy"), "copy(symbols=150)");
    assert_string_equal(claim_expression(&c->scale[SCALE_PUBLISHED], "sort"), "sort");
    assert_true(c->check[0].share == 0.5 && !c->check[0].of_mean && c->check[0].unfitted == UNFITTED_NO_BET);
    claim_free(c);
    c = good_claim("", ROPE_BETTER);
    assert_int_equal(c->first_seed, 1);
    claim_free(c);
    c = good_claim("", "  - {better: rope, than: nope, task: copy, at: 2x, by: 0.1, in: 0.8}\n"
                       "  - {better: rope, than: nope, task: copy, at: 2x, by: 0.1, of: mean}\n"
                       "  - {better: rope, than: nope, task: copy, at: 1x, by: 0.1}\n"
                       "  - {fits: rope, task: copy, most: 0.3}\n");
    assert_true(c->check[0].share == 0.8 && c->check[1].of_mean && c->check[3].share == 0.7);
    assert_true(c->check[2].unfitted == UNFITTED_COUNTS && c->check[3].unfitted == UNFITTED_COUNTS);
    assert_non_null(strstr(c->check[0].text, ", in more than 0.8 of the seeds"));
    assert_non_null(strstr(c->check[1].text, ", in the mean over seeds"));
    claim_free(c);
    c = good_claim("", "  - {level: alibi, metric: near, task: text, at: 4x, least: 0.9}\n");
    assert_true(c->check[0].metric == MEASURE_NEAR);
    claim_free(c);
}

/* Every error names file, line and what to do. */
static void errors_name_the_place(void **state) {
    (void)state;
    static const struct {
        const char *more, *predicate, *line, *says;
    } bad[] = {
        {"famly: g\n", ROPE_BETTER, ":6:1:", "did you mean 'family'"},
        {"expect: maybe\n", ROPE_BETTER, ":6:9:", "reproduced, contradicted or"},
        {"figures: [{figure: a, tag: Q}]\n", ROPE_BETTER, ":6:28:", "how the figure was checked"},
        {"first_seed: -1\n", ROPE_BETTER, ":6:13:", "from 1 to"},
        {"fit: high\n", ROPE_BETTER, ":6:6:", "fit must be a number"},
        {"fit: {metric: reach50, least: 1}\n", ROPE_BETTER, ":6:6:", "measured by exact"},
        {"published: {suite: a, set: [steps]}\n", ROPE_BETTER, ":6:29:", "key=value"},
        {"", "  - {best: rope, task: copy}\n", ":7:5:", "begins with one of"},
        {"", "  - {better: rope, than: nope, task: copy, at: 2x}\n", ":7:5:", "'by' is missing"},
        {"", "  - {better: rope, than: nope, at: 2x, by: 0}\n", ":7:5:", "either 'task' or 'tasks'"},
        {"", "  - {better: rope, than: nope, task: copy, by: 0}\n", ":7:5:", "'at' is missing"},
        {"", "  - {better: rope, than: nope, task: copy, at: 2, by: 0}\n", ":7:48:", "such as 2x"},
        {"", "  - {better: rope, than: nope, task: copy, at: 3x..2x, by: 0}\n", ":7:48:", "such as 1x..3x"},
        {"", "  - {better: rope, than: nope, task: copy, at: 2x, by: much}\n", ":7:56:", "must be a number"},
        {"", "  - {better: rope, than: nope, task: copy, at: 2x, least: 1}\n", ":7:52:", "unknown key 'least'"},
        {"", "  - {better: rope, than: nope, task: copy, at: 2x, by: 0, metric: exakt}\n",
         ":7:67:", "did you mean 'exact'"},
        {"", "  - {better: 'a;b', than: nope, task: copy, at: 2x, by: 0}\n", ":7:14:", "may not contain ';'"},
        {"", "  - {better: rope, than: nope, task: copy, at: 2x, by: 0, fit_of: better}\n", ":7:59:", "unknown key"},
        {"", "  - {better: rope, than: nope, task: copy, at: 2x, by: 0, in: 1}\n", ":7:63:", "above 0 and below 1"},
        {"", "  - {better: rope, than: nope, task: copy, at: 2x, by: 0, of: median}\n", ":7:63:", "only be: mean"},
        {"", "  - {better: rope, than: nope, task: copy, at: 2x, by: 1, of: mean}\n", ":7:63:", "between -1 and 1"},
        {"", "  - {level: rope, task: copy, at: 2x, least: 1, of: mean}\n", ":7:53:", "between 0 and 1"},
        {"", "  - {level: rope, task: copy, at: 2x, least: 1, metric: loss, of: mean}\n", ":7:67:", "lies in 0..1"},
        {"", "  - {level: rope, task: copy, at: 2x, least: 0, in: 0.8, of: mean}\n", ":7:62:", "not both"},
        {"", "  - {level: rope, task: copy, at: 2x, least: 1, unfitted: skip}\n", ":7:59:", "only be: fails"},
        {"", "  - {level: rope, task: copy, at: 1x, least: 1, unfitted: fails}\n", ":7:59:", "all runs are compared"},
        {"", "  - {level: rope, task: copy, at: 2x, least: 0.5, of: mean, unfitted: fails}\n", ":7:71:", "no value"},
        {"", "  - {level: rope, task: copy, at: 2x, least: 0, most: 1}\n", ":7:5:", "either 'least' or 'most'"},
        {"", "  - {level: rope, task: copy, at: 2x, metric: area, least: 0}\n", ":7:5:", "one number per run"},
        {"", "  - {same: rope, as: nope, task: copy, at: 2x, within: 0}\n", ":7:5:", "above 0"},
        {"", "  - {fits: rope, task: copy, least: 2}\n", ":7:5:", "above 0 and below 1"},
        {"", "  - {better: rope, than: nope, tasks: [a, b], than_task: c, at: 2x, by: 0}\n", ":7:58:", "as many tasks"},
        {"", "  - {better: rope, than: nope, task: copy, at: 2x, by: 30}\n",
         ":7:56:", "by is 30, but a difference in exact lies in -1..1"},
        {"", "  - {level: rope, task: copy, at: 2x, least: 2}\n", ":7:46:", "least is 2, but exact lies in 0..1"},
        {"", "  - {same: rope, as: nope, task: copy, at: 2x, within: 5}\n", ":7:56:", "lies in -1..1"},
        {"fit: 95\n", ROPE_BETTER, ":6:6:", "fit is 95, but fit lies in 0..1"},
        {"fit: {metric: token, least: 9}\n", ROPE_BETTER, ":6:29:", "token lies in 0..1"},
        {"", "  - rope\n", ":7:5:", "a check is a map"},
        {"", "  []\n", ":7:3:", "list of checks"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error err = {0};
        struct claim *c = claim_of(bad[i].more, bad[i].predicate, &err);
        if (c) fail_msg("accepted: %s%s", bad[i].more, bad[i].predicate);
        if (!strstr(err.text, "c.yaml:") || !strstr(err.text, bad[i].line) || !strstr(err.text, bad[i].says))
            fail_msg("'%s' should hold '%s' and '%s'", err.text, bad[i].line, bad[i].says);
    }
    struct error err;
    static const char other[] = "id: d\nfamily: f\nsentence: s\nsource: {paper: P}\n";
    assert_true(file_write(file, other, sizeof other - 1, &err));
    assert_null(claim_read(file, &err));
    assert_non_null(strstr(err.text, "c.yaml:1:5: id 'd' must be the file's name"));
}

/* ---- verdicts from made-up runs ---- */

enum { SEEDS = 8 };

/* The runs of a cell: fit and exact match at 1x, 2x and 4x, the same for every seed but for `wobble` times an odd
 * pattern. */
struct cell_plan {
    double fit, exact[3], wobble;
    int unfitted; /* so many of the seeds have a fit of 0.4 */
};

static const char *trained_by[2] = {"", ""}, *evaluated_by[2] = {"", ""}; /* codes, of even and of odd seeds */
static double near_mass = NAN; /* stored with every length, if it is a number */
static double on_sort = NAN;   /* exact match at 2x on a task that runs are evaluated on besides, if it is a number */

static void add_sort(struct run_record *r) {
    run_record_add_part(r, "sort", "exact")->trained = false;
    r->eval = mem_grow(r->eval, 3 * sizeof *r->eval, 4 * sizeof *r->eval);
    r->eval[3] = r->eval[1];
    r->eval[3].part = 1;
    r->eval[3].exact = lround(1000 * on_sort);
    r->n_eval = 4;
}

static struct cell_runs fill_cell(struct store *store, int cell, const struct cell_plan *p, int seeds) {
    static const double pattern[SEEDS] = {0.9, -1, 0.3, -0.2, 0.7, -0.6, 0.1, -0.4};
    static long asked[] = {10, 20, 40};
    struct cell_runs runs = {
        .n = seeds, .id = mem_zero((size_t)seeds, RUN_ID_SIZE), .n_lengths = 3, .length = asked, .examples = 1000};
    for (int i = 0; i < seeds; i++) {
        struct run_record r = {.trained = true,
                               .seed = i,
                               .train_length = 10,
                               .train_tokens = 22,
                               .status = RUN_DONE,
                               .parameters = 1,
                               .steps = 100,
                               .attempt = 1,
                               .seconds = 1,
                               .peak_rss = 1000 * (cell + 1),
                               .fit = i < p->unfitted ? 0.4 : p->fit,
                               .fit_examples = 100,
                               .fit_step = -1};
        struct text config = {0};
        text_add(&config, "cell = %d of %s\nseed = %d\n", cell, database, i);
        r.config = mem_text(text_of(&config));
        sha256_hex(r.config, config.size, r.id);
        text_free(&config);
        snprintf(r.suite, sizeof r.suite, "s");
        snprintf(r.code, sizeof r.code, "%s", trained_by[i % 2]);
        snprintf(r.label, sizeof r.label, "label %d", cell);
        snprintf(r.task, sizeof r.task, "copy");
        run_record_add_part(&r, r.task, "exact");
        r.n_eval = 3;
        r.eval = mem_zero(3, sizeof *r.eval);
        for (int k = 0; k < 3; k++) {
            const double e = fmin(1, fmax(0, p->exact[k] + p->wobble * pattern[(i + cell) % SEEDS]));
            r.eval[k] = (struct eval_row){.length = 10L << k,
                                          .multiple = 1 << k,
                                          .tokens_sum = 10000,
                                          .examples = 1000,
                                          .exact = lround(1000 * e),
                                          .answers = 1000,
                                          .answers_right = 500,
                                          .loss_sum = 1000 * (1 - e),
                                          .seconds = 0.1 * (cell + 1)};
            snprintf(r.eval[k].code, sizeof r.eval[k].code, "%s", evaluated_by[i % 2]);
            if (!isnan(near_mass)) run_record_add_measured(&r, &r.eval[k], "near", "all", 16, near_mass);
        }
        if (!isnan(on_sort)) add_sort(&r);
        struct error err;
        if (!store_ingest(store, &r, &err)) fail_msg("%s", err.text);
        memcpy(runs.id[i], r.id, RUN_ID_SIZE);
        run_record_free(&r);
    }
    return runs;
}

/* The claim's verdict, alone in its family, from cells in the order of its cells. */
static struct judgement verdict_on(const char *more, const char *predicate, const struct cell_plan *plan, int seeds) {
    struct error err;
    struct judgement j;
    struct cell_runs runs[8];
    struct store *store = store_open_memory(&err);
    if (!store) fail_msg("%s", err.text);
    struct claim *c = good_claim(more, predicate);
    for (int k = 0; k < c->n_cells; k++) runs[k] = fill_cell(store, k, &plan[k], seeds);
    if (!claim_judge(store, c, SCALE_SMALL, runs, &j, &err)) fail_msg("%s", err.text);
    claims_conclude(&j, 1);
    if (j.seeds && !store_add_verdict(store, &j, &err)) fail_msg("%s", err.text);
    static struct finding kept[8];
    const int judged = j.seeds;
    if (j.finding) memcpy(kept, j.finding, sizeof *kept * (size_t)c->n_checks);
    for (int k = 0; k < c->n_cells; k++) mem_free(runs[k].id);
    judgement_free(&j);
    j.seeds = judged;
    j.finding = kept;
    claim_free(c);
    store_close(store);
    return j;
}

static const struct cell_plan high = {1, {1, 0.9, 0.5}, 0.05, 0}, low = {1, {1, 0.3, 0}, 0.05, 0},
                              middle = {1, {1, 0.6, 0.2}, 0.3, 0}, near_high = {1, {1, 0.85, 0.5}, 0.05, 0};

static void verdicts(void **state) {
    (void)state;
    const struct cell_plan up[] = {high, low}, down[] = {low, high}, twins[] = {middle, middle};
    struct judgement j = verdict_on("", ROPE_BETTER, up, SEEDS);
    assert_int_equal(j.verdict, VERDICT_REPRODUCED);
    assert_true(fabs(j.evidence_for - 126.3106506) < 1e-6 && j.evidence_against == 1 && j.threshold == 20);
    assert_true(fabs(j.p - 1 / 126.3106506) < 1e-9 && j.runs == 16 && j.fitted == 16 && j.seeds_more == 0);
    j = verdict_on("", ROPE_BETTER, down, SEEDS);
    assert_int_equal(j.verdict, VERDICT_CONTRADICTED);
    /* d is what is tested: an effect of 0.05 in every seed is smaller than 0.4, in the claimed direction. */
    const char *much = "  - {better: rope, than: nope, task: copy, at: 2x, by: 0.4}\n";
    const struct cell_plan steady[] = {{1, {1, 0.9, 0.5}, 0.01, 0}, {1, {1, 0.85, 0.5}, 0.01, 0}};
    j = verdict_on("", much, steady, SEEDS);
    assert_int_equal(j.verdict, VERDICT_SMALLER);
    /* With more noise the sign itself is not sure: contradicted is all that can be said. */
    const struct cell_plan slight[] = {high, near_high};
    assert_int_equal(verdict_on("", much, slight, SEEDS).verdict, VERDICT_CONTRADICTED);
    /* The same scheme twice: nothing can be said about which is better. */
    j = verdict_on("", "  - {better: rope, than: nope, task: copy, at: 2x, by: 0}\n", twins, SEEDS);
    assert_int_equal(j.verdict, VERDICT_UNDECIDED);
    assert_int_equal(j.seeds_more, SEEDS_UNKNOWN);
    j = verdict_on("", "  - {better: rope, than: nope, task: copy, at: 2x, by: 0}\n", twins, 64);
    assert_int_equal(j.verdict, VERDICT_DEPENDS);
    /* "by: 0" is better at all: schemes that are equal in every seed are not, and one that is no better is "not worse".
     */
    const struct cell_plan tied[] = {{1, {1, 0.9, 0.5}, 0, 0}, {1, {1, 0.9, 0.5}, 0, 0}};
    j = verdict_on("", "  - {better: rope, than: nope, task: copy, at: 2x, by: 0}\n", tied, SEEDS);
    assert_int_equal(j.verdict, VERDICT_CONTRADICTED);
    assert_int_equal(j.finding[0].held, 0);
    j = verdict_on("", "  - {better: rope, than: nope, task: copy, at: 2x, by: -0.01}\n", tied, SEEDS);
    assert_int_equal(j.verdict, VERDICT_REPRODUCED);
    /* Three seeds cannot reach 20, however clear the difference. */
    j = verdict_on("", ROPE_BETTER, up, 3);
    assert_int_equal(j.verdict, VERDICT_UNDECIDED);
    assert_true(fabs(j.evidence_for - 5.3375) < 1e-12);
    assert_int_equal(j.seeds_more, 5);
    /* In more than 0.8 of the seeds takes more of them. */
    const char *often = "  - {better: rope, than: nope, task: copy, at: 2x, by: 0.1, in: 0.8}\n";
    assert_true(fabs(verdict_on("", often, up, 12).evidence_for - 8.629377062) < 1e-8);
    /* Evidence against a claim of several checks is the mean of theirs. */
    const struct cell_plan half[] = {high, low, low};
    j = verdict_on("", ROPE_BETTER "  - {better: nope, than: alibi, task: copy, at: 2x, by: 0.3}\n", half, SEEDS);
    assert_int_equal(j.verdict, VERDICT_CONTRADICTED);
    assert_int_equal(j.decided_by, 1);
}

/* A claim about the mean is judged by the mean: a rare collapse can hide in it, and what most seeds do does not decide.
 */
static void means_are_judged(void **state) {
    (void)state;
    const struct cell_plan cells[] = {high, low};
    struct judgement j =
        verdict_on("", "  - {better: rope, than: nope, task: copy, at: 2x, by: 0, of: mean}\n", cells, 20);
    assert_int_equal(j.verdict, VERDICT_REPRODUCED);
    assert_true(isnan(j.finding[0].share.low) && j.finding[0].interval.low > 0);
    assert_true(fabs(j.finding[0].estimate - 0.6) < 0.03);
    j = verdict_on("", "  - {same: rope, as: nope, task: copy, at: 2x, within: 0.2, of: mean}\n", cells, 20);
    assert_int_equal(j.verdict, VERDICT_CONTRADICTED);
    const struct cell_plan alike[] = {{1, {1, 0.9, 0.5}, 0, 0}, {1, {1, 0.9, 0.5}, 0, 0}};
    j = verdict_on("", "  - {same: rope, as: nope, task: copy, at: 2x, within: 0.5, of: mean}\n", alike, 30);
    assert_int_equal(j.verdict, VERDICT_REPRODUCED);
}

static void nothing_from_runs_that_do_not_fit(void **state) {
    (void)state;
    struct cell_plan cells[] = {high, low};
    cells[1].unfitted = 20;
    struct judgement j = verdict_on("", ROPE_BETTER, cells, SEEDS);
    assert_int_equal(j.verdict, VERDICT_UNDECIDED); /* eight seeds do not show that fewer than a quarter fit */
    assert_true(j.evidence_for == 1 && j.evidence_against == 1 && j.fitted == SEEDS);
    assert_int_equal(verdict_on("", ROPE_BETTER, cells, 12).verdict, VERDICT_UNDECIDED);
    assert_int_equal(verdict_on("", ROPE_BETTER, cells, 13).verdict, VERDICT_NOT_FITTED);
    /* Four of eight pairs: the bets of four, and twice the seeds are needed. */
    cells[1].unfitted = 4;
    j = verdict_on("", ROPE_BETTER, cells, SEEDS);
    assert_int_equal(j.verdict, VERDICT_UNDECIDED);
    assert_true(fabs(j.evidence_for - 9.7765625) < 1e-9);
    assert_int_equal(j.seeds_more, 2 * 2);
    /* They fail where the claim is about a user's runs. */
    j = verdict_on("", "  - {better: rope, than: nope, task: copy, at: 2x, by: 0.1, unfitted: fails}\n", cells, SEEDS);
    assert_int_equal(j.finding[0].counted, SEEDS);
    assert_int_equal(j.finding[0].held, SEEDS - 4);
    cells[1].unfitted = 0;
    cells[1].fit = 0.97; /* the claim's own level decides */
    assert_int_equal(verdict_on("", ROPE_BETTER, cells, 13).verdict, VERDICT_NOT_FITTED);
    assert_int_equal(verdict_on("fit: 0.95\n", ROPE_BETTER, cells, SEEDS).verdict, VERDICT_REPRODUCED);
    cells[1].unfitted = SEEDS;
    assert_int_equal(verdict_on("fit: {metric: loss, most: 0.05}\n", ROPE_BETTER, cells, SEEDS).verdict,
                     VERDICT_REPRODUCED); /* loss up to 1x is what it says: 1 - exact there */
    /* Within training lengths all runs are compared: whether a scheme learns is the question, and nothing is selected
     * on the number that is compared. */
    const char *learns = "  - {better: rope, than: nope, task: copy, at: 1x, by: 0.5}\n";
    struct cell_plan unable[] = {high, {0.4, {0.4, 0, 0}, 0.05, 0}};
    assert_int_equal(verdict_on("", learns, unable, SEEDS).verdict, VERDICT_REPRODUCED);
    const struct cell_plan both[] = {{0.4, {0.4, 0, 0}, 0.05, 0}, {0.4, {0.4, 0, 0}, 0.05, 0}};
    assert_int_equal(verdict_on("", learns, both, SEEDS).verdict, VERDICT_CONTRADICTED);
}

static void kinds_of_checks(void **state) {
    (void)state;
    const struct cell_plan two[] = {high, near_high}, turned[] = {near_high, high}, one[] = {high};
    assert_int_equal(verdict_on("", "  - {level: rope, task: copy, at: 2x, least: 0.8}\n", one, SEEDS).verdict,
                     VERDICT_REPRODUCED);
    assert_int_equal(verdict_on("", "  - {level: rope, task: copy, at: 2x, most: 0.8}\n", one, SEEDS).verdict,
                     VERDICT_CONTRADICTED);
    assert_int_equal(verdict_on("", "  - {level: rope, task: copy, at: 2x, least: 0.9}\n", one, SEEDS).verdict,
                     VERDICT_UNDECIDED); /* in four of eight */
    assert_int_equal(
        verdict_on("", "  - {change: rope, task: copy, from: 2x, at: 4x, most: -0.3}\n", one, SEEDS).verdict,
        VERDICT_REPRODUCED);
    assert_int_equal(
        verdict_on("", "  - {same: rope, as: nope, task: copy, at: 2x, within: 0.2}\n", two, SEEDS).verdict,
        VERDICT_REPRODUCED);
    assert_int_equal(
        verdict_on("", "  - {better: nope, than: rope, task: copy, at: 2x, by: -0.2}\n", turned, SEEDS).verdict,
        VERDICT_REPRODUCED); /* not worse by more than 0.2 */
    assert_int_equal(
        verdict_on("", "  - {ratio: rope, to: nope, metric: time, task: copy, at: 2x, most: 0.7}\n", two, SEEDS)
            .verdict,
        VERDICT_REPRODUCED); /* 0.1 s to 0.2 s */
    assert_int_equal(
        verdict_on("", "  - {ratio: rope, to: nope, metric: memory, task: copy, least: 0.6}\n", two, SEEDS).verdict,
        VERDICT_CONTRADICTED);
    assert_int_equal(verdict_on("", "  - {level: rope, metric: reach50, task: copy, least: 1.5}\n", one, SEEDS).verdict,
                     VERDICT_REPRODUCED);
    assert_int_equal(verdict_on("", "  - {fits: rope, task: copy, least: 0.5}\n", one, SEEDS).verdict,
                     VERDICT_REPRODUCED);
    /* Lower loss is better, and the turn of the sign is the metric's. */
    const struct cell_plan up[] = {high, low};
    assert_int_equal(
        verdict_on("", "  - {better: rope, than: nope, metric: loss, task: copy, at: 2x, by: 0.3}\n", up, SEEDS)
            .verdict,
        VERDICT_REPRODUCED);
    /* 0.6 apart at 2x, 0 at 1x: the difference grows by 0.6. */
    assert_int_equal(
        verdict_on("", "  - {better: rope, than: nope, task: copy, at: 2x, against: 1x, by: 0.4}\n", up, SEEDS).verdict,
        VERDICT_REPRODUCED);
}

/* A claim holds when all of its checks do, and falls with one. */
static void checks_are_joined(void **state) {
    (void)state;
    const char *both = ROPE_BETTER "  - {level: alibi, task: copy, at: 2x, least: 0.5}\n";
    struct cell_plan cells[] = {high, low, high};
    assert_int_equal(verdict_on("", both, cells, SEEDS).verdict, VERDICT_REPRODUCED);
    cells[2] = low;
    struct judgement j = verdict_on("", both, cells, SEEDS);
    assert_int_equal(j.verdict, VERDICT_CONTRADICTED);
    assert_true(j.decided_by == 1 && fabs(j.evidence_against - 126.3106506 / 2) < 0.02); /* one of two */
    cells[2].unfitted = 20;
    assert_int_equal(verdict_on("", both, cells, 13).verdict, VERDICT_NOT_FITTED);
}

/* The evidence that decides grows with the family, whose claims count before they have runs. */
static void families_share_the_risk(void **state) {
    (void)state;
    struct claim *c = good_claim("", ROPE_BETTER);
    struct judgement list[20] = {0};
    struct finding sure = {
        .evidence_for = 126.3106506, .evidence_against = 1, .now = 126.3106506, .counted = 8, .held = 8};
    for (int i = 0; i < 20; i++) list[i].claim = c;
    double for_it[8] = {1.7, 2.975, 5.3375, 9.7765625, 18.21171875, 34.38564453, 65.62387695, 126.3106506},
           against[8] = {1, 1, 1, 1, 1, 1, 1, 1}, of_sign[8] = {1, 1, 1, 1, 1, 1, 1, 1};
    list[3] = (struct judgement){.path = {for_it, against, of_sign},
                                 .claim = c,
                                 .seeds = 8,
                                 .finding = &sure,
                                 .evidence_for = 126.3106506,
                                 .evidence_against = 1};
    claims_conclude(list, 6);
    assert_true(list[3].verdict == VERDICT_REPRODUCED && list[3].family_size == 6 && list[3].threshold == 120);
    claims_conclude(list, 12);
    assert_int_equal(list[3].verdict, VERDICT_UNDECIDED);
    assert_true(fabs(list[3].p - 12 / 126.3106506) < 1e-9);
    assert_int_equal(list[3].seeds_more, 2); /* the expectation is one of 0.94 holding */
    /* What reached the threshold first stays, although more evidence came for the other side later. */
    for (int i = 5; i < 8; i++) against[i] = 1000;
    list[3].evidence_against = 1000;
    claims_conclude(list, 1);
    assert_int_equal(list[0].verdict, VERDICT_NONE);
    claims_conclude(list + 3, 1);
    assert_int_equal(list[3].verdict, VERDICT_CONTRADICTED); /* 20 by the sixth seed, both; the doubt is against it */
    for (int i = 5; i < 8; i++) against[i] = i < 6 ? 1 : 1000;
    claims_conclude(list + 3, 1);
    assert_int_equal(list[3].verdict, VERDICT_REPRODUCED);
    for (int i = 5; i < 8; i++) against[i] = 1;
    list[3].evidence_against = 1;
    list[7] = list[3];
    claims_conclude(list, 6);
    assert_int_equal(list[3].verdict, VERDICT_REPRODUCED);
    assert_int_equal(list[0].verdict, VERDICT_NONE);
    claim_free(c);
}

/* Where no scheme of the suite loses what the claim says is lost, the task could not have shown it. */
static void a_ceiling_is_nothing_to_see(void **state) {
    (void)state;
    struct error err;
    const struct cell_plan top = {1, {1, 1, 1}, 0, 0}, unfit = {0.4, {0.4, 0, 0}, 0.05, 0},
                           loses = {1, {1, 0.7, 0.2}, 0, 0};
    struct store *store = store_open_memory(&err);
    struct claim *c = good_claim("", ROPE_BETTER),
                 *falls = good_claim("", "  - {change: rope, task: copy, from: 1x, at: 2x, most: -0.2}\n");
    struct cell_runs runs[] = {fill_cell(store, 0, &top, SEEDS), fill_cell(store, 1, &top, SEEDS),
                               fill_cell(store, 2, &unfit, SEEDS), fill_cell(store, 3, &loses, SEEDS)};
    struct claim *const asked[] = {c, falls};
    for (int k = 0; k < 2; k++)
        for (int arms = 2; arms <= 4; arms++) {
            struct judgement j;
            if (!claim_judge(store, asked[k], SCALE_SMALL, runs, &j, &err)) fail_msg("%s", err.text);
            claims_conclude(&j, 1);
            assert_int_equal(j.verdict, VERDICT_CONTRADICTED);
            assert_true(claim_asks_for_loss(&j));
            bool shown;
            if (!claim_look_for_loss(store, &j, 0, runs, arms, &shown, &err)) fail_msg("%s", err.text);
            assert_true(shown == (arms == 4)); /* what does not fit shows no loss; a fitted scheme that loses does */
            judgement_free(&j);
        }
    /* Nor could it have told apart what is found to be the same, where nothing that fits differs. */
    struct claim *same = good_claim("", "  - {same: rope, as: learned + offset, task: copy, at: 2x, within: 0.2}\n");
    for (int arms = 2; arms <= 4; arms++) {
        struct judgement j;
        bool shown;
        if (!claim_judge(store, same, SCALE_SMALL, runs, &j, &err)) fail_msg("%s", err.text);
        claims_conclude(&j, 1);
        assert_int_equal(j.verdict, VERDICT_REPRODUCED);
        assert_true(claim_asks_for_loss(&j));
        if (!claim_look_for_loss(store, &j, 0, runs, arms, &shown, &err)) fail_msg("%s", err.text);
        assert_true(shown == (arms == 4));
        judgement_free(&j);
    }
    for (int k = 0; k < 4; k++) mem_free(runs[k].id);
    claim_free(c);
    claim_free(falls);
    claim_free(same);
    store_close(store);
}

/* Seeds count in order, while all of their runs are stored; the same evidence is one row; other evidence another. */
static void evidence_is_kept(void **state) {
    (void)state;
    struct error err;
    const struct cell_plan cells[] = {high, low};
    unlink(database);
    struct store *store = store_open(database, &err);
    struct claim *c = good_claim("", ROPE_BETTER);
    struct cell_runs runs[2] = {fill_cell(store, 0, &cells[0], SEEDS), fill_cell(store, 1, &cells[1], SEEDS)};
    struct judgement j, again;
    char kept[RUN_ID_SIZE];
    memcpy(kept, runs[1].id[0], RUN_ID_SIZE);
    memset(runs[1].id[0], 'f', RUN_ID_SIZE - 1);
    assert_true(claim_judge(store, c, SCALE_SMALL, runs, &j, &err));
    claims_conclude(&j, 1);
    assert_true(j.seeds == 0 && j.verdict == VERDICT_NONE && j.runs == 0);
    memcpy(runs[1].id[0], kept, RUN_ID_SIZE);
    memcpy(kept, runs[1].id[5], RUN_ID_SIZE);
    memset(runs[1].id[5], 'f', RUN_ID_SIZE - 1);
    assert_true(claim_judge(store, c, SCALE_SMALL, runs, &j, &err));
    assert_true(j.seeds == 5 && j.runs == 10 && fabs(j.evidence_for - 18.21171875) < 1e-9);
    judgement_free(&j);
    memcpy(runs[1].id[5], kept, RUN_ID_SIZE);
    for (int k = 0; k < 2; k++) {
        assert_true(claim_judge(store, c, SCALE_SMALL, runs, &again, &err));
        claims_conclude(&again, 1);
        assert_true(store_add_verdict(store, &again, &err));
        if (k) assert_string_equal(j.fingerprint, again.fingerprint);
        judgement_free(&again);
        j = again;
    }
    struct table *t = store_query(store, "SELECT count(*), max(verdict), max(counted) FROM v_verdict", NULL, 0, &err);
    assert_string_equal(table_at(t, 0, 0), "1");
    assert_string_equal(table_at(t, 0, 1), "reproduced");
    assert_string_equal(table_at(t, 0, 2), "8");
    table_free(t);
    runs[0].n = runs[1].n = 7;
    assert_true(claim_judge(store, c, SCALE_SMALL, runs, &again, &err));
    assert_string_not_equal(j.fingerprint, again.fingerprint);
    judgement_free(&again);
    struct text report = {0};
    if (!store_check(store, &report, &err)) fail_msg("%s", err.text);
    text_free(&report);
    /* A length that was not evaluated is an error, not a verdict. */
    struct claim *far = good_claim("", "  - {better: rope, than: nope, task: copy, at: 8x, by: 0.1}\n");
    assert_false(claim_judge(store, far, SCALE_SMALL, runs, &again, &err));
    assert_non_null(strstr(err.text, "has no value"));
    claim_free(far);
    for (int k = 0; k < 2; k++) mem_free(runs[k].id);
    claim_free(c);
    store_close(store);
}

/* A seed is judged when all that the claim looks at is there; what it does not look at may be missing, or come later.
 */
static void seeds_need_what_is_looked_at(void **state) {
    (void)state;
    static const struct {
        const char *fit, *predicate;
        long lengths[4], examples;
        int seeds;
    } ask[] = {{"", ROPE_BETTER, {10, 20, 40}, 1000, SEEDS},
               {"", ROPE_BETTER, {10, 20, 40, 80}, 1000, SEEDS},
               {"", ROPE_BETTER, {10, 15, 20, 40}, 1000, 0},
               {"", ROPE_BETTER, {10, 20, 40}, 1001, 0},
               {"", ROPE_BETTER, {5, 10, 20, 40}, 1000, SEEDS},
               {"fit: {metric: loss, most: 1}\n", ROPE_BETTER, {5, 10, 20, 40}, 1000, 0},
               {"", "  - {better: rope, than: nope, task: copy, at: 2x, against: 1x, by: 0}\n", {5, 10, 20}, 1, 0},
               {"", "  - {level: rope, task: copy, metric: area, least: 0.1}\n", {10, 20, 40, 80}, 1, 0},
               {"", "  - {ratio: rope, to: nope, task: copy, metric: memory, most: 2}\n", {10, 80}, 9999, SEEDS},
               {"", "  - {fits: rope, task: copy, least: 0.5}\n", {80}, 9999, SEEDS},
               {"", "  - {level: rope > rope+pi, task: copy, at: 2x, least: 0.1}\n", {10, 20, 40}, 1000, 0}};
    struct error err;
    struct judgement j;
    const struct cell_plan cells[] = {high, low};
    struct store *store = store_open_memory(&err);
    struct cell_runs runs[2] = {fill_cell(store, 0, &cells[0], SEEDS), fill_cell(store, 1, &cells[1], SEEDS)};
    for (size_t i = 0; i < sizeof ask / sizeof *ask; i++) {
        struct claim *c = good_claim(ask[i].fit, ask[i].predicate);
        long length[4];
        int n = 0;
        for (; n < 4 && ask[i].lengths[n]; n++) length[n] = ask[i].lengths[n];
        for (int k = 0; k < 2; k++) runs[k].length = length, runs[k].n_lengths = n, runs[k].examples = ask[i].examples;
        if (!claim_judge(store, c, SCALE_SMALL, runs, &j, &err)) fail_msg("%zu: %s", i, err.text);
        if (j.seeds != ask[i].seeds) fail_msg("%zu: %d seeds, and not %d", i, j.seeds, ask[i].seeds);
        judgement_free(&j);
        claim_free(c);
    }
    for (int k = 0; k < 2; k++) mem_free(runs[k].id);
    store_close(store);
}

/* What several codes made is no replicate: there is no verdict on it, and one that was given before is stale. */
static void several_codes_are_not_judged(void **state) {
    (void)state;
    const struct cell_plan cells[] = {high, low};
    trained_by[1] = "b";
    struct judgement j = verdict_on("", ROPE_BETTER, cells, SEEDS);
    assert_true(j.seeds == 0 && j.verdict == VERDICT_NONE);
    trained_by[1] = "";
    evaluated_by[1] = "b";
    j = verdict_on("", ROPE_BETTER, cells, SEEDS);
    assert_true(j.seeds == 0 && j.verdict == VERDICT_NONE);
    evaluated_by[1] = "";
    j = verdict_on("", ROPE_BETTER, cells, SEEDS);
    assert_int_equal(j.verdict, VERDICT_REPRODUCED);
}

/* Attention mass is a level like others; runs stored before it was measured are missing. */
static void attention_is_judged(void **state) {
    (void)state;
    struct error err;
    struct judgement j;
    const struct cell_plan cell = high;
    struct claim *c = good_claim("", "  - {level: alibi, metric: near, task: copy, at: 2x, least: 0.9}\n");
    for (int measured = 0; measured < 2; measured++) {
        struct store *store = store_open_memory(&err);
        near_mass = measured ? 0.95 : NAN;
        struct cell_runs runs = fill_cell(store, 0, &cell, SEEDS);
        if (!claim_judge(store, c, SCALE_SMALL, &runs, &j, &err)) fail_msg("%s", err.text);
        claims_conclude(&j, 1);
        assert_int_equal(j.seeds, measured ? SEEDS : 0);
        assert_int_equal(j.verdict, measured ? VERDICT_REPRODUCED : VERDICT_NONE);
        if (measured) assert_true(fabs(j.finding[0].estimate - 0.95) < 1e-9);
        judgement_free(&j);
        mem_free(runs.id);
        store_close(store);
    }
    near_mass = NAN;
    claim_free(c);
}

/* A run is judged on a task that it was evaluated on besides where the check names it, and on its own where not. */
static void further_tasks_are_judged(void **state) {
    (void)state;
    static const char further[] = "  - {level: rope, task: 'sort [copy]', at: 2x, least: 0.5}\n",
                      own[] = "  - {level: rope, task: copy, at: 2x, least: 0.5}\n";
    const struct cell_plan cell = high;
    struct claim *c = good_claim("", further);
    assert_true(c->n_cells == 1 && strcmp(c->cell[0].task, "copy") == 0);
    assert_string_equal(c->check[0].on[0].a.part, "sort");
    assert_non_null(strstr(c->check[0].text, "on sort [copy] at 1x to 2x"));
    claim_free(c);
    assert_int_equal(verdict_on("", further, &cell, SEEDS).seeds, 0);
    on_sort = 0.2;
    assert_int_equal(verdict_on("", further, &cell, SEEDS).verdict, VERDICT_CONTRADICTED);
    assert_int_equal(verdict_on("", own, &cell, SEEDS).verdict, VERDICT_REPRODUCED);
    on_sort = 0.7;
    const struct judgement j = verdict_on("", further, &cell, SEEDS);
    assert_int_equal(j.verdict, VERDICT_REPRODUCED);
    assert_true(fabs(j.finding[0].estimate - 0.7) < 1e-9);
    on_sort = NAN;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(claims_are_read),
                                       cmocka_unit_test(errors_name_the_place),
                                       cmocka_unit_test(verdicts),
                                       cmocka_unit_test(means_are_judged),
                                       cmocka_unit_test(a_ceiling_is_nothing_to_see),
                                       cmocka_unit_test(nothing_from_runs_that_do_not_fit),
                                       cmocka_unit_test(kinds_of_checks),
                                       cmocka_unit_test(checks_are_joined),
                                       cmocka_unit_test(families_share_the_risk),
                                       cmocka_unit_test(evidence_is_kept),
                                       cmocka_unit_test(seeds_need_what_is_looked_at),
                                       cmocka_unit_test(several_codes_are_not_judged),
                                       cmocka_unit_test(attention_is_judged),
                                       cmocka_unit_test(further_tasks_are_judged)};
    return cmocka_run_group_tests_name("claims", tests, make_dir, remove_dir);
}
