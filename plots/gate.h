/* The result of the regression gate in every form: a table for the terminal, JSON for programs, Markdown and HTML for
 * people, JUnit XML for continuous integration, and charts of the nights. */
#ifndef LEXBENCH_PLOT_GATE_H
#define LEXBENCH_PLOT_GATE_H
#include "plots/plot.h"
#include "results/watch.h"

/* What a report is about. */
struct gate_report {
    const struct comparison *comparison;
    const char *was, *now; /* the sides, for people: "baseline main: revision 1a2b3c4" */
    const char *command;   /* what makes this report again */
    struct store *ledger;  /* of the nights; NULL: no history, no ranges of revisions */
    unsigned formats;      /* of the charts */
};

/* A row per cell: those that got worse or better or could not be judged, or all. */
struct table *gate_cells(const struct comparison *c, bool all);
/* The series that the nights are watched by, most evidence first. */
struct table *gate_series(const struct watch *watch);
/* The same as text that a program reads, and the XML (junit.c). */
void gate_json(const struct gate_report *report, struct text *out);
void gate_junit(const struct gate_report *report, struct text *out);
/* report.html, report.md, report.json, junit.xml and the charts into dir (made when missing), each whole or not at all.
 */
bool gate_report_write(const struct gate_report *report, const char *dir, struct error *err);
#endif
