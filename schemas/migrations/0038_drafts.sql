-- What a person has typed into a form and not sent: kept while they type, theirs alone, gone when it is sent.
CREATE TABLE IF NOT EXISTS form_draft (
    user_id BIGINT NOT NULL,
    draft_key VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    fields MEDIUMTEXT NOT NULL,
    saved_at DATETIME(6) NOT NULL,
    PRIMARY KEY (user_id, draft_key),
    KEY saved_at (saved_at),
    FOREIGN KEY (user_id) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
