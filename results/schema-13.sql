-- lexbench results, what schema version 13 adds: what is asked of many runs at once, in the order of their ids, without the
-- long rows that it stands in. Tables of a suite and its state read this index and no row of table run.
CREATE INDEX run_in_brief ON run (id, arm, version, seed, task, train_length, status, fitted, seconds, eval_seconds);
