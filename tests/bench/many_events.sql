-- One link of every copied chain at a time ({n} is its number): an event's hash holds the hash of the event before it.
INSERT INTO diary_event (case_id, sequence, kind, action, from_state, to_state, actor_id, actor_name, occurred_at, text, data,
                         hash_version, previous_hash, hash)
    SELECT new_id, sequence, kind, action, from_state, to_state, actor_id, actor_name, occurred_at, text, data, hash_version,
           previous, SHA2(CONCAT('diary-event-1;', LENGTH(new_id), ':', new_id, LENGTH(sequence), ':', sequence,
               LENGTH(kind), ':', kind, IFNULL(CONCAT(LENGTH(action), ':', action), '-'),
               IFNULL(CONCAT(LENGTH(from_state), ':', from_state), '-'),
               IFNULL(CONCAT(LENGTH(to_state), ':', to_state), '-'),
               IFNULL(CONCAT(LENGTH(actor_id), ':', actor_id), '-'), LENGTH(actor_name), ':', actor_name, '27:',
               DATE_FORMAT(occurred_at, '%Y-%m-%dT%H:%i:%s.%fZ'), LENGTH(text), ':', text, LENGTH(data), ':', data, '64:',
               previous), 256)
    FROM (SELECT x.case_id + s.by_case AS new_id, x.sequence, x.kind, x.action, x.from_state, x.to_state, x.actor_id,
                 x.actor_name, x.occurred_at, x.text, x.data, x.hash_version,
                 IFNULL(h.hash, x.previous_hash) AS previous
          FROM copy_of s STRAIGHT_JOIN diary_event x LEFT JOIN diary_head h ON h.case_id = x.case_id + s.by_case
          WHERE x.case_id < 100000 AND x.sequence = {n}) link;
REPLACE INTO diary_head (case_id, sequence, hash)
    SELECT case_id, sequence, hash FROM diary_event WHERE case_id > 100000 AND sequence = {n};
