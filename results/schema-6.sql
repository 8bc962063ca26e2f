-- lexbench results, what schema version 6 adds: a run is a training, named by what decides its weights; evaluations of it
-- come and grow on their own; replicates are the runs of one arm and one code.
--
-- arm         runs that differ in their seed only: id = SHA-256 of `config`, the configuration without the seed
-- setting     an arm's configuration line by line, so that "group by learning rate" is a question
-- run         one training; id = SHA-256 of `config`, which has nothing of `evaluate`. `version` is the code that counts:
--             its own, or an older one of the arm that was found, or declared, to be the same (table same_code)
-- alias       ids that runs had before version 6, when their configuration had `evaluate` in it
-- same_code   two codes that count as one for an arm, and how that is known
-- suite_run   which suites hold a run, under which label, at which place
-- suite_arm   what tables and charts call the runs of an arm that have one label in a suite (name): the label, and what
--             differs where several arms of a task, or several codes of an arm, have that label. One arm may stand under two
--             labels: the same scheme again with other seeds, as a control
-- evaluation  one run on one task under one variant at one length: counts and sums over the first `examples` examples.
--             Its columns are made from the list in results/fields.h
-- place_loss  loss by place of the answer, summed, in groups that begin at `place`
--
-- training_text, training_id, arm_text and arm_id are functions of this program (results/identity.h).
ALTER TABLE run RENAME TO run_5;
ALTER TABLE run_task RENAME TO run_task_5;
ALTER TABLE suite_run RENAME TO suite_run_5;
ALTER TABLE curve RENAME TO curve_5;
ALTER TABLE evaluation RENAME TO evaluation_5;
ALTER TABLE position RENAME TO position_5;
ALTER TABLE depth RENAME TO depth_5;
ALTER TABLE guess RENAME TO guess_5;
ALTER TABLE measure RENAME TO measure_5;

CREATE TABLE arm (
    id           TEXT PRIMARY KEY CHECK (length(id) = 64),
    scheme       TEXT NOT NULL,
    task         TEXT NOT NULL,
    train_length INTEGER NOT NULL,  -- largest n in training
    config       TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    arm   TEXT NOT NULL REFERENCES arm (id),
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (arm, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
    id           TEXT PRIMARY KEY CHECK (length(id) = 64),
    arm          TEXT NOT NULL REFERENCES arm (id),
    seed         INTEGER NOT NULL,
    code         TEXT NOT NULL,     -- fingerprint of the code that trained; '': not known (older than version 6)
    version      TEXT NOT NULL,     -- the code that counts
    probe        TEXT NOT NULL,     -- what that code made of the first steps; '': not known
    scheme       TEXT NOT NULL,
    task         TEXT NOT NULL,
    train_length INTEGER NOT NULL,
    train_tokens INTEGER NOT NULL,  -- tokens of the longest training sequence
    config       TEXT NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('done', 'diverged', 'failed', 'interrupted')),
    reason       TEXT NOT NULL,
    parameters   INTEGER NOT NULL,
    steps        INTEGER NOT NULL,
    attempt      INTEGER NOT NULL,
    seconds      REAL NOT NULL,     -- of training, all attempts
    instructions REAL,              -- in user space, of the training steps alone, all attempts; NULL: not counted
    eval_seconds REAL NOT NULL,     -- of all evaluations
    peak_rss     INTEGER NOT NULL,  -- bytes
    fit          REAL,              -- in-distribution exact match at the end of training; NULL: not measured
    fit_examples INTEGER NOT NULL,
    fit_step     INTEGER,           -- first step of the streak that fitted; NULL: never
    fitted       INTEGER NOT NULL CHECK (fitted IN (0, 1)),
    started_us   INTEGER NOT NULL,
    finished_us  INTEGER NOT NULL,
    host         INTEGER NOT NULL REFERENCES host (id)
) STRICT;
CREATE INDEX run_of_arm ON run (arm, version);

CREATE TABLE alias (
    id  TEXT PRIMARY KEY CHECK (length(id) = 64),
    run TEXT NOT NULL REFERENCES run (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE same_code (
    arm     TEXT NOT NULL REFERENCES arm (id),
    code    TEXT NOT NULL,
    version TEXT NOT NULL,
    how     TEXT NOT NULL CHECK (how IN ('probe', 'kept')),  -- measured, or declared with --keep
    at      INTEGER NOT NULL,
    PRIMARY KEY (arm, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE suite_run (
    suite   TEXT NOT NULL REFERENCES suite (name),
    run     TEXT NOT NULL REFERENCES run (id),
    label   TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    PRIMARY KEY (suite, run)
) STRICT, WITHOUT ROWID;

CREATE TABLE suite_arm (
    suite   TEXT NOT NULL REFERENCES suite (name),
    arm     TEXT NOT NULL REFERENCES arm (id),
    version TEXT NOT NULL,
    label   TEXT NOT NULL,
    name    TEXT NOT NULL,
    PRIMARY KEY (suite, arm, version, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX suite_arm_of_label ON suite_arm (suite, label);

CREATE TABLE curve (
    run       TEXT NOT NULL REFERENCES run (id),
    step      INTEGER NOT NULL,
    loss      REAL,
    grad_norm REAL,
    lr        REAL NOT NULL,
    fit       REAL,
    PRIMARY KEY (run, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_task (
    run    TEXT NOT NULL REFERENCES run (id),
    task   TEXT NOT NULL,
    place  INTEGER NOT NULL,  -- in the run's list of tasks
    metric TEXT NOT NULL CHECK (metric IN ('exact', 'token', 'loss')),  -- what the task's source reports
    fit    REAL,              -- in-distribution exact match on this task at the end of training; NULL: not measured
    fitted INTEGER NOT NULL CHECK (fitted IN (0, 1)),
    trained INTEGER NOT NULL CHECK (trained IN (0, 1)),  -- 0: the model is only evaluated on it
    PRIMARY KEY (run, task)
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation (
    run     TEXT NOT NULL REFERENCES run (id),
    task    TEXT NOT NULL,
    variant TEXT NOT NULL,      -- scheme expression; '' = as trained
    length  INTEGER NOT NULL,
    $EVALUATION_COLUMNS,
    host    INTEGER NOT NULL REFERENCES host (id),
    PRIMARY KEY (run, task, variant, length),
    FOREIGN KEY (run, task) REFERENCES run_task (run, task)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE place_loss (
    run      TEXT NOT NULL,
    task     TEXT NOT NULL,
    variant  TEXT NOT NULL,
    length   INTEGER NOT NULL,
    place    INTEGER NOT NULL,  -- the first of the group, from 1
    loss_sum REAL,
    seen     INTEGER NOT NULL,
    PRIMARY KEY (run, task, variant, length, place),
    FOREIGN KEY (run, task, variant, length) REFERENCES evaluation (run, task, variant, length)
) STRICT, WITHOUT ROWID;

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

-- Runs of older versions that differ in `evaluate` only become one, if their trainings have the same curve: of these the
-- best finished and oldest one lends its row, and each cell comes from the run that saw most examples. A run with
-- another curve (trained on another processor) is another run: it keeps its old id, by which `db check` knows it.
CREATE TABLE bits_6 (old TEXT PRIMARY KEY, bits TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO bits_6 SELECT r.id, sha256(r.status || coalesce((SELECT group_concat(step || ' ' || coalesce(printf('%!.17g', loss), '-') || ' ' ||
    coalesce(printf('%!.17g', fit), '-'), char(10)) FROM (SELECT * FROM curve_5 c WHERE c.run = r.id ORDER BY step)), ''))
FROM run_5 r;
CREATE TABLE named_6 (old TEXT PRIMARY KEY, training TEXT NOT NULL, bits TEXT NOT NULL, rank INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO named_6 SELECT r.id, training_id(r.config), b.bits,
    row_number() OVER (PARTITION BY training_id(r.config)
                       ORDER BY CASE r.status WHEN 'done' THEN 0 WHEN 'diverged' THEN 1 WHEN 'interrupted' THEN 2 ELSE 3 END, r.finished_us, r.id)
FROM run_5 r JOIN bits_6 b ON b.old = r.id;
CREATE TABLE moved_6 (old TEXT PRIMARY KEY, run TEXT NOT NULL, lead INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO moved_6 SELECT n.old,
    CASE WHEN n.bits = first.bits OR old_run.status IN ('failed', 'interrupted') THEN n.training ELSE n.old END,
    n.rank = 1 OR (n.bits <> first.bits AND old_run.status NOT IN ('failed', 'interrupted'))
FROM named_6 n JOIN named_6 first ON first.training = n.training AND first.rank = 1 JOIN run_5 old_run ON old_run.id = n.old;

INSERT INTO arm (id, scheme, task, train_length, config)
SELECT arm_id(config), min(scheme), min(task), min(train_length), arm_text(min(config)) FROM run_5 GROUP BY arm_id(config);
INSERT INTO run (id, arm, seed, code, version, probe, scheme, task, train_length, train_tokens, config, status, reason, parameters, steps, attempt,
                 seconds, instructions, eval_seconds, peak_rss, fit, fit_examples, fit_step, fitted, started_us, finished_us, host)
SELECT m.run, arm_id(r.config), r.seed, '', '', '', r.scheme, r.task, r.train_length, r.train_tokens, training_text(r.config), r.status, r.reason,
       r.parameters, r.steps, r.attempt, r.seconds, r.instructions, r.eval_seconds, r.peak_rss, r.fit, r.fit_examples, r.fit_step, r.fitted,
       r.started_us, r.finished_us, r.host
FROM run_5 r JOIN moved_6 m ON m.old = r.id WHERE m.lead;
INSERT INTO alias (id, run) SELECT old, run FROM moved_6;

INSERT INTO suite_run (suite, run, label, ordinal)
SELECT s.suite, m.run, min(s.label), min(s.ordinal) FROM suite_run_5 s JOIN moved_6 m ON m.old = s.run GROUP BY s.suite, m.run;
INSERT INTO suite_arm (suite, arm, version, label, name)
SELECT DISTINCT s.suite, r.arm, '', s.label, s.label FROM suite_run s JOIN run r ON r.id = s.run;

INSERT INTO run_task SELECT m.run, t.task, t.place, t.metric, t.fit, t.fitted, 1 FROM run_task_5 t JOIN moved_6 m ON m.old = t.run WHERE m.lead;
INSERT INTO curve SELECT m.run, c.step, c.loss, c.grad_norm, c.lr, c.fit FROM curve_5 c JOIN moved_6 m ON m.old = c.run WHERE m.lead;

CREATE TABLE cell_6 (old TEXT NOT NULL, task TEXT NOT NULL, variant TEXT NOT NULL, length INTEGER NOT NULL, run TEXT NOT NULL, place INTEGER NOT NULL,
                     PRIMARY KEY (old, task, variant, length)) STRICT, WITHOUT ROWID;
INSERT INTO cell_6 SELECT e.run, e.task, e.variant, e.length, m.run,
    row_number() OVER (PARTITION BY m.run, e.task, e.variant, e.length ORDER BY e.examples DESC, m.lead DESC, e.run)
FROM evaluation_5 e JOIN moved_6 m ON m.old = e.run JOIN run_task t ON t.run = m.run AND t.task = e.task;
DELETE FROM cell_6 WHERE place > 1;

INSERT INTO evaluation (run, task, variant, length, multiple, examples, exact, exact_no_eos, answers, answers_right, tokens_sum, loss_sum,
                        first_error_sum, chance, chance_token, seconds, code, host)
SELECT c.run, e.task, e.variant, e.length, e.multiple, e.examples, e.exact, e.exact_no_eos, e.answers, e.answers_right, e.tokens * e.examples,
       e.loss * e.answers, CAST(round(coalesce(e.first_error, 0) * (e.examples - e.exact)) AS INTEGER), e.chance, e.chance_token, e.seconds, '', r.host
FROM evaluation_5 e JOIN cell_6 c ON c.old = e.run AND c.task = e.task AND c.variant = e.variant AND c.length = e.length JOIN run_5 r ON r.id = e.run;
INSERT INTO position SELECT c.run, p.task, p.variant, p.length, p.place, p.correct, p.seen
FROM position_5 p JOIN cell_6 c ON c.old = p.run AND c.task = p.task AND c.variant = p.variant AND c.length = p.length;
INSERT INTO depth SELECT c.run, d.task, d.variant, d.length, d.depth, d.exact, d.seen
FROM depth_5 d JOIN cell_6 c ON c.old = d.run AND c.task = d.task AND c.variant = d.variant AND c.length = d.length;
-- How many answers a place saw was not kept: such an evaluation is not extended but done anew.
INSERT INTO place_loss SELECT c.run, x.task, x.variant, x.length, CAST(x.x AS INTEGER), x.value, 1
FROM measure_5 x JOIN cell_6 c ON c.old = x.run AND c.task = x.task AND c.variant = x.variant AND c.length = x.length
WHERE x.name = 'loss' AND x.series = 'place';
INSERT OR IGNORE INTO guess SELECT c.run, g.task, g.length, g.name, g.exact, g.token, g.loss
FROM guess_5 g JOIN cell_6 c ON c.old = g.run AND c.task = g.task AND c.variant = '' AND c.length = g.length;
INSERT OR IGNORE INTO measure SELECT m.run, x.task, x.variant, x.length, x.name, x.series, x.x, x.value
FROM measure_5 x JOIN moved_6 m ON m.old = x.run WHERE NOT (x.name = 'loss' AND x.series = 'place') ORDER BY m.lead DESC, x.run;
UPDATE event SET run = (SELECT run FROM moved_6 WHERE old = event.run) WHERE run IN (SELECT old FROM moved_6);

DROP TABLE cell_6;
DROP TABLE moved_6;
DROP TABLE named_6;
DROP TABLE bits_6;
DROP TABLE measure_5;
DROP TABLE guess_5;
DROP TABLE depth_5;
DROP TABLE position_5;
DROP TABLE evaluation_5;
DROP TABLE curve_5;
DROP TABLE suite_run_5;
DROP TABLE run_task_5;
DROP TABLE run_5;

-- Snapshots keep what a run was configured with, '' where an older version did not, and a cell's score in its task's own
-- metric: exact match, share of right answers, or exp(-loss), the likelihood of an answer.
ALTER TABLE snapshot_run ADD COLUMN config TEXT NOT NULL DEFAULT '';
ALTER TABLE snapshot_cell RENAME TO snapshot_cell_5;
CREATE TABLE snapshot_cell (
    snapshot INTEGER NOT NULL,
    task     TEXT NOT NULL,
    label    TEXT NOT NULL,
    seed     INTEGER NOT NULL,
    variant  TEXT NOT NULL,
    length   INTEGER NOT NULL,
    multiple REAL NOT NULL,
    score    REAL,
    PRIMARY KEY (snapshot, task, label, seed, variant, length),
    FOREIGN KEY (snapshot, task, label, seed) REFERENCES snapshot_run (snapshot, task, label, seed)
) STRICT, WITHOUT ROWID;
INSERT INTO snapshot_cell SELECT snapshot, task, label, seed, variant, length, multiple, 1.0 * exact / examples FROM snapshot_cell_5;
DROP TABLE snapshot_cell_5;
