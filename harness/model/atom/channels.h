/* Channels, as the atoms that read them see them. */
#ifndef LEXBENCH_CHANNELS_H
#define LEXBENCH_CHANNELS_H
#include "model/atom.h"

/* One number of every token, from a row of the group on: one every `stride`. */
struct channel {
    int stride;
    const double *at;
    double *d; /* its gradient is added here; the backward pass only */
};

/* Number k of those that the reader has in a part which stands in the layer. */
struct channel channel_of(const struct model *m, enum atom_index reader, int part, int layer, long row, int k);

static inline double channel_at(const struct channel *c, int token) { return c->at[(long)token * c->stride]; }
static inline double *channel_d(const struct channel *c, int token) { return c->d + (long)token * c->stride; }

/* The part whose reader stands in a cell's head: of readers that are alone. */
static inline struct channel cell_channel(const struct cell *c, enum atom_index reader, int k) {
    return channel_of(c->m, reader, part_of(c->m, reader), c->layer, c->k0, k);
}
/* The head among those of that part. */
static inline int cell_own_head(const struct cell *c, enum atom_index atom) {
    return part_own_head(c->m, part_of(c->m, atom), c->head);
}
#endif
