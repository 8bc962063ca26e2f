/* Tables for programs and for documents: TSV, CSV, JSON, Markdown, LaTeX. */
#include "base/memory.h"
#include "base/table_cells.h"
#include <math.h>
#include <string.h>

/* ---- for programs ---- */

void table_print_tsv(const struct table *t, FILE *out) {
    struct text line = {0};
    for (int r = -1; r < table_rows(t); r++) {
        text_clear(&line);
        for (int c = 0; c < t->columns; c++) {
            if (c) text_bytes(&line, "\t", 1);
            text_tsv(&line, r < 0 ? t->header[c] : table_at(t, r, c));
        }
        fprintf(out, "%s\n", text_of(&line));
    }
    text_free(&line);
}

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

void table_print_csv(const struct table *t, FILE *out) {
    struct text line = {0};
    for (int r = -1; r < table_rows(t); r++) {
        text_clear(&line);
        for (int c = 0; c < t->columns; c++) {
            if (c) text_bytes(&line, ",", 1);
            text_csv(&line, r < 0 ? t->header[c] : table_at(t, r, c));
        }
        fprintf(out, "%s\r\n", text_of(&line));
    }
    text_free(&line);
}

/* ---- for documents ---- */

void table_print_markdown(const struct table *t, FILE *out) {
    struct text all = {0};
    for (int c = 0; c < t->columns; c++) {
        text_add(&all, "| ");
        text_markdown(&all, t->header[c]);
        text_add(&all, " ");
    }
    text_add(&all, "|\n");
    for (int c = 0; c < t->columns; c++) text_add(&all, table_is_numeric(t, c) ? "|---:" : "|---");
    text_add(&all, "|\n");
    for (int r = 0; r < table_rows(t); r++) {
        for (int c = 0; c < t->columns; c++) {
            const struct table_entry *cell = table_entry_at(t, r, c);
            const char *bold = cell->best ? "**" : "";
            text_add(&all, "| %s", bold);
            text_markdown(&all, *cell->text ? cell->text : "-");
            text_add(&all, "%s%s ", cell->unfitted ? "†" : "", bold);
        }
        text_add(&all, "|\n");
    }
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

static void latex_cell(struct text *out, const struct table_entry *cell) {
    if (cell->best) text_add(out, "\\textbf{");
    if (!*cell->text)
        text_add(out, "-");
    else if (cell->mean)
        text_add(out, "%.3f", cell->value);
    else if (cell->number)
        latex_number(out, cell->text);
    else
        text_latex(out, cell->text);
    if (cell->best) text_add(out, "}");
    if (cell->mean && !isnan(cell->low)) text_add(out, "$_{%.3f}^{%.3f}$", cell->low, cell->high);
    if (cell->mean && cell->n) text_add(out, " {\\scriptsize $n{=}%d$}", cell->n);
    if (cell->unfitted) text_add(out, "$^\\dagger$");
}

/* Prose wraps in a share of the line; other columns are as wide as they are. */
static void latex_columns(struct text *out, const struct table *t) {
    enum { PROSE = 48 };
    for (int c = 0; c < t->columns; c++) {
        int width = 0;
        for (int r = 0; r < table_rows(t); r++) {
            const int own = text_width(table_at(t, r, c));
            width = own > width ? own : width;
        }
        const char *kind = table_is_numeric(t, c) ? "r" : width > PROSE ? "p{0.4\\linewidth}" : "l";
        text_add(out, "%s", kind);
    }
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
    text_add(&all, "%% needs \\usepackage{booktabs}\n\\begin{table}\n\\centering\n");
    if (t->caption) {
        text_add(&all, "\\caption{");
        text_latex(&all, t->caption);
        text_add(&all, "}\n\\label{tab:");
        latex_name(&all, t->name);
        text_add(&all, "}\n");
    }
    text_add(&all, "\\begin{tabular}{");
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
            latex_cell(&all, table_entry_at(t, r, c));
        }
        text_add(&all, " \\\\\n");
    }
    text_add(&all, "\\bottomrule\n\\end{tabular}\n\\end{table}\n");
    fputs(text_of(&all), out);
    text_free(&all);
}
