-- As migrations/sqlite/0006-notices.sql.
CREATE TABLE notice_rules (
	desk bigint PRIMARY KEY REFERENCES desks,
	rhythm text NOT NULL,
	daily_minute bigint NOT NULL,
	quiet_from bigint,
	quiet_to bigint
);

CREATE TABLE duty (
	desk bigint NOT NULL REFERENCES desks,
	member text NOT NULL,
	PRIMARY KEY (desk, member)
);

CREATE TABLE notice_ways (
	member bigint PRIMARY KEY REFERENCES members ON DELETE CASCADE,
	way text NOT NULL,
	address text NOT NULL,
	secret text,
	language text NOT NULL,
	quiet_from bigint,
	quiet_to bigint,
	noticed bigint NOT NULL,
	daily text NOT NULL,
	failed text
);

CREATE TABLE calls (
	desk bigint PRIMARY KEY REFERENCES desks
);

CREATE TABLE jobs (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	member bigint NOT NULL REFERENCES members ON DELETE CASCADE,
	kind text NOT NULL,
	message_id text NOT NULL,
	not_before bigint NOT NULL,
	tries bigint NOT NULL,
	UNIQUE (member, kind)
);
