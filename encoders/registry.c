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

const char *family_name(enum encoder_family family) {
    static const char *const names[] = {
        "",
#define FAMILY(name, what) #name,
#include "encoders/families.h"
#undef FAMILY
    };
    return names[family];
}

const char *family_what(enum encoder_family family) {
    static const char *const sentences[] = {
        "",
#define FAMILY(name, what) what,
#include "encoders/families.h"
#undef FAMILY
    };
    return sentences[family];
}

const void *encoder_atom(const struct encoder *encoder, int atom) {
    switch (atom) {
#define ATOM(name, acts_on)                                                                                            \
    case ATOM_##name:                                                                                                  \
        return encoder->name;
#include "encoders/atoms.h"
#undef ATOM
    }
    return NULL;
}

const char *atom_acts_on(int atom) {
    static const char *const words[] = {
#define ATOM(name, acts_on) acts_on,
#include "encoders/atoms.h"
#undef ATOM
    };
    return words[atom];
}
