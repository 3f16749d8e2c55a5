-- The telephone of the contact at Länsstyrelsen: much of the work is done by it.
SET @there = (SELECT COUNT(*) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name = 'payment_service_link' AND column_name = 'their_contact_phone');
SET @step = IF(@there = 0,
    'ALTER TABLE payment_service_link ADD COLUMN their_contact_phone VARCHAR(50) NOT NULL DEFAULT '''' AFTER their_contact_email',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
