#include "base/formula.h"
#include "base/formula_op.h"
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    int arguments;
} functions[OPS] = {
    [IF] = {"if", 3},       [EXP] = {"exp", 1},         [LOG] = {"log", 1},          [LOG1P] = {"log1p", 1},
    [SQRT] = {"sqrt", 1},   [ABS] = {"abs", 1},         [MIN] = {"min", 2},          [MAX] = {"max", 2},
    [FLOOR] = {"floor", 1}, [CLAMP] = {"clamp", 3},     [SIN] = {"sin", 1},          [COS] = {"cos", 1},
    [TANH] = {"tanh", 1},   [SIGMOID] = {"sigmoid", 1}, [SOFTPLUS] = {"softplus", 1}};

/* ---- reading ---- */

enum { DEPTH_MAX = 40, LOOPS_MAX = 4, SUGGESTIONS_MAX = 96 };
struct reader {
    const char *start, *at;
    const struct formula_name *names;
    int n_names;
    struct formula *f;
    int depth;
    struct {
        char name[FORMULA_NAME_SIZE];
        int step;
    } loop[LOOPS_MAX]; /* the running numbers of the sums around */
    int loops;
    struct error *err;
};

bool formula_error(const char *start, const char *at, struct error *err, const char *format, ...) {
    char why[512];
    va_list list;
    va_start(list, format);
    vsnprintf(why, sizeof why, format, list);
    va_end(list);
    return error_set(err, "column %d: %s", (int)(at - start) + 1, why);
}

/* -1, so that a step that cannot be read is no step. */
#define FAIL(reader, at, ...) (formula_error((reader)->start, at, (reader)->err, __VA_ARGS__), -1)

static void skip_blanks(struct reader *r) { r->at += strspn(r->at, " "); }

static bool take(struct reader *r, const char *word) {
    skip_blanks(r);
    if (strncmp(r->at, word, strlen(word)) != 0) return false;
    r->at += strlen(word);
    return true;
}

/* How other languages write what stands here, and how it is written here. */
struct habit {
    const char *sign, *remedy;
};
static const struct habit sign_habits[] = {{"*", "a power is x^y"}, /* the second of two */
                                           {"&", "both of two conditions are (a)*(b)"},
                                           {"and ", "both of two conditions are (a)*(b)"},
                                           {"|", "one of two conditions is max(a, b)"},
                                           {"or ", "one of two conditions is max(a, b)"},
                                           {"!", "the opposite of a condition is (a) == 0"},
                                           {"?", "a choice is if(c, a, b)"},
                                           {"=", "equality is =="},
                                           {"<", "a range is (a < x)*(x < b)"},
                                           {">", "a range is (a < x)*(x < b)"},
                                           {"%", "a remainder is x - y*floor(x/y)"},
                                           {"\342\210\222", "write the minus as -"},
                                           {"\342\200\223", "write the minus as -"},
                                           {"\302\267", "write the product as *"},
                                           {"\342\213\205", "write the product as *"},
                                           {"\303\227", "write the product as *"},
                                           {"\303\267", "write the quotient as /"},
                                           {"\342\211\244", "write it as <="},
                                           {"\342\211\245", "write it as >="},
                                           {"\342\211\240", "write it as !="},
                                           {"\302\262", "a power is x^y"}};
static const struct habit name_habits[] = {{"ln", "log(x) is the natural logarithm"},
                                           {"log2", "write log(x)/log(2)"},
                                           {"log10", "write log(x)/log(10)"},
                                           {"pow", "a power is x^y"},
                                           {"relu", "write max(x, 0)"},
                                           {"where", "a choice is if(c, a, b)"},
                                           {"not", "the opposite of a condition is (a) == 0"},
                                           {"mod", "a remainder is x - y*floor(x/y)"}};
/* Words for what has a name of a letter here. */
static const struct {
    const char *word, *name;
} long_names[] = {{"dist", "d"}, {"distance", "d"}, {"pos", "p"}, {"position", "p"}, {"head", "h"}, {"heads", "H"}};

/* How the sign's meaning is written here; NULL where nothing is known of it. */
static const char *sign_remedy(const char *at) {
    for (size_t i = 0; i < sizeof sign_habits / sizeof *sign_habits; i++)
        if (strncmp(at, sign_habits[i].sign, strlen(sign_habits[i].sign)) == 0) return sign_habits[i].remedy;
    return NULL;
}

static const char *name_remedy(const char *name) {
    for (size_t i = 0; i < sizeof name_habits / sizeof *name_habits; i++)
        if (strcmp(name, name_habits[i].sign) == 0) return name_habits[i].remedy;
    return NULL;
}

/* NULL: the word stands for none of the names. */
static const char *short_name(const char *word, const char *const *known, int n) {
    for (size_t i = 0; i < sizeof long_names / sizeof *long_names; i++)
        for (int k = 0; k < n && strcmp(long_names[i].word, word) == 0; k++)
            if (strcmp(long_names[i].name, known[k]) == 0) return known[k];
    return NULL;
}

static bool expected_at(const char *start, const char *at, struct error *err, const char *what) {
    const char *remedy = sign_remedy(at);
    return formula_error(start, at, err, "%s is expected at '%.12s'%s%s", what, at, remedy ? "; " : "",
                         remedy ? remedy : "");
}

static int expected(struct reader *r, const char *what) {
    skip_blanks(r);
    if (!*r->at) return FAIL(r, r->at, "the formula ends where %s is expected", what);
    return expected_at(r->start, r->at, r->err, what), -1;
}

/* Appends a step; one whose arguments are numbers becomes a number. */
static int add(struct reader *r, enum formula_op op, int a, int b, int c) {
    struct formula *f = r->f;
    const int arguments[] = {a, b, c};
    struct formula_step step = {.op = (unsigned char)op, .a = (short)a, .b = (short)b, .c = (short)c};
    bool numbers = true;
    if (a < 0) return -1;
    if (f->n == FORMULA_STEPS)
        return FAIL(r, r->at, "the formula has more than %d operations; shorten it", FORMULA_STEPS);
    double value[3] = {0};
    for (int i = 0; i < 3 && arguments[i] >= 0; i++) {
        const struct formula_step *from = &f->step[arguments[i]];
        step.varies |= from->varies, step.learns |= from->learns;
        numbers &= from->op == NUMBER;
        value[i] = from->number;
    }
    if (numbers) step = (struct formula_step){.op = NUMBER, .number = formula_apply(op, value[0], value[1], value[2])};
    f->step[f->n] = step;
    return f->n++;
}

static int add_step(struct reader *r, struct formula_step step) {
    if (r->f->n == FORMULA_STEPS)
        return FAIL(r, r->at, "the formula has more than %d operations; shorten it", FORMULA_STEPS);
    r->f->step[r->f->n] = step;
    return r->f->n++;
}

static int add_number(struct reader *r, double number) {
    return add_step(r, (struct formula_step){.op = NUMBER, .number = number});
}

static int read_expression(struct reader *r);

/* Digits decide where a number ends: strtod would also read hexadecimal numbers, inf and nan. */
static int read_number(struct reader *r) {
    char word[64];
    size_t n = strspn(r->at, "0123456789.");
    if (tolower(r->at[n]) == 'e') {
        const size_t sign = r->at[n + 1] == '-' || r->at[n + 1] == '+',
                     digits = strspn(r->at + n + 1 + sign, "0123456789");
        if (digits) n += 1 + sign + digits;
    }
    double value;
    snprintf(word, sizeof word, "%.*s", (int)n, r->at);
    if (n >= sizeof word || !text_to_double(word, &value)) return FAIL(r, r->at, "'%s' is not a number", word);
    if (isalpha((unsigned char)r->at[n]) || r->at[n] == '_')
        return FAIL(r, r->at + n, "an operator is expected between '%s' and '%.12s', such as *", word, r->at + n);
    r->at += n;
    return add_number(r, value);
}

static bool is_letter(char c) { return isalpha((unsigned char)c) || c == '_'; }

bool formula_read_name(const char *start, const char **at, char out[FORMULA_NAME_SIZE], struct error *err) {
    size_t n = 0;
    *at += strspn(*at, " ");
    while (is_letter((*at)[n]) || (n && isdigit((unsigned char)(*at)[n]))) n++;
    if (!n) return formula_error(start, *at, err, "a name is expected at '%.12s'", *at);
    if (n >= FORMULA_NAME_SIZE)
        return formula_error(start, *at, err, "the name '%.*s' is longer than %d letters", (int)n, *at,
                             FORMULA_NAME_SIZE - 1);
    memcpy(out, *at, n);
    out[n] = '\0';
    *at += n;
    return true;
}

static int function_of(const char *name) {
    for (int op = IF; op < OPS; op++)
        if (strcmp(functions[op].name, name) == 0) return op;
    return -1;
}

bool formula_reserved(const char *name) {
    return function_of(name) >= 0 || strcmp(name, "sum") == 0 || strcmp(name, "pi") == 0;
}

static int unknown(struct reader *r, const char *at, const char *name, bool function) {
    const char *known[SUGGESTIONS_MAX];
    struct text all = {0};
    int n = 0;
    if (function) {
        for (int op = IF; op < OPS; op++) known[n++] = functions[op].name;
        known[n++] = "sum";
    } else {
        for (int i = 0; i < r->n_names && n < SUGGESTIONS_MAX - LOOPS_MAX - 1; i++) known[n++] = r->names[i].name;
        for (int i = 0; i < r->loops; i++) known[n++] = r->loop[i].name;
        known[n++] = "pi";
    }
    for (int i = 0; i < n; i++) text_add(&all, "%s%s", i ? ", " : "", known[i]);
    const char *remedy = function ? name_remedy(name) : NULL;
    const char *close = text_closest(name, known, n), *what = function ? "function" : "name";
    if (close && !name[1] && tolower(name[0]) != tolower(close[0])) close = NULL; /* all letters are near each other */
    if (!close && !function) close = short_name(name, known, n);
    if (remedy)
        formula_error(r->start, at, r->err, "unknown %s '%s'; %s", what, name, remedy);
    else if (close)
        formula_error(r->start, at, r->err, "unknown %s '%s'; did you mean '%s'? (known: %s)", what, name, close,
                      text_of(&all));
    else
        formula_error(r->start, at, r->err, "unknown %s '%s' (known: %s)", what, name, text_of(&all));
    text_free(&all);
    return -1;
}

static int read_call(struct reader *r, const char *at, int op) {
    int argument[3] = {-1, -1, -1};
    for (int i = 0; i < functions[op].arguments; i++) {
        if (i && !take(r, ",")) {
            skip_blanks(r);
            if (*r->at == ')')
                return FAIL(r, at, "%s takes %d arguments, and %d are given", functions[op].name,
                            functions[op].arguments, i);
            return expected(r, "','");
        }
        if ((argument[i] = read_expression(r)) < 0) return -1;
    }
    skip_blanks(r);
    if (*r->at == ',')
        return FAIL(r, r->at, "%s takes %d argument%s, and more are given", functions[op].name, functions[op].arguments,
                    functions[op].arguments > 1 ? "s" : "");
    if (!take(r, ")")) return expected(r, "')'");
    return add(r, (enum formula_op)op, argument[0], argument[1], argument[2]);
}

static int name_index(const struct reader *r, const char *name) {
    for (int i = 0; i < r->n_names; i++)
        if (strcmp(r->names[i].name, name) == 0) return i;
    return -1;
}

/* sum(k, from, to, term), behind its parenthesis. */
static int read_sum(struct reader *r) {
    if (r->loops == LOOPS_MAX) return FAIL(r, r->at, "more than %d sums stand in each other", LOOPS_MAX);
    char *name = r->loop[r->loops].name;
    skip_blanks(r);
    const char *at = r->at;
    if (!formula_read_name(r->start, &r->at, name, r->err)) return -1;
    if (name_index(r, name) >= 0 || formula_reserved(name))
        return FAIL(r, at, "the sum's running number '%s' has the name of something else; take another", name);
    if (!take(r, ",")) return expected(r, "','");
    const int from = read_expression(r);
    if (from < 0) return -1;
    if (!take(r, ",")) return expected(r, "','");
    const int to = read_expression(r);
    if (to < 0) return -1;
    if (r->f->step[from].varies || r->f->step[to].varies || r->f->step[from].learns || r->f->step[to].learns)
        return FAIL(r, at, "the ends of a sum may not vary from place to place, nor be learned");
    if (!take(r, ",")) return expected(r, "','");
    const int first = add_step(r, (struct formula_step){.op = SUM, .a = (short)from, .b = (short)to});
    if (first < 0) return -1;
    r->loop[r->loops++].step = first;
    const int term = read_expression(r);
    r->loops--;
    if (term < 0) return -1;
    if (!take(r, ")")) return expected(r, "')'");
    const int last = add_step(r, (struct formula_step){.op = SUM_END, .a = (short)first, .b = (short)term});
    if (last < 0) return -1;
    r->f->step[last].varies = r->f->step[term].varies, r->f->step[last].learns = r->f->step[term].learns;
    r->f->step[first].c = (short)last;
    return last;
}

static int read_element(struct reader *r, int name) {
    const int place = read_expression(r);
    if (place < 0) return -1;
    if (!take(r, "]")) return expected(r, "']'");
    return add_step(r, (struct formula_step){.op = ELEMENT,
                                             .a = (short)name,
                                             .b = (short)place,
                                             .c = (short)r->names[name].size,
                                             .varies = r->f->step[place].varies,
                                             .learns = true});
}

static int read_variable(struct reader *r, const char *at, const char *name) {
    for (int i = r->loops - 1; i >= 0; i--)
        if (strcmp(r->loop[i].name, name) == 0) return r->loop[i].step;
    if (strcmp(name, "pi") == 0) return add_number(r, acos(-1));
    const int index = name_index(r, name);
    if (index < 0) {
        if (function_of(name) >= 0 || strcmp(name, "sum") == 0)
            return FAIL(r, at, "'%s' is a function: write %s(...)", name, name);
        return unknown(r, at, name, false);
    }
    const struct formula_name *is = &r->names[index];
    const bool bracket = take(r, "[");
    if (bracket && !(is->kind == FORMULA_LEARNED && is->size))
        return FAIL(r, at, "'%s' is one number, not a list: leave out the bracket", name);
    if (bracket) return read_element(r, index);
    if (is->kind == FORMULA_LEARNED && is->size)
        return FAIL(r, at, "'%s' is a list of %d numbers: write %s[...]", name, is->size, name);
    if (is->kind == FORMULA_NUMBER) return add_number(r, is->number);
    return add_step(r, (struct formula_step){.op = NAME,
                                             .a = (short)index,
                                             .varies = is->kind == FORMULA_ALONG,
                                             .learns = is->kind == FORMULA_LEARNED});
}

static int read_word(struct reader *r) {
    char name[FORMULA_NAME_SIZE];
    const char *at = r->at;
    if (!formula_read_name(r->start, &r->at, name, r->err)) return -1;
    if (*r->at != '(') return read_variable(r, at, name);
    r->at++;
    if (strcmp(name, "sum") == 0) return read_sum(r);
    const int op = function_of(name);
    if (op >= 0) return read_call(r, at, op);
    if (name_index(r, name) >= 0) return FAIL(r, at, "'%s' is no function; to multiply write %s*(...)", name, name);
    return unknown(r, at, name, true);
}

static int read_factor(struct reader *r) {
    skip_blanks(r);
    if (take(r, "(")) {
        const int inside = read_expression(r);
        if (inside < 0) return -1;
        return take(r, ")") ? inside : expected(r, "')'");
    }
    if (isdigit((unsigned char)*r->at) || (*r->at == '.' && isdigit((unsigned char)r->at[1]))) return read_number(r);
    if (is_letter(*r->at)) return read_word(r);
    const size_t inside = *r->at == '|' ? strcspn(r->at + 1, "|") : 0;
    if (inside && r->at[1 + inside] == '|')
        return FAIL(r, r->at, "an absolute value is a function: write abs(%.*s)", (int)inside, r->at + 1);
    return expected(r, "a number, a name or '('");
}

/* Signs and powers nest without parentheses too. */
static int read_signed(struct reader *r);

static int read_power(struct reader *r) {
    const int base = read_factor(r);
    if (base < 0 || !take(r, "^")) return base;
    const int exponent = read_signed(r);
    return exponent < 0 ? -1 : add(r, POWER, base, exponent, -1);
}

static int read_sign(struct reader *r) {
    if (!take(r, "-")) return take(r, "+") ? read_signed(r) : read_power(r);
    const int zero = add_number(r, 0), of = zero < 0 ? -1 : read_signed(r);
    return of < 0 ? -1 : add(r, SUBTRACT, zero, of, -1);
}

static int read_signed(struct reader *r) {
    if (r->depth == DEPTH_MAX) return FAIL(r, r->at, "more than %d levels of parentheses and signs", DEPTH_MAX);
    r->depth++;
    const int step = read_sign(r);
    r->depth--;
    return step;
}

static int read_product(struct reader *r) {
    int left = read_signed(r);
    while (left >= 0) {
        const enum formula_op op = take(r, "*") ? MULTIPLY : take(r, "/") ? DIVIDE : NUMBER;
        if (op == NUMBER) break;
        const int right = read_signed(r);
        left = right < 0 ? -1 : add(r, op, left, right, -1);
    }
    return left;
}

static int read_terms(struct reader *r) {
    int left = read_product(r);
    while (left >= 0) {
        const enum formula_op op = take(r, "+") ? ADD : take(r, "-") ? SUBTRACT : NUMBER;
        if (op == NUMBER) break;
        const int right = read_product(r);
        left = right < 0 ? -1 : add(r, op, left, right, -1);
    }
    return left;
}

static int read_expression(struct reader *r) {
    static const struct {
        const char *sign;
        enum formula_op op;
        bool swapped;
    } comparisons[] = {{"<=", LESS_EQUAL, false}, {">=", LESS_EQUAL, true}, {"==", EQUAL, false},
                       {"!=", UNEQUAL, false},    {"<", LESS, false},       {">", LESS, true}};
    const int left = read_terms(r);
    if (left < 0) return -1;
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
        if (!take(r, comparisons[i].sign)) continue;
        const int right = read_terms(r);
        if (right < 0) return -1;
        return comparisons[i].swapped ? add(r, comparisons[i].op, right, left, -1)
                                      : add(r, comparisons[i].op, left, right, -1);
    }
    return left;
}

bool formula_read_at(const char *start, const char **at, const struct formula_name *names, int n, struct formula *out,
                     struct error *err) {
    struct reader r = {.start = start, .at = *at, .names = names, .n_names = n, .f = out, .err = err};
    out->n = 0;
    int last = read_expression(&r);
    REQUIRE(last < 0 || last == out->n - 1);
    skip_blanks(&r);
    *at = r.at;
    return last >= 0;
}

bool formula_read(const char *text, const struct formula_name *names, int n, struct formula *out, struct error *err) {
    const char *at = text;
    if (!formula_read_at(text, &at, names, n, out, err)) return false;
    if (*at == ')') return formula_error(text, at, err, "')' closes nothing");
    return !*at || expected_at(text, at, err, "an operator");
}

bool formula_uses(const struct formula *f, int name) {
    for (int i = 0; i < f->n; i++)
        if ((f->step[i].op == NAME || f->step[i].op == ELEMENT) && f->step[i].a == name) return true;
    return false;
}
