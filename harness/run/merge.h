/* Merges one database into another, with its models. Repeating it is harmless, and a merge that was killed can be
 * repeated. */
#ifndef LEXBENCH_MERGE_H
#define LEXBENCH_MERGE_H
#include "results/store.h"

struct merge_report {
    int runs, stored_before, new_trainings, new_cells, models;
    int apart_cells; /* of the new ones: by other code than the arm's others */
    int conflicts;   /* trainings and evaluations that stayed out, since others are stored under their names */
};
/* `into` is made if need be. said: called with a line for each conflict. */
bool merge_databases(const char *from, const char *into, void (*said)(const char *line), struct merge_report *out,
                     struct error *err);
#endif
