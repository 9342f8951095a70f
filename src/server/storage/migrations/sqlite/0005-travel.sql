-- Members who left their keys with colleagues. `keyring` in `members` is then locked for those colleagues as well;
-- `inner_hash` is the SHA-256 of what has to come back. `keepers`: JSON list of members.
CREATE TABLE travels (
	member INTEGER PRIMARY KEY REFERENCES members ON DELETE CASCADE,
	day TEXT NOT NULL,
	inner_hash TEXT NOT NULL,
	keepers TEXT NOT NULL
) STRICT;
