/* Claim files with their predicates. */
#include "results/claim.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct error err;
    claim_free(claim_read(as_file(bytes, size), &err));
    return 0;
}
