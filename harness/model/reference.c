#include "model/reference.h"
#include "base/rng.h"
#include "model/internal.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct sequence {
    const struct model *m;
    const double *theta;
    int T;
    const double *position;
    real *table; /* scratch for what a hook gives */
};

bool reference_covers(const struct model *m) {
    for (int i = 0; i < m->scheme.n; i++) {
        const struct encoder *e = m->scheme.part[i].encoder;
        if (e->stream || e->normaliser || e->counted || e->across || e->channel || e->slopes || e->temperature ||
            e->selects)
            return false;
    }
    return m->polar_part < 0 && m->vector_part < 0 && m->place_part < 0 && m->row_part < 0;
}

/* The double that stands for a parameter; NULL stays NULL. */
static const double *weights(const struct sequence *s, const real *p) {
    return p ? s->theta + (p - s->m->block) : NULL;
}

static double *doubles(long n) { return mem_zero((size_t)n, sizeof(double)); }

/* y[T][out] = x[T][in] W (columns from, from + 1, ... of ldw) + bias */
static void linear(int T, int in, int out, const double *x, const double *W, int ldw, const double *bias, double *y) {
    for (int t = 0; t < T; t++) {
        for (int o = 0; o < out; o++) y[(long)t * out + o] = bias ? bias[o] : 0;
        for (int i = 0; i < in; i++)
            for (int o = 0; o < out; o++) y[(long)t * out + o] += x[(long)t * in + i] * W[(long)i * ldw + o];
    }
}

static void norm(const struct sequence *s, const double *x, const real *gain, const real *bias, double *y) {
    const int C = s->m->C;
    const double *g = weights(s, gain), *b = weights(s, bias);
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

static bool in_head(const struct part *part, int head) { return part->heads >> head & 1; }

/* Which of the part's own heads this is. */
static int own_head(const struct part *part, int head) {
    int own = 0;
    for (int h = 0; h < head; h++) own += in_head(part, h);
    return own;
}

static void embed(const struct sequence *s, const int *token, double *x) {
    const struct model *m = s->m;
    const int C = m->C;
    const double *e = weights(s, m->p.token_embedding);
    for (int t = 0; t < s->T; t++) memcpy(x + (long)t * C, e + (long)token[t] * C, sizeof *x * (size_t)C);
    for (int i = 0; i < m->scheme.n; i++) {
        if (!m->scheme.part[i].encoder->embed) continue;
        struct view view = tables_view(m, i, -1, false);
        m->scheme.part[i].encoder->embed(&view, s->T, s->position, s->table);
        for (long k = 0; k < (long)s->T * C; k++) x[k] += (double)s->table[k];
    }
}

/* Queries or keys x[T][stride], by the model's own tables: what stands in them is tested elsewhere. */
static void rotate(const struct sequence *s, int layer, bool key, int stride, double *x) {
    const struct model *m = s->m;
    if (!m->has_rotary) return;
    const struct rotary_tables *r = &m->tables.rotary[0][m->rotary_per_layer ? layer : 0];
    const int half = m->D / 2, next = m->layout == ROTARY_HALF ? 1 : 2, other = m->layout == ROTARY_HALF ? half : 1;
    for (int h = 0; h < m->H; h++)
        for (int t = 0; t < s->T; t++)
            for (int p = 0; p < half; p++) {
                const long k = ((long)h * m->tables.limit + (long)s->position[t]) * half + p;
                double *a = x + (long)t * stride + h * m->D + p * next, *b = a + other, was = *a;
                *a = was * (double)r->cosine[key][k] - *b * (double)r->sine[key][k];
                *b = *b * (double)r->cosine[key][k] + was * (double)r->sine[key][k];
            }
}

/* Distance of a pair as tables over distance have it: never negative in causal models. */
static double distance(const struct sequence *s, int i, int j) {
    const double d = s->position[i] - s->position[j];
    return s->m->config.causal ? fabs(d) : d;
}

/* What the scheme adds to the scores of a head before the normaliser. */
static void add_bias(const struct sequence *s, int layer, int head, double *score) {
    const struct model *m = s->m;
    const int T = s->T;
    for (int p = 0; p < m->scheme.n; p++) {
        const struct part *part = &m->scheme.part[p];
        if (!part->encoder->bias || !part_stands(m, p, layer) || !in_head(part, head)) continue;
        struct view view = tables_view(m, p, layer, false);
        for (int i = 0; i < T; i++)
            for (int j = 0; j < T; j++) {
                const double d = distance(s, i, j);
                part->encoder->bias(&view, 1, &d, s->table);
                score[i * T + j] += (double)s->table[own_head(part, head)];
            }
    }
}

static bool sees(const struct model *m, int layer, int head, int i, int j) {
    const struct mask mask = m->mask[layer][head];
    if (m->config.causal && j > i) return false;
    return !mask.window || labs((long)i - j) < mask.window || j < mask.sinks;
}

/* Scores to weights in place. */
static void softmax(const struct sequence *s, int layer, int head, double *score) {
    const int T = s->T;
    const double sink = s->m->has_sink ? (double)s->m->tables.sink[layer][head] : -INFINITY;
    for (int i = 0; i < T; i++, score += T) {
        double sum = exp(sink);
        for (int j = 0; j < T; j++) sum += sees(s->m, layer, head, i, j) ? exp(score[j]) : 0;
        for (int j = 0; j < T; j++) score[j] = sees(s->m, layer, head, i, j) ? exp(score[j]) / sum : 0;
    }
}

/* qkv[T][3C] to mixed[T][C] for one head. */
static void attend(const struct sequence *s, int layer, int head, const double *qkv, double *score, double *mixed) {
    const struct model *m = s->m;
    const int T = s->T, C = m->C, D = m->D;
    for (int i = 0; i < T; i++)
        for (int j = 0; j < T; j++) {
            const double *q = qkv + (long)i * 3 * C + head * D, *k = qkv + (long)j * 3 * C + C + head * D;
            double sum = 0;
            for (int d = 0; d < D; d++) sum += q[d] * k[d];
            score[i * T + j] = sum / sqrt(D);
        }
    add_bias(s, layer, head, score);
    softmax(s, layer, head, score);
    for (int i = 0; i < T; i++)
        for (int j = 0; j < T; j++) {
            const double *v = qkv + (long)j * 3 * C + 2 * C + head * D;
            for (int d = 0; d < D; d++) mixed[(long)i * C + head * D + d] += score[i * T + j] * v[d];
        }
}

static void attention(const struct sequence *s, int layer, const double *in, double *out) {
    const struct model *m = s->m;
    const struct layer_tensors *p = &m->p.layer[layer];
    const int T = s->T, C = m->C;
    double *qkv = doubles(3L * T * C), *score = doubles((long)T * T), *mixed = doubles((long)T * C);
    linear(T, C, 3 * C, in, weights(s, p->qkv_weight), 3 * C, weights(s, p->qkv_bias), qkv);
    rotate(s, layer, false, 3 * C, qkv);
    rotate(s, layer, true, 3 * C, qkv + C);
    for (int h = 0; h < m->H; h++) attend(s, layer, h, qkv, score, mixed);
    linear(T, C, C, mixed, weights(s, p->out_weight), C, weights(s, p->out_bias), out);
    mem_free(qkv);
    mem_free(score);
    mem_free(mixed);
}

static void mlp(const struct sequence *s, int layer, const double *in, double *out) {
    const struct model *m = s->m;
    const struct layer_tensors *p = &m->p.layer[layer];
    double *up = doubles((long)s->T * m->up), *act = doubles((long)s->T * m->F);
    linear(s->T, m->C, m->up, in, weights(s, p->up_weight), m->up, weights(s, p->up_bias), up);
    activation(m, s->T, up, act);
    linear(s->T, m->F, m->C, act, weights(s, p->down_weight), m->C, weights(s, p->down_bias), out);
    mem_free(up);
    mem_free(act);
}

static void add(long n, double *x, const double *y) {
    for (long k = 0; k < n; k++) x[k] += y[k];
}

/* Pre-norm: x += f(norm(x)); post-norm: x = norm(x + f(x)). */
static void layer(const struct sequence *s, int l, double *x) {
    const struct layer_tensors *p = &s->m->p.layer[l];
    const long n = (long)s->T * s->m->C;
    const bool pre = s->m->config.place == PLACE_PRE;
    double *in = doubles(n), *branch = doubles(n);
    if (pre) norm(s, x, p->norm1_gain, p->norm1_bias, in);
    attention(s, l, pre ? in : x, branch);
    add(n, x, branch);
    norm(s, x, pre ? p->norm2_gain : p->norm1_gain, pre ? p->norm2_bias : p->norm1_bias, in);
    mlp(s, l, in, branch);
    if (!pre) memcpy(x, in, sizeof *x * (size_t)n);
    add(n, x, branch);
    if (!pre) norm(s, x, p->norm2_gain, p->norm2_bias, in), memcpy(x, in, sizeof *x * (size_t)n);
    mem_free(in);
    mem_free(branch);
}

static double logit(const struct sequence *s, const double *x, int v) {
    const struct model *m = s->m;
    const double *W = weights(s, m->config.tied ? m->p.token_embedding : m->p.head_weight);
    double sum = 0;
    for (int c = 0; c < m->C; c++)
        sum += x[c] * (m->config.tied ? W[(long)v * m->C + c] : W[(long)c * m->vocabulary + v]);
    return sum;
}

static double cross_entropy(const struct sequence *s, const double *x, int target) {
    double sum = 0;
    for (int v = 0; v < s->m->vocabulary; v++) sum += exp(logit(s, x, v));
    return log(sum) - logit(s, x, target);
}

static double sequence_loss(const struct model *m, const struct batch *b, int i, const double *theta) {
    const int row0 = b->start[i], T = b->start[i + 1] - row0;
    const long n = (long)T * m->C;
    struct sequence s = {.m = m, .theta = theta, .T = T, .position = b->position + row0};
    s.table = mem_zero((size_t)n + HEADS_MAX, sizeof(real));
    double *x = doubles(n), *out = doubles(n), loss = 0;
    embed(&s, b->token + row0, x);
    for (int l = 0; l < m->L; l++) layer(&s, l, x);
    if (m->config.place == PLACE_PRE)
        norm(&s, x, m->p.final_gain, m->p.final_bias, out);
    else
        memcpy(out, x, sizeof *x * (size_t)n);
    for (int a = 0; a < b->answers; a++)
        if (b->answer_row[a] >= row0 && b->answer_row[a] < row0 + T)
            loss += cross_entropy(&s, out + (long)(b->answer_row[a] - row0) * m->C, b->target[a]);
    mem_free(s.table);
    mem_free(x);
    mem_free(out);
    return loss;
}

double reference_loss(const struct model *m, const struct batch *b, const double *theta) {
    double loss = 0;
    for (int i = 0; i < b->sequences; i++) loss += sequence_loss(m, b, i, theta);
    return loss / b->answers;
}

static bool schemes_own(const struct tensor *t) { return strstr(t->name, "scheme.") != NULL; }

static double dot(long n, const double *a, const double *b) {
    double sum = 0;
    for (long k = 0; k < n; k++) sum += a[k] * b[k];
    return sum;
}

/* Slope of the reference along d, by a central difference. */
static double slope(const struct model *m, const struct batch *b, const double *theta, const double *d, double length) {
    const double h = 1e-4 / length;
    double *at = doubles(m->parameters), loss[2];
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
    if (!reference_covers(m)) return NAN;
    double *theta = doubles(m->parameters), loss = 0;
    for (long k = 0; k < m->parameters; k++) theta[k] = (double)m->block[k];
    for (int a = 0; a < b->answers; a++) loss += answers[a].loss / b->answers;
    const double exact = reference_loss(m, b, theta);
    mem_free(theta);
    return fabs(loss - exact) / exact;
}

struct agreement reference_compare(struct model *m, const struct batch *b) {
    if (!reference_covers(m)) return (struct agreement){NAN, NAN};
    const long n = m->parameters;
    double *theta = doubles(n), *g = doubles(n), *d = doubles(n);
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
