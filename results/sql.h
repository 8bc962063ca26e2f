/* Within results/: an open database and statements whose parameters are bound in turn, never pasted. */
#ifndef LEXBENCH_SQL_H
#define LEXBENCH_SQL_H
#include "results/store.h"
#include <sqlite3.h>

enum { IDLE_STATEMENTS = 64 };
struct store {
    sqlite3 *db;
    char *path;
    bool writes;
    sqlite3_stmt *idle[IDLE_STATEMENTS]; /* ready for reuse, the oldest first; SQLite compiles one anew where
                                            the schema has changed since */
    int n_idle;
    double waiting_since; /* of the lock that is waited for */
    bool waiting_said;
    struct known_arms *known; /* differing.c; NULL: none */
};
/* How long another program's lock is waited for: LEXBENCH_LOCK_SECONDS, 60 where that is not set. */
double lock_seconds(void);
/* export.c: the database that a record has, as the bytes of its file; mem_free *out. */
bool record_read(const char *path, char **out, size_t *size, struct error *err);
/* Reports an error of SQLite while `doing` something, with the system's message and the free space where they matter;
 * returns false. A full or unwritable disk and a damaged database get EXIT_IO, running out of memory EXIT_INTERNAL,
 * another program's lock EXIT_INTERRUPTED and ERROR_BUSY, a row that the tables do not take ERROR_REFUSED. */
bool sql_failed(struct store *store, struct error *err, const char *doing);
bool sql_run(struct store *store, const char *sql, struct error *err, const char *doing);
/* First column of the first row. */
bool sql_long(struct store *store, const char *sql, long *out, struct error *err);

struct statement {
    struct store *store;
    sqlite3_stmt *stmt;
    int next; /* parameters bound so far */
    bool ok;  /* false from the first error on; finish() reports it */
};
/* A text that was prepared before is not compiled again: rows are stored, and runs looked for, by the thousand. */
struct statement prepare(struct store *store, const char *sql);
void bind_text(struct statement *st, const char *text);
/* Not copied: the text stays where it is until the statement is bound anew or finished. */
void bind_kept(struct statement *st, const char *text);
void bind_long(struct statement *st, long value);
void bind_real(struct statement *st, double value); /* NaN and infinity become NULL */
/* Runs an insert and makes the statement ready for the next row. */
bool insert(struct statement *st);
/* Makes a query ready to be asked again, its parameters bound anew. */
void bind_again(struct statement *st);
/* The next row of a query: false at the end, and on an error. */
bool next_row(struct statement *st);
/* Text of the row, or a column's name; "" and an error when out of memory. Valid until the next row. */
const char *column_text(struct statement *st, int column);
const char *column_name(struct statement *st, int column);
bool finish(struct statement *st, struct error *err, const char *doing);
void forget_statements(struct store *store); /* before its database is closed */

/* One transaction: begun with the writers' lock; ended by a commit if all went well, else rolled back. */
bool store_begin(struct store *store, struct error *err);
bool store_end(struct store *store, bool ok, struct error *err);

/* ingest.c, for other files that store runs. */
bool put_host(struct store *store, const struct host_info *host, long *id, struct error *err);
/* bits.c: SHA-256 over a stored run's training (settings, status, curve) and over its evaluation: no times, no host. */
bool run_bits(struct store *store, const char *run_id, char training[RUN_ID_SIZE], char evaluation[RUN_ID_SIZE],
              struct error *err);
/* The same over one cell. */
bool cell_bits(struct store *store, const char *run_id, const char *task, const char *variant, long length,
               char out[RUN_ID_SIZE], struct error *err);
#endif
