-- When a thread ends by itself. `moved`: the day something last happened in it; NULL once it is destroyed. `held`: the team
-- keeps it longer; why stands in its journal, locked.
ALTER TABLE threads ADD COLUMN moved TEXT;
ALTER TABLE threads ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
UPDATE threads SET moved = (
	SELECT MAX(day) FROM (
		SELECT day FROM messages WHERE thread = threads.id
		UNION ALL SELECT day FROM deposits WHERE thread = threads.id
		UNION ALL SELECT threads.opened
	) AS days
) WHERE destroyed IS NULL AND kept IS NULL;
CREATE INDEX threads_moved ON threads (desk, moved) WHERE moved IS NOT NULL;
-- Nothing ends in the first days of this rule: whoever reads what is here already must learn of it first.
INSERT INTO settings (name, value) VALUES ('nothing-ends-before', date('now', '+30 days'))
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
