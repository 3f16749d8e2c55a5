-- Views of the list of cases that somebody has saved: the address after /cases?. A shared one is seen by all.
CREATE TABLE IF NOT EXISTS case_view (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    owner_id BIGINT NOT NULL,
    name VARCHAR(60) NOT NULL,
    query VARCHAR(1000) NOT NULL,
    shared BOOLEAN NOT NULL DEFAULT FALSE,
    made_at DATETIME(6) NOT NULL,
    UNIQUE KEY owner_name (owner_id, name),
    KEY shared (shared),
    FOREIGN KEY (owner_id) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
