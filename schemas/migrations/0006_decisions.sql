-- The proposal in force of a case, and its decisions. snapshot holds every value the decision rested on, as JSON.
CREATE TABLE IF NOT EXISTS proposal (
    case_id BIGINT PRIMARY KEY,
    outcome VARCHAR(30) NOT NULL,
    amount_ore BIGINT NOT NULL,
    fund_id BIGINT NULL,
    reasons MEDIUMTEXT NOT NULL,
    conditions MEDIUMTEXT NOT NULL,
    period_from DATE NULL,
    period_to DATE NULL,
    calculation MEDIUMTEXT NOT NULL,
    prepared_by BIGINT NOT NULL,
    prepared_at DATETIME(6) NOT NULL,
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (fund_id) REFERENCES fund (id),
    FOREIGN KEY (prepared_by) REFERENCES user_account (id),
    CHECK (amount_ore >= 0),
    CHECK (outcome IN ('approved', 'partly_approved', 'rejected'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS decision (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT NOT NULL,
    sequence INT NOT NULL,
    outcome VARCHAR(30) NOT NULL,
    amount_ore BIGINT NOT NULL,
    fund_id BIGINT NULL,
    reasons MEDIUMTEXT NOT NULL,
    conditions MEDIUMTEXT NOT NULL,
    period_from DATE NULL,
    period_to DATE NULL,
    prepared_by BIGINT NULL,
    decided_by BIGINT NOT NULL,
    decided_on DATE NOT NULL,
    decided_at DATETIME(6) NOT NULL,
    snapshot MEDIUMTEXT NOT NULL,
    UNIQUE KEY case_sequence (case_id, sequence),
    KEY decided_on (decided_on),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (fund_id) REFERENCES fund (id),
    FOREIGN KEY (prepared_by) REFERENCES user_account (id),
    FOREIGN KEY (decided_by) REFERENCES user_account (id),
    CHECK (amount_ore >= 0),
    CHECK (outcome IN ('approved', 'partly_approved', 'rejected', 'dismissed', 'closed_without_decision')),
    CHECK (prepared_by IS NULL OR prepared_by <> decided_by OR outcome = 'closed_without_decision')
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
CREATE TABLE IF NOT EXISTS dispatch (
    decision_id BIGINT PRIMARY KEY,
    document_id BIGINT NOT NULL,
    dispatched_by BIGINT NOT NULL,
    dispatched_on DATE NOT NULL,
    FOREIGN KEY (decision_id) REFERENCES decision (id),
    FOREIGN KEY (document_id) REFERENCES document (id),
    FOREIGN KEY (dispatched_by) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
