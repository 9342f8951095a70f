CREATE TABLE passkeys (
	id text PRIMARY KEY,
	member bigint NOT NULL REFERENCES members ON DELETE CASCADE,
	auth text NOT NULL,
	keyring bytea NOT NULL,
	note bytea NOT NULL
);
CREATE INDEX passkeys_of_member ON passkeys (member);
