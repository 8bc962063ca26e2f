#include "encoders/encoder.h"
#include <string.h>

#define ENCODER(name) extern const struct encoder encoder_##name;
#include "encoders/list.h"
#undef ENCODER

const struct encoder *encoder_list[ENCODER_LIST_MAX + 1] = {
#define ENCODER(name) &encoder_##name,
#include "encoders/list.h"
#undef ENCODER
};

int encoder_count(void) {
    int n = 0;
    while (encoder_list[n]) n++;
    return n;
}

const struct encoder *encoder_find(const char *name) {
    for (const struct encoder *const *e = encoder_list; *e; e++)
        if (strcmp((*e)->name, name) == 0) return *e;
    return NULL;
}

bool encoder_register(const struct encoder *encoder) {
    const int n = encoder_count();
    if (n < ENCODER_LIST_MAX) encoder_list[n] = encoder;
    return n < ENCODER_LIST_MAX;
}

unsigned encoder_claims(const struct encoder *encoder, const void *options) {
    return encoder->claims_under ? encoder->claims_under(options) : encoder->claims;
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

/* ---- atoms ---- */

static int atoms = ATOMS;
int atom_order[ATOMS_MAX] = {
#define ATOM(name, acts_on) ATOM_##name,
#include "encoders/atoms.h"
#undef ATOM
};
static const char *atom_names[ATOMS_MAX] = {
#define ATOM(name, acts_on) #name,
#include "encoders/atoms.h"
#undef ATOM
};
static const char *atom_words[ATOMS_MAX] = {
#define ATOM(name, acts_on) acts_on,
#include "encoders/atoms.h"
#undef ATOM
};

int atom_count(void) { return atoms; }
const char *atom_name(int atom) { return atom_names[atom]; }
const char *atom_acts_on(int atom) { return atom_words[atom]; }

int atom_find(const char *name) {
    for (int a = 0; a < atoms; a++)
        if (strcmp(atom_names[a], name) == 0) return a;
    return -1;
}

int atom_register(const char *name, const char *acts_on, int before) {
    if (atoms == ATOMS_MAX) return -1;
    int at = atoms;
    for (int k = 0; k < atoms; k++)
        if (atom_order[k] == before) at = k;
    memmove(atom_order + at + 1, atom_order + at, (size_t)(atoms - at) * sizeof *atom_order);
    atom_order[at] = atoms;
    atom_names[atoms] = name;
    atom_words[atoms] = acts_on;
    return atoms++;
}

static const void *own_hooks(const struct encoder *encoder, int atom) {
    for (const struct own_atom *own = encoder->own; own && own->atom; own++)
        if (strcmp(own->atom, atom_names[atom]) == 0) return own->hooks;
    return NULL;
}

const void *encoder_atom(const struct encoder *encoder, int atom) {
    switch (atom) {
#define ATOM(name, acts_on)                                                                                            \
    case ATOM_##name:                                                                                                  \
        return encoder->name;
#include "encoders/atoms.h"
#undef ATOM
    }
    return own_hooks(encoder, atom);
}
