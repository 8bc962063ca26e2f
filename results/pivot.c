#include "results/pivot.h"
#include "base/memory.h"
#include "results/summary.h"
#include "results/younger.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is asked for ---- */

/* Keys that are not settings of a configuration but properties of every run. */
static bool is_of_run(const char *key) {
    return strcmp(key, "scheme") == 0 || strcmp(key, "label") == 0 || strcmp(key, "seed") == 0;
}

/* A name without its sections is close to the setting that ends so: "lr" to "train.lr". */
static const char *closest(const char *key, const char *const *names, int n) {
    for (int i = 0; i < n; i++) {
        const char *dot = strrchr(names[i], '.');
        if (dot && strcmp(dot + 1, key) == 0) return names[i];
    }
    return text_closest(key, names, n);
}

static bool check_key(struct store *store, const char *key, struct error *err) {
    if (is_of_run(key)) return true;
    struct table *t = store_query(store, "SELECT DISTINCT key FROM setting ORDER BY key", NULL, 0, err);
    if (!t) return false;
    const int n = table_rows(t);
    const char **names = mem_zero((size_t)n + 1, sizeof *names);
    bool found = false;
    for (int i = 0; i < n; i++) names[i] = table_at(t, i, 0), found |= strcmp(names[i], key) == 0;
    if (!found) {
        const char *close = closest(key, names, n);
        error_set(err, "no run has a setting '%s'%s%s%s", key, close ? "; did you mean '" : "", close ? close : "",
                  close ? "'?" : "");
    }
    mem_free(names);
    table_free(t);
    return found;
}

/* At which most runs were evaluated as trained; of several the largest. */
static double usual_multiple(const struct summary *s) {
    double at = (double)NAN;
    int most = 0;
    for (int m = 0; m < s->multiples; m++) {
        int runs = 0;
        for (int k = 0; k < s->n; k++) runs += *s->row[k].variant ? 0 : s->row[k].cell[m].n;
        if (runs > 0 && runs >= most) most = runs, at = s->multiple[m];
    }
    return at;
}

/* ---- arms ---- */

/* What an arm has of each setting; text "" where it has none. other: the settings in which the suite's arms differ,
 * but for those that are asked for, in words. */
struct arm {
    const char *id, *scheme, *by, *against;
    struct text other;
};
struct arms {
    struct table *table, *other;
    struct arm *arm; /* [n] by id */
    int n;
};

static const char arms_question[] =
    "WITH mine AS (SELECT DISTINCT r.arm FROM suite_run s JOIN run r ON r.id = s.run WHERE s.suite = ?1) SELECT m.arm, "
    "coalesce(p.value, a.scheme), "
    "coalesce(b.value, iif(p.value IS NULL, ?4, '')), coalesce(c.value, iif(p.value IS NULL, ?5, '')) FROM mine m JOIN "
    "arm a ON a.id = m.arm LEFT JOIN setting p "
    "ON p.arm = m.arm AND p.key = 'predictions_name' LEFT JOIN setting b ON b.arm = m.arm AND b.key = ?2 LEFT JOIN "
    "setting c ON c.arm = m.arm AND c.key = ?3 ORDER BY m.arm";
/* Scheme and task are told by their expressions. What a scored model does not have (run/score.h) tells nothing. */
static const char other_question[] =
    "WITH mine AS (SELECT DISTINCT r.arm FROM suite_run s JOIN run r ON r.id = s.run WHERE s.suite = ?1 AND NOT EXISTS "
    "(SELECT 1 FROM setting p WHERE p.arm = r.arm AND p.key = 'predictions_name')), differing AS "
    "(SELECT key FROM mine JOIN setting USING (arm) WHERE key NOT IN ('scheme', 'task', ?2, ?3) AND key NOT LIKE "
    "'scheme.%' AND key NOT LIKE 'task.%' GROUP BY key HAVING count(DISTINCT value) > 1 OR count(*) < (SELECT count(*) "
    "FROM mine)) SELECT s.arm, d.key, s.value FROM differing d JOIN mine m JOIN setting s ON s.arm = m.arm AND s.key = "
    "d.key ORDER BY s.arm, d.key";

static bool read_arms(struct store *store, const char *suite, const struct pivot *p, struct arms *out,
                      struct error *err) {
    const char *against = p->against ? p->against : "", *by_default = younger_default(p->by),
               *against_default = younger_default(against);
    const char *const bound[] = {suite, p->by, against, by_default ? by_default : "",
                                 against_default ? against_default : ""};
    *out = (struct arms){.table = store_query(store, arms_question, bound, 5, err)};
    out->other = out->table ? store_query(store, other_question, bound, 3, err) : NULL;
    if (!out->other) return false;
    out->n = table_rows(out->table);
    out->arm = mem_zero((size_t)out->n + 1, sizeof *out->arm);
    for (int i = 0, k = 0; i < out->n; i++) {
        struct arm *arm = &out->arm[i];
        const struct table *t = out->table;
        *arm = (struct arm){table_at(t, i, 0), table_at(t, i, 1), table_at(t, i, 2), table_at(t, i, 3), {0}};
        for (; k < table_rows(out->other) && strcmp(table_at(out->other, k, 0), arm->id) == 0; k++) {
            const char *key = table_at(out->other, k, 1), *dot = strrchr(key, '.');
            text_add(&arm->other, ", %s=%s", dot ? dot + 1 : key, table_at(out->other, k, 2));
        }
    }
    return true;
}

static void free_arms(struct arms *a) {
    for (int i = 0; a->arm && i < a->n; i++) text_free(&a->arm[i].other);
    mem_free(a->arm);
    table_free(a->table);
    table_free(a->other);
}

static int by_id(const void *id, const void *arm) { return strcmp(id, ((const struct arm *)arm)->id); }

/* ---- cells, each of one arm ---- */

struct cell {
    int row, column, of; /* of: the summary's row */
    double mean;
    int n;
};
/* A list of texts in the order in which they came. */
struct words {
    char **word;
    int n;
};
/* A row for each task, value and rest of an arm; a row's three words are one, put together with tabulators. */
struct grid {
    struct words row, column;
    struct cell *cell;
    int n;
    /* What else became of a row's runs. */
    struct remark {
        int row;
        double at; /* by which those of a row stand in order */
        char *words;
    } * remark;
    int remarks;
};

static int find_or_add(struct words *w, const char *word) {
    for (int i = w->n - 1; i >= 0; i--)
        if (strcmp(w->word[i], word) == 0) return i;
    w->word = mem_grow(w->word, sizeof *w->word * (size_t)w->n, sizeof *w->word * (size_t)(w->n + 1));
    w->word[w->n] = mem_text(word);
    return w->n++;
}

static void free_words(struct words *w) {
    for (int i = 0; i < w->n; i++) mem_free(w->word[i]);
    mem_free(w->word);
    *w = (struct words){0};
}

static void free_grid(struct grid *g) {
    free_words(&g->row);
    free_words(&g->column);
    mem_free(g->cell);
    for (int i = 0; i < g->remarks; i++) mem_free(g->remark[i].words);
    mem_free(g->remark);
    *g = (struct grid){0};
}

static void put(struct grid *g, const char *row, const char *column, int of, double mean, int n) {
    g->cell = mem_grow(g->cell, sizeof *g->cell * (size_t)g->n, sizeof *g->cell * (size_t)(g->n + 1));
    g->cell[g->n++] = (struct cell){find_or_add(&g->row, row), find_or_add(&g->column, column), of, mean, n};
}

/* An expression without an option, "sort(symbols=16,kind=unique)" without symbols. */
static void without_option(const char *expression, const char *option, struct text *out) {
    const size_t size = strlen(option);
    for (const char *at = expression; *at;) {
        const bool begins = at > expression && (at[-1] == '(' || at[-1] == ',');
        if (!begins || strncmp(at, option, size) != 0 || at[size] != '=') {
            text_bytes(out, at++, 1);
            continue;
        }
        const char before = at[-1];
        int depth = 0;
        for (; *at && (depth > 0 || (*at != ',' && *at != ')')); at++)
            depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
        if (before == ',' || *at == ')') out->data[--out->size] = '\0';
        if (before == '(' && *at) at++;
    }
}

/* With options of the task or the scheme that are asked for left out. */
static void without_options(const char *expression, const char *section, const struct pivot *p, struct text *out) {
    const char *const key[] = {p->by, p->against ? p->against : ""};
    const size_t size = strlen(section);
    text_add(out, "%s", expression);
    for (int i = 0; i < 2; i++) {
        if (strncmp(key[i], section, size) != 0 || key[i][size] != '.') continue;
        struct text before = *out;
        *out = (struct text){0};
        without_option(text_of(&before), key[i] + size + 1, out);
        text_free(&before);
    }
}

static const char *value_of(const char *key, const char *setting, const struct arm *arm, const struct summary_row *row,
                            const char *seed) {
    if (strcmp(key, "scheme") == 0) return arm->scheme;
    if (strcmp(key, "label") == 0) return row->label;
    return strcmp(key, "seed") == 0 ? seed : setting;
}

static bool asks(const struct pivot *p, const char *key) {
    return strcmp(p->by, key) == 0 || (p->against && strcmp(p->against, key) == 0);
}

/* "rope" of "rope, lr=0.01, layers=2": the settings that an arm's name states are told apart from it. */
static void name_alone(const char *name, struct text *out) {
    for (const char *part = name; *part;) {
        const char *end = strstr(part, ", ");
        const size_t size = end ? (size_t)(end - part) : strlen(part);
        const bool setting = part != name && part[strcspn(part, "=(,")] == '=';
        if (!setting) text_add(out, "%s%.*s", out->size ? ", " : "", (int)size, part);
        part += size + (end ? 2 : 0);
    }
}

static bool asks_of_scheme(const struct pivot *p) {
    return strncmp(p->by, "scheme.", 7) == 0 || (p->against && strncmp(p->against, "scheme.", 7) == 0);
}

/* What tells the arm from others of its task beside what is asked for. */
static void rest_of(const struct pivot *p, const struct arm *arm, const struct summary_row *row, bool labels,
                    struct text *out) {
    if (asks(p, "label")) return;
    if (labels) return (void)text_add(out, "%s", row->label);
    if (asks_of_scheme(p))
        without_options(arm->scheme, "scheme", p, out);
    else if (!asks(p, "scheme"))
        name_alone(row->label, out);
    text_add(out, "%s", text_of(&arm->other) + (out->size || !arm->other.size ? 0 : 2));
}

/* What a grid is filled from: an arm's row of the summary. */
struct source {
    const struct pivot *pivot;
    const struct arm *arm;
    const struct summary_row *row;
    int of; /* its index */
    bool labels;
};

static void row_words(const struct source *s, const char *seed, struct text *out) {
    struct text rest = {0};
    without_options(s->row->task, "task", s->pivot, out);
    text_add(out, "\t%s\t", value_of(s->pivot->by, s->arm->by, s->arm, s->row, seed));
    rest_of(s->pivot, s->arm, s->row, s->labels, &rest);
    text_add(out, "%s", text_of(&rest));
    text_free(&rest);
}

__attribute__((format(printf, 5, 6))) static void add_remark(struct grid *g, const struct source *s, const char *seed,
                                                             double at, const char *format, ...) {
    struct text row = {0};
    char words[160];
    va_list args;
    row_words(s, seed, &row);
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    const size_t size = sizeof *g->remark;
    g->remark = mem_grow(g->remark, size * (size_t)g->remarks, size * (size_t)(g->remarks + 1));
    int place = g->remarks++;
    for (; place > 0 && g->remark[place - 1].at > at; place--) g->remark[place] = g->remark[place - 1];
    g->remark[place] = (struct remark){find_or_add(&g->row, text_of(&row)), at, mem_text(words)};
    text_free(&row);
}

static void put_cell(struct grid *g, const struct source *s, const char *column, const char *seed, double mean, int n,
                     int not_finite) {
    struct text words = {0};
    row_words(s, seed, &words);
    if (s->pivot->against) column = value_of(s->pivot->against, s->arm->against, s->arm, s->row, seed);
    put(g, text_of(&words), column, s->of, isfinite(mean) ? mean : (double)NAN, n);
    const double at = strtod(column, NULL);
    if (not_finite && n > 1) add_remark(g, s, seed, at, "%s: %d of %d not finite", column, not_finite, n);
    if (not_finite && n == 1) add_remark(g, s, seed, at, "%s: not finite", column);
    text_free(&words);
}

enum { COLUMN_NAME = 32 };

/* "1.5x"; with all digits where another multiple would read the same. */
static void name_column(const struct summary *s, int m, char out[COLUMN_NAME]) {
    char other[COLUMN_NAME];
    snprintf(out, COLUMN_NAME, "%gx", s->multiple[m]);
    for (int k = m - 1; k <= m + 1; k += 2) {
        if (k < 0 || k >= s->multiples) continue;
        snprintf(other, sizeof other, "%gx", s->multiple[k]);
        if (strcmp(out, other) == 0) return (void)snprintf(out, COLUMN_NAME, "%.17gx", s->multiple[m]);
    }
}

/* Runs without a model have no cell, and are told all the same. */
static void put_lost(struct grid *g, const struct source *from) {
    const struct summary_row *row = from->row;
    char seed[24];
    if (!asks(from->pivot, "seed")) {
        struct text words = {0};
        summary_lost_words(row, &words);
        if (words.size) add_remark(g, from, "", -1, "%s", text_of(&words));
        text_free(&words);
        return;
    }
    for (int i = 0; i < row->diverged + row->failed; i++) {
        snprintf(seed, sizeof seed, "%ld", row->lost[i].seed);
        if (strcmp(from->pivot->by, "seed") == 0)
            add_remark(g, from, seed, -1, "%s", run_status_name(row->lost[i].status));
        else
            add_remark(g, from, seed, (double)row->lost[i].seed, "%s: %s", seed, run_status_name(row->lost[i].status));
    }
}

static void put_row(struct grid *g, const struct source *from, const struct summary *s, double at) {
    const struct summary_row *row = from->row;
    const struct pivot *p = from->pivot;
    for (int m = 0; m < s->multiples; m++) {
        const struct summary_cell *c = &row->cell[m];
        char column[COLUMN_NAME], seed[24];
        if (c->n == 0 || (p->against && fabs(s->multiple[m] - at) > 1e-9)) continue;
        name_column(s, m, column);
        if (!asks(p, "seed")) put_cell(g, from, column, "", c->mean, c->n, c->not_finite);
        for (int i = 0; asks(p, "seed") && i < c->n; i++) {
            snprintf(seed, sizeof seed, "%ld", c->run[i].seed);
            put_cell(g, from, column, seed, c->run[i].value, 1, c->run[i].not_finite);
        }
    }
    put_lost(g, from);
}

/* labels: whether rows are told apart by the arms' names instead of what differs between them. */
static void fill(struct grid *g, const struct pivot *p, const struct summary *s, const struct arms *a, double at,
                 bool labels) {
    *g = (struct grid){0};
    for (int k = 0; k < s->n; k++) {
        const struct arm *arm = bsearch(s->row[k].arm, a->arm, (size_t)a->n, sizeof *a->arm, by_id);
        const struct source from = {p, arm, &s->row[k], k, labels};
        if (arm && !*s->row[k].variant) put_row(g, &from, s, at);
    }
}

/* ---- in order ---- */

static bool all_numbers(char *const *word, int n) {
    for (int i = 0; i < n; i++) {
        double value;
        if (*word[i] && !text_to_double(word[i], &value)) return false;
    }
    return true;
}

static int by_number(const void *a, const void *b) {
    const char *const x = **(char *const *const *)a, *const y = **(char *const *const *)b;
    const double p = *x ? strtod(x, NULL) : -HUGE_VAL, q = *y ? strtod(y, NULL) : -HUGE_VAL;
    const long place = (long)(*(char *const *const *)a - *(char *const *const *)b);
    return p != q ? (p > q) - (p < q) : (place > 0) - (place < 0);
}

/* Where each word goes: numbers by number, anything else in the suite's order. */
static int *order_of(char *const *word, int n, bool numbers) {
    int *order = mem_zero((size_t)n + 1, sizeof *order);
    char *const **at = mem_zero((size_t)n + 1, sizeof *at);
    for (int i = 0; i < n; i++) at[i] = &word[i];
    if (n && numbers) qsort(at, (size_t)n, sizeof *at, by_number);
    for (int i = 0; i < n; i++) order[i] = (int)(at[i] - word);
    mem_free(at);
    return order;
}

/* ---- the table ---- */

/* The k-th of a row's words, from 0. */
static char *part_of(const char *row, int k) {
    while (k-- > 0) row += strcspn(row, "\t") + 1;
    char *out = mem_text(row);
    out[strcspn(out, "\t")] = '\0';
    return out;
}

/* [rows][columns] of 1 + a cell's index; NULL: two arms are in one place. */
static int *laid_out(const struct grid *g) {
    int *at = mem_zero((size_t)g->row.n * (size_t)g->column.n + 1, sizeof *at);
    for (int i = 0; i < g->n; i++) {
        int *place = &at[(size_t)g->cell[i].row * (size_t)g->column.n + (size_t)g->cell[i].column];
        if (*place) {
            mem_free(at);
            return NULL;
        }
        *place = 1 + i;
    }
    return at;
}

/* Rows by task as they came, then by value, then by the rest as it came. */
struct line {
    int row, task, value;
};

static int by_line(const void *a, const void *b) {
    const struct line *x = a, *y = b;
    if (x->task != y->task) return x->task < y->task ? -1 : 1;
    if (x->value != y->value) return x->value < y->value ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static struct line *lines_of(const struct grid *g) {
    struct words task = {0}, value = {0};
    struct line *line = mem_zero((size_t)g->row.n + 1, sizeof *line);
    for (int r = 0; r < g->row.n; r++) {
        char *first = part_of(g->row.word[r], 0), *second = part_of(g->row.word[r], 1);
        line[r] = (struct line){r, find_or_add(&task, first), find_or_add(&value, second)};
        mem_free(first);
        mem_free(second);
    }
    int *order = order_of(value.word, value.n, all_numbers(value.word, value.n)),
        *rank = mem_zero((size_t)value.n + 1, sizeof *rank);
    for (int i = 0; i < value.n; i++) rank[order[i]] = i;
    for (int r = 0; r < g->row.n; r++) line[r].value = rank[line[r].value];
    if (g->row.n) qsort(line, (size_t)g->row.n, sizeof *line, by_line);
    mem_free(order);
    mem_free(rank);
    free_words(&task);
    free_words(&value);
    return line;
}

static void remarks_of(const struct grid *g, int row, struct text *out) {
    for (int i = 0; i < g->remarks; i++)
        if (g->remark[i].row == row) text_add(out, "%s%s", out->size ? "; " : "", g->remark[i].words);
}

/* Multiples, "1.5x", begin with their number. */
static struct table *table_of(const struct grid *g, const int *at, const struct pivot *p) {
    const int columns = g->column.n;
    int *order = order_of(g->column.word, columns, !p->against || all_numbers(g->column.word, columns));
    const char **header = mem_zero((size_t)(4 + 2 * columns), sizeof *header);
    struct text *counts = mem_zero((size_t)columns + 1, sizeof *counts);
    header[0] = "task", header[1] = p->by, header[2] = "arm";
    for (int c = 0; c < columns; c++) {
        const char *word = g->column.word[order[c]];
        text_add(&counts[c], "n %s", *word ? word : "-");
        header[3 + 2 * c] = *word ? word : "-", header[4 + 2 * c] = text_of(&counts[c]);
    }
    header[3 + 2 * columns] = "outcome";
    struct table *out = table_new(3 + 2 * columns + (g->remarks > 0), header);
    struct line *line = lines_of(g);
    for (int r = 0; r < g->row.n; r++) {
        for (int k = 0; k < 3; k++) {
            char *word = part_of(g->row.word[line[r].row], k);
            table_cell(out, "%s", word);
            mem_free(word);
        }
        for (int c = 0; c < columns; c++) {
            const int i = at[(size_t)line[r].row * (size_t)columns + (size_t)order[c]] - 1;
            table_number(out, i < 0 ? (double)NAN : g->cell[i].mean, "%.3f");
            table_number(out, i < 0 ? 0 : g->cell[i].n, "%.0f");
        }
        if (!g->remarks) continue;
        struct text remarks = {0};
        remarks_of(g, line[r].row, &remarks);
        table_cell(out, "%s", text_of(&remarks));
        text_free(&remarks);
    }
    for (int c = 0; c < columns; c++) text_free(&counts[c]);
    mem_free(counts);
    mem_free(header);
    mem_free(order);
    mem_free(line);
    return out;
}

/* Told apart by what differs; where that is not enough (two codes of one arm), by names, which are unique. */
static struct table *turned(const struct pivot *p, const struct summary *s, const struct arms *a, double at) {
    struct table *out = NULL;
    for (int labels = 0; !out && labels <= 1; labels++) {
        struct grid g;
        fill(&g, p, s, a, at, labels);
        int *place = g.row.n ? laid_out(&g) : NULL;
        if (place) out = table_of(&g, place, p);
        mem_free(place);
        free_grid(&g);
    }
    return out;
}

static void note_examples(const struct pivot *p, const struct summary *s, struct pivot_note *note) {
    for (int k = 0; k < s->n; k++) {
        const char *task = s->row[k].task;
        const int at = summary_multiple(s, note->at);
        long least, most;
        if (k > 0 && strcmp(s->row[k - 1].task, task) == 0) continue;
        if (p->against ? at < 0 || !summary_examples_differ_at(s, task, at, &least, &most)
                       : !summary_examples_differ(s, task, &least, &most))
            continue;
        if (!note->examples_least || least < note->examples_least) note->examples_least = least;
        if (most > note->examples_most) note->examples_most = most;
    }
}

struct table *pivot_table(struct store *store, const char *suite, const struct pivot *p, struct pivot_note *note,
                          struct error *err) {
    struct summary s;
    struct arms arms;
    struct table *out = NULL;
    if (!check_key(store, p->by, err) || (p->against && !check_key(store, p->against, err)) ||
        !summary_read(store, suite, &s, err))
        return NULL;
    *note = (struct pivot_note){.at = p->at > 0 ? p->at : usual_multiple(&s)};
    if (read_arms(store, suite, p, &arms, err)) {
        out = turned(p, &s, &arms, note->at);
        if (!out && p->at > 0)
            error_set(err, "nothing of suite '%s' is evaluated at %gx", suite, note->at), err->exit_code = EXIT_NOTHING;
        else if (!out)
            error_set(err, "nothing of suite '%s' is evaluated yet", suite), err->exit_code = EXIT_NOTHING;
    }
    note_examples(p, &s, note);
    free_arms(&arms);
    summary_free(&s);
    return out;
}
