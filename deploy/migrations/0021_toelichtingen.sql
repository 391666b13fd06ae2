-- What a unit wrote itself beside a figure: every version is a row, the highest one holds; an empty text takes it back.
CREATE SCHEMA toelichting;
COMMENT ON SCHEMA toelichting IS 'Free text of units beside their own figures (written by pos_gateway)';
GRANT USAGE ON SCHEMA toelichting TO pos_gateway, pos_beheer;

CREATE TABLE toelichting.versie (
    niveau text NOT NULL CHECK (niveau IN ('swv', 'subregio', 'bestuur', 'school')),
    eenheid text NOT NULL CHECK (length(eenheid) <= 40),
    dashboard text NOT NULL CHECK (length(dashboard) <= 60),
    figuur text NOT NULL CHECK (length(figuur) <= 60),
    schooljaar smallint NOT NULL,
    versie int NOT NULL CHECK (versie > 0),
    tekst text NOT NULL CHECK (length(tekst) <= 2000),
    geschreven_op timestamptz NOT NULL,
    geschreven_door text NOT NULL,
    PRIMARY KEY (niveau, eenheid, schooljaar, dashboard, figuur, versie)
);
COMMENT ON COLUMN toelichting.versie.schooljaar IS 'First calendar year of the schooljaar that the figure was about';
COMMENT ON COLUMN toelichting.versie.geschreven_door IS 'Name of the account';

-- DELETE: who wrote something about a person by mistake can have every version gone.
GRANT SELECT, INSERT, DELETE ON toelichting.versie TO pos_gateway;
GRANT SELECT ON toelichting.versie TO pos_beheer;
