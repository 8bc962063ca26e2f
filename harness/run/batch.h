/* Ragged batches from the named streams. Everything is drawn by name, so a step's batch is the same whichever process
 * makes it:
 *   train/length, train/<task>   at (step, i), or of a fixed set at (FIXED, which), drawn by train/choice at (step, i)
 *   train/position, train/offset at (step, i), i the last example of the sequence
 *   fit/...                      at (0, i): the in-distribution measurement, training lengths
 *   test/<task>, test/position   at (n, i)
 * Examples of a training batch stand in their order, or by falling length where model.loops_by is length;
 * batch_examples has them in their order. With several tasks, train/task and fit/task at the same indices say which
 * task an example belongs to.
 */
#ifndef LEXBENCH_BATCH_H
#define LEXBENCH_BATCH_H
#include "run/config.h"

struct batch_maker;
/* Room for `rows` tokens or one sequence of the greatest length, and for as many examples. */
struct batch_maker *batch_maker_new(const struct run_config *config, const struct task_set *set,
                                    const struct scheme *scheme, int rows);
void batch_maker_free(struct batch_maker *maker);

/* Each example of the last batch. */
struct example_info {
    int first_answer, answers; /* into the batch's answers */
    int part;                  /* the index of its task */
    int row;                   /* of its <bos> */
    int depth, n, T;
    bool eos; /* its last answer is the end token */
};
const struct batch *batch_train(struct batch_maker *maker, long step);
/* Examples first, first + 1, ... as many as fit, at most count; *made says how many. */
const struct batch *batch_fit(struct batch_maker *maker, long first, long count, int *made);
const struct batch *batch_test(struct batch_maker *maker, int part, int n, long first, long count, int *made);
/* Sequence i of a batch by itself, with everything that belongs to it and no answers; `start` is the caller's. */
struct batch batch_sequence(const struct batch *batch, int i, int start[2]);
const struct example_info *batch_examples(const struct batch_maker *maker);
#endif
