/* The entries of a scheme's tables that training never touched: rows beyond the positions seen, buckets no distance
 * fell into. */
#ifndef LEXBENCH_UNTRAINED_H
#define LEXBENCH_UNTRAINED_H
#include "base/text.h"
#include "model/model.h"

/* Append "scheme.t5.bias: columns 22-31 of 32; ..." : per tensor of the scheme the numbers that no gradient ever
 * reached (AdamW's second moment is still 0), as rows or columns where whole ones explain them all. Nothing when all
 * were trained. */
void untrained_describe(struct model *model, struct text *out);
#endif
