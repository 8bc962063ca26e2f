#include "cli/language.h"
#include "base/language_class.h"
#include "base/memory.h"
#include <stdio.h>
#include <string.h>

enum { GUESS_LENGTH = 20, TEXT_SIZE = 200 }; /* of the beginnings that the last letters are tried on */

static const char *const label_words[] = {[LABEL_UNKNOWN] = "unknown", [LABEL_NO] = "no", [LABEL_YES] = "yes"};

static const char *depth_words(const struct language_card *card) {
    if (card->star_free == VERDICT_NO) return "none";
    return card->dot_depth_1 == VERDICT_YES  ? "at most 1"
           : card->dot_depth_1 == VERDICT_NO ? "more than 1"
                                             : verdict_words[VERDICT_UNKNOWN];
}

static void monoid_words(const struct language_card *card, char out[24]) {
    if (card->monoid)
        snprintf(out, 24, "%d", card->monoid);
    else
        snprintf(out, 24, "more than %d", MONOID_MOST);
}

static void language_row(struct table *t, const char *name, const struct language *l,
                         const struct known_language *known) {
    struct language_card card;
    char monoid[24];
    language_card(l, &card);
    monoid_words(&card, monoid);
    table_cell(t, "%s", name);
    table_cell(t, "%s", known->text);
    table_cell(t, "%s", verdict_words[card.crasp]);
    table_cell(t, "%s", label_words[known->positions]);
    table_number(t, card.states, "%.0f");
    table_cell(t, "%s", monoid);
    table_cell(t, "%s", verdict_words[card.star_free]);
    table_cell(t, "%s", depth_words(&card));
    table_cell(t, "%s", verdict_words[card.j_trivial]);
    table_cell(t, "%s", verdict_words[card.r_trivial]);
    table_cell(t, "%s", verdict_words[card.r_omega]);
    table_number(t, card.sets, "%.0f");
    table_number(t, language_last_letters(l, GUESS_LENGTH, 1), "%.3f");
    table_number(t, language_last_letters(l, GUESS_LENGTH, 2), "%.3f");
}

static struct table *new_table(void) {
    const char *const headers[] = {"name",        "expression or table",
                                   "in C-RASP",   "with positions",
                                   "states",      "monoid",
                                   "star-free",   "dot-depth",
                                   "J",           "R",
                                   "R^w",         "sets",
                                   "last letter", "last two"};
    return table_new(sizeof headers / sizeof *headers, headers);
}

struct table *language_table(void) {
    struct table *t = new_table();
    for (const struct known_language *k = language_list; k->name; k++) {
        struct language l;
        struct error err;
        if (!language_read(k->name, &l, &err)) BUG("%s", err.text);
        language_row(t, k->name, &l, k);
    }
    return t;
}

/* The states, with where each letter leads. */
static struct table *automaton_table(const struct language *l) {
    const char *headers[LANGUAGE_LETTERS + 2] = {"state"};
    char letter[LANGUAGE_LETTERS][2];
    for (int c = 0; c < l->letters; c++) {
        snprintf(letter[c], sizeof letter[c], "%c", l->letter[c]);
        headers[1 + c] = letter[c];
    }
    headers[1 + l->letters] = "words";
    struct table *t = table_new(l->letters + 2, headers);
    for (int s = 0; s < l->states; s++) {
        table_number(t, s, "%.0f");
        for (int c = 0; c < l->letters; c++) table_number(t, l->next[s][c], "%.0f");
        table_cell(t, "%s", l->ends[s] ? "may end" : l->alive[s] ? "go on" : "are none");
    }
    return t;
}

bool language_show(const char *text, struct error *err) {
    struct known_language known = {.text = text};
    struct language l;
    char of[TEXT_SIZE];
    if (!language_read(text, &l, err)) return false;
    language_known(text, &known, of, sizeof of);
    struct table *card = new_table(), *automaton = automaton_table(&l);
    language_row(card, text, &l, &known);
    for (int column = 0; column < table_columns(card); column++)
        printf("%-20s %s\n", table_header(card, column), table_at(card, 0, column));
    printf("\nIn C-RASP is decided without positions; with positions is what Huang et al. 2025 say. The last columns "
           "are shares\nof right sets at n = %d, of who sees the last letter or the last two.\n\n",
           GUESS_LENGTH);
    table_print(automaton, TABLE_TEXT, stdout);
    table_free(card);
    table_free(automaton);
    return true;
}
