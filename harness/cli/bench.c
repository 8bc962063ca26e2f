#include "run/bench.h"
#include "base/memory.h"
#include "cli/command.h"
#include "encoders/encoder.h"
#include "run/train.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct flag bench_flags[] = {FLAG_FORMAT,
                                   {"evaluate", 'e', "T", NULL, "evaluation only, of one sequence of T tokens"},
                                   {"seconds", 's', "S", "1", "for each figure"},
                                   {"width", 'w', "W", NULL, "only the shape of this width"},
                                   {0}};

static void print_head(void) {
    struct host_info host;
    host_fill(&host);
    fprintf(
        stderr,
        "%s\n%s\n%s %s\nLeast and median of repeats; GFLOP/s of useful work; shares of a step by part; MB held by the "
        "model; differences to a double-precision reference.\n",
        host.processor, host.blas, host.compiler, host.flags);
}

enum { LONGEST = 1 << 24 }; /* of an evaluation, tokens */

struct wanted {
    enum bench_kind kind;
    double seconds;
    long width; /* 0: all */
    int T;      /* of an evaluation */
};

static bool read_flags(const struct call *call, struct wanted *w, struct error *err) {
    const char *width = flag_value(call, "width"), *T = flag_value(call, "evaluate");
    *w = (struct wanted){.kind = T ? BENCH_EVALUATION : BENCH_STEP,
                         .seconds = atof(flag_value(call, "seconds")),
                         .width = width ? atol(width) : 0,
                         .T = T && atof(T) <= LONGEST ? atoi(T) : 0};
    if (T && w->T < 1) return error_set(err, "--evaluate takes a number of tokens up to %d, not '%s'", LONGEST, T);
    if (!(w->seconds > 0))
        return error_set(err, "--seconds takes a number above 0, not '%s'", flag_value(call, "seconds"));
    for (const struct bench_shape *s = bench_shapes; width && s->width != w->width; s++)
        if (!s->width) return error_set(err, "no shape has the width %s; there are 64, 128 and 256", width);
    return true;
}

/* Every named scheme at every shape asked for; without names the whole list, less what cannot stand alone. */
static bool fill(const struct call *call, const struct wanted *w, struct table *table, struct error *err) {
    for (const struct bench_shape *s = bench_shapes; s->width; s++) {
        struct bench_shape shape = *s;
        struct error alone;
        if (w->width && w->width != s->width) continue;
        if (w->T) shape.T = w->T;
        for (int i = 0; i < call->n; i++)
            if (!bench_scheme(table, w->kind, call->argument[i], &shape, w->seconds, err)) return false;
        for (const struct encoder *const *e = encoder_list; !call->n && *e; e++)
            bench_scheme(table, w->kind, (*e)->name, &shape, w->seconds, &alone);
    }
    return true;
}

int cmd_bench(const struct call *call) {
    struct error err = {0};
    enum table_format format;
    struct wanted wanted;
    if (!flag_format(call, &format, &err) || !read_flags(call, &wanted, &err)) return report_error(&err);
    print_head();
    struct table *table = bench_table(wanted.kind);
    const bool ok = fill(call, &wanted, table, &err);
    if (ok) table_print(table, format, stdout);
    table_free(table);
    return ok ? EXIT_OK : report_error(&err);
}
