/* The claims that ship: whether each can be run and says what it is, and a whole battery of them, judged and drawn. */
#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "plots/plot.h"
#include "results/claim.h"
#include "run/claim_runs.h"
#include "run/record.h"
#include "tests/fixture_svg.h"
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

enum { SEEDS = 9 }; /* so many decide where all agree */
static char dir[64];

static int make_dir(void **state) {
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/lexbench-shipped-XXXXXX");
    return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state) {
    (void)state;
    return rmdir(dir);
}

/* A claim that asks for what
 * its suite does not have is a fault. */
static void shipped_claims_can_be_run(void **state) {
    (void)state;
    struct error err = {0};
    struct claim **claims;
    int n, seeds, faults = 0;
    if (!claims_read("results/claims", &claims, &n, &err)) fail_msg("%s", err.text);
    struct suite_shelf *shelf = suite_shelf_new("nowhere.db");
    for (int i = 0; i < n; i++)
        for (int scale = 0; scale < SCALES; scale++) {
            const struct claim *c = claims[i];
            if (scale == SCALE_PUBLISHED && !c->scale[scale].path) continue;
            const struct suite **part = mem_zero((size_t)c->n_cells, sizeof *part);
            if (!claim_parts(shelf, c, (enum claim_scale)scale, (struct seed_range){1, 2}, part, &err) ||
                !claim_own_seeds(shelf, c, (enum claim_scale)scale, &seeds, &err)) {
                faults++;
                print_message("FAULT: %s (%s): %s\n", c->id, claim_scale_name((enum claim_scale)scale), err.text);
            }
            mem_free(part);
        }
    suite_shelf_free(shelf);
    claims_free(claims, n);
    assert_int_equal(faults, 0);
    assert_true(n >= 130);
}

/* Sentences, sources and controls: what a reader of the list relies on. */
static void shipped_claims_say_what_they_are(void **state) {
    (void)state;
    struct error err = {0};
    struct claim **claims;
    int n, negative = 0, positive = 0;
    if (!claims_read("results/claims", &claims, &n, &err)) fail_msg("%s", err.text);
    for (int i = 0; i < n; i++) {
        const struct claim *c = claims[i];
        const bool control = strcmp(c->family, "controls") == 0;
        if (strlen(c->sentence) < 20 || (!control && c->n_figures == 0 && !*c->note))
            fail_msg("%s: a claim has a sentence, and figures or a note on why it has none", c->id);
        if (!control && !c->scale[SCALE_PUBLISHED].path && !*c->note)
            fail_msg("%s: without a published scale a note says why", c->id);
        negative += control && c->expect == VERDICT_DEPENDS;
        positive += control && c->expect == VERDICT_REPRODUCED;
    }
    claims_free(claims, n);
    assert_true(negative >= 1 && positive >= 1);
}

/* ---- a whole battery ---- */

/* A finished run of this plan that nobody trained: exact match falls with length at a speed of the label's own. */
static void store_made_up(struct store *store, const struct run_plan *plan) {
    const struct eval_config *eval = &plan->config.eval;
    struct run_record r;
    struct error err;
    double speed = 0.02;
    for (const char *c = plan->label; *c; c++) speed = fmod(speed * 7.1 + *c * 0.013, 0.6);
    record_begin(plan, &r);
    r.status = RUN_DONE;
    r.steps = 100;
    r.seconds = 1 + speed;
    r.peak_rss = 1 << 24;
    r.fit = r.part[0].fit = 1;
    r.fitted = r.part[0].fitted = true;
    char list[OPTION_TEXT_SIZE + 1], *rest = list;
    snprintf(list, sizeof list, ";%s", eval->variants);
    for (char *variant; (variant = strsep(&rest, ";")) != NULL;) {
        variant += strspn(variant, " ");
        if (!*variant && r.n_eval) continue;
        r.eval =
            mem_grow(r.eval, sizeof *r.eval * (size_t)r.n_eval, sizeof *r.eval * (size_t)(r.n_eval + eval->lengths.n));
        for (int i = 0; i < eval->lengths.n; i++) {
            const double multiple = (double)eval->lengths.value[i] / (double)plan->config.train.longest;
            const double wobble = 0.02 * (double)(plan->config.seed % 5);
            const double exact = multiple <= 1 ? 1 : fmax(0, 1 - speed * log2(multiple) - wobble);
            struct eval_row *e = &r.eval[r.n_eval++];
            *e = (struct eval_row){.length = eval->lengths.value[i],
                                   .multiple = multiple,
                                   .tokens_sum = 2000 * eval->lengths.value[i],
                                   .examples = 1000,
                                   .exact = lround(1000 * exact),
                                   .answers = 1000,
                                   .answers_right = lround(1000 * exact),
                                   .loss_sum = 1000 * (1 - exact),
                                   .seconds = 0.1 + 0.1 * speed};
            e->exact_no_eos = e->exact;
            snprintf(e->variant, sizeof e->variant, "%s", variant);
        }
    }
    if (!store_ingest(store, &r, &err)) fail_msg("%s", err.text);
    run_record_free(&r);
}

/* The runs of the claims of one suite, made up. */
static void store_battery(struct store *store, struct claim *const *claims, int n, struct suite_shelf *shelf,
                          const char *suite, const struct suite ***part) {
    struct suite all = {.name = "battery"};
    struct error err;
    for (int i = 0; i < n; i++) {
        const struct scale_suite *s = &claims[i]->scale[SCALE_SMALL];
        if (!s->path || !strstr(s->path, suite)) continue;
        part[i] = mem_zero((size_t)claims[i]->n_cells, sizeof *part[i]);
        if (claim_parts(shelf, claims[i], SCALE_SMALL, (struct seed_range){1, SEEDS}, part[i], &err)) {
            assert_true(claim_add_plans(claims[i], part[i], 0, SEEDS, &all, &err));
            continue;
        }
        mem_free(part[i]);
        part[i] = NULL;
    }
    for (int k = 0; k < all.n; k++) store_made_up(store, &all.plan[k]);
    print_message("%d runs\n", all.n);
    assert_true(all.n >= 100);
    mem_free(all.plan);
}

static int judge_all(struct store *store, struct claim *const *claims, int n, const struct suite ***part) {
    struct judgement *list = mem_zero((size_t)n, sizeof *list);
    struct error err = {0};
    int judged = 0;
    for (int i = 0; i < n; i++) {
        list[i] = (struct judgement){.claim = claims[i], .scale = SCALE_SMALL};
        if (!part[i]) continue;
        struct cell_runs *runs = claim_cell_runs(claims[i], part[i]);
        if (!claim_judge(store, claims[i], SCALE_SMALL, runs, &list[i], &err)) fail_msg("%s", err.text);
        cell_runs_free(runs, claims[i]->n_cells);
    }
    claims_conclude(list, n);
    for (int i = 0; i < n; i++) {
        if (list[i].verdict == VERDICT_NONE) continue;
        if (!store_add_verdict(store, &list[i], &err)) fail_msg("%s", err.text);
        judged++;
        judgement_free(&list[i]);
    }
    mem_free(list);
    return judged;
}

/* What the chart draws is what the database says. */
static void draw_verdicts(struct store *store, int judged) {
    struct error err = {0};
    char path[160], *bytes;
    size_t size;
    static const double widths[] = {3.3, 6.9};
    for (int w = 0; w < 2; w++) {
        struct plot_style style = plot_style_paper;
        style.width = widths[w];
        if (!plot_verdicts(store, "small", NULL, &style, dir, PLOT_SVG, &err)) fail_msg("%s", err.text);
        snprintf(path, sizeof path, "%s/verdicts.svg", dir);
        if (!file_read(path, 1 << 24, &bytes, &size, &err)) fail_msg("%s", err.text);
        char fault[256];
        if (svg_fault(bytes, widths[w], TYPE_LEAST, fault)) fail_msg("at %g in: %s", widths[w], fault);
        mem_free(bytes);
    }
    static const char *const endings[] = {"gp", "svg", "tsv"};
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/verdicts.%s", dir, endings[i]);
        if (!file_read(path, 1 << 24, &bytes, &size, &err)) fail_msg("%s", err.text);
        if (i < 2) mem_free(bytes);
        unlink(path);
    }
    struct table *t = store_query(store, "SELECT claim, estimate, low FROM v_verdict", NULL, 0, &err);
    const char *line = strchr(bytes, '\n') + 1;
    for (int r = 0; r < table_rows(t); r++, line = strchr(line, '\n') + 1) {
        char claim[256];
        int row, verdict;
        double estimate, least;
        assert_int_equal(sscanf(line, "%d\t%d\t%lf\t%lf", &row, &verdict, &estimate, &least), 4);
        double value;
        assert_true(row == r + 1 && verdict >= 1 && verdict <= 7);
        assert_true(table_at_number(t, r, 1, &value) && value == estimate);
        assert_true(table_at_number(t, r, 2, &value) && value == least);
        snprintf(claim, sizeof claim, "\t%s\t", table_at(t, r, 0));
        const char *found = strstr(line, claim);
        assert_true(found && found < strchr(line, '\n'));
    }
    assert_true(*line == '\0' && table_rows(t) == judged);
    table_free(t);
    mem_free(bytes);
    /* No verdict at the other scale. */
    assert_false(plot_verdicts(store, "published", NULL, NULL, dir, PLOT_SVG, &err));
    assert_int_equal(err.exit_code, EXIT_NOTHING);
}

/* Verdicts of a whole battery come from the store in less than two seconds of a processor. */
static void a_battery_is_judged_at_once(void **state) {
    (void)state;
    struct error err = {0};
    struct claim **claims;
    int n = 0;
    struct store *store = store_open_memory(&err);
    if (!store || !claims_read("results/claims", &claims, &n, &err)) fail_msg("%s", err.text);
    const struct suite ***part = mem_zero((size_t)n, sizeof *part);
    struct suite_shelf *shelf = suite_shelf_new("nowhere.db");
    store_battery(store, claims, n, shelf, "claims-small.yaml", part);
    const clock_t begin = clock();
    const int judged = judge_all(store, claims, n, part);
    const double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    print_message("%d claims judged in %.2f s\n", judged, seconds);
    assert_true(judged >= 15);
    assert_true(seconds < 2);
    draw_verdicts(store, judged);
    for (int i = 0; i < n; i++) mem_free(part[i]);
    mem_free(part);
    suite_shelf_free(shelf);
    claims_free(claims, n);
    store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(shipped_claims_can_be_run),
                                       cmocka_unit_test(shipped_claims_say_what_they_are),
                                       cmocka_unit_test(a_battery_is_judged_at_once)};
    return cmocka_run_group_tests_name("claims that ship", tests, make_dir, remove_dir);
}
