-- Files of every kind, in pieces of 1 MiB, never changed: a new version is a new document.
CREATE TABLE IF NOT EXISTS document (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    media_type VARCHAR(100) NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_by BIGINT NULL,
    created_at DATETIME(6) NOT NULL,
    FOREIGN KEY (created_by) REFERENCES user_account (id),
    CHECK (size_bytes >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
CREATE TABLE IF NOT EXISTS document_chunk (
    document_id BIGINT NOT NULL,
    sequence INT NOT NULL,
    bytes MEDIUMBLOB NOT NULL,
    PRIMARY KEY (document_id, sequence),
    FOREIGN KEY (document_id) REFERENCES document (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
