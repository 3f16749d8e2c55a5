-- What has happened since somebody was last here is asked for by time, over all cases. An index has no IF NOT EXISTS in
-- MySQL, and a migration cut short is run again from its start.
SET @there = (SELECT COUNT(*) FROM information_schema.statistics
              WHERE table_schema = DATABASE() AND table_name = 'diary_event' AND index_name = 'occurred_at');
SET @step = IF(@there = 0, 'ALTER TABLE diary_event ADD KEY occurred_at (occurred_at)', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
