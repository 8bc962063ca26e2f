/* Formulas: an expression compiled to a tape, its values over an array, and the derivatives by what is learned.
 *
 * Numbers (1e4, .5), names, + - * / ^ (to the right, before a sign: -d^2 is -(d^2)), < <= > >= == != (1 or 0), and the
 * functions of formula_functions. if(c, a, b) is a where c is not 0; sum(k, from, to, term) adds the term for the whole
 * k from..to, which may not vary along the array; w[x] is the number of place floor(x) of a learned list, its first or
 * last one beyond its ends. pi is a name of every formula.
 */
#ifndef LEXBENCH_FORMULA_H
#define LEXBENCH_FORMULA_H
#include "base/error.h"
#include "base/text.h"

enum { FORMULA_STEPS = 128, FORMULA_NAME_SIZE = 24, FORMULA_TERMS_MAX = 4096 };

enum formula_kind {
    FORMULA_FIXED,   /* one number for the whole array */
    FORMULA_ALONG,   /* a number for each of its places */
    FORMULA_LEARNED, /* a learned number, or a list of them */
    FORMULA_NUMBER   /* a number known when the formula is read */
};
struct formula_name {
    char name[FORMULA_NAME_SIZE];
    enum formula_kind kind;
    int size;      /* LEARNED: numbers of a list; 0: one number, not a list */
    double number; /* NUMBER */
};

struct formula_step {
    unsigned char op;
    bool varies, learns; /* along the array; with a learned number */
    short a, b, c;       /* earlier steps, or a name */
    double number;
};
struct formula {
    int n; /* the value is that of the last step */
    struct formula_step step[FORMULA_STEPS];
};

/* What the names stand for, in the order of the table that the formula was read with. */
struct formula_input {
    double number;    /* FIXED */
    const double *of; /* ALONG [n]; LEARNED [size] */
    double *grad;     /* LEARNED: where the gradient is added; NULL: none is wanted */
};

/* The whole text. Errors name the column, from 1, and what may have been meant. */
bool formula_read(const char *text, const struct formula_name *names, int n, struct formula *out, struct error *err);
/* An expression at *at, which is moved behind it, of a text that has more: columns count from `start`. */
bool formula_read_at(const char *start, const char **at, const struct formula_name *names, int n, struct formula *out,
                     struct error *err);
/* "column 7: ..." about a place of a text. Returns false. */
bool formula_error(const char *start, const char *at, struct error *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* A name at *at, moved behind it. */
bool formula_read_name(const char *start, const char **at, char out[FORMULA_NAME_SIZE], struct error *err);
/* Is the name one that no formula can have for something else: a function, pi, sum, if? */
bool formula_reserved(const char *name);
/* Does its value depend on the name? */
bool formula_uses(const struct formula *f, int name);

/* Values at n places. */
void formula_values(const struct formula *f, const struct formula_input *in, int n, double *out);
/* Adds to `grad` of the learned names what d (of the values) makes of them. */
void formula_gradient(const struct formula *f, const struct formula_input *in, int n, const double *d);
#endif
