#include "results/sql.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

/* Bytes that a program may still write where path stands; -1: unknown. */
static long long room_at(const char *path) {
    struct statvfs disk;
    return statvfs(path, &disk) == 0 ? (long long)disk.f_bavail * (long long)disk.f_frsize : -1;
}

double lock_seconds(void) {
    const char *word = getenv("LEXBENCH_LOCK_SECONDS"); /* a number, as main.c sees to */
    double seconds;
    return word && text_to_double(word, &seconds) && seconds >= 0 ? seconds : 60;
}

/* A lock of somebody else is no damage, and a row that the tables do not take says nothing about the other rows. */
static enum error_kind kind_of(int code) {
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ERROR_BUSY;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG: return ERROR_REFUSED;
    default: return ERROR_PLAIN;
    }
}

bool sql_failed(struct store *s, struct error *err, const char *doing) {
    const int code = sqlite3_errcode(s->db) & 0xff, reason = sqlite3_system_errno(s->db);
    const bool io = code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_CANTOPEN || code == SQLITE_READONLY ||
                    code == SQLITE_CORRUPT;
    const enum error_kind kind = kind_of(code);
    struct text text = {0};
    text_add(&text, "%s: %s: %s", s->path, doing, sqlite3_errmsg(s->db));
    if (io && reason) text_add(&text, " (%s)", strerror(reason));
    if (code == SQLITE_FULL) text_add(&text, "; %lld bytes are left there", room_at(s->path));
    if (kind == ERROR_BUSY)
        text_add(&text,
                 "; another program holds it: try again when that one has ended (waited %g seconds, as "
                 "LEXBENCH_LOCK_SECONDS says)",
                 lock_seconds());
    error_set(err, "%s", text_of(&text));
    error_is(err, kind);
    text_free(&text);
    if (err && kind == ERROR_BUSY) err->exit_code = EXIT_INTERRUPTED;
    if (err && io) err->exit_code = EXIT_IO;
    if (err && code == SQLITE_NOMEM) err->exit_code = EXIT_INTERNAL;
    return false;
}

bool sql_run(struct store *s, const char *sql, struct error *err, const char *doing) {
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK || sql_failed(s, err, doing);
}

bool sql_long(struct store *s, const char *sql, long *out, struct error *err) {
    sqlite3_stmt *ask;
    const bool ok = sqlite3_prepare_v2(s->db, sql, -1, &ask, NULL) == SQLITE_OK && sqlite3_step(ask) == SQLITE_ROW;
    if (ok)
        *out = (long)sqlite3_column_int64(ask, 0);
    else
        sql_failed(s, err, "cannot read the database");
    sqlite3_finalize(ask);
    return ok;
}

/* Takes the k-th out. */
static sqlite3_stmt *take_idle(struct store *s, int k) {
    sqlite3_stmt *stmt = s->idle[k];
    s->n_idle--;
    memmove(s->idle + k, s->idle + k + 1, sizeof *s->idle * (size_t)(s->n_idle - k));
    return stmt;
}

static sqlite3_stmt *find_idle(struct store *s, const char *sql) {
    for (int k = s->n_idle - 1; k >= 0; k--)
        if (strcmp(sqlite3_sql(s->idle[k]), sql) == 0) return take_idle(s, k);
    return NULL;
}

static void keep_idle(struct store *s, sqlite3_stmt *stmt) {
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    if (s->n_idle == IDLE_STATEMENTS) sqlite3_finalize(take_idle(s, 0));
    s->idle[s->n_idle++] = stmt;
}

void forget_statements(struct store *s) {
    while (s->n_idle) sqlite3_finalize(take_idle(s, s->n_idle - 1));
}

struct statement prepare(struct store *s, const char *sql) {
    struct statement st = {.store = s, .stmt = find_idle(s, sql), .ok = true};
    if (!st.stmt) st.ok = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st.stmt, NULL) == SQLITE_OK;
    return st;
}

void bind_text(struct statement *st, const char *text) {
    st->ok = st->ok && sqlite3_bind_text(st->stmt, ++st->next, text, -1, SQLITE_TRANSIENT) == SQLITE_OK;
}

void bind_kept(struct statement *st, const char *text) {
    st->ok = st->ok && sqlite3_bind_text(st->stmt, ++st->next, text, -1, SQLITE_STATIC) == SQLITE_OK;
}

void bind_long(struct statement *st, long value) {
    st->ok = st->ok && sqlite3_bind_int64(st->stmt, ++st->next, value) == SQLITE_OK;
}

void bind_real(struct statement *st, double value) {
    st->next++;
    if (st->ok && isfinite(value)) st->ok = sqlite3_bind_double(st->stmt, st->next, value) == SQLITE_OK;
}

bool insert(struct statement *st) {
    st->ok = st->ok && sqlite3_step(st->stmt) == SQLITE_DONE && sqlite3_reset(st->stmt) == SQLITE_OK &&
             sqlite3_clear_bindings(st->stmt) == SQLITE_OK;
    st->next = 0;
    return st->ok;
}

void bind_again(struct statement *st) {
    st->ok = st->ok && sqlite3_reset(st->stmt) == SQLITE_OK;
    st->next = 0;
}

bool next_row(struct statement *st) {
    if (!st->ok) return false;
    const int code = sqlite3_step(st->stmt);
    st->ok = code == SQLITE_ROW || code == SQLITE_DONE;
    return code == SQLITE_ROW;
}

static const char *or_failed(struct statement *st, const void *text) {
    if (!text) st->ok = false;
    return text ? text : "";
}

const char *column_text(struct statement *st, int column) {
    return or_failed(st, sqlite3_column_text(st->stmt, column));
}

const char *column_name(struct statement *st, int column) {
    return or_failed(st, sqlite3_column_name(st->stmt, column));
}

bool finish(struct statement *st, struct error *err, const char *doing) {
    if (st->ok && st->stmt) return keep_idle(st->store, st->stmt), true;
    sql_failed(st->store, err, doing);
    sqlite3_finalize(st->stmt);
    return false;
}

bool store_begin(struct store *s, struct error *err) {
    return sql_run(s, "BEGIN IMMEDIATE", err, "cannot begin to write");
}

bool store_end(struct store *s, bool ok, struct error *err) {
    if (ok && sql_run(s, "COMMIT", err, "cannot store")) return true;
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

bool store_read_begin(struct store *s, struct error *err) { return sql_run(s, "BEGIN", err, "cannot begin to read"); }

void store_read_end(struct store *s) { sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL); }
