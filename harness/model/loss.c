/* Cross-entropy on the answer rows, forward and backward together, in chunks of rows so that logits stay in cache. */
#include "base/vec.h"
#include "model/internal.h"
#include "model/math/blas.h"
#include "model/math/phase.h"
#include <math.h>

/* logits of one row become the gradient (p - 1[target]) * scale; returns -log p(target). */
static double loss_row(int V, real *logit, int target, real scale) {
    const real top = vec_max(logit, V), at = logit[target];
    const real sum = vec_exp_sum(logit, logit, top, V);
    vec_scale(logit, scale / sum, V);
    logit[target] -= scale;
    return log((double)sum) + (double)top - (double)at;
}

static void head_backward(struct model *m, int from, int n) {
    const int C = m->C, V = m->vocabulary;
    const real *in = m->head_in + (long)from * C;
    real *din = m->dx2 + (long)from * C;
    if (!m->config.tied) {
        linear_backward(n, C, V, (struct operand){in, NULL}, m->p.head_weight, V, (struct operand){m->logits, NULL},
                        false, din, m->g.head_weight, NULL);
        return;
    }
    blas_gemm(true, false, V, C, n, 1, m->logits, V, in, C, 1, m->g.token_embedding, C);
    blas_gemm(false, false, n, C, V, 1, m->logits, V, m->p.token_embedding, C, 0, din, C);
}

double loss_backward(struct model *m, const struct group *g) {
    IN_PHASE(PHASE_LOSS);
    const real scale = (real)(1 / m->batch_answers);
    double loss = 0;
    for (int from = 0, n; from < g->answers; from += n) {
        n = g->answers - from < HEAD_CHUNK ? g->answers - from : HEAD_CHUNK;
        head_logits(m, from, n);
        for (int i = 0; i < n; i++)
            loss += loss_row(m->vocabulary, m->logits + (long)i * m->vocabulary, g->target[from + i], scale);
        head_backward(m, from, n);
    }
    if (m->config.place == PLACE_PRE) {
        norm_backward(m, g->answers, m->x_end, m->p.final_gain, m->stat_end, m->dx2, false, m->dx, m->g.final_gain,
                      m->g.final_bias);
    } else {
        real *swap = m->dx;
        m->dx = m->dx2;
        m->dx2 = swap;
    }
    return loss;
}
