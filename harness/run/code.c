#include "run/code.h"
#include "base/hash.h"
#include "base/memory.h"
#include "run/host.h"
#include "run/plugins.h"
#include "run/train.h"
#include <gnu/libc-version.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static bool same_name(const char *with_underscores, const char *name) {
    for (; *with_underscores && *name; with_underscores++, name++)
        if (*with_underscores != (*name == '-' ? '_' : *name)) return false;
    return *with_underscores == *name;
}

static const struct code_row *find(const char *kind, const char *name) {
    for (const struct code_row *row = code_table; row->kind; row++)
        if (strcmp(row->kind, kind) == 0 && same_name(row->name, name)) return row;
    BUG("the table of sources has no %s %s", kind, name);
}

/* Rows of the table, each once. */
struct rows {
    int n;
    const struct code_row *row[1 + 2 * SCHEME_PARTS_MAX + TASKS_MAX];
};

/* Sorted by name, so that one set has one fingerprint. */
static bool before(const struct code_row *a, const struct code_row *b) {
    const int kinds = strcmp(a->kind, b->kind);
    return kinds ? kinds < 0 : strcmp(a->name, b->name) < 0;
}

static void add_row(struct rows *rows, const struct code_row *row) {
    int at = rows->n;
    for (int i = 0; i < rows->n; i++)
        if (rows->row[i] == row) return;
    for (; at > 0 && before(row, rows->row[at - 1]); at--) rows->row[at] = rows->row[at - 1];
    rows->row[at] = row;
    rows->n++;
}

static void add(struct rows *rows, const char *kind, const char *name) { add_row(rows, find(kind, name)); }

/* Of what a plugin brought, the file. */
static void add_brought(struct rows *rows, const char *kind, const char *name, const char *plugin) {
    if (plugin)
        add_row(rows, &plugins_of(plugin)->row);
    else
        add(rows, kind, name);
}

static void add_scheme(struct rows *rows, const struct scheme *scheme) {
    for (int i = 0; i < scheme->n; i++) {
        const struct encoder *e = scheme->part[i].encoder;
        add_brought(rows, "scheme", e->name, e->plugin);
    }
}

static void add_tasks(struct rows *rows, const struct task_set *set) {
    for (int k = 0; k < set->n; k++) {
        const struct task *t = set->part[k].task;
        add_brought(rows, "task", t->name, t->plugin);
    }
}

/* "OpenBLAS 0.3.21": what follows names the processor. */
static int version_length(const char *blas) {
    const size_t name = strcspn(blas, " ;");
    return (int)(blas[name] == ' ' ? name + 1 + strcspn(blas + name + 1, " ;") : name);
}

static void fingerprint(const struct rows *rows, enum precision precision, char out[CODE_SIZE]) {
    struct text text = {0};
    struct host_info host;
    host_fill(&host);
    for (int i = 0; i < rows->n; i++)
        text_add(&text, "%s %s %s\n", rows->row[i]->kind, rows->row[i]->name, rows->row[i]->hash);
    text_add(&text, "compiler %s\nflags %s\nblas %.*s\nlibc %s\n", host.compiler, LEXBENCH_FLAGS,
             version_length(host.blas), host.blas, gnu_get_libc_version());
    if (precision == PRECISION_BF16) text_add(&text, "precision bf16\n");
    sha256_hex(text_of(&text), text.size, out);
    text_free(&text);
}

void code_of_training(const struct scheme *scheme, const struct task_set *set, char out[CODE_SIZE]) {
    struct rows rows = {0};
    add(&rows, "training", "");
    add_scheme(&rows, scheme);
    add_tasks(&rows, set);
    fingerprint(&rows, PRECISION_FLOAT, out);
}

void code_of_evaluation(const struct scheme *scheme, const struct scheme *variant, const struct task_set *set,
                        enum precision precision, char out[CODE_SIZE]) {
    struct rows rows = {0};
    add(&rows, "evaluation", "");
    add_scheme(&rows, scheme);
    if (variant) add_scheme(&rows, variant);
    add_tasks(&rows, set);
    fingerprint(&rows, precision, out);
}

void code_of_program(char out[CODE_SIZE]) {
    struct rows rows = {0};
    add(&rows, "evaluation", "");
    fingerprint(&rows, PRECISION_FLOAT, out);
}

/* ---- probes ---- */

/* All NaNs are made the same: their bits are not specified. */
static void number(struct text *bits, double value) {
    if (isnan(value))
        text_add(bits, " nan");
    else
        text_add(bits, " %a", value);
}

static void write_row(const struct eval_row *row, struct text *bits) {
    text_add(bits, "row %ld %s %ld %ld %ld %ld %ld %ld", row->part, row->variant, row->examples, row->exact,
             row->exact_no_eos, row->answers, row->answers_right, row->tokens_sum);
    number(bits, row->loss_sum);
    text_add(bits, " %ld", row->first_error_sum);
    for (int k = 0; k < row->n_position; k++) text_add(bits, " %ld", row->position_right[k]);
    for (int d = 0; d < row->n_depth; d++) text_add(bits, " %ld/%ld", row->depth_exact[d], row->depth_seen[d]);
    for (int i = 0; i < row->n_bins; i++) number(bits, row->bin_loss[i]);
    for (int i = 0; i < row->n_guess; i++) {
        number(bits, row->guess[i].exact);
        number(bits, row->guess[i].token);
        number(bits, row->guess[i].loss);
    }
    text_add(bits, "\n");
}

static void write_record(const struct run_record *record, struct text *bits) {
    text_add(bits, "%s after %ld, fitted %d at %ld", run_status_name(record->status), record->steps, record->fitted,
             record->fit_step);
    for (int i = 0; i < record->n_parts; i++) {
        number(bits, record->part[i].fit);
        text_add(bits, " %d", record->part[i].fitted);
    }
    text_add(bits, "\n");
    for (int i = 0; i < record->n_curve; i++) {
        number(bits, record->curve[i].loss);
        number(bits, record->curve[i].grad_norm);
        number(bits, record->curve[i].fit);
    }
    text_add(bits, "\n");
    for (int i = 0; i < record->n_eval; i++) write_row(&record->eval[i], bits);
    for (int i = 0; i < record->n_measured; i++) number(bits, record->measured[i].value);
}

/* So short that every step is a point of the curve; the warm-up shrinks with the steps. */
static void cut_short(struct run_config *config, const char *variant, const char *task) {
    struct train_config *train = &config->train;
    if (train->steps > PROBE_STEPS) {
        train->warmup = (long)((double)train->warmup * PROBE_STEPS / (double)train->steps);
        train->steps = PROBE_STEPS;
    }
    if (train->fit_examples > PROBE_EXAMPLES) train->fit_examples = PROBE_EXAMPLES;
    train->fit_every = PROBE_STEPS;
    train->stop_when_fitted = false;
    config->weights[0] = '\0'; /* a model that comes from elsewhere has no steps to try: those of its configuration */
    config->eval = (struct eval_config){.examples = PROBE_EXAMPLES};
    config->eval.lengths.n = 1;
    config->eval.lengths.value[0] = train->longest;
    snprintf(config->eval.variants, sizeof config->eval.variants, "%s", variant);
    snprintf(config->eval.tasks, sizeof config->eval.tasks, "%s", task);
}

/* What acts beyond the lengths of training only is to be seen, too, where task and scheme can be evaluated there. */
static void look_beyond(struct run_config *config) {
    struct run_config further = *config;
    further.eval.lengths.value[further.eval.lengths.n++] = 2 * config->train.longest;
    if (config_resolve(&further, NULL)) *config = further;
}

static bool try_out(struct run_plan *probe, struct text *bits, struct error *err) {
    struct run_record record;
    probe->probe = false;
    const bool ok = run_plan(probe, &(struct run_hooks){.stop = plugins_pulse}, &record, err) == RUN_END_COMPLETE;
    if (ok) write_record(&record, bits);
    run_record_free(&record);
    return ok;
}

static void hash_bits(struct text *bits, char out[CODE_SIZE]) {
    sha256_hex(text_of(bits), bits->size, out);
    text_free(bits);
}

bool code_probe(const struct run_plan *plan, char out[CODE_SIZE], struct error *err) {
    struct run_plan probe = *plan;
    struct text bits = {0};
    cut_short(&probe.config, "", "");
    const bool ok = try_out(&probe, &bits, err);
    if (ok) fit_rule_write(plan, &bits);
    hash_bits(&bits, out);
    return ok;
}

bool code_probe_evaluation(const struct run_plan *plan, const char *variant, const char *task, char out[CODE_SIZE],
                           struct error *err) {
    struct run_plan probe = *plan;
    struct text bits = {0};
    cut_short(&probe.config, variant, task);
    probe.config.eval.precision = plan->config.eval.precision;
    look_beyond(&probe.config);
    const bool ok = try_out(&probe, &bits, err);
    hash_bits(&bits, out);
    return ok;
}
