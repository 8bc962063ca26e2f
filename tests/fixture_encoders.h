/* What the tests of schemes by themselves share. */
#ifndef LEXBENCH_FIXTURE_ENCODERS_H
#define LEXBENCH_FIXTURE_ENCODERS_H
#include "base/memory.h"
#include "encoders/encoder.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#ifdef LX_REAL_DOUBLE
static const double CLOSE = 2e-6; /* vectors are given to six digits */
#else
static const double CLOSE = 1e-5;
#endif

static _Alignas(16) char options[ENCODER_OPTIONS_SIZE];

/* A view of scheme `name` with the options given, in a model of the sizes given. */
static inline struct view look(const struct encoder **e, const char *name, const char *list, int heads, int D, int C,
                               int train_length) {
    struct error err;
    *e = encoder_find(name);
    assert_non_null(*e);
    memset(options, 0, sizeof options);
    if ((*e)->options) {
        options_default((*e)->options, options);
        if (!options_parse((*e)->options, options, list, &err)) fail_msg("%s: %s", name, err.text);
    }
    return (struct view){.options = options,
                         .layer = 0,
                         .layers = 2,
                         .heads = heads,
                         .head_size = D,
                         .pairs = D / 2,
                         .width = C,
                         .train_length = train_length,
                         .train_places = train_length,
                         .length = train_length,
                         .causal = true,
                         .seed = 1};
}

static inline void near(const real *got, const double *wanted, int n) {
    for (int i = 0; i < n; i++)
        if (fabs((double)got[i] - wanted[i]) > CLOSE)
            fail_msg("element %d is %.7g instead of %.7g", i, (double)got[i], wanted[i]);
}
#endif
