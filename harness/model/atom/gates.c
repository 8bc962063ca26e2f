/* Score atom "rank one": c_i - c_j. The difference is taken in double against the band's first query, so that long sums
 * lose nothing where attention looks.
 */
#include "model/atom/channels.h"

static int channels(const struct model *m, int part) { return part_own_head(m, part, m->H); }

static struct channel gates_of(const struct cell *c) {
    return cell_channel(c, ATOM_gates, cell_own_head(c, ATOM_gates));
}

static void scores(const struct cell *c, const struct band *b, const real *content, real *out) {
    (void)content;
    const struct channel gates = gates_of(c);
    real *key = c->m->row[0];
    const double origin = channel_at(&gates, cell_token(c, b->first));
    for (int k = 0; k < b->pieces; k++)
        for (int j = b->keys[k].from; j < b->keys[k].to; j++) key[j] = (real)(origin - channel_at(&gates, j));
    for (int i = 0; i < b->n; i++) {
        const real own = (real)(channel_at(&gates, cell_token(c, b->first + i)) - origin);
        real *s = out + i * b->stride;
        for (int k = 0; k < b->pieces; k++)
            for (int j = b->keys[k].from; j < b->keys[k].to; j++) s[j] += own + key[j];
    }
}

/* d is zero for keys that a query does not see. Rows of d sum to zero under softmax, but not with a sink. */
static void scores_backward(const struct cell *c, const struct band *b, const real *d, real *content) {
    (void)content;
    real *column = c->m->row[0];
    const struct channel gates = gates_of(c);
    for (int k = 0; k < b->pieces; k++)
        for (int j = b->keys[k].from; j < b->keys[k].to; j++) column[j] = 0;
    for (int i = 0; i < b->n; i++) {
        const real *di = d + (long)i * c->T;
        real sum = 0;
        for (int k = 0; k < b->pieces; k++) {
            const struct keys keys = b->keys[k];
            sum += vec_sum(di + keys.from, keys.to - keys.from);
            vec_add(column + keys.from, di + keys.from, keys.to - keys.from);
        }
        *channel_d(&gates, cell_token(c, b->first + i)) += (double)sum;
    }
    for (int k = 0; k < b->pieces; k++)
        for (int j = b->keys[k].from; j < b->keys[k].to; j++) *channel_d(&gates, j) -= (double)column[j];
}

const struct atom atom_gates = {.traits = ATOM_TILES,
                                .alone = "have gates that add up",
                                .channels = channels,
                                .scores = scores,
                                .scores_backward = scores_backward};
