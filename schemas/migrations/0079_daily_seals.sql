-- Daily seals: what the funds summed to and where each chain of hashes ended, signed with a key that is not in the database, each naming
-- the one before. `content` is the very text that was signed.
CREATE TABLE IF NOT EXISTS daily_seal (
    sequence BIGINT PRIMARY KEY,
    sealed_on DATE NOT NULL,
    covers_until DATETIME(6) NOT NULL,
    content MEDIUMTEXT NOT NULL,
    sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    public_key VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    signature VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    made_by BIGINT NULL,
    made_by_name VARCHAR(200) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    KEY sealed_on (sealed_on),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK (sequence > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- Where the diary of each case stood that had grown since the seal before. The seal holds a hash over these rows.
CREATE TABLE IF NOT EXISTS daily_seal_diary (
    case_id BIGINT NOT NULL,
    sequence INT NOT NULL,
    seal_sequence BIGINT NOT NULL,
    hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (case_id, sequence),
    KEY seal_sequence (seal_sequence, case_id),
    FOREIGN KEY (seal_sequence) REFERENCES daily_seal (sequence),
    FOREIGN KEY (case_id) REFERENCES aid_case (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
