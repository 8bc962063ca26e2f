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

bool settle_codes(struct store *store, struct suite *suite, enum other_code how, int *other, struct error *err) {
    struct arm_codes a = {0};
    int missing = 0;
    *other = 0;
    for (int i = 0; i < suite->n; i++) {
        struct run_plan *plan = &suite->plan[i];
        char arm[RUN_ID_SIZE];
        struct run_code stored;
        bool there;
        if (plan->config.weights[0]) continue;
        arm_of(plan, arm);
        if (strcmp(arm, a.arm) != 0 && !look_at_arm(store, plan, how, &a, err)) return false;
        if (!store_holds(store, plan->id, &there, err)) return false;
        there = there && store_run_code(store, plan->id, &stored);
        const bool strange = there && strcmp(stored.version, a.version) != 0;
        plan->again = strange && how == OTHER_AGAIN;
        plan->probe = (!there || plan->again) && !a.probed;
        a.probed |= plan->probe;
        *other += strange && !plan->again;
        missing += !there && a.others && how == OTHER_REFUSE;
    }
    return *other == 0 || missing == 0 || refuse(*other, err);
}
