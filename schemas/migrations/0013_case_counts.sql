-- The start page counts cases by state, all of them or one officer's: from the index alone, not from every case with its
-- application. The queue by amount reads in the order of its index. Written as in 0011: one statement, run again from its
-- start if it was cut short, and all four indexes or none.
SET @there = (SELECT COUNT(*) FROM information_schema.statistics
              WHERE table_schema = DATABASE() AND table_name = 'aid_case' AND index_name = 'counts');
SET @step = IF(@there = 0, 'ALTER TABLE aid_case ADD KEY counts (stage, state, workflow, workflow_version), ADD KEY officer_counts (officer_id, stage, state, workflow, workflow_version), ADD KEY most_sought (sought_ore, id), ADD KEY form_sought (form, sought_ore, id)', 'DO 0');
PREPARE step FROM @step;
EXECUTE step;
DEALLOCATE PREPARE step;
