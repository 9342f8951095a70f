-- What a person chose to see again, sealed to themselves alone. `first`: came with the first message, and with it the
-- choice for all later visits.
CREATE TABLE copies (
	id INTEGER PRIMARY KEY,
	thread INTEGER NOT NULL REFERENCES threads,
	hash TEXT NOT NULL,
	first INTEGER NOT NULL,
	envelope BLOB NOT NULL,
	UNIQUE (thread, hash)
) STRICT;
