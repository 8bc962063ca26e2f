/* The texts of an SVG that gnuplot drew: their boxes and sizes of type, in points. */
#ifndef LEXBENCH_FIXTURE_SVG_H
#define LEXBENCH_FIXTURE_SVG_H
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct svg_text {
    double left, right, top, bottom, size; /* points; upright or turned by 90 degrees */
    char words[64];
};
struct svg_page {
    double width, height; /* points */
    int n;
    struct svg_text text[2000];
};

/* The width of a character of DejaVu Sans in ems: exact for groups of them. */
static inline double svg_advance(unsigned char c) {
    if (strchr("ijl'|", c)) return 0.28;
    if (strchr("ftr.,:;()[]I /\\-", c)) return 0.38;
    if (strchr("mwMW%@", c)) return 0.92;
    if (c >= '0' && c <= '9') return 0.636;
    return c >= 'A' && c <= 'Z' ? 0.68 : 0.6;
}

/* gnuplot writes <g transform="translate(x,y) rotate(-90)" ... font-size="s" ... text-anchor="end"> around <text>. The
 * rotation of 55 degrees (names of revisions) is left out: its boxes overlap where its letters do not. */
static inline bool svg_read_text(const char *at, struct svg_text *out) {
    double x, y, size;
    const char *close = strchr(at, '>'), *words = strstr(at, "<text>"), *turn = strstr(at, "rotate(");
    if (!close || !words || words - close > 8 || sscanf(at, "translate(%lf,%lf)", &x, &y) != 2) return false;
    const char *font = strstr(at, "font-size=\"");
    if (!font || font > close || sscanf(font, "font-size=\"%lf\"", &size) != 1) return false;
    const bool turned = turn && turn < close;
    if (turned && fabs(fabs(atof(turn + 7)) - 90) > 1) return false;
    double wide = 0;
    int n = 0;
    for (const char *c = words + 6; *c && *c != '<'; c++) {
        if (((unsigned char)*c & 0xC0) == 0x80) continue;
        wide += size * svg_advance((unsigned char)*c);
        if (n < 63) out->words[n++] = *c;
        if (*c == '&') c += strcspn(c, ";<");
    }
    out->words[n] = '\0';
    if (n == 0) return false;
    const bool end = memmem(at, (size_t)(close - at), "\"end\"", 5),
               middle = memmem(at, (size_t)(close - at), "\"middle\"", 8);
    const double before = end ? wide : middle ? wide / 2 : 0, up = 0.72 * size, down = 0.2 * size; /* of the baseline */
    *out = (struct svg_text){.size = 0.75 * size,
                             .left = 0.75 * (turned ? x - up : x - before),
                             .right = 0.75 * (turned ? x + down : x - before + wide),
                             .top = 0.75 * (turned ? y - (wide - before) : y - up),
                             .bottom = 0.75 * (turned ? y + before : y + down)};
    snprintf(out->words, sizeof out->words, "%.*s", (int)(strcspn(words + 6, "<") < 60 ? strcspn(words + 6, "<") : 60),
             words + 6);
    return true;
}

static inline bool svg_read(const char *svg, struct svg_page *out) {
    const char *size = strstr(svg, "width=\"");
    if (!size || sscanf(size, "width=\"%lf\" height=\"%lf\"", &out->width, &out->height) != 2) return false;
    out->width *= 0.75, out->height *= 0.75;
    out->n = 0;
    for (const char *at = svg; (at = strstr(at, "translate(")) && out->n < 2000; at++)
        out->n += svg_read_text(at, &out->text[out->n]);
    return true;
}

static inline bool svg_overlap(const struct svg_text *a, const struct svg_text *b) {
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}
/* What a paper would refuse in a picture `width` inches wide: type below `least` points, text that is cut, two texts
 * over each other. false: nothing. */
static inline bool svg_fault(const char *svg, double width, double least, char out[256]) {
    static struct svg_page page;
    if (!svg_read(svg, &page) || page.n < 5) return snprintf(out, 256, "no picture with texts"), true;
    if (fabs(page.width - 72 * width) > 1.5) return snprintf(out, 256, "it is %g points wide", page.width), true;
    for (int i = 0; i < page.n; i++) {
        const struct svg_text *t = &page.text[i];
        if (t->size < least) return snprintf(out, 256, "'%s' has %.2f points", t->words, t->size), true;
        if (t->left < -0.5 || t->right > page.width + 0.5 || t->top < -0.5 || t->bottom > page.height + 0.5)
            return snprintf(out, 256, "'%s' is cut", t->words), true;
        for (int k = 0; k < i; k++)
            if (svg_overlap(t, &page.text[k]))
                return snprintf(out, 256, "'%s' and '%s' overlap", t->words, page.text[k].words), true;
    }
    return false;
}
#endif
