/* Reading everything that a site is made of. */
#include "base/log.h"
#include "base/memory.h"
#include "base/shipped.h"
#include "run/choose.h"
#include "run/claim_state.h"
#include "site/internal.h"
#include <stdio.h>
#include <string.h>

/* ---- databases ---- */

/* "night/atlas.sqlite.zst" -> "atlas". */
static char *stem(const char *path) {
    const char *slash = strrchr(path, '/');
    char *name = mem_text(slash ? slash + 1 : path);
    static const char *const endings[] = {".zst", ".sqlite", ".db"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t size = strlen(name), end = strlen(endings[i]);
        if (size > end && strcmp(name + size - end, endings[i]) == 0) name[size - end] = '\0';
    }
    return name;
}

static bool name_taken(const struct site_content *s, const char *name) {
    for (int i = 0; i < s->n_databases; i++)
        if (strcmp(s->database[i].name, name) == 0) return true;
    return false;
}

/* Two of one name are NAME and NAME-2. */
static char *database_name(const struct site_content *s, const char *path) {
    char *name = stem(path);
    struct text other = {0};
    text_add(&other, "%s", name);
    for (int k = 2; name_taken(s, text_of(&other)); k++) text_clear(&other), text_add(&other, "%s-%d", name, k);
    mem_free(name);
    name = mem_text(text_of(&other));
    text_free(&other);
    return name;
}

static char *record_address(const char *name) {
    struct text address = {0};
    char *link = site_link(name);
    text_add(&address, "data/%s.sqlite.zst", link);
    mem_free(link);
    return address.data;
}

static bool read_hosts(struct site_database *d, struct error *err) {
    d->hosts =
        store_query(d->store,
                    "SELECT count(*) AS runs, replace(group_concat(DISTINCT h.revision), ',', ', ') AS revision, "
                    "replace(group_concat(DISTINCT h.processor), ',', ', ') AS processor "
                    "FROM run r JOIN host h ON h.id = r.host",
                    NULL, 0, err);
    return d->hosts != NULL;
}

static bool open_database(struct site_content *s, const char *path, struct error *err) {
    struct site_database *d = &s->database[s->n_databases];
    char *name = database_name(s, path);
    *d = (struct site_database){.path = path, .name = name, .record = record_address(name)};
    s->n_databases++;
    d->store = store_open_readonly(path, err);
    return d->store != NULL;
}

bool site_open(struct site_content *s, const struct site_ask *ask, struct error *err) {
    s->database = mem_zero((size_t)ask->n + 1, sizeof *s->database);
    for (int i = 0; i < ask->n; i++)
        if (!open_database(s, ask->database[i], err)) return false;
    return true;
}

static bool read_database(struct site_database *d, const char *claims, struct error *err) {
    d->stale = stale_by_folder(d->store, d->path, claims);
    d->verdicts = store_query(d->store, "SELECT * FROM v_verdict", NULL, 0, err);
    return d->verdicts && store_fingerprint(d->store, d->fingerprint, err) && read_hosts(d, err);
}

/* ---- suites ---- */

/* The trials of a choice belong to the suite that they chose for. */
static bool is_tried(const char *name) {
    const size_t n = strlen(name), m = strlen(CHOICE_SUFFIX);
    return n > m && strcmp(name + n - m, CHOICE_SUFFIX) == 0;
}

static bool suite_known(const struct site_content *s, const char *name) {
    for (int i = 0; i < s->n_suites; i++)
        if (strcmp(s->suite[i].name, name) == 0) return true;
    return false;
}

/* Where several databases have a suite of one name, the first has its permalink, and each other one of its own. */
static char *suite_title(const struct site_content *s, const struct site_database *d, const char *name) {
    struct text title = {0};
    text_add(&title, "%s", name);
    if (suite_known(s, name)) text_add(&title, " (%s)", d->name);
    char *own = mem_text(text_of(&title));
    text_free(&title);
    return own;
}

static char *suite_address(const char *title) {
    struct text address = {0};
    char *link = site_link(title);
    text_add(&address, "suites/%s/index.html", link);
    mem_free(link);
    return address.data;
}

/* Of a task that trains with others, the training is of all of them. */
static bool read_costs(struct site_suite *suite, struct error *err) {
    const char *name = suite->name;
    suite->costs = store_query(
        suite->database->store,
        "WITH cell AS (SELECT task, label, multiple, avg(us_per_token) AS us, "
        "row_number() OVER (PARTITION BY task, label ORDER BY multiple DESC) AS last FROM v_cell WHERE suite = ?1 AND "
        "variant = '' GROUP BY task, label, multiple) "
        "SELECT t.task, t.label, avg(r.parameters) AS parameters, avg(1000.0 * r.seconds / r.steps) AS step, "
        "(SELECT us FROM cell c WHERE c.task = t.task AND c.label = t.label AND c.multiple = 1) AS near, "
        "(SELECT us FROM cell c WHERE c.task = t.task AND c.label = t.label AND c.last = 1) AS far, "
        "(SELECT multiple FROM cell c WHERE c.task = t.task AND c.label = t.label AND c.last = 1) AS multiple "
        "FROM v_run_task t JOIN v_run r ON r.run_id = t.run_id AND r.suite = t.suite WHERE t.suite = ?1 AND t.trained "
        "GROUP BY t.task, t.label ORDER BY min(t.place), min(t.ordinal)",
        &name, 1, err);
    return suite->costs != NULL;
}

static bool read_results(struct site_suite *suite, struct error *err) {
    if (!dataset_open(suite->database->store, suite->name, NULL, &suite->dataset, err)) return false;
    summary_mark(&suite->dataset.summary);
    return outcome_read(&suite->dataset, &suite->outcome, err) &&
           reaches_read(&suite->dataset, true, &suite->reaches, err) && read_costs(suite, err);
}

static void free_results(struct site_suite *suite) {
    outcome_free(&suite->outcome);
    reaches_free(&suite->reaches);
    table_free(suite->costs);
    suite->costs = NULL;
    dataset_close(&suite->dataset);
}

/* One whose results cannot be read is in the list with its failure. */
static bool read_suite(struct site_content *s, const struct site_database *d, const char *name, struct error *err) {
    struct site_suite *suite = &s->suite[s->n_suites];
    *suite = (struct site_suite){.database = d, .name = mem_text(name), .title = suite_title(s, d, name)};
    suite->address = suite_address(suite->title);
    s->n_suites++;
    struct error why = {0};
    if (read_results(suite, &why)) return true;
    free_results(suite);
    if (why.exit_code == EXIT_IO) return *err = why, false;
    log_warn("suite '%s' of %s: %s", suite->name, d->path, why.text);
    text_add(&suite->failure, "%s", why.text);
    ++*s->failed;
    return true;
}

static bool read_suites(struct site_content *s, const struct site_database *d, struct error *err) {
    struct table *t = store_query(d->store,
                                  "SELECT s.name, EXISTS (SELECT 1 FROM suite_run r JOIN evaluation e ON e.run = r.run "
                                  "WHERE r.suite = s.name) AS evaluated FROM suite s ORDER BY s.name",
                                  NULL, 0, err);
    if (!t) return false;
    const size_t room = (size_t)(s->n_suites + table_rows(t) + 1);
    bool ok = true;
    s->suite = mem_grow(s->suite, (size_t)s->n_suites * sizeof *s->suite, room * sizeof *s->suite);
    for (int r = 0; ok && r < table_rows(t); r++) {
        const char *name = table_at(t, r, 0);
        if (is_tried(name)) continue;
        if (number_at(t, r, "evaluated") > 0)
            ok = read_suite(s, d, name, err);
        else
            text_add(&s->left_out, "%s%s", s->left_out.size ? ", " : "", name);
    }
    table_free(t);
    return ok;
}

/* ---- claims ---- */

static void newest(const struct site_content *s, const struct claim *claim, enum claim_scale scale,
                   struct site_verdict *out) {
    double at = -1;
    for (int d = 0; d < s->n_databases; d++) {
        const struct table *v = s->database[d].verdicts;
        for (int r = 0; r < table_rows(v); r++) {
            if (strcmp(text_at(v, r, "claim"), claim->id) != 0 ||
                strcmp(text_at(v, r, "scale"), claim_scale_name(scale)) != 0 || !(number_at(v, r, "at") > at))
                continue;
            at = number_at(v, r, "at");
            *out = (struct site_verdict){&s->database[d], r};
        }
    }
}

static bool read_claims(struct site_content *s, const char *folder, struct error *err) {
    char *found = shipped_find(folder);
    const bool ok = claims_read(found, &s->files, &s->n_claims, err);
    mem_free(found);
    if (!ok) return s->n_claims = 0, false;
    s->claim = mem_zero((size_t)s->n_claims + 1, sizeof *s->claim);
    for (int i = 0; i < s->n_claims; i++) {
        struct text address = {0};
        char *link = site_link(s->files[i]->id);
        text_add(&address, "claims/%s.html", link);
        s->claim[i] = (struct site_claim){.claim = s->files[i], .address = address.data};
        for (int k = 0; k < SCALES; k++) newest(s, s->files[i], (enum claim_scale)k, &s->claim[i].verdict[k]);
        mem_free(link);
    }
    return true;
}

bool site_read(struct site_content *s, const struct site_ask *ask, struct error *err) {
    bool ok = true;
    for (int i = 0; ok && i < s->n_databases; i++) ok = read_database(&s->database[i], ask->claims, err);
    for (int i = 0; ok && i < s->n_databases; i++) ok = read_suites(s, &s->database[i], err);
    if (ok && s->n_suites == 0) {
        error_set(err, "there is no suite with an evaluated run: nothing to show");
        err->exit_code = EXIT_NOTHING;
        return false;
    }
    ok = ok && read_claims(s, ask->claims, err) && site_read_seeds(s, ask->claims, err);
    if (ok) site_read_arms(s);
    return ok;
}

void site_free(struct site_content *s) {
    site_free_arms(s);
    for (int i = 0; i < s->n_claims; i++) {
        for (int k = 0; k < SCALES; k++) table_free(s->claim[i].seeds[k]);
        mem_free(s->claim[i].address);
    }
    for (int i = 0; i < s->n_suites; i++) {
        free_results(&s->suite[i]);
        text_free(&s->suite[i].failure);
        mem_free(s->suite[i].name);
        mem_free(s->suite[i].address);
        mem_free(s->suite[i].title);
    }
    for (int i = 0; i < s->n_databases; i++) {
        table_free(s->database[i].verdicts);
        table_free(s->database[i].stale);
        table_free(s->database[i].hosts);
        store_close(s->database[i].store);
        mem_free(s->database[i].record);
        mem_free(s->database[i].name);
    }
    claims_free(s->files, s->n_claims);
    mem_free(s->claim);
    mem_free(s->suite);
    mem_free(s->database);
    text_free(&s->left_out);
}

const char *site_verdict_at(const struct site_verdict *v, const char *column) {
    return text_at(v->database->verdicts, v->row, column);
}

enum claim_scale site_claim_scale(const struct site_claim *claim) {
    return claim->verdict[SCALE_PUBLISHED].database ? SCALE_PUBLISHED : SCALE_SMALL;
}

enum claim_verdict site_claim_verdict(const struct site_claim *claim) {
    const struct site_verdict *v = &claim->verdict[site_claim_scale(claim)];
    for (int k = VERDICT_NONE + 1; v->database && k < VERDICTS; k++)
        if (strcmp(site_verdict_at(v, "verdict"), claim_verdict_name((enum claim_verdict)k)) == 0)
            return (enum claim_verdict)k;
    return VERDICT_NONE;
}

void site_verdict_words(const struct site_claim *claim, enum claim_scale scale, struct text *out) {
    const struct site_verdict *v = &claim->verdict[scale];
    if (!v->database) return;
    const char *why = stale_why(v->database->stale, claim->claim->id, claim_scale_name(scale));
    text_add(out, "%s", site_verdict_at(v, "verdict"));
    if (why) text_add(out, " (stale: %s)", why);
}
