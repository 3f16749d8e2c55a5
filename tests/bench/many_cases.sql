-- Makes 100 000 cases of the demo data: every case, with all that hangs on it, stands there 385 times. Copies have ids
-- 100 000 apart and diary numbers and payment references of their own; organisations and outlets are copied twenty times.
-- What is summed or chained is right (`bygdestod verify` finds all in order): the funds bear 385 times the money, and every
-- event's hash is made anew over the form of cases/diary_event. Documents are shared with the case copied: their bytes are
-- never read by what is measured.
SET SESSION foreign_key_checks = 0;
SET SESSION unique_checks = 0;
SET SESSION group_concat_max_len = 100000;
CREATE TABLE copy_of (n BIGINT PRIMARY KEY, by_case BIGINT NOT NULL, by_place BIGINT NOT NULL) ENGINE=InnoDB
    SELECT seq AS n, seq * 100000 AS by_case, seq % 20 * 100000 AS by_place FROM seq_1_to_384;
-- Numbers of no real organisation, with right check digits (Luhn): without one they cannot even be read.
INSERT INTO organisation (id, number, name, kind, contact_name, email, phone, street, postal_code, city, payee_kind,
                          payee_number, created_at, version)
    SELECT id + copy * 100000,
           CONCAT(nine, (10 - (SELECT SUM(MID(nine, seq, 1) * IF(seq % 2, 2, 1)
                                          - IF(seq % 2 AND MID(nine, seq, 1) > 4, 9, 0)) FROM seq_1_to_9) % 10) % 10),
           CONCAT(name, ' ', copy), kind, contact_name, email, phone, street, postal_code, city, payee_kind, payee_number,
           created_at, version
    FROM (SELECT o.*, s.seq AS copy, CONCAT('5598', LPAD(s.seq * 1000 + o.id, 5, '0')) AS nine
          FROM organisation o JOIN seq_1_to_19 s) made;
INSERT INTO outlet (id, organisation_id, name, municipality_code, place, street, postal_code, cfar, mobile,
                    next_outlet_metres, hours_per_week, articles, groceries_turnover_ore, open_from, closed_on, version)
    SELECT o.id + s.seq * 100000, o.organisation_id + s.seq * 100000, CONCAT(o.name, ' ', s.seq), o.municipality_code,
           o.place, o.street, o.postal_code, o.cfar, o.mobile, o.next_outlet_metres, o.hours_per_week, o.articles,
           o.groceries_turnover_ore, o.open_from, o.closed_on, o.version
    FROM outlet o JOIN seq_1_to_19 s;
INSERT INTO outlet_service (outlet_id, service)
    SELECT o.outlet_id + s.seq * 100000, o.service FROM outlet_service o JOIN seq_1_to_19 s;
INSERT INTO aid_case (id, diary_number, title, form, form_version, legal_basis, workflow, workflow_version, state, stage,
                      organisation_id, outlet_id, municipality_code, officer_id, fund_id, received_on, decided_on, closed_on,
                      outcome, sought_ore, proposed_ore, reserved_ore, granted_ore, paid_ore, released_ore, application,
                      changed_at, version)
    SELECT c.id + s.by_case,
           CONCAT(SUBSTRING_INDEX(c.diary_number, '/', 1), '/', SUBSTRING_INDEX(c.diary_number, '/', -1) + s.n * 1000),
           c.title, c.form, c.form_version, c.legal_basis, c.workflow, c.workflow_version, c.state, c.stage,
           c.organisation_id + s.by_place, c.outlet_id + s.by_place, c.municipality_code, c.officer_id, c.fund_id,
           c.received_on, c.decided_on, c.closed_on, c.outcome, c.sought_ore, c.proposed_ore, c.reserved_ore, c.granted_ore,
           c.paid_ore, c.released_ore, c.application, c.changed_at, c.version
    FROM copy_of s STRAIGHT_JOIN aid_case c;
UPDATE diary_counter SET last_number = last_number + 384000;
INSERT INTO checklist_answer (case_id, item, answer, note, answered_by, answered_at)
    SELECT x.case_id + s.by_case, x.item, x.answer, x.note, x.answered_by, x.answered_at
    FROM copy_of s STRAIGHT_JOIN checklist_answer x;
INSERT INTO case_document (case_id, document_id, kind, direction)
    SELECT x.case_id + s.by_case, x.document_id, x.kind, x.direction FROM copy_of s STRAIGHT_JOIN case_document x;
INSERT INTO proposal (case_id, outcome, amount_ore, fund_id, reasons, conditions, period_from, period_to, calculation,
                      prepared_by, prepared_at)
    SELECT x.case_id + s.by_case, x.outcome, x.amount_ore, x.fund_id, x.reasons, x.conditions, x.period_from, x.period_to,
           x.calculation, x.prepared_by, x.prepared_at
    FROM copy_of s STRAIGHT_JOIN proposal x;
INSERT INTO decision (id, case_id, sequence, outcome, amount_ore, fund_id, reasons, conditions, period_from, period_to,
                      prepared_by, decided_by, decided_on, decided_at, snapshot)
    SELECT x.id + s.by_case, x.case_id + s.by_case, x.sequence, x.outcome, x.amount_ore, x.fund_id, x.reasons, x.conditions,
           x.period_from, x.period_to, x.prepared_by, x.decided_by, x.decided_on, x.decided_at, x.snapshot
    FROM copy_of s STRAIGHT_JOIN decision x;
INSERT INTO dispatch (decision_id, document_id, dispatched_by, dispatched_on)
    SELECT x.decision_id + s.by_case, x.document_id, x.dispatched_by, x.dispatched_on
    FROM copy_of s STRAIGHT_JOIN dispatch x;
INSERT INTO claim (id, case_id, sequence, kind, final, state, claimed_ore, approved_ore, payable_ore, calculation,
                   received_on, prepared_by)
    SELECT x.id + s.by_case, x.case_id + s.by_case, x.sequence, x.kind, x.final, x.state, x.claimed_ore, x.approved_ore,
           x.payable_ore, x.calculation, x.received_on, x.prepared_by
    FROM copy_of s STRAIGHT_JOIN claim x;
INSERT INTO expenditure (id, claim_id, sequence, cost_line, supplier, invoice_number, invoice_on, paid_on, amount_ore,
                         approved_ore, reason)
    SELECT x.id + s.by_case, x.claim_id + s.by_case, x.sequence, x.cost_line, x.supplier,
           CONCAT(x.invoice_number, '-', s.n), x.invoice_on, x.paid_on, x.amount_ore, x.approved_ore, x.reason
    FROM copy_of s STRAIGHT_JOIN expenditure x;
INSERT INTO payment (id, case_id, claim_id, end_to_end_id, amount_ore, payee_kind, payee_number, state, prepared_by,
                     attested_by, attested_at, booked_on, booked_by, version)
    SELECT x.id + s.by_case, x.case_id + s.by_case, x.claim_id + s.by_case, CONCAT(x.end_to_end_id, '-', s.n), x.amount_ore,
           x.payee_kind, x.payee_number, x.state, x.prepared_by, x.attested_by, x.attested_at, x.booked_on, x.booked_by,
           x.version
    FROM copy_of s STRAIGHT_JOIN payment x;
UPDATE fund_balance SET allocated_ore = allocated_ore * 385, reserved_ore = reserved_ore * 385,
    granted_ore = granted_ore * 385, paid_ore = paid_ore * 385, released_ore = released_ore * 385,
    repaid_ore = repaid_ore * 385, reusable_ore = reusable_ore * 385;
INSERT INTO ledger_entry (id, fund_id, case_id, kind, debit, credit, amount_ore, booked_on, made_at, actor_id, corrects_id,
                          text)
    SELECT x.id + s.by_case, x.fund_id, x.case_id + s.by_case, x.kind, x.debit, x.credit, x.amount_ore, x.booked_on,
           x.made_at, x.actor_id, x.corrects_id, x.text
    FROM copy_of s STRAIGHT_JOIN ledger_entry x;
