-- What people and charts query. docs/schema.md explains every column.
--
-- Wilson's 95 % interval of k successes of n stands in v_eval, v_summary and v_cell, word for word (p = k / n, z2 the square of 1.96): SQL has no
-- functions of its own, and a view over one of the program's would be of no use to sqlite3. tests/test_results.c holds each to wilson().
-- label: the arm's name in the suite, unique there among the arms and codes of a task.
-- variant: where several codes that are not the same evaluated an arm under a variant, each is shown as one of its own: "code 3fa9c1d2" or
-- "rope+yarn, code 3fa9c1d2" (table apart, results/evaluator.c). So whoever groups by variant never pools two codes.
CREATE VIEW v_run AS
SELECT r.id AS run_id, s.suite, a.name AS label, r.scheme, r.task, r.seed, r.train_length, r.train_tokens, r.status, r.reason,
       r.parameters, r.steps, r.seconds, r.instructions, r.eval_seconds, r.peak_rss, r.fit, r.fitted, r.fit_step, r.attempt,
       r.started_us, r.finished_us, h.processor, h.blas, h.compiler, h.revision, s.ordinal, r.arm, r.code, r.version
FROM suite_run s JOIN run r ON r.id = s.run JOIN suite_arm a ON a.suite = s.suite AND a.arm = r.arm AND a.version = r.version AND a.label = s.label
JOIN host h ON h.id = r.host
ORDER BY s.suite, s.ordinal;

-- What a run was configured with, line by line, its seed among them, and the defaults of younger settings, of which a run says nothing
-- unless it has another value. What another program predicted has none of these.
CREATE VIEW v_setting AS
SELECT r.id AS run_id, s.key, s.value FROM run r JOIN setting s ON s.arm = r.arm
UNION ALL SELECT id, 'seed', CAST(seed AS TEXT) FROM run
UNION ALL SELECT r.id, y.key, y.value FROM run r CROSS JOIN younger y
WHERE NOT EXISTS (SELECT 1 FROM setting s WHERE s.arm = r.arm AND s.key IN (y.key, 'predictions_name'));

-- One row per run, suite and task of the run: fit and fitted are of that task. A task that the run was not trained on is named with the one it was
-- trained on, 'copy [sort]', so that it is never one with the same task as others were trained on; part: as tables call it. outcome: fitted,
-- not fitted, diverged, or failed (or interrupted), which is no result.
CREATE VIEW v_run_task AS
SELECT v.run_id, v.suite, v.label, v.scheme, CASE WHEN t.trained THEN t.task ELSE t.task || ' [' || v.task || ']' END AS task, t.metric, v.seed, v.train_length, v.status, v.steps, v.seconds, t.fit,
       CASE WHEN t.trained THEN t.fitted ELSE v.fitted END AS fitted, t.trained, v.ordinal, t.place, v.arm, v.version, t.task AS part,
       CASE WHEN v.status <> 'done' THEN v.status WHEN CASE WHEN t.trained THEN t.fitted ELSE v.fitted END THEN 'fitted' ELSE 'not fitted' END AS outcome
FROM v_run v JOIN run_task t ON t.run = v.run_id
ORDER BY v.suite, v.ordinal, t.place;

-- value: in the task's own metric (exact match, token accuracy or loss); chance_value: the guesser's. exact_low, exact_high: Wilson's 95 % interval for the examples of this run (not for seeds).
-- loops: mean over examples of the loop that counted (NULL: the model has none). not_finite: 1 where some answers of the model were no finite numbers, which counts them as wrong and leaves no loss (EVALUATION_NOT_FINITE).
CREATE VIEW v_eval AS
WITH rate AS (
    SELECT e.*, 1.0 * exact / examples AS p, 3.841458820694124 AS z2, e.loss_sum / e.answers AS loss,
           (e.tokens_sum + e.examples / 2) / e.examples AS tokens,
           CASE WHEN e.examples > e.exact THEN 1.0 * e.first_error_sum / (e.examples - e.exact) END AS first_error
    FROM evaluation e
)
SELECT v.run_id, v.suite, v.label, v.scheme, v.task, v.seed, coalesce(x.shown, e.variant) AS variant, v.train_length, e.length, e.multiple, e.tokens, e.examples,
       e.p AS exact,
       max(0.0, (e.p + z2 / (2 * examples) - sqrt(z2 * (e.p * (1 - e.p) / examples + z2 / (4.0 * examples * examples)))) / (1 + z2 / examples)) AS exact_low,
       min(1.0, (e.p + z2 / (2 * examples) + sqrt(z2 * (e.p * (1 - e.p) / examples + z2 / (4.0 * examples * examples)))) / (1 + z2 / examples)) AS exact_high,
       1.0 * e.exact_no_eos / e.examples AS exact_no_eos, 1.0 * e.answers_right / e.answers AS token_accuracy, e.loss,
       e.chance, e.chance_token, e.first_error, v.fit, v.fitted, v.ordinal, 1e6 * e.seconds / (e.examples * e.tokens) AS us_per_token,
       v.metric, CASE v.metric WHEN 'token' THEN 1.0 * e.answers_right / e.answers WHEN 'loss' THEN e.loss ELSE e.p END AS value,
       CASE v.metric WHEN 'token' THEN e.chance_token WHEN 'loss' THEN -ln(e.chance_token) ELSE e.chance END AS chance_value,
       v.arm, v.version, e.loss_sum IS NULL AND e.code <> 'ec174b07143561a31d8151ee2b2dd35fb844eb9d15d06253d194ee511a932a87' AS not_finite,
       e.loops_sum / e.examples AS loops
FROM rate e JOIN v_run_task v ON v.run_id = e.run AND v.part = e.task
LEFT JOIN apart x ON x.arm = v.arm AND x.version = v.version AND x.task = e.task AND x.variant = e.variant AND x.code = e.code;

-- One row per curve point of a chart: over the seeds of an arm and code under a variant, and what the suite calls them. low and high are the least and greatest seed.
-- not_finite: of how many runs; a mean of losses is NULL where there are any.
CREATE VIEW v_curve AS
WITH ranked AS (
    SELECT *, row_number() OVER w AS place, count(*) OVER (PARTITION BY suite, task, arm, version, label, variant, length) AS n
    FROM v_eval WINDOW w AS (PARTITION BY suite, task, arm, version, label, variant, length ORDER BY exact)
)
SELECT suite, task, label, min(scheme) AS scheme, variant, max(train_length) AS train_length, length, avg(multiple) AS multiple,
       count(*) AS runs, sum(fitted) AS fitted_runs, avg(exact) AS mean, min(exact) AS low, max(exact) AS high,
       avg(CASE WHEN place IN ((n + 1) / 2, (n + 2) / 2) THEN exact END) AS median,
       avg(CASE WHEN fitted THEN exact END) AS mean_fitted, avg(token_accuracy) AS token_accuracy,
       CASE WHEN count(loss) = count(*) THEN avg(loss) END AS loss,
       avg(chance) AS chance, min(ordinal) AS ordinal, min(metric) AS metric, CASE WHEN count(value) = count(*) THEN avg(value) END AS value,
       min(value) AS value_low, max(value) AS value_high, avg(chance_value) AS chance_value, sum(not_finite) AS not_finite,
       avg(loops) AS loops
FROM ranked GROUP BY suite, task, arm, version, label, variant, length ORDER BY suite, min(ordinal), variant, length;

-- The mean in the task's metric of all runs evaluated there. at_2x: at exactly twice the training length; NULL: not evaluated there. in_range:
-- over those multiples up to 1 at which every run of the task was that was evaluated as trained at all, so that rows compare. runs: as trained,
-- trainings that ended, diverged of them without a model; failed: those beside them that gave no result; under a variant, those that were evaluated under it; n_in_range, n_2x ...: those that the mean is over.
CREATE VIEW v_summary AS
WITH cell AS MATERIALIZED (
    SELECT suite, task, arm, version, label, variant, multiple, count(*) AS n, CASE WHEN count(value) = count(*) THEN avg(value) END AS value
    FROM v_eval GROUP BY suite, task, arm, version, label, variant, multiple
), seen AS MATERIALIZED (
    SELECT DISTINCT suite, task, variant, run_id FROM v_eval
), member AS (
    SELECT suite, task, arm, version, label, '' AS variant, run_id, fitted, fit, steps, seconds, ordinal, metric, status FROM v_run_task
    UNION ALL SELECT v.suite, v.task, v.arm, v.version, v.label, s.variant, v.run_id, v.fitted, v.fit, v.steps, v.seconds, v.ordinal, v.metric, v.status
    FROM seen s JOIN v_run_task v ON v.suite = s.suite AND v.task = s.task AND v.run_id = s.run_id WHERE s.variant <> ''
), share AS (
    SELECT suite, task, arm, version, label, variant, sum(ended) AS runs, sum(fitted) AS fitted_runs, avg(fit) AS fit, avg(CASE WHEN ended THEN steps END) AS steps,
           avg(CASE WHEN ended THEN seconds END) AS seconds, min(ordinal) AS ordinal, 3.841458820694124 AS z2, min(metric) AS metric,
           1.0 * sum(fitted) / nullif(sum(ended), 0) AS p, sum(status = 'diverged') AS diverged, sum(NOT ended) AS failed
    FROM (SELECT *, status IN ('done', 'diverged') AS ended FROM member) GROUP BY suite, task, arm, version, label, variant
), evaluated AS MATERIALIZED (
    SELECT v.suite, v.task, v.arm, v.version, v.label, s.variant, count(*) AS n
    FROM seen s JOIN v_run_task v ON v.suite = s.suite AND v.task = s.task AND v.run_id = s.run_id
    GROUP BY v.suite, v.task, v.arm, v.version, v.label, s.variant
), shared AS MATERIALIZED (
    SELECT c.suite, c.task, c.multiple FROM cell c WHERE c.variant = '' AND c.multiple <= 1 GROUP BY c.suite, c.task, c.multiple
    HAVING sum(c.n) = (SELECT sum(e.n) FROM evaluated e WHERE e.suite = c.suite AND e.task = c.task AND e.variant = '')
), curve AS (
    SELECT c.suite, c.task, c.arm, c.version, c.label, c.variant, e.n AS n_in_range,
           CASE WHEN sum(s.multiple IS NOT NULL AND c.n = e.n) = (SELECT count(*) FROM shared x WHERE x.suite = c.suite AND x.task = c.task)
                THEN avg(CASE WHEN s.multiple IS NOT NULL THEN c.value END) END AS in_range,
           max(CASE WHEN c.multiple = 2 THEN c.value END) AS at_2x, max(CASE WHEN c.multiple = 4 THEN c.value END) AS at_4x,
           max(CASE WHEN c.multiple = 8 THEN c.value END) AS at_8x, max(CASE WHEN c.multiple = 16 THEN c.value END) AS at_16x,
           sum(CASE WHEN c.multiple = 2 THEN c.n ELSE 0 END) AS n_2x, sum(CASE WHEN c.multiple = 4 THEN c.n ELSE 0 END) AS n_4x,
           sum(CASE WHEN c.multiple = 8 THEN c.n ELSE 0 END) AS n_8x, sum(CASE WHEN c.multiple = 16 THEN c.n ELSE 0 END) AS n_16x
    FROM cell c JOIN evaluated e USING (suite, task, arm, version, label, variant)
    LEFT JOIN shared s ON s.suite = c.suite AND s.task = c.task AND s.multiple = c.multiple
    GROUP BY c.suite, c.task, c.arm, c.version, c.label, c.variant
)
SELECT s.suite, s.task, s.label, s.variant, s.runs, s.fitted_runs, s.fit,
       max(0.0, (p + z2 / (2 * runs) - sqrt(z2 * (p * (1 - p) / runs + z2 / (4.0 * runs * runs)))) / (1 + z2 / runs)) AS fit_low,
       min(1.0, (p + z2 / (2 * runs) + sqrt(z2 * (p * (1 - p) / runs + z2 / (4.0 * runs * runs)))) / (1 + z2 / runs)) AS fit_high,
       c.in_range, c.at_2x, c.at_4x, c.at_8x, c.at_16x, s.steps, s.seconds, s.ordinal, s.metric,
       CASE WHEN c.in_range IS NULL THEN 0 ELSE c.n_in_range END AS n_in_range, coalesce(c.n_2x, 0) AS n_2x, coalesce(c.n_4x, 0) AS n_4x,
       coalesce(c.n_8x, 0) AS n_8x, coalesce(c.n_16x, 0) AS n_16x, s.arm, s.version, s.diverged, s.failed
FROM share s LEFT JOIN curve c USING (suite, task, arm, version, label, variant)
ORDER BY s.suite, s.ordinal, s.variant;

CREATE VIEW v_training AS
SELECT v.suite, v.task, v.label, v.run_id, v.seed, c.step, c.loss, c.grad_norm, c.lr, c.fit, v.ordinal
FROM curve c JOIN v_run_task v ON v.run_id = c.run ORDER BY v.suite, v.ordinal, c.step;

CREATE VIEW v_position AS
SELECT v.run_id, v.suite, v.task, v.label, v.seed, coalesce(x.shown, p.variant) AS variant, p.length, p.place AS position, 1.0 * p.correct / p.seen AS accuracy
FROM position p JOIN v_run_task v ON v.run_id = p.run AND v.part = p.task
JOIN evaluation e ON e.run = p.run AND e.task = p.task AND e.variant = p.variant AND e.length = p.length
LEFT JOIN apart x ON x.arm = v.arm AND x.version = v.version AND x.task = p.task AND x.variant = p.variant AND x.code = e.code
ORDER BY v.suite, v.ordinal, p.variant, p.length, p.place;

CREATE VIEW v_depth AS
SELECT v.run_id, v.suite, v.task, v.label, v.seed, coalesce(x.shown, d.variant) AS variant, d.length, d.depth, 1.0 * d.exact / d.seen AS accuracy, d.seen
FROM depth d JOIN v_run_task v ON v.run_id = d.run AND v.part = d.task
JOIN evaluation e ON e.run = d.run AND e.task = d.task AND e.variant = d.variant AND e.length = d.length
LEFT JOIN apart x ON x.arm = v.arm AND x.version = v.version AND x.task = d.task AND x.variant = d.variant AND x.code = e.code
ORDER BY v.suite, v.ordinal, d.variant, d.length, d.depth;

-- What guessers that never look at the question reach on the examples of a suite (mean over its runs), and, as 'optimum', the least loss
-- there can be. value: in the task's metric.
CREATE VIEW v_guess AS
SELECT suite, task, length, name, avg(exact) AS exact, avg(token) AS token_accuracy, avg(loss) AS loss, metric,
       avg(CASE metric WHEN 'token' THEN token WHEN 'loss' THEN loss ELSE exact END) AS value
FROM (SELECT v.suite, v.task, v.metric, g.length, g.name, g.exact, g.token, g.loss
      FROM guess g JOIN v_run_task v ON v.run_id = g.run AND v.part = g.task)
GROUP BY suite, task, length, name ORDER BY suite, task, length, name;

-- Other numbers of a run (tables measure and place_loss).
CREATE VIEW v_measure AS
SELECT v.run_id, v.suite, v.label, v.scheme, v.seed, CASE WHEN t.trained = 0 THEN t.task || ' [' || v.task || ']' ELSE m.task END AS task,
       coalesce(x.shown, m.variant) AS variant, m.length, m.name, m.series, m.x, m.value, v.train_length, v.fitted, v.ordinal, v.arm, v.version
FROM (SELECT run, task, variant, length, name, series, x, value FROM measure
      UNION ALL SELECT run, task, variant, length, 'loss', 'place', place, loss_sum / seen FROM place_loss) m
JOIN v_run v ON v.run_id = m.run LEFT JOIN run_task t ON t.run = m.run AND t.task = m.task
LEFT JOIN evaluation e ON e.run = m.run AND e.task = m.task AND e.variant = m.variant AND e.length = m.length
LEFT JOIN apart x ON x.arm = v.arm AND x.version = v.version AND x.task = m.task AND x.variant = m.variant AND x.code = e.code
ORDER BY v.suite, v.ordinal, m.task, m.variant, m.length, m.name, m.series, m.x;

-- A suite's cell at one length over its seeds: of all, and of those that fitted (NULL: none did). iqm: mean without the floor(n/4) least and
-- greatest; success: share of seeds with exact >= 0.9; not_finite: of how many seeds; us_per_token: microseconds of evaluation; examples: of all seeds together, and of
-- the seeds with the fewest and the most.
CREATE VIEW v_cell AS
WITH placed AS (
    SELECT *, row_number() OVER (PARTITION BY suite, task, arm, version, label, variant, length ORDER BY exact) AS place,
           count(*) OVER (PARTITION BY suite, task, arm, version, label, variant, length) AS n,
           row_number() OVER (PARTITION BY suite, task, arm, version, label, variant, length, fitted ORDER BY exact) AS own,
           count(*) OVER (PARTITION BY suite, task, arm, version, label, variant, length, fitted) AS m
    FROM v_eval
), cell AS (
    SELECT suite, task, label, min(scheme) AS scheme, variant, max(train_length) AS train_length, length, avg(multiple) AS multiple,
           count(*) AS runs, sum(fitted) AS fitted_runs, 1.0 * sum(fitted) / count(*) AS p, 3.841458820694124 AS z2,
           avg(exact) AS mean, avg(CASE WHEN place IN ((n + 1) / 2, (n + 2) / 2) THEN exact END) AS median,
           avg(CASE WHEN place > n / 4 AND place <= n - n / 4 THEN exact END) AS iqm, min(exact) AS low, max(exact) AS high,
           avg(exact >= 0.9) AS success,
           avg(CASE WHEN fitted THEN exact END) AS mean_fitted,
           avg(CASE WHEN fitted AND own IN ((m + 1) / 2, (m + 2) / 2) THEN exact END) AS median_fitted,
           avg(CASE WHEN fitted AND own > m / 4 AND own <= m - m / 4 THEN exact END) AS iqm_fitted,
           min(CASE WHEN fitted THEN exact END) AS low_fitted, max(CASE WHEN fitted THEN exact END) AS high_fitted,
           avg(CASE WHEN fitted THEN exact >= 0.9 END) AS success_fitted,
           avg(token_accuracy) AS token_accuracy, CASE WHEN count(loss) = count(*) THEN avg(loss) END AS loss, avg(us_per_token) AS us_per_token,
           avg(chance) AS chance, min(ordinal) AS ordinal, sum(not_finite) AS not_finite,
           sum(examples) AS examples, min(examples) AS examples_least, max(examples) AS examples_most, avg(loops) AS loops
    FROM placed GROUP BY suite, task, arm, version, label, variant, length
)
SELECT suite, task, label, scheme, variant, train_length, length, multiple, runs, fitted_runs,
       max(0.0, (p + z2 / (2 * runs) - sqrt(z2 * (p * (1 - p) / runs + z2 / (4.0 * runs * runs)))) / (1 + z2 / runs)) AS fit_low,
       min(1.0, (p + z2 / (2 * runs) + sqrt(z2 * (p * (1 - p) / runs + z2 / (4.0 * runs * runs)))) / (1 + z2 / runs)) AS fit_high,
       mean, median, iqm, low, high, success, mean_fitted, median_fitted, iqm_fitted, low_fitted, high_fitted, success_fitted,
       token_accuracy, loss, us_per_token, chance, ordinal, examples, examples_least, examples_most, not_finite, loops
FROM cell ORDER BY suite, ordinal, variant, length;

-- A run's curve over length on one of its tasks as two numbers. area: mean exact match from 1x to 3x the training length, by trapezoids with the ends
-- interpolated (NULL: not evaluated that far). reach_50, reach_90: the largest evaluated length up to which the task's metric (token accuracy where that
-- judges the task, else exact match) never fell clearly below, by the upper end of Wilson's interval for the examples, of which each counts once however
-- many answers it has; open_50, open_90: 1 when it did nowhere, so that the run reaches at least so far. not_finite_from: the least length at which
-- answers were not finite (NULL: none).
CREATE VIEW v_reach AS
WITH step AS (
    SELECT run_id, suite, task, label, variant, multiple AS x, exact AS y,
           lead(multiple) OVER w AS x2, lead(exact) OVER w AS y2
    FROM v_eval WINDOW w AS (PARTITION BY run_id, suite, task, label, variant ORDER BY length)
), clipped AS (
    SELECT run_id, suite, task, label, variant, x, max(x, x2) AS far, max(x, 1.0) AS a, min(x2, 3.0) AS b, y, (y2 - y) / (x2 - x) AS slope FROM step
), area AS (
    SELECT run_id, suite, task, label, variant,
           CASE WHEN min(x) <= 1 AND max(far) >= 3
                THEN sum(CASE WHEN b > a THEN (b - a) * (y + slope * ((a + b) / 2 - x)) ELSE 0 END) / 2 END AS area
    FROM clipped GROUP BY run_id, suite, task, label, variant
), share AS (
    SELECT *, CASE metric WHEN 'token' THEN token_accuracy ELSE exact END AS p, 3.841458820694124 AS z2 FROM v_eval
), bound AS (
    SELECT *, (p + z2 / (2 * examples) + sqrt(z2 * (p * (1 - p) / examples + z2 / (4.0 * examples * examples)))) / (1 + z2 / examples) AS high FROM share
), fallen AS (
    SELECT run_id, suite, task, label, variant, min(CASE WHEN high < 0.5 THEN length END) AS below_50,
           min(CASE WHEN high < 0.9 THEN length END) AS below_90, min(CASE WHEN not_finite THEN length END) AS not_finite_from
    FROM bound GROUP BY run_id, suite, task, label, variant
)
SELECT e.run_id, e.suite, e.task, e.label, e.seed, e.variant, e.train_length, e.fitted, a.area,
       max(CASE WHEN f.below_50 IS NULL OR e.length < f.below_50 THEN e.length ELSE 0 END) AS reach_50,
       max(CASE WHEN f.below_90 IS NULL OR e.length < f.below_90 THEN e.length ELSE 0 END) AS reach_90,
       max(f.below_50 IS NULL) AS open_50, max(f.below_90 IS NULL) AS open_90, min(e.ordinal) AS ordinal, min(f.not_finite_from) AS not_finite_from
FROM v_eval e JOIN area a USING (run_id, suite, task, label, variant) JOIN fallen f USING (run_id, suite, task, label, variant)
GROUP BY e.run_id, e.suite, e.task, e.label, e.variant ORDER BY e.suite, min(e.ordinal), e.variant;

-- The last verdict on each claim at each scale, with the check that decided, and what was fixed before its first seed.
CREATE VIEW v_verdict AS
SELECT c.id AS claim, c.family, v.scale, v.verdict, c.expect, f.text AS decided_by, f.bound, f.estimate, f.low, f.high, f.asked,
       f.share, f.counted, f.held, f.share_low, f.share_high, v.seeds, v.evidence_for, v.evidence_against, v.threshold, v.p,
       v.family_size, v.runs, v.fitted, v.seeds_more, z.first_seed, z.cap, z.stored_before,
       (SELECT count(*) FROM frozen o WHERE o.claim = v.claim AND o.scale = v.scale AND o.at < z.at) AS tries_before,
       v.fingerprint, v.file_hash, v.suite_hash, v.at, c.sentence, v.diverged, v.not_finite
FROM claim c JOIN verdict v ON v.claim = c.id
JOIN finding f ON f.claim = v.claim AND f.scale = v.scale AND f.fingerprint = v.fingerprint AND f.place = v.decided_by
LEFT JOIN frozen z ON z.claim = v.claim AND z.scale = v.scale AND z.hash = v.frozen
WHERE v.at = (SELECT max(at) FROM verdict w WHERE w.claim = v.claim AND w.scale = v.scale)
ORDER BY c.family, c.id, v.scale;

-- What each baseline's name means now.
CREATE VIEW v_baseline AS
SELECT b.name, s.suite, s.revision, b.reason, b.at, (SELECT count(*) FROM snapshot_run r WHERE r.snapshot = s.id) AS runs,
       (SELECT count(*) FROM baseline c WHERE c.name = b.name) AS times_set, s.id AS snapshot
FROM baseline b JOIN snapshot s ON s.id = b.snapshot
WHERE b.at = (SELECT max(at) FROM baseline c WHERE c.name = b.name)
ORDER BY b.name;

-- A suite's cells from night to night, one row per revision in the order of their first night (night: 1, 2 ...); of a revision that ran on
-- later, its last results. mean, low, high: over the seeds whose runs were finished.
CREATE VIEW v_history AS
WITH revision AS (
    SELECT s.suite, s.revision, max(s.id) AS snapshot, min(n.id) AS first
    FROM night n JOIN snapshot s ON s.id = n.snapshot GROUP BY s.suite, s.revision
), numbered AS (
    SELECT *, row_number() OVER (PARTITION BY suite ORDER BY first) AS night FROM revision
)
SELECT n.suite, n.night, n.revision, c.task, c.label, c.variant, c.length, avg(c.multiple) AS multiple, count(*) AS runs,
       avg(c.score) AS mean, min(c.score) AS low, max(c.score) AS high,
       avg(r.step_seconds) AS step_seconds, avg(r.step_instructions) AS step_instructions, min(r.ordinal) AS ordinal
FROM numbered n JOIN snapshot_cell c ON c.snapshot = n.snapshot
JOIN snapshot_run r ON r.snapshot = c.snapshot AND r.task = c.task AND r.label = c.label AND r.seed = c.seed
GROUP BY n.suite, n.night, c.task, c.label, c.variant, c.length ORDER BY n.suite, min(r.ordinal), c.variant, c.length, n.night;
