/* Addresses, and pages as this site has them. */
#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "site/internal.h"
#include <string.h>

enum { SLUG_MOST = 64, HASH_DIGITS = 6 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

/* Letters and digits joined with hyphens; at most SLUG_MOST. */
static void add_slug(struct text *out, const char *name) {
    bool apart = false;
    for (; *name && out->size < SLUG_MOST; name++) {
        const char c = lower(*name);
        if (is_digit(c) || (c >= 'a' && c <= 'z')) {
            text_add(out, "%s%c", apart && out->size ? "-" : "", c);
            apart = false;
        } else {
            apart = true;
        }
    }
}

char *site_link(const char *name) {
    struct text out = {0};
    add_slug(&out, name);
    if (!*name || strcmp(text_of(&out), name) != 0 || strcmp(name, "index") == 0) {
        char hash[SHA256_HEX];
        sha256_hex(name, strlen(name), hash);
        text_add(&out, "%s%.*s", out.size ? "-" : "", HASH_DIGITS, hash);
    }
    char *link = mem_text(text_of(&out));
    text_free(&out);
    return link;
}

void site_address(const char *from, const char *address, struct text *out) {
    for (; (from = strchr(from, '/')) != NULL; from++) text_add(out, "../");
    text_add(out, "%s", address);
}

struct page site_page(const char *address, const char *title) {
    struct text home = {0}, root = {0};
    site_address(address, "index.html", &home);
    site_address(address, "", &root);
    struct page page = {.format = &page_html, .home = text_of(&home), .shared = mem_text(text_of(&root))};
    page.format->begin(&page, title);
    page.home = NULL; /* it is written */
    text_free(&home);
    text_free(&root);
    return page;
}

struct page site_index_page(const char *title) {
    struct page page = {.format = &page_html, .dense = true, .shared = mem_text("")};
    page.format->begin(&page, title);
    return page;
}

void site_page_drop(struct page *page) {
    text_free(&page->out);
    mem_free((char *)page->shared);
}

bool site_page_save(const struct site_content *site, struct page *page, const char *address, struct error *err) {
    page->format->end(page);
    char *path = path_join(site->draft, address), *folder = mem_text(path);
    *strrchr(folder, '/') = '\0';
    const bool ok = dir_make(folder, err) && file_publish(path, text_of(&page->out), page->out.size, err);
    mem_free(folder);
    mem_free(path);
    site_page_drop(page);
    return ok;
}

void site_links(struct page *page, const char *from, const char *folded, const struct page_link *link, int n) {
    struct page_link *own = mem_zero((size_t)n + 1, sizeof *own);
    struct text *address = mem_zero((size_t)n + 1, sizeof *address);
    for (int i = 0; i < n; i++) {
        site_address(from, link[i].address, &address[i]);
        own[i] = (struct page_link){link[i].name, text_of(&address[i]), link[i].about, link[i].words};
    }
    if (folded)
        page->format->folded(page, folded, own, n);
    else
        page->format->links(page, own, n);
    for (int i = 0; i < n; i++) text_free(&address[i]);
    mem_free(address);
    mem_free(own);
}

void site_say(struct page *page, struct text *words) {
    page->format->paragraph(page, text_of(words));
    text_free(words);
}
