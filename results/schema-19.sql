-- lexbench results, what schema version 19 adds: the sum, over a cell's examples, of the loop that counted. NULL: the model has no
-- loops, or an older program evaluated it.
ALTER TABLE evaluation ADD COLUMN loops_sum REAL;
