#include "plots/outcome.h"
#include "base/memory.h"
#include "plots/lengths.h"
#include "plots/reach.h"
#include "results/evidence.h"
#include "results/versus.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MOST = 6, CLAUSES_MOST = 3 };

static struct text *next(struct outcome *f) { return &f->sentence[f->n++]; }

/* Names of a list as it grows: "a, b, c and 2 more". */
struct list {
    struct text text;
    int n;
};
__attribute__((format(printf, 2, 3))) static void list_add(struct list *list, const char *format, ...) {
    char word[512];
    va_list args;
    if (list->n++ >= NAMES_MOST) return;
    va_start(args, format);
    vsnprintf(word, sizeof word, format, args);
    va_end(args);
    text_add(&list->text, "%s%s", list->n > 1 ? ", " : "", word);
}

static void list_end(struct list *list, struct text *out) {
    text_bytes(out, text_of(&list->text), list->text.size);
    if (list->n > NAMES_MOST) text_add(out, " and %d more", list->n - NAMES_MOST);
    text_free(&list->text);
}

/* ---- who fits ---- */

/* How many tasks the scheme was trained on that ask for a fit, and in how many of them all of its runs fitted. */
struct fits {
    int tasks, all;
};
static struct fits fits_of(const struct reaches *a, const char *name) {
    struct fits f = {0};
    for (int i = 0; i < a->n; i++)
        if (!a->arm[i].loss && strcmp(a->arm[i].name, name) == 0)
            f.tasks++, f.all += a->arm[i].fitted == a->arm[i].runs;
    return f;
}

static bool is_first(const struct reaches *a, int i) {
    for (int k = 0; k < i; k++)
        if (strcmp(a->arm[k].name, a->arm[i].name) == 0) return false;
    return true;
}

/* "on copy: nope, rope; on sort: nope": the schemes of which no run fitted. */
static int never_clauses(const struct dataset *d, const struct reaches *a, struct text *out) {
    int said = 0;
    for (int t = 0; t < d->n_tasks; t++) {
        struct list names = {0};
        for (int i = 0; i < a->n; i++)
            if (!a->arm[i].loss && !a->arm[i].fitted && strcmp(a->arm[i].task, d->task[t]) == 0)
                list_add(&names, "%s", a->arm[i].name);
        if (names.n && said++ < CLAUSES_MOST) {
            text_add(out, "%son %s: ", said > 1 ? "; " : "", d->task_name[t]);
            list_end(&names, out);
        }
        text_free(&names.text);
    }
    if (said > CLAUSES_MOST) text_add(out, "; and on %d more", said - CLAUSES_MOST);
    return said;
}

/* What fitted in every run, and what in none, as one sentence. */
static void say_sides(const struct dataset *d, const struct reaches *a, struct outcome *f) {
    struct list always = {0};
    struct text never = {0};
    for (int i = 0; i < a->n; i++) {
        const struct fits of = fits_of(a, a->arm[i].name);
        if (is_first(a, i) && of.tasks && of.all == of.tasks) list_add(&always, "%s", a->arm[i].name);
    }
    const int some = never_clauses(d, a, &never);
    if (always.n || some) {
        struct text *out = next(f);
        if (always.n) text_add(out, "Every run of ");
        list_end(&always, out);
        if (always.n) text_add(out, " fitted");
        if (some)
            text_add(out, "%s %s, which says nothing of how these would extrapolate",
                     always.n ? "; none did" : "No run fitted", text_of(&never));
        text_add(out, ".");
    }
    text_free(&never);
}

static void say_closest(const struct dataset *d, const struct reaches *a, struct outcome *f) {
    int best = -1;
    for (int i = 0; i < a->n; i++)
        if (!a->arm[i].loss && !isnan(a->arm[i].fit) && (best < 0 || a->arm[i].fit > a->arm[best].fit)) best = i;
    if (best >= 0)
        text_add(next(f), "The closest was a run of %s on %s, with a fit of %.3f.", a->arm[best].name,
                 dataset_task_name(d, a->arm[best].task), a->arm[best].fit);
    text_add(next(f), "Accuracies beyond the lengths of training therefore say nothing of extrapolation; it takes runs "
                      "that fit first, by more steps or another learning rate.");
}

static void say_fits(const struct dataset *d, const struct reaches *a, struct outcome *f) {
    int runs = 0, fitted = 0;
    for (int i = 0; i < a->n; i++)
        if (!a->arm[i].loss) runs += a->arm[i].runs, fitted += a->arm[i].fitted;
    struct text *out = next(f);
    if (!runs)
        text_add(out, "Every task is judged by its loss, over all runs, fitted or not.");
    else if (fitted == runs)
        text_add(out, "Every run fitted every task that it was trained on (%d of %d).", fitted, runs);
    else
        text_add(out,
                 "Within the lengths of training %d of %d runs fitted, each counted on every task that it was "
                 "trained on.",
                 fitted, runs);
    if (runs && !fitted) say_closest(d, a, f);
    if (fitted && fitted < runs) say_sides(d, a, f);
}

/* ---- how far they carry ---- */

/* The schemes that carry furthest on a task, as a clause; nothing where none has a reach. */
static void far_clause(const struct dataset *d, const struct reaches *a, const char *task, struct text *out) {
    double far = -1;
    bool open = false;
    int arms = 0;
    for (int i = 0; i < a->n; i++) {
        const struct reach_arm *arm = &a->arm[i];
        if (strcmp(arm->task, task) != 0 || isnan(arm->far)) continue;
        arms++;
        if (arm->far > far) far = arm->far, open = false;
        if (arm->far == far) open |= arm->open;
    }
    if (!arms) return;
    if (far <= 1) {
        text_add(out, "on %s: no scheme holds it beyond the lengths of training", dataset_task_name(d, task));
        return;
    }
    struct list names = {0};
    for (int i = 0; i < a->n; i++) {
        const struct reach_arm *arm = &a->arm[i];
        if (strcmp(arm->task, task) != 0 || !(arm->far == far) || arm->open != open) continue;
        if (isnan(arm->interval.low))
            list_add(&names, "%s (n=%d)", arm->name, arm->n);
        else
            list_add(&names, "%s (n=%d, 95 %% interval %.4gx to %.4gx)", arm->name, arm->n, arm->interval.low,
                     arm->interval.high);
    }
    text_add(out, "on %s: ", dataset_task_name(d, task));
    list_end(&names, out);
    text_add(out, " to ");
    reach_words(out, far, open);
}

static void say_reach(const struct dataset *d, const struct reaches *a, struct outcome *f) {
    struct text all = {0};
    int said = 0, left = 0;
    for (int t = 0; t < d->n_tasks; t++) {
        struct text clause = {0};
        far_clause(d, a, d->task[t], &clause);
        if (clause.size && said < CLAUSES_MOST)
            text_add(&all, "%s%s", said++ ? "; " : "", text_of(&clause));
        else
            left += clause.size > 0;
        text_free(&clause);
    }
    if (said) {
        struct text *out = next(f);
        text_add(out, "Furthest with 90 %% exact match in half of the runs that fitted, or more: %s", text_of(&all));
        if (left) text_add(out, "; %d more task%s in the table below", left, left == 1 ? " is" : "s are");
        text_add(out, ".");
    }
    text_free(&all);
}

/* ---- tasks that are judged otherwise, and who is ahead ---- */

/* The place that all tasks are compared at, chosen by what was evaluated and never by what came out: 2x, else the least
 * multiple above 1 that every run of the task has; -1: none. */
static int place_to_compare(const struct summary *s, const char *task) {
    int least = -1;
    for (int m = s->multiples - 1; m >= 0; m--)
        if (s->multiple[m] > 1 && summary_all_have(s, task, m)) {
            least = m;
            if (s->multiple[m] == 2) return m;
        }
    return least;
}

static bool competes(const struct summary_row *row, const char *task, int place) {
    return !*row->variant && strcmp(row->task, task) == 0 && row->cell[place].n > 0;
}

static double median_of(const struct summary_cell *cell, struct interval *interval) {
    double *value = mem_zero((size_t)cell->n + 1, sizeof *value);
    for (int i = 0; i < cell->n; i++) value[i] = cell->run[i].value;
    *interval = bet_median_interval(value, cell->n);
    const double median = quantile(value, cell->n, 0.5);
    mem_free(value);
    return median;
}

/* The two best rows that may be called good, by their medians; other: -1 where there is one. How many rows compete,
 * good or not, for what is chosen after looking has to pay for all choices. */
static int two_best(const struct summary *s, const char *task, int place, int *best, int *other) {
    int n = 0;
    double first = 0, second = 0;
    *best = *other = -1;
    for (int k = 0; k < s->n; k++) {
        const struct summary_row *row = &s->row[k];
        struct interval unused;
        if (!competes(row, task, place)) continue;
        n++;
        const bool loss = strcmp(row->metric, "loss") == 0;
        if (!loss && !row->fitted) continue;
        const double value = median_of(&row->cell[place], &unused), score = loss ? -value : value;
        if (*best < 0 || score > first)
            *other = *best, second = first, *best = k, first = score;
        else if (*other < 0 || score > second)
            *other = k, second = score;
    }
    return n;
}

static const char *shown_name(const struct dataset *d, const struct summary_row *row) {
    const int style = dataset_style(d, row->label, row->variant);
    return style ? d->series[style - 1].name : row->label;
}

/* All of whose runs fitted a task, and which half of the runs or more hold below a tenth of it farther out. */
static bool collapsed(const struct summary_row *row, const char *task, int place) {
    static const double NOTHING_LEFT = 0.1;
    struct interval unused;
    return competes(row, task, place) && strcmp(row->metric, "exact") == 0 && row->runs > 0 &&
           row->fitted == row->runs && median_of(&row->cell[place], &unused) < NOTHING_LEFT;
}

static void say_collapse(const struct dataset *d, struct outcome *f) {
    const struct summary *s = &d->summary;
    struct text all = {0};
    int said = 0;
    for (int t = 0; t < d->n_tasks && said < CLAUSES_MOST; t++) {
        const int place = place_to_compare(s, d->task[t]);
        struct list names = {0};
        for (int k = 0; place >= 0 && k < s->n; k++)
            if (collapsed(&s->row[k], d->task[t], place)) list_add(&names, "%s", shown_name(d, &s->row[k]));
        if (!names.n) continue;
        text_add(&all, "%son %s at %.4gx: ", said++ ? "; " : "", d->task_name[t], s->multiple[place]);
        list_end(&names, &all);
    }
    if (said)
        text_add(next(f), "Fitted in every run, and yet below 10 %% in half of the runs or more: %s.", text_of(&all));
    text_free(&all);
}

/* Medians of tasks that exact match does not judge: reach is not defined there. */
static void say_medians(const struct dataset *d, struct outcome *f) {
    const struct summary *s = &d->summary;
    struct text all = {0};
    int said = 0;
    for (int t = 0; t < d->n_tasks && said < CLAUSES_MOST; t++) {
        const int place = place_to_compare(s, d->task[t]);
        int best, other;
        if (place < 0) continue;
        two_best(s, d->task[t], place, &best, &other);
        if (best < 0 || strcmp(s->row[best].metric, "exact") == 0) continue;
        const struct summary_cell *cell = &s->row[best].cell[place];
        struct interval interval;
        const double median = median_of(cell, &interval);
        text_add(&all, "%son %s at %.4gx: %s with a median %s of %.3f (n=%d", said++ ? "; " : "", d->task_name[t],
                 s->multiple[place], shown_name(d, &s->row[best]), metric_words(s->row[best].metric), median, cell->n);
        if (!isnan(interval.low)) text_add(&all, ", 95 %% interval %.3f to %.3f", interval.low, interval.high);
        text_add(&all, ")");
    }
    if (said) text_add(next(f), "%s: %s.", d->n_series > 1 ? "Best in its own metric" : "Measured", text_of(&all));
    text_free(&all);
}

/* Pairs that could have been compared, over all tasks. */
static int possible_pairs(const struct dataset *d) {
    int pairs = 0;
    for (int t = 0; t < d->n_tasks; t++) {
        const int place = place_to_compare(&d->summary, d->task[t]);
        int best, other;
        if (place < 0) continue;
        const int n = two_best(&d->summary, d->task[t], place, &best, &other);
        pairs += n * (n - 1) / 2;
    }
    return pairs;
}

/* How many more seeds the leading answer would need at the threshold of all pairs, when it goes on as it did. */
static int more_seeds(const struct versus_row *r, int pairs) {
    int lead = VERSUS_A;
    const int held[] = {r->n_better[VERSUS_A], r->n_better[VERSUS_B],
                        r->counted - r->n_better[VERSUS_A] - r->n_better[VERSUS_B]};
    for (int k = VERSUS_B; k <= VERSUS_NEITHER; k++)
        if (held[k] > held[lead]) lead = k;
    if (!r->counted || 2 * held[lead] <= r->counted) return SEEDS_UNKNOWN;
    const int more = bet_seeds_more(r->evidence[lead], evidence_threshold(pairs), held[lead], r->counted, 0.5);
    return more == SEEDS_UNKNOWN ? more : (int)ceil((double)more * r->seeds / r->counted);
}

static void add_verdict(const struct versus_row *r, const char *task, const char *a, const char *b, int pairs,
                        struct list *decided, struct list *open) {
    const char *at = r->at;
    if (versus_holds_among(r, pairs) && r->end == VERSUS_NEITHER)
        list_add(decided, "on %s at %s: neither of %s and %s is better in most of %d seeds", task, at, a, b,
                 r->counted);
    else if (versus_holds_among(r, pairs) && r->end == VERSUS_A)
        list_add(decided,
                 "on %s at %s: %s is better than %s, in %d of %d seeds (95 %% interval of the share %.2f to %.2f)",
                 task, at, a, b, r->n_better[VERSUS_A], r->counted, r->share.low, r->share.high);
    else if (versus_holds_among(r, pairs)) /* its median is the lower one, but it is ahead in most seeds */
        list_add(decided, "on %s at %s: %s is better than %s, in %d of %d seeds", task, at, b, a, r->n_better[VERSUS_B],
                 r->counted);
    else if (!r->counted)
        list_add(open, "on %s: %s against %s, as a seed counts only where both runs fitted, and none has", task, a, b);
    else {
        const int more = more_seeds(r, pairs);
        char words[64] = "the seeds so far do not say how many more it takes";
        if (more < SEEDS_UNKNOWN) snprintf(words, sizeof words, "about %d more seed%s", more, more == 1 ? "" : "s");
        list_add(open, "on %s at %s: %s against %s (ahead in %d of %d seeds; %s)", task, at, a, b,
                 r->n_better[VERSUS_A], r->counted, words);
    }
}

static bool compare_task(const struct dataset *d, const char *task, int pairs, struct list *decided, struct list *open,
                         struct error *err) {
    const struct summary *s = &d->summary;
    const int place = place_to_compare(s, task);
    int best, other;
    if (place < 0) return true;
    two_best(s, task, place, &best, &other);
    if (other < 0) return true;
    struct text at = {0};
    text_number(&at, s->multiple[place]);
    text_add(&at, "x");
    const struct versus_ask ask = {
        .a = s->row[best].label, .b = s->row[other].label, .task = task, .at = text_of(&at), .share = 0.5};
    struct versus versus;
    struct error own = {0};
    const bool ok = versus_read(d->store, d->suite, &ask, &versus, &own);
    text_free(&at);
    /* Nothing to compare, such as runs of several codes, is no error of the page. */
    if (!ok) return own.exit_code == EXIT_NOTHING || own.exit_code == EXIT_USAGE || (*err = own, false);
    if (versus.n)
        add_verdict(&versus.row[0], dataset_task_name(d, task), shown_name(d, &s->row[best]),
                    shown_name(d, &s->row[other]), pairs, decided, open);
    versus_free(&versus);
    return true;
}

static bool say_verdicts(const struct dataset *d, struct outcome *f, struct error *err) {
    const int pairs = possible_pairs(d);
    struct list decided = {0}, open = {0};
    bool ok = true;
    for (int t = 0; ok && t < d->n_tasks; t++) ok = compare_task(d, d->task[t], pairs, &decided, &open, err);
    if (ok && decided.n) {
        struct text *out = next(f);
        text_add(out, "Decided between the best and the next: ");
        list_end(&decided, out);
        text_add(out, ".");
    }
    if (ok && open.n) {
        struct text *out = next(f);
        text_add(out, "Undecided between the best and the next: ");
        list_end(&open, out);
        text_add(out, "; deciding takes evidence of %g, since %d pair%s could have been picked.",
                 evidence_threshold(pairs), pairs, pairs == 1 ? "" : "s");
    }
    text_free(&decided.text);
    text_free(&open.text);
    return ok;
}

static int most_seeds(const struct reaches *a) {
    int most = 0;
    for (int i = 0; i < a->n; i++) most = a->arm[i].runs > most ? a->arm[i].runs : most;
    return most;
}

static void say_caution(const struct dataset *d, const struct reaches *a, struct outcome *f) {
    const int most = most_seeds(a);
    struct text out = {0};
    if (d->n_series == 1) text_add(&out, "There is one scheme, and nothing to compare it with");
    if (most < INTERVAL_SEEDS)
        text_add(&out,
                 "%s %d run%s of a scheme at most there is no interval of a median, which takes %d runs that fitted",
                 out.size ? "; with" : "With", most, most == 1 ? "" : "s", INTERVAL_SEEDS);
    if (out.size && f->n < OUTCOME_MOST) text_add(next(f), "%s.", text_of(&out));
    text_free(&out);
}

bool outcome_read(const struct dataset *dataset, struct outcome *out, struct error *err) {
    struct reaches reach;
    *out = (struct outcome){0};
    bool ok = reaches_read(dataset, false, &reach, err);
    if (ok) {
        say_reach(dataset, &reach, out);
        say_collapse(dataset, out);
        say_medians(dataset, out);
        say_fits(dataset, &reach, out);
        ok = say_verdicts(dataset, out, err);
        say_caution(dataset, &reach, out);
        out->reach = reach_table(&reach);
    }
    reaches_free(&reach);
    return ok;
}

void outcome_free(struct outcome *outcome) {
    for (int i = 0; i < outcome->n; i++) text_free(&outcome->sentence[i]);
    table_free(outcome->reach);
    *outcome = (struct outcome){0};
}
