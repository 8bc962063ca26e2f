#include "run/estimate.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "results/store.h"
#include <stdio.h>
#include <string.h>

/* Runs that differ only in their seed. */
struct cell {
    char key[SHA256_HEX]; /* of the configuration with seed 0 */
    double seconds;       /* mean */
};

static const char stored_cells[] =
    "SELECT replace(config, char(10) || 'seed = ' || seed || char(10), char(10) || 'seed = 0' || char(10)), "
    "avg(seconds + eval_seconds) FROM run WHERE status = 'done' GROUP BY arm";

static bool read_cells(const char *database, struct cell **cells, int *n, struct error *err) {
    *cells = NULL;
    *n = 0;
    if (!file_exists(database)) return true;
    struct store *store = store_open_readonly(database, err);
    struct table *t = store ? store_query(store, stored_cells, NULL, 0, err) : NULL;
    store_close(store);
    if (!t) return false;
    *cells = mem_zero((size_t)table_rows(t), sizeof **cells);
    for (; *n < table_rows(t); ++*n) {
        const char *config = table_at(t, *n, 0);
        sha256_hex(config, strlen(config), (*cells)[*n].key);
        if (!table_at_number(t, *n, 1, &(*cells)[*n].seconds)) BUG("a mean that is no number");
    }
    table_free(t);
    return true;
}

static void key_of(const struct run_plan *plan, char key[SHA256_HEX]) {
    struct run_config config = plan->config;
    struct text text = {0};
    config.seed = 0;
    config_write_training(&config, &text);
    sha256_hex(text_of(&text), text.size, key);
    text_free(&text);
}

static const struct cell *find(const struct cell *cells, int n, const struct run_plan *plan) {
    char key[SHA256_HEX];
    if (n == 0) return NULL;
    key_of(plan, key);
    for (int i = 0; i < n; i++)
        if (strcmp(cells[i].key, key) == 0) return &cells[i];
    return NULL;
}

bool suite_estimate(const struct suite *suite, const char *database, double otherwise, struct estimate *out,
                    struct error *err) {
    struct cell *cells;
    int n;
    *out = (struct estimate){0};
    if (!read_cells(database, &cells, &n, err)) return false;
    for (int i = 0; i < suite->n; i++) {
        const struct cell *cell = find(cells, n, &suite->plan[i]);
        out->known += cell != NULL;
        out->seconds += cell ? cell->seconds : otherwise;
    }
    mem_free(cells);
    return true;
}
