-- Where an outlet lies: SWEREF 99 TM, metres. The nearest ones are looked for in a box around it first.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'outlet' AND column_name = 'north_m');
SET @step = IF(@there = 0,
    'ALTER TABLE outlet ADD COLUMN north_m INT NULL, ADD COLUMN east_m INT NULL, ADD KEY north_east (north_m, east_m),
     ADD CONSTRAINT outlet_position CHECK ((north_m IS NULL) = (east_m IS NULL))',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
