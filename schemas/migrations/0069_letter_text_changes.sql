-- Texts of letters prepared by one administrator and confirmed by another, laid over those of schemas/letters from their
-- day. `place` is what chooses the text apart from the day; `base` is the text it was written from. `live` is empty for
-- what was withdrawn or refused, so that one text of a place begins on a day.
CREATE TABLE IF NOT EXISTS letter_text_change (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    place VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    base VARCHAR(200) NOT NULL,
    valid_from DATE NOT NULL,
    heading VARCHAR(200) NOT NULL,
    body TEXT NOT NULL,
    reason VARCHAR(500) NOT NULL,
    state VARCHAR(20) NOT NULL DEFAULT 'prepared',
    live BOOLEAN NULL DEFAULT TRUE,
    prepared_by BIGINT NOT NULL,
    prepared_at DATETIME(6) NOT NULL,
    settled_by BIGINT NULL,
    settled_at DATETIME(6) NULL,
    settled_why VARCHAR(500) NOT NULL DEFAULT '',
    version INT NOT NULL DEFAULT 1,
    UNIQUE KEY place_day (place, valid_from, live),
    KEY state (state, id),
    FOREIGN KEY (prepared_by) REFERENCES user_account (id),
    FOREIGN KEY (settled_by) REFERENCES user_account (id),
    CHECK (state IN ('prepared', 'confirmed', 'refused', 'withdrawn')),
    CHECK ((state IN ('refused', 'withdrawn')) = (live IS NULL)),
    CHECK ((state = 'prepared') = (settled_by IS NULL)),
    CHECK (state NOT IN ('confirmed', 'refused') OR settled_by <> prepared_by),
    CHECK (state <> 'withdrawn' OR settled_by = prepared_by),
    CHECK (state <> 'refused' OR settled_why <> '')
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
-- How often one has been confirmed: what every server looks at, and what two confirmations at once meet in.
CREATE TABLE IF NOT EXISTS letter_text_edition (
    id INT PRIMARY KEY,
    edition BIGINT NOT NULL,
    CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
INSERT IGNORE INTO letter_text_edition (id, edition) VALUES (1, 0);
