/* Stores claims and verdicts in the database. */
#include "base/clock.h"
#include "base/hash.h"
#include "results/claim.h"
#include "results/sql.h"
#include <math.h>
#include <stdio.h>
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

/* Another verdict from the same evidence comes from another size of the family; it takes the old one's place. */
static bool put_verdict(struct store *s, const struct judgement *j, struct error *err) {
    struct statement st = prepare(s, "INSERT OR REPLACE INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                     "?, ?, ?, ?, ?, ?)");
    char file_hash[SHA256_HEX];
    sha256_hex(j->claim->file_text, strlen(j->claim->file_text), file_hash);
    bind_text(&st, j->claim->id);
    bind_text(&st, claim_scale_name(j->scale));
    bind_text(&st, j->fingerprint);
    bind_text(&st, claim_verdict_name(j->verdict));
    bind_long(&st, j->decided_by);
    bind_real(&st, j->evidence_for);
    bind_real(&st, j->evidence_against);
    bind_real(&st, j->threshold);
    bind_real(&st, j->p);
    bind_long(&st, j->family_size);
    bind_long(&st, j->seeds);
    bind_long(&st, j->runs);
    bind_long(&st, j->fitted);
    if (j->seeds_more > 0 && j->seeds_more < SEEDS_UNKNOWN)
        bind_long(&st, j->seeds_more);
    else
        bind_real(&st, (double)NAN);
    bind_text(&st, j->frozen.hash);
    bind_text(&st, file_hash);
    bind_text(&st, j->suite_hash);
    bind_long(&st, (long)clock_utc_us());
    bind_long(&st, j->diverged);
    bind_long(&st, j->not_finite);
    insert(&st);
    return finish(&st, err, "cannot store the verdict");
}

static bool put_findings(struct store *s, const struct judgement *j, struct error *err) {
    struct statement st = prepare(s, "INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                     "?, ?, ?, ?)");
    for (int i = 0; st.ok && i < j->claim->n_checks; i++) {
        const struct finding *f = &j->finding[i];
        const struct check *k = &j->claim->check[i];
        bind_text(&st, j->claim->id);
        bind_text(&st, claim_scale_name(j->scale));
        bind_text(&st, j->fingerprint);
        bind_long(&st, i);
        bind_text(&st, claim_verdict_name(f->verdict));
        bind_text(&st, k->text);
        bind_real(&st, k->bound);
        bind_text(&st, k->of_mean ? "mean" : "share");
        bind_real(&st, k->of_mean ? (double)NAN : k->share);
        bind_long(&st, f->counted);
        if (k->of_mean)
            bind_real(&st, (double)NAN);
        else
            bind_long(&st, f->held);
        bind_real(&st, f->share.low);
        bind_real(&st, f->share.high);
        bind_real(&st, f->estimate);
        bind_real(&st, f->interval.low);
        bind_real(&st, f->interval.high);
        bind_real(&st, f->evidence_for);
        bind_real(&st, f->evidence_against);
        insert(&st);
    }
    return finish(&st, err, "cannot store a finding");
}

/* ---- what was fixed beforehand ---- */

bool store_frozen(struct store *s, const char *claim, enum claim_scale scale, const char *hash, struct frozen *out,
                  struct error *err) {
    struct statement st = prepare(s, "SELECT hash = ?3, first_seed, cap, stored_before, at < (SELECT at FROM frozen "
                                     "WHERE claim = ?1 AND scale = ?2 AND hash = ?3) FROM frozen WHERE claim = ?1 AND "
                                     "scale = ?2");
    *out = (struct frozen){0};
    bind_text(&st, claim);
    bind_text(&st, claim_scale_name(scale));
    bind_text(&st, hash);
    while (next_row(&st)) {
        const bool known = sqlite3_column_type(st.stmt, 4) != SQLITE_NULL;
        out->tries_before += !known || sqlite3_column_int(st.stmt, 4);
        if (!sqlite3_column_int(st.stmt, 0)) continue;
        snprintf(out->hash, sizeof out->hash, "%s", hash);
        out->first_seed = sqlite3_column_int(st.stmt, 1);
        out->cap = sqlite3_column_int(st.stmt, 2);
        out->stored_before = sqlite3_column_int(st.stmt, 3);
    }
    return finish(&st, err, "cannot read what a claim was frozen with");
}

bool store_freeze(struct store *s, const char *claim, enum claim_scale scale, const struct frozen *frozen,
                  const char *text, struct error *err) {
    struct statement st = prepare(s, "INSERT INTO frozen VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET cap "
                                     "= max(cap, excluded.cap)");
    bind_text(&st, claim);
    bind_text(&st, claim_scale_name(scale));
    bind_text(&st, frozen->hash);
    bind_text(&st, text);
    bind_long(&st, frozen->first_seed);
    bind_long(&st, frozen->cap);
    bind_long(&st, frozen->stored_before);
    bind_long(&st, (long)clock_utc_us());
    insert(&st);
    return finish(&st, err, "cannot freeze the claim");
}

/* ---- both ---- */

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

void verdict_lost_words(int runs, int diverged, int not_finite, struct text *out) {
    if (diverged)
        text_add(out, "%d of %d runs diverged in training, which counts as the worst there is", diverged, runs);
    if (not_finite)
        text_add(out, "%s%d of %d runs gave answers that were no finite numbers at some length, which count as wrong",
                 diverged ? "; " : "", not_finite, runs);
}

void verdict_share_words(const struct table *t, int r, struct text *out) {
    if (strcmp(text_at(t, r, "asked"), "mean") == 0)
        text_add(out, "mean %s, %s to %s (95 %%)", text_at(t, r, "estimate"), text_at(t, r, "low"),
                 text_at(t, r, "high"));
    else
        text_add(out, "holds in %s of %s seeds, a share of %.2g to %.2g (95 %%) where more than %s is asked for",
                 text_at(t, r, "held"), text_at(t, r, "counted"), number_at(t, r, "share_low"),
                 number_at(t, r, "share_high"), text_at(t, r, "share"));
}
