/* The trained parameters beside a database: DB.work/model/ID.safetensors, named by the run. They are copied with their
 * results; without its model, a run is trained again before it is evaluated further. */
#ifndef LEXBENCH_MODELS_H
#define LEXBENCH_MODELS_H
#include "results/store.h"

/* From one work directory into another, which has the folder model: what is not there is not copied, what is there
 * already stays. *copied counts up; NULL: not wanted. */
bool model_copy(const char *from_work, const char *to_work, const char *id, int *copied, struct error *err);
/* All models of a database's runs, and the plugins kept with them, beside the database `to`, whose folders are made. */
bool models_copy(struct store *store, const char *database, const char *to, int *copied, struct error *err);
/* How many of the runs that ended with results have no model there, and the first ids as text. -1: err. */
int models_missing(struct store *store, const char *database, struct text *ids, struct error *err);
/* A database with trained runs that has no models at all was moved without its work directory: "the models of X are not
 * beside it: ..." into *out, or nothing. */
void models_gone(const char *database, struct text *out);
#endif
