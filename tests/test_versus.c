/* Two arms compared seed by seed: the verdict from what seeds say, and what the store has to say of them. */
#include "results/claim_file.h"
#include "results/claim_values.h"
#include "results/versus.h"
#include "tests/fixture_store.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

/* ---- arithmetic ---- */

/* A letter a seed: A and B are better by 0.5, '=' is equal, 'a' and 'b' by less than the slack, 'x' did not fit. */
static struct versus_row judged(const char *seeds, double by, double share) {
    struct versus_seed seed[64];
    struct versus_row row = {0};
    const int n = (int)strlen(seeds);
    for (int i = 0; i < n; i++) {
        const char c = seeds[i];
        seed[i].counts = c != 'x';
        seed[i].lead = c == 'A' ? 0.5 : c == 'B' ? -0.5 : c == 'a' ? 1e-12 : c == 'b' ? -1e-12 : c == 'x' ? NAN : 0;
    }
    versus_judge(seed, n, by, share, &row);
    return row;
}

static void assert_near(double value, double wanted) {
    if (!(fabs(value - wanted) <= 1e-9 * fabs(wanted))) fail_msg("%.17g instead of %.17g", value, wanted);
}

static double bets(const char *seeds, char yes, double share) {
    double z[64];
    const int n = (int)strlen(seeds);
    for (int i = 0; i < n; i++) z[i] = seeds[i] == 'x' ? NAN : bet_above(seeds[i] == yes, share, 0);
    return bet_capital(z, n, NULL);
}

/* The statement of each seed is a bet of its own, against the same share: the vectors of docs/claims.md. */
static void evidence_is_that_of_bets(void **state) {
    (void)state;
    const char *const all[] = {"AAAAAAAA", "AAAAAAAAA", "ABABAABB", "AAxA=ABxAAA", "BBBBBBB"};
    for (int i = 0; i < COUNT(all); i++)
        for (int s = 1; s < 4; s++) {
            const struct versus_row r = judged(all[i], 0, 0.25 * s);
            assert_near(r.evidence[VERSUS_A], bets(all[i], 'A', 0.25 * s));
            assert_near(r.evidence[VERSUS_B], bets(all[i], 'B', 0.25 * s));
            assert_near(r.evidence[VERSUS_NEITHER], bets(all[i], '=', 0.25 * s));
        }
    assert_true(fabs(judged("AAAAAAAA", 0.3, 0.5).evidence[VERSUS_A] - 126.3) < 0.05);
    assert_true(fabs(judged("AAAAAAAAA", 0.3, 0.5).evidence[VERSUS_A] - 244.8) < 0.05);
}

static void ends_are_in_words(void **state) {
    (void)state;
    const struct {
        const char *seeds, *end;
        double by, share;
    } of[] = {{"AAAAAA", "A better", 0, 0.5},
              {"AAAAA", "undecided", 0, 0.5},
              {"BBBBBB", "B better", 0.5, 0.5},
              {"BBBBBB", "neither", 0.51, 0.5},
              {"======", "neither", 0, 0.5},
              {"abab=a", "neither", 0, 0.5}, /* the last bits are no difference */
              {"AAAAAAAA", "undecided", 0, 0.9},
              {"xxxxxxxxxxxxx", "not fitted", 0, 0.5},
              {"xxxxxxxxxxxx", "undecided", 0, 0.5},
              {"xAxAxAxAxAxA", "A better", 0, 0.5},
              {"ABABABABABABABABABABABABABABABABABABABABABABABABABABABAB", "depends on the seed", 0, 0.5},
              {"A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=A=", "depends on the seed", 0, 0.5},
              {"ABABABABABABABABABABABABABABABABABABABABABABABABABABABAB", "depends on the seed", 0, 0.2},
              {"", "undecided", 0, 0.5}};
    for (int i = 0; i < COUNT(of); i++) {
        const struct versus_row r = judged(of[i].seeds, of[i].by, of[i].share);
        if (strcmp(versus_end_name(r.end), of[i].end) != 0)
            fail_msg("'%s' by %g in %g: %s instead of %s", of[i].seeds, of[i].by, of[i].share, versus_end_name(r.end),
                     of[i].end);
    }
}

/* What stands beside the verdict. */
static void seeds_are_counted(void **state) {
    (void)state;
    const struct versus_row r = judged("AAxAB=AA", 0, 0.5);
    assert_int_equal(r.seeds, 8);
    assert_int_equal(r.counted, 7);
    assert_int_equal(r.n_better[VERSUS_A], 5);
    assert_int_equal(r.n_better[VERSUS_B], 1);
    assert_near(r.median, 0.5);
    assert_near(r.interval.low, -0.5); /* of seven, from the worst to the best */
    assert_near(r.interval.high, 0.5);
    assert_true(isnan(judged("AAxAB=A", 0, 0.5).interval.low)); /* of six there is none */
    const bool held[] = {true, true, true, false, false, true, true};
    const struct interval share = bet_share_interval(held, 7);
    assert_near(r.share.low, share.low);
    assert_near(r.share.high, share.high);
    assert_true(isnan(judged("xx", 0, 0.5).median));
}

static void missing_seeds_are_foretold(void **state) {
    (void)state;
    assert_int_equal(judged("AAAAA", 0, 0.5).seeds_more, bet_seeds_more(bets("AAAAA", 'A', 0.5), 20, 5, 5, 0.5));
    assert_int_equal(judged("AxAxAx", 0, 0.5).seeds_more, 2 * bet_seeds_more(bets("AAA", 'A', 0.5), 20, 3, 3, 0.5));
    assert_int_equal(judged("AAAAAA", 0, 0.5).seeds_more, 0); /* it is decided */
    assert_int_equal(judged("AABB==", 0, 0.5).seeds_more, SEEDS_UNKNOWN);
    assert_int_equal(judged("xxx", 0, 0.5).seeds_more, SEEDS_UNKNOWN);
}

static void many_rows_need_more(void **state) {
    (void)state;
    const struct versus_row six = judged("AAAAAA", 0, 0.5), none = judged("AAAAA", 0, 0.5),
                            ties = judged("=========", 0, 0.5);
    assert_true(versus_holds_among(&six, 1));
    assert_false(versus_holds_among(&six, 2)); /* 34 of 40 */
    assert_false(versus_holds_among(&none, 1));
    assert_true(versus_holds_among(&ties, 12)); /* 244.8 of 240 */
    assert_false(versus_holds_among(&ties, 13));
}

/* A diverged run is the worst there can be; two of them are equally bad. */
static void infinite_leads_count(void **state) {
    (void)state;
    assert_true(lead_of(1.5, INFINITY, MEASURE_LOSS) == INFINITY && lead_of(2, 1.5, MEASURE_LOSS) == -0.5);
    assert_true(lead_of(INFINITY, INFINITY, MEASURE_LOSS) == 0 && lead_of(0.75, 0.5, MEASURE_EXACT) == 0.25);
    struct versus_seed seed[7];
    struct versus_row row = {0};
    for (int i = 0; i < 7; i++) seed[i] = (struct versus_seed){true, INFINITY};
    versus_judge(seed, 7, 3, 0.5, &row);
    assert_int_equal(row.n_better[VERSUS_A], 7);
    assert_true(row.median == INFINITY);
}

/* ---- from the store ---- */

static struct store *store;

static void put(const char *suite, const char *task, const char *label, long seed, long at_4x, bool fitted) {
    const long exact[] = {fitted ? 100 : 30, 50, at_4x};
    ingest(store, sample(suite, task, label, seed, (*task == 's' ? 1000 : 2000) + seed, exact, fitted));
}

static void put_diverged(const char *suite, const char *task, const char *label, long seed) {
    const long exact[3] = {0};
    struct run_record r = sample(suite, task, label, seed, 2000 + seed, exact, false);
    for (int i = 0; i < r.n_eval; i++) eval_row_free(&r.eval[i]);
    r.n_eval = 0;
    r.status = RUN_DIVERGED;
    snprintf(r.reason, sizeof r.reason, "the loss is no number");
    ingest(store, r);
}

/* Suite one: rope and alibi on sort (eight seeds in common of ten and nine) and on copy (one diverged). */
static int make_store(void **state) {
    if (make_dir(state) != 0) return -1;
    store = fresh("versus.db");
    for (long seed = 1; seed <= 10; seed++) put("one", "sort", "rope", seed, 80, true);
    for (long seed = 3; seed <= 11; seed++) put("one", "sort", "alibi", seed, seed == 5 ? 90 : 20, seed != 6);
    for (long seed = 1; seed <= 6; seed++) put("one", "copy", "alibi", seed, 10, true);
    for (long seed = 1; seed <= 5; seed++) put("one", "copy", "rope", seed, 10, true);
    put_diverged("one", "copy", "rope", 6);
    put("two", "sort", "other", 1, 10, true);
    return 0;
}

static int drop_store(void **state) {
    store_close(store);
    return remove_dir(state);
}

static struct versus read_one(const struct versus_ask *ask) {
    struct error err;
    struct versus v;
    if (!versus_read(store, "one", ask, &v, &err)) fail_msg("%s", err.text);
    return v;
}

static const struct versus_row *row_of(const struct versus *v, const char *task, const char *at) {
    for (int i = 0; i < v->n; i++)
        if (strcmp(v->row[i].task, task) == 0 && strcmp(v->row[i].at, at) == 0) return &v->row[i];
    fail_msg("there is no row of %s at %s", task, at);
    return NULL;
}

/* Seeds of one arm alone do not count; tasks come in the suite's order, not by their names. */
static void seeds_are_paired(void **state) {
    (void)state;
    struct versus v = read_one(&(struct versus_ask){"rope", "alibi", .share = 0.5});
    assert_int_equal(v.n, 4);
    assert_string_equal(v.row[0].task, "sort");
    assert_string_equal(v.row[0].at, "2x");
    assert_string_equal(v.row[1].at, "4x");
    assert_string_equal(v.row[3].task, "copy");
    const struct versus_row *r = row_of(&v, "sort", "4x");
    assert_int_equal(r->seeds, 8);
    assert_int_equal(r->counted, 7); /* seed 6 of alibi did not fit */
    assert_int_equal(r->n_better[VERSUS_A], 6);
    assert_int_equal(r->n_better[VERSUS_B], 1);
    assert_near(r->median, 0.6);
    assert_near(r->evidence[VERSUS_A], bets("AABxAAAA", 'A', 0.5));
    assert_int_equal(row_of(&v, "sort", "2x")->end, VERSUS_NEITHER);
    assert_int_equal(row_of(&v, "copy", "4x")->counted, 5);
    versus_free(&v);
}

/* Within training every run is compared, the diverged one as the worst. */
static void training_lengths_ask_for_no_fit(void **state) {
    (void)state;
    struct versus v = read_one(&(struct versus_ask){"rope", "alibi", "copy", "1x", .share = 0.5});
    assert_int_equal(v.n, 1);
    assert_int_equal(v.row[0].counted, 6);
    assert_int_equal(v.row[0].n_better[VERSUS_B], 1);
    versus_free(&v);
    v = read_one(&(struct versus_ask){"rope", "alibi", "copy", "1x", "loss", .share = 0.5});
    assert_int_equal(v.row[0].n_better[VERSUS_B], 1);
    versus_free(&v);
    v = read_one(&(struct versus_ask){"rope", "alibi", "copy", "1x", "time", .share = 0.5});
    assert_int_equal(v.row[0].counted, 5); /* of a cost it has no value */
    versus_free(&v);
}

/* A range is the mean over what lies above its first multiple, up to its second. */
static void ranges_are_means(void **state) {
    (void)state;
    struct versus v = read_one(&(struct versus_ask){"rope", "alibi", "sort", "1x..4x", .share = 0.5});
    assert_int_equal(v.n, 1);
    assert_string_equal(v.row[0].at, "1x..4x");
    assert_near(v.row[0].median, 0.3);
    assert_non_null(strstr(text_of(&v.note), "the mean over 2x, 4x"));
    versus_free(&v);
    v = read_one(&(struct versus_ask){"rope", "alibi", "sort", "2x..4x", .share = 0.5});
    assert_near(v.row[0].median, 0.6);
    versus_free(&v);
}

/* Of a curve as a whole there is one row, by hand: 1, 0.5, 0.8 against 1, 0.5, 0.2 at 1x, 2x, 4x. */
static void curves_are_one_number(void **state) {
    (void)state;
    struct versus v = read_one(&(struct versus_ask){"rope", "alibi", "sort", NULL, "area", 0, 0.5});
    assert_int_equal(v.n, 1);
    assert_string_equal(v.row[0].at, "-");
    assert_int_equal(v.row[0].counted, 7);
    assert_near(v.row[0].median, 0.075);
    versus_free(&v);
    v = read_one(&(struct versus_ask){"rope", "alibi", "sort", NULL, "reach90", 0, 0.5});
    assert_int_equal(v.row[0].end, VERSUS_NEITHER); /* 0.5 at 2x is below 0.9 for both */
    versus_free(&v);
    v = read_one(&(struct versus_ask){"rope", "alibi", "sort", NULL, "fit", 0, 0.5});
    assert_int_equal(v.row[0].counted, 8);
    assert_int_equal(v.row[0].n_better[VERSUS_A], 1); /* the run that did not fit */
    versus_free(&v);
}

/* Curves are compared as far as both runs were evaluated: the one that was evaluated further reaches no further. */
static void curves_end_together(void **state) {
    (void)state;
    struct error err;
    struct versus v;
    struct store *own = fresh("ends.db");
    const long exact[] = {100, 100, 100};
    for (long seed = 1; seed <= 6; seed++)
        for (int k = 0; k < 2; k++) {
            struct run_record r = sample("one", "sort", k ? "alibi" : "rope", seed, 1000 + seed, exact, true);
            if (k) eval_row_free(&r.eval[--r.n_eval]);
            ingest(own, r);
        }
    assert_true(
        versus_read(own, "one", &(struct versus_ask){"rope", "alibi", "sort", NULL, "reach90", 0, 0.5}, &v, &err));
    assert_int_equal(v.row[0].end, VERSUS_NEITHER); /* both reach 2x; rope was asked at 4x, too */
    versus_free(&v);
    assert_false(
        versus_read(own, "one", &(struct versus_ask){"rope", "alibi", "sort", NULL, "area", 0, 0.5}, &v, &err));
    assert_non_null(strstr(err.text, "not evaluated as far as that takes"));
    store_close(own);
}

/* Within training a diverged run counts as the worst; but of where attention is nothing is worst, and it says nothing.
 */
static void diverged_runs_attend_nowhere(void **state) {
    (void)state;
    struct error err;
    struct versus v;
    struct store *own = fresh("near.db");
    const long exact[] = {100, 100, 100};
    for (long seed = 1; seed <= 6; seed++)
        for (int k = 0; k < 2; k++) {
            struct run_record r = sample("one", "sort", k ? "alibi" : "rope", seed, 1000 + seed, exact, true);
            for (int i = 0; i < r.n_eval; i++)
                run_record_add_measured(&r, &r.eval[i], "near", "all", 16, 0.5 + 0.2 * k);
            ingest(own, r);
        }
    const long none[3] = {0};
    for (int k = 0; k < 2; k++) {
        struct run_record r = sample("one", "sort", k ? "alibi" : "rope", 7, 1007, k ? exact : none, k);
        for (int i = 0; k == 0 && i < r.n_eval; i++) eval_row_free(&r.eval[i]);
        if (k == 0) r.n_eval = 0, r.status = RUN_DIVERGED;
        for (int i = 0; i < r.n_eval; i++) run_record_add_measured(&r, &r.eval[i], "near", "all", 16, 0.7);
        ingest(own, r);
    }
    const struct versus_ask near = {"alibi", "rope", "sort", "1x", "near", 0, 0.5},
                            loss = {"alibi", "rope", "sort", "1x", "loss", 0, 0.5};
    if (!versus_read(own, "one", &near, &v, &err)) fail_msg("%s", err.text);
    assert_true(v.row[0].seeds == 7 && v.row[0].counted == 6 && v.row[0].n_better[VERSUS_A] == 6);
    versus_free(&v);
    assert_true(versus_read(own, "one", &loss, &v, &err));
    assert_true(v.row[0].counted == 7 && v.row[0].n_better[VERSUS_A] == 1);
    versus_free(&v);
    store_close(own);
}

static void assert_refused(const struct versus_ask *ask, int code, const char *words) {
    struct error err = {0};
    struct versus v;
    if (versus_read(store, "one", ask, &v, &err)) fail_msg("'%s' and '%s' are compared", ask->a, ask->b);
    if (!strstr(err.text, words)) fail_msg("'%s' does not say '%s'", err.text, words);
    assert_int_equal(err.exit_code, code);
}

static void what_cannot_be_is_said(void **state) {
    (void)state;
    assert_refused(&(struct versus_ask){"rope", "alibo", .share = 0.5}, EXIT_USAGE, "did you mean 'alibi'?");
    assert_refused(&(struct versus_ask){"rope", "qqqqqqq", .share = 0.5}, EXIT_USAGE, "there are: alibi, rope");
    assert_refused(&(struct versus_ask){"rope", "rope", .share = 0.5}, EXIT_USAGE, "name two");
    assert_refused(&(struct versus_ask){"rope", "rope > x", .share = 0.5}, EXIT_USAGE, "not evaluated under 'x'");
    assert_refused(&(struct versus_ask){"rope", "alibi", "srot", .share = 0.5}, EXIT_USAGE, "did you mean 'sort'?");
    assert_refused(&(struct versus_ask){"rope", "alibi", NULL, "3x", .share = 0.5}, EXIT_NOTHING, "at 3x");
    assert_refused(&(struct versus_ask){"rope", "alibi", NULL, "3", .share = 0.5}, EXIT_USAGE, "such as 2x");
    assert_refused(&(struct versus_ask){"rope", "alibi", NULL, NULL, "exat", 0, 0.5}, EXIT_USAGE, "'exact'");
    assert_refused(&(struct versus_ask){"rope", "alibi", NULL, "2x", "fit", 0, 0.5}, EXIT_USAGE, "one number per run");
}

static void the_suite_is_found(void **state) {
    (void)state;
    struct error err = {0};
    char suite[64];
    assert_true(versus_suite(store, &(struct versus_ask){.a = "rope", .b = "alibi"}, suite, sizeof suite, &err));
    assert_string_equal(suite, "one");
    assert_false(versus_suite(store, &(struct versus_ask){.a = "rope", .b = "other"}, suite, sizeof suite, &err));
    assert_int_equal(err.exit_code, EXIT_NOTHING);
    assert_non_null(strstr(err.text, "'rope' is in one, 'other' in two"));
    assert_false(versus_suite(store, &(struct versus_ask){.a = "rope", .b = "alibo"}, suite, sizeof suite, &err));
    assert_non_null(strstr(err.text, "did you mean 'alibi'?"));
    for (long seed = 1; seed <= 2; seed++)
        put("two", "add", "rope", seed, 1, true), put("two", "add", "alibi", seed, 1, true);
    assert_false(versus_suite(store, &(struct versus_ask){.a = "rope", .b = "alibi"}, suite, sizeof suite, &err));
    assert_non_null(strstr(err.text, "name one of them with --suite: one, two"));
}

/* Multiples are read as claims read them. */
static void multiples_are_read(void **state) {
    (void)state;
    double first, second;
    assert_int_equal(multiples_parse("1.5x", &first, &second), 1);
    assert_true(first == 1.5 && second == 1.5);
    assert_int_equal(multiples_parse("1x..3x", &first, &second), 2);
    assert_true(first == 1 && second == 3);
    const char *const wrong[] = {"", "2", "x", "0x", "-1x", "2x..", "3x..1x", "2x..2x", "1x..3", "1x..3xx", "infx"};
    for (int i = 0; i < COUNT(wrong); i++)
        if (multiples_parse(wrong[i], &first, &second)) fail_msg("'%s' is read", wrong[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence_is_that_of_bets), cmocka_unit_test(ends_are_in_words),
        cmocka_unit_test(seeds_are_counted),        cmocka_unit_test(missing_seeds_are_foretold),
        cmocka_unit_test(many_rows_need_more),      cmocka_unit_test(infinite_leads_count),
        cmocka_unit_test(seeds_are_paired),         cmocka_unit_test(training_lengths_ask_for_no_fit),
        cmocka_unit_test(ranges_are_means),         cmocka_unit_test(curves_are_one_number),
        cmocka_unit_test(curves_end_together),      cmocka_unit_test(diverged_runs_attend_nowhere),
        cmocka_unit_test(what_cannot_be_is_said),   cmocka_unit_test(the_suite_is_found),
        cmocka_unit_test(multiples_are_read)};
    return cmocka_run_group_tests(tests, make_store, drop_store);
}
