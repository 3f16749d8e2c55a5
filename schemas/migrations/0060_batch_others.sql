-- Who took part in the handling of cases that are decided at one go (FL 31 §): named in the decision and letter of each.
-- Written as in 0011.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'decision_batch' AND column_name = 'others');
SET @step = IF(@there = 0, 'ALTER TABLE decision_batch ADD COLUMN others VARCHAR(200) NOT NULL DEFAULT '''' AFTER no_conflict', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
