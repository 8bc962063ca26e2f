/* Regular languages: their smallest automata, their classes against figures that another program computed in exact
 * fractions and whole numbers, and the derivatives that solvers read them by.
 */
#include "base/derivative.h"
#include "base/language_class.h"
#include "base/rng.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* classes: y or n for star-free, dot-depth at most one, J, R, R^w and C-RASP. The last two numbers: the shares of who
 * sees the last letter, and the last two, at n = 20. */
static const struct {
    const char *language;
    int states, monoid;
    const char *classes;
    int sets;
    double last, two;
} cards[] = {
    {"tomita-1", 2, 2, "yyyyyy", 1, 1.000, 1.000},    {"tomita-2", 3, 6, "yynnyy", 2, 1.000, 1.000},
    {"tomita-4", 4, 12, "yynnnn", 2, 0.906, 1.000},   {"tomita-5", 4, 4, "nnnnnn", 2, 0.762, 0.762},
    {"tomita-7", 5, 9, "yyyyyy", 2, 0.789, 0.789},    {"(abbc)*", 5, 19, "yynnyy", 3, 0.762, 1.000},
    {"a(bc)*", 4, 8, "yynnyy", 3, 1.000, 1.000},      {"(ca)*(cb)*", 5, 15, "yynnyy", 3, 0.805, 1.000},
    {"(baaa)*", 5, 20, "yynnyy", 2, 0.762, 0.762},    {"b*baa", 5, 7, "yyyyyy", 4, 0.984, 1.000},
    {"(ab|bbaa)*", 6, 36, "yynnyy", 3, 0.481, 0.692}, {"(bab|b)*", 4, 12, "yynnnn", 3, 0.829, 1.000},
    {"(cc)*", 2, 2, "nnnnnn", 2, 0.524, 0.571},       {"(b*ac)*", 4, 8, "yynnnn", 3, 1.000, 1.000},
    {"(baa|a)*", 4, 12, "yynnnn", 2, 0.819, 1.000},   {"[ac]*cbbb", 6, 10, "yynnnn", 4, 0.998, 0.998},
    {"(ab|aabb)*", 5, 21, "yynnnn", 3, 0.740, 0.879}, {"d-1", 3, 6, "yynnyy", 2, 1.000, 1.000},
    {"d-2", 4, 15, "ynnnyy", 3, 0.548, 0.762},        {"d-3", 5, 31, "ynnnyy", 3, 0.743, 0.754},
    {"last-zero", 2, 3, "ynnnnn", 2, 0.853, 0.954},   {"one-d", 3, 5, "yyyyyy", 2, 0.794, 0.907},
    {"stairs", 7, 17, "yyyyyy", 6, 1.000, 1.000},     {"(ab|ba)*", 4, 15, "ynnnyy", 3, 0.524, 0.786},
    {"(ab|bba)*", 5, 26, "yynnyn", 3, 0.499, 0.724},  {"[ab]*b", 2, 3, "yynnnn", 2, 1.000, 1.000},
    {"[abe]*be*", 2, 3, "ynnnnn", 2, 0.853, 0.954},   {"(a+b+)+", 4, 5, "yynnnn", 3, 1.000, 1.000},
    {"(a+b+){3}", 8, 13, "yyyyyy", 3, 0.889, 0.889},  {"[ab]*ab[ab]*", 3, 5, "yyyyyy", 2, 0.857, 0.905},
};

static void read_language(const char *text, struct language *out) {
    struct error err;
    if (!language_read(text, out, &err)) fail_msg("%s: %s", text, err.text);
}

static void cards_are_as_computed(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(cards); i++) {
        struct language l;
        struct language_card card;
        read_language(cards[i].language, &l);
        language_card(&l, &card);
        const enum verdict found[] = {card.star_free, card.dot_depth_1, card.j_trivial,
                                      card.r_trivial, card.r_omega,     card.crasp};
        char classes[COUNT(found) + 1] = "";
        for (size_t k = 0; k < COUNT(found); k++)
            classes[k] = found[k] == VERDICT_YES ? 'y' : found[k] == VERDICT_NO ? 'n' : '?';
        const double last = language_last_letters(&l, 20, 1), two = language_last_letters(&l, 20, 2);
        if (card.states != cards[i].states || card.monoid != cards[i].monoid || card.sets != cards[i].sets ||
            strcmp(classes, cards[i].classes) != 0 || fabs(last - cards[i].last) > 0.00051 ||
            fabs(two - cards[i].two) > 0.00051)
            fail_msg("%s: %d states, %d elements, %s, %d sets, %.4f, %.4f", cards[i].language, card.states, card.monoid,
                     classes, card.sets, last, two);
    }
}

/* Tables: tomita 3 and 6 are in none of the classes. */
static void tables_have_cards(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int states, monoid;
    } tables[] = {{"tomita-3", 5, 26}, {"tomita-6", 3, 3}};
    for (size_t i = 0; i < COUNT(tables); i++) {
        struct language l;
        struct language_card card;
        read_language(tables[i].name, &l);
        language_card(&l, &card);
        assert_int_equal(card.states, tables[i].states);
        assert_int_equal(card.monoid, tables[i].monoid);
        assert_int_equal(card.star_free, VERDICT_NO);
        assert_int_equal(card.r_omega, VERDICT_NO);
        assert_int_equal(card.crasp, VERDICT_NO);
    }
}

/* More than 4,096 elements are not counted, and C-RASP is decided all the same. */
static void a_large_monoid_is_left_out(void **state) {
    (void)state;
    struct language l;
    struct language_card card;
    read_language("[ab]*a[ab]{5}", &l);
    language_card(&l, &card);
    assert_int_equal(card.states, 64);
    assert_int_equal(card.crasp, VERDICT_NO);
    read_language("table:abc:1.1.0:2.0.0:3.2.2:4.3.3:5.4.4:0.5.5:0", &l); /* all maps of six states */
    language_card(&l, &card);
    assert_int_equal(card.monoid, 0);
    assert_int_equal(card.star_free, VERDICT_UNKNOWN);
    assert_int_equal(card.dot_depth_1, VERDICT_UNKNOWN);
    assert_int_equal(card.crasp, VERDICT_NO);
}

/* "$ab": letters that may follow, and whether the word may end. */
static void next_set(const struct language *l, int state, char *out) {
    for (int c = 0; c < l->letters; c++)
        if (l->alive[l->next[state][c]]) *out++ = l->letter[c];
    if (l->ends[state]) *out++ = '$';
    *out = '\0';
}

static void words_pass_the_states_that_they_should(void **state) {
    (void)state;
    static const struct {
        const char *language, *word, *sets, *states;
    } walks[] = {
        {"(ab|aabb)*", "aabbab", "a$ ab b b a$ ab a$", "0 1 3 4 0 1 0"},
        {"(ab|bbaa)*", "bbaaab", "ab$ b a a ab$ b ab$", "0 2 4 5 0 1 0"},
        {"(bab|b)*", "bbabb", "b$ ab$ ab$ b b$ ab$", "0 2 2 3 0 2"},
        {"last-zero", "10221", "012 012 012$ 012$ 012$ 012", "0 0 1 1 1 0"},
    };
    for (size_t i = 0; i < COUNT(walks); i++) {
        struct language l;
        char sets[100] = "", states[100] = "", set[20];
        read_language(walks[i].language, &l);
        for (int t = 0, at = 0; t <= (int)strlen(walks[i].word); t++) {
            next_set(&l, at, set);
            snprintf(sets + strlen(sets), sizeof sets - strlen(sets), "%s%s", t ? " " : "", set);
            snprintf(states + strlen(states), sizeof states - strlen(states), "%s%d", t ? " " : "", at);
            if (walks[i].word[t]) at = l.next[at][strchr(l.letter, walks[i].word[t]) - l.letter];
        }
        assert_string_equal(sets, walks[i].sets);
        assert_string_equal(states, walks[i].states);
    }
}

static void there_are_as_many_words_as_computed(void **state) {
    (void)state;
    static const struct {
        const char *language;
        int beginnings, words; /* of 10 letters */
    } counts[] = {{"(ab|aabb)*", 13, 8}, {"(ab|bbaa)*", 13, 8}, {"(bab|b)*", 41, 28}, {"last-zero", 59049, 29524}};
    for (size_t i = 0; i < COUNT(counts); i++) {
        struct language l;
        int strings = 1, beginnings = 0, words = 0;
        read_language(counts[i].language, &l);
        for (int k = 0; k < 10; k++) strings *= l.letters;
        for (int code = 0; code < strings; code++) {
            int at = 0;
            for (int k = 0, left = code; k < 10; k++, left /= l.letters) at = l.next[at][left % l.letters];
            beginnings += l.alive[at];
            words += l.ends[at];
        }
        assert_int_equal(beginnings, counts[i].beginnings);
        assert_int_equal(words, counts[i].words);
    }
}

/* On random words the derivatives say what the automaton says, the number of the state included. */
static void compare_walks(const char *text, struct rng *rng) {
    struct language l;
    read_language(text, &l);
    struct derivatives *d = derivatives_new(text);
    for (int i = 0; i < 40; i++) {
        int at = 0, rest = derivatives_start(d);
        for (int t = 0; t < 15; t++) {
            const int letter = (int)rng_below(rng, (uint32_t)l.letters);
            if (l.ends[at] != derivatives_ends(d, rest) || l.alive[at] != derivatives_alive(d, rest) ||
                at != derivatives_state(d, rest))
                fail_msg("%s: state %d is state %d to the derivatives", text, at, derivatives_state(d, rest));
            at = l.next[at][letter];
            rest = derivatives_step(d, rest, letter);
        }
    }
    derivatives_free(d);
}

static void derivatives_agree_with_automata(void **state) {
    (void)state;
    static const char *const more[] = {"tomita-3",    "tomita-6",       "d-12",
                                       "(a?b?c?){3}", "(a{2}|b{3})+c?", "((a|b)*(b|c)*a)?"};
    struct rng rng = rng_open(1, "test/language", 0, 0);
    for (size_t i = 0; i < COUNT(cards); i++) compare_walks(cards[i].language, &rng);
    for (size_t i = 0; i < COUNT(more); i++) compare_walks(more[i], &rng);
}

static void lengths_are_found(void **state) {
    (void)state;
    struct language l;
    read_language("(a?b?c?){3}", &l);
    assert_int_equal(language_longest(&l), 9);
    assert_true(language_has_length(&l, 9));
    assert_false(language_has_length(&l, 10));
    read_language("a(bc)*", &l);
    assert_int_equal(language_longest(&l), -1);
}

static void mistakes_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *says;
    } mistakes[] = {
        {"setps", "there is no language 'setps'"},
        {"stair", "did you mean 'stairs'"},
        {"d-13", "d-1 to d-12"},
        {"(ab", "column 4: ) is missing"},
        {"a*)", "column 3: ( is missing"},
        {"[ab", "column 4"},
        {"a{0}", "{k} has a number from 1 on"},
        {"a b*", "column 2"},
        {"()*", "has no letter"},
        {"[abcdefghijklmnopq]*", "at most 16 different letters"},
        {"[ab]*a[ab]{6}", "at most 64 states"},
        {"(a{99}){9}", "more than 255 letters"},
        {"a(){999}{999}{999}{999}", "repeats too much"},
        {"table:ab:1.0:0.5:0", "has no state 5"},
        {"table:ab:1.0:0.1:9", "has no state 9"},
        {"table:ab:1.0:0:0", "the row of state 1 has 1 numbers, not 2"},
        {"table:ba:1.0:0.1:0", "ascending order"},
        {"table:ab:0.0:1.1:1", "has no words"},
        {"table:ab", "has no row"},
        {"table:ab:x", "numbers with points"},
    };
    for (size_t i = 0; i < COUNT(mistakes); i++) {
        struct language l;
        struct error err = {0};
        if (language_read(mistakes[i].text, &l, &err)) fail_msg("%s is accepted", mistakes[i].text);
        if (!strstr(err.text, mistakes[i].says)) fail_msg("%s: %s", mistakes[i].text, err.text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cards_are_as_computed),
        cmocka_unit_test(tables_have_cards),
        cmocka_unit_test(a_large_monoid_is_left_out),
        cmocka_unit_test(words_pass_the_states_that_they_should),
        cmocka_unit_test(there_are_as_many_words_as_computed),
        cmocka_unit_test(derivatives_agree_with_automata),
        cmocka_unit_test(lengths_are_found),
        cmocka_unit_test(mistakes_are_named),
    };
    return cmocka_run_group_tests_name("regular languages", tests, NULL, NULL);
}
