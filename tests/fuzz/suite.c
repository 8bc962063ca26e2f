/* The reader of suites: YAML, settings, schemes, tasks, expansion. */
#include "run/suite.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct suite suite;
    struct error err;
    if (suite_load(as_file(bytes, size), NULL, 0, &suite, &err)) suite_free(&suite);
    return 0;
}
