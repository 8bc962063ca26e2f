#include "run/estimate.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "results/store.h"
#include <stdio.h>
#include <string.h>

/* Runs that differ only in their seed. */
struct arm_time {
    char key[SHA256_HEX]; /* of the configuration with seed 0 */
    double seconds;       /* mean */
};

static const char stored_times[] =
    "SELECT replace(config, char(10) || 'seed = ' || seed || char(10), char(10) || 'seed = 0' || char(10)), "
    "avg(seconds + eval_seconds) FROM run WHERE status = 'done' GROUP BY arm";

static bool read_times(const char *database, struct arm_time **times, int *n, struct error *err) {
    *times = NULL;
    *n = 0;
    if (!file_exists(database)) return true;
    struct store *store = store_open_readonly(database, err);
    struct table *t = store ? store_query(store, stored_times, NULL, 0, err) : NULL;
    store_close(store);
    if (!t) return false;
    *times = mem_zero((size_t)table_rows(t), sizeof **times);
    for (; *n < table_rows(t); ++*n) {
        const char *config = table_at(t, *n, 0);
        sha256_hex(config, strlen(config), (*times)[*n].key);
        if (!table_at_number(t, *n, 1, &(*times)[*n].seconds)) BUG("a mean that is no number");
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

static const struct arm_time *find(const struct arm_time *times, int n, const struct run_plan *plan) {
    char key[SHA256_HEX];
    if (n == 0) return NULL;
    key_of(plan, key);
    for (int i = 0; i < n; i++)
        if (strcmp(times[i].key, key) == 0) return &times[i];
    return NULL;
}

bool suite_estimate(const struct suite *suite, const char *database, double otherwise, struct estimate *out,
                    struct error *err) {
    struct arm_time *times;
    int n;
    *out = (struct estimate){0};
    if (!read_times(database, &times, &n, err)) return false;
    for (int i = 0; i < suite->n; i++) {
        const struct arm_time *mean = find(times, n, &suite->plan[i]);
        out->known += mean != NULL;
        out->seconds += mean ? mean->seconds : otherwise;
    }
    mem_free(times);
    return true;
}
