-- The delegation order (KL 6:37-38, 7:5-8): who may decide what on the board's behalf, row by row with its days, so that
-- a decision can say on which row it rested. A row is never removed; it gets a last day, which may be the day before its
-- first. from_account: the row that follows the account form and the command line.
CREATE TABLE IF NOT EXISTS delegation (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    person_id BIGINT NULL,
    title VARCHAR(200) NOT NULL DEFAULT '',
    form VARCHAR(40) NOT NULL DEFAULT '',
    kind VARCHAR(20) NOT NULL DEFAULT '',
    highest_ore BIGINT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NULL,
    reference VARCHAR(200) NOT NULL,
    from_account BOOLEAN NOT NULL DEFAULT FALSE,
    version INT NOT NULL DEFAULT 1,
    KEY person_id (person_id, from_account),
    FOREIGN KEY (person_id) REFERENCES user_account (id),
    CHECK ((person_id IS NULL AND title <> '') OR (person_id IS NOT NULL AND title = '')),
    CHECK (kind IN ('', 'grant', 'rejection', 'dismissal', 'change', 'non_payment', 'recovery')),
    CHECK (highest_ore IS NULL OR highest_ore >= 0),
    CHECK (valid_to IS NULL OR DATEDIFF(valid_to, valid_from) >= -1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- What stood on the accounts until now. The old column stays as it was and is read no more.
INSERT INTO delegation (person_id, highest_ore, valid_from, reference, from_account)
SELECT user_account.id, user_account.delegation_ore, DATE(user_account.created_at), 'Kontots delegation', TRUE
FROM user_account LEFT JOIN delegation AS there ON there.person_id = user_account.id AND there.from_account
WHERE user_account.delegation_ore IS NOT NULL AND there.id IS NULL;
-- While it runs, the deputy decides within the rows of the absent person. Ended early, to_on is moved back.
CREATE TABLE IF NOT EXISTS absence (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    person_id BIGINT NOT NULL,
    deputy_id BIGINT NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE NOT NULL,
    note VARCHAR(200) NOT NULL DEFAULT '',
    version INT NOT NULL DEFAULT 1,
    KEY person_id (person_id, from_on),
    KEY to_on (to_on),
    FOREIGN KEY (person_id) REFERENCES user_account (id),
    FOREIGN KEY (deputy_id) REFERENCES user_account (id),
    CHECK (person_id <> deputy_id),
    CHECK (DATEDIFF(to_on, from_on) >= -1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- The row every change of the order and of absences writes first, so that two absences that would leave nobody there are
-- seen one after the other; 2 is the same for the closing of agendas, so that a decision is reported once.
CREATE TABLE IF NOT EXISTS delegation_turn (
    id INT PRIMARY KEY,
    turns BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
INSERT IGNORE INTO delegation_turn (id, turns) VALUES (1, 0), (2, 0);
CREATE TABLE IF NOT EXISTS delegation_event (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    delegation_id BIGINT NULL,
    absence_id BIGINT NULL,
    kind VARCHAR(20) NOT NULL,
    actor_id BIGINT NULL,
    actor_name VARCHAR(200) NOT NULL,
    occurred_at DATETIME(6) NOT NULL,
    detail TEXT NOT NULL,
    FOREIGN KEY (delegation_id) REFERENCES delegation (id),
    FOREIGN KEY (absence_id) REFERENCES absence (id),
    FOREIGN KEY (actor_id) REFERENCES user_account (id),
    CHECK (kind IN ('row_added', 'row_ended', 'absence_added', 'absence_ended'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- Meetings of the board: planned, agenda_closed, held, confirmed (the minutes).
CREATE TABLE IF NOT EXISTS board_meeting (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    held_on DATE NOT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'planned',
    report_until DATE NULL,
    report_paragraph INT NULL,
    minutes VARCHAR(200) NOT NULL DEFAULT '',
    version INT NOT NULL DEFAULT 1,
    UNIQUE KEY held_on_name (held_on, name),
    CHECK (state IN ('planned', 'agenda_closed', 'held', 'confirmed'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- open_case_id is the case while the item waits, so that a case, or a proceeding of it (0: the case itself), stands on one
-- agenda at a time.
CREATE TABLE IF NOT EXISTS board_item (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    meeting_id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    proceeding INT NOT NULL DEFAULT 0,
    open_case_id BIGINT NULL,
    position INT NOT NULL,
    outcome VARCHAR(20) NULL,
    paragraph INT NULL,
    decision_id BIGINT NULL,
    note VARCHAR(2000) NOT NULL DEFAULT '',
    UNIQUE KEY open_case_id (open_case_id, proceeding),
    UNIQUE KEY meeting_position (meeting_id, position),
    UNIQUE KEY meeting_paragraph (meeting_id, paragraph),
    UNIQUE KEY decision_id (decision_id),
    KEY case_id (case_id),
    FOREIGN KEY (meeting_id) REFERENCES board_meeting (id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (decision_id) REFERENCES decision (id),
    CHECK (outcome IN ('decided', 'returned', 'postponed', 'removed')),
    CHECK ((outcome IS NULL) = (open_case_id IS NOT NULL)),
    CHECK ((outcome = 'decided') = (decision_id IS NOT NULL) OR outcome IS NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- KL 6:28-32: a member who did not take part in an item, as the minutes say.
CREATE TABLE IF NOT EXISTS board_conflict (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    item_id BIGINT NOT NULL,
    member VARCHAR(200) NOT NULL,
    reason VARCHAR(500) NOT NULL DEFAULT '',
    noted_by BIGINT NOT NULL,
    noted_at DATETIME(6) NOT NULL,
    KEY item_id (item_id, id),
    FOREIGN KEY (item_id) REFERENCES board_item (id),
    FOREIGN KEY (noted_by) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
CREATE TABLE IF NOT EXISTS board_event (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    meeting_id BIGINT NOT NULL,
    kind VARCHAR(20) NOT NULL,
    actor_id BIGINT NULL,
    actor_name VARCHAR(200) NOT NULL,
    occurred_at DATETIME(6) NOT NULL,
    text VARCHAR(500) NOT NULL DEFAULT '',
    KEY meeting_id (meeting_id, id),
    FOREIGN KEY (meeting_id) REFERENCES board_meeting (id),
    FOREIGN KEY (actor_id) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- On whose authority a decision was made: the board's own, or a row of the delegation order, perhaps through the deputy of
-- an absent person. reference is the text as it stood that day.
CREATE TABLE IF NOT EXISTS decision_authority (
    decision_id BIGINT PRIMARY KEY,
    basis VARCHAR(20) NOT NULL,
    delegation_id BIGINT NULL,
    on_behalf_of BIGINT NULL,
    item_id BIGINT NULL,
    reference VARCHAR(300) NOT NULL,
    FOREIGN KEY (decision_id) REFERENCES decision (id),
    FOREIGN KEY (delegation_id) REFERENCES delegation (id),
    FOREIGN KEY (on_behalf_of) REFERENCES user_account (id),
    FOREIGN KEY (item_id) REFERENCES board_item (id),
    CHECK (basis IN ('delegation', 'board')),
    CHECK ((basis = 'board') = (item_id IS NOT NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- KL 6:40: which meeting a decision was reported to. The key is the guard: once, for ever.
CREATE TABLE IF NOT EXISTS delegation_report (
    decision_id BIGINT PRIMARY KEY,
    meeting_id BIGINT NOT NULL,
    position INT NOT NULL,
    UNIQUE KEY meeting_position (meeting_id, position),
    FOREIGN KEY (decision_id) REFERENCES decision (id),
    FOREIGN KEY (meeting_id) REFERENCES board_meeting (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- Many cases decided, or put on an agenda (meeting_id), at one go. Each line is a command of its own.
CREATE TABLE IF NOT EXISTS decision_batch (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    actor_id BIGINT NOT NULL,
    meeting_id BIGINT NULL,
    reason TEXT NOT NULL,
    made_at DATETIME(6) NOT NULL,
    FOREIGN KEY (actor_id) REFERENCES user_account (id),
    FOREIGN KEY (meeting_id) REFERENCES board_meeting (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS decision_batch_line (
    batch_id BIGINT NOT NULL,
    position INT NOT NULL,
    diary_number VARCHAR(30) NOT NULL,
    proceeding INT NOT NULL DEFAULT 0,
    version_read INT NOT NULL,
    state VARCHAR(10) NOT NULL DEFAULT 'waiting',
    action VARCHAR(40) NOT NULL DEFAULT '',
    problems TEXT NOT NULL,
    PRIMARY KEY (batch_id, position),
    UNIQUE KEY batch_number (batch_id, diary_number, proceeding),
    FOREIGN KEY (batch_id) REFERENCES decision_batch (id),
    CHECK (state IN ('waiting', 'done', 'refused'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
