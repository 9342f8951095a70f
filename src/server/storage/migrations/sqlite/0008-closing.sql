-- What became of the threads of a team that ends, in numbers alone: which mailbox was told or handed over stands nowhere.
CREATE TABLE closings (
	desk INTEGER PRIMARY KEY REFERENCES desks (id),
	destroyed INTEGER NOT NULL DEFAULT 0,
	told INTEGER NOT NULL DEFAULT 0,
	collected INTEGER NOT NULL DEFAULT 0,
	handed_over INTEGER NOT NULL DEFAULT 0
) STRICT;
