-- Tables of others, read and planned before anything is changed: each row says what it would do, and is done once. The file
-- itself is not kept; the cells are, until the import is old, so that what was wrong can be mended.
CREATE TABLE IF NOT EXISTS import_file (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    kind VARCHAR(40) NOT NULL,
    kind_version INT NOT NULL,
    file_name VARCHAR(200) NOT NULL,
    sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sheet VARCHAR(200) NOT NULL DEFAULT '',
    sheets TEXT NOT NULL,
    headings TEXT NOT NULL,
    headings_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    mapping TEXT NOT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'planned',
    made_by BIGINT NULL,
    made_by_name VARCHAR(200) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    version INT NOT NULL DEFAULT 1,
    KEY kind_headings (kind, headings_hash, id),
    KEY ended_at (ended_at),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK (state IN ('planned', 'applying', 'applied', 'withdrawn'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS import_row (
    import_id BIGINT NOT NULL,
    row_no INT NOT NULL,
    cells MEDIUMTEXT NOT NULL,
    title VARCHAR(400) NOT NULL DEFAULT '',
    outcome VARCHAR(20) NOT NULL,
    problems TEXT NOT NULL,
    changes MEDIUMTEXT NOT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'planned',
    organisation_id BIGINT NULL,
    outlet_id BIGINT NULL,
    PRIMARY KEY (import_id, row_no),
    KEY outcome (import_id, outcome, row_no),
    FOREIGN KEY (import_id) REFERENCES import_file (id),
    FOREIGN KEY (organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (outlet_id) REFERENCES outlet (id),
    CHECK (outcome IN ('new', 'changed', 'same', 'wrong')),
    CHECK (state IN ('planned', 'applied', 'refused'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
