-- What became of the threads of a team that ends, in numbers alone: which mailbox was told or handed over stands nowhere.
CREATE TABLE closings (
	desk BIGINT PRIMARY KEY REFERENCES desks (id),
	destroyed BIGINT NOT NULL DEFAULT 0,
	told BIGINT NOT NULL DEFAULT 0,
	collected BIGINT NOT NULL DEFAULT 0,
	handed_over BIGINT NOT NULL DEFAULT 0
);
