/* A page written twice: the same calls make HTML and Markdown. Text given here is escaped by the page. */
#ifndef LEXBENCH_PAGE_H
#define LEXBENCH_PAGE_H
#include "base/error.h"
#include "base/table.h"
#include "base/text.h"

/* A series of a chart, by which the script highlights it: its name as tables print it, the colour that it has in this
 * drawing as an SVG of gnuplot spells it ("" where that is not its own), and what stands behind each of its points, in
 * the order in which they are drawn, panel by panel. */
enum { COLOUR_SIZE = 24 };
struct page_series {
    const char *name;
    char colour[COLOUR_SIZE];
    bool drawn; /* the chart has data of it */
    int n;
    char **point; /* [n] */
    int *panel;   /* [n] */
};
/* A chart as it goes into a page: name.svg, name.png ...; title and about explain it, and command draws it. */
struct drawing {
    const char *name, *title, *about;
    const char *command; /* for a shell */
    const char *svg;
    int n;
    const struct page_series *series; /* [n] */
    char panel_colour[COLOUR_SIZE];   /* of the one series of a panel, where each has its own; "": there are none */
};

/* A link of a list; about: what stands behind it; words: what it is found by besides, which is not printed. "" for
 * nothing. Addresses are relative. */
struct page_link {
    const char *name, *address, *about, *words;
};
#define NO_BREAK "\u00a0" /* a space that does not break */
struct page;
struct page_format {
    const char *file; /* name of the page's file */
    void (*begin)(struct page *page, const char *title);
    void (*end)(struct page *page);
    void (*heading)(struct page *page, int level, const char *text); /* 2 or 3; the title is 1 */
    void (*contents)(struct page *page); /* links to the headings of level 2 that follow; at most once */
    void (*paragraph)(struct page *page, const char *text);
    void (*code)(struct page *page, const char *text); /* lines as they are */
    void (*links)(struct page *page, const struct page_link *link, int n);
    /* The same below a line that says what they are, folded away where the format can. */
    void (*folded)(struct page *page, const char *summary, const struct page_link *link, int n);
    /* Long cells break where they have to, at NO_BREAK never. */
    void (*table)(struct page *page, const struct table *table);
    void (*figure)(struct page *page, const struct drawing *drawing);
};
extern const struct page_format page_html, page_markdown;

struct page {
    const struct page_format *format;
    const char *home;   /* address of the index of the site that the page belongs to, linked above the title; NULL: the
                           page stands alone */
    const char *shared; /* address of the folder of page_write_shared, "" or with a slash at its end, which has the
                           style and the script; NULL: the page has them itself */
    struct text out;
    int drawings;         /* so far: their ids */
    int headings;         /* so far: their ids */
    bool has_contents;    /* asked for, to be put in at contents_at by the end */
    size_t contents_at;   /* in out */
    struct text contents; /* the links so far */
    bool in_section;
    bool dense; /* an index: its links run on like words, to be one screen, and can be searched; set before the page
                   begins */
    const char *task; /* that the sections which begin now are about; NULL: none */
    unsigned drawn;   /* formats of the charts, enum plot_format: only these are linked */
};

/* Write what pages of one site share into dir. */
#define PAGE_STYLE  "page.css"
#define PAGE_SCRIPT "page.js"
bool page_write_shared(const char *dir, struct error *err);

/* For formats: where the contents belong, and putting them there, around them `before` and `after`. */
void page_mark_contents(struct page *page);
void page_put_contents(struct page *page, const char *before, const char *after);

/* The markup of a drawing for use inside an HTML page: everything before <svg is dropped, and inside tags every id,
 * and every reference to one, is prefixed with "name-", so that ids stay unique among several drawings. What gnuplot
 * drew of a series gets its name as data-scheme: by its colour; where every series has a panel, by the name above the
 * panel; texts that are a series' name; and the samples of a legend. Where a group has as many points as are known of a
 * panel, they get class "pt" and say what stands behind them. */
void svg_inline(struct text *out, const struct drawing *drawing);
/* The same drawing in about a quarter of the bytes, as svg_inline wrote it: coordinates are rounded to a tenth of a
 * pixel, and ids begin with prefix and "-". One that has anything which is not known here stays as it is. */
void svg_compact(struct text *out, const char *svg, const char *prefix);
#endif
