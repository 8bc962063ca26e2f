-- lexbench results, what schema version 14 adds: verdicts by bets (results/evidence.h), which ask each seed and may be looked
-- at whenever one likes, and what was fixed before a claim's first seed. Verdicts of the earlier rule, on the mean of pairs
-- at one number of seeds, answer another question; they are kept as they were, and 'lexbench claims check' judges anew.
ALTER TABLE verdict RENAME TO verdict_13;
ALTER TABLE finding RENAME TO finding_13;

CREATE TABLE frozen (
    claim         TEXT NOT NULL,
    scale         TEXT NOT NULL CHECK (scale IN ('small', 'published')),
    hash          TEXT NOT NULL,    -- SHA-256 of text
    text          TEXT NOT NULL,    -- the checks, the fit rule, and what the suite trains and evaluates for them
    first_seed    INTEGER NOT NULL, -- seeds are this one and those that follow
    cap           INTEGER NOT NULL, -- at most so many
    stored_before INTEGER NOT NULL, -- complete seeds that were stored already when it was frozen
    at            INTEGER NOT NULL,
    PRIMARY KEY (claim, scale, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdict (
    claim            TEXT NOT NULL REFERENCES claim (id),
    scale            TEXT NOT NULL CHECK (scale IN ('small', 'published')),
    fingerprint      TEXT NOT NULL,    -- SHA-256 over the claim's file and every answer it was judged by
    verdict          TEXT NOT NULL,
    decided_by       INTEGER NOT NULL, -- place of the finding that decided
    evidence_for     REAL NOT NULL,    -- the largest capital of the bets on it, and against it; at least 1
    evidence_against REAL NOT NULL,
    threshold        REAL NOT NULL,    -- the evidence that decides: family_size / 0.05
    p                REAL NOT NULL,    -- family_size / the greater evidence, at most 1
    family_size      INTEGER NOT NULL,
    seeds            INTEGER NOT NULL, -- complete ones
    runs             INTEGER NOT NULL, -- of these seeds
    fitted           INTEGER NOT NULL, -- of these runs
    seeds_more       INTEGER,          -- about how many more; NULL: decided, or no number can be named
    frozen           TEXT NOT NULL,    -- hash of table frozen
    file_hash        TEXT NOT NULL,
    suite_hash       TEXT NOT NULL,
    at               INTEGER NOT NULL,
    PRIMARY KEY (claim, scale, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
    claim            TEXT NOT NULL,
    scale            TEXT NOT NULL,
    fingerprint      TEXT NOT NULL,
    place            INTEGER NOT NULL,
    verdict          TEXT NOT NULL,    -- of the check alone
    text             TEXT NOT NULL,    -- the check in words
    bound            REAL NOT NULL,
    asked            TEXT NOT NULL CHECK (asked IN ('share', 'mean')),
    share            REAL,             -- it holds when it holds in more than that share of the seeds; NULL: of a mean
    counted          INTEGER NOT NULL, -- seeds whose runs fitted, or need not fit
    held             INTEGER,          -- of these, seeds in which it holds
    share_low        REAL,             -- 95 % interval of the share of seeds in which it holds, at all looks together
    share_high       REAL,
    estimate         REAL,             -- the median over the seeds that count, of a mean the mean
    low              REAL,             -- its 95 % interval at all looks together; NULL: too few seeds for one
    high             REAL,
    evidence_for     REAL NOT NULL,
    evidence_against REAL NOT NULL,
    PRIMARY KEY (claim, scale, fingerprint, place),
    FOREIGN KEY (claim, scale, fingerprint) REFERENCES verdict (claim, scale, fingerprint)
) STRICT, WITHOUT ROWID;
