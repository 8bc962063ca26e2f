/* A learned vector per absolute position, and what to do past the table's trained rows. */
#include "encoders/atom/embed.h"
#include "encoders/rows.h"
#include <math.h>
#include <string.h>

struct options {
    long rows;
    int past;
    double init_std;
};
enum { CLAMP, ZERO, RANDOM, MODULO, INTERPOLATE };

#define AT(member) offsetof(struct options, member)
static const struct option options[] = {
    {"rows", OPTION_INT, AT(rows), "0", 0, ROWS_MOST, NULL, "positions", ROWS_HELP},
    {"past", OPTION_CHOICE, AT(past), "random", 0, 0, "clamp|zero|random|modulo|interpolate", NULL,
     "a position that training did not reach: the last row that it reached, zeros, an untrained random row, the "
     "position "
     "modulo the rows that it reached, or these rows stretched over the sequence"},
    {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "", "initial rows N(0, init_std^2)"},
    {0}};

static long rows(const struct view *view) { return rows_of(view, ((const struct options *)view->options)->rows); }

static void derive(const struct view *view, void *to) { ((struct options *)to)->rows = rows(view); }

static bool check(const struct view *view, struct error *err) {
    return rows_check(view, ((const struct options *)view->options)->rows, err);
}

static int params(const struct view *view, struct param_spec *out) {
    const struct options *o = view->options;
    out[0] = (struct param_spec){
        .name = "table", .rows = rows(view), .cols = view->width, .decay = false, .init_std = o->init_std};
    return 1;
}

/* A fixed random row for a position beyond the table: drawn from a stream of its own, as if the table had been longer.
 */
static void random_row(const struct view *view, long position, real *out) {
    const struct options *o = view->options;
    struct rng rng = rng_open(view->seed, "init/learned/past", (uint64_t)position, 0);
    for (int c = 0; c < view->width; c++) out[c] = (real)(o->init_std * rng_normal(&rng));
}

/* Where a position reads the table: row + part of the way to the next row; -1: no row. */
static double table_place(const struct view *view, double position) {
    const struct options *o = view->options;
    const long trained = rows_trained(view, o->rows);
    if (o->past == INTERPOLATE && view->evaluating && view->length > trained)
        return fmin(position * (double)trained / view->length, (double)(trained - 1));
    if (position <= (double)(rows(view) - 1) && (o->past == RANDOM || position < (double)trained || !view->evaluating))
        return position;
    switch (o->past) {
    case CLAMP: return fmin(position, (double)(trained - 1));
    case MODULO: return fmod(position, (double)trained);
    default: return -1;
    }
}

static void embed(const struct view *view, int n, const double *position, real *out) {
    const struct options *o = view->options;
    const int C = view->width;
    const long count = rows(view);
    for (int i = 0; i < n; i++) {
        real *row = out + (long)i * C;
        double place = table_place(view, position[i]);
        if (place < 0) {
            if (o->past == RANDOM)
                random_row(view, (long)position[i], row);
            else
                memset(row, 0, sizeof *row * (size_t)C);
            continue;
        }
        long low = (long)place, high = low + 1 < count ? low + 1 : low;
        real part = (real)(place - (double)low);
        const real *a = view->param[0] + low * C, *b = view->param[0] + high * C;
        for (int c = 0; c < C; c++) row[c] = a[c] + part * (b[c] - a[c]);
    }
}

static void embed_grad(const struct view *view, int n, const double *position, const real *dout) {
    const int C = view->width;
    const long count = rows(view);
    for (int i = 0; i < n; i++) {
        double place = table_place(view, position[i]);
        if (place < 0) continue;
        long low = (long)place, high = low + 1 < count ? low + 1 : low;
        real part = (real)(place - (double)low);
        for (int c = 0; c < C; c++) {
            view->grad[0][low * C + c] += (1 - part) * dout[(long)i * C + c];
            view->grad[0][high * C + c] += part * dout[(long)i * C + c];
        }
    }
}

const struct encoder encoder_learned = {
    .name = "learned",
    .title = "Learned absolute positions",
    .family = FAMILY_absolute,
    .formula = "x_t += T[t], T a table of `rows` learned vectors",
    .source = "Gehring et al. 2017; Radford et al. 2018 (GPT)",
    .differs = "",
    .at_eval = "a position that training did not reach, through maps (shift, random) and train.offset: option `past`",
    .claims = CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .derive = derive,
    .check = check,
    .params = params,
    .embed = &(const struct embed_atom){.table = embed, .grad = embed_grad},
};
