-- lexbench results, what schema version 18 adds: the defaults of settings that are younger than stored runs (results/younger.c), as
-- the last program that stored an arm knew them, so that a view can say what a run had that says nothing of them.
CREATE TABLE younger (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
