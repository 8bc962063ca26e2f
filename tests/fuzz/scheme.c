/* Scheme expressions; what is taken must come out of its own canonical text again. */
#include "model/scheme.h"
#include "base/memory.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct scheme scheme, again;
    struct error err;
    struct text expression = {0}, canonical = {0}, twice = {0};
    text_bytes(&expression, bytes, size);
    if (scheme_parse(text_of(&expression), &scheme, &err)) {
        scheme_write(&scheme, true, &canonical);
        if (!scheme_parse(text_of(&canonical), &again, &err)) abort();
        scheme_write(&again, true, &twice);
        if (strcmp(text_of(&canonical), text_of(&twice)) != 0) abort();
    }
    text_free(&expression);
    text_free(&canonical);
    text_free(&twice);
    return 0;
}
