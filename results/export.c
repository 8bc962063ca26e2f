/* Records: what a page of results rests on in one small file, so that everybody can judge and draw it again. */
#include "base/compress.h"
#include "base/file.h"
#include "base/memory.h"
#include "results/sql.h"
#include <string.h>

static const char ending[] = ".zst";
static const size_t LIMIT = (size_t)4 << 30; /* bytes of a record, and of what is in it */

bool store_is_record(const char *path) {
    const size_t n = strlen(path), end = sizeof ending - 1;
    return n > end && strcmp(path + n - end, ending) == 0;
}

bool record_read(const char *path, char **out, size_t *size, struct error *err) {
    char *packed;
    size_t packed_size;
    if (!file_read(path, LIMIT, &packed, &packed_size, err)) return false;
    const bool ok = bytes_decompress(packed, packed_size, LIMIT, out, size, err);
    mem_free(packed);
    return ok || error_prefix(err, "%s is no record of results", path);
}

/* What only other suites have goes. */
static bool keep_suite(struct store *s, const char *suite, struct error *err) {
    struct table *others = store_query(s, "SELECT name FROM suite WHERE name <> ?", &suite, 1, err);
    bool ok = others != NULL;
    for (int i = 0; ok && i < table_rows(others); i++) ok = store_remove_suite(s, table_at(others, i, 0), err);
    table_free(others);
    struct table *runs =
        ok ? store_query(s, "SELECT id FROM run WHERE id NOT IN (SELECT run FROM suite_run)", NULL, 0, err) : NULL;
    ok = runs != NULL;
    for (int i = 0; ok && i < table_rows(runs); i++) ok = store_remove(s, table_at(runs, i, 0), err);
    table_free(runs);
    return ok;
}

static bool has_suite(struct store *s, const char *suite, struct error *err) {
    struct table *t = store_query(s, "SELECT 1 FROM suite WHERE name = ?", &suite, 1, err);
    const bool ok = t && (table_rows(t) == 1 || error_set(err, "%s has no suite '%s'", s->path, suite));
    table_free(t);
    return ok;
}

static bool pack(const char *database, const char *path, struct error *err) {
    char *bytes, *packed;
    size_t size, packed_size;
    if (!file_read(database, LIMIT, &bytes, &size, err)) return false;
    bool ok = bytes_compress(bytes, size, &packed, &packed_size, err);
    mem_free(bytes);
    if (!ok) return false;
    ok = file_write(path, packed, packed_size, err);
    mem_free(packed);
    return ok;
}

/* Of a training's curve the points where its fit was measured, its ends, and of each of so many stretches the lowest
 * and the highest loss, so that it is as rough as it was. Thinned once, it stays as it is. */
static bool thin_curves(struct store *s, int stretches, struct error *err) {
    struct statement st = prepare(
        s, "DELETE FROM curve WHERE (run, step) IN (SELECT run, step FROM (SELECT run, step, loss, place, n, "
           "min(loss) OVER stretch AS low, max(loss) OVER stretch AS high FROM (SELECT run, step, loss, "
           "row_number() OVER (PARTITION BY run ORDER BY step) - 1 AS place, count(*) OVER (PARTITION BY run) AS n "
           "FROM curve WHERE fit IS NULL) WINDOW stretch AS (PARTITION BY run, place * ?1 / n)) "
           "WHERE n > 2 * ?1 + 2 AND place BETWEEN 1 AND n - 2 AND loss > low AND loss < high)");
    bind_long(&st, stretches);
    next_row(&st);
    return finish(&st, err, "cannot thin the training curves");
}

bool store_export(struct store *s, const char *suite, int stretches, const char *path, struct error *err) {
    if (!store_is_record(path)) return error_set(err, "'%s' has to end with %s", path, ending);
    if (file_exists(path)) return error_set(err, "%s is there already; name another file", path);
    char *dir = !suite || has_suite(s, suite, err) ? dir_temporary(err) : NULL;
    if (!dir) return false;
    char *copy = path_join(dir, "record.db");
    bool ok = store_backup(s, copy, err);
    struct store *record = ok ? store_open(copy, err) : NULL;
    ok = record && (!suite || keep_suite(record, suite, err)) && (!stretches || thin_curves(record, stretches, err)) &&
         sql_run(record, "DELETE FROM position; VACUUM", err, "cannot make the record small");
    store_close(record);
    ok = ok && pack(copy, path, err);
    dir_remove(dir);
    mem_free(copy);
    mem_free(dir);
    return ok;
}
