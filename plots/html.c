/* The page as one HTML file, which loads nothing but, as a page of a site, that site's style and script: light and
 * dark, printable. The script (page.js) only adds to what is readable without it. The page's policy names it by its
 * hash, or allows no scripts but the site's files, so that no other runs, whatever a name contains. */
#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "plots/page.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

extern const char plots_page_js[], plots_page_css[];

static const char head[] = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
                           "style-src 'unsafe-inline'%s; script-src %s\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                           "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n";

/* The SHA-256 of a text in base64, as policies want it. */
static void hash_base64(const char *text, char out[45]) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char hex[SHA256_HEX];
    unsigned bits = 0;
    int held = 0, n = 0;
    sha256_hex(text, strlen(text), hex);
    for (const char *h = hex; *h; h++) {
        bits = bits << 4 | (unsigned)(*h <= '9' ? *h - '0' : *h - 'a' + 10);
        for (held += 4; held >= 6; held -= 6) out[n++] = digits[bits >> (held - 6) & 63];
    }
    out[n++] = digits[bits << (6 - held) & 63]; /* 256 bits are 42 digits and 4 bits more */
    out[n++] = '=';
    out[n] = '\0';
}

/* Browsers take files of a disk for nobody's own, so that 'self' alone does not let them in. */
static const char shared_files[] = " 'self' file:";

static void begin_head(struct page *page, const char *title) {
    struct text *out = &page->out;
    char hash[45], script[64];
    hash_base64(plots_page_js, hash);
    snprintf(script, sizeof script, "'sha256-%s'", hash);
    text_add(out, head, page->shared ? shared_files : "", page->shared ? shared_files + 1 : script);
    text_add(out, "<title>");
    text_html(out, title);
    text_add(out, "</title>\n");
    if (page->shared)
        text_add(out, "<link rel=\"stylesheet\" href=\"%s" PAGE_STYLE "\">\n</head>\n", page->shared);
    else
        text_add(out, "<style>\n%s</style>\n</head>\n", plots_page_css);
}

static void begin(struct page *page, const char *title) {
    struct text *out = &page->out;
    begin_head(page, title);
    text_add(out, "<body%s>\n", page->dense ? " class=\"index\"" : "");
    if (page->home) {
        text_add(out, "<p class=\"home\"><a href=\"");
        text_html(out, page->home);
        text_add(out, "\">All results</a></p>\n");
    }
    text_add(out, "<h1>");
    text_html(out, title);
    text_add(out, "</h1>\n");
}

static void end(struct page *page) {
    page_put_contents(page, "<nav aria-label=\"Contents\"><h2>Contents</h2>\n<ol>\n", "</ol></nav>\n");
    if (page->in_section) text_add(&page->out, "</section>\n");
    if (page->shared)
        text_add(&page->out, "<script src=\"%s" PAGE_SCRIPT "\"></script>\n", page->shared);
    else
        text_add(&page->out, "<script>%s</script>\n", plots_page_js);
    text_add(&page->out, "</body>\n</html>\n");
}

bool page_write_shared(const char *dir, struct error *err) {
    char *style = path_join(dir, PAGE_STYLE), *script = path_join(dir, PAGE_SCRIPT);
    const bool ok = file_write(style, plots_page_css, strlen(plots_page_css), err) &&
                    file_write(script, plots_page_js, strlen(plots_page_js), err);
    mem_free(style);
    mem_free(script);
    return ok;
}

/* A heading of level 2 begins a section. */
static void begin_section(struct page *page) {
    text_add(&page->out, "%s<section", page->in_section ? "</section>\n" : "");
    if (page->task) {
        text_add(&page->out, " data-task=\"");
        text_html(&page->out, page->task);
        text_add(&page->out, "\"");
    }
    text_add(&page->out, ">\n");
    page->in_section = true;
}

/* What follows stands between sections. */
static void contents(struct page *page) {
    if (page->in_section) text_add(&page->out, "</section>\n");
    page->in_section = false;
    page_mark_contents(page);
}

static void heading(struct page *page, int level, const char *text) {
    if (level == 2) begin_section(page);
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

static void begin_link(struct text *out, const char *address) {
    text_add(out, "<a href=\"");
    text_html(out, address);
    text_add(out, "\">");
}

static void link_to(struct text *out, const char *address, const char *word) {
    begin_link(out, address);
    text_html(out, word);
    text_add(out, "</a>");
}

/* A name of schemes or tasks, which may break behind its commas and plus signs. */
static void name_html(struct text *out, const char *name) {
    for (size_t size; *name; name += size) {
        struct text part = {0};
        size = strcspn(name, ",+");
        size += name[size] != '\0';
        text_bytes(&part, name, size);
        text_html(out, text_of(&part));
        text_free(&part);
        if (name[size]) text_add(out, "<wbr>");
    }
}

static void links(struct page *page, const struct page_link *link, int n) {
    struct text *out = &page->out;
    text_add(out, "<ul class=\"links\">\n");
    for (int i = 0; i < n; i++) {
        text_add(out, "<li");
        if (*link[i].words) {
            text_add(out, " title=\"");
            text_html(out, link[i].words);
            text_add(out, "\"");
        }
        text_add(out, ">");
        link_to(out, link[i].address, link[i].name);
        if (*link[i].about) {
            text_add(out, " <span>");
            text_html(out, link[i].about);
            text_add(out, "</span>");
        }
        text_add(out, "</li>\n");
    }
    text_add(out, "</ul>\n");
}

static void folded(struct page *page, const char *summary, const struct page_link *link, int n) {
    text_add(&page->out, "<details><summary>");
    text_html(&page->out, summary);
    text_add(&page->out, "</summary>\n");
    links(page, link, n);
    text_add(&page->out, "</details>\n");
}

static void header_cell(struct text *out, const struct table *t, int c) {
    text_add(out, table_is_numeric(t, c) ? "<th class=\"n\">" : "<th>");
    name_html(out, table_header(t, c));
    text_add(out, "</th>");
}

static int longest(const struct table *t, int c) {
    int most = 0;
    for (int r = 0; r < table_rows(t); r++) {
        const int size = (int)strlen(table_at(t, r, c));
        most = size > most ? size : most;
    }
    return most;
}

static bool is_name(const struct table *t, int c) {
    return c == column_of(t, "scheme") || c == column_of(t, "task") || c == column_of(t, "suite");
}

/* The longest cell of a column decides whether all of them may break where they have to, and whether anywhere. */
static const char *class_of(const struct table *t, int c) {
    enum { MAY_BREAK = 16, PROSE = 60 };
    if (c == column_of(t, "scheme")) return "scheme";
    return table_is_numeric(t, c) ? "n" : longest(t, c) > PROSE ? "t" : longest(t, c) > MAY_BREAK ? "b" : "";
}

enum { SHADES = 6, TALL = 24 }; /* a table of more rows scrolls below its header */

static void cell(struct text *out, const struct table *t, int r, int c, const char *class) {
    const char *address = table_address(t, r, c);
    const bool best = table_is_best(t, r, c);
    const int shade = (int)lround(SHADES * table_shade_at(t, r, c));
    char both[32];
    if (shade) snprintf(both, sizeof both, "%s%ss%d", class, *class ? " " : "", shade), class = both;
    text_add(out, "<td%s%s%s>%s", *class ? " class=\"" : "", class, *class ? "\"" : "", best ? "<strong>" : "");
    if (address) begin_link(out, address);
    (is_name(t, c) ? name_html : text_html)(out, table_at(t, r, c));
    if (address) text_add(out, "</a>");
    text_add(out, "%s%s</td>", table_is_unfitted(t, r, c) ? "†" : "", best ? "</strong>" : "");
}

/* Whose row it is, for the script. */
static void row_start(struct text *out, const struct table *t, int r) {
    static const char *const keys[] = {"scheme", "task"};
    text_add(out, "<tr");
    for (int k = 0; k < 2; k++) {
        if (column_of(t, keys[k]) < 0) continue;
        text_add(out, " data-%s=\"", keys[k]);
        text_html(out, text_at(t, r, keys[k]));
        text_add(out, "\"");
    }
    text_add(out, ">");
}

static void table(struct page *page, const struct table *t) {
    struct text *out = &page->out;
    const int columns = table_columns(t);
    const char **class = mem_zero((size_t)columns + 1, sizeof *class);
    for (int c = 0; c < columns; c++) class[c] = class_of(t, c);
    text_add(out, "<div class=\"wide%s\"><table>\n<thead><tr>", table_rows(t) > TALL ? " tall" : "");
    for (int c = 0; c < columns; c++) header_cell(out, t, c);
    text_add(out, "</tr></thead>\n<tbody>\n");
    for (int r = 0; r < table_rows(t); r++) {
        row_start(out, t, r);
        for (int c = 0; c < columns; c++) cell(out, t, r, c, class[c]);
        text_add(out, "</tr>\n");
    }
    text_add(out, "</tbody></table></div>\n");
    mem_free(class);
}

static void drawing(struct page *page, const struct drawing *d) {
    struct text whole = {0};
    char prefix[16];
    snprintf(prefix, sizeof prefix, "c%d", ++page->drawings);
    svg_inline(&whole, d);
    svg_compact(&page->out, text_of(&whole), prefix);
    text_free(&whole);
}

/* Its name consists of letters, digits and '-'. */
static void figure(struct page *page, const struct drawing *d) {
    struct text *out = &page->out;
    const char *name = d->name;
    text_add(out, "<figure id=\"%s\">\n<div class=\"chart\">", name);
    drawing(page, d);
    text_add(out, "</div>\n<figcaption>");
    text_html(out, d->about);
    static const char *const files[] = {"svg", "png", "pdf", "tsv", "gp"}, *const words[] = {"svg", "png", "pdf",
                                                                                             "data", "script"};
    text_add(out, " Files:");
    for (int f = 0; f < 5; f++)
        if (f > 2 || page->drawn & 1u << f) text_add(out, " <a href=\"%s.%s\">%s</a>", name, files[f], words[f]);
    text_add(out, "<br>Drawn by <code>");
    text_html(out, d->command);
    text_add(out, "</code></figcaption>\n</figure>\n");
}

const struct page_format page_html = {
    .file = "report.html",
    .begin = begin,
    .end = end,
    .heading = heading,
    .contents = contents,
    .paragraph = paragraph,
    .code = code,
    .links = links,
    .folded = folded,
    .table = table,
    .figure = figure,
};
