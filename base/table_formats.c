/* Tables for programs and for documents: TSV, CSV, JSON, Markdown, LaTeX. */
#include "base/memory.h"
#include "base/table_cells.h"
#include <math.h>
#include <string.h>

/* ---- for programs ---- */

/* Lines of cells, a number with all of its digits. */
static void print_lines(const struct table *t, const char *between, const char *end,
                        void (*add)(struct text *, const char *), FILE *out) {
    struct text line = {0};
    for (int r = -1; r < table_rows(t); r++) {
        text_clear(&line);
        for (int c = 0; c < t->columns; c++) {
            const struct table_entry *cell = r < 0 ? NULL : table_entry_at(t, r, c);
            text_add(&line, "%s", c ? between : "");
            if (cell && cell->number && isfinite(cell->value))
                text_number(&line, cell->value);
            else
                add(&line, cell ? cell->text : t->header[c]);
        }
        fprintf(out, "%s%s", text_of(&line), end);
    }
    text_free(&line);
}

void table_print_tsv(const struct table *t, FILE *out) { print_lines(t, "\t", "\n", text_tsv, out); }
void table_print_csv(const struct table *t, FILE *out) { print_lines(t, ",", "\r\n", text_csv, out); }

/* "in range" -> "in_range", "2x" -> "at_2x": keys are names in every language that reads them. */
static void json_key(const char *header, struct text *out) {
    char key[128];
    int n = snprintf(key, sizeof key, "%s", *header >= '0' && *header <= '9' ? "at_" : "");
    for (; *header && n < (int)sizeof key - 1; header++) {
        const char c = *header;
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
        if (plain)
            key[n++] = c;
        else if (c >= 'A' && c <= 'Z')
            key[n++] = (char)(c - 'A' + 'a');
        else if (n && key[n - 1] != '_')
            key[n++] = '_';
    }
    while (n && key[n - 1] == '_') n--;
    key[n] = '\0';
    text_json(out, key);
}

static void json_entry(const struct table_entry *cell, struct text *out) {
    if (cell->number && isnan(cell->value))
        text_add(out, "null");
    else if (cell->number && isinf(cell->value))
        text_add(out, "null");
    else if (cell->number)
        text_number(out, cell->value);
    else if (cell->json)
        text_add(out, "%s", cell->text);
    else
        text_json(out, cell->text);
}

void table_print_json(const struct table *t, FILE *out) {
    struct text all = {0};
    text_add(&all, "[");
    for (int r = 0; r < table_rows(t); r++) {
        text_add(&all, "%s\n  {", r ? "," : "");
        for (int c = 0; c < t->columns; c++) {
            if (c) text_add(&all, ", ");
            json_key(t->header[c], &all);
            text_add(&all, ": ");
            json_entry(&t->cell[r * t->columns + c], &all);
        }
        text_add(&all, "}");
    }
    fprintf(out, "%s\n]\n", text_of(&all));
    text_free(&all);
}

/* ---- for documents ---- */

static void markdown_cell(struct text *out, const struct table_entry *cell) {
    const char *bold = cell->best ? "**" : "";
    text_add(out, "| %s%s", bold, cell->address ? "[" : "");
    text_markdown(out, *cell->text ? cell->text : "-");
    if (cell->address) text_add(out, "](%s)", cell->address);
    text_add(out, "%s%s ", cell->unfitted ? "†" : "", bold);
}

void table_markdown(const struct table *t, struct text *out) {
    for (int c = 0; c < t->columns; c++) {
        text_add(out, "| ");
        text_markdown(out, t->header[c]);
        text_add(out, " ");
    }
    text_add(out, "|\n");
    for (int c = 0; c < t->columns; c++) text_add(out, table_is_numeric(t, c) ? "|---:" : "|---");
    text_add(out, "|\n");
    for (int r = 0; r < table_rows(t); r++) {
        for (int c = 0; c < t->columns; c++) markdown_cell(out, table_entry_at(t, r, c));
        text_add(out, "|\n");
    }
}

void table_print_markdown(const struct table *t, FILE *out) {
    struct text all = {0};
    table_markdown(t, &all);
    if (t->caption) {
        text_add(&all, "\n");
        text_markdown(&all, t->caption);
        text_add(&all, "\n");
    }
    fputs(text_of(&all), out);
    text_free(&all);
}

/* A number as mathematics sets it: a minus that is one, an infinity. */
static void latex_number(struct text *out, const char *word) {
    if (*word == '-' || *word == '+') text_add(out, "$%c$", *word), word++;
    if (strcmp(word, "inf") == 0)
        text_add(out, "$\\infty$");
    else
        text_latex(out, word);
}

/* Prose that may be broken behind commas and signs, as an expression has no spaces. */
static void latex_prose(struct text *out, const char *words) {
    for (size_t size; *words; words += size) {
        struct text part = {0};
        size = strcspn(words, ",=+(");
        size += words[size] != '\0';
        text_bytes(&part, words, size);
        text_latex(out, text_of(&part));
        if (words[size] && words[size] != ' ' && words[size - 1] != ' ') text_add(out, "\\allowbreak{}");
        text_free(&part);
    }
}

static void latex_cell(struct text *out, const struct table_entry *cell, bool prose) {
    if (cell->best) text_add(out, "\\textbf{");
    if (!*cell->text)
        text_add(out, "-");
    else if (cell->mean)
        text_add(out, "%.3f", cell->value);
    else if (cell->number)
        latex_number(out, cell->text);
    else if (prose)
        latex_prose(out, cell->text);
    else
        text_latex(out, cell->text);
    if (cell->best) text_add(out, "}");
    if (cell->mean && !isnan(cell->low)) text_add(out, "$_{%.3f}^{%.3f}$", cell->low, cell->high);
    if (cell->mean && cell->n) text_add(out, " {\\scriptsize $n{=}%d$}", cell->n);
    if (cell->unfitted) text_add(out, "$^\\dagger$");
}

/* ---- how wide a table is in LaTeX ---- */

/* Points of \small type, 9 points, in the fonts that papers use: letters and digits, those of sub- and superscripts,
 * and of \scriptsize. The least page of a two-column class, and the text of a class with one column, are what has to
 * suffice: 240 and 397 points. */
static const double LETTER = 4.6, SCRIPT = 3.6, SEPARATION = 8, COLUMN = 240, PAGE = 397;
enum { PROSE = 48 };

static double latex_cell_width(const struct table_entry *cell) {
    double width = 0;
    if (cell->mean) {
        char mean[32], low[32], high[32], n[32];
        const int digits = snprintf(mean, sizeof mean, "%.3f", cell->value),
                  below = snprintf(low, sizeof low, "%.3f", cell->low),
                  above = snprintf(high, sizeof high, "%.3f", cell->high);
        width = LETTER * digits + (isnan(cell->low) ? 0 : SCRIPT * (below > above ? below : above));
        if (cell->n) width += SCRIPT * (4 + snprintf(n, sizeof n, "%d", cell->n));
    } else
        width = LETTER * text_width(cell->text);
    return width + (cell->unfitted ? SCRIPT : 0);
}

/* Prose wraps in a share of the line; other columns are as wide as their widest cell. */
static bool is_prose(const struct table *t, int c) {
    for (int r = 0; r < table_rows(t); r++)
        if (!table_is_numeric(t, c) && text_width(table_at(t, r, c)) > PROSE) return true;
    return false;
}

/* Of the columns that are no prose, with what separates all of them; prose: how many are. */
static double latex_fixed_width(const struct table *t, int *prose) {
    double width = SEPARATION * (t->columns - 1);
    *prose = 0;
    for (int c = 0; c < t->columns; c++) {
        double own = LETTER * text_width(t->header[c]);
        if (is_prose(t, c)) {
            ++*prose;
            continue;
        }
        for (int r = 0; r < table_rows(t); r++) own = fmax(own, latex_cell_width(table_entry_at(t, r, c)));
        width += own;
    }
    return width;
}

/* The share of the line that each column of prose gets: what the others leave. */
static double prose_share(const struct table *t) {
    int prose;
    const double left = 1 - latex_fixed_width(t, &prose) / PAGE;
    return fmax(0.15, fmin(0.6, left / (prose ? prose : 1)));
}

static double latex_width(const struct table *t) {
    int prose;
    const double fixed = latex_fixed_width(t, &prose);
    return fixed + prose * prose_share(t) * PAGE;
}

/* What lets it fit: a column of the page, both columns, smaller type; what is wider yet is scaled to the line. */
struct latex_fit {
    const char *environment, *size;
    int separation; /* \tabcolsep, on either side of a column, in points */
    bool scaled;
};

static struct latex_fit latex_fit(const struct table *t) {
    const double width = latex_width(t);
    if (width <= COLUMN) return (struct latex_fit){"table", "\\small", 4, false};
    if (width <= PAGE) return (struct latex_fit){"table*", "\\small", 4, false};
    return (struct latex_fit){"table*", "\\footnotesize", 3, 0.85 * width > PAGE};
}

/* A float never breaks, and the least page has this many lines beside a caption. */
enum { FLOAT_LINES = 50 };

/* About how many lines the rows take: prose wraps. */
static int latex_lines(const struct table *t) {
    const double room = prose_share(t) * PAGE;
    int lines = 0;
    for (int r = 0; r < table_rows(t); r++) {
        int most = 1;
        for (int c = 0; c < t->columns; c++) {
            const int own = is_prose(t, c) ? (int)ceil(LETTER * text_width(table_at(t, r, c)) / room) : 1;
            if (own > most) most = own;
        }
        lines += most;
    }
    return lines;
}

static void latex_columns(struct text *out, const struct table *t) {
    text_add(out, "@{}");
    for (int c = 0; c < t->columns; c++) {
        if (is_prose(t, c))
            text_add(out, "p{%.2f\\linewidth}", floor(100 * prose_share(t)) / 100);
        else
            text_add(out, "%s", table_is_numeric(t, c) ? "r" : "l");
    }
    text_add(out, "@{}");
}

/* "Copy, 2x" as a part of a \label: copy-2x. */
static void latex_name(struct text *out, const char *name) {
    const size_t from = out->size;
    for (; *name; name++) {
        const char c = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            text_bytes(out, &c, 1);
        else if (out->size > from && out->data[out->size - 1] != '-')
            text_bytes(out, "-", 1);
    }
    if (out->size > from && out->data[out->size - 1] == '-') out->data[--out->size] = '\0';
}

void table_print_latex(const struct table *t, FILE *out) {
    struct text all = {0};
    const struct latex_fit fit = latex_fit(t);
    const int lines = latex_lines(t);
    if (lines > FLOAT_LINES)
        text_add(&all,
                 "%% about %d lines, more than a page has: ask for fewer rows, or, in a document of one column, make "
                 "it a longtable\n",
                 lines);
    text_add(&all, "%% needs \\usepackage{booktabs%s}\n\\begin{%s}\n\\centering\n", fit.scaled ? ",graphicx" : "",
             fit.environment);
    if (t->caption) {
        text_add(&all, "\\caption{");
        text_latex(&all, t->caption);
        text_add(&all, "}\n\\label{tab:");
        latex_name(&all, t->name);
        text_add(&all, "}\n\\vspace{3pt}\n");
    }
    text_add(&all, "%s\\setlength{\\tabcolsep}{%dpt}%%\n%s\\begin{tabular}{", fit.size, fit.separation,
             fit.scaled ? "\\resizebox{\\linewidth}{!}{%\n" : "");
    latex_columns(&all, t);
    text_add(&all, "}\n\\toprule\n");
    for (int c = 0; c < t->columns; c++) {
        text_add(&all, c ? " & " : "");
        text_latex(&all, t->header[c]);
    }
    text_add(&all, " \\\\\n\\midrule\n");
    for (int r = 0; r < table_rows(t); r++) {
        for (int c = 0; c < t->columns; c++) {
            text_add(&all, c ? " & " : "");
            latex_cell(&all, table_entry_at(t, r, c), is_prose(t, c));
        }
        text_add(&all, " \\\\\n");
    }
    text_add(&all, "\\bottomrule\n\\end{tabular}%s\n\\end{%s}\n", fit.scaled ? "}" : "", fit.environment);
    fputs(text_of(&all), out);
    text_free(&all);
}
