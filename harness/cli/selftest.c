/* The gate tried on real trainings: suites/selftest.yaml has a scheme, the same with a mistake, and the same again
 * under other seeds. A gate that passes the mistake, or fails equals, fails this test. */
#include "base/file.h"
#include "base/memory.h"
#include "cli/gate.h"
#include "run/scheduler.h"
#include <stdio.h>
#include <string.h>

extern const char suites_selftest_yaml[];
static const long OTHER_SEEDS = 100; /* seed_offset of "again" */

/* Writes, loads and runs the suite; EXIT_OK, or what stopped it. */
static int train(const struct call *call, const char *dir, const char *database, struct suite *suite,
                 struct error *err) {
    struct schedule_options options = {.database = database};
    struct schedule_result result;
    char *path = path_join(dir, "selftest.yaml");
    bool ok = flag_jobs(call, &options.jobs, err) &&
              file_write(path, suites_selftest_yaml, strlen(suites_selftest_yaml), err) &&
              suite_load(path, NULL, 0, suite, err);
    mem_free(path);
    if (!ok) return report_error(err);
    const int code = run_suite(suite, &options, &result, err);
    return err->text[0] ? report_error(err) : code;
}

/* The runs of one label as a side of their own: under a common label, and under seeds that pair. */
static void part_of(const struct snapshot *all, const char *label, long offset, struct snapshot *out) {
    *out = *all;
    out->run_rows = out->cell_rows = NULL;
    out->run = mem_zero((size_t)all->n_runs + 1, sizeof *out->run);
    out->cell = mem_zero((size_t)all->n_cells + 1, sizeof *out->cell);
    out->n_runs = out->n_cells = 0;
    for (int r = 0, c = 0; r < all->n_runs; r++) {
        const bool mine = strcmp(all->run[r].label, label) == 0;
        for (; c < all->n_cells && all->cell[c].run == r; c++) {
            if (!mine) continue;
            out->cell[out->n_cells] = all->cell[c];
            out->cell[out->n_cells++].run = out->n_runs;
        }
        if (!mine) continue;
        out->run[out->n_runs] = all->run[r];
        out->run[out->n_runs].label = "scheme";
        out->run[out->n_runs++].seed -= offset;
    }
}

static void part_free(struct snapshot *s) {
    mem_free(s->run);
    mem_free(s->cell);
}

/* Whether the comparison of "right" with a label ends in the code. Speed is not judged: the runs share the machine. */
static bool ends_in(const struct snapshot *all, const char *label, long offset, int code, enum table_format format) {
    struct snapshot right, other;
    struct comparison c;
    struct gate_rules gate = gate_default;
    gate.slower = gate.more_instructions = 0;
    gate.allow_settings = true; /* the wrong slope is a setting */
    part_of(all, "right", 0, &right);
    part_of(all, label, offset, &other);
    compare(&right, &other, &gate, &c);
    printf("right against %s:\n", label);
    gate_print(&c, true, format);
    const bool ok = c.code == code && c.n_cells > 0;
    printf("%s: %s is %s\n", ok ? "ok" : "FAILED", label,
           c.code == EXIT_CLAIM ? "red"
           : c.code == EXIT_OK  ? "green"
                                : "not judged");
    comparison_free(&c);
    part_free(&right);
    part_free(&other);
    return ok;
}

static int judge(const char *database, const char *suite, enum table_format format, struct error *err) {
    struct snapshot all;
    struct store *store = store_open_readonly(database, err);
    const bool ok = store && snapshot_take(store, suite, NULL, NULL, 0, &all, err);
    store_close(store);
    if (!ok) return report_error(err);
    const bool fires = ends_in(&all, "wrong", 0, EXIT_CLAIM, format);
    const bool rests = ends_in(&all, "again", OTHER_SEEDS, EXIT_OK, format);
    snapshot_free(&all);
    return fires && rests ? EXIT_OK : EXIT_CLAIM;
}

int gate_selftest(const struct call *call, struct error *err) {
    enum table_format format;
    struct suite suite = {0};
    char *dir = flag_format(call, &format, err) ? dir_temporary(err) : NULL;
    if (!dir) return report_error(err);
    char *database = path_join(dir, "selftest.db");
    int code = train(call, dir, database, &suite, err);
    if (code == EXIT_OK) code = judge(database, suite.name, format, err);
    suite_free(&suite);
    mem_free(database);
    dir_remove(dir);
    mem_free(dir);
    return code;
}
