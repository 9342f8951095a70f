CREATE TABLE passkeys (
	id TEXT PRIMARY KEY,
	member INTEGER NOT NULL REFERENCES members ON DELETE CASCADE,
	auth TEXT NOT NULL,
	keyring BLOB NOT NULL,
	note BLOB NOT NULL
) STRICT;
CREATE INDEX passkeys_of_member ON passkeys (member);
