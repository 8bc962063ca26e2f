/* JUnit XML, as Jenkins, GitLab and GitHub's reporters read it: failure = regressed, slower or broken bits, error = a
 * run broke or a result is missing, skipped = nothing could be said. tests/junit.xsd is what it keeps to. */
#include "base/clock.h"
#include "plots/gate.h"
#include <stdio.h>
#include <string.h>

struct tally {
    int tests, failures, errors, skipped;
    struct text cases;
};

static void add_words(struct text *out, const char *tag, const char *type, const char *words) {
    text_add(out, "><%s", tag);
    if (type) {
        text_add(out, " type=\"");
        text_xml(out, type);
        text_bytes(out, "\"", 1);
    }
    text_add(out, " message=\"");
    text_xml(out, words);
    text_add(out, "\"/></testcase>\n");
}

/* One test case. tag: "failure", "error", "skipped" or NULL (passed). */
static void add_case(struct tally *t, const char *task, const char *label, const char *name, const char *tag,
                     const char *type, const char *words) {
    struct text *out = &t->cases;
    t->tests++;
    text_add(out, "    <testcase classname=\"");
    text_xml(out, task);
    text_add(out, ".");
    text_xml(out, label);
    text_add(out, "\" name=\"");
    text_xml(out, name);
    text_add(out, "\" time=\"0\"");
    if (!tag) {
        text_add(out, "/>\n");
        return;
    }
    t->failures += strcmp(tag, "failure") == 0;
    t->errors += strcmp(tag, "error") == 0;
    t->skipped += strcmp(tag, "skipped") == 0;
    add_words(out, tag, strcmp(tag, "skipped") == 0 ? NULL : type, words);
}

static const char *tag_of(const struct compared_cell *k) {
    switch (k->class) {
    case CELL_REGRESSED: return "failure";
    case CELL_MISSING: return "error";
    case CELL_NEW:
    case CELL_SETTINGS:
    case CELL_INCONCLUSIVE: return "skipped";
    default: return NULL;
    }
}

static void add_cells(struct tally *t, const struct comparison *c) {
    for (int i = 0; i < c->n_cells; i++) {
        const struct compared_cell *k = &c->cell[i];
        char words[512], name[256];
        compared_cell_words(c, k, words, sizeof words);
        snprintf(name, sizeof name, "length %ld (%gx)%s%s", k->length, k->multiple, *k->variant ? " > " : "",
                 k->variant);
        add_case(t, k->task, k->label, name, tag_of(k), cell_class_name(k->class), words);
    }
}

static void add_speeds(struct tally *t, const struct comparison *c) {
    for (int i = 0; i < c->n_speeds; i++) {
        const struct compared_speed *k = &c->speed[i];
        char words[200], name[64];
        compared_speed_words(k, words, sizeof words);
        snprintf(name, sizeof name, "%s per training step", speed_unit_name(k->unit));
        add_case(t, k->task, k->label, name, k->slower ? "failure" : NULL, "slower", words);
    }
}

static void add_series(struct tally *t, const struct watch *w) {
    for (int i = 0; w && i < w->n; i++) {
        char words[200], name[128];
        watched_series_words(&w->series[i], words, sizeof words);
        snprintf(name, sizeof name, "nights so far%s%s", *w->series[i].variant ? " > " : "", w->series[i].variant);
        add_case(t, w->series[i].task, w->series[i].label, name, w->series[i].drives ? "failure" : NULL, "slow decline",
                 words);
    }
}

static void add_runs(struct tally *t, const struct comparison *c) {
    char name[64];
    for (int r = 0; r < c->b->n_runs; r++) {
        const struct snapshot_run *run = &c->b->run[r];
        if (run->status == RUN_DONE || run->status == RUN_DIVERGED) continue;
        snprintf(name, sizeof name, "run of seed %ld", run->seed);
        add_case(t, run->task, run->label, name, "error", run_status_name(run->status), run->reason);
    }
    for (int i = 0; i < c->n_runs; i++) {
        const struct compared_run *k = &c->run[i];
        const struct snapshot_run *run = &c->b->run[k->now];
        if (!k->broken && !(c->gate.exact && k->class == BITS_CHANGED)) continue;
        snprintf(name, sizeof name, "bits of seed %ld", run->seed);
        add_case(t, run->task, run->label, name, "failure", "other bits",
                 k->training ? "the training curve is another one" : "the evaluation is another one");
    }
}

static void add_property(struct text *out, const char *name, const char *value) {
    text_add(out, "      <property name=\"%s\" value=\"", name);
    text_xml(out, value);
    text_add(out, "\"/>\n");
}

void gate_junit(const struct gate_report *g, struct text *out) {
    const struct comparison *c = g->comparison;
    struct tally t = {0};
    char when[32], verdict[512], reach[160];
    clock_iso(c->b->taken_us, when);
    when[strcspn(when, "Z")] = '\0'; /* the schema's dates have no zone */
    comparison_verdict(c, verdict, sizeof verdict);
    comparison_reach(c, reach, sizeof reach);
    add_runs(&t, c);
    add_cells(&t, c);
    add_speeds(&t, c);
    add_series(&t, c->watch);
    if (t.tests == 0) add_case(&t, c->b->suite, "gate", "something to compare", "error", "nothing to judge", verdict);
    text_add(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite package=\"lexbench\" id=\"0\" name=\"");
    text_xml(out, c->b->suite);
    text_add(out, "\" timestamp=\"%s\" hostname=\"", when);
    text_xml(out, c->b->n_runs && *c->b->run[0].hostname ? c->b->run[0].hostname : "unknown");
    text_add(out, "\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"0\">\n    <properties>\n",
             t.tests, t.failures, t.errors, t.skipped);
    add_property(out, "baseline", g->was);
    add_property(out, "now", g->now);
    add_property(out, "verdict", verdict);
    if (*reach) add_property(out, "reach", reach);
    text_add(out, "    </properties>\n%s    <system-out/>\n    <system-err/>\n  </testsuite>\n</testsuites>\n",
             text_of(&t.cases));
    text_free(&t.cases);
}
