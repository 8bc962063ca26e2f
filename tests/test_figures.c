/* What a paper asks of a figure, read from the SVG of every kind of chart at the width of a column and of a page: type
 * of 7 points or more, no text outside the picture, no two texts over each other. */
#include "tests/fixture_plots.h"
#include "tests/fixture_svg.h"

static const char *const names[14] = {"nope",
                                      "sinusoidal",
                                      "learned + offset",
                                      "shaw",
                                      "t5",
                                      "alibi",
                                      "rope",
                                      "kerple-log",
                                      "fire",
                                      "cope",
                                      "xpos",
                                      "sinusoidal+alibi",
                                      "rope(base=500000)+window(size=64)",
                                      "transformer-xl"};
static const char *const tasks[] = {"copy(symbols=120)", "recall(grow=gap,keys=8,values=8,pairs=4)",
                                    "passkey(filler=7)"};
static const char *const metrics[] = {"exact", "loss", "exact"};

static struct fixture with(int labels, int seeds, int lengths) {
    return (struct fixture){.suite = "made-up",
                            .about = "",
                            .n_labels = labels,
                            .n_tasks = 3,
                            .n_seeds = seeds,
                            .n_lengths = lengths,
                            .label = names,
                            .task = tasks,
                            .metric = metrics,
                            .train_length = 20,
                            .first_length = 5,
                            .depth = true,
                            .variants = labels > 4};
}

static void check_svg(const char *dir, const char *file, double width) {
    static struct svg_page page;
    char *svg = slurp(dir, file);
    assert_true(svg_read(svg, &page));
    assert_true(fabs(page.width - 72 * width) < 1.5);
    assert_true(page.n > 4);
    for (int i = 0; i < page.n; i++) {
        const struct svg_text *t = &page.text[i];
        if (t->size < TYPE_LEAST) fail_msg("%s at %g in: '%s' has %.2f points", file, width, t->words, t->size);
        if (t->left < -0.5 || t->right > page.width + 0.5 || t->top < -0.5 || t->bottom > page.height + 0.5)
            fail_msg("%s at %g in: '%s' is cut", file, width, t->words);
        for (int k = 0; k < i; k++)
            if (svg_overlap(t, &page.text[k]))
                fail_msg("%s at %g in: '%s' and '%s' overlap", file, width, t->words, page.text[k].words);
    }
    mem_free(svg);
}

static void check_all(const char *dir, double width, int least) {
    char **files;
    int n;
    assert_true(dir_list(dir, ".svg", &files, &n, NULL));
    assert_true(n >= least);
    for (int i = 0; i < n; i++) check_svg(dir, files[i], width);
    dir_free(files, n);
}

static void draw_at(const struct fixture *f, struct plot_style style, double width) {
    struct place p = place_open(f);
    struct error err = {0};
    style.width = width;
    if (!plots_write(p.store, f->suite, NULL, &style, p.dir, PLOT_SVG, &err)) fail_msg("%s", err.text);
    check_all(p.dir, width, 8);
    place_close(&p);
}

static void test_few_schemes(void **state) {
    (void)state;
    const struct fixture f = with(3, 2, 6);
    draw_at(&f, plot_style_paper, 3.3);
    draw_at(&f, plot_style_paper, 6.9);
    struct plot_style seeds = plot_style_paper;
    seeds.interval = "seeds", seeds.grey = true, seeds.size = 7;
    draw_at(&f, seeds, 3.3);
}

static void test_seven_schemes(void **state) {
    (void)state;
    const struct fixture f = with(7, 8, 7);
    draw_at(&f, plot_style_paper, 3.3);
    draw_at(&f, plot_style_paper, 6.9);
}

static void test_fourteen_schemes(void **state) {
    (void)state;
    const struct fixture f = with(14, 2, 6);
    draw_at(&f, plot_style_paper, 3.3);
    draw_at(&f, plot_style_paper, 6.9);
    draw_at(&f, plot_style_screen, 8);
}

static void test_title_wraps(void **state) {
    (void)state;
    const struct fixture f = with(2, 1, 5);
    struct plot_style style = plot_style_paper;
    style.title = "A title of many words that no column of a paper has room for in one line, with 50 % more words";
    style.figure = "lengths,heatmap";
    struct place p = place_open(&f);
    assert_true(plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, NULL));
    check_all(p.dir, 3.3, 3);
    place_close(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_few_schemes), cmocka_unit_test(test_seven_schemes),
                                       cmocka_unit_test(test_fourteen_schemes), cmocka_unit_test(test_title_wraps)};
    return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
