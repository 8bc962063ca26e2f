/* Values of formulas over arrays, and their derivatives by what is learned. */
#include "base/formula.h"
#include "base/formula_op.h"
#include <math.h>
#include <string.h>

static double softplus(double x) { return x > 30 ? x : log1p(exp(x)); }
static double sigmoid(double x) { return x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)); }

double formula_apply(enum formula_op op, double a, double b, double c) {
    switch (op) {
    case ADD: return a + b;
    case SUBTRACT: return a - b;
    case MULTIPLY: return a * b;
    case DIVIDE: return a / b;
    case POWER: return pow(a, b);
    case LESS: return a < b;
    case LESS_EQUAL: return a <= b;
    case EQUAL: return a == b;
    case UNEQUAL: return a != b;
    case IF: return a != 0 ? b : c;
    case EXP: return exp(a);
    case LOG: return log(a);
    case LOG1P: return log1p(a);
    case SQRT: return sqrt(a);
    case ABS: return fabs(a);
    case MIN: return fmin(a, b);
    case MAX: return fmax(a, b);
    case FLOOR: return floor(a);
    case CLAMP: return fmin(fmax(a, b), c);
    case SIN: return sin(a);
    case COS: return cos(a);
    case TANH: return tanh(a);
    case SIGMOID: return sigmoid(a);
    case SOFTPLUS: return softplus(a);
    default: BUG("the operation %d of a formula has no value of its own", (int)op);
    }
}

/* A piece of the array: what every step came to at each of its places, and the gradient of that. */
enum { LANES = 32 };
struct piece {
    const struct formula *f;
    const struct formula_input *in;
    int from, n; /* places of the array */
    double value[FORMULA_STEPS][LANES];
    double d[FORMULA_STEPS][LANES];
};

static int place_in(const struct piece *p, const struct formula_step *s, int lane) {
    const double place = floor(p->value[s->b][lane]);
    return place >= s->c - 1 ? s->c - 1 : place > 0 ? (int)place : 0;
}

static double value_at(const struct piece *p, const struct formula_step *s, int lane) {
    switch (s->op) {
    case NUMBER: return s->number;
    case NAME: {
        const struct formula_input *in = &p->in[s->a];
        return s->varies ? in->of[p->from + lane] : s->learns ? in->of[0] : in->number;
    }
    case ELEMENT: return p->in[s->a].of[place_in(p, s, lane)];
    default:
        return formula_apply((enum formula_op)s->op, p->value[s->a][lane], s->b < 0 ? 0 : p->value[s->b][lane],
                             s->c < 0 ? 0 : p->value[s->c][lane]);
    }
}

/* What does not vary is computed once. */
static void spread(const struct piece *p, double *value, double number) {
    for (int lane = 0; lane < p->n; lane++) value[lane] = number;
}

static void run(struct piece *p, int first, int end);

/* Whole numbers of a sum, few enough: what is not a range, or too long a one, has the value nan. */
static bool sum_range(const struct piece *p, int sum, double *from, double *to) {
    *from = p->value[p->f->step[sum].a][0], *to = p->value[p->f->step[sum].b][0];
    return *to - *from < FORMULA_TERMS_MAX;
}

static void run_sum(struct piece *p, int sum) {
    const int last = p->f->step[sum].c, term = p->f->step[last].b;
    double from, to, *total = p->value[last];
    const bool ranges = sum_range(p, sum, &from, &to);
    spread(p, total, ranges ? 0 : NAN);
    for (double k = from; ranges && k <= to; k++) {
        spread(p, p->value[sum], k);
        run(p, sum + 1, last);
        for (int lane = 0; lane < p->n; lane++) total[lane] += p->value[term][lane];
    }
}

/* A step at all places. Operations that processors do in a few registers have loops that compilers make these of. */
static void run_step(const struct piece *p, const struct formula_step *s, double *restrict y) {
    const double *a = p->value[s->a < 0 ? 0 : s->a], *b = p->value[s->b < 0 ? 0 : s->b];
    const int n = p->n;
    switch (s->op) {
    case NAME: memcpy(y, p->in[s->a].of + p->from, sizeof *y * (size_t)n); return;
    case ADD:
        for (int k = 0; k < n; k++) y[k] = a[k] + b[k];
        return;
    case SUBTRACT:
        for (int k = 0; k < n; k++) y[k] = a[k] - b[k];
        return;
    case MULTIPLY:
        for (int k = 0; k < n; k++) y[k] = a[k] * b[k];
        return;
    case DIVIDE:
        for (int k = 0; k < n; k++) y[k] = a[k] / b[k];
        return;
    case SQRT:
        for (int k = 0; k < n; k++) y[k] = sqrt(a[k]);
        return;
    case ABS:
        for (int k = 0; k < n; k++) y[k] = fabs(a[k]);
        return;
    default:
        for (int k = 0; k < n; k++) y[k] = value_at(p, s, k);
    }
}

static void run(struct piece *p, int first, int end) {
    for (int i = first; i < end; i++) {
        const struct formula_step *s = &p->f->step[i];
        if (s->op == SUM) {
            run_sum(p, i);
            i = s->c;
        } else if (s->varies) {
            run_step(p, s, p->value[i]);
        } else {
            spread(p, p->value[i], value_at(p, s, 0));
        }
    }
}

static void begin(struct piece *p, const struct formula *f, const struct formula_input *in, int from, int n) {
    p->f = f, p->in = in, p->from = from, p->n = n - from < LANES ? n - from : LANES;
    run(p, 0, f->n);
}

void formula_values(const struct formula *f, const struct formula_input *in, int n, double *out) {
    struct piece p;
    for (int from = 0; from < n; from += LANES) {
        begin(&p, f, in, from, n);
        memcpy(out + from, p.value[f->n - 1], sizeof(double) * (size_t)p.n);
    }
}

/* ---- gradients ---- */

/* Derivatives of a step by its arguments. */
static void derive(enum formula_op op, double a, double b, double c, double y, double by[3]) {
    by[0] = by[1] = by[2] = 0;
    switch (op) {
    case ADD: by[0] = by[1] = 1; return;
    case SUBTRACT: by[0] = 1, by[1] = -1; return;
    case MULTIPLY: by[0] = b, by[1] = a; return;
    case DIVIDE: by[0] = 1 / b, by[1] = -a / (b * b); return;
    case POWER:
        by[0] = b == 0 ? 0 : b * pow(a, b - 1);
        by[1] = a > 0 ? y * log(a) : 0; /* a power of 0 is 0 whatever the exponent above 0 */
        return;
    case IF: by[a != 0 ? 1 : 2] = 1; return;
    case EXP: by[0] = y; return;
    case LOG: by[0] = 1 / a; return;
    case LOG1P: by[0] = 1 / (1 + a); return;
    case SQRT: by[0] = 0.5 / y; return;
    case ABS: by[0] = a < 0 ? -1 : 1; return;
    case MIN: by[a <= b ? 0 : 1] = 1; return;
    case MAX: by[a >= b ? 0 : 1] = 1; return;
    case CLAMP: by[fmax(a, b) > c ? 2 : a < b ? 1 : 0] = 1; return;
    case SIN: by[0] = cos(a); return;
    case COS: by[0] = -sin(a); return;
    case TANH: by[0] = 1 - y * y; return;
    case SIGMOID: by[0] = y * (1 - y); return;
    case SOFTPLUS: by[0] = sigmoid(a); return;
    default: return; /* floor and comparisons are flat */
    }
}

static void back(struct piece *p, int first, int end);

/* The terms are computed again, each with its own gradient. */
static void back_sum(struct piece *p, int last) {
    const int sum = p->f->step[last].a, term = p->f->step[last].b;
    double from, to;
    if (!sum_range(p, sum, &from, &to)) return;
    for (double k = from; k <= to; k++) {
        spread(p, p->value[sum], k);
        run(p, sum + 1, last);
        memset(p->d[sum], 0, sizeof *p->d * (size_t)(last - sum));
        for (int lane = 0; lane < p->n; lane++) p->d[term][lane] += p->d[last][lane];
        back(p, sum + 1, last);
    }
}

/* Only arguments that learn get a gradient, and none where it is 0: a branch that is not taken may be infinite. */
static void back_step(struct piece *p, const struct formula_step *s, int lane, double y, double d) {
    const short argument[] = {s->a, s->b, s->c};
    double value[3] = {0}, by[3];
    for (int i = 0; i < 3; i++)
        if (argument[i] >= 0) value[i] = p->value[argument[i]][lane];
    derive((enum formula_op)s->op, value[0], value[1], value[2], y, by);
    for (int i = 0; i < 3; i++)
        if (argument[i] >= 0 && p->f->step[argument[i]].learns && by[i] != 0) p->d[argument[i]][lane] += d * by[i];
}

/* What back_step adds for one argument. */
static double part_of(double d, double by) { return d != 0 && by != 0 ? d * by : 0; }

/* back_step at all places, for the operations that run_step has loops for. false: it is another one. */
static bool back_plainly(struct piece *p, const struct formula_step *s, const double *d) {
    if (s->op != ADD && s->op != SUBTRACT && s->op != MULTIPLY && s->op != DIVIDE) return false;
    const double *a = p->value[s->a], *b = p->value[s->b];
    for (int side = 0; side < 2; side++) {
        const int argument = side ? s->b : s->a;
        double *to = p->d[argument];
        if (!p->f->step[argument].learns) continue;
        if (s->op == MULTIPLY)
            for (int k = 0; k < p->n; k++) to[k] += part_of(d[k], side ? a[k] : b[k]);
        else if (s->op == DIVIDE)
            for (int k = 0; k < p->n; k++) to[k] += part_of(d[k], side ? -a[k] / (b[k] * b[k]) : 1 / b[k]);
        else
            for (int k = 0; k < p->n; k++) to[k] += side && s->op == SUBTRACT ? -d[k] : d[k];
    }
    return true;
}

static void back_learned(const struct piece *p, const struct formula_step *s, const double *d) {
    double *grad = p->in[s->a].grad;
    for (int lane = 0; grad && lane < p->n; lane++) grad[s->op == ELEMENT ? place_in(p, s, lane) : 0] += d[lane];
}

static void back(struct piece *p, int first, int end) {
    for (int i = end - 1; i >= first; i--) {
        const struct formula_step *s = &p->f->step[i];
        if (s->op == SUM_END) {
            if (s->learns) back_sum(p, i);
            i = s->a;
        } else if (s->learns && (s->op == NAME || s->op == ELEMENT)) {
            back_learned(p, s, p->d[i]);
        } else if (s->learns && !back_plainly(p, s, p->d[i])) {
            for (int lane = 0; lane < p->n; lane++)
                if (p->d[i][lane] != 0) back_step(p, s, lane, p->value[i][lane], p->d[i][lane]);
        }
    }
}

void formula_gradient(const struct formula *f, const struct formula_input *in, int n, const double *d) {
    struct piece p;
    if (!f->step[f->n - 1].learns) return;
    for (int from = 0; from < n; from += LANES) {
        begin(&p, f, in, from, n);
        memset(p.d, 0, sizeof *p.d * (size_t)f->n);
        memcpy(p.d[f->n - 1], d + from, sizeof(double) * (size_t)p.n);
        back(&p, 0, f->n);
    }
}
