-- lexbench results, what schema version 7 adds: verdicts say what they were on; and what databases of version 6 lack that
-- were made before that version was complete.
--
-- verdict.file_hash   SHA-256 of the claim's file when it was judged
-- verdict.suite_hash  SHA-256 of what the claim's suite asked for then: trainings, what is evaluated of them, labels; '': not
--                     known (older than version 7)
-- choice              what was tried to choose a setting of an arm (task and label in the suite) before its runs: a training
--                     per value and seed, and which value it was
ALTER TABLE verdict ADD COLUMN file_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE verdict ADD COLUMN suite_hash TEXT NOT NULL DEFAULT '';
UPDATE verdict SET file_hash = (SELECT sha256(text) FROM claim WHERE id = verdict.claim);

CREATE TABLE IF NOT EXISTS choice (
    suite  TEXT NOT NULL REFERENCES suite (name),
    task   TEXT NOT NULL,
    label  TEXT NOT NULL,
    key    TEXT NOT NULL,
    value  TEXT NOT NULL,     -- as the suite's file spells it
    seed   INTEGER NOT NULL,
    place  INTEGER NOT NULL,  -- in the order of the suite
    run    TEXT NOT NULL,     -- the training; it may have been removed since
    fit    REAL NOT NULL,     -- 0 where it diverged
    chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),
    PRIMARY KEY (suite, task, label, key, value, seed)
) STRICT, WITHOUT ROWID;

-- Most evaluations are as trained: which variants a suite has is asked of the others alone.
CREATE INDEX IF NOT EXISTS evaluation_of_variant ON evaluation (run) WHERE variant <> '';

-- What hangs on a run is found by the run.
CREATE INDEX IF NOT EXISTS suite_run_of_run ON suite_run (run);
CREATE INDEX IF NOT EXISTS alias_of_run ON alias (run);
CREATE INDEX IF NOT EXISTS event_of_run ON event (run);
