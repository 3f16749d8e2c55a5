-- Conditions as duties: those of a proposal are kept with it as JSON, those of a decision are rows with a status. A later
-- decision takes the place of the rows before it; carried_from names the one whose status went along. falls_on is the due
-- day, or the last day there is for what has none: what lists are ordered and paged by.
CREATE TABLE IF NOT EXISTS decision_condition (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT NOT NULL,
    decision_id BIGINT NOT NULL,
    sequence INT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    text VARCHAR(1000) NOT NULL,
    due_on DATE NULL,
    falls_on DATE NOT NULL,
    evidence VARCHAR(200) NOT NULL DEFAULT '',
    owner VARCHAR(20) NOT NULL,
    blocks_payment BOOLEAN NOT NULL DEFAULT FALSE,
    status VARCHAR(20) NOT NULL DEFAULT 'open',
    status_by BIGINT NULL,
    status_at DATETIME(6) NULL,
    note MEDIUMTEXT NOT NULL,
    document_id BIGINT NULL,
    carried_from BIGINT NULL,
    version INT NOT NULL DEFAULT 1,
    UNIQUE KEY decision_sequence (decision_id, sequence),
    KEY case_id (case_id, status),
    KEY status_falls (status, falls_on, id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (decision_id) REFERENCES decision (id),
    FOREIGN KEY (status_by) REFERENCES user_account (id),
    FOREIGN KEY (document_id) REFERENCES document (id),
    FOREIGN KEY (carried_from) REFERENCES decision_condition (id),
    CHECK (owner IN ('recipient', 'officer')),
    CHECK (status IN ('open', 'met', 'breached', 'waived', 'replaced')),
    CHECK (due_on IS NULL OR due_on = falls_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- Null: proposed before there were rows; its plain text is read line by line. Written as in 0011.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'proposal' AND column_name = 'duties');
SET @step = IF(@there = 0, 'ALTER TABLE proposal ADD COLUMN duties MEDIUMTEXT NULL AFTER conditions', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
