-- The register of documents of a case: a number each (its versions share it), from or to whom, and the day it came, went or
-- was drawn up. `secrecy` names a ground of schemas/parameters/secrecy_grounds.json; the diary has who marked and why.
-- Written as in 0011.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'case_document' AND column_name = 'number');
SET @step = IF(@there = 0,
               'ALTER TABLE case_document ADD COLUMN number INT NOT NULL DEFAULT 0, ADD COLUMN version INT NOT NULL DEFAULT 1,
                ADD COLUMN newest BOOLEAN NOT NULL DEFAULT TRUE, ADD COLUMN counterpart VARCHAR(300) NOT NULL DEFAULT '''',
                ADD COLUMN dated_on DATE NULL, ADD COLUMN secrecy VARCHAR(60) NOT NULL DEFAULT ''''', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
UPDATE case_document AS c
    JOIN (SELECT case_id, document_id, ROW_NUMBER() OVER (PARTITION BY case_id ORDER BY document_id) AS place
          FROM case_document) AS r ON r.case_id = c.case_id AND r.document_id = c.document_id
    SET c.number = r.place WHERE c.number = 0;
SET @there = (SELECT COUNT(*) FROM information_schema.statistics
              WHERE table_schema = DATABASE() AND table_name = 'case_document' AND index_name = 'case_number');
SET @step = IF(@there = 0, 'ALTER TABLE case_document ADD UNIQUE KEY case_number (case_id, number, version)', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
CREATE TABLE IF NOT EXISTS case_document_counter (
    case_id BIGINT PRIMARY KEY,
    last_number INT NOT NULL,
    FOREIGN KEY (case_id) REFERENCES aid_case (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
INSERT IGNORE INTO case_document_counter (case_id, last_number)
    SELECT case_id, MAX(number) FROM case_document GROUP BY case_id;
-- Somebody asks for a document out (TF 2:15, OSL 5-6): who, what was answered and why. `asked_by` may be empty: nobody has to
-- say who they are.
CREATE TABLE IF NOT EXISTS harm_test (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT NOT NULL,
    document_id BIGINT NOT NULL,
    asked_on DATE NOT NULL,
    asked_by VARCHAR(200) NOT NULL,
    decision VARCHAR(10) NOT NULL,
    ground VARCHAR(60) NOT NULL,
    reason TEXT NOT NULL,
    decided_by BIGINT NOT NULL,
    decided_at DATETIME(6) NOT NULL,
    KEY case_document (case_id, document_id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (document_id) REFERENCES document (id),
    FOREIGN KEY (decided_by) REFERENCES user_account (id),
    CHECK (decision IN ('given', 'in_part', 'refused')),
    CHECK (decision = 'given' OR ground <> '')
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- Each opening of a document that was marked as secret then.
CREATE TABLE IF NOT EXISTS document_opening (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    document_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    opened_by BIGINT NULL,
    actor_name VARCHAR(200) NOT NULL,
    way VARCHAR(10) NOT NULL,
    opened_at DATETIME(6) NOT NULL,
    KEY document_id (document_id, id),
    FOREIGN KEY (document_id) REFERENCES document (id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    CHECK (way IN ('page', 'download', 'api', 'pack'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
