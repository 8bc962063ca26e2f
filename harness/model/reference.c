#include "model/reference.h"
#include "base/rng.h"
#include "model/plain.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Atoms of the layer whose plain formula has a hook; `, head`: that stand in it. */
#define EACH_PLAIN(at, s, hook)         EACH_ATOM(at, &(s)->m->stands[(s)->layer]) if (at->atom->plain->hook)
#define EACH_IN_HEAD(at, s, hook, head) EACH_PLAIN(at, s, hook) if (at->heads >> (head)&1)

/* Whether every atom that the part is made of has a plain formula of what the part says of it. */
static bool covers(const struct model *m, int part) {
    for (int a = 0; a < atom_count(); a++) {
        const struct plain_atom *plain = atom_list[a]->plain;
        if (!part_has_atom(m, part, (enum atom_index)a)) continue;
        if (!plain || (plain->covers && !plain->covers(m, part))) return false;
    }
    return true;
}

bool reference_covers(const struct model *m, struct error *err) {
    if (m->config.rounding != ROUNDING_NONE)
        return error_set(err, "the plain reference does not round as model.rounding says");
    for (int i = 0; i < m->scheme.n; i++)
        if (!covers(m, i))
            return error_set(err, "the plain reference does not have what %s does", m->scheme.part[i].encoder->name);
    return true;
}

/* ---- the model ---- */

static void add(long n, double *x, const double *y) {
    for (long k = 0; k < n; k++) x[k] += y[k];
}

/* y[T][out] = x[T][in] W (columns from, from + 1, ... of ldw) + bias */
static void linear(int T, int in, int out, const double *x, const double *W, int ldw, const double *bias, double *y) {
    for (int t = 0; t < T; t++) {
        for (int o = 0; o < out; o++) y[(long)t * out + o] = bias ? bias[o] : 0;
        for (int i = 0; i < in; i++)
            for (int o = 0; o < out; o++) y[(long)t * out + o] += x[(long)t * in + i] * W[(long)i * ldw + o];
    }
}

static void norm(const struct plain *s, const double *x, const real *gain, const real *bias, double *y) {
    const int C = s->m->C;
    const double *g = plain_theta(s, gain), *b = plain_theta(s, bias);
    for (int t = 0; t < s->T; t++, x += C, y += C) {
        double mean = 0, square = 0;
        if (s->m->config.norm == NORM_LAYER)
            for (int c = 0; c < C; c++) mean += x[c] / C;
        for (int c = 0; c < C; c++) square += (x[c] - mean) * (x[c] - mean) / C;
        for (int c = 0; c < C; c++) y[c] = (x[c] - mean) / sqrt(square + 1e-5) * g[c] + (b ? b[c] : 0);
    }
}

static void activation(const struct model *m, int T, const double *up, double *act) {
    const int F = m->F;
    for (int t = 0; t < T; t++)
        for (int f = 0; f < F; f++) {
            const double u = up[(long)t * m->up + f];
            double *a = &act[(long)t * F + f];
            switch (m->config.activation) {
            case ACTIVATION_RELU: *a = fmax(u, 0); break;
            case ACTIVATION_GELU: *a = 0.5 * u * (1 + tanh(sqrt(2 / M_PI) * (u + 0.044715 * u * u * u))); break;
            case ACTIVATION_SWIGLU: *a = u / (1 + exp(-u)) * up[(long)t * m->up + F + f]; break;
            default: BUG("activation %d", m->config.activation);
            }
        }
}

static void embed(const struct plain *s, const int *token, const float *value, double *x) {
    const int C = s->m->C;
    const double *e = plain_theta(s, s->m->p.token_embedding), *v = plain_theta(s, s->m->p.value_embedding);
    for (int t = 0; t < s->T; t++) memcpy(x + (long)t * C, e + (long)token[t] * C, sizeof *x * (size_t)C);
    for (int t = 0; v && value && t < s->T; t++)
        for (int c = 0; c < C; c++) x[(long)t * C + c] += (double)value[t] * v[c];
    EACH_ATOM(at, &s->m->anywhere) if (at->atom->plain->embed) at->atom->plain->embed(s, x);
}

/* Queries, keys and values of a layer's input, and what atoms make of them. */
static void project(struct plain *s, const double *in) {
    const struct layer_tensors *p = &s->m->p.layer[s->layer];
    const double *W = plain_theta(s, p->qkv_weight), *bias = plain_theta(s, p->qkv_bias);
    const int T = s->T, C = s->m->C;
    const struct plain_form *f = plain_add_form(s, s->m->D);
    double *out[3] = {f->query, f->key, s->value};
    for (int k = 0; k < 3; k++) linear(T, C, C, in, W + k * C, 3 * C, bias ? bias + k * C : NULL, out[k]);
    EACH_PLAIN(at, s, rows) at->atom->plain->rows(s);
    for (int h = 0; h < s->m->H; h++) EACH_IN_HEAD(at, s, queries, h) at->atom->plain->queries(s, h);
}

static double product(const struct plain *s, int head, int form, int i, int j) {
    double out;
    EACH_IN_HEAD(at, s, product, head) if (at->atom->plain->product(s, head, form, i, j, &out)) return out;
    return plain_dot(s->form[form].size, plain_query(s, form, head, i), plain_key(s, form, head, j));
}

static void content(const struct plain *s, int head) {
    for (int i = 0; i < s->T; i++)
        for (int j = 0; j < s->T; j++) {
            int form = 0;
            if (!plain_sees(s, head, i, j)) continue;
            EACH_PLAIN(at, s, form) form = at->atom->plain->form(s, i, j);
            s->score[head][i * s->T + j] = plain_scale(s, head) * product(s, head, form, i, j);
        }
}

/* Scores to weights in place. */
static void normalise(const struct plain *s, int head) {
    EACH_IN_HEAD(at, s, normalise, head) if (at->atom->plain->normalise(s, head)) return;
    double *w = s->score[head];
    for (int i = 0; i < s->T; i++, w += s->T) {
        double sum = 0;
        for (int j = 0; j < s->T; j++) sum += plain_weighs(s, head, i, j) ? exp(w[j]) : 0;
        for (int j = 0; j < s->T; j++) w[j] = plain_weighs(s, head, i, j) ? exp(w[j]) / sum : 0;
    }
}

static void mix(const struct plain *s, int head) {
    const int C = s->m->C, D = s->m->D;
    for (int i = 0; i < s->T; i++)
        for (int j = 0; j < s->T; j++)
            for (int d = head * D; d < (head + 1) * D; d++)
                s->mixed[(long)i * C + d] += s->score[head][i * s->T + j] * s->value[(long)j * C + d];
    EACH_IN_HEAD(at, s, output, head) at->atom->plain->output(s, head);
}

/* The heads' outputs from queries, keys and values. */
static void attend(const struct plain *s) {
    const int H = s->m->H;
    EACH_PLAIN(at, s, instead) {
        at->atom->plain->instead(s);
        return;
    }
    for (int h = 0; h < H; h++) {
        content(s, h);
        EACH_IN_HEAD(at, s, scores, h) at->atom->plain->scores(s, h);
    }
    EACH_PLAIN(at, s, combine) at->atom->plain->combine(s);
    for (int h = 0; h < H; h++) add((long)s->T * s->T, s->score[h], s->added[h]);
    EACH_PLAIN(at, s, heads) at->atom->plain->heads(s);
    for (int h = 0; h < H; h++) normalise(s, h);
    EACH_PLAIN(at, s, weights) at->atom->plain->weights(s);
    for (int h = 0; h < H; h++) mix(s, h);
    EACH_PLAIN(at, s, mixed) at->atom->plain->mixed(s);
}

static void attention(struct plain *s, int layer, const double *in, double *out) {
    const struct layer_tensors *p = &s->m->p.layer[layer];
    const int T = s->T, C = s->m->C, H = s->m->H;
    s->layer = layer, s->forms = 0, s->in = in;
    s->value = plain_numbers((long)T * C), s->mixed = plain_numbers((long)T * C);
    for (int h = 0; h < H; h++) s->score[h] = plain_numbers((long)T * T), s->added[h] = plain_numbers((long)T * T);
    project(s, in);
    attend(s);
    linear(T, C, C, s->mixed, plain_theta(s, p->out_weight), C, plain_theta(s, p->out_bias), out);
    for (int f = 0; f < s->forms; f++) mem_free(s->form[f].query), mem_free(s->form[f].key);
    for (int h = 0; h < H; h++) mem_free(s->score[h]), mem_free(s->added[h]);
    mem_free(s->value);
    mem_free(s->mixed);
}

static void mlp(const struct plain *s, int layer, const double *in, double *out) {
    const struct model *m = s->m;
    const struct layer_tensors *p = &m->p.layer[layer];
    double *up = plain_numbers((long)s->T * m->up), *act = plain_numbers((long)s->T * m->F);
    linear(s->T, m->C, m->up, in, plain_theta(s, p->up_weight), m->up, plain_theta(s, p->up_bias), up);
    activation(m, s->T, up, act);
    linear(s->T, m->F, m->C, act, plain_theta(s, p->down_weight), m->C, plain_theta(s, p->down_bias), out);
    mem_free(up);
    mem_free(act);
}

static void mlp_branch(struct plain *s, int l, double *x) {
    const struct layer_tensors *p = &s->m->p.layer[l];
    const long n = (long)s->T * s->m->C;
    const bool pre = s->m->config.place == PLACE_PRE;
    double *in = plain_numbers(n), *branch = plain_numbers(n);
    if (pre)
        norm(s, x, p->norm2_gain, p->norm2_bias, in);
    else
        memcpy(in, x, sizeof *in * (size_t)n);
    mlp(s, l, in, branch);
    add(n, x, branch);
    if (!pre) norm(s, x, p->norm2_gain, p->norm2_bias, in), memcpy(x, in, sizeof *x * (size_t)n);
    mem_free(in);
    mem_free(branch);
}

/* Pre-norm: x += f(norm(x)); post-norm: x = norm(x + f(x)). */
static void layer(struct plain *s, int l, double *x) {
    const struct layer_tensors *p = &s->m->p.layer[l];
    const long n = (long)s->T * s->m->C;
    const bool pre = s->m->config.place == PLACE_PRE;
    double *in = plain_numbers(n), *branch = plain_numbers(n);
    if (pre) norm(s, x, p->norm1_gain, p->norm1_bias, in);
    attention(s, l, pre ? in : x, branch);
    add(n, x, branch);
    if (!pre) norm(s, x, p->norm1_gain, p->norm1_bias, in), memcpy(x, in, sizeof *x * (size_t)n);
    mem_free(in);
    mem_free(branch);
    if (s->m->F) mlp_branch(s, l, x);
}

static double logit(const struct plain *s, const double *x, int v) {
    const struct model *m = s->m;
    const double *W = plain_theta(s, m->config.tied ? m->p.token_embedding : m->p.head_weight);
    double sum = 0;
    for (int c = 0; c < m->C; c++)
        sum += x[c] * (m->config.tied ? W[(long)v * m->C + c] : W[(long)c * m->vocabulary + v]);
    return sum;
}

/* How often the layers run over the sequence. */
static int loops(const struct plain *s) {
    const struct model_config *c = &s->m->config;
    int n = (int)c->loops;
    if (c->loops_by == LOOPS_LENGTH) n = (int)ceil((double)(c->loops * s->T) / s->m->train_length);
    EACH_ATOM(at, &s->m->anywhere) if (at->atom->plain->loops) n = at->atom->plain->loops(s, n);
    return n;
}

/* What enters a loop behind the first: e, or e W, is added. */
static void inject(const struct plain *s, const double *embedded, double *x) {
    const int C = s->m->C;
    if (s->m->config.inject == INJECT_ADD) add((long)s->T * C, x, embedded);
    if (s->m->config.inject != INJECT_LINEAR) return;
    const double *W = plain_theta(s, s->m->p.inject_weight);
    for (int t = 0; t < s->T; t++)
        for (int c = 0; c < C; c++)
            for (int i = 0; i < C; i++) x[(long)t * C + c] += embedded[(long)t * C + i] * W[(long)i * C + c];
}

/* The final norm, where there is one. */
static void finish(const struct plain *s, const double *x, double *out) {
    if (s->m->config.place == PLACE_PRE)
        norm(s, x, s->m->p.final_gain, s->m->p.final_bias, out);
    else
        memcpy(out, x, sizeof *x * (size_t)s->T * (size_t)s->m->C);
}

/* The answers of sequence i of the batch. */
#define EACH_ASKED(b, i, a)                                                                                            \
    for (int a = 0; a < (b)->answers; a++)                                                                             \
        if ((b)->answer_row[a] >= (b)->start[i] && (b)->answer_row[a] < (b)->start[(i) + 1])

/* Sum of ln max softmax over the sequence's answers. */
static double confidence(const struct plain *s, const struct batch *b, int i, const double *x) {
    const int C = s->m->C, V = s->m->vocabulary;
    double *out = plain_numbers((long)s->T * C), total = 0;
    finish(s, x, out);
    EACH_ASKED(b, i, a) {
        double most = -INFINITY, sum = 0;
        for (int v = 0; v < V; v++) most = fmax(most, logit(s, out + (long)(b->answer_row[a] - b->start[i]) * C, v));
        for (int v = 0; v < V; v++) sum += exp(logit(s, out + (long)(b->answer_row[a] - b->start[i]) * C, v) - most);
        total -= log(sum);
    }
    mem_free(out);
    return total;
}

static bool still(const struct plain *s, const struct batch *b, int i, const double *x, const double *before,
                  double tolerance) {
    double moved = 0, length = 0;
    EACH_ASKED(b, i, a)
    for (long c = 0, at = (long)(b->answer_row[a] - b->start[i]) * s->m->C; c < s->m->C; c++) {
        moved += pow(x[at + c] - before[at + c], 2);
        length += pow(before[at + c], 2);
    }
    return moved < tolerance * tolerance * length;
}

/* The layers as often as they run over sequence i of the batch, from the embedding in x to what counts of the loops. */
static void all_layers(struct plain *s, const struct batch *b, int i, double *x) {
    const long n = (long)s->T * s->m->C;
    double *embedded = plain_numbers(n), *before = plain_numbers(n), *surest = plain_numbers(n), most = -INFINITY;
    struct loops_stop stop = {.until = LOOPS_ALL};
    EACH_ATOM(at, &s->m->anywhere) if (at->atom->plain->loops_stop) at->atom->plain->loops_stop(s, &stop);
    memcpy(embedded, x, sizeof *x * (size_t)n);
    for (int loop = 0, end = loops(s); loop < end; loop++) {
        memcpy(before, x, sizeof *x * (size_t)n);
        if (loop) inject(s, embedded, x);
        for (int l = 0; l < s->m->L; l++) layer(s, l, x);
        if (stop.until == LOOPS_STILL && loop && still(s, b, i, x, before, stop.tolerance)) break;
        const double sure = stop.until == LOOPS_CONFIDENT ? confidence(s, b, i, x) : 0;
        if (stop.until == LOOPS_CONFIDENT && !(sure > most)) continue;
        most = sure;
        memcpy(surest, x, sizeof *x * (size_t)n);
    }
    if (stop.until == LOOPS_CONFIDENT) memcpy(x, surest, sizeof *x * (size_t)n);
    mem_free(embedded);
    mem_free(before);
    mem_free(surest);
}

static void sequence_logits(const struct model *m, const struct batch *b, int i, const double *theta, double *logits) {
    const int row0 = b->start[i], T = b->start[i + 1] - row0, V = m->vocabulary;
    const long n = (long)T * m->C;
    struct plain s = {.m = m,
                      .theta = theta,
                      .T = T,
                      .task = b->task ? b->task[i] : 0,
                      .position = b->position + row0,
                      .number = b->number ? b->number + row0 : NULL,
                      .given = mem_zero(2 * (size_t)n + HEADS_MAX, sizeof(real))};
    double *x = plain_numbers(n), *out = plain_numbers(n);
    embed(&s, b->token + row0, b->value ? b->value + row0 : NULL, x);
    all_layers(&s, b, i, x);
    finish(&s, x, out);
    EACH_ASKED(b, i, a)
    for (int v = 0; v < V; v++) logits[(long)a * V + v] = logit(&s, out + (long)(b->answer_row[a] - row0) * m->C, v);
    mem_free(s.given);
    mem_free(x);
    mem_free(out);
}

void reference_logits(const struct model *m, const struct batch *b, const double *theta, double *out) {
    for (int i = 0; i < b->sequences; i++) sequence_logits(m, b, i, theta, out);
}

static double cross_entropy(int n, const double *logits, int target) {
    double sum = 0;
    for (int v = 0; v < n; v++) sum += exp(logits[v]);
    return log(sum) - logits[target];
}

double reference_loss(const struct model *m, const struct batch *b, const double *theta) {
    const int V = m->vocabulary;
    double *logits = plain_numbers((long)b->answers * V), loss = 0;
    reference_logits(m, b, theta, logits);
    for (int a = 0; a < b->answers; a++) loss += cross_entropy(V, logits + (long)a * V, b->target[a]);
    mem_free(logits);
    return loss / b->answers;
}

/* ---- the comparison ---- */

static bool schemes_own(const struct tensor *t) { return strstr(t->name, "scheme.") != NULL; }

static double dot(long n, const double *a, const double *b) {
    double sum = 0;
    for (long k = 0; k < n; k++) sum += a[k] * b[k];
    return sum;
}

/* Slope of the reference along d, by a central difference. */
static double slope(const struct model *m, const struct batch *b, const double *theta, const double *d, double length) {
    const double h = 1e-4 / length;
    double *at = plain_numbers(m->parameters), loss[2];
    for (int side = 0; side < 2; side++) {
        for (long k = 0; k < m->parameters; k++) at[k] = theta[k] + (side ? h : -h) * d[k];
        loss[side] = reference_loss(m, b, at);
    }
    mem_free(at);
    return (loss[1] - loss[0]) / (2 * h);
}

static void random_direction(const struct model *m, double *d) {
    struct rng rng = rng_open(1, "reference", 0, 0);
    for (int i = 0; i < m->n_tensors; i++)
        for (long k = 0; !schemes_own(&m->tensor[i]) && k < m->tensor[i].size; k++)
            d[m->tensor[i].offset + k] = rng_normal(&rng);
}

double reference_compare_evaluation(const struct model *m, const struct batch *b, const struct answer *answers) {
    if (!reference_covers(m, NULL)) return NAN;
    double *theta = plain_numbers(m->parameters), loss = 0;
    for (long k = 0; k < m->parameters; k++) theta[k] = (double)m->block[k];
    for (int a = 0; a < b->answers; a++) loss += answers[a].loss / b->answers;
    const double exact = reference_loss(m, b, theta);
    mem_free(theta);
    return fabs(loss - exact) / exact;
}

struct agreement reference_compare(struct model *m, const struct batch *b) {
    if (!reference_covers(m, NULL)) return (struct agreement){NAN, NAN};
    const long n = m->parameters;
    double *theta = plain_numbers(n), *g = plain_numbers(n), *d = plain_numbers(n);
    const double loss = model_gradient(m, b);
    for (long k = 0; k < n; k++) theta[k] = (double)m->block[k];
    for (int i = 0; i < m->n_tensors; i++)
        for (long k = 0; !schemes_own(&m->tensor[i]) && k < m->tensor[i].size; k++)
            d[m->tensor[i].offset + k] = g[m->tensor[i].offset + k] = (double)m->grad_block[m->tensor[i].offset + k];
    const double exact = reference_loss(m, b, theta), length = sqrt(dot(n, g, g));
    struct agreement a = {.loss = fabs(loss - exact) / exact};
    for (int direction = 0; direction < 2; direction++) {
        if (direction) random_direction(m, d);
        const double other = sqrt(dot(n, d, d));
        a.gradient = fmax(a.gradient, fabs(dot(n, g, d) - slope(m, b, theta, d, other)) / (length * other));
    }
    mem_free(theta);
    mem_free(g);
    mem_free(d);
    return a;
}
