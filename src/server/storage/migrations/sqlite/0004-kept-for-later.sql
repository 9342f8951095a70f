-- What somebody keeps under their return words before any team is sent it. `kept`: the day it was opened last; NULL once
-- it is a thread like any other. `feeds.kept`: the part of `bytes` that is kept so.
ALTER TABLE threads ADD COLUMN kept TEXT;
ALTER TABLE feeds ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
CREATE INDEX threads_kept ON threads (kept) WHERE kept IS NOT NULL;
