-- Organisations and outlets that stand twice in the register are merged. Nothing is deleted: the one that goes says which
-- one stays (merged_into), gives its number free (live is empty then) and is left out of lists. `attached` is bumped by
-- whatever hangs something on the row, so that a merge and a registration at the same moment follow each other.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'organisation' AND column_name = 'merged_into');
SET @step = IF(@there = 0,
    'ALTER TABLE organisation ADD COLUMN merged_into BIGINT NULL, ADD COLUMN live BOOLEAN NULL DEFAULT TRUE,
     ADD COLUMN attached BIGINT NOT NULL DEFAULT 0, DROP INDEX number, ADD UNIQUE KEY number_live (number, live),
     ADD KEY merged_into (merged_into),
     ADD CONSTRAINT organisation_merged FOREIGN KEY (merged_into) REFERENCES organisation (id),
     ADD CONSTRAINT organisation_live CHECK ((merged_into IS NULL) = (live IS NOT NULL))',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'outlet' AND column_name = 'merged_into');
SET @step = IF(@there = 0,
    'ALTER TABLE outlet ADD COLUMN merged_into BIGINT NULL, ADD COLUMN attached BIGINT NOT NULL DEFAULT 0,
     ADD KEY merged_into (merged_into), ADD CONSTRAINT outlet_merged FOREIGN KEY (merged_into) REFERENCES outlet (id)',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
-- fields: what the merge changed of the one that stays, as a form has it: {"place": ["Åsen", "Åsens by"]}. payee: the
-- account that was put in waiting with it, or empty.
CREATE TABLE IF NOT EXISTS provider_merge (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    organisation_stays BIGINT NULL,
    organisation_goes BIGINT NULL,
    outlet_stays BIGINT NULL,
    outlet_goes BIGINT NULL,
    fields MEDIUMTEXT NOT NULL,
    payee VARCHAR(40) NOT NULL DEFAULT '',
    why VARCHAR(500) NOT NULL,
    made_by BIGINT NULL,
    made_by_name VARCHAR(200) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    KEY organisation_stays (organisation_stays),
    KEY organisation_goes (organisation_goes),
    KEY outlet_stays (outlet_stays),
    KEY outlet_goes (outlet_goes),
    FOREIGN KEY (organisation_stays) REFERENCES organisation (id),
    FOREIGN KEY (organisation_goes) REFERENCES organisation (id),
    FOREIGN KEY (outlet_stays) REFERENCES outlet (id),
    FOREIGN KEY (outlet_goes) REFERENCES outlet (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK ((organisation_stays IS NULL) = (organisation_goes IS NULL)),
    CHECK ((outlet_stays IS NULL) = (outlet_goes IS NULL)),
    CHECK ((organisation_stays IS NULL) <> (outlet_stays IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- Each row that was moved, and what it stood at: a case that has been decided or paid since cannot be put back.
CREATE TABLE IF NOT EXISTS provider_merge_row (
    merge_id BIGINT NOT NULL,
    kind VARCHAR(20) NOT NULL,
    row_id BIGINT NOT NULL,
    mark VARCHAR(200) NOT NULL,
    PRIMARY KEY (merge_id, kind, row_id),
    FOREIGN KEY (merge_id) REFERENCES provider_merge (id),
    CHECK (kind IN ('case', 'outlet', 'payment_link'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- One row a merge at most: the key is what holds two who undo it at once apart.
CREATE TABLE IF NOT EXISTS provider_merge_undone (
    merge_id BIGINT PRIMARY KEY,
    why VARCHAR(500) NOT NULL,
    made_by BIGINT NULL,
    made_by_name VARCHAR(200) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    FOREIGN KEY (merge_id) REFERENCES provider_merge (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- By what an organisation (2) and an outlet (3) meets those like it, as in search_word: made by the program, which tells what
-- stood there before this when it starts.
CREATE TABLE IF NOT EXISTS provider_key (
    kind TINYINT NOT NULL,
    word VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    subject_id BIGINT NOT NULL,
    PRIMARY KEY (kind, word, subject_id),
    KEY subject (kind, subject_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
-- Two that are alike and are not the same, as a person has said.
CREATE TABLE IF NOT EXISTS provider_distinct (
    kind TINYINT NOT NULL,
    one_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    made_by BIGINT NULL,
    made_by_name VARCHAR(200) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    PRIMARY KEY (kind, one_id, other_id),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK (one_id < other_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- The check on the kinds of events has no name of its own, so it is found by what it says; see 0059.
SET @name = (SELECT MAX(constraint_name) FROM information_schema.check_constraints
             WHERE constraint_schema = DATABASE() AND check_clause LIKE '%outlet_changed%' AND check_clause LIKE '%payee_refused%'
               AND check_clause NOT LIKE '%merge_undone%');
SET @step = IF(@name IS NULL, 'DO 0', CONCAT('ALTER TABLE provider_event DROP CONSTRAINT `', @name, '`'));
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
SET @there = (SELECT COUNT(*) FROM information_schema.table_constraints
              WHERE table_schema = DATABASE() AND table_name = 'provider_event' AND constraint_name = 'provider_event_kind');
SET @step = IF(@there = 0,
    'ALTER TABLE provider_event ADD CONSTRAINT provider_event_kind CHECK (kind IN (''organisation_added'',
     ''organisation_changed'', ''outlet_added'', ''outlet_changed'', ''payee_proposed'', ''payee_confirmed'',
     ''payee_refused'', ''plan_added'', ''merged_into'', ''merge_received'', ''merge_undone''))',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
