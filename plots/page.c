/* What both formats of a page share. */
#include "plots/page.h"

void page_mark_contents(struct page *page) {
    page->has_contents = true;
    page->contents_at = page->out.size;
}

void page_put_contents(struct page *page, const char *before, const char *after) {
    if (!page->has_contents) return;
    struct text whole = {0};
    text_bytes(&whole, text_of(&page->out), page->contents_at);
    text_add(&whole, "%s%s%s", before, text_of(&page->contents), after);
    text_bytes(&whole, text_of(&page->out) + page->contents_at, page->out.size - page->contents_at);
    text_free(&page->contents);
    text_free(&page->out);
    page->out = whole;
}
