/* Regular languages as their smallest complete automata, from an expression or a table of states. What class a language
 * is in is in base/language_class.h.
 *
 * Expressions have letters (a-z, A-Z, 0-9), ( ), [abc] for one letter of several, | for one of two, and behind these *
 * + ? and {k} (k times). An automaton is complete: every state has a next one for every letter, and where no word goes
 * on there is a state that nothing leaves, which is not alive. States are numbered in the order in which they are found
 * from the first, letters in the order of their codes.
 */
#ifndef LEXBENCH_LANGUAGE_H
#define LEXBENCH_LANGUAGE_H
#include "base/error.h"
#include <stdint.h>

enum { LANGUAGE_LETTERS = 16, LANGUAGE_STATES = 64 };

struct language {
    int letters, states;
    char letter[LANGUAGE_LETTERS + 1];                  /* in ascending order, ended by a zero */
    uint8_t next[LANGUAGE_STATES][LANGUAGE_LETTERS];    /* next[state][letter]; words begin in state 0 */
    bool ends[LANGUAGE_STATES], alive[LANGUAGE_STATES]; /* a word may end here; a word goes on or ends here */
};

/* An automaton as it is written down: not smallest, perhaps with states that are never reached. */
enum { RAW_STATES = 512 };
struct raw_language {
    int letters, states;
    char letter[LANGUAGE_LETTERS + 1];
    uint16_t next[RAW_STATES][LANGUAGE_LETTERS];
    bool ends[RAW_STATES];
};

/* The language of an expression over its letters and those of `letters` (NULL: its own alone). false: err names the
 * column of the text, or the limit that it is beyond. */
bool language_of_expression(const char *expression, const char *letters, struct language *out, struct error *err);
/* The smallest automaton of a raw one; false: it has no words, or too many states. */
bool language_of_states(const struct raw_language *raw, struct language *out, struct error *err);
/* "table:LETTERS:ROW: .. :ROW:ENDS": a row for each state, with the next state for each letter, and the states where
 * words end, each as numbers with points between; words begin in the state of the first row, which has the number 0. */
bool language_read_table(const char *text, struct raw_language *out, struct error *err);
/* What `regular(language=TEXT)` means: a built-in language by its name, a table, or an expression that has more than
 * letters (so that a mistaken name is no language of one word). */
bool language_read(const char *text, struct language *out, struct error *err);

/* The built-in languages, as listings show them. d-1 to d-12 are brackets of one kind nested so deep; those from d-4 on
 * are known without being listed. */
struct known_language {
    const char *name, *letters;                            /* letters: NULL where all occur in the text */
    const char *text;                                      /* an expression or a table */
    enum { LABEL_UNKNOWN, LABEL_NO, LABEL_YES } positions; /* in C-RASP with positions, as Huang et al. 2025 label it */
};
extern const struct known_language language_list[]; /* ends with a row whose name is NULL */
/* By name; false: there is none of that name. `text` has room for `size` characters of its expression or table. */
bool language_known(const char *name, struct known_language *out, char *text, int size);

/* Is there a beginning of a word, n letters long? */
bool language_has_length(const struct language *l, int n);
/* The length of the longest word; -1: there are words of any length. */
int language_longest(const struct language *l);
#endif
