/* How large a run may be: the one place that multiplies the sizes of a configuration, in numbers that cannot overflow
 * (no factor has more than 27 bits, no product more than 63), and compares them with stated limits. After this check,
 * counts of tokens, and of numbers in rows of tokens, fit an int.
 */
#include "run/config.h"
#include <limits.h>
#include <math.h>

/* Numbers per token in the widest of the model's rows: keys beside values, the two halves of a gated MLP. */
static long widest(const struct model_config *m) {
    const long mlp = 2 * (long)ceil(m->mlp * (double)m->width);
    return mlp > 2 * m->width ? mlp : 2 * m->width;
}

static bool check_evaluation(const struct run_config *c, const struct task_set *set, struct error *err) {
    const long most = INT_MAX / widest(&c->model);
    for (int i = 0; i < c->eval.lengths.n; i++) {
        const long tokens = task_set_tokens(set, (int)c->eval.lengths.value[i]);
        if (tokens > most)
            return error_set(err,
                             "an evaluation at length %ld has sequences of %ld tokens; at model.width=%ld and "
                             "model.mlp=%g at most %ld are possible",
                             c->eval.lengths.value[i], tokens, c->model.width, c->model.mlp, most);
    }
    return true;
}

bool check_size(const struct run_config *c, const struct task_set *set, struct error *err) {
    const struct protocol *p = &c->train.protocol;
    const long tokens = task_set_tokens(set, (int)c->train.longest), packed = tokens * p->pack,
               sequence = p->pack_as == PACK_OPEN ? packed : tokens, batch = packed * c->train.batch;
    if (sequence > SEQUENCE_TOKENS_MAX)
        return error_set(err,
                         "training sequences of %ld tokens (train.longest=%ld, train.pack=%ld): attention is kept "
                         "whole for the backward pass, so at most %d are possible",
                         sequence, c->train.longest, p->pack, SEQUENCE_TOKENS_MAX);
    if (batch > BATCH_TOKENS_MAX)
        return error_set(err,
                         "training batches of %ld tokens (train.batch=%ld, train.pack=%ld, train.longest=%ld): at most "
                         "%d are possible",
                         batch, c->train.batch, p->pack, c->train.longest, BATCH_TOKENS_MAX);
    return check_evaluation(c, set, err);
}
