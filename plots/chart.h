/* A chart: the query it draws and the gnuplot template that draws it. To add one: CHART.c with `const struct chart
 * chart_CHART`, CHART.gp beside it, a line in list.h.
 */
#ifndef LEXBENCH_CHART_H
#define LEXBENCH_CHART_H
#include "plots/dataset.h"
#include "plots/figure.h"

struct chart {
    const char *name;          /* file names begin with it */
    const char *title;         /* heading in reports */
    const char *about;         /* how to read it; a sentence or two */
    const char *template_text; /* plots/NAME.gp */
    const char *without; /* said where --figure names it and there is no data: why, and what to do; NULL: nothing */
    bool per_task;       /* one figure for each task of the suite; else one for the suite */
    bool highlights;     /* has lines of which choose_rows makes some grey */
    /* Query, figure_data, figure_text ... A figure left without rows is not drawn. task is NULL for the whole suite. */
    bool (*fill)(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err);
};

#define CHART(name) extern const struct chart chart_##name;
#include "plots/list.h"
#undef CHART

/* Every figure the suite has data for: first those of the whole suite, then by task, in the order of list.h; written
 * and drawn. all: one that cannot be is an error; else it is in the list with its failure, and the others are drawn. */
struct figure_list {
    int n;
    struct figure *figure;
};
bool figures_write(const struct dataset *dataset, const char *dir, unsigned formats, bool all, struct figure_list *out,
                   struct error *err);
/* Remove what an earlier call wrote into dir and the list does not have now: charts of other tasks (known by the first
 * line of their scripts), those that could not be drawn, and formats that are not among these. What others put there
 * stays. */
bool figures_sweep(const struct figure_list *list, const char *dir, unsigned formats, struct error *err);
void figures_free(struct figure_list *list);
#endif
