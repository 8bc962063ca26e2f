/* The markup of a drawing in fewer bytes: what gnuplot says of every stroke is said once of all that share it, shapes
 * that nothing uses are left out, and coordinates are tenths of a pixel, each from the one before it. */
#include "base/memory.h"
#include "plots/page.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- tags ---- */

struct slice {
    const char *at; /* NULL: there is none */
    int size;
};
enum attribute {
    ID,
    HREF,
    CLASS,
    SCHEME,
    FILL,
    FILL_OPACITY,
    COLOUR,
    STROKE,
    STROKE_WIDTH,
    DASHES,
    RENDERING,
    TRANSFORM,
    FONT_SIZE,
    ANCHOR,
    D,
    POINTS,
    ATTRIBUTES
};
static const char *const attribute_names[ATTRIBUTES] = {"id",
                                                        "xlink:href",
                                                        "class",
                                                        "data-scheme",
                                                        "fill",
                                                        "fill-opacity",
                                                        "color",
                                                        "stroke",
                                                        "stroke-width",
                                                        "stroke-dasharray",
                                                        "shape-rendering",
                                                        "transform",
                                                        "font-size",
                                                        "text-anchor",
                                                        "d",
                                                        "points"};
/* Of a group these hold for all that is in it. */
enum {
    INHERITED = 1 << FILL | 1 << COLOUR | 1 << STROKE | 1 << STROKE_WIDTH | 1 << RENDERING | 1 << TRANSFORM |
                1 << FONT_SIZE | 1 << ANCHOR
};

struct tag {
    struct slice name, of[ATTRIBUTES];
    bool closes, is_empty; /* </g>; <path/> */
    const char *end;       /* behind its '>' */
};

static bool is(struct slice s, const char *word) {
    return s.size == (int)strlen(word) && memcmp(s.at, word, (size_t)s.size) == 0;
}

static const char *past_space(const char *at) { return at + strspn(at, " \t\n"); }

/* One attribute at *at; false: it is none that gnuplot or svg_inline writes. */
static bool read_attribute(const char **at, struct tag *tag) {
    const struct slice name = {*at, (int)strcspn(*at, " =\t\n>")};
    const char *value = past_space(name.at + name.size);
    if (*value != '=') return false;
    value = past_space(value + 1);
    if (*value != '"' && *value != '\'') return false;
    const char *end = strchr(value + 1, *value);
    if (!end) return false;
    *at = past_space(end + 1);
    for (int a = 0; a < ATTRIBUTES; a++)
        if (is(name, attribute_names[a])) return tag->of[a] = (struct slice){value + 1, (int)(end - value - 1)}, true;
    return false;
}

static bool read_tag(const char *at, struct tag *tag) {
    *tag = (struct tag){.closes = at[1] == '/'};
    at += 1 + tag->closes;
    tag->name = (struct slice){at, (int)strcspn(at, " \t\n/>")};
    at = past_space(at + tag->name.size);
    while (*at && *at != '>' && *at != '/')
        if (!read_attribute(&at, tag)) return false;
    tag->is_empty = *at == '/';
    at += tag->is_empty;
    tag->end = at + 1;
    return *at == '>';
}

/* ---- numbers and colours ---- */

static int tenths(double v) { return (int)lround(10 * v); }

/* 12.5, -.3, 7; apart: a space before it where it could be read as part of the number before. */
static void add_tenths(struct text *out, int v, bool apart) {
    const int whole = abs(v) / 10, part = abs(v) % 10;
    if (apart && v >= 0) text_bytes(out, " ", 1);
    if (v < 0) text_bytes(out, "-", 1);
    if (whole || !part) text_add(out, "%d", whole);
    if (part) text_add(out, ".%d", part);
}

/* "12.50,3.70" */
static bool read_pair(const char **at, double *x, double *y) {
    char *end;
    *x = strtod(*at, &end);
    if (end == *at || *end != ',') return false;
    const char *second = end + 1;
    *y = strtod(second, &end);
    *at = end;
    return end != second;
}

static void add_colour(struct text *out, struct slice s) {
    int r, g, b;
    if (sscanf(s.at, "rgb(%d ,%d ,%d)", &r, &g, &b) == 3)
        text_add(out, "#%02x%02x%02x", r & 255, g & 255, b & 255);
    else if (is(s, "black"))
        text_add(out, "#000");
    else
        text_bytes(out, s.at, (size_t)s.size);
}

/* ---- what is drawn, by how it is drawn ---- */

/* Elements that share their attributes; those of a drawing follow one another in the order of their first. */
struct bunch {
    struct text style, inside;
    int n;
    bool fills;
    bool open;                /* its last element is a path that goes on */
    int x, y, from_x, from_y; /* where that is, and where its last stroke began */
};
/* A filled rectangle, as cells of a heat map and steps of a scale of colours are, in tenths of a pixel. */
struct rectangle {
    int left, top, right, bottom, colour;
};
struct compact {
    struct rectangle held; /* is to be written, once it is known whether what follows belongs to it */
    bool holds;
    struct slice held_rendering;
    struct text *out;
    const char *prefix;                /* of ids */
    struct slice shape[64], scale[64]; /* that are used */
    int n_shapes, n_bunches, room;
    struct bunch *bunch;
    struct tag group[32]; /* what holds within each open group */
    bool written[32];     /* it is a group of the result */
    int depth;
};

static void end_path(struct bunch *b) {
    if (b->open) text_add(&b->inside, "\"/>");
    b->open = false;
}

/* The attributes of a single element stand in it. */
static void flush(struct compact *c) {
    for (int i = 0; i < c->n_bunches; i++) {
        struct bunch *b = &c->bunch[i];
        end_path(b);
        const char *inside = text_of(&b->inside);
        const size_t name = strcspn(inside, " ");
        if (b->n == 1 || !b->style.size)
            text_add(c->out, "%.*s%s%s", (int)name, inside, text_of(&b->style), inside + name);
        else
            text_add(c->out, "<g%s>%s</g>", text_of(&b->style), inside);
        text_free(&b->style);
        text_free(&b->inside);
    }
    c->n_bunches = 0;
}

static struct bunch *bunch_of(struct compact *c, struct text *style, bool fills) {
    for (int i = 0; i < c->n_bunches; i++)
        if (strcmp(text_of(&c->bunch[i].style), text_of(style)) == 0 && c->bunch[i].fills == fills)
            return text_free(style), &c->bunch[i];
    if (c->n_bunches == c->room) {
        const size_t before = (size_t)c->room * sizeof *c->bunch;
        c->room = 2 * c->room + 16;
        c->bunch = mem_grow(c->bunch, before, (size_t)c->room * sizeof *c->bunch);
    }
    c->bunch[c->n_bunches] = (struct bunch){.style = *style, .fills = fills};
    return &c->bunch[c->n_bunches++];
}

static void add_attribute(struct text *out, const char *name, struct slice value) {
    if (value.at) text_add(out, " %s=\"%.*s\"", name, value.size, value.at);
}

static void begin_element(struct bunch *b, const char *name, const struct tag *tag) {
    end_path(b);
    b->n++;
    text_add(&b->inside, "<%s", name);
    add_attribute(&b->inside, "data-scheme", tag->of[SCHEME]);
}

/* ---- paths ---- */

static void begin_path(struct bunch *b, const struct tag *tag) {
    begin_element(b, "path", tag);
    if (b->fills) text_add(&b->inside, " fill=\""), add_colour(&b->inside, tag->of[FILL]), text_add(&b->inside, "\"");
    text_add(&b->inside, " d=\"");
    b->open = true;
    b->x = b->y = b->from_x = b->from_y = 0;
}

static void move_to(struct bunch *b, int x, int y) {
    const bool first = b->inside.data[b->inside.size - 1] == '"';
    text_add(&b->inside, first ? "M" : "m");
    add_tenths(&b->inside, x - b->x, false);
    add_tenths(&b->inside, y - b->y, true);
    b->x = b->from_x = x;
    b->y = b->from_y = y;
}

/* *verb: the command that stands last. */
static void line_to(struct bunch *b, int x, int y, char *verb) {
    const int dx = x - b->x, dy = y - b->y;
    const char next = !dy ? 'h' : !dx ? 'v' : 'l';
    if (!dx && !dy) return;
    const bool same = *verb == next;
    if (!same) text_bytes(&b->inside, &next, 1);
    if (dx) add_tenths(&b->inside, dx, same);
    if (dy) add_tenths(&b->inside, dy, same || dx);
    *verb = next;
    b->x = x;
    b->y = y;
}

/* M, L and Z is all that gnuplot writes. A stroke of a single point shows nothing, and is left out. */
static bool add_strokes(struct bunch *b, struct slice d) {
    const char *at = past_space(d.at), *const end = d.at + d.size;
    char verb = 'M', last = 0;
    int move_x = 0, move_y = 0;
    bool moved = false;
    while (at < end) {
        double x, y;
        if (*at == 'Z') {
            if (!moved) text_add(&b->inside, "z"), b->x = b->from_x, b->y = b->from_y, last = 'z';
            at = past_space(at + 1);
            continue;
        }
        if (*at == 'M' || *at == 'L') verb = *at++;
        if (!read_pair(&at, &x, &y)) return false;
        if (verb == 'M')
            move_x = tenths(x), move_y = tenths(y), moved = true;
        else if (!moved || tenths(x) != move_x || tenths(y) != move_y) {
            if (moved) move_to(b, move_x, move_y), last = 0;
            moved = false;
            line_to(b, tenths(x), tenths(y), &last);
        }
        at = past_space(at);
    }
    return true;
}

static bool add_path(struct compact *c, const struct tag *tag, const struct tag *within) {
    struct text style = {0};
    const struct slice colour = tag->of[STROKE].at ? tag->of[STROKE] : within->of[COLOUR],
                       width = within->of[STROKE_WIDTH];
    text_add(&style, " stroke=\"");
    add_colour(&style, colour);
    text_add(&style, "\"");
    if (width.at && atof(width.at) != 1) text_add(&style, " stroke-width=\"%g\"", atof(width.at));
    add_attribute(&style, "stroke-dasharray", tag->of[DASHES]);
    struct bunch *b = bunch_of(c, &style, false);
    if (!b->open || tag->of[SCHEME].at) begin_path(b, tag);
    const bool ok = add_strokes(b, tag->of[D]);
    if (tag->of[SCHEME].at) end_path(b);
    return ok;
}

static bool add_corners(struct bunch *b, struct slice points) {
    const char *at = past_space(points.at), *const end = points.at + points.size;
    char last = 0;
    for (int n = 0; at < end; n++, at = past_space(at)) {
        double x, y;
        if (!read_pair(&at, &x, &y)) return false;
        if (n)
            line_to(b, tenths(x), tenths(y), &last);
        else
            move_to(b, tenths(x), tenths(y));
    }
    text_add(&b->inside, "z");
    return true;
}

/* What is filled hides what was drawn before, which therefore stays before it. */
static struct bunch *filled_bunch(struct compact *c, struct text *style) {
    const bool alone = c->n_bunches == 1 && c->bunch[0].fills;
    if (c->n_bunches && (!alone || strcmp(text_of(&c->bunch[0].style), text_of(style)) != 0)) flush(c);
    return bunch_of(c, style, true);
}

/* ---- rectangles ---- */

/* The corners at `at`, of a path or a polygon, if they are those of an upright rectangle. */
static bool is_rectangle(struct slice corners, struct rectangle *out) {
    const char *at = past_space(corners.at), *const end = corners.at + corners.size;
    int x[5], y[5], n = 0;
    while (at < end && n < 5) {
        double px, py;
        at += strspn(at, "MLZ \t\n");
        if (at >= end) break;
        if (!read_pair(&at, &px, &py)) return false;
        x[n] = tenths(px);
        y[n++] = tenths(py);
        at = past_space(at);
    }
    if (n < 4 || past_space(at + strspn(at, "Z \t\n")) < end) return false;
    if (n == 5 && (x[4] != x[0] || y[4] != y[0])) return false;
    const bool across = y[0] == y[1] && x[1] == x[2] && y[2] == y[3] && x[3] == x[0];
    const bool down = x[0] == x[1] && y[1] == y[2] && x[2] == x[3] && y[3] == y[0];
    *out = (struct rectangle){x[0] < x[2] ? x[0] : x[2], y[0] < y[2] ? y[0] : y[2], x[0] < x[2] ? x[2] : x[0],
                              y[0] < y[2] ? y[2] : y[0], out->colour};
    return across || down;
}

/* To a tenth of a pixel. */
static bool close_to(int a, int b) { return abs(a - b) <= 1; }

static bool same_place(const struct rectangle *a, const struct rectangle *b) {
    return close_to(a->left, b->left) && close_to(a->top, b->top) && close_to(a->right, b->right) &&
           close_to(a->bottom, b->bottom);
}

/* No eye tells steps of a scale of colours apart that differ by so little. */
static bool same_colour(int a, int b) {
    enum { NEAR = 6 };
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((a >> shift & 255) - (b >> shift & 255)) > NEAR) return false;
    return true;
}

static void write_rectangle(struct compact *c, struct slice outline) {
    const struct rectangle r = c->held;
    struct text style = {0};
    char last = 0;
    add_attribute(&style, "shape-rendering", c->held_rendering);
    if (outline.at) text_add(&style, " stroke=\""), add_colour(&style, outline), text_add(&style, "\"");
    struct bunch *b = filled_bunch(c, &style);
    static const struct tag plain;
    begin_element(b, "path", &plain);
    text_add(&b->inside, " fill=\"#%06x\" d=\"", r.colour);
    b->x = b->y = 0;
    move_to(b, r.left, r.top);
    line_to(b, r.right, r.top, &last);
    line_to(b, r.right, r.bottom, &last);
    line_to(b, r.left, r.bottom, &last);
    text_add(&b->inside, "z\"/>");
    c->holds = false;
}

static void release(struct compact *c) {
    if (c->holds) write_rectangle(c, (struct slice){0});
}

/* The one that is held goes on in this one, or has this outline. */
static bool goes_on(struct compact *c, const struct rectangle *r) {
    struct rectangle *held = &c->held;
    if (!c->holds || !close_to(r->left, held->right) || r->top != held->top || r->bottom != held->bottom ||
        !same_colour(r->colour, held->colour))
        return false;
    held->right = r->right;
    return true;
}

static bool is_outline(const struct compact *c, const struct tag *tag, const struct tag *within) {
    struct rectangle r = {0};
    return c->holds && !tag->of[SCHEME].at && !tag->of[DASHES].at && tag->of[STROKE].at &&
           within->of[STROKE_WIDTH].at && atof(within->of[STROKE_WIDTH].at) == 1 && is_rectangle(tag->of[D], &r) &&
           same_place(&r, &c->held);
}

static bool read_colour(struct slice s, int *out) {
    int r, g, b;
    if (sscanf(s.at, "rgb(%d ,%d ,%d)", &r, &g, &b) != 3) return false;
    *out = (r & 255) << 16 | (g & 255) << 8 | (b & 255);
    return true;
}

static bool add_polygon(struct compact *c, const struct tag *tag, const struct tag *within) {
    struct rectangle r = {0};
    if (within->of[RENDERING].at && !tag->of[FILL_OPACITY].at && read_colour(tag->of[FILL], &r.colour) &&
        is_rectangle(tag->of[POINTS], &r)) {
        if (goes_on(c, &r)) return true;
        release(c);
        c->held = r;
        c->held_rendering = within->of[RENDERING];
        return c->holds = true;
    }
    struct text style = {0};
    release(c);
    if (tag->of[FILL_OPACITY].at) text_add(&style, " fill-opacity=\"%g\"", atof(tag->of[FILL_OPACITY].at));
    add_attribute(&style, "shape-rendering", within->of[RENDERING]);
    struct bunch *b = filled_bunch(c, &style);
    begin_path(b, tag);
    const bool ok = add_corners(b, tag->of[POINTS]);
    end_path(b);
    return ok;
}

/* ---- markers ---- */

static bool same(struct slice a, struct slice b) { return a.size == b.size && memcmp(a.at, b.at, (size_t)a.size) == 0; }

/* The number of a shape at a scale. */
static int shape_of(struct compact *c, struct slice id, struct slice scale) {
    for (int i = 0; i < c->n_shapes; i++)
        if (same(c->shape[i], id) && same(c->scale[i], scale)) return i;
    if (c->n_shapes == sizeof c->shape / sizeof *c->shape) return -1;
    c->shape[c->n_shapes] = id;
    c->scale[c->n_shapes] = scale;
    return c->n_shapes++;
}

/* <use ... transform='translate(1.50,2.50) scale(1.69)' .../>, with what stands behind a point. */
static bool add_use(struct compact *c, const struct tag *tag, const char **at) {
    struct text style = {0};
    double x, y;
    const char *place = tag->of[TRANSFORM].at;
    static const char move[] = "translate(", size[] = " scale(";
    if (!place || !tag->of[HREF].at || strncmp(place, move, strlen(move)) != 0) return false;
    place += strlen(move);
    if (!read_pair(&place, &x, &y) || *place != ')' || strncmp(++place, size, strlen(size)) != 0) return false;
    place += strlen(size);
    const int shape = shape_of(c, tag->of[HREF], (struct slice){place, (int)strcspn(place, ")")});
    if (shape < 0) return false;
    text_add(&style, " color=\"");
    add_colour(&style, tag->of[COLOUR]);
    text_add(&style, "\"");
    struct bunch *b = bunch_of(c, &style, false);
    begin_element(b, "use", tag);
    text_add(&b->inside, " href=\"#%s-%d\" x=\"", c->prefix, shape);
    add_tenths(&b->inside, tenths(x), false);
    text_add(&b->inside, "\" y=\"");
    add_tenths(&b->inside, tenths(y), false);
    text_add(&b->inside, "\"");
    add_attribute(&b->inside, "class", tag->of[CLASS]);
    text_add(&b->inside, tag->is_empty ? "/>" : ">");
    if (tag->is_empty) return true;
    const char *end = strstr(*at, "</use>");
    if (!end) return false;
    end += strlen("</use>");
    text_bytes(&b->inside, *at, (size_t)(end - *at));
    *at = end;
    return true;
}

/* ---- text ---- */

static bool add_place(struct text *out, struct slice transform) {
    static const char move[] = "translate(";
    double x, y;
    const char *at = transform.at;
    if (!at || strncmp(at, move, strlen(move)) != 0) return false;
    at += strlen(move);
    if (!read_pair(&at, &x, &y) || *at++ != ')') return false;
    const bool turned = at < transform.at + transform.size;
    text_add(out, turned ? " transform=\"translate(" : " x=\"");
    add_tenths(out, tenths(x), false);
    text_add(out, turned ? "," : "\" y=\"");
    add_tenths(out, tenths(y), false);
    if (turned)
        text_add(out, ")%.*s\"", (int)(transform.at + transform.size - at), at);
    else
        text_add(out, "\"");
    return true;
}

static bool add_text(struct compact *c, const struct tag *tag, const struct tag *within, const char **at) {
    struct text style = {0};
    const char *end = strstr(*at, "</text>");
    if (!end) return false;
    const struct slice words = {*at, (int)(end - *at)};
    *at = end + strlen("</text>");
    if (!words.size) return true;
    text_add(&style, " fill=\"");
    add_colour(&style, within->of[FILL].at ? within->of[FILL] : (struct slice){"black", 5});
    text_add(&style, "\"");
    add_attribute(&style, "font-size", within->of[FONT_SIZE]);
    if (within->of[ANCHOR].at && !is(within->of[ANCHOR], "start"))
        add_attribute(&style, "text-anchor", within->of[ANCHOR]);
    struct bunch *b = bunch_of(c, &style, false);
    begin_element(b, "text", tag);
    const bool ok = add_place(&b->inside, within->of[TRANSFORM]);
    text_add(&b->inside, ">%.*s</text>", words.size, words.at);
    return ok;
}

/* ---- groups ---- */

/* A group is written where it says whose it is; else it only says how what is in it is drawn. What one element of a
 * plot draws stays apart from the next. */
static bool open_group(struct compact *c, const struct tag *tag) {
    if (c->depth + 1 == sizeof c->group / sizeof *c->group) return false;
    struct tag within = c->group[c->depth++];
    for (int a = 0; a < ATTRIBUTES; a++)
        if (tag->of[a].at && INHERITED & 1 << a) within.of[a] = tag->of[a];
    c->group[c->depth] = within;
    c->written[c->depth] = tag->of[SCHEME].at != NULL;
    if (tag->of[ID].at) release(c), flush(c);
    if (tag->of[SCHEME].at) text_add(c->out, "<g data-scheme=\"%.*s\">", tag->of[SCHEME].size, tag->of[SCHEME].at);
    return true;
}

static bool close_group(struct compact *c) {
    if (!c->depth) return false;
    if (c->written[c->depth--]) release(c), flush(c), text_add(c->out, "</g>");
    return true;
}

static bool add_element(struct compact *c, const struct tag *tag, const char **at) {
    const struct tag *within = &c->group[c->depth];
    if (is(tag->name, "path") && tag->of[D].at && is_outline(c, tag, within))
        return write_rectangle(c, tag->of[STROKE]), true;
    if (!is(tag->name, "g") && !is(tag->name, "polygon")) release(c);
    if (is(tag->name, "g")) return tag->closes ? close_group(c) : open_group(c, tag);
    if (is(tag->name, "path") && tag->of[D].at) return add_path(c, tag, within);
    if (is(tag->name, "polygon") && tag->of[POINTS].at && tag->of[FILL].at) return add_polygon(c, tag, within);
    if (is(tag->name, "use")) return add_use(c, tag, at);
    return is(tag->name, "text") && !tag->closes && add_text(c, tag, within, at);
}

static bool add_body(struct compact *c, const char *at) {
    for (at = past_space(at); *at == '<'; at = past_space(at)) {
        struct tag tag;
        if (strncmp(at, "</svg>", 6) == 0) return c->depth == 0;
        if (!read_tag(at, &tag)) return false;
        at = tag.end;
        if (!add_element(c, &tag, &at)) return false;
    }
    return false;
}

/* ---- shapes ---- */

/* One attribute of a definition at `at`, into out unless it names something; what follows it. */
static const char *copy_attribute(struct text *out, const char *at) {
    const int name = (int)strcspn(at, "=");
    const char *value = at + name + 1, *end = *value ? strchr(value + 1, *value) : NULL;
    if (!end) return at + strlen(at);
    const struct slice own = {at, name};
    if (!is(own, "id") && !is(own, "xlink:href"))
        text_add(out, " %.*s=\"%.*s\"", name, at, (int)(end - value - 1), value + 1);
    return past_space(end + 1);
}

/* The element with the id "#name-gpPt6" from the definitions; one that shows another has that one in it. */
static bool add_shape(struct text *out, const char *definitions, struct slice id) {
    static const char link[] = "xlink:href='";
    struct text key = {0};
    text_add(&key, " id='%.*s'", id.size - 1, id.at + 1);
    const char *found = strstr(definitions, text_of(&key)), *begin = found;
    text_free(&key);
    if (!found) return false;
    while (*begin != '<') begin--;
    const char *end = strchr(begin, '>'), *at = begin + strcspn(begin, " ");
    const char *other = memmem(begin, (size_t)(end - begin), link, strlen(link));
    if (other)
        text_add(out, "<g");
    else
        text_bytes(out, begin, (size_t)(at - begin));
    for (at = past_space(at); at < end && *at != '/';) at = copy_attribute(out, at);
    if (!other) return text_add(out, "/>"), true;
    other += strlen(link);
    text_add(out, ">");
    const bool ok = add_shape(out, definitions, (struct slice){other, (int)strcspn(other, "'")});
    text_add(out, "</g>");
    return ok;
}

static bool add_shapes(const struct compact *c, const char *definitions, struct text *out) {
    bool ok = true;
    if (c->n_shapes) text_add(out, "<defs>");
    for (int i = 0; ok && i < c->n_shapes; i++) {
        text_add(out, "<g id=\"%s-%d\" transform=\"scale(%.*s)\">", c->prefix, i, c->scale[i].size, c->scale[i].at);
        ok = add_shape(out, definitions, c->shape[i]);
        text_add(out, "</g>");
    }
    if (c->n_shapes) text_add(out, "</defs>");
    return ok;
}

/* ---- the drawing ---- */

/* <svg ...>, in which nothing is filled unless it says so. What HTML knows is not said. */
static bool add_head(struct text *out, const char *svg) {
    static const char spaces[] = " xmlns";
    const char *end = strchr(svg, '>'), *names = strstr(svg, spaces);
    if (!end || !names || names > end) return false;
    const size_t size = (size_t)(names - svg);
    for (size_t i = 0; i < size; i++)
        if (svg[i] != '\n') text_bytes(out, svg + i, 1);
    text_add(out, " fill=\"none\">");
    return true;
}

/* Everything behind the definitions; before them there is the white ground, which a page has itself. */
static bool compact(struct compact *c, const char *svg, struct text *out) {
    static const char definitions_end[] = "</defs>";
    const char *definitions = strstr(svg, "<defs>"), *body = strstr(svg, definitions_end);
    if (strncmp(svg, "<svg", 4) != 0 || !definitions || !body) return false;
    c->depth = 1; /* in the canvas */
    struct text drawn = {0}, head = {0};
    c->out = &drawn;
    bool ok = add_body(c, body + strlen(definitions_end));
    release(c);
    flush(c);
    ok = ok && add_head(&head, svg) && add_shapes(c, definitions, &head);
    if (ok) text_add(out, "%s%s</svg>\n", text_of(&head), text_of(&drawn));
    text_free(&head);
    text_free(&drawn);
    return ok;
}

void svg_compact(struct text *out, const char *svg, const char *prefix) {
    struct compact *c = mem_zero(1, sizeof *c);
    c->prefix = prefix;
    if (!compact(c, svg, out)) text_add(out, "%s", svg);
    mem_free(c->bunch);
    mem_free(c);
}
