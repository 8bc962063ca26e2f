/* The page as one HTML file: nothing loaded from elsewhere, light and dark, printable. Its one script (page.js) only
 * adds to what is readable without it; the page's policy names the script by its hash, so that no other runs, whatever
 * a name contains. */
#include "base/hash.h"
#include "base/memory.h"
#include "plots/page.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

extern const char plots_page_js[];

static const char head[] = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                           "'unsafe-inline'; img-src data:; script-src 'sha256-%s'\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                           "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n";

static const char style[] =
    "<style>\n"
    ":root{--ink:#1c1c1c;--soft:#5a5a5a;--line:#d8d8d8;--paper:#fff;--shade:#f4f4f2;--link:#0b57a4;--heat:11,87,164}\n"
    "@media (prefers-color-scheme:dark){:root{--ink:#e6e6e6;--soft:#a8a8a8;--line:#444;--paper:#17181a;"
    "--shade:#232528;--link:#8ab8f0;--heat:110,160,230}}\n"
    "body{margin:0 auto;padding:1.5rem;max-width:80rem;color:var(--ink);background:var(--paper);"
    "font:16px/1.5 'DejaVu Sans',Verdana,Arial,sans-serif}\n"
    "h1{font-size:1.7rem;margin:.2rem 0 1rem}h2{font-size:1.25rem;margin:2.2rem 0 .6rem;"
    "border-bottom:1px solid var(--line)}h3{font-size:1.05rem;margin:1.5rem 0 .4rem}\n"
    "a{color:var(--link)}p{max-width:50rem}\n"
    ".wide{overflow-x:auto}table{border-collapse:collapse;margin:.5rem 0 1rem;font-size:.9rem}\n"
    "th,td{padding:.2rem .7rem;text-align:left;border-bottom:1px solid var(--line);white-space:nowrap}\n"
    "th{background:var(--shade)}.s1{background:rgba(var(--heat),.06)}.s2{background:rgba(var(--heat),.13)}"
    ".s3{background:rgba(var(--heat),.2)}.s4{background:rgba(var(--heat),.28)}.s5{background:rgba(var(--heat),.36)}"
    ".s6{background:rgba(var(--heat),.45)}\n"
    ".tall{max-height:85vh;overflow-y:auto}.tall th{position:sticky;top:0;z-index:1}"
    ".tall td:first-child{position:sticky;left:0;background:var(--paper)}.tall th:first-child{left:0;z-index:2}\n"
    ".n{text-align:right;font-variant-numeric:tabular-nums}\n"
    "td.t{white-space:normal;overflow-wrap:anywhere;min-width:14rem}td.b,td.scheme{white-space:normal}\n"
    "pre{background:var(--shade);padding:.7rem;overflow-x:auto;font-size:.85rem}\n"
    ".home{margin:0;font-size:.88rem}.links{columns:16rem;padding:0;margin:.4rem 0 "
    "1rem;list-style:none;font-size:.9rem}"
    ".index h1{margin:.2rem 0 .6rem}.index h2{margin:1rem 0 .3rem}.index h3,summary{margin:.3rem 0 0;font-size:.9rem;"
    "font-weight:600}.index p{margin:.3rem 0;max-width:none}.index .tools{margin:.6rem 0}"
    ".index .links{columns:auto;margin:.1rem 0 .3rem}.index .links li{display:inline-block;max-width:100%;"
    "margin-right:1.1rem}summary{cursor:pointer}"
    "@media (min-width:700px){.index section{display:grid;grid-template-columns:max-content 1fr;column-gap:1.2rem}"
    ".index section>*{grid-column:1/-1;min-width:0}.index section>h3{grid-column:1;margin:.1rem 0;line-height:1.7}"
    ".index section>h3+.links{grid-column:2;margin:.1rem 0}.index section>h2{margin:.7rem 0 .2rem}.index "
    "section>p{margin:.15rem 0}}"
    ".links li{break-inside:avoid;padding:.1rem 0;overflow-wrap:anywhere}.links span{color:var(--soft)}\n"
    "figure{margin:1rem 0 1.5rem;break-inside:avoid}figcaption{color:var(--soft);font-size:.88rem;max-width:50rem}\n"
    ".chart{background:#fff;border:1px solid var(--line);border-radius:6px;padding:6px;overflow-x:auto;"
    "width:fit-content;max-width:100%;box-sizing:border-box}\n"
    ".chart svg{display:block;font-family:'DejaVu Sans',Arial,sans-serif;max-width:100%;height:auto}\n"
    ".tools{border:1px solid var(--line);border-radius:6px;padding:.6rem .9rem;margin:1rem 0}"
    ".tools fieldset{border:0;padding:0;margin:0 0 .6rem;min-width:0}.tools legend{font-size:.88rem;color:var(--soft)}"
    "button{font:inherit;color:inherit;cursor:pointer}.tools button{margin:.15rem .3rem .15rem 0;padding:.1rem .6rem;"
    "font-size:.88rem;border:1px solid var(--line);border-radius:1rem;background:var(--shade);max-width:100%;"
    "overflow-wrap:anywhere}.tools button[aria-pressed=true]{border-color:var(--link);background:var(--link);"
    "color:var(--paper)}.tools label{display:block;font-size:.88rem}.tools input{font:inherit;max-width:100%;"
    "color:inherit;background:var(--paper);border:1px solid var(--line)}\n"
    "th button{all:unset;cursor:pointer;font-weight:600}th[aria-sort] button::after{content:' \\2191'}"
    "th[aria-sort=descending] button::after{content:' \\2193'}"
    ":focus-visible,th button:focus-visible{outline:2px solid var(--link);outline-offset:2px}\n"
    ".gone,.left-out{display:none!important}.dim{opacity:.12}.dim .dim{opacity:1}"
    ".pt{pointer-events:all}.dim .pt{pointer-events:none}tr.dim{opacity:1}tr.hot "
    "td{background:var(--shade);font-weight:600}"
    "svg .hot{stroke-opacity:1}svg text.hot{font-weight:bold}svg [data-scheme],td.scheme,.pt{cursor:pointer}\n"
    ".tip{position:absolute;z-index:1;max-width:20rem;padding:.3rem .6rem;font-size:.85rem;border-radius:4px;"
    "pointer-events:none;color:var(--paper);background:var(--ink);white-space:pre-line}\n"
    "h1,h2,h3,p,li,figcaption{overflow-wrap:anywhere}"
    "@media (max-width:600px){body{padding:.8rem}h1{font-size:1.4rem}.chart svg{min-width:44rem}}\n"
    "@media "
    "print{.tools,.tip{display:none}body{max-width:none;padding:0;font-size:11pt}.chart{border:0}h2,h3{break-after:"
    "avoid}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere}.wide,.chart,pre{overflow:visible}.tall{max-height:none}.tall "
    "td:first-child{position:static}.chart svg{min-width:0}"
    "table{font-size:8pt}th,td{white-space:normal;padding:.15rem "
    ".3rem}td{overflow-wrap:anywhere}.n,.b{overflow-wrap:normal}"
    "td.t{min-width:4rem}}\n"
    "</style>\n";

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

static void begin(struct page *page, const char *title) {
    struct text *out = &page->out;
    char hash[45];
    hash_base64(plots_page_js, hash);
    text_add(out, head, hash);
    text_add(out, "<title>");
    text_html(out, title);
    text_add(out, "</title>\n%s</head>\n<body%s>\n", style, page->dense ? " class=\"index\"" : "");
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
    text_add(&page->out, "<script>%s</script>\n</body>\n</html>\n", plots_page_js);
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
