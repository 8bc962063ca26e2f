#include "run/claim_board.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/shipped.h"
#include <math.h>
#include <string.h>

bool claim_board_open(struct claim_board *b, const char *folder, enum claim_scale scale, const char *database,
                      struct error *err) {
    *b = (struct claim_board){.scale = scale, .database = database, .shelf = suite_shelf_new(database)};
    char *found = shipped_find(folder);
    const bool read = claims_read(found, &b->claim, &b->n, err);
    mem_free(found);
    if (!read) return false;
    b->asked = mem_zero((size_t)b->n, sizeof *b->asked);
    b->part = mem_zero((size_t)b->n, sizeof *b->part);
    b->frozen = mem_zero((size_t)b->n, sizeof *b->frozen);
    b->why = mem_zero((size_t)b->n, sizeof *b->why);
    return true;
}

void claim_board_close(struct claim_board *b) {
    for (int i = 0; b->part && i < b->n; i++) mem_free(b->part[i]);
    mem_free(b->part);
    mem_free(b->frozen);
    mem_free(b->why);
    mem_free(b->asked);
    claims_free(b->claim, b->n);
    if (b->shelf) suite_shelf_free(b->shelf);
    store_close(b->store);
}

static bool unknown_claim(const struct claim_board *b, const char *word, struct error *err) {
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

static bool is_name(const struct claim_board *b, const char *word) {
    for (int i = 0; i < b->n; i++)
        if (strcmp(word, b->claim[i]->id) == 0 || strcmp(word, b->claim[i]->family) == 0) return true;
    return false;
}

static bool says(const struct claim *c, const char *word) {
    return strcasestr(c->id, word) || strcasestr(c->family, word) || strcasestr(c->sentence, word) ||
           strcasestr(c->paper, word);
}

bool claim_board_find(struct claim_board *b, const char *const *word, int n, struct error *err) {
    const char **name = mem_zero((size_t)n + 1, sizeof *name), *sought = NULL;
    int names = 0, left = 0;
    for (int a = 0; a < n; a++)
        if (is_name(b, word[a])) name[names++] = word[a];
    const bool ok = claim_board_ask(b, name, names, err);
    mem_free(name);
    for (int a = 0; ok && a < n; a++) {
        if (is_name(b, word[a])) continue;
        sought = word[a];
        for (int i = 0; i < b->n; i++) b->asked[i] = b->asked[i] && says(b->claim[i], sought);
    }
    for (int i = 0; ok && i < b->n; i++) left += b->asked[i];
    return ok && (left || !sought || unknown_claim(b, sought, err));
}

bool claim_board_ask(struct claim_board *b, const char *const *word, int n, struct error *err) {
    for (int i = 0; n == 0 && i < b->n; i++) b->asked[i] = true;
    for (int a = 0; a < n; a++) {
        bool any = false;
        for (int i = 0; i < b->n; i++)
            if (strcmp(word[a], b->claim[i]->id) == 0 || strcmp(word[a], b->claim[i]->family) == 0)
                b->asked[i] = any = true;
        if (!any) return unknown_claim(b, word[a], err);
    }
    return true;
}

bool claim_board_load(struct claim_board *b, int i) {
    const struct claim *c = b->claim[i];
    if (b->part[i]) return true;
    b->part[i] = mem_zero((size_t)c->n_cells + 1, sizeof(struct suite *));
    if (claim_freeze(b->shelf, c, b->scale, b->cap, b->all_seeds, b->store, b->part[i], &b->frozen[i], &b->why[i]))
        return true;
    mem_free(b->part[i]);
    b->part[i] = NULL;
    return false;
}

bool claim_board_broken(const struct claim_board *b, int i) {
    return b->asked[i] && !b->part[i] && b->claim[i]->scale[b->scale].path;
}

/* A claim that cannot be judged says why, and the others are. */
static void judge(struct claim_board *b, int i, struct judgement *out) {
    if (!claim_board_load(b, i)) return;
    struct cell_runs *runs = claim_cell_runs(b->claim[i], b->part[i]);
    const bool ok = claim_judge(b->store, b->claim[i], b->scale, runs, out, &b->why[i]);
    cell_runs_free(runs, b->claim[i]->n_cells);
    claim_suite_hash(b->claim[i], b->part[i], out->suite_hash);
    out->frozen = b->frozen[i];
    if (ok) return;
    mem_free(b->part[i]);
    b->part[i] = NULL;
}

/* All schemes of the suite on the tasks of the check that decided, under the seeds that did. */
static bool look_for_loss(struct claim_board *b, int i, struct judgement *j, struct error *err) {
    if (!claim_asks_for_loss(j)) return true;
    const struct check *k = &b->claim[i]->check[j->decided_by];
    const struct seed_range seeds = {b->frozen[i].first_seed, j->decided_after};
    bool ok = true, shown = false;
    for (int t = 0; ok && !shown && t < k->n; t++) {
        int n;
        struct cell_runs *arm = claim_task_runs(b->shelf, b->claim[i], b->scale, k->on[t].a.cell, seeds, &n);
        ok = claim_look_for_loss(b->store, j, t, arm, n, &shown, err);
        cell_runs_free(arm, n);
    }
    if (ok && !shown) j->verdict = VERDICT_NOTHING_TO_SEE;
    return ok;
}

bool claim_board_judge(struct claim_board *b, struct judgement *list, struct error *err) {
    for (int i = 0; i < b->n; i++)
        list[i] = (struct judgement){.claim = b->claim[i], .scale = b->scale, .p = (double)NAN};
    for (int i = 0; i < b->n; i++)
        if (b->asked[i]) judge(b, i, &list[i]);
    claims_conclude(list, b->n);
    for (int i = 0; i < b->n; i++)
        if (!look_for_loss(b, i, &list[i], err)) return false;
    return true;
}

void claim_board_say_several(const struct claim_board *b, const struct judgement *list) {
    for (int i = 0; i < b->n; i++)
        if (b->asked[i] && list[i].several)
            log_warn("claim %s has no verdict: %s, and are no replicates; 'lexbench claims run %s --again' does them "
                     "anew",
                     b->claim[i]->id, list[i].several, b->claim[i]->id);
}
