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
