-- What people and charts query. docs/schema.md explains every column.
CREATE VIEW v_run AS
SELECT r.id AS run_id, s.suite, s.label, r.scheme, r.task, r.seed, r.train_length, r.train_tokens, r.status, r.reason,
       r.parameters, r.steps, r.seconds, r.eval_seconds, r.peak_rss, r.fit, r.fitted, r.fit_step, r.attempt,
       r.started_us, r.finished_us, h.processor, h.blas, h.compiler, h.revision, s.ordinal
FROM run r JOIN suite_run s ON s.run = r.id JOIN host h ON h.id = r.host
ORDER BY s.suite, s.ordinal;

-- exact_low, exact_high: Wilson's 95 % interval for the examples of this run (not for seeds).
CREATE VIEW v_eval AS
WITH rate AS (
    SELECT e.*, 1.0 * exact / examples AS p, 3.841458820694124 AS z2 FROM evaluation e
)
SELECT v.run_id, v.suite, v.label, v.scheme, v.task, v.seed, e.variant, v.train_length, e.length, e.multiple, e.tokens, e.examples,
       e.p AS exact,
       max(0.0, (e.p + z2 / (2 * examples) - sqrt(z2 * (e.p * (1 - e.p) / examples + z2 / (4.0 * examples * examples)))) / (1 + z2 / examples)) AS exact_low,
       min(1.0, (e.p + z2 / (2 * examples) + sqrt(z2 * (e.p * (1 - e.p) / examples + z2 / (4.0 * examples * examples)))) / (1 + z2 / examples)) AS exact_high,
       1.0 * e.exact_no_eos / e.examples AS exact_no_eos, 1.0 * e.answers_right / e.answers AS token_accuracy, e.loss,
       e.chance, e.chance_token, e.first_error, v.fit, v.fitted, v.ordinal
FROM rate e JOIN v_run v ON v.run_id = e.run;

-- One row per curve point of a chart: over the seeds of a suite, task, label and variant. low and high are the least and greatest seed.
CREATE VIEW v_curve AS
WITH ranked AS (
    SELECT *, row_number() OVER w AS place, count(*) OVER (PARTITION BY suite, task, label, variant, length) AS n
    FROM v_eval WINDOW w AS (PARTITION BY suite, task, label, variant, length ORDER BY exact)
)
SELECT suite, task, label, min(scheme) AS scheme, variant, max(train_length) AS train_length, length, avg(multiple) AS multiple,
       count(*) AS runs, sum(fitted) AS fitted_runs, avg(exact) AS mean, min(exact) AS low, max(exact) AS high,
       avg(CASE WHEN place IN ((n + 1) / 2, (n + 2) / 2) THEN exact END) AS median,
       avg(CASE WHEN fitted THEN exact END) AS mean_fitted, avg(token_accuracy) AS token_accuracy, avg(loss) AS loss,
       avg(chance) AS chance, min(ordinal) AS ordinal
FROM ranked GROUP BY suite, task, label, variant, length ORDER BY suite, min(ordinal), variant, length;

-- at_2x ...: mean exact match at the largest evaluated length that is at most that multiple and above half of it; NULL: none.
CREATE VIEW v_summary AS
WITH seeds AS (
    SELECT suite, task, label, count(*) AS runs, sum(status = 'done') AS done_runs, sum(fitted) AS fitted_runs, avg(fit) AS fit, avg(steps) AS steps,
           avg(seconds) AS seconds, min(ordinal) AS ordinal, 3.841458820694124 AS z2
    FROM v_run GROUP BY suite, task, label
), share AS (
    SELECT *, 1.0 * fitted_runs / runs AS p FROM seeds
), variants AS (
    SELECT DISTINCT suite, task, label, variant FROM v_curve
)
SELECT s.suite, s.task, s.label, v.variant, s.runs, s.fitted_runs, s.fit,
       max(0.0, (p + z2 / (2 * runs) - sqrt(z2 * (p * (1 - p) / runs + z2 / (4.0 * runs * runs)))) / (1 + z2 / runs)) AS fit_low,
       min(1.0, (p + z2 / (2 * runs) + sqrt(z2 * (p * (1 - p) / runs + z2 / (4.0 * runs * runs)))) / (1 + z2 / runs)) AS fit_high,
       (SELECT avg(mean) FROM v_curve c WHERE c.suite = s.suite AND c.task = s.task AND c.label = s.label AND c.variant = v.variant AND c.length <= c.train_length) AS in_range,
       (SELECT mean FROM v_curve c WHERE c.suite = s.suite AND c.task = s.task AND c.label = s.label AND c.variant = v.variant AND c.multiple <= 2 AND c.multiple > 1 ORDER BY c.length DESC LIMIT 1) AS at_2x,
       (SELECT mean FROM v_curve c WHERE c.suite = s.suite AND c.task = s.task AND c.label = s.label AND c.variant = v.variant AND c.multiple <= 4 AND c.multiple > 2 ORDER BY c.length DESC LIMIT 1) AS at_4x,
       (SELECT mean FROM v_curve c WHERE c.suite = s.suite AND c.task = s.task AND c.label = s.label AND c.variant = v.variant AND c.multiple <= 8 AND c.multiple > 4 ORDER BY c.length DESC LIMIT 1) AS at_8x,
       (SELECT mean FROM v_curve c WHERE c.suite = s.suite AND c.task = s.task AND c.label = s.label AND c.variant = v.variant AND c.multiple <= 16 AND c.multiple > 8 ORDER BY c.length DESC LIMIT 1) AS at_16x,
       s.steps, s.seconds, s.ordinal
FROM share s LEFT JOIN variants v ON v.suite = s.suite AND v.task = s.task AND v.label = s.label
ORDER BY s.suite, s.ordinal, v.variant;

CREATE VIEW v_training AS
SELECT v.suite, v.task, v.label, v.run_id, v.seed, c.step, c.loss, c.grad_norm, c.lr, c.fit, v.ordinal
FROM curve c JOIN v_run v ON v.run_id = c.run ORDER BY v.suite, v.ordinal, c.step;

CREATE VIEW v_position AS
SELECT v.run_id, v.suite, v.task, v.label, v.seed, p.variant, p.length, p.place AS position, 1.0 * p.correct / p.seen AS accuracy
FROM position p JOIN v_run v ON v.run_id = p.run ORDER BY v.suite, v.ordinal, p.variant, p.length, p.place;

CREATE VIEW v_depth AS
SELECT v.run_id, v.suite, v.task, v.label, v.seed, d.variant, d.length, d.depth, 1.0 * d.exact / d.seen AS accuracy, d.seen
FROM depth d JOIN v_run v ON v.run_id = d.run ORDER BY v.suite, v.ordinal, d.variant, d.length, d.depth;
