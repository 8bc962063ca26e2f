/* The chart of a suite's nights: a figure per task, a panel per multiple, a line per scheme, steps marked with the
 * revision that came with them. It belongs to the ledger and not to a suite's runs, so it is no row of list.h. */
#ifndef LEXBENCH_PLOT_HISTORY_H
#define LEXBENCH_PLOT_HISTORY_H
#include "plots/chart.h"

/* rows: of history_rows. The figures' task is borrowed from them. Fewer than two nights: no figure. */
bool history_write(const struct table *rows, const char *dir, unsigned formats, struct figure_list *out,
                   struct error *err);
#endif
