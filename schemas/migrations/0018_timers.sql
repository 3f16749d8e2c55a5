-- Which daily job has run for which day: the row is taken before the work, so that of several servers one does it. Whoever
-- has it renews the lease with every batch; a server that died is taken over when its lease has run out, at its cursor.
CREATE TABLE IF NOT EXISTS job_run (
    job VARCHAR(40) NOT NULL,
    day DATE NOT NULL,
    state VARCHAR(20) NOT NULL,
    runner VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    lease_until DATETIME(6) NOT NULL,
    place VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    batches INT NOT NULL DEFAULT 0,
    attempts INT NOT NULL DEFAULT 1,
    counts TEXT NOT NULL,
    fault VARCHAR(500) NOT NULL DEFAULT '',
    started_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    PRIMARY KEY (job, day),
    CHECK (state IN ('running', 'done', 'abandoned'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- What an officer has seen or done that no other table tells: the application is complete, the receipt is sent, the party
-- has demanded a decision. The newest row of a case, kind and instance (a year, a decision) is the one that holds; one
-- without a day takes it back.
CREATE TABLE IF NOT EXISTS case_mark (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    instance BIGINT NOT NULL DEFAULT 0,
    marked_on DATE NULL,
    note VARCHAR(500) NOT NULL DEFAULT '',
    made_by BIGINT NOT NULL,
    made_at DATETIME(6) NOT NULL,
    KEY case_id (case_id, id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- A task is made once for a subject, a timer, its start and its instance, by whoever sees first that it is wanted. It is
-- done by a person, stopped when the thing itself is done, or cancelled when what it started from is gone.
CREATE TABLE IF NOT EXISTS task (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    subject_kind VARCHAR(20) NOT NULL,
    subject_id BIGINT NOT NULL,
    case_id BIGINT NULL,
    timer VARCHAR(60) NOT NULL,
    started_on DATE NOT NULL,
    instance BIGINT NOT NULL DEFAULT 0,
    due_on DATE NOT NULL,
    standing_still BOOLEAN NOT NULL DEFAULT FALSE,
    role VARCHAR(20) NOT NULL,
    user_id BIGINT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'open',
    made_on DATE NOT NULL,
    closed_on DATE NULL,
    closed_by BIGINT NULL,
    note VARCHAR(500) NOT NULL DEFAULT '',
    version INT NOT NULL DEFAULT 1,
    UNIQUE KEY once (subject_kind, subject_id, timer, started_on, instance),
    KEY state_due (state, due_on, id),
    KEY state_user (state, user_id, due_on, id),
    KEY state_timer (state, timer, due_on, id),
    KEY case_id (case_id, state),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (user_id) REFERENCES user_account (id),
    FOREIGN KEY (closed_by) REFERENCES user_account (id),
    CHECK (state IN ('open', 'done', 'stopped', 'cancelled')),
    CHECK ((state = 'open') = (closed_on IS NULL)),
    CHECK ((state = 'done') = (closed_by IS NOT NULL)),
    CHECK ((subject_kind = 'case') = (case_id IS NOT NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- A nudge that has come due, once for a task and a reminder. `waiting` is for who sends mail to take; what is not sent is
-- seen in the lists all the same.
CREATE TABLE IF NOT EXISTS task_reminder (
    task_id BIGINT NOT NULL,
    reminder VARCHAR(40) NOT NULL,
    remind_on DATE NOT NULL,
    recipient VARCHAR(20) NOT NULL,
    user_id BIGINT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'waiting',
    made_on DATE NOT NULL,
    PRIMARY KEY (task_id, reminder),
    KEY state_made (state, made_on),
    FOREIGN KEY (task_id) REFERENCES task (id),
    FOREIGN KEY (user_id) REFERENCES user_account (id),
    CHECK (state IN ('waiting', 'sent', 'dropped'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- The job looks at cases that were closed not long ago, in the order of that day. Written as in 0011.
SET @there = (SELECT COUNT(*) FROM information_schema.statistics
              WHERE table_schema = DATABASE() AND table_name = 'aid_case' AND index_name = 'closed_on');
SET @step = IF(@there = 0, 'ALTER TABLE aid_case ADD KEY closed_on (closed_on, id)', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
