/* The files under a checkpoint's stem (train.h), for code outside the worker. */
#ifndef LEXBENCH_RESUME_H
#define LEXBENCH_RESUME_H
#include "results/store.h"

/* STEM.json: the evaluations of a record so far. */
bool rows_keep(const char *stem, const struct run_record *record, struct error *err);
/* Of the run with this id; false: there are none. run_record_free *out. */
bool rows_read(const char *stem, const char *id, struct run_record *out);
bool checkpoint_there(const char *stem);
void checkpoint_drop(const char *stem);
#endif
