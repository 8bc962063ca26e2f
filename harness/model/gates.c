/* Score atom "rank one": c_i - c_j. The difference is taken in double against the band's first query, so that long sums
 * lose nothing where attention looks.
 */
#include "model/cell.h"

static double gate(const struct cell *c, int token) { return channel_at(&c->channels.gate, token); }

void gates_forward(const struct cell *c, const struct band *b, real *out) {
    real *key = c->m->row[0];
    const double origin = gate(c, cell_token(c, b->first));
    for (int k = 0; k < b->pieces; k++)
        for (int j = b->keys[k].from; j < b->keys[k].to; j++) key[j] = (real)(origin - gate(c, j));
    for (int i = 0; i < b->n; i++) {
        const real own = (real)(gate(c, cell_token(c, b->first + i)) - origin);
        real *s = out + (long)i * c->T;
        for (int k = 0; k < b->pieces; k++)
            for (int j = b->keys[k].from; j < b->keys[k].to; j++) s[j] += own + key[j];
    }
}

/* d is zero for keys that a query does not see. Rows of d sum to zero under softmax, but not with a sink. */
void gates_backward(const struct cell *c, const struct band *b, const real *d) {
    real *column = c->m->row[0];
    const struct channel *gates = &c->channels.gate;
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
        *channel_d(gates, cell_token(c, b->first + i)) += (double)sum;
    }
    for (int k = 0; k < b->pieces; k++)
        for (int j = b->keys[k].from; j < b->keys[k].to; j++) *channel_d(gates, j) -= (double)column[j];
}
