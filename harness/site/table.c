/* Tables of the site's pages. */
#include "base/memory.h"
#include "base/option.h"
#include "site/internal.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct site_table site_table_new(const char *from, int columns, const char *const *headers) {
    return (struct site_table){.from = from, .table = table_new(columns, headers)};
}

static void add_address(struct site_table *t, const char *address) {
    if (t->n == t->room) {
        const int room = t->room ? 2 * t->room : 64;
        t->address = mem_grow(t->address, (size_t)t->room * sizeof *t->address, (size_t)room * sizeof *t->address);
        t->room = room;
    }
    struct text whole = {0};
    if (address) site_address(t->from, address, &whole);
    t->address[t->n++] = whole.data;
}

void site_cell(struct site_table *t, const char *address, const char *format, ...) {
    char words[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    table_cell(t->table, "%s", words);
    add_address(t, address);
}

void site_number(struct site_table *t, double value, const char *format) {
    table_number(t->table, value, format);
    add_address(t, NULL);
}

void site_table_end(struct page *page, struct site_table *t) {
    if (t->n) page->format->table(page, t->table, &(const struct page_marks){.address = t->address});
    for (int i = 0; i < t->n; i++) mem_free(t->address[i]);
    mem_free(t->address);
    table_free(t->table);
}

const char *const site_arm_headers[7] = {"task", "suite", "scheme", "fitted", "90 % to", "95 % interval", "n"};

void site_arm_row(const struct site_content *s, struct site_table *t, const struct site_arm *arm) {
    const struct reach_arm *r = arm->reach;
    struct text far = {0}, interval = {0};
    reach_words(&far, r->far, r->open);
    reach_interval_words(&interval, r->interval);
    site_cell(t, site_task_address(s, arm->task), "%s", r->task);
    site_cell(t, arm->suite->address, "%s", arm->suite->title);
    site_cell(t, site_scheme_address(s, &arm->parts), "%s", r->name);
    site_cell(t, NULL, "%d/%d", r->fitted, r->runs);
    site_cell(t, NULL, "%s", text_of(&far));
    site_cell(t, NULL, "%s", text_of(&interval));
    site_number(t, r->n, "%.0f");
    text_free(&far);
    text_free(&interval);
}

static void claim_row(struct site_table *t, const struct site_claim *c, const bool shown[SCALES]) {
    const enum claim_scale last = c->verdict[SCALE_PUBLISHED].database ? SCALE_PUBLISHED : SCALE_SMALL;
    const struct site_verdict *v = &c->verdict[last];
    site_cell(t, c->address, "%s", c->claim->id);
    site_cell(t, NULL, "%s", c->claim->family);
    for (int k = 0; k < SCALES; k++) {
        struct text words = {0};
        site_verdict_words(c, (enum claim_scale)k, &words);
        if (shown[k]) site_cell(t, NULL, "%s", words.size ? text_of(&words) : "-");
        text_free(&words);
    }
    site_number(t, v->database ? number_at(v->database->verdicts, v->row, "seeds") : (double)NAN, "%.0f");
    site_cell(t, NULL, "%s", c->claim->sentence);
}

/* Published scale has a column where anything was judged at it. */
void site_claim_table(const struct site_content *s, struct page *page, const char *from, const bool *asked) {
    static const char *const both[] = {"claim", "family",      "at small scale", "at published scale",
                                       "seeds", "what it says"};
    static const char *const small[] = {"claim", "family", "at small scale", "seeds", "what it says"};
    bool shown[SCALES] = {[SCALE_SMALL] = true};
    for (int i = 0; i < s->n_claims; i++)
        shown[SCALE_PUBLISHED] |= asked[i] && s->claim[i].verdict[SCALE_PUBLISHED].database;
    struct site_table t = shown[SCALE_PUBLISHED] ? site_table_new(from, 6, both) : site_table_new(from, 5, small);
    for (int i = 0; i < s->n_claims; i++)
        if (asked[i]) claim_row(&t, &s->claim[i], shown);
    site_table_end(page, &t);
}

void site_options(struct page *page, const struct option *o) {
    static const char *const headers[] = {"option", "default", "choices", "unit", "what it is"};
    if (!o || !o->name) return;
    struct table *t = table_new(5, headers);
    for (; o->name; o++) {
        table_cell(t, "%s", o->name);
        table_cell(t, "%s", *o->fallback ? o->fallback : "none");
        table_cell(t, "%s", o->choices ? o->choices : "");
        table_cell(t, "%s", o->unit ? o->unit : "");
        table_cell(t, "%s", o->help);
    }
    page->format->heading(page, 2, "Options");
    page->format->table(page, t, NULL);
    table_free(t);
}
