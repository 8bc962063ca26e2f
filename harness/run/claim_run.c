#include "run/claim_run.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "results/budget.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- suites to run, put together from claims ---- */

struct suite_list {
    int n;
    struct suite *suite;
};

/* The suite that a claim's runs are stored under: the scale's own name, with the claim's where settings differ. */
static void begin_suite(const struct claim_board *b, int i, struct suite *out) {
    const struct suite *part = b->part[i][0];
    const struct scale_suite *s = &b->claim[i]->scale[b->scale];
    memset(out, 0, sizeof *out);
    snprintf(out->name, sizeof out->name, "%.60s%s%s", part->name, s->n_set ? "-" : "",
             s->n_set ? b->claim[i]->id : "");
    snprintf(out->about, sizeof out->about, "%s", part->about);
    out->text = mem_text(part->text);
}

static struct suite *suite_of(const struct claim_board *b, int i, struct suite_list *list) {
    struct suite own;
    begin_suite(b, i, &own);
    for (int k = 0; k < list->n; k++)
        if (strcmp(list->suite[k].name, own.name) == 0) return suite_free(&own), &list->suite[k];
    list->suite[list->n] = own;
    return &list->suite[list->n++];
}

/* Adds n seeds of claim i from the first-th on. */
static void add_seeds(const struct claim_board *b, int i, int first, int n, struct suite_list *list) {
    struct error why;
    if (!claim_add_plans(b->claim[i], b->part[i], first, n, suite_of(b, i, list), &why))
        log_warn("claim %s cannot run with the others: %s", b->claim[i]->id, why.text);
}

/* All labels that the suite has are those of its plans. */
static void note_labels(struct suite *suite) {
    struct text labels = {0};
    for (int i = 0; i < suite->n; i++) text_add(&labels, "%s\n", suite->plan[i].label);
    mem_free(suite->labels);
    suite->labels = mem_text(text_of(&labels));
    text_free(&labels);
}

static void suite_list_new(struct suite_list *list, int most) {
    *list = (struct suite_list){.suite = mem_zero((size_t)most + 1, sizeof *list->suite)};
}

static void suite_list_free(struct suite_list *list) {
    for (int k = 0; k < list->n; k++) suite_free(&list->suite[k]);
    mem_free(list->suite);
}

/* *late: the time was up before all of them were begun. */
static int run_all(struct suite_list *list, const struct schedule_options *options, bool *late, struct error *err) {
    int code = EXIT_OK;
    struct schedule_result result;
    *late = false;
    for (int k = 0; k < list->n && code != EXIT_INTERRUPTED && !*late; k++) {
        note_labels(&list->suite[k]);
        const int own = run_suite(&list->suite[k], options, &result, err);
        if (err->text[0]) return err->exit_code;
        log_info("%s: %d runs: %d done now, %d stored before, %d diverged, %d failed", list->suite[k].name,
                 result.total, result.done, result.held_before, result.diverged, result.failed);
        if (own != EXIT_OK) code = own;
        *late = result.late;
    }
    return code;
}

/* Reads what claim i needs; says why it cannot run where that is no mistake in a file. */
static bool can_run(struct claim_board *b, int i) {
    if (!b->asked[i]) return false;
    if (claim_board_load(b, i)) return true;
    if (!claim_board_broken(b, i)) log_warn("claim %s cannot run: %s", b->claim[i]->id, b->why[i].text);
    return false;
}

int claims_run(struct claim_board *b, const struct schedule_options *options, struct error *err) {
    struct suite_list list;
    int code = EXIT_OK, seeds;
    bool late;
    suite_list_new(&list, b->n);
    for (int i = 0; i < b->n && code == EXIT_OK; i++) {
        if (!can_run(b, i)) continue;
        if (!claim_own_seeds(b->shelf, b->claim[i], b->scale, &seeds, err)) code = err->exit_code;
        if (code == EXIT_OK) add_seeds(b, i, 0, seeds, &list);
    }
    if (code == EXIT_OK) code = list.n ? run_all(&list, options, &late, err) : EXIT_NOTHING;
    suite_list_free(&list);
    return code;
}

/* ---- seed by seed ---- */

static const double SECONDS_UNKNOWN = 30; /* of a run of which nothing like it is stored yet */

struct until {
    struct claim_board *b;
    const struct schedule_options *options; /* with the time at which to stop */
    struct judgement *list;                 /* [n] */
    struct budget_claim *budget;            /* [n] */
    bool *stuck;                            /* [n] its last seed did not come through */
    enum claim_verdict *said;               /* [n] */
};

/* Mean seconds of the stored runs of a plan's arm. */
static double seconds_of(struct store *store, const struct run_plan *plan) {
    char arm[SHA256_HEX];
    const char *bound = arm;
    double seconds = SECONDS_UNKNOWN;
    plan_arm(plan, arm);
    struct table *t = store_query(store, "SELECT avg(seconds) FROM run WHERE arm = ?1", &bound, 1, NULL);
    if (t && table_rows(t) == 1) table_at_number(t, 0, 0, &seconds);
    table_free(t);
    return seconds;
}

/* What the claim's next seed costs: its runs that are not stored, since others did not need them. */
static double cost_of(const struct until *u, int i, int seed) {
    double cost = 0;
    bool held = false;
    for (int k = 0; k < u->b->claim[i]->n_cells; k++) {
        const struct suite *part = u->b->part[i][k];
        if (seed < part->n && store_holds(u->b->store, part->plan[seed].id, &held, NULL) && !held)
            cost += seconds_of(u->b->store, &part->plan[seed]);
    }
    return cost;
}

/* How far the check that leads is from settling the claim. */
static void fill_budget(const struct judgement *j, struct budget_claim *out) {
    const struct finding *f = &j->finding[j->decided_by];
    const struct check *k = &j->claim->check[j->decided_by];
    double low = 0, high = 1;
    if (k->of_mean) check_range(k, &low, &high);
    out->missing = log(j->threshold / f->now);
    out->counted = f->counted;
    out->s = k->of_mean ? (k->bound - low) / (high - low) : k->share;
    out->held = !k->of_mean ? f->held : f->counted ? f->counted * (f->estimate - low) / (high - low) : 0;
}

static bool is_open(const struct until *u, int i) {
    const struct judgement *j = &u->list[i];
    return u->b->asked[i] && u->b->part[i] && !u->stuck[i] && !j->several && j->seeds < u->b->frozen[i].cap &&
           (j->verdict == VERDICT_NONE || j->verdict == VERDICT_UNDECIDED);
}

static void weigh(struct until *u, int i) {
    const struct judgement *j = &u->list[i];
    struct budget_claim *c = &u->budget[i];
    *c = (struct budget_claim){.open = is_open(u, i), .seeds = j->seeds, .s = 0.5};
    if (!c->open) return;
    c->missing = log(evidence_threshold(j->family_size));
    if (j->seeds) fill_budget(j, c);
    c->cost = cost_of(u, i, j->seeds);
}

/* A line for every claim whose end is new. */
static void say_ends(struct until *u) {
    for (int i = 0; i < u->b->n; i++) {
        const struct judgement *j = &u->list[i];
        const bool ended = u->b->asked[i] && j->verdict != VERDICT_NONE && j->verdict != VERDICT_UNDECIDED;
        if (ended && u->said[i] != j->verdict)
            log_info("%s: %s after %d seed%s (%d of %d runs fitted; evidence for it %.4g, against it %.4g, of %g)",
                     j->claim->id, claim_verdict_name(j->verdict), j->seeds, j->seeds == 1 ? "" : "s", j->fitted,
                     j->runs, j->evidence_for, j->evidence_against, j->threshold);
        u->said[i] = j->verdict;
    }
}

static void say_next(const struct until *u, int i, int seed) {
    const struct judgement *j = &u->list[i];
    if (j->seeds)
        log_info("%s: seed %d of at most %d (evidence for it %.4g, against it %.4g, of %g)", j->claim->id, seed + 1,
                 u->b->frozen[i].cap, j->evidence_for, j->evidence_against, j->threshold);
    else
        log_info("%s: seed %d of at most %d", j->claim->id, seed + 1, u->b->frozen[i].cap);
}

/* A claim that ends without a verdict, and how to go on. */
static void say_capped(const struct until *u) {
    for (int i = 0; i < u->b->n; i++) {
        const struct judgement *j = &u->list[i];
        if (!u->b->asked[i] || j->verdict != VERDICT_UNDECIDED || j->seeds < u->b->frozen[i].cap) continue;
        if (j->seeds < CLAIM_CAP_MOST)
            log_info("%s: undecided after %d seeds; a larger --cap, up to %d, goes on from here", j->claim->id,
                     j->seeds, CLAIM_CAP_MOST);
        else
            log_info("%s: undecided after %d seeds, the most there can be", j->claim->id, j->seeds);
    }
}

static bool judge_again(struct until *u, struct error *err) {
    for (int i = 0; i < u->b->n; i++) judgement_free(&u->list[i]);
    if (!claim_board_judge(u->b, u->list, err)) return false;
    for (int i = 0; i < u->b->n; i++) weigh(u, i);
    say_ends(u);
    return true;
}

static int runs_in(const struct suite_list *list) {
    int runs = 0;
    for (int k = 0; k < list->n; k++) runs += list->suite[k].n;
    return runs;
}

static int processes(const struct schedule_options *options) {
    return options->jobs ? options->jobs : (int)sysconf(_SC_NPROCESSORS_ONLN);
}

/* The next seeds, as many as keep all processes busy; gave[i]: of claim i. */
static void choose_seeds(struct until *u, struct suite_list *list, int *gave) {
    for (int i; runs_in(list) < processes(u->options) && (i = budget_next(u->budget, u->b->n)) >= 0;) {
        const int seed = u->list[i].seeds + gave[i]++;
        say_next(u, i, seed);
        add_seeds(u->b, i, seed, 1, list);
        u->budget[i].seeds++;
        u->budget[i].open = seed + 1 < u->b->frozen[i].cap;
        u->budget[i].cost = u->budget[i].open ? cost_of(u, i, seed + 1) : 0;
    }
}

/* A claim whose seeds failed gets no more of them: they have to come in order. */
static void note_stuck(struct until *u, const int *before, const int *gave) {
    for (int i = 0; i < u->b->n; i++) {
        if (!gave[i] || u->list[i].seeds >= before[i] + gave[i]) continue;
        u->stuck[i] = true;
        u->budget[i].open = false;
        log_warn("claim %s stops at %d seeds: a run of the next one failed, or does not have what its checks ask for",
                 u->b->claim[i]->id, u->list[i].seeds);
    }
}

/* One batch. *more: there was something to run. */
static int run_batch(struct until *u, bool *more, struct error *err) {
    const int n = u->b->n;
    struct suite_list list;
    int *gave = mem_zero(2 * (size_t)n + 1, sizeof *gave), *before = gave + n, code = EXIT_OK;
    bool late = false;
    suite_list_new(&list, n);
    for (int i = 0; i < n; i++) before[i] = u->list[i].seeds;
    choose_seeds(u, &list, gave);
    *more = list.n > 0;
    if (*more) code = run_all(&list, u->options, &late, err);
    if (*more && !err->text[0] && code != EXIT_INTERRUPTED) {
        if (!judge_again(u, err)) code = err->exit_code;
        if (!late) note_stuck(u, before, gave);
    }
    suite_list_free(&list);
    mem_free(gave);
    return code;
}

static bool is_late(const struct until *u) { return u->options->until > 0 && clock_seconds() >= u->options->until; }

static int run_batches(struct until *u, struct error *err) {
    int code = EXIT_OK;
    if (!judge_again(u, err)) return err->exit_code;
    for (bool more = true; more;) {
        if (is_late(u)) {
            log_info("the time is used up; the same command goes on from here");
            break;
        }
        const int own = run_batch(u, &more, err);
        if (own != EXIT_OK) code = own;
        if (own == EXIT_INTERRUPTED || err->text[0]) break;
    }
    return code;
}

int claims_run_until_decided(struct claim_board *b, const struct schedule_options *options, double seconds,
                             struct error *err) {
    const size_t n = (size_t)b->n;
    struct schedule_options timed = *options;
    if (seconds > 0) timed.until = clock_seconds() + seconds;
    struct until u = {.b = b,
                      .options = &timed,
                      .list = mem_zero(n + 1, sizeof *u.list),
                      .budget = mem_zero(n + 1, sizeof *u.budget),
                      .stuck = mem_zero(n + 1, sizeof *u.stuck),
                      .said = mem_zero(n + 1, sizeof *u.said)};
    int code = EXIT_NOTHING;
    for (int i = 0; i < b->n; i++)
        if (can_run(b, i)) code = EXIT_OK;
    if (code == EXIT_OK) code = run_batches(&u, err);
    claim_board_say_several(b, u.list);
    say_capped(&u);
    for (int i = 0; i < b->n; i++) judgement_free(&u.list[i]);
    mem_free(u.list);
    mem_free(u.budget);
    mem_free(u.stuck);
    mem_free(u.said);
    return code;
}
