/* AdamW (Loshchilov and Hutter 2019, algorithm 2): one pass over the block, decay only on tensors that take it. */
#include "base/vec.h"
#include "model/internal.h"
#include "model/math/phase.h"
#include <math.h>

/* Squares are summed per tensor in lanes, across tensors in double. */
double gradient_norm(const struct model *m) {
    IN_PHASE(PHASE_OPTIMISER);
    double sum = 0;
    for (int i = 0; i < m->n_tensors; i++) {
        const real *g = m->grad_block + m->tensor[i].offset;
        for (long from = 0; from < m->tensor[i].size; from += 4096) {
            long n = m->tensor[i].size - from < 4096 ? m->tensor[i].size - from : 4096;
            sum += (double)vec_dot(g + from, g + from, (int)n);
        }
    }
    return sqrt(sum);
}

struct adam {
    real lr, decay, beta1, beta2, epsilon, scale, correct1, correct2; /* correct: 1 / (1 - beta^t) */
};

static void adam_tensor(const struct adam a, long n, real *restrict p, const real *restrict g, real *restrict first,
                        real *restrict second) {
    for (long i = 0; i < n; i++) {
        real grad = g[i] * a.scale;
        first[i] = a.beta1 * first[i] + (1 - a.beta1) * grad;
        second[i] = a.beta2 * second[i] + (1 - a.beta2) * grad * grad;
        real step = first[i] * a.correct1 / (vec_sqrt(second[i] * a.correct2) + a.epsilon);
        p[i] -= a.lr * (step + a.decay * p[i]);
    }
}

void adamw_step(struct model *m, const struct optimiser_config *o, double lr, double scale, long step) {
    IN_PHASE(PHASE_OPTIMISER);
    struct adam a = {.lr = (real)lr,
                     .beta1 = (real)o->beta1,
                     .beta2 = (real)o->beta2,
                     .epsilon = (real)o->epsilon,
                     .scale = (real)scale,
                     .correct1 = (real)(1 / (1 - pow(o->beta1, (double)step + 1))),
                     .correct2 = (real)(1 / (1 - pow(o->beta2, (double)step + 1)))};
    for (int i = 0; i < m->n_tensors; i++) {
        const struct tensor *t = &m->tensor[i];
        a.decay = t->decay ? (real)o->weight_decay : 0;
        adam_tensor(a, t->size, m->block + t->offset, m->grad_block + t->offset, m->first_moment + t->offset,
                    m->second_moment + t->offset);
    }
}
