#include "plots/dataset.h"
#include "base/labels.h"
#include "base/memory.h"
#include "plots/choice.h"
#include "results/bet.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static char *whole_name(const char *label, const char *variant) {
    struct text name = {0};
    if (strncmp(variant, label, strlen(label)) == 0) variant += strlen(label);
    text_add(&name, "%s%s%s", label, *variant ? " > " : "", variant);
    return name.data;
}

static bool read_about(struct dataset *dataset, struct error *err) {
    struct table *t = store_query(dataset->store, "SELECT about FROM suite WHERE name = ?1", &dataset->suite, 1, err);
    if (!t) return false;
    bool there = table_rows(t) == 1;
    if (there) dataset->about = mem_text(table_at(t, 0, 0));
    table_free(t);
    if (there) return true;
    error_set(err, "the database has no suite '%s'; 'lexbench list suites' shows what it has", dataset->suite);
    err->exit_code = EXIT_NOTHING;
    return false;
}

/* Two words of the summary's rows, with the least ordinals at which a row has them, and the first such row: rows are in
 * the suite's order, which decides between arms of one entry of its file and between variants. */
struct entry {
    const char *word, *variant;
    long first, place, row;
};

static int by_words(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    const int word = strcmp(x->word, y->word);
    return word ? word : strcmp(x->variant, y->variant);
}

static int in_suite(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->place != y->place) return x->place < y->place ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static long least(long a, long b) { return a < b ? a : b; }

/* Every pair of words once, in the suite's order; how many there are. */
static int distinct(struct entry *entry, int n) {
    int kept = 0;
    if (n) qsort(entry, (size_t)n, sizeof *entry, by_words);
    for (int i = 0; i < n; i++) {
        struct entry *last = kept ? &entry[kept - 1] : NULL;
        if (last && by_words(last, &entry[i]) == 0)
            last->first = least(last->first, entry[i].first), last->place = least(last->place, entry[i].place),
            last->row = least(last->row, entry[i].row);
        else
            entry[kept++] = entry[i];
    }
    if (kept) qsort(entry, (size_t)kept, sizeof *entry, in_suite);
    return kept;
}

/* ---- what is asked for ---- */

/* A list of names, walked from `at`. Semicolons separate them or, where there is none, commas; then ", layers=2"
 * belongs to the name before, as labels of arms have it. Within brackets nothing separates. */
struct name_list {
    const char *at; /* NULL: behind the last */
    char separator;
};

static bool begins_setting(const char *text) {
    const size_t size = *text != ' ' ? 0 : strspn(text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_.");
    return size > 0 && text[1 + size] == '=';
}

static size_t name_size(const char *name, char separator) {
    size_t n = 0;
    for (int depth = 0; name[n]; n++) {
        depth += strchr("([{", name[n]) != NULL;
        depth -= strchr(")]}", name[n]) != NULL;
        if (depth <= 0 && name[n] == separator && !(separator == ',' && begins_setting(name + n + 1))) break;
    }
    return n;
}

static struct name_list name_list(const char *list) {
    return (struct name_list){list, list[name_size(list, ';')] ? ';' : ','};
}

static bool next_name(struct name_list *list, const char **name, size_t *size) {
    if (!list->at) return false;
    *name = list->at + strspn(list->at, " ");
    *size = name_size(*name, list->separator);
    const char *end = *name + *size;
    list->at = end[0] && end[1] ? end + 1 : NULL; /* a separator may end the list */
    return true;
}

bool name_among(const char *list, const char *name) {
    if (!list) return true;
    struct name_list names = name_list(list);
    const char *one;
    size_t size;
    while (next_name(&names, &one, &size))
        if (size == strlen(name) && strncmp(one, name, size) == 0) return true;
    return false;
}

/* What a list may name a task or a label by: "sort" for "sort(symbols=120)", "rope" for "rope, layers=2". */
static void add_short(struct text *out, const char *name, bool of_task) {
    const char *comma = strstr(name, ", ");
    const size_t whole = strlen(name), settings = comma && strchr(comma, '=') ? (size_t)(comma - name) : whole;
    text_bytes(out, name, of_task ? strcspn(name, "(") : settings);
}

/* Does a name that was asked for stand for this one, as it is written or as labels have it? */
static bool stands_for(const struct plot_style *style, const char *asked, const char *name, bool of_task) {
    struct text brief = {0}, label = {0};
    add_short(&brief, name, of_task);
    if (style->name_as_label) style->name_as_label(asked, of_task, &label);
    const bool same = strcmp(asked, name) == 0 || strcmp(asked, text_of(&brief)) == 0 ||
                      strcmp(text_of(&label), name) == 0 || strcmp(text_of(&label), text_of(&brief)) == 0;
    text_free(&brief);
    text_free(&label);
    return same;
}

static bool is_asked(const struct plot_style *style, const char *list, const char *name, bool of_task) {
    if (!list) return true;
    struct name_list names = name_list(list);
    const char *one;
    size_t size;
    bool asked = false;
    while (!asked && next_name(&names, &one, &size)) {
        struct text word = {0};
        text_bytes(&word, one, size);
        asked = stands_for(style, text_of(&word), name, of_task);
        text_free(&word);
    }
    return asked;
}

bool label_among(const struct plot_style *style, const char *list, const char *label) {
    return is_asked(style, list, label, false);
}

static bool row_asked(const void *of, const struct summary_row *row) {
    const struct plot_style *style = of;
    return is_asked(style, style->task, row->task, true) && is_asked(style, style->scheme, row->label, false);
}

static const char *name_of(const struct summary_row *row, bool of_task) { return of_task ? row->task : row->label; }

/* Does it stand for one of the rows? */
static bool is_known(const struct plot_style *style, const char *name, const struct summary *s, bool of_task) {
    bool known = false;
    for (int k = 0; k < s->n && !known; k++) known = stands_for(style, name, name_of(&s->row[k], of_task), of_task);
    return known;
}

static bool unknown_name(const char *name, const char *what, const char *option, const struct summary *s, bool of_task,
                         struct error *err) {
    struct text known = {0};
    for (int k = 0, same; k < s->n; k++) {
        for (same = 0; strcmp(name_of(&s->row[same], of_task), name_of(&s->row[k], of_task)) != 0;) same++;
        if (same == k) text_add(&known, "%s%s", k ? "; " : "", name_of(&s->row[k], of_task));
    }
    error_set(err, "%s: the suite has no %s '%s'; it has %s", option, what, name, text_of(&known));
    text_free(&known);
    return false;
}

static bool names_known(const struct dataset *dataset, const char *list, const char *what, const char *option,
                        struct error *err) {
    const struct summary *s = &dataset->summary;
    const bool of_task = strcmp(what, "task") == 0;
    if (!list) return true;
    struct name_list names = name_list(list);
    const char *at;
    size_t size;
    bool known = true;
    while (known && next_name(&names, &at, &size)) {
        struct text name = {0};
        text_bytes(&name, at, size);
        known = is_known(dataset->style, text_of(&name), s, of_task) ||
                unknown_name(text_of(&name), what, option, s, of_task, err);
        text_free(&name);
    }
    return known;
}

/* The summary keeps the rows that are asked for; the others are freed. */
static bool keep_asked(struct dataset *dataset, struct error *err) {
    const struct plot_style *style = dataset->style;
    if (!names_known(dataset, style->scheme, "scheme", "--schemes", err) ||
        !names_known(dataset, style->task, "task", "--tasks", err))
        return false;
    summary_keep(&dataset->summary, row_asked, style);
    return names_known(dataset, style->highlight, "scheme", "--highlight", err);
}

enum { HIGHLIGHT_MOST = 5 }; /* of eight colours; three are for the best, the worst and the first */

static bool highlight_fits(const struct dataset *dataset, struct error *err) {
    const char *list = dataset->style->highlight, *figure = dataset->style->figure;
    int n = 0;
    if (figure && strcmp(figure, "grid") == 0) return true; /* its curves join arms: it counts them */
    for (int i = 0; list && i < dataset->n_series; i++)
        n += label_among(dataset->style, list, dataset->series[i].label);
    return n <= HIGHLIGHT_MOST || error_set(err,
                                            "--highlight: that are %d lines, and there are colours for %d beside the "
                                            "best, the worst and the first: name fewer",
                                            n, HIGHLIGHT_MOST);
}

/* The longest length that all arms of the task were trained to; 0: not the same for all. */
static long trained_to(const struct summary *s, const char *task) {
    long length = -1;
    for (int k = 0; k < s->n; k++) {
        if (strcmp(s->row[k].task, task) != 0) continue;
        length = length < 0 || length == s->row[k].train_length ? s->row[k].train_length : 0;
    }
    return length;
}

static void title_tasks(struct dataset *dataset) {
    dataset->task_title = mem_zero((size_t)dataset->n_tasks + 1, sizeof *dataset->task_title);
    for (int t = 0; t < dataset->n_tasks; t++) {
        struct text title = {0};
        const long length = trained_to(&dataset->summary, dataset->task[t]);
        if (dataset->style->task_label)
            dataset->style->task_label(dataset->task[t], &title);
        else
            label_without_hashes(dataset->task[t], &title);
        if (length > 0) text_add(&title, ", trained to %ld", length);
        dataset->task_title[t] = title.data;
    }
}

static void plain_tasks(struct dataset *dataset) {
    const int n = dataset->n_tasks;
    dataset->task_plain = mem_zero((size_t)n + 1, sizeof *dataset->task_plain);
    bool equal = false;
    for (int t = 0; t < n; t++) {
        struct text plain = {0};
        label_without_hashes(dataset->task[t], &plain);
        for (int k = 0; k < t; k++) equal |= strcmp(dataset->task_plain[k], text_of(&plain)) == 0;
        dataset->task_plain[t] = mem_text(text_of(&plain));
        text_free(&plain);
    }
    for (int t = 0; equal && t < n; t++) {
        mem_free(dataset->task_plain[t]);
        dataset->task_plain[t] = mem_text(dataset->task[t]);
    }
}

static bool list_tasks(struct dataset *dataset, struct error *err) {
    const struct summary *s = &dataset->summary;
    struct entry *entry = mem_zero((size_t)s->n + 1, sizeof *entry);
    for (int k = 0; k < s->n; k++) entry[k] = (struct entry){s->row[k].task, "", s->row[k].ordinal, s->row[k].place, k};
    dataset->n_tasks = distinct(entry, s->n);
    dataset->task = mem_zero((size_t)dataset->n_tasks, sizeof *dataset->task);
    for (int t = 0; t < dataset->n_tasks; t++) dataset->task[t] = mem_text(entry[t].word);
    title_tasks(dataset);
    plain_tasks(dataset);
    dataset->task_name = labels_shortened((const char *const *)dataset->task_plain, dataset->n_tasks, NAME_CHARACTERS);
    mem_free(entry);
    if (dataset->n_tasks) return true;
    error_set(err, "suite '%s' has no finished run yet", dataset->suite);
    err->exit_code = EXIT_NOTHING;
    return false;
}

static void name_series(struct dataset *dataset) {
    const int n = dataset->n_series;
    char **whole = mem_zero((size_t)n + 1, sizeof *whole);
    for (int i = 0; i < n; i++) whole[i] = whole_name(dataset->series[i].label, dataset->series[i].variant);
    char **names = labels_shortened((const char *const *)whole, n, NAME_CHARACTERS);
    for (int i = 0; i < n; i++) dataset->series[i].name = mem_text(names[i]);
    labels_free(names, n);
    labels_free(whole, n);
}

static void list_series(struct dataset *dataset) {
    const struct summary *s = &dataset->summary;
    struct entry *entry = mem_zero((size_t)s->n + 1, sizeof *entry);
    for (int k = 0; k < s->n; k++) entry[k] = (struct entry){s->row[k].label, s->row[k].variant, s->row[k].first, 0, k};
    dataset->n_series = distinct(entry, s->n);
    dataset->series = mem_zero((size_t)dataset->n_series, sizeof *dataset->series);
    for (int i = 0; i < dataset->n_series; i++)
        dataset->series[i] = (struct series){.label = mem_text(entry[i].word), .variant = mem_text(entry[i].variant)};
    mem_free(entry);
    name_series(dataset);
}

bool dataset_open(struct store *store, const char *suite, const struct plot_style *style, struct dataset *out,
                  struct error *err) {
    struct error own; /* the exit code is set through it, so it must exist */
    if (!err) err = &own;
    *out = (struct dataset){.store = store, .suite = suite, .style = style ? style : &plot_style_screen};
    bool ok = read_about(out, err) && summary_read(store, suite, &out->summary, err) && keep_asked(out, err) &&
              list_tasks(out, err);
    if (ok) list_series(out);
    ok = ok && highlight_fits(out, err);
    if (!ok) dataset_close(out);
    return ok;
}

void dataset_close(struct dataset *dataset) {
    for (int i = 0; i < dataset->n_series; i++) {
        mem_free(dataset->series[i].label);
        mem_free(dataset->series[i].variant);
        mem_free(dataset->series[i].name);
    }
    labels_free(dataset->task_name, dataset->n_tasks);
    labels_free(dataset->task_title, dataset->n_tasks);
    labels_free(dataset->task_plain, dataset->n_tasks);
    labels_free(dataset->task, dataset->n_tasks);
    mem_free(dataset->series);
    mem_free(dataset->about);
    summary_free(&dataset->summary);
    *dataset = (struct dataset){0};
}

const char *dataset_task_name(const struct dataset *dataset, const char *task) {
    for (int t = 0; t < dataset->n_tasks; t++)
        if (strcmp(dataset->task[t], task) == 0) return dataset->task_name[t];
    return task;
}

const char *dataset_task_plain(const struct dataset *dataset, const char *task) {
    for (int t = 0; t < dataset->n_tasks; t++)
        if (strcmp(dataset->task[t], task) == 0) return dataset->task_plain[t];
    return task;
}

char *dataset_task_brief(const struct dataset *d, const char *task) {
    const char *name = dataset_task_name(d, task);
    const size_t size = strcspn(name, "(");
    int alike = 0;
    for (int t = 0; t < d->n_tasks; t++)
        alike += strncmp(d->task_name[t], name, size) == 0 && strcspn(d->task_name[t], "(") == size;
    struct text brief = {0};
    const bool bare = size && name[size - 1] != ' ' && alike == 1 && !strchr(name, '+');
    text_bytes(&brief, name, bare ? size : strlen(name));
    char *out = mem_text(text_of(&brief));
    text_free(&brief);
    return out;
}

const char *task_title(const struct dataset *dataset, const char *task) {
    for (int t = 0; t < dataset->n_tasks; t++)
        if (strcmp(dataset->task[t], task) == 0) return dataset->task_title[t];
    return task;
}

int dataset_style(const struct dataset *dataset, const char *label, const char *variant) {
    for (int i = 0; i < dataset->n_series; i++)
        if (strcmp(dataset->series[i].label, label) == 0 && strcmp(dataset->series[i].variant, variant) == 0)
            return i + 1;
    return 0;
}

static bool has_task(const struct dataset *dataset, const char *task) {
    for (int t = 0; t < dataset->n_tasks; t++)
        if (strcmp(dataset->task[t], task) == 0) return true;
    return false;
}

struct table *rows_asked(const struct dataset *dataset, const char *number, struct table *rows) {
    const int columns = table_columns(rows), variant = column_of(rows, "variant"), task = column_of(rows, "task");
    const char **headers = mem_zero((size_t)columns + 1, sizeof *headers);
    for (int c = 0; c < columns; c++) headers[c] = table_header(rows, c);
    struct table *out = table_new(columns, headers);
    double last = (double)NAN;
    int numbered = 0;
    for (int r = 0; r < table_rows(rows); r++) {
        if (!dataset_style(dataset, text_at(rows, r, "label"), variant < 0 ? "" : table_at(rows, r, variant)) ||
            (task >= 0 && !has_task(dataset, table_at(rows, r, task))))
            continue;
        if (number && number_at(rows, r, number) != last) last = number_at(rows, r, number), numbered++;
        for (int c = 0; c < columns; c++) {
            if (number && strcmp(headers[c], number) == 0)
                table_cell(out, "%d", numbered);
            else
                table_copy(out, rows, r, c);
        }
    }
    mem_free(headers);
    table_free(rows);
    return out;
}

void dataset_lost_words(const struct dataset *dataset, const char *task, struct text *out) {
    enum { SAID_MOST = 6 };
    int n = 0;
    for (int k = 0; k < dataset->summary.n; k++) {
        const struct summary_row *row = &dataset->summary.row[k];
        const int style = dataset_style(dataset, row->label, row->variant);
        if (!style || !(row->diverged + row->failed) || (task && strcmp(row->task, task) != 0)) continue;
        if (n++ >= SAID_MOST) continue;
        text_add(out, "%s%s", n > 1 ? "; " : "without a model: ", dataset->series[style - 1].name);
        if (!task && dataset->n_tasks > 1) text_add(out, " on %s", dataset_task_name(dataset, row->task));
        text_add(out, " ");
        summary_lost_words(row, out);
    }
    if (n > SAID_MOST) text_add(out, "; and %d more", n - SAID_MOST);
}

/* ---- what seeds say ---- */

/* The summary's row of these words, looked for from `near` on, where the last one was; -1: none. */
static int row_of(const struct summary *s, const char *task, const char *label, const char *variant, int near) {
    for (int k = 0; k < s->n; k++) {
        const int at = (near + k) % s->n;
        const struct summary_row *row = &s->row[at];
        if (strcmp(row->label, label) == 0 && strcmp(row->variant, variant) == 0 && strcmp(row->task, task) == 0)
            return at;
    }
    return -1;
}

/* A mean of equal multiples may differ from them in its last bit. */
static int place_of(const struct summary *s, double multiple) {
    for (int m = 0; m < s->multiples; m++)
        if (fabs(s->multiple[m] - multiple) <= 1e-9 * multiple) return m;
    return -1;
}

/* The values that a line is the median of: of the runs that fitted (a loss asks for no fit), of all where none did. */
static int values_of(const struct summary_cell *cell, bool loss, double *value, int *not_finite) {
    const int n = cell ? cell->n : 0;
    const bool all = loss || !cell || cell->fitted == 0;
    int kept = 0;
    *not_finite = 0;
    for (int i = 0; i < n; i++) {
        if (!all && !cell->run[i].fitted) continue;
        *not_finite += cell->run[i].not_finite;
        value[kept++] = cell->run[i].value;
    }
    return kept;
}

static struct interval band(const char *kind, double *value, int n) {
    if (strcmp(kind, "median") == 0) return bet_median_interval(value, n);
    struct interval none = {.low = (double)NAN, .high = (double)NAN};
    if (strcmp(kind, "seeds") == 0 && n > 1) none.low = quantile(value, n, 0), none.high = quantile(value, n, 1);
    return none;
}

const char *interval_words(const struct dataset *dataset) {
    return strcmp(dataset->style->interval, "median") == 0 ? "95 % interval of the median" : "least to greatest seed";
}

struct middle cell_middle(const struct dataset *dataset, const struct summary_cell *cell, bool loss) {
    double *value = mem_zero((size_t)(cell ? cell->n : 0) + 1, sizeof *value);
    int not_finite;
    const int n = values_of(cell, loss, value, &not_finite);
    struct middle out = {.median = (double)NAN, .low = (double)NAN, .high = (double)NAN};
    if (2 * not_finite < n || !not_finite) {
        const struct interval interval = band(dataset->style->interval, value, n);
        const bool bounded = isfinite(interval.low) && isfinite(interval.high);
        out.median = quantile(value, n, 0.5);
        if (bounded) out.low = interval.low, out.high = interval.high;
    }
    mem_free(value);
    return out;
}

static void add_median(struct table *out, const struct dataset *dataset, const struct summary_cell *cell, bool loss) {
    const struct middle middle = cell_middle(dataset, cell, loss);
    table_number(out, middle.median, "%.17g");
    table_number(out, middle.low, "%.17g");
    table_number(out, middle.high, "%.17g");
}

/* The cell behind a row of a query, looked for from *near on; NULL: none. */
static const struct summary_cell *cell_of(const struct dataset *dataset, const char *task, const struct table *rows,
                                          int r, int *near) {
    const struct summary *s = &dataset->summary;
    const int found = row_of(s, task ? task : text_at(rows, r, "task"), text_at(rows, r, "label"),
                             text_at(rows, r, "variant"), *near),
              place = place_of(s, number_at(rows, r, "multiple"));
    if (found >= 0) *near = found;
    return found >= 0 && place >= 0 ? &s->row[found].cell[place] : NULL;
}

static struct table *with_columns(const struct table *rows, const char *const *more, int n) {
    const int columns = table_columns(rows);
    const char **headers = mem_zero((size_t)(columns + n), sizeof *headers);
    for (int c = 0; c < columns; c++) headers[c] = table_header(rows, c);
    for (int c = 0; c < n; c++) headers[columns + c] = more[c];
    struct table *out = table_new(columns + n, headers);
    mem_free(headers);
    return out;
}

static bool is_loss(const struct table *rows, int r) { return strcmp(text_at(rows, r, "metric"), "loss") == 0; }

struct table *with_medians(const struct dataset *dataset, const char *task, struct table *rows) {
    static const char *const more[] = {"median", "low", "high", "not_finite", "crossed"};
    struct table *out = with_columns(rows, more, 5);
    int near = 0;
    for (int r = 0; r < table_rows(rows); r++) {
        for (int c = 0; c < table_columns(rows); c++) table_copy(out, rows, r, c);
        const struct summary_cell *cell = cell_of(dataset, task, rows, r, &near);
        add_median(out, dataset, cell, is_loss(rows, r));
        table_number(out, cell ? cell->not_finite : 0, "%.0f");
        table_cell(out, "%d", cell && cell->not_finite && isnan(cell_middle(dataset, cell, is_loss(rows, r)).median));
    }
    table_free(rows);
    return out;
}

/* A seed of row r: its words, length and multiple alone. */
static void add_seed(struct table *out, const struct table *rows, int r, const struct seed_value *run) {
    static const char *const kept[] = {"label", "variant", "metric", "length", "multiple"};
    for (int c = 0; c < table_columns(rows); c++) {
        bool keep = false;
        for (size_t k = 0; k < sizeof kept / sizeof *kept; k++)
            keep = keep || strcmp(table_header(rows, c), kept[k]) == 0;
        if (keep)
            table_copy(out, rows, r, c);
        else
            table_words(out, "");
    }
    table_cell(out, "%ld", run->seed);
    table_number(out, run->not_finite ? (double)NAN : run->value, "%.17g");
    table_cell(out, "%d", is_loss(rows, r) || run->fitted);
    table_cell(out, "%d", run->not_finite);
}

struct table *with_seeds(const struct dataset *dataset, const char *task, const struct table *rows) {
    enum { MORE = 4 };
    static const char *const more[MORE] = {"seed", "value", "seed_fitted", "seed_not_finite"};
    struct table *out = with_columns(rows, more, MORE);
    int near = 0;
    for (int r = 0; r < table_rows(rows); r++) {
        for (int c = 0; c < table_columns(rows); c++) table_copy(out, rows, r, c);
        for (int k = 0; k < MORE; k++) table_words(out, "");
    }
    for (int r = 0; r < table_rows(rows); r++) {
        const struct summary_cell *cell = is_chosen(rows, r) ? cell_of(dataset, task, rows, r, &near) : NULL;
        for (int i = 0; cell && i < cell->n; i++) add_seed(out, rows, r, &cell->run[i]);
    }
    return out;
}
