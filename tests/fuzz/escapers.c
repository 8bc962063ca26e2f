/* User text in other languages: what comes out must be one piece of text there, whatever goes in. */
#include "base/json.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include <string.h>

static void must(bool good) {
    if (!good) abort();
}

static void check_json(const char *raw, struct text *out) {
    struct error err;
    text_add(out, "[");
    text_json(out, raw);
    text_add(out, "]");
    struct json *root = json_parse("json", text_of(out), out->size, &err);
    must(root && json_count(root) == 1 && json_text(json_at(root, 0)));
    json_free(root);
}

static void check_html(const char *raw, struct text *out) {
    text_html(out, raw);
    must(!strpbrk(text_of(out), "<>\"'"));
}

/* No cell ends before its time, no link, code or tag begins. */
static void check_markdown(const char *raw, struct text *out) {
    text_markdown(out, raw);
    for (const char *at = text_of(out); *at; at++) {
        if (*at == '\\') {
            must(at[1] && strchr("|`[]*_\\", at[1]));
            at++;
        } else {
            must(!strchr("|`[]*_<>\n", *at));
        }
    }
}

/* Strings joined by points, and nothing outside of them. */
static void check_gnuplot(const char *raw, struct text *out) {
    text_gnuplot(out, raw);
    const char *at = text_of(out);
    must(!strchr(at, '\n'));
    for (bool more = true; more;) {
        const char quote = *at++;
        must(quote == '\'' || quote == '"');
        while (*at && (*at != quote || (quote == '\'' && at[1] == quote && at[-1] != quote && ++at))) at++;
        must(*at++ == quote);
        more = *at == '.';
        at += more;
    }
    must(!*at);
}

static void check_tsv(const char *raw, struct text *out) {
    text_tsv(out, raw);
    must(!strpbrk(text_of(out), "\t\n\r\033"));
}

/* A word of plain characters, or one in single quotes with \' between them. */
static void check_shell(const char *raw, struct text *out) {
    text_shell(out, raw);
    const char *at = text_of(out);
    must(*at);
    while (*at) {
        if (*at == '\'') {
            at = strchr(at + 1, '\'');
            must(at);
            at++;
        } else if (*at == '\\') {
            must(at[1] == '\'');
            at += 2;
        } else {
            must(!strchr(" \t\n|&;<>()$`\"*?[#~{}!", *at));
            at++;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static void (*const checks[])(const char *, struct text *) = {check_json,    check_html, check_markdown,
                                                                  check_gnuplot, check_tsv,  check_shell};
    struct text raw = {0};
    text_bytes(&raw, bytes, size);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        struct text out = {0};
        checks[i](text_of(&raw), &out);
        text_free(&out);
    }
    text_free(&raw);
    return 0;
}
