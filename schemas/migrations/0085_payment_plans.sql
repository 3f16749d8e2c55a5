-- When what is granted is to be paid: the plan of each decision, a row a year, which sums to its amount. case_commitment is what
-- is left of the plan in force, by year; the authorisations count it. Decisions made before this get the plan that was read out
-- of them: all in the last year of their period, else in that of the decision.
CREATE TABLE IF NOT EXISTS payment_plan (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT NOT NULL,
    decision_id BIGINT NOT NULL,
    decided_on DATE NOT NULL,
    due_year INT NOT NULL,
    amount_ore BIGINT NOT NULL,
    UNIQUE KEY decision_year (decision_id, due_year),
    KEY case_id (case_id, decision_id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (decision_id) REFERENCES decision (id),
    CHECK (amount_ore > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
CREATE TABLE IF NOT EXISTS case_commitment (
    case_id BIGINT NOT NULL,
    due_year INT NOT NULL,
    fund_id BIGINT NOT NULL,
    amount_ore BIGINT NOT NULL,
    PRIMARY KEY (case_id, due_year),
    KEY fund_id (fund_id, due_year, amount_ore),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (fund_id) REFERENCES fund (id),
    CHECK (amount_ore > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'proposal' AND column_name = 'payment_plan');
SET @step = IF(@there = 0, 'ALTER TABLE proposal ADD COLUMN payment_plan VARCHAR(1000) NOT NULL DEFAULT ''''', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
INSERT IGNORE INTO payment_plan (case_id, decision_id, decided_on, due_year, amount_ore)
SELECT case_id, id, decided_on, YEAR(COALESCE(period_to, decided_on)), amount_ore FROM decision
WHERE kind IN ('grant', 'change') AND outcome IN ('approved', 'partly_approved') AND amount_ore > 0;
INSERT IGNORE INTO case_commitment (case_id, due_year, fund_id, amount_ore)
SELECT c.id, p.due_year, c.fund_id, c.granted_ore - c.paid_ore - c.released_ore FROM aid_case c
JOIN payment_plan p ON p.case_id = c.id AND p.decision_id = (SELECT MAX(q.decision_id) FROM payment_plan q WHERE q.case_id = c.id)
WHERE c.granted_ore > c.paid_ore + c.released_ore AND c.fund_id IS NOT NULL;
