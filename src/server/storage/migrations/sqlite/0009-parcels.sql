-- Texts on their way to an interpreter: first the text, locked for `member`; once `returned`, the translation, locked
-- for whoever reads the thread. `parcel`: the name the interpreter knows it by.
CREATE TABLE parcels (
	id INTEGER PRIMARY KEY,
	desk INTEGER NOT NULL REFERENCES desks,
	thread INTEGER NOT NULL REFERENCES threads,
	parcel TEXT NOT NULL,
	member TEXT NOT NULL,
	day TEXT NOT NULL,
	returned INTEGER NOT NULL,
	hash TEXT NOT NULL,
	envelope BLOB NOT NULL,
	UNIQUE (desk, parcel)
) STRICT;
CREATE INDEX parcels_thread ON parcels (thread);
CREATE INDEX parcels_member ON parcels (desk, member);
