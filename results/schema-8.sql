-- lexbench results, what schema version 8 adds: a choice is kept with the arm it led to, so that a later choice with other
-- values does not take the place of an earlier one whose runs are still there.
--
-- choice.arm  what the runs have that were made under the value that was chosen; '': not known (older than version 8, and
--             its trials were removed)
ALTER TABLE choice RENAME TO choice_7;
CREATE TABLE choice (
    suite  TEXT NOT NULL REFERENCES suite (name),
    task   TEXT NOT NULL,
    label  TEXT NOT NULL,
    arm    TEXT NOT NULL,
    key    TEXT NOT NULL,
    value  TEXT NOT NULL,     -- as the suite's file spells it
    seed   INTEGER NOT NULL,
    place  INTEGER NOT NULL,  -- in the order of the suite
    run    TEXT NOT NULL,     -- the training; it may have been removed since
    fit    REAL NOT NULL,     -- 0 where it diverged
    chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),
    PRIMARY KEY (suite, task, label, arm, key, value, seed)
) STRICT, WITHOUT ROWID;
-- A trial under the value that was chosen differs from the arm's runs in its seed only.
INSERT INTO choice SELECT c.suite, c.task, c.label,
    coalesce((SELECT r.arm FROM choice_7 t JOIN run r ON r.id = t.run WHERE t.suite = c.suite AND t.task = c.task AND t.label = c.label AND
              t.key = c.key AND t.chosen LIMIT 1), ''), c.key, c.value, c.seed, c.place, c.run, c.fit, c.chosen
FROM choice_7 c;
DROP TABLE choice_7;
