/* Claims whose truth is known, judged by results/evidence.h after every seed: how often a verdict is wrong, how many
 * seeds it takes, what its intervals hold. tests/test_verdicts.c asks it of a few families, tests/slow/verdicts.c of
 * many, and writes docs/verdicts-measured.md. All draws come from named streams: the same numbers every time. */
#ifndef LEXBENCH_FIXTURE_VERDICTS_H
#define LEXBENCH_FIXTURE_VERDICTS_H
#include "base/rng.h"
#include "results/budget.h"
#include "results/evidence.h"
#include <math.h>
#include <stdlib.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))
enum { FAMILY = 12, LOOKS = 60, CHECKS = 3, MOST_SEEDS = 400, CAP = 40 };

/* ---- claims ---- */

/* What one check answers on one seed. p is whatever the draw makes of it. */
typedef double draw_answer(struct rng *rng, double p);

static double draw_yes(struct rng *rng, double p) { return rng_uniform(rng) < p; }

/* A scheme that always scores 0.1 less one that scores 1 in a share p of the seeds. */
static double draw_steady(struct rng *rng, double p) { return 0.1 - (rng_uniform(rng) < p); }

static double draw_noise(struct rng *rng, double p) { return p * (2 * rng_uniform(rng) - 1); }

/* Three in ten seeds do not fit. */
static double draw_unfitted(struct rng *rng, double p) {
    const bool counts = rng_uniform(rng) >= 0.3;
    const double answer = draw_yes(rng, p);
    return counts ? answer : (double)NAN;
}

struct world {
    draw_answer *draw;
    int checks;
    double p[CHECKS];
    double m, low, high; /* "the mean is above m"; of yes and no, m is the share asked for */
    bool holds;          /* the claim is true: more than m, in every check */
};

static void draw_claim(const struct world *w, struct rng *rng, int n, double x[CHECKS][MOST_SEEDS],
                       struct answers *list) {
    for (int i = 0; i < n; i++)
        for (int k = 0; k < w->checks; k++) x[k][i] = w->draw(rng, w->p[k]);
    for (int k = 0; k < w->checks; k++) list[k] = (struct answers){n, x[k], w->m, w->low, w->high, true};
}

/* The number of seeds after which the evidence first reached the threshold; n + 1: not within the n there are. As it
 * never falls, halving finds it. */
static int first_look(const struct answers *list, int k, double (*evidence)(const struct answers *, int),
                      double threshold) {
    int before = 0, reached = list->n;
    if (evidence(list, k) < threshold) return list->n + 1;
    while (reached - before > 1) {
        struct answers part[CHECKS];
        const int n = (before + reached) / 2;
        for (int i = 0; i < k; i++) part[i] = list[i], part[i].n = n;
        *(evidence(part, k) >= threshold ? &reached : &before) = n;
    }
    return reached;
}

struct outcome {
    bool reproduced, contradicted; /* whichever comes first, and then it stays */
    int seeds;                     /* it took; all, when there is neither */
};

static struct outcome judge_claim(const struct answers *list, int k, double threshold) {
    const int n = list->n, after = first_look(list, k, evidence_for, threshold),
              against = first_look(list, k, evidence_against, threshold);
    const int seeds = after < against ? after : against;
    return (struct outcome){after <= n && after < against, against <= n && against <= after, seeds <= n ? seeds : n};
}

/* ---- error under peeking ---- */

struct family_case {
    const char *name;
    bool together;              /* all claims on the same seeds: the same random numbers */
    struct world first, second; /* of six claims each */
    const char *planned; /* what a first simulation of the procedure found: reproduced, contradicted; "": not asked */
};

#define YES(share, asked, true_)                                                                                       \
    { draw_yes, 1, {share}, asked, 0, 1, true_ }
static const struct family_case family_case[] = {
    {"each holds in exactly half of the seeds, which are not most", false, YES(0.5, 0.5, false), YES(0.5, 0.5, false),
     "2.7 %, 4.0 %"},
    {"the same, and all twelve are asked of the same seeds", true, YES(0.5, 0.5, false), YES(0.5, 0.5, false),
     "0.5 %, 0.3 %"},
    {"six hold in half of the seeds, six in all of them", false, YES(0.5, 0.5, false), YES(1, 0.5, true),
     "3.1 %, 2.1 %"},
    {"each asks for more than 0.8 of the seeds and holds in exactly 0.8", false, YES(0.8, 0.8, false),
     YES(0.8, 0.8, false), ""},
    {"three in ten seeds do not learn the task and are left out; each holds in half of the others",
     false,
     {draw_unfitted, 1, {0.5}, 0.5, 0, 1, false},
     {draw_unfitted, 1, {0.5}, 0.5, 0, 1, false},
     ""},
    {"each has three checks: of six claims two hold always and the third in half of the seeds, of six all in 0.51",
     false,
     {draw_yes, 3, {1, 1, 0.5}, 0.5, 0, 1, false},
     {draw_yes, 3, {0.51, 0.51, 0.51}, 0.5, 0, 1, true},
     ""},
    {"each says \"better on average\"; one scheme scores 0.1 always, the other 1 in a tenth of the seeds, else 0",
     false,
     {draw_steady, 1, {0.1}, 0, -1, 1, false},
     {draw_steady, 1, {0.1}, 0, -1, 1, false},
     ""},
    {"each says \"better on average\"; the difference is anything from -0.5 to 0.5, as likely below 0 as above",
     false,
     {draw_noise, 1, {0.5}, 0, -1, 1, false},
     {draw_noise, 1, {0.5}, 0, -1, 1, false},
     ""},
    {"each says \"0.9 or more on average\"; the score is 1 in 0.85 of the seeds, else 0", false, YES(0.85, 0.9, false),
     YES(0.85, 0.9, false), ""},
    {"six hold in 0.55 of the seeds and are true, six in 0.45 and are false", false, YES(0.55, 0.5, true),
     YES(0.45, 0.5, false), ""},
    {"the same, and all twelve are asked of the same seeds", true, YES(0.55, 0.5, true), YES(0.45, 0.5, false), ""},
    {"six hold in 0.501 of the seeds and are true, six in 0.5 and are false", false, YES(0.501, 0.5, true),
     YES(0.5, 0.5, false), ""},
    {"six hold in 0.9 of the seeds, six in 0.1", false, YES(0.9, 0.5, true), YES(0.1, 0.5, false), ""},
};

struct family_count {
    long families, reproduced, contradicted, either; /* with a verdict that is wrong, and in which direction */
    long
        at_bound; /* with a contradicted claim that holds in exactly the share asked for: not wrong, as more was said */
};

static void count_family(const struct family_case *c, long f, struct family_count *out) {
    bool reproduced = false, contradicted = false, at_bound = false;
    for (int claim = 0; claim < FAMILY; claim++) {
        static double x[CHECKS][MOST_SEEDS];
        struct answers list[CHECKS];
        const struct world *w = claim < FAMILY / 2 ? &c->first : &c->second;
        struct rng rng = rng_open(1, "verdicts/family", (uint64_t)f, c->together ? 0 : (uint64_t)claim);
        draw_claim(w, &rng, LOOKS, x, list);
        const struct outcome o = judge_claim(list, w->checks, evidence_threshold(FAMILY));
        reproduced |= o.reproduced && !w->holds;
        contradicted |= o.contradicted && w->holds;
        at_bound |= o.contradicted && !w->holds && w->draw != draw_steady && w->p[0] == w->m;
    }
    out->families++;
    out->reproduced += reproduced;
    out->contradicted += contradicted;
    out->either += reproduced || contradicted;
    out->at_bound += at_bound;
}

static struct family_count count_families(const struct family_case *c, long families) {
    struct family_count count = {0};
    for (long f = 0; f < families; f++) count_family(c, f, &count);
    return count;
}

/* Is a rate that was promised to be at most `most` seen to be greater? */
static bool exceeds(long k, long n, double most) { return wilson(k, n).low > most; }

/* ---- how many seeds ---- */

/* One seed's difference of two schemes that score 0.96 or 0.04, with noise of 0.05, in shares a and b of the seeds. */
static double heaps(struct rng *rng, double a, double b) {
    const double high = 0.92, noise = 0.05 * sqrt(2);
    const double first = rng_uniform(rng) < a ? high : 0, second = rng_uniform(rng) < b ? high : 0;
    return fmax(-1, fmin(1, first - second + noise * rng_normal(rng)));
}

static double around(struct rng *rng, double mean, double deviation) {
    return fmax(-1, fmin(1, mean + deviation * rng_normal(rng)));
}

struct power_case {
    const char *name;
    double a, b; /* heaps: shares of the two schemes; else the mean and the deviation of the difference */
    bool in_heaps;
    double by;              /* the claim: better by so much */
    const char *planned[3]; /* mean seeds: in most seeds; on average by so much; on average at all */
};

static const struct power_case power_case[] = {
    {"0.78, noise 0.2; by 0.3", 0.78, 0.2, false, 0.3, {"9.5", "21", "11"}},
    {"0.74, heaps 0.9 and 0.1; by 0.3", 0.9, 0.1, true, 0.3, {"30", "26", "13"}},
    {"0.385, noise 0.285; by 0.05", 0.385, 0.285, false, 0.05, {"19", "25", "21"}},
    {"0.06, noise 0.0355; by 0.02", 0.06, 0.0355, false, 0.02, {"20", "166", "109"}},
    {"0.06, noise 0.0355; by 0.1", 0.06, 0.0355, false, 0.1, {"20", "147", "109"}},
    {"-0.46, heaps 0.3 and 0.8; by 0.1", 0.3, 0.8, true, 0.1, {"15", "19", "27"}},
    {"both at the ceiling; by 0.1", 0, 0, false, 0.1, {"9", "60", "never"}},
    {"0.46, heaps 0.8 and 0.3; by 0.1", 0.8, 0.3, true, 0.1, {"189", "43", "28"}},
};

struct power {
    double mean, ninetieth, share; /* seeds (undecided: all of them); share of seeds with the difference */
    double reproduced, contradicted;
};

static double draw_difference(const struct power_case *c, struct rng *rng) {
    return c->in_heaps ? heaps(rng, c->a, c->b) : around(rng, c->a, c->b);
}

/* question 0: in most seeds by c->by; 1: on average by c->by; 2: on average by more than 0. */
static struct power measure_power(const struct power_case *c, int question, int claims, int seeds) {
    struct power out = {0};
    double *took = calloc((size_t)claims, sizeof *took);
    for (int t = 0; t < claims; t++) {
        static double x[MOST_SEEDS];
        struct rng rng = rng_open(1, "verdicts/power", (uint64_t)t, 0);
        for (int i = 0; i < seeds; i++) {
            x[i] = draw_difference(c, &rng);
            out.share += (x[i] >= c->by) / (double)seeds / claims;
            if (question == 0) x[i] = x[i] >= c->by;
        }
        const struct answers a = question == 0 ? (struct answers){seeds, x, 0.5, 0, 1, true}
                                               : (struct answers){seeds, x, question == 1 ? c->by : 0, -1, 1, true};
        const struct outcome o = judge_claim(&a, 1, evidence_threshold(FAMILY));
        took[t] = o.seeds;
        out.reproduced += (double)o.reproduced / claims;
        out.contradicted += (double)o.contradicted / claims;
    }
    out.mean = mean_of(took, claims), out.ninetieth = quantile(took, claims, 0.9);
    free(took);
    return out;
}

static const struct {
    double share;
    const char *planned[2]; /* threshold 20 and 240: mean, 90th percentile */
} share_case[] = {{1, {"6, 6", "9, 9"}},
                  {0.95, {"7.8, 11", "12.5, 20"}},
                  {0.9, {"10.3, 18", "17, 26"}},
                  {0.8, {"19.5, 38", "33, 55"}},
                  {0.7, {"47, 96", "80, 144"}}};

static struct power measure_share(double share, double threshold, int claims) {
    struct power out = {.share = share};
    double *took = calloc((size_t)claims, sizeof *took);
    const struct world w = YES(share, 0.5, true);
    for (int t = 0; t < claims; t++) {
        static double x[CHECKS][MOST_SEEDS];
        struct answers list[CHECKS];
        struct rng rng = rng_open(1, "verdicts/share", (uint64_t)t, 0);
        draw_claim(&w, &rng, MOST_SEEDS, x, list);
        const struct outcome o = judge_claim(list, 1, threshold);
        took[t] = o.seeds;
        out.reproduced += (double)o.reproduced / claims;
        out.contradicted += (double)o.contradicted / claims;
    }
    out.mean = mean_of(took, claims), out.ninetieth = quantile(took, claims, 0.9);
    free(took);
    return out;
}

/* ---- nothing is selected on the number that is compared ---- */

/* A scheme against itself, "better in most seeds", at a length where the score is the fit: it fits, scoring about 1, in
 * 0.5 of the seeds, else about 0.3. `selected`: only the seeds count in which the first of the two fits, as a rule
 * would have it that asks for fitted runs of the scheme that is said to be better. */
static long count_selected(bool selected, int n, long claims) {
    long reproduced = 0;
    for (long t = 0; t < claims; t++) {
        double x[LOOKS];
        struct rng rng = rng_open(1, "verdicts/selection", (uint64_t)t, 0);
        for (int i = 0; i < n; i++) {
            const bool a = rng_uniform(&rng) < 0.5, b = rng_uniform(&rng) < 0.5;
            const double difference = (a ? 1 : 0.3) - (b ? 1 : 0.3) + 0.02 * rng_normal(&rng);
            x[i] = selected && !a ? (double)NAN : difference > 0;
        }
        const struct answers list = {n, x, 0.5, 0, 1, true};
        reproduced += evidence_for(&list, 1) >= evidence_threshold(1);
    }
    return reproduced;
}

/* ---- a budget ---- */

enum { BATTERY = 28, BUDGETS = 5 };
static const int budget_size[BUDGETS] = {300, 450, 600, 900, 1400};
enum rule { IN_TURN, ONE_BY_ONE, LEAST_COST, RULES };
static const struct {
    const char *name, *planned[BUDGETS];
} rule_case[RULES] = {{"all in turn", {"0", "0.9", "13.8", "18.1", "22.1"}},
                      {"one after the other", {"5.0", "7.3", "9.8", "14.1", "21.4"}},
                      {"least expected cost first", {"4.3", "15.8", "18.7", "21.4", "22.6"}}};

struct contender {
    double share, cost, x[CAP];
    int seeds;
    bool reproduced, contradicted;
    struct budget_claim outlook;
};

/* 15 claims hold in all seeds; 4 in 0.8, 4 in 0.2; 5 in one half; which comes where, and what its seeds cost (1, 1, 2
 * or 4), is drawn anew. */
static void draw_battery(struct rng *rng, struct contender *c) {
    int place[BATTERY];
    for (int i = 0; i < BATTERY; i++) place[i] = i;
    rng_shuffle(rng, place, BATTERY);
    for (int i = 0; i < BATTERY; i++) {
        struct contender *own = &c[place[i]];
        *own = (struct contender){.share = i < 15   ? 1
                                           : i < 19 ? 0.8
                                           : i < 23 ? 0.2
                                                    : 0.5,
                                  .outlook = {.open = true, .s = 0.5}};
        for (int k = 0; k < CAP; k++) own->x[k] = rng_uniform(rng) < own->share;
    }
    rng_shuffle(rng, place, BATTERY);
    for (int i = 0; i < BATTERY; i++) {
        static const double cost[4] = {1, 1, 2, 4};
        c[place[i]].cost = c[place[i]].outlook.cost = cost[i % 4];
    }
}

/* Where the claim stands after its last seed. */
static void look_at(struct contender *c) {
    const struct answers a = {c->seeds, c->x, 0.5, 0, 1, true};
    const struct tally t = evidence_tally(&a);
    double z[CAP], capital[CAP];
    const bool above = t.sum > 0.5 * c->seeds;
    for (int i = 0; i < c->seeds; i++) z[i] = above ? bet_above(c->x[i], 0.5, 0) : bet_below(c->x[i], 0.5, 1);
    bet_capital(z, c->seeds, capital);
    c->reproduced = evidence_for(&a, 1) >= evidence_threshold(FAMILY);
    c->contradicted = !c->reproduced && evidence_against(&a, 1) >= evidence_threshold(FAMILY);
    c->outlook.open = !c->reproduced && !c->contradicted && c->seeds < CAP && !evidence_depends_on_seed(&a, &t);
    c->outlook.missing = log(evidence_threshold(FAMILY) / capital[c->seeds - 1]);
    c->outlook.held = t.sum, c->outlook.counted = c->outlook.seeds = c->seeds;
}

static int next_of(const struct contender *c, enum rule rule) {
    struct budget_claim list[BATTERY];
    int next = -1;
    for (int i = 0; i < BATTERY; i++) {
        list[i] = c[i].outlook;
        if (list[i].open && (next < 0 || (rule == IN_TURN && c[i].seeds < c[next].seeds))) next = i;
    }
    return rule == LEAST_COST ? budget_next(list, BATTERY) : next;
}

struct budget_result {
    double decided[BUDGETS]; /* claims, on average */
    long batteries, wrong; /* batteries; verdicts that are wrong: claims at one half reproduced, others the wrong way */
    long wrong_batteries;  /* with one or more of them */
    long at_half;          /* claims at one half contradicted, which is not wrong */
    double spent;          /* on average, until nothing was open */
};

static void run_battery(long t, enum rule rule, struct budget_result *out) {
    struct contender c[BATTERY];
    struct rng rng = rng_open(1, "verdicts/budget", (uint64_t)t, 0);
    draw_battery(&rng, c);
    double spent = 0;
    int decided = 0, at = 0, wrong = 0;
    for (int i; (i = next_of(c, rule)) >= 0;) {
        spent += c[i].cost, c[i].seeds++;
        while (at < BUDGETS && spent > budget_size[at]) out->decided[at++] += decided;
        look_at(&c[i]);
        decided += c[i].reproduced || c[i].contradicted;
        wrong += (c[i].reproduced && c[i].share <= 0.5) || (c[i].contradicted && c[i].share > 0.5);
        out->at_half += c[i].contradicted && c[i].share == 0.5;
    }
    while (at < BUDGETS) out->decided[at++] += decided;
    out->batteries++, out->wrong += wrong, out->wrong_batteries += wrong > 0, out->spent += spent;
}

static struct budget_result run_batteries(enum rule rule, long batteries) {
    struct budget_result out = {0};
    for (long t = 0; t < batteries; t++) run_battery(t, rule, &out);
    for (int b = 0; b < BUDGETS; b++) out.decided[b] /= (double)batteries;
    out.spent /= (double)batteries;
    return out;
}

/* ---- what intervals hold ---- */

struct cover_case {
    const char *name;
    double q, width; /* 1 in a share q of the seeds, else 0; less or more by up to width; q = -1: even in 0..1 */
    double median_low, median_high; /* every number between them is a median */
};

/* Heaps reach from 0 to width and from 1 - width to 1. */
static const struct cover_case cover_case[] = {
    {"0 or 1, 1 in 0.5", 0.5, 0, 0, 1},
    {"0 or 1, 1 in 0.8", 0.8, 0, 1, 1},
    {"0 or 1, 1 in 0.9", 0.9, 0, 1, 1},
    {"0 or 1, 1 in 0.95", 0.95, 0, 1, 1},
    {"two heaps of width 0.1, upper in 0.8", 0.8, 0.1, 1 - 0.1 * 0.5 / 0.8, 1 - 0.1 * 0.5 / 0.8},
    {"even between 0 and 1", -1, 0, 0.5, 0.5},
};

static double draw_covered(const struct cover_case *c, struct rng *rng) {
    const double u = rng_uniform(rng);
    if (c->q < 0) return u;
    return u < c->q ? 1 - c->width * rng_uniform(rng) : c->width * rng_uniform(rng);
}

enum { OF_SHARE, OF_MEAN, OF_MEDIAN, KINDS };
struct cover {
    long series, at_8[KINDS], at_all[KINDS]; /* series whose interval holds the truth after 8 seeds; after each of 60 */
    double width_8[KINDS], width_40[KINDS];  /* mean width after 8 and after 40 seeds */
};

static bool holds(struct interval i, double low, double high) {
    return isnan(i.low) || (i.low <= high + 1e-12 && i.high >= low - 1e-12);
}

/* Of the share of seeds above one half, of the mean, of the median. */
static void cover_series(const struct cover_case *c, long t, struct cover *out) {
    struct rng rng = rng_open(1, "verdicts/cover", (uint64_t)t, 0);
    double x[LOOKS];
    bool above[LOOKS], all[KINDS] = {true, true, true};
    const double share = c->q < 0 ? 0.5 : c->q, mean = c->q < 0 ? 0.5 : c->q + c->width * (0.5 - c->q);
    for (int n = 1; n <= LOOKS; n++) {
        x[n - 1] = draw_covered(c, &rng), above[n - 1] = x[n - 1] > 0.5;
        const struct interval i[KINDS] = {bet_share_interval(above, n), bet_mean_interval(x, n, 0, 1),
                                          bet_median_interval(x, n)};
        const bool held[KINDS] = {holds(i[OF_SHARE], share, share), holds(i[OF_MEAN], mean, mean),
                                  holds(i[OF_MEDIAN], c->median_low, c->median_high)};
        for (int k = 0; k < KINDS; k++) {
            all[k] &= held[k];
            if (n == 8) out->at_8[k] += held[k], out->width_8[k] += i[k].high - i[k].low;
            if (n == 40) out->width_40[k] += i[k].high - i[k].low;
        }
    }
    for (int k = 0; k < KINDS; k++) out->at_all[k] += all[k];
    out->series++;
}

static struct cover cover_all(const struct cover_case *c, long series) {
    struct cover out = {0};
    for (long t = 0; t < series; t++) cover_series(c, t, &out);
    for (int k = 0; k < KINDS; k++) out.width_8[k] /= (double)series, out.width_40[k] /= (double)series;
    return out;
}
#endif
