-- lexbench results, what schema version 3 adds: results kept for comparison, baselines, and what the nightly gate said.
--
-- A run's id covers its configuration and not the program, so one database holds one outcome of it. Nights of different revisions are therefore
-- run into a database each; what a comparison reads is copied from there into the snapshots of one more, the ledger (nightly.db).
--
-- snapshot      a suite's results at one revision; never changed once written
-- snapshot_run  a run in it: how it went, its bits as hashes, its times
-- snapshot_cell exact matches of a run by variant and length
-- baseline      what a name meant from when on; the newest row of a name is in force
-- night         a verdict of the gate
CREATE TABLE snapshot (
    id          INTEGER PRIMARY KEY,
    suite       TEXT NOT NULL,
    revision    TEXT NOT NULL,
    taken_us    INTEGER NOT NULL,
    fingerprint TEXT NOT NULL UNIQUE CHECK (length(fingerprint) = 64)  -- SHA-256 over suite, revision, runs and their bits
) STRICT;

CREATE TABLE snapshot_run (
    snapshot     INTEGER NOT NULL REFERENCES snapshot (id),
    ordinal      INTEGER NOT NULL,  -- place in the suite
    task         TEXT NOT NULL,
    label        TEXT NOT NULL,
    seed         INTEGER NOT NULL,
    run          TEXT NOT NULL,     -- its id, SHA-256 of the configuration; the run itself is not in this database
    status       TEXT NOT NULL CHECK (status IN ('done', 'diverged', 'failed', 'interrupted')),
    reason       TEXT NOT NULL,
    fitted       INTEGER NOT NULL CHECK (fitted IN (0, 1)),
    training     TEXT NOT NULL,     -- SHA-256 over the training curve, every bit
    evaluation   TEXT NOT NULL,     -- SHA-256 over what was evaluated
    step_seconds REAL,              -- seconds of training per step; NULL: no step
    host         INTEGER NOT NULL REFERENCES host (id),
    PRIMARY KEY (snapshot, task, label, seed)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot_cell (
    snapshot INTEGER NOT NULL,
    task     TEXT NOT NULL,
    label    TEXT NOT NULL,
    seed     INTEGER NOT NULL,
    variant  TEXT NOT NULL,
    length   INTEGER NOT NULL,
    multiple REAL NOT NULL,
    examples INTEGER NOT NULL CHECK (examples > 0),
    exact    INTEGER NOT NULL,
    PRIMARY KEY (snapshot, task, label, seed, variant, length),
    FOREIGN KEY (snapshot, task, label, seed) REFERENCES snapshot_run (snapshot, task, label, seed)
) STRICT, WITHOUT ROWID;

CREATE TABLE baseline (
    name     TEXT NOT NULL,
    at       INTEGER NOT NULL,
    snapshot INTEGER NOT NULL REFERENCES snapshot (id),
    reason   TEXT NOT NULL,
    PRIMARY KEY (name, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE night (
    id           INTEGER PRIMARY KEY,
    at           INTEGER NOT NULL,
    snapshot     INTEGER NOT NULL REFERENCES snapshot (id),
    baseline     INTEGER REFERENCES snapshot (id),  -- NULL: there was none
    code         INTEGER NOT NULL,                  -- exit code
    regressed    INTEGER NOT NULL,                  -- cells, here and below
    improved     INTEGER NOT NULL,
    unchanged    INTEGER NOT NULL,
    noise        INTEGER NOT NULL,
    inconclusive INTEGER NOT NULL,
    missing      INTEGER NOT NULL,
    failed       INTEGER NOT NULL,                  -- runs
    changed      INTEGER NOT NULL,                  -- runs whose bits are not the baseline's
    slower       INTEGER NOT NULL                   -- schemes on a task
) STRICT;
