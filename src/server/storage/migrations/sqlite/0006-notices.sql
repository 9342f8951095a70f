-- How a team wants its members to learn that something came. No row: what the domain calls its first rule.
CREATE TABLE notice_rules (
	desk INTEGER PRIMARY KEY REFERENCES desks,
	rhythm TEXT NOT NULL,
	daily_minute INTEGER NOT NULL,
	quiet_from INTEGER,
	quiet_to INTEGER
) STRICT;

-- Members on duty.
CREATE TABLE duty (
	desk INTEGER NOT NULL REFERENCES desks,
	member TEXT NOT NULL,
	PRIMARY KEY (desk, member)
) STRICT, WITHOUT ROWID;

-- Where a member is told. The only address of anybody that is kept, because the server has to write to it.
-- `noticed`: place in the desk's order up to which they were told; `daily`: day of the newest daily notice;
-- `failed`: day on which their newest notice was turned away.
CREATE TABLE notice_ways (
	member INTEGER PRIMARY KEY REFERENCES members ON DELETE CASCADE,
	way TEXT NOT NULL,
	address TEXT NOT NULL,
	secret TEXT,
	language TEXT NOT NULL,
	quiet_from INTEGER,
	quiet_to INTEGER,
	noticed INTEGER NOT NULL,
	daily TEXT NOT NULL,
	failed TEXT
) STRICT;

-- Somebody may be hurt or taken: one row for a desk until the members on duty were called, whoever and how many asked.
CREATE TABLE calls (
	desk INTEGER PRIMARY KEY REFERENCES desks
) STRICT;

-- What the server still has to send. `not_before`: minute since 1970 before which nobody else may take it; it is set
-- while a server has it in hand, so that a server that was killed leaves it to the next.
CREATE TABLE jobs (
	id INTEGER PRIMARY KEY,
	member INTEGER NOT NULL REFERENCES members ON DELETE CASCADE,
	kind TEXT NOT NULL,
	message_id TEXT NOT NULL,
	not_before INTEGER NOT NULL,
	tries INTEGER NOT NULL,
	UNIQUE (member, kind)
) STRICT;
