/* Verdicts on claims: estimate, interval and bound of the check that decided, coloured by verdict. In the report of the
 * suite that the claims name; and for any of them, through plot_verdicts.
 */
#include "base/file.h"
#include "base/labels.h"
#include "base/memory.h"
#include "plots/chart.h"
#include "plots/plot.h"
#include "results/claim.h"
#include <math.h>
#include <string.h>

extern const char plots_verdicts_gp[];
extern const struct chart chart_verdicts;
enum { LONGEST_NAME = 48 };

static int verdict_code(const char *verdict) {
    static const char *const names[] = {"reproduced",     "contradicted",        "smaller than claimed",
                                        "nothing to see", "depends on the seed", "undecided",
                                        "not fitted"};
    int code = 0;
    while (code < 6 && strcmp(names[code], verdict) != 0) code++;
    return code + 1;
}

static const char *why_stale(const struct table *rows, int r, const struct table *stale) {
    return stale_why(stale, text_at(rows, r, "claim"), text_at(rows, r, "scale"));
}

/* Beside a row: "reproduced, 9/9": the seeds in which the check holds. */
static void describe_verdict(const struct table *rows, int r, struct text *out) {
    text_add(out, "%s", text_at(rows, r, "verdict"));
    if (strcmp(text_at(rows, r, "verdict"), "not fitted") == 0)
        text_add(out, ", %s of %s fitted", text_at(rows, r, "counted"), text_at(rows, r, "seeds"));
    else if (*text_at(rows, r, "held"))
        text_add(out, ", %s/%s", text_at(rows, r, "held"), text_at(rows, r, "counted"));
    else
        text_add(out, ", mean of %s seeds", text_at(rows, r, "counted"));
}

/* And below it "0.41 [0.2, 0.6], bound 0.1": the effect. */
static void describe_effect(const struct table *rows, int r, struct text *out) {
    const double estimate = number_at(rows, r, "estimate"), low = number_at(rows, r, "low"),
                 high = number_at(rows, r, "high"), bound = number_at(rows, r, "bound");
    if (isnan(estimate)) return;
    text_add(out, "%.3g", estimate);
    if (!isnan(low) && !isnan(high)) text_add(out, " [%.3g, %.3g]", low, high);
    if (!isnan(bound)) text_add(out, ", bound %.3g", bound);
}

static void add_line(struct figure *figure, const struct table *rows, int r, const struct table *stale) {
    static const char *const numbers[] = {"estimate",  "low",  "high",    "bound", "evidence_for", "evidence_against",
                                          "threshold", "held", "counted", "share", "share_low",    "share_high"};
    struct text *out = &figure->data;
    text_add(out, "%d\t%d", r + 1, verdict_code(text_at(rows, r, "verdict")));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const double value = number_at(rows, r, numbers[i]);
        text_add(out, "\t");
        if (!isnan(value)) text_number(out, value);
    }
    for (int i = 0; i < 3; i++) {
        static const char *const texts[] = {"claim", "family", "decided_by"};
        text_add(out, "\t");
        text_tsv(out, text_at(rows, r, texts[i]));
    }
    text_add(out, "\t%s\n", why_stale(rows, r, stale) ? why_stale(rows, r, stale) : "");
    figure->rows++;
}

/* NAME[row] = 'words'; longest grows with it. */
static void add_words(struct text *out, const char *name, int row, const char *words, size_t *longest) {
    text_add(out, "%s[%d] = ", name, row);
    figure_words(out, words);
    text_add(out, "\n");
    if (strlen(words) > *longest) *longest = strlen(words);
}

/* Names and words as arrays of the script; the widths they need. */
static void describe_rows(struct figure *figure, const struct table *rows, const struct table *stale) {
    struct text *out = &figure->script;
    const int n = table_rows(rows);
    size_t longest_name = 0, longest_words = 0;
    const char **whole = mem_zero((size_t)n + 1, sizeof *whole);
    for (int r = 0; r < n; r++) whole[r] = text_at(rows, r, "claim");
    char **claims = labels_shortened(whole, n, LONGEST_NAME);
    mem_free(whole);
    text_add(out, "rows = %d\narray claim[rows]\narray verdict[rows]\narray effect[rows]\narray stale[rows]\n", n);
    for (int r = 0; r < n; r++) {
        struct text verdict = {0}, effect = {0}, why = {0};
        describe_verdict(rows, r, &verdict);
        describe_effect(rows, r, &effect);
        if (why_stale(rows, r, stale)) text_add(&why, "stale: %s", why_stale(rows, r, stale));
        add_words(out, "claim", r + 1, claims[r], &longest_name);
        add_words(out, "verdict", r + 1, text_of(&verdict), &longest_words);
        add_words(out, "effect", r + 1, text_of(&effect), &longest_words);
        add_words(out, "stale", r + 1, text_of(&why), &longest_words);
        text_free(&verdict);
        text_free(&effect);
        text_free(&why);
    }
    labels_free(claims, n);
    text_add(out, "longest_name = %zu.0\nlongest_words = %zu.0\n", longest_name, longest_words);
}

static void fill_verdicts(struct figure *figure, const struct table *rows, const struct table *stale) {
    figure_number(figure, "series", 0); /* style.gp sizes a legend by series; there are none here */
    text_add(&figure->data,
             "row\tverdict\testimate\tlow\thigh\tbound\tevidence_for\tevidence_against\t"
             "threshold\theld\tcounted\tshare\tshare_low\tshare_high\tclaim\tfamily\tdecided_by\tstale\n");
    if (table_rows(rows)) describe_rows(figure, rows, stale);
    for (int r = 0; r < table_rows(rows); r++) add_line(figure, rows, r, stale);
}

#define COLUMNS                                                                                                        \
    "SELECT v.claim, v.family, v.verdict, v.estimate, v.low, v.high, v.bound, v.evidence_for, v.evidence_against, "    \
    "v.threshold, v.held, v.counted, v.share, v.share_low, v.share_high, v.seeds, v.decided_by, v.scale "              \
    "FROM v_verdict v "

/* Claims whose file names the suite's file, or of the same suite with settings of the claim's own. */
static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    (void)task;
    struct table *rows = store_query(dataset->store,
                                     COLUMNS "JOIN claim c ON c.id = v.claim "
                                             "WHERE instr(c.text, '/' || ?1 || '.yaml') OR ?1 LIKE '%-' || v.claim",
                                     &dataset->suite, 1, err);
    if (!rows) return false;
    figure_title(figure, dataset->suite);
    fill_verdicts(figure, rows, dataset->stale);
    table_free(rows);
    return true;
}

const struct chart chart_verdicts = {
    .name = "verdicts",
    .title = "Verdicts on claims",
    .about =
        "A row per claim of this suite: the share of seeds in which the check that decided holds, with its 95 % "
        "interval, which holds however often one looks. Shaded is what the claim says: that the check holds in "
        "more than half of the seeds, or in more than the share that it asks for. Beside it the verdict and the "
        "effect: the median over the seeds that count (of a mean "
        "the mean) with its 95 % interval, which needs seven seeds, and the bound that each seed is compared with, in "
        "the check's own metric. Stale: the claim's file, or what its suite asks for, has changed since it was judged.",
    .template_text = plots_verdicts_gp,
    .fill = fill,
};

bool plot_verdicts(struct store *store, const char *scale, const struct table *stale, const struct plot_style *style,
                   const char *dir, unsigned formats, struct error *err) {
    struct figure figure = {.chart = &chart_verdicts, .style = style};
    struct table *rows = store_query(store, COLUMNS "WHERE v.scale = ?1", &scale, 1, err);
    if (!rows) return false;
    slug(chart_verdicts.name, figure.name, sizeof figure.name);
    figure_title(&figure, "Verdicts on claims");
    fill_verdicts(&figure, rows, stale);
    bool ok = figure.rows > 0 || error_set(err, "no claim is judged yet at this scale: 'lexbench claims check' judges");
    if (!figure.rows && err) err->exit_code = EXIT_NOTHING;
    ok = ok && dir_make(dir, err) && figure_write(&figure, dir, formats, err);
    figure_free(&figure);
    table_free(rows);
    return ok;
}
