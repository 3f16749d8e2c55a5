-- Files of vouchers to the accounting system (SIE 4I): each voucher is in one, in the order of the numbers. The file is kept as it was made;
-- `heading` holds what it said of company, accounts and objects, so that it can be made again byte for byte from the vouchers.
CREATE TABLE IF NOT EXISTS sie_export (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    series VARCHAR(10) NOT NULL,
    year INT NOT NULL,
    from_number BIGINT NOT NULL,
    to_number BIGINT NOT NULL,
    vouchers INT NOT NULL,
    debit_ore BIGINT NOT NULL,
    generated_on DATE NOT NULL,
    heading MEDIUMTEXT NOT NULL,
    document_id BIGINT NOT NULL,
    sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    made_by BIGINT NULL,
    made_by_name VARCHAR(200) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    UNIQUE KEY series_from (series, year, from_number),
    UNIQUE KEY series_to (series, year, to_number),
    FOREIGN KEY (document_id) REFERENCES document (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK (from_number > 0 AND to_number >= from_number AND vouchers = to_number - from_number + 1 AND debit_ore > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- The reconciliation of a day looks entries of the bank up by the payment they name.
SET @there = (SELECT COUNT(*) FROM information_schema.statistics
              WHERE table_schema = DATABASE() AND table_name = 'bank_entry' AND index_name = 'end_to_end_id');
SET @step = IF(@there = 0, 'ALTER TABLE bank_entry ADD KEY end_to_end_id (end_to_end_id), ADD KEY booked_on (booked_on)', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
