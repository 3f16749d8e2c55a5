-- What a fund may bear besides its balance: part budgets (delpottar) inside it for a support form, a kommun or both, and the
-- authorisation (bemyndigande) of a source to commit money that falls due after a year. Both are guards as fund_balance is:
-- taken by a conditional update in the transaction of the ledger row. `version` of fund_balance is raised by whoever adds a
-- guard, so that what is taken meanwhile is counted by one of them.
CREATE TABLE IF NOT EXISTS part_budget (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    fund_id BIGINT NOT NULL,
    form VARCHAR(60) NOT NULL DEFAULT '',
    municipality_code VARCHAR(4) NOT NULL DEFAULT '',
    ceiling_ore BIGINT NOT NULL,
    taken_ore BIGINT NOT NULL DEFAULT 0,
    UNIQUE KEY part (fund_id, form, municipality_code),
    FOREIGN KEY (fund_id) REFERENCES fund (id),
    CHECK (form <> '' OR municipality_code <> ''),
    CHECK (ceiling_ore >= 0 AND taken_ore >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS commitment_authorisation (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    source VARCHAR(30) NOT NULL,
    year INT NOT NULL,
    ceiling_ore BIGINT NOT NULL,
    committed_ore BIGINT NOT NULL DEFAULT 0,
    UNIQUE KEY source_year (source, year),
    CHECK (ceiling_ore >= 0 AND committed_ore >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'fund_balance' AND column_name = 'version');
SET @step = IF(@there = 0, 'ALTER TABLE fund_balance ADD COLUMN version INT NOT NULL DEFAULT 1', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
-- What was booked on a fund in each calendar year: the sum of its ledger rows of those kinds, so that the budget page need not
-- read them. granted_ore is net of later corrections.
CREATE TABLE IF NOT EXISTS fund_year (
    fund_id BIGINT NOT NULL,
    year INT NOT NULL,
    granted_ore BIGINT NOT NULL DEFAULT 0,
    paid_ore BIGINT NOT NULL DEFAULT 0,
    released_ore BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (fund_id, year),
    KEY year (year),
    FOREIGN KEY (fund_id) REFERENCES fund (id),
    CHECK (paid_ore >= 0 AND released_ore >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
INSERT IGNORE INTO fund_year (fund_id, year, granted_ore, paid_ore, released_ore)
SELECT fund_id, YEAR(booked_on), SUM(CASE kind WHEN 'grant' THEN amount_ore WHEN 'correction' THEN -amount_ore ELSE 0 END),
       SUM(IF(kind = 'payment', amount_ore, 0)), SUM(IF(kind = 'release', amount_ore, 0)) FROM ledger_entry
WHERE kind IN ('grant', 'correction', 'payment', 'release') GROUP BY fund_id, YEAR(booked_on);
