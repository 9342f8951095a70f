-- As migrations/sqlite/0002-signed-messages.sql.
ALTER TABLE messages ADD COLUMN signature text;
