-- Why a person has roles that two persons should have between them; empty for all others, and for those given before this.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'user_account' AND column_name = 'weak_reason');
SET @step = IF(@there = 0, 'ALTER TABLE user_account ADD COLUMN weak_reason VARCHAR(500) NOT NULL DEFAULT ''''', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
