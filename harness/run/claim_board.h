/* The claims of a folder at one scale, with what their suites say and what a database holds: what `lexbench claims`
 * works on.
 */
#ifndef LEXBENCH_CLAIM_BOARD_H
#define LEXBENCH_CLAIM_BOARD_H
#include "run/claim_state.h"

struct claim_board {
    enum claim_scale scale;
    const char *database; /* borrowed */
    struct claim **claim;
    int n;
    bool *asked;                /* [n] */
    const struct suite ***part; /* [n][cells], once it is loaded; NULL: why */
    struct frozen *frozen;      /* [n] of those with parts */
    struct error *why;          /* [n] */
    struct suite_shelf *shelf;
    struct store *store; /* NULL: no database yet */
    bool all_seeds;      /* parts have all seeds up to the cap, to be run (claim_freeze) */
    int cap;             /* seeds at most, that a claim is frozen with; 0: as it is */
};
/* Reads the folder; no claim is asked for and no store is open yet. claim_board_close may be called after an error, and
 * closes the store. */
bool claim_board_open(struct claim_board *b, const char *folder, enum claim_scale scale, const char *database,
                      struct error *err);
void claim_board_close(struct claim_board *b);
/* Asks for claims by ids and families; n == 0: for all. false with err: there is none of that name. */
bool claim_board_ask(struct claim_board *b, const char *const *word, int n, struct error *err);
/* The same, where a word that is neither an id nor a family is searched for: of the claims that are asked for, or of
 * all, those stay in whose id, family, sentence or source every such word occurs, in any capitals. */
bool claim_board_find(struct claim_board *b, const char *const *word, int n, struct error *err);
/* The runs that claim i compares, under its frozen seeds, read once. false: b->why[i]. */
bool claim_board_load(struct claim_board *b, int i);
/* The claim has this scale, and asks for what its suite cannot give: a mistake in a file. */
bool claim_board_broken(const struct claim_board *b, int i);

/* The verdicts of the claims that are asked for: list[n], one a claim, with findings where it was judged. Families are
 * counted over all claims of the folder. One that cannot be judged is broken, with b->why, and the others are judged.
 * The store is open. Free each with judgement_free, also after an error. */
bool claim_board_judge(struct claim_board *b, struct judgement *list, struct error *err);
/* Warns of claims that are asked for and have no verdict, since several codes made their runs. */
void claim_board_say_several(const struct claim_board *b, const struct judgement *list);
#endif
