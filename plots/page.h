/* A page written twice: the same calls make HTML and Markdown. Text given here is escaped by the page. */
#ifndef LEXBENCH_PAGE_H
#define LEXBENCH_PAGE_H
#include "base/table.h"
#include "base/text.h"

struct page;
struct page_format {
    const char *file; /* name of the page's file */
    void (*begin)(struct page *page, const char *title);
    void (*end)(struct page *page);
    void (*heading)(struct page *page, int level, const char *text); /* 2 or 3; the title is 1 */
    void (*contents)(struct page *page); /* links to the headings of level 2 that follow; at most once */
    void (*paragraph)(struct page *page, const char *text);
    void (*code)(struct page *page, const char *text); /* lines as they are */
    /* strong: rows x columns flags, row-major; NULL: none */
    void (*table)(struct page *page, const struct table *table, const bool *strong);
    /* The chart name.svg / name.png; svg is the drawing, about explains it. */
    void (*figure)(struct page *page, const char *name, const char *title, const char *about, const char *svg);
};
extern const struct page_format page_html, page_markdown;

struct page {
    const struct page_format *format;
    struct text out;
    int headings;         /* so far: their ids */
    bool has_contents;    /* asked for, to be put in at contents_at by the end */
    size_t contents_at;   /* in out */
    struct text contents; /* the links so far */
    unsigned drawn;       /* formats of the charts, enum plot_format: only these are linked */
};

/* For formats: where the contents belong, and putting them there, around them `before` and `after`. */
void page_mark_contents(struct page *page);
void page_put_contents(struct page *page, const char *before, const char *after);

/* The markup of a drawing for use inside an HTML page: everything before <svg is dropped, and inside tags every id,
 * and every reference to one, is prefixed with "name-", so that ids stay unique among several drawings. */
void svg_inline(struct text *out, const char *svg, const char *name, const char *title);
#endif
