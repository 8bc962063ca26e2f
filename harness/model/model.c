#include "model/model.h"
#include "base/vec.h"
#include "model/atom.h"
#include "model/math/bf16.h"
#include "model/math/blas.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define AT(member) offsetof(struct model_config, member)
const struct option model_options[] = {
    {"layers", OPTION_INT, AT(layers), "2", 1, LAYERS_MAX, NULL, "", "transformer blocks"},
    {"width", OPTION_INT, AT(width), "64", 2, WIDTH_MAX, NULL, "", "size of the residual stream"},
    {"heads", OPTION_INT, AT(heads), "4", 1, HEADS_MAX, NULL, "", "attention heads; width must be a multiple"},
    {"mlp", OPTION_REAL, AT(mlp), "4", 0, 64, NULL, "",
     "hidden width of the MLP over width; 0: layers have neither MLP nor a second norm"},
    {"norm", OPTION_CHOICE, AT(norm), "layer", 0, 0, "layer|rms", NULL, "LayerNorm or RMSNorm"},
    {"activation", OPTION_CHOICE, AT(activation), "gelu", 0, 0, "relu|gelu|swiglu", NULL, "of the MLP"},
    {"place", OPTION_CHOICE, AT(place), "pre", 0, 0, "pre|post", NULL, "norm before each branch, or after it is added"},
    {"tied", OPTION_BOOL, AT(tied), "false", 0, 0, NULL, NULL, "the head is the token embedding"},
    {"bias", OPTION_BOOL, AT(bias), "true", 0, 0, NULL, NULL, "linear layers have biases"},
    {"causal", OPTION_BOOL, AT(causal), "true", 0, 0, NULL, NULL, "false: every token sees the whole sequence"},
    {"dropout", OPTION_REAL, AT(dropout), "0", 0, 0.9, NULL, "",
     "on the embedding and on each branch, never inside attention"},
    {"init_std", OPTION_REAL, AT(init_std), "0.02", 0, 10, NULL, "",
     "initial weights N(0, std^2); projections into the stream / sqrt(2 layers)"},
    {"loops", OPTION_INT | OPTION_YOUNGER, AT(loops), "1", 1, LOOPS_MAX, NULL, "",
     "how often the layers run, one pass behind the other, with the same weights"},
    {"loops_by", OPTION_CHOICE | OPTION_YOUNGER, AT(loops_by), "fixed", 0, 0, "fixed|length|drawn", NULL,
     "fixed: that often; length: in proportion to a sequence's tokens, that often at the longest training sequence, "
     "rounded up; drawn: in each training step a number drawn from loops_from to loops, and loops in evaluation"},
    {"loops_from", OPTION_INT | OPTION_YOUNGER, AT(loops_from), "1", 1, LOOPS_MAX, NULL, "",
     "loops_by=drawn: the smallest number drawn"},
    {"inject", OPTION_CHOICE | OPTION_YOUNGER, AT(inject), "add", 0, 0, "add|none|linear", NULL,
     "add: the embedding is added to what enters each further loop; linear: times a learned matrix, which begins as 1; "
     "none: projections into the stream begin at 1 / sqrt(loops) of what init_std says"},
    {"grad_loops", OPTION_INT | OPTION_YOUNGER, AT(grad_loops), "0", 0, LOOPS_MAX, NULL, "",
     "gradients go through the last so many loops of a sequence, earlier ones count as given; 0: through all"},
    {"rounding", OPTION_CHOICE | OPTION_YOUNGER, AT(rounding), "none", 0, 0, "none|scores|stream", NULL,
     "to bf16: nothing; queries, keys, values and attention's weights; outputs of matrix products and the residual "
     "stream too. Sums stay in float, gradients are as if nothing was rounded"},
    {"rounding_in", OPTION_CHOICE | OPTION_YOUNGER, AT(rounding_in), "always", 0, 0, "always|evaluation", NULL,
     "where numbers are rounded: in training and in evaluation, or in evaluation alone"},
    {0}};
#undef AT
#define AT(member) offsetof(struct optimiser_config, member)
const struct option optimiser_options[] = {
    {"weight_decay", OPTION_REAL, AT(weight_decay), "0.01", 0, 10, NULL, "",
     "decoupled; not on norms, biases and tensors that say so"},
    {"beta1", OPTION_REAL, AT(beta1), "0.9", 0, 0.9999999, NULL, "", "AdamW, first moment"},
    {"beta2", OPTION_REAL, AT(beta2), "0.999", 0, 0.9999999, NULL, "", "AdamW, second moment"},
    {"epsilon", OPTION_REAL, AT(epsilon), "1e-8", 0, 1, NULL, "", "AdamW, added to the root of the second moment"},
    {"clip", OPTION_REAL, AT(clip), "1", 0, 1e9, NULL, "", "largest norm of the gradient; 0: no clipping"},
    {0}};
#undef AT

static bool check_shape(const struct model_config *c, struct error *err) {
    if (c->width % c->heads)
        return error_set(err, "model.width=%ld is no multiple of model.heads=%ld; change one of them", c->width,
                         c->heads);
    if (c->loops_by == LOOPS_DRAWN && c->loops_from > c->loops)
        return error_set(err, "model.loops_from=%ld is above model.loops=%ld; swap them", c->loops_from, c->loops);
    return true;
}

static int inner_width(const struct model_config *c) { return (int)ceil(c->mlp * (double)c->width); }
static int hidden_width(const struct model_config *c) {
    return c->activation == ACTIVATION_SWIGLU ? 2 * inner_width(c) : inner_width(c);
}

static void set_sizes(struct model *m) {
    const struct model_config *c = &m->config;
    m->L = (int)c->layers;
    m->C = (int)c->width;
    m->H = (int)c->heads;
    m->D = m->C / m->H;
    m->F = inner_width(c);
    m->up = hidden_width(c);
}

struct view model_view(const struct model_config *c, int train_length, uint64_t seed) {
    return (struct view){.layer = -1,
                         .layers = (int)c->layers,
                         .heads = (int)c->heads,
                         .head_size = (int)(c->width / c->heads),
                         .width = (int)c->width,
                         .hidden = hidden_width(c),
                         .train_length = train_length,
                         .causal = c->causal,
                         .seed = seed};
}

/* Every set of parts that training comes through: all of them, as the model then stays, and what is left from each
 * @until on. model_set_progress relies on it. */
static bool check_stages(struct model *m, struct error *err) {
    for (int i = 0; i < m->scheme.n; i++) {
        m->progress = m->scheme.part[i].until;
        if (m->progress > 0 && !tables_check(m, err))
            return error_prefix(err, "when the parts with @until=%g or less are left out", m->progress);
    }
    m->progress = 0;
    return tables_check(m, err);
}

/* The scheme comes into force, its tensors not yet bound. It may refuse the model; what it owns is asked for only after
 * that. */
static bool take_scheme(struct model *m, const struct scheme *scheme, struct error *err) {
    m->scheme = *scheme;
    m->p = m->g = (struct model_tensors){0};
    memset(m->part_learns, 0, sizeof m->part_learns);
    if (!tables_check(m, err)) return false;
    parameters_note(m);
    return true;
}

static void bind(struct model *m) {
    if (m->block) parameters_bind(m, &m->p, m->block);
    if (m->grad_block) parameters_bind(m, &m->g, m->grad_block);
}

/* scheme: of a model that is trained under `trained`, as it is evaluated. */
static struct model *outline(const struct model_config *config, const struct scheme *trained,
                             const struct scheme *scheme, int vocabulary, struct exposure exposure, uint64_t seed,
                             struct error *err) {
    if (!check_shape(config, err)) return NULL;
    struct model *m = mem_zero(1, sizeof *m);
    m->config = *config;
    m->trained_scheme = *trained;
    m->vocabulary = vocabulary;
    m->train_length = m->room_longest = exposure.tokens;
    m->train_offset = exposure.offset;
    m->eval_length = exposure.evaluated;
    m->valued = exposure.valued;
    m->train_places = scheme_train_places(trained, exposure);
    m->seed = seed;
    set_sizes(m);
    if (!take_scheme(m, scheme, err)) {
        model_free(m);
        return NULL;
    }
    parameters_lay_out(m);
    if (!tables_check(m, err) || !check_stages(m, err)) {
        model_free(m);
        return NULL;
    }
    m->trained_layout = m->layout_part < 0 ? -1 : (int)m->layout;
    return m;
}

struct model *model_outline(const struct model_config *config, const struct scheme *scheme, int vocabulary,
                            struct exposure exposure, uint64_t seed, struct error *err) {
    return outline(config, scheme, scheme, vocabulary, exposure, seed, err);
}

struct model *model_new(const struct model_config *config, const struct scheme *scheme, int vocabulary,
                        struct exposure exposure, uint64_t seed, struct error *err) {
    struct model *m = model_outline(config, scheme, vocabulary, exposure, seed, err);
    if (!m) return NULL;
    m->block = mem_zero((size_t)m->parameters, sizeof(real));
    bind(m);
    parameters_init(m);
    return m;
}

void model_free(struct model *m) {
    if (!m) return;
    tables_free(m);
    mem_free(m->tensor);
    mem_free(m->block);
    mem_free(m->grad_block);
    mem_free(m->first_moment);
    mem_free(m->second_moment);
    mem_free(m->arena_block);
    mem_free(m);
}

int model_tensors(const struct model *m, const struct tensor **list) {
    *list = m->tensor;
    return m->n_tensors;
}

real *model_parameters(struct model *m, long *count) {
    m->tables.fresh = false; /* whoever asks may write */
    *count = m->parameters;
    return m->block;
}

static void make_gradients(struct model *m) {
    if (m->grad_block) return;
    m->grad_block = mem_zero((size_t)m->parameters, sizeof(real));
    m->first_moment = mem_zero((size_t)m->parameters, sizeof(real));
    m->second_moment = mem_zero((size_t)m->parameters, sizeof(real));
    bind(m);
}

real *model_gradients(struct model *m) {
    make_gradients(m);
    return m->grad_block;
}

void model_moments(struct model *m, real **first, real **second) {
    make_gradients(m);
    *first = m->first_moment;
    *second = m->second_moment;
}

long model_parameter_count(const struct model *m) {
    long n = 0;
    for (int i = 0; i < m->n_tensors; i++) n += m->tensor[i].size;
    return n;
}

size_t model_bytes(const struct model *m) {
    const size_t blocks = m->grad_block ? 4 : 1;
    return blocks * (size_t)m->parameters * sizeof(real) + m->arena_bytes;
}

/* The arena, laid out twice: to count, then to hand out. */

static real *take_rows(struct arena *arena, long rows, long cols) {
    return arena_take(arena, (size_t)(rows * cols), sizeof(real));
}

/* Queries and keys as they are projected are their first form; atoms add others. */
static void arrange_operands(struct model *m, struct arena *arena, int layer, long N) {
    struct layer_acts *a = &m->acts[layer];
    a->n_operands = 1;
    a->operands[0] = (struct operands){.heads = ~(uint64_t)0,
                                       .size = m->D,
                                       .query_stride = m->C,
                                       .key_stride = 2 * m->C,
                                       .query = a->q,
                                       .key = a->kv,
                                       .dquery = m->training ? m->dq : NULL,
                                       .dkey = m->training ? m->dkv : NULL};
    EACH_ATOM(at, &m->stands[layer])
    if (at->atom->layer_room) at->atom->layer_room(m, arena, layer, N, m->room_longest);
}

/* Whether nothing but products reads what a layer's norms and its activation leave. */
static bool rounds_as_written(const struct model *m, int layer) {
    EACH_ATOM(at, &m->stands[layer]) if (at->atom->stream || at->atom->input) return false;
    return m->training && m->precision == PRECISION_BF16;
}

static uint32_t *take_rounded(struct arena *arena, long rows, int columns) {
    return arena_take(arena, (size_t)rows * (size_t)rounded_row(columns), sizeof(uint32_t));
}

static void arrange_rounded(struct model *m, struct arena *arena, int layer, long N) {
    struct layer_acts *a = &m->acts[layer];
    const int C = m->C;
    if (!rounds_as_written(m, layer)) return;
    if (m->F) a->rounded.act = take_rounded(arena, N, m->F);
    if (m->F) a->rounded.dup = m->dup_rounded;
    if (m->config.place != PLACE_PRE) return; /* norms stand in the stream */
    a->rounded.normed = take_rounded(arena, N, C);
    a->rounded.normed_query = answers_only(m, layer) ? take_rounded(arena, N, C) : a->rounded.normed;
    a->rounded.mlp_in = take_rounded(arena, N, C);
}

static void arrange_layer(struct model *m, struct arena *arena, int layer, long N, long rows, long longest) {
    struct layer_acts *a = &m->acts[layer];
    const int C = m->C;
    const bool apart = answers_only(m, layer), pre = m->config.place == PLACE_PRE, keep = m->training;
    memset(a, 0, sizeof *a);
    a->x = take_rows(arena, N, C);
    a->normed = pre ? take_rows(arena, rows, C) : a->x;
    a->stat1 = take_rows(arena, rows, 2);
    a->x_query = apart ? take_rows(arena, N, C) : a->x;
    a->normed_query = !apart ? a->normed : pre ? take_rows(arena, rows, C) : a->x_query;
    a->q = take_rows(arena, N, C);
    a->kv = take_rows(arena, N, 2 * C);
    if (keep && attention_stands(m, layer))
        a->weights = take_rows(arena, N * longest * m->H + LANES, 1); /* softmax.h reads on */
    a->mixed = keep ? take_rows(arena, N, C) : a->q; /* a band's queries are done with when its rows are written */
    a->mid = take_rows(arena, rows, C);
    a->mlp_in = take_rows(arena, rows, C);
    a->stat2 = take_rows(arena, rows, 2);
    a->up = take_rows(arena, rows, m->up);
    a->act = take_rows(arena, rows, m->F);
    a->sum = pre ? NULL : take_rows(arena, rows, C);
    a->stat3 = take_rows(arena, rows, 2);
    arrange_operands(m, arena, layer, N);
    arrange_rounded(m, arena, layer, N);
}

static void arrange_backward(struct model *m, struct arena *arena, long N) {
    m->dx = take_rows(arena, N, m->C);
    m->dx2 = take_rows(arena, N, m->C);
    m->dx3 = take_rows(arena, N, m->C);
    m->dup = take_rows(arena, N, m->up);
    m->dup_rounded = m->precision == PRECISION_BF16 ? take_rounded(arena, N, m->up) : NULL;
    m->dact = take_rows(arena, N, m->F > m->C ? m->F : m->C);
    m->dq = take_rows(arena, N, m->C);
    m->dkv = take_rows(arena, N, 2 * m->C);
    m->dmixed = take_rows(arena, N, m->C);
}

/* Layers of an evaluation share the scratch of layer 0; only what differs in the last one is its own. */
static void share_layers(struct model *m, struct arena *arena, long N, long rows) {
    for (int layer = 1; layer < m->L; layer++) {
        m->acts[layer] = m->acts[0];
        arrange_operands(m, arena, layer, N);
    }
    if (m->L == 1 || m->all_rows) return;
    struct layer_acts *a = &m->acts[m->L - 1];
    a->x_query = take_rows(arena, N, m->C);
    a->normed_query = m->config.place == PLACE_PRE ? take_rows(arena, rows, m->C) : a->x_query;
}

static void arrange(struct model *m, struct arena *arena) {
    const long N = m->room_rows, longest = m->room_longest, rows = whole_rows(m) || N < ROW_CHUNK ? N : ROW_CHUNK;
    m->room_pass++;
    if (m->training) arrange_backward(m, arena, N);
    tables_size(m, arena, m->room_rows, m->room_longest);
    for (int layer = 0; layer < (m->training ? m->L : 1); layer++) arrange_layer(m, arena, layer, N, rows, longest);
    if (!m->training) share_layers(m, arena, N, rows);
    if (m->looped) loops_size(m, arena, N);
    m->x_all = m->all_rows ? take_rows(arena, N, m->C) : NULL;
    m->x_end = take_rows(arena, N, m->C);
    m->head_in = m->config.place == PLACE_PRE ? take_rows(arena, N, m->C) : m->x_end;
    m->stat_end = take_rows(arena, N, 2);
    for (int layer = 0; layer < m->L; layer++)
        m->acts[layer].out = layer < m->L - 1 ? m->acts[layer + 1].x
                             : m->looped      ? m->loops.out
                             : m->all_rows    ? m->x_all
                                              : m->x_end;
    m->logits = take_rows(arena, HEAD_CHUNK, m->vocabulary);
    m->band = take_rows(arena, attention_room(m, longest), 1);
    for (int k = 0; k < 3; k++) m->row[k] = take_rows(arena, 2, longest);
    int **index[] = {&m->index.place,      &m->index.ordinal,      &m->index.step,
                     &m->index.answer_row, &m->index.answer_index, &m->index.answer_place};
    for (size_t i = 0; i < sizeof index / sizeof *index; i++) *index[i] = arena_take(arena, (size_t)N, sizeof(int));
    m->index.start = arena_take(arena, (size_t)N + 1, sizeof(int));
    m->index.answer_start = arena_take(arena, (size_t)N + 1, sizeof(int));
    m->index.even = arena_take(arena, (size_t)N, sizeof(bool));
}

static void reserve(struct model *m, bool training, bool evaluating, int rows, int longest) {
    m->training = training;
    m->evaluating = evaluating;
    m->room_asked = rows;
    m->room_longest = longest;
    m->room_rows = training ? model_group_rows(m->C) - 1 + longest : rows;
    tables_measure(m, longest);
    struct arena arena = {0};
    arrange(m, &arena);
    mem_free(m->arena_block);
    m->arena_bytes = arena.used;
    m->arena_block = mem_zero(m->arena_bytes, 1);
    arena = (struct arena){.base = m->arena_block, .size = m->arena_bytes};
    arrange(m, &arena);
    if (training) make_gradients(m);
}

void model_reserve(struct model *m, bool training, int rows, int longest) {
    reserve(m, training, !training, rows, longest);
}

static void reserve_anew(struct model *m) {
    if (m->arena_block) reserve(m, m->training, m->evaluating, m->room_asked, m->room_longest);
}

bool model_set_progress(struct model *m, double share) {
    bool changes = false;
    const double before = m->progress;
    for (int i = 0; i < m->scheme.n; i++) {
        m->progress = before;
        const bool left = part_left(m, i);
        m->progress = share;
        changes |= part_left(m, i) != left;
    }
    m->progress = share;
    if (!changes) return false;
    struct error err;
    if (!tables_check(m, &err)) BUG("a scheme that was taken is refused: %s", err.text);
    reserve_anew(m);
    return true;
}

/* Groups. */

static void place_answers(struct model *m, struct group *g) {
    int a = 0;
    for (int s = 0; s < g->sequences; s++) {
        m->index.answer_start[s] = a;
        for (; a < g->answers && g->answer_row[a] < g->start[s + 1]; a++) {
            m->index.answer_index[a] = g->answer_row[a] - g->start[s];
            m->index.answer_place[a] = g->place[g->answer_row[a]];
        }
    }
    m->index.answer_start[g->sequences] = a;
    REQUIRE(a == g->answers);
}

/* Sequences [first, last) of a batch and their answers, which begin at *answer; moves *answer on. */
static struct group group_of(struct model *m, const struct batch *b, int first, int last, int *answer) {
    const int row0 = b->start[first], rows = b->start[last] - row0, from = *answer;
    REQUIRE(rows <= m->room_rows);
    int to = from;
    for (; to < b->answers && b->answer_row[to] < row0 + rows; to++)
        m->index.answer_row[to - from] = b->answer_row[to] - row0;
    for (int s = first; s <= last; s++) {
        REQUIRE(s == last || b->start[s + 1] - b->start[s] <= m->room_longest);
        m->index.start[s - first] = b->start[s] - row0;
        for (int r = b->start[s]; s < last && r < b->start[s + 1]; r++) m->index.ordinal[r - row0] = r - b->start[s];
    }
    *answer = to;
    struct group g = {.sequences = last - first,
                      .rows = rows,
                      .answers = to - from,
                      .position = b->position + row0,
                      .start = m->index.start,
                      .answer_start = m->index.answer_start,
                      .token = b->token + row0,
                      .number = b->number ? b->number + row0 : NULL,
                      .value = b->value ? b->value + row0 : NULL,
                      .place = m->index.place,
                      .ordinal = m->index.ordinal,
                      .step = m->index.step,
                      .task = b->task ? b->task + first : NULL,
                      .even = m->index.even,
                      .answer_row = m->index.answer_row,
                      .answer_index = m->index.answer_index,
                      .answer_place = m->index.answer_place,
                      .target = b->target + from,
                      .first_row = row0};
    places_of_rows(m, &g, m->index.place, m->index.step, m->index.even);
    place_answers(m, &g);
    return g;
}

/* The end of the group that begins with sequence `first`: the fewest sequences that fill its rows. */
static int group_end(const struct model *m, const struct batch *b, int first) {
    const int rows = model_group_rows(m->C);
    int last = first + 1;
    while (last < b->sequences && b->start[last] - b->start[first] < rows) last++;
    return last;
}

void model_set_precision(struct model *m, enum precision precision) {
    const bool changes = precision != m->precision;
    m->precision = precision;
    if (changes) reserve_anew(m);
}

static bool take_precision(const struct model *m) {
    bf16_keep(m->block, m->parameters);
    return blas_round_operands(m->precision == PRECISION_BF16);
}
static void precision_back(const bool *was) {
    bf16_keep(NULL, 0);
    blas_round_operands(*was);
}
/* Products in the rest of the enclosing block are the model's, whose parameters stay as they are there. */
#define IN_PRECISION_OF(m) __attribute__((cleanup(precision_back), unused)) const bool precision_was = take_precision(m)

static double gradient(struct model *m, const struct batch *b) {
    IN_PRECISION_OF(m);
    double loss = 0;
    REQUIRE(m->training && b->answers > 0);
    m->batch_answers = b->answers;
    memset(m->grad_block, 0, sizeof(real) * (size_t)m->parameters);
    tables_begin(m, b->position, b->rows);
    tables_zero_grad(m);
    for (int first = 0, last, answer = 0; first < b->sequences; first = last) {
        last = group_end(m, b, first);
        struct group g = group_of(m, b, first, last, &answer);
        forward(m, &g);
        loss += loss_backward(m, &g);
        backward(m, &g);
        if (!m->tables.by_row) continue;
        places_grad(m, g.position, g.rows);
        places_zero_grad(m);
    }
    if (!m->tables.by_row) places_grad(m, NULL, m->tables.places);
    tables_hand_back(m);
    return loss / b->answers;
}

double model_gradient(struct model *m, const struct batch *batch) {
    m->dropping = false;
    return gradient(m, batch);
}

void model_train_step(struct model *m, const struct batch *batch, const struct optimiser_config *o, double lr,
                      long step, struct step_report *report) {
    m->step = step;
    m->dropping = m->config.dropout > 0;
    loops_draw(m);
    report->loss = gradient(m, batch);
    m->loops_drawn = 0;
    report->grad_norm = gradient_norm(m);
    report->finite = isfinite(report->loss) && isfinite(report->grad_norm);
    if (!report->finite) return;
    bool clip = o->clip > 0 && report->grad_norm > o->clip;
    adamw_step(m, o, lr, clip ? o->clip / report->grad_norm : 1, step);
}

/* Evaluation. */

static struct group evaluate(struct model *m, const struct batch *b) {
    REQUIRE(!m->training);
    m->dropping = false;
    tables_begin(m, b->position, b->rows);
    int answer = 0;
    struct group g = group_of(m, b, 0, b->sequences, &answer);
    forward(m, &g);
    return g;
}

static struct answer judge(int V, const real *logit, int target) {
    int best = 0;
    double sum = 0;
    for (int v = 1; v < V; v++)
        if (logit[v] > logit[best]) best = v;
    for (int v = 0; v < V; v++) sum += exp((double)logit[v] - (double)logit[best]);
    double loss = log(sum) + (double)logit[best] - (double)logit[target];
    return (struct answer){.best = isfinite(sum) ? best : -1, .finite = isfinite(loss), .loss = loss};
}

void model_evaluate(struct model *m, const struct batch *b, struct answer *out) {
    IN_PRECISION_OF(m);
    struct group g = evaluate(m, b);
    for (int from = 0, n; from < g.answers; from += n) {
        n = g.answers - from < HEAD_CHUNK ? g.answers - from : HEAD_CHUNK;
        head_logits(m, from, n);
        for (int i = 0; i < n; i++)
            out[from + i] = judge(m->vocabulary, m->logits + (long)i * m->vocabulary, g.target[from + i]);
    }
    for (int s = 0; m->looped && s < g.sequences; s++)
        for (int a = g.answer_start[s]; a < g.answer_start[s + 1]; a++) out[a].loops = m->loops.counted[s];
}

static void copy_logits(struct model *m, int answers, real *out) {
    for (int from = 0, n; from < answers; from += n) {
        n = answers - from < HEAD_CHUNK ? answers - from : HEAD_CHUNK;
        head_logits(m, from, n);
        memcpy(out + (long)from * m->vocabulary, m->logits, sizeof(real) * (size_t)n * (size_t)m->vocabulary);
    }
}

void model_logits(struct model *m, const struct batch *b, real *out) {
    IN_PRECISION_OF(m);
    struct group g = evaluate(m, b);
    copy_logits(m, g.answers, out);
}

void model_logits_kept(struct model *m, const struct batch *b, real *out) {
    IN_PRECISION_OF(m);
    const bool training = m->training, evaluating = m->evaluating;
    const int asked = m->room_asked, longest = m->room_longest;
    reserve(m, true, true, 0, longest);
    m->dropping = false;
    tables_begin(m, b->position, b->rows);
    for (int first = 0, last, answer = 0; first < b->sequences; first = last) {
        last = group_end(m, b, first);
        struct group g = group_of(m, b, first, last, &answer);
        forward(m, &g);
        copy_logits(m, g.answers, out + (long)(answer - g.answers) * m->vocabulary);
    }
    reserve(m, training, evaluating, asked, longest);
}

void model_attention(struct model *m, const struct batch *b, int layer, real *out) {
    REQUIRE(b->sequences == 1 && !m->training);
    IN_PRECISION_OF(m);
    const int asked = m->room_asked, longest = m->room_longest;
    reserve(m, true, true, 0, longest);
    m->dropping = false;
    tables_begin(m, b->position, b->rows);
    int answer = 0;
    struct group g = group_of(m, b, 0, 1, &answer);
    const long queries = query_rows(m, layer, &g), size = m->H * queries * g.rows;
    if (attention_stands(m, layer)) /* bands leave what nobody sees */
        memset(m->acts[layer].weights, 0, sizeof(real) * (size_t)size);
    forward(m, &g);
    attention_weights(m, layer, &g, out);
    reserve(m, false, true, asked, longest);
}

/* A variant of the trained scheme as a model of its own, to be asked whether the two go together. */
static bool check_variant(const struct model *m, const struct scheme *variant, struct error *err) {
    static const char *const layout[] = {"half", "interleaved", "polar"};
    const struct exposure exposure = {m->train_length, m->train_offset, m->eval_length, m->valued};
    struct model *other = outline(&m->config, &m->trained_scheme, variant, m->vocabulary, exposure, m->seed, err);
    if (!other) return false;
    const int was = m->trained_layout, is = other->trained_layout;
    const bool fits = parameters_fit(m, other, err);
    model_free(other);
    if (!fits) return false;
    if (was < 0 || is < 0 || was == is) return true;
    return error_set(err,
                     "the variant lays pairs out as %s, and trained were %s ones; a variant keeps the trained layout",
                     layout[is], layout[was]);
}

bool model_set_variant(struct model *m, const struct scheme *variant, struct error *err) {
    struct scheme scheme = variant ? *variant : m->trained_scheme;
    struct error bug;
    if (variant) scheme_match(&scheme, &m->trained_scheme);
    if (variant && !check_variant(m, &scheme, err)) return false;
    if (!take_scheme(m, &scheme, &bug)) BUG("a scheme that was taken is refused: %s", bug.text);
    bind(m);
    if (!tables_check(m, &bug)) BUG("a scheme that was taken is refused: %s", bug.text);
    reserve_anew(m);
    return true;
}
