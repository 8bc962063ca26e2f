/* lexbench claims: published claims and their verdicts here. */
#include "base/log.h"
#include "base/memory.h"
#include "base/shipped.h"
#include "cli/command.h"
#include "plots/plot.h"
#include "run/claim_state.h"
#include "run/scheduler.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct flag claims_flags[] = {FLAG_DB,
                                           FLAG_FORMAT,
                                           {"scale", 's', "small|published", "small", "which suite of the claims"},
                                           FLAG_CLAIMS,
                                           FLAG_JOBS,
                                           FLAG_AGAIN,
                                           FLAG_KEEP,
                                           {"retry", 0, NULL, NULL, "run: also runs whose attempts died too often"},
                                           {"out", 'o', "DIR", "charts", "plot: where to write"},
                                           {"formats", 0, "svg,png,pdf", "svg,png,pdf", "plot: of the chart"},
                                           {"quiet", 'q', NULL, NULL, "only errors"},
                                           {0}};

/* The claims of the folder, which of them are asked for, and what their suites say. */
struct board {
    const struct call *call;
    enum claim_scale scale;
    enum table_format format;
    struct claim **claim;
    int n;
    bool *asked;                /* [n] */
    const struct suite ***part; /* [n][cells]; NULL: why */
    struct error *why;          /* [n] */
    struct suite_shelf *shelf;
    struct store *store; /* NULL: no database yet */
    struct table *stale; /* run/claim_state.h; NULL: not looked for */
};

static bool unknown_claim(const struct board *b, const char *word, struct error *err) {
    const char **names = mem_zero((size_t)b->n * 2, sizeof *names);
    for (int i = 0; i < b->n; i++) names[2 * i] = b->claim[i]->id, names[2 * i + 1] = b->claim[i]->family;
    const char *close = text_closest(word, names, 2 * b->n);
    if (close)
        error_set(err, "there is no claim or family '%s'; did you mean '%s'?", word, close);
    else
        error_set(err, "there is no claim or family '%s'; 'lexbench claims list' lists them", word);
    mem_free(names);
    return false;
}

/* Ids and families behind the first argument; none: all. */
static bool choose(struct board *b, struct error *err) {
    for (int i = 0; b->call->n == 1 && i < b->n; i++) b->asked[i] = true;
    for (int a = 1; a < b->call->n; a++) {
        bool any = false;
        for (int i = 0; i < b->n; i++)
            if (strcmp(b->call->argument[a], b->claim[i]->id) == 0 ||
                strcmp(b->call->argument[a], b->claim[i]->family) == 0)
                b->asked[i] = any = true;
        if (!any) return unknown_claim(b, b->call->argument[a], err);
    }
    return true;
}

/* The parts of the suite that the claim compares; false: b->why[i]. */
static bool load_parts(struct board *b, int i) {
    const struct claim *c = b->claim[i];
    b->part[i] = mem_zero((size_t)c->n_cells + 1, sizeof(struct suite *));
    if (claim_parts(b->shelf, c, b->scale, b->part[i], &b->why[i])) return true;
    mem_free(b->part[i]);
    b->part[i] = NULL;
    return false;
}

static bool board_open(struct board *b, const struct call *call, struct error *err) {
    *b = (struct board){.call = call, .shelf = suite_shelf_new(flag_value(call, "db"))};
    if (!flag_format(call, &b->format, err) || !claim_scale_parse(flag_value(call, "scale"), &b->scale, err))
        return false;
    char *folder = shipped_find(flag_value(call, "claims"));
    const bool read = claims_read(folder, &b->claim, &b->n, err);
    mem_free(folder);
    if (!read) return false;
    b->asked = mem_zero((size_t)b->n, sizeof *b->asked);
    b->part = mem_zero((size_t)b->n, sizeof *b->part);
    b->why = mem_zero((size_t)b->n, sizeof *b->why);
    return choose(b, err);
}

static void board_close(struct board *b) {
    for (int i = 0; b->part && i < b->n; i++) mem_free(b->part[i]);
    mem_free(b->part);
    mem_free(b->why);
    mem_free(b->asked);
    claims_free(b->claim, b->n);
    suite_shelf_free(b->shelf);
    table_free(b->stale);
    store_close(b->store);
}

/* The claim asks for what its suite cannot give: a mistake in a file, unlike a scale that it does not have. */
static bool is_broken(const struct board *b, int i) {
    return b->asked[i] && !b->part[i] && b->claim[i]->scale[b->scale].path;
}

/* Says why asked claims cannot be judged, those that have the scale; how many there are. */
static int say_broken(const struct board *b) {
    int n = 0;
    for (int i = 0; i < b->n; i++)
        if (is_broken(b, i)) log_error("%s", b->why[i].text), n++;
    return n;
}

/* What follows "file:line:column: ", for a table's narrow cell. */
static const char *without_place(const char *text) {
    int line, column, end = 0;
    const char *colon = strchr(text, ':');
    if (colon && sscanf(colon, ":%d:%d: %n", &line, &column, &end) == 2 && end > 0) return colon + end;
    return text;
}

static void write_status(struct board *b, int i, struct text *out) {
    int runs, stored;
    if (!load_parts(b, i)) {
        text_add(out, "cannot run: %s", b->format == TABLE_TEXT ? without_place(b->why[i].text) : b->why[i].text);
        return;
    }
    claim_count_runs(b->claim[i], b->part[i], b->store, &runs, &stored);
    text_add(out, "%d of %d runs stored", stored, runs);
}

/* ---- list ---- */

static struct table *last_verdicts(const struct board *b, const char *claim, struct error *err) {
    const char *parameters[] = {claim_scale_name(b->scale), claim};
    return store_query(
        b->store,
        "SELECT v.verdict, v.decided_by, v.estimate, v.low, v.high, v.p, v.family_size, v.pairs, v.seeds, "
        "v.seeds_needed FROM v_verdict v WHERE v.scale = ?1 AND v.claim = ?2",
        parameters, 2, err);
}

/* " (stale: file changed)", or nothing. */
static void write_stale(const struct board *b, int i, const char *remedy, struct text *out) {
    const char *why = stale_why(b->stale, b->claim[i]->id, claim_scale_name(b->scale));
    if (why) text_add(out, " (stale: %s%s)", why, remedy);
}

static const char *tags_of(const struct claim *c, char out[16]) {
    int n = 0;
    for (int i = 0; i < c->n_figures && n < 15; i++)
        if (!memchr(out, c->figure[i].tag, (size_t)n)) out[n++] = c->figure[i].tag;
    out[n] = '\0';
    return out;
}

static int list(struct board *b, struct error *err) {
    static const char *const headers[] = {"claim", "family", "tags", "verdict", "status", "sentence"};
    struct table *t = table_new(6, headers);
    int rows = 0;
    for (int i = 0; i < b->n; i++) {
        char tags[16];
        struct text status = {0};
        if (!b->asked[i]) continue;
        struct table *last = b->store ? last_verdicts(b, b->claim[i]->id, err) : NULL;
        if (b->store && !last) return table_free(t), report_error(err);
        write_status(b, i, &status);
        table_cell(t, "%s", b->claim[i]->id);
        table_cell(t, "%s", b->claim[i]->family);
        table_cell(t, "%s", tags_of(b->claim[i], tags));
        struct text verdict = {0};
        text_add(&verdict, "%s", last && table_rows(last) ? table_at(last, 0, 0) : "-");
        write_stale(b, i, "", &verdict);
        table_cell(t, "%s", text_of(&verdict));
        text_free(&verdict);
        table_cell(t, "%s", text_of(&status));
        table_cell(t, "%s", b->claim[i]->sentence);
        text_free(&status);
        table_free(last);
        rows++;
    }
    table_print(t, b->format, stdout);
    table_free(t);
    return rows ? EXIT_OK : EXIT_NOTHING;
}

/* ---- show ---- */

static void show_figures(const struct claim *c) {
    if (c->n_figures) printf("Published figures\n");
    for (int i = 0; i < c->n_figures; i++) {
        printf("  ");
        print_text(c->figure[i].text);
        printf("\n      [%c] %s\n", c->figure[i].tag, claim_tag_words(c->figure[i].tag));
    }
    if (c->n_figures) printf("\n");
}

static void show_predicate(const struct claim *c) {
    const struct fit_rule *f = &c->fit;
    printf("Predicate%s\n", c->n_checks > 1 ? ", all of" : "");
    for (int i = 0; i < c->n_checks; i++)
        printf("  %s%s%s\n", c->check[i].text, c->check[i].gate == GATE_BETTER ? " (only the better has to fit)" : "",
               c->check[i].skip ? " (left out if its runs do not fit)" : "");
    printf("  of runs that fitted: %s%s %s %g\n\n", measures[f->metric].words,
           f->metric == MEASURE_FIT ? "" : " up to 1x", f->at_least ? ">=" : "<=", f->bound);
}

static void show_scale(struct board *b, int i) {
    struct text status = {0};
    const struct scale_suite *s = &b->claim[i]->scale[b->scale];
    write_status(b, i, &status);
    printf("At %s scale\n  %s", claim_scale_name(b->scale), s->path ? s->path : "not described");
    for (int k = 0; k < s->n_set; k++) printf(" %s", s->set[k]);
    printf("\n  %s\n\n", text_of(&status));
    text_free(&status);
}

static bool show_verdict(struct board *b, int i, struct error *err) {
    struct table *last = b->store ? last_verdicts(b, b->claim[i]->id, err) : NULL;
    if (b->store && !last) return false;
    if (last && table_rows(last)) {
        struct text verdict = {0};
        text_add(&verdict, "%s", table_at(last, 0, 0));
        write_stale(b, i, "; 'claims check' judges again", &verdict);
        printf("Last verdict: %s\n  decided by: %s\n", text_of(&verdict), table_at(last, 0, 1));
        text_free(&verdict);
        printf("  estimate %s, 95 %% interval %s to %s; p %s after Holm over %s claims; %s of %s pairs fitted\n",
               table_at(last, 0, 2), table_at(last, 0, 3), table_at(last, 0, 4), table_at(last, 0, 5),
               table_at(last, 0, 6), table_at(last, 0, 7), table_at(last, 0, 8));
        if (*table_at(last, 0, 9)) printf("  seeds needed: %s\n", table_at(last, 0, 9));
        printf("\n");
    }
    table_free(last);
    return true;
}

static int show(struct board *b, struct error *err) {
    if (b->call->n != 2) return error_set(err, "usage: lexbench claims show CLAIM"), report_error(err);
    if (b->format != TABLE_TEXT)
        return error_set(err, "claims show prints text; tsv and json are for list and check"), report_error(err);
    for (int i = 0; i < b->n; i++) {
        const struct claim *c = b->claim[i];
        if (!b->asked[i]) continue;
        printf("%s (family %s)\n\n", c->id, c->family);
        print_folded(c->sentence);
        printf("\nSource\n  ");
        print_text(c->paper);
        printf("%s", *c->table ? ", " : "");
        print_text(c->table);
        printf("\n\n");
        show_figures(c);
        show_predicate(c);
        show_scale(b, i);
        if (*c->note) print_folded(c->note), printf("\n");
        if (!show_verdict(b, i, err)) return report_error(err);
        const char *db = flag_value(b->call, "db"), *scale = claim_scale_name(b->scale);
        printf("To reproduce\n  lexbench claims run %s --scale %s --db %s\n  lexbench claims check %s --scale %s "
               "--db %s\n\n",
               c->id, scale, db, c->id, scale, db);
    }
    return EXIT_OK;
}

/* ---- run ---- */

/* The suite that a claim's runs are stored under: the scale's own name, with the claim's where settings differ. */
static void begin_suite(const struct board *b, int i, struct suite *out) {
    const struct suite *part = b->part[i][0];
    const struct scale_suite *s = &b->claim[i]->scale[b->scale];
    memset(out, 0, sizeof *out);
    snprintf(out->name, sizeof out->name, "%.60s%s%s", part->name, s->n_set ? "-" : "",
             s->n_set ? b->claim[i]->id : "");
    snprintf(out->about, sizeof out->about, "%s", part->about);
    out->text = mem_text(part->text);
}

/* All labels that the suite has are those of its plans. */
static void note_labels(struct suite *suite) {
    struct text labels = {0};
    for (int i = 0; i < suite->n; i++) text_add(&labels, "%s\n", suite->plan[i].label);
    suite->labels = mem_text(text_of(&labels));
    text_free(&labels);
}

/* Claims of one suite are trained together, so that all processes stay busy. */
static int collect(struct board *b, struct suite *suites) {
    int n = 0;
    for (int i = 0; i < b->n; i++) {
        if (!b->asked[i]) continue;
        if (!load_parts(b, i)) {
            if (!is_broken(b, i)) log_warn("claim %s cannot run: %s", b->claim[i]->id, b->why[i].text);
            continue;
        }
        struct suite own;
        begin_suite(b, i, &own);
        int k = 0;
        while (k < n && strcmp(suites[k].name, own.name) != 0) k++;
        if (k < n)
            suite_free(&own);
        else
            suites[n++] = own;
        struct error why;
        if (!claim_add_plans(b->claim[i], b->part[i], &suites[k], &why))
            log_warn("claim %s cannot run with the others: %s", b->claim[i]->id, why.text);
    }
    for (int k = 0; k < n; k++) note_labels(&suites[k]);
    return n;
}

static int run(struct board *b, struct error *err) {
    struct schedule_options options = {.database = flag_value(b->call, "db"),
                                       .other = flag_other_code(b->call),
                                       .retry = flag_given(b->call, "retry")};
    struct schedule_result result;
    if (!flag_jobs(b->call, &options.jobs, err)) return report_error(err);
    struct suite *suites = mem_zero((size_t)b->n, sizeof *suites);
    const int n = collect(b, suites);
    int code = say_broken(b) ? EXIT_USAGE : n ? EXIT_OK : EXIT_NOTHING;
    for (int k = 0; k < n && code != EXIT_INTERRUPTED; k++) {
        const int own = run_suite(&suites[k], &options, &result, err);
        if (err->text[0]) {
            code = report_error(err);
            break;
        }
        log_info("%s: %d runs: %d done now, %d stored before, %d diverged, %d failed", suites[k].name, result.total,
                 result.done, result.held_before, result.diverged, result.failed);
        if (own != EXIT_OK) code = own;
    }
    for (int k = 0; k < n; k++) suite_free(&suites[k]);
    mem_free(suites);
    return code;
}

/* ---- check ---- */

static bool judge(struct board *b, int i, struct judgement *out, struct error *err) {
    *out = (struct judgement){.claim = b->claim[i], .scale = b->scale, .p = (double)NAN};
    if (!load_parts(b, i)) return true;
    struct cell_runs *runs = mem_zero((size_t)b->claim[i]->n_cells, sizeof *runs);
    claim_cell_runs(b->claim[i], b->part[i], runs);
    const bool ok = claim_judge(b->store, b->claim[i], b->scale, runs, out, err);
    claim_suite_hash(b->claim[i], b->part[i], out->suite_hash);
    claim_cell_runs_free(b->claim[i], runs);
    mem_free(runs);
    return ok;
}

static void add_judgement(struct table *t, const struct judgement *j) {
    const struct finding *f = &j->finding[j->decided_by];
    table_cell(t, "%s", j->claim->id);
    table_cell(t, "%s", claim_verdict_name(j->verdict));
    table_number(t, f->estimate, "%.3f");
    table_number(t, f->interval.low, "%.3f");
    table_number(t, f->interval.high, "%.3f");
    table_number(t, j->p, "%.4f");
    table_cell(t, "%d/%d", f->pairs, f->seeds);
    if (j->seeds_needed >= SEEDS_UNKNOWN)
        table_cell(t, "out of reach");
    else
        table_number(t, j->seeds_needed ? j->seeds_needed : (double)NAN, "%.0f");
    table_cell(t, "%s", j->claim->check[j->decided_by].text);
}

/* Whether a verdict is one, and whether it is another than the claim's file expects. */
static bool is_judged(const struct judgement *j) {
    return j->verdict == VERDICT_REPRODUCED || j->verdict == VERDICT_CONTRADICTED ||
           (j->verdict == VERDICT_UNDECIDED && j->claim->expect == VERDICT_UNDECIDED);
}

static bool fails(const struct judgement *j) {
    return (j->verdict == VERDICT_REPRODUCED || j->verdict == VERDICT_CONTRADICTED) && j->verdict != j->claim->expect;
}

/* Says why there is no verdict on runs that are no replicates; how many claims ask for them. */
static int say_several(const struct board *b, const struct judgement *list) {
    int n = 0;
    for (int i = 0; i < b->n; i++) {
        if (!b->asked[i] || !list[i].several) continue;
        log_warn("claim %s has no verdict: %s, and are no replicates; 'lexbench claims run %s --again' does them anew",
                 b->claim[i]->id, list[i].several, b->claim[i]->id);
        n++;
    }
    return n;
}

static int report(const struct board *b, const struct judgement *list) {
    static const char *const headers[] = {"claim", "verdict", "estimate",     "low",       "high",
                                          "p",     "fitted",  "seeds needed", "decided by"};
    struct table *t = table_new(9, headers);
    int count[VERDICT_NOT_FITTED + 1] = {0}, judged = 0, failing = 0, broken = 0;
    for (int i = 0; i < b->n; i++) {
        if (!b->asked[i]) continue;
        broken += is_broken(b, i);
        count[list[i].verdict]++;
        judged += is_judged(&list[i]);
        failing += fails(&list[i]);
        if (list[i].verdict != VERDICT_NONE) add_judgement(t, &list[i]);
    }
    if (table_rows(t) || b->format != TABLE_TEXT) table_print(t, b->format, stdout);
    table_free(t);
    const int several = say_several(b, list);
    char mixed[40] = "";
    if (several) snprintf(mixed, sizeof mixed, ", %d by several codes", several);
    log_info("%d reproduced, %d contradicted, %d undecided, %d not fitted, %d without all their runs%s; %d not as "
             "expected",
             count[VERDICT_REPRODUCED], count[VERDICT_CONTRADICTED], count[VERDICT_UNDECIDED],
             count[VERDICT_NOT_FITTED], count[VERDICT_NONE] - broken - several, mixed, failing);
    if (say_broken(b)) return EXIT_USAGE;
    return failing ? EXIT_CLAIM : judged ? EXIT_OK : EXIT_NOTHING;
}

/* Whole families are judged, since they share a correction; only what was asked for is stored and shown. */
static int check(struct board *b, struct error *err) {
    struct judgement *list = mem_zero((size_t)b->n, sizeof *list);
    bool ok = true;
    for (int i = 0; ok && i < b->n; i++) ok = judge(b, i, &list[i], err);
    if (ok) claims_conclude(list, b->n);
    for (int i = 0; ok && i < b->n; i++)
        if (b->asked[i] && list[i].verdict != VERDICT_NONE) ok = store_add_verdict(b->store, &list[i], err);
    const int code = ok ? report(b, list) : report_error(err);
    for (int i = 0; i < b->n; i++) judgement_free(&list[i]);
    mem_free(list);
    return code;
}

/* ---- plot ---- */

static int plot(const struct board *b, struct error *err) {
    const char *out = flag_value(b->call, "out");
    unsigned formats;
    if (!plot_formats_parse(flag_value(b->call, "formats"), &formats, err) ||
        !plot_verdicts(b->store, claim_scale_name(b->scale), b->stale, out, formats, err))
        return report_error(err);
    printf("%s\n", out);
    return EXIT_OK;
}

static int with_board(struct board *b, const char *what, struct error *err) {
    const char *db = flag_value(b->call, "db");
    if (strcmp(what, "run") == 0) return run(b, err);
    const bool judging = strcmp(what, "check") == 0, plotting = strcmp(what, "plot") == 0;
    struct error none;
    /* Verdicts are written; but judging makes no database, and listing needs none. */
    b->store = store_open_readonly(db, judging || plotting ? err : &none);
    if (judging && b->store) {
        store_close(b->store);
        b->store = store_open(db, err);
    }
    if (judging) return b->store ? check(b, err) : report_error(err);
    if (!b->store && plotting) return report_error(err);
    if (b->store && !(b->stale = stale_verdicts(b->store, b->claim, b->n, b->shelf, err))) return report_error(err);
    if (plotting) return plot(b, err);
    return strcmp(what, "list") == 0 ? list(b, err) : show(b, err);
}

static int cmd_claims(const struct call *call) {
    struct board board;
    struct error err = {0};
    log_quiet(flag_given(call, "quiet"));
    const int code = board_open(&board, call, &err) ? with_board(&board, call->argument[0], &err) : report_error(&err);
    board_close(&board);
    return code;
}

const struct command command_claims = {
    .name = "claims",
    .arguments = "list | show CLAIM | run [CLAIM...] | check [CLAIM...] | plot",
    .summary = "published claims and their verdicts",
    .text = "  lexbench claims list\n  lexbench claims show copy-offset-beats-rope\n  lexbench claims run copy\n  "
            "lexbench claims check --format tsv\n  lexbench claims plot --out charts\n\nrun trains what a claim needs "
            "and the database lacks; check judges what is stored: reproduced, contradicted, undecided (with the number "
            "of seeds it would need) or not fitted; plot draws the last verdicts, with effects and intervals. CLAIM is "
            "a claim's id or a family; none: all. Exit code 1: a verdict is not what the claim's file expects; 2: a "
            "claim asks for what its suite does not have; 3: nothing could be judged (docs/claims.md).",
    .words = "list|show|run|check|plot",
    .least = 1,
    .most = -1,
    FLAGS(claims_flags),
    .run = cmd_claims,
};
