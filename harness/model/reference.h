/* The model once more, written down plainly in double precision: sequence by sequence, loops as in the formulae,
 * nothing shared with the fast code but the scheme's own hooks and the parameters. It is what the fast code is compared
 * with.
 */
#ifndef LEXBENCH_REFERENCE_H
#define LEXBENCH_REFERENCE_H
#include "model/model.h"

/* Not every atom has a plain formula (plain.h): false for schemes with one that has none, and err (or NULL) says which
 * part. */
bool reference_covers(const struct model *model, struct error *err);
/* out[answers][vocabulary]. theta: parameters laid out as the model's block; the scheme's own tensors are read from the
 * model. As the model's last pass was, in training or in evaluation. */
void reference_logits(const struct model *model, const struct batch *batch, const double *theta, double *out);
/* Mean cross-entropy of the batch. */
double reference_loss(const struct model *model, const struct batch *batch, const double *theta);

struct agreement {
    double loss;     /* |loss - reference| / reference */
    double gradient; /* |g.d - slope of the reference along d| / (|g| |d|), the larger one of two directions d: the
                        gradient itself and a random one. Over all tensors but the scheme's own */
};
/* NaN where the reference does not cover the scheme. Needs room for training on the batch. */
struct agreement reference_compare(struct model *model, const struct batch *batch);
/* |loss - reference| / reference of an evaluation's answers, NaN as above. */
double reference_compare_evaluation(const struct model *model, const struct batch *batch, const struct answer *answers);
#endif
