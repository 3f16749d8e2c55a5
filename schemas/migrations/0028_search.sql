-- The words by which cases are found (backend/base/search_words): of a case itself and its diary (1), of an organisation
-- (2) and of an outlet (3). Looked up by word or by the beginning of one. What stood there before this is told by
-- `bygdestod` itself when it starts, since the words are made by the program.
CREATE TABLE IF NOT EXISTS search_word (
    kind TINYINT NOT NULL,
    word VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    subject_id BIGINT NOT NULL,
    PRIMARY KEY (kind, word, subject_id),
    KEY subject (kind, subject_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
-- Every word of four letters or more, and what is left of it when one letter is gone: two words that differ by one letter
-- more, less or other meet here.
CREATE TABLE IF NOT EXISTS search_near (
    near VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    word VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (near, word)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
