/* recognise: is the word in the language? Half of the examples are words; the others are as long and often nearly
 * words: a word after one edit, or two, so that whoever looks at a few letters is found out.
 */
#include "base/derivative.h"
#include "tasks/regular.h"
#include "tasks/solve.h"
#include <math.h>
#include <string.h>

enum negatives { NEGATIVES_MIXED, NEGATIVES_EDITS, NEGATIVES_RANDOM };
enum lengths { LENGTHS_ALIKE, LENGTHS_ANY };
/* Languages that have to count are none of base/language.h: a^m b^m .., balanced brackets, more 1 than 0. */
enum counted { COUNTED_NOT, COUNTED_BLOCKS, COUNTED_DYCK, COUNTED_MAJORITY };
enum { TRIES = 100, COUNTED_LETTERS = 4 };

struct recognise_options {
    char language[OPTION_TEXT_SIZE];
    int negatives, lengths;
    /* no options: they follow from `language` */
    enum counted counted;
    int letters;
    struct language automaton;
};

static const struct option recognise_table[] = {
    {"language", OPTION_TEXT, offsetof(struct recognise_options, language), "d-2", 0, 0, NULL, NULL,
     "as of the task regular, or one that counts: blocks-2 to blocks-4 (a^m b^m and so on, m from 1), dyck-1 (balanced "
     "brackets), majority (more 1 than 0)"},
    {"negatives", OPTION_CHOICE, offsetof(struct recognise_options, negatives), "mixed", 0, 0, "mixed|edits|random",
     NULL,
     "what is proposed, until it is no word: edits: a word after k edits, k = 1 with probability 1/2, 2 with 1/4 and "
     "so "
     "on; random: any letters; mixed: either alike"},
    {"lengths", OPTION_CHOICE, offsetof(struct recognise_options, lengths), "alike", 0, 0, "alike|any", NULL,
     "alike: the largest length up to n that has a word and a string that is none, for both; any: for each the largest "
     "up to n that has one, so that the length can give the answer away"},
    {0}};

/* ---- languages ---- */

static void name_counted(struct recognise_options *o) {
    const char *name = o->language;
    o->counted = COUNTED_NOT;
    o->letters = 2;
    if (strcmp(name, "dyck-1") == 0) o->counted = COUNTED_DYCK;
    if (strcmp(name, "majority") == 0) o->counted = COUNTED_MAJORITY;
    if (strncmp(name, "blocks-", 7) == 0 && name[7] >= '2' && name[7] <= '4' && !name[8]) {
        o->counted = COUNTED_BLOCKS;
        o->letters = name[7] - '0';
    }
}

/* Words and other strings by length: bit 0 of word[k] and other[k] says whether there is one of k letters. */
struct lengths_there {
    uint64_t word[WORD_LONGEST + 1], other[WORD_LONGEST + 1];
};

static void find_lengths(const struct recognise_options *o, int n, struct lengths_there *out) {
    if (o->counted == COUNTED_NOT) {
        find_paths(&o->automaton, PATH_WORD, n, out->word);
        find_paths(&o->automaton, PATH_OTHER, n, out->other);
        return;
    }
    for (int k = 0; k <= n; k++) {
        out->word[k] = o->counted == COUNTED_MAJORITY ? k > 0 : k % o->letters == 0;
        out->other[k] = k > 0 || o->counted != COUNTED_DYCK;
        if (k == 0 && o->counted == COUNTED_BLOCKS) out->word[k] = 0;
    }
}

static int length_for(const struct recognise_options *o, const struct lengths_there *there, bool word, int n) {
    for (; n > 0; n--) {
        const bool both = has_path(there->word, n, 0) && has_path(there->other, n, 0);
        if (both || (o->lengths == LENGTHS_ANY && has_path(word ? there->word : there->other, n, 0))) break;
    }
    return n;
}

/* The next state of a counting language with `left` further letters, brackets and 1 counted up; false: no word has
 * this letter here. */
static bool count_letter(const struct recognise_options *o, int letter, int place, int length, int left, int *count) {
    if (o->counted == COUNTED_BLOCKS) return letter == place / (length / o->letters);
    const int next = *count + (letter == (o->counted == COUNTED_DYCK ? 0 : 1) ? 1 : -1);
    const bool allowed = o->counted == COUNTED_DYCK ? next >= 0 && next <= left : next + left > 0;
    if (allowed) *count = next;
    return allowed;
}

/* A word of `length` letters, letter by letter, alike among those from which it can be one. */
static void draw_word(const struct recognise_options *o, const uint64_t *can, int length, struct rng *rng, int *x) {
    int state = 0, count = 0;
    for (int i = 0; i < length; i++) {
        if (o->counted == COUNTED_NOT) {
            x[i] = draw_path(&o->automaton, can, state, length - 1 - i, rng);
            state = o->automaton.next[state][x[i]];
            continue;
        }
        do x[i] = draw_below(rng, o->letters);
        while (!count_letter(o, x[i], i, length, length - 1 - i, &count));
    }
}

static bool is_word(const struct recognise_options *o, const int *x, int n) {
    int state = 0, count = 0;
    if (o->counted == COUNTED_NOT) {
        for (int i = 0; i < n; i++) state = o->automaton.next[state][x[i]];
        return o->automaton.ends[state];
    }
    if (o->counted == COUNTED_BLOCKS && (n == 0 || n % o->letters)) return false;
    for (int i = 0; i < n; i++)
        if (!count_letter(o, x[i], i, n, n - 1 - i, &count)) return false;
    return o->counted != COUNTED_MAJORITY || count > 0;
}

/* ---- negatives ---- */

enum edit { EDIT_INSERT, EDIT_DELETE, EDIT_REPLACE };

/* An edit of a word of n letters at any place alike; returns the new length. */
static int make_edit(const struct recognise_options *o, enum edit edit, int *x, int n, struct rng *rng) {
    const int place = draw_below(rng, edit == EDIT_INSERT ? n + 1 : n);
    if (edit == EDIT_REPLACE) {
        x[place] = (x[place] + 1 + draw_below(rng, o->letters - 1)) % o->letters;
        return n;
    }
    if (edit == EDIT_DELETE) {
        memmove(x + place, x + place + 1, (size_t)(n - place - 1) * sizeof *x);
        return n - 1;
    }
    memmove(x + place + 1, x + place, (size_t)(n - place) * sizeof *x);
    x[place] = draw_below(rng, o->letters);
    return n + 1;
}

enum { EDITS_MOST = 32, ROOM = WORD_LONGEST + EDITS_MOST };

/* A word that `length` letters are left of after edits that are drawn first; returns how many, 0: there is no such
 * word, or an edit finds no letter. */
static int draw_edited(const struct recognise_options *o, int length, struct rng *rng, int *x) {
    enum edit edit[EDITS_MOST];
    int edits = 0, n = length;
    do {
        edit[edits] = (enum edit)draw_below(rng, o->letters > 1 ? 3 : 2);
        n -= edit[edits] == EDIT_INSERT ? 1 : edit[edits] == EDIT_DELETE ? -1 : 0;
        edits++;
    } while (edits < EDITS_MOST && draw_below(rng, 2));
    if (n < 0 || n > WORD_LONGEST) return 0;
    struct lengths_there there;
    find_lengths(o, n, &there);
    if (!has_path(there.word, n, 0)) return 0;
    draw_word(o, there.word, n, rng, x);
    for (int i = 0; i < edits; i++) {
        if (edit[i] != EDIT_INSERT && n == 0) return 0;
        n = make_edit(o, edit[i], x, n, rng);
    }
    return edits;
}

/* A string of `length` letters that is no word; returns its example's depth. Where nothing that was proposed is one,
 * any other string, letter by letter, or one of the first letter alone. */
static int draw_negative(const struct recognise_options *o, int length, struct rng *rng, int *x) {
    for (int i = 0; i < TRIES; i++) {
        const bool edited = o->negatives == NEGATIVES_EDITS || (o->negatives == NEGATIVES_MIXED && draw_below(rng, 2));
        const int edits = edited ? draw_edited(o, length, rng, x) : 0;
        if (edited && !edits) continue;
        for (int k = 0; k < length && !edited; k++) x[k] = draw_below(rng, o->letters);
        if (!is_word(o, x, length)) return edits < DEPTHS - 1 ? 1 + edits : DEPTHS - 1;
    }
    struct lengths_there there;
    find_lengths(o, length, &there);
    for (int k = 0, state = 0; k < length; k++) {
        x[k] = o->counted == COUNTED_NOT ? draw_path(&o->automaton, there.other, state, length - 1 - k, rng) : 0;
        if (o->counted == COUNTED_NOT) state = o->automaton.next[state][x[k]];
    }
    return 1;
}

/* ---- the task ---- */

static bool recognise_check(void *options, struct error *err) {
    struct recognise_options *o = options;
    struct lengths_there there;
    name_counted(o);
    if (o->counted == COUNTED_NOT) {
        if (!language_read(o->language, &o->automaton, err)) return false;
        o->letters = o->automaton.letters;
    }
    find_lengths(o, WORD_LONGEST, &there);
    for (int word = 0; word < 2; word++)
        if (length_for(o, &there, word, WORD_LONGEST) == 0)
            return error_set(err, "the language '%s' has no length up to %d with a word%s: another language",
                             o->language, WORD_LONGEST,
                             o->lengths == LENGTHS_ALIKE ? " and a string that is none"
                                                         : ", or with a string that is none");
    return true;
}

static int recognise_shortest(const void *options) {
    const struct recognise_options *o = options;
    struct lengths_there there;
    int n = 1;
    find_lengths(o, WORD_LONGEST, &there);
    while (!length_for(o, &there, true, n) || !length_for(o, &there, false, n)) n++;
    return n;
}

static int recognise_longest(const void *options) {
    (void)options;
    return WORD_LONGEST;
}

static int first_answer(const struct recognise_options *o) { return TOKEN_SYMBOL + o->letters; }

static int recognise_vocabulary(const void *options) { return first_answer(options) + 2; }

static void recognise_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct recognise_options *o = options;
    const bool word = draw_below(rng, 2);
    struct lengths_there there;
    int x[ROOM];
    find_lengths(o, n, &there);
    const int length = length_for(o, &there, word, n);
    if (word) draw_word(o, there.word, length, rng, x);
    const int depth = word ? 0 : draw_negative(o, length, rng, x);
    example_open(out);
    out->depth = depth;
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < length; i++) example_read(out, TOKEN_SYMBOL + x[i]);
    example_read(out, TOKEN_SEP);
    example_answer(out, first_answer(o) + word);
    example_ask(out, TOKEN_EOS);
}

static double coin(const void *options, int n) {
    (void)options;
    (void)n;
    return 0.5;
}

/* By the definition of each language that counts. */
static bool counts_agree(const struct recognise_options *o, const int *x, int n) {
    int seen[COUNTED_LETTERS] = {0};
    for (int i = 0; i < n; i++) {
        seen[x[i]]++;
        if (o->counted == COUNTED_DYCK && seen[1] > seen[0]) return false;
        if (o->counted == COUNTED_BLOCKS && i > 0 && x[i] < x[i - 1]) return false;
    }
    if (o->counted == COUNTED_MAJORITY) return seen[1] > seen[0];
    for (int c = 1; c < o->letters; c++)
        if (seen[c] != seen[0]) return false;
    return n > 0 || o->counted == COUNTED_DYCK;
}

static bool derivative_ends(const struct recognise_options *o, const int *x, int n) {
    struct derivatives *d = derivatives_new(o->language);
    int rest = derivatives_start(d);
    for (int i = 0; i < n; i++) rest = derivatives_step(d, rest, x[i]);
    const bool ends = derivatives_ends(d, rest);
    derivatives_free(d);
    return ends;
}

static bool recognise_solve(const void *options, struct example *example) {
    const struct recognise_options *o = options;
    int n, x[WORD_LONGEST];
    if (!find_question(example, TOKEN_SYMBOL, o->letters, &n) || n > WORD_LONGEST) return false;
    for (int i = 0; i < n; i++) x[i] = example->token[1 + i] - TOKEN_SYMBOL;
    const bool word = o->counted == COUNTED_NOT ? derivative_ends(o, x, n) : counts_agree(o, x, n);
    const int y = TOKEN_SYMBOL + o->letters + word;
    return solve_written(example, n + 1, &y, 1);
}

const struct task task_recognise = {
    .name = "recognise",
    .title = "Tell words of a language from other strings",
    .format = "<bos> x_1 .. x_n <sep> y <eos>, y no or yes, a token each",
    .length =
        "n letters, or the largest number up to n that has words and other strings (lengths=alike); n + 3 tokens "
        "are read. The depth of an example: 0 is a word, 1 random letters, 2 to 9 a word after one to eight edits "
        "or more",
    .source = "Butoi et al. 2025, Training Neural Networks as Recognizers of Formal Languages (FLaRe): words and "
              "negatives as there; lengths 0 to 40 in training, to 80 in a second validation, to 500 in the test",
    .differs =
        "the length stays n: edits are drawn first, then a word that they leave n letters of; with lengths=alike "
        "words and other strings have the same lengths, since (ab)* for one has words of even lengths alone. The "
        "first letters that are no word after 100 proposals are drawn letter by letter",
    .chance_is =
        "a coin: 1/2. Beside it a reader wants accuracy on one edit (depth 2), because most random strings are "
        "found out by any two letters",
    .options = recognise_table,
    .options_size = sizeof(struct recognise_options),
    .check = recognise_check,
    .vocabulary = recognise_vocabulary,
    .shortest = recognise_shortest,
    .longest = recognise_longest,
    .max_tokens = max_tokens_1,
    .generate = recognise_generate,
    .chance = coin,
    .chance_token = coin,
    .solve = recognise_solve,
};
