/* The interface of a positional scheme.
 *
 * To add a scheme: write encoders/NAME.c that defines `const struct encoder encoder_NAME`, and add one line to list.h
 * (a '-' of the name is '_' there). Schemes that are one formula with another table share a file. The command line, the
 * help, the documentation table, the tests and the legends follow from that. Its row says which family it is of.
 *
 * A scheme is made of atoms: a table over distance, a rotation, a vector per position. It says small things about each
 * (encoders/atom/NAME.h); the model owns every loop that is quadratic in length or touches the batch
 * (harness/model/atom/NAME.c). To add an atom: CONTRIBUTING.md. Every hook is optional; NULL does nothing. Hooks do not
 * allocate, keep no state, and draw random numbers from the stream they are given; what all examples share they draw
 * from one of their own that is opened by name (clex's scale of a step, scramble's permutation of a length).
 *
 * Gradients: the backward of a hook receives the gradient with respect to what the hook gave (same shape) and ADDS to
 * view->grad. Hooks of schemes without parameters need no backward.
 */
#ifndef LEXBENCH_ENCODER_H
#define LEXBENCH_ENCODER_H
#include "encoders/view.h"

/* What a scheme says of an atom: encoders/atom/NAME.h, which the files include that need it. */
#define ATOM(name, acts_on) struct name##_atom;
#include "encoders/atoms.h"
#undef ATOM

/* What a scheme claims of itself; the test battery proves each bit, and the absence of the first one. */
enum encoder_claim {
    CLAIM_SHIFT_INVARIANT = 1, /* adding a constant to all positions changes no output */
    CLAIM_USES_POSITION =
        2,             /* outputs depend on positions at all (nope: not; cpe and window: through order only, so not) */
    CLAIM_CONTROL = 4, /* ships as a control that is expected to do badly */
    CLAIM_CAUSAL_ONLY = 8,  /* has no meaning in a bidirectional model, which is refused */
    CLAIM_OWN_GRADIENT = 16 /* gradients are not the slopes of the loss: of what is rounded they are as if it were not,
                               and a penalty enters them alone */
};

/* Numbers that the scheme has to give, worked out by hand or taken from its paper (golden vectors). */
struct golden {
    const char *options; /* under which it gives them, "slopes=geometric"; NULL: its defaults */
    const char *says;    /* at which place, and the number, or a list of them, with the digits that count: "d: 3, H: 2,
                            is: [-0.1875, -0.01171875]"; its keys are those of `vectors` in docs/formulas.md */
    const char *source;  /* where they are from; NULL: the scheme's own source */
};

/* What kind of scheme it is, by what it does to the model: families.h. Every scheme has one. */
enum encoder_family {
    FAMILY_UNSET,
#define FAMILY(name, what) FAMILY_##name,
#include "encoders/families.h"
#undef FAMILY
    FAMILIES /* one more than the last */
};

struct encoder {
    const char *name;
    const char *title; /* "Attention with linear biases"; listings of 80 columns have room for 33 characters */
    enum encoder_family family;
    const char *formula; /* one or two plain-text lines */
    const char *source;  /* paper, year, equation; code if it decides */
    const char *differs; /* how this deviates from the source, or "" */
    const char *at_eval; /* what changes between training and evaluation, and beyond the training length */
    unsigned claims;
    unsigned (*claims_under)(const void *options); /* the claims, where options decide; NULL: those above under all */
    const struct golden *golden;                   /* ends with {0}; NULL: none */
    bool variant; /* of evaluation: the model asks its hooks while it evaluates only, unless `trains` */
    bool (*trains)(const struct view *view); /* a variant's options have it act in training too. NULL: it never does */
    const struct option *options;            /* NULL: none */
    size_t options_size;                     /* sizeof the options struct, at most ENCODER_OPTIONS_SIZE */

    /* Fill in options whose default follows from what training reaches (view->train_length, train_places), so that a
     * configuration says what they came to. Other hooks may meet them as they were. */
    void (*derive)(const struct view *view, void *options);
    /* Refuse options or a model that cannot work (odd head size, ...). */
    bool (*check)(const struct view *view, struct error *err);
    /* The part's tensors; returns how many (at most PARAMS_MAX). Called before parameters exist (view->param is NULL).
     */
    int (*params)(const struct view *view, struct param_spec *out);
    /* Initial values of tensor k where init_std does not do. rng: the tensor's own stream. */
    void (*init)(const struct view *view, int k, struct rng *rng, real *out);
    /* Put the part's tensors (view->param) back into the range where they mean something; before every use. */
    void (*project)(const struct view *view);

    bool needs_hints; /* positions or numbers come from the task (view->hint): refused with one that has no places */
    /* How many tasks, of those trained together, a bias tells apart (view->task).
     * Default: 1. */
    int (*tasks)(const struct view *view);
    /* What training made of a part that chooses: shares of 1 per head (of the part's, from 0), each under the name of
     * what they are a share for; stored with the run. Asked for every layer the part stands in and every task. */
    void (*learned)(const struct view *view, void (*put)(void *to, const char *series, int head, double value),
                    void *to);

    /* What it does, atom by atom: encoders/atom/NAME.h; NULL: nothing of the kind. */
#define ATOM(name, acts_on) const struct name##_atom *name;
#include "encoders/atoms.h"
#undef ATOM
    const struct own_atom *own; /* with atoms that its plugin brings; ends with {0}; NULL: none */
    const char *plugin;         /* what brought it (base/plugin_mark.h), filled in as it is loaded; NULL: built in */
};
enum { ENCODER_OPTIONS_SIZE = 2048, ENCODER_LIST_MAX = 256 };

/* What a scheme says of an atom that is not in the list. */
struct own_atom {
    const char *atom;  /* its name */
    const void *hooks; /* a struct that the atom's file defines */
};

/* The atoms as numbers: those of atoms.h in its order, then those that plugins brought. */
enum atom_index {
#define ATOM(name, acts_on) ATOM_##name,
#include "encoders/atoms.h"
#undef ATOM
    ATOMS, /* in the list */
    ATOMS_MAX = ATOMS + 8
};
int atom_count(void);
/* The place of each atom's work, as atoms.h has it for its own: the k-th atom to work is atom_order[k]. */
extern int atom_order[ATOMS_MAX];
/* What a scheme gives to an atom: its struct NAME_atom or NULL. */
const void *encoder_atom(const struct encoder *encoder, int atom);
const char *atom_name(int atom);
const char *atom_acts_on(int atom); /* "rotation"; "": nothing by itself */
int atom_find(const char *name);    /* -1: there is none */
/* One more, which works before another (-1: after all); texts are the caller's and stay. Returns its number; -1: there
 * is no room. harness/model/atom.h has what the model does with it. */
int atom_register(const char *name, const char *acts_on, int before);

const char *family_name(enum encoder_family family); /* "rotary" */
const char *family_what(enum encoder_family family); /* one sentence about its schemes */

unsigned encoder_claims(const struct encoder *encoder, const void *options); /* under these options */

/* The registry: what list.h has, in its order, then what plugins brought. */
extern const struct encoder *encoder_list[];          /* NULL-terminated */
const struct encoder *encoder_find(const char *name); /* NULL when there is none */
int encoder_count(void);
bool encoder_register(const struct encoder *encoder); /* stays the caller's; false: there is no room */

#endif
