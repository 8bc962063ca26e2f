/* Computes a claim's verdict from stored runs: answers of seeds, evidence, ends. */
#include "base/hash.h"
#include "base/memory.h"
#include "results/claim_values.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- the answers of a claim's checks ---- */

/* A claim's answers as the bets take them: one list a check, but two of "the mean lies within d", which says that it is
 * above -d and below d. With room for a value a seed. */
struct sheet {
    int n, seeds;
    struct answers *list;
    double *room;
    int *check; /* [n] whose answers these are */
};

static double *sheet_add(struct sheet *s, int check, struct answers a) {
    double *x = s->room + (size_t)s->n * (size_t)s->seeds;
    a.n = s->seeds;
    a.x = x;
    s->list[s->n] = a;
    s->check[s->n++] = check;
    return x;
}

static void sheet_new(struct sheet *s, int checks, int seeds) {
    *s = (struct sheet){.seeds = seeds};
    s->list = mem_zero(2 * (size_t)checks, sizeof *s->list);
    s->check = mem_zero(2 * (size_t)checks, sizeof *s->check);
    s->room = mem_zero(2 * (size_t)checks * (size_t)seeds + 1, sizeof *s->room);
}

static void sheet_free(struct sheet *s) {
    mem_free(s->list);
    mem_free(s->check);
    mem_free(s->room);
}

static void add_mean(struct sheet *s, const struct check *k, int check, const struct seed_answer *answer) {
    struct answers a = {.m = k->bound, .above = k->kind == CHECK_BETTER || k->at_least};
    check_range(k, &a.low, &a.high);
    const bool both = k->kind == CHECK_SAME;
    if (both) a.m = -k->bound, a.above = true;
    double *x = sheet_add(s, check, a);
    for (int i = 0; i < s->seeds; i++) x[i] = answer[i].value;
    if (!both) return;
    a.m = k->bound, a.above = false;
    memcpy(sheet_add(s, check, a), x, sizeof *x * (size_t)s->seeds);
}

/* NaN: no bet on this seed. */
static double yes_or_no(const struct seed_answer *a) { return a->counts && !a->mute ? a->held : (double)NAN; }

static void add_share(struct sheet *s, const struct check *k, int check, const struct seed_answer *answer) {
    const struct answers a = {.m = k->share, .low = 0, .high = 1, .above = true};
    double *x = sheet_add(s, check, a);
    for (int i = 0; i < s->seeds; i++) x[i] = yes_or_no(&answer[i]);
}

static bool ask(const struct claim_values *v, const struct check *k, bool sign, struct seed_answer *answer,
                struct error *err) {
    for (int i = 0; i < v->seeds; i++)
        if (!claim_answer(v, k, i, sign, &answer[i], err)) return false;
    return true;
}

/* ---- a finding ---- */

/* What is shown beside "at most so many fit" is the share that fits, although it holds in a seed that does not. */
static void turn_share(struct finding *f) {
    f->estimate = 1 - f->estimate;
    f->interval = (struct interval){1 - f->interval.high, 1 - f->interval.low};
}

static void describe(const struct check *k, const struct answers *a, const struct seed_answer *answer,
                     struct finding *f) {
    const struct tally tally = evidence_tally(a);
    double *value = mem_zero((size_t)a->n + 1, sizeof *value);
    int n = 0;
    for (int i = 0; i < a->n; i++)
        if (!isnan(answer[i].value)) value[n++] = answer[i].value;
    f->counted = tally.counted;
    f->share = (struct interval){(double)NAN, (double)NAN};
    if (k->of_mean || k->kind == CHECK_FITS) {
        f->estimate = tally.counted ? tally.sum / tally.counted : (double)NAN;
        f->interval = tally.interval;
        if (k->kind == CHECK_FITS && !k->at_least) turn_share(f);
    } else {
        f->interval = bet_median_interval(value, n);
        f->estimate = quantile(value, n, 0.5);
    }
    if (!k->of_mean) {
        f->share = tally.interval;
        f->held = (int)lround(tally.sum);
        f->depends = evidence_depends_on_seed(a, &tally);
    }
    mem_free(value);
}

static double *path_of(const struct answers *list, int n, bool for_it) {
    double *path = mem_zero((size_t)list->n, sizeof *path);
    evidence_path(list, n, for_it, path);
    return path;
}

static void find(const struct check *k, const struct answers *list, int n, const struct seed_answer *answer,
                 struct finding *f) {
    bool *counts = mem_zero((size_t)list->n + 1, sizeof *counts);
    f->value = mem_zero((size_t)list->n + 1, sizeof *f->value);
    for (int i = 0; i < list->n; i++) counts[i] = answer[i].counts, f->value[i] = answer[i].value;
    describe(k, list, answer, f);
    for (int d = 0; d < 2; d++) f->path[d] = path_of(list, n, d == PATH_FOR);
    f->evidence_for = f->path[PATH_FOR][list->n - 1];
    f->evidence_against = f->path[PATH_AGAINST][list->n - 1];
    f->unfitted = evidence_unfitted(counts, list->n);
    f->now = fmax(evidence_now(list, n, true), evidence_now(list, n, false));
    mem_free(counts);
}

/* ---- a claim ---- */

static void print_answers(const struct check *k, const struct seed_answer *answer, int seeds, struct text *print) {
    for (int i = 0; i < seeds; i++) text_add(print, "%s\t%d\t%d\t%a\n", k->text, i, answer[i].counts, answer[i].value);
}

/* Asks one check, fills its finding, and adds its answers to the sheet. */
static bool judge_check(const struct claim_values *v, int check, struct sheet *s, struct finding *f, struct text *print,
                        struct error *err) {
    const struct check *k = &v->claim->check[check];
    struct seed_answer *answer = mem_zero((size_t)v->seeds + 1, sizeof *answer);
    const int first = s->n;
    const bool ok = ask(v, k, false, answer, err);
    if (ok) {
        print_answers(k, answer, v->seeds, print);
        if (k->of_mean)
            add_mean(s, k, check, answer);
        else
            add_share(s, k, check, answer);
        find(k, &s->list[first], s->n - first, answer, f);
    }
    mem_free(answer);
    return ok;
}

static bool asks_for_effect(const struct check *k) { return k->kind == CHECK_BETTER && k->bound > 0; }

/* The evidence for the claim with "better at all" in place of "better by d", after each seed. The sheet's answers are
 * replaced. */
static bool weigh_signs(const struct claim_values *v, struct sheet *s, double **path, struct error *err) {
    struct seed_answer *answer = mem_zero((size_t)v->seeds + 1, sizeof *answer);
    bool any = false, ok = true;
    for (int i = 0; ok && i < s->n; i++) {
        const struct check *k = &v->claim->check[s->check[i]];
        if (!asks_for_effect(k)) continue;
        any = true;
        ok = ask(v, k, true, answer, err);
        double *x = s->room + (size_t)i * (size_t)s->seeds;
        for (int seed = 0; ok && !k->of_mean && seed < v->seeds; seed++) x[seed] = yes_or_no(&answer[seed]);
        if (k->of_mean) s->list[i].m = 0;
    }
    mem_free(answer);
    if (!ok) return false;
    *path = path_of(s->list, s->n, true);
    for (int seed = 0; !any && seed < v->seeds; seed++) (*path)[seed] = 1;
    return true;
}

static bool judge_checks(const struct claim_values *v, struct judgement *out, struct text *print, struct error *err) {
    const int n = v->claim->n_checks;
    struct sheet s;
    sheet_new(&s, n, v->seeds);
    out->finding = mem_zero((size_t)n, sizeof *out->finding);
    bool ok = true;
    for (int i = 0; ok && i < n; i++) ok = judge_check(v, i, &s, &out->finding[i], print, err);
    if (ok) {
        for (int d = 0; d < 2; d++) out->path[d] = path_of(s.list, s.n, d == PATH_FOR);
        out->evidence_for = out->path[PATH_FOR][v->seeds - 1];
        out->evidence_against = out->path[PATH_AGAINST][v->seeds - 1];
        ok = weigh_signs(v, &s, &out->path[PATH_OF_SIGN], err);
    }
    sheet_free(&s);
    return ok;
}

static void count_runs(const struct claim_values *v, struct judgement *out, struct text *print) {
    for (int k = 0; k < v->claim->n_cells; k++)
        for (int i = 0; i < v->seeds; i++) {
            text_add(print, "%s %s %d\n", v->runs[k].id[i], v->claim->cell[k].label, v->of[k][i].fitted);
            out->runs++;
            out->fitted += v->of[k][i].fitted;
            out->diverged += v->of[k][i].diverged;
            out->not_finite += v->of[k][i].not_finite;
        }
}

bool claim_judge(struct store *store, const struct claim *claim, enum claim_scale scale, const struct cell_runs *runs,
                 struct judgement *out, struct error *err) {
    struct claim_values v = {0};
    struct text several = {0}, print = {0};
    *out = (struct judgement){.claim = claim, .scale = scale, .p = (double)NAN};
    text_add(&print, "%s\n%s\n", claim_scale_name(scale), claim->file_text);
    bool ok = claim_several_codes(store, claim, runs, &several, err) && claim_values_read(store, claim, runs, &v, err);
    if (several.size) out->several = mem_text(text_of(&several));
    if (ok) {
        count_runs(&v, out, &print);
        out->seeds = out->several ? 0 : v.seeds;
        if (out->seeds) ok = judge_checks(&v, out, &print, err);
    }
    sha256_hex(text_of(&print), print.size, out->fingerprint);
    claim_values_free(&v);
    text_free(&several);
    text_free(&print);
    if (!ok) judgement_free(out);
    return ok;
}

void judgement_free(struct judgement *j) {
    for (int i = 0; j->finding && i < j->claim->n_checks; i++) {
        for (int d = 0; d < 2; d++) mem_free(j->finding[i].path[d]);
        mem_free(j->finding[i].value);
    }
    mem_free(j->finding);
    mem_free(j->several);
    for (int d = 0; d < PATHS; d++) mem_free(j->path[d]), j->path[d] = NULL;
    j->finding = NULL;
    j->several = NULL;
    j->seeds = 0;
}

/* ---- ends ---- */

static enum claim_verdict end_of(const struct finding *f, double threshold) {
    return f->evidence_for >= threshold       ? VERDICT_REPRODUCED
           : f->evidence_against >= threshold ? VERDICT_CONTRADICTED
           : f->unfitted >= EVIDENCE_UNFITTED ? VERDICT_NOT_FITTED
           : f->depends                       ? VERDICT_DEPENDS
                                              : VERDICT_UNDECIDED;
}

/* The check with the least evidence for it, or with the most against it, after the seeds that decided. */
static int extreme(const struct judgement *j, int direction) {
    int best = 0;
    for (int i = 1; i < j->claim->n_checks; i++) {
        const double own = j->finding[i].path[direction][j->decided_after - 1],
                     most = j->finding[best].path[direction][j->decided_after - 1];
        if (direction == PATH_FOR ? own < most : own > most) best = i;
    }
    return best;
}

/* The first check that ends so by itself; -1: none. */
static int first_that(const struct judgement *j, enum claim_verdict end) {
    for (int i = 0; i < j->claim->n_checks; i++)
        if (j->finding[i].verdict == end) return i;
    return -1;
}

/* The seed at which a direction reached the threshold; the number of seeds: not yet. */
static int reached_at(const struct judgement *j, int direction) {
    int i = 0;
    while (i < j->seeds && j->path[direction][i] < j->threshold) i++;
    return i;
}

/* What was decided first stays, whatever comes later; so does of which kind a contradiction is. */
static enum claim_verdict end_of_claim(struct judgement *j) {
    const int in_favour = reached_at(j, PATH_FOR), against = reached_at(j, PATH_AGAINST);
    const int first = in_favour < against ? in_favour : against;
    j->decided_after = first < j->seeds ? first + 1 : j->seeds;
    if (in_favour < against) return VERDICT_REPRODUCED;
    if (against < j->seeds)
        return j->path[PATH_OF_SIGN][first] >= j->threshold ? VERDICT_SMALLER : VERDICT_CONTRADICTED;
    if (first_that(j, VERDICT_NOT_FITTED) >= 0) return VERDICT_NOT_FITTED;
    return first_that(j, VERDICT_DEPENDS) >= 0 ? VERDICT_DEPENDS : VERDICT_UNDECIDED;
}

static int check_that_decided(const struct judgement *j) {
    switch (j->verdict) {
    case VERDICT_NOT_FITTED:
    case VERDICT_DEPENDS: return first_that(j, j->verdict);
    case VERDICT_REPRODUCED: return extreme(j, PATH_FOR);
    case VERDICT_UNDECIDED: return extreme(j, j->evidence_for >= j->evidence_against ? PATH_FOR : PATH_AGAINST);
    default: return extreme(j, PATH_AGAINST);
    }
}

/* About how many seeds more, if the check that leads goes on as it did; seeds that do not count are waited for. */
static int seeds_more(const struct judgement *j) {
    const struct finding *f = &j->finding[j->decided_by];
    const struct check *k = &j->claim->check[j->decided_by];
    if (k->of_mean || f->counted == 0) return SEEDS_UNKNOWN;
    const int more = bet_seeds_more(f->now, j->threshold, f->held, f->counted, k->share);
    return more == SEEDS_UNKNOWN ? more : (int)ceil((double)more * j->seeds / f->counted);
}

static void decide(struct judgement *j) {
    j->threshold = evidence_threshold(j->family_size);
    for (int i = 0; i < j->claim->n_checks; i++) j->finding[i].verdict = end_of(&j->finding[i], j->threshold);
    j->verdict = end_of_claim(j);
    j->decided_by = check_that_decided(j);
    j->p = fmin(1, j->family_size / fmax(j->evidence_for, j->evidence_against));
    if (j->verdict == VERDICT_UNDECIDED || j->verdict == VERDICT_DEPENDS) j->seeds_more = seeds_more(j);
}

void claims_conclude(struct judgement *list, int n) {
    for (int i = 0; i < n; i++) {
        list[i].family_size = 0;
        for (int k = 0; k < n; k++) list[i].family_size += strcmp(list[i].claim->family, list[k].claim->family) == 0;
        if (list[i].seeds) decide(&list[i]);
    }
}

/* ---- could the task have shown it? ---- */

/* Equality that is found shows something where the task can tell schemes apart (what clinical trials call assay
 * sensitivity); beside checks of other kinds these show it. */
static bool found_the_same(const struct judgement *j) {
    for (int i = 0; i < j->claim->n_checks; i++)
        if (j->claim->check[i].kind != CHECK_SAME) return false;
    return j->verdict == VERDICT_REPRODUCED;
}

bool claim_asks_for_loss(const struct judgement *j) {
    if (found_the_same(j)) return true;
    if (j->verdict != VERDICT_CONTRADICTED && j->verdict != VERDICT_SMALLER) return false;
    const struct check *k = &j->claim->check[j->decided_by];
    if (k->kind == CHECK_BETTER) return k->bound > 0;
    return k->kind == CHECK_CHANGE &&
           (measures[k->metric].less_is_better ? k->at_least && k->bound > 0 : !k->at_least && k->bound < 0);
}

/* The median over an arm's fitted runs of what the check compares: its level, of CHANGE its loss. NaN: none fitted. */
static bool median_of_arm(struct store *store, const struct claim *claim, const struct check *k,
                          const struct contrast *on, const struct cell_runs *arm, double *out, struct error *err) {
    double *value = mem_zero((size_t)arm->n + 1, sizeof *value);
    bool ok = true;
    int n = 0;
    for (int i = 0; ok && i < arm->n; i++) {
        struct known_run run;
        ok = known_run_read(store, claim, arm, arm->id[i], &run, err);
        if (ok && run.fitted) {
            const double at = side_value(k, &on->a, arm, &run);
            value[n] = k->kind == CHECK_CHANGE ? side_value(k, &on->b, arm, &run) - at : at;
            n += !isnan(value[n]);
        }
        if (ok) known_run_free(&run);
    }
    *out = quantile(value, n, 0.5);
    mem_free(value);
    return ok;
}

bool claim_look_for_loss(struct store *store, const struct judgement *j, int task, const struct cell_runs *arm, int n,
                         bool *shown, struct error *err) {
    const struct check *k = &j->claim->check[j->decided_by];
    double least = INFINITY, most = -INFINITY, value;
    for (int i = 0; i < n; i++) {
        if (!median_of_arm(store, j->claim, k, &k->on[task], &arm[i], &value, err)) return false;
        if (isnan(value)) continue;
        least = fmin(least, value);
        most = fmax(most, value);
    }
    const bool between = k->kind == CHECK_BETTER || k->kind == CHECK_SAME;
    const double loss = between ? most - least : measures[k->metric].less_is_better ? -least : most;
    *shown = reaches(loss, fabs(k->bound), true);
    return true;
}
