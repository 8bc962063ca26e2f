/* The colours of charts: those that are drawn together stay apart for people with each of the three deficiencies of
 * colour vision, simulated with the matrices of Machado, Oliveira and Fernandes 2009 (severity 1), and on a grey
 * printer the greys do. Apart: a distance of CIEDE2000 (Sharma, Wu and Dalal 2005) of at least APART. */
#include "base/file.h"
#include "base/memory.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const double APART = 12, GREYS_APART = 6;
static const double radian = 3.14159265358979323846 / 180;
enum { COLOURS = 8, SIGHTS = 4 };
static const struct {
    const char *name;
    double m[3][3];
} sight[SIGHTS] = {
    {"normal", {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {"protanopia", {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
    {"deuteranopia",
     {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
    {"tritanopia", {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
};
struct lab {
    double L, a, b;
};

static double linear(double c) { return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4); }
static double bend(double t) { return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116; }

/* sRGB under D65. */
static struct lab lab_of(long rgb, int who) {
    static const double xyz[3][3] = {
        {0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}};
    static const double white[] = {0.95047, 1, 1.08883};
    double light[3], seen[3], f[3];
    for (int c = 0; c < 3; c++) light[c] = linear((double)(rgb >> (16 - 8 * c) & 255) / 255);
    for (int c = 0; c < 3; c++) {
        seen[c] = 0;
        for (int k = 0; k < 3; k++) seen[c] += sight[who].m[c][k] * light[k];
        seen[c] = fmin(1, fmax(0, seen[c]));
    }
    for (int c = 0; c < 3; c++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) sum += xyz[c][k] * seen[k];
        f[c] = bend(sum / white[c]);
    }
    return (struct lab){116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

static double hue(double a, double b) {
    const double h = a == 0 && b == 0 ? 0 : atan2(b, a) / radian;
    return h < 0 ? h + 360 : h;
}

static double ciede2000(struct lab x, struct lab y) {
    const double c = (hypot(x.a, x.b) + hypot(y.a, y.b)) / 2, far = pow(25, 7);
    const double g = 1.5 - 0.5 * sqrt(pow(c, 7) / (pow(c, 7) + far));
    const double c1 = hypot(g * x.a, x.b), c2 = hypot(g * y.a, y.b), h1 = hue(g * x.a, x.b), h2 = hue(g * y.a, y.b);
    double turn = h2 - h1, h = (h1 + h2) / 2;
    if (c1 * c2 == 0)
        turn = 0, h = h1 + h2;
    else if (fabs(turn) > 180) {
        turn += turn > 0 ? -360 : 360;
        h += h1 + h2 < 360 ? 180 : -180;
    }
    const double dL = y.L - x.L, dC = c2 - c1, dH = 2 * sqrt(c1 * c2) * sin(turn / 2 * radian), L = (x.L + y.L) / 2,
                 C = (c1 + c2) / 2;
    const double t = 1 - 0.17 * cos((h - 30) * radian) + 0.24 * cos(2 * h * radian) + 0.32 * cos((3 * h + 6) * radian) -
                     0.2 * cos((4 * h - 63) * radian);
    const double bow = -sin(60 * exp(-pow((h - 275) / 25, 2)) * radian) * 2 * sqrt(pow(C, 7) / (pow(C, 7) + far));
    const double l = dL / (1 + 0.015 * pow(L - 50, 2) / sqrt(20 + pow(L - 50, 2))), k = dC / (1 + 0.045 * C),
                 s = dH / (1 + 0.015 * C * t);
    return sqrt(l * l + k * k + s * s + bow * k * s);
}

/* Pairs of the data that Sharma, Wu and Dalal publish with the formula. */
static void test_distance(void **state) {
    (void)state;
    static const struct {
        struct lab x, y;
        double distance;
    } known[] = {{{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
                 {{50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1.0},
                 {{50, 2.5, 0}, {50, 0, -2.5}, 4.3065},
                 {{50, 2.5, 0}, {73, 25, -18}, 27.1492},
                 {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
                 {{2.0776, 0.0795, -1.135}, {0.9033, -0.0636, -0.5514}, 0.9082}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_true(fabs(ciede2000(known[i].x, known[i].y) - known[i].distance) < 1e-4);
}

/* The words of a list in plots/style.gp. */
static void colours_of(const char *list, long out[COLOURS]) {
    char *script;
    size_t size;
    assert_true(file_read("plots/style.gp", 1 << 20, &script, &size, NULL));
    char *at = strstr(script, list);
    assert_non_null(at);
    at = strchr(at, '\'') + 1;
    for (int i = 0; i < COLOURS; i++) out[i] = strtol(at, &at, 16);
    assert_int_equal(*at, '\'');
    mem_free(script);
}

static double least_distance(const long colour[COLOURS], int who, int *a, int *b) {
    double least = INFINITY;
    for (int i = 0; i < COLOURS; i++)
        for (int k = 0; k < i; k++) {
            const double d = ciede2000(lab_of(colour[i], who), lab_of(colour[k], who));
            if (d < least) least = d, *a = k, *b = i;
        }
    return least;
}

/* docs/figures.md has the same number, for "normal" in "| normal | 16.1 |". */
static void check_page(const char *name, double least) {
    char *page, row[64];
    size_t size;
    assert_true(file_read("docs/figures.md", 1 << 20, &page, &size, NULL));
    snprintf(row, sizeof row, "\n| %s | %.1f |\n", name, least);
    if (!strstr(page, row)) fail_msg("docs/figures.md does not have the row%s", row);
    mem_free(page);
}

static void test_colours_stay_apart(void **state) {
    (void)state;
    long colour[COLOURS];
    int a, b;
    colours_of("\ncolours = ", colour);
    for (int who = 0; who < SIGHTS; who++) {
        const double least = least_distance(colour, who, &a, &b);
        print_message("%s: least distance %.1f\n", sight[who].name, least);
        check_page(sight[who].name, least);
        if (least < APART)
            fail_msg("%s: %06lx and %06lx are %.1f apart, not %g", sight[who].name, (unsigned long)colour[a],
                     (unsigned long)colour[b], least, APART);
    }
}

static void test_greys_stay_apart(void **state) {
    (void)state;
    long grey[COLOURS];
    int a, b;
    colours_of("\ngreys = ", grey);
    for (int i = 0; i < COLOURS; i++) {
        assert_int_equal(grey[i] & 255, grey[i] >> 16);
        assert_int_equal(grey[i] & 255, grey[i] >> 8 & 255);
    }
    const double least = least_distance(grey, 0, &a, &b);
    print_message("greys: least distance %.1f\n", least);
    check_page("greys", least);
    assert_true(least >= GREYS_APART);
}

/* A line must be seen on white paper. */
static void test_colours_are_seen(void **state) {
    (void)state;
    long colour[COLOURS];
    static const char *const lists[] = {"\ncolours = ", "\ngreys = "};
    for (int l = 0; l < 2; l++) {
        colours_of(lists[l], colour);
        for (int i = 0; i < COLOURS; i++)
            for (int who = 0; who < SIGHTS; who++) assert_true(lab_of(colour[i], who).L < 78);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_distance), cmocka_unit_test(test_colours_stay_apart),
                                       cmocka_unit_test(test_greys_stay_apart),
                                       cmocka_unit_test(test_colours_are_seen)};
    return cmocka_run_group_tests_name("palette", tests, NULL, NULL);
}
