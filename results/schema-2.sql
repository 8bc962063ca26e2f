-- lexbench results, what schema version 2 adds: published claims and what became of them.
--
-- claim    a claim as its file stood when it was judged last
-- verdict  one row per claim, scale and evidence: judging the same results again changes nothing
-- finding  the checks of the claim's predicate behind a verdict
CREATE TABLE claim (
    id       TEXT PRIMARY KEY,
    family   TEXT NOT NULL,
    sentence TEXT NOT NULL,
    source   TEXT NOT NULL,
    expect   TEXT NOT NULL,  -- what the claim's file says has to come out
    text     TEXT NOT NULL   -- the file
) STRICT;

CREATE TABLE verdict (
    claim        TEXT NOT NULL REFERENCES claim (id),
    scale        TEXT NOT NULL CHECK (scale IN ('small', 'published')),
    fingerprint  TEXT NOT NULL,     -- SHA-256 over the claim's file and every value it was judged by
    verdict      TEXT NOT NULL CHECK (verdict IN ('reproduced', 'contradicted', 'undecided', 'not fitted')),
    decided_by   INTEGER NOT NULL,  -- place of the finding that decided
    p            REAL,              -- of the direction it points to, after Holm's correction over the family; NULL: not fitted
    family_size  INTEGER NOT NULL,
    runs         INTEGER NOT NULL,
    fitted       INTEGER NOT NULL,  -- of these runs
    seeds_needed INTEGER,           -- NULL: decided, or no number of seeds would do
    at           INTEGER NOT NULL,
    PRIMARY KEY (claim, scale, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
    claim       TEXT NOT NULL,
    scale       TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    place       INTEGER NOT NULL,
    verdict     TEXT NOT NULL,
    text        TEXT NOT NULL,     -- the check in words
    bound       REAL NOT NULL,
    estimate    REAL,
    low         REAL,              -- 95 % bootstrap interval
    high        REAL,
    p_for       REAL,              -- exact one-sided tests, not corrected
    p_against   REAL,
    pairs       INTEGER NOT NULL,  -- seeds, or pairs of them, that fitted and were used
    seeds       INTEGER NOT NULL,  -- of so many
    detectable  REAL,              -- effect that so many seeds show with a power of 80 %
    PRIMARY KEY (claim, scale, fingerprint, place),
    FOREIGN KEY (claim, scale, fingerprint) REFERENCES verdict (claim, scale, fingerprint)
) STRICT, WITHOUT ROWID;
