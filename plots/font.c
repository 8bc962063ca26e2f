#include "plots/font.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { KNOWN_MAX = 256 };
static struct {
    uint32_t character;
    bool there;
} known[KNOWN_MAX];
static int n_known;

/* What the command prints first; false: it is not there, or fails. Nothing of a user's text is in a command. */
static bool ask(const char *command, char *out, size_t size) {
    FILE *in = popen(command, "r");
    if (!in) return false;
    size_t n = fread(out, 1, size - 1, in);
    out[n] = '\0';
    out[strcspn(out, "\n")] = '\0';
    char rest[512];
    while (fread(rest, 1, sizeof rest, in) > 0) continue;
    return pclose(in) == 0;
}

bool font_family(char *out, size_t size) { return ask("fc-match -f '%{family}' 'DejaVu Sans' 2>/dev/null", out, size); }

/* Nothing is drawn for these: joiners, marks of direction, variation selectors, tags. */
static bool invisible(uint32_t c) {
    static const uint32_t ranges[][2] = {{0xAD, 0xAD},     {0x200B, 0x200F}, {0x2028, 0x202E},  {0x2060, 0x206F},
                                         {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xE0000, 0xE0FFF}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1]) return true;
    return false;
}

static bool some_font_has(uint32_t c) {
    char command[80], family[256];
    for (int i = 0; i < n_known; i++)
        if (known[i].character == c) return known[i].there;
    snprintf(command, sizeof command, "fc-list ':charset=%x' family 2>/dev/null", c);
    const bool there = !ask(command, family, sizeof family) || *family;
    if (n_known < KNOWN_MAX) {
        known[n_known].character = c;
        known[n_known++].there = there;
    }
    return there;
}

/* The character at text, whose bytes are UTF-8, and how many they are. */
static uint32_t character_at(const char *text, size_t *size) {
    const unsigned char first = (unsigned char)*text;
    uint32_t c = first;
    *size = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (*size > 1) c = first & (0x7Fu >> *size);
    for (size_t i = 1; i < *size; i++) c = c << 6 | ((unsigned char)text[i] & 0x3Fu);
    return c;
}

static void name_missing(struct text *missing, const char *text, size_t size, uint32_t c) {
    char name[32];
    snprintf(name, sizeof name, "%.*s (U+%X)", (int)size, text, c);
    if (!strstr(text_of(missing), name)) text_add(missing, "%s%s", missing->size ? ", " : "", name);
}

bool font_mark(const char *text, struct text *marked, struct text *missing) {
    bool any = false;
    const bool readable = text_is_utf8(text);
    for (size_t size = 1; *text; text += size) {
        const uint32_t c = readable ? character_at(text, &size) : 0;
        if (c < 128 || invisible(c) || some_font_has(c)) {
            text_bytes(marked, text, size);
            continue;
        }
        any = true;
        text_bytes(marked, "?", 1);
        name_missing(missing, text, size, c);
    }
    return any;
}
