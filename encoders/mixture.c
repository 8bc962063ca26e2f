/* A learned blend of biases: each head of each layer (for each of several tasks trained together, if asked) adds a
 * weighted mean of what several schemes would add, with the weights a softmax over numbers of its own, so that one head
 * can look by one kind of position and another by the next.
 *
 * The schemes blended are those whose only hook on attention is a table over distance; they stand with their defaults.
 * Their tables are made a few distances at a time, in room on the stack.
 */
#include "encoders/atom/bias.h"
#include "encoders/encoder.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MEMBERS_MAX = 4, CHUNK = 32, HEADS = 32 };

struct options {
    char of[OPTION_TEXT_SIZE];
    long tasks;
};
static const struct option options[] = {
    {"of", OPTION_TEXT, offsetof(struct options, of), "alibi|t5|kerple-log|nope", 0, 0, NULL, NULL,
     "the schemes, separated by |, at most 4: those that add a bias by distance and nothing else, or nothing (nope)"},
    {"tasks", OPTION_INT, offsetof(struct options, tasks), "1", 1, 8, NULL, "",
     "weights for each of so many tasks that are trained together; 1: one set for all"},
    {0}};

/* The schemes of a mixture, each with the view it would have alone. */
struct member {
    const struct encoder *encoder;
    int tensors, first; /* of the part's: `tensors` from `first` on */
    struct view view;
    _Alignas(16) char options[ENCODER_OPTIONS_SIZE];
};
struct members {
    int n;
    struct member list[MEMBERS_MAX];
};

/* Tensor 0 is the mixture's; a scheme's stand behind it under its place in the list. */
static const char *const tensor_names[MEMBERS_MAX][PARAMS_MAX] = {
    {"first.0", "first.1", "first.2", "first.3", "first.4", "first.5", "first.6", "first.7"},
    {"second.0", "second.1", "second.2", "second.3", "second.4", "second.5", "second.6", "second.7"},
    {"third.0", "third.1", "third.2", "third.3", "third.4", "third.5", "third.6", "third.7"},
    {"fourth.0", "fourth.1", "fourth.2", "fourth.3", "fourth.4", "fourth.5", "fourth.6", "fourth.7"}};

/* Does anything but add a table over distance, or nothing at all. */
static bool does_more(const struct encoder *e) {
    for (int atom = 0; atom < atom_count(); atom++)
        if (atom != ATOM_bias && encoder_atom(e, atom)) return true;
    return e->variant || e->needs_hints || (e->bias && e->bias->by_row);
}

static bool add_member(struct members *out, const char *name, const struct view *view, struct error *err) {
    if (out->n == MEMBERS_MAX) return error_set(err, "of names more than %d schemes", MEMBERS_MAX);
    struct member *m = &out->list[out->n];
    m->encoder = encoder_find(name);
    if (!m->encoder) return error_set(err, "of names '%s', which is no scheme", name);
    if (m->encoder->plugin)
        return error_set(
            err,
            "of names '%s', which is a plugin's: a mixture knows schemes by their names alone, so that runs "
            "with two builds of the plugin would have one id; join it with + to the mixture instead",
            name);
    if (does_more(m->encoder))
        return error_set(err,
                         "of names '%s', which does more than add a bias by distance; join it with + to the mixture "
                         "instead",
                         name);
    for (int k = 0; k < out->n; k++)
        if (out->list[k].encoder == m->encoder) return error_set(err, "of names '%s' twice", name);
    m->view = *view;
    m->view.options = m->options;
    if (m->encoder->options) options_default(m->encoder->options, m->options);
    if (m->encoder->check && !m->encoder->check(&m->view, err)) return false;
    struct param_spec spec[PARAMS_MAX];
    m->first = out->n ? out->list[out->n - 1].first + out->list[out->n - 1].tensors : 1;
    m->tensors = m->encoder->params ? m->encoder->params(&m->view, spec) : 0;
    if (m->first + m->tensors > PARAMS_MAX)
        return error_set(err, "the schemes of the mixture have more than %d tensors together", PARAMS_MAX - 1);
    if (view->param) m->view.param = view->param + m->first;
    if (view->grad) m->view.grad = view->grad + m->first;
    out->n++;
    return true;
}

static bool read_members(const struct view *view, struct members *out, struct error *err) {
    char list[OPTION_TEXT_SIZE], *rest = list;
    out->n = 0;
    snprintf(list, sizeof list, "%s", ((const struct options *)view->options)->of);
    for (char *name; (name = strsep(&rest, "|")) != NULL;)
        if (!add_member(out, name, view, err)) return false;
    return out->n >= 2 || error_set(err, "of names one scheme; a mixture has two to %d, separated by |", MEMBERS_MAX);
}

/* After `check` nothing can be wrong with them. */
static void members_of(const struct view *view, struct members *out) {
    struct error err;
    if (!read_members(view, out, &err)) BUG("mixture: %s", err.text);
}

static bool check(const struct view *view, struct error *err) {
    struct members m;
    if (view->heads > HEADS) return error_set(err, "a mixture serves at most %d heads", HEADS);
    return read_members(view, &m, err);
}

static int tasks_of(const struct view *view) { return (int)((const struct options *)view->options)->tasks; }

static int params(const struct view *view, struct param_spec *out) {
    struct members m;
    members_of(view, &m);
    out[0] =
        (struct param_spec){.name = "weight", .rows = view->heads * tasks_of(view), .cols = m.n, .per_layer = true};
    for (int k = 0; k < m.n; k++) {
        const struct member *own = &m.list[k];
        if (own->tensors) own->encoder->params(&own->view, out + own->first);
        for (int t = 0; t < own->tensors; t++) out[own->first + t].name = tensor_names[k][t];
    }
    return m.list[m.n - 1].first + m.list[m.n - 1].tensors;
}

/* All schemes weigh the same at first. */
static void init(const struct view *view, int k, struct rng *rng, real *out) {
    struct members m;
    members_of(view, &m);
    for (int i = 0; i < m.n; i++) {
        const struct member *own = &m.list[i];
        if (k >= own->first && k < own->first + own->tensors && own->encoder->init)
            own->encoder->init(&own->view, k - own->first, rng, out);
    }
}

static void project(const struct view *view) {
    struct members m;
    members_of(view, &m);
    for (int i = 0; i < m.n; i++)
        if (m.list[i].encoder->project) m.list[i].encoder->project(&m.list[i].view);
}

static long row_of(const struct view *view, int head, int n) { return ((long)view->task * view->heads + head) * n; }

static void weights_of(const struct view *view, int head, int n, double *out) {
    const real *z = view->param[0] + row_of(view, head, n);
    real most = z[0];
    double sum = 0;
    for (int i = 1; i < n; i++) most = z[i] > most ? z[i] : most;
    for (int i = 0; i < n; i++) sum += out[i] = exp((double)z[i] - (double)most);
    for (int i = 0; i < n; i++) out[i] /= sum;
}

static void bias(const struct view *view, int n, const double *distance, real *table) {
    struct members m;
    members_of(view, &m);
    real own[HEADS * CHUNK];
    memset(table, 0, sizeof *table * (size_t)n * (size_t)view->heads);
    for (int i = 0; i < m.n; i++) {
        if (!m.list[i].encoder->bias) continue;
        for (int from = 0; from < n; from += CHUNK) {
            const int some = n - from < CHUNK ? n - from : CHUNK;
            m.list[i].encoder->bias->table(&m.list[i].view, some, distance + from, own);
            for (int h = 0; h < view->heads; h++) {
                double w[MEMBERS_MAX];
                weights_of(view, h, m.n, w);
                for (int k = 0; k < some; k++) table[(long)h * n + from + k] += (real)w[i] * own[h * some + k];
            }
        }
    }
}

/* What scheme i adds at some distances, against the gradient there: its share of the weights' gradient; and its own. */
static void chunk_grad(const struct view *view, const struct members *m, int i, int from, int n, const double *distance,
                       const real *dtable, double (*of)[MEMBERS_MAX]) {
    const struct member *own = &m->list[i];
    const int some = n - from < CHUNK ? n - from : CHUNK;
    real added[HEADS * CHUNK], d[HEADS * CHUNK];
    own->encoder->bias->table(&own->view, some, distance + from, added);
    for (int h = 0; h < view->heads; h++) {
        double w[MEMBERS_MAX];
        weights_of(view, h, m->n, w);
        for (int k = 0; k < some; k++) {
            const real g = dtable[(long)h * n + from + k];
            of[h][i] += (double)g * (double)added[h * some + k];
            d[h * some + k] = (real)w[i] * g;
        }
    }
    if (own->encoder->bias->grad) own->encoder->bias->grad(&own->view, some, distance + from, d);
}

static void bias_grad(const struct view *view, int n, const double *distance, const real *dtable) {
    struct members m;
    double of[HEADS][MEMBERS_MAX] = {0};
    members_of(view, &m);
    for (int i = 0; i < m.n; i++)
        for (int from = 0; m.list[i].encoder->bias && from < n; from += CHUNK)
            chunk_grad(view, &m, i, from, n, distance, dtable, of);
    for (int h = 0; h < view->heads; h++) {
        double w[MEMBERS_MAX], mean = 0;
        weights_of(view, h, m.n, w);
        for (int i = 0; i < m.n; i++) mean += w[i] * of[h][i];
        for (int i = 0; i < m.n; i++) view->grad[0][row_of(view, h, m.n) + i] += (real)(w[i] * (of[h][i] - mean));
    }
}

static void learned(const struct view *view, void (*put)(void *to, const char *series, int head, double value),
                    void *to) {
    struct members m;
    members_of(view, &m);
    for (int h = 0; h < view->heads; h++) {
        double w[MEMBERS_MAX];
        weights_of(view, h, m.n, w);
        for (int i = 0; i < m.n; i++) put(to, m.list[i].encoder->name, h, w[i]);
    }
}

const struct encoder encoder_mixture = {
    .name = "mixture",
    .title = "Mixture of biases",
    .family = FAMILY_bias,
    .formula = "score[i][j] = q_i . k_j / sqrt(D) + sum_m w[h][m] b_m[h](i-j), w[h] = softmax(z[h]), z learned per "
               "head and layer, and per task with tasks=k",
    .source = "ours: no paper mixes schemes so; it asks whether a model would choose one kind of position per head",
    .differs = "schemes that do more than add a bias by distance are refused; join them with +",
    .at_eval = "nothing is set; each scheme goes on as it does alone. The weights are stored with the run",
    .claims = CLAIM_SHIFT_INVARIANT | CLAIM_USES_POSITION,
    .options = options,
    .options_size = sizeof(struct options),
    .check = check,
    .params = params,
    .init = init,
    .project = project,
    .tasks = tasks_of,
    .learned = learned,
    .bias = &(const struct bias_atom){.table = bias, .grad = bias_grad},
};
