-- Funds, their balances, and the ledger every balance is the sum of. A row of the ledger moves an amount from the credit
-- account to the debit account of one fund; the balance row is the guard and is written in the same transaction.
CREATE TABLE IF NOT EXISTS fund (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    year INT NOT NULL,
    source VARCHAR(30) NOT NULL,
    reuse_released BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE KEY code (code),
    KEY year (year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS fund_balance (
    fund_id BIGINT PRIMARY KEY,
    allocated_ore BIGINT NOT NULL DEFAULT 0,
    reserved_ore BIGINT NOT NULL DEFAULT 0,
    granted_ore BIGINT NOT NULL DEFAULT 0,
    paid_ore BIGINT NOT NULL DEFAULT 0,
    released_ore BIGINT NOT NULL DEFAULT 0,
    repaid_ore BIGINT NOT NULL DEFAULT 0,
    reusable_ore BIGINT NOT NULL DEFAULT 0,
    FOREIGN KEY (fund_id) REFERENCES fund (id),
    CHECK (allocated_ore >= 0 AND reserved_ore >= 0 AND granted_ore >= 0 AND paid_ore >= 0 AND released_ore >= 0
           AND repaid_ore >= 0 AND reusable_ore >= 0),
    CHECK (reserved_ore + granted_ore <= allocated_ore + reusable_ore),
    CHECK (paid_ore + released_ore <= granted_ore),
    CHECK (repaid_ore <= paid_ore)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
