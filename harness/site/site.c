#include "site/site.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/owned.h"
#include "plots/report.h"
#include "run/task_set.h"
#include "site/internal.h"
#include <string.h>

static bool write_report(const struct site_content *s, const struct site_suite *suite, struct error *err) {
    struct text home = {0}, root = {0}, scripts = {0};
    char *dir = path_join(s->draft, suite->address);
    *strrchr(dir, '/') = '\0';
    site_address(suite->address, "index.html", &home);
    site_address(suite->address, "", &root);
    site_address(suite->address, SITE_SCRIPTS, &scripts);
    struct plot_style style = plot_style_screen;
    style.task_label = task_set_label;
    style.scripts = text_of(&scripts);
    const struct report_site place = {text_of(&home), text_of(&root), strrchr(suite->database->record, '/') + 1};
    const bool ok = report_write_page(suite->database->store, suite->name, suite->database->stale, &style, &place, dir,
                                      s->failed, err);
    mem_free(dir);
    text_free(&home);
    text_free(&root);
    text_free(&scripts);
    return ok;
}

static bool write_failure(const struct site_content *s, const struct site_suite *suite, const char *why,
                          struct error *err) {
    struct page page = site_page(suite->address, suite->title);
    struct text words = {0};
    text_add(&words, "The report of this suite could not be made: %s.", why);
    site_say(&page, &words);
    return site_page_save(s, &page, suite->address, err);
}

static bool write_suite(const struct site_content *s, const struct site_suite *suite, struct error *err) {
    struct error why = {0};
    log_info("suite %s", suite->name);
    if (suite->failure.size) return write_failure(s, suite, text_of(&suite->failure), err);
    if (write_report(s, suite, &why)) return true;
    error_prefix(&why, "suite '%s' of %s", suite->name, suite->database->path);
    if (why.exit_code == EXIT_IO) return *err = why, false;
    log_warn("%s", why.text);
    ++*s->failed;
    return write_failure(s, suite, why.text, err);
}

static bool write_pages(const struct site_content *s, struct error *err) {
    bool ok = page_write_shared(s->draft, err) && site_claims(s, err) && site_tasks(s, err) && site_schemes(s, err);
    for (int i = 0; ok && i < s->n_suites; i++) ok = write_suite(s, &s->suite[i], err);
    return ok && site_index(s, err);
}

bool site_write(const struct site_ask *ask, int *failed, struct error *err) {
    *failed = 0;
    struct site_content site = {.failed = failed};
    struct owned folder = {.lock = -1};
    bool ok = site_open(&site, ask, err) && owned_open(&folder, ask->dir, SITE_MANIFEST, err);
    site.draft = folder.draft;
    ok = ok && site_records(&site, err) && site_read(&site, ask, err);
    if (ok && site.left_out.size) log_info("without an evaluated run, so without a page: %s", text_of(&site.left_out));
    ok = ok && write_pages(&site, err) && owned_commit(&folder, err);
    owned_close(&folder);
    site_free(&site);
    return ok;
}
