/* The one place that starts gnuplot. */
#ifndef LEXBENCH_GNUPLOT_H
#define LEXBENCH_GNUPLOT_H
#include "base/error.h"
#include "plots/plot.h"

/* Run the script dir/NAME.gp beside its data NAME.tsv, once per format: no shell, no start-up files, an
 * environment of four variables, a private directory, at most `seconds`. What it drew appears whole as NAME.FORMAT in
 * dir. What gnuplot says without failing is passed on as a warning. A character that no font has is a question
 * mark in PNG and PDF, and a warning. */
bool gnuplot_draw(const char *dir, const char *name, unsigned formats, int seconds, struct error *err);
/* The paths of the pictures that it leaves, a line each; appended. */
void gnuplot_pictures(const char *dir, const char *name, unsigned formats, struct text *out);
#endif
