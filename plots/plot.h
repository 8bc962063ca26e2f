/* Charts of a suite, drawn by gnuplot. For every chart NAME there are, in one directory:
 *   NAME.svg NAME.png ...        the chart, in the formats asked for
 *   NAME.tsv                     the numbers it draws, one table with a header line
 *   NAME.gp                      the script, complete: `gnuplot NAME.gp` draws NAME.svg again,
 *                                `gnuplot -e "format='pdf'" NAME.gp` another format
 * The script is what a person edits (title, size, font), what this figure shows, plots/style.gp and the chart's
 * template plots/CHART.gp.
 * A scheme has one colour and one marker in all charts of a suite, by its order in the suite.
 */
#ifndef LEXBENCH_PLOT_H
#define LEXBENCH_PLOT_H
#include "base/text.h"
#include "results/store.h"

/* bits; PLOT_ALL: those of a report */
enum plot_format {
    PLOT_SVG = 1,
    PLOT_PNG = 2,
    PLOT_PDF = 4,
    PLOT_ALL = 7,
    PLOT_EPS = 8,
    PLOT_CAIROLATEX = 16, /* NAME-cairo.tex, which includes NAME-cairo.pdf */
    PLOT_TIKZ = 32        /* NAME-tikz.tex, for gnuplot's gnuplot-lua-tikz.sty */
};

/* How charts look, and of what they are. */
struct plot_style {
    double width, height; /* inches; height 0: as high as the chart needs */
    char font[64];        /* family: letters, digits, spaces, hyphens */
    double size;          /* of all type, in points: at least TYPE_LEAST */
    const char *title;    /* NULL: the chart's own */
    const char *interval; /* of bands: "median", "seeds" or "none" */
    bool grey;            /* in shades of grey */
    /* A task as the title of its figure says it; NULL: as it is stored. */
    void (*task_label)(const char *task, struct text *out);
    /* A name that was asked for as labels have it, which write options in one order; NULL: it stands as it is. */
    void (*name_as_label)(const char *name, bool of_task, struct text *out);
    /* NULL: all in colour; else labels, in colour beside best, worst and first (plots/choice.h). Lists are joined with
     * commas, or with semicolons where names have commas (name_among in dataset.h). */
    const char *highlight;
    const char *figure, *scheme, *task; /* NULL: all; else lists of charts, series and tasks */
    /* NULL: every script is complete. Else what scripts share is written into this folder, an address from that of the
     * charts, and each script loads it from there. */
    const char *scripts;
    struct text *drawn; /* gets the paths of the pictures that are written, a line each; NULL: nobody asks */
    /* What --figure grid draws: settings ("train.longest") on its axes, y NULL: curves over x; x NULL: nothing. at:
     * "2x" or a length. outline: a formula of x, below which a heat map is outlined; NULL: none. */
    const char *x, *y, *at, *outline;
};
extern const struct plot_style plot_style_paper, plot_style_screen; /* a column of a paper; a report */
enum { TYPE_LEAST = 7 };
/* "paper" (a column, 3.3 in), "full" (6.9 in), "slides" or a length such as 3.3in, 8.4cm, 240pt: width, and for a word
 * the size of type that goes with it. */
bool plot_width_parse(const char *text, struct plot_style *style, struct error *err);
bool plot_height_parse(const char *text, struct plot_style *style, struct error *err);
/* "Times,8", "Times" or ",8". */
bool plot_font_parse(const char *text, struct plot_style *style, struct error *err);
bool plot_interval_parse(const char *text, struct plot_style *style, struct error *err);

/* "copy(kind=k)" -> "copy-kind-k": the characters of a user's text that a file's name may have. */
void slug(const char *text, char *out, int size);

/* "svg,png" -> bits; an unknown word is an error that lists the formats. */
bool plot_formats_parse(const char *list, unsigned *formats, struct error *err);

/* Write every chart that the style asks for and the suite has data for into dir (made when missing). A suite that is
 * not in the database, or has no evaluated run yet, is an error with EXIT_NOTHING; a gnuplot that is missing or fails
 * is an error that says so. Verdicts that are stale (stale_why in results/claim.h; NULL: none) are marked. */
bool plots_write(struct store *store, const char *suite, const struct table *stale, const struct plot_style *style,
                 const char *dir, unsigned formats, struct error *err);
/* The last verdicts at a scale, a row per claim: verdicts.svg ... in dir. None: an error with EXIT_NOTHING. */
bool plot_verdicts(struct store *store, const char *scale, const struct table *stale, const struct plot_style *style,
                   const char *dir, unsigned formats, struct error *err);
/* The attention profile of a scheme: rows head, distance, weight (relative to equal shares) as one line per head
 * against distance on logarithmic axes, NAME.svg ... in dir. train_length is marked. */
bool plot_scheme(const struct table *rows, const char *title, double train_length, const struct plot_style *style,
                 const char *dir, const char *name, unsigned formats, struct error *err);
/* What the heads of a trained model look at: rows layer, head, entropy, distance, share, and of one example layer,
 * head, query, key, weight; head by head, as many for each. */
struct heads_about {
    const char *title;
    int layers, heads;
    int answers_from; /* the first query that is an answer */
    double even;      /* bits of equal shares */
};
bool plot_heads(const struct table *shares, const struct table *map, const struct heads_about *about,
                const struct plot_style *style, const char *dir, const char *name, unsigned formats, struct error *err);
#endif
