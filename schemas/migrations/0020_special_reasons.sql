-- What the rules ask of an outlet and the register did not hold, and the special reasons an officer writes to set a rule of
-- the law aside. A reason is never changed: a later row for the same rule takes its place, an empty text takes it away.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'outlet' AND column_name = 'archipelago');
SET @step = IF(@there = 0,
    'ALTER TABLE outlet ADD COLUMN archipelago BOOLEAN NULL AFTER next_outlet_metres,
     ADD COLUMN open_all_year BOOLEAN NULL AFTER hours_per_week,
     ADD COLUMN assortment_groups VARCHAR(200) NOT NULL DEFAULT '''' AFTER articles',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
CREATE TABLE IF NOT EXISTS special_reason (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT NOT NULL,
    rule VARCHAR(60) NOT NULL,
    paragraph VARCHAR(100) NOT NULL,
    text MEDIUMTEXT NOT NULL,
    written_by BIGINT NOT NULL,
    written_at DATETIME(6) NOT NULL,
    KEY case_rule (case_id, rule, id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (written_by) REFERENCES user_account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- One row for each holder and year of support under a joint cap. A grant bumps the rows of its recipient and outlet before
-- the sums are read: two decisions on the same year then follow each other, on one node as on Galera.
CREATE TABLE IF NOT EXISTS yearly_aid (
    holder VARCHAR(12) NOT NULL,
    holder_id BIGINT NOT NULL,
    year INT NOT NULL,
    grants INT NOT NULL,
    PRIMARY KEY (holder, holder_id, year),
    CHECK (holder IN ('organisation', 'outlet'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
