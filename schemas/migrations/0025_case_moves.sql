-- Each time cases are moved to another version of their workflow, and what each case was before: so that those not moved on
-- since can be put back.
CREATE TABLE IF NOT EXISTS case_move_run (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    workflow VARCHAR(60) NOT NULL,
    to_version INT NOT NULL,
    started_by VARCHAR(200) NOT NULL,
    started_at DATETIME(6) NOT NULL,
    finished_at DATETIME(6) NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS case_move (
    run_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    from_version INT NOT NULL,
    from_state VARCHAR(60) NOT NULL,
    to_version INT NOT NULL,
    to_state VARCHAR(60) NOT NULL,
    case_version INT NOT NULL,
    proceeding_sequence INT NOT NULL DEFAULT 0,
    undo_effects VARCHAR(500) NOT NULL DEFAULT '',
    moved_at DATETIME(6) NOT NULL,
    undone_at DATETIME(6) NULL,
    PRIMARY KEY (run_id, case_id),
    KEY case_id (case_id),
    FOREIGN KEY (run_id) REFERENCES case_move_run (id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
