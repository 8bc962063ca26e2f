/* A figure: one chart of one task (or of the whole suite), to be written to the files NAME.tsv and NAME.gp. */
#ifndef LEXBENCH_FIGURE_H
#define LEXBENCH_FIGURE_H
#include "plots/dataset.h"

struct chart;
enum { FIGURE_NAME_SIZE = 80 };
struct figure {
    const struct chart *chart;
    const char *task; /* borrowed from the dataset; NULL: the whole suite */
    const struct plot_style *style;
    char name[FIGURE_NAME_SIZE]; /* of the files, without the ending: letters, digits, '-' */
    struct text title;           /* in prose; the style's own goes before it */
    struct text script;          /* the script's preamble: variables of this figure */
    struct text data;            /* the .tsv: a header line, numbers first, text last */
    struct text note;            /* what reports say of this figure behind the chart's `about`; may be empty */
    int rows;                    /* of data; 0: nothing to draw, no files */
    struct text failure;         /* why it could not be drawn (figures_write); empty: it was */
};
/* The first line of every script, which names its data. */
#define FIGURE_FIRST_LINE "# The numbers are in %s.tsv.\n"
void figure_free(struct figure *figure);

void figure_title(struct figure *figure, const char *title);
/* Variables of the script. Text becomes a single-quoted string, in which gnuplot interprets nothing; where LaTeX would,
 * the script has it twice, and takes the escaped one for a format that is LaTeX. */
void figure_text(struct figure *figure, const char *name, const char *value);
void figure_number(struct figure *figure, const char *name, double value);
/* The text as the right side of such an assignment. */
void figure_words(struct text *out, const char *value);
/* A text that names a tic: % doubled, because there it is a format to gnuplot. */
void figure_tic(struct text *out, const char *name);
/* The different values of a column, ascending, as array `name` of `name`s elements: length[1..lengths]. */
void figure_values(struct figure *figure, const char *name, const struct table *rows, const char *column);

/* Make rows the figure's data, and describe its series. rows has the text columns first, among them `label` (and
 * `variant`; absent: as trained); where they are missing too, runs and fitted_runs count as 1. A series whose rows
 * have a 0 in the column `chosen` is in the .tsv, and not described. The .tsv gets a first
 * column `series` with the series' style. The script gets
 *   series                the number of series
 *   label[i] style[i] runs[i] fitted[i]    of series i = 1..series, in the order of their first rows
 *   tic[i]                label[i] with % doubled: what names a tic is a format to gnuplot
 *   own_colours           whether colours go by i and not by style[i] (style.gp, hue): where the suite has more series
 *                         than there are colours, and the figure has not */
enum { SERIES_MOST = 8 }; /* in one chart: as many as there are colours */
void figure_data(struct figure *figure, const struct dataset *dataset, const struct table *rows, int text_columns);

/* Write NAME.tsv and NAME.gp into dir (which exists) and let gnuplot draw. */
bool figure_write(const struct figure *figure, const char *dir, unsigned formats, struct error *err);
#endif
