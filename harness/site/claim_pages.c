/* A page a claim, and the table of all of them. */
#include "base/memory.h"
#include "site/internal.h"
#include <math.h>
#include <string.h>

/* ---- the verdict ---- */

static void write_evidence(struct page *page, const struct site_claim *c, enum claim_scale scale) {
    const struct site_verdict *v = &c->verdict[scale];
    const struct table *t = v->database->verdicts;
    struct text verdict = {0}, words = {0};
    site_verdict_words(c, scale, &verdict);
    text_add(&words, "At %s scale: %s. What decides is the check: %s. It ", claim_scale_name(scale), text_of(&verdict),
             site_verdict_at(v, "decided_by"));
    verdict_share_words(t, v->row, &words);
    text_add(&words, ".");
    text_free(&verdict);
    site_say(page, &words);
    struct text evidence = {0};
    text_add(&evidence,
             "Evidence for the claim %.4g, against it %.4g; %.4g decides (one of %s claims). %s seed%s; %s of %s runs "
             "fitted.",
             number_at(t, v->row, "evidence_for"), number_at(t, v->row, "evidence_against"),
             number_at(t, v->row, "threshold"), site_verdict_at(v, "family_size"), site_verdict_at(v, "seeds"),
             number_at(t, v->row, "seeds") == 1 ? "" : "s", site_verdict_at(v, "fitted"), site_verdict_at(v, "runs"));
    if (*site_verdict_at(v, "seeds_more"))
        text_add(&evidence, " About %s more seeds would decide.", site_verdict_at(v, "seeds_more"));
    if (number_at(t, v->row, "stored_before") > 0)
        text_add(&evidence, " %s seeds were stored before the claim was frozen, and may have been looked at.",
                 site_verdict_at(v, "stored_before"));
    text_add(&evidence, " Database: %s.", v->database->name);
    site_say(page, &evidence);
}

static bool write_findings(struct page *page, const struct site_claim *c, enum claim_scale scale, struct error *err) {
    const struct site_verdict *v = &c->verdict[scale];
    const char *parameters[] = {c->claim->id, claim_scale_name(scale), site_verdict_at(v, "fingerprint")};
    struct table *t = store_query(
        v->database->store,
        "SELECT text AS \"check\", verdict AS \"alone\", held || '/' || counted AS \"holds in\", "
        "round(share_low, 2) || ' to ' || round(share_high, 2) AS \"share, 95 %\", round(estimate, 4) AS estimate, "
        "round(low, 4) || ' to ' || round(high, 4) AS \"its 95 % interval\", round(evidence_for, 2) AS \"evidence "
        "for\", round(evidence_against, 2) AS against FROM finding WHERE claim = ?1 AND scale = ?2 AND fingerprint = "
        "?3 ORDER BY place",
        parameters, 3, err);
    if (!t) return false;
    page->format->table(page, t);
    table_free(t);
    return true;
}

/* Runs that were stored since the verdict are in the table, too. */
static void write_seeds(struct page *page, const struct site_claim *c, enum claim_scale scale) {
    const struct table *t = c->seeds[scale];
    struct text words = {0};
    if (!t) return;
    page->format->heading(page, 3, "Seed by seed");
    text_add(&words,
             "What %s measured in each seed (-: its runs did not fit, or say nothing), and the claim's evidence "
             "after it.",
             c->claim->n_checks == 1 ? "the check" : "the checks, in the order above,");
    if (number_at(c->verdict[scale].database->verdicts, c->verdict[scale].row, "seeds") < table_rows(t))
        text_add(&words, " The verdict is of the first %s.", site_verdict_at(&c->verdict[scale], "seeds"));
    site_say(page, &words);
    page->format->table(page, t);
}

static bool write_verdicts(struct page *page, const struct site_claim *c, struct error *err) {
    bool any = false, ok = true;
    page->format->heading(page, 2, "Verdict");
    for (int k = 0; ok && k < SCALES; k++) {
        const enum claim_scale scale = (enum claim_scale)k;
        if (!c->verdict[k].database) continue;
        any = true;
        write_evidence(page, c, scale);
        ok = write_findings(page, c, scale, err);
        if (ok) write_seeds(page, c, scale);
    }
    if (ok && any)
        page->format->paragraph(page, "Estimate: the median over the seeds that count, or the mean where the check is "
                                      "about a mean, in the check's own metric. Intervals hold however often one "
                                      "looks.");
    if (ok && !any)
        page->format->paragraph(page, "Not judged yet: none of the databases of this site has a verdict on it.");
    return ok;
}

/* ---- the claim ---- */

static void write_source(struct page *page, const struct claim *c) {
    struct text source = {0};
    page->format->heading(page, 2, "As published");
    text_add(&source, "%s%s%s", c->paper, *c->table ? ", " : "", c->table);
    site_say(page, &source);
    if (!c->n_figures) return;
    static const char *const headers[] = {"published figure", "tag", "how it was checked"};
    struct table *t = table_new(3, headers);
    for (int i = 0; i < c->n_figures; i++) {
        table_cell(t, "%s", c->figure[i].text);
        table_cell(t, "%c", c->figure[i].tag);
        table_cell(t, "%s", claim_tag_words(c->figure[i].tag));
    }
    page->format->table(page, t);
    table_free(t);
}

static void write_predicate(struct page *page, const struct claim *c) {
    struct text fit = {0};
    page->format->heading(page, 2, "What is asked");
    for (int i = 0; i < c->n_checks; i++) page->format->paragraph(page, c->check[i].text);
    text_add(&fit, "%sA run counts where it fitted: %s%s %s %g.", c->n_checks > 1 ? "All of these have to hold. " : "",
             measures[c->fit.metric].words, c->fit.metric == MEASURE_FIT ? "" : " up to 1x",
             c->fit.at_least ? ">=" : "<=", c->fit.bound);
    site_say(page, &fit);
    if (*c->note) page->format->paragraph(page, c->note);
}

/* The suite's file without folder and ending. */
static void suite_stem(const char *path, struct text *out) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    text_bytes(out, name, dot ? (size_t)(dot - name) : strlen(name));
}

/* Suites that have the claim's runs: of the file's name, or with the claim's own settings, which name it behind. */
static bool is_suite_of(const struct claim *c, const char *suite) {
    const size_t n = strlen(suite), m = strlen(c->id);
    if (n > m && suite[n - m - 1] == '-' && strcmp(suite + n - m, c->id) == 0) return true;
    bool found = false;
    for (int k = 0; k < SCALES && !found; k++) {
        struct text name = {0};
        if (c->scale[k].path) suite_stem(c->scale[k].path, &name);
        found = strcmp(text_of(&name), suite) == 0;
        text_free(&name);
    }
    return found;
}

static void write_suites(struct page *page, const struct site_content *s, const struct site_claim *c) {
    struct page_link *link = mem_zero((size_t)s->n_suites + 1, sizeof *link);
    int n = 0;
    for (int i = 0; i < s->n_suites; i++)
        if (is_suite_of(c->claim, s->suite[i].name))
            link[n++] = (struct page_link){s->suite[i].title, s->suite[i].address, "", ""};
    if (n) {
        page->format->heading(page, 2, "Suites with its runs");
        site_links(page, c->address, NULL, link, n);
    }
    mem_free(link);
}

static void write_reproduce(struct page *page, const struct claim *c) {
    struct text lines = {0};
    page->format->heading(page, 2, "To reproduce");
    for (int k = 0; k < SCALES; k++)
        if (c->scale[k].path)
            text_add(&lines,
                     "lexbench claims run %s --until decided --scale %s --db results.db\nlexbench claims check %s "
                     "--scale %s --db results.db\n",
                     c->id, claim_scale_name((enum claim_scale)k), c->id, claim_scale_name((enum claim_scale)k));
    page->format->code(page, text_of(&lines));
    page->format->paragraph(page, "The claim's file:");
    page->format->code(page, c->file_text);
    text_free(&lines);
}

static bool claim_page(const struct site_content *s, const struct site_claim *c, struct error *err) {
    struct page page = site_page(c->address, c->claim->id);
    struct text family = {0};
    page.format->paragraph(&page, c->claim->sentence);
    text_add(&family, "Family: %s.", c->claim->family);
    site_say(&page, &family);
    if (!write_verdicts(&page, c, err)) return site_page_drop(&page), false;
    write_source(&page, c->claim);
    write_predicate(&page, c->claim);
    write_suites(&page, s, c);
    write_reproduce(&page, c->claim);
    return site_page_save(s, &page, c->address, err);
}

/* ---- all of them ---- */

static bool claims_page(const struct site_content *s, struct error *err) {
    static const char at[] = "claims/index.html";
    bool *all = mem_zero((size_t)s->n_claims + 1, sizeof *all);
    for (int i = 0; i < s->n_claims; i++) all[i] = true;
    struct page page = site_page(at, "Claims");
    page.format->paragraph(&page, "Published claims and the newest verdict on each; -: not judged yet. A verdict is "
                                  "stale where the claim, its suite or its runs have changed since.");
    site_claim_table(s, &page, at, all);
    mem_free(all);
    return site_page_save(s, &page, at, err);
}

bool site_claims(const struct site_content *s, struct error *err) {
    bool ok = claims_page(s, err);
    for (int i = 0; ok && i < s->n_claims; i++) ok = claim_page(s, &s->claim[i], err);
    return ok;
}
