-- lexbench results, for databases of the first day of schema version 6: a label belonged to an arm of a suite, where now
-- each run of a suite has its own, and snapshots kept neither configurations nor scores in a task's metric. It makes of
-- them what schema-6.sql makes; database.c sees which databases need it.
ALTER TABLE suite_run RENAME TO suite_run_early;
CREATE TABLE suite_run (
    suite   TEXT NOT NULL REFERENCES suite (name),
    run     TEXT NOT NULL REFERENCES run (id),
    label   TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    PRIMARY KEY (suite, run)
) STRICT, WITHOUT ROWID;
INSERT INTO suite_run (suite, run, label, ordinal)
SELECT s.suite, s.run, coalesce((SELECT min(a.label) FROM suite_arm a WHERE a.suite = s.suite AND a.arm = r.arm AND a.version = r.version), r.scheme), s.ordinal
FROM suite_run_early s JOIN run r ON r.id = s.run;
DROP TABLE suite_run_early;

DROP INDEX suite_arm_of_label;
ALTER TABLE suite_arm RENAME TO suite_arm_early;
CREATE TABLE suite_arm (
    suite   TEXT NOT NULL REFERENCES suite (name),
    arm     TEXT NOT NULL REFERENCES arm (id),
    version TEXT NOT NULL,
    label   TEXT NOT NULL,
    name    TEXT NOT NULL,
    PRIMARY KEY (suite, arm, version, label)
) STRICT, WITHOUT ROWID;
INSERT INTO suite_arm SELECT * FROM suite_arm_early;
DROP TABLE suite_arm_early;
CREATE INDEX suite_arm_of_label ON suite_arm (suite, label);

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
