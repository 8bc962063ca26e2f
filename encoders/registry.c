#include "encoders/encoder.h"
#include <string.h>

#define ENCODER(name) extern const struct encoder encoder_##name;
#include "encoders/list.h"
#undef ENCODER

const struct encoder *const encoder_list[] = {
#define ENCODER(name) &encoder_##name,
#include "encoders/list.h"
#undef ENCODER
    NULL};

int encoder_count(void) { return (int)(sizeof encoder_list / sizeof *encoder_list) - 1; }

const struct encoder *encoder_find(const char *name) {
    for (const struct encoder *const *e = encoder_list; *e; e++)
        if (strcmp((*e)->name, name) == 0) return *e;
    return NULL;
}
