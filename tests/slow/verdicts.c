/* The promises of verdicts, measured on claims whose truth is known: verdicts PAGE [FAMILIES] writes what it finds to
 * PAGE (docs/verdicts-measured.md) and fails where an error rate is seen to be greater than promised. Minutes on one
 * core; `make test-verdicts`. */
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "tests/fixture_verdicts.h"
#include <stdio.h>
#include <string.h>

static struct text page;
static int broken; /* promises */

static void say(const char *text) { text_add(&page, "%s\n", text); }

static void promise(long k, long n, double most, const char *what) {
    if (!exceeds(k, n, most)) return;
    broken++;
    fprintf(stderr, "%s: %ld of %ld, more than %g\n", what, k, n, most);
}

static void add_rate(long k, long n) { text_add(&page, " %.4f |", (double)k / (double)n); }

static void errors(long families) {
    say("## Errors, when one looks after every seed\n");
    text_add(
        &page,
        "%ld families of %d claims for each row; every claim is looked at after each of %d seeds, and the first\n"
        "verdict stays. The figures are shares of families with *any* wrong verdict: a claim that is called\n"
        "reproduced and does not hold, one that is called contradicted and holds, either of them. All are promised\n"
        "to be at most %.2f together. A claim holds when its check does in *more* than the share of seeds (or on\n"
        "average by more) than it asks for; one that is exactly there does not, so that calling it contradicted is\n"
        "no error. It would say more than is true, though, and the last column counts it.\n\n",
        families, FAMILY, LOOKS, CLAIM_ALPHA);
    say("| truth | reproduced | contradicted | either | at the bound, contradicted | first simulation |");
    say("|---|---|---|---|---|---|");
    for (int i = 0; i < COUNT(family_case); i++) {
        const struct family_count n = count_families(&family_case[i], families);
        text_add(&page, "| %s |", family_case[i].name);
        add_rate(n.reproduced, n.families), add_rate(n.contradicted, n.families), add_rate(n.either, n.families);
        add_rate(n.at_bound, n.families);
        text_add(&page, " %s |\n", family_case[i].planned);
        promise(n.either, n.families, CLAIM_ALPHA, family_case[i].name);
        promise(n.at_bound, n.families, CLAIM_ALPHA, "contradicted at the bound");
    }
    say("\nA claim can be wrong in one direction only, so that one error rate covers both, which the last four\n"
        "rows put to the test: half of their claims can only be wrongly contradicted, the others only wrongly\n"
        "reproduced, and both together stay below the promise. The rates lie below it everywhere, since\n"
        "evidence overshoots the threshold when it reaches it, and some of it would get there only after 60\n"
        "seeds. \"First simulation\": reproduced, and contradicted (at the bound, where nothing holds), of an\n"
        "independent program by which the procedure was chosen; it corrected each direction by itself with\n"
        "Holm's rule, which is why its third row is higher.\n");
}

static void add_power(const struct power *p) {
    const double open = 1 - p->reproduced - p->contradicted;
    if (open > 0.995) {
        text_add(&page, " never");
        return;
    }
    text_add(&page, " %.1f", p->mean);
    text_add(&page, p->reproduced >= p->contradicted ? " holds" : " does not");
    if (open >= 0.005) text_add(&page, ", %.0f %% open", 100 * open);
}

static void powers(int claims) {
    enum { SEEDS = 200 };
    say("## Seeds to a verdict\n");
    text_add(
        &page,
        "The mean of %d claims in a family of %d (evidence of %.0f), with at most %d seeds; an open claim counts as\n"
        "%d. A claim of two schemes is asked in three ways: is the difference at least d in most seeds, is it more\n"
        "than d on average, is it more than 0 on average? *share*: of the seeds with a difference of d or more. In\n"
        "brackets: the first simulation, whose draws were of the same kind but not the same.\n\n",
        claims, FAMILY, evidence_threshold(FAMILY), SEEDS, SEEDS);
    say("| truth | share | most seeds, by d | on average, by d | on average, by more than 0 |");
    say("|---|---|---|---|---|");
    for (int i = 0; i < COUNT(power_case); i++) {
        const struct power_case *c = &power_case[i];
        text_add(&page, "| %s |", c->name);
        for (int question = 0; question < 3; question++) {
            const struct power p = measure_power(c, question, claims, SEEDS);
            if (question == 0) text_add(&page, " %.2f |", p.share);
            add_power(&p);
            text_add(&page, " [%s] |", c->planned[question]);
        }
        text_add(&page, "\n");
    }
    say("\nA mean can always hide a rare collapse, and asks for more seeds where differences are small; where the "
        "answer\n"
        "depends on the seed (last row), \"in most seeds\" is not decided, and says so.\n");
    text_add(
        &page,
        "One check that holds in a share of the seeds, alone (evidence of 20) and in a family of %d: mean and 90th\n"
        "percentile of the seeds to a verdict, at most %d, of %d claims.\n\n",
        FAMILY, MOST_SEEDS, claims);
    say("| share | alone | first simulation | in a family | first simulation | contradicted |");
    say("|---|---|---|---|---|---|");
    for (int i = 0; i < COUNT(share_case); i++) {
        text_add(&page, "| %g |", share_case[i].share);
        double wrong = 0;
        for (int t = 0; t < 2; t++) {
            const struct power p = measure_share(share_case[i].share, evidence_threshold(t ? FAMILY : 1), claims);
            text_add(&page, " %.1f, %.0f | %s |", p.mean, p.ninetieth, share_case[i].planned[t]);
            if (t == 0) wrong = p.contradicted;
            promise(lround(p.contradicted * claims), claims, CLAIM_ALPHA / (t ? FAMILY : 1), "contradicted, and holds");
        }
        text_add(&page, " %.4f |\n", wrong);
    }
    say("");
}

static void selection(long claims) {
    static const char *const before[] = {"0.03", "0.42", "0.76"};
    say("## Nothing is selected on the number that is compared\n");
    text_add(
        &page,
        "A scheme against itself, at a length where the score is the fit: it fits in half of the seeds. \"A is better\n"
        "in most seeds\" is false. Share of %ld single claims (promised: %.2f) that come out reproduced when all runs\n"
        "are compared, as lexbench does at and below the training length, and when only those seeds count in which\n"
        "A fits. \"Sign flips\": the earlier rule, which did the latter.\n\n",
        claims, CLAIM_ALPHA);
    say("| seeds | all runs | A fits | sign flips, A fits |");
    say("|---|---|---|---|");
    for (int i = 0; i < COUNT(before); i++) {
        const int n = 8 << i == 32 ? 24 : 8 << i;
        const long all = count_selected(false, n, claims), chosen = count_selected(true, n, claims);
        text_add(&page, "| %d |", n);
        add_rate(all, claims), add_rate(chosen, claims);
        text_add(&page, " %s |\n", before[i]);
        promise(all, claims, CLAIM_ALPHA, "a scheme is better than itself");
    }
    say("");
}

static void budgets(long batteries) {
    say("## A budget for many claims\n");
    text_add(
        &page,
        "%ld batteries of %d claims in families of %d: 15 hold in all seeds, 4 in 0.8, 4 in 0.2, 5 in one half; a "
        "seed\n"
        "of a claim costs 1, 1, 2 or 4. Claims stop at a verdict, at %d seeds, or when they are known to depend on\n"
        "the seed. Decided claims, on average, after a budget has been spent (in brackets: the first simulation,\n"
        "whose claims had no cap).\n\n",
        batteries, BATTERY, FAMILY, CAP);
    text_add(&page, "| next seed |");
    for (int b = 0; b < BUDGETS; b++) text_add(&page, " %d |", budget_size[b]);
    say(" spent in the end | wrong verdicts | at one half, contradicted |");
    say("|---|---|---|---|---|---|---|---|---|");
    for (int rule = 0; rule < RULES; rule++) {
        const struct budget_result r = run_batteries((enum rule)rule, batteries);
        text_add(&page, "| %s |", rule_case[rule].name);
        for (int b = 0; b < BUDGETS; b++) text_add(&page, " %.1f [%s] |", r.decided[b], rule_case[rule].planned[b]);
        text_add(&page, " %.0f | %ld of %ld | %ld |\n", r.spent, r.wrong, batteries * BATTERY, r.at_half);
        promise(r.wrong, batteries * BATTERY, CLAIM_ALPHA / FAMILY, rule_case[rule].name);
    }
    text_add(
        &page,
        "\nA claim comes out wrong in at most %.4f (%.2f / %d) of all cases, whichever the rule: it decides which\n"
        "claim is looked at, and a claim's error is bounded over the whole path of its own seeds.\n\n",
        CLAIM_ALPHA / FAMILY, CLAIM_ALPHA, FAMILY);
}

static void intervals(long series) {
    say("## What intervals hold\n");
    text_add(
        &page,
        "Share of %ld series in which the 95 %% interval holds the truth after 8 seeds, and after *each* of %d seeds,\n"
        "and its mean width after 8 and after 40 seeds: of the share of seeds above one half, of the mean of values\n"
        "between 0 and 1, of the median (there is none below 7 seeds). Percentile bootstrap intervals of the mean, as\n"
        "they were shown before, held it after 8 seeds in 0.93, 0.82, 0.57 and 0.34 of the series of the first four\n"
        "rows.\n\n",
        series, LOOKS);
    say("| values | share: 8, all | width 8, 40 | mean: 8, all | width 8, 40 | median: 8, all | width 8, 40 |");
    say("|---|---|---|---|---|---|---|");
    for (int i = 0; i < COUNT(cover_case); i++) {
        const struct cover c = cover_all(&cover_case[i], series);
        text_add(&page, "| %s |", cover_case[i].name);
        for (int k = 0; k < KINDS; k++) {
            text_add(&page, " %.3f, %.3f | %.2f, %.2f |", (double)c.at_8[k] / (double)series,
                     (double)c.at_all[k] / (double)series, c.width_8[k], c.width_40[k]);
            promise(series - c.at_all[k], series, 0.05, cover_case[i].name);
        }
        text_add(&page, "\n");
    }
    say("\nThe price of holding at all looks at once is width: an interval for 8 seeds alone could be narrower.");
}

int main(int argc, char **argv) {
    if (argc < 2) return fprintf(stderr, "verdicts PAGE [FAMILIES]\n"), EXIT_USAGE;
    const long families = argc > 2 ? atol(argv[2]) : 20000;
    const int claims = (int)(families / 2 > 10 ? families / 2 : 10);
    struct error err;
    say("# Verdicts, measured\n");
    say("Written by `make test-verdicts` (tests/slow/verdicts.c). The functions that judge claims "
        "(results/evidence.c,\n"
        "results/bet.c, results/budget.c) are given seeds whose truth is known; docs/claims.md says how a verdict is\n"
        "reached. The program fails when a rate is seen to be greater than promised, that is, when the lower end of "
        "its\n"
        "95 % interval (Wilson) is. All draws come from named streams, so that the figures are the same every time.\n");
    errors(families);
    powers(claims);
    selection(families);
    budgets(families / 20);
    intervals(families / 10);
    if (!file_publish(argv[1], text_of(&page), strlen(text_of(&page)), &err))
        return fprintf(stderr, "%s\n", err.text), EXIT_IO;
    text_free(&page);
    printf("%s: %d promises broken\n", argv[1], broken);
    return broken ? EXIT_FAILURE : EXIT_OK;
}
