/* Tables of the site's pages. */
#include "base/memory.h"
#include "base/option.h"
#include "site/internal.h"
#include <math.h>

void site_cell(struct table *t, const char *from, const char *address, const char *word) {
    struct text whole = {0};
    table_cell(t, "%s", word);
    if (address) {
        site_address(from, address, &whole);
        table_link(t, text_of(&whole));
    }
    text_free(&whole);
}

void site_table_end(struct page *page, struct table *t) {
    if (table_rows(t)) page->format->table(page, t);
    table_free(t);
}

const char *const site_arm_headers[7] = {"task", "suite", "scheme", "fitted", "90 % to", "95 % interval", "n"};

void site_arm_row(const struct site_content *s, struct table *t, const char *from, const struct site_arm *arm) {
    const struct reach_arm *r = arm->reach;
    struct text far = {0}, interval = {0};
    reach_words(&far, r->far, r->open);
    reach_interval_words(&interval, r->interval);
    site_cell(t, from, site_task_address(s, arm->task), r->task);
    site_cell(t, from, arm->suite->address, arm->suite->title);
    site_cell(t, from, site_scheme_address(s, &arm->parts), r->name);
    table_cell(t, "%d/%d", r->fitted, r->runs);
    table_cell(t, "%s", text_of(&far));
    table_cell(t, "%s", text_of(&interval));
    table_number(t, r->n, "%.0f");
    text_free(&far);
    text_free(&interval);
}

static void claim_row(struct table *t, const char *from, const struct site_claim *c, const bool shown[SCALES]) {
    const enum claim_scale last = c->verdict[SCALE_PUBLISHED].database ? SCALE_PUBLISHED : SCALE_SMALL;
    const struct site_verdict *v = &c->verdict[last];
    site_cell(t, from, c->address, c->claim->id);
    table_cell(t, "%s", c->claim->family);
    for (int k = 0; k < SCALES; k++) {
        struct text words = {0};
        site_verdict_words(c, (enum claim_scale)k, &words);
        if (shown[k]) table_cell(t, "%s", words.size ? text_of(&words) : "-");
        text_free(&words);
    }
    table_number(t, v->database ? number_at(v->database->verdicts, v->row, "seeds") : (double)NAN, "%.0f");
    table_cell(t, "%s", c->claim->sentence);
}

/* Published scale has a column where anything was judged at it. */
void site_claim_table(const struct site_content *s, struct page *page, const char *from, const bool *asked) {
    static const char *const both[] = {"claim", "family",      "at small scale", "at published scale",
                                       "seeds", "what it says"};
    static const char *const small[] = {"claim", "family", "at small scale", "seeds", "what it says"};
    bool shown[SCALES] = {[SCALE_SMALL] = true};
    for (int i = 0; i < s->n_claims; i++)
        shown[SCALE_PUBLISHED] |= asked[i] && s->claim[i].verdict[SCALE_PUBLISHED].database;
    struct table *t = shown[SCALE_PUBLISHED] ? table_new(6, both) : table_new(5, small);
    for (int i = 0; i < s->n_claims; i++)
        if (asked[i]) claim_row(t, from, &s->claim[i], shown);
    site_table_end(page, t);
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
    page->format->table(page, t);
    table_free(t);
}
