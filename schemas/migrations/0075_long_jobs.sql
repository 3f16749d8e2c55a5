-- Work that takes longer than a page should: asked for by a person, done by whichever server takes its row. Whoever has it
-- renews the lease as it goes; a server that died is taken over when the lease has run out, at `place`.
CREATE TABLE IF NOT EXISTS long_job (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    kind VARCHAR(40) NOT NULL,
    title VARCHAR(200) NOT NULL,
    what TEXT NOT NULL,
    about VARCHAR(200) NOT NULL DEFAULT '',
    language VARCHAR(2) NOT NULL,
    asked_by BIGINT NOT NULL,
    asked_at DATETIME(6) NOT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'waiting',
    cancel_asked BOOLEAN NOT NULL DEFAULT FALSE,
    total BIGINT NOT NULL DEFAULT 0,
    done BIGINT NOT NULL DEFAULT 0,
    place VARCHAR(200) NOT NULL DEFAULT '',
    counts TEXT NOT NULL,
    problems TEXT NOT NULL,
    attempts INT NOT NULL DEFAULT 0,
    not_before DATETIME(6) NOT NULL,
    runner VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    lease_until DATETIME(6) NULL,
    beats BIGINT NOT NULL DEFAULT 0,
    started_at DATETIME(6) NULL,
    ended_at DATETIME(6) NULL,
    file_name VARCHAR(200) NULL,
    file_type VARCHAR(100) NULL,
    file_bytes BIGINT NULL,
    KEY asked_by (asked_by, id),
    KEY state (state, not_before, id),
    FOREIGN KEY (asked_by) REFERENCES user_account (id),
    CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CHECK ((state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)),
    CHECK (total >= 0 AND done >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- The file a job made, in pieces of limits::document_chunk_bytes; kept for some days after the job has ended.
CREATE TABLE IF NOT EXISTS long_job_piece (
    job_id BIGINT NOT NULL,
    sequence INT NOT NULL,
    bytes MEDIUMBLOB NOT NULL,
    PRIMARY KEY (job_id, sequence),
    FOREIGN KEY (job_id) REFERENCES long_job (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
