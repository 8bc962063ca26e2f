/* maximum: the class of the item with the highest priority. One head can do it by content alone, and the sharper it has
 * to look the more items there are, which is what a softmax cannot do without bound.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

enum maximum_form { FORM_JOINED, FORM_PAIRS };
enum maximum_priority { PRIORITY_LEVELS, PRIORITY_REAL };

struct maximum_options {
    long levels, classes;
    int form;     /* enum maximum_form */
    int priority; /* enum maximum_priority */
};

static const struct option maximum_table[] = {
    {"levels", OPTION_INT, offsetof(struct maximum_options, levels), "256", 2, SYMBOLS_MAX, NULL, "symbols",
     "priorities that there are, all different within an example; an example has at most half as many items"},
    {"classes", OPTION_INT, offsetof(struct maximum_options, classes), "10", 2, SYMBOLS_MAX, NULL, "symbols",
     "classes that there are"},
    {"form", OPTION_CHOICE, offsetof(struct maximum_options, form), "joined", 0, 0, "joined|pairs", NULL,
     "joined: one token for each priority and class, for which no positions are needed; pairs: a priority, then its "
     "class, which has to be bound to what stands before it"},
    {"priority", OPTION_CHOICE | OPTION_YOUNGER, offsetof(struct maximum_options, priority), "levels", 0, 0,
     "levels|real", NULL,
     "levels: tokens whose order has to be learnt; real: a number from 0 to 1 beside the token of a class, for any "
     "number of items"},
    {0}};

static bool maximum_check(void *options, struct error *err) {
    const struct maximum_options *o = options;
    if (o->priority == PRIORITY_REAL)
        return o->form == FORM_JOINED ||
               error_set(err, "priority=real has the number beside the token of its class: leave form=joined");
    return o->form == FORM_PAIRS || o->levels * o->classes <= SYMBOLS_MAX ||
           error_set(err,
                     "form=joined needs a token for each of %ld x %ld priorities and classes, of which there are %d: "
                     "fewer levels, or form=pairs",
                     o->levels, o->classes, SYMBOLS_MAX);
}

/* Classes, then items, or levels with form=pairs. */
static int first_item(const struct maximum_options *o) { return TOKEN_SYMBOL + (int)o->classes; }

static int maximum_vocabulary(const void *options) {
    const struct maximum_options *o = options;
    if (o->priority == PRIORITY_REAL) return first_item(o);
    return first_item(o) + (int)(o->form == FORM_JOINED ? o->levels * o->classes : o->levels);
}

static bool maximum_valued(const void *options) {
    return ((const struct maximum_options *)options)->priority == PRIORITY_REAL;
}

static int maximum_longest(const void *options) {
    return maximum_valued(options) ? INT_MAX : (int)(((const struct maximum_options *)options)->levels / 2);
}

static int maximum_max_tokens(const void *options, int n) {
    return (((const struct maximum_options *)options)->form == FORM_JOINED ? n : 2 * n) + 2;
}

static void read_item(const struct maximum_options *o, int level, int class, struct example *out) {
    if (o->form == FORM_JOINED) {
        example_read(out, first_item(o) + level * (int)o->classes + class);
        return;
    }
    example_read(out, first_item(o) + level);
    example_read(out, TOKEN_SYMBOL + class);
}

/* Uniform on the 2^24 - 1 numbers k/2^24 between 0 and 1, which a float holds exactly; none twice in the first place.
 */
static void generate_real(const struct maximum_options *o, int n, struct rng *rng, struct example *out) {
    float highest = 0;
    int answer = 0;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        const int class = draw_below(rng, o->classes);
        float value = highest;
        while (value == highest) value = ldexpf((float)(1 + draw_below(rng, (1 << 24) - 1)), -24);
        example_read(out, TOKEN_SYMBOL + class);
        example_value(out, value);
        if (value < highest) continue;
        highest = value;
        answer = class;
    }
    example_read(out, TOKEN_SEP);
    example_ask(out, TOKEN_SYMBOL + answer);
}

static void maximum_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct maximum_options *o = options;
    if (o->priority == PRIORITY_REAL) {
        generate_real(o, n, rng, out);
        return;
    }
    int level[SYMBOLS_MAX], work[SYMBOLS_MAX], highest = -1, answer = 0;
    rng_sample(rng, (int)o->levels, n, level, work);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        const int class = draw_below(rng, o->classes);
        read_item(o, level[i], class, out);
        if (level[i] < highest) continue;
        highest = level[i];
        answer = class;
    }
    example_read(out, TOKEN_SEP);
    example_ask(out, TOKEN_SYMBOL + answer);
}

static double maximum_chance(const void *options, int n) {
    (void)n;
    return 1.0 / (double)((const struct maximum_options *)options)->classes;
}

/* The item at place t; false: there is none. */
static bool solved_item(const struct maximum_options *o, const struct example *example, int t, long *level,
                        int *class) {
    const long item = example->token[t] - (TOKEN_SYMBOL + o->classes);
    if (item < 0 || t + 1 >= example->T) return false;
    *level = o->form == FORM_JOINED ? item / o->classes : item;
    *class = o->form == FORM_JOINED ? TOKEN_SYMBOL + (int)(item % o->classes) : example->token[t + 1];
    return *level < o->levels && is_among(*class, TOKEN_SYMBOL, o->classes);
}

/* Items are tokens of classes with numbers between 0 and 1; no other token has a number, and the greatest stands once.
 */
static bool solve_real(const struct maximum_options *o, struct example *example) {
    const int sep = example->T - 1;
    const float *value = example->value;
    int best = 1, times = 0;
    if (!value || sep < 2 || example->token[0] != TOKEN_BOS || example->token[sep] != TOKEN_SEP) return false;
    if (value[0] != 0 || value[sep] != 0) return false;
    for (int t = 1; t < sep; t++) {
        if (!is_among(example->token[t], TOKEN_SYMBOL, o->classes) || !(value[t] > 0 && value[t] < 1)) return false;
        if (value[t] > value[best]) best = t;
    }
    for (int t = 1; t < sep; t++) times += value[t] == value[best];
    if (times != 1) return false;
    ask_nothing(example);
    example->target[sep] = example->token[best];
    return true;
}

static bool maximum_solve(const void *options, struct example *example) {
    const struct maximum_options *o = options;
    if (o->priority == PRIORITY_REAL) return solve_real(o, example);
    const int stride = o->form == FORM_JOINED ? 1 : 2, sep = example->T - 1;
    bool seen[SYMBOLS_MAX] = {false};
    long level, best = -1;
    int class, answer = 0;
    if (sep < 1 + stride || (sep - 1) % stride || example->token[0] != TOKEN_BOS || example->token[sep] != TOKEN_SEP)
        return false;
    for (int t = 1; t < sep; t += stride) {
        if (!solved_item(o, example, t, &level, &class) || seen[level]) return false;
        seen[level] = true;
        if (level < best) continue;
        best = level;
        answer = class;
    }
    if ((sep - 1) / stride > o->levels / 2) return false;
    ask_nothing(example);
    example->target[sep] = answer;
    return true;
}

const struct task task_maximum = {
    .name = "maximum",
    .title = "The class of the item with the highest priority",
    .format = "form=joined: <bos> i_1 .. i_n <sep>; form=pairs: <bos> p_1 c_1 .. p_n c_n <sep>; priority=real: <bos> "
              "c_1 .. c_n <sep>, each c with its priority as a real number: at <sep> the class of the item with the "
              "highest priority is asked and not written; no <eos>",
    .length = "n items, at most half as many as there are levels, else the top level would answer, and any number with "
              "priority=real; n + 2 tokens are read, 2n + 2 with form=pairs",
    .source = "Velickovic et al. 2024, softmax is not enough (for sharp out-of-distribution): priorities uniform on "
              "(0, 1), 10 classes, trained on 16 items, one head between two perceptrons",
    .differs = "priorities are tokens whose order has to be learnt, instead of one real number a token, unless "
               "priority=real; there is no query but <sep>. Two given levels meet in about (n/levels)^2 of the "
               "examples",
    .chance_is =
        "one of the classes: 1/classes. The most frequent class of the example, or that of its last item, gets "
        "a little more where n is small",
    .metric = METRIC_TOKEN,
    .options = maximum_table,
    .options_size = sizeof(struct maximum_options),
    .valued = maximum_valued,
    .check = maximum_check,
    .vocabulary = maximum_vocabulary,
    .shortest = shortest_1,
    .longest = maximum_longest,
    .max_tokens = maximum_max_tokens,
    .generate = maximum_generate,
    .chance = maximum_chance,
    .chance_token = maximum_chance,
    .parallel = parallel_always,
    .solve = maximum_solve,
};
