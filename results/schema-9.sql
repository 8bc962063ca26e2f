-- lexbench results, what schema version 9 adds: what a code makes of an evaluation that a run's own probe has not seen.
--
-- probe  of a run, per evaluation under a variant or on a task that it was not trained on: what the code of that evaluation
--        makes of the first steps of the run and of one evaluation like it
CREATE TABLE probe (
    run     TEXT NOT NULL REFERENCES run (id),
    task    TEXT NOT NULL,
    variant TEXT NOT NULL,
    code    TEXT NOT NULL,  -- of the evaluation
    probe   TEXT NOT NULL,
    PRIMARY KEY (run, task, variant, code)
) STRICT, WITHOUT ROWID;
