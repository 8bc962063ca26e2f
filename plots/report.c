#include "plots/report.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "plots/chart.h"
#include "plots/dataset.h"
#include "plots/outcome.h"
#include "plots/page.h"
#include "plots/plot.h"
#include "plots/point.h"
#include "plots/reach.h"
#include "plots/summary.h"
#include "results/evidence.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SVG_LIMIT = 64 << 20 };

/* What both pages are made of. */
struct report {
    struct dataset dataset;
    struct figure_list figures;
    char **drawing; /* [figures.n]: the SVG of each figure; NULL: it could not be drawn */
    int lead;       /* the figure beside the outcome */
    struct outcome outcome;
    struct reaches reaches;
    struct table *differing; /* settings in which arms differ */
    struct table *codes;     /* what computed each arm (harness/run/code.h) */
    struct table *failed;    /* runs that are not done */
    struct table *configs;   /* task, config of every run */
    struct table *hosts;     /* what the runs were made on */
    struct table *facts;     /* one row about the runs as a whole */
    struct table *text;      /* the suite's YAML */
    struct table *commands;  /* the overrides it was run with */
    char fingerprint[RUN_ID_SIZE];
    const char *database; /* as commands name it */
};

static bool query(struct report *r, struct table **out, const char *sql, struct error *err) {
    *out = store_query(r->dataset.store, sql, &r->dataset.suite, 1, err);
    return *out != NULL;
}

static bool read_tables(struct report *r, struct error *err) {
    summary_mark(&r->dataset.summary);
    return outcome_read(&r->dataset, &r->outcome, err) && reaches_read(&r->dataset, true, &r->reaches, err) &&
           (r->differing = summary_settings(&r->dataset, err)) &&
           query(r, &r->failed,
                 "SELECT label AS scheme, task, seed, status, reason, substr(run_id, 1, 10) AS run FROM v_run "
                 "WHERE suite = ?1 AND status <> 'done' ORDER BY ordinal",
                 err) &&
           query(r, &r->configs,
                 "SELECT r.task, r.config FROM run r JOIN suite_run s ON s.run = r.id WHERE s.suite = ?1 "
                 "ORDER BY s.ordinal",
                 err) &&
           query(r, &r->hosts,
                 "SELECT count(*) AS runs, processor, blas, compiler, revision FROM v_run WHERE suite = ?1 "
                 "GROUP BY processor, blas, compiler, revision ORDER BY min(ordinal)",
                 err) &&
           query(r, &r->codes,
                 "SELECT label AS scheme, task, substr(code, 1, 8) AS code, count(*) AS runs FROM v_run "
                 "WHERE suite = ?1 GROUP BY arm, label, code ORDER BY min(ordinal)",
                 err) &&
           query(r, &r->facts,
                 "SELECT count(*) AS runs, count(DISTINCT label) AS schemes, count(DISTINCT seed) AS seeds, "
                 "sum(seconds) AS training, sum(eval_seconds) AS evaluation, max(peak_rss) AS peak, "
                 "min(started_us) AS first, max(finished_us) AS last, replace(group_concat(DISTINCT train_length), "
                 "',', ', ') AS lengths, "
                 "min(nullif(parameters, 0)) AS fewest, max(parameters) AS most FROM v_run WHERE suite = ?1",
                 err) &&
           query(r, &r->text, "SELECT text FROM suite WHERE name = ?1", err) &&
           (r->commands = store_commands(r->dataset.store, r->dataset.suite, err)) != NULL &&
           store_fingerprint(r->dataset.store, r->fingerprint, err);
}

static bool read_drawings(struct report *r, const char *dir, struct error *err) {
    r->drawing = mem_zero((size_t)r->figures.n, sizeof *r->drawing);
    for (int f = 0; f < r->figures.n; f++) {
        if (r->figures.figure[f].failure.size) continue;
        struct text path = {0};
        size_t size;
        text_add(&path, "%s/%s.svg", dir, r->figures.figure[f].name);
        bool ok = file_read(text_of(&path), SVG_LIMIT, &r->drawing[f], &size, err);
        text_free(&path);
        if (!ok) return false;
    }
    return true;
}

static void report_free(struct report *r) {
    for (int f = 0; r->drawing && f < r->figures.n; f++) mem_free(r->drawing[f]);
    mem_free(r->drawing);
    struct table *const tables[] = {r->differing, r->codes, r->failed, r->configs,
                                    r->hosts,     r->facts, r->text,   r->commands};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) table_free(tables[i]);
    outcome_free(&r->outcome);
    reaches_free(&r->reaches);
    figures_free(&r->figures);
    dataset_close(&r->dataset);
}

/* ---- what was run ---- */

#define ADD_FACT(out, name, ...) (table_cell(out, "%s", name), table_cell(out, __VA_ARGS__))

static struct table *facts_table(const struct report *r) {
    static const char *const headers[] = {"what", "how much"};
    struct table *out = table_new(2, headers);
    const struct table *f = r->facts;
    char training[24], evaluation[24], first[32], last[32];
    clock_span(number_at(f, 0, "training"), training);
    clock_span(number_at(f, 0, "evaluation"), evaluation);
    clock_iso((int64_t)number_at(f, 0, "first"), first);
    clock_iso((int64_t)number_at(f, 0, "last"), last);
    ADD_FACT(out, "runs", "%.0f (schemes: %.0f, tasks: %d, seeds: %.0f)", number_at(f, 0, "runs"),
             number_at(f, 0, "schemes"), r->dataset.n_tasks, number_at(f, 0, "seeds"));
    ADD_FACT(out, "longest length of training", "%s", text_at(f, 0, "lengths"));
    ADD_FACT(out, "parameters of a model",
             number_at(f, 0, "fewest") == number_at(f, 0, "most") ? "%.0f" : "%.0f to %.0f", number_at(f, 0, "fewest"),
             number_at(f, 0, "most"));
    ADD_FACT(out, "time, summed over runs", "%s training, %s evaluation", training, evaluation);
    ADD_FACT(out, "peak memory of a run", "%.0f MiB", ceil(number_at(f, 0, "peak") / (1 << 20)));
    ADD_FACT(out, "made", "%s to %s", first, last);
    return out;
}

/* config is lines "key = value"; is this one (with its newline) among them? */
static bool has_line(const char *config, const char *line, size_t size) {
    for (const char *at = config; *at; at += strcspn(at, "\n"), at += *at == '\n')
        if (strncmp(at, line, size) == 0) return true;
    return false;
}

/* Whether all runs (of the task; NULL: of the suite) have the line in their configuration. */
static bool common(const struct table *configs, const char *task, const char *line, size_t size) {
    for (int r = 0; r < table_rows(configs); r++)
        if ((!task || strcmp(text_at(configs, r, "task"), task) == 0) &&
            !has_line(text_at(configs, r, "config"), line, size))
            return false;
    return true;
}

static int first_of_task(const struct table *configs, const char *task) {
    int r = 0;
    while (task && r < table_rows(configs) && strcmp(text_at(configs, r, "task"), task) != 0) r++;
    return r;
}

/* The lines that all runs of the suite share; with a task: those that its runs share and other tasks' do not. */
static void settings(const struct report *r, const char *task, struct text *out) {
    const int first = first_of_task(r->configs, task);
    if (first >= table_rows(r->configs)) return;
    const char *config = text_at(r->configs, first, "config");
    for (const char *at = config; *at;) {
        size_t size = strcspn(at, "\n");
        size += at[size] == '\n';
        if (common(r->configs, task, at, size) && !(task && common(r->configs, NULL, at, size)))
            text_bytes(out, at, size);
        at += size;
    }
}

static void write_settings(struct page *page, const struct report *r, const char *task, const char *heading) {
    struct text lines = {0};
    settings(r, task, &lines);
    if (lines.size) {
        page->format->heading(page, 3, heading);
        page->format->code(page, text_of(&lines));
    }
    text_free(&lines);
}

/* ---- the parts of a page ---- */

/* An option of a command, as one word of a shell. */
static void add_option(struct text *out, const char *name, const char *value) {
    text_add(out, "%s", name);
    text_shell(out, value);
}

static void figure_command(const struct report *r, const struct figure *figure, struct text *out) {
    struct text suite = {0};
    text_tsv(&suite, r->dataset.suite);
    add_option(out, "lexbench plot ", text_of(&suite));
    add_option(out, " --figure ", figure->chart->name);
    if (figure->task) add_option(out, " --tasks ", figure->task);
    add_option(out, " --db ", r->database);
    text_free(&suite);
}

static void put_drawing(struct page *page, const struct report *r, int f, const char *title) {
    const struct figure *figure = &r->figures.figure[f];
    struct text about = {0}, command = {0};
    text_add(&about, "%s%s%s", figure->chart->about, figure->note.size ? " " : "", text_of(&figure->note));
    figure_command(r, figure, &command);
    struct page_series *series = point_series(&r->dataset, figure);
    struct drawing drawing = {.name = figure->name,
                              .title = title,
                              .about = text_of(&about),
                              .command = text_of(&command),
                              .svg = r->drawing[f],
                              .n = r->dataset.n_series,
                              .series = series};
    panel_colour(drawing.panel_colour);
    page->format->figure(page, &drawing);
    point_series_free(series, r->dataset.n_series);
    text_free(&command);
    text_free(&about);
}

static void put_failure(struct page *page, const struct figure *figure) {
    struct text words = {0};
    text_add(&words, "This chart could not be drawn: %s.", text_of(&figure->failure));
    page->format->paragraph(page, text_of(&words));
    text_free(&words);
}

static void write_figure(struct page *page, const struct report *r, int f, bool headed) {
    const struct figure *figure = &r->figures.figure[f];
    struct text title = {0};
    text_add(&title, "%s", figure->chart->title);
    if (figure->task) text_add(&title, ": %s", dataset_task_plain(&r->dataset, figure->task));
    if (headed) page->format->heading(page, 3, text_of(&title));
    if (r->drawing[f])
        put_drawing(page, r, f, text_of(&title));
    else
        put_failure(page, figure);
    text_free(&title);
}

static void write_figures(struct page *page, const struct report *r, const char *task) {
    for (int f = 0; f < r->figures.n; f++)
        if (f != r->lead && r->figures.figure[f].task == task) write_figure(page, r, f, true);
}

/* The chart that shows most of what came out: over all tasks where there is one, else the first task's. */
static int lead_figure(const struct figure_list *list) {
    for (int f = 0; f < list->n; f++)
        if (list->figure[f].chart == &chart_overview) return f;
    for (int f = 0; f < list->n; f++)
        if (list->figure[f].chart == &chart_accuracy || list->figure[f].chart == &chart_loss) return f;
    return 0;
}

/* A mean over runs of different numbers of examples is no better known than the fewest make it. */
static void write_examples_note(struct page *page, const struct summary *summary, const char *task) {
    long least, most;
    struct text words = {0};
    if (!summary_examples_differ(summary, task, &least, &most)) return;
    text_add(&words, "At one length runs were evaluated on different numbers of examples, %ld to %ld.", least, most);
    page->format->paragraph(page, text_of(&words));
    text_free(&words);
}

static void write_task(struct page *page, const struct report *r, const char *task) {
    int left_out;
    page->task = task;
    struct table *shown = summary_of_task(&r->dataset, &r->dataset.summary, task, MULTIPLES_SHOWN, false, &left_out);
    page->format->heading(page, 2, dataset_task_plain(&r->dataset, task));
    if (strcmp(summary_metric(&r->dataset.summary, task), "token") == 0)
        page->format->paragraph(page,
                                "In range and beyond: token accuracy, the share of right answers, teacher-forced.");
    if (strcmp(summary_metric(&r->dataset.summary, task), "loss") == 0)
        page->format->paragraph(page,
                                "In range and beyond: mean loss per answer in nats; less is better. No fit is asked "
                                "for.");
    page->format->table(page, shown);
    if (left_out)
        page->format->paragraph(page, "Some of the evaluated lengths are left out here; the charts have all.");
    write_examples_note(page, &r->dataset.summary, task);
    table_free(shown);
    write_figures(page, r, task);
    write_settings(page, r, task, "Settings of this task");
    page->task = NULL;
}

static void write_failures(struct page *page, const struct report *r) {
    page->format->heading(page, 2, "Runs that failed or diverged");
    if (table_rows(r->failed))
        page->format->table(page, r->failed);
    else
        page->format->paragraph(page, "None.");
}

static void write_command(struct page *page, const struct report *r) {
    struct text name = {0}, lines = {0};
    text_tsv(&name, r->dataset.suite);
    for (int k = 0; k < table_rows(r->commands); k++) {
        const char *overrides = table_at(r->commands, k, 0);
        text_add(&lines, "lexbench run suite.yaml%s%s --db results.db\n", *overrides ? " " : "", overrides);
    }
    if (!lines.size) text_add(&lines, "lexbench run suite.yaml --db results.db\n");
    text_add(&lines, "lexbench report ");
    text_shell(&lines, text_of(&name));
    text_add(&lines, " --db results.db");
    page->format->code(page, text_of(&lines));
    text_free(&lines);
    text_free(&name);
}

static void write_provenance(struct page *page, const struct report *r) {
    struct text print = {0};
    text_add(&print, "Fingerprint of the results in the database: %s. The same experiments give the same fingerprint.",
             r->fingerprint);
    page->format->heading(page, 2, "Provenance");
    page->format->paragraph(page, text_of(&print));
    page->format->paragraph(page, "To make it again, save the suite below as suite.yaml:");
    write_command(page, r);
    page->format->heading(page, 3, "The suite");
    page->format->code(page, table_at(r->text, 0, 0));
    write_settings(page, r, NULL, "Settings that all runs share");
    page->format->heading(page, 3, "Code");
    page->format->paragraph(page,
                            "A fingerprint of the sources, compiler and libraries that each arm was trained with; "
                            "an edit that cannot touch an arm leaves its code as it was.");
    page->format->table(page, r->codes);
    text_free(&print);
}

static void write_outcome(struct page *page, const struct report *r) {
    page->format->paragraph(page, r->dataset.about);
    page->format->heading(page, 2, "What came out");
    for (int i = 0; i < r->outcome.n; i++) page->format->paragraph(page, text_of(&r->outcome.sentence[i]));
    write_figure(page, r, r->lead, false);
}

static void write_runs(struct page *page, const struct report *r) {
    struct table *facts = facts_table(r);
    page->format->heading(page, 2, "Runs, code and settings");
    page->format->table(page, facts);
    table_free(facts);
    page->format->table(page, r->hosts);
    if (table_columns(r->differing) > 2) {
        page->format->paragraph(page, "Settings in which arms differ; all others are under Provenance.");
        page->format->table(page, r->differing);
    } else
        page->format->paragraph(page, "Arms differ in scheme and task alone; their settings are under Provenance.");
}

static void write_reach(struct page *page, const struct report *r) {
    struct table *reach = reach_table(&r->dataset, &r->reaches);
    struct text words = {0};
    reach_table_words(&r->dataset, &r->reaches, &words);
    if (table_rows(reach)) {
        page->format->heading(page, 2, "How far each scheme carries");
        page->format->paragraph(page, text_of(&words));
        page->format->table(page, reach);
    }
    text_free(&words);
    table_free(reach);
}

static void write_elsewhere(struct page *page, const struct report *r) {
    struct text names = {0}, words = {0};
    summary_elsewhere(r->dataset.store, r->dataset.suite, &names);
    text_add(&words,
             "Not trained here, so that nothing is known of how: %s. Their fit was measured like that of all others.",
             text_of(&names));
    if (names.size) page->format->paragraph(page, text_of(&words));
    text_free(&names);
    text_free(&words);
}

static void write_reading(struct page *page, const struct report *r) {
    page->format->heading(page, 2, "How to read the tables");
    page->format->paragraph(
        page,
        "Exact match is the share of examples with every scored token right. A run fitted when it reached the "
        "suite's level of exact match within the lengths of training; a scheme that no run fitted says nothing of "
        "how it would extrapolate. In the tables, fit is measured after training on lengths of training, "
        "in range is the mean over the lengths up to the longest of training at which every run was evaluated, and 2x, "
        "4x ... are exactly that multiple of it: the mean of the row's runs, fitted or not, in exact match unless the "
        "task says otherwise. Where only some of a row's runs were evaluated the cell says so: n=2, of two of them; a "
        "row "
        "under another scheme (>) counts the runs that were evaluated under it. Bold: the best of the schemes that "
        "fitted and those that it is not shown to be ahead of in most seeds (evidence of 20, at most 5 % by chance); "
        "with fewer than 6 common seeds nothing is bold, nor where no other row was evaluated on as many. †: no run of "
        "the "
        "scheme fitted.");
    if (summary_has_codes(r->dataset.store, r->dataset.suite))
        page->format->paragraph(page,
                                "An arm that was evaluated by several codes has a row and a curve for each, named "
                                "by the code; they are not pooled.");
    if (r->outcome.pairs) {
        struct text words = {0};
        text_add(
            &words,
            "The best and the next of a task are picked by their medians after looking, so that comparing them seed "
            "by seed pays for all %d pair%s that could have been picked: it is decided by evidence of %g.",
            r->outcome.pairs, r->outcome.pairs == 1 ? "" : "s", evidence_threshold(r->outcome.pairs));
        page->format->paragraph(page, text_of(&words));
        text_free(&words);
    }
    write_elsewhere(page, r);
}

static void write_ranking_note(struct page *page, const struct report *r) {
    for (int f = 0; f < r->figures.n; f++)
        if (r->figures.figure[f].chart == &chart_ranking) return;
    page->format->paragraph(page, "There is no ranking: it takes a task that some scheme fits, a length above 1 and at "
                                  "most 8 times the training length at which every run of the task was evaluated, and "
                                  "two schemes that are in all such tasks with a seed in common.");
}

static void write_page(struct page *page, const struct report *r) {
    page->format->begin(page, r->dataset.suite);
    write_outcome(page, r);
    page->format->contents(page);
    write_reach(page, r);
    write_runs(page, r);
    write_reading(page, r);
    page->format->heading(page, 2, "Over all tasks");
    write_figures(page, r, NULL);
    write_ranking_note(page, r);
    for (int t = 0; t < r->dataset.n_tasks; t++) write_task(page, r, r->dataset.task[t]);
    write_failures(page, r);
    write_provenance(page, r);
    page->format->end(page);
}

static bool save_page(const struct report *r, const struct page_format *format, unsigned formats,
                      const struct report_site *site, const char *dir, const char *file, struct error *err) {
    struct page page = {
        .format = format, .home = site ? site->home : NULL, .shared = site ? site->shared : NULL, .drawn = formats};
    write_page(&page, r);
    char *path = path_join(dir, file);
    bool ok = file_write(path, text_of(&page.out), page.out.size, err);
    mem_free(path);
    text_free(&page.out);
    return ok;
}

static bool report_open(struct report *r, struct store *store, const char *suite, const struct table *stale,
                        const struct plot_style *style, const char *dir, unsigned formats, struct error *err) {
    *r = (struct report){.database = "results.db"};
    if (!dataset_open(store, suite, style, &r->dataset, err)) return false;
    r->dataset.stale = stale;
    const bool ok = figures_write(&r->dataset, dir, formats, false, &r->figures, err) &&
                    figures_sweep(&r->figures, dir, formats, err) && read_tables(r, err) && read_drawings(r, dir, err);
    r->lead = lead_figure(&r->figures);
    if (!ok) report_free(r);
    return ok;
}

static bool failed_alike(const struct report *r, int f, int g) {
    return !r->drawing[f] && !r->drawing[g] &&
           strcmp(text_of(&r->figures.figure[f].failure), text_of(&r->figures.figure[g].failure)) == 0;
}

/* How many charts could not be drawn, with a warning for each reason: the one that holds for one chart, as that gnuplot
 * is missing, may hold for all. */
static int warn_of_failures(const struct report *r) {
    int n = 0;
    for (int f = 0; f < r->figures.n; f++) {
        int alike = 0, before = 0;
        if (r->drawing[f]) continue;
        for (int g = 0; g < r->figures.n; g++)
            if (failed_alike(r, f, g)) alike++, before += g < f;
        n++;
        if (before) continue;
        char others[32] = "";
        if (alike > 1) snprintf(others, sizeof others, " and %d other%s", alike - 1, alike == 2 ? "" : "s");
        log_warn("suite '%s': %s%s could not be drawn: %s", r->dataset.suite, r->figures.figure[f].name, others,
                 text_of(&r->figures.figure[f].failure));
    }
    return n;
}

bool report_write(struct store *store, const char *suite, const struct table *stale, const struct plot_style *style,
                  const char *dir, unsigned formats, int *failed, struct error *err) {
    struct report r;
    formats |= PLOT_SVG;
    if (!report_open(&r, store, suite, stale, style, dir, formats, err)) return false;
    *failed += warn_of_failures(&r);
    const bool ok = save_page(&r, &page_html, formats, NULL, dir, page_html.file, err) &&
                    save_page(&r, &page_markdown, formats, NULL, dir, page_markdown.file, err);
    report_free(&r);
    return ok;
}

/* The page has them, and a script beside it that draws them. */
static bool drop_drawings(const struct report *r, const char *dir, struct error *err) {
    bool ok = true;
    for (int f = 0; ok && f < r->figures.n; f++) {
        struct text path = {0};
        text_add(&path, "%s/%s.svg", dir, r->figures.figure[f].name);
        ok = !r->drawing[f] || file_remove(text_of(&path), err);
        text_free(&path);
    }
    return ok;
}

bool report_write_page(struct store *store, const char *suite, const struct table *stale,
                       const struct plot_style *style, const struct report_site *site, const char *dir, int *failed,
                       struct error *err) {
    struct report r;
    if (!report_open(&r, store, suite, stale, style, dir, PLOT_SVG, err)) return false;
    r.database = site->database;
    *failed += warn_of_failures(&r);
    const bool ok = save_page(&r, &page_html, 0, site, dir, "index.html", err) && drop_drawings(&r, dir, err);
    report_free(&r);
    return ok;
}
