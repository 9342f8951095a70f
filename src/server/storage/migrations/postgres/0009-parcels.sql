-- As migrations/sqlite/0009-parcels.sql.
CREATE TABLE parcels (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	desk bigint NOT NULL REFERENCES desks,
	thread bigint NOT NULL REFERENCES threads,
	parcel text NOT NULL,
	member text NOT NULL,
	day text NOT NULL,
	returned bigint NOT NULL,
	hash text NOT NULL,
	envelope bytea NOT NULL,
	UNIQUE (desk, parcel)
);
ALTER TABLE parcels ALTER COLUMN envelope SET STORAGE EXTERNAL;
CREATE INDEX parcels_thread ON parcels (thread);
CREATE INDEX parcels_member ON parcels (desk, member);
