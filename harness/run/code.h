/* The fingerprint of the code: which program computes the numbers of a training or of an evaluation.
 *
 * harness/run/code.sh hashes the sources when the program is built (it says which files count, and why), without
 * their comments; a fingerprint is the SHA-256 of the hashes of what is in play, with the compiler, its flags, and the
 * versions of BLAS and of the C library that the program runs with. Neither the processor nor the revision is part of
 * it: an edit to one scheme's file changes the fingerprint of what uses a scheme of that file and of nothing else, an
 * edit to the model, to the drawing of batches or to an interface (encoder.h, task.h) changes all, an edit to commands,
 * charts or documents none.
 *
 * A fingerprint is of a set of sources. Parts and tasks are in it once each, whatever their order: in which order they
 * act is a setting, which the configuration says.
 */
#ifndef LEXBENCH_CODE_H
#define LEXBENCH_CODE_H
#include "run/plan.h"

enum { CODE_SIZE = 65 };

/* What computes a training's numbers: its weights, its curve and its fit. */
void code_of_training(const struct scheme *scheme, const struct task_set *set, char out[CODE_SIZE]);
/* What computes an evaluation of it under `variant` (NULL: as trained): the same with the sources that evaluate, the
 * schemes of the variant and, where it is not float, the precision, which no run's id has. */
void code_of_evaluation(const struct scheme *scheme, const struct scheme *variant, const struct task_set *set,
                        enum precision precision, char out[CODE_SIZE]);
/* What every evaluation has in common, without schemes and tasks: a short name of the program for people. */
void code_of_program(char out[CODE_SIZE]);

/* A probe of what a configuration computes: the bits of its training cut short to PROBE_STEPS steps (schedule and
 * @until with it) and of one evaluation at its longest training length, all numbers of a record but times, with what
 * its rule of the fit makes of a made-up course of fits, since few models fit within PROBE_STEPS. Two programs that
 * give a configuration the same probe count as the same code for it, though their fingerprints differ.
 *
 * It takes about as long as 25 steps, keeps nothing, and does not depend on checkpoints or on what is to be evaluated.
 * It excuses a training, and no evaluation: code_probe_evaluation also evaluates under `variant` ("": none) and on
 * `task` ("": none), at twice that length as well where this is possible, and is what excuses such an evaluation, if
 * the code that evaluated gave it. A training that diverges within the probe is probed so far. false: err says why the
 * configuration cannot be built. */
enum { PROBE_STEPS = 20, PROBE_EXAMPLES = 32 };
bool code_probe(const struct run_plan *plan, char out[CODE_SIZE], struct error *err);
bool code_probe_evaluation(const struct run_plan *plan, const char *variant, const char *task, char out[CODE_SIZE],
                           struct error *err);

/* The table that code.sh makes; ends with a row without a kind. */
struct code_row {
    const char *kind; /* training, evaluation, scheme, task, interface; of plugins: plugin */
    const char *name; /* of a scheme or task, with _ for each -; plugin or atom; a plugin's mark; else "" */
    const char *hash; /* SHA-256 */
};
extern const struct code_row code_table[];
#endif
