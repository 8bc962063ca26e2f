/* Formal languages: at every position, which symbols may come next? The answer is the whole set of them, as one token,
 * so that all positions right is exact match, which is how the published suites score.
 *
 * An example is the beginning of a word: n symbols that can be continued to a word of the language, uniform among all
 * of those, so every n can be made. The generator walks an automaton; the solvers know none.
 */
#include "base/memory.h"
#include "tasks/published_draw.h"
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

enum { STATES = 12, LETTERS = 5, WORD_LONGEST = 4096 };

/* A deterministic automaton; it begins in state 0, and every state can still reach the end of a word. */
struct automaton {
    int letters, states;
    const char *next[STATES]; /* next[state][letter]: the state as a letter of its own, 'a' for 0; '.': not allowed */
    unsigned ends;            /* bit s: a word may end in state s */
};

static int step(const struct automaton *a, int state, int letter) {
    const char to = a->next[state][letter];
    return to == '.' ? -1 : to - 'a';
}

static unsigned allowed(const struct automaton *a, int state) {
    unsigned set = a->ends >> state & 1u ? 1u << a->letters : 0;
    for (int c = 0; c < a->letters; c++)
        if (step(a, state, c) >= 0) set |= 1u << c;
    return set;
}

static int set_token(int letters, unsigned set) { return TOKEN_SYMBOL + letters + (int)set; }

static int words_vocabulary(int letters) { return TOKEN_SYMBOL + letters + (1 << (letters + 1)); }

static void read_state(struct example *out, const struct automaton *a, int token, int state) {
    example_read(out, token);
    example_ask(out, set_token(a->letters, allowed(a, state)));
}

/* How many beginnings of length k there are from each state, up to a factor of their own for each k. */
static void count_words(const struct automaton *a, int n, double (*words)[STATES]) {
    for (int s = 0; s < a->states; s++) words[0][s] = 1.0;
    for (int k = 1; k <= n; k++) {
        double most = 0.0;
        for (int s = 0; s < a->states; s++) {
            words[k][s] = 0.0;
            for (int c = 0; c < a->letters; c++)
                if (step(a, s, c) >= 0) words[k][s] += words[k - 1][step(a, s, c)];
            most = fmax(most, words[k][s]);
        }
        for (int s = 0; s < a->states; s++) words[k][s] /= most;
    }
}

static int draw_letter(const struct automaton *a, int state, const double *words, struct rng *rng) {
    double total = 0.0;
    int last = 0;
    for (int c = 0; c < a->letters; c++)
        if (step(a, state, c) >= 0) total += words[step(a, state, c)];
    double left = rng_uniform(rng) * total;
    for (int c = 0; c < a->letters; c++) {
        const int to = step(a, state, c);
        if (to < 0 || words[to] <= 0.0) continue;
        last = c;
        left -= words[to];
        if (left < 0.0) break;
    }
    return last;
}

static void generate_words(const struct automaton *a, int n, struct rng *rng, struct example *out) {
    double words[WORD_LONGEST + 1][STATES];
    count_words(a, n, words);
    example_open(out);
    read_state(out, a, TOKEN_BOS, 0);
    for (int i = 0, state = 0; i < n; i++) {
        const int letter = draw_letter(a, state, words[n - 1 - i], rng);
        state = step(a, state, letter);
        read_state(out, a, TOKEN_SYMBOL + letter, state);
    }
}

/* As a published generator draws it: all of its letters before the first is read. */
static void read_published(const struct automaton *a, enum published_draw which, long longest, int n, struct rng *rng,
                           struct example *out) {
    int x[WORD_LONGEST];
    draw_published(which, n, longest, rng, x);
    example_open(out);
    read_state(out, a, TOKEN_BOS, 0);
    for (int i = 0, state = 0; i < n; i++) {
        state = step(a, state, x[i]);
        read_state(out, a, TOKEN_SYMBOL + x[i], state);
    }
}

static int words_longest(const void *options) {
    (void)options;
    return WORD_LONGEST;
}

static int words_max_tokens(const void *options, int n) {
    (void)options;
    return n + 1;
}

/* Sets that the language has at all. */
static int count_sets(const struct automaton *a) {
    int sets = 0;
    for (int s = 0; s < a->states; s++) {
        int before = 0;
        while (before < s && allowed(a, before) != allowed(a, s)) before++;
        sets += before == s;
    }
    return sets;
}

static double words_chance(const struct automaton *a, int n) { return pow(count_sets(a), -(n + 1)); }
static double words_chance_token(const struct automaton *a) { return 1.0 / count_sets(a); }

/* What the solvers know of a language: is x[0..n-1] the beginning of a word, and is it a word? */
typedef bool words_test(const int *x, int n, int which, bool whole);

/* Try every letter behind every beginning; x: scratch of T + 1 numbers. */
static bool solve_words(struct example *example, int letters, int which, words_test *test, int *x) {
    const int T = example->T;
    if (T < 2 || example->token[0] != TOKEN_BOS || skip_symbols(example, 1, TOKEN_SYMBOL, letters) != T) return false;
    for (int t = 0; t < T; t++) {
        unsigned set = test(x, t, which, true) ? 1u << letters : 0;
        for (int c = 0; c < letters; c++) {
            x[t] = c;
            if (test(x, t + 1, which, false)) set |= 1u << c;
        }
        example->target[t] = set_token(letters, set);
        if (t + 1 < T) x[t] = example->token[t + 1] - TOKEN_SYMBOL;
        if (t + 1 < T && !(set >> x[t] & 1u)) return false;
    }
    return true;
}

static bool solve_with_scratch(struct example *example, int letters, int which, words_test *test) {
    int *x = mem_zero((size_t)example->T + 1, sizeof(int));
    const bool right = solve_words(example, letters, which, test, x);
    mem_free(x);
    return right;
}

#define WORDS_FORMAT                                                                                                   \
    "<bos> x_1 .. x_n: at every position, <bos> too, the set of what may come next is asked, the end of the word as "  \
    "one "                                                                                                             \
    "of them; a set is a token; no <eos>"
#define WORDS_LENGTH "n symbols, the beginning of a word; n + 1 tokens are read and as many asked"
#define WORDS_DIFFERS                                                                                                  \
    "the beginning of a word instead of a whole one, uniform among all beginnings of its length unless draw=source, "  \
    "so that every length can be made; the set is one token instead of a vector of bits"
#define WORDS_CHANCE                                                                                                   \
    "one of the sets that the language has: 1/sets per position, sets^-(n+1) for all. Some sets are far more "         \
    "frequent: "                                                                                                       \
    "see the baselines"
#define WORDS_SOURCE                                                                                                   \
    "Bhattamishra et al. 2020, On the Ability and Limitations of Transformers to Recognize Formal Languages; Huang "   \
    "et "                                                                                                              \
    "al. 2025, A Formal Framework for Understanding Length Generalization in Transformers"

/* --- tomita ------------------------------------------------------------------------------------------------------- */

enum words_draw { DRAW_UNIFORM, DRAW_SOURCE };

struct language_options {
    int language;
    int draw; /* enum words_draw */
    long longest;
};

/* Options of tomita and star_free but for the language. */
#define WORDS_DRAW_OPTIONS                                                                                             \
    OPTION_ROW("draw", OPTION_CHOICE | OPTION_YOUNGER, offsetof(struct language_options, draw), "uniform", 0, 0,       \
               "uniform|source", NULL, "uniform: all beginnings of words alike; " PUBLISHED_DRAW_HELP),                \
        PUBLISHED_LONGEST_OPTION(struct language_options)

static bool check_draw(const struct language_options *o, bool published, const char *which, struct error *err) {
    if (o->draw == DRAW_SOURCE && !published)
        return error_set(err, "draw=source is known of %s alone: leave draw out", which);
    return o->draw == DRAW_SOURCE || !o->longest ||
           error_set(err, "longest=%ld has no effect unless draw=source: leave it out", o->longest);
}

static const struct option tomita_table[] = {{"language", OPTION_CHOICE, offsetof(struct language_options, language),
                                              "3", 0, 0, "1|2|3|4|5|6|7", NULL,
                                              "1: 1*; 2: (10)*; 3: no odd run of 1 with an odd run of 0 behind it; 4: "
                                              "no 000; 5: even numbers of 0 and of 1; 6: as "
                                              "many 0 as 1 modulo 3; 7: 0*1*0*1*"},
                                             WORDS_DRAW_OPTIONS,
                                             {0}};
enum { TOMITA_7 = 6 };

static const struct automaton tomita[] = {
    {2, 1, {".a"}, 1},
    {2, 2, {".b", "a."}, 1},
    /* a: fine; b: odd run of 1; c: odd run of 0 behind one; d: even run of it */
    {2, 4, {"ab", "ca", "d.", "cb"}, 1 | 2 | 8},
    {2, 3, {"ba", "ca", ".a"}, 7},
    {2, 4, {"bc", "ad", "da", "cb"}, 1},
    {2, 3, {"bc", "ca", "ab"}, 1},
    {2, 4, {"ab", "cb", "cd", ".d"}, 15},
};

static const struct automaton *tomita_of(const void *options) {
    return &tomita[((const struct language_options *)options)->language];
}

static int tomita_vocabulary(const void *options) { return words_vocabulary(tomita_of(options)->letters); }

static bool tomita_check(void *options, struct error *err) {
    const struct language_options *o = options;
    return check_draw(o, o->language == TOMITA_7, "language=7", err);
}

static void tomita_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct language_options *o = options;
    if (o->draw == DRAW_SOURCE)
        read_published(tomita_of(o), DRAW_TOMITA_7, o->longest, n, rng, out);
    else
        generate_words(tomita_of(o), n, rng, out);
}

static double tomita_chance(const void *options, int n) { return words_chance(tomita_of(options), n); }

static double tomita_chance_token(const void *options, int n) {
    (void)n;
    return words_chance_token(tomita_of(options));
}

/* Length of the run of equal letters that ends at place i. */
static int run_to(const int *x, int i) {
    int run = 1;
    while (i - run >= 0 && x[i - run] == x[i]) run++;
    return run;
}

/* Is there an odd run of 1 with an odd run of 0 behind it? The last run counts as it is where the word is whole; else
 * it may go on. */
static bool has_odd_pair(const int *x, int n, bool whole) {
    for (int i = 0, odd_ones = 0; i < n; i++) {
        const bool closed = i + 1 == n ? whole : x[i + 1] != x[i];
        if (!closed) continue;
        const int odd = run_to(x, i) % 2;
        if (x[i] == 0 && odd && odd_ones) return true;
        if (x[i] == 1) odd_ones = odd;
    }
    return false;
}

static bool tomita_test(const int *x, int n, int which, bool whole) {
    int ones = 0, turns = 0;
    for (int i = 0; i < n; i++) {
        ones += x[i];
        turns += i > 0 && x[i] != x[i - 1];
    }
    const int zeros = n - ones;
    switch (which + 1) {
    case 1: return zeros == 0;
    case 2:
        for (int i = 0; i < n; i++)
            if (x[i] == i % 2) return false;
        return !whole || n % 2 == 0;
    case 3: return !has_odd_pair(x, n, whole);
    case 4:
        for (int i = 0; i < n; i++)
            if (x[i] == 0 && run_to(x, i) == 3) return false;
        return true;
    case 5: return !whole || (zeros % 2 == 0 && ones % 2 == 0);
    case 6: return !whole || (zeros - ones) % 3 == 0;
    default: return turns + (n > 0 && x[0] == 1) <= 3;
    }
}

static bool tomita_solve(const void *options, struct example *example) {
    return solve_with_scratch(example, 2, ((const struct language_options *)options)->language, tomita_test);
}

const struct task task_tomita = {
    .name = "tomita",
    .title = "The seven languages of Tomita",
    .format = WORDS_FORMAT,
    .length = WORDS_LENGTH,
    .source = WORDS_SOURCE,
    .differs = WORDS_DIFFERS,
    .chance_is = WORDS_CHANCE,
    .options = tomita_table,
    .options_size = sizeof(struct language_options),
    .check = tomita_check,
    .vocabulary = tomita_vocabulary,
    .shortest = shortest_1,
    .longest = words_longest,
    .max_tokens = words_max_tokens,
    .generate = tomita_generate,
    .chance = tomita_chance,
    .chance_token = tomita_chance_token,
    .solve = tomita_solve,
};

/* --- star_free and its periodic neighbours ------------------------------------------------------------------------ */

enum word_language { AA, AAAA, ABAB, LAST_ZERO, STAIRS, ONE_D };

static const struct option star_table[] = {{"language", OPTION_CHOICE, offsetof(struct language_options, language),
                                            "last_zero", 0, 0, "aa|aaaa|abab|last_zero|stairs|one_d", NULL,
                                            "aa: (aa)*; aaaa: (aaaa)*; abab: (abab)*; last_zero: {0,1,2}*02*; stairs: "
                                            "aa*bb*cc*dd*ee*; one_d: {a,b}*d{b,c}*. The "
                                            "last three are star-free, the first three are not and have a period"},
                                           WORDS_DRAW_OPTIONS,
                                           {0}};

static const struct automaton star[] = {
    [AA] = {1, 2, {"b", "a"}, 1},
    [AAAA] = {1, 4, {"b", "c", "d", "a"}, 1},
    [ABAB] = {2, 4, {"b.", ".c", "d.", ".a"}, 1},
    [LAST_ZERO] = {3, 2, {"baa", "bab"}, 2},
    [STAIRS] = {5, 6, {"b....", "bc...", ".cd..", "..de.", "...ef", "....f"}, 32},
    [ONE_D] = {4, 2, {"aa.b", ".bb."}, 2},
};

static const struct automaton *star_of(const void *options) {
    return &star[((const struct language_options *)options)->language];
}

static int star_vocabulary(const void *options) { return words_vocabulary(star_of(options)->letters); }

static enum published_draw star_draw(const struct language_options *o) {
    switch ((enum word_language)o->language) {
    case LAST_ZERO: return DRAW_LAST_ZERO;
    case STAIRS: return DRAW_STAIRS;
    case ONE_D: return DRAW_ONE_D;
    default: return DRAW_UNKNOWN;
    }
}

static bool star_check(void *options, struct error *err) {
    return check_draw(options, star_draw(options) != DRAW_UNKNOWN, "language=last_zero, stairs and one_d", err);
}

static void star_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct language_options *o = options;
    if (o->draw == DRAW_SOURCE)
        read_published(star_of(o), star_draw(o), o->longest, n, rng, out);
    else
        generate_words(star_of(o), n, rng, out);
}

static double star_chance(const void *options, int n) { return words_chance(star_of(options), n); }

static double star_chance_token(const void *options, int n) {
    (void)n;
    return words_chance_token(star_of(options));
}

static bool climbs(const int *x, int n, bool whole) {
    for (int i = 0; i < n; i++)
        if (i == 0 ? x[0] != 0 : x[i] != x[i - 1] && x[i] != x[i - 1] + 1) return false;
    return !whole || (n > 0 && x[n - 1] == 4);
}

static bool star_test(const int *x, int n, int which, bool whole) {
    int d = 0, twos = 0;
    switch ((enum word_language)which) {
    case AA: return !whole || n % 2 == 0;
    case AAAA: return !whole || n % 4 == 0;
    case ABAB:
        for (int i = 0; i < n; i++)
            if (x[i] != i % 2) return false;
        return !whole || n % 4 == 0;
    case LAST_ZERO:
        while (twos < n && x[n - 1 - twos] == 2) twos++;
        return !whole || (twos < n && x[n - 1 - twos] == 0);
    case STAIRS: return climbs(x, n, whole);
    case ONE_D:
        for (int i = 0; i < n; i++) {
            if (x[i] == (d ? 0 : 2) || (d && x[i] == 3)) return false;
            d += x[i] == 3;
        }
        return !whole || d == 1;
    }
    return false;
}

static bool star_solve(const void *options, struct example *example) {
    return solve_with_scratch(example, star_of(options)->letters, ((const struct language_options *)options)->language,
                              star_test);
}

const struct task task_star_free = {
    .name = "star_free",
    .title = "Star-free languages, and periodic ones beside them",
    .format = WORDS_FORMAT,
    .length = WORDS_LENGTH,
    .source = WORDS_SOURCE,
    .differs = WORDS_DIFFERS,
    .chance_is = WORDS_CHANCE,
    .options = star_table,
    .options_size = sizeof(struct language_options),
    .check = star_check,
    .vocabulary = star_vocabulary,
    .shortest = shortest_1,
    .longest = words_longest,
    .max_tokens = words_max_tokens,
    .generate = star_generate,
    .chance = star_chance,
    .chance_token = star_chance_token,
    .solve = star_solve,
};
