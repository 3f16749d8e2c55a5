-- Values of parameters prepared by one administrator and confirmed by another, laid over those of schemas/parameters from
-- their first day. `live` is empty for what was withdrawn, so that one change of a parameter begins on a day.
CREATE TABLE IF NOT EXISTS parameter_change (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NULL,
    value BIGINT NOT NULL,
    source VARCHAR(200) NOT NULL,
    paragraph VARCHAR(200) NOT NULL,
    note VARCHAR(500) NOT NULL DEFAULT '',
    state VARCHAR(20) NOT NULL DEFAULT 'prepared',
    live BOOLEAN NULL DEFAULT TRUE,
    prepared_by BIGINT NOT NULL,
    prepared_at DATETIME(6) NOT NULL,
    settled_by BIGINT NULL,
    settled_at DATETIME(6) NULL,
    version INT NOT NULL DEFAULT 1,
    UNIQUE KEY name_day (name, valid_from, live),
    KEY state (state, id),
    FOREIGN KEY (prepared_by) REFERENCES user_account (id),
    FOREIGN KEY (settled_by) REFERENCES user_account (id),
    CHECK (state IN ('prepared', 'confirmed', 'withdrawn')),
    CHECK ((state = 'withdrawn') = (live IS NULL)),
    CHECK ((state = 'prepared') = (settled_by IS NULL)),
    CHECK (state <> 'confirmed' OR settled_by <> prepared_by),
    CHECK (valid_to IS NULL OR valid_to >= valid_from),
    CHECK (value >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- How often a change has been confirmed: what every server looks at to see whether it has the newest values.
CREATE TABLE IF NOT EXISTS parameter_edition (
    id INT PRIMARY KEY,
    edition BIGINT NOT NULL,
    CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
INSERT IGNORE INTO parameter_edition (id, edition) VALUES (1, 0);
-- The list of administrative changes takes them too. The check on its areas has no name of its own, so it is found by what
-- it says; the two databases keep it under different names.
SET @name = (SELECT MAX(constraint_name) FROM information_schema.check_constraints
             WHERE constraint_schema = DATABASE() AND check_clause LIKE '%delegation%' AND check_clause LIKE '%absence%'
               AND check_clause LIKE '%person%' AND check_clause NOT LIKE '%parameter%');
SET @step = IF(@name IS NULL, 'DO 0', CONCAT('ALTER TABLE admin_event DROP CONSTRAINT `', @name, '`'));
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
SET @there = (SELECT COUNT(*) FROM information_schema.table_constraints
              WHERE table_schema = DATABASE() AND table_name = 'admin_event' AND constraint_name = 'admin_event_area');
SET @step = IF(@there = 0,
    'ALTER TABLE admin_event ADD CONSTRAINT admin_event_area CHECK (area IN (''person'', ''delegation'', ''absence'', ''parameter'', ''letter''))',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
