/* A kind of term of one's own, and a scheme that uses it: keys that are the query's own token get a learned bonus.
 *
 *   lexbench plugin build new-name.c
 *   lexbench prove rope+new-name --plugin new-name.so
 *
 * A scheme says small things, an atom does the work: model/atom.h has the hooks of an atom, one for each stage of the
 * model. This one adds to the scores. Its work is written in two halves, forward and backward.
 */
#include "model/atom.h"
#include "run/plugin.h"

/* ---- what a scheme gives ---- */

struct bonus {
    void (*weight)(const struct view *view, real *out /*[H]*/);
    void (*grad)(const struct view *view, const real *dout);
};

/* ---- the atom ---- */

static int number; /* filled in: where the model keeps what belongs to it */
struct state {
    real weight[LAYERS_MAX][HEADS_MAX], grad[LAYERS_MAX][HEADS_MAX];
};
static struct state *state_of(const struct model *m) { return m->state[number]; }

/* Once a step: the weights of the heads that the scheme stands in. */
static void build(struct model *m, bool fixed) {
    (void)fixed;
    EACH_OWN_PART(m, part, struct bonus, hooks, number)
    for (int layer = 0; layer < m->L; layer++) {
        real own[HEADS_MAX];
        const struct view view = part_view(m, part, layer, false);
        if (!part_stands(m, part, layer)) continue;
        hooks->weight(&view, own);
        part_scatter(m, part, sizeof(real), own, state_of(m)->weight[layer]);
    }
}

static void zero_grad(struct model *m) { memset(state_of(m)->grad, 0, sizeof state_of(m)->grad); }

static void hand_back(struct model *m) {
    EACH_OWN_PART(m, part, struct bonus, hooks, number)
    for (int layer = 0; layer < m->L; layer++) {
        real own[HEADS_MAX];
        const struct view view = part_view(m, part, layer, true);
        if (!part_stands(m, part, layer)) continue;
        part_gather(m, part, sizeof(real), state_of(m)->grad[layer], own);
        hooks->grad(&view, own);
    }
}

static const int *tokens(const struct cell *c) { return c->group->token + c->k0; }

/* A band is some queries of one sequence and head with the keys that they see; rows of its scores are b->stride
 * numbers apart. What is added to a score follows from its query and key, so evaluation may go in tiles (ATOM_TILES);
 * training, and so the backward pass, has rows of c->T. */
static void scores(const struct cell *c, const struct band *b, const real *content, real *out) {
    const real weight = state_of(c->m)->weight[c->layer][c->head];
    (void)content;
    for (int piece = 0; piece < b->pieces; piece++)
        for (int i = 0; i < b->n; i++) {
            const int token = tokens(c)[cell_token(c, b->first + i)];
            for (int j = b->keys[piece].from; j < b->keys[piece].to; j++)
                if (tokens(c)[j] == token) out[i * b->stride + j] += weight;
        }
}

/* d is the gradient of the scores, zero for keys that a query does not see. */
static void scores_backward(const struct cell *c, const struct band *b, const real *d, real *content) {
    double sum = 0;
    (void)content;
    for (int piece = 0; piece < b->pieces; piece++)
        for (int i = 0; i < b->n; i++) {
            const int token = tokens(c)[cell_token(c, b->first + i)];
            for (int j = b->keys[piece].from; j < b->keys[piece].to; j++)
                if (tokens(c)[j] == token) sum += (double)d[(long)i * c->T + j];
        }
    state_of(c->m)->grad[c->layer][c->head] += (real)sum;
}

static const struct atom atom = {.traits = ATOM_TILES,
                                 .alone = "reward equal tokens",
                                 .state = sizeof(struct state),
                                 .build = build,
                                 .zero_grad = zero_grad,
                                 .hand_back = hand_back,
                                 .scores = scores,
                                 .scores_backward = scores_backward};

/* ---- the scheme ---- */

static int params(const struct view *view, struct param_spec *out) {
    out[0] = (struct param_spec){.name = "weight", .cols = view->heads, .per_layer = true};
    return 1;
}

static void weight(const struct view *view, real *out) {
    for (int h = 0; h < view->heads; h++) out[h] = view->param[0][h];
}

static void weight_grad(const struct view *view, const real *dout) {
    for (int h = 0; h < view->heads; h++) view->grad[0][h] += dout[h];
}

static const struct encoder scheme = {
    .name = "new-name",
    .title = "A bonus for equal tokens",
    .family = FAMILY_content,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) + w_h [token_i = token_j], w_h learned",
    .source = "my own",
    .differs = "",
    .at_eval = "nothing changes",
    .claims = CLAIM_SHIFT_INVARIANT,
    .params = params,
    .own = (const struct own_atom[]){{"new_name", &(const struct bonus){.weight = weight, .grad = weight_grad}}, {0}},
};

LEXBENCH_PLUGIN(.name = "new-name", .schemes = {&scheme},
                .atoms = {{"new_name", "score", .before = "differential", .atom = &atom, .number = &number}});
