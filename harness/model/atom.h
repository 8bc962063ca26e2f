/* What an atom is to the model: one kind of term that schemes are made of (encoders/atoms.h), with its traits, its own
 * state, and a hook for each stage in which it does something. The frame (model.c, tables.c, forward.c, backward.c,
 * attention.c, tiles.c) walks the atoms that stand in a layer, in the order of the list, and names none of them: an
 * atom is one file, atom/NAME.c, that defines `const struct atom atom_NAME`, and its line in the list. CONTRIBUTING.md,
 * "Add an atom", says how.
 *
 * Every hook is optional. Hooks are called only where some part of the scheme with the atom stands: in that layer, and,
 * as far as they are about one head, in that head. Backward passes run in the reverse order unless said otherwise.
 * Nothing is allocated outside `room` and `layer_room`.
 */
#ifndef LEXBENCH_ATOM_H
#define LEXBENCH_ATOM_H
#include "model/cell.h"

enum atom_trait {
    ATOM_FIRST = 1,     /* acts before the first layer: refused with any @ */
    ATOM_ALL_HEADS = 2, /* acts on all heads at once: refused with @heads */
    ATOM_TOGETHER = 4,  /* the heads of a sequence are walked together, band by band: follows from the hooks */
    ATOM_APART = 8,     /* content scores and what is added to them are kept apart: follows from `combine` */
    ATOM_CONTENT = 16,  /* its scores are made of the content scores: one of a scheme may, and in the list it stands
                           before all others that add scores (out may be the content) */
    ATOM_SPARE = 32,    /* needs the spare room of scratch of a band */
    ATOM_ALL_ROWS = 64, /* the last layer works on all rows, not on those of answers alone */
    ATOM_WHOLE = 128,   /* distances have to be whole numbers */
    ATOM_BOUNDED = 256, /* where it stands, |score| <= scale |q| |k| + a table over distance still holds, with q and k
                           as attention meets them: keys far away may be left out (atom/bias.c). An allow list */
    ATOM_REPEATS = 512, /* twice alike does more than once with twice the weight, so a part may stand twice */
    ATOM_BESIDE = 1024, /* acts outside attention: may stand in a layer where another part replaces that */
    ATOM_ALL_QUERIES = 2048, /* queries are projected on all rows, also where the layer works on answer rows only */
    ATOM_TILES = 4096        /* what it does to a score follows from the query and the key, and what it adds to the
                                output is linear in weights: an evaluation may walk keys tile by tile (tiles.c). Only
                                atoms with hooks on scores, weights or output need it. An allow list */
};

struct atom {
    unsigned traits;   /* of enum atom_trait */
    const char *alone; /* "number tokens": only one part of a scheme may; NULL: several parts may have the atom */
    size_t state;      /* bytes of what it keeps in the model, m->state[ATOM_NAME], zeroed before each composition */
    const struct plain_atom *plain; /* its formula in double, for the reference (plain.h); NULL: that has none */

    /* Composition, in the order of the parts and before anything else: what the atom has to know of a part and refuses.
     * Parts that @until has left out are not asked. `agree` comes after all parts, where the atom stands anywhere. */
    bool (*check)(struct model *m, int part, struct error *err);
    bool (*agree)(struct model *m, struct error *err);
    int (*channels)(const struct model *m, int part); /* numbers per token that it reads of the part's channels */
    /* How often the layers run over a sequence of so many tokens, at least once and never less often the longer it is;
     * loops: as often as the model says. */
    int (*loops)(const struct model *m, int tokens, int loops);
    void (*loops_stop)(const struct model *m,
                       struct loops_stop *out); /* what ends them before that, if anything does */

    /* Room. `measure`: when the longest distance is known, and whether the model evaluates. scratch: reals of
     * m->tables.scratch. room: of the whole model; layer_room: kept by a layer, N rows (see take_kept). */
    void (*measure)(struct model *m);
    long (*scratch)(const struct model *m);
    void (*room)(struct model *m, struct arena *arena, long N, long longest);
    void (*layer_room)(struct model *m, struct arena *arena, int layer, long N, long longest);

    /* Tables by position, for the n positions in m->tables.number: fixed says that others stand there now, else only
     * what is learned has to be made anew. place_grad hands their gradients to the scheme and zeroes nothing. */
    void (*place_build)(struct model *m, int n, bool fixed);
    void (*place_zero)(struct model *m);
    void (*place_grad)(struct model *m, int n);
    /* Other tables, once per step; distances -> m->tables.number. hand_back: their gradients to the scheme. */
    void (*build)(struct model *m, bool fixed);
    void (*zero_grad)(struct model *m);
    void (*hand_back)(struct model *m);

    /* Rows of a group: the embedding; maps at a site of a layer; rows [r, r + n) of what enters attention; queries and
     * keys between projection and attention. clear: zero what attention's backward pass will add to. */
    void (*embed)(struct model *m, const struct group *g, real *x);
    void (*embed_backward)(struct model *m, const struct group *g, const real *dx);
    void (*stream)(struct model *m, int layer, enum site site, const struct group *g, real *x);
    void (*stream_backward)(struct model *m, int layer, enum site site, const struct group *g, real *d);
    void (*input)(struct model *m, int layer, long r, int n, const real *x);
    void (*input_backward)(struct model *m, int layer, const struct group *g, real *dx); /* dx += */
    void (*rows)(struct model *m, int layer, const struct group *g, int queries);
    void (*rows_backward)(struct model *m, int layer, const struct group *g, int queries);
    void (*clear)(struct model *m, int layer, const struct group *g, int queries);

    bool (*bounded)(const struct cell *c); /* what ATOM_BOUNDED says, where it depends on the cell */
    bool (*tiles)(const struct model *m, int layer, int head); /* what ATOM_TILES says, where tables decide */
    /* One cell, before its bands (back: on the backward pass) and after them on the backward pass. */
    void (*begin)(struct cell *c, bool back);
    void (*end_backward)(struct cell *c);
    /* The content product: the first atom that returns true has made it (written), or taken its gradient. product: the
     * same for some keys of a band, with the operands of a branch. */
    bool (*content)(const struct cell *c, const struct band *b, real *out);
    bool (*content_backward)(const struct cell *c, const struct band *b, const real *d);
    bool (*product)(const struct cell *c, const struct band *b, int branch, struct keys keys, real *out);
    bool (*product_backward)(const struct cell *c, const struct band *b, struct keys keys, const real *d);
    /* What is added to the content scores: out += (out may be the content), rows b->stride apart. The backward pass
     * runs in the same order; with ATOM_CONTENT content comes in as the content scores and leaves as the gradient that
     * this term adds to theirs, without d, which they have anyway (score_cap.c); else it is NULL. */
    void (*scores)(const struct cell *c, const struct band *b, const real *content, real *out);
    void (*scores_backward)(const struct cell *c, const struct band *b, const real *d, real *content);
    /* Of the cells c[H] of one sequence and their bands b[H]: scores of all heads in, new ones out; those of a head are
     * there for the keys of its own band. combine, which one atom of a scheme may have, gets what is added apart and
     * adds it; on its backward pass d comes in for the whole scores and
     * leaves for the added terms, content comes in as the content scores and leaves as their gradient. */
    void (*combine)(const struct cell *c, const struct band *b, real *const *score, real *const *added);
    void (*combine_backward)(const struct cell *c, const struct band *b, real *const *d, real *const *content,
                             real *const *added);
    void (*heads)(const struct cell *c, const struct band *b);
    void (*heads_backward)(const struct cell *c, const struct band *b, real *const *d);
    /* Scores to weights in place; false: this one leaves it to the softmax. */
    bool (*normalise)(const struct cell *c, const struct band *b);
    bool (*normalise_backward)(const struct cell *c, const struct band *b, real *d);
    /* Of the cells c[H] of one sequence and their bands b[H]: weights of all heads in, in b[h].score, new ones out. On
     * the backward pass d comes in for the new weights and leaves for the old ones, and the old ones have to stand in
     * b[h].score again. */
    void (*weights)(const struct cell *c, const struct band *b);
    void (*weights_backward)(const struct cell *c, const struct band *b, real *const *d);
    /* What is added to the weighted values, which in evaluation lie where the band's queries were. The backward pass,
     * in the same order, adds to d of the weights; dmixed: of the band's first row, stride C. */
    void (*output)(const struct cell *c, const struct band *b);
    void (*output_backward)(const struct cell *c, const struct band *b, const real *dmixed, real *d);
    /* In place of attention, of the only atom of a layer that does so: from queries, keys and values to m->acts[layer]
     * .mixed; and from m->dmixed to m->dq and m->dkv, which are written. */
    void (*instead)(struct model *m, int layer, const struct group *g);
    void (*instead_backward)(struct model *m, int layer, const struct group *g);
    /* out[H][queries][T] of a group of one sequence that went forward in training room: what a head's output is, value
     * by value, as weights of the tokens' values. */
    void (*instead_weights)(struct model *m, int layer, const struct group *g, real *out);
    /* The heads' outputs of a group, m->acts[layer].mixed [queries][C], in place before they are projected; and their
     * gradient m->dmixed, before attention's own backward pass. */
    void (*mixed)(struct model *m, int layer, const struct group *g, int queries);
    void (*mixed_backward)(struct model *m, int layer, const struct group *g, int queries);
};

extern const struct atom *atom_list[ATOMS_MAX]; /* by number */
/* An atom that a plugin brings, under a name of its own, as atom_register has it; both stay the caller's. Returns its
 * number; -1: err says why the order does not do. */
int atom_bring(const struct atom *atom, const char *name, const char *acts_on, const char *before, struct error *err);

#define EACH_ATOM(at, stands) for (const struct standing *at = (stands)->list; at < (stands)->list + (stands)->n; at++)

/* In the reverse order. */
#define EACH_ATOM_BACK(at, stands)                                                                                     \
    for (const struct standing *at = (stands)->list + (stands)->n; at-- > (stands)->list;)

/* Its traits, with those that follow from its hooks. */
static inline unsigned atom_traits(const struct atom *a) {
    return a->traits | (a->combine ? ATOM_TOGETHER | ATOM_APART : 0u) | (a->heads || a->weights ? ATOM_TOGETHER : 0u);
}

/* Queries of the layer are projected on answer rows only; how many there are. */
static inline bool queries_apart(const struct model *m, int layer) {
    return answers_only(m, layer) && !(m->stands[layer].traits & ATOM_ALL_QUERIES);
}
static inline int projected_queries(const struct model *m, int layer, const struct group *g) {
    return queries_apart(m, layer) ? g->answers : g->rows;
}

/* The parts with hooks of an atom that are not left out: i, and hooks, its struct NAME_atom. */
#define EACH_PART(m, i, hooks, name)                                                                                   \
    for (int i = 0; i < (m)->scheme.n; i++)                                                                            \
        for (const struct name##_atom *hooks = part_left(m, i) ? NULL : (m)->scheme.part[i].encoder->name; hooks;      \
             hooks = NULL)

/* The same for an atom that a plugin brings, by its number: hooks, of the type that its file defines. */
#define EACH_OWN_PART(m, i, type, hooks, number)                                                                       \
    for (int i = 0; i < (m)->scheme.n; i++)                                                                            \
        for (const type *hooks = part_left(m, i) ? NULL : encoder_atom((m)->scheme.part[i].encoder, number); hooks;    \
             hooks = NULL)

/* The index of the only part with an atom that is `alone` (never of another), or -1. */
static inline int part_of(const struct model *m, enum atom_index atom) { return m->alone[atom]; }

/* Kept by a layer for the backward pass: in training each layer has its own, in evaluation all share the first one's.
 * A pass over the arena lays the room out: first to measure, then to stay. */
struct kept {
    long pass; /* of `at`; 0: none yet */
    real *at;
};
static inline real *take_kept(const struct model *m, struct arena *arena, struct kept *shared, size_t n) {
    if (m->training) return arena_take(arena, n, sizeof(real));
    if (shared->pass != m->room_pass) *shared = (struct kept){m->room_pass, arena_take(arena, n, sizeof(real))};
    return shared->at;
}
static inline real *take(struct arena *arena, bool wanted, size_t n) {
    return wanted ? arena_take(arena, n, sizeof(real)) : NULL;
}
#endif
