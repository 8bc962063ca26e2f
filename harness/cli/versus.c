/* lexbench versus: two arms of a suite compared seed by seed, as claims are judged. */
#include "results/versus.h"
#include "base/memory.h"
#include "cli/command.h"
#include "run/entries.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct flag versus_flags[] = {
    FLAG_DB,
    FLAG_FORMAT,
    {"suite", 's', "SUITE", NULL, "the suite, by name or file (default: the one that has both)"},
    {"task", 0, "TASK", NULL, "this task alone (default: every one that both have)"},
    {"at", 0, "MULTIPLE", NULL, "2x: at that multiple of the training length; 1x..3x: the mean over 1x to 3x"},
    {"metric", 0, "METRIC", NULL, "exact, token, loss ... as in claims (default: the task's own)"},
    {"by", 0, "D", "0", "better by at least so much; 0: better at all"},
    {"in", 0, "SHARE", "0.5", "in more than this share of the seeds"},
    {0}};

static bool read_ask(const struct call *call, struct versus_ask *out, struct error *err) {
    *out = (struct versus_ask){.a = call->argument[0],
                               .b = call->argument[1],
                               .task = flag_value(call, "task"),
                               .at = flag_value(call, "at"),
                               .metric = flag_value(call, "metric")};
    const char *by = flag_value(call, "by"), *in = flag_value(call, "in");
    if (!text_to_double(by, &out->by) || out->by < 0)
        return error_set(err,
                         "--by is a difference of 0 or more, such as 0.3, not '%s'; to ask for the other "
                         "direction, name B first",
                         by);
    return (text_to_double(in, &out->share) && 0 < out->share && out->share < 1) ||
           error_set(err, "--in is a share of the seeds above 0 and below 1, such as 0.8, not '%s'", in);
}

static bool is_arm(struct store *store, const char *name) {
    struct table *t = store_query(store, "SELECT 1 FROM suite_arm WHERE ?1 IN (name, label) LIMIT 1", &name, 1, NULL);
    const bool there = t && table_rows(t) > 0;
    table_free(t);
    return there;
}

/* "ARM > VARIANT" as labels have it, where no arm is called as it is written; for a later free. */
static char *name_in(struct store *store, const char *asked) {
    const char *arrow = strstr(asked, " > "), *end = arrow ? arrow : asked + strlen(asked);
    struct text arm = {0}, label = {0}, out = {0};
    text_bytes(&arm, asked, (size_t)(end - asked));
    name_as_label(text_of(&arm), false, &label);
    const bool taken = !is_arm(store, text_of(&arm)) && is_arm(store, text_of(&label));
    text_add(&out, "%s%s", text_of(taken ? &label : &arm), end);
    char *name = mem_text(text_of(&out));
    text_free(&arm), text_free(&label), text_free(&out);
    return name;
}

/* name: for a later free. */
static void name_sides(struct store *store, struct versus_ask *ask, char *name[2]) {
    ask->a = name[0] = name_in(store, ask->a);
    ask->b = name[1] = name_in(store, ask->b);
}

/* --suite, or the one suite that has both arms, whose names there are asked for from here on. */
static struct store *open_common(const struct call *call, struct versus_ask *ask, char *name[2],
                                 char suite[SUITE_NAME_SIZE], struct error *err) {
    if (flag_given(call, "suite")) {
        struct call named = *call;
        named.n = 1;
        named.argument[0] = flag_value(call, "suite");
        struct store *of = open_suite(&named, suite, err);
        if (of) name_sides(of, ask, name);
        return of;
    }
    struct store *store = store_open_readonly(flag_value(call, "db"), err);
    if (store) name_sides(store, ask, name);
    if (!store || versus_suite(store, ask, suite, SUITE_NAME_SIZE, err)) return store;
    store_close(store);
    return NULL;
}

/* ---- for programs ---- */

static void add_numbers(struct table *t, const struct versus_row *r, int rows) {
    const double numbers[] = {r->share.low,
                              r->share.high,
                              r->median,
                              r->interval.low,
                              r->interval.high,
                              r->evidence[VERSUS_A],
                              r->evidence[VERSUS_B],
                              r->evidence[VERSUS_NEITHER]};
    table_cell(t, "%s", r->task);
    table_cell(t, "%s", measures[r->metric].name);
    table_cell(t, "%s", r->at);
    table_number(t, r->seeds, "%.0f");
    table_number(t, r->counted, "%.0f");
    table_number(t, r->n_better[VERSUS_A], "%.0f");
    table_number(t, r->n_better[VERSUS_B], "%.0f");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) table_number(t, numbers[i], "%.4g");
    table_number(t, r->seeds_more && r->seeds_more < SEEDS_UNKNOWN ? r->seeds_more : (double)NAN, "%.0f");
    table_cell(t, "%s", versus_end_name(r->end));
    table_number(t, evidence_threshold(1), "%.4g");
    table_number(t, evidence_threshold(rows), "%.4g");
    for (int k = 0; k < 2; k++) table_number(t, r->diverged[k], "%.0f");
    for (int k = 0; k < 2; k++) table_number(t, r->not_finite[k], "%.0f");
}

static struct table *numbers_of(const struct versus *v) {
    static const char *const headers[] = {"task",
                                          "metric",
                                          "at",
                                          "seeds",
                                          "counted",
                                          "A better",
                                          "B better",
                                          "share low",
                                          "share high",
                                          "A ahead by",
                                          "ahead low",
                                          "ahead high",
                                          "evidence A",
                                          "evidence B",
                                          "neither",
                                          "about more seeds",
                                          "verdict",
                                          "decides alone",
                                          "decides together",
                                          "A diverged",
                                          "B diverged",
                                          "A not finite",
                                          "B not finite"};
    const int columns = sizeof headers / sizeof *headers;
    struct table *t = table_new(columns, headers);
    for (int i = 0; i < v->n; i++) add_numbers(t, &v->row[i], v->n);
    return t;
}

/* ---- for people ---- */

static void add_interval(struct table *t, struct interval x, int digits) {
    if (isnan(x.low))
        table_cell(t, "-");
    else
        table_cell(t, "%.*f to %.*f", digits, x.low, digits, x.high);
}

/* What decides comes first. */
static void add_words(struct table *t, const struct versus_row *r, int rows) {
    table_cell(t, "%s", r->task);
    table_cell(t, "%s", r->at);
    table_cell(t, "%s%s", versus_end_name(r->end), rows > 1 && versus_holds_among(r, rows) ? " *" : "");
    table_cell(t, "%d of %d", r->n_better[VERSUS_A], r->counted);
    add_interval(t, r->share, 2);
    table_number(t, r->median, "%.3f");
    add_interval(t, r->interval, 3);
    table_number(t, r->n_better[VERSUS_B], "%.0f");
    for (int k = VERSUS_A; k <= VERSUS_NEITHER; k++) table_number(t, r->evidence[k], "%.4g");
    table_number(t, r->seeds, "%.0f");
    table_number(t, r->seeds_more && r->seeds_more < SEEDS_UNKNOWN ? r->seeds_more : (double)NAN, "%.0f");
    table_cell(t, "%s", measures[r->metric].name);
}

static struct table *words_of(const struct versus *v) {
    static const char *const headers[] = {"task",       "at",       "verdict",     "A better in", "share",
                                          "A ahead by", "interval", "B better in", "for A",       "for B",
                                          "neither",    "seeds",    "more seeds",  "metric"};
    struct table *t = table_new(sizeof headers / sizeof *headers, headers);
    for (int i = 0; i < v->n; i++) add_words(t, &v->row[i], v->n);
    return t;
}

/* What a page has room for: the evidence is that for what the verdict says, the greatest where it says nothing. */
static void add_printed(struct table *t, const struct versus_row *r, int rows) {
    double evidence = 0;
    for (int k = VERSUS_A; k <= VERSUS_NEITHER; k++) evidence = fmax(evidence, r->evidence[k]);
    table_cell(t, "%s", r->task);
    table_cell(t, "%s", r->at);
    table_cell(t, "%s%s", versus_end_name(r->end), rows > 1 && versus_holds_among(r, rows) ? " *" : "");
    table_cell(t, "%d of %d", r->n_better[VERSUS_A], r->counted);
    table_mean(t, r->median, r->interval.low, r->interval.high, 0);
    table_number(t, evidence, "%.4g");
}

static struct table *printed_of(const struct versus *v) {
    static const char *const headers[] = {"task", "at", "verdict", "A better in", "A ahead by", "evidence"};
    struct table *t = table_new(sizeof headers / sizeof *headers, headers);
    for (int i = 0; i < v->n; i++) add_printed(t, &v->row[i], v->n);
    return t;
}

static bool too_few(const struct versus *v) {
    for (int i = 0; i < v->n; i++)
        if (v->row[i].counted && isnan(v->row[i].interval.low)) return true;
    return false;
}

static int seeds_missing(const struct versus *v) {
    int most = 0;
    for (int i = 0; i < v->n; i++) most = v->row[i].missing > most ? v->row[i].missing : most;
    return most;
}

/* "On copy at 4x, of A's 3 runs 1 diverged; of B's 3 were not finite." */
static void write_lost(const struct versus *v, struct text *out) {
    bool any = false;
    for (int i = 0; i < v->n; i++) {
        const struct versus_row *r = &v->row[i];
        for (int k = 0; k < 2; k++) {
            if (!r->diverged[k] && !r->not_finite[k]) continue;
            any = true;
            text_add(out, "On %s at %s, of %d runs of %s ", r->task, r->at, r->seeds, k ? "B" : "A");
            if (r->diverged[k]) text_add(out, "%d diverged in training", r->diverged[k]);
            if (r->not_finite[k])
                text_add(out, "%s%d gave answers that were no finite numbers", r->diverged[k] ? ", " : "",
                         r->not_finite[k]);
            text_add(out, ".\n");
        }
    }
    if (any) text_add(out, "Either counts as the worst there can be: accuracy 0, an infinite loss.\n");
}

/* What decides a row, in words that follow those on the columns. */
static void write_rule(const struct versus *v, const struct versus_ask *ask, struct text *out) {
    if (ask->share == 0.5)
        text_add(out, "most seeds");
    else
        text_add(out, "more than %g of the seeds", ask->share);
    text_add(out, ". %g decides a row that one asks about alone, however often one looks", evidence_threshold(1));
    if (v->n > 1)
        text_add(out, "; %g decides all %d rows together, and * marks what has reached it", evidence_threshold(v->n),
                 v->n);
    text_add(out, ".\n");
    if (seeds_missing(v))
        text_add(out, "Up to %d seeds that both have were not both evaluated there.\n", seeds_missing(v));
    write_lost(v, out);
    text_add(out, "%s", text_of(&v->note));
}

static void write_how(const struct versus *v, const struct versus_ask *ask, bool printed, struct text *out) {
    text_add(out, "A better in: of the seeds that count (both runs fitted; within training all do), those in which A "
                  "is better");
    if (ask->by > 0) text_add(out, " by %g or more", ask->by);
    if (!printed) text_add(out, "; share is the interval of that");
    text_add(out, ". A ahead by: the median over them, with its interval%s. ", too_few(v) ? ", which takes 7" : "");
    text_add(out, "%s",
             printed ? "Evidence: for the verdict, or for the likeliest of" : "for A, for B, neither: the evidence");
    text_add(out, " that A is, B is, neither is better%s in ", ask->by > 0 ? " by that" : "");
    write_rule(v, ask, out);
}

static void show(const struct versus *v, const struct versus_ask *ask, const char *suite, enum table_format format) {
    struct text name = {0};
    const bool printed = format == TABLE_LATEX || format == TABLE_MARKDOWN;
    struct table *t = table_format_is_data(format) ? numbers_of(v) : printed ? printed_of(v) : words_of(v);
    struct text how = {0};
    write_how(v, ask, printed, &how);
    text_add(&name, "%s versus %s", ask->a, ask->b);
    table_caption(t, text_of(&name), "A: %s, B: %s, suite %s. %s", ask->a, ask->b, suite, text_of(&how));
    if (format == TABLE_TEXT) {
        print_text("A: "), print_text(ask->a), print_text(", B: "), print_text(ask->b);
        print_text(", suite "), print_text(suite), print_text("\n\n");
    }
    table_print(t, format, stdout);
    table_free(t);
    if (format == TABLE_TEXT) printf("\n"), print_folded(text_of(&how));
    text_free(&name);
    text_free(&how);
}

static bool answer(const struct call *call, struct versus_ask *ask, char *name[2], enum table_format format,
                   struct error *err) {
    struct versus versus;
    char suite[SUITE_NAME_SIZE];
    struct store *store = open_common(call, ask, name, suite, err);
    const bool ok = store && versus_read(store, suite, ask, &versus, err);
    if (ok) {
        show(&versus, ask, suite, format);
        versus_free(&versus);
    }
    store_close(store);
    return ok;
}

static int cmd_versus(const struct call *call) {
    struct error err = {0};
    enum table_format format;
    struct versus_ask ask;
    char *name[2] = {NULL};
    const bool ok =
        flag_format(call, &format, &err) && read_ask(call, &ask, &err) && answer(call, &ask, name, format, &err);
    for (int k = 0; k < 2; k++) mem_free(name[k]);
    return ok ? EXIT_OK : report_error(&err);
}

const struct command command_versus = {
    .name = "versus",
    .arguments = "A B",
    .summary = "is scheme A better than B? two arms, seed by seed",
    .text =
        "  lexbench versus 'learned + offset' rope\n  lexbench versus alibi rope --task 'copy(symbols=60)' --at 2x "
        "--by "
        "0.3\n  lexbench versus nope 'nope > rope+yarn' --suite quickstart --at 1x..3x --format json\n\nA and B are "
        "names "
        "as 'lexbench results' shows them. Every seed that both have is asked whether A is better by D, and what all "
        "seeds say is weighed as in claims (docs/claims.md): A better, B better, neither (not by D), depends on the "
        "seed, not fitted, or undecided, with about how many more seeds it takes. Equal seeds are better for neither. "
        "For a loss or a cost less is better. Nothing is stored.\n\nOne row is decided when its evidence reaches 20, "
        "and one may look after every seed: each of its three statements is then wrong with a chance of at most 5 %. "
        "Of "
        "several rows the first that decides is a choice among many: together they need 20 times their number, which "
        "the table says and marks.\n\n--at 2x is exactly that multiple, as in 'lexbench results', where the claim "
        "'at: 2x' is the range 1x..2x. A range begins above its first multiple. Without --at there is a row for each "
        "multiple beyond 1x. Exit code 3: there is nothing to compare.",
    .least = 2,
    .most = 2,
    FLAGS(versus_flags),
    .run = cmd_versus,
};
