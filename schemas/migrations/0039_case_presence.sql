-- Who has a case before them: written by their page now and then while they work with it, and forgotten when it stops.
CREATE TABLE IF NOT EXISTS case_presence (
    case_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    writing BOOLEAN NOT NULL DEFAULT FALSE,
    seen_at DATETIME(6) NOT NULL,
    PRIMARY KEY (case_id, user_id),
    KEY seen_at (seen_at),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (user_id) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
