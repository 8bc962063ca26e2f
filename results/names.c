/* What tables call the arms of a suite.
 *
 * A suite gives an arm a label. A name is the label followed by the settings that it takes to read it among the arms of
 * the suite's task, "rope, lr=0.0005":
 *
 *   - in which the arms differ that share the label (overrides of the command line make such);
 *   - in which arms differ that share any label of the task, whichever they are: beside "rope, lr=0.01" and "rope,
 *     lr=0.003" a bare "nope" would be read as either;
 *   - where the label is only the arm's scheme, also those in which it differs from arms that the suite's file does
 *     not label itself. Labels that the file gives tell its arms apart as its author wants.
 *
 * So does the name of a model whose predictions were scored: of what our models are configured with it has nothing.
 *
 * Where schemes differ in the builds of plugins alone, a name says the build: "mine, build 79ed9f07".
 *
 * A setting that the label states is not repeated, nor is one that the suite chooses by itself. Runs of one arm by
 * several codes say the code. Where a name could be read as another label of the task, it says which arm it is, too:
 * "rope, lr=0.0005, arm 1a2b3c4d". So names are unique in a suite and task, and they depend on what is in the suite
 * alone, not on the order in which it came there.
 */
#include "base/memory.h"
#include "base/plugin_mark.h"
#include "results/rows.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARM, VERSION, LABEL, SCHEME, NAME, OF_FILE }; /* columns of arms; of file: or a scored model's */

/* The arms of a suite's task, a row for each of their codes and labels, and the settings in which they differ. */
struct named {
    struct table *arms; /* by label, arm, version */
    const char **arm;   /* [differing.n_arms] each once, by id */
    struct differing differing;
    int *at;      /* [rows of arms] its arm's place in `arm` */
    bool *chosen; /* [n_keys] the suite chooses it by itself */
    bool *shared; /* [n_keys] arms that share a label differ in it */
    bool *told;   /* [n_keys] arms that the suite's file does not label differ in it */
};

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* Every arm once, and where it is. */
static int list_arms(struct named *n) {
    const int rows = table_rows(n->arms);
    int arms = 0;
    n->arm = mem_zero((size_t)rows + 1, sizeof *n->arm);
    n->at = mem_zero((size_t)rows + 1, sizeof *n->at);
    for (int i = 0; i < rows; i++) n->arm[i] = table_at(n->arms, i, ARM);
    qsort(n->arm, (size_t)rows, sizeof *n->arm, by_text);
    for (int i = 0; i < rows; i++)
        if (!arms || strcmp(n->arm[i], n->arm[arms - 1]) != 0) n->arm[arms++] = n->arm[i];
    for (int i = 0; i < rows; i++) {
        const char *arm = table_at(n->arms, i, ARM);
        n->at[i] = (int)((const char **)bsearch(&arm, n->arm, (size_t)arms, sizeof *n->arm, by_text) - n->arm);
    }
    return arms;
}

static bool read_chosen(struct store *s, const char *suite, struct named *n, struct error *err) {
    struct table *t = store_query(s, "SELECT DISTINCT key FROM choice WHERE suite = ?1", &suite, 1, err);
    for (int k = 0; t && k < n->differing.n_keys; k++)
        for (int i = 0; i < table_rows(t); i++) n->chosen[k] |= strcmp(table_at(t, i, 0), n->differing.key[k]) == 0;
    table_free(t);
    return t != NULL;
}

static bool read_named(struct store *s, const char *suite, const char *task, struct named *out, struct error *err) {
    const char *const bound[] = {suite, task};
    *out = (struct named){0};
    out->arms = store_query(s,
                            "SELECT a.arm, a.version, a.label, m.scheme, a.name, instr(s.text, a.label) > 0 OR EXISTS "
                            "(SELECT 1 FROM setting p WHERE p.arm = a.arm AND p.key = 'predictions_name') FROM "
                            "suite_arm a JOIN arm m ON m.id = a.arm JOIN suite s ON s.name = a.suite WHERE a.suite = "
                            "?1 AND m.task = ?2 ORDER BY a.label, a.arm, a.version",
                            bound, 2, err);
    if (!out->arms) return false;
    const int arms = list_arms(out);
    if (!differing_read(s, out->arm, arms, &out->differing, err)) return false;
    const size_t keys = (size_t)out->differing.n_keys + 1;
    out->chosen = mem_zero(keys, sizeof *out->chosen);
    out->shared = mem_zero(keys, sizeof *out->shared);
    out->told = mem_zero(keys, sizeof *out->told);
    return read_chosen(s, suite, out, err);
}

static void free_named(struct named *n) {
    table_free(n->arms);
    differing_free(&n->differing);
    mem_free(n->arm);
    mem_free(n->at);
    mem_free(n->chosen);
    mem_free(n->shared);
    mem_free(n->told);
}

static const char *value_of(const struct named *n, int key, int row) {
    return n->differing.value[key * n->differing.n_arms + n->at[row]];
}

static bool same(const struct table *arms, int a, int b, int column) {
    return strcmp(table_at(arms, a, column), table_at(arms, b, column)) == 0;
}

/* "rope" and "rope, layers=2" of the scheme rope or rope(base=500): the scheme alone, and what a grid adds to it. */
static bool is_scheme(const char *label, const char *scheme) {
    const char *comma = strstr(label, ", ");
    const size_t size = comma ? (size_t)(comma - label) : strlen(label);
    if (strncmp(label, scheme, size) != 0 || (scheme[size] && scheme[size] != '(')) return false;
    for (const char *part = label + size; *part;) {
        const char *next = strstr(part + 2, ", "), *equals = strchr(part, '=');
        if (!equals || (next && equals > next)) return false;
        part = next ? next : "";
    }
    return true;
}

/* What is a scheme's, or the weights of a model from elsewhere, says no more than the labels of other arms do. */
static bool is_of_all(const struct named *n, int key) {
    const char *name = n->differing.key[key];
    return strcmp(name, "scheme") != 0 && strncmp(name, "weights", 7) != 0 && !n->chosen[key];
}

/* Rows of one label are adjacent. */
static void mark_keys(struct named *n) {
    const int rows = table_rows(n->arms);
    int first = -1; /* that the file does not label */
    for (int i = 0; i < rows; i++) {
        const bool own = strcmp(table_at(n->arms, i, OF_FILE), "1") == 0 &&
                         !is_scheme(table_at(n->arms, i, LABEL), table_at(n->arms, i, SCHEME));
        if (first < 0 && !own) first = i;
        for (int k = 0; k < n->differing.n_keys; k++) {
            if (!is_of_all(n, k)) continue;
            if (i > 0 && same(n->arms, i, i - 1, LABEL))
                n->shared[k] |= strcmp(value_of(n, k, i), value_of(n, k, i - 1)) != 0;
            if (!own) n->told[k] |= strcmp(value_of(n, k, i), value_of(n, k, first)) != 0;
        }
    }
}

/* ---- one name ---- */

/* "train.lr" is "lr" to people. */
static const char *short_key(const char *key) {
    const char *dot = strrchr(key, '.');
    return dot ? dot + 1 : key;
}

/* Do two spellings mean one value? */
static bool is_value(const char *text, const char *value) {
    double a, b;
    return strcmp(text, value) == 0 || (text_to_double(text, &a) && text_to_double(value, &b) && !(a < b || a > b));
}

/* What a label states of a setting, "rope, lr=0.01": its value into *out. false: nothing. */
static bool states(const char *label, const char *key, struct text *out) {
    for (const char *part = strstr(label, ", "); part; part = strstr(part + 2, ", ")) {
        const char *word = part + 2, *end = strstr(word, ", ");
        const size_t name = strcspn(word, "="), size = end ? (size_t)(end - word) : strlen(word);
        const bool named = (strlen(key) == name && strncmp(word, key, name) == 0) ||
                           (strlen(short_key(key)) == name && strncmp(word, short_key(key), name) == 0);
        if (!named || name >= size) continue;
        text_clear(out);
        text_bytes(out, word + name + 1, size - name - 1);
        return true;
    }
    return false;
}

static bool is_stated(const char *label, const char *key, const char *value) {
    struct text text = {0};
    const bool yes = states(label, key, &text) && is_value(text_of(&text), value);
    text_free(&text);
    return yes;
}

/* The rows of the label that row has: the first, and behind the last. */
static void namesakes(const struct named *n, int row, int *from, int *to) {
    for (*from = row; *from > 0 && same(n->arms, *from - 1, row, LABEL);) --*from;
    for (*to = row + 1; *to < table_rows(n->arms) && same(n->arms, *to, row, LABEL);) ++*to;
}

static bool differs(const struct named *n, int key, int from, int to) {
    for (int i = from + 1; i < to; i++)
        if (strcmp(value_of(n, key, i), value_of(n, key, from)) != 0) return true;
    return false;
}

/* Of the hash of a foreign model's weights, as of an arm's id, so many characters tell it apart. */
static int shown_size(const char *key) {
    return strcmp(key, "weights") == 0 ? 8 : (int)sizeof((struct run_record *)0)->untrained;
}

/* Whether two schemes are the same but for the hashes of plugins' files. */
static bool same_but_builds(const char *a, const char *b) {
    char mark_a[PLUGIN_MARK_SIZE], mark_b[PLUGIN_MARK_SIZE];
    for (;;) {
        const char *next_a = plugin_next(a, mark_a), *next_b = plugin_next(b, mark_b);
        if (!next_a || !next_b) return !next_a && !next_b && strcmp(a, b) == 0;
        const size_t size = (size_t)(next_a - a) - PLUGIN_MARK_HASH;
        if ((size_t)(next_b - b) - PLUGIN_MARK_HASH != size || strncmp(a, b, size) != 0) return false;
        a = next_a, b = next_b;
    }
}

static bool differ_in_builds(const struct named *n, int key, int from, int to) {
    bool yes = strcmp(n->differing.key[key], "scheme") == 0;
    for (int i = from + 1; yes && i < to; i++) yes = same_but_builds(value_of(n, key, from), value_of(n, key, i));
    return yes;
}

static void add_builds(const char *scheme, struct text *out) {
    char mark[PLUGIN_MARK_SIZE];
    const char *before = ", build ";
    for (; (scheme = plugin_next(scheme, mark)) != NULL; before = "+")
        text_add(out, "%s%.8s", before, mark + strlen(mark) - PLUGIN_MARK_HASH);
}

/* Rows of one label, and the settings in which they differ: how, by key. */
enum difference { SAME, DIFFERENT, OTHER_BUILD };
struct group {
    int from, to;
    unsigned char *differs; /* [n_keys] enum difference */
};

static void read_group(const struct named *n, int first, struct group *out) {
    namesakes(n, first, &out->from, &out->to);
    for (int k = 0; k < n->differing.n_keys; k++)
        out->differs[k] = !differs(n, k, out->from, out->to)           ? SAME
                          : differ_in_builds(n, k, out->from, out->to) ? OTHER_BUILD
                                                                       : DIFFERENT;
}

static void add_setting(const struct named *n, int key, int row, const struct group *group, struct text *out) {
    const char *name = n->differing.key[key], *value = value_of(n, key, row);
    if (group->differs[key] == OTHER_BUILD)
        add_builds(value, out);
    else
        text_add(out, ", %s=%.*s", short_key(name), shown_size(name), value);
}

/* How many codes the row's arm has under its label: their rows are adjacent. */
static int codes_of(const struct named *n, int row, const struct group *group) {
    int first = row, last = row;
    while (first > group->from && same(n->arms, first - 1, row, ARM)) first--;
    while (last + 1 < group->to && same(n->arms, last + 1, row, ARM)) last++;
    return last - first + 1;
}

static void make_name(const struct named *n, int row, const struct group *group, struct text *out) {
    const char *arm = table_at(n->arms, row, ARM), *version = table_at(n->arms, row, VERSION);
    const char *label = table_at(n->arms, row, LABEL);
    const bool bare = is_scheme(label, table_at(n->arms, row, SCHEME));
    const int codes = codes_of(n, row, group);
    text_add(out, "%s", label);
    const size_t plain = out->size;
    for (int k = 0; k < n->differing.n_keys; k++) {
        const char *key = n->differing.key[k], *value = value_of(n, k, row);
        if ((n->shared[k] || (bare && n->told[k]) || group->differs[k]) && !is_stated(label, key, value))
            add_setting(n, k, row, group, out);
    }
    if (out->size == plain && codes < group->to - group->from) text_add(out, ", arm %.8s", arm);
    if (codes > 1) text_add(out, ", code %.8s", *version ? version : "unknown");
}

/* Goes through the beginnings of a name that end where ", " follows, or with it, and are longer than *size: the next
 * into *out, its length into *size. false: there are no more. */
static bool next_beginning(const char *name, size_t *size, struct text *out) {
    if (!name[*size]) return false;
    const char *end = strstr(name + *size + 1, ", ");
    *size = end ? (size_t)(end - name) : strlen(name);
    text_clear(out);
    text_bytes(out, name, *size);
    return true;
}

static bool has_label(const struct named *n, const char *label) {
    int from = 0, to = table_rows(n->arms);
    while (from < to) {
        const int middle = (from + to) / 2, order = strcmp(table_at(n->arms, middle, LABEL), label);
        if (order == 0) return true;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return false;
}

/* Whether a name made from the label begins with another label of the task, and so may be made from that one, or be it.
 */
static bool is_ambiguous(const struct named *n, const char *label, const char *name) {
    struct text begins = {0};
    bool found = false;
    for (size_t size = strlen(label); !found && next_beginning(name, &size, &begins);)
        found = has_label(n, text_of(&begins));
    text_free(&begins);
    return found;
}

/* ---- all names ---- */

static bool put_name(struct store *s, const char *suite, const struct table *arms, int row, const char *name,
                     struct error *err) {
    struct statement st = prepare(s, "UPDATE suite_arm SET name = ?1 WHERE suite = ?2 AND label = ?3 AND arm = ?4 AND "
                                     "version = ?5");
    bind_text(&st, name);
    bind_text(&st, suite);
    bind_text(&st, table_at(arms, row, LABEL));
    bind_text(&st, table_at(arms, row, ARM));
    bind_text(&st, table_at(arms, row, VERSION));
    insert(&st);
    return finish(&st, err, "cannot store an arm's name");
}

static int by_name(const void *a, const void *b) {
    return strcmp(text_of(*(const struct text *const *)a), text_of(*(const struct text *const *)b));
}

/* Two arms of the label whose settings read alike differ in what is not named, such as an option of the task. */
static void mark_shared(const struct text *name, const struct group *group, const struct text **sorted, bool *shared) {
    const int rows = group->to - group->from;
    for (int i = 0; i < rows; i++) sorted[i] = &name[group->from + i];
    qsort(sorted, (size_t)rows, sizeof *sorted, by_name);
    for (int i = 1; i < rows; i++)
        if (strcmp(text_of(sorted[i - 1]), text_of(sorted[i])) == 0)
            shared[sorted[i - 1] - name] = shared[sorted[i] - name] = true;
}

static bool put_group(struct store *s, const char *suite, const struct named *n, const struct group *group,
                      const struct text *name, const bool *shared, struct error *err) {
    struct text whole = {0};
    bool ok = true;
    for (int i = group->from; ok && i < group->to; i++) {
        text_clear(&whole);
        text_add(&whole, "%s", text_of(&name[i]));
        if (shared[i] || is_ambiguous(n, table_at(n->arms, i, LABEL), text_of(&name[i])))
            text_add(&whole, ", arm %.8s", table_at(n->arms, i, ARM));
        if (strcmp(text_of(&whole), table_at(n->arms, i, NAME)) != 0)
            ok = put_name(s, suite, n->arms, i, text_of(&whole), err);
    }
    text_free(&whole);
    return ok;
}

static bool put_names(struct store *s, const char *suite, const struct named *n, struct error *err) {
    const int rows = table_rows(n->arms);
    struct text *name = mem_zero((size_t)rows + 1, sizeof *name);
    const struct text **sorted = mem_zero((size_t)rows + 1, sizeof *sorted);
    bool *shared = mem_zero((size_t)rows + 1, sizeof *shared), ok = true;
    struct group group = {.differs = mem_zero((size_t)n->differing.n_keys + 1, sizeof *group.differs)};
    for (; ok && group.to < rows;) {
        read_group(n, group.to, &group);
        for (int i = group.from; i < group.to; i++) make_name(n, i, &group, &name[i]);
        mark_shared(name, &group, sorted, shared);
        ok = put_group(s, suite, n, &group, name, shared, err);
    }
    for (int i = 0; i < rows; i++) text_free(&name[i]);
    mem_free(name);
    mem_free(sorted);
    mem_free(shared);
    mem_free(group.differs);
    return ok;
}

bool name_arms(struct store *s, const char *suite, const char *task, struct error *err) {
    struct named n;
    bool ok = read_named(s, suite, task, &n, err);
    if (ok) {
        mark_keys(&n);
        ok = put_names(s, suite, &n, err);
    }
    free_named(&n);
    return ok;
}

static bool name_each(struct store *s, const char *sql, struct error *err) {
    struct table *t = store_query(s, sql, NULL, 0, err);
    bool ok = t != NULL;
    for (int i = 0; ok && i < table_rows(t); i++) ok = name_arms(s, table_at(t, i, 0), table_at(t, i, 1), err);
    table_free(t);
    return ok;
}

bool name_all(struct store *s, struct error *err) {
    return name_each(s, "SELECT DISTINCT a.suite, m.task FROM suite_arm a JOIN arm m ON m.id = a.arm", err);
}

bool name_namesakes(struct store *s, struct error *err) {
    return name_each(s,
                     "SELECT DISTINCT a.suite, m.task FROM suite_arm a JOIN arm m ON m.id = a.arm GROUP BY a.suite, "
                     "m.task, a.label HAVING count(*) > 1",
                     err);
}

/* ---- a label that a user gives ---- */

static bool check_settings(struct store *s, const char *run_id, const char *label, struct error *err) {
    struct table *t = store_query(s,
                                  "SELECT t.key, t.value FROM run r JOIN setting t ON t.arm = r.arm WHERE r.id = ?1 "
                                  "AND (t.key LIKE 'train.%' OR t.key LIKE 'model.%')",
                                  &run_id, 1, err);
    struct text stated = {0};
    bool ok = t != NULL;
    for (int i = 0; ok && i < table_rows(t); i++)
        if (states(label, table_at(t, i, 0), &stated) && !is_value(text_of(&stated), table_at(t, i, 1)))
            ok = error_set(err, "the label '%s' says %s=%s, but the run has %s; give it another label", label,
                           table_at(t, i, 0), text_of(&stated), table_at(t, i, 1));
    text_free(&stated);
    table_free(t);
    return ok;
}

bool check_label(struct store *s, const char *run_id, const char *label, struct error *err) {
    const char *const bound[] = {run_id, label};
    struct table *t = store_query(s,
                                  "SELECT a.suite FROM run r JOIN suite_run m ON m.run = r.id JOIN suite_arm a ON "
                                  "a.suite = m.suite AND a.arm <> r.arm JOIN arm o ON o.id = a.arm AND o.task = r.task "
                                  "WHERE r.id = ?1 AND a.name = ?2 AND a.name <> a.label LIMIT 1",
                                  bound, 2, err);
    bool ok = t != NULL;
    if (ok && table_rows(t))
        ok = error_set(err, "'%s' is what suite %s calls another arm; give this one another label", label,
                       table_at(t, 0, 0));
    table_free(t);
    return ok && check_settings(s, run_id, label, err);
}
