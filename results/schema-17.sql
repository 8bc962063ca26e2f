-- lexbench results, what schema version 17 adds: how many of a verdict's runs diverged in training, and of how many others some
-- answers were no finite numbers at a length that its suite evaluates. NULL: judged by an older program.
ALTER TABLE verdict ADD COLUMN diverged INTEGER;
ALTER TABLE verdict ADD COLUMN not_finite INTEGER;
