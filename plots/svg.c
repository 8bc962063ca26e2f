#include "base/memory.h"
#include "plots/page.h"
#include <string.h>

/* gnuplot writes everything that one element of a plot command draws as one such group. */
static const char group_start[] = "<g id=\"gnuplot_plot_", text_start[] = "<text>", text_end[] = "</text>",
                  use_start[] = "<use ";

static bool starts(const char *text, const char *prefix) { return strncmp(text, prefix, strlen(prefix)) == 0; }

/* Behind the group, whose own groups are closed in order. */
static const char *group_end(const char *group) {
    int depth = 0;
    for (const char *at = group; *at; at++) {
        depth += starts(at, "<g ") || starts(at, "<g>");
        if (starts(at, "</g>") && --depth == 0) return at;
    }
    return group + strlen(group);
}

/* Where the text that `at` is in begins in its line, as gnuplot spells it: "12.50,..."; NULL: nobody says. */
static const char *left_of(const char *svg, const char *at) {
    static const char place[] = "translate(";
    while (at > svg && !starts(at, place)) {
        if (starts(--at, "</text>")) return NULL;
    }
    return at > svg ? at + strlen(place) : NULL;
}

/* gnuplot writes every line of a text by itself. The line below the one that ends at `at`, where it begins as far left
 * and nothing is drawn between them; NULL: there is none. */
static const char *line_below(const char *svg, const char *at) {
    const char *next = strstr(at, text_start);
    if (!next) return NULL;
    for (const char *c = at; c < next; c++)
        if (*c == '<' && !starts(c, text_end) && !starts(c, "</g>") && !starts(c, "<g transform=")) return NULL;
    const char *above = left_of(svg, at), *below = left_of(svg, next);
    const size_t size = above ? strcspn(above, ",") : 0;
    if (above && (!below || strncmp(above, below, size + 1) != 0)) return NULL;
    return next + strlen(text_start);
}

/* Behind `words`, where the text at `at` begins with them, in lines broken anywhere, for a space or without one; NULL.
 * lines counts up with every line that is begun. */
static const char *match(const char *svg, const char *words, const char *at, int *lines) {
    while (*words) {
        if (starts(at, text_end)) {
            if (!(at = line_below(svg, at))) return NULL;
            ++*lines;
            words += *words == ' ';
            continue;
        }
        const char *escaped = *words == '&' ? "&amp;" : *words == '<' ? "&lt;" : NULL; /* as gnuplot escapes */
        if (escaped ? !starts(at, escaped) : *at != *words) return NULL;
        at += escaped ? strlen(escaped) : 1;
        words++;
    }
    return at;
}

static size_t count_of_seeds(const char *at) {
    const size_t fitted = strspn(at, "0123456789");
    const size_t runs = at[fitted] == '/' ? strspn(at + fitted + 1, "0123456789") : 0;
    return fitted && runs ? fitted + 1 + runs : 0;
}

/* What style.gp puts behind the name of a series that not all runs fitted: "rope (1/2 fitted)", in brief "rope 1/2".
 * Does the text end with it? lines counts up by those that it begins. */
static bool ends_with_remark(const char *svg, const char *at, int *lines) {
    int n = *lines;
    if (starts(at, text_end)) {
        if (!(at = line_below(svg, at))) return false;
        n++;
    } else if (*at++ != ' ')
        return false;
    const int before = n;
    const char *end = match(svg, "(not fitted)", at, &n);
    if (!end) {
        const bool brief = *at != '(';
        const size_t count = count_of_seeds(at += !brief);
        n = before;
        end = !count ? NULL : brief ? at + count : match(svg, " fitted)", at + count, &n);
    }
    if (!end || !starts(end, text_end)) return false;
    *lines = n;
    return true;
}

/* The series that a text names, with or without such a remark, and in how many lines; of several the longest. -1: none.
 */
static int series_named(const struct drawing *d, const char *at, int *lines) {
    int best = -1;
    size_t longest = 0;
    for (int k = 0; k < d->n; k++) {
        const size_t size = strlen(d->series[k].name);
        int n = 1;
        const char *end = size > longest ? match(d->svg, d->series[k].name, at, &n) : NULL;
        if (!end || (!ends_with_remark(d->svg, end, &n) && !starts(end, text_end))) continue;
        best = k;
        longest = size;
        *lines = n;
    }
    return best;
}

/* The first colour that something in the group is drawn in; "" where there is none. Colours in double quotes are what
 * was set before the group began. */
static void colour_of(const char *group, char out[COLOUR_SIZE]) {
    const char *end = group_end(group), *at = strstr(group, "'rgb(");
    out[0] = '\0';
    if (!at || at >= end) return;
    const size_t size = strcspn(at + 1, "'");
    if (size >= COLOUR_SIZE) return;
    memcpy(out, at + 1, size);
    out[size] = '\0';
}

/* Inside the last line of the next text that is a series' name, in *series. */
static const char *next_name(const struct drawing *d, const char *at, int *series) {
    int lines;
    for (at = strstr(at, text_start); at; at = strstr(at + 1, text_start)) {
        if ((*series = series_named(d, at + strlen(text_start), &lines)) < 0) continue;
        while (--lines) at = strstr(at + 1, text_start);
        return at;
    }
    return NULL;
}

static int drawn_of(const struct drawing *d) {
    int n = 0;
    for (int k = 0; k < d->n; k++) n += d->series[k].drawn;
    return n;
}

/* Does every series have a panel? gnuplot writes the labels in front of a panel behind what it shows: then there is
 * something drawn before each name and behind the one before it, and nothing behind the last. Every series has to be
 * named: what is drawn of one that is not would be taken for the next one's. */
static bool has_panels(const struct drawing *d) {
    int names = 0, series;
    const char *group = strstr(d->svg, group_start);
    for (const char *at = next_name(d, d->svg, &series); at; at = next_name(d, at + 1, &series), names++) {
        if (!group || group > at) return false;
        while (group && group < at) group = strstr(group + 1, group_start);
    }
    return *d->panel_colour && names > 1 && names == drawn_of(d) && !group;
}

/* The series that a group belongs to; -1: none that is known. */
static int series_of(const struct drawing *d, const char *group, bool panels) {
    char colour[COLOUR_SIZE];
    int named = -1;
    colour_of(group, colour);
    if (panels) return strcmp(colour, d->panel_colour) == 0 && next_name(d, group, &named) ? named : -1;
    for (int k = 0; *colour && k < d->n; k++)
        if (strcmp(d->series[k].colour, colour) == 0) return k;
    return -1;
}

/* The series whose colour a line or a marker has: of those outside of groups, the legend's samples. -1: none. */
static int sampled(const struct drawing *d, const char *at) {
    const char *end = strchr(at, '>'), *colour = strstr(at, "'rgb(");
    if ((!starts(at, use_start) && !starts(at, "<path ")) || !end || !colour || colour > end) return -1;
    for (int k = 0; k < d->n; k++) {
        const size_t size = strlen(d->series[k].colour);
        if (size && strncmp(colour + 1, d->series[k].colour, size) == 0 && colour[1 + size] == '\'') return k;
    }
    return -1;
}

/* A marker that stands somewhere; others define the shapes. */
static bool is_point(const char *at) {
    const char *placed = strstr(at, "transform='translate("), *end = strchr(at, '>');
    return starts(at, use_start) && placed && end && placed < end;
}

static int points_in(const char *group) {
    const char *end = group_end(group);
    int n = 0;
    for (const char *at = strstr(group, use_start); at && at < end; at = strstr(at + 1, use_start)) n += is_point(at);
    return n;
}

/* The place among the series' points of those that the group has: those of its next panel, if they are as many; -1.
 * Seeds may be drawn beside the median of one panel: whatever stands at a length there says the same. */
static int first_point(const struct page_series *series, int *next, const char *group) {
    if (*next == series->n) *next = 0;
    const int from = *next;
    int n = 0;
    while (from + n < series->n && series->panel[from + n] == series->panel[from]) n++;
    if (!n || points_in(group) != n) return -1;
    *next += n;
    return from;
}

/* What gnuplot says in every tag and SVG says anyway, or the page does: of its text, the family. */
static size_t redundant(const char *at) {
    static const char *const all[] = {" stroke-linecap=\"butt\"", " stroke-linejoin=\"miter\"", " font-family=\""};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const size_t size = strlen(all[i]);
        if (starts(at, all[i])) return i < 2 ? size : size + strcspn(at + size, "\"") + 1;
    }
    return 0;
}

/* Copy one tag from '<' to '>', prefixing ids and references; returns what follows. gnuplot writes no '>' inside
 * attributes and no text of the user's inside tags. */
static const char *copy_tag(struct text *out, const char *at, const char *name) {
    static const char *const before_id[] = {" id='", " id=\"", "href='#", "href=\"#", "url(#"};
    while (*at && *at != '>') {
        const size_t spare = redundant(at);
        if (spare) {
            at += spare;
            continue;
        }
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

/* "<g", with whose it is. */
static const char *copy_owner(struct text *out, const char *at, size_t tag, const char *scheme) {
    text_bytes(out, at, tag);
    text_add(out, " data-scheme=\"");
    text_html(out, scheme);
    text_add(out, "\"");
    return at + tag;
}

/* "<use ... />" becomes "<use ... class="pt"><title>...</title></use>". */
static const char *copy_point(struct text *out, const char *at, const char *name, const char *tip) {
    at = copy_tag(out, at, name);
    if (out->size && out->data[out->size - 1] == '/') out->data[--out->size] = '\0';
    text_add(out, " class=\"pt\"><title>");
    text_html(out, tip);
    text_add(out, "</title></use>");
    return at + (*at == '>');
}

/* Where we are in the drawing. */
struct place {
    const char *end; /* of the group that we are in; NULL: none */
    bool panels;
    int owner, point; /* its series, and its next point; -1: unknown */
    int *next;        /* [series] see first_point */
    int named, lines; /* the series that the next lines of text name, and how many there still are */
};

static const char *copy_group(struct text *out, const char *at, const struct drawing *d, struct place *p) {
    p->end = group_end(at);
    p->owner = series_of(d, at, p->panels);
    p->point = p->owner >= 0 ? first_point(&d->series[p->owner], &p->next[p->owner], at) : -1;
    if (p->owner >= 0) at = copy_owner(out, at, 2, d->series[p->owner].name);
    return copy_tag(out, at, d->name);
}

static const char *copy_text(struct text *out, const char *at, const struct drawing *d, struct place *p) {
    if (!p->lines) p->named = series_named(d, at + strlen(text_start), &p->lines);
    if (p->named >= 0) p->lines--, at = copy_owner(out, at, 5, d->series[p->named].name);
    return copy_tag(out, at, d->name);
}

/* Where every series has a panel there is no legend. */
static const char *copy_other(struct text *out, const char *at, const struct drawing *d, const struct place *p) {
    const int sample = p->end || p->panels ? -1 : sampled(d, at);
    if (sample >= 0) at = copy_owner(out, at, strcspn(at, " "), d->series[sample].name);
    return copy_tag(out, at, d->name);
}

/* "<g fill=...>\n</g>\n", which gnuplot writes wherever it changes a pen: its size; 0: something is drawn in it. Those
 * of a plot's element are kept, for they are counted. */
static size_t empty_group(const char *at) {
    if (!starts(at, "<g ") || starts(at, group_start)) return 0;
    const char *inside = strchr(at, '>');
    if (!inside) return 0;
    inside += 1 + strspn(inside + 1, " \t\n");
    return starts(inside, "</g>") ? (size_t)(inside - at) + strlen("</g>") : 0;
}

/* White space that no text has and no attribute needs. */
static bool between_tags(const char *svg, const char *at) {
    return strchr(" \t\n", *at) && at > svg && (at[-1] == '>' || strchr(" \t\n", at[-1])) &&
           at[strspn(at, " \t\n")] == '<';
}

static void copy_body(struct text *out, const char *at, const struct drawing *d) {
    struct place p = {
        .owner = -1, .point = -1, .panels = has_panels(d), .next = mem_zero((size_t)d->n + 1, sizeof *p.next)};
    while (*at) {
        if (p.end && at >= p.end) p.end = NULL, p.owner = p.point = -1;
        if (starts(at, group_start))
            at = copy_group(out, at, d, &p);
        else if (starts(at, text_start))
            at = copy_text(out, at, d, &p);
        else if (starts(at, "<title>"))
            at = skip_element(at, "</title>"); /* "Gnuplot", which browsers show over every chart */
        else if (starts(at, "<desc>"))
            at = skip_element(at, "</desc>");
        else if (p.point >= 0 && is_point(at))
            at = copy_point(out, at, d->name, d->series[p.owner].point[p.point++]);
        else if (empty_group(at))
            at += empty_group(at);
        else if (*at == '<')
            at = copy_other(out, at, d, &p);
        else if (between_tags(d->svg, at))
            at++;
        else
            text_bytes(out, at++, 1);
    }
    mem_free(p.next);
}

void svg_inline(struct text *out, const struct drawing *d) {
    const char *at = strstr(d->svg, "<svg");
    if (!at) return;
    text_add(out, "<svg role=\"group\" aria-label=\"");
    text_html(out, d->title);
    text_bytes(out, "\"", 1);
    copy_body(out, at + strlen("<svg"), d);
}
