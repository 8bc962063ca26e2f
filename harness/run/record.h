/* The start of a run's record, before anything is measured. */
#ifndef LEXBENCH_RECORD_H
#define LEXBENCH_RECORD_H
#include "results/store.h"
#include "run/plan.h"

/* Who the run is, its tasks, the host and the time; everything else is not measured yet. run_record_free it. */
void record_begin(const struct run_plan *plan, struct run_record *record);
#endif
