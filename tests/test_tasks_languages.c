/* Formal languages, and language modelling with a known optimum. */
#include "base/hash.h"
#include "fixture_tasks.h"

static const struct shape shapes[] = {
    {"dyck", "types=3", 20, 21, 21},
    {"tomita", "", 20, 21, 21},
    {"star_free", "language=stairs", 20, 21, 21},
};

static void lengths_mean_what_they_say(void **state) {
    (void)state;
    check_shapes(shapes, COUNT(shapes));
}

/* Sets of two letters: 6 + 1 for 0, 2 for 1, 4 for the end. */
static const struct by_hand by_hand[] = {
    {"tomita", "language=1", 3, {0, 5, 5}, {12, 12, 12}},
    {"tomita", "language=2", 4, {0, 5, 4, 5}, {12, 7, 12, 7}},
    {"tomita", "language=3", 6, {0, 5, 4, 4, 5, 5}, {13, 13, 7, 13, 13, 13}},
    {"tomita", "language=4", 4, {0, 4, 4, 5}, {13, 13, 12, 13}},
    {"tomita", "language=5", 4, {0, 4, 5, 4}, {13, 9, 9, 9}},
    {"tomita", "language=6", 4, {0, 4, 5, 4}, {13, 9, 13, 9}},
    {"tomita", "language=7", 5, {0, 4, 5, 4, 5}, {13, 13, 13, 13, 12}},
    {"star_free", "language=aaaa", 6, {0, 4, 4, 4, 4, 4}, {8, 6, 6, 6, 8, 6}},
    {"star_free", "language=last_zero", 5, {0, 4, 6, 5, 4}, {14, 22, 22, 14, 22}},
    {"star_free", "language=one_d", 5, {0, 4, 7, 6, 5}, {19, 19, 30, 30, 30}},
    /* ( [ ] : 4 and 5 open, 6 and 7 close; may open: 11 + what may close */
    {"dyck", "", 5, {0, 4, 5, 7, 6}, {11, 12, 13, 12, 11}},
    {"dyck", "types=1,depth=2", 4, {0, 4, 4, 5}, {8, 9, 7, 9}},
};

static void solver_agrees_with_examples_by_hand(void **state) {
    (void)state;
    check_by_hand(by_hand, COUNT(by_hand));
}

static const struct broken broken[] = {
    {"a zero", "tomita", "language=1", 3, {0, 5, 4}},
    {"an odd run behind an odd run", "tomita", "language=3", 4, {0, 5, 4, 5}},
    {"three zeros", "tomita", "language=4", 4, {0, 4, 4, 4}},
    {"a fifth run", "tomita", "language=7", 6, {0, 4, 5, 4, 5, 4}},
    {"a step left out", "star_free", "language=stairs", 3, {0, 4, 6}},
    {"two d", "star_free", "language=one_d", 3, {0, 7, 7}},
    {"the wrong bracket closed", "dyck", "", 3, {0, 4, 7}},
    {"closed at the surface", "dyck", "", 4, {0, 4, 6, 6}},
    {"too deep", "dyck", "types=1,depth=2", 4, {0, 4, 4, 4}},
};

static void solver_refuses_broken_rules(void **state) {
    (void)state;
    check_broken(broken, COUNT(broken));
}

/* One of two tokens. */
static int guess_two(const struct guess_view *view, struct rng *rng) {
    return rng_below(rng, 2) ? view->first : view->symbols;
}

static const struct guess_case guess_cases[] = {
    {"dyck", "types=1,depth=2", 2, guess_any, 3, 7, 0, 0, 0, BOTH},
    {"dyck", "types=2", 2, guess_any, 3, 11, 0, 0, 0, BOTH},
    {"dyck", "types=1,depth=1", 2, guess_two, 7, 8, 0, 0, 0, BOTH},
    {"tomita", "", 4, guess_two, 7, 13, 0, 0, 0, BOTH},
    {"star_free", "", 4, guess_two, 14, 22, 0, 0, 0, BOTH},
};

static void chance_is_what_the_guesser_gets(void **state) {
    (void)state;
    check_guess_cases(guess_cases, COUNT(guess_cases), 40000);
}

/* Beginnings of aa*bb*cc*dd*ee* of length 4 begin with a: 1 + 3 + 3 + 1 of them, as often as one another. */
static void beginnings_are_uniform(void **state) {
    (void)state;
    struct problem p;
    int count[8] = {0};
    problem_open(&p, "star_free", "language=stairs", 4);
    for (int i = 0; i < DRAWS; i++) {
        int steps = 0;
        problem_draw(&p, 4, "test/beginnings", i);
        for (int t = 2; t <= 4; t++) steps = 2 * steps + (p.example.token[t] != p.example.token[t - 1]);
        count[steps]++;
    }
    problem_close(&p);
    assert_true(chi_square(count, 8) < chi_limit_9);
}

/* --- language modelling ------------------------------------------------------------------------------------------- */

enum { KINDS = 4, CONTEXTS = KINDS * KINDS + 1, LM_DRAWS = 40000 };

/* How often each symbol came behind each context; the last context is the beginning, where symbols are uniform. */
static double counted_loss(double (*count)[KINDS]) {
    double loss = 0;
    for (int c = 0; c < CONTEXTS; c++) {
        double all = 0;
        for (int s = 0; s < KINDS; s++) all += count[c][s];
        for (int s = 0; s < KINDS; s++)
            if (count[c][s] > 0) loss -= count[c][s] * log(count[c][s] / all);
    }
    return loss;
}

static void count_symbol(double (*count)[KINDS], const int *x, int place) {
    const int context = place < 2 ? CONTEXTS - 1 : x[-2] * KINDS + x[-1];
    count[context][x[0]]++;
}

/* The whole string of an example: what is read behind <bos>, and the last target. */
static void string_of(const struct example *e, int *x) {
    for (int t = 1; t < e->T; t++) x[t - 1] = e->token[t] - TOKEN_SYMBOL;
    x[e->T - 1] = e->target[e->T - 1] - TOKEN_SYMBOL;
    for (int t = 0; t + 1 < e->T; t++) assert_int_equal(e->target[t], e->token[t + 1]);
}

/* A model that counted all transitions of a large sample loses what the task states. */
static void markov_optimum_is_what_a_counting_model_loses(void **state) {
    (void)state;
    static const char *const options[] = {"symbols=4", "symbols=4,sharpness=4,chain=7", "symbols=4,sharpness=0"};
    for (size_t k = 0; k < COUNT(options); k++) {
        struct problem p;
        double count[CONTEXTS][KINDS] = {{0}};
        enum { N = 30 };
        int x[N];
        problem_open(&p, "markov", options[k], N);
        for (int i = 0; i < LM_DRAWS; i++) {
            problem_draw(&p, N, "test/markov", i);
            string_of(&p.example, x);
            for (int t = 0; t < N; t++) count_symbol(count, x + t, t);
        }
        const double loss = counted_loss(count) / LM_DRAWS / N, stated = p.task->optimum(p.options, N);
        assert_close(loss, stated, 0.004);
        if (k == 2) assert_close(stated, log(4), 1e-12);
        if (k == 1) assert_true(stated < 0.7 * log(4));
        problem_close(&p);
    }
}

/* The same, reading marks: a copy is its source, letter for letter. */
static void copied_segments_cost_their_marks_only(void **state) {
    (void)state;
    static const struct {
        const char *options;
        int back; /* 0: the first */
    } cases[] = {{"symbols=4,segment=5,copy=0.3", 1},
                 {"symbols=4,segment=5,back=2,copy=0.7", 2},
                 {"symbols=4,segment=5,source=first", 0}};
    enum { N = 34, STRIDE = 6 };
    for (size_t k = 0; k < COUNT(cases); k++) {
        struct problem p;
        double count[CONTEXTS][KINDS] = {{0}}, marks[2] = {0};
        int x[N];
        problem_open(&p, "markov_copy", cases[k].options, N);
        for (int i = 0; i < LM_DRAWS; i++) {
            bool copies = false;
            problem_draw(&p, N, "test/markov", i);
            string_of(&p.example, x);
            for (int t = 0; t < N; t++) {
                const int part = t / STRIDE, place = t % STRIDE, free = cases[k].back ? cases[k].back : 1;
                if (place == 0) {
                    assert_in_range(x[t], KINDS, KINDS + 1);
                    copies = x[t] == KINDS + 1;
                    if (part < free) assert_false(copies);
                    if (part >= free) marks[copies]++;
                } else if (copies) {
                    assert_int_equal(x[t], x[cases[k].back ? t - cases[k].back * STRIDE : place]);
                } else {
                    count_symbol(count, x + t, place - 1);
                }
            }
        }
        double loss = counted_loss(count);
        for (int m = 0; m < 2; m++) loss -= marks[m] * log(marks[m] / (marks[0] + marks[1]));
        assert_close(loss / LM_DRAWS / N, p.task->optimum(p.options, N), 0.004);
        problem_close(&p);
    }
}

/* Where in the file the window of an example stands, as far as bytes tell; -1: nowhere. */
static long window_in(const struct example *e, const char *bytes, size_t size) {
    int x[200];
    string_of(e, x);
    for (size_t at = 0; at + (size_t)e->T <= size; at++) {
        int i = 0;
        while (i < e->T && x[i] == (unsigned char)bytes[at + (size_t)i]) i++;
        if (i == e->T) return (long)at;
    }
    return -1;
}

static void text_is_windows_of_the_file(void **state) {
    (void)state;
    struct problem p;
    struct error err;
    char *bytes, hash[SHA256_HEX];
    size_t size;
    if (!file_read("LICENSE", 1 << 20, &bytes, &size, &err)) fail_msg("%s", err.text);
    sha256_hex(bytes, size, hash);
    problem_open(&p, "text", "file=LICENSE", 60);
    struct text written = {0};
    options_write(p.task->options, p.options, true, &written);
    hash[16] = '\0';
    assert_non_null(strstr(text_of(&written), hash)); /* in the canonical text */
    for (int i = 0; i < 300; i++) {
        p.example.held_out = i % 2;
        problem_draw(&p, 60, "test/text", i);
        const long at = window_in(&p.example, bytes, size), border = (long)(size - size / 10);
        assert_in_range(at, p.example.held_out ? border : 0, (p.example.held_out ? (long)size : border) - 60);
    }
    problem_close(&p);
    problem_open(&p, "text", "file=LICENSE,scored=5", 60);
    problem_draw(&p, 60, "test/text", 0);
    for (int t = 0; t < 60; t++) assert_int_equal(p.example.target[t] != TARGET_NONE, t >= 55);
    problem_close(&p);
    text_free(&written);
    mem_free(bytes);
}

/* Where the last 0 stands in strings of n = 9, as often as the published draw has it: i with weight 1/(L - 1 - i). */
static void check_last_zero(const char *task, const char *options, int longest) {
    enum { N = 9 };
    struct problem p;
    int last[N] = {0};
    double all = 0, statistic = 0;
    problem_open(&p, task, options, N);
    for (int i = 0; i < DRAWS; i++) {
        int t = N;
        problem_draw(&p, N, "test/source", i);
        while (p.example.token[t] == 6) t--;
        assert_int_equal(p.example.token[t], 4);
        last[t - 1]++;
    }
    problem_close(&p);
    for (int i = 0; i < N; i++) all += 1.0 / (longest - 1 - i);
    for (int i = 0; i < N; i++) {
        const double expected = DRAWS / all / (longest - 1 - i);
        statistic += (last[i] - expected) * (last[i] - expected) / expected;
    }
    if (statistic > chi_limit_9) fail_msg("%s(%s): %g", task, options, statistic);
}

static void published_draws_are_as_published(void **state) {
    (void)state;
    check_last_zero("star_free", "draw=source", 10);
    check_last_zero("star_free", "draw=source,longest=50", 50);
    check_last_zero("regular", "language=last-zero,draw=source,longest=50", 50);
}

/* The first run of 0*1*0*1* has 0 to n letters alike, and the first of stairs 1 to n. */
static void published_runs_are_cut_one_after_another(void **state) {
    (void)state;
    static const struct {
        const char *task, *options;
        int least;
    } cases[] = {{"tomita", "language=7,draw=source", 0},
                 {"star_free", "language=stairs,draw=source", 1},
                 {"regular", "language=tomita-7,draw=source", 0}};
    for (size_t k = 0; k < COUNT(cases); k++) {
        enum { N = 9 };
        struct problem p;
        int first[N + 1] = {0};
        problem_open(&p, cases[k].task, cases[k].options, N);
        for (int i = 0; i < DRAWS; i++) {
            int run = 0;
            problem_draw(&p, N, "test/source", i);
            while (run < N && p.example.token[1 + run] == 4) run++;
            first[run]++;
        }
        problem_close(&p);
        if (cases[k].least) assert_true(chi_square(first + 1, N) < chi_limit_9);
        /* all of them at once, or a second run of 0 behind one of 1 that is empty has the rest */
        double all = 1.0 / (N + 1);
        for (int left = 1; left <= N; left++) all += 1.0 / (N + 1) / (left + 1) / (left + 1);
        if (!cases[k].least) assert_close((double)first[N] / DRAWS, all, 0.012);
    }
}

static const struct refused refused[] = {
    {"tomita", "draw=source", "language=7"},
    {"star_free", "language=aa,draw=source", "last_zero, stairs and one_d"},
    {"star_free", "longest=50", "leave it out"},
    {"regular", "draw=source", "leave draw out"},
    {"regular", "longest=50", "leave it out"},
    {"text", "", "file=PATH"},
    {"text", "file=no such file", "no such file"},
    {"text", "file=LICENSE,sha256=0123456789abcdef", "leave sha256 out"},
    {"text", "file=/dev/null", "is not a file"},
    {"markov", "symbols=32,order=3", "order=1"},
    {"markov_copy", "source=first,back=3", "source=back"},
};

static void impossible_options_are_refused_with_a_remedy(void **state) {
    (void)state;
    check_refused(refused, COUNT(refused));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_mean_what_they_say),
        cmocka_unit_test(solver_agrees_with_examples_by_hand),
        cmocka_unit_test(solver_refuses_broken_rules),
        cmocka_unit_test(chance_is_what_the_guesser_gets),
        cmocka_unit_test(beginnings_are_uniform),
        cmocka_unit_test(published_draws_are_as_published),
        cmocka_unit_test(published_runs_are_cut_one_after_another),
        cmocka_unit_test(markov_optimum_is_what_a_counting_model_loses),
        cmocka_unit_test(copied_segments_cost_their_marks_only),
        cmocka_unit_test(text_is_windows_of_the_file),
        cmocka_unit_test(impossible_options_are_refused_with_a_remedy),
    };
    return cmocka_run_group_tests_name("tasks of languages", tests, NULL, NULL);
}
