-- The audit of releases looks at all releases of a schooljaar, so it needs the truth behind each. Destroyed with the
-- final release of the schooljaar.
CREATE TABLE vrijgave_intern.waarheid (
    vrijgave int NOT NULL,
    schooljaar smallint NOT NULL,
    inhoud bytea NOT NULL,
    PRIMARY KEY (vrijgave, schooljaar)
);
COMMENT ON TABLE vrijgave_intern.waarheid IS 'True numbers per school at a release, for the audit of later ones; gone when the schooljaar is final';
GRANT SELECT, INSERT, DELETE ON vrijgave_intern.waarheid TO pos_aggregator;

ALTER TABLE vrijgave_intern.poging ADD COLUMN reden text;
COMMENT ON COLUMN vrijgave_intern.poging.reden IS 'Why the audit held it back; never a figure';

-- Whoever holds several units knows them all: an attacker of its own.
GRANT SELECT (account, rol, eenheid) ON toegang.recht TO pos_aggregator;

-- An operator sees what was held back, and why.
GRANT USAGE ON SCHEMA vrijgave_intern TO pos_beheer;
GRANT SELECT ON vrijgave_intern.poging TO pos_beheer;
