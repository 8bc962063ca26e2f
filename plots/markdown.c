/* The page as Markdown: tables in the common extension, charts as relative images. */
#include "plots/page.h"
#include "plots/plot.h"
#include <string.h>

static void title(struct page *page, int level, const char *text) {
    text_add(&page->out, "%.*s ", level, "###");
    text_markdown(&page->out, text);
    text_add(&page->out, "\n\n");
}

/* An anchor of its own: what readers of Markdown make of a heading's text differs. */
static void heading(struct page *page, int level, const char *text) {
    page->headings++;
    if (level == 2 && page->has_contents) {
        text_add(&page->out, "<a id=\"part-%d\"></a>\n\n", page->headings);
        text_add(&page->contents, "* [");
        text_markdown(&page->contents, text);
        text_add(&page->contents, "](#part-%d)\n", page->headings);
    }
    title(page, level, text);
}

static void begin(struct page *page, const char *text) { title(page, 1, text); }

static void end(struct page *page) { page_put_contents(page, "## Contents\n\n", "\n"); }

/* A first character that would begin a heading, a list or a rule is escaped. */
static void paragraph(struct page *page, const char *text) {
    if (*text && strchr("#+-=~", *text)) text_bytes(&page->out, "\\", 1);
    text_markdown(&page->out, text);
    text_add(&page->out, "\n\n");
}

static int longest_ticks(const char *text) {
    int longest = 0;
    for (int n = 0; *text; text++) {
        n = *text == '`' ? n + 1 : 0;
        if (n > longest) longest = n;
    }
    return longest;
}

/* The fence is longer than any row of back-quotes inside, so that nothing inside can close it. */
static void code(struct page *page, const char *text) {
    struct text fence = {0};
    for (int n = longest_ticks(text) >= 3 ? longest_ticks(text) + 1 : 3; n; n--) text_bytes(&fence, "`", 1);
    const size_t size = strlen(text);
    text_add(&page->out, "%s\n%s%s%s\n\n", text_of(&fence), text, size && text[size - 1] == '\n' ? "" : "\n",
             text_of(&fence));
    text_free(&fence);
}

static void link_to(struct text *out, const char *address, const char *word) {
    text_add(out, "[");
    text_markdown(out, word);
    text_add(out, "](%s)", address);
}

static void links(struct page *page, const struct page_link *link, int n) {
    struct text *out = &page->out;
    for (int i = 0; i < n; i++) {
        text_add(out, "* ");
        link_to(out, link[i].address, link[i].name);
        text_add(out, "%s", *link[i].about ? " " : "");
        text_markdown(out, link[i].about);
        text_add(out, "\n");
    }
    text_add(out, "\n");
}

static void folded(struct page *page, const char *summary, const struct page_link *link, int n) {
    paragraph(page, summary);
    links(page, link, n);
}

static void table(struct page *page, const struct table *t) {
    table_markdown(t, &page->out);
    text_add(&page->out, "\n");
}

static void figure(struct page *page, const struct drawing *d) {
    text_add(&page->out, "![");
    text_markdown(&page->out, d->title);
    text_add(&page->out, "](%s.%s)\n\n", d->name, page->drawn & PLOT_PNG ? "png" : "svg");
    text_markdown(&page->out, d->about);
    text_add(&page->out, " Files: [svg](%s.svg)", d->name);
    if (page->drawn & PLOT_PDF) text_add(&page->out, " [pdf](%s.pdf)", d->name);
    text_add(&page->out, " [data](%s.tsv) [script](%s.gp). Drawn by:\n\n", d->name, d->name);
    code(page, d->command);
}

const struct page_format page_markdown = {
    .file = "report.md",
    .begin = begin,
    .end = end,
    .heading = heading,
    .contents = page_mark_contents,
    .paragraph = paragraph,
    .code = code,
    .links = links,
    .folded = folded,
    .table = table,
    .figure = figure,
};
