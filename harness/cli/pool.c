/* Several suites, of one or several databases, as one suite: what a figure compares. Nothing is written to them. */
#include "base/log.h"
#include "base/memory.h"
#include "cli/command.h"
#include <stdio.h>
#include <string.h>

/* Ordinals of the next suite begin behind those of this one (results/store.h, ORDINAL_STEP). */
static const long SUITE_STEP = 200000 * ORDINAL_STEP;

/* Arguments that are several suites' names; else the call is about one suite, by its name or file. */
static bool are_names(const struct call *call) {
    return call->n > 1 && !strchr(call->argument[1], '=') && !is_suite_file(call->argument[0]);
}

/* ---- several databases ---- */

/* The runs of the named suites, of all where none is named. */
static struct table *runs_wanted(struct store *from, const struct call *call, struct error *err) {
    if (call->n == 0 || is_suite_file(call->argument[0]))
        return store_query(from, "SELECT id FROM run ORDER BY id", NULL, 0, err);
    struct text sql = {0};
    text_add(&sql, "SELECT DISTINCT run FROM suite_run WHERE suite IN (");
    for (int i = 0; i < call->n; i++) text_add(&sql, "%s?%d", i ? ", " : "", i + 1);
    text_add(&sql, ") ORDER BY run");
    struct table *runs = store_query(from, text_of(&sql), call->argument, call->n, err);
    text_free(&sql);
    return runs;
}

static bool take_run(struct store *to, struct store *from, const char *id, const char *path, struct error *err) {
    struct merged one;
    if (!store_merge_run(to, from, id, &one, err)) return false;
    if (one.conflicts) log_warn("%s: left out, since an earlier database has others: %s", path, text_of(&one.conflict));
    text_free(&one.conflict);
    return true;
}

static bool take_database(struct store *to, const char *path, const struct call *call, struct error *err) {
    struct store *from = store_open_readonly(path, err);
    struct table *runs = from ? runs_wanted(from, call, err) : NULL;
    bool ok = runs && store_merge_rest(to, from, err);
    for (int r = 0; ok && r < table_rows(runs); r++) ok = take_run(to, from, table_at(runs, r, 0), path, err);
    table_free(runs);
    store_close(from);
    return ok;
}

static struct store *open_databases(const struct call *call, struct error *err) {
    const char *path[REPEATS_MAX];
    const int n = flag_values(call, "db", path);
    if (n == 1) return store_open_readonly(path[0], err);
    struct store *store = store_open_memory(err);
    bool ok = store != NULL;
    for (int i = 0; ok && i < n; i++) ok = take_database(store, path[i], call, err);
    if (ok) return store;
    store_close(store);
    return NULL;
}

/* ---- several suites ---- */

/* Every run of the named suites once: under the label that the first of them gives it. */
static struct table *members_of(struct store *store, const struct call *call, struct error *err) {
    struct text sql = {0};
    text_add(&sql, "SELECT run, label, min(ordinal + at) FROM (");
    for (int i = 0; i < call->n; i++)
        text_add(&sql, "%sSELECT run, label, ordinal, %ld AS at FROM suite_run WHERE suite = ?%d",
                 i ? " UNION ALL " : "", SUITE_STEP * i, i + 1);
    text_add(&sql, ") GROUP BY run ORDER BY 3");
    struct table *members = store_query(store, text_of(&sql), call->argument, call->n, err);
    text_free(&sql);
    return members;
}

static bool all_stored(struct store *store, const struct call *call, struct error *err) {
    for (int i = 0; i < call->n; i++) {
        struct call one = *call;
        char name[SUITE_NAME_SIZE];
        one.n = 1;
        one.argument[0] = call->argument[i];
        if (is_suite_file(one.argument[0]))
            return error_set(err,
                             "'%s' is a file, and of several suites all are given by the names they are stored under",
                             one.argument[0]);
        if (!find_suite(&one, store, name, err)) return false;
    }
    return true;
}

static bool scope_to(struct store *store, const struct call *call, const struct table *members, const char *name,
                     struct error *err) {
    const int n = table_rows(members);
    struct suite_member *member = mem_zero((size_t)n + 1, sizeof *member);
    for (int r = 0; r < n; r++)
        member[r] =
            (struct suite_member){table_at(members, r, 0), table_at(members, r, 1), (long)table_value(members, r, 2)};
    struct text about = {0};
    text_add(&about, "The suites");
    for (int i = 0; i < call->n; i++) text_add(&about, "%s %s", i ? "," : "", call->argument[i]);
    text_add(&about, ".");
    const struct suite_scope scope = {name, text_of(&about), "", "", n, member};
    int stored;
    const bool ok = store_scope(store, &scope, &stored, err);
    text_free(&about);
    mem_free(member);
    return ok;
}

static bool find_suites(struct store *store, const struct call *call, char name[SUITE_NAME_SIZE], struct error *err) {
    struct text joined = {0};
    for (int i = 0; i < call->n; i++) text_add(&joined, "%s%s", i ? " and " : "", call->argument[i]);
    snprintf(name, SUITE_NAME_SIZE, "%s", text_of(&joined));
    text_free(&joined);
    struct table *members = all_stored(store, call, err) ? members_of(store, call, err) : NULL;
    const bool ok = members && scope_to(store, call, members, name, err);
    table_free(members);
    return ok;
}

struct store *open_suites(const struct call *call, char name[SUITE_NAME_SIZE], struct error *err) {
    const bool several = are_names(call);
    if (!several && !suite_is_named(call, err)) return NULL;
    struct store *store = open_databases(call, err);
    if (!store || (several ? find_suites(store, call, name, err) : find_suite(call, store, name, err))) return store;
    store_close(store);
    return NULL;
}
