-- A proceeding is moved to another version of its workflow as a case is: 0 is the case itself. A key has no IF NOT EXISTS in
-- MySQL, and a migration cut short is run again from its start.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'case_move' AND column_name = 'moved_proceeding');
SET @step = IF(@there = 0, 'ALTER TABLE case_move ADD COLUMN moved_proceeding INT NOT NULL DEFAULT 0 AFTER case_id, DROP PRIMARY KEY, ADD PRIMARY KEY (run_id, case_id, moved_proceeding)', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
