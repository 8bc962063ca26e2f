/* The report of a suite: what was run, its results, and the machine it ran on. */
#ifndef LEXBENCH_REPORT_H
#define LEXBENCH_REPORT_H
#include "plots/plot.h"

/* Draw the suite's charts into dir (plot.h; in the formats asked for, and always as SVG) and write beside them
 * report.html, one file with the charts inside that opens from the disk, and report.md, which shows the PNG files, or
 * the SVG files where there are none. Charts that an earlier report left in dir, of tasks or in formats that this one
 * does not have, are removed. Times come from the database, never from the clock: the same database, with the same
 * verdicts stale, gives the same report. A chart that cannot be drawn is no error: the page says why, a warning does,
 * and *failed is increased. Other errors, stale and style (NULL: plot_style_screen) as plots_write. */
bool report_write(struct store *store, const char *suite, const struct table *stale, const struct plot_style *style,
                  const char *dir, unsigned formats, int *failed, struct error *err);
/* The same as a page of a site: index.html with its charts inside, and their data and scripts alone beside it. */
struct report_site {
    const char *home;     /* address of the site's index from dir */
    const char *shared;   /* of the folder of page_write_shared, as struct page has it */
    const char *database; /* what the site offers the database as: its commands name it */
};
bool report_write_page(struct store *store, const char *suite, const struct table *stale,
                       const struct plot_style *style, const struct report_site *site, const char *dir, int *failed,
                       struct error *err);

/* One row per task, scheme and variant: task, label, variant, metric, runs, fitted (how many of them fitted), fit, and
 * in the task's metric in range and at every multiple of the training length above 1 that anything was evaluated at
 * (results/summary.h); then the settings in which the suite's arms differ, by key; and, nested, what JSON alone can
 * hold: a list of the row's cells (docs/schema.md). NULL: err (EXIT_NOTHING when the suite is unknown or empty). The
 * caller frees it. */
struct table *summary_table(struct store *store, const char *suite, bool nested, struct error *err);

/* One row per task, scheme, variant and multiple, those up to 1 too: n (runs), mean, low and high (least and greatest
 * run), fitted (runs that fitted), mean_fitted, best (summary_mark: 1 or 0). */
struct table *summary_cells(struct store *store, const char *suite, struct error *err);

/* How far every scheme carries, on every task that exact match judges. For people a row per scheme and a column per
 * task (plots/reach.h), `words` appended to say how it is read. For programs a row per task, scheme and variant: task,
 * label, variant, scheme (its expression), runs, fitted, n (fitted runs that have a reach), reach (the median of these;
 * a multiple of the training length, 0: none that was evaluated; open: 1 where no longer one was), least and greatest
 * (of the n), low and high (the 95 % interval of the median, from INTERVAL_SEEDS on), not_finite (in words). NULL: err
 * (EXIT_NOTHING: no such task). The caller frees it. */
struct text;
struct table *reach_results(struct store *store, const char *suite, bool programs, struct text *words,
                            struct error *err);

/* The summary for people: a table per task. TABLE_TEXT has a column that says at which multiples a scheme is among the
 * best; TABLE_MARKDOWN and TABLE_LATEX mark such cells, and schemes of which no run fitted, and their captions say
 * what is shown; LaTeX has intervals in any case. */
enum { WIDE_TERMINAL = 120 };
struct summary_look {
    int width;     /* columns of the terminal, which the tables fit into; 0: none, nothing is left out for want of room.
                      From WIDE_TERMINAL on cells have intervals, if these fit */
    bool interval; /* cells have intervals */
    enum table_format format;
};
bool summary_print(struct store *store, const char *suite, const struct summary_look *look, FILE *out,
                   struct error *err);
#endif
