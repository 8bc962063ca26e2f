#include "model/atom.h"

#define ATOM(name, acts_on) extern const struct atom atom_##name;
#include "encoders/atoms.h"
#undef ATOM

const struct atom *atom_list[ATOMS_MAX] = {
#define ATOM(name, acts_on) &atom_##name,
#include "encoders/atoms.h"
#undef ATOM
};

/* What looks at the content scores works before all that adds to them. */
static bool comes_in_time(const struct atom *atom, const char *name, int before, struct error *err) {
    for (int k = 0; k < atom_count() && atom_order[k] != before && atom->traits & ATOM_CONTENT; k++)
        if (atom_list[atom_order[k]]->scores && !(atom_list[atom_order[k]]->traits & ATOM_CONTENT))
            return error_set(err, "the atom %s looks at the content scores, so it has to work before %s", name,
                             atom_name(atom_order[k]));
    return true;
}

int atom_bring(const struct atom *atom, const char *name, const char *acts_on, const char *before, struct error *err) {
    const int next = before ? atom_find(before) : -1;
    if (atom_find(name) >= 0) return error_set(err, "there is an atom %s already; take another name", name), -1;
    if (before && next < 0)
        return error_set(err, "the atom %s is to work before '%s', which is none", name, before), -1;
    if (!comes_in_time(atom, name, next, err)) return -1;
    const int number = atom_register(name, acts_on, next);
    if (number < 0) return error_set(err, "plugins bring more than %d atoms", ATOMS_MAX - ATOMS), -1;
    atom_list[number] = atom;
    return number;
}
