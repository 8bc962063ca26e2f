#include "plots/page.h"
#include <string.h>

static bool starts(const char *text, const char *prefix) { return strncmp(text, prefix, strlen(prefix)) == 0; }

/* Copy one tag from '<' to '>', prefixing ids and references; returns what follows. gnuplot writes no '>' inside
 * attributes and no text of the user's inside tags. */
static const char *copy_tag(struct text *out, const char *at, const char *name) {
    static const char *const before_id[] = {" id='", " id=\"", "href='#", "href=\"#", "url(#"};
    while (*at && *at != '>') {
        size_t known = 0;
        for (size_t i = 0; i < sizeof before_id / sizeof *before_id; i++)
            if (starts(at, before_id[i])) known = strlen(before_id[i]);
        text_bytes(out, at, known ? known : 1);
        at += known ? known : 1;
        if (known) text_add(out, "%s-", name);
    }
    return at;
}

static const char *skip_element(const char *at, const char *end) {
    const char *found = strstr(at, end);
    return found ? found + strlen(end) : at + strlen(at);
}

void svg_inline(struct text *out, const char *svg, const char *name, const char *title) {
    const char *at = strstr(svg, "<svg");
    if (!at) return;
    text_bytes(out, "<svg role=\"img\" aria-label=\"", 28);
    text_html(out, title);
    text_bytes(out, "\"", 1);
    at += strlen("<svg");
    while (*at) {
        if (starts(at, "<title>"))
            at = skip_element(at, "</title>"); /* "Gnuplot", which browsers show over every chart */
        else if (starts(at, "<desc>"))
            at = skip_element(at, "</desc>");
        else if (*at == '<')
            at = copy_tag(out, at, name);
        else
            text_bytes(out, at++, 1);
    }
}
