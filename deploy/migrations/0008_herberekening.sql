-- Recomputation: the checkpoint that it starts from, what it did, and the nightly self-check.
CREATE TABLE stand.ijkpunt (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    gemaakt_op timestamptz NOT NULL,
    zaken bigint NOT NULL CHECK (zaken >= 0),
    sha_zaken bytea NOT NULL CHECK (length(sha_zaken) = 32),
    sha_cellen bytea NOT NULL CHECK (length(sha_cellen) = 32)
);
COMMENT ON TABLE stand.ijkpunt IS 'A stand that was recomputed and found equal: recomputation = newest checkpoint + log';
COMMENT ON COLUMN stand.ijkpunt.sha_zaken IS 'SHA-256 over the ordered cases; checked whenever the checkpoint is read';
COMMENT ON COLUMN stand.ijkpunt.sha_cellen IS 'SHA-256 over the ordered cells that these cases gave on that day';

CREATE TABLE stand.ijkpunt_partitie (
    ijkpunt int NOT NULL REFERENCES stand.ijkpunt ON DELETE CASCADE,
    topic text NOT NULL,
    partitie int NOT NULL,
    volgende bigint NOT NULL CHECK (volgende >= 0),
    laatste bytea CHECK (length(laatste) = 16),
    ontvangen bigint NOT NULL,
    geteld bigint NOT NULL,
    achterhaald bigint NOT NULL,
    dubbel bigint NOT NULL,
    dood bigint NOT NULL,
    PRIMARY KEY (ijkpunt, topic, partitie),
    CONSTRAINT behoud CHECK (ontvangen = geteld + achterhaald + dubbel + dood)
);

CREATE TABLE stand.ijkpunt_bron (
    ijkpunt int NOT NULL REFERENCES stand.ijkpunt ON DELETE CASCADE,
    bron int NOT NULL,
    swv smallint NOT NULL,
    verwerkt bigint NOT NULL,
    dood bigint NOT NULL,
    PRIMARY KEY (ijkpunt, bron, swv)
);

-- No foreign key: it would be checked for every case, and one transaction writes and removes them all.
CREATE TABLE stand.ijkpunt_zaak (
    ijkpunt int NOT NULL,
    zaak bytea NOT NULL CHECK (length(zaak) = 16),
    versie bigint NOT NULL CHECK (versie > 0),
    swv smallint NOT NULL,
    bron int NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 16),
    inhoud bytea,
    PRIMARY KEY (ijkpunt, zaak)
);
CREATE INDEX ijkpunt_zaak_swv ON stand.ijkpunt_zaak (ijkpunt, swv);
-- The self-check compares the cases of one SWV.
CREATE INDEX zaak_swv ON stand.zaak (swv);

CREATE TABLE stand.herberekening (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    wijze text NOT NULL CHECK (wijze IN ('wissel', 'controle', 'ijkpunt')),
    begonnen_op timestamptz NOT NULL,
    bijgewerkt timestamptz NOT NULL,
    voortgang real NOT NULL DEFAULT 0 CHECK (voortgang BETWEEN 0 AND 1),
    gebeurtenissen bigint NOT NULL DEFAULT 0,
    klaar_op timestamptz,
    verschillen bigint CHECK (verschillen >= 0),
    afgebroken bool NOT NULL DEFAULT false,
    CHECK (afgebroken OR (klaar_op IS NULL) = (verschillen IS NULL))
);
COMMENT ON TABLE stand.herberekening IS 'What was recomputed when, and how much differed from the running figures';

CREATE TABLE stand.zelfcontrole (
    dag date PRIMARY KEY,
    swv smallint NOT NULL,
    begonnen_op timestamptz NOT NULL,
    klaar_op timestamptz,
    cellen bigint,
    zaken bigint,
    hersteld_op timestamptz
);
COMMENT ON TABLE stand.zelfcontrole IS 'Nightly recomputation of one SWV: how many cells and cases differed';
COMMENT ON COLUMN stand.zelfcontrole.hersteld_op IS 'Since then the figures were replaced by recomputed ones';

GRANT SELECT, INSERT, UPDATE, DELETE ON stand.ijkpunt, stand.ijkpunt_partitie, stand.ijkpunt_bron, stand.ijkpunt_zaak,
    stand.herberekening, stand.zelfcontrole TO pos_aggregator;
GRANT SELECT ON stand.ijkpunt, stand.herberekening, stand.zelfcontrole TO pos_beheer;
-- `./pos dlq opnieuw` notes what it offered again.
GRANT UPDATE (afgehandeld_op) ON stand.dode_letter TO pos_beheer;
