-- Every change an administrator makes, in one list in the order it was made: accounts, roles, tokens, delegation and
-- absences. Each row holds a hash over itself and the row before, as the diary of a case does, so that a row changed,
-- taken out or cut off shows. Changes made before this migration stay in user_event and delegation_event alone.
CREATE TABLE IF NOT EXISTS admin_event (
    sequence BIGINT PRIMARY KEY,
    area VARCHAR(40) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    subject_id BIGINT NULL,
    subject VARCHAR(400) NOT NULL,
    actor_id BIGINT NULL,
    actor_name VARCHAR(200) NOT NULL,
    occurred_at DATETIME(6) NOT NULL,
    changes TEXT NOT NULL,
    hash_version INT NOT NULL,
    previous_hash CHAR(64) NOT NULL,
    hash CHAR(64) NOT NULL,
    KEY area (area, sequence),
    KEY actor (actor_id, sequence),
    KEY occurred_at (occurred_at),
    FOREIGN KEY (actor_id) REFERENCES user_account (id),
    CHECK (area IN ('person', 'delegation', 'absence'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- The end of the list. It is written with every row: two changes at once stand one after the other.
CREATE TABLE IF NOT EXISTS admin_head (
    id INT PRIMARY KEY,
    sequence BIGINT NOT NULL,
    hash CHAR(64) NOT NULL,
    CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
INSERT IGNORE INTO admin_head (id, sequence, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
