-- lexbench results, schema version 1; schema-2.sql and on say what later versions add.
--
-- Raw rows only; everything derived is a view (views.sql). Times are microseconds since 1970, UTC. Rates lie in 0..1. Losses are nats.
--
-- suite       a suite by name, with its YAML text
-- run         one training run; id = SHA-256 of `config`, its resolved configuration as text
-- suite_run   which suites hold a run, under which label, at which place
-- curve       the training curve of a run
-- evaluation  one run under one variant at one length: counts over `examples` examples
-- position    right answers by place in the answer (0 = first)
-- depth       exact matches by where the needle stood (tenths of the context)
-- host        where runs were made
-- event       what happened: failures; parts of a scheme that training never reached (untrained); under which overrides a suite was run (command: no run,
--             the suite's name, a line break, the words)
CREATE TABLE suite (
    name  TEXT PRIMARY KEY,
    about TEXT NOT NULL,
    text  TEXT NOT NULL
) STRICT;

CREATE TABLE host (
    id        INTEGER PRIMARY KEY,
    processor TEXT NOT NULL,
    blas      TEXT NOT NULL,
    compiler  TEXT NOT NULL,
    flags     TEXT NOT NULL,
    revision  TEXT NOT NULL,
    hostname  TEXT NOT NULL,
    UNIQUE (processor, blas, compiler, flags, revision, hostname)
) STRICT;

CREATE TABLE run (
    id           TEXT PRIMARY KEY CHECK (length(id) = 64),
    scheme       TEXT NOT NULL,
    task         TEXT NOT NULL,
    seed         INTEGER NOT NULL,
    train_length INTEGER NOT NULL,  -- largest n in training
    train_tokens INTEGER NOT NULL,  -- tokens of the longest training sequence
    config       TEXT NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('done', 'diverged', 'failed', 'interrupted')),
    reason       TEXT NOT NULL,
    parameters   INTEGER NOT NULL,
    steps        INTEGER NOT NULL,
    attempt      INTEGER NOT NULL,
    seconds      REAL NOT NULL,     -- of training, all attempts
    eval_seconds REAL NOT NULL,
    peak_rss     INTEGER NOT NULL,  -- bytes
    fit          REAL,              -- in-distribution exact match at the end of training; NULL: not measured
    fit_examples INTEGER NOT NULL,
    fit_step     INTEGER,           -- first step of the streak that fitted; NULL: never
    fitted       INTEGER NOT NULL CHECK (fitted IN (0, 1)),
    started_us   INTEGER NOT NULL,
    finished_us  INTEGER NOT NULL,
    host         INTEGER NOT NULL REFERENCES host (id)
) STRICT;

CREATE TABLE suite_run (
    suite   TEXT NOT NULL REFERENCES suite (name),
    run     TEXT NOT NULL REFERENCES run (id),
    label   TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    PRIMARY KEY (suite, run)
) STRICT, WITHOUT ROWID;

CREATE TABLE curve (
    run       TEXT NOT NULL REFERENCES run (id),
    step      INTEGER NOT NULL,
    loss      REAL,
    grad_norm REAL,
    lr        REAL NOT NULL,
    fit       REAL,
    PRIMARY KEY (run, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation (
    run           TEXT NOT NULL REFERENCES run (id),
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
    PRIMARY KEY (run, variant, length)
) STRICT, WITHOUT ROWID;

CREATE TABLE position (
    run     TEXT NOT NULL,
    variant TEXT NOT NULL,
    length  INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    correct INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    PRIMARY KEY (run, variant, length, place),
    FOREIGN KEY (run, variant, length) REFERENCES evaluation (run, variant, length)
) STRICT, WITHOUT ROWID;

CREATE TABLE depth (
    run     TEXT NOT NULL,
    variant TEXT NOT NULL,
    length  INTEGER NOT NULL,
    depth   INTEGER NOT NULL,
    exact   INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    PRIMARY KEY (run, variant, length, depth),
    FOREIGN KEY (run, variant, length) REFERENCES evaluation (run, variant, length)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    id   INTEGER PRIMARY KEY,
    at   INTEGER NOT NULL,
    run  TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
