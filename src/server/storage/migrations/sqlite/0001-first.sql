-- Rows that carry sealed bytes have integer keys that only grow, so that the millionth is appended as cheaply as the
-- first; what is looked up by a random id has a small index of its own. Nothing finer than a day is kept of anybody.

CREATE TABLE settings (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE desks (
	id INTEGER PRIMARY KEY,
	hash TEXT NOT NULL UNIQUE,
	roster_seq INTEGER NOT NULL,
	statement TEXT NOT NULL,
	statement_until TEXT NOT NULL,
	last_read TEXT
) STRICT;

-- One narrow row per desk that every stored thing touches: the newest place in the order, and the space used.
CREATE TABLE feeds (
	desk INTEGER PRIMARY KEY REFERENCES desks,
	newest INTEGER NOT NULL,
	bytes INTEGER NOT NULL
) STRICT;

CREATE TABLE roster_entries (
	desk INTEGER NOT NULL REFERENCES desks,
	seq INTEGER NOT NULL,
	text TEXT NOT NULL,
	signatures TEXT NOT NULL,
	PRIMARY KEY (desk, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposals (
	desk INTEGER NOT NULL REFERENCES desks,
	hash TEXT NOT NULL,
	seq INTEGER NOT NULL,
	text TEXT NOT NULL,
	signatures TEXT NOT NULL,
	PRIMARY KEY (desk, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE names (
	desk INTEGER PRIMARY KEY REFERENCES desks,
	sealed BLOB NOT NULL
) STRICT;

CREATE TABLE members (
	id INTEGER PRIMARY KEY,
	desk INTEGER NOT NULL REFERENCES desks,
	member TEXT NOT NULL,
	login TEXT NOT NULL,
	passphrase_auth TEXT NOT NULL,
	sheet_auth TEXT NOT NULL,
	keyring BLOB NOT NULL,
	active INTEGER NOT NULL,
	UNIQUE (desk, member),
	UNIQUE (desk, login)
) STRICT;

CREATE TABLE sessions (
	token TEXT PRIMARY KEY,
	member INTEGER NOT NULL REFERENCES members ON DELETE CASCADE,
	until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_member ON sessions (member);

CREATE TABLE invitations (
	token TEXT PRIMARY KEY,
	desk INTEGER NOT NULL REFERENCES desks,
	until TEXT NOT NULL,
	used_by TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE joins (
	member INTEGER PRIMARY KEY REFERENCES members ON DELETE CASCADE,
	text TEXT NOT NULL,
	signatures TEXT NOT NULL,
	name BLOB NOT NULL
) STRICT;

-- A destroyed thread keeps its mailbox and the day, nothing else.
CREATE TABLE threads (
	id INTEGER PRIMARY KEY,
	desk INTEGER NOT NULL REFERENCES desks,
	mailbox TEXT NOT NULL,
	proof_key TEXT,
	deposit_key TEXT,
	bytes INTEGER NOT NULL,
	opened TEXT,
	answered INTEGER NOT NULL,
	head INTEGER,
	ring INTEGER,
	destroyed TEXT,
	UNIQUE (desk, mailbox)
) STRICT;

-- What a person wrote. `envelope` is NULL once the journal holds it and the original was retired.
CREATE TABLE messages (
	id INTEGER PRIMARY KEY,
	thread INTEGER NOT NULL REFERENCES threads,
	hash TEXT NOT NULL,
	day TEXT NOT NULL,
	first INTEGER NOT NULL,
	size INTEGER NOT NULL,
	envelope BLOB,
	UNIQUE (thread, hash)
) STRICT;

-- What the team left for the person. `envelope` is NULL once the person has read it.
CREATE TABLE deposits (
	id INTEGER PRIMARY KEY,
	thread INTEGER NOT NULL REFERENCES threads,
	hash TEXT NOT NULL,
	day TEXT NOT NULL,
	size INTEGER NOT NULL,
	envelope BLOB,
	UNIQUE (thread, hash)
) STRICT;

CREATE TABLE entries (
	id INTEGER PRIMARY KEY,
	thread INTEGER NOT NULL REFERENCES threads,
	seq INTEGER NOT NULL,
	prev TEXT NOT NULL,
	hash TEXT NOT NULL,
	roster INTEGER NOT NULL,
	author TEXT NOT NULL,
	signature TEXT NOT NULL,
	envelope BLOB NOT NULL,
	UNIQUE (thread, seq)
) STRICT;

CREATE TABLE rings (
	id INTEGER PRIMARY KEY,
	thread INTEGER NOT NULL REFERENCES threads,
	version INTEGER NOT NULL,
	hash TEXT NOT NULL,
	envelope BLOB NOT NULL,
	UNIQUE (thread, version)
) STRICT;

CREATE TABLE readers (
	thread INTEGER NOT NULL REFERENCES threads,
	version INTEGER NOT NULL,
	member TEXT NOT NULL,
	PRIMARY KEY (thread, version, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE file_parts (
	id INTEGER PRIMARY KEY,
	thread INTEGER NOT NULL REFERENCES threads,
	file TEXT NOT NULL,
	part INTEGER NOT NULL,
	parts INTEGER NOT NULL,
	hash TEXT NOT NULL,
	bytes BLOB NOT NULL,
	UNIQUE (thread, file, part)
) STRICT;

CREATE TABLE drawer (
	id INTEGER PRIMARY KEY,
	member INTEGER NOT NULL REFERENCES members ON DELETE CASCADE,
	bucket INTEGER NOT NULL,
	generation INTEGER NOT NULL,
	bytes BLOB NOT NULL,
	UNIQUE (member, bucket)
) STRICT;

-- The order in which things were stored. `item` is the key in the table that `kind` names.
CREATE TABLE changes (
	desk INTEGER NOT NULL REFERENCES desks,
	"order" INTEGER NOT NULL,
	kind TEXT NOT NULL,
	thread INTEGER NOT NULL REFERENCES threads,
	item INTEGER NOT NULL,
	PRIMARY KEY (desk, "order")
) STRICT, WITHOUT ROWID;
CREATE INDEX changes_of_thread ON changes (thread);

-- Written and emptied to overwrite the log after a deletion.
CREATE TABLE filler (
	id INTEGER PRIMARY KEY,
	bytes BLOB NOT NULL
) STRICT;
