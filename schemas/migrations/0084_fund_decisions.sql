-- Every decision about the money of funds, with its day and reference: money allocated, withdrawn or moved between funds, the
-- ceiling of a part budget, an authorisation. A correction is a new decision that names the one it corrects; amount_ore is what
-- stands after it. A row of the ledger names its decision, and of a move the fund at the other end.
CREATE TABLE IF NOT EXISTS fund_decision (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    kind VARCHAR(30) NOT NULL,
    fund_id BIGINT NULL,
    to_fund_id BIGINT NULL,
    part_budget_id BIGINT NULL,
    authorisation_id BIGINT NULL,
    amount_ore BIGINT NOT NULL,
    decided_on DATE NOT NULL,
    reference VARCHAR(200) NOT NULL,
    text VARCHAR(500) NOT NULL,
    corrects_id BIGINT NULL,
    actor_id BIGINT NULL,
    made_at DATETIME(6) NOT NULL,
    UNIQUE KEY corrects_id (corrects_id),
    KEY fund_id (fund_id, id),
    KEY to_fund_id (to_fund_id, id),
    KEY authorisation_id (authorisation_id, decided_on, id),
    FOREIGN KEY (fund_id) REFERENCES fund (id),
    FOREIGN KEY (to_fund_id) REFERENCES fund (id),
    FOREIGN KEY (part_budget_id) REFERENCES part_budget (id),
    FOREIGN KEY (authorisation_id) REFERENCES commitment_authorisation (id),
    FOREIGN KEY (corrects_id) REFERENCES fund_decision (id),
    FOREIGN KEY (actor_id) REFERENCES user_account (id),
    CHECK (amount_ore >= 0),
    CHECK (kind IN ('allocation', 'withdrawal', 'move', 'part_budget', 'authorisation')),
    CHECK ((kind = 'authorisation') = (fund_id IS NULL)),
    CHECK ((kind = 'authorisation') = (authorisation_id IS NOT NULL)),
    CHECK ((kind = 'move') = (to_fund_id IS NOT NULL)),
    CHECK ((kind = 'part_budget') = (part_budget_id IS NOT NULL)),
    CHECK (to_fund_id IS NULL OR to_fund_id <> fund_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'ledger_entry' AND column_name = 'decision_id');
SET @step = IF(@there = 0, 'ALTER TABLE ledger_entry ADD COLUMN decision_id BIGINT NULL, ADD COLUMN other_fund_id BIGINT NULL, ADD KEY decision_id (decision_id), ADD CONSTRAINT ledger_entry_decision FOREIGN KEY (decision_id) REFERENCES fund_decision (id), ADD CONSTRAINT ledger_entry_other_fund FOREIGN KEY (other_fund_id) REFERENCES fund (id)', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
