#include "results/identity.h"
#include <string.h>

static bool begins(const char *line, const char *word) { return strncmp(line, word, strlen(word)) == 0; }

/* The lines that do not begin with one of n words. */
static void without(const char *config, const char *const *word, int n, struct text *out) {
    for (size_t size; *config; config += size) {
        bool keep = true;
        size = strcspn(config, "\n");
        size += config[size] == '\n';
        for (int i = 0; i < n; i++) keep &= !begins(config, word[i]);
        if (keep) text_add(out, "%.*s", (int)size, config);
    }
}

/* A training is all but the first; an arm has none of them. */
static const char *const left_out[] = {"evaluate.", "seed = ", "predictions = "};

void training_text(const char *config, struct text *out) { without(config, left_out, 1, out); }
void arm_text(const char *config, struct text *out) { without(config, left_out, 3, out); }

static void hash(const char *config, void (*text_of_it)(const char *, struct text *), char out[SHA256_HEX]) {
    struct text text = {0};
    text_of_it(config, &text);
    sha256_hex(text_of(&text), text.size, out);
    text_free(&text);
}

void training_id(const char *config, char out[SHA256_HEX]) { hash(config, training_text, out); }
void arm_id(const char *config, char out[SHA256_HEX]) { hash(config, arm_text, out); }

bool next_setting(const char **at, struct text *key, struct text *value) {
    while (**at) {
        const char *line = *at, *equals = strstr(line, " = ");
        const size_t size = strcspn(line, "\n");
        *at = line + size + (line[size] == '\n');
        if (!equals || equals >= line + size) continue;
        text_clear(key);
        text_clear(value);
        text_add(key, "%.*s", (int)(equals - line), line);
        text_add(value, "%.*s", (int)(line + size - (equals + 3)), equals + 3);
        return true;
    }
    return false;
}

/* How far it is to one of these characters outside brackets, or to the end. */
static size_t span_to(const char *text, const char *ends) {
    int depth = 0;
    size_t i = 0;
    for (; text[i]; i++) {
        if (depth == 0 && strchr(ends, text[i])) break;
        depth += text[i] == '(' || text[i] == '[';
        depth -= text[i] == ')' || text[i] == ']';
    }
    return i;
}

const char *expression_options(const char *expression) {
    if (expression[span_to(expression, "+")]) return NULL;
    const char *open = strchr(expression, '(');
    return open ? open + 1 : NULL;
}

bool next_option(const char **at, struct text *name, struct text *value) {
    const size_t size = span_to(*at, ",)"), named = strcspn(*at, "=");
    if (size == 0 || named >= size) return false;
    text_clear(name);
    text_clear(value);
    text_add(name, "%.*s", (int)named, *at);
    text_add(value, "%.*s", (int)(size - named - 1), *at + named + 1);
    *at += size + ((*at)[size] == ',');
    return true;
}
