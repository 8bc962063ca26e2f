/* A suite of up to fourteen schemes, and what a paper asks of every chart of it. */
#ifndef LEXBENCH_FIXTURE_FIGURES_H
#define LEXBENCH_FIXTURE_FIGURES_H
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

static inline struct fixture with(int labels, int seeds, int lengths) {
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
                            .variants = labels > 4,
                            .places = true,
                            .attention = labels};
}

static inline void check_svg(const char *dir, const char *file, double width) {
    char *svg = slurp(dir, file), fault[256];
    if (svg_fault(svg, width, TYPE_LEAST, fault)) fail_msg("%s at %g in: %s", file, width, fault);
    if (count(svg, "<svg") != 1) fail_msg("%s at %g in has %d pictures", file, width, count(svg, "<svg"));
    mem_free(svg);
}

static inline void check_all(const char *dir, double width, int least) {
    char **files;
    int n;
    assert_true(dir_list(dir, ".svg", &files, &n, NULL));
    assert_true(n >= least);
    for (int i = 0; i < n; i++) check_svg(dir, files[i], width);
    dir_free(files, n);
}
#endif
