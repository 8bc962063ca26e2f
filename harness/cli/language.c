#include "cli/language.h"
#include "base/language_class.h"
#include "base/memory.h"
#include "run/languages.h"
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

/* What is known of a language, not computed: "" where nothing is. */
struct label {
    const char *positions, *dot_depth, *source;
};

static void language_row(struct table *t, const char *name, const char *text, const struct language *l,
                         const struct label *label) {
    struct language_card card;
    char monoid[24];
    language_card(l, &card);
    monoid_words(&card, monoid);
    table_cell(t, "%s", name);
    table_cell(t, "%s", text);
    table_cell(t, "%s", verdict_words[card.crasp]);
    table_cell(t, "%s", *label->positions ? label->positions : verdict_words[VERDICT_UNKNOWN]);
    table_number(t, card.states, "%.0f");
    table_cell(t, "%s", monoid);
    table_cell(t, "%s", verdict_words[card.star_free]);
    table_cell(t, "%s", *label->dot_depth ? label->dot_depth : depth_words(&card));
    table_cell(t, "%s", verdict_words[card.j_trivial]);
    table_cell(t, "%s", verdict_words[card.r_trivial]);
    table_cell(t, "%s", verdict_words[card.r_omega]);
    table_number(t, card.sets, "%.0f");
    table_number(t, language_last_letters(l, GUESS_LENGTH, 1), "%.3f");
    table_number(t, language_last_letters(l, GUESS_LENGTH, 2), "%.3f");
}

/* Of a built-in language. */
static struct label known_label(const struct known_language *known) {
    return (struct label){label_words[known->positions], "", "Huang et al. 2025"};
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
        const struct label label = known_label(k);
        language_row(t, k->name, k->text, &l, &label);
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

static void print_card(const char *name, const char *text, const struct language *l, const struct label *label) {
    struct table *card = new_table(), *automaton = automaton_table(l);
    language_row(card, name, text, l, label);
    for (int column = 0; column < table_columns(card); column++)
        printf("%-20s %s\n", table_header(card, column), table_at(card, 0, column));
    if (*label->source) printf("%-20s %s\n", "said by", label->source);
    printf("\nIn C-RASP is decided without positions; with positions is what a source says. The last two are shares of "
           "right sets\nat n = %d, of who sees the last letter or the last two.\n\n",
           GUESS_LENGTH);
    table_print(automaton, TABLE_TEXT, stdout);
    table_free(card);
    table_free(automaton);
}

bool language_show(const char *name, const char *file, struct error *err) {
    struct known_language known;
    struct label label = {"", "", ""};
    struct language l;
    char of[TEXT_SIZE];
    struct languages *all = file ? languages_load(file, err) : NULL;
    if (file && !all) return false;
    const struct named_language *own = all ? languages_find(all, name) : NULL;
    const char *text = own ? own->text : name;
    if (language_known(text, &known, of, sizeof of)) label = known_label(&known);
    if (own) label = (struct label){own->positions, own->dot_depth, own->source};
    const bool ok = language_read(text, &l, err);
    if (ok) print_card(name, own || !*label.positions ? text : known.text, &l, &label);
    languages_free(all);
    return ok;
}
