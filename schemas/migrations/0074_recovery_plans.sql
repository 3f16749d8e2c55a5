-- A debt of recovery that is paid in parts, or written off because it will not be paid; and what the bank says has come in by the
-- reference of a debt. The newest plan of a recovery holds; one without instalments says that there is none any more.
CREATE TABLE IF NOT EXISTS recovery_plan (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    proceeding_id BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at DATETIME(6) NOT NULL,
    KEY proceeding_id (proceeding_id, id),
    FOREIGN KEY (proceeding_id) REFERENCES proceeding (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
CREATE TABLE IF NOT EXISTS recovery_instalment (
    plan_id BIGINT NOT NULL,
    position INT NOT NULL,
    due_on DATE NOT NULL,
    amount_ore BIGINT NOT NULL,
    PRIMARY KEY (plan_id, position),
    FOREIGN KEY (plan_id) REFERENCES recovery_plan (id),
    CHECK (amount_ore > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- The check on the kinds has no name of its own: found by what it says, as in 0059.
SET @name = (SELECT MAX(constraint_name) FROM information_schema.check_constraints
             WHERE constraint_schema = DATABASE() AND check_clause LIKE '%repayment%' AND check_clause LIKE '%reduction%'
               AND check_clause NOT LIKE '%write_off%');
SET @step = IF(@name IS NULL, 'DO 0', CONCAT('ALTER TABLE recovery_entry DROP CONSTRAINT `', @name, '`'));
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
SET @there = (SELECT COUNT(*) FROM information_schema.table_constraints
              WHERE table_schema = DATABASE() AND table_name = 'recovery_entry' AND constraint_name = 'recovery_entry_kind');
SET @step = IF(@there = 0,
    'ALTER TABLE recovery_entry ADD CONSTRAINT recovery_entry_kind CHECK (kind IN (''repayment'', ''reduction'', ''write_off''))', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'bank_entry' AND column_name = 'proceeding_id');
SET @step = IF(@there = 0,
    'ALTER TABLE bank_entry ADD COLUMN proceeding_id BIGINT NULL AFTER payment_id, ADD FOREIGN KEY (proceeding_id) REFERENCES proceeding (id)',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
SET @name = (SELECT MAX(constraint_name) FROM information_schema.check_constraints
             WHERE constraint_schema = DATABASE() AND check_clause LIKE '%payment_id%' AND check_clause LIKE '%done%'
               AND check_clause NOT LIKE '%proceeding_id%');
SET @step = IF(@name IS NULL, 'DO 0', CONCAT('ALTER TABLE bank_entry DROP CONSTRAINT `', @name, '`'));
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
SET @there = (SELECT COUNT(*) FROM information_schema.table_constraints
              WHERE table_schema = DATABASE() AND table_name = 'bank_entry' AND constraint_name = 'bank_entry_moved');
SET @step = IF(@there = 0,
    'ALTER TABLE bank_entry ADD CONSTRAINT bank_entry_moved CHECK (state <> ''done'' OR payment_id IS NOT NULL OR proceeding_id IS NOT NULL)',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
