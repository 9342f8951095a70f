-- Members who left their keys with colleagues. `keyring` in `members` is then locked for those colleagues as well;
-- `inner_hash` is the SHA-256 of what has to come back. `keepers`: JSON list of members.
CREATE TABLE travels (
	member bigint PRIMARY KEY REFERENCES members ON DELETE CASCADE,
	day text NOT NULL,
	inner_hash text NOT NULL,
	keepers text NOT NULL
);
