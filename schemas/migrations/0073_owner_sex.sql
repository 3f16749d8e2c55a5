-- Whether women, men or both own and lead the company: kept for the statistics of the follow-up (domain §4.2), empty where nobody
-- has said. Written as in 0011.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'organisation' AND column_name = 'owner_sex');
SET @step = IF(@there = 0, 'ALTER TABLE organisation ADD COLUMN owner_sex VARCHAR(10) NOT NULL DEFAULT '''' AFTER kind', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
