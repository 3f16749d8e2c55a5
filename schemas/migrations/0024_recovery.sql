-- What lowers a debt of recovery: paid back, or reduced by decision (2024:1243 42 §). Interest is paid before the debt
-- itself; only what is paid of the debt goes back to the fund.
CREATE TABLE IF NOT EXISTS recovery_entry (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    proceeding_id BIGINT NOT NULL,
    kind VARCHAR(20) NOT NULL,
    booked_on DATE NOT NULL,
    debt_ore BIGINT NOT NULL,
    interest_ore BIGINT NOT NULL,
    note VARCHAR(500) NOT NULL DEFAULT '',
    made_by BIGINT NOT NULL,
    made_at DATETIME(6) NOT NULL,
    KEY proceeding_id (proceeding_id, id),
    FOREIGN KEY (proceeding_id) REFERENCES proceeding (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK (kind IN ('repayment', 'reduction')),
    CHECK (debt_ore >= 0 AND interest_ore >= 0 AND debt_ore + interest_ore > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
