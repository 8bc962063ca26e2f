-- lexbench results, what schema version 4 adds: several tasks in one run, guesses to hold its figures against, and
-- other numbers of a run.
--
-- run_task    the tasks of a run, most often one, with the fit on each
-- evaluation, position, depth   as before, now of one task of the run
-- guess       what needs no look at the question, from the very examples that were evaluated, and the best there can be
-- measure     any other number of a run: loss by place, what attention looks at
CREATE TABLE run_task (
    run    TEXT NOT NULL REFERENCES run (id),
    task   TEXT NOT NULL,
    place  INTEGER NOT NULL,  -- in the run's list of tasks
    metric TEXT NOT NULL CHECK (metric IN ('exact', 'token', 'loss')),  -- what the task's source reports
    fit    REAL,              -- in-distribution exact match on this task at the end of training; NULL: not measured
    fitted INTEGER NOT NULL CHECK (fitted IN (0, 1)),
    PRIMARY KEY (run, task)
) STRICT, WITHOUT ROWID;
-- Which metric a task of an older run has is not known; its charts show exact match, as they did.
INSERT INTO run_task (run, task, place, metric, fit, fitted) SELECT id, task, 0, 'exact', fit, fitted FROM run;

ALTER TABLE depth RENAME TO depth_3;
ALTER TABLE position RENAME TO position_3;
ALTER TABLE evaluation RENAME TO evaluation_3;

CREATE TABLE evaluation (
    run           TEXT NOT NULL REFERENCES run (id),
    task          TEXT NOT NULL,
    variant       TEXT NOT NULL,      -- scheme expression; '' = as trained
    length        INTEGER NOT NULL,
    multiple      REAL NOT NULL,      -- length / train_length
    tokens        INTEGER NOT NULL,   -- mean tokens of a sequence
    examples      INTEGER NOT NULL CHECK (examples > 0),
    exact         INTEGER NOT NULL,   -- examples with every scored position right
    exact_no_eos  INTEGER NOT NULL,   -- the same, the end token not looked at
    answers       INTEGER NOT NULL,   -- scored positions
    answers_right INTEGER NOT NULL,   -- of them right, teacher-forced
    loss          REAL,
    chance        REAL NOT NULL,
    chance_token  REAL NOT NULL,
    first_error   REAL,               -- mean place of the first wrong answer; NULL: none wrong
    seconds       REAL NOT NULL,
    PRIMARY KEY (run, task, variant, length),
    FOREIGN KEY (run, task) REFERENCES run_task (run, task)
) STRICT, WITHOUT ROWID;
INSERT INTO evaluation SELECT e.run, r.task, e.variant, e.length, e.multiple, e.tokens, e.examples, e.exact, e.exact_no_eos,
    e.answers, e.answers_right, e.loss, e.chance, e.chance_token, e.first_error, e.seconds
FROM evaluation_3 e JOIN run r ON r.id = e.run;

CREATE TABLE position (
    run     TEXT NOT NULL,
    task    TEXT NOT NULL,
    variant TEXT NOT NULL,
    length  INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    correct INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    PRIMARY KEY (run, task, variant, length, place),
    FOREIGN KEY (run, task, variant, length) REFERENCES evaluation (run, task, variant, length)
) STRICT, WITHOUT ROWID;
INSERT INTO position SELECT p.run, r.task, p.variant, p.length, p.place, p.correct, p.seen
FROM position_3 p JOIN run r ON r.id = p.run;

CREATE TABLE depth (
    run     TEXT NOT NULL,
    task    TEXT NOT NULL,
    variant TEXT NOT NULL,
    length  INTEGER NOT NULL,
    depth   INTEGER NOT NULL,
    exact   INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    PRIMARY KEY (run, task, variant, length, depth),
    FOREIGN KEY (run, task, variant, length) REFERENCES evaluation (run, task, variant, length)
) STRICT, WITHOUT ROWID;
INSERT INTO depth SELECT d.run, r.task, d.variant, d.length, d.depth, d.exact, d.seen
FROM depth_3 d JOIN run r ON r.id = d.run;

DROP TABLE depth_3;
DROP TABLE position_3;
DROP TABLE evaluation_3;

CREATE TABLE guess (
    run    TEXT NOT NULL,
    task   TEXT NOT NULL,
    length INTEGER NOT NULL,
    name   TEXT NOT NULL,     -- majority, place, copy; optimum: the best loss there can be
    exact  REAL,              -- NULL where the name has no such figure
    token  REAL,
    loss   REAL,              -- nats per answer
    PRIMARY KEY (run, task, length, name),
    FOREIGN KEY (run, task) REFERENCES run_task (run, task)
) STRICT, WITHOUT ROWID;

CREATE TABLE measure (
    run     TEXT NOT NULL REFERENCES run (id),
    task    TEXT NOT NULL,    -- '': of no one task
    variant TEXT NOT NULL,
    length  INTEGER NOT NULL, -- 0: of no length
    name    TEXT NOT NULL,    -- what it is (docs/schema.md)
    series  TEXT NOT NULL,
    x       REAL NOT NULL,
    value   REAL,
    PRIMARY KEY (run, task, variant, length, name, series, x)
) STRICT, WITHOUT ROWID;
