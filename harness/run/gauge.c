#include "run/gauge.h"
#include "base/clock.h"
#include <math.h>
#include <string.h>

enum { BAR_WIDE = 20, BAR_NARROW = 10, BAR_LEAST = 4, NAME_LEAST = 12, RUN_WIDE = 40 };

/* What is told of each run, by the room that it takes. */
enum detail { NAMES, LOSSES, STEPS, THOUSANDS, SHARES, RANGE, DETAILS };

static void add_bar(struct text *out, double share, int width) {
    const int full = (int)(fmin(fmax(share, 0), 1) * width);
    text_add(out, "[");
    for (int i = 0; i < width; i++) text_add(out, i < full ? "#" : "-");
    text_add(out, "]");
}

/* The rest of the line after the runs. */
static void add_end(const struct gauge *g, struct text *out) {
    char left[24] = "--:--";
    if (!isnan(g->left)) clock_span(g->left, left);
    text_add(out, "  %.0f steps/s  ETA %s", g->rate, left);
    if (g->failed) text_add(out, "  %d failed", g->failed);
}

/* In percent. */
static int share_of(const struct gauge_run *r) {
    return r->steps > 0 ? (int)(100 * (double)r->step / (double)r->steps) : 0;
}

/* "train 1300/6000"; of several, training goes without saying. In thousands: "train 1300/60k". */
static void add_steps(const struct gauge_run *r, bool alone, bool thousands, struct text *out) {
    enum { LONG = 10000 };
    if (alone || strcmp(r->phase, "train") != 0) text_add(out, "%s ", r->phase);
    const bool short_step = thousands && r->step >= LONG, short_steps = thousands && r->steps >= LONG;
    text_add(out, "%ld%s/%ld%s", short_step ? r->step / 1000 : r->step, short_step ? "k" : "",
             short_steps ? r->steps / 1000 : r->steps, short_steps ? "k" : "");
}

/* As much of both ends of the name as fits: the task stands at its beginning, the scheme and the seed at its end. */
static void add_name(const char *name, int room, struct text *out) {
    const int wide = text_width(name), head = (room - 1) / 3, tail = room - 1 - head;
    if (wide <= room)
        text_add(out, "%s ", name);
    else
        text_add(out, "%.*s…%s ", (int)text_fitting(name, head), name, name + text_fitting(name, wide - tail));
}

/* All runs, without the range of their shares. name_room: columns of a name. */
static void add_each(const struct gauge *g, enum detail detail, int name_room, struct text *out) {
    for (int i = 0; i < g->n_runs; i++) {
        const struct gauge_run *r = &g->run[i];
        text_add(out, detail == SHARES && i ? " " : "  ");
        if (detail == NAMES) add_name(r->name, name_room, out);
        if (detail == SHARES)
            text_add(out, "%d%%", share_of(r));
        else
            add_steps(r, g->n_runs == 1, detail == THOUSANDS, out);
        if (detail <= LOSSES && !isnan(r->loss)) text_add(out, " loss %.3f", r->loss);
    }
}

static void add_range(const struct gauge *g, struct text *out) {
    int least = 100, most = 0;
    for (int i = 0; i < g->n_runs; i++) {
        const int share = share_of(&g->run[i]);
        if (share < least) least = share;
        if (share > most) most = share;
    }
    text_add(out, "  %d at %d-%d%%", g->n_runs, least, most);
}

/* false: that is more than fits, or names would say nothing. */
static bool add_runs_in(const struct gauge *g, enum detail detail, int room, struct text *out) {
    struct text fixed = {0};
    if (detail == RANGE)
        add_range(g, &fixed);
    else
        add_each(g, detail == NAMES ? LOSSES : detail, 0, &fixed);
    const int name_room = (room - text_width(text_of(&fixed))) / g->n_runs - 1;
    const bool fits = detail == NAMES ? name_room >= NAME_LEAST : text_width(text_of(&fixed)) <= room;
    if (fits && detail == NAMES)
        add_each(g, detail, name_room, out);
    else if (fits)
        text_add(out, "%s", text_of(&fixed));
    text_free(&fixed);
    return fits;
}

static void add_runs(const struct gauge *g, int room, struct text *out) {
    for (enum detail detail = NAMES; g->n_runs && detail < DETAILS; detail++)
        if (add_runs_in(g, detail, room, out)) return;
}

/* The bar's width: what the runs' steps leave. room: of bar and runs. */
static int bar_width(const struct gauge *g, int room) {
    struct text steps = {0};
    if (g->n_runs) add_each(g, THOUSANDS, 0, &steps);
    const int left = room - text_width(text_of(&steps));
    text_free(&steps);
    return room - BAR_WIDE >= RUN_WIDE * g->n_runs ? BAR_WIDE : left >= BAR_NARROW ? BAR_NARROW : BAR_LEAST;
}

void gauge_write(const struct gauge *g, int columns, struct text *out) {
    struct text head = {0}, end = {0};
    add_end(g, &end);
    text_add(&head, " %d/%d", g->finished, g->total);
    const int room = columns - (int)head.size - (int)end.size - 2, bar = bar_width(g, room);
    add_bar(out, g->share, bar);
    text_add(out, "%s", text_of(&head));
    add_runs(g, room - bar, out);
    text_add(out, "%s", text_of(&end));
    text_free(&head);
    text_free(&end);
}
