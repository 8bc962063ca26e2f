/* A page a scheme, and the table of all of them. */
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "plots/plot.h"
#include "run/profile.h"
#include "site/internal.h"
#include <math.h>
#include <string.h>

enum { SVG_MOST = 64 << 20, HEADS = 4, HEAD_SIZE = 16, TRAINED = 64, LENGTH = 256 };

/* ---- the picture ---- */

static bool put_picture(struct page *page, const struct site_content *s, const char *name, const char *expression,
                        struct error *err) {
    struct text path = {0}, about = {0}, command = {0};
    char *svg;
    size_t size;
    text_add(&path, "%s/schemes/%s.svg", s->draft, name);
    text_add(
        &about,
        "%s: the weight that the last of %d tokens gives to each distance, relative to equal shares, in an untrained "
        "model of %d heads whose training length is %d tokens (dotted), when all tokens are alike.",
        expression, LENGTH, HEADS, TRAINED);
    bool ok = file_read(text_of(&path), SVG_MOST, &svg, &size, err);
    if (ok) {
        text_add(&command, "lexbench plot scheme ");
        text_shell(&command, expression);
        const struct drawing drawing = {
            .name = name, .title = expression, .about = text_of(&about), .command = text_of(&command), .svg = svg};
        page->format->figure(page, &drawing);
        mem_free(svg);
        ok = file_remove(text_of(&path), err); /* the page has it */
    }
    text_free(&path);
    text_free(&about);
    text_free(&command);
    return ok;
}

static void drop_picture(const char *folder, const char *name) {
    static const char *const endings[] = {"svg", "tsv", "gp"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct text path = {0};
        text_add(&path, "%s/%s.%s", folder, name, endings[i]);
        file_remove(text_of(&path), NULL);
        text_free(&path);
    }
}

/* What could not be drawn is said in its place. */
static bool draw_picture(struct page *page, const struct site_content *s, const char *name, const char *expression,
                         const struct table *rows, struct error *err) {
    struct error why = {0};
    struct text words = {0};
    char *folder = path_join(s->draft, "schemes");
    struct plot_style style = plot_style_screen;
    style.scripts = "../" SITE_SCRIPTS;
    const bool drawn = plot_scheme(rows, expression, TRAINED, &style, folder, name, PLOT_SVG, &why);
    if (!drawn) drop_picture(folder, name);
    mem_free(folder);
    if (drawn) return put_picture(page, s, name, expression, err);
    if (why.exit_code == EXIT_IO) return *err = why, false;
    log_warn("the picture of %s could not be drawn: %s", expression, why.text);
    ++*s->failed;
    text_add(&words, "Its picture could not be drawn: %s.", why.text);
    site_say(page, &words);
    return true;
}

/* Nothing where there is no such model. */
static bool write_picture(struct page *page, const struct site_content *s, const struct encoder *e, struct error *err) {
    char expression[PROFILE_EXPRESSION_SIZE];
    const struct profile_shape shape = {HEADS, HEADS * HEAD_SIZE, TRAINED, LENGTH, 1};
    struct error why;
    profile_expression(e, expression);
    struct table *rows = profile_scheme(expression, &shape, &why);
    if (!rows) return true;
    char *name = site_link(e->name);
    const bool ok = draw_picture(page, s, name, expression, rows, err);
    table_free(rows);
    mem_free(name);
    return ok;
}

/* ---- where it carries, and where it collapses ---- */

static bool is_alone(const struct site_arm *arm, const struct encoder *e) {
    return arm->parts.n == 1 && arm->parts.encoder[0] == e && !*arm->reach->variant;
}

enum outcome_of_arm { CARRIES, COLLAPSES, UNFITTED, OUTCOMES };
static enum outcome_of_arm outcome_of(const struct reach_arm *r) {
    if (!r->fitted || 2 * r->fitted < r->runs) return UNFITTED;
    return r->far >= 2 ? CARRIES : COLLAPSES;
}

/* "copy(symbols=64) (atlas, at least 4x)"; of one that did not fit "(atlas, 0 of 3)". */
static void add_setting(struct text *out, const struct site_arm *arm) {
    const struct reach_arm *r = arm->reach;
    text_add(out, "%s%s (%s, ", out->size ? ", " : "", r->task, arm->suite->title);
    if (outcome_of(r) == UNFITTED)
        text_add(out, "%d of %d", r->fitted, r->runs);
    else
        reach_words(out, r->far, r->open);
    text_add(out, ")");
}

/* The settings of its own that ended so, the first few by name. */
static void say_settings(struct page *page, const struct site_content *s, const struct encoder *e,
                         enum outcome_of_arm outcome, const char *words) {
    enum { SHOWN = 8 };
    struct text list = {0}, whole = {0};
    int n = 0;
    for (int a = 0; a < s->n_arms; a++) {
        const struct site_arm *arm = &s->arm[a];
        if (!is_alone(arm, e) || arm->reach->loss || outcome_of(arm->reach) != outcome) continue;
        if (n++ < SHOWN) add_setting(&list, arm);
    }
    if (n > SHOWN) text_add(&list, " and %d more", n - SHOWN);
    text_add(&whole, "%s %s.", words, text_of(&list));
    if (n) page->format->paragraph(page, text_of(&whole));
    text_free(&whole);
    text_free(&list);
}

static void say_score(struct page *page, const struct site_content *s, const struct encoder *e) {
    const struct site_score score = site_score_of(s, e);
    struct text words = {0};
    if (!score.settings) {
        page->format->paragraph(page, "It was trained alone on no task that is judged by right answers.");
        return;
    }
    text_add(
        &words,
        "Trained alone on %d setting%s (a task of a suite) that right answers judge and no loss: half of its runs or "
        "more fitted on %d, and half of these hold 90 %% exact match (token accuracy where that judges the task), or "
        "not clearly less, to twice the training length or further on %d, to four times on %d.",
        score.settings, score.settings == 1 ? "" : "s", score.fitted, score.to_2x, score.to_4x);
    site_say(page, &words);
    text_add(&words, "On one setting it has ");
    site_say_seeds(&words, score.least, score.most);
    site_say(page, &words);
    say_settings(page, s, e, CARRIES, "It carries to twice the training length or further on");
    say_settings(page, s, e, COLLAPSES, "It fitted and falls clearly below 90 % before that on");
    say_settings(page, s, e, UNFITTED, "Fewer than half of its runs fitted, which says nothing of lengths beyond, on");
}

/* Those of it alone, then with others, then evaluations of it under another scheme or of others under it. */
static int place_of(const struct site_arm *arm, const struct encoder *e) {
    return *arm->reach->variant ? 2 : is_alone(arm, e) ? 0 : 1;
}

static int arms_of(const struct site_content *s, const struct encoder *e, bool with_reach,
                   const struct site_arm **out) {
    int n = 0;
    for (int place = 0; place < 3; place++)
        for (int a = 0; a < s->n_arms; a++)
            if (site_parts_have(&s->arm[a].parts, e) && place_of(&s->arm[a], e) == place &&
                (!s->arm[a].reach->loss || !with_reach))
                out[n++] = &s->arm[a];
    return n;
}

static void write_reach(struct page *page, const struct site_content *s, const struct encoder *e, const char *at) {
    const struct site_arm **arm = mem_zero((size_t)s->n_arms + 1, sizeof *arm);
    page->format->heading(page, 2, "Where it carries and where it collapses");
    say_score(page, s, e);
    int n = arms_of(s, e, true, arm);
    if (n)
        page->format->paragraph(page,
                                "90 % to: the longest evaluated multiple of the training length up to which exact "
                                "match is nowhere clearly below 90 %, in half of the runs that fitted, or more; the "
                                "interval is of the median over these n runs. A row under another scheme (>) is an "
                                "evaluation of models that were trained otherwise.");
    site_arm_table(s, page, at, ARM_PLACE | ARM_REACH, arm, n);
    n = arms_of(s, e, false, arm);
    if (n) {
        page->format->heading(page, 3, "At each length");
        site_say_lengths(page);
    }
    site_arm_table(s, page, at, ARM_PLACE | ARM_METRIC | ARM_LENGTHS, arm, n);
    mem_free(arm);
}

/* ---- what it costs ---- */

static int cost_row(const struct site_arm *arm) {
    const struct table *costs = arm->suite->costs;
    for (int r = 0; r < table_rows(costs); r++)
        if (strcmp(text_at(costs, r, "task"), arm->reach->task) == 0 &&
            strcmp(text_at(costs, r, "label"), arm->reach->label) == 0)
            return r;
    return -1;
}

static void write_cost(struct page *page, const struct site_content *s, const struct encoder *e, const char *at) {
    static const char *const headers[] = {
        "task", "suite", "scheme", "parameters", "ms a step", "us a token at 1x", "us a token at", "multiple"};
    struct table *t = table_new(8, headers);
    for (int a = 0; a < s->n_arms; a++) {
        const struct site_arm *arm = &s->arm[a];
        const int r = site_parts_have(&arm->parts, e) && !*arm->reach->variant ? cost_row(arm) : -1;
        if (r < 0) continue;
        const struct table *costs = arm->suite->costs;
        site_cell(t, at, site_task_address(s, arm->task), arm->reach->task);
        site_cell(t, at, arm->suite->address, arm->suite->title);
        site_cell(t, at, site_scheme_address(s, &arm->parts), arm->reach->name);
        table_number(t, number_at(costs, r, "parameters"), "%.0f");
        table_number(t, number_at(costs, r, "step"), "%.3g");
        table_number(t, number_at(costs, r, "near"), "%.3g");
        table_number(t, number_at(costs, r, "far"), "%.3g");
        table_number(t, number_at(costs, r, "multiple"), "%.4g");
    }
    if (table_rows(t)) {
        page->format->heading(page, 2, "What it costs");
        page->format->paragraph(page, "Means over runs, as they were measured: of a training step, and of evaluation a "
                                      "token at the training length and at the greatest multiple of it. They compare "
                                      "within a suite only where one machine did nothing else.");
    }
    site_table_end(page, t);
}

static void write_claims(struct page *page, const struct site_content *s, int e, const char *at) {
    bool *asked = mem_zero((size_t)s->n_claims + 1, sizeof *asked), any = false;
    for (int i = 0; i < s->n_claims; i++) any |= asked[i] = s->claim[i].of_encoder[e];
    if (any) {
        page->format->heading(page, 2, "Claims about it");
        site_claim_table(s, page, at, asked);
    }
    mem_free(asked);
}

/* ---- the page ---- */

static void entry(struct page *page, const char *name, const char *words) {
    struct text line = {0};
    if (!*words) return;
    text_add(&line, "%s: %s", name, words);
    site_say(page, &line);
}

static void write_description(struct page *page, const struct encoder *e) {
    page->format->paragraph(page, e->title);
    page->format->code(page, e->formula);
    entry(page, family_name(e->family), family_what(e->family));
    entry(page, "Source", e->source);
    entry(page, "Differs from the source", e->differs);
    entry(page, "In evaluation", e->at_eval);
    if (e->claims & CLAIM_CONTROL) page->format->paragraph(page, "It is a control, expected to do badly.");
    if (e->variant)
        page->format->paragraph(page, "It acts in evaluation only, on models that were trained without it.");
}

/* What it acts on and what the tests prove of it, in words and as a picture. */
static bool write_attention(struct page *page, const struct site_content *s, const struct encoder *e,
                            struct error *err) {
    struct text acts = {0}, words = {0};
    page->format->heading(page, 2, "What it does to attention");
    for (int a = 0; a < ATOMS; a++)
        if (encoder_atom(e, a) && *atom_acts_on(a) && !strstr(text_of(&acts), atom_acts_on(a)))
            text_add(&acts, "%s%s", acts.size ? ", " : "", atom_acts_on(a));
    if (acts.size) text_add(&words, "It acts on: %s. ", text_of(&acts));
    text_add(&words, "%s. It uses %s.",
             e->claims & CLAIM_SHIFT_INVARIANT ? "Shifting all positions changes nothing"
                                               : "Outputs change when all positions are shifted",
             e->claims & CLAIM_USES_POSITION ? "positions" : "no position numbers");
    site_say(page, &words);
    text_free(&acts);
    return write_picture(page, s, e, err);
}

static bool scheme_page(const struct site_content *s, int e, struct error *err) {
    const struct encoder *encoder = encoder_list[e];
    const char *at = s->scheme[e].address;
    struct page page = site_page(at, encoder->name);
    write_description(&page, encoder);
    if (!write_attention(&page, s, encoder, err)) return site_page_drop(&page), false;
    write_reach(&page, s, encoder, at);
    write_claims(&page, s, e, at);
    write_cost(&page, s, encoder, at);
    site_options(&page, encoder->options);
    return site_page_save(s, &page, at, err);
}

static void add_seeds(struct table *t, const struct site_score *score) {
    struct text words = {0};
    site_seeds_words(&words, score->least, score->most);
    table_cell(t, "%s", score->settings ? text_of(&words) : "-");
    text_free(&words);
}

static bool schemes_page(const struct site_content *s, struct error *err) {
    static const char at[] = "schemes/index.html";
    static const char *const headers[] = {"scheme", "settings", "seeds",  "fitted",
                                          "to 2x",  "to 4x",    "family", "what it is"};
    struct table *t = table_new(8, headers);
    const struct encoder **order = mem_zero((size_t)s->n_encoders, sizeof *order);
    const int n = site_rank(s, order);
    for (int i = 0; i < n; i++) {
        const struct site_score score = site_score_of(s, order[i]);
        site_cell(t, at, s->scheme[site_encoder_index(order[i])].address, order[i]->name);
        table_number(t, score.settings, "%.0f");
        add_seeds(t, &score);
        table_number(t, score.fitted, "%.0f");
        table_number(t, score.to_2x, "%.0f");
        table_number(t, score.to_4x, "%.0f");
        table_cell(t, "%s", family_name(order[i]->family));
        table_cell(t, "%s", order[i]->title);
    }
    struct page page = site_page(at, "Schemes");
    page.format->paragraph(
        &page,
        "Settings: tasks of suites that right answers judge, and no loss, and that the scheme was trained on "
        "alone. Seeds: how many it has on one of them, each a run; marks of what is better take 6, and intervals 7. "
        "Fitted: on how many of them half of its runs or more fitted. To 2x, to 4x: on "
        "how many half of these hold 90 % exact match (token accuracy where that judges the task), or not clearly "
        "less, to that multiple of the training length. "
        "Counts say which settings were tried, too: compare them where settings are the same.");
    site_table_end(&page, t);
    mem_free(order);
    return site_page_save(s, &page, at, err);
}

bool site_schemes(const struct site_content *s, struct error *err) {
    bool ok = schemes_page(s, err);
    for (int e = 0; ok && e < s->n_encoders; e++)
        if (s->scheme[e].address) ok = scheme_page(s, e, err);
    return ok;
}
