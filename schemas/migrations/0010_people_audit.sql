-- Who changed which account, when and how: roles, delegation levels and passwords are the keys to all money.
CREATE TABLE IF NOT EXISTS user_event (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    actor_id BIGINT NULL,
    actor_name VARCHAR(200) NOT NULL,
    occurred_at DATETIME(6) NOT NULL,
    detail TEXT NOT NULL,
    KEY user_id (user_id, id),
    FOREIGN KEY (user_id) REFERENCES user_account (id),
    FOREIGN KEY (actor_id) REFERENCES user_account (id),
    CHECK (kind IN ('added', 'changed', 'password_reset', 'password_changed', 'token_made', 'token_revoked',
                    'sessions_ended'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci COMMENT='append-only';
-- How many active administrators there are: the row that is written when one comes or goes, so that two administrators
-- who take away each other's role at the same moment do not both succeed (design.md §4 rule 5).
CREATE TABLE IF NOT EXISTS administrator_count (
    id INT PRIMARY KEY,
    active INT NOT NULL,
    CHECK (id = 1 AND active >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;
INSERT IGNORE INTO administrator_count (id, active)
SELECT 1, COUNT(*) FROM user_account JOIN user_role ON user_role.user_id = user_account.id
WHERE user_account.active AND user_role.role = 'administrator';
