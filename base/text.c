#include "base/text.h"
#include "base/memory.h"
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *room_for(struct text *text, size_t more) {
    size_t wanted = text->size + more + 1;
    if (wanted > text->room) {
        size_t room = wanted + wanted / 2 + 64;
        text->data = mem_grow(text->data, text->room, room);
        text->room = room;
    }
    return text->data + text->size;
}

void text_bytes(struct text *text, const void *bytes, size_t size) {
    char *end = room_for(text, size);
    if (size) memcpy(end, bytes, size); /* bytes may be NULL when there are none */
    end[size] = '\0';
    text->size += size;
}

void text_add(struct text *text, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    vsnprintf(room_for(text, (size_t)size), (size_t)size + 1, format, again);
    va_end(again);
    text->size += (size_t)size;
}

void text_clear(struct text *text) {
    text->size = 0;
    if (text->data) text->data[0] = '\0';
}

void text_free(struct text *text) {
    mem_free(text->data);
    *text = (struct text){0};
}

const char *text_of(const struct text *text) { return text->data ? text->data : ""; }

int text_width(const char *text) {
    int n = 0;
    for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

size_t text_fitting(const char *text, int columns) {
    size_t n = 0;
    for (; text[n]; n++)
        if (((unsigned char)text[n] & 0xC0) != 0x80 && columns-- <= 0) break;
    return n;
}

static bool is_control(char c) { return ((unsigned char)c < 32 && c != '\t' && c != '\n') || c == 127; }

/* Bytes of the UTF-8 character at raw; 0 when there is none: overlong, a surrogate, beyond U+10FFFF, cut off. */
static int character(const char *raw) {
    const unsigned char *c = (const unsigned char *)raw;
    if (c[0] < 0x80) return 1;
    const int size = c[0] >= 0xC2 && c[0] < 0xE0 ? 2 : (c[0] & 0xF0) == 0xE0 ? 3 : c[0] >= 0xF0 && c[0] < 0xF5 ? 4 : 0;
    for (int i = 1; i < size; i++)
        if ((c[i] & 0xC0) != 0x80) return 0;
    const bool overlong = (c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xF0 && c[1] < 0x90);
    const bool outside = (c[0] == 0xED && c[1] >= 0xA0) || (c[0] == 0xF4 && c[1] >= 0x90);
    return overlong || outside ? 0 : size;
}

/* A byte that is no UTF-8 (a message cut in a character, an argument of another encoding) becomes U+FFFD: readers of
 * JSON refuse the whole text otherwise, and a finished run could not be stored. */
void text_json(struct text *text, const char *raw) {
    text_bytes(text, "\"", 1);
    for (int size; *raw; raw += size ? size : 1) {
        size = character(raw);
        if (*raw == '"' || *raw == '\\')
            text_add(text, "\\%c", *raw);
        else if ((unsigned char)*raw < 32 || *raw == 127)
            text_add(text, "\\u%04x", (unsigned char)*raw);
        else if (size == 0)
            text_add(text, "\\ufffd");
        else
            text_bytes(text, raw, (size_t)size);
    }
    text_bytes(text, "\"", 1);
}

bool text_utf8(const char *raw, char *out, size_t size) {
    static const char unknown[] = "\xEF\xBF\xBD";
    size_t used = 0;
    while (*raw) {
        const int own = character(raw);
        const size_t n = own ? (size_t)own : strlen(unknown);
        if (used + n >= size) break;
        memcpy(out + used, own ? raw : unknown, n);
        used += n;
        raw += own ? own : 1;
    }
    out[used] = '\0';
    return !*raw;
}

bool text_is_utf8(const char *raw) {
    for (int size; *raw; raw += size)
        if ((size = character(raw)) == 0) return false;
    return true;
}

void text_html(struct text *text, const char *raw) {
    for (; *raw; raw++) {
        switch (*raw) {
        case '&': text_add(text, "&amp;"); break;
        case '<': text_add(text, "&lt;"); break;
        case '>': text_add(text, "&gt;"); break;
        case '"': text_add(text, "&quot;"); break;
        case '\'': text_add(text, "&#39;"); break;
        default:
            if (!is_control(*raw)) text_bytes(text, raw, 1);
        }
    }
}

/* What XML has no place for, although it is UTF-8: U+FFFE and U+FFFF. */
static bool is_noncharacter(const char *raw) {
    return memcmp(raw, "\xEF\xBF\xBE", 3) == 0 || memcmp(raw, "\xEF\xBF\xBF", 3) == 0;
}

void text_xml(struct text *text, const char *raw) {
    for (int size; *raw; raw += size ? size : 1) {
        size = character(raw);
        if (size == 1 && (*raw == '\n' || *raw == '\t')) {
            text_add(text, "&#%d;", *raw);
        } else if (size == 1) {
            const char one[] = {*raw, '\0'};
            text_html(text, one);
        } else if (size == 0 || (size == 3 && is_noncharacter(raw))) {
            text_add(text, "\xEF\xBF\xBD");
        } else {
            text_bytes(text, raw, (size_t)size);
        }
    }
}

void text_markdown(struct text *text, const char *raw) {
    for (; *raw; raw++) {
        if (is_control(*raw)) continue;
        if (*raw == '\n' || *raw == '\t')
            text_bytes(text, " ", 1);
        else if (*raw == '&')
            text_add(text, "&amp;");
        else if (*raw == '<')
            text_add(text, "&lt;");
        else if (*raw == '>')
            text_add(text, "&gt;");
        else if (strchr("|`[]*_\\", *raw))
            text_add(text, "\\%c", *raw);
        else
            text_bytes(text, raw, 1);
    }
}

/* What stands for a character in LaTeX's text; NULL: itself. Brackets and stars would be read as arguments of a row's
 * end before them, two hyphens as a dash, and < > | " are other characters in LaTeX's first font encoding. */
static const char *in_latex(char c) {
    switch (c) {
    case '\\': return "\\textbackslash{}";
    case '~': return "\\textasciitilde{}";
    case '^': return "\\textasciicircum{}";
    case '<': return "\\textless{}";
    case '>': return "\\textgreater{}";
    case '|': return "\\textbar{}";
    case '"': return "{\\char34}";
    case '`': return "{\\char96}";
    case '[': return "{[}";
    case ']': return "{]}";
    case '*': return "{*}";
    case '\n':
    case '\t': return " ";
    default: return NULL;
    }
}

/* Characters that names of ours and of papers have and LaTeX's default fonts have not under their own code. */
static const struct {
    const char *raw, *latex;
} latex_names[] = {
    {"…", "\\ldots{}"}, {"†", "$^\\dagger$"}, {"–", "--"},        {"—", "---"},        {"×", "$\\times$"},
    {"≥", "$\\geq$"},   {"≤", "$\\leq$"},     {"→", "$\\to$"},    {"°", "$^\\circ$"},  {"α", "$\\alpha$"},
    {"β", "$\\beta$"},  {"γ", "$\\gamma$"},   {"θ", "$\\theta$"}, {"λ", "$\\lambda$"}, {"π", "$\\pi$"},
    {"σ", "$\\sigma$"}, {"Δ", "$\\Delta$"},   {"∞", "$\\infty$"}, {"√", "$\\surd$"},   {"²", "$^2$"},
};

/* Bytes of raw that a name of the table stands for, its LaTeX added; 0: none. */
static size_t add_latex_name(struct text *text, const char *raw) {
    for (size_t i = 0; i < sizeof latex_names / sizeof *latex_names; i++) {
        const size_t size = strlen(latex_names[i].raw);
        if (strncmp(raw, latex_names[i].raw, size) != 0) continue;
        text_add(text, "%s", latex_names[i].latex);
        return size;
    }
    return 0;
}

void text_latex(struct text *text, const char *raw) {
    while (*raw) {
        const size_t named = add_latex_name(text, raw);
        const char *word = raw[0] == '-' && raw[1] == '-' ? "-{}" : in_latex(*raw);
        raw += named;
        if (named) continue;
        if (word)
            text_add(text, "%s", word);
        else if (strchr("#$%&_{}", *raw))
            text_add(text, "\\%c", *raw);
        else if (!is_control(*raw))
            text_bytes(text, raw, 1);
        raw++;
    }
}

void text_csv(struct text *text, const char *raw) {
    const bool quoted = raw[strcspn(raw, ",\"\r\n")] != '\0';
    if (quoted) text_bytes(text, "\"", 1);
    for (; *raw; raw++) {
        if (*raw == '"') text_bytes(text, raw, 1);
        text_bytes(text, raw, 1);
    }
    if (quoted) text_bytes(text, "\"", 1);
}

/* gnuplot 5.4 reads '' as a quote only behind another character ('a''b'). At the start, or behind a quote, it ends the
 * string, so there the quote is joined on from a string of its own. */
void text_gnuplot(struct text *text, const char *raw) {
    bool doubles = false;
    text_bytes(text, "'", 1);
    for (; *raw; raw++) {
        if (*raw == '\'')
            text_add(text, "%s", doubles ? "''" : "'.\"'\".'");
        else if (!is_control(*raw) && *raw != '\t' && *raw != '\n')
            text_bytes(text, raw, 1);
        else
            continue;
        doubles = *raw != '\'';
    }
    text_bytes(text, "'", 1);
}

void text_tsv(struct text *text, const char *raw) {
    for (; *raw; raw++) {
        if (*raw == '\t' || *raw == '\n' || *raw == '\r')
            text_bytes(text, " ", 1);
        else if (!is_control(*raw))
            text_bytes(text, raw, 1);
    }
}

void text_terminal(struct text *text, const char *raw) {
    for (int size; *raw; raw += size ? size : 1) {
        const unsigned char first = (unsigned char)*raw;
        size = character(raw);
        const bool steers = size == 0 || first < 32 || first == 127 || (first == 0xC2 && (unsigned char)raw[1] < 0xA0);
        if (!steers)
            text_bytes(text, raw, (size_t)size);
        else if (first == '\n')
            text_add(text, "\\n");
        else
            for (int i = 0; i < (size ? size : 1); i++) text_add(text, "\\x%02x", (unsigned char)raw[i]);
    }
}

void text_shell(struct text *text, const char *raw) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:,@%+-=";
    const bool assigns = strchr(raw, '=') && *raw != '-';
    if (*raw && !assigns && !raw[strspn(raw, plain)]) {
        text_add(text, "%s", raw);
        return;
    }
    text_bytes(text, "'", 1);
    for (; *raw; raw++) {
        if (*raw == '\'')
            text_add(text, "'\\''");
        else
            text_bytes(text, raw, 1);
    }
    text_bytes(text, "'", 1);
}

void text_number(struct text *text, double value) {
    char word[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(word, sizeof word, "%.*g", digits, value);
        if (strtod(word, NULL) == value) break;
    }
    text_add(text, "%s", word);
}

static int least(int a, int b) { return a < b ? a : b; }

int text_distance(const char *a, const char *b) {
    enum { LONGEST = 63 };
    const int n = least((int)strlen(a), LONGEST), m = least((int)strlen(b), LONGEST);
    int row[3][LONGEST + 1];
    int *before = row[0], *last = row[1], *now = row[2];
    for (int j = 0; j <= m; j++) last[j] = j;
    for (int i = 1; i <= n; i++) {
        now[0] = i;
        for (int j = 1; j <= m; j++) {
            int change = last[j - 1] + (a[i - 1] != b[j - 1]);
            now[j] = least(change, least(last[j], now[j - 1]) + 1);
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) now[j] = least(now[j], before[j - 2] + 1);
        }
        int *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[m];
}

/* Equal but for capitals, and for what joins words. */
static bool same_letters(const char *a, const char *b, bool prefix) {
    for (;; a++, b++) {
        a += strspn(a, "-_ "), b += strspn(b, "-_ ");
        if (!*a) return prefix || !*b;
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b)) return false;
    }
}

const char *text_closest(const char *word, const char *const *names, int n) {
    for (int i = 0; i < n; i++)
        if (same_letters(word, names[i], false)) return names[i];
    const char *best = NULL;
    int best_distance = least((int)strlen(word) / 3 + 1, 3) + 1;
    for (int i = 0; i < n; i++) {
        int distance = text_distance(word, names[i]);
        if (distance < best_distance) {
            best_distance = distance;
            best = names[i];
        }
    }
    for (int i = 0; i < n && !best && strlen(word) >= 3; i++)
        if (same_letters(word, names[i], true)) best = names[i];
    return best;
}

bool text_to_long(const char *word, long *out) {
    const char *digits = word + (*word == '-' || *word == '+');
    char *end;
    if (!isdigit((unsigned char)*digits)) return false;
    errno = 0;
    long value = strtol(word, &end, 10);
    if (errno || *end) return false;
    *out = value;
    return true;
}

bool text_to_double(const char *word, double *out) {
    char *end;
    if (!*word || word[strspn(word, "+-.0123456789eE")]) return false;
    double value = strtod(word, &end);
    if (*end || end == word || !isfinite(value)) return false;
    *out = value;
    return true;
}
