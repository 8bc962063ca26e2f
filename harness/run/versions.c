#include "run/versions.h"
#include "base/log.h"
#include "base/memory.h"
#include "results/identity.h"
#include "run/code.h"
#include "run/outlet.h"
#include <stdio.h>
#include <string.h>

/* An arm of the suite and what was found about it. Plans of an arm are adjacent: the last arm is the current one. */
struct arm_codes {
    char arm[RUN_ID_SIZE], code[CODE_SIZE], version[RUN_ID_SIZE]; /* this program's */
    bool probed;                                                  /* a run of this version has a probe, or will have */
    bool others;                                                  /* only other versions have runs of it */
};

static void arm_of(const struct run_plan *plan, char out[RUN_ID_SIZE]) {
    struct text text = {0};
    config_write_training(&plan->config, &text);
    arm_id(text_of(&text), out);
    text_free(&text);
}

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
    arm_of(plan, a->arm);
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

static bool refuse(int other, struct error *err) {
    return error_set(err,
                     "%d stored training%s of this suite %s made by other code, and what is missing would not be their "
                     "replicate; --again does them anew, --keep takes them as they are",
                     other, other == 1 ? "" : "s", other == 1 ? "was" : "were");
}

/* ---- evaluations ---- */

/* The code with which this program evaluates a task under a variant. */
struct own_code {
    char task[OPTION_TEXT_SIZE], variant[OPTION_TEXT_SIZE], code[CODE_SIZE];
    char other[OPTION_TEXT_SIZE]; /* the tasks it is of, where the run is not trained on them; else "" */
    bool probed;                  /* its probe is stored, or will be */
    char tried[CODE_SIZE];        /* the last other code that it was compared with; "": none */
    bool same;                    /* and they made the same */
};
/* A run's own probe evaluates as trained, on the tasks that it is trained on. */
static bool is_as_trained(const struct own_code *own) { return !*own->variant && !*own->other; }
enum { OWN_CODES_MAX = 256 };
struct own_codes {
    char probe[CODE_SIZE]; /* the last one that was tried; "": none */
    bool agrees;
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
            text_clear(&name);
            task_set_name(&set, k, &name);
            snprintf(to->task, sizeof to->task, "%s", text_of(&name));
            snprintf(to->variant, sizeof to->variant, "%s", word);
            snprintf(to->other, sizeof to->other, "%s", strcmp(tasks, c->task) == 0 ? "" : tasks);
            to->probed = is_as_trained(to);
            to->tried[0] = '\0';
            code_of_evaluation(&scheme, *word ? &variant : NULL, &set, to->code);
        }
    }
    text_free(&name);
    return ok;
}

/* Of all tasks and variants that a plan asks for. */
static bool list_own_codes(struct own_codes *own, const struct run_config *c, struct error *err) {
    struct task_set set;
    char other[OPTION_TEXT_SIZE];
    own->n = 0;
    own->probe[0] = '\0';
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

static bool counts_as(struct store *store, const char *arm, const char *code, const char *own, bool *same,
                      struct error *err) {
    char one[RUN_ID_SIZE], other[RUN_ID_SIZE];
    *same = strcmp(code, own) == 0;
    if (*same) return true;
    if (!store_version(store, arm, code, one, err) || !store_version(store, arm, own, other, err)) return false;
    *same = strcmp(one, other) == 0;
    return true;
}

static bool is_asked(const struct run_config *c, double length) {
    for (int i = 0; i < c->eval.lengths.n; i++)
        if ((double)c->eval.lengths.value[i] == length) return true;
    return false;
}

/* The run's probe says whether this program gives the same evaluation as trained as that one did. */
static bool try_probe(struct own_codes *own, const struct run_plan *plan, const struct run_code *run,
                      struct error *err) {
    if (strcmp(own->probe, run->probe) == 0) return true;
    struct text config = {0};
    config_write(&plan->config, &config);
    const bool ok = probe_agrees(text_of(&config), run->probe, &own->agrees, err);
    text_free(&config);
    snprintf(own->probe, sizeof own->probe, "%s", run->probe);
    return ok;
}

/* The same of another evaluation: what its code made of one was kept with a run of the arm. */
static bool try_stored_probe(struct store *store, const char *arm, const char *code, struct own_code *own,
                             struct error *err) {
    char probe[CODE_SIZE], made[CODE_SIZE], *config;
    struct run_plan plan;
    if (strcmp(own->tried, code) == 0) return true;
    if (!store_find_probe(store, arm, own->task, own->variant, code, probe, &config, err)) return false;
    own->same = false;
    snprintf(own->tried, sizeof own->tried, "%s", code);
    if (!config) return true;
    const bool ok = plan_of_config(config, NULL, 0, "", NULL, &plan, err) &&
                    code_probe_evaluation(&plan, own->variant, own->other, made, err);
    mem_free(config);
    own->same = ok && strcmp(made, probe) == 0;
    return ok;
}

/* *agrees: the first steps say that this program evaluates as that code did. */
static bool ask_probes(struct store *store, const struct run_plan *plan, const struct run_code *run, const char *code,
                       struct own_code *own, struct own_codes *all, bool *agrees, struct error *err) {
    const bool as_trained = is_as_trained(own);
    if (!(as_trained ? try_probe(all, plan, run, err) : try_stored_probe(store, run->arm, code, own, err)))
        return false;
    *agrees = as_trained ? *run->probe && all->agrees : own->same;
    return true;
}

static bool excuse(struct store *store, const struct run_plan *plan, const struct run_code *run, const char *code,
                   struct own_code *own, struct own_codes *all, enum other_code how, bool *same, struct error *err) {
    bool agrees;
    if (!ask_probes(store, plan, run, code, own, all, &agrees, err)) return false;
    *same = agrees || how == OTHER_KEEP;
    char version[RUN_ID_SIZE];
    return !*same || (store_version(store, run->arm, own->code, version, err) &&
                      store_same_code(store, run->arm, code, version, agrees, err));
}

static bool settle_cells(struct store *store, struct run_plan *plan, struct own_codes *own, enum other_code how,
                         struct others *others, struct error *err) {
    struct run_code run;
    struct table *cells = store_cells(store, plan->id, err);
    bool ok = cells != NULL;
    store_run_code(store, plan->id, &run);
    for (int i = 0; ok && i < table_rows(cells); i++) {
        struct own_code *of = own_code_of(own, table_at(cells, i, 0), table_at(cells, i, 1));
        const char *code = table_at(cells, i, 4);
        bool same;
        if (!of || !is_asked(&plan->config, table_value(cells, i, 2))) continue;
        ok = counts_as(store, run.arm, code, of->code, &same, err) &&
             (same || excuse(store, plan, &run, code, of, own, how, &same, err));
        if (!ok || same) continue;
        if (how == OTHER_AGAIN || how == OTHER_EVALUATE_AGAIN)
            plan->again = plan->trained = true;
        else
            others->cells++;
    }
    table_free(cells);
    return ok;
}

bool drop_other_cells(struct store *store, const struct run_plan *plan, struct run_record *record, struct error *err) {
    struct own_codes *own = mem_zero(1, sizeof *own);
    struct run_code run;
    int kept = 0;
    bool ok = list_own_codes(own, &plan->config, err);
    store_run_code(store, plan->id, &run);
    for (int i = 0; i < record->n_eval; i++) {
        struct eval_row *row = &record->eval[i];
        const struct own_code *of = own_code_of(own, record->part[row->part].task, row->variant);
        bool same = true;
        if (ok && of) ok = counts_as(store, run.arm, row->code, of->code, &same, err);
        if (same)
            record->eval[kept++] = *row;
        else
            eval_row_free(row);
    }
    record->n_eval = kept;
    mem_free(own);
    return ok;
}

/* ---- probes of evaluations ---- */

static int part_of(const struct run_record *record, const char *task) {
    for (int i = 0; i < record->n_parts; i++)
        if (strcmp(record->part[i].task, task) == 0) return i;
    BUG("a run is evaluated on %s and does not have it", task);
}

bool probe_evaluations(const struct run_plan *plan, struct run_record *record, struct error *err) {
    struct own_codes *own = mem_zero(1, sizeof *own);
    bool ok = list_own_codes(own, &plan->config, err);
    for (int i = 0; ok && i < own->n; i++) {
        const struct own_code *of = &own->of[i];
        struct probed p = {.part = 0};
        if (is_as_trained(of)) continue;
        ok = code_probe_evaluation(plan, of->variant, of->other, p.probe, err);
        p.part = part_of(record, of->task);
        snprintf(p.variant, sizeof p.variant, "%s", of->variant);
        memcpy(p.code, of->code, sizeof p.code);
        if (ok) run_record_add_probed(record, &p);
    }
    mem_free(own);
    return ok;
}

/* Which of them are stored, of any run of the arm. */
static bool find_probes(struct store *store, const char *arm, struct own_codes *own, struct error *err) {
    bool ok = true;
    for (int i = 0; ok && i < own->n; i++) {
        struct own_code *of = &own->of[i];
        char probe[CODE_SIZE], *config = NULL;
        if (of->probed) continue;
        ok = store_find_probe(store, arm, of->task, of->variant, of->code, probe, &config, err);
        of->probed = config != NULL;
        mem_free(config);
    }
    return ok;
}

/* The first run of an arm that evaluates anything now makes all missing probes. */
static bool order_probes(struct store *store, struct run_plan *plan, struct own_codes *own, struct error *err) {
    bool missing = false, there;
    enum run_status status;
    enum held held = HELD_NOT;
    for (int i = 0; i < own->n; i++) missing |= !own->of[i].probed;
    plan->probe_evaluations = false;
    if (!missing) return true;
    if (!plan->again && !stored_of_plan(store, plan, &there, &status, &held, err)) return false;
    if (held == HELD_WHOLE) return true;
    plan->probe_evaluations = true;
    for (int i = 0; i < own->n; i++) own->of[i].probed = true;
    return true;
}

/* ---- a suite ---- */

bool settle_codes(struct store *store, struct suite *suite, enum other_code how, struct others *others,
                  struct error *err) {
    struct arm_codes a = {0};
    struct own_codes *own = mem_zero(1, sizeof *own);
    int missing = 0;
    bool ok = true;
    *others = (struct others){0};
    for (int i = 0; ok && i < suite->n; i++) {
        struct run_plan *plan = &suite->plan[i];
        char arm[RUN_ID_SIZE];
        struct run_code stored;
        bool there;
        if (plan->config.weights[0]) continue;
        arm_of(plan, arm);
        if (strcmp(arm, a.arm) != 0)
            ok = look_at_arm(store, plan, how, &a, err) && list_own_codes(own, &plan->config, err) &&
                 find_probes(store, arm, own, err);
        if (!ok || !store_holds(store, plan->id, &there, err)) {
            ok = false;
            break;
        }
        there = there && store_run_code(store, plan->id, &stored);
        const bool strange = there && strcmp(stored.version, a.version) != 0;
        plan->again = strange && how == OTHER_AGAIN;
        plan->probe = (!there || plan->again) && !a.probed;
        a.probed |= plan->probe;
        others->runs += strange && !plan->again;
        missing += !there && a.others && how == OTHER_REFUSE;
        if (there && !plan->again) ok = settle_cells(store, plan, own, how, others, err);
        ok = ok && order_probes(store, plan, own, err);
    }
    mem_free(own);
    return ok && (others->runs == 0 || missing == 0 || refuse(others->runs, err));
}
