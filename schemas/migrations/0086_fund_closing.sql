-- The year-end close (bokslut) of a fund: asked for by one person and confirmed by another, and opened again in the same way. Each
-- step is a row with the figures as they stood; fund_balance holds what is open now, because every movement of money is a
-- conditional update of that row.
CREATE TABLE IF NOT EXISTS fund_closing (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    fund_id BIGINT NOT NULL,
    year INT NOT NULL,
    step VARCHAR(20) NOT NULL,
    text VARCHAR(500) NOT NULL,
    allocated_ore BIGINT NOT NULL,
    granted_ore BIGINT NOT NULL,
    paid_ore BIGINT NOT NULL,
    released_ore BIGINT NOT NULL,
    repaid_ore BIGINT NOT NULL,
    actor_id BIGINT NOT NULL,
    made_at DATETIME(6) NOT NULL,
    KEY fund_id (fund_id, id),
    FOREIGN KEY (fund_id) REFERENCES fund (id),
    FOREIGN KEY (actor_id) REFERENCES user_account (id),
    CHECK (step IN ('asked', 'closed', 'withdrawn', 'reopen_asked', 'reopened', 'reopen_withdrawn'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'fund_balance' AND column_name = 'closed_through');
SET @step = IF(@there = 0, 'ALTER TABLE fund_balance ADD COLUMN closed_through DATE NULL, ADD COLUMN closing_step VARCHAR(20) NOT NULL DEFAULT ''none'', ADD COLUMN closing_year INT NULL, ADD COLUMN closing_by BIGINT NULL', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
-- A payment made before it was known here (earlier year, other system): written down by one person and booked by another of
-- finance, without any run and without paying again. `open` is empty for one that is settled: a case has one open at most.
CREATE TABLE IF NOT EXISTS past_payment (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT NOT NULL,
    amount_ore BIGINT NOT NULL,
    paid_on DATE NOT NULL,
    reference VARCHAR(200) NOT NULL,
    text VARCHAR(500) NOT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'asked',
    open BOOLEAN NULL DEFAULT TRUE,
    asked_by BIGINT NOT NULL,
    asked_at DATETIME(6) NOT NULL,
    settled_by BIGINT NULL,
    settled_at DATETIME(6) NULL,
    payment_id BIGINT NULL,
    UNIQUE KEY case_open (case_id, open),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (asked_by) REFERENCES user_account (id),
    FOREIGN KEY (settled_by) REFERENCES user_account (id),
    FOREIGN KEY (payment_id) REFERENCES payment (id),
    CHECK (amount_ore > 0),
    CHECK (state IN ('asked', 'booked', 'withdrawn')),
    CHECK ((state = 'asked') = (open IS NOT NULL)),
    CHECK ((state = 'asked') = (settled_by IS NULL)),
    CHECK ((state = 'booked') = (payment_id IS NOT NULL)),
    CHECK (state <> 'booked' OR settled_by <> asked_by)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
