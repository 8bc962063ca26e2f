/* Measuring a trained model: exact match and its companions at one length. */
#ifndef LEXBENCH_EVALUATE_H
#define LEXBENCH_EVALUATE_H
#include "results/store.h"
#include "run/fit.h"

enum { POSITIONS_MAX = 512 };

/* Called after every batch, when record->eval holds what was counted so far; true stops the work. */
struct eval_pause {
    bool (*call)(void *to);
    void *to;
};

/* A cell from answers, whoever gave them. Begins the row of length n without examples, for evaluations of a run whose
 * longest training length is `longest`; tokens: an upper bound of the sequence's, which says how many answer positions
 * there may be. */
void cell_begin(struct eval_row *row, const char *variant, long part, const struct task_choice *of, int n, int tokens,
                long longest);
/* Counts an example of the batch, which bench->answer has the answers for. The caller counts row->examples. */
void cell_count(const struct bench *bench, const struct batch *batch, const struct example_info *e,
                struct eval_row *row);
/* What of the row is kept when its last example is counted; and guessers that judge all its examples, which
 * bench->maker draws again. */
void cell_end(struct eval_row *row);
void cell_add_guesses(const struct bench *bench, const struct task_set *set, int part, struct eval_row *row);

/* One row per task, length and variant in record->eval, those as trained (variant "") first; rows that exist already
 * are extended, and those with enough examples are kept. The bits of a row do not depend on where it was interrupted or
 * extended: examples come in blocks whose size follows from the length alone, and a block is evaluated whole even where
 * not all of its examples count. The model is left in the precision of evaluations. pause may be NULL. Returns false
 * when stopped or on error (err). */
bool evaluate_all(struct model *model, const struct run_config *config, const struct task_set *set,
                  struct run_record *record, const struct eval_pause *pause, struct error *err);
#endif
