/* Reports of made-up suites, for tests/slow/browser.py: DIR/plain with eight seeds, DIR/many with twelve schemes,
 * DIR/hostile with names that try to be something else; and DIR/site, a site of all of them. */
#include "plots/plot.h"
#include "plots/report.h"
#include "site/site.h"
#include "tests/fixture_suite.h"

static const char *const labels[] = {"nope", "sinusoidal", "rope", "alibi", "learned + offset", "t5", "shaw"};
static const char *const tasks[] = {"copy(symbols=60)", "sort", "passkey"};
static const struct fixture plain = {.suite = "made-up",
                                     .about = "Nothing was trained.",
                                     .n_labels = 7,
                                     .n_tasks = 3,
                                     .n_seeds = 8,
                                     .n_lengths = 6,
                                     .label = labels,
                                     .task = tasks,
                                     .train_length = 20,
                                     .first_length = 5,
                                     .depth = true,
                                     .variants = true};

static const char *const odd_labels[] = {"<script>alert(1)</script>&amp;", "\"onmouseover='alert(2)'", "</svg><b>",
                                         "a-name-without-any-place-to-break-that-goes-on-and-on-and-on"};
static const char *const odd_tasks[] = {"<img src=x onerror=alert(3)>",
                                        "a_task_without_any_place_to_break_that_goes_on_and_on_and_on_and_on"};
static const struct fixture hostile = {.suite = "<b>suite</b>",
                                       .about = "<script>alert(4)</script>",
                                       .n_labels = 4,
                                       .n_tasks = 2,
                                       .n_seeds = 1,
                                       .n_lengths = 5,
                                       .label = odd_labels,
                                       .task = odd_tasks,
                                       .train_length = 10,
                                       .first_length = 5};

/* More than there are colours: a panel for each scheme, or a choice of them. */
static const char *const many_labels[] = {"nope",
                                          "sinusoidal",
                                          "rope",
                                          "alibi",
                                          "learned",
                                          "t5",
                                          "shaw",
                                          "kerple-log",
                                          "xpos",
                                          "sinusoidal+alibi",
                                          "alibi+window(size=8)",
                                          "fire"};
static const struct fixture many = {.suite = "many",
                                    .about = "Nothing was trained.",
                                    .n_labels = 12,
                                    .n_tasks = 2,
                                    .n_seeds = 2,
                                    .n_lengths = 6,
                                    .label = many_labels,
                                    .task = tasks,
                                    .train_length = 20,
                                    .first_length = 5};

static bool write_report(const struct fixture *f, const char *dir, const char *name, struct error *err) {
    char path[4096];
    int failed = 0;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    struct store *store = store_open_memory(err);
    const bool ok = store && fixture_fill(f, store, err) &&
                    report_write(store, f->suite, NULL, NULL, path, PLOT_SVG, &failed, err) &&
                    (!failed || error_set(err, "%d charts could not be drawn", failed));
    store_close(store);
    return ok;
}

static bool fill_database(const char *path, const struct fixture *const *suite, int n, struct error *err) {
    struct store *store = store_open(path, err);
    bool ok = store != NULL;
    for (int i = 0; ok && i < n; i++) ok = fixture_fill(suite[i], store, err);
    store_close(store);
    return ok;
}

static bool write_site(const char *dir, struct error *err) {
    static const struct fixture *const first[] = {&plain, &hostile}, *const second[] = {&many, &plain};
    char site[4096], one[4096], two[4096];
    snprintf(site, sizeof site, "%s/site", dir);
    snprintf(one, sizeof one, "%s/first.db", dir);
    snprintf(two, sizeof two, "%s/second.db", dir);
    const char *const database[] = {one, two};
    const struct site_ask ask = {.dir = site, .database = database, .n = 2, .claims = "results/claims"};
    int failed;
    return fill_database(one, first, 2, err) && fill_database(two, second, 2, err) && site_write(&ask, &failed, err) &&
           (!failed || error_set(err, "%d charts could not be drawn", failed));
}

int main(int argc, char **argv) {
    struct error err = {0};
    if (argc != 2) return fprintf(stderr, "pages DIR\n"), 2;
    if (write_report(&plain, argv[1], "plain", &err) && write_report(&many, argv[1], "many", &err) &&
        write_report(&hostile, argv[1], "hostile", &err) && write_site(argv[1], &err))
        return 0;
    fprintf(stderr, "pages: %s\n", err.text);
    return 1;
}
