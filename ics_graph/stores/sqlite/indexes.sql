CREATE UNIQUE INDEX line_id ON line (id);
CREATE INDEX line_up ON line (subject, family, start_min, end_max, object);
CREATE INDEX line_down ON line (object, family, start_min, end_max, subject);
CREATE INDEX fact_entity ON fact (entity);
CREATE INDEX gap_entity ON gap (entity);
CREATE INDEX complete_entity ON complete (entity);
CREATE INDEX name_key ON name (key);
CREATE INDEX short_form_key ON short_form (key);
INSERT INTO name_text (name_text) VALUES ('rebuild');
