/* The numbers of runs as text, bit by bit, and hashes over it: what determinism is judged by. */
#include "base/hash.h"
#include "results/rows.h"

static const char *const training_sql[] = {"SELECT id, status, steps, fit, fit_step, fitted FROM run WHERE id = ?1",
                                           "SELECT step, loss, grad_norm, lr, fit FROM curve WHERE run = ?1 ORDER BY "
                                           "step"};

/* Of all cells of a run, or of the one that is named. */
#define CELL                                                                                                           \
    "WHERE run = ?1 AND (?2 IS NULL OR (task = ?2 AND variant = ?3 AND length = CAST(?4 AS INTEGER))) ORDER BY task, " \
    "variant, length"
static const char *const evaluation_sql[] = {
    "SELECT variant, length, examples, exact, exact_no_eos, answers, answers_right, loss_sum, first_error_sum FROM "
    "evaluation " CELL,
    "SELECT variant, length, place, correct, seen FROM position " CELL ", place",
    "SELECT variant, length, depth, exact, seen FROM depth " CELL ", depth"};

static bool add_rows(struct statement *st, struct text *out, struct error *err) {
    while (next_row(st)) {
        for (int c = 0; c < sqlite3_column_count(st->stmt); c++) {
            if (sqlite3_column_type(st->stmt, c) == SQLITE_FLOAT)
                text_add(out, "%a\t", sqlite3_column_double(st->stmt, c));
            else
                text_add(out, "%s\t", sqlite3_column_type(st->stmt, c) == SQLITE_NULL ? "-" : column_text(st, c));
        }
        text_add(out, "\n");
    }
    return finish(st, err, "cannot read results");
}

bool bits_of_training(struct store *s, const char *run_id, struct text *out, struct error *err) {
    for (size_t i = 0; i < sizeof training_sql / sizeof *training_sql; i++) {
        struct statement st = prepare(s, training_sql[i]);
        bind_text(&st, run_id);
        if (!add_rows(&st, out, err)) return false;
    }
    return true;
}

static bool add_cells(struct store *s, const char *run_id, const char *task, const char *variant, long length,
                      struct text *out, struct error *err) {
    for (size_t i = 0; i < sizeof evaluation_sql / sizeof *evaluation_sql; i++) {
        struct statement st = prepare(s, evaluation_sql[i]);
        bind_text(&st, run_id);
        if (task) bind_text(&st, task), bind_text(&st, variant), bind_long(&st, length);
        if (!add_rows(&st, out, err)) return false;
    }
    return true;
}

static bool bits_of_evaluations(struct store *s, const char *run_id, struct text *out, struct error *err) {
    return add_cells(s, run_id, NULL, NULL, 0, out, err);
}

bool bits_of_cell(struct store *s, const char *run_id, const char *task, const char *variant, long length,
                  struct text *out, struct error *err) {
    return add_cells(s, run_id, task, variant, length, out, err);
}

bool run_bits(struct store *s, const char *run_id, char training[RUN_ID_SIZE], char evaluation[RUN_ID_SIZE],
              struct error *err) {
    struct text a = {0}, b = {0};
    const bool ok = bits_of_training(s, run_id, &a, err) && bits_of_evaluations(s, run_id, &b, err);
    sha256_hex(text_of(&a), a.size, training);
    sha256_hex(text_of(&b), b.size, evaluation);
    text_free(&a);
    text_free(&b);
    return ok;
}

bool cell_bits(struct store *s, const char *run_id, const char *task, const char *variant, long length,
               char out[RUN_ID_SIZE], struct error *err) {
    struct text text = {0};
    const bool ok = bits_of_cell(s, run_id, task, variant, length, &text, err);
    sha256_hex(text_of(&text), text.size, out);
    text_free(&text);
    return ok;
}

bool store_fingerprint(struct store *s, char out[RUN_ID_SIZE], struct error *err) {
    struct table *ids =
        store_query(s, "SELECT id FROM run WHERE status IN ('done', 'diverged') ORDER BY id", NULL, 0, err);
    struct text all = {0};
    bool ok = ids != NULL;
    for (int i = 0; ok && i < table_rows(ids); i++)
        ok = bits_of_training(s, table_at(ids, i, 0), &all, err) &&
             bits_of_evaluations(s, table_at(ids, i, 0), &all, err);
    if (ok) sha256_hex(text_of(&all), all.size, out);
    text_free(&all);
    table_free(ids);
    return ok;
}
