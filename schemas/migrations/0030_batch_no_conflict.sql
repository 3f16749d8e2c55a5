-- Whoever decides many at one go may say once that there is no conflict of interest; it is written with the step of each
-- case, so that a case that is refused is left without it. Written as in 0011.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'decision_batch' AND column_name = 'no_conflict');
SET @step = IF(@there = 0, 'ALTER TABLE decision_batch ADD COLUMN no_conflict BOOLEAN NOT NULL DEFAULT FALSE AFTER reason', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
