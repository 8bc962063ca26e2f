/* The members of a record, once: the hand-over file writes and reads them by these lists. X(kind, member). */
#ifndef LEXBENCH_FIELDS_H
#define LEXBENCH_FIELDS_H

/* clang-format finds no end on long macro lists: each run moves them. */
// clang-format off
#define RUN_FIELDS(X)                                                                                      \
    X(TEXT, id) X(TEXT, suite) X(TEXT, scheme) X(TEXT, label) X(TEXT, task) X(LONG, seed) X(LONG, ordinal) \
    X(LONG, train_length) X(LONG, train_tokens) X(TEXT, reason) X(TEXT, untrained) X(LONG, parameters) X(LONG, steps)         \
    X(LONG, attempt) X(REAL, seconds) X(REAL, eval_seconds) X(LONG, peak_rss) X(REAL, fit)                 \
    X(LONG, fit_examples) X(LONG, fit_step) X(BOOL, fitted) X(LONG, started_us) X(LONG, finished_us)

/* What format 4 of the hand-over file adds. */
#define RUN_FIELDS_4(X) X(REAL, instructions)

#define HOST_FIELDS(X)                                                                                     \
    X(TEXT, processor) X(TEXT, blas) X(TEXT, compiler) X(TEXT, flags) X(TEXT, revision) X(TEXT, hostname)

#define CURVE_FIELDS(X) X(LONG, step) X(REAL, loss) X(REAL, grad_norm) X(REAL, lr) X(REAL, fit)

#define PART_FIELDS(X)     X(TEXT, task) X(TEXT, metric) X(REAL, fit) X(BOOL, fitted)
#define GUESS_FIELDS(X)    X(TEXT, name) X(REAL, exact) X(REAL, token) X(REAL, loss)
#define MEASURED_FIELDS(X) X(LONG, part) X(TEXT, variant) X(LONG, length) X(TEXT, name) X(TEXT, series) X(REAL, x) X(REAL, value)

#define EVAL_FIELDS(X)                                                                                     \
    X(LONG, part) X(TEXT, variant) X(LONG, length) X(REAL, multiple) X(LONG, tokens) X(LONG, examples) X(LONG, exact)    \
    X(LONG, exact_no_eos) X(LONG, answers) X(LONG, answers_right) X(REAL, loss) X(REAL, chance)            \
    X(REAL, chance_token) X(REAL, first_error) X(REAL, seconds)
// clang-format on
#endif
