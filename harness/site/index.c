/* The site's first page: what came out, and where everything is. */
#include "base/file.h"
#include "base/memory.h"
#include "site/internal.h"
#include <math.h>
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
    int runs = 0, schemes = 0;
    const struct dataset *d = &suite->dataset;
    if (suite->failure.size) {
        text_add(out, "cannot be shown");
        return;
    }
    for (int k = 0; k < d->summary.n; k++)
        if (!*d->summary.row[k].variant) runs += d->summary.row[k].runs;
    for (int k = 0; k < d->n_series; k++) schemes += !*d->series[k].variant;
    text_add(out, "%d run%s, %d scheme%s, %d task%s", runs, runs == 1 ? "" : "s", schemes, schemes == 1 ? "" : "s",
             d->n_tasks, d->n_tasks == 1 ? "" : "s");
}

static int nothing_of(const struct site_subject *of, int n) {
    int without = 0;
    for (int i = 0; i < n; i++) without += !of[i].arms;
    return without;
}

/* What is not known. */
static void say_missing(struct page *page, const struct site_content *s) {
    const int schemes = nothing_of(s->scheme, s->n_encoders), tasks = nothing_of(s->task, s->n_tasks);
    struct text words = {0};
    text_add(&words,
             "Not known: nothing is stored of %d of the %d schemes and of %d of the %d tasks that lexbench has.",
             schemes, s->n_encoders, tasks, s->n_tasks);
    site_say(page, &words);
    if (s->left_out.size) {
        text_add(&words, "Suites without an evaluated run, which have no page yet: %s.", text_of(&s->left_out));
        site_say(page, &words);
    }
}

/* A list of links below a heading; link[0] has room for one to the table of all of them, which is at `all`. */
static void write_list(struct page *page, const char *heading, const char *all, struct page_link *link, int n) {
    link[0] = (struct page_link){"All in one table", all, "", ""};
    page->format->heading(page, 2, heading);
    site_links(page, at, NULL, all ? link : link + 1, all ? n + 1 : n);
}

static void write_suites(struct page *page, const struct site_content *s) {
    struct page_link *link = mem_zero((size_t)s->n_suites + 2, sizeof *link);
    struct text *about = mem_zero((size_t)s->n_suites + 1, sizeof *about);
    for (int i = 0; i < s->n_suites; i++) {
        const struct site_suite *suite = &s->suite[i];
        suite_words(suite, &about[i]);
        const char *words = suite->failure.size ? text_of(&suite->failure) : suite->dataset.about;
        link[i + 1] = (struct page_link){suite->title, suite->address, text_of(&about[i]), words};
    }
    write_list(page, "Suites", NULL, link, s->n_suites);
    for (int i = 0; i < s->n_suites; i++) text_free(&about[i]);
    mem_free(about);
    mem_free(link);
}

static void write_schemes(struct page *page, const struct site_content *s) {
    struct page_link *link = mem_zero((size_t)s->n_encoders + 2, sizeof *link);
    int n = 0;
    for (int e = 0; e < s->n_encoders; e++)
        if (s->scheme[e].address)
            link[++n] = (struct page_link){encoder_list[e]->name, s->scheme[e].address, "", encoder_list[e]->title};
    write_list(page, "Schemes", "schemes/index.html", link, n);
    mem_free(link);
}

static void write_tasks(struct page *page, const struct site_content *s) {
    struct page_link *link = mem_zero((size_t)s->n_tasks + 2, sizeof *link);
    int n = 0;
    for (int t = 0; t < s->n_tasks; t++)
        if (s->task[t].address)
            link[++n] = (struct page_link){task_list[t]->name, s->task[t].address, "", task_list[t]->title};
    write_list(page, "Tasks", "tasks/index.html", link, n);
    mem_free(link);
}

/* The claims with this verdict; link and about have room for all. How many. */
static int claims_with(const struct site_content *s, enum claim_verdict verdict, struct page_link *link,
                       struct text *about) {
    int n = 0;
    for (int i = 0; i < s->n_claims; i++) {
        const struct site_claim *c = &s->claim[i];
        if (site_claim_verdict(c) != verdict) continue;
        const struct site_verdict *v = &c->verdict[site_claim_scale(c)];
        const bool stale =
            v->database && stale_why(v->database->stale, c->claim->id, claim_scale_name(site_claim_scale(c)));
        text_add(&about[n], "%s", stale ? "(stale)" : "");
        link[n] = (struct page_link){c->claim->id, c->address, text_of(&about[n]), c->claim->sentence};
        n++;
    }
    return n;
}

static void write_verdict(struct page *page, const struct site_content *s, enum claim_verdict verdict) {
    struct page_link *link = mem_zero((size_t)s->n_claims + 1, sizeof *link);
    struct text *about = mem_zero((size_t)s->n_claims + 1, sizeof *about), heading = {0};
    const int n = claims_with(s, verdict, link, about);
    text_add(&heading, "%s (%d)", verdict == VERDICT_NONE ? "not judged yet" : claim_verdict_name(verdict), n);
    if (n && verdict != VERDICT_NONE) page->format->heading(page, 3, text_of(&heading));
    if (n) site_links(page, at, verdict == VERDICT_NONE ? text_of(&heading) : NULL, link, n);
    for (int i = 0; i < n; i++) text_free(&about[i]);
    text_free(&heading);
    mem_free(about);
    mem_free(link);
}

static void write_claims(struct page *page, const struct site_content *s) {
    struct page_link all[1];
    write_list(page, "Claims", "claims/index.html", all, 0);
    for (int k = VERDICT_NONE + 1; k < VERDICTS; k++) write_verdict(page, s, (enum claim_verdict)k);
    write_verdict(page, s, VERDICT_NONE);
}

static void write_databases(struct page *page, const struct site_content *s) {
    static const char *const headers[] = {
        "database", "size", "runs", "revision of the code", "processor", "fingerprint of its results"};
    struct table *t = table_new(6, headers);
    for (int i = 0; i < s->n_databases; i++) {
        const struct site_database *d = &s->database[i];
        site_cell(t, at, d->record, strrchr(d->record, '/') + 1);
        if (d->size < 1e6)
            table_cell(t, "%.0f kB", ceil(d->size / 1e3));
        else
            table_cell(t, "%.1f MB", d->size / 1e6);
        table_cell(t, "%s", text_at(d->hosts, 0, "runs"));
        table_cell(t, "%s", text_at(d->hosts, 0, "revision"));
        table_cell(t, "%s", text_at(d->hosts, 0, "processor"));
        table_cell(t, "%s", d->fingerprint);
    }
    page->format->heading(page, 2, "Databases to download");
    page->format->paragraph(
        page, "Each is one file that every command of lexbench takes as --db, and 'zstd -d' makes "
              "an SQLite database of. It lacks the accuracy at single answer positions, the trained "
              "models, and most points of training curves. The same experiments give the same fingerprint.");
    page->format->table(page, t);
    table_free(t);
}

/* What the scripts of charts load. */
static bool write_scripts(struct page *page, const struct site_content *s, struct error *err) {
    static const char *const headers[] = {"shared script"};
    char *folder = path_join(s->draft, SITE_SCRIPTS), **name;
    int n;
    const bool ok = dir_list(folder, ".gp", &name, &n, err);
    mem_free(folder);
    if (!ok) return false;
    struct table *t = table_new(1, headers);
    for (int i = 0; i < n; i++) {
        struct text address = {0};
        text_add(&address, SITE_SCRIPTS "/%s", name[i]);
        site_cell(t, at, text_of(&address), name[i]);
        text_free(&address);
    }
    page->format->heading(page, 2, "Charts to draw again");
    page->format->paragraph(page,
                            "Below each chart there are its data and its script: 'gnuplot NAME.gp' in their folder "
                            "draws it, at any size and in any format that the script's first lines name. It "
                            "loads what it shares with other charts from " SITE_SCRIPTS "/.");
    site_table_end(page, t);
    dir_free(name, n);
    return true;
}

bool site_index(const struct site_content *s, struct error *err) {
    struct page page = site_index_page("Length extrapolation of positional schemes");
    site_answer(&page, s);
    page.format->heading(&page, 2, "What is not known");
    say_claims(&page, s);
    site_answer_unknown(&page, s);
    say_missing(&page, s);
    write_claims(&page, s);
    write_suites(&page, s);
    write_schemes(&page, s);
    write_tasks(&page, s);
    write_databases(&page, s);
    if (!write_scripts(&page, s, err)) return site_page_drop(&page), false;
    return site_page_save(s, &page, at, err);
}
