/* The promises of verdicts, measured on claims whose truth is known: verdicts PAGE [FAMILIES] writes what it finds to
 * PAGE (docs/verdicts-measured.md) and fails where an error rate is seen to be greater than promised. Minutes on one
 * core; `make test-verdicts`. */
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "tests/fixture_verdicts.h"
#include <stdio.h>

static struct text page; /* what follows the opening, which has the worst figure of it */
static double worst;     /* share of families with a wrong verdict, in the worst row */
static int broken;       /* promises */

static void say(const char *text) { text_add(&page, "%s\n", text); }

static void promise(long k, long n, double most, const char *what) {
    if (!exceeds(k, n, most)) return;
    broken++;
    fprintf(stderr, "%s: %ld of %ld, more than %g\n", what, k, n, most);
}

static void add_rate(long k, long n) { text_add(&page, " %.2f %% |", 100 * (double)k / (double)n); }

static void errors(long families) {
    say("## How often a verdict is wrong\n");
    text_add(&page,
             "Each row is a made-up world: what is true of the twelve claims of a family. In each world %ld\n"
             "families are drawn and judged. *Any error*: the share of families with a wrong verdict among their\n"
             "twelve claims; next to it, by which of the two errors. A claim is true when its check holds in\n"
             "*more* than the share of seeds that it asks for (half, unless a row says otherwise), or on average\n"
             "by more. One that holds in exactly that share is false, so that to contradict it is no error; but it\n"
             "would say more than is true, and the column *contradicted at the edge* has the share of families in\n"
             "which that happens. It is held to %.0f %%, too.\n\n",
             families, 100 * CLAIM_ALPHA);
    say("| what is true of the twelve claims | any error | reproduced, but false | contradicted, but true | "
        "contradicted at the edge | earlier program |");
    say("|---|---|---|---|---|---|");
    for (int i = 0; i < COUNT(family_case); i++) {
        const struct family_count n = count_families(&family_case[i], families);
        text_add(&page, "| %s |", family_case[i].name);
        add_rate(n.either, n.families), add_rate(n.reproduced, n.families), add_rate(n.contradicted, n.families);
        add_rate(n.at_bound, n.families);
        text_add(&page, " %s |\n", family_case[i].planned);
        worst = fmax(worst, (double)n.either / (double)n.families);
        promise(n.either, n.families, CLAIM_ALPHA, family_case[i].name);
        promise(n.at_bound, n.families, CLAIM_ALPHA, "contradicted at the edge");
    }
    text_add(&page,
             "\n"
             "A claim is either true or false, and so can be judged wrongly in one direction only: one promise\n"
             "covers both errors. The last four rows put that to the test, with claims of both kinds in a family.\n"
             "All rates lie below the promise, because evidence mostly jumps over what decides instead of just\n"
             "reaching it, and some errors would come only after %d seeds. *Earlier program*: the shares of\n"
             "families with a claim reproduced, and contradicted (at the edge, where nothing is true), that an\n"
             "independent program found, by which the procedure was chosen. It corrected each direction by itself\n"
             "with Holm's rule, which is why its third row is higher.\n\n",
             LOOKS);
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
    say("## How many seeds a verdict takes\n");
    text_add(&page,
             "The claim is that scheme A is better than scheme B by d; a row has the difference that two made-up\n"
             "schemes really have, and d. *Noise* is the standard deviation of a seed's difference; *heaps 0.9 and\n"
             "0.1* are schemes that score about 0.96 in 0.9 (A) and 0.1 (B) of the seeds, and about 0.04 in the\n"
             "others. *Seeds with it*: the share of the seeds in which A is better by d. The claim can be read in\n"
             "three ways: A is better by d in most seeds; by d on average; at all, on average. For each there is\n"
             "the mean number of seeds until it is decided, and the verdict: *holds* is reproduced, *does not*\n"
             "contradicted, in most of the claims. %d claims a figure, in a family of %d (so that an evidence of\n"
             "%.0f decides), with at most %d seeds: a claim that is still open then counts as %d. In brackets:\n"
             "what the earlier program found, with draws of its own.\n\n",
             claims, FAMILY, evidence_threshold(FAMILY), SEEDS, SEEDS);
    say("| true difference; claimed | seeds with it | by d in most seeds | by d on average | at all, on average |");
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
    text_add(&page,
             "And one check by itself, which holds in the share of the seeds that a row has and asks for more than\n"
             "half: the mean number of seeds to a verdict, and the number that is enough for nine claims in ten,\n"
             "for a claim that is alone (an evidence of 20 decides) and for one of a family of %d; the *earlier\n"
             "program* found what stands beside it. %d claims each, with at most %d seeds. All claims are true\n"
             "here; the last column has those that are contradicted all the same, of claims that are alone.\n\n",
             FAMILY, claims, MOST_SEEDS);
    say("| holds in | alone: mean, 9 in 10 | earlier program | in a family: mean, 9 in 10 | earlier program | "
        "contradicted, but true |");
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
        text_add(&page, " %.2f %% |\n", 100 * wrong);
    }
    say("");
}

static void selection(long claims) {
    static const char *const before[] = {"3 %", "42 %", "76 %"};
    say("## No seed is chosen by what is compared\n");
    text_add(&page,
             "One scheme stands on both sides, under different seeds, so that \"A is better in most seeds\" is\n"
             "false. It learns the task in half of the seeds, and what is compared is how well it has learnt.\n"
             "Share of %ld claims (each alone; promised: at most %.0f %%) that are called reproduced, if all seeds\n"
             "are compared, as lexbench does within the training length; and if only the seeds are kept in which A\n"
             "learns, as a rule would have it that asks for it. The last column has an earlier rule of lexbench, a\n"
             "test by sign flips on the kept seeds.\n\n",
             claims, 100 * CLAIM_ALPHA);
    say("| seeds | all seeds | where A learns | earlier rule, where A learns |");
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
    say("## Which claim gets the next seed\n");
    text_add(&page,
             "With little time and many claims it matters who is served first. %ld times, %d claims in families of\n"
             "%d are drawn: 15 hold in all seeds, 4 in 0.8, 4 in 0.2, 5 in one half; a seed of a claim costs 1, 1,\n"
             "2 or 4 units of time. A claim stops at a verdict, at %d seeds, or when it is known to depend on the\n"
             "seed. The columns under numbers have the claims that are decided, on average, when so many units\n"
             "have been spent; in brackets, what the earlier program found, whose claims had no greatest number of\n"
             "seeds. lexbench uses the last row.\n\n",
             batteries, BATTERY, FAMILY, CAP);
    text_add(&page, "| who gets the next seed |");
    for (int b = 0; b < BUDGETS; b++) text_add(&page, " %d |", budget_size[b]);
    say(" spent in the end | wrong verdicts | contradicted at the edge |");
    say("|---|---|---|---|---|---|---|---|---|");
    for (int rule = 0; rule < RULES; rule++) {
        const struct budget_result r = run_batteries((enum rule)rule, batteries);
        text_add(&page, "| %s |", rule_case[rule].name);
        for (int b = 0; b < BUDGETS; b++) text_add(&page, " %.1f [%s] |", r.decided[b], rule_case[rule].planned[b]);
        text_add(&page, " %.0f | %ld of %ld | %ld |\n", r.spent, r.wrong, batteries * BATTERY, r.at_half);
        promise(r.wrong, batteries * BATTERY, CLAIM_ALPHA / FAMILY, rule_case[rule].name);
    }
    text_add(&page,
             "\nWhat is promised of a claim is a wrong verdict in at most %.2f %% of cases (%.0f %% / %d), whichever "
             "the rule: it\n"
             "decides which claim is looked at next, and a claim's error is bounded over the whole path of its own "
             "seeds.\n\n",
             100 * CLAIM_ALPHA / FAMILY, 100 * CLAIM_ALPHA, FAMILY);
}

static void intervals(long series) {
    say("## How often an interval holds the truth\n");
    text_add(&page,
             "Beside its verdict lexbench shows three kinds of 95 %% interval: of the share of seeds in which\n"
             "something holds (here: a value above one half), of the mean over seeds of values between 0 and 1,\n"
             "and of their median (from seven seeds on). A row has how the values of seeds are drawn. For each\n"
             "kind: the share of %ld series in which the interval holds the truth *after 8* seeds, and after *each\n"
             "of %d*, which is what is promised to be 0.95 or more; and its mean width after 8 and after 40 seeds.\n"
             "Bootstrap intervals of the mean (percentiles), which lexbench showed before, held the truth after 8\n"
             "seeds in 0.93, 0.82, 0.57 and 0.34 of the series of the first four rows.\n\n",
             series, LOOKS);
    say("| value of a seed | share: after 8, each | width | mean: after 8, each | width | median: after 8, each | "
        "width |");
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

/* What a newcomer has to know before the tables. */
static void open_page(long families, struct text *out) {
    text_add(out,
             "# Verdicts, measured\n\n"
             "This page says how often lexbench calls a claim wrongly, measured on made-up claims of which it is\n"
             "known whether they are true. **Of families of %d claims at most %.0f %% are promised to have any\n"
             "wrong verdict; in the worst of the %d cases below, %.1f %% of %ld families had one.**\n\n"
             "A *seed* is one training of a model from its own random start; here it is a random number that says\n"
             "whether a claim holds in it. A *claim* (\"A is better than B by 0.3 in most seeds\") is put to one\n"
             "seed after the other, and looked at after each of up to %d of them, as an impatient user would; the\n"
             "first verdict stays. An *error* is a claim that is called reproduced and is false, or called\n"
             "contradicted and is true. A *family* is the claims that share one promise, so that an error in any\n"
             "of them counts. [claims.md](claims.md) says how a verdict is reached, and has the other words.\n\n"
             "`make test-verdicts` (tests/slow/verdicts.c) writes this page, with the functions that judge claims\n"
             "in results/evidence.c, results/bet.c and results/budget.c. It fails when a rate is seen to be\n"
             "greater than promised, that is, when the lower end of its 95 %% interval (Wilson) is. All draws come\n"
             "from named streams: the figures are the same every time.\n\n",
             FAMILY, 100 * CLAIM_ALPHA, COUNT(family_case), 100 * worst, families, LOOKS);
}

int main(int argc, char **argv) {
    if (argc < 2) return fprintf(stderr, "verdicts PAGE [FAMILIES]\n"), EXIT_USAGE;
    const long families = argc > 2 ? atol(argv[2]) : 20000;
    const int claims = (int)(families / 2 > 10 ? families / 2 : 10);
    struct error err;
    struct text all = {0};
    errors(families);
    powers(claims);
    selection(families);
    budgets(families / 20);
    intervals(families / 10);
    open_page(families, &all);
    text_add(&all, "%s", text_of(&page));
    if (!file_publish(argv[1], text_of(&all), all.size, &err)) return fprintf(stderr, "%s\n", err.text), EXIT_IO;
    text_free(&page);
    text_free(&all);
    printf("%s: %d promises broken\n", argv[1], broken);
    return broken ? EXIT_FAILURE : EXIT_OK;
}
