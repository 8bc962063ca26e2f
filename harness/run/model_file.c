#include "run/model_file.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "results/identity.h"
#include <string.h>

static const size_t BYTES_MAX = (size_t)4 << 30;

bool model_file_hash(const char *path, char out[SHA256_HEX], struct error *err) {
    char *bytes;
    size_t size;
    if (!file_read(path, BYTES_MAX, &bytes, &size, err)) return false;
    sha256_hex(bytes, size, out);
    mem_free(bytes);
    return true;
}

/* The hash that stands for the training of a model that was not trained here; NULL: the run was trained here. */
static const char *weights_of(const char *config) {
    static const char line[] = "\nweights = ";
    const char *at = strstr(config, line);
    return at ? at + sizeof line - 1 : NULL;
}

static bool is_file(const char *path, const char *weights, struct error *err) {
    char hash[SHA256_HEX];
    return model_file_hash(path, hash, err) && (strncmp(weights, hash, SHA256_HEX - 1) == 0 ||
                                                error_set(err, "%s is not the model's file that was evaluated", path));
}

static bool same_training(const char *config, const char *stated) {
    struct text training = {0};
    if (stated) training_text(stated, &training);
    const bool same = stated && strcmp(text_of(&training), config) == 0;
    text_free(&training);
    return same;
}

static bool is_of_run(const char *path, const struct safetensors *file, const char *id, const char *config,
                      struct error *err) {
    const char *run = safetensors_meta(file, "run");
    if (!file->sealed)
        return error_set(err, "%s has no checksum, so nobody can say whether it is what the training left", path);
    if (!run || strcmp(run, id) != 0) return error_set(err, "%s is the model of another run", path);
    return same_training(config, safetensors_meta(file, "config")) ||
           error_set(err, "%s is the model of another configuration", path);
}

bool model_file_read(const char *path, const char *id, const char *config, struct safetensors *out, struct error *err) {
    const char *weights = weights_of(config);
    if (!safetensors_read(path, out, err)) return false;
    if (weights ? is_file(path, weights, err) : is_of_run(path, out, id, config, err)) return true;
    safetensors_free(out);
    return false;
}
