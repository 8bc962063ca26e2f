/* What options say of a chart's look: width, height, font, interval. */
#include "plots/plot.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct named_size {
    const char *name;
    double width, size;
} sizes[] = {{"paper", 3.3, 7.5}, {"full", 6.9, 7.5}, {"slides", 10, 18}};
enum { SIZES = sizeof sizes / sizeof *sizes };
static const double WIDTH_LEAST = 2, LENGTH_MOST = 40;

/* "3.3in", "8.4cm", "84mm", "240pt", "3.3" -> inches; 0: it is none. */
static double inches(const char *text) {
    static const struct {
        const char *name;
        double inch;
    } units[] = {{"in", 1}, {"", 1}, {"cm", 1 / 2.54}, {"mm", 1 / 25.4}, {"pt", 1 / 72.0}};
    char *end;
    const double value = strtod(text, &end);
    if (end == text || !(value > 0)) return 0;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++)
        if (strcmp(end, units[u].name) == 0) return value * units[u].inch;
    return 0;
}

bool plot_width_parse(const char *text, struct plot_style *style, struct error *err) {
    for (int i = 0; i < SIZES; i++) {
        if (strcmp(text, sizes[i].name) != 0) continue;
        style->width = sizes[i].width;
        style->size = sizes[i].size;
        return true;
    }
    style->width = inches(text);
    return (style->width >= WIDTH_LEAST && style->width <= LENGTH_MOST) ||
           error_set(err,
                     "--width is paper (3.3in), full (6.9in), slides (10in) or 2 to 40 inches, such as 3.3in, 8.4cm or "
                     "240pt, not '%s'",
                     text);
}

bool plot_height_parse(const char *text, struct plot_style *style, struct error *err) {
    style->height = inches(text);
    return (style->height > 0 && style->height <= LENGTH_MOST) ||
           error_set(err, "--height is at most 40 inches, such as 2.4in, 6cm or 170pt, not '%s'", text);
}

/* Letters and what else names of fonts have; no quotes and commas, as it stands in a gnuplot command. */
static bool is_family(const char *name, size_t size) {
    for (size_t i = 0; i < size; i++) {
        const char c = name[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '-'))
            return false;
    }
    return true;
}

bool plot_font_parse(const char *text, struct plot_style *style, struct error *err) {
    const size_t size = strcspn(text, ",");
    if (!*text || size >= sizeof style->font || !is_family(text, size))
        return error_set(err, "--font is a family and a size, such as 'Times,8', not '%s'", text);
    if (size) snprintf(style->font, sizeof style->font, "%.*s", (int)size, text);
    if (!text[size]) return true;
    char *end;
    style->size = strtod(text + size + 1, &end);
    return (end > text + size + 1 && !*end && style->size >= TYPE_LEAST && style->size <= 72) ||
           error_set(err, "--font: type has %d to 72 points, not '%s'", TYPE_LEAST, text + size + 1);
}

bool plot_interval_parse(const char *text, struct plot_style *style, struct error *err) {
    static const char *const kinds[] = {"median", "seeds", "none"};
    for (int i = 0; i < 3; i++)
        if (strcmp(text, kinds[i]) == 0) return style->interval = kinds[i], true;
    return error_set(err, "--interval is median, seeds or none, not '%s'", text);
}
