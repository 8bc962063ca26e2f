/* The file of a run's trained parameters, beside a database DB.work/model/ID.safetensors. */
#ifndef LEXBENCH_MODEL_FILE_H
#define LEXBENCH_MODEL_FILE_H
#include "base/hash.h"
#include "base/safetensors.h"

/* SHA-256 of the whole file, by which a model that was not trained here is known. */
bool model_file_hash(const char *path, char out[SHA256_HEX], struct error *err);
/* Reads the parameters of the run with this id and this configuration (its text; nothing of `evaluate`), and refuses
 * what it cannot vouch for: a file that is sealed by no checksum or of another run or configuration. Of a model that
 * was not trained here (results/identity.h says what its configuration has) the whole file has to be the one that the
 * run is named by. safetensors_free *out; false: err, and there is nothing to free. */
bool model_file_read(const char *path, const char *id, const char *config, struct safetensors *out, struct error *err);
#endif
