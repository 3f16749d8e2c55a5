-- Attested payments collected into a run by one person of finance and released by another: the file to the bank is made
-- once, at the release. `live` is empty for a payment the run holds no more, so that one payment is in one live run.
CREATE TABLE IF NOT EXISTS payment_run_counter (
    year INT PRIMARY KEY,
    last_number INT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS payment_run (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    number VARCHAR(33) NOT NULL,
    profile VARCHAR(60) NOT NULL,
    pay_on DATE NOT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'prepared',
    payments INT NOT NULL,
    sum_ore BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    made_at DATETIME(6) NOT NULL,
    released_by BIGINT NULL,
    released_at DATETIME(6) NULL,
    document_id BIGINT NULL,
    sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    sent_by BIGINT NULL,
    sent_at DATETIME(6) NULL,
    reversal_asked_by BIGINT NULL,
    reversal_asked_at DATETIME(6) NULL,
    reversal_reason VARCHAR(1000) NOT NULL DEFAULT '',
    ended_by BIGINT NULL,
    ended_at DATETIME(6) NULL,
    version INT NOT NULL DEFAULT 1,
    UNIQUE KEY number (number),
    KEY state (state, id),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    FOREIGN KEY (released_by) REFERENCES user_account (id),
    FOREIGN KEY (sent_by) REFERENCES user_account (id),
    FOREIGN KEY (reversal_asked_by) REFERENCES user_account (id),
    FOREIGN KEY (ended_by) REFERENCES user_account (id),
    FOREIGN KEY (document_id) REFERENCES document (id),
    CHECK (state IN ('prepared', 'released', 'withdrawn', 'reversed')),
    CHECK (payments > 0 AND sum_ore > 0),
    CHECK (released_by IS NULL OR released_by <> made_by),
    CHECK ((state IN ('released', 'reversed')) = (released_by IS NOT NULL)),
    CHECK ((released_by IS NULL) = (document_id IS NULL)),
    CHECK ((document_id IS NULL) = (sha256 IS NULL)),
    CHECK (sent_by IS NULL OR released_by IS NOT NULL),
    CHECK ((state IN ('withdrawn', 'reversed')) = (ended_by IS NOT NULL)),
    CHECK (state <> 'reversed' OR ended_by <> reversal_asked_by)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS payment_run_line (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    run_id BIGINT NOT NULL,
    position INT NOT NULL,
    payment_id BIGINT NOT NULL,
    amount_ore BIGINT NOT NULL,
    live BOOLEAN NULL DEFAULT TRUE,
    outcome VARCHAR(20) NOT NULL DEFAULT 'waiting',
    UNIQUE KEY run_position (run_id, position),
    UNIQUE KEY payment_live (payment_id, live),
    FOREIGN KEY (run_id) REFERENCES payment_run (id),
    FOREIGN KEY (payment_id) REFERENCES payment (id),
    CHECK (amount_ore > 0),
    CHECK (outcome IN ('waiting', 'paid', 'rejected', 'freed')),
    CHECK ((live IS NULL) = (outcome IN ('rejected', 'freed')))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- Everything done with runs, their files and the bank's answers, in one list in the order it was done, chained as the list
-- of administrative changes is (0045).
CREATE TABLE IF NOT EXISTS payment_event (
    sequence BIGINT PRIMARY KEY,
    subject VARCHAR(40) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    actor_id BIGINT NULL,
    actor_name VARCHAR(200) NOT NULL,
    occurred_at DATETIME(6) NOT NULL,
    text VARCHAR(1000) NOT NULL,
    data TEXT NOT NULL,
    hash_version INT NOT NULL,
    previous_hash CHAR(64) NOT NULL,
    hash CHAR(64) NOT NULL,
    KEY subject (subject, sequence),
    FOREIGN KEY (actor_id) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
CREATE TABLE IF NOT EXISTS payment_event_head (
    id INT PRIMARY KEY,
    sequence BIGINT NOT NULL,
    hash CHAR(64) NOT NULL,
    CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
INSERT IGNORE INTO payment_event_head (id, sequence, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
