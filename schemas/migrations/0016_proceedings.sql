-- What runs beside the case itself, each with a state of its own: a claim for payment, a change, an appeal, a stop of
-- payment (2024:1243 33 §) and a recovery (40-43 §§). Several may run at once; the case keeps its own state (domain §3.2).
CREATE TABLE IF NOT EXISTS proceeding (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT NOT NULL,
    sequence INT NOT NULL,
    kind VARCHAR(20) NOT NULL,
    workflow VARCHAR(40) NOT NULL,
    workflow_version INT NOT NULL,
    state VARCHAR(40) NOT NULL,
    stage VARCHAR(20) NOT NULL,
    opened_on DATE NOT NULL,
    closed_on DATE NULL,
    proposed_ore BIGINT NOT NULL DEFAULT 0,
    reserved_ore BIGINT NOT NULL DEFAULT 0,
    decided_ore BIGINT NOT NULL DEFAULT 0,
    outcome VARCHAR(30) NULL,
    data MEDIUMTEXT NOT NULL,
    UNIQUE KEY case_sequence (case_id, sequence),
    KEY stage_kind (stage, kind, state, id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    CHECK (kind IN ('claim', 'change', 'appeal', 'non_payment', 'recovery')),
    CHECK (stage IN ('open', 'decided', 'closed')),
    CHECK (proposed_ore >= 0 AND reserved_ore >= 0 AND decided_ore >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- Questions with a last day to answer: supplements of the applicant (FL 20 §), opinions of kommuner and others (FL 26 §,
-- 2024:1243 28 §), hearings before an adverse decision (FL 25 §). Several may be open at once.
CREATE TABLE IF NOT EXISTS case_request (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT NOT NULL,
    proceeding_id BIGINT NULL,
    kind VARCHAR(20) NOT NULL,
    recipient VARCHAR(200) NOT NULL,
    recipient_kind VARCHAR(20) NOT NULL,
    question MEDIUMTEXT NOT NULL,
    consequence MEDIUMTEXT NOT NULL,
    sent_on DATE NOT NULL,
    due_on DATE NOT NULL,
    reminded_on DATE NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'open',
    closed_on DATE NULL,
    answer MEDIUMTEXT NOT NULL,
    sent_by BIGINT NOT NULL,
    closed_by BIGINT NULL,
    document_id BIGINT NULL,
    KEY case_id (case_id, id),
    KEY status_due (status, due_on, id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (proceeding_id) REFERENCES proceeding (id),
    FOREIGN KEY (sent_by) REFERENCES user_account (id),
    FOREIGN KEY (closed_by) REFERENCES user_account (id),
    FOREIGN KEY (document_id) REFERENCES document (id),
    CHECK (kind IN ('supplement', 'opinion', 'hearing')),
    CHECK (recipient_kind IN ('applicant', 'municipality', 'county_board', 'agency', 'other')),
    CHECK (status IN ('open', 'answered', 'expired', 'cancelled')),
    CHECK (due_on >= sent_on),
    CHECK ((status = 'open') = (closed_on IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- Each person's own word on conflict of interest in a case (FL 16-18 §§): nobody prepares, decides or attests without it.
CREATE TABLE IF NOT EXISTS conflict_declaration (
    case_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    conflicted BOOLEAN NOT NULL,
    reason VARCHAR(500) NOT NULL DEFAULT '',
    declared_at DATETIME(6) NOT NULL,
    PRIMARY KEY (case_id, user_id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (user_id) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- What was looked up about an organisation in other registers, when, and until when it may be relied on (domain §3.3).
CREATE TABLE IF NOT EXISTS organisation_check (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    organisation_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    result VARCHAR(20) NOT NULL,
    checked_on DATE NOT NULL,
    valid_until DATE NOT NULL,
    source VARCHAR(200) NOT NULL,
    note VARCHAR(500) NOT NULL DEFAULT '',
    checked_by BIGINT NOT NULL,
    made_at DATETIME(6) NOT NULL,
    KEY organisation_kind (organisation_id, kind, id),
    FOREIGN KEY (organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (checked_by) REFERENCES user_account (id),
    CHECK (result IN ('clear', 'remark', 'hinder')),
    CHECK (valid_until >= checked_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- A proposal of a proceeding stands beside that of the case (0). A decision says what it decides on.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'proposal' AND column_name = 'proceeding_id');
SET @step = IF(@there = 0,
    'ALTER TABLE proposal ADD COLUMN proceeding_id BIGINT NOT NULL DEFAULT 0 AFTER case_id, DROP PRIMARY KEY, ADD PRIMARY KEY (case_id, proceeding_id)',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'decision' AND column_name = 'kind');
SET @step = IF(@there = 0,
    'ALTER TABLE decision ADD COLUMN kind VARCHAR(20) NOT NULL DEFAULT ''grant'' AFTER sequence, ADD COLUMN proceeding_id BIGINT NULL AFTER kind',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'claim' AND column_name = 'proceeding_id');
SET @step = IF(@there = 0, 'ALTER TABLE claim ADD COLUMN proceeding_id BIGINT NULL AFTER case_id, ADD KEY proceeding_id (proceeding_id)', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
