/* The one list of the numbers in result files and the database. The structs of store.h, the result file, the columns of
 * the database and the statements that fill them are all made from these lists: a new number is one row here. X(kind,
 * member): TEXT is a char array, LONG a long, REAL a double (NaN: not measured), BOOL a bool.
 */
#ifndef LEXBENCH_FIELDS_H
#define LEXBENCH_FIELDS_H

/* clang-format finds no end on long macro lists: each run moves them. */
// clang-format off
#define RUN_FIELDS(X)                                                                                      \
    X(TEXT, id) X(TEXT, suite) X(TEXT, scheme) X(TEXT, label) X(TEXT, task) X(LONG, seed) X(LONG, ordinal) \
    X(LONG, train_length) X(LONG, train_tokens) X(TEXT, reason) X(TEXT, untrained) X(LONG, parameters) X(LONG, steps)         \
    X(LONG, attempt) X(REAL, seconds) X(REAL, eval_seconds) X(LONG, peak_rss) X(REAL, fit)                 \
    X(LONG, fit_examples) X(LONG, fit_step) X(BOOL, fitted) X(LONG, started_us) X(LONG, finished_us)

/* What format 4 of the result file adds, and what format 5 does. */
#define RUN_FIELDS_4(X) X(REAL, instructions)
#define RUN_FIELDS_5(X) X(BOOL, trained) X(BOOL, again) X(TEXT, code) X(TEXT, probe)

#define HOST_FIELDS(X)                                                                                     \
    X(TEXT, processor) X(TEXT, blas) X(TEXT, compiler) X(TEXT, flags) X(TEXT, revision) X(TEXT, hostname)

#define CURVE_FIELDS(X) X(LONG, step) X(REAL, loss) X(REAL, grad_norm) X(REAL, lr) X(REAL, fit)

#define PART_FIELDS_3(X)   X(TEXT, task) X(TEXT, metric) X(REAL, fit) X(BOOL, fitted)
#define PART_FIELDS(X)     PART_FIELDS_3(X) X(BOOL, trained)
#define GUESS_FIELDS(X)    X(TEXT, name) X(REAL, exact) X(REAL, token) X(REAL, loss)
#define PROBED_FIELDS(X)   X(LONG, part) X(TEXT, variant) X(TEXT, code) X(TEXT, probe) /* format 6 on */
#define MEASURED_FIELDS(X) X(LONG, part) X(TEXT, variant) X(LONG, length) X(TEXT, name) X(TEXT, series) X(REAL, x) X(REAL, value)

/* A cell of an evaluation is named by part, variant and length. Its numbers are counts and sums over the first
 * `examples` examples of its stream, so that more examples can extend them:
 *   multiple         length / largest training length
 *   exact            examples with every scored position right, <eos> included when it is scored
 *   exact_no_eos     the same, <eos> not looked at
 *   answers          scored positions
 *   answers_right    of them right, teacher-forced
 *   tokens_sum       tokens of the sequences
 *   loss_sum         nats, over the scored positions
 *   first_error_sum  position of the first wrong answer, over the examples that are not exact
 *   chance           exact match of the honest guesser; chance_token: its share of right answers
 *   seconds          of evaluation
 *   code             fingerprint of the code that computed them; "": not known (results of older versions)
 *   loops_sum        loops of the examples: of each the one that counted, from 1; NaN: the model has none
 */
#define EVAL_KEYS(X) X(LONG, part) X(TEXT, variant) X(LONG, length)
#define EVAL_NUMBERS_6(X)                                                                                  \
    X(REAL, multiple) X(LONG, examples) X(LONG, exact) X(LONG, exact_no_eos) X(LONG, answers)              \
    X(LONG, answers_right) X(LONG, tokens_sum) X(REAL, loss_sum) X(LONG, first_error_sum)                  \
    X(REAL, chance) X(REAL, chance_token) X(REAL, seconds) X(TEXT, code)
/* Numbers younger than schema 6, each with a step of the schema that adds its column (results/list.h): REAL, since it is
 * NaN, and NULL in the database, where older programs evaluated. The format of the result file counts them. */
#define EVAL_YOUNGER(X) X(REAL, loops_sum)
#define EVAL_NUMBERS(X) EVAL_NUMBERS_6(X) EVAL_YOUNGER(X)
#define EVAL_FIELDS(X) EVAL_KEYS(X) EVAL_NUMBERS(X)
/* The same in formats 3 and 4: means instead of sums. */
#define EVAL_FIELDS_3(X)                                                                                   \
    EVAL_KEYS(X) X(REAL, multiple) X(LONG, tokens) X(LONG, examples) X(LONG, exact) X(LONG, exact_no_eos)  \
    X(LONG, answers) X(LONG, answers_right) X(REAL, loss) X(REAL, chance) X(REAL, chance_token)            \
    X(REAL, first_error) X(REAL, seconds)
// clang-format on
#endif
