-- The view of the list of cases that a person has it open in. A migration cut short is run again from its start.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'case_view' AND column_name = 'opens_list');
SET @step = IF(@there = 0, 'ALTER TABLE case_view ADD COLUMN opens_list BOOLEAN NOT NULL DEFAULT FALSE', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
