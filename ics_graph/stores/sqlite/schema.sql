-- The embedded store. Bounds are days as text; doc is the whole record as JSON;
-- the columns after it are those of ics_graph.stores.rows, in the same order.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entity (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, certainty TEXT NOT NULL, planned INTEGER NOT NULL,
    start_min TEXT NOT NULL, start_max TEXT NOT NULL, end_min TEXT NOT NULL, end_max TEXT NOT NULL, doc TEXT NOT NULL,
    extent TEXT NOT NULL, unnamed INTEGER NOT NULL, phases TEXT, codes TEXT, kinds TEXT
) WITHOUT ROWID;
CREATE TABLE line (
    id TEXT NOT NULL, subject TEXT NOT NULL, type TEXT NOT NULL, family TEXT NOT NULL, object TEXT NOT NULL,
    certainty TEXT NOT NULL, planned INTEGER NOT NULL, general INTEGER NOT NULL,
    start_min TEXT NOT NULL, start_max TEXT NOT NULL, end_min TEXT NOT NULL, end_max TEXT NOT NULL,
    plan_from TEXT, plan_to TEXT, doc TEXT NOT NULL, role TEXT, capacity TEXT, on_behalf_of TEXT, phases TEXT
);
CREATE TABLE fact (id TEXT PRIMARY KEY, entity TEXT NOT NULL, property TEXT NOT NULL, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE gap (id TEXT PRIMARY KEY, entity TEXT NOT NULL, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE complete (id TEXT PRIMARY KEY, entity TEXT NOT NULL, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE event (id TEXT PRIMARY KEY, kind TEXT NOT NULL, doc TEXT NOT NULL) WITHOUT ROWID;
-- Who may decide what: records of one shape, and what each refers to (ics_graph.model.decisions.REFERENCES).
CREATE TABLE filed (section TEXT NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL,
    PRIMARY KEY (section, id)) WITHOUT ROWID;
CREATE TABLE filed_by (section TEXT NOT NULL, field TEXT NOT NULL, target TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (section, field, target, id)) WITHOUT ROWID;
CREATE TABLE participant (entity TEXT NOT NULL, event TEXT NOT NULL, side TEXT NOT NULL,
    PRIMARY KEY (entity, event, side)) WITHOUT ROWID;
CREATE TABLE source (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE name (key TEXT NOT NULL, entity TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL);
-- What people say for short (ics_graph.names.short_forms): no near name is looked for among them.
CREATE TABLE short_form (key TEXT NOT NULL, entity TEXT NOT NULL, text TEXT NOT NULL);
CREATE VIRTUAL TABLE name_text USING fts5(key, content='name', content_rowid='rowid', tokenize='trigram');
