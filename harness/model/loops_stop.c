/* Loops that end by what the model gives (encoders/atom/loops.h): which loop of a sequence counts. In evaluation alone,
 * and by nothing but what the model itself makes of the rows where something is asked; the answers are not looked at.
 */
#include "model/atom.h"
#include <math.h>

static double natural_log_of_greatest(int V, const real *logit) {
    double sum = 0, top = (double)logit[0];
    for (int v = 1; v < V; v++) top = fmax(top, (double)logit[v]);
    for (int v = 0; v < V; v++) sum += exp((double)logit[v] - top);
    return -log(sum);
}

/* The mean over the sequence's answers of ln max softmax. */
static double confidence(struct model *m, const struct group *g, int s) {
    const int first = g->answer_start[s], answers = g->answer_start[s + 1] - first;
    double sum = 0;
    rows_gather(answers, m->C, g->answer_row + first, m->loops.out, m->x_end);
    if (m->config.place == PLACE_PRE)
        norm_forward(m, answers, m->x_end, m->p.final_gain, m->p.final_bias, m->head_in, m->stat_end);
    for (int from = 0, n; from < answers; from += n) {
        n = answers - from < HEAD_CHUNK ? answers - from : HEAD_CHUNK;
        head_logits(m, from, n);
        for (int i = 0; i < n; i++) sum += natural_log_of_greatest(m->vocabulary, m->logits + (long)i * m->vocabulary);
    }
    return sum / answers;
}

static bool surer(struct model *m, const struct group *g, int s) {
    const double now = confidence(m, g, s);
    if (m->loop && !(now > m->loops.surest[s])) return false;
    m->loops.surest[s] = now;
    return true;
}

/* The loop has changed the rows of the sequence's answers by less than `tolerance` of their length. */
static bool still(const struct model *m, const struct group *g, int s, double tolerance) {
    double moved = 0, length = 0;
    for (int a = g->answer_start[s]; a < g->answer_start[s + 1]; a++) {
        const real *h = m->loops.out + (long)g->answer_row[a] * m->C,
                   *before = m->loops.before + (long)g->answer_row[a] * m->C;
        for (int c = 0; c < m->C; c++) {
            moved += ((double)h[c] - (double)before[c]) * ((double)h[c] - (double)before[c]);
            length += (double)before[c] * (double)before[c];
        }
    }
    return moved < tolerance * tolerance * length;
}

bool loops_count(struct model *m, const struct group *g, int s, bool last, const struct loops_stop *stop) {
    const bool asks = g->answer_start[s + 1] > g->answer_start[s];
    if (stop->until == LOOPS_CONFIDENT && asks) return surer(m, g, s);
    if (stop->until == LOOPS_STILL && m->loop) m->loops.done[s] = still(m, g, s, stop->tolerance);
    return last || (m->loops.done && m->loops.done[s]);
}
