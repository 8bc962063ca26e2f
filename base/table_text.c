/* A table for people: aligned columns that fit the terminal.
 *
 * Where room is scarce, in this order: headers wrap at blanks and numbers lose digits that tell no two apart; columns
 * that say the same in every row become a line above the table; prose wraps, and names lose what they have in common
 * (base/labels.h); columns that still do not fit follow below, beside the names once more. So nothing is lost but the
 * middle of names, and rows that differ look different. */
#include "base/labels.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/table_cells.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 2, WORD_LEAST = 40, NAME_LEAST = 12, PROSE_LEAST = 12, PROSE_FAIR = 32 };

/* A column on its way to people: its words, and how wide it is. */
enum kind {
    NUMBER,
    WORD, /* what a person types: a name, a file, a key; it stays whole */
    NAME, /* what tells rows apart, as long as a scheme or a task may be */
    PROSE
};
struct column {
    const char *header;
    char **word; /* [rows] */
    int width;
    enum kind kind;
};
struct layout {
    int rows, columns;
    struct column *column;
    struct text shared; /* what all rows have in common: "metric exact, seeds 8" */
};

/* ---- wrapping ---- */

/* The next line of a word that is wrapped behind blanks and commas; *word is moved behind it. Its bytes. */
static size_t next_line(const char **word, int width, const char **line) {
    const size_t whole = text_fitting(*word, width);
    size_t size = whole;
    *line = *word;
    if ((*word)[whole] && (*word)[whole] != ' ') {
        while (size && (*word)[size - 1] != ' ' && (*word)[size - 1] != ',') size--;
        if (!size) size = whole;
    }
    *word += size;
    *word += strspn(*word, " ");
    while (size && (*line)[size - 1] == ' ') size--;
    return size;
}

static int lines_of(const char *word, int width) {
    const char *line;
    int n = 0;
    do next_line(&word, width, &line), n++;
    while (*word);
    return n;
}

/* The line of that number; its bytes, 0 behind the last. */
static size_t line_at(const char *word, int width, int number, const char **line) {
    size_t size = 0;
    for (int k = 0; k <= number; k++) {
        if (k && !*word) return 0;
        size = next_line(&word, width, line);
    }
    return size;
}

/* ---- widths ---- */

static int longest_part(const char *header) {
    int longest = 0;
    for (size_t size; *header; header += size + strspn(header + size, " ")) {
        size = strcspn(header, " ");
        struct text part = {0};
        text_bytes(&part, header, size);
        longest = text_width(text_of(&part)) > longest ? text_width(text_of(&part)) : longest;
        text_free(&part);
    }
    return longest;
}

/* As wide as its widest word; wrap: the header may take several lines. */
static void measure(const struct layout *l, bool wrap) {
    for (int c = 0; c < l->columns; c++) {
        struct column *k = &l->column[c];
        k->width = wrap ? longest_part(k->header) : text_width(k->header);
        for (int r = 0; r < l->rows; r++)
            if (text_width(k->word[r]) > k->width) k->width = text_width(k->word[r]);
    }
}

static int row_width(const struct layout *l) {
    int sum = GAP * (l->columns - 1);
    for (int c = 0; c < l->columns; c++) sum += l->column[c].width;
    return sum;
}

/* The number with so many significant digits, where that is shorter. */
static char *shortened_number(const char *word, int digits) {
    double value;
    struct text out = {0};
    const bool number = strlen(word) > 6 && text_to_double(word, &value);
    if (number && fabs(value) >= 1000)
        text_add(&out, "%.0f", value);
    else if (number)
        text_add(&out, "%.*g", digits, value);
    if (out.size && out.size < strlen(word)) return out.data;
    text_free(&out);
    return mem_text(word);
}

struct change {
    const char *now, *was;
};

static int by_now(const void *a, const void *b) {
    return strcmp(((const struct change *)a)->now, ((const struct change *)b)->now);
}

/* Whether words that differed are the same now. */
static bool merges(char *const *was, char *const *now, int n) {
    struct change *all = mem_zero((size_t)n + 1, sizeof *all);
    bool any = false;
    for (int i = 0; i < n; i++) all[i] = (struct change){now[i], was[i]};
    if (n) qsort(all, (size_t)n, sizeof *all, by_now);
    for (int i = 1; i < n; i++)
        any |= strcmp(all[i].now, all[i - 1].now) == 0 && strcmp(all[i].was, all[i - 1].was) != 0;
    mem_free(all);
    return any;
}

/* With the fewest digits, three or more, that leave different numbers different. */
static void shorten_numbers(struct column *k, int rows) {
    char **now = NULL;
    for (int digits = 3; digits <= 9; digits++) {
        labels_free(now, rows);
        now = mem_zero((size_t)rows + 1, sizeof *now);
        for (int r = 0; r < rows; r++) now[r] = shortened_number(k->word[r], digits);
        if (!merges(k->word, now, rows)) break;
    }
    if (merges(k->word, now, rows)) return labels_free(now, rows);
    labels_free(k->word, rows);
    k->word = now;
}

static bool is_shared(const struct layout *l, int column) {
    for (int r = 1; r < l->rows; r++)
        if (strcmp(l->column[column].word[r], l->column[column].word[0]) != 0) return false;
    return l->rows > 1;
}

/* Takes out the widest column that says the same in every row. false: there is none. */
static bool share_one(struct layout *l) {
    int widest = -1;
    for (int c = 0; c < l->columns; c++)
        if (is_shared(l, c) && (widest < 0 || l->column[c].width > l->column[widest].width)) widest = c;
    if (widest < 0 || l->columns < 3) return false;
    struct column *k = &l->column[widest];
    text_add(&l->shared, "%s%s %s", l->shared.size ? ", " : "In all rows: ", k->header, k->word[0]);
    labels_free(k->word, l->rows);
    memmove(k, k + 1, sizeof *k * (size_t)(--l->columns - widest));
    return true;
}

static int least_width(const struct column *k) {
    const int part = longest_part(k->header), least = k->kind == WORD   ? WORD_LEAST
                                                      : k->kind == NAME ? NAME_LEAST
                                                                        : PROSE_LEAST;
    return part > least ? part : least;
}

/* How many lines, or cut names, a column would have more if it were narrower by one. */
static int cost_of_shrinking(const struct layout *l, const struct column *k) {
    int cost = 0;
    for (int r = 0; r < l->rows; r++)
        cost += k->kind == NAME ? text_width(k->word[r]) >= k->width
                                : lines_of(k->word[r], k->width - 1) - lines_of(k->word[r], k->width);
    return cost;
}

/* The column that gives way next: prose as long as it has a fair width, the widest; else what costs least, the widest
 * of several. -1: none can. */
static int next_to_shrink(const struct layout *l) {
    int best = -1, least = 0;
    for (int c = 0; c < l->columns; c++) {
        const struct column *k = &l->column[c];
        if (k->kind != PROSE || k->width <= PROSE_FAIR) continue;
        if (best < 0 || k->width > l->column[best].width) best = c;
    }
    if (best >= 0) return best;
    for (int c = l->columns - 1; c >= 0; c--) {
        const struct column *k = &l->column[c];
        if (k->kind == NUMBER || k->width <= least_width(k)) continue;
        const int cost = cost_of_shrinking(l, k);
        if (best >= 0 && (cost > least || (cost == least && k->width < l->column[best].width))) continue;
        best = c;
        least = cost;
    }
    return best;
}

static void fit(struct layout *l, int room) {
    if (!room || row_width(l) <= room) return;
    for (int c = 0; c < l->columns; c++)
        if (l->column[c].kind == NUMBER) shorten_numbers(&l->column[c], l->rows);
    measure(l, true);
    while (row_width(l) > room && share_one(l)) {
    }
    for (int c = next_to_shrink(l); row_width(l) > room && c >= 0; c = next_to_shrink(l)) l->column[c].width--;
    for (int c = 0; c < l->columns; c++) {
        struct column *k = &l->column[c];
        if (k->kind != NAME || k->width < NAME_LEAST) continue;
        char **names = labels_shortened((const char *const *)k->word, l->rows, k->width);
        labels_free(k->word, l->rows);
        k->word = names;
    }
}

/* ---- printing ---- */

/* Control characters of a cell never reach the terminal. */
static char *shown(const char *word) {
    struct text out = {0};
    text_tsv(&out, word);
    if (!out.size) text_add(&out, "-");
    return out.data;
}

static bool is_one_of(const char *header, const char *const *names) {
    for (; *names; names++)
        if (strcmp(header, *names) == 0) return true;
    return false;
}

static enum kind kind_of(const struct table *t, int column) {
    static const char *const words[] = {"name", "claim", "file", "key", "run", "suite", NULL};
    static const char *const names[] = {"label", "scheme", "task", "variant", NULL};
    if (table_is_numeric(t, column)) return NUMBER;
    if (is_one_of(t->header[column], words)) return WORD;
    return column == 0 || is_one_of(t->header[column], names) ? NAME : PROSE;
}

static void lay_out(const struct table *t, int room, struct layout *l) {
    *l = (struct layout){table_rows(t), t->columns, mem_zero((size_t)t->columns, sizeof *l->column), {0}};
    for (int c = 0; c < t->columns; c++) {
        struct column *k = &l->column[c];
        *k = (struct column){.header = t->header[c], .kind = kind_of(t, c)};
        k->word = mem_zero((size_t)l->rows + 1, sizeof *k->word);
        for (int r = 0; r < l->rows; r++) k->word[r] = shown(table_at(t, r, c));
    }
    measure(l, false);
    fit(l, room);
}

static void layout_free(struct layout *l) {
    for (int c = 0; c < l->columns; c++) labels_free(l->column[c].word, l->rows);
    mem_free(l->column);
    text_free(&l->shared);
}

static void add_line(struct text *out, const struct column *k, const char *word, int number, bool last) {
    const char *line = "";
    struct text part = {0};
    const size_t size = line_at(word, k->width, number, &line);
    text_bytes(&part, line, size);
    const int pad = k->width - text_width(text_of(&part));
    if (k->kind == NUMBER)
        text_add(out, "%*s%s", pad > 0 ? pad : 0, "", text_of(&part));
    else
        text_add(out, "%s%*s", text_of(&part), pad > 0 && !last ? pad : 0, "");
    text_free(&part);
}

static void trim(struct text *line) {
    while (line->size && line->data[line->size - 1] == ' ') line->data[--line->size] = '\0';
}

/* A row, -1 the header, of the columns which[0..n-1], on as many lines as its longest word takes. */
static void print_row(const struct layout *l, const int *which, int n, int row, FILE *out) {
    int lines = 1;
    for (int i = 0; i < n; i++) {
        const struct column *k = &l->column[which[i]];
        const int own = lines_of(row < 0 ? k->header : k->word[row], k->width);
        lines = own > lines ? own : lines;
    }
    struct text line = {0};
    for (int number = 0; number < lines; number++) {
        text_clear(&line);
        for (int i = 0; i < n; i++) {
            const struct column *k = &l->column[which[i]];
            if (i) text_add(&line, "%*s", GAP, "");
            add_line(&line, k, row < 0 ? k->header : k->word[row], number, i == n - 1);
        }
        if (lines > 1) trim(&line);
        if (row < 0) fputs(log_colour(fileno(out), LOG_BOLD), out);
        fprintf(out, "%s%s\n", text_of(&line), row < 0 ? log_reset(fileno(out)) : "");
    }
    text_free(&line);
}

/* Which columns a block has: those that name rows, up to the first that does not, and from *from on as many as fit;
 * *from is moved behind them. */
static int block(const struct layout *l, int room, int *from, int *which) {
    int n = 0, width = 0;
    for (int c = 0; *from > 0 && c < *from && (c == 0 || l->column[c].kind == WORD || l->column[c].kind == NAME); c++) {
        which[n++] = c;
        width += l->column[c].width + GAP;
    }
    for (const int first = *from; *from < l->columns; ++*from) {
        if (room && *from > first && width + l->column[*from].width > room) break;
        which[n++] = *from;
        width += l->column[*from].width + GAP;
    }
    return n;
}

static void print_shared(const struct layout *l, int width, FILE *out) {
    const char *line;
    for (const char *word = text_of(&l->shared); *word;) {
        const size_t size = next_line(&word, width, &line);
        fprintf(out, "%.*s\n", (int)size, line);
    }
}

void table_print_text(const struct table *t, int width, FILE *out) {
    struct layout l;
    lay_out(t, width, &l);
    int *which = mem_zero((size_t)l.columns + 1, sizeof *which);
    print_shared(&l, width, out);
    for (int from = 0; from < l.columns;) {
        if (from) fputc('\n', out);
        const int n = block(&l, width, &from, which);
        for (int r = -1; r < l.rows; r++) print_row(&l, which, n, r, out);
    }
    mem_free(which);
    layout_free(&l);
}
