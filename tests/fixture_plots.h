/* A made-up suite in a database in memory, and a directory for what is drawn of it. */
#ifndef LEXBENCH_FIXTURE_PLOTS_H
#define LEXBENCH_FIXTURE_PLOTS_H
#include "base/file.h"
#include "plots/gnuplot.h"
#include "plots/page.h"
#include "plots/plot.h"
#include "plots/report.h"
#include "tests/fixture_suite.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const plain_labels[] = {"nope", "sinusoidal", "rope", "alibi", "learned + offset"};
static const char *const plain_tasks[] = {"copy(symbols=60)", "sort", "passkey"};
static const struct fixture plain = {.suite = "made-up",
                                     .about = "Nothing was trained.",
                                     .n_labels = 5,
                                     .n_tasks = 3,
                                     .n_seeds = 2,
                                     .n_lengths = 6,
                                     .label = plain_labels,
                                     .task = plain_tasks,
                                     .train_length = 20,
                                     .first_length = 5,
                                     .depth = true,
                                     .variants = true};

/* ---- a directory and a store that are gone afterwards ---- */

struct place {
    char dir[64];
    struct store *store;
};

static inline void remove_all(const char *dir) {
    char **names;
    int n;
    assert_true(dir_list(dir, "", &names, &n, NULL));
    for (int i = 0; i < n; i++) {
        char *path = path_join(dir, names[i]);
        assert_int_equal(unlink(path), 0);
        mem_free(path);
    }
    dir_free(names, n);
    assert_int_equal(rmdir(dir), 0);
}

static inline struct place place_open(const struct fixture *f) {
    struct place p;
    struct error err = {0};
    snprintf(p.dir, sizeof p.dir, "%s", "/tmp/lexbench-plots-XXXXXX");
    assert_non_null(mkdtemp(p.dir));
    p.store = store_open_memory(&err);
    if (!p.store || (f && !fixture_fill(f, p.store, &err))) fail_msg("%s", err.text);
    return p;
}

static inline void place_close(struct place *p) {
    store_close(p->store);
    remove_all(p->dir);
}

/* Inlined, it makes gcc 12 see dangling pointers in callers. */
__attribute__((noinline, unused)) static char *slurp(const char *dir, const char *name) {
    struct error err = {0};
    char *path = path_join(dir, name), *bytes;
    size_t size;
    if (!file_read(path, 64 << 20, &bytes, &size, &err)) fail_msg("%s", err.text);
    mem_free(path);
    return bytes;
}

static inline void draw(const struct place *p, const char *suite, unsigned formats) {
    struct error err = {0};
    if (!plots_write(p->store, suite, NULL, NULL, p->dir, formats, &err)) fail_msg("%s", err.text);
}

static inline void report(const struct place *p, const char *suite) {
    struct error err = {0};
    int failed = 0;
    if (!report_write(p->store, suite, NULL, NULL, p->dir, PLOT_ALL, &failed, &err) || failed) fail_msg("%s", err.text);
}

static inline int count(const char *text, const char *part) {
    int n = 0;
    for (; (text = strstr(text, part)); text += strlen(part)) n++;
    return n;
}

/* ---- a TSV read back ---- */

static const char *line_at(const char *tsv, int line) {
    while (line-- && tsv) {
        tsv = strchr(tsv, '\n');
        if (tsv) tsv++;
    }
    return tsv && *tsv ? tsv : NULL;
}

static inline void field(const char *line, int column, char out[256]) {
    while (column--) {
        line += strcspn(line, "\t\n");
        assert_int_equal(*line++, '\t');
    }
    snprintf(out, 256, "%.*s", (int)strcspn(line, "\t\n"), line);
}

static inline int column_named(const char *tsv, const char *name) {
    char word[256];
    for (int c = 0; c < 30; c++) {
        field(tsv, c, word);
        if (strcmp(word, name) == 0) return c;
    }
    fail_msg("no column %s", name);
    return -1;
}

static inline double tsv_number(const char *tsv, int line, const char *column) {
    char word[256];
    double value;
    field(line_at(tsv, line), column_named(tsv, column), word);
    if (!text_to_double(word, &value)) fail_msg("'%s' is no number", word);
    return value;
}

static inline void tsv_text(const char *tsv, int line, const char *column, char out[256]) {
    field(line_at(tsv, line), column_named(tsv, column), out);
}
#endif
