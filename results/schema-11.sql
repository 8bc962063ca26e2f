-- lexbench results, what schema version 11 adds: which codes evaluated an arm, and which of its cells stand apart therefore.
-- Until then table same_code held codes of trainings and of evaluations alike; now it holds those of trainings.
--
-- evaluator  a code that evaluated an arm on a task under a variant. `version` is the code that counts: its own, or one of
--            these three that was found to be the same, by its own probe (table probe), or declared to be (--keep)
-- apart      cells of an arm's runs (of one version) that were evaluated by several codes which are not the same: what views
--            show in place of the variant, so that each code has rows of its own. Empty where every arm has one code
CREATE TABLE evaluator (
    arm     TEXT NOT NULL REFERENCES arm (id),
    task    TEXT NOT NULL,
    variant TEXT NOT NULL,
    code    TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (arm, task, variant, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE apart (
    arm     TEXT NOT NULL REFERENCES arm (id),
    version TEXT NOT NULL,     -- of the runs
    task    TEXT NOT NULL,
    variant TEXT NOT NULL,
    code    TEXT NOT NULL,     -- of the evaluations
    shown   TEXT NOT NULL,
    PRIMARY KEY (arm, version, task, variant, code)
) STRICT, WITHOUT ROWID;

-- What the user declared stays declared. What a training's probe excused does not: it said nothing of the code that evaluated.
INSERT INTO evaluator SELECT DISTINCT r.arm, e.task, e.variant, e.code, coalesce(s.version, e.code)
FROM evaluation e JOIN run r ON r.id = e.run LEFT JOIN same_code s ON s.arm = r.arm AND s.code = e.code AND s.how = 'kept' AND e.code <> '';
DELETE FROM same_code WHERE (code <> '' AND code IN (SELECT code FROM evaluator)) OR (version <> '' AND version IN (SELECT code FROM evaluator));
INSERT INTO apart SELECT arm, version, task, variant, code,
    CASE variant WHEN '' THEN '' ELSE variant || ', ' END || 'code ' || CASE evaluated WHEN '' THEN 'unknown' ELSE substr(evaluated, 1, 8) END
FROM (SELECT *, min(evaluated) OVER w AS first, max(evaluated) OVER w AS last
      FROM (SELECT DISTINCT r.arm, r.version, e.task, e.variant, e.code, v.version AS evaluated
            FROM run r JOIN evaluation e ON e.run = r.id
            JOIN evaluator v ON v.arm = r.arm AND v.task = e.task AND v.variant = e.variant AND v.code = e.code)
      WINDOW w AS (PARTITION BY arm, version, task, variant))
WHERE first <> last;
