/* A bias over distance whose numbers stand in a file. */
#include "base/number_table.h"
#include "encoders/atom/bias.h"
#include "encoders/encoder.h"
#include <math.h>
#include <string.h>

enum beyond { BEYOND_LAST, BEYOND_ZERO, BEYOND_LINE };
struct options {
    char file[OPTION_TEXT_SIZE], sha256[OPTION_TEXT_SIZE]; /* sha256: "" until the file is read */
    int beyond;
};

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"file", OPTION_TEXT | OPTION_IDENTITY, AT(file), "", 0, 0, NULL, "",
     "numbers, a line for each distance from 0 on: one number, or one for each head; none: -ln(1+d) up to d = 15"},
    {"sha256", OPTION_TEXT, AT(sha256), "", 0, 0, NULL, NULL,
     "the first 16 digits of the hash of the file; follows from the file"},
    {"beyond", OPTION_CHOICE, AT(beyond), "last", 0, 0, "last|zero|line", NULL,
     "behind the last distance: its number, 0, or on along the line through the last two"},
    {0}};

/* What stands for a file that is not given. */
static const struct number_table *example(void) {
    enum { ROWS = 16 };
    static double number[ROWS];
    static const struct number_table table = {.rows = ROWS, .columns = 1, .number = number};
    for (int d = 0; d < ROWS; d++) number[d] = -log1p(d);
    return &table;
}

static const struct number_table *numbers(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    return *o->file ? number_table_read(o->file, o->sha256, err) : example();
}

static void derive(const struct view *view, void *to) {
    struct options *o = to;
    const struct number_table *t = *o->file ? numbers(view, NULL) : NULL;
    if (t) memcpy(o->sha256, t->stock->sha256, sizeof t->stock->sha256);
}

static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    const struct number_table *t = numbers(view, err);
    if (!t || t->columns == 1 || t->columns == view->heads) return t != NULL;
    return error_set(
        err,
        "file=%s has %d numbers in a line, and this part stands on %d head%s (@heads says on which): give one "
        "number in a line, or one for each of these heads",
        o->file, t->columns, view->heads, view->heads == 1 ? "" : "s");
}

/* Of a column; between whole distances on the line between their numbers. */
static double number_at(const struct number_table *t, int column, int beyond, double distance) {
    const double *x = t->number + column;
    const int last = t->rows - 1, k = distance < last ? (int)distance : last;
    const double part = distance - k, here = x[(long)k * t->columns];
    if (k < last) return part == 0 ? here : here + part * (x[(long)(k + 1) * t->columns] - here);
    if (part == 0 || beyond == BEYOND_LAST) return here;
    if (beyond == BEYOND_ZERO) return 0;
    return last ? here + part * (here - x[(long)(last - 1) * t->columns]) : here;
}

static void bias(const struct view *view, int n, const double *distance, real *table) {
    const struct options *o = view->options;
    const struct number_table *t = numbers(view, NULL);
    for (int h = 0; h < view->heads; h++)
        for (int k = 0; k < n; k++)
            *table++ = t ? (real)number_at(t, t->columns > 1 ? h : 0, o->beyond, fabs(distance[k])) : (real)NAN;
}

const struct encoder encoder_bias_table = {
    .name = "bias-table",
    .title = "Bias over distance, from a file",
    .family = FAMILY_bias,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) + table[|i-j|][h], the numbers of a file",
    .source = "the numbers of whoever gives them",
    .differs = "",
    .at_eval = "nothing is set; `beyond` says what holds behind the last distance of the file",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .derive = derive,
    .check = check,
    .bias = &(const struct bias_atom){.table = bias},
};
