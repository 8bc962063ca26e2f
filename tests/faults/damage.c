/* Bit flips and truncations of what the program reads: damage KIND FILE COUNT SEED. The file is damaged COUNT times in
 * turns (a bit flipped, cut at a random place) and read each time as the program reads it. Says how many were refused;
 * exit code 1: one was taken that must be refused (checkpoint, result file). Crashes are for the sanitizers to find.
 *
 * KIND checkpoint | result | suite | database; result makes a file of its own at FILE.
 */
#include "base/file.h"
#include "base/memory.h"
#include "base/rng.h"
#include "base/safetensors.h"
#include "run/suite.h"
#include "tests/fixture_suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool take_checkpoint(const char *path, struct error *err) {
    struct safetensors file;
    if (!safetensors_read(path, &file, err)) return false;
    const bool sealed = file.sealed; /* what is not sealed is no checkpoint */
    safetensors_free(&file);
    return sealed;
}

static bool take_result_file(const char *path, struct error *err) {
    struct run_record record;
    if (!result_file_read(path, &record, err)) return false;
    run_record_free(&record);
    return true;
}

static bool take_suite(const char *path, struct error *err) {
    struct suite suite;
    if (!suite_load(path, NULL, 0, &suite, err)) return false;
    suite_free(&suite);
    return true;
}

static bool take_database(const char *path, struct error *err) {
    struct store *store = store_open_readonly(path, err);
    if (!store) return false;
    struct text report = {0};
    char print[RUN_ID_SIZE];
    struct table *rows = store_query(store, "SELECT * FROM v_eval", NULL, 0, err);
    bool ok = store_check(store, &report, err);
    ok = store_fingerprint(store, print, err) && ok && rows;
    table_free(rows);
    text_free(&report);
    store_close(store);
    return ok;
}

static void make_result_file(const char *path) {
    static const char *const label[] = {"nope"}, *const task[] = {"copy"};
    const struct fixture f = {.suite = "made up",
                              .n_labels = 1,
                              .n_tasks = 1,
                              .n_seeds = 1,
                              .n_lengths = 4,
                              .label = label,
                              .task = task,
                              .train_length = 10,
                              .first_length = 5,
                              .depth = true};
    struct run_record record = fixture_run(&f, 0, 0, 1);
    struct error err;
    if (!result_file_write(path, &record, &err)) die("%s", err.text);
    run_record_free(&record);
}

static const struct {
    const char *name;
    bool (*take)(const char *path, struct error *err);
    bool all_refused; /* every damaged one must be */
} kinds[] = {{"checkpoint", take_checkpoint, true},
             {"result", take_result_file, true},
             {"suite", take_suite, false},
             {"database", take_database, false}};

/* Not durable, on purpose. */
static void put(const char *path, const char *bytes, size_t size) {
    FILE *f = fopen(path, "w");
    if (!f || fwrite(bytes, 1, size, f) != size || fclose(f) != 0) die("cannot write %s", path);
}

int main(int argc, char **argv) {
    struct error err;
    char *bytes;
    size_t size;
    if (argc != 5) die("usage: damage KIND FILE COUNT SEED");
    size_t kind = 0;
    while (strcmp(kinds[kind].name, argv[1]) != 0)
        if (++kind == sizeof kinds / sizeof *kinds) die("there is no kind %s", argv[1]);
    if (strcmp(argv[1], "result") == 0) make_result_file(argv[2]);
    if (!file_read(argv[2], 64 << 20, &bytes, &size, &err)) die("%s", err.text);
    if (!kinds[kind].take(argv[2], &err)) die("the sound file is refused: %s", err.text);
    char *scratch = mem_zero(strlen(argv[2]) + 16, 1), *damaged = mem_zero(size, 1);
    sprintf(scratch, "%s.damaged", argv[2]);
    const long count = atol(argv[3]);
    long taken = 0;
    struct rng rng = rng_open((uint64_t)atol(argv[4]), "damage", kind, 0);
    for (long i = 0; i < count; i++) {
        const size_t at = (size_t)rng_below(&rng, (uint32_t)size), bit = (size_t)rng_below(&rng, 8);
        memcpy(damaged, bytes, size);
        if (i % 2 == 0) damaged[at] = (char)(damaged[at] ^ 1 << bit);
        put(scratch, damaged, i % 2 == 0 ? size : at);
        taken += kinds[kind].take(scratch, &err);
    }
    unlink(scratch);
    mem_free(scratch), mem_free(damaged), mem_free(bytes);
    printf("%ld damaged, %ld refused\n", count, count - taken);
    return kinds[kind].all_refused && taken > 0;
}
