/* What the runs of a claim say seed by seed: judged again from what is stored, since a verdict keeps its sums only. */
#include "base/log.h"
#include "base/memory.h"
#include "run/claim_board.h"
#include "site/internal.h"
#include <stdio.h>
#include <string.h>

/* A row per seed: what each check measured in it, and the claim's evidence after it. */
static struct table *seed_table(const struct judgement *j) {
    const int checks = j->claim->n_checks;
    const char **header = mem_zero((size_t)checks + 3, sizeof *header);
    char(*name)[24] = mem_zero((size_t)checks + 1, sizeof *name);
    for (int c = 0; c < checks; c++) {
        snprintf(name[c], sizeof name[c], checks == 1 ? "measured" : "check %d", c + 1);
        header[c + 1] = name[c];
    }
    header[0] = "seed";
    header[checks + 1] = "evidence for";
    header[checks + 2] = "evidence against";
    struct table *t = table_new(checks + 3, header);
    for (int i = 0; i < j->seeds; i++) {
        table_number(t, j->frozen.first_seed + i, "%.0f");
        for (int c = 0; c < checks; c++) table_number(t, j->finding[c].value[i], "%.4g");
        table_number(t, j->path[PATH_FOR][i], "%.4g");
        table_number(t, j->path[PATH_AGAINST][i], "%.4g");
    }
    mem_free(name);
    mem_free(header);
    return t;
}

/* The claims of the folder are those of the site, in the same order. */
static bool ask_for(struct claim_board *b, const struct site_content *s, const struct site_database *d) {
    bool any = false;
    for (int i = 0; i < b->n; i++) any |= b->asked[i] = s->claim[i].verdict[b->scale].database == d;
    return any;
}

static void judge_again(struct site_content *s, struct claim_board *b, const struct site_database *d) {
    struct judgement *list = mem_zero((size_t)b->n + 1, sizeof *list);
    struct error why = {0};
    if (!claim_board_judge(b, list, &why)) log_warn("no evidence of single seeds from %s: %s", d->path, why.text);
    for (int i = 0; i < b->n; i++) {
        if (!why.text[0] && list[i].seeds) s->claim[i].seeds[b->scale] = seed_table(&list[i]);
        judgement_free(&list[i]);
    }
    mem_free(list);
}

bool site_read_seeds(struct site_content *s, const char *claims, struct error *err) {
    for (int d = 0; d < s->n_databases; d++)
        for (int k = 0; k < SCALES; k++) {
            struct claim_board b;
            bool ok = claim_board_open(&b, claims, (enum claim_scale)k, s->database[d].path, err);
            if (ok && ask_for(&b, s, &s->database[d])) {
                b.store = s->database[d].store;
                judge_again(s, &b, &s->database[d]);
                b.store = NULL; /* it stays open */
            }
            claim_board_close(&b);
            if (!ok) return false;
        }
    return true;
}
