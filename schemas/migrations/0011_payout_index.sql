-- What waits for payment is few among all that was paid. An index has no IF NOT EXISTS in MySQL, and a migration cut
-- short is run again from its start.
SET @there = (SELECT COUNT(*) FROM information_schema.statistics
              WHERE table_schema = DATABASE() AND table_name = 'claim' AND index_name = 'state_id');
SET @step = IF(@there = 0, 'ALTER TABLE claim ADD KEY state_id (state, id)', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
