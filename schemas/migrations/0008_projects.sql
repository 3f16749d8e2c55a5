-- The region's own projects. Their expenditure is never added to the support ledger (design.md §2).
CREATE TABLE IF NOT EXISTS project (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    slug VARCHAR(100) NOT NULL,
    title VARCHAR(200) NOT NULL,
    programme VARCHAR(200) NOT NULL,
    diary_number VARCHAR(40) NOT NULL DEFAULT '',
    period_from DATE NOT NULL,
    period_to DATE NOT NULL,
    texts MEDIUMTEXT NOT NULL,
    invented_split BOOLEAN NOT NULL DEFAULT FALSE,
    version INT NOT NULL DEFAULT 1,
    UNIQUE KEY slug (slug),
    CHECK (period_from <= period_to)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS project_budget (
    project_id BIGINT NOT NULL,
    category VARCHAR(40) NOT NULL,
    year INT NOT NULL,
    amount_ore BIGINT NOT NULL,
    PRIMARY KEY (project_id, category, year),
    FOREIGN KEY (project_id) REFERENCES project (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS project_expenditure (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    project_id BIGINT NOT NULL,
    voucher VARCHAR(40) NOT NULL,
    booked_on DATE NOT NULL,
    category VARCHAR(40) NOT NULL,
    supplier VARCHAR(200) NOT NULL,
    text VARCHAR(500) NOT NULL,
    amount_ore BIGINT NOT NULL,
    UNIQUE KEY voucher (project_id, voucher),
    KEY booked_on (project_id, booked_on),
    FOREIGN KEY (project_id) REFERENCES project (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS project_financing (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    project_id BIGINT NOT NULL,
    financier VARCHAR(200) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    amount_ore BIGINT NOT NULL,
    KEY project_id (project_id),
    FOREIGN KEY (project_id) REFERENCES project (id),
    CHECK (kind IN ('public', 'private', 'eu')),
    CHECK (amount_ore >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
