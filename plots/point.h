/* What stands behind each point of a chart of medians: value, interval, runs and seeds, in words. */
#ifndef LEXBENCH_POINT_H
#define LEXBENCH_POINT_H
#include "plots/figure.h"
#include "plots/page.h"

/* A series per one of the dataset, in its order, with the colour that it has in the figure (none
 * where it is grey there). Those of a figure whose
 * data have columns length, multiple and median have a text per point, in the order in which panels (column panel,
 * where there is one) and lengths are drawn. The caller frees it with point_series_free. */
struct page_series *point_series(const struct dataset *dataset, const struct figure *figure);
/* The colour of what is drawn of the one series of a panel. */
void panel_colour(char out[COLOUR_SIZE]);
void point_series_free(struct page_series *series, int n);
#endif
