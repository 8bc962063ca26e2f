/* The page as one HTML file: no script, nothing loaded from elsewhere, light and dark, printable. */
#include "plots/page.h"
#include <string.h>

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n";

static const char style[] =
    "<style>\n"
    ":root{--ink:#1c1c1c;--soft:#5a5a5a;--line:#d8d8d8;--paper:#fff;--shade:#f4f4f2;--link:#0b57a4}\n"
    "@media (prefers-color-scheme:dark){:root{--ink:#e6e6e6;--soft:#a8a8a8;--line:#444;--paper:#17181a;"
    "--shade:#232528;--link:#8ab8f0}}\n"
    "body{margin:0 auto;padding:1.5rem;max-width:70rem;color:var(--ink);background:var(--paper);"
    "font:16px/1.5 'DejaVu Sans',Verdana,Arial,sans-serif}\n"
    "h1{font-size:1.7rem;margin:.2rem 0 1rem}h2{font-size:1.25rem;margin:2.2rem 0 .6rem;"
    "border-bottom:1px solid var(--line)}h3{font-size:1.05rem;margin:1.5rem 0 .4rem}\n"
    "a{color:var(--link)}p{max-width:50rem}\n"
    ".wide{overflow-x:auto}table{border-collapse:collapse;margin:.5rem 0 1rem;font-size:.9rem}\n"
    "th,td{padding:.2rem .7rem;text-align:left;border-bottom:1px solid var(--line);white-space:nowrap}\n"
    "th{background:var(--shade)}.n{text-align:right;font-variant-numeric:tabular-nums}\n"
    "td.t{white-space:normal;overflow-wrap:anywhere}\n"
    "pre{background:var(--shade);padding:.7rem;overflow-x:auto;font-size:.85rem}\n"
    "figure{margin:1rem 0 1.5rem;break-inside:avoid}figcaption{color:var(--soft);font-size:.88rem;max-width:50rem}\n"
    ".chart{background:#fff;border:1px solid var(--line);border-radius:6px;padding:6px;overflow-x:auto}\n"
    ".chart svg{display:block;max-width:100%;height:auto}\n"
    "@media print{body{max-width:none;padding:0;font-size:11pt}.chart{border:0}h2,h3{break-after:avoid}"
    "pre{white-space:pre-wrap}}\n"
    "</style>\n";

static void begin(struct page *page, const char *title) {
    struct text *out = &page->out;
    text_add(out, "%s<title>", head);
    text_html(out, title);
    text_add(out, "</title>\n%s</head>\n<body>\n<h1>", style);
    text_html(out, title);
    text_add(out, "</h1>\n");
}

static void end(struct page *page) {
    page_put_contents(page, "<nav aria-label=\"Contents\"><h2>Contents</h2>\n<ol>\n", "</ol></nav>\n");
    text_add(&page->out, "</body>\n</html>\n");
}

static void heading(struct page *page, int level, const char *text) {
    text_add(&page->out, "<h%d id=\"part-%d\">", level, ++page->headings);
    text_html(&page->out, text);
    text_add(&page->out, "</h%d>\n", level);
    if (level > 2 || !page->has_contents) return;
    text_add(&page->contents, "<li><a href=\"#part-%d\">", page->headings);
    text_html(&page->contents, text);
    text_add(&page->contents, "</a></li>\n");
}

static void paragraph(struct page *page, const char *text) {
    text_add(&page->out, "<p>");
    text_html(&page->out, text);
    text_add(&page->out, "</p>\n");
}

static void code(struct page *page, const char *text) {
    text_add(&page->out, "<pre><code>");
    text_html(&page->out, text);
    text_add(&page->out, "</code></pre>\n");
}

static void cell(struct text *out, const char *tag, bool numeric, bool strong, const char *word) {
    const bool wrap = !numeric && strlen(word) > 60;
    text_add(out, "<%s%s>%s", tag, numeric ? " class=\"n\"" : wrap ? " class=\"t\"" : "", strong ? "<strong>" : "");
    text_html(out, word);
    text_add(out, "%s</%s>", strong ? "</strong>" : "", tag);
}

static void table(struct page *page, const struct table *t, const bool *strong) {
    struct text *out = &page->out;
    const int columns = table_columns(t);
    text_add(out, "<div class=\"wide\"><table>\n<thead><tr>");
    for (int c = 0; c < columns; c++) cell(out, "th", table_is_numeric(t, c), false, table_header(t, c));
    text_add(out, "</tr></thead>\n<tbody>\n");
    for (int r = 0; r < table_rows(t); r++) {
        text_add(out, "<tr>");
        for (int c = 0; c < columns; c++)
            cell(out, "td", table_is_numeric(t, c), strong && strong[r * columns + c], table_at(t, r, c));
        text_add(out, "</tr>\n");
    }
    text_add(out, "</tbody></table></div>\n");
}

/* name consists of letters, digits and '-'. */
static void figure(struct page *page, const char *name, const char *title, const char *about, const char *svg) {
    struct text *out = &page->out;
    text_add(out, "<figure id=\"%s\">\n<div class=\"chart\">", name);
    svg_inline(out, svg, name, title);
    text_add(out, "</div>\n<figcaption>");
    text_html(out, about);
    static const char *const files[] = {"svg", "png", "pdf", "tsv", "gp"};
    text_add(out, " Files:");
    for (int f = 0; f < 5; f++)
        if (f > 2 || page->drawn & 1u << f) text_add(out, " <a href=\"%s.%s\">%s</a>", name, files[f], files[f]);
    text_add(out, "</figcaption>\n</figure>\n");
}

const struct page_format page_html = {
    .file = "report.html",
    .begin = begin,
    .end = end,
    .heading = heading,
    .contents = page_mark_contents,
    .paragraph = paragraph,
    .code = code,
    .table = table,
    .figure = figure,
};
