/* Result files: as they are, and, with an even first byte, with the checksum that the rest asks for, so that what
 * lies behind it is reached. What is taken is written and read again. */
#include "base/hash.h"
#include "base/text.h"
#include "results/store.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct run_record record;
    struct error err;
    struct text file = {0};
    if (size == 0) return 0;
    text_bytes(&file, bytes + 1, size - 1);
    if (bytes[0] % 2 == 0) {
        char sum[XXH128_HEX];
        xxh128_hex(text_of(&file), file.size, sum);
        text_add(&file, "%s\n", sum);
    }
    if (result_file_read(as_file(text_of(&file), file.size), &record, &err)) run_record_free(&record);
    text_free(&file);
    return 0;
}
