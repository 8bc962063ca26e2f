#include "run/versions.h"
#include "base/log.h"
#include "base/memory.h"
#include "results/identity.h"
#include "run/code.h"
#include <stdio.h>
#include <string.h>

/* An arm of the suite, and what was found about it. Plans of an arm stand together, so the last one is at hand. */
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

/* Does this program make of the first steps what the other one made? */
static bool probe_agrees(const char *config, const char *probe, bool *agrees, struct error *err) {
    struct run_plan plan;
    char own[CODE_SIZE];
    *agrees = false;
    if (!*probe) return true;
    if (!plan_of_config(config, NULL, 0, "", NULL, &plan, err) || !code_probe(&plan, own, err)) return false;
    *agrees = strcmp(own, probe) == 0;
    return true;
}

/* Another version of the arm, where there is none of this program's: *same by a probe or by declaration, or not. */
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

/* What this program evaluates a task under a variant with. */
struct own_code {
    char task[OPTION_TEXT_SIZE], variant[OPTION_TEXT_SIZE], code[CODE_SIZE];
};
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
static const char *own_code_of(const struct own_codes *own, const char *task, const char *variant) {
    for (int i = 0; i < own->n; i++)
        if (strcmp(own->of[i].task, task) == 0 && strcmp(own->of[i].variant, variant) == 0) return own->of[i].code;
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

/* The run's probe says whether this program evaluates as trained what that one did. */
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

static bool excuse(struct store *store, const struct run_plan *plan, const struct run_code *run, const char *code,
                   const char *own, const char *variant, struct own_codes *tried, enum other_code how, bool *same,
                   struct error *err) {
    if (!*variant && !try_probe(tried, plan, run, err)) return false;
    const bool agrees = !*variant && *run->probe && tried->agrees;
    *same = agrees || how == OTHER_KEEP;
    char version[RUN_ID_SIZE];
    return !*same || (store_version(store, run->arm, own, version, err) &&
                      store_same_code(store, run->arm, code, version, agrees, err));
}

static bool settle_cells(struct store *store, struct run_plan *plan, struct own_codes *own, enum other_code how,
                         struct others *others, struct error *err) {
    struct run_code run;
    struct table *cells = store_cells(store, plan->id, err);
    bool ok = cells != NULL;
    store_run_code(store, plan->id, &run);
    for (int i = 0; ok && i < table_rows(cells); i++) {
        const char *variant = table_at(cells, i, 1), *code = own_code_of(own, table_at(cells, i, 0), variant);
        bool same;
        if (!code || !is_asked(&plan->config, table_value(cells, i, 2))) continue;
        ok = counts_as(store, run.arm, table_at(cells, i, 4), code, &same, err) &&
             (same || excuse(store, plan, &run, table_at(cells, i, 4), code, variant, own, how, &same, err));
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
        const char *code = own_code_of(own, record->part[row->part].task, row->variant);
        bool same = true;
        if (ok && code) ok = counts_as(store, run.arm, row->code, code, &same, err);
        if (same)
            record->eval[kept++] = *row;
        else
            eval_row_free(row);
    }
    record->n_eval = kept;
    mem_free(own);
    return ok;
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
            ok = look_at_arm(store, plan, how, &a, err) && list_own_codes(own, &plan->config, err);
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
    }
    mem_free(own);
    return ok && (others->runs == 0 || missing == 0 || refuse(others->runs, err));
}
