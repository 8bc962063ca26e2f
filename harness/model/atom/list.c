#include "model/atom.h"

#define ATOM(name, acts_on) extern const struct atom atom_##name;
#include "encoders/atoms.h"
#undef ATOM

const struct atom *const atom_list[ATOMS] = {
#define ATOM(name, acts_on) &atom_##name,
#include "encoders/atoms.h"
#undef ATOM
};
