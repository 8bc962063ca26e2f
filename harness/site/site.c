#include "site/site.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/owned.h"
#include "plots/report.h"
#include "run/task_set.h"
#include "site/internal.h"
#include <string.h>

static bool write_suite(const struct site_content *s, const struct site_suite *suite, struct error *err) {
    struct text home = {0};
    char *path = path_join(s->draft, suite->address);
    *strrchr(path, '/') = '\0';
    site_address(suite->address, "index.html", &home);
    log_info("suite %s", suite->name);
    struct plot_style style = plot_style_screen;
    style.task_label = task_set_label;
    const bool ok = report_write_page(suite->database->store, suite->name, suite->database->stale, &style,
                                      text_of(&home), path, err) ||
                    error_prefix(err, "suite '%s' of %s", suite->name, suite->database->path);
    mem_free(path);
    text_free(&home);
    return ok;
}

static bool write_pages(const struct site_content *s, struct error *err) {
    bool ok = site_claims(s, err) && site_tasks(s, err) && site_schemes(s, err) && site_index(s, err);
    for (int i = 0; ok && i < s->n_suites; i++) ok = write_suite(s, &s->suite[i], err);
    return ok;
}

bool site_write(const struct site_ask *ask, struct error *err) {
    struct site_content site = {0};
    struct owned folder = {.lock = -1};
    bool ok = site_read(&site, ask, err) && owned_open(&folder, ask->dir, SITE_MANIFEST, err);
    site.draft = folder.draft;
    if (ok && site.left_out.size) log_info("without an evaluated run, so without a page: %s", text_of(&site.left_out));
    ok = ok && write_pages(&site, err) && owned_commit(&folder, err);
    owned_close(&folder);
    site_free(&site);
    return ok;
}
