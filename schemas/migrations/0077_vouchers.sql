-- Vouchers (verifikationer) made from the ledger, the payments and the recoveries by the account plan. The counter is both the number and
-- the guard: whoever makes vouchers or takes them out in a file writes its row. Each thing that happened gives at most one voucher.
CREATE TABLE IF NOT EXISTS voucher_counter (
    series VARCHAR(10) NOT NULL,
    year INT NOT NULL,
    last_number BIGINT NOT NULL,
    last_exported BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (series, year),
    CHECK (last_number >= 0 AND last_exported >= 0 AND last_exported <= last_number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
CREATE TABLE IF NOT EXISTS voucher (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    series VARCHAR(10) NOT NULL,
    year INT NOT NULL,
    number BIGINT NOT NULL,
    booked_on DATE NOT NULL,
    text VARCHAR(300) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    source_kind VARCHAR(20) NOT NULL,
    source_id BIGINT NOT NULL,
    case_id BIGINT NULL,
    corrects_id BIGINT NULL,
    reason VARCHAR(500) NOT NULL DEFAULT '',
    plan_from DATE NOT NULL,
    debit_ore BIGINT NOT NULL,
    credit_ore BIGINT NOT NULL,
    made_by BIGINT NULL,
    made_by_name VARCHAR(200) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    UNIQUE KEY series_number (series, year, number),
    UNIQUE KEY source (source_kind, source_id),
    KEY booked_on (booked_on, id),
    KEY case_id (case_id, id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    FOREIGN KEY (corrects_id) REFERENCES voucher (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK (number > 0 AND debit_ore > 0 AND debit_ore = credit_ore),
    CHECK (source_kind IN ('ledger', 'payment', 'recovery', 'recovery_entry', 'reversal', 'rebooking')),
    CHECK ((source_kind IN ('reversal', 'rebooking')) = (corrects_id IS NOT NULL)),
    CHECK (corrects_id IS NULL OR reason <> '')
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- Debit is positive, credit negative. `objects` is the dimensions as JSON: {"1":"7310","6":"RUS-2026"}.
CREATE TABLE IF NOT EXISTS voucher_line (
    voucher_id BIGINT NOT NULL,
    position INT NOT NULL,
    role VARCHAR(20) NOT NULL,
    account VARCHAR(10) NOT NULL,
    objects VARCHAR(300) NOT NULL,
    fund_id BIGINT NULL,
    case_id BIGINT NULL,
    amount_ore BIGINT NOT NULL,
    PRIMARY KEY (voucher_id, position),
    KEY case_role (case_id, role),
    FOREIGN KEY (voucher_id) REFERENCES voucher (id),
    FOREIGN KEY (fund_id) REFERENCES fund (id),
    FOREIGN KEY (case_id) REFERENCES aid_case (id),
    CHECK (amount_ore <> 0),
    CHECK (role IN ('cost', 'debt', 'bank', 'receivable', 'recovered', 'interest', 'set_off'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- What was looked at and moves nothing in the accounts, so that it is not looked at again.
CREATE TABLE IF NOT EXISTS voucher_none (
    source_kind VARCHAR(20) NOT NULL,
    source_id BIGINT NOT NULL,
    why VARCHAR(60) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    PRIMARY KEY (source_kind, source_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
