-- Aid of minor importance: rates kept for ever, who owns whom over time, the ledger of such aid with its corrections, and
-- what has been put into the register. organisation.undertaking_version is the row that a decision guards: it is bumped
-- for every company of the group, where it still is what the decision read, so that two decisions cannot both fit.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'organisation' AND column_name = 'undertaking_version');
SET @step = IF(@there = 0, 'ALTER TABLE organisation ADD COLUMN undertaking_version BIGINT NOT NULL DEFAULT 0', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
-- rate_millionths: kronor for one euro. The highest sequence of a day is in force; a higher one corrects the one before.
CREATE TABLE IF NOT EXISTS exchange_rate (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    rate_day DATE NOT NULL,
    sequence INT NOT NULL,
    rate_millionths BIGINT NOT NULL,
    source VARCHAR(200) NOT NULL,
    note VARCHAR(500) NOT NULL DEFAULT '',
    corrects_id BIGINT NULL,
    entered_by BIGINT NULL,
    entered_by_name VARCHAR(200) NOT NULL,
    entered_at DATETIME(6) NOT NULL,
    UNIQUE KEY day_sequence (rate_day, sequence),
    UNIQUE KEY corrects_id (corrects_id),
    FOREIGN KEY (corrects_id) REFERENCES exchange_rate (id),
    FOREIGN KEY (entered_by) REFERENCES user_account (id),
    CHECK (rate_millionths > 1000000 AND rate_millionths < 1000000000),
    CHECK ((sequence = 1) = (corrects_id IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- An owner is an organisation or, by name, a natural person. A link is ended, never taken away; one that ends before it
-- begins was a mistake and never held.
CREATE TABLE IF NOT EXISTS organisation_link (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    owner_id BIGINT NULL,
    owner_person VARCHAR(200) NOT NULL DEFAULT '',
    owned_id BIGINT NOT NULL,
    ground VARCHAR(20) NOT NULL,
    share_bp INT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NULL,
    source VARCHAR(200) NOT NULL,
    note VARCHAR(500) NOT NULL DEFAULT '',
    made_by BIGINT NULL,
    made_by_name VARCHAR(200) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    version INT NOT NULL DEFAULT 1,
    KEY owner_id (owner_id),
    KEY owned_id (owned_id),
    FOREIGN KEY (owner_id) REFERENCES organisation (id),
    FOREIGN KEY (owned_id) REFERENCES organisation (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK (ground IN ('votes', 'board', 'contract', 'agreement')),
    CHECK (share_bp > 0 AND share_bp <= 10000),
    CHECK ((owner_id IS NULL) = (owner_person <> '')),
    CHECK (owner_id <> owned_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- A company taken over whole (merger) or in part (split): its aid goes along. One
-- told by mistake is revoked, with the reason.
CREATE TABLE IF NOT EXISTS takeover (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    kind VARCHAR(20) NOT NULL,
    from_id BIGINT NOT NULL,
    to_id BIGINT NOT NULL,
    taken_on DATE NOT NULL,
    share_bp INT NOT NULL,
    source VARCHAR(200) NOT NULL,
    note VARCHAR(500) NOT NULL DEFAULT '',
    made_by BIGINT NULL,
    made_by_name VARCHAR(200) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    revoked_at DATETIME(6) NULL,
    revoked_why VARCHAR(500) NOT NULL DEFAULT '',
    KEY from_id (from_id),
    KEY to_id (to_id),
    FOREIGN KEY (from_id) REFERENCES organisation (id),
    FOREIGN KEY (to_id) REFERENCES organisation (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK (kind IN ('merger', 'split')),
    CHECK (share_bp > 0 AND share_bp <= 10000),
    CHECK (kind = 'split' OR share_bp = 10000),
    CHECK (from_id <> to_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- amount_ore and eur_cents of a correction are the difference, below zero. register_by: the last day to put it into the
-- register; none for what is not ours or is from before the register.
CREATE TABLE IF NOT EXISTS de_minimis_grant (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    organisation_id BIGINT NOT NULL,
    ledger VARCHAR(10) NOT NULL,
    regulation VARCHAR(20) NOT NULL,
    source VARCHAR(20) NOT NULL,
    granted_on DATE NOT NULL,
    granter VARCHAR(200) NOT NULL,
    amount_ore BIGINT NULL,
    eur_cents BIGINT NOT NULL,
    rate_millionths BIGINT NULL,
    rate_day DATE NULL,
    rate_source VARCHAR(200) NOT NULL DEFAULT '',
    case_id BIGINT NULL,
    decision_id BIGINT NULL,
    corrects_id BIGINT NULL,
    same_as_id BIGINT NULL,
    sector VARCHAR(10) NOT NULL DEFAULT '',
    note VARCHAR(500) NOT NULL DEFAULT '',
    register_by DATE NULL,
    made_by BIGINT NULL,
    made_by_name VARCHAR(200) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    KEY organisation_id (organisation_id, granted_on),
    KEY case_id (case_id),
    KEY decision_id (decision_id),
    KEY corrects_id (corrects_id),
    KEY register_by (register_by, id),
    FOREIGN KEY (organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (decision_id) REFERENCES decision (id),
    FOREIGN KEY (corrects_id) REFERENCES de_minimis_grant (id),
    FOREIGN KEY (same_as_id) REFERENCES de_minimis_grant (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK (ledger IN ('general', 'sgei')),
    CHECK (source IN ('own', 'declared', 'looked_up')),
    CHECK (corrects_id IS NOT NULL OR eur_cents >= 0),
    CHECK (corrects_id IS NULL OR eur_cents <= 0),
    CHECK ((rate_millionths IS NULL) = (rate_day IS NULL)),
    CHECK (source <> 'own' OR (amount_ore IS NOT NULL AND rate_millionths IS NOT NULL AND case_id IS NOT NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- What a look-up in a register of aid gave (art. 6.4), also when it found nothing.
CREATE TABLE IF NOT EXISTS de_minimis_lookup (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    organisation_id BIGINT NOT NULL,
    case_id BIGINT NULL,
    register VARCHAR(200) NOT NULL,
    looked_up_on DATE NOT NULL,
    found_eur_cents BIGINT NOT NULL,
    note VARCHAR(500) NOT NULL DEFAULT '',
    made_by BIGINT NULL,
    made_by_name VARCHAR(200) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    KEY organisation_id (organisation_id, looked_up_on),
    FOREIGN KEY (organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK (found_eur_cents >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
CREATE TABLE IF NOT EXISTS de_minimis_registration (
    grant_id BIGINT PRIMARY KEY,
    external_id VARCHAR(100) NOT NULL,
    registered_on DATE NOT NULL,
    note VARCHAR(500) NOT NULL DEFAULT '',
    made_by BIGINT NULL,
    made_by_name VARCHAR(200) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    FOREIGN KEY (grant_id) REFERENCES de_minimis_grant (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK (external_id <> '')
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
