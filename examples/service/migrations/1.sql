-- A dossier that is open. `dossier` is its JSON without the NIR; `nir` the seal of it, 46 bytes.
CREATE TABLE dossiers (
    id TEXT PRIMARY KEY,
    structure TEXT NOT NULL,
    dossier TEXT NOT NULL,
    nir {BYTES},
    -- Codes of the data collected under a programme co-financed by the ESF (reading A17).
    cofinanced TEXT NOT NULL,
    -- What is attested of the young person (`facts` of a request).
    facts TEXT NOT NULL
);

-- The closed archive of the ESF: of a dossier only the data flagged as co-financed, and what tells its term.
CREATE TABLE fse_archive (
    id TEXT PRIMARY KEY,
    structure TEXT NOT NULL,
    dossier TEXT NOT NULL,
    nir {BYTES},
    fse TEXT NOT NULL,
    moved_on TEXT NOT NULL
);

-- The logs of the journal. What is appended begins where what is there ends: of two who would write the same, the key
-- refuses the second.
CREATE TABLE journal (
    log TEXT NOT NULL,
    start BIGINT NOT NULL,
    bytes {BYTES} NOT NULL,
    PRIMARY KEY (log, start)
);
