/* Stores claims and verdicts in the database. */
#include "base/clock.h"
#include "base/hash.h"
#include "results/claim.h"
#include "results/sql.h"
#include <math.h>
#include <string.h>

static bool put_claim(struct store *s, const struct claim *c, struct error *err) {
    struct statement st = prepare(
        s, "INSERT INTO claim (id, family, sentence, source, expect, text) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT "
           "(id) DO UPDATE SET family = excluded.family, sentence = excluded.sentence, source = "
           "excluded.source, expect = excluded.expect, text = excluded.text");
    struct text source = {0};
    text_add(&source, "%s%s%s", c->paper, *c->table ? ", " : "", c->table);
    bind_text(&st, c->id);
    bind_text(&st, c->family);
    bind_text(&st, c->sentence);
    bind_text(&st, text_of(&source));
    bind_text(&st, claim_verdict_name(c->expect));
    bind_text(&st, c->file_text);
    text_free(&source);
    insert(&st);
    return finish(&st, err, "cannot store the claim");
}

/* Another verdict from the same evidence comes from other claims of the family; it takes the old one's place. */
static bool put_verdict(struct store *s, const struct judgement *j, struct error *err) {
    struct statement st = prepare(
        s,
        "INSERT INTO verdict (claim, scale, fingerprint, verdict, decided_by, p, family_size, runs, fitted, "
        "seeds_needed, file_hash, suite_hash, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (claim, "
        "scale, fingerprint) DO UPDATE SET verdict = excluded.verdict, decided_by = excluded.decided_by, p = "
        "excluded.p, family_size = excluded.family_size, seeds_needed = excluded.seeds_needed, file_hash = "
        "excluded.file_hash, suite_hash = excluded.suite_hash, at = excluded.at");
    char file_hash[SHA256_HEX];
    sha256_hex(j->claim->file_text, strlen(j->claim->file_text), file_hash);
    bind_text(&st, j->claim->id);
    bind_text(&st, claim_scale_name(j->scale));
    bind_text(&st, j->fingerprint);
    bind_text(&st, claim_verdict_name(j->verdict));
    bind_long(&st, j->decided_by);
    bind_real(&st, j->p);
    bind_long(&st, j->family_size);
    bind_long(&st, j->runs);
    bind_long(&st, j->fitted);
    bind_real(&st, j->seeds_needed > 0 && j->seeds_needed < SEEDS_UNKNOWN ? j->seeds_needed : (double)NAN);
    bind_text(&st, file_hash);
    bind_text(&st, j->suite_hash);
    bind_long(&st, (long)clock_utc_us());
    insert(&st);
    return finish(&st, err, "cannot store the verdict");
}

static bool put_findings(struct store *s, const struct judgement *j, struct error *err) {
    struct statement st = prepare(
        s, "INSERT INTO finding (claim, scale, fingerprint, place, verdict, text, bound, estimate, low, high, p_for, "
           "p_against, pairs, seeds, detectable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO "
           "NOTHING");
    for (int i = 0; st.ok && i < j->claim->n_checks; i++) {
        const struct finding *f = &j->finding[i];
        const struct check *k = &j->claim->check[i];
        bind_text(&st, j->claim->id);
        bind_text(&st, claim_scale_name(j->scale));
        bind_text(&st, j->fingerprint);
        bind_long(&st, i);
        bind_text(&st, f->verdict == VERDICT_NONE ? "left out" : claim_verdict_name(f->verdict));
        bind_text(&st, k->text);
        bind_real(&st, k->bound);
        bind_real(&st, f->estimate);
        bind_real(&st, f->interval.low);
        bind_real(&st, f->interval.high);
        bind_real(&st, f->p_for);
        bind_real(&st, f->p_against);
        bind_long(&st, f->pairs);
        bind_long(&st, f->seeds);
        bind_real(&st, detectable_effect(f->deviation, f->pairs / k->n, CLAIM_ALPHA / j->family_size));
        insert(&st);
    }
    return finish(&st, err, "cannot store a finding");
}

bool store_add_verdict(struct store *s, const struct judgement *j, struct error *err) {
    if (!sql_run(s, "BEGIN IMMEDIATE", err, "cannot begin to write")) return false;
    if (put_claim(s, j->claim, err) && put_verdict(s, j, err) && put_findings(s, j, err) &&
        sql_run(s, "COMMIT", err, "cannot store the verdict"))
        return true;
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

const char *stale_why(const struct table *stale, const char *claim, const char *scale) {
    for (int i = 0; stale && i < table_rows(stale); i++)
        if (strcmp(table_at(stale, i, 0), claim) == 0 && strcmp(table_at(stale, i, 1), scale) == 0)
            return table_at(stale, i, 2);
    return NULL;
}
