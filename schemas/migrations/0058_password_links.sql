-- A link by which a person chooses a new password without the old one: made by an administrator, used once.
CREATE TABLE IF NOT EXISTS password_link (
    token_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    user_id BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    used_at DATETIME(6) NULL,
    KEY user_id (user_id),
    KEY expires_at (expires_at),
    FOREIGN KEY (user_id) REFERENCES user_account (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
