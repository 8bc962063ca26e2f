-- lexbench results, what schema version 15 adds: fresh seeds by which nights are watched for slow declines (results/watch.h).
--
-- reserve  seeds, first to last, that a baseline's own program trained in advance; snapshot has their results
-- watched  a revision that was compared with a baseline by fresh seeds, in the order of id. seeds: how many of the reserve, by
--          number from its beginning; 0: none, since the results had the baseline's bits
-- bet      a series (a scheme on a task, under a variant) in one run of these: its mean score over the lengths that both have, at
--          the baseline and at that revision; same = 1: the run has the baseline's bits
-- night.declined  series that made the night red by what all nights so far say of them
CREATE TABLE reserve (
    name     TEXT NOT NULL,
    at       INTEGER NOT NULL,
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL CHECK (last >= first),
    snapshot INTEGER NOT NULL REFERENCES snapshot (id),
    PRIMARY KEY (name, at, first),
    FOREIGN KEY (name, at) REFERENCES baseline (name, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE watched (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    at       INTEGER NOT NULL,  -- of the baseline's row
    revision TEXT NOT NULL,
    seeds    INTEGER NOT NULL,
    UNIQUE (name, at, revision),
    FOREIGN KEY (name, at) REFERENCES baseline (name, at)
) STRICT;

CREATE TABLE bet (
    watched INTEGER NOT NULL REFERENCES watched (id),
    task    TEXT NOT NULL,
    label   TEXT NOT NULL,
    variant TEXT NOT NULL,
    seed    INTEGER NOT NULL,
    was     REAL NOT NULL,
    now     REAL NOT NULL,
    same    INTEGER NOT NULL CHECK (same IN (0, 1)),
    PRIMARY KEY (watched, task, label, variant, seed)
) STRICT, WITHOUT ROWID;

ALTER TABLE night ADD COLUMN declined INTEGER NOT NULL DEFAULT 0;
