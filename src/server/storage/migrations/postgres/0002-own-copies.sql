-- What a person chose to see again, sealed to themselves alone. `first`: came with the first message, and with it the
-- choice for all later visits.
CREATE TABLE copies (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	thread bigint NOT NULL REFERENCES threads,
	hash text NOT NULL,
	first bigint NOT NULL,
	envelope bytea NOT NULL,
	UNIQUE (thread, hash)
);
ALTER TABLE copies ALTER COLUMN envelope SET STORAGE EXTERNAL;
