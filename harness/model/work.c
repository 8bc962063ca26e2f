/* The work that a forward pass has to do, whatever way it is done: a rate made of it cannot be above what the processor
 * can do.
 */
#include "model/cell.h"

/* Pairs of a query and a key that it sees, of one head and sequence. index: tokens of the n queries; NULL: 0..n-1. */
static double seen_pairs(const struct model *m, int layer, int head, int T, int n, const int *index) {
    const struct cell c = {.m = (struct model *)m, .T = T, .index = index, .mask = m->mask[layer][head]};
    double pairs = 0;
    for (int i = 0; i < n; i++) pairs += visible_count(cell_visible(&c, i));
    return pairs;
}

/* Tokens of the answers that stand in rows from..to-1, from 0 on; returns how many. at: the first one of the batch that
 * is not looked at yet. */
static int answers_within(const struct batch *b, int from, int to, int *at, int *token) {
    int n = 0;
    for (; *at < b->answers && b->answer_row[*at] < to; ++*at) token[n++] = b->answer_row[*at] - from;
    return n;
}

/* How often the layers run over all sequences, weighted by their tokens. */
static double looped_rows(const struct model *m, const struct batch *b) {
    double rows = 0;
    for (int s = 0; s < b->sequences; s++) {
        const int T = b->start[s + 1] - b->start[s];
        rows += (double)T * loops_over(m, T);
    }
    return rows;
}

/* Of all heads of a layer. token: room for a sequence. A state [D][D] in place of attention takes in and gives out as
 * many numbers a token as D keys would. */
static double layer_pairs(const struct model *m, int layer, const struct batch *b, int *token) {
    double pairs = 0;
    if (!attention_stands(m, layer)) return looped_rows(m, b) * m->C;
    for (int s = 0, at = 0; s < b->sequences; s++) {
        const int T = b->start[s + 1] - b->start[s];
        const int answers = answers_within(b, b->start[s], b->start[s + 1], &at, token);
        for (int h = 0; h < m->H; h++)
            pairs += loops_over(m, T) * (answers_only(m, layer) ? seen_pairs(m, layer, h, T, answers, token)
                                                                : seen_pairs(m, layer, h, T, T, NULL));
    }
    return pairs;
}

double model_work(const struct model *m, const struct batch *b) {
    const double C = m->C, after = C * C + C * m->up + (double)m->F * C; /* of a query row, behind attention */
    int *token = mem_zero((size_t)b->rows, sizeof *token);
    double products = C * m->vocabulary * b->answers;
    const double rows = looped_rows(m, b);
    for (int l = 0; l < m->L; l++) {
        const double queries = answers_only(m, l) ? b->answers : rows;
        products += 2 * C * C * rows + (C * C + after) * queries + 2.0 * m->D * layer_pairs(m, l, b, token);
    }
    mem_free(token);
    return 2 * products;
}
