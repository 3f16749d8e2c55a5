-- A proposal may be to dismiss (avvisning). The check that allowed three outcomes has no name of its own, so it is found by
-- what it says; the two databases keep it under different names.
SET @name = (SELECT MAX(constraint_name) FROM information_schema.check_constraints
             WHERE constraint_schema = DATABASE() AND check_clause LIKE '%partly_approved%' AND check_clause NOT LIKE '%dismissed%');
SET @step = IF(@name IS NULL, 'DO 0', CONCAT('ALTER TABLE proposal DROP CONSTRAINT `', @name, '`'));
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
SET @there = (SELECT COUNT(*) FROM information_schema.table_constraints
              WHERE table_schema = DATABASE() AND table_name = 'proposal' AND constraint_name = 'proposal_outcome');
SET @step = IF(@there = 0,
    'ALTER TABLE proposal ADD CONSTRAINT proposal_outcome CHECK (outcome IN (''approved'', ''partly_approved'', ''rejected'', ''dismissed''))',
    'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
