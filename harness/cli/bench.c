#include "run/bench.h"
#include "base/memory.h"
#include "cli/command.h"
#include "encoders/encoder.h"
#include "run/train.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct flag bench_flags[] = {FLAG_FORMAT,
                                   {"seconds", 's', "S", "1", "for each figure"},
                                   {"width", 'w', "W", NULL, "only the shape of this width"},
                                   {0}};

static void print_head(void) {
    struct host_info host;
    host_fill(&host);
    fprintf(stderr,
            "%s\n%s\n%s %s\nLeast and median of repeats; GFLOP/s of useful work; shares of a step by part; differences "
            "to a "
            "double-precision reference.\n",
            host.processor, host.blas, host.compiler, host.flags);
}

/* Every named scheme at every shape asked for; without names the whole list, less what cannot stand alone. */
static bool fill(const struct call *call, struct table *table, struct error *err) {
    const double seconds = atof(flag_value(call, "seconds"));
    const char *width = flag_value(call, "width");
    for (const struct bench_shape *s = bench_shapes; s->width; s++) {
        if (width && atol(width) != s->width) continue;
        for (int i = 0; i < call->n; i++)
            if (!bench_scheme(table, call->argument[i], s, seconds, err)) return false;
        struct error alone;
        for (const struct encoder *const *e = encoder_list; !call->n && *e; e++)
            bench_scheme(table, (*e)->name, s, seconds, &alone);
    }
    return table_rows(table) > 0 || error_set(err, "no shape has the width %s; there are 64, 128 and 256", width);
}

int cmd_bench(const struct call *call) {
    struct error err = {0};
    enum table_format format;
    if (!flag_format(call, &format, &err)) return report_error(&err);
    if (atof(flag_value(call, "seconds")) <= 0) {
        error_set(&err, "--seconds takes a number above 0, not '%s'", flag_value(call, "seconds"));
        return report_error(&err);
    }
    print_head();
    struct table *table = bench_table();
    const bool ok = fill(call, table, &err);
    if (ok) table_print(table, format, stdout);
    table_free(table);
    return ok ? EXIT_OK : report_error(&err);
}
