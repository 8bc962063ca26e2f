#include "run/versions.h"
#include "base/log.h"
#include "base/memory.h"
#include "results/identity.h"
#include "run/code.h"
#include "run/destination.h"
#include "run/plugins.h"
#include <stdio.h>
#include <string.h>

/* An arm of the suite and what was found about it. Plans of an arm are adjacent: the last arm is the current one. */
struct arm_codes {
    char arm[RUN_ID_SIZE], code[CODE_SIZE], version[RUN_ID_SIZE]; /* this program's */
    bool probed;                                                  /* a run of this version has a probe, or will have */
    bool others;                                                  /* only other versions have runs of it */
};

static void own_code(const struct run_plan *plan, char out[CODE_SIZE]) {
    struct scheme scheme;
    struct task_set set;
    if (!scheme_parse(plan->config.scheme, &scheme, NULL) || !task_set_parse(plan->config.task, &set, NULL))
        BUG("a resolved configuration does not parse");
    code_of_training(&scheme, &set, out);
}

/* Versions that the arm has finished runs of: version, probe and configuration of one of them, if possible one with a
 * probe. */
static struct table *stored_versions(struct store *store, const char *arm, struct error *err) {
    return store_query(store,
                       "SELECT version, probe, config FROM (SELECT *, row_number() OVER (PARTITION BY version ORDER BY "
                       "probe = '', seed) AS place FROM run WHERE arm = ?1 AND status IN ('done', 'diverged')) WHERE "
                       "place = 1",
                       &arm, 1, err);
}

/* Does this program compute the same first steps as the other one? */
static bool probe_agrees(const char *config, const char *probe, bool *agrees, struct error *err) {
    struct run_plan plan;
    char own[CODE_SIZE];
    *agrees = false;
    if (!*probe) return true;
    if (!plan_of_config(config, NULL, 0, "", NULL, &plan, err) || !code_probe(&plan, own, err)) return false;
    *agrees = strcmp(own, probe) == 0;
    return true;
}

/* Another version of the arm, if this program has none: *same by a probe or by declaration, or not. */
static bool meet(struct store *store, struct arm_codes *a, const struct table *t, int row, enum other_code how,
                 bool *same, struct error *err) {
    bool agrees;
    if (!probe_agrees(table_at(t, row, 2), table_at(t, row, 1), &agrees, err)) return false;
    *same = agrees || how == OTHER_KEEP;
    if (!*same) return true;
    snprintf(a->version, sizeof a->version, "%s", table_at(t, row, 0));
    a->probed |= *table_at(t, row, 1) != '\0';
    return store_same_code(store, a->arm, a->code, a->version, agrees, err);
}

static bool look_at_arm(struct store *store, const struct run_plan *plan, enum other_code how, struct arm_codes *a,
                        struct error *err) {
    *a = (struct arm_codes){0};
    plan_arm(plan, a->arm);
    own_code(plan, a->code);
    if (!store_version(store, a->arm, a->code, a->version, err)) return false;
    struct table *t = stored_versions(store, a->arm, err);
    bool ok = t != NULL, own = false;
    for (int i = 0; ok && i < table_rows(t); i++) {
        if (strcmp(table_at(t, i, 0), a->version) != 0) continue;
        own = true;
        a->probed |= *table_at(t, i, 1) != '\0';
    }
    for (int i = 0; ok && !own && i < table_rows(t); i++) ok = meet(store, a, t, i, how, &own, err);
    a->others = ok && !own && table_rows(t) > 0;
    table_free(t);
    return ok;
}

/* ---- evaluations ---- */

/* The code with which this program evaluates a task under a variant. */
struct own_code {
    char task[OPTION_TEXT_SIZE], variant[VARIANT_SIZE], code[CODE_SIZE];
    struct task_choice choice;    /* the task */
    int precision;                /* enum precision of the evaluation: what is stored of a run does not say it */
    char other[OPTION_TEXT_SIZE]; /* the tasks it is of, where the run is not trained on them; else "" */
    bool probed;                  /* its probe is stored, or will be */
    bool others;                  /* cells of the arm were made here by other code, which nothing excuses */
};
enum { OWN_CODES_MAX = 256 };
struct own_codes {
    const char *arm;
    int others;   /* cells of the arm by other code */
    bool counted; /* among what cannot be added to */
    int n;
    struct own_code of[OWN_CODES_MAX];
};

static bool add_own_codes(struct own_codes *own, const struct run_config *c, const struct task_set *trained_on,
                          const char *tasks, struct error *err) {
    struct scheme scheme, variant;
    struct task_set set;
    struct text name = {0};
    char word[OPTION_TEXT_SIZE];
    bool ok = scheme_parse(c->scheme, &scheme, err) && task_set_parse(tasks, &set, err);
    for (int v = 0; ok && config_nth_variant(c, v, word); v++) {
        if (*word) ok = config_variant(c, trained_on, word, &variant, err);
        for (int k = 0; ok && k < set.n && own->n < OWN_CODES_MAX; k++) {
            struct own_code *to = &own->of[own->n++];
            *to = (struct own_code){.choice = set.part[k], .precision = c->eval.precision};
            text_clear(&name);
            task_set_name(&set, k, &name);
            snprintf(to->task, sizeof to->task, "%s", text_of(&name));
            REQUIRE(strlen(word) < sizeof to->variant); /* a plan with a longer one is refused */
            memcpy(to->variant, word, strlen(word) + 1);
            snprintf(to->other, sizeof to->other, "%s", strcmp(tasks, c->task) == 0 ? "" : tasks);
            code_of_evaluation(&scheme, *word ? &variant : NULL, &set, (enum precision)c->eval.precision, to->code);
        }
    }
    text_free(&name);
    return ok;
}

/* Of all tasks and variants that a plan asks for. */
static bool list_own_codes(struct own_codes *own, const char *arm, const struct run_config *c, struct error *err) {
    struct task_set set;
    char other[OPTION_TEXT_SIZE];
    own->arm = arm;
    own->n = own->others = 0;
    own->counted = false;
    bool ok = task_set_parse(c->task, &set, err) && add_own_codes(own, c, &set, c->task, err);
    for (int i = 0; ok && config_other_task(c, i, other); i++) ok = add_own_codes(own, c, &set, other, err);
    return ok;
}

/* NULL: the plan does not ask for it. */
static struct own_code *own_code_of(struct own_codes *own, const char *task, const char *variant) {
    for (int i = 0; i < own->n; i++)
        if (strcmp(own->of[i].task, task) == 0 && strcmp(own->of[i].variant, variant) == 0) return &own->of[i];
    return NULL;
}

static bool is_own(struct store *store, const struct own_codes *own, const struct own_code *code, const char *other,
                   bool *same, struct error *err) {
    const struct evaluator e = {own->arm, code->task, code->variant, code->code};
    return store_is_evaluator(store, &e, other, same, err);
}

/* What that code made of such an evaluation of the arm's first steps was kept with a run: does this program make the
 * same? */
static bool try_probe(struct store *store, const char *arm, const struct own_code *own, const char *code, bool *agrees,
                      struct error *err) {
    char probe[CODE_SIZE], made[CODE_SIZE], *config;
    struct run_plan plan;
    *agrees = false;
    if (!store_find_probe(store, arm, own->task, own->variant, code, probe, &config, err)) return false;
    if (!config) return true;
    bool ok = plan_of_config(config, NULL, 0, "", NULL, &plan, err);
    if (ok) plan.config.eval.precision = own->precision;
    ok = ok && code_probe_evaluation(&plan, own->variant, own->other, made, err);
    mem_free(config);
    *agrees = ok && strcmp(made, probe) == 0;
    return ok;
}

/* A row of store_evaluators. */
enum { BY_TASK, BY_VARIANT, BY_CODE, BY_CELLS };

/* Is what that code evaluated what this program would have? Its own probe says so, or the user. */
static bool excuse(struct store *store, const struct own_codes *all, const struct own_code *own, const char *code,
                   enum other_code how, bool *same, struct error *err) {
    const struct evaluator e = {all->arm, own->task, own->variant, own->code};
    *same = how == OTHER_KEEP;
    if (!*same && !try_probe(store, all->arm, own, code, same, err)) return false;
    return !*same || store_same_evaluator(store, &e, code, err);
}

static bool meet_evaluator(struct store *store, struct own_codes *own, const struct table *t, int row,
                           enum other_code how, struct error *err) {
    struct own_code *of = own_code_of(own, table_at(t, row, BY_TASK), table_at(t, row, BY_VARIANT));
    const char *code = table_at(t, row, BY_CODE);
    bool same;
    if (!of) return true;
    if (!is_own(store, own, of, code, &same, err) || (!same && !excuse(store, own, of, code, how, &same, err)))
        return false;
    of->others |= !same;
    if (!same) own->others += (int)table_value(t, row, BY_CELLS);
    return true;
}

/* Which of this program's are stored, of any run of the arm. */
static bool find_probes(struct store *store, struct own_codes *own, struct error *err) {
    bool ok = true;
    for (int i = 0; ok && i < own->n; i++) {
        struct own_code *of = &own->of[i];
        char probe[CODE_SIZE], *config = NULL;
        ok = store_find_probe(store, own->arm, of->task, of->variant, of->code, probe, &config, err);
        of->probed = config != NULL;
        mem_free(config);
    }
    return ok;
}

/* What evaluated the arm's runs that this program's would be replicates of. */
static bool look_at_evaluators(struct store *store, const struct run_plan *plan, const struct arm_codes *a,
                               enum other_code how, struct own_codes *own, struct error *err) {
    if (!list_own_codes(own, a->arm, &plan->config, err)) return false;
    struct table *t = store_evaluators(store, a->arm, plan->config.weights[0] ? NULL : a->version, err);
    bool ok = t != NULL;
    for (int i = 0; ok && i < table_rows(t); i++) ok = meet_evaluator(store, own, t, i, how, err);
    table_free(t);
    return ok && find_probes(store, own, err);
}

static bool has_others(const struct own_codes *own) { return own->others > 0; }

static bool all_probed(const struct own_codes *own) {
    for (int i = 0; i < own->n; i++)
        if (!own->of[i].probed) return false;
    return true;
}

static bool has_cell(const struct table *cells, const struct own_code *code, long length, long asked) {
    const long examples = task_tests(&code->choice, (int)length, asked);
    for (int i = 0; i < table_rows(cells); i++)
        if ((long)table_value(cells, i, 2) == length && table_value(cells, i, 3) >= (double)examples &&
            strcmp(table_at(cells, i, 1), code->variant) == 0 && strcmp(table_at(cells, i, 0), code->task) == 0)
            return true;
    return false;
}

/* Would something be evaluated beside what other code evaluated of the arm? */
static bool adds_to_others(const struct own_codes *own, const struct run_config *c, const struct table *cells) {
    for (int k = 0; k < own->n; k++)
        for (int i = 0; own->of[k].others && i < c->eval.lengths.n; i++)
            if (!has_cell(cells, &own->of[k], c->eval.lengths.value[i], c->eval.examples)) return true;
    return false;
}

/* A cell is to be evaluated anew, on no fewer examples than it has. */
static void ask_again(struct run_plan *plan, long length, long examples) {
    struct eval_config *e = &plan->config.eval;
    bool asked = false;
    for (int i = 0; i < e->lengths.n; i++) asked |= e->lengths.value[i] == length;
    if (!asked && e->lengths.n < (int)(sizeof e->lengths.value / sizeof *e->lengths.value))
        e->lengths.value[e->lengths.n++] = length;
    if (e->examples < examples) e->examples = examples;
}

/* A stored run's cells by other code: counted, or to be done anew. *adds (not NULL): there is something to be added to
 * them. */
static bool settle_cells(struct store *store, struct run_plan *plan, struct own_codes *own, enum other_code how,
                         struct others *others, bool *adds, struct error *err) {
    struct table *cells = store_cells(store, plan->id, err);
    bool ok = cells != NULL;
    if (ok && adds) *adds = adds_to_others(own, &plan->config, cells);
    for (int i = 0; ok && i < table_rows(cells); i++) {
        const struct own_code *code = own_code_of(own, table_at(cells, i, 0), table_at(cells, i, 1));
        bool same = true;
        if (!code || !code->others) continue;
        ok = is_own(store, own, code, table_at(cells, i, 4), &same, err);
        if (!ok || same) continue;
        plan->again |= how == OTHER_AGAIN || how == OTHER_EVALUATE_AGAIN;
        plan->trained |= plan->again;
        if (plan->again)
            ask_again(plan, (long)table_value(cells, i, 2), (long)table_value(cells, i, 3));
        else
            others->cells++;
    }
    table_free(cells);
    return ok;
}

bool drop_other_cells(struct store *store, const struct run_plan *plan, struct run_record *record, struct error *err) {
    struct own_codes *own = mem_zero(1, sizeof *own);
    char arm[RUN_ID_SIZE];
    int kept = 0;
    plan_arm(plan, arm);
    bool ok = list_own_codes(own, arm, &plan->config, err);
    for (int i = 0; i < record->n_eval; i++) {
        struct eval_row *row = &record->eval[i];
        const struct own_code *code = own_code_of(own, record->part[row->part].task, row->variant);
        bool same = true;
        if (ok && code) ok = is_own(store, own, code, row->code, &same, err);
        if (code && row->examples < task_tests(&code->choice, (int)row->length, plan->config.eval.examples))
            same = strcmp(row->code, code->code) == 0;
        if (same)
            record->eval[kept++] = *row;
        else
            eval_row_free(row);
    }
    record->n_eval = kept;
    mem_free(own);
    return ok;
}

/* ---- probes ---- */

static int part_of(const struct run_record *record, const char *task) {
    for (int i = 0; i < record->n_parts; i++)
        if (strcmp(record->part[i].task, task) == 0) return i;
    BUG("a run is evaluated on %s and does not have it", task);
}

bool probe_evaluations(const struct run_plan *plan, struct run_record *record, struct error *err) {
    struct own_codes *own = mem_zero(1, sizeof *own);
    bool ok = list_own_codes(own, "", &plan->config, err);
    for (int i = 0; ok && i < own->n; i++) {
        const struct own_code *of = &own->of[i];
        struct probed p = {.part = part_of(record, of->task)};
        ok = code_probe_evaluation(plan, of->variant, of->other, p.probe, err);
        memcpy(p.variant, of->variant, sizeof p.variant);
        memcpy(p.code, of->code, sizeof p.code);
        if (ok) run_record_add_probed(record, &p);
    }
    mem_free(own);
    return ok;
}

/* Within a suite a label names one arm of a task: to hash the configurations of a large one would take longer than to
 * read it. */
static bool same_arm(const struct run_plan *a, const struct run_plan *b) {
    return strcmp(a->label, b->label) == 0 && strcmp(a->config.task, b->config.task) == 0;
}

void ask_for_probes(struct suite *suite) {
    for (int i = 0; i < suite->n; i++) {
        struct run_plan *plan = &suite->plan[i];
        plan->probe = plan->probe_evaluations = i == 0 || !same_arm(plan - 1, plan);
    }
}

/* ---- a suite ---- */

/* What cannot be added to what is there. */
struct missing {
    int trainings, models; /* plans */
    int cells;             /* what other code evaluated of arms to which plans would add */
};

static bool refuse(const struct missing *m, const struct others *others, bool evaluate_only, struct error *err) {
    static const char ways_out[] = "--again does them anew, --keep takes them as they are";
    const char *plural = others->runs == 1 ? "" : "s";
    if (m->models && evaluate_only)
        return error_set(err,
                         "this suite has %d stored training%s by other code, and this program would evaluate other "
                         "models than its own; 'lexbench run --again' trains them anew, --keep takes them as they are",
                         others->runs, plural);
    if (m->trainings || m->models)
        return error_set(err,
                         "this suite has %d stored training%s by other code, and what is missing would not be "
                         "their replicate; %s",
                         others->runs, plural, ways_out);
    return error_set(err,
                     "%d stored evaluation%s made by other code, and what is missing would not stand in "
                     "one row with them; %s",
                     m->cells, m->cells == 1 ? " was" : "s were", ways_out);
}

/* Of a plan whose training is stored: all that it asks for is, too. */
static bool is_whole(struct store *store, const struct run_plan *plan, bool *whole, struct error *err) {
    enum run_status status = RUN_FAILED;
    enum held held = HELD_NOT;
    bool there;
    struct asked *asked = asked_of(&plan->config, err);
    const bool ok = asked && stored_of_run(store, plan->id, asked, &there, &status, &held, err);
    asked_free(asked);
    *whole = held == HELD_WHOLE;
    return ok;
}

/* What is evaluated of a training goes with it: the new one is evaluated where the old one was. */
static bool ask_all_again(struct store *store, struct run_plan *plan, struct own_codes *own, struct error *err) {
    struct table *cells = store_cells(store, plan->id, err);
    for (int i = 0; cells && i < table_rows(cells); i++)
        if (own_code_of(own, table_at(cells, i, 0), table_at(cells, i, 1)))
            ask_again(plan, (long)table_value(cells, i, 2), (long)table_value(cells, i, 3));
    table_free(cells);
    return cells != NULL;
}

/* A plan whose training is stored, by code that does not count as this program's: it is trained anew, or nothing is
 * added to it. */
static bool settle_strange(struct store *store, struct run_plan *plan, struct own_codes *own, enum other_code how,
                           struct others *others, struct missing *missing, struct error *err) {
    bool whole;
    plan->again = how == OTHER_AGAIN;
    if (plan->again) return ask_all_again(store, plan, own, err);
    if (!is_whole(store, plan, &whole, err)) return false;
    others->runs++;
    missing->models += !whole && how != OTHER_KEEP;
    return true;
}

static bool settle_evaluations(struct store *store, struct run_plan *plan, struct own_codes *own, bool there,
                               const struct settling *way, struct others *others, struct missing *missing,
                               struct error *err) {
    bool adds = !there && !way->evaluate_only, whole = false;
    plan->probe_evaluations = false;
    if (all_probed(own) && !has_others(own)) return true;
    if (there && (!is_whole(store, plan, &whole, err) ||
                  !settle_cells(store, plan, own, way->other, others, whole ? NULL : &adds, err)))
        return false;
    if (has_others(own) && adds && way->other == OTHER_REFUSE) {
        missing->cells += !own->counted ? own->others : 0;
        own->counted = true;
    }
    plan->probe_evaluations = !all_probed(own) && (!whole || plan->again);
    for (int i = 0; plan->probe_evaluations && i < own->n; i++) own->of[i].probed = true;
    return true;
}

/* One plan, with what was found about its arm. */
static bool settle_plan(struct store *store, struct run_plan *plan, struct arm_codes *a, struct own_codes *own,
                        const struct settling *way, struct others *others, struct missing *missing, struct error *err) {
    struct run_code stored;
    bool there;
    if (!store_holds(store, plan->id, &there, err)) return false;
    there = there && store_run_code(store, plan->id, &stored);
    const bool strange = there && !plan->config.weights[0] && strcmp(stored.version, a->version) != 0;
    if (strange && !settle_strange(store, plan, own, way->other, others, missing, err)) return false;
    plan->probe = (!there || plan->again) && !a->probed;
    a->probed |= plan->probe;
    missing->trainings += !there && a->others && way->other == OTHER_REFUSE && !way->evaluate_only;
    return (strange && !plan->again) ||
           settle_evaluations(store, plan, own, there && !strange, way, others, missing, err);
}

bool settle_codes(struct store *store, struct suite *suite, const struct settling *way, struct others *others,
                  struct error *err) {
    struct arm_codes a = {0};
    struct own_codes *own = mem_zero(1, sizeof *own);
    struct missing missing = {0};
    bool ok = true;
    *others = (struct others){0};
    for (int i = 0; ok && i < suite->n; i++) {
        struct run_plan *plan = &suite->plan[i];
        char arm[RUN_ID_SIZE];
        plan_arm(plan, arm);
        if (strcmp(arm, a.arm) != 0)
            ok = look_at_arm(store, plan, way->other, &a, err) &&
                 look_at_evaluators(store, plan, &a, way->other, own, err);
        ok = ok && settle_plan(store, plan, &a, own, way, others, &missing, err);
    }
    mem_free(own);
    return ok && (!(missing.trainings || missing.models || missing.cells) ||
                  refuse(&missing, others, way->evaluate_only, err));
}

/* ---- what is stored, by fingerprints alone ---- */

/* This program's version of an arm; "": the stored expressions are not this program's any more. */
static bool own_version(struct store *store, const struct table *t, int r, char out[RUN_ID_SIZE], struct error *err) {
    struct scheme scheme;
    struct task_set set;
    char code[CODE_SIZE];
    out[0] = '\0';
    if (!scheme_parse(text_at(t, r, "scheme"), &scheme, NULL) || !task_set_parse(text_at(t, r, "task"), &set, NULL))
        return true;
    code_of_training(&scheme, &set, code);
    return store_version(store, text_at(t, r, "arm"), code, out, err);
}

/* Was the label of this row named by an earlier one? */
static bool named_before(const struct table *t, const bool *named, int row) {
    for (int r = 0; r < row; r++)
        if (named[r] && strcmp(text_at(t, r, "label"), text_at(t, row, "label")) == 0) return true;
    return false;
}

bool trained_by_other_code(struct store *store, const char *suite, int *runs, struct text *labels, struct error *err) {
    struct table *t =
        store_query(store,
                    "SELECT label, scheme, task, arm, version, count(*) AS runs, min((SELECT config FROM run "
                    "WHERE id = run_id)) AS config FROM v_run WHERE suite = ?1 AND "
                    "version <> '' AND arm NOT IN (SELECT arm FROM setting WHERE key IN ('weights_name', "
                    "'predictions_name')) GROUP BY label, arm, version ORDER BY min(ordinal)",
                    &suite, 1, err);
    bool ok = t != NULL;
    bool *named = t ? mem_zero((size_t)table_rows(t) + 1, sizeof *named) : NULL;
    *runs = 0;
    for (int r = 0; ok && r < table_rows(t); r++) {
        char own[RUN_ID_SIZE];
        if (!plugins_serve(text_at(t, r, "config"))) continue; /* whose code is not known here */
        ok = own_version(store, t, r, own, err);
        if (!ok || strcmp(own, text_at(t, r, "version")) == 0) continue;
        *runs += (int)number_at(t, r, "runs");
        if (!named_before(t, named, r)) text_add(labels, "%s%s", labels->size ? ", " : "", text_at(t, r, "label"));
        named[r] = true;
    }
    mem_free(named);
    table_free(t);
    return ok;
}
