/* Tensor files. Every byte that the reader promises is touched. */
#include "base/safetensors.h"
#include "tests/fuzz/fuzz.h"
#include <string.h>

static volatile unsigned touched;

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct safetensors file;
    struct error err;
    if (!safetensors_read(as_file(bytes, size), &file, &err)) return 0;
    for (int i = 0; i < file.n; i++) {
        const unsigned char *data = file.tensor[i].data;
        for (size_t k = 0; k < file.tensor[i].bytes; k++) touched += data[k];
        if (safetensors_find(&file, file.tensor[i].name) != &file.tensor[i]) abort(); /* names are unique */
    }
    for (int i = 0; i < file.n_meta; i++) touched += (unsigned)strlen(file.meta[i].value);
    safetensors_free(&file);
    return 0;
}
