#include "plots/gate.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "plots/history.h"
#include "plots/page.h"
#include "results/history.h"
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SVG_LIMIT = 64 << 20 };

/* ---- tables ---- */

static void add_cell(struct table *t, const struct compared_cell *k) {
    table_cell(t, "%s", k->task);
    table_cell(t, "%s%s%s", k->label, *k->variant ? " > " : "", k->variant);
    table_number(t, (double)k->length, "%.0f");
    table_number(t, k->multiple, "%.3g");
    table_cell(t, "%s", cell_class_name(k->class));
    table_number(t, k->mean_was, "%.4f");
    table_number(t, k->mean_now, "%.4f");
    table_number(t, k->effect, "%+.4f");
    table_number(t, k->least, "%+.4f");
    table_number(t, k->greatest, "%+.4f");
    table_number(t, fmin(k->p_worse, k->p_better), "%.4f");
    table_number(t, k->pairs, "%.0f");
    if (k->seeds_needed >= SEEDS_UNKNOWN)
        table_cell(t, "out of reach");
    else
        table_number(t, k->seeds_needed ? k->seeds_needed : (double)NAN, "%.0f");
}

struct table *gate_cells(const struct comparison *c, bool all) {
    static const char *const headers[] = {"task", "scheme", "length",      "multiple",   "class",
                                          "was",  "now",    "effect",      "worst seed", "best seed",
                                          "p",    "seeds",  "seeds needed"};
    struct table *t = table_new(13, headers);
    for (int class = 0; class < CELL_CLASSES; class ++)
        for (int i = 0; i < c->n_cells; i++)
            if ((int)c->cell[i].class == class && (all || (class != CELL_NONE_MOVED && class != CELL_SOME_MOVED)))
                add_cell(t, &c->cell[i]);
    return t;
}

struct table *gate_series(const struct watch *w) {
    static const char *const headers[] = {"task", "scheme", "evidence", "since", "seeds", "change", "verdict"};
    struct table *t = table_new(7, headers);
    for (int i = 0; i < w->n; i++) {
        const struct watched_series *k = &w->series[i];
        table_cell(t, "%s", k->task);
        table_cell(t, "%s%s%s", k->label, *k->variant ? " > " : "", k->variant);
        table_number(t, k->evidence, "%.4g");
        table_cell(t, "%s", k->since);
        table_number(t, k->seeds ? k->seeds : (double)NAN, "%.0f");
        table_number(t, k->change, "%+.4f");
        table_cell(t, "%s", k->drives ? "declines" : "");
    }
    return t;
}

/* Times of a few runs that are not shown to differ may differ all the same; counts may not. */
static const char *speed_verdict(const struct compared_speed *k) {
    if (k->slower) return "slower";
    if (k->faster) return "faster";
    return k->unit == SPEED_INSTRUCTIONS ? "as fast" : "not shown to differ";
}

static struct table *speed_table(const struct comparison *c) {
    static const char *const headers[] = {"task", "scheme", "per step", "was", "now", "ratio", "p", "runs", "verdict"};
    struct table *t = table_new(9, headers);
    for (int i = 0; i < c->n_speeds; i++) {
        const struct compared_speed *k = &c->speed[i];
        table_cell(t, "%s", k->task);
        table_cell(t, "%s", k->label);
        table_cell(t, "%s", speed_unit_name(k->unit));
        table_number(t, k->was, "%.4g");
        table_number(t, k->now, "%.4g");
        table_number(t, k->ratio, "%.3f");
        table_number(t, fmin(k->p, k->p_faster), "%.4f");
        table_cell(t, "%d, %d", k->runs_was, k->runs_now);
        table_cell(t, "%s", speed_verdict(k));
    }
    return t;
}

/* Runs with other bits: what differs, and since when. */
static struct table *bits_table(const struct gate_report *g, struct error *err) {
    static const char *const headers[] = {
        "task", "scheme", "seed", "what differs", "last with the old bits", "first with others"};
    const struct comparison *c = g->comparison;
    struct table *t = table_new(6, headers);
    for (int i = 0; i < c->n_runs; i++) {
        const struct compared_run *k = &c->run[i];
        const struct snapshot_run *was = &c->a->run[k->was];
        char from[64], to[64] = "";
        if (k->class != BITS_CHANGED) continue;
        snprintf(from, sizeof from, "%s", c->a->revision);
        if (g->ledger && !night_range(g->ledger, c->b->suite, c->a, was, from, to, err)) return table_free(t), NULL;
        table_cell(t, "%s", was->task);
        table_cell(t, "%s", was->label);
        table_number(t, (double)was->seed, "%.0f");
        table_cell(t, "%s%s", k->training ? "training" : "evaluation", k->broken ? ", at the same revision" : "");
        table_cell(t, "%s", from);
        table_cell(t, "%s", *to ? to : c->b->revision);
    }
    return t;
}

static struct table *failed_table(const struct comparison *c) {
    static const char *const headers[] = {"task", "scheme", "seed", "status", "reason"};
    struct table *t = table_new(5, headers);
    for (int r = 0; r < c->b->n_runs; r++) {
        const struct snapshot_run *run = &c->b->run[r];
        if (run->status == RUN_DONE) continue;
        table_cell(t, "%s", run->task);
        table_cell(t, "%s", run->label);
        table_number(t, (double)run->seed, "%.0f");
        table_cell(t, "%s", run_status_name(run->status));
        table_cell(t, "%s", run->reason);
    }
    return t;
}

/* ---- JSON ---- */

static void json_number(struct text *out, double value) {
    if (isfinite(value))
        text_number(out, value);
    else
        text_add(out, "null");
}

#define JSON_TEXT(name, value) text_add(out, ",\"" name "\":"), text_json(out, value)
#define JSON_LONG(name, value) text_add(out, ",\"" name "\":%ld", (long)(value))
#define JSON_REAL(name, value) text_add(out, ",\"" name "\":"), json_number(out, value)

/* Keys have no blanks. */
static void json_count(struct text *out, const char *name, int count) {
    text_add(out, ",\"");
    for (; *name; name++) text_add(out, "%c", *name == ' ' ? '_' : *name);
    text_add(out, "\":%d", count);
}

static void json_side(struct text *out, const char *name, const struct snapshot *s, const char *words) {
    text_add(out, ",\n\"%s\":{\"runs\":%d", name, s->n_runs);
    JSON_TEXT("suite", s->suite);
    JSON_TEXT("revision", s->revision);
    JSON_TEXT("is", words);
    text_add(out, "}");
}

static void json_cell(struct text *out, const struct compared_cell *k) {
    text_add(out, "{\"class\":\"%s\"", cell_class_name(k->class));
    JSON_TEXT("task", k->task);
    JSON_TEXT("label", k->label);
    JSON_TEXT("variant", k->variant);
    JSON_LONG("length", k->length);
    JSON_REAL("multiple", k->multiple);
    JSON_LONG("pairs", k->pairs);
    JSON_LONG("lost", k->lost);
    JSON_REAL("was", k->mean_was);
    JSON_REAL("now", k->mean_now);
    JSON_REAL("effect", k->effect);
    JSON_REAL("worst_seed", k->least);
    JSON_REAL("best_seed", k->greatest);
    JSON_LONG("moved", k->moved);
    JSON_REAL("may_move", k->class == CELL_NONE_MOVED ? may_move(k->pairs) : (double)NAN);
    JSON_REAL("p_worse", k->p_worse);
    JSON_REAL("p_better", k->p_better);
    JSON_REAL("seeds_needed", k->seeds_needed > 0 && k->seeds_needed < SEEDS_UNKNOWN ? k->seeds_needed : (double)NAN);
    text_add(out, ",\"seeds\":[");
    for (int i = 0; i < k->pairs; i++) {
        text_add(out, "%s[%ld,", i ? "," : "", k->seed[i]);
        text_number(out, k->was[i]);
        text_add(out, ",");
        text_number(out, k->now[i]);
        text_add(out, "]");
    }
    text_add(out, "]}");
}

static void json_speed(struct text *out, const struct compared_speed *k) {
    text_add(out, "{\"slower\":%s", k->slower ? "true" : "false");
    JSON_TEXT("task", k->task);
    JSON_TEXT("label", k->label);
    JSON_TEXT("unit", speed_unit_name(k->unit));
    JSON_REAL("was", k->was);
    JSON_REAL("now", k->now);
    JSON_REAL("ratio", k->ratio);
    JSON_REAL("p", k->p);
    JSON_REAL("p_faster", k->p_faster);
    text_add(out, "}");
}

static void json_run(struct text *out, const struct comparison *c, const struct compared_run *k) {
    text_add(out, "{\"differs\":\"%s\",\"same_revision\":%s", k->training ? "training" : "evaluation",
             k->broken ? "true" : "false");
    JSON_TEXT("run", c->b->run[k->now].id);
    JSON_TEXT("task", c->b->run[k->now].task);
    JSON_TEXT("label", c->b->run[k->now].label);
    JSON_LONG("seed", c->b->run[k->now].seed);
    text_add(out, "}");
}

static void json_series(struct text *out, const struct watched_series *k) {
    text_add(out, "{\"drives\":%s", k->drives ? "true" : "false");
    JSON_TEXT("task", k->task);
    JSON_TEXT("label", k->label);
    JSON_TEXT("variant", k->variant);
    JSON_REAL("evidence", k->evidence);
    JSON_TEXT("since", k->since);
    JSON_LONG("seeds", k->seeds);
    JSON_REAL("change", k->change);
    text_add(out, "}");
}

static void json_watch(struct text *out, const struct watch *w) {
    text_add(out, ",\n\"watch\":{\"alarm\":%s", w->alarm ? "true" : "false");
    JSON_REAL("evidence", w->evidence);
    JSON_REAL("limit", w->limit);
    JSON_LONG("nights", w->nights);
    JSON_LONG("reserve", w->reserve);
    JSON_LONG("left", w->left);
    text_add(out, ",\"series\":[");
    for (int i = 0; i < w->n; i++) text_add(out, "%s\n", i ? "," : ""), json_series(out, &w->series[i]);
    text_add(out, "]}");
}

void gate_json(const struct gate_report *g, struct text *out) {
    const struct comparison *c = g->comparison;
    char verdict[512], reach[160];
    comparison_verdict(c, verdict, sizeof verdict);
    comparison_reach(c, reach, sizeof reach);
    text_add(out, "{\"format\":2,\"code\":%d", c->code);
    JSON_TEXT("verdict", verdict);
    JSON_TEXT("reach", reach);
    struct text settings = {0};
    comparison_settings(c, &settings);
    JSON_TEXT("settings", text_of(&settings));
    text_free(&settings);
    json_side(out, "baseline", c->a, g->was);
    json_side(out, "now", c->b, g->now);
    text_add(out, ",\n\"gate\":{\"least_seeds\":%d,\"exact\":%s,\"strict\":%s", c->gate.least_seeds,
             c->gate.exact ? "true" : "false", c->gate.strict ? "true" : "false");
    JSON_REAL("alpha", c->gate.alpha);
    JSON_REAL("least_effect", c->gate.least_effect);
    JSON_REAL("slower", c->gate.slower);
    JSON_REAL("more_instructions", c->gate.more_instructions);
    text_add(out, "},\n\"count\":{\"cells\":%d", c->n_cells);
    for (int k = 0; k < CELL_CLASSES; k++) json_count(out, cell_class_name((enum cell_class)k), c->count[k]);
    text_add(out,
             ",\"failed_runs\":%d,\"same_bits\":%d,\"other_bits\":%d,\"other_machine\":%d,\"other_settings\":%d,"
             "\"slower\":%d,\"faster\":%d},\n\"cells\":[",
             c->failed, c->same_bits, c->changed, c->other_machine, c->other_settings, c->slower, c->faster);
    for (int i = 0; i < c->n_cells; i++) text_add(out, "%s\n", i ? "," : ""), json_cell(out, &c->cell[i]);
    text_add(out, "],\n\"speed\":[");
    for (int i = 0; i < c->n_speeds; i++) text_add(out, "%s\n", i ? "," : ""), json_speed(out, &c->speed[i]);
    text_add(out, "],\n\"other_bits\":[");
    const char *comma = "";
    for (int i = 0; i < c->n_runs; i++)
        if (c->run[i].class == BITS_CHANGED) text_add(out, "%s\n", comma), json_run(out, c, &c->run[i]), comma = ",";
    text_add(out, "]");
    if (c->watch) json_watch(out, c->watch);
    text_add(out, "}\n");
}

/* ---- pages ---- */

/* What the pages show besides the comparison itself. */
struct parts {
    struct table *cells, *all, *speed, *bits, *failed, *series, *steps, *rows;
    struct figure_list figures;
    char **drawing; /* [figures.n] */
};

static void parts_free(struct parts *p) {
    for (int f = 0; p->drawing && f < p->figures.n; f++) mem_free(p->drawing[f]);
    mem_free(p->drawing);
    figures_free(&p->figures);
    struct table *const tables[] = {p->cells, p->all, p->speed, p->bits, p->failed, p->series, p->steps, p->rows};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) table_free(tables[i]);
}

static bool read_drawings(struct parts *p, const char *dir, struct error *err) {
    p->drawing = mem_zero((size_t)p->figures.n + 1, sizeof *p->drawing);
    for (int f = 0; f < p->figures.n; f++) {
        struct text path = {0};
        size_t size;
        text_add(&path, "%s/%s.svg", dir, p->figures.figure[f].name);
        const bool ok = file_read(text_of(&path), SVG_LIMIT, &p->drawing[f], &size, err);
        text_free(&path);
        if (!ok) return false;
    }
    return true;
}

/* A chart that gnuplot cannot draw is a warning: the verdict and the pages do without it. A full disk is an error. */
static bool draw_history(const struct gate_report *g, const char *dir, struct parts *p, struct error *err) {
    struct error why = {0};
    if (!g->ledger) return true;
    p->rows = history_rows(g->ledger, g->comparison->b->suite, g->comparison->gate.least_effect, err);
    if (!p->rows) return false;
    p->steps = history_steps(p->rows);
    if (history_write(p->rows, dir, g->formats | PLOT_SVG, &p->figures, &why)) return read_drawings(p, dir, err);
    if (why.exit_code != EXIT_IO) return log_warn("the report has no charts: %s", why.text), true;
    *err = why;
    return false;
}

static bool make_parts(const struct gate_report *g, const char *dir, struct parts *p, struct error *err) {
    const struct comparison *c = g->comparison;
    *p = (struct parts){
        .cells = gate_cells(c, false), .all = gate_cells(c, true), .speed = speed_table(c), .failed = failed_table(c)};
    if (c->watch) p->series = gate_series(c->watch);
    p->bits = bits_table(g, err);
    return p->bits && draw_history(g, dir, p, err);
}

static void say(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(struct page *page, const char *format, ...) {
    char line[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    page->format->paragraph(page, line);
}

static void section(struct page *page, const char *heading, const struct table *t, const char *none) {
    page->format->heading(page, 2, heading);
    if (table_rows(t))
        page->format->table(page, t);
    else
        page->format->paragraph(page, none);
}

static void write_counts(struct page *page, const struct comparison *c) {
    struct text line = {0};
    char reach[160];
    const char *before = ": ";
    text_add(&line, "%d cells, with up to %d seeds each", c->n_cells, c->seeds);
    for (int k = 0; k < CELL_CLASSES; k++)
        if (c->count[k]) {
            text_add(&line, "%s%s in %d", before, cell_class_name((enum cell_class)k), c->count[k]);
            before = ", ";
        }
    text_add(&line, ".");
    comparison_reach(c, reach, sizeof reach);
    if (*reach)
        text_add(&line, " %c%s (exact upper end at 95 %% of a share of which %d seeds show none).",
                 toupper((unsigned char)*reach), reach + 1, c->seeds);
    page->format->paragraph(page, text_of(&line));
    text_free(&line);
}

static void write_exact(struct page *page, const struct comparison *c, const struct table *bits) {
    section(page, "The same bits?", bits, "No run has other bits than the baseline's.");
    say(page,
        "%d runs have the same bits, %d others; %d were made on another kind of processor or BLAS and %d with other "
        "settings, so nothing can be said of their bits.",
        c->same_bits, c->changed, c->other_machine, c->other_settings);
}

static void write_speed(struct page *page, const struct comparison *c, const struct table *speed) {
    section(page, "Speed of training", speed, "Nothing was counted or timed on the same kind of processor.");
    say(page,
        "Instructions per training step where runs of the same configuration have them on both sides, slower from %g "
        "times on; seconds elsewhere, slower from %g times on with p at most %g (0 times: not judged). Faster is the "
        "same the other way round.",
        c->gate.more_instructions, c->gate.slower, c->gate.alpha);
}

static void write_watch(struct page *page, const struct watch *w, const struct table *series) {
    char words[200];
    if (!w) return;
    section(page, "Slow declines", series, "No seed has been compared yet.");
    watch_words(w, words, sizeof words);
    say(page, "%s.", words);
    say(page,
        "Fresh seeds, compared with the baseline's once: evidence adds up over the nights where a series gets worse. "
        "The "
        "alarm is at a mean over all series that chance reaches once a year or less, on average. Since, seeds, change: "
        "where the decline began if it is one, and how much was lost from then on.");
}

static void write_history(struct page *page, const struct gate_report *g, const struct parts *p) {
    if (!p->steps) return;
    section(page, "Steps from night to night", p->steps, "No cell has changed its level so far.");
    for (int f = 0; f < p->figures.n; f++) {
        const struct figure *figure = &p->figures.figure[f];
        struct text title = {0};
        text_add(&title, "%s: %s", figure->chart->title, figure->task);
        page->format->heading(page, 3, text_of(&title));
        page->format->figure(page, &(struct drawing){.name = figure->name,
                                                     .title = text_of(&title),
                                                     .about = figure->chart->about,
                                                     .command = g->command,
                                                     .svg = p->drawing[f]});
        text_free(&title);
    }
}

static void write_page(struct page *page, const struct gate_report *g, const struct parts *p) {
    const struct comparison *c = g->comparison;
    char verdict[512];
    struct text title = {0};
    comparison_verdict(c, verdict, sizeof verdict);
    text_add(&title, "%s: %s", c->b->suite, verdict);
    page->format->begin(page, text_of(&title));
    text_free(&title);
    say(page, "%s, against %s. Exit code %d.", g->now, g->was, c->code);
    write_counts(page, c);
    section(page, "Cells that got worse or better, or could not be judged", p->cells, "None.");
    say(page,
        "Scores are paired by seed. A cell regressed when it fell by at least %g and chance would make any of the %d "
        "cells fall that clearly in at most %g of all nights (sign flips of whole seeds, joint over the cells).",
        c->gate.least_effect, c->n_cells, c->gate.alpha);
    section(page, "Runs that failed or diverged", p->failed, "None.");
    write_watch(page, c->watch, p->series);
    write_exact(page, c, p->bits);
    write_speed(page, c, p->speed);
    write_history(page, g, p);
    section(page, "All cells", p->all, "There are none.");
    page->format->heading(page, 2, "To make this again");
    page->format->code(page, g->command);
    page->format->end(page);
}

static bool write_file(const char *dir, const char *name, const struct text *text, struct error *err) {
    char *path = path_join(dir, name);
    const bool ok = file_write(path, text_of(text), text->size, err);
    mem_free(path);
    return ok;
}

bool gate_report_write(const struct gate_report *g, const char *dir, struct error *err) {
    struct parts p = {0};
    struct text json = {0}, junit = {0};
    struct page html = {.format = &page_html, .drawn = g->formats},
                markdown = {.format = &page_markdown, .drawn = g->formats};
    bool ok = dir_make(dir, err);
    if (ok) gate_json(g, &json), gate_junit(g, &junit);
    /* What programs wait for is there first: a chart that cannot be drawn does not take the verdict with it. */
    ok = ok && write_file(dir, "report.json", &json, err) && write_file(dir, "junit.xml", &junit, err) &&
         make_parts(g, dir, &p, err);
    if (ok) write_page(&html, g, &p), write_page(&markdown, g, &p);
    ok = ok && write_file(dir, html.format->file, &html.out, err) &&
         write_file(dir, markdown.format->file, &markdown.out, err);
    parts_free(&p);
    struct text *const texts[] = {&json, &junit, &html.out, &markdown.out};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) text_free(texts[i]);
    return ok;
}
