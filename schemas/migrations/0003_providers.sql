-- Kommuner and their service plans, organisations (servicegivare, kommuner) and their outlets.
CREATE TABLE IF NOT EXISTS municipality (
    code CHAR(4) PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    county_code CHAR(2) NOT NULL,
    organisation_number CHAR(10) NULL,
    KEY name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS service_plan (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    municipality_code CHAR(4) NOT NULL,
    title VARCHAR(200) NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    version INT NOT NULL DEFAULT 1,
    KEY municipality_code (municipality_code, valid_to),
    FOREIGN KEY (municipality_code) REFERENCES municipality (code),
    CHECK (valid_from <= valid_to)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- payee_pending_*: a changed account waits for a second person (design.md §4 rule 8).
CREATE TABLE IF NOT EXISTS organisation (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    number CHAR(10) NOT NULL,
    name VARCHAR(200) NOT NULL,
    kind VARCHAR(30) NOT NULL,
    contact_name VARCHAR(200) NOT NULL DEFAULT '',
    email VARCHAR(200) NOT NULL DEFAULT '',
    phone VARCHAR(50) NOT NULL DEFAULT '',
    street VARCHAR(200) NOT NULL DEFAULT '',
    postal_code CHAR(5) NOT NULL DEFAULT '',
    city VARCHAR(100) NOT NULL DEFAULT '',
    payee_kind VARCHAR(10) NULL,
    payee_number VARCHAR(20) NULL,
    payee_pending_kind VARCHAR(10) NULL,
    payee_pending_number VARCHAR(20) NULL,
    payee_pending_by BIGINT NULL,
    payee_confirmed_by BIGINT NULL,
    created_at DATETIME(6) NOT NULL,
    version INT NOT NULL DEFAULT 1,
    UNIQUE KEY number (number),
    KEY name (name),
    CHECK (kind IN ('limited_company', 'sole_trader', 'cooperative', 'partnership', 'association', 'municipality', 'other')),
    CHECK (payee_kind IN ('bankgiro', 'plusgiro')),
    CHECK (payee_pending_kind IN ('bankgiro', 'plusgiro')),
    CHECK ((payee_kind IS NULL) = (payee_number IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- next_outlet_metres is road distance to the nearest other outlet with a varied assortment.
CREATE TABLE IF NOT EXISTS outlet (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    organisation_id BIGINT NOT NULL,
    name VARCHAR(200) NOT NULL,
    municipality_code CHAR(4) NOT NULL,
    place VARCHAR(100) NOT NULL,
    street VARCHAR(200) NOT NULL DEFAULT '',
    postal_code CHAR(5) NOT NULL DEFAULT '',
    cfar CHAR(8) NULL,
    mobile BOOLEAN NOT NULL DEFAULT FALSE,
    next_outlet_metres INT NULL,
    hours_per_week INT NULL,
    articles INT NULL,
    groceries_turnover_ore BIGINT NULL,
    open_from DATE NULL,
    closed_on DATE NULL,
    version INT NOT NULL DEFAULT 1,
    KEY organisation_id (organisation_id),
    KEY municipality_code (municipality_code, name),
    FOREIGN KEY (organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (municipality_code) REFERENCES municipality (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS outlet_service (
    outlet_id BIGINT NOT NULL,
    service VARCHAR(30) NOT NULL,
    PRIMARY KEY (outlet_id, service),
    FOREIGN KEY (outlet_id) REFERENCES outlet (id),
    CHECK (service IN ('groceries', 'fuel', 'parcels', 'pharmacy', 'alcohol', 'betting', 'cash_withdrawal',
                       'bill_payment', 'daily_takings', 'cafe', 'charging'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
