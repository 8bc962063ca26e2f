/* Schemes by themselves: registry, texts, the specification's golden vectors, hooks against finite differences where
 * the battery does not reach, distributions of position maps. */
#include "encoders/atom/bias.h"
#include "encoders/atom/embed.h"
#include "encoders/atom/positions.h"
#include "encoders/atom/rotary.h"
#include "encoders/atom/stream.h"
#include "encoders/atom/vectors.h"
#include "fixture_encoders.h"
#include <dirent.h>

/* Every scheme that a file defines is listed, under its identifier with '-' for '_'. */
static int defined_in(const char *path) {
    static const char start[] = "const struct encoder encoder_";
    char line[512], name[64];
    int found = 0;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, start, sizeof start - 1) != 0) continue;
        snprintf(name, sizeof name, "%.*s", (int)strcspn(line + sizeof start - 1, " "), line + sizeof start - 1);
        for (char *c = name; *c; c++)
            if (*c == '_') *c = '-';
        if (!encoder_find(name)) fail_msg("%s defines %s, which is in no list", path, name);
        found++;
    }
    fclose(file);
    return found;
}

static void list_and_folder_agree(void **state) {
    (void)state;
    int schemes = 0;
    DIR *dir = opendir("encoders");
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        size_t n = strlen(entry->d_name);
        char path[512];
        if (n < 3 || strcmp(entry->d_name + n - 2, ".c") != 0) continue;
        snprintf(path, sizeof path, "encoders/%s", entry->d_name);
        schemes += defined_in(path);
    }
    closedir(dir);
    assert_int_equal(schemes, encoder_count());
}

static void texts_are_filled(void **state) {
    (void)state;
    for (int i = 0; encoder_list[i]; i++) {
        const struct encoder *e = encoder_list[i];
        assert_ptr_equal(encoder_find(e->name), e);
        if (!e->title[0] || !e->formula[0] || !e->source[0] || !e->at_eval[0] || !e->differs)
            fail_msg("%s lacks a text", e->name);
        assert_true(e->options_size <= ENCODER_OPTIONS_SIZE);
        for (const struct option *o = e->options; o && o->name; o++) assert_true(o->help && o->help[0]);
        assert_true(!e->rotary || !(e->rotary->rotate || e->rotary->frequencies) || e->rotary->layout || e->variant);
        assert_true(!e->vectors || (e->vectors->row && e->vectors->table));
    }
}

/* Listings go through the families, so a scheme without one would be in none. */
static void every_scheme_has_a_family(void **state) {
    (void)state;
    int members[FAMILIES] = {0};
    for (int i = 0; encoder_list[i]; i++) {
        const struct encoder *e = encoder_list[i];
        if (e->family <= FAMILY_UNSET || e->family >= FAMILIES) fail_msg("%s says no family", e->name);
        members[e->family]++;
        if (e->claims & CLAIM_CONTROL && e->family != FAMILY_control) fail_msg("%s is a control", e->name);
        if (e->variant && e->family != FAMILY_extension) fail_msg("%s acts in evaluation only", e->name);
    }
    for (enum encoder_family f = 1; f < FAMILIES; f++)
        if (!members[f] || !*family_name(f) || !*family_what(f)) fail_msg("family %d lacks schemes or words", f);
}

static void learned_conventions(void **state) {
    (void)state;
    const struct encoder *e;
    real table[16];
    for (int t = 0; t < 8; t++) table[2 * t] = (real)t, table[2 * t + 1] = (real)(2 * t);
    real *param[] = {table};
    static const struct {
        const char *past;
        double position, wanted[2];
    } cases[] = {{"past=clamp", 6, {3, 6}},   {"past=zero", 6, {0, 0}},        {"past=modulo", 6, {2, 4}},
                 {"past=random", 6, {6, 12}}, {"past=interpolate", 6, {3, 6}}, {"past=interpolate", 5, {2.5, 5}},
                 {"past=clamp", 2, {2, 4}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char list[64];
        snprintf(list, sizeof list, "rows=8,%s", cases[i].past);
        struct view view = look(&e, "learned", list, 1, 2, 2, 4);
        view.evaluating = true;
        view.length = 8;
        view.param = param;
        real out[2];
        e->embed->table(&view, 1, &cases[i].position, out);
        near(out, cases[i].wanted, 2);
    }
    struct view view = look(&e, "learned", "rows=8,past=random", 1, 2, 2, 4);
    view.param = param;
    view.evaluating = true;
    const double far[] = {100, 100, 101};
    real out[6];
    e->embed->table(&view, 3, far, out);
    assert_true(out[0] == out[2] && out[1] == out[3] && out[0] != out[4]);
}

static void t5_buckets(void **state) {
    (void)state;
    static const int wanted[] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 16, 16, 17, 17,
                                 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 21, 21, 21, 21, 22, 22, 22, 22, 22, 23};
    static const int first[] = {16, 19, 21, 24, 27, 31, 35, 40, 46, 52, 59, 67, 77, 87, 99, 113};
    const struct encoder *e;
    real bucket[32], out[1];
    for (int b = 0; b < 32; b++) bucket[b] = (real)b;
    real *param[] = {bucket};
    struct view view = look(&e, "t5", "", 1, 8, 8, 64);
    view.param = param;
    for (int d = 0; d <= 40; d++) {
        double distance = d;
        e->bias->table(&view, 1, &distance, out);
        assert_int_equal((int)out[0], wanted[d]);
    }
    for (int b = 0; b < 16; b++)
        for (int before = 0; before < 2; before++) {
            double distance = first[b] - before;
            e->bias->table(&view, 1, &distance, out);
            assert_int_equal((int)out[0], 16 + b - before);
        }
    static const int both[][2] = {{200, 15}, {128, 15}, {9, 8}, {8, 8}, {1, 1}, {0, 0}, {-1, 17}, {-8, 24}, {-200, 31}};
    view.causal = false;
    for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
        double distance = both[i][0];
        e->bias->table(&view, 1, &distance, out);
        assert_int_equal((int)out[0], both[i][1]);
    }
}

/* K = 3, w = [.5, .25, 0], one channel, x = [4, 8, 2] gives [6, 13, 5]. */
static void cpe_vector(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "cpe", "", 1, 1, 1, 64);
    real w[] = {(real).5, (real).25, 0}, bias[] = {0}, x[] = {4, 8, 2}, y[3];
    real *param[] = {w, bias};
    view.param = param;
    e->stream->map(&view, SITE_ENTRY, 3, x, y);
    const double wanted[] = {6, 13, 5};
    near(y, wanted, 3);
    view.layer = 1;
    assert_true(e->stream->at(&view, SITE_ENTRY));
    view.layer = 0;
    assert_false(e->stream->at(&view, SITE_ENTRY));
    view.layers = 1;
    assert_true(e->stream->at(&view, SITE_ENTRY));
}

static void random_positions(void **state) {
    (void)state;
    enum { N = 40, DRAWS = 4000 };
    const struct encoder *e;
    struct view view = look(&e, "random", "max=2048", 1, 4, 4, 64);
    double mean[3] = {0}, position[N];
    static const int at[] = {0, 20, 39};
    static const double wanted[] = {48.9756, 1048.4878, 1998.0244};
    for (int d = 0; d < DRAWS; d++) {
        struct rng rng = rng_open(1, "test/random", (uint64_t)d, 0);
        e->positions->map(&view, &rng, N, position);
        for (int t = 0; t < N; t++)
            assert_true(position[t] >= 0 && position[t] < 2048 && position[t] == floor(position[t]) &&
                        (t == 0 || position[t] > position[t - 1]));
        for (int k = 0; k < 3; k++) mean[k] += position[at[k]] / DRAWS;
    }
    for (int k = 0; k < 3; k++)
        assert_true(fabs(mean[k] - wanted[k]) < 20); /* standard error: at most 320 / sqrt(4000) = 5 */
    /* Gaps for max = 10, T = 3: P = .3, .2333, .175, ... */
    static const double gap[] = {.3, .233333, .175, .125, .083333, .05, .025, .008333};
    double seen[8] = {0};
    view = look(&e, "random", "max=10", 1, 4, 4, 64);
    for (int d = 0; d < 20000; d++) {
        struct rng rng = rng_open(2, "test/random", (uint64_t)d, 0);
        e->positions->map(&view, &rng, 3, position);
        seen[(int)(position[1] - position[0]) - 1] += 1.0 / 20000;
    }
    for (int g = 0; g < 8; g++) assert_true(fabs(seen[g] - gap[g]) < .016);
    assert_int_equal(e->positions->limit(&view, 5, 5), 10);
}

static void shift_range(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "shift", "max=12", 1, 4, 4, 64);
    bool seen[8] = {false};
    for (int d = 0; d < 500; d++) {
        double position[5] = {0, 1, 2, 3, 4};
        struct rng rng = rng_open(1, "test/shift", (uint64_t)d, 0);
        e->positions->map(&view, &rng, 5, position);
        assert_true(position[0] >= 0 && position[4] <= 11 && position[4] == position[0] + 4);
        seen[(int)position[0]] = true;
    }
    for (int o = 0; o <= 7; o++) assert_true(seen[o]);
    view.evaluating = true;
    double position[5] = {0, 1, 2, 3, 4};
    struct rng rng = rng_open(1, "test/shift", 0, 0);
    e->positions->map(&view, &rng, 5, position);
    assert_true(position[0] == 0);
}

static void scramble_permutes(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "scramble", "", 1, 4, 4, 64);
    double a[50], b[50];
    bool seen[50] = {false};
    int fixed = 0;
    for (int t = 0; t < 50; t++) a[t] = b[t] = t;
    struct rng rng = rng_open(1, "test/scramble", 0, 0), other = rng_open(2, "test/scramble", 0, 0);
    e->positions->map(&view, &rng, 50, a);
    for (int t = 0; t < 50; t++) assert_true(a[t] == t); /* nothing in training */
    view.evaluating = true;
    e->positions->map(&view, &rng, 50, a);
    e->positions->map(&view, &other, 50, b);
    for (int t = 0; t < 50; t++) {
        assert_true(a[t] == b[t]);
        seen[(int)a[t]] = true;
        fixed += a[t] == t;
    }
    for (int t = 0; t < 50; t++) assert_true(seen[t]);
    assert_true(fixed < 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(list_and_folder_agree),
                                       cmocka_unit_test(texts_are_filled),
                                       cmocka_unit_test(every_scheme_has_a_family),
                                       cmocka_unit_test(learned_conventions),
                                       cmocka_unit_test(t5_buckets),
                                       cmocka_unit_test(cpe_vector),
                                       cmocka_unit_test(random_positions),
                                       cmocka_unit_test(shift_range),
                                       cmocka_unit_test(scramble_permutes)};
    return cmocka_run_group_tests_name("encoders", tests, NULL, NULL);
}
