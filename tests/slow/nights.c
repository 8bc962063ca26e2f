/* What the gate does on nights whose truth is known: nights PAGE simulates them, prints the tables and, if PAGE is
 * given, writes them between the two marks there. Fails where a promise is broken: a year or more until a false alarm
 * of the e-detector on average, 5 % of false alarms of the joint test, and slow declines seen about as soon as they
 * were when the detector was chosen. `make test-gate-nights`; a minute.
 *
 * Nights have 24 series, of which the detector sees 2 fresh seeds each, and the joint test 5 to 12 pairs. Noise is that
 * of a seed's difference between the baseline and tonight (standard deviation). In "heaps" both sides of a seed are 0.9
 * with a probability of 0.8, else 0.1, independently.
 */
#include "base/file.h"
#include "base/memory.h"
#include "base/rng.h"
#include "results/compare.h"
#include "results/detector.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SERIES = 24, FRESH = 2, LONGEST = 100 * DETECTOR_NIGHTS, QUIET = 100 };
enum world { INDEPENDENT, COMMON, HEAPS, WORLDS };
static const char *const world_name[WORLDS] = {"independent noise", "the same noise in all series", "heaps"};

static bool kept = true;
static void promise(bool is_kept, const char *what) {
    if (!is_kept) fprintf(stderr, "broken: %s\n", what), kept = false;
}

/* ---- the e-detector ---- */

static double heap(struct rng *rng) { return rng_below(rng, 10) < 8 ? 0.9 : 0.1; }

/* z of a seed in which nothing changed. */
static double nothing(enum world world, double shared, struct rng *rng) {
    if (world == COMMON) return shared;
    if (world == INDEPENDENT) return rng_word(rng) & 1 ? 1 : -1;
    const double was = heap(rng), now = heap(rng);
    return (was > now) - (was < now);
}

struct decline {
    double noise, drop, creep; /* of a seed's difference; lost at once, and more each night; noise 0: none declines */
};

/* Nights until the alarm, at most `longest`; from `after` nights on, series 0 declines. An alarm before that: 0. */
static int nights_to_alarm(enum world world, const struct decline *d, int after, int longest, struct rng *rng) {
    struct detector series[SERIES] = {0};
    const double limit = detector_limit(FRESH) * SERIES;
    for (int night = 1; night <= after + longest; night++) {
        const double lost = night <= after ? 0 : d->drop + d->creep * (night - after);
        double sum = 0;
        for (int seed = 0; seed < FRESH; seed++) {
            const double shared = rng_word(rng) & 1 ? 1 : -1;
            for (int s = 0; s < SERIES; s++) {
                const bool falls = s == 0 && d->noise > 0;
                detector_bet(&series[s],
                             falls ? (lost + d->noise * rng_normal(rng) > 0 ? 1 : -1) : nothing(world, shared, rng));
            }
        }
        for (int s = 0; s < SERIES; s++) sum += detector_evidence(&series[s]);
        if (sum >= limit) return night <= after ? 0 : night - after;
    }
    return longest;
}

static void false_alarms(FILE *out) {
    enum { TIMES = 4000 };
    static const struct decline none = {0};
    fprintf(out, "| nothing changes | nights to a false alarm, on average | years with one |\n|---|---|---|\n");
    for (int world = 0; world < WORLDS; world++) {
        double sum = 0, squares = 0;
        int years = 0;
        const struct rng named = rng_open(1, "nights/null", (uint64_t)world, 0);
        for (int t = 0; t < TIMES; t++) {
            struct rng rng = rng_at(&named, (uint64_t)t, 0);
            const double nights = nights_to_alarm((enum world)world, &none, 0, LONGEST, &rng);
            sum += nights, squares += nights * nights;
            years += nights <= DETECTOR_NIGHTS;
        }
        const double mean = sum / TIMES, error = sqrt((squares / TIMES - mean * mean) / TIMES);
        const struct interval w = wilson(years, TIMES);
        fprintf(out, "| %s | %.0f +- %.0f | %.0f %% (%.0f to %.0f) |\n", world_name[world], mean, 1.96 * error,
                100.0 * years / TIMES, 100 * w.low, 100 * w.high);
        promise(mean + 1.96 * error >= DETECTOR_NIGHTS, world_name[world]);
    }
}

static int ascending(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

/* Quantiles of the nights that it takes, over those that had no alarm before. */
static void nights_of(const struct decline *d, int after, int quantile[3]) {
    enum { TIMES = 1000, MOST = 3000 };
    static int nights[TIMES];
    int n = 0;
    const struct rng named = rng_open(1, "nights/decline", (uint64_t)after, 0);
    for (int t = 0; t < TIMES; t++) {
        struct rng rng = rng_at(&named, (uint64_t)t, (uint64_t)(1e6 * (d->noise + d->drop)));
        const int seen = nights_to_alarm(INDEPENDENT, d, after, MOST, &rng);
        if (seen) nights[n++] = seen;
    }
    qsort(nights, (size_t)n, sizeof *nights, ascending);
    for (int q = 0; q < 3; q++) quantile[q] = nights[(n - 1) * (1 + 4 * q) / 10];
}

static double normal_below(double x) { return erfc(-x / sqrt(2)) / 2; }

static void declines(FILE *out) {
    /* What was foreseen when the detector was chosen: the median after some quiet nights. */
    static const struct {
        struct decline decline;
        int foreseen;
    } row[] = {{{.noise = 0.03, .drop = 0.01}, 80}, {{.noise = 0.03, .drop = 0.02}, 25},
               {{.noise = 0.03, .drop = 0.05}, 8},  {{.noise = 0.1, .drop = 0.02}, 148},
               {{.noise = 0.1, .drop = 0.05}, 44},  {{.noise = 0.1, .drop = 0.1}, 15}};
    fprintf(out,
            "| one of 24 series, after %d quiet nights | a seed gets worse in | nights, foreseen | median | 1 in 10 | "
            "9 in 10 | from the first night on |\n|---|---|---|---|---|---|---|\n",
            QUIET);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const struct decline *d = &row[i].decline;
        int first[3], later[3];
        char what[80];
        nights_of(d, 0, first);
        nights_of(d, QUIET, later);
        fprintf(out, "| loses %g, noise %g | %.0f %% | %d | %d | %d | %d | %d |\n", d->drop, d->noise,
                100 * normal_below(d->drop / d->noise), row[i].foreseen, later[1], later[0], later[2], first[1]);
        snprintf(what, sizeof what, "a loss of %g in noise of %g is seen late", d->drop, d->noise);
        promise(later[1] <= 1.1 * row[i].foreseen + 1 && later[1] <= first[1] + 1, what);
    }
    const struct decline creeping = {.noise = 0.03, .creep = 0.0005}, noisy = {.noise = 0.1, .creep = 0.0005};
    int calm[3], wild[3];
    nights_of(&creeping, QUIET, calm);
    nights_of(&noisy, QUIET, wild);
    fprintf(out,
            "| creeps by 0.0005 a night, noise 0.03 | | 50 | %d (%.3f lost) | %d | %d | |\n"
            "| creeps by 0.0005 a night, noise 0.1 | | 94 | %d (%.3f lost) | %d | %d | |\n",
            calm[1], creeping.creep * calm[1], calm[0], calm[2], wild[1], noisy.creep * wild[1], wild[0], wild[2]);
}

/* ---- the joint test of one night ---- */

enum { PAIRS_MAX = 12, NIGHTS = 4000 };

/* Scores of a night's cells, before and after. Noise is shared by the four cells of a scheme in COMMON. */
static void draw_night(enum world world, double noise, double drop, int n, struct compared_cell *cell,
                       struct rng *rng) {
    for (int i = 0; i < n; i++) {
        double shared[2] = {0};
        for (int s = 0; s < SERIES; s++) {
            double side[2];
            if (s % 4 == 0) shared[0] = rng_normal(rng), shared[1] = rng_normal(rng);
            for (int k = 0; k < 2; k++)
                side[k] = world == HEAPS ? heap(rng)
                                         : 0.5 + noise * (world == COMMON ? shared[k] : rng_normal(rng)) / sqrt(2);
            cell[s].was[i] = side[0], cell[s].now[i] = side[1] - (s == 0 ? drop : 0);
        }
    }
}

/* Share of nights that end red: any cell, or the one that falls. */
static struct interval red_nights(enum world world, double noise, double drop, int n, double *rate) {
    static double was[SERIES][PAIRS_MAX], now[SERIES][PAIRS_MAX];
    static long seed[PAIRS_MAX];
    static struct compared_cell cell[SERIES];
    int red = 0;
    const int nights = drop > 0 ? NIGHTS / 4 : NIGHTS;
    for (int i = 0; i < PAIRS_MAX; i++) seed[i] = i;
    for (int s = 0; s < SERIES; s++)
        cell[s] = (struct compared_cell){.pairs = n, .was = was[s], .now = now[s], .seed = seed};
    const struct rng named = rng_open(1, "nights/joint", (uint64_t)world * 100 + (uint64_t)n, (uint64_t)(1e4 * noise));
    for (int t = 0; t < nights; t++) {
        struct rng rng = rng_at(&named, (uint64_t)t, (uint64_t)(1e4 * drop));
        draw_night(world, noise, drop, n, cell, &rng);
        test_cells(cell, SERIES, &gate_default);
        bool any = false;
        for (int s = 0; s < (drop > 0 ? 1 : SERIES); s++) any |= cell_regressed(&cell[s], &gate_default);
        red += any;
    }
    *rate = (double)red / nights;
    return wilson(red, nights);
}

static void joint_test(FILE *out) {
    fprintf(out, "| nothing changes | 5 seeds | 8 seeds | 12 seeds |\n|---|---|---|---|\n");
    for (int world = 0; world < WORLDS; world++) {
        fprintf(out, "| %s |", world == COMMON ? "the same noise in a scheme's four lengths" : world_name[world]);
        for (int k = 0; k < 3; k++) {
            double rate;
            const struct interval w = red_nights((enum world)world, 0.1, 0, k == 0 ? 5 : k == 1 ? 8 : 12, &rate);
            fprintf(out, " %.1f %% (%.1f to %.1f) |", 100 * rate, 100 * w.low, 100 * w.high);
            promise(w.low <= 0.05, "false alarms of the joint test");
        }
        fprintf(out, "\n");
    }
    fprintf(out, "\n| one of 24 cells | lost 0.02 | 0.05 | 0.1 |\n|---|---|---|---|\n");
    for (int k = 0; k < 2; k++) {
        const double noise = k ? 0.1 : 0.03, drop[3] = {0.02, 0.05, 0.1};
        fprintf(out, "| noise %g, 8 seeds |", noise);
        for (int i = 0; i < 3; i++) {
            double rate;
            red_nights(INDEPENDENT, noise, drop[i], 8, &rate);
            fprintf(out, " %.0f %% |", 100 * rate);
        }
        fprintf(out, "\n");
    }
}

/* ---- the page ---- */

static void write_tables(FILE *out) {
    fprintf(out, "A red night by the joint test, over %d nights:\n\n", NIGHTS);
    joint_test(out);
    fprintf(out, "\nThe nights so far, %d fresh seeds a night:\n\n", FRESH);
    false_alarms(out);
    fprintf(out, "\n");
    declines(out);
}

/* The page with the tables in place of what stands between its marks. */
static bool put_into(const char *path, const char *tables) {
    static const char begin[] = "<!-- nights -->\n", end[] = "<!-- end of nights -->\n";
    char *page = NULL;
    size_t size;
    struct error err;
    if (!file_read(path, 1 << 20, &page, &size, &err)) return fprintf(stderr, "%s\n", err.text), false;
    const char *from = strstr(page, begin), *to = from ? strstr(from, end) : NULL;
    struct text all = {0};
    bool ok = to != NULL;
    if (ok) {
        text_bytes(&all, page, (size_t)(from - page) + sizeof begin - 1);
        text_add(&all, "\n%s\n%s", tables, to);
        ok = file_write(path, text_of(&all), all.size, &err);
    }
    text_free(&all);
    mem_free(page);
    return ok || (fprintf(stderr, "%s: no marks, or it cannot be written\n", path), false);
}

int main(int argc, char **argv) {
    char *tables = NULL;
    size_t size;
    FILE *out = open_memstream(&tables, &size);
    if (!out) return EXIT_FAILURE;
    write_tables(out);
    fclose(out);
    fputs(tables, stdout);
    const bool ok = argc < 2 || put_into(argv[1], tables);
    free(tables);
    return ok && kept ? EXIT_SUCCESS : EXIT_FAILURE;
}
