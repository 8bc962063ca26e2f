-- lexbench results, what schema version 12 adds: a suite holds a run under each label that it has there. Until then it was
-- under one, and where two entries of a suite shared a training, all runs of the one went over to the other.
ALTER TABLE suite_run RENAME TO suite_run_11;
CREATE TABLE suite_run (
    suite   TEXT NOT NULL REFERENCES suite (name),
    run     TEXT NOT NULL REFERENCES run (id),
    label   TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    PRIMARY KEY (suite, run, label)
) STRICT, WITHOUT ROWID;
INSERT INTO suite_run SELECT suite, run, label, ordinal FROM suite_run_11;
DROP TABLE suite_run_11;
CREATE INDEX suite_run_of_run ON suite_run (run);
