/* Views, the summary and the ranking, against numbers worked by hand. */
#include "results/rank.h"
#include "results/summary.h"
#include "tests/fixture_store.h"

/* One arm, evaluated at 0.5x, 1x, 1.5x, 2x and 3x of 10; `more`: at 0.25x too. */
static void ingest_lengths(struct store *s, const char *label, int seed, long ordinal, bool more, const long *exact) {
    struct run_record r = sample("s", "copy", label, seed, ordinal, good, true);
    static const long lengths[] = {5, 10, 15, 20, 30, 2};
    const struct eval_row like = r.eval[0];
    for (int i = 0; i < r.n_eval; i++) mem_free(r.eval[i].position_right), mem_free(r.eval[i].position_seen);
    mem_free(r.eval);
    r.n_eval = more ? 6 : 5;
    r.eval = mem_zero((size_t)r.n_eval, sizeof *r.eval);
    for (int i = 0; i < r.n_eval; i++) {
        r.eval[i] = like;
        r.eval[i].length = lengths[i];
        r.eval[i].multiple = (double)lengths[i] / 10;
        r.eval[i].exact = r.eval[i].exact_no_eos = i < 5 ? exact[i] : 0;
        r.eval[i].n_position = r.eval[i].n_depth = 0;
        r.eval[i].position_right = r.eval[i].position_seen = NULL;
    }
    ingest(s, r);
}

static const struct summary_cell *cell_of(const struct summary *s, const char *label, double multiple) {
    for (int k = 0; k < s->n; k++)
        if (strcmp(s->row[k].label, label) == 0) return &s->row[k].cell[summary_multiple(s, multiple)];
    fail_msg("%s has no row", label);
    return NULL;
}

/* Eight seeds of three arms at 100 examples; "b" is behind "a" in 7 of 8 seeds by 1 and ahead by 1 once;
 * "c" is behind by 10 in all eight. */
static void summary_by_hand(void **state) {
    (void)state;
    struct store *s = fresh("summary.db");
    struct error err = {0};
    struct summary t;
    for (int seed = 1; seed <= 8; seed++) {
        const long a[] = {100, 90, 70, 50, 20}, b[] = {100, 80, 70, seed == 8 ? 51 : 49, 0}, c[] = {50, 40, 30, 40, 20};
        ingest_lengths(s, "a", seed, seed, false, a);
        ingest_lengths(s, "b", seed, 10 + seed, seed == 8, b);
        ingest_lengths(s, "c", seed, 20 + seed, false, c);
    }
    const long few[] = {100, 100, 100, 60, 100};
    for (int seed = 1; seed <= 5; seed++) ingest_lengths(s, "few", seed, 30 + seed, false, few);
    assert_true(summary_read(s, "s", &t, &err));
    summary_mark(&t);
    assert_int_equal(t.n, 4);
    assert_int_equal(t.multiples, 6); /* 0.2x 0.5x 1x 1.5x 2x 3x */
    assert_true(summary_multiple(&t, 1.5) == 3 && summary_multiple(&t, 4) == -1);
    const struct summary_cell *b = cell_of(&t, "b", 2);
    assert_int_equal(b->n, 8);
    assert_true(fabs(b->mean - 0.4925) < 1e-12 && b->low == 0.49 && b->high == 0.51 && b->fitted == 8);
    assert_true(isnan(cell_of(&t, "a", 0.2)->mean) && cell_of(&t, "b", 0.2)->n == 1);
    /* 0.2x, where one run alone was evaluated, does not count: (0.5x + 1x) / 2. */
    assert_true(fabs(t.row[0].in_range - 0.95) < 1e-12 && fabs(t.row[1].in_range - 0.9) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT in_range FROM v_summary WHERE label = 'b'") - 0.9) < 1e-12);
    /* At 2x "few" has the best mean and five seeds: nobody is told apart from it. */
    for (int k = 0; k < t.n; k++) assert_false(t.row[k].cell[summary_multiple(&t, 2)].best);
    summary_free(&t);
    for (int seed = 6; seed <= 8; seed++) {
        const long low[] = {0, 0, 0, 0, 0};
        ingest_lengths(s, "few", seed, 30 + seed, false, low);
    }
    /* Now "few" is behind on average; means at 2x: a 0.500, b 0.493, c 0.400, few 0.375. */
    assert_true(summary_read(s, "s", &t, &err));
    summary_mark(&t);
    assert_true(cell_of(&t, "a", 2)->best && cell_of(&t, "b", 2)->best); /* beaten in 7 of 8: evidence of 4.9 */
    assert_false(cell_of(&t, "c", 2)->best);                             /* in all eight: 126 */
    assert_true(cell_of(&t, "few", 2)->best);                            /* five ahead by 10, three behind by 50 */
    assert_false(cell_of(&t, "b", 3)->best);                             /* an accuracy of 0 */
    summary_free(&t);
    assert_true(summary_read(s, "no such suite", &t, &err) && t.n == 0);
    summary_free(&t);
    store_close(s);
}

/* Six seeds of "a", and of "b", which fits nothing: both at 10 and 20 of 10, "a" alone at 15, and at 30 with five
 * seeds of "b". Only at 20 was "a" compared with somebody. */
static void best_of_several(void **state) {
    (void)state;
    struct store *s = fresh("alone.db");
    struct error err = {0};
    struct summary t;
    for (int seed = 1; seed <= 6; seed++) {
        struct run_record a = sample("s", "copy", "a", seed, seed, good, true),
                          b = sample("s", "copy", "b", seed, 10 + seed, bad, false);
        a.eval[0].length = 15, a.eval[0].multiple = 1.5;
        a.eval[2].length = b.eval[2].length = 30, a.eval[2].multiple = b.eval[2].multiple = 3;
        if (seed == 6) b.eval[2].length = 50, b.eval[2].multiple = 5;
        ingest(s, a);
        ingest(s, b);
    }
    assert_true(summary_read(s, "s", &t, &err));
    summary_mark(&t);
    assert_true(cell_of(&t, "a", 1.5)->mean > 0 && cell_of(&t, "a", 3)->mean > 0 && cell_of(&t, "b", 3)->n == 5);
    assert_true(cell_of(&t, "a", 2)->best);
    assert_false(cell_of(&t, "a", 1.5)->best);
    assert_false(cell_of(&t, "a", 3)->best);
    summary_free(&t);
    store_close(s);
}

/* Exactly that multiple, or nothing: 1.5x and 3x were evaluated, 2x and 4x were not. */
static void no_nearest_multiple(void **state) {
    (void)state;
    struct store *s = fresh("nearest.db");
    struct run_record r = sample("s", "copy", "rope", 1, 0, good, true);
    r.eval[1].length = 15, r.eval[1].multiple = 1.5;
    r.eval[2].length = 30, r.eval[2].multiple = 3;
    ingest(s, r);
    assert_true(isnan(one_number(s, "SELECT at_2x FROM v_summary")) &&
                isnan(one_number(s, "SELECT at_4x FROM v_summary")));
    store_close(s);
}

static void views_by_hand(void **state) {
    (void)state;
    struct store *s = fresh("views.db");
    ingest(s, sample("s", "copy", "rope", 1, 0, good, true));
    ingest(s, sample("s", "copy", "rope", 2, 1, middling, true));
    ingest(s, sample("s", "copy", "rope", 3, 2, bad, false));
    assert_true(fabs(one_number(s, "SELECT mean FROM v_curve WHERE length = 20") - 0.4) < 1e-12);
    assert_true(one_number(s, "SELECT median FROM v_curve WHERE length = 20") == 0.4);
    assert_true(one_number(s, "SELECT low FROM v_curve WHERE length = 10") == 0.3 &&
                one_number(s, "SELECT high FROM v_curve WHERE length = 10") == 1);
    assert_true(fabs(one_number(s, "SELECT mean_fitted FROM v_curve WHERE length = 20") - 0.6) < 1e-12);
    assert_true(one_number(s, "SELECT fitted_runs FROM v_summary") == 2 &&
                one_number(s, "SELECT runs FROM v_summary") == 3);
    assert_true(fabs(one_number(s, "SELECT at_2x FROM v_summary") - 0.4) < 1e-12 &&
                fabs(one_number(s, "SELECT at_4x FROM v_summary") - 0.2 / 3) < 1e-12);
    assert_true(isnan(one_number(s, "SELECT at_8x FROM v_summary")));
    assert_true(fabs(one_number(s, "SELECT in_range FROM v_summary") - 2.3 / 3) < 1e-12);
    struct interval w = wilson(80, 100), f = wilson(2, 3);
    assert_true(fabs(one_number(s, "SELECT exact_low FROM v_eval WHERE seed = 1 AND length = 20") - w.low) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT exact_high FROM v_eval WHERE seed = 1 AND length = 20") - w.high) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT fit_low FROM v_summary") - f.low) < 1e-12 &&
                fabs(one_number(s, "SELECT fit_high FROM v_summary") - f.high) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT accuracy FROM v_position WHERE seed = 1 AND length = 10 AND position = 0") -
                     0.9) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT accuracy FROM v_depth WHERE seed = 1 AND depth = 7") - 0.7) < 1e-12);
    assert_true(one_number(s, "SELECT count(*) FROM v_training") == 6);
    store_close(s);
}

/* Five seeds with made-up curves at lengths 10, 20, 40 (1x, 2x, 4x): the views against the functions. */
static void cells_and_reaches(void **state) {
    (void)state;
    struct store *s = fresh("cells.db");
    static const long exact[5][3] = {{100, 95, 10}, {100, 40, 60}, {92, 91, 87}, {100, 50, 0}, {30, 20, 10}};
    double at_2x[5], at_1x_fitted[4];
    for (int i = 0; i < 5; i++) {
        ingest(s, sample("s", "copy", "rope", i + 1, i, exact[i], i < 4));
        at_2x[i] = (double)exact[i][1] / 100;
        if (i < 4) at_1x_fitted[i] = (double)exact[i][0] / 100;
        const double at[] = {1, 2, 4}, length[] = {10, 20, 40};
        const double value[] = {(double)exact[i][0] / 100, at_2x[i], (double)exact[i][2] / 100};
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT area FROM v_reach WHERE seed = %d", i + 1);
        assert_true(fabs(one_number(s, sql) - mean_height(at, value, 3, 1, 3)) < 1e-12);
        const long seen[] = {100, 100, 100};
        for (int level = 50; level <= 90; level += 40) {
            const struct reach r = reach_of(length, exact[i], seen, 3, level / 100.0);
            snprintf(sql, sizeof sql, "SELECT reach_%d FROM v_reach WHERE seed = %d", level, i + 1);
            assert_true(one_number(s, sql) == r.far);
            snprintf(sql, sizeof sql, "SELECT open_%d FROM v_reach WHERE seed = %d", level, i + 1);
            assert_true(one_number(s, sql) == r.open);
        }
    }
    const struct interval fit = wilson(4, 5);
    assert_true(fabs(one_number(s, "SELECT fit_low FROM v_cell WHERE length = 20") - fit.low) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT fit_high FROM v_cell WHERE length = 20") - fit.high) < 1e-12);
    assert_true(fabs(one_number(s, "SELECT mean FROM v_cell WHERE length = 20") - mean_of(at_2x, 5)) < 1e-12);
    assert_true(one_number(s, "SELECT median FROM v_cell WHERE length = 20") == 0.5);
    assert_true(one_number(s, "SELECT low FROM v_cell WHERE length = 20") == 0.2 &&
                one_number(s, "SELECT high FROM v_cell WHERE length = 20") == 0.95);
    assert_true(fabs(one_number(s, "SELECT iqm FROM v_cell WHERE length = 20") - (0.4 + 0.5 + 0.91) / 3) < 1e-12);
    assert_true(one_number(s, "SELECT success FROM v_cell WHERE length = 20") == 0.4);
    const double mean = mean_of(at_1x_fitted, 4);
    assert_true(fabs(one_number(s, "SELECT mean_fitted FROM v_cell WHERE length = 10") - mean) < 1e-12);
    assert_true(one_number(s, "SELECT median_fitted FROM v_cell WHERE length = 10") == 1 &&
                one_number(s, "SELECT low_fitted FROM v_cell WHERE length = 10") == 0.92 &&
                one_number(s, "SELECT success_fitted FROM v_cell WHERE length = 10") == 1);
    assert_true(one_number(s, "SELECT iqm_fitted FROM v_cell WHERE length = 10") == 1);
    /* 0.1 s for 100 examples of 22 tokens */
    assert_true(fabs(one_number(s, "SELECT us_per_token FROM v_cell WHERE length = 10") - 1e5 / 2200) < 1e-9);
    assert_true(one_number(s, "SELECT examples FROM v_cell WHERE length = 10") == 5 * 100 &&
                one_number(s, "SELECT examples_least FROM v_cell WHERE length = 10") == 100 &&
                one_number(s, "SELECT examples_most FROM v_cell WHERE length = 10") == 100);
    assert_true(one_number(s, "SELECT count(*) FROM v_cell") == 3 &&
                one_number(s, "SELECT count(*) FROM v_reach") == 5);
    store_close(s);
}

static void cells_that_nobody_fits(void **state) {
    (void)state;
    struct store *s = fresh("unfitted.db");
    ingest(s, sample("s", "copy", "rope", 1, 0, bad, false));
    assert_true(isnan(one_number(s, "SELECT mean_fitted FROM v_cell WHERE length = 20")) &&
                isnan(one_number(s, "SELECT iqm_fitted FROM v_cell WHERE length = 20")) &&
                one_number(s, "SELECT reach_50 FROM v_reach") == 0);
    store_close(s);
}

/* Two tasks in one run: each in its own metric, with its own fit; guesses and other numbers beside them. */
static void tasks_of_one_run(void **state) {
    (void)state;
    struct store *s = fresh("tasks.db");
    struct error err;
    struct run_record r = sample("s", "copy", "rope", 1, 0, good, true), back;
    struct run_part *second = run_record_add_part(&r, "markov", "loss");
    second->fit = 0.125;
    snprintf(r.task, sizeof r.task, "copy+markov");
    r.eval[2].part = 1;
    r.eval[2].n_guess = 2;
    r.eval[2].guess[0] = (struct guess){.name = "majority", .exact = 0, .token = 0.25, .loss = 1.5};
    r.eval[2].guess[1] = (struct guess){.name = "optimum", .exact = NAN, .token = NAN, .loss = 0.375};
    r.eval[2].n_bins = 2; /* places 1 and, sixteen groups to an octave later, 2 would be; the second group is empty */
    r.eval[2].bin_loss = mem_zero(2, sizeof(double));
    r.eval[2].bin_seen = mem_zero(2, sizeof(long));
    r.eval[2].bin_loss[0] = 30;
    r.eval[2].bin_seen[0] = 40;
    run_record_add_measured(&r, &r.eval[2], "near", "share", 16, 0.75);
    assert_true(result_file_write(in_dir("tasks.json"), &r, &err));
    if (!result_file_read(in_dir("tasks.json"), &back, &err)) fail_msg("%s", err.text);
    run_record_free(&r);
    ingest(s, back);
    assert_true(one_number(s, "SELECT count(*) FROM v_run") == 1 &&
                one_number(s, "SELECT count(*) FROM v_run_task") == 2);
    assert_true(one_number(s, "SELECT value FROM v_curve WHERE task = 'copy' AND length = 20") == 0.8);
    assert_true(one_number(s, "SELECT value FROM v_curve WHERE task = 'markov'") == 0.5);
    assert_true(fabs(one_number(s, "SELECT chance_value FROM v_curve WHERE task = 'markov'") - log(10)) < 1e-12);
    assert_true(one_number(s, "SELECT fitted_runs FROM v_summary WHERE task = 'copy'") == 1 &&
                one_number(s, "SELECT fitted_runs FROM v_summary WHERE task = 'markov'") == 0 &&
                one_number(s, "SELECT fit FROM v_summary WHERE task = 'markov'") == 0.125);
    assert_true(one_number(s, "SELECT reach_50 FROM v_reach WHERE task = 'copy'") == 20 &&
                one_number(s, "SELECT count(*) FROM v_reach") == 2);
    assert_true(one_number(s, "SELECT value FROM v_guess WHERE name = 'majority'") == 1.5 &&
                one_number(s, "SELECT token_accuracy FROM v_guess WHERE name = 'majority'") == 0.25 &&
                one_number(s, "SELECT value FROM v_guess WHERE name = 'optimum' AND exact IS NULL") == 0.375);
    assert_true(one_number(s, "SELECT value FROM v_measure WHERE name = 'loss' AND series = 'place' AND x = 1") ==
                0.75);
    for (int place = 1; place < 3000; place++)
        assert_true(bin_position(position_bin(place)) <= place && bin_position(position_bin(place) + 1) > place);
    assert_true(position_bin(1) == 0 && position_bin(1024) == 160 && bin_position(160) == 1024);
    assert_true(one_number(s, "SELECT value FROM v_measure WHERE name = 'near' AND task = 'markov' AND x = 16") ==
                0.75);
    store_close(s);
}

static void ranking(void **state) {
    (void)state;
    static const long far[] = {100, 95, 90};
    struct store *s = fresh("rank.db");
    struct error err;
    static const char *const tasks[] = {"copy", "sort"};
    for (int t = 0; t < 2; t++)
        for (long seed = 1; seed <= 3; seed++) {
            ingest(s, sample("s", tasks[t], "best", seed, 10 * t + seed, good, true));
            ingest(s, sample("s", tasks[t], "second", seed, 10 * t + 3 + seed, middling, true));
            ingest(s, sample("s", tasks[t], "third", seed, 10 * t + 6 + seed, bad, false));
        }
    ingest(s, sample("s", "nobody fits", "third", 1, 40, good, false)); /* left out */
    ingest(s, sample("s", "copy", "once", 1, 41, good, true));          /* stands in one task of two: left out too */
    struct summary summary;
    struct ranking ranking;
    assert_true(summary_read(s, "s", &summary, &err));
    rank_arms(&summary, &ranking);
    const struct rank_row *rows = ranking.row;
    assert_int_equal(ranking.n, 3);
    assert_string_equal(rows[0].label, "best");
    assert_string_equal(rows[2].label, "third");
    assert_true(rows[0].rank == 1 && rows[1].rank == 2 && rows[2].rank == 3);
    assert_true(isnan(rows[0].interval.low) && fabs(rows[0].score - 0.5) < 1e-12 && ranking.ranked == 2);
    assert_int_equal(ranking.seeds, 3); /* too few for an interval */
    ranking_free(&ranking);
    summary_free(&summary);
    /* "third" runs ahead in two of nine seeds, and has a tenth that the others lack. */
    for (int t = 0; t < 2; t++)
        for (long seed = 4; seed <= 10; seed++) {
            if (seed < 10) ingest(s, sample("s", tasks[t], "best", seed, 50 + 30 * t + seed, good, true));
            if (seed < 10) ingest(s, sample("s", tasks[t], "second", seed, 60 + 30 * t + seed, middling, true));
            ingest(s,
                   sample("s", tasks[t], "third", seed, 70 + 30 * t + seed, seed > 7 && seed < 10 ? far : bad, false));
        }
    assert_true(summary_read(s, "s", &summary, &err));
    rank_arms(&summary, &ranking);
    rows = ranking.row;
    assert_int_equal(ranking.seeds, 9);
    assert_string_equal(rows[0].label, "best");
    assert_true(rows[0].rank == 1 && rows[0].interval.low == 1 && rows[0].interval.high == 2);
    assert_string_equal(rows[2].label, "third");
    assert_true(rows[2].rank == 3 && rows[2].interval.low == 1 && rows[2].interval.high == 3);
    ranking_free(&ranking);
    summary_free(&summary);
    /* Schemes that share no seed are not compared. */
    for (int t = 0; t < 2; t++) {
        ingest(s, sample("apart", tasks[t], "odd", 1, 200 + t, good, true));
        ingest(s, sample("apart", tasks[t], "even", 2, 210 + t, good, true));
    }
    assert_true(summary_read(s, "apart", &summary, &err));
    rank_arms(&summary, &ranking);
    assert_true(ranking.n == 0 && ranking.seeds == 0 && ranking.ranked == 2);
    ranking_free(&ranking);
    summary_free(&summary);
    store_close(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_by_hand),       cmocka_unit_test(summary_by_hand),
        cmocka_unit_test(no_nearest_multiple), cmocka_unit_test(best_of_several),
        cmocka_unit_test(cells_and_reaches),   cmocka_unit_test(cells_that_nobody_fits),
        cmocka_unit_test(tasks_of_one_run),    cmocka_unit_test(ranking),
    };
    return cmocka_run_group_tests_name("views", tests, make_dir, remove_dir);
}
