-- Makes 100 000 cases of the demo data: every case, with all that hangs on it, stands there 385 times. Copies have ids
-- 100 000 apart, diary numbers and payment references of their own, and organisations and outlets of their own: a company
-- with the cases of many would be far over the ceiling of aid of minor importance.
-- What is summed or chained is right (`bygdestod verify` finds all in order): the funds bear 385 times the money, and every
-- event's hash is made anew over the form of cases/diary_event. Documents are shared with the case copied: their bytes are
-- never read by what is measured.
SET SESSION foreign_key_checks = 0;
SET SESSION unique_checks = 0;
SET SESSION group_concat_max_len = 100000;
CREATE TABLE copy_of (n BIGINT PRIMARY KEY, by_case BIGINT NOT NULL) ENGINE=InnoDB
    SELECT seq AS n, seq * 100000 AS by_case FROM seq_1_to_384;
-- Numbers of no real organisation, with right check digits (Luhn): without one they cannot even be read.
INSERT INTO organisation (id, number, name, kind, contact_name, email, phone, street, postal_code, city, payee_kind,
                          payee_number, created_at, version)
    SELECT id + copy * 100000,
           CONCAT(nine, (10 - (SELECT SUM(MID(nine, seq, 1) * IF(seq % 2, 2, 1)
                                          - IF(seq % 2 AND MID(nine, seq, 1) > 4, 9, 0)) FROM seq_1_to_9) % 10) % 10),
           CONCAT(name, ' ', copy), kind, contact_name, email, phone, street, postal_code, city, payee_kind, payee_number,
           created_at, version
    FROM (SELECT o.*, s.seq AS copy, CONCAT('558', LPAD(s.seq * 1000 + o.id, 6, '0')) AS nine
          FROM organisation o JOIN seq_1_to_384 s) made;
INSERT INTO outlet (id, organisation_id, name, municipality_code, place, street, postal_code, cfar, mobile,
                    next_outlet_metres, archipelago, hours_per_week, open_all_year, articles, assortment_groups,
                    groceries_turnover_ore, open_from, closed_on, version)
    SELECT o.id + s.seq * 100000, o.organisation_id + s.seq * 100000, CONCAT(o.name, ' ', s.seq), o.municipality_code,
           o.place, o.street, o.postal_code, o.cfar, o.mobile, o.next_outlet_metres, o.archipelago, o.hours_per_week,
           o.open_all_year, o.articles, o.assortment_groups, o.groceries_turnover_ore, o.open_from, o.closed_on, o.version
    FROM outlet o JOIN seq_1_to_384 s;
INSERT INTO outlet_service (outlet_id, service)
    SELECT o.outlet_id + s.seq * 100000, o.service FROM outlet_service o JOIN seq_1_to_384 s;
INSERT INTO provider_event (id, organisation_id, outlet_id, municipality_code, kind, actor_id, actor_name, occurred_at, detail)
    SELECT x.id + s.seq * 100000, x.organisation_id + s.seq * 100000, x.outlet_id + s.seq * 100000, x.municipality_code,
           x.kind, x.actor_id, x.actor_name, x.occurred_at, x.detail
    FROM provider_event x JOIN seq_1_to_384 s WHERE x.organisation_id IS NOT NULL OR x.outlet_id IS NOT NULL;
INSERT INTO aid_case (id, diary_number, title, form, form_version, legal_basis, workflow, workflow_version, state, stage,
                      organisation_id, outlet_id, municipality_code, officer_id, fund_id, received_on, decided_on, closed_on,
                      outcome, sought_ore, proposed_ore, reserved_ore, granted_ore, paid_ore, released_ore, application,
                      changed_at, version)
    SELECT c.id + s.by_case,
           CONCAT(SUBSTRING_INDEX(c.diary_number, '/', 1), '/', SUBSTRING_INDEX(c.diary_number, '/', -1) + s.n * 1000),
           c.title, c.form, c.form_version, c.legal_basis, c.workflow, c.workflow_version, c.state, c.stage,
           c.organisation_id + s.by_case, c.outlet_id + s.by_case, c.municipality_code, c.officer_id, c.fund_id,
           c.received_on, c.decided_on, c.closed_on, c.outcome, c.sought_ore, c.proposed_ore, c.reserved_ore, c.granted_ore,
           c.paid_ore, c.released_ore, c.application, c.changed_at, c.version
    FROM copy_of s STRAIGHT_JOIN aid_case c;
INSERT INTO search_word (kind, word, subject_id)
    SELECT x.kind, x.word, x.subject_id + s.by_case FROM search_word x JOIN copy_of s ORDER BY x.kind, x.word, s.n;
INSERT INTO proceeding (id, case_id, sequence, kind, workflow, workflow_version, state, stage, opened_on, closed_on,
                        proposed_ore, reserved_ore, decided_ore, outcome, data)
    SELECT x.id + s.by_case, x.case_id + s.by_case, x.sequence, x.kind, x.workflow, x.workflow_version, x.state, x.stage,
           x.opened_on, x.closed_on, x.proposed_ore, x.reserved_ore, x.decided_ore, x.outcome, x.data
    FROM copy_of s STRAIGHT_JOIN proceeding x;
INSERT INTO case_request (id, case_id, proceeding_id, kind, recipient, recipient_kind, question, consequence, sent_on, due_on,
                          reminded_on, status, closed_on, answer, sent_by, closed_by, document_id)
    SELECT x.id + s.by_case, x.case_id + s.by_case, x.proceeding_id + s.by_case, x.kind, x.recipient, x.recipient_kind,
           x.question, x.consequence, x.sent_on, x.due_on, x.reminded_on, x.status, x.closed_on, x.answer, x.sent_by,
           x.closed_by, x.document_id
    FROM copy_of s STRAIGHT_JOIN case_request x;
INSERT INTO recovery_entry (id, proceeding_id, kind, booked_on, debt_ore, interest_ore, note, made_by, made_at)
    SELECT x.id + s.by_case, x.proceeding_id + s.by_case, x.kind, x.booked_on, x.debt_ore, x.interest_ore, x.note, x.made_by,
           x.made_at
    FROM copy_of s STRAIGHT_JOIN recovery_entry x;
INSERT INTO conflict_declaration (case_id, user_id, conflicted, reason, declared_at)
    SELECT x.case_id + s.by_case, x.user_id, x.conflicted, x.reason, x.declared_at
    FROM copy_of s STRAIGHT_JOIN conflict_declaration x;
INSERT INTO organisation_check (id, organisation_id, kind, result, checked_on, valid_until, source, note, checked_by, made_at)
    SELECT x.id + s.seq * 100000, x.organisation_id + s.seq * 100000, x.kind, x.result, x.checked_on, x.valid_until, x.source,
           x.note, x.checked_by, x.made_at
    FROM organisation_check x JOIN seq_1_to_384 s;
INSERT INTO case_mark (id, case_id, kind, instance, marked_on, note, made_by, made_at)
    SELECT x.id + s.by_case, x.case_id + s.by_case, x.kind, x.instance, x.marked_on, x.note, x.made_by, x.made_at
    FROM copy_of s STRAIGHT_JOIN case_mark x;
INSERT INTO special_reason (id, case_id, rule, paragraph, text, written_by, written_at)
    SELECT x.id + s.by_case, x.case_id + s.by_case, x.rule, x.paragraph, x.text, x.written_by, x.written_at
    FROM copy_of s STRAIGHT_JOIN special_reason x;
-- A task's instance is the id of a request, decision or claim of its case, or a year or nothing, which are the same for all.
INSERT INTO task (id, subject_kind, subject_id, case_id, timer, started_on, instance, due_on, standing_still, role, user_id,
                  state, made_on, closed_on, closed_by, note, version)
    SELECT x.id + s.by_case, x.subject_kind, x.subject_id + s.by_case, x.case_id + s.by_case, x.timer, x.started_on,
           x.instance, x.due_on, x.standing_still, x.role, x.user_id, x.state, x.made_on, x.closed_on, x.closed_by, x.note,
           x.version
    FROM copy_of s STRAIGHT_JOIN task x WHERE x.subject_kind = 'case';
UPDATE diary_counter SET last_number = last_number + 384000;
INSERT INTO checklist_answer (case_id, item, answer, note, answered_by, answered_at)
    SELECT x.case_id + s.by_case, x.item, x.answer, x.note, x.answered_by, x.answered_at
    FROM copy_of s STRAIGHT_JOIN checklist_answer x;
INSERT INTO case_document (case_id, document_id, kind, direction, number, version, newest)
    SELECT x.case_id + s.by_case, x.document_id, x.kind, x.direction, x.number, x.version, x.newest FROM copy_of s STRAIGHT_JOIN case_document x;
INSERT INTO case_document_counter (case_id, last_number)
    SELECT x.case_id + s.by_case, x.last_number FROM copy_of s STRAIGHT_JOIN case_document_counter x;
INSERT INTO proposal (case_id, proceeding_id, outcome, amount_ore, fund_id, reasons, conditions, period_from, period_to, calculation,
                      prepared_by, prepared_at)
    SELECT x.case_id + s.by_case, IF(x.proceeding_id = 0, 0, x.proceeding_id + s.by_case), x.outcome, x.amount_ore, x.fund_id,
           x.reasons, x.conditions, x.period_from, x.period_to, x.calculation, x.prepared_by, x.prepared_at
    FROM copy_of s STRAIGHT_JOIN proposal x;
INSERT INTO decision (id, case_id, sequence, kind, proceeding_id, outcome, amount_ore, fund_id, reasons, conditions, period_from, period_to,
                      prepared_by, decided_by, decided_on, decided_at, snapshot)
    SELECT x.id + s.by_case, x.case_id + s.by_case, x.sequence, x.kind, x.proceeding_id + s.by_case, x.outcome, x.amount_ore,
           x.fund_id, x.reasons, x.conditions, x.period_from, x.period_to, x.prepared_by, x.decided_by, x.decided_on, x.decided_at, x.snapshot
    FROM copy_of s STRAIGHT_JOIN decision x;
INSERT INTO dispatch (decision_id, document_id, dispatched_by, dispatched_on)
    SELECT x.decision_id + s.by_case, x.document_id, x.dispatched_by, x.dispatched_on
    FROM copy_of s STRAIGHT_JOIN dispatch x;
-- By a row of the delegation order: what stood on an agenda stands on one, and is not decided there again.
INSERT INTO decision_authority (decision_id, basis, delegation_id, on_behalf_of, item_id, reference)
    SELECT x.decision_id + s.by_case, 'delegation', x.delegation_id, x.on_behalf_of, NULL, x.reference
    FROM copy_of s STRAIGHT_JOIN decision_authority x;
INSERT INTO de_minimis_grant (id, organisation_id, ledger, regulation, source, granted_on, granter, amount_ore, eur_cents,
                              rate_millionths, rate_day, rate_source, case_id, decision_id, corrects_id, same_as_id, sector,
                              note, register_by, made_by, made_by_name, made_at)
    SELECT x.id + s.by_case, x.organisation_id + s.by_case, x.ledger, x.regulation, x.source, x.granted_on, x.granter,
           x.amount_ore, x.eur_cents, x.rate_millionths, x.rate_day, x.rate_source, x.case_id + s.by_case,
           x.decision_id + s.by_case, x.corrects_id + s.by_case, x.same_as_id + s.by_case, x.sector, x.note, x.register_by,
           x.made_by, x.made_by_name, x.made_at
    FROM copy_of s STRAIGHT_JOIN de_minimis_grant x WHERE x.case_id IS NOT NULL;
INSERT INTO claim (id, case_id, proceeding_id, sequence, kind, final, state, claimed_ore, approved_ore, payable_ore, calculation,
                   received_on, prepared_by)
    SELECT x.id + s.by_case, x.case_id + s.by_case, x.proceeding_id + s.by_case, x.sequence, x.kind, x.final, x.state, x.claimed_ore, x.approved_ore,
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
