#include "results/younger.h"
#include <stddef.h>
#include <string.h>

/* tests/test_conventions.c holds it against the tables of options. */
static const struct {
    const char *key, *value;
} defaults[] = {{"model.loops", "1"},
                {"model.loops_by", "fixed"},
                {"model.inject", "add"},
                {"model.loops_from", "1"},
                {"model.grad_loops", "0"},
                {"model.rounding", "none"},
                {"model.rounding_in", "always"},
                {"train.offset", "0"},
                {"train.examples", "0"},
                {"train.pack", "1"},
                {"train.pack_as", "masked"},
                {"train.fit_loss", "0"},
                {"train.precision", "float"}};

const char *younger_key(int k, const char **value) {
    if ((size_t)k >= sizeof defaults / sizeof *defaults) return NULL;
    *value = defaults[k].value;
    return defaults[k].key;
}

const char *younger_default(const char *key) {
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (strcmp(defaults[i].key, key) == 0) return defaults[i].value;
    return NULL;
}
