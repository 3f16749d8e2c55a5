-- Mail out. A row is queued in the transaction of what it tells of; message_key says what that is, so that the same thing
-- never queues twice. States (jobs/outbox.hpp): `taken` by a server that has handed nothing over yet; `sending` from just
-- before the text goes to the mail server until its answer is noted, and only then is a death a question for a person.
CREATE TABLE IF NOT EXISTS outbox (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    message_key VARCHAR(150) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    message_id VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    mail VARCHAR(60) NOT NULL,
    case_id BIGINT NULL,
    user_id BIGINT NULL,
    recipient VARCHAR(200) NOT NULL,
    recipient_name VARCHAR(200) NOT NULL,
    subject VARCHAR(300) NOT NULL,
    body MEDIUMTEXT NOT NULL,
    state VARCHAR(20) NOT NULL,
    attempts INT NOT NULL DEFAULT 0,
    queued_at DATETIME(6) NOT NULL,
    next_try_at DATETIME(6) NOT NULL,
    holder VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    lease_until DATETIME(6) NULL,
    sent_at DATETIME(6) NULL,
    answer VARCHAR(500) NOT NULL DEFAULT '',
    version INT NOT NULL DEFAULT 1,
    UNIQUE KEY message_key (message_key),
    UNIQUE KEY message_id (message_id),
    KEY state_next (state, next_try_at, id),
    KEY state_id (state, id),
    KEY case_id (case_id, id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (user_id) REFERENCES user_account (id),
    CHECK (state IN ('queued', 'taken', 'sending', 'sent', 'failed', 'unknown', 'bounced', 'cancelled', 'no_address')),
    CHECK ((recipient = '') = (state = 'no_address') OR state = 'cancelled')
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS outbox_attachment (
    outbox_id BIGINT NOT NULL,
    document_id BIGINT NOT NULL,
    PRIMARY KEY (outbox_id, document_id),
    FOREIGN KEY (outbox_id) REFERENCES outbox (id),
    FOREIGN KEY (document_id) REFERENCES document (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- The delivery log: what happened to a message, in the words of the other end.
CREATE TABLE IF NOT EXISTS outbox_event (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    outbox_id BIGINT NOT NULL,
    kind VARCHAR(20) NOT NULL,
    occurred_at DATETIME(6) NOT NULL,
    actor_name VARCHAR(200) NOT NULL DEFAULT '',
    recipient VARCHAR(200) NOT NULL,
    answer VARCHAR(500) NOT NULL DEFAULT '',
    KEY outbox_id (outbox_id, id),
    FOREIGN KEY (outbox_id) REFERENCES outbox (id),
    CHECK (kind IN ('queued', 'sent', 'deferred', 'failed', 'unknown', 'bounced', 'delayed', 'cancelled', 'again'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- Mail in: each message once, by its own Message-ID or the hash of its text. `waiting`: nobody could tell what it is about,
-- and a person says.
CREATE TABLE IF NOT EXISTS mail_in (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    once_key CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    received_at DATETIME(6) NOT NULL,
    sender VARCHAR(300) NOT NULL,
    subject VARCHAR(300) NOT NULL,
    state VARCHAR(20) NOT NULL,
    why VARCHAR(40) NOT NULL,
    case_id BIGINT NULL,
    outbox_id BIGINT NULL,
    document_id BIGINT NULL,
    settled_by BIGINT NULL,
    settled_at DATETIME(6) NULL,
    version INT NOT NULL DEFAULT 1,
    UNIQUE KEY once_key (once_key),
    KEY state_id (state, id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (outbox_id) REFERENCES outbox (id),
    FOREIGN KEY (document_id) REFERENCES document (id),
    FOREIGN KEY (settled_by) REFERENCES user_account (id),
    CHECK (state IN ('filed', 'bounce', 'waiting', 'set_aside'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- The secret address of a person's calendar: only its hash is kept.
CREATE TABLE IF NOT EXISTS calendar_feed (
    user_id BIGINT PRIMARY KEY,
    token_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    made_at DATETIME(6) NOT NULL,
    UNIQUE KEY token_hash (token_hash),
    FOREIGN KEY (user_id) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- Whom to write to. Written as in 0011.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'outlet' AND column_name = 'email');
SET @step = IF(@there = 0, 'ALTER TABLE outlet ADD COLUMN email VARCHAR(200) NOT NULL DEFAULT ''''', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'case_request' AND column_name = 'recipient_email');
SET @step = IF(@there = 0, 'ALTER TABLE case_request ADD COLUMN recipient_email VARCHAR(200) NOT NULL DEFAULT ''''', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
-- Reminders made before there was mail are not sent when it is set up.
UPDATE task_reminder SET state = 'dropped' WHERE state = 'waiting';
