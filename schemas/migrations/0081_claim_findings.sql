-- What the automatic control found on each row of a claim when it was reviewed, with why a serious finding did not stop the
-- row. Each time a review is kept, its findings are written anew as one more review.
CREATE TABLE IF NOT EXISTS claim_finding (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    claim_id BIGINT NOT NULL,
    expenditure_id BIGINT NOT NULL,
    review INT NOT NULL,
    code VARCHAR(40) NOT NULL,
    weight VARCHAR(10) NOT NULL,
    facts TEXT NOT NULL,
    rule VARCHAR(200) NOT NULL,
    acknowledged VARCHAR(500) NOT NULL DEFAULT '',
    made_by BIGINT NOT NULL,
    made_at DATETIME(6) NOT NULL,
    UNIQUE KEY of_row (expenditure_id, review, code),
    KEY of_claim (claim_id, review),
    FOREIGN KEY (claim_id) REFERENCES claim (id),
    FOREIGN KEY (expenditure_id) REFERENCES expenditure (id),
    FOREIGN KEY (made_by) REFERENCES user_account (id),
    CHECK (weight IN ('serious', 'warning')),
    CHECK (review > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
