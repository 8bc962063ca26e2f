/* Numbers rounded to bf16 on their way through the model (model.rounding), by arithmetic that stays in float: what
 * today's kernels and trainings in bf16 do to them. Gradients go straight through, as if what was rounded off had been
 * a constant that is added. */
#include "base/bf16.h"
#include "model/internal.h"

bool rounds(const struct model *m, enum rounding level) {
    return m->config.rounding >= (int)level && (m->config.rounding_in == ROUNDING_ALWAYS || m->evaluating);
}

void round_rows(const struct model *m, enum rounding level, long n, int cols, int stride, real *x) {
    if (!rounds(m, level)) return;
    for (long r = 0; r < n; r++)
        for (int c = 0; c < cols; c++) x[r * stride + c] = (real)bf16_round((float)x[r * stride + c]);
}
