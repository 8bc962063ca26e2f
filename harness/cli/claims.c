/* lexbench claims: published claims and their verdicts here. */
#include "base/log.h"
#include "base/memory.h"
#include "cli/command.h"
#include "plots/plot.h"
#include "run/claim_run.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct flag claims_flags[] = {
    FLAG_DB,
    FLAG_FORMAT,
    {"scale", 's', "small|published", "small", "which suite of the claims"},
    FLAG_CLAIMS,
    {"until", 0, "decided", NULL, "run: seed after seed, until each claim has its verdict"},
    {"cap", 0, "N", NULL, "run: at most so many seeds of a claim (40)"},
    {"budget", 0, "TIME", NULL, "run --until decided: begin no run after this time, such as 3h or 20m"},
    FLAG_JOBS,
    FLAG_AGAIN,
    FLAG_KEEP,
    {"retry", 0, NULL, NULL, "run: also runs whose attempts died too often"},
    {"out", 'o', "DIR", "charts", "plot: where to write"},
    {"formats", 0, "svg,png,pdf", "svg,png,pdf", "plot: of the chart"},
    FLAGS_LOOK,
    {"quiet", 'q', NULL, NULL, "only errors"},
    {0}};

/* The board, and how the command shows it. */
struct claims_call {
    const struct call *call;
    enum table_format format;
    struct claim_board board;
    struct table *stale; /* run/claim_state.h; NULL: not looked for */
};

static bool claims_open(struct claims_call *c, const struct call *call, struct error *err) {
    enum claim_scale scale;
    *c = (struct claims_call){.call = call};
    if (strcmp(call->argument[0], "plot") == 0 && flag_given(call, "format"))
        return error_set(err, "claims plot prints no table: --formats svg,png,pdf are those of its chart");
    return flag_format(call, &c->format, err) && claim_scale_parse(flag_value(call, "scale"), &scale, err) &&
           claim_board_open(&c->board, flag_value(call, "claims"), scale, flag_value(call, "db"), err) &&
           (strcmp(call->argument[0], "list") == 0 ? claim_board_find : claim_board_ask)(&c->board, call->argument + 1,
                                                                                         call->n - 1, err);
}

static void claims_close(struct claims_call *c) {
    claim_board_close(&c->board);
    table_free(c->stale);
}

/* Says why asked claims cannot be judged, those that have the scale; how many there are. */
static int say_broken(const struct claim_board *b) {
    int n = 0;
    for (int i = 0; i < b->n; i++)
        if (claim_board_broken(b, i)) log_error("%s", b->why[i].text), n++;
    return n;
}

/* What follows "file:line:column: ", for a table's narrow cell. */
static const char *without_place(const char *text) {
    int line, column, end = 0;
    const char *colon = strchr(text, ':');
    if (colon && sscanf(colon, ":%d:%d: %n", &line, &column, &end) == 2 && end > 0) return colon + end;
    return text;
}

static void write_status(struct claims_call *c, int i, struct text *out) {
    struct claim_board *b = &c->board;
    if (!claim_board_load(b, i)) {
        text_add(out, "cannot run: %s",
                 !table_format_is_data(c->format) ? without_place(b->why[i].text) : b->why[i].text);
        return;
    }
    const struct frozen *f = &b->frozen[i];
    const int seeds = claim_complete_seeds(b->claim[i], b->part[i], b->store);
    text_add(out, "%d of at most %d seeds stored", seeds, f->cap);
    if (f->first_seed > 1) text_add(out, ", from seed %d on", f->first_seed);
    if (f->stored_before) text_add(out, ", %d of them before it was frozen", f->stored_before);
}

/* ---- list ---- */

static struct table *last_verdict(const struct claim_board *b, const char *claim, struct error *err) {
    const char *parameters[] = {claim_scale_name(b->scale), claim};
    return store_query(b->store, "SELECT * FROM v_verdict WHERE scale = ?1 AND claim = ?2", parameters, 2, err);
}

/* " (stale: file changed)", or nothing. */
static void write_stale(const struct claims_call *c, int i, const char *remedy, struct text *out) {
    const char *why = stale_why(c->stale, c->board.claim[i]->id, claim_scale_name(c->board.scale));
    if (why) text_add(out, " (stale: %s%s)", why, remedy);
}

static const char *tags_of(const struct claim *c, char out[16]) {
    int n = 0;
    for (int i = 0; i < c->n_figures && n < 15; i++)
        if (!memchr(out, c->figure[i].tag, (size_t)n)) out[n++] = c->figure[i].tag;
    out[n] = '\0';
    return out;
}

static int list(struct claims_call *c, struct error *err) {
    struct claim_board *b = &c->board;
    static const char *const headers[] = {"claim", "family", "tags", "verdict", "status", "sentence"};
    struct table *t = table_new(6, headers);
    int rows = 0;
    for (int i = 0; i < b->n; i++) {
        char tags[16];
        struct text status = {0};
        if (!b->asked[i]) continue;
        struct table *last = b->store ? last_verdict(b, b->claim[i]->id, err) : NULL;
        if (b->store && !last) return table_free(t), report_error(err);
        write_status(c, i, &status);
        table_cell(t, "%s", b->claim[i]->id);
        table_cell(t, "%s", b->claim[i]->family);
        table_cell(t, "%s", tags_of(b->claim[i], tags));
        struct text verdict = {0};
        text_add(&verdict, "%s", last && table_rows(last) ? text_at(last, 0, "verdict") : "-");
        write_stale(c, i, "", &verdict);
        table_cell(t, "%s", text_of(&verdict));
        text_free(&verdict);
        table_cell(t, "%s", text_of(&status));
        table_cell(t, "%s", b->claim[i]->sentence);
        text_free(&status);
        table_free(last);
        rows++;
    }
    table_caption(t, "claims", "Published claims, the last verdict on each at %s scale, and how many seeds are stored.",
                  claim_scale_name(b->scale));
    table_print(t, c->format, stdout);
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
    for (int i = 0; i < c->n_checks; i++) {
        const struct check *k = &c->check[i];
        printf("  %s%s\n", k->text,
               k->kind == CHECK_FITS || k->of_mean || k->share != 0.5 ? "" : ", in more than half of the seeds");
    }
    printf("  a run fits: %s%s %s %g\n\n", measures[f->metric].words, f->metric == MEASURE_FIT ? "" : " up to 1x",
           f->at_least ? ">=" : "<=", f->bound);
}

static void show_scale(struct claims_call *c, int i) {
    struct text status = {0};
    const struct claim_board *b = &c->board;
    const struct scale_suite *s = &b->claim[i]->scale[b->scale];
    write_status(c, i, &status);
    printf("At %s scale\n  %s", claim_scale_name(b->scale), s->path ? s->path : "not described");
    for (int k = 0; k < s->n_set; k++) printf(" %s", s->set[k]);
    printf("\n  %s\n", text_of(&status));
    if (b->part[i] && b->frozen[i].tries_before)
        printf("  the claim was changed since it was tried first: %d earlier version%s in table frozen\n",
               b->frozen[i].tries_before, b->frozen[i].tries_before == 1 ? "" : "s");
    if (b->part[i] && b->frozen[i].stored_before)
        printf("  %d seeds were stored before it was frozen\n", b->frozen[i].stored_before);
    printf("\n");
    text_free(&status);
}

/* Of one seed: how many it takes is not known before. */
static bool show_cost(const struct claims_call *c, int i, struct error *err) {
    const struct claim_board *b = &c->board;
    struct suite one = {0};
    int jobs;
    if (!flag_jobs(c->call, &jobs, err)) return false;
    if (!b->part[i] || !claim_add_plans(b->claim[i], b->part[i], 0, 1, &one, NULL)) return suite_free(&one), true;
    printf("Cost of a seed\n");
    fflush(stdout);
    say_cost(&one, jobs);
    say_dropped(&one);
    printf("\n");
    suite_free(&one);
    return true;
}

/* 0 where an older program did not count. */
static int count_at(const struct table *last, const char *column) {
    const double value = number_at(last, 0, column);
    return isnan(value) ? 0 : (int)value;
}

/* A decision stands however many seeds come: it is not stale by them, and yet was not made of all that are stored. */
static void write_more_seeds(const struct claims_call *c, int i, const struct table *last, struct text *out) {
    const struct claim_board *b = &c->board;
    if (!b->part[i] || b->frozen[i].first_seed != count_at(last, "first_seed")) return;
    const int more = claim_complete_seeds(b->claim[i], b->part[i], b->store) - count_at(last, "seeds");
    if (more > 0 && !stale_why(c->stale, b->claim[i]->id, claim_scale_name(b->scale)))
        text_add(out, " (of fewer seeds than are stored by now, by %d; 'claims check' judges all)", more);
}

static bool show_verdict(struct claims_call *c, int i, struct error *err) {
    const struct claim_board *b = &c->board;
    struct table *last = b->store ? last_verdict(b, b->claim[i]->id, err) : NULL;
    if (b->store && !last) return false;
    if (last && table_rows(last)) {
        struct text verdict = {0}, share = {0};
        text_add(&verdict, "%s", text_at(last, 0, "verdict"));
        write_stale(c, i, "; 'claims check' judges again", &verdict);
        write_more_seeds(c, i, last, &verdict);
        verdict_share_words(last, 0, &share);
        const bool open = strcmp(text_at(last, 0, "verdict"), claim_verdict_name(VERDICT_UNDECIDED)) == 0;
        printf("Last verdict: %s\n  %s: %s\n  %s\n", text_of(&verdict), open ? "waits for" : "decided by",
               text_at(last, 0, "decided_by"), text_of(&share));
        printf(
            "  evidence for the claim %.4g, against it %.4g; %.4g decides (a family of %s); seeds: %s; %s of %s runs "
            "fitted\n",
            number_at(last, 0, "evidence_for"), number_at(last, 0, "evidence_against"), number_at(last, 0, "threshold"),
            text_at(last, 0, "family_size"), text_at(last, 0, "seeds"), text_at(last, 0, "fitted"),
            text_at(last, 0, "runs"));
        struct text lost = {0};
        verdict_lost_words((int)number_at(last, 0, "runs"), count_at(last, "diverged"), count_at(last, "not_finite"),
                           &lost);
        if (lost.size) printf("  %s\n", text_of(&lost));
        text_free(&lost);
        if (*text_at(last, 0, "seeds_more")) printf("  about %s more seeds\n", text_at(last, 0, "seeds_more"));
        printf("\n");
        text_free(&verdict);
        text_free(&share);
    }
    table_free(last);
    return true;
}

/* A record is not written to: what it has is made again in the database that is used where none is named. */
static void show_commands(const struct claims_call *c, const struct claim *claim) {
    const struct claim_board *b = &c->board;
    const char *scale = claim_scale_name(b->scale);
    struct text db = {0};
    if (!store_is_record(b->database)) text_add(&db, " --db %s", b->database);
    printf("To reproduce\n  lexbench claims run %s --until decided --scale %s%s\n  lexbench claims check %s --scale "
           "%s%s\n\n",
           claim->id, scale, text_of(&db), claim->id, scale, text_of(&db));
    text_free(&db);
}

static int show(struct claims_call *c, struct error *err) {
    struct claim_board *b = &c->board;
    if (c->call->n != 2) return error_set(err, "usage: lexbench claims show CLAIM"), report_error(err);
    if (c->format != TABLE_TEXT)
        return error_set(err, "claims show prints text; --format is for list and check"), report_error(err);
    for (int i = 0; i < b->n; i++) {
        const struct claim *claim = b->claim[i];
        if (!b->asked[i]) continue;
        printf("%s (family %s)\n\n", claim->id, claim->family);
        print_folded(claim->sentence);
        printf("\nSource\n  ");
        print_text(claim->paper);
        printf("%s", *claim->table ? ", " : "");
        print_text(claim->table);
        printf("\n\n");
        show_figures(claim);
        show_predicate(claim);
        show_scale(c, i);
        if (*claim->note) print_folded(claim->note), printf("\n");
        if (!show_verdict(c, i, err) || !show_cost(c, i, err)) return report_error(err);
        show_commands(c, claim);
    }
    return EXIT_OK;
}

/* ---- run ---- */

/* "3h", "20m", "90s". */
static bool read_time(const char *word, double *seconds, struct error *err) {
    static const char units[] = "smh";
    const size_t size = strlen(word);
    const char *unit = size > 1 ? strchr(units, word[size - 1]) : NULL;
    char *number = mem_text(word);
    if (unit) number[size - 1] = '\0';
    const bool ok = unit && text_to_double(number, seconds) && *seconds > 0;
    mem_free(number);
    if (!ok) return error_set(err, "--budget is a time such as 3h, 20m or 90s, not '%s'", word);
    for (const char *u = units; u < unit; u++) *seconds *= 60;
    return true;
}

static bool read_run_flags(struct claims_call *c, bool *until, double *seconds, struct error *err) {
    const char *word = flag_value(c->call, "until"), *cap = flag_value(c->call, "cap"),
               *budget = flag_value(c->call, "budget");
    long most;
    *until = word != NULL;
    if (word && strcmp(word, "decided") != 0) return error_set(err, "--until can only be: decided");
    if ((cap || budget) && !word) return error_set(err, "--cap and --budget belong to --until decided");
    if (cap && (!text_to_long(cap, &most) || most < 1 || most > CLAIM_CAP_MOST))
        return error_set(err, "--cap is a number of seeds from 1 to %d, not '%s'", CLAIM_CAP_MOST, cap);
    if (cap) c->board.cap = (int)most;
    return !budget || read_time(budget, seconds, err);
}

static int run(struct claims_call *c, struct error *err) {
    struct claim_board *b = &c->board;
    struct schedule_options options = {.database = b->database,
                                       .other = flag_other_code(c->call),
                                       .retry = flag_given(c->call, "retry"),
                                       .fit_elsewhere = true};
    bool until;
    double seconds = 0;
    if (!flag_jobs(c->call, &options.jobs, err) || !read_run_flags(c, &until, &seconds, err)) return report_error(err);
    if (!(b->store = store_open(b->database, err))) return report_error(err);
    b->all_seeds = true;
    const int code = until ? claims_run_until_decided(b, &options, seconds, err) : claims_run(b, &options, err);
    if (err->text[0]) return report_error(err);
    if (code == EXIT_INTERRUPTED) say_interrupted(c->call, NULL);
    return say_broken(b) ? EXIT_USAGE : code;
}

/* ---- check ---- */

static void add_judgement(struct table *t, const struct judgement *j) {
    const struct finding *f = &j->finding[j->decided_by];
    const struct check *k = &j->claim->check[j->decided_by];
    table_cell(t, "%s", j->claim->id);
    table_cell(t, "%s", claim_verdict_name(j->verdict));
    table_number(t, j->seeds, "%.0f");
    if (k->of_mean)
        table_cell(t, "mean");
    else
        table_cell(t, "%d/%d", f->held, f->counted);
    table_number(t, k->of_mean ? f->interval.low : f->share.low, "%.2f");
    table_number(t, k->of_mean ? f->interval.high : f->share.high, "%.2f");
    table_number(t, f->estimate, "%.3f");
    table_number(t, j->evidence_for, "%.4g");
    table_number(t, j->evidence_against, "%.4g");
    table_number(t, j->threshold, "%.4g");
    table_cell(t, "%d/%d", j->fitted, j->runs);
    table_number(t, j->diverged, "%.0f");
    table_number(t, j->not_finite, "%.0f");
    table_number(t, f->unfitted, "%.4g");
    table_number(t, j->seeds_more && j->seeds_more < SEEDS_UNKNOWN ? j->seeds_more : (double)NAN, "%.0f");
    table_number(t, j->frozen.stored_before ? j->frozen.stored_before : (double)NAN, "%.0f");
    table_cell(t, "%s", k->text);
}

/* What a page has room for. */
static void add_printed(struct table *t, const struct judgement *j) {
    const struct finding *f = &j->finding[j->decided_by];
    const bool of_mean = j->claim->check[j->decided_by].of_mean;
    const struct interval interval = of_mean ? f->interval : f->share;
    table_cell(t, "%s", j->claim->id);
    table_cell(t, "%s", claim_verdict_name(j->verdict));
    if (of_mean)
        table_cell(t, "mean");
    else
        table_cell(t, "%d/%d", f->held, f->counted);
    table_cell(t, "%.2f to %.2f", interval.low, interval.high);
    table_number(t, f->estimate, "%.3f");
    table_number(t, j->evidence_for, "%.4g");
    table_number(t, j->evidence_against, "%.4g");
    table_number(t, j->threshold, "%.4g");
}

/* Whether a verdict is one, and whether it is the opposite of what the claim's file expects. */
static bool is_judged(const struct judgement *j) {
    return j->verdict != VERDICT_NONE && j->verdict != VERDICT_NOT_FITTED && j->verdict != VERDICT_UNDECIDED;
}

static bool fails(const struct judgement *j) {
    const bool against = j->verdict == VERDICT_CONTRADICTED || j->verdict == VERDICT_SMALLER;
    if (j->claim->expect == VERDICT_REPRODUCED) return against;
    return j->verdict == VERDICT_REPRODUCED || (against && j->claim->expect == VERDICT_DEPENDS);
}

/* What a verdict rests on besides answers. */
static void say_lost(const struct claims_call *c, const struct judgement *list) {
    for (int i = 0; i < c->board.n; i++) {
        struct text lost = {0};
        if (c->board.asked[i] && is_judged(&list[i]))
            verdict_lost_words(list[i].runs, list[i].diverged, list[i].not_finite, &lost);
        if (lost.size) log_info("%s: %s", c->board.claim[i]->id, text_of(&lost));
        text_free(&lost);
    }
}

/* What was stored before a claim was frozen may have been looked at before the claim was written. */
static void say_seen(const struct claims_call *c, const struct judgement *list) {
    int seen = 0;
    for (int i = 0; i < c->board.n; i++) seen += list[i].verdict != VERDICT_NONE && list[i].frozen.stored_before > 0;
    if (seen && c->format == TABLE_TEXT)
        log_info("seen before: seeds that were stored before the claim was frozen; what is promised of verdicts holds "
                 "for claims that were written before anybody looked at their seeds");
}

/* ": a, b": the claims whose verdict fails. */
static void write_failing(const struct claims_call *c, const struct judgement *list, struct text *out) {
    for (int i = 0; i < c->board.n; i++)
        if (c->board.asked[i] && fails(&list[i])) text_add(out, "%s%s", out->size ? ", " : ": ", c->board.claim[i]->id);
}

/* "9 reproduced, 2 contradicted, ...": what there is, and what is not as the claims' files expect. */
static void say_counts(const struct claims_call *c, const struct judgement *list, const int count[VERDICTS],
                       int failing) {
    struct text said = {0}, which = {0};
    write_failing(c, list, &which);
    for (int v = VERDICT_NONE + 1; v < VERDICTS; v++)
        if (count[v])
            text_add(&said, "%s%d %s", said.size ? ", " : "", count[v], claim_verdict_name((enum claim_verdict)v));
    if (count[VERDICT_NONE])
        text_add(&said, "%s%d without a complete seed ('lexbench claims run' makes them)", said.size ? ", " : "",
                 count[VERDICT_NONE]);
    log_info("%s; %d not as expected%s", said.size ? text_of(&said) : "no claim", failing, text_of(&which));
    text_free(&said);
    text_free(&which);
}

static int report(const struct claims_call *c, const struct judgement *list) {
    static const char *const headers[] = {
        "claim",       "verdict",   "seeds",        "holds in",          "low",
        "high",        "median",    "evidence for", "against",           "decides at",
        "runs fitted", "diverged",  "not finite",   "evidence unfitted", "about more seeds",
        "seen before", "decided by"};
    static const char *const printed_headers[] = {"claim",  "verdict",      "holds in", "interval",
                                                  "median", "evidence for", "against",  "decides at"};
    const struct claim_board *b = &c->board;
    const bool printed = c->format == TABLE_LATEX || c->format == TABLE_MARKDOWN;
    struct table *t = printed ? table_new(8, printed_headers) : table_new(17, headers);
    int count[VERDICTS] = {0}, judged = 0, failing = 0;
    for (int i = 0; i < b->n; i++) {
        if (!b->asked[i]) continue;
        if (!claim_board_broken(b, i) && !list[i].several) count[list[i].verdict]++;
        judged += is_judged(&list[i]);
        failing += fails(&list[i]);
        if (list[i].verdict != VERDICT_NONE) (printed ? add_printed : add_judgement)(t, &list[i]);
    }
    table_caption(t, "verdicts",
                  "Verdicts on published claims at %s scale. holds in: of the seeds that count, those in which the "
                  "claim's deciding check holds, %s: the interval of that share (95 %%), or of the mean; "
                  "median: of the difference over seeds; evidence for, against: decides at the threshold beside it.",
                  claim_scale_name(b->scale), printed ? "interval" : "low and high");
    if (table_rows(t) || c->format != TABLE_TEXT) table_print(t, c->format, stdout);
    table_free(t);
    claim_board_say_several(b, list);
    say_lost(c, list);
    say_seen(c, list);
    if (store_is_record(b->database)) log_info("%s: a record keeps no new verdicts", b->database);
    say_counts(c, list, count, failing);
    if (say_broken(b)) return EXIT_USAGE;
    return failing ? EXIT_CLAIM : judged ? EXIT_OK : EXIT_NOTHING;
}

static int check(struct claims_call *c, struct error *err) {
    struct claim_board *b = &c->board;
    struct judgement *list = mem_zero((size_t)b->n, sizeof *list);
    bool ok = claim_board_judge(b, list, err);
    for (int i = 0; ok && i < b->n; i++)
        if (list[i].verdict != VERDICT_NONE) ok = store_add_verdict(b->store, &list[i], err);
    const int code = ok ? report(c, list) : report_error(err);
    for (int i = 0; i < b->n; i++) judgement_free(&list[i]);
    mem_free(list);
    return code;
}

/* ---- plot ---- */

static int plot(const struct claims_call *c, struct error *err) {
    const char *out = flag_value(c->call, "out");
    unsigned formats;
    struct plot_style style = plot_style_paper;
    struct text drawn = {0};
    bool ok = plot_formats_parse(flag_value(c->call, "formats"), &formats, err) && flag_look(c->call, &style, err);
    style.drawn = &drawn;
    ok = ok && plot_verdicts(c->board.store, claim_scale_name(c->board.scale), c->stale, &style, out, formats, err);
    fputs(text_of(&drawn), stdout);
    text_free(&drawn);
    return ok ? EXIT_OK : report_error(err);
}

static int with_claims(struct claims_call *c, const char *what, struct error *err) {
    struct claim_board *b = &c->board;
    if (strcmp(what, "run") == 0) return run(c, err);
    const bool judging = strcmp(what, "check") == 0, plotting = strcmp(what, "plot") == 0;
    struct error none;
    /* Verdicts are written; but judging makes no database, and listing needs none. */
    b->store = store_open_readonly(b->database, judging || plotting ? err : &none);
    if (judging && b->store) {
        store_close(b->store);
        b->store = (store_is_record(b->database) ? store_open_record : store_open)(b->database, err);
    }
    if (judging) return b->store ? check(c, err) : report_error(err);
    if (!b->store && plotting) return report_error(err);
    if (b->store && !(c->stale = stale_verdicts(b->store, b->claim, b->n, b->shelf, err))) return report_error(err);
    if (plotting) return plot(c, err);
    return strcmp(what, "list") == 0 ? list(c, err) : show(c, err);
}

static int cmd_claims(const struct call *call) {
    struct claims_call claims;
    struct error err = {0};
    log_quiet(flag_given(call, "quiet"));
    const int code =
        claims_open(&claims, call, &err) ? with_claims(&claims, call->argument[0], &err) : report_error(&err);
    claims_close(&claims);
    return code;
}

const struct command command_claims = {
    .name = "claims",
    .arguments = "list [CLAIM|WORD...] | show CLAIM | run [CLAIM...] | check [CLAIM...] | plot",
    .summary = "published claims and their verdicts",
    .text =
        "  lexbench claims list\n  lexbench claims list copy unique\n  lexbench claims show copy-offset-beats-rope\n  "
        "lexbench claims run copy\n  "
        "lexbench claims run --until decided --budget 3h\n  lexbench claims check --format tsv\n  lexbench claims "
        "plot --out charts\n\nrun trains the seeds that a claim's suite lists; with --until decided it adds seeds in "
        "order, wherever a verdict is expected to cost least, until each claim has one. check judges what is stored, "
        "which may be done after any seed: reproduced, contradicted, smaller than claimed, nothing to see (the task "
        "cannot show it), depends on the seed, not fitted, or undecided, with about how many more seeds it takes. "
        "plot draws the last verdicts. CLAIM is a claim's id or a family; none: all; list takes other words, too, and "
        "shows the "
        "claims that have them all. Exit code 1: a verdict is the "
        "opposite of what the claim's file expects; 2: a claim asks for what its suite does not have; 3: nothing "
        "could be judged (docs/claims.md).",
    .words = "list|show|run|check|plot",
    .least = 1,
    .most = -1,
    FLAGS(claims_flags),
    .run = cmd_claims,
};
