/* Running what claims need: the seeds that their suites list, or seed by seed until they are decided.
 */
#ifndef LEXBENCH_CLAIM_RUN_H
#define LEXBENCH_CLAIM_RUN_H
#include "run/claim_board.h"
#include "run/scheduler.h"

/* So many seeds of each claim that is asked for: as many as its suite lists. Claims of one suite are trained together,
 * so that all processes stay busy. An exit code, as run_suite; EXIT_NOTHING: no claim can run. */
int claims_run(struct claim_board *b, const struct schedule_options *options, struct error *err);

/* Seeds one after the other, until every claim that is asked for has a verdict, depends on the seed, or has its cap; or
 * until `seconds` have passed (0: there is no such limit): no run is begun from then on, and what is running is
 * finished. The next seed goes where a verdict is expected to cost least (results/budget.h); runs that claims share are
 * trained once. The evidence of so many seeds does not depend on the order, nor on how many run at a time; how many a
 * claim gets may. What stands where is logged as it changes. */
int claims_run_until_decided(struct claim_board *b, const struct schedule_options *options, double seconds,
                             struct error *err);
#endif
