#include "base/labels.h"
#include "base/memory.h"
#include "base/text.h"
#include <string.h>

/* In bytes, from character to character: a name is never cut inside of one. */
static int next_at(const char *text, int at) {
    do at++;
    while (((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}

static int common_start(const char *a, const char *b) {
    int at = 0;
    while (a[at] && a[at] == b[at]) at++;
    while (at > 0 && ((unsigned char)a[at] & 0xC0) == 0x80) at--;
    return at;
}

static int common_end(const char *a, const char *b, int from) {
    const int n = (int)strlen(a), m = (int)strlen(b);
    int k = 0;
    while (k < n - from && k < m - from && a[n - 1 - k] == b[m - 1 - k]) k++;
    while (k > 0 && ((unsigned char)a[n - k] & 0xC0) == 0x80) k--;
    return k;
}

/* Characters first..last-1 of a text, by bytes. */
static int characters(const char *text, int first, int last) {
    int n = 0;
    for (; first < last; first = next_at(text, first)) n++;
    return n;
}

struct span {
    int first, last; /* bytes */
};

/* Grow a span to whole options: from behind the last separator, to before the next one. */
static struct span whole_options(const char *name, struct span s) {
    static const char separators[] = "+(,; >@/";
    while (s.first > 0 && !strchr(separators, name[s.first - 1])) s.first--;
    while (name[s.last] && !strchr("+),; >@/", name[s.last])) s.last++;
    return s;
}

/* Where the name differs from those of the others that it would be taken for: the hull over them. */
static struct span differing(const char *const *names, int n, int own, const bool *alike) {
    const char *name = names[own];
    struct span hull = {(int)strlen(name), 0};
    for (int i = 0; i < n; i++) {
        if (!alike[i]) continue;
        const int first = common_start(name, names[i]), last = (int)strlen(name) - common_end(name, names[i], first);
        if (first < hull.first) hull.first = first;
        if (last > hull.last) hull.last = last;
    }
    return hull;
}

/* The head of the name, as far as there is room, and the span that tells it apart. */
static char *with_span(const char *name, struct span s, int most) {
    struct text out = {0};
    const int length = (int)strlen(name);
    const bool tail = s.last < length;
    int room = most - characters(name, s.first, s.last) - 1 - tail;
    if (characters(name, s.last, length) <= room - 3) { /* the end fits too */
        room = room + tail - characters(name, s.last, length);
        s.last = length;
    }
    const int head = room > 0 ? (int)text_fitting(name, room) : 0;
    if (head >= s.first)
        text_bytes(&out, name, (size_t)s.last);
    else
        text_add(&out, "%.*s…%.*s", head, name, s.last - s.first, name + s.first);
    if (s.last < length) text_add(&out, "…");
    return out.data;
}

static char *with_number(const char *name, int number, int most) {
    struct text out = {0};
    text_add(&out, "%.*s… #%d", (int)text_fitting(name, most - 6), name, number);
    return out.data;
}

static char *cut(const char *name, int most) {
    struct text out = {0};
    const size_t whole = text_fitting(name, most);
    if (name[whole])
        text_add(&out, "%.*s…", (int)text_fitting(name, most - 1), name);
    else
        text_add(&out, "%s", name);
    return out.data;
}

static bool taken(char *const *labels, const char *const *names, int n, int own, const char *label) {
    for (int i = 0; i < n; i++)
        if (i != own && labels[i] && strcmp(labels[i], label) == 0 && strcmp(names[i], names[own]) != 0) return true;
    return false;
}

/* Other names whose cut label is the same. */
static bool find_alike(char *const *labels, const char *const *names, int n, int own, bool *alike) {
    bool any = false;
    for (int i = 0; i < n; i++)
        any |= alike[i] = strcmp(labels[i], labels[own]) == 0 && strcmp(names[i], names[own]) != 0;
    return any;
}

static char *apart(char *const *labels, const char *const *names, int n, int own, const bool *alike, int most) {
    const struct span least = differing(names, n, own, alike), wide = whole_options(names[own], least);
    const bool fits = characters(names[own], wide.first, wide.last) <= most - 3;
    char *label = with_span(names[own], fits ? wide : least, most);
    if (text_width(label) <= most && !taken(labels, names, n, own, label)) return label;
    mem_free(label);
    return with_number(names[own], own + 1, most);
}

char **labels_shortened(const char *const *names, int n, int most) {
    char **plain = mem_zero((size_t)n + 1, sizeof *plain), **out = mem_zero((size_t)n + 1, sizeof *out);
    bool *alike = mem_zero((size_t)n + 1, sizeof *alike);
    for (int i = 0; i < n; i++) plain[i] = cut(names[i], most);
    for (int i = 0; i < n; i++)
        out[i] = find_alike(plain, names, n, i, alike) ? apart(out, names, n, i, alike, most) : mem_text(plain[i]);
    mem_free(alike);
    labels_free(plain, n);
    return out;
}

void labels_free(char **labels, int n) {
    for (int i = 0; labels && i < n; i++) mem_free(labels[i]);
    mem_free(labels);
}

/* "sha256=..." and "test_sha256=...", which hold a file's content fast: identities need them, titles do not. */
static bool is_hash(const char *option, size_t size) {
    static const char end[] = "sha256=";
    const size_t name = strcspn(option, "=") + 1, least = sizeof end - 1;
    return name <= size && name >= least && memcmp(option + name - least, end, least) == 0;
}

/* Each word but such ones follows what stood before it: '(', ',' or ')'. */
void label_without_hashes(const char *expression, struct text *out) {
    char before = '\0';
    for (const char *word = expression; *word;) {
        const size_t size = strcspn(word, "(,)");
        const char behind = word[size];
        const bool hash = is_hash(word, size);
        if (!hash && before) text_bytes(out, &before, 1);
        if (!hash) text_bytes(out, word, size);
        if (!hash || before == ',')
            before = behind;
        else if (behind != ',') /* the only option */
            before = '\0';
        word += size + (behind != '\0');
    }
    if (before) text_bytes(out, &before, 1);
}
