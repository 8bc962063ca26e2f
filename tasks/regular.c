/* regular: any regular language, given by name or as an expression. While a word is read, which letters may come next,
 * or in which state is the automaton?
 *
 * The generator walks the smallest automaton (base/language.h), the solver takes derivatives (base/derivative.h).
 */
#include "tasks/regular.h"
#include "base/derivative.h"
#include "tasks/published_draw.h"
#include "tasks/solve.h"
#include <math.h>
#include <string.h>

enum regular_asks { ASKS_SETS, ASKS_STATE };
enum regular_at { AT_SYMBOLS, AT_GAPS };
enum regular_words { WORDS_BEGINNINGS, WORDS_WHOLE };
enum regular_draw { DRAW_WORDS, DRAW_LETTERS, DRAW_SOURCE };
enum { SET_LETTERS = 11 }; /* a set is a token of its own: 2^(letters + 1) of them */

struct regular_options {
    char language[OPTION_TEXT_SIZE];
    int asks, at, words, draw;
    long longest;
    struct language automaton; /* no option: follows from `language` */
};

static const struct option regular_table[] = {
    {"language", OPTION_TEXT, offsetof(struct regular_options, language), "d-2", 0, 0, NULL, NULL,
     "tomita-1 to tomita-7, last-zero, one-d, stairs, d-1 to d-12, or an expression of letters, ( ), [abc], |, *, +, ? "
     "and {k}, such as (ab|aabb)*; `lexbench show language` says of what class it is"},
    {"asks", OPTION_CHOICE, offsetof(struct regular_options, asks), "sets", 0, 0, "sets|state", NULL,
     "sets: which letters may come next, and whether the word may end; state: the number of the automaton's state"},
    {"at", OPTION_CHOICE, offsetof(struct regular_options, at), "symbols", 0, 0, "symbols|gaps", NULL,
     "where it is asked: symbols: at <bos> and every letter; gaps: at a <query> before every letter and behind the "
     "last "
     "one, so that the last letter is not the token that is asked at"},
    {"words", OPTION_CHOICE, offsetof(struct regular_options, words), "beginnings", 0, 0, "beginnings|whole", NULL,
     "beginnings: n letters that some word goes on from; whole: a word of the largest length up to n that has one"},
    {"draw", OPTION_CHOICE, offsetof(struct regular_options, draw), "words", 0, 0, "words|letters|source", NULL,
     "words: all of the length alike; letters: letter by letter, alike among those from which the length can be "
     "reached; " PUBLISHED_DRAW_HELP ", for last-zero, one-d, stairs and tomita-7"},
    PUBLISHED_LONGEST_OPTION(struct regular_options),
    {0}};

static enum path_end end_of(const struct regular_options *o) {
    return o->words == WORDS_WHOLE ? PATH_WORD : PATH_ALIVE;
}

/* The largest length up to n that there is an example of; 0: none, or the empty word alone. */
static int length_at(const struct regular_options *o, int n) {
    uint64_t can[WORD_LONGEST + 1];
    find_paths(&o->automaton, end_of(o), n, can);
    while (n > 0 && !has_path(can, n, 0)) n--;
    return n;
}

static int regular_shortest(const void *options) {
    const struct regular_options *o = options;
    uint64_t can[LANGUAGE_STATES + 1];
    int n = 1;
    find_paths(&o->automaton, end_of(o), LANGUAGE_STATES, can);
    while (n < LANGUAGE_STATES && !has_path(can, n, 0)) n++;
    return n;
}

static int regular_longest(const void *options) {
    const struct regular_options *o = options;
    const int longest = language_longest(&o->automaton);
    return longest < 0 || longest > WORD_LONGEST ? WORD_LONGEST : longest;
}

static enum published_draw published_draw(const struct regular_options *o) {
    static const char *const names[] = {
        [DRAW_LAST_ZERO] = "last-zero", [DRAW_ONE_D] = "one-d", [DRAW_STAIRS] = "stairs", [DRAW_TOMITA_7] = "tomita-7"};
    enum published_draw which = 0;
    while (which < DRAW_UNKNOWN && strcmp(names[which], o->language) != 0) which++;
    return which;
}

static bool regular_check(void *options, struct error *err) {
    struct regular_options *o = options;
    if (!language_read(o->language, &o->automaton, err)) return false;
    if (o->asks == ASKS_SETS && o->automaton.letters > SET_LETTERS)
        return error_set(err, "%d letters make too many sets, each of which is a token: at most %d, or asks=state",
                         o->automaton.letters, SET_LETTERS);
    if (o->draw == DRAW_SOURCE && (published_draw(o) == DRAW_UNKNOWN || o->words == WORDS_WHOLE))
        return error_set(err,
                         "draw=source is known of beginnings of last-zero, one-d, stairs and tomita-7 alone: leave "
                         "draw out");
    if (o->draw != DRAW_SOURCE && o->longest)
        return error_set(err, "longest=%ld has no effect unless draw=source: leave it out", o->longest);
    if (language_longest(&o->automaton) == 0)
        return error_set(err, "the language '%s' has the empty word alone: one with a letter", o->language);
    return true;
}

static int first_answer(const struct regular_options *o) { return TOKEN_SYMBOL + o->automaton.letters; }

static int regular_vocabulary(const void *options) {
    const struct regular_options *o = options;
    return first_answer(o) + (o->asks == ASKS_STATE ? o->automaton.states : 2 << o->automaton.letters);
}

static int regular_max_tokens(const void *options, int n) {
    const struct regular_options *o = options;
    return o->at == AT_GAPS ? 2 * n + 2 : n + 1;
}

/* The number of a state, or its set: bit c says that letter c may follow, the highest bit that the word may end. */
static int answer_of(const struct regular_options *o, int state) {
    const struct language *l = &o->automaton;
    int set = l->ends[state] << l->letters;
    for (int c = 0; c < l->letters; c++) set |= l->alive[l->next[state][c]] << c;
    return o->asks == ASKS_STATE ? state : set;
}

static void read_state(const struct regular_options *o, int token, int state, struct example *out) {
    example_read(out, token);
    if (o->at == AT_GAPS) example_read(out, TOKEN_QUERY);
    example_ask(out, first_answer(o) + answer_of(o, state));
}

/* ways[k][s]: how many paths of k letters there are from state s, up to a factor of their own for each k. */
static void count_paths(const struct language *l, const uint64_t *can, int n, double (*ways)[LANGUAGE_STATES]) {
    for (int s = 0; s < l->states; s++) ways[0][s] = has_path(can, 0, s);
    for (int k = 1; k <= n; k++) {
        double most = 0.0;
        for (int s = 0; s < l->states; s++) {
            ways[k][s] = 0.0;
            for (int c = 0; c < l->letters; c++) ways[k][s] += ways[k - 1][l->next[s][c]];
            most = fmax(most, ways[k][s]);
        }
        for (int s = 0; s < l->states && most > 0.0; s++) ways[k][s] /= most;
    }
}

/* In proportion to the paths behind each letter. */
static int draw_word(const struct language *l, int state, const double *ways, struct rng *rng) {
    double left = 0.0;
    int last = 0;
    for (int c = 0; c < l->letters; c++) left += ways[l->next[state][c]];
    left *= rng_uniform(rng);
    for (int c = 0; c < l->letters; c++) {
        if (ways[l->next[state][c]] <= 0.0) continue;
        last = c;
        left -= ways[l->next[state][c]];
        if (left < 0.0) break;
    }
    return last;
}

/* x[0..n-1] gets the letters. */
static void draw_letters(const struct regular_options *o, int n, struct rng *rng, int *x) {
    const struct language *l = &o->automaton;
    uint64_t can[WORD_LONGEST + 1];
    double ways[WORD_LONGEST + 1][LANGUAGE_STATES];
    find_paths(l, end_of(o), n, can);
    if (o->draw == DRAW_WORDS) count_paths(l, can, n, ways);
    for (int i = 0, state = 0; i < n; i++) {
        const int left = n - 1 - i;
        x[i] = o->draw == DRAW_WORDS ? draw_word(l, state, ways[left], rng) : draw_path(l, can, state, left, rng);
        state = l->next[state][x[i]];
    }
}

static void regular_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct regular_options *o = options;
    const int length = length_at(o, n);
    int x[WORD_LONGEST];
    if (o->draw == DRAW_SOURCE)
        draw_published(published_draw(o), length, o->longest, rng, x);
    else
        draw_letters(o, length, rng, x);
    example_open(out);
    read_state(o, TOKEN_BOS, 0, out);
    for (int i = 0, state = 0; i < length; i++) {
        state = o->automaton.next[state][x[i]];
        read_state(o, TOKEN_SYMBOL + x[i], state, out);
    }
}

/* Answers that there are at all. */
static int count_answers(const struct regular_options *o) {
    int answers = 0;
    for (int s = 0; s < o->automaton.states; s++) {
        int before = 0;
        while (before < s && (!o->automaton.alive[before] || answer_of(o, before) != answer_of(o, s))) before++;
        answers += o->automaton.alive[s] && before == s;
    }
    return answers;
}

static double regular_chance(const void *options, int n) {
    return pow(count_answers(options), -(length_at(options, n) + 1));
}

static double regular_chance_token(const void *options, int n) {
    (void)n;
    return 1.0 / count_answers(options);
}

/* What is asked where `rest` is left of the language. */
static int solved_answer(const struct regular_options *o, int letters, struct derivatives *d, int rest) {
    if (o->asks == ASKS_STATE) return derivatives_state(d, rest);
    int set = derivatives_ends(d, rest) ? 1 << letters : 0;
    for (int c = 0; c < letters; c++)
        if (derivatives_alive(d, derivatives_step(d, rest, c))) set += 1 << c;
    return set;
}

static bool solve_walk(const struct regular_options *o, struct derivatives *d, struct example *example) {
    const int letters = o->automaton.letters, stride = o->at == AT_GAPS ? 2 : 1;
    int rest = derivatives_start(d);
    ask_nothing(example);
    if (example->T % stride || example->T < 2 * stride || example->token[0] != TOKEN_BOS) return false;
    for (int t = 0; t < example->T; t += stride) {
        const int asked = t + stride - 1, letter = example->token[t] - TOKEN_SYMBOL;
        if (t > 0 && (letter < 0 || letter >= letters)) return false;
        if (stride == 2 && example->token[asked] != TOKEN_QUERY) return false;
        if (t > 0) rest = derivatives_step(d, rest, letter);
        if (!derivatives_alive(d, rest)) return false;
        example->target[asked] = TOKEN_SYMBOL + letters + solved_answer(o, letters, d, rest);
    }
    return o->words == WORDS_BEGINNINGS || derivatives_ends(d, rest);
}

static bool regular_solve(const void *options, struct example *example) {
    const struct regular_options *o = options;
    struct derivatives *d = derivatives_new(o->language);
    const bool right = solve_walk(o, d, example);
    derivatives_free(d);
    return right;
}

const struct task task_regular = {
    .name = "regular",
    .title = "What may come next in a regular language, or its state",
    .format =
        "at=symbols: <bos> x_1 .. x_n, asked at each; at=gaps: <bos> <query> x_1 <query> .. x_n <query>, asked at "
        "each <query>: the set of what may come next, the end of the word as one of them, or the state; a set "
        "or a state is a token; no <eos>",
    .length = "n letters, the beginning of a word; with words=whole the largest length up to n that has a word. n + 1 "
              "tokens are read with at=symbols, 2n + 2 with at=gaps, and n + 1 answers asked. Languages with few words "
              "repeat them: (ab|aabb)* has 13 beginnings of length 10",
    .source = "sets: Bhattamishra et al. 2020, On the Ability and Limitations of Transformers to Recognize Formal "
              "Languages, and Huang et al. 2025, A Formal Framework for Understanding Length Generalization in "
              "Transformers; states, at gaps: Yang, Veseli et al. 2026 (arXiv 2608.13433)",
    .differs = "the beginning of a word unless words=whole; the gap is a token like any other, and not hidden from "
               "attention as a key",
    .chance_is = "one of the sets or states that there are: 1/sets per place, sets^-(n+1) for all. Some languages tell "
                 "the answer by their last letter or the last two: `lexbench show language` has these shares, and "
                 "at=symbols then asks nothing of attention",
    .options = regular_table,
    .options_size = sizeof(struct regular_options),
    .check = regular_check,
    .vocabulary = regular_vocabulary,
    .shortest = regular_shortest,
    .longest = regular_longest,
    .max_tokens = regular_max_tokens,
    .generate = regular_generate,
    .chance = regular_chance,
    .chance_token = regular_chance_token,
    .solve = regular_solve,
};
