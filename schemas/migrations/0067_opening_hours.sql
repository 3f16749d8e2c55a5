-- When an outlet is open, as providers/opening_text writes it: {"usual": seven days of [["09:00", "18:00"]], "seasons": [],
-- "days": []}. Written as in 0011.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'outlet' AND column_name = 'opening_hours');
SET @step = IF(@there = 0, 'ALTER TABLE outlet ADD COLUMN opening_hours MEDIUMTEXT NULL AFTER hours_per_week', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
