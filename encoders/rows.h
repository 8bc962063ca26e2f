/* A learned row per position: how many, what training leaves without one, and the refusal of a table that is smaller
 * than what training reaches.
 */
#ifndef LEXBENCH_ROWS_H
#define LEXBENCH_ROWS_H
#include "encoders/encoder.h"

enum { ROWS_LEAST = 512, ROWS_MOST = 65536 };
#define ROWS_HELP                                                                                                      \
    "rows of the table, at least as many as positions reach in training; 0: 512, or more where positions reach "       \
    "further"

/* asked: the option, 0 where it follows from training. */
static inline long rows_of(const struct view *view, long asked) {
    if (asked) return asked;
    const long rows = view->train_places > ROWS_LEAST ? view->train_places : ROWS_LEAST;
    return rows < ROWS_MOST ? rows : ROWS_MOST;
}

/* Rows that training reaches: positions from there on have none. */
static inline long rows_trained(const struct view *view, long asked) {
    const long rows = rows_of(view, asked);
    return view->train_places < rows ? view->train_places : rows;
}

static inline bool rows_check(const struct view *view, long asked, struct error *err) {
    const long rows = rows_of(view, asked), places = view->train_places;
    if (places <= rows) return true;
    if (places <= ROWS_MOST)
        return error_set(err, "the table has %ld rows, but training reaches position %ld; give rows=%ld", rows,
                         places - 1, places);
    return error_set(err,
                     "training reaches position %ld, but a table has %d rows at most; give the map of positions a "
                     "smaller max, or train.offset a smaller number",
                     places - 1, ROWS_MOST);
}

#endif
