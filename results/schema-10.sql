-- lexbench results, what schema version 10 adds: bits of a snapshot cell by cell, so that evaluations are compared where both
-- sides have them, and what else one of them evaluated is no difference.
--
-- snapshot_cell.examples  how many examples its score is of; NULL: not known (kept before version 10)
-- snapshot_cell.bits      SHA-256 over its numbers, every bit; '': not known
ALTER TABLE snapshot_cell ADD COLUMN examples INTEGER;
ALTER TABLE snapshot_cell ADD COLUMN bits TEXT NOT NULL DEFAULT '';
