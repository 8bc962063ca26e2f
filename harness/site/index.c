/* The site's first page: what came out, and where everything is. */
#include "base/memory.h"
#include "site/internal.h"
#include <string.h>

static const char at[] = "index.html";

/* "20 reproduced, 3 contradicted, 58 not judged yet". */
static void count_verdicts(const struct site_content *s, enum claim_scale scale, struct text *out) {
    int count[VERDICTS] = {0}, stale = 0;
    for (int i = 0; i < s->n_claims; i++) {
        const struct site_verdict *v = &s->claim[i].verdict[scale];
        int verdict = VERDICT_NONE;
        for (int k = VERDICT_NONE + 1; v->database && k < VERDICTS; k++)
            if (strcmp(site_verdict_at(v, "verdict"), claim_verdict_name((enum claim_verdict)k)) == 0) verdict = k;
        count[verdict]++;
        stale += v->database && stale_why(v->database->stale, s->claim[i].claim->id, claim_scale_name(scale));
    }
    for (int k = VERDICT_NONE + 1; k < VERDICTS; k++)
        if (count[k]) text_add(out, "%d %s, ", count[k], claim_verdict_name((enum claim_verdict)k));
    text_add(out, "%d not judged yet", count[VERDICT_NONE]);
    if (stale) text_add(out, "; %d of these verdicts are stale", stale);
}

static bool any_verdict(const struct site_content *s, enum claim_scale scale) {
    for (int i = 0; i < s->n_claims; i++)
        if (s->claim[i].verdict[scale].database) return true;
    return false;
}

static void say_claims(struct page *page, const struct site_content *s) {
    bool any = false;
    for (int k = 0; k < SCALES; k++) {
        struct text words = {0};
        const enum claim_scale scale = (enum claim_scale)k;
        if (!any_verdict(s, scale)) continue;
        any = true;
        text_add(&words, "Of %d published claims at %s scale: ", s->n_claims, claim_scale_name(scale));
        count_verdicts(s, scale, &words);
        text_add(&words, ".");
        page->format->paragraph(page, text_of(&words));
        text_free(&words);
    }
    if (!any) page->format->paragraph(page, "No claim is judged yet.");
}

/* "24 runs, 7 schemes, 3 tasks". */
static void suite_words(const struct site_suite *suite, struct text *out) {
    int runs = 0;
    const struct dataset *d = &suite->dataset;
    for (int k = 0; k < d->summary.n; k++)
        if (!*d->summary.row[k].variant) runs += d->summary.row[k].runs;
    text_add(out, "%d run%s, %d scheme%s, %d task%s", runs, runs == 1 ? "" : "s", d->n_series,
             d->n_series == 1 ? "" : "s", d->n_tasks, d->n_tasks == 1 ? "" : "s");
}

static void write_suites(struct page *page, const struct site_content *s) {
    struct page_link *link = mem_zero((size_t)s->n_suites + 1, sizeof *link);
    struct text *about = mem_zero((size_t)s->n_suites + 1, sizeof *about);
    for (int i = 0; i < s->n_suites; i++) {
        suite_words(&s->suite[i], &about[i]);
        link[i] = (struct page_link){s->suite[i].name, s->suite[i].address, text_of(&about[i])};
    }
    page->format->heading(page, 2, "Suites");
    site_links(page, at, link, s->n_suites);
    for (int i = 0; i < s->n_suites; i++) text_free(&about[i]);
    mem_free(about);
    mem_free(link);
}

static void write_claims(struct page *page, const struct site_content *s) {
    struct page_link *link = mem_zero((size_t)s->n_claims + 1, sizeof *link);
    struct text *about = mem_zero((size_t)s->n_claims + 1, sizeof *about);
    for (int i = 0; i < s->n_claims; i++) {
        site_verdict_words(&s->claim[i], s->claim[i].verdict[SCALE_PUBLISHED].database ? SCALE_PUBLISHED : SCALE_SMALL,
                           &about[i]);
        link[i] = (struct page_link){s->claim[i].claim->id, s->claim[i].address, text_of(&about[i])};
    }
    const struct page_link all = {"All claims in one table", "claims/index.html", ""};
    page->format->heading(page, 2, "Claims");
    site_links(page, at, &all, 1);
    site_links(page, at, link, s->n_claims);
    for (int i = 0; i < s->n_claims; i++) text_free(&about[i]);
    mem_free(about);
    mem_free(link);
}

static void write_databases(struct page *page, const struct site_content *s) {
    static const char *const headers[] = {"database", "fingerprint of its results"};
    struct table *t = table_new(2, headers);
    for (int i = 0; i < s->n_databases; i++) {
        table_cell(t, "%s", s->database[i].name);
        table_cell(t, "%s", s->database[i].fingerprint);
    }
    page->format->heading(page, 2, "Databases");
    page->format->paragraph(page, "The same experiments give the same fingerprint.");
    page->format->table(page, t, NULL);
    table_free(t);
}

bool site_index(const struct site_content *s, struct error *err) {
    struct page page = site_page(at, "Length extrapolation of positional schemes");
    page.boxed = true;
    page.format->heading(&page, 2, "What came out");
    say_claims(&page, s);
    write_suites(&page, s);
    write_claims(&page, s);
    write_databases(&page, s);
    return site_page_save(s, &page, at, err);
}
