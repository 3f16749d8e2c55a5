-- Rows of a claim as they are shown to the region: what kind of cost, net and VAT apart, the supplier's number and the documents
-- that prove it. Null net: registered before they were kept apart; amount_ore is what counts of the row, as it always was.
-- Written as in 0011.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'expenditure' AND column_name = 'net_ore');
SET @step = IF(@there = 0,
    'ALTER TABLE expenditure
     ADD COLUMN kind VARCHAR(20) NOT NULL DEFAULT ''invoice'' AFTER sequence,
     ADD COLUMN supplier_number VARCHAR(20) NOT NULL DEFAULT '''' AFTER supplier,
     ADD COLUMN invoice_key VARCHAR(100) NOT NULL DEFAULT '''' AFTER invoice_number,
     ADD COLUMN net_ore BIGINT NULL AFTER paid_on,
     ADD COLUMN vat_ore BIGINT NOT NULL DEFAULT 0 AFTER net_ore,
     ADD COLUMN document_id BIGINT NULL AFTER reason,
     ADD COLUMN payment_document_id BIGINT NULL AFTER document_id,
     ADD COLUMN question VARCHAR(1000) NOT NULL DEFAULT '''' AFTER payment_document_id,
     ADD KEY invoice_key (invoice_key),
     ADD CONSTRAINT expenditure_document FOREIGN KEY (document_id) REFERENCES document (id),
     ADD CONSTRAINT expenditure_payment_document FOREIGN KEY (payment_document_id) REFERENCES document (id),
     ADD CONSTRAINT expenditure_kind CHECK (kind IN (''invoice'', ''flat_rate'', ''in_kind'')),
     ADD CONSTRAINT expenditure_net CHECK (net_ore IS NULL OR (net_ore >= 0 AND vat_ore >= 0 AND amount_ore <= net_ore + vat_ore))',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
-- As invoice_key in claim_finding writes it: without separators and leading zeros, so that 17 and 0017 are one.
UPDATE expenditure SET invoice_key = TRIM(LEADING '0' FROM LOWER(REPLACE(REPLACE(REPLACE(REPLACE(invoice_number, ' ', ''), '-', ''), '/', ''), '.', '')))
 WHERE invoice_key = '';
-- An advance is a claim without rows, settled by the claims after it; in-kind financing stands against the in-kind rows.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'claim' AND column_name = 'advance');
SET @step = IF(@there = 0,
    'ALTER TABLE claim
     ADD COLUMN advance BOOLEAN NOT NULL DEFAULT FALSE AFTER final,
     ADD COLUMN in_kind_ore BIGINT NOT NULL DEFAULT 0 AFTER claimed_ore,
     ADD CONSTRAINT claim_advance CHECK (NOT advance OR (kind = ''expenditure'' AND NOT final)),
     ADD CONSTRAINT claim_in_kind CHECK (in_kind_ore >= 0)',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
