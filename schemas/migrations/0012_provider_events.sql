-- Who changed what about organisations, outlets and service plans. The account support is paid to is replayed from these
-- rows by `bygdestod verify`: who asked for it, and which other person confirmed it (design.md §4 rule 8).
CREATE TABLE IF NOT EXISTS provider_event (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    organisation_id BIGINT NULL,
    outlet_id BIGINT NULL,
    municipality_code CHAR(4) NULL,
    kind VARCHAR(40) NOT NULL,
    actor_id BIGINT NULL,
    actor_name VARCHAR(200) NOT NULL,
    occurred_at DATETIME(6) NOT NULL,
    detail TEXT NOT NULL,
    KEY organisation_id (organisation_id, id),
    KEY outlet_id (outlet_id, id),
    KEY municipality_code (municipality_code, id),
    FOREIGN KEY (organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (outlet_id) REFERENCES outlet (id),
    FOREIGN KEY (municipality_code) REFERENCES municipality (code),
    FOREIGN KEY (actor_id) REFERENCES user_account (id),
    CHECK (kind IN ('organisation_added', 'organisation_changed', 'outlet_added', 'outlet_changed', 'payee_proposed',
                    'payee_confirmed', 'payee_refused', 'plan_added'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
