-- The tables of migrations/sqlite/0001-first.sql, as PostgreSQL spells them. tests hold that both have the same columns.

CREATE TABLE settings (
	name text PRIMARY KEY,
	value text NOT NULL
);

CREATE TABLE desks (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	hash text NOT NULL UNIQUE,
	roster_seq bigint NOT NULL,
	statement text NOT NULL,
	statement_until text NOT NULL,
	last_read text
);

-- One narrow row per desk that every stored thing touches: the newest place in the order, and the space used.
CREATE TABLE feeds (
	desk bigint PRIMARY KEY REFERENCES desks,
	newest bigint NOT NULL,
	bytes bigint NOT NULL
);

CREATE TABLE roster_entries (
	desk bigint NOT NULL REFERENCES desks,
	seq bigint NOT NULL,
	text text NOT NULL,
	signatures text NOT NULL,
	PRIMARY KEY (desk, seq)
);

CREATE TABLE proposals (
	desk bigint NOT NULL REFERENCES desks,
	hash text NOT NULL,
	seq bigint NOT NULL,
	text text NOT NULL,
	signatures text NOT NULL,
	PRIMARY KEY (desk, hash)
);

CREATE TABLE names (
	desk bigint PRIMARY KEY REFERENCES desks,
	sealed bytea NOT NULL
);

CREATE TABLE members (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	desk bigint NOT NULL REFERENCES desks,
	member text NOT NULL,
	login text NOT NULL,
	passphrase_auth text NOT NULL,
	sheet_auth text NOT NULL,
	keyring bytea NOT NULL,
	active bigint NOT NULL,
	UNIQUE (desk, member),
	UNIQUE (desk, login)
);

CREATE TABLE sessions (
	token text PRIMARY KEY,
	member bigint NOT NULL REFERENCES members ON DELETE CASCADE,
	until text NOT NULL
);
CREATE INDEX sessions_of_member ON sessions (member);

CREATE TABLE invitations (
	token text PRIMARY KEY,
	desk bigint NOT NULL REFERENCES desks,
	until text NOT NULL,
	used_by text
);

CREATE TABLE joins (
	member bigint PRIMARY KEY REFERENCES members ON DELETE CASCADE,
	text text NOT NULL,
	signatures text NOT NULL,
	name bytea NOT NULL
);

-- A destroyed thread keeps its mailbox and the day, nothing else.
CREATE TABLE threads (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	desk bigint NOT NULL REFERENCES desks,
	mailbox text NOT NULL,
	proof_key text,
	deposit_key text,
	bytes bigint NOT NULL,
	opened text,
	answered bigint NOT NULL,
	head bigint,
	ring bigint,
	destroyed text,
	UNIQUE (desk, mailbox)
);

-- What a person wrote. `envelope` is NULL once the journal holds it and the original was retired.
CREATE TABLE messages (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	thread bigint NOT NULL REFERENCES threads,
	hash text NOT NULL,
	day text NOT NULL,
	first bigint NOT NULL,
	size bigint NOT NULL,
	envelope bytea,
	UNIQUE (thread, hash)
);

-- What the team left for the person. `envelope` is NULL once the person has read it.
CREATE TABLE deposits (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	thread bigint NOT NULL REFERENCES threads,
	hash text NOT NULL,
	day text NOT NULL,
	size bigint NOT NULL,
	envelope bytea,
	UNIQUE (thread, hash)
);

CREATE TABLE entries (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	thread bigint NOT NULL REFERENCES threads,
	seq bigint NOT NULL,
	prev text NOT NULL,
	hash text NOT NULL,
	roster bigint NOT NULL,
	author text NOT NULL,
	signature text NOT NULL,
	envelope bytea NOT NULL,
	UNIQUE (thread, seq)
);

CREATE TABLE rings (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	thread bigint NOT NULL REFERENCES threads,
	version bigint NOT NULL,
	hash text NOT NULL,
	envelope bytea NOT NULL,
	UNIQUE (thread, version)
);

CREATE TABLE readers (
	thread bigint NOT NULL REFERENCES threads,
	version bigint NOT NULL,
	member text NOT NULL,
	PRIMARY KEY (thread, version, member)
);

CREATE TABLE file_parts (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	thread bigint NOT NULL REFERENCES threads,
	file text NOT NULL,
	part bigint NOT NULL,
	parts bigint NOT NULL,
	hash text NOT NULL,
	bytes bytea NOT NULL,
	UNIQUE (thread, file, part)
);

CREATE TABLE drawer (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	member bigint NOT NULL REFERENCES members ON DELETE CASCADE,
	bucket bigint NOT NULL,
	generation bigint NOT NULL,
	bytes bytea NOT NULL,
	UNIQUE (member, bucket)
);

-- The order in which things were stored. `item` is the key in the table that `kind` names.
CREATE TABLE changes (
	desk bigint NOT NULL REFERENCES desks,
	"order" bigint NOT NULL,
	kind text NOT NULL,
	thread bigint NOT NULL REFERENCES threads,
	item bigint NOT NULL,
	PRIMARY KEY (desk, "order")
);
CREATE INDEX changes_of_thread ON changes (thread);

-- Sealed bytes do not compress; trying costs time.
ALTER TABLE messages ALTER COLUMN envelope SET STORAGE EXTERNAL;
ALTER TABLE deposits ALTER COLUMN envelope SET STORAGE EXTERNAL;
ALTER TABLE entries ALTER COLUMN envelope SET STORAGE EXTERNAL;
ALTER TABLE rings ALTER COLUMN envelope SET STORAGE EXTERNAL;
ALTER TABLE file_parts ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE drawer ALTER COLUMN bytes SET STORAGE EXTERNAL;
