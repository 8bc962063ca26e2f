/* The one place that starts gnuplot. */
#ifndef LEXBENCH_GNUPLOT_H
#define LEXBENCH_GNUPLOT_H
#include "base/error.h"
#include "plots/plot.h"

/* Run the script NAME.gp that stands in dir, once per format, with dir as the working directory: no shell, no start-up
 * files, an environment of four variables, at most `seconds`. The script leaves NAME.FORMAT there. What gnuplot says
 * without failing is passed on as a warning. */
bool gnuplot_draw(const char *dir, const char *name, unsigned formats, int seconds, struct error *err);
#endif
