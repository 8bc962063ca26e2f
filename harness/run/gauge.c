#include "run/gauge.h"
#include "base/clock.h"
#include <math.h>
#include <string.h>

enum { BAR_WIDE = 20, BAR_NARROW = 10, NAME_LEAST = 8 };

static void add_bar(struct text *out, double share, int width) {
    const int full = (int)(fmin(fmax(share, 0), 1) * width);
    text_add(out, "[");
    for (int i = 0; i < width; i++) text_add(out, i < full ? "#" : "-");
    text_add(out, "]");
}

/* The rest of the line after the run's name. */
static void add_end(const struct gauge *g, struct text *out) {
    char left[24] = "--:--";
    if (!isnan(g->left)) clock_span(g->left, left);
    text_add(out, "  %.0f steps/s  ETA %s", g->rate, left);
    if (g->failed) text_add(out, "  %d failed", g->failed);
}

/* As much of the beginning of the name as fits; nothing if less than NAME_LEAST does. */
static void add_name(const char *name, int room, struct text *out) {
    if (text_width(name) <= room)
        text_add(out, "%s ", name);
    else if (room >= NAME_LEAST)
        text_add(out, "%.*s… ", (int)text_fitting(name, room - 1), name);
}

static void add_run(const struct gauge *g, int room, struct text *out) {
    struct text step = {0}, loss = {0};
    text_add(&step, "%s %ld/%ld", g->phase, g->step, g->steps);
    if (!isnan(g->loss)) text_add(&loss, " loss %.3f", g->loss);
    room -= 2 + (int)step.size;
    if (room >= 0) {
        text_add(out, "  ");
        add_name(g->name, room - (int)loss.size - 1, out);
        text_add(out, "%s", text_of(&step));
        if (room >= (int)loss.size) text_add(out, "%s", text_of(&loss));
    }
    text_free(&step);
    text_free(&loss);
}

void gauge_write(const struct gauge *g, int columns, struct text *out) {
    struct text head = {0}, end = {0};
    add_end(g, &end);
    text_add(&head, " %d/%d", g->finished, g->total);
    const int wide = columns - (int)head.size - (int)end.size - BAR_WIDE - 2;
    const int bar = wide < 40 ? BAR_NARROW : BAR_WIDE;
    add_bar(out, g->share, bar);
    text_add(out, "%s", text_of(&head));
    if (g->name) add_run(g, wide + BAR_WIDE - bar, out);
    text_add(out, "%s", text_of(&end));
    text_free(&head);
    text_free(&end);
}
