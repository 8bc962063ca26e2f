-- lexbench results, what schema version 5 adds: instructions of training beside its seconds.
--
-- run.instructions               in user space, of the training steps alone, all attempts; NULL: not counted
-- snapshot_run.step_instructions of them per step; NULL: no step, or not counted
ALTER TABLE run ADD COLUMN instructions REAL;
ALTER TABLE snapshot_run ADD COLUMN step_instructions REAL;
