-- The signature a further message of the person came with. Members' devices keep it and bring the message back to a
-- server that was restored from an older backup. NULL: a first message, or one stored under format 1.
ALTER TABLE messages ADD COLUMN signature TEXT;
