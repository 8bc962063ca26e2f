/* Language modelling: every next token is asked. The targets are drawn, so nothing can be right all the time; what
 * there is to measure is the loss, and for the Markov chains the best loss there can be is known exactly.
 *
 * The chain of a task is fixed by its options, so that it can be learnt: logits of all transitions are independent
 * normal numbers, drawn from the stream of the option `chain`.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>
#include <string.h>

enum { MARKOV_SYMBOLS = 32, MARKOV_CONTEXTS = 1024 };

/* Options of both chains begin with these. */
struct markov_options {
    long symbols, order, chain;
    double sharpness;
    /* markov_copy */
    long segment, back;
    double copy;
    int source; /* enum copy_source */
};

#define MARKOV_OPTIONS                                                                                                 \
    OPTION_ROW("symbols", OPTION_INT, offsetof(struct markov_options, symbols), "16", 2, MARKOV_SYMBOLS, NULL,         \
               "symbols", "size of the alphabet"),                                                                     \
        OPTION_ROW("order", OPTION_INT, offsetof(struct markov_options, order), "2", 1, 10, NULL, "tokens",            \
                   "how many tokens the next one depends on"),                                                         \
        OPTION_ROW("chain", OPTION_INT, offsetof(struct markov_options, chain), "1", 0, 1e9, NULL, "", "which chain"), \
        OPTION_ROW("sharpness", OPTION_REAL, offsetof(struct markov_options, sharpness), "1.5", 0, 20, NULL, "nats",   \
                   "standard deviation of the logits: 0 is all alike, 5 nearly certain")

static int contexts_of(const struct markov_options *o) {
    double contexts = pow((double)o->symbols, (double)o->order);
    return contexts > MARKOV_CONTEXTS ? MARKOV_CONTEXTS + 1 : (int)contexts;
}

static bool markov_check(void *options, struct error *err) {
    const struct markov_options *o = options;
    return contexts_of(o) <= MARKOV_CONTEXTS ||
           error_set(err, "symbols=%ld with order=%ld makes more than %d contexts: fewer symbols, or order=1",
                     o->symbols, o->order, MARKOV_CONTEXTS);
}

static int markov_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct markov_options *)options)->symbols;
}

/* p[context][s]: probability of the symbol s behind a context, a number in base `symbols` whose lowest digit is the
 * last symbol. Filled again only when a chain with other options is asked for: a table is drawn once for a run. */
static const double *transition(const struct markov_options *o, int context) {
    static struct markov_options of;
    static double p[MARKOV_CONTEXTS][MARKOV_SYMBOLS];
    if (of.symbols == o->symbols && of.order == o->order && of.chain == o->chain && of.sharpness == o->sharpness)
        return p[context];
    of = *o;
    for (int c = 0; c < contexts_of(o); c++) {
        struct rng rng = rng_open((uint64_t)o->chain, "task/markov", (uint64_t)c, 0);
        double total = 0.0;
        for (int s = 0; s < o->symbols; s++) total += p[c][s] = exp(o->sharpness * rng_normal(&rng));
        for (int s = 0; s < o->symbols; s++) p[c][s] /= total;
    }
    return p[context];
}

static int draw_from(const double *p, int n, struct rng *rng) {
    double left = rng_uniform(rng);
    int s = 0;
    while (s < n - 1 && (left -= p[s]) >= 0) s++;
    return s;
}

/* The next symbol of a segment where `place` symbols went before; *context follows. The first `order` are uniform. */
static int markov_next(const struct markov_options *o, int place, int *context, struct rng *rng) {
    const bool begins = place < o->order;
    const int symbol = begins ? draw_below(rng, o->symbols) : draw_from(transition(o, *context), (int)o->symbols, rng);
    *context = (int)((*context * o->symbols + symbol) % contexts_of(o));
    return symbol;
}

static double entropy(const double *p, int n) {
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        if (p[i] > 0.0) sum -= p[i] * log(p[i]);
    return sum;
}

/* Sum of the entropies of the first n symbols of a segment: the distribution of the context is carried along. */
static double segment_entropy(const struct markov_options *o, int n) {
    double at[MARKOV_CONTEXTS], next[MARKOV_CONTEXTS], sum = 0.0;
    const int contexts = contexts_of(o), k = (int)o->symbols;
    for (int c = 0; c < contexts; c++) at[c] = 1.0 / contexts;
    for (int i = 0; i < n; i++) {
        if (i < o->order) {
            sum += log(k);
            continue;
        }
        double here = 0.0, change = 0.0;
        memset(next, 0, sizeof next);
        for (int c = 0; c < contexts; c++) {
            const double *p = transition(o, c);
            here += at[c] * entropy(p, k);
            for (int s = 0; s < k; s++) next[(c * k + s) % contexts] += at[c] * p[s];
        }
        for (int c = 0; c < contexts; c++) change += fabs(next[c] - at[c]);
        memcpy(at, next, sizeof at);
        sum += here;
        if (change < 1e-13) return sum + (n - 1 - i) * here; /* stationary */
    }
    return sum;
}

static double markov_chance(const void *options, int n) {
    return pow((double)((const struct markov_options *)options)->symbols, -n);
}

static double markov_chance_token(const void *options, int n) {
    (void)n;
    return 1.0 / (double)((const struct markov_options *)options)->symbols;
}

/* --- markov ------------------------------------------------------------------------------------------------------- */

static const struct option markov_table[] = {MARKOV_OPTIONS, {0}};

static int markov_max_tokens(const void *options, int n) {
    (void)options;
    return n;
}

static void markov_generate(const void *options, int n, struct rng *rng, struct example *out) {
    int context = 0;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        const int token = TOKEN_SYMBOL + markov_next(options, i, &context, rng);
        example_ask(out, token);
        if (i < n - 1) example_read(out, token);
    }
}

static double markov_optimum(const void *options, int n) { return segment_entropy(options, n) / n; }

const struct task task_markov = {
    .name = "markov",
    .title = "Language modelling of a Markov chain",
    .format = "<bos> x_1 .. x_(n-1): every next symbol is asked, x_n too; no <eos>",
    .length = "n symbols; n tokens are read and n asked",
    .source =
        "a language whose optimal loss is known, and which is local: what perplexity says about extrapolation can be "
        "held against it",
    .differs = "ours: the published studies take natural text, where no optimum is known",
    .chance_is =
        "one of the symbols: 1/symbols per token, a loss of log(symbols); the optimum is the entropy of the chain",
    .metric = METRIC_LOSS,
    .options = markov_table,
    .options_size = sizeof(struct markov_options),
    .check = markov_check,
    .vocabulary = markov_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = markov_max_tokens,
    .generate = markov_generate,
    .chance = markov_chance,
    .chance_token = markov_chance_token,
    .optimum = markov_optimum,
};

/* --- markov_copy -------------------------------------------------------------------------------------------------- */

enum copy_source { SOURCE_BACK, SOURCE_FIRST };

static const struct option markov_copy_table[] = {
    MARKOV_OPTIONS,
    {"segment", OPTION_INT, offsetof(struct markov_options, segment), "8", 1, 1024, NULL, "tokens",
     "length of a segment, without its mark"},
    {"copy", OPTION_REAL, offsetof(struct markov_options, copy), "0.5", 0, 1, NULL, "probability",
     "that a segment is a copy, where there is one to copy"},
    {"source", OPTION_CHOICE, offsetof(struct markov_options, source), "back", 0, 0, "back|first", NULL,
     "back: the segment a fixed number of segments before; first: the first one, whose distance grows"},
    {"back", OPTION_INT, offsetof(struct markov_options, back), "1", 1, 1024, NULL, "segments",
     "with source=back: how many segments before"},
    {0}};

static bool markov_copy_check(void *options, struct error *err) {
    const struct markov_options *o = options;
    if (o->source == SOURCE_FIRST && o->back != 1)
        return error_set(err, "back=%ld has no effect with source=first: leave it out, or source=back", o->back);
    return markov_check(options, err);
}

static int markov_copy_vocabulary(const void *options) { return markov_vocabulary(options) + 2; }

/* Segments that must go before one that can be a copy. */
static long before_copy(const struct markov_options *o) { return o->source == SOURCE_FIRST ? 1 : o->back; }

/* Symbol i of n follows: asked at the token before it, and read unless it is the last. */
static void markov_put(struct example *out, int token, int i, int n) {
    example_ask(out, token);
    if (i < n - 1) example_read(out, token);
}

/* Marks stand behind the alphabet: a new segment, a copied one. */
static void markov_copy_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct markov_options *o = options;
    const int mark = TOKEN_SYMBOL + (int)o->symbols, stride = (int)o->segment + 1;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0, context = 0, copies = 0; i < n; i++) {
        const int part = i / stride, place = i % stride;
        if (place == 0) {
            copies = part >= before_copy(o) && rng_uniform(rng) < o->copy;
            markov_put(out, mark + copies, i, n);
        } else if (copies) {
            const int source = o->source == SOURCE_FIRST ? place : i - (int)o->back * stride;
            markov_put(out, out->token[1 + source], i, n);
        } else {
            markov_put(out, TOKEN_SYMBOL + markov_next(o, place - 1, &context, rng), i, n);
        }
    }
}

/* A mark costs its own entropy where there is a choice; a new segment that of the chain; a copy nothing. */
static double markov_copy_optimum(const void *options, int n) {
    const struct markov_options *o = options;
    const int stride = (int)o->segment + 1, whole = n / stride, rest = n % stride;
    const double choice[2] = {o->copy, 1 - o->copy}, mark = entropy(choice, 2);
    const double full = segment_entropy(o, (int)o->segment), part = rest > 1 ? segment_entropy(o, rest - 1) : 0.0;
    double sum = 0.0;
    for (int s = 0; s <= whole; s++) {
        const bool free = s >= before_copy(o);
        if (s == whole && rest == 0) break;
        sum += (free ? mark : 0.0) + (free ? 1 - o->copy : 1.0) * (s < whole ? full : part);
    }
    return sum / n;
}

static double markov_copy_chance(const void *options, int n) {
    return pow((double)(((const struct markov_options *)options)->symbols + 2), -n);
}

static double markov_copy_chance_token(const void *options, int n) {
    (void)n;
    return 1.0 / (double)(((const struct markov_options *)options)->symbols + 2);
}

const struct task task_markov_copy = {
    .name = "markov_copy",
    .title = "Language modelling of a Markov chain with copied segments",
    .format = "<bos> m s .. m s ..: segments after a mark that says whether they are new (from the chain) or a copy of "
              "an earlier one; every next token is asked; no <eos>",
    .length = "n tokens, marks included; n are read and n asked",
    .source =
        "a language whose optimal loss is known, and which needs distance: a model that sees only what is near pays "
        "for every copy",
    .differs = "ours: the published studies take natural text, where no optimum is known",
    .chance_is = "one of all tokens: 1/(symbols + 2) per token; the optimum is the entropy of marks and new segments",
    .metric = METRIC_LOSS,
    .options = markov_copy_table,
    .options_size = sizeof(struct markov_options),
    .check = markov_copy_check,
    .vocabulary = markov_copy_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = markov_max_tokens,
    .generate = markov_copy_generate,
    .chance = markov_copy_chance,
    .chance_token = markov_copy_chance_token,
    .optimum = markov_copy_optimum,
};
