-- Which letter is whose: of a decision or of a request, with the versions of the texts it was drawn from. The newest letter
-- of a decision is the one that is dispatched; older ones stay as they were made.
CREATE TABLE IF NOT EXISTS letter (
    document_id BIGINT PRIMARY KEY,
    case_id BIGINT NOT NULL,
    decision_id BIGINT NULL,
    request_id BIGINT NULL,
    texts MEDIUMTEXT NOT NULL,
    KEY case_id (case_id, document_id),
    KEY decision_id (decision_id, document_id),
    KEY request_id (request_id, document_id),
    FOREIGN KEY (document_id) REFERENCES document (id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (decision_id) REFERENCES decision (id),
    FOREIGN KEY (request_id) REFERENCES case_request (id),
    CHECK ((decision_id IS NULL) <> (request_id IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- Letters from before this table, each of the decision that was the newest when it was made.
INSERT IGNORE INTO letter (document_id, case_id, decision_id, request_id, texts)
SELECT made.document_id, made.case_id, made.decision_id, NULL, '[]' FROM (
    SELECT case_document.document_id, case_document.case_id,
           (SELECT decision.id FROM decision WHERE decision.case_id = case_document.case_id
             AND decision.decided_at <= document.created_at ORDER BY decision.sequence DESC LIMIT 1) AS decision_id
    FROM case_document JOIN document ON document.id = case_document.document_id
    WHERE case_document.kind = 'decision_letter') AS made
WHERE made.decision_id IS NOT NULL;
-- What a proposal approves of each cost of the application, with the reason for less (JSON, decisions/approved_cost).
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'proposal' AND column_name = 'costs');
SET @step = IF(@there = 0, 'ALTER TABLE proposal ADD COLUMN costs MEDIUMTEXT NULL AFTER calculation', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
