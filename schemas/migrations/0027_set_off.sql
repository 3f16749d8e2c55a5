-- A debt of recovery that is paid with another payment to the same recipient (2024:1243 43 §). Said when the payment is
-- attested, held while it is on its way, booked with it as a repayment; a payment the bank rejects takes it along.
CREATE TABLE IF NOT EXISTS set_off (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    payment_id BIGINT NOT NULL,
    recovery_id BIGINT NOT NULL,
    amount_ore BIGINT NOT NULL,
    UNIQUE KEY payment_recovery (payment_id, recovery_id),
    KEY recovery_id (recovery_id),
    FOREIGN KEY (payment_id) REFERENCES payment (id),
    FOREIGN KEY (recovery_id) REFERENCES proceeding (id),
    CHECK (amount_ore > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- The payment a repayment was made with. Null: the recipient paid it in.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'recovery_entry' AND column_name = 'payment_id');
SET @step = IF(@there = 0,
    'ALTER TABLE recovery_entry ADD COLUMN payment_id BIGINT NULL AFTER kind, ADD FOREIGN KEY (payment_id) REFERENCES payment (id)',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
