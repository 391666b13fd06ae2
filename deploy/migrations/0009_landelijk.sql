-- Figures about the whole country as published by others. Open data: every account may read all of it.
CREATE SCHEMA landelijk;
COMMENT ON SCHEMA landelijk IS 'Published national figures, to compare with; written by pos_aggregator';
GRANT USAGE ON SCHEMA landelijk TO pos_aggregator, pos_gateway, pos_beheer;

CREATE TABLE landelijk.cijfer (
    indicator text NOT NULL,
    schooljaar smallint NOT NULL,
    schoolsoort text NOT NULL CHECK (schoolsoort IN ('sbo', 'so', 'vso', 'pro')),
    waarde numeric NOT NULL CHECK (waarde BETWEEN 0 AND 100),
    teller int CHECK (teller >= 0),
    noemer int CHECK (noemer > 0),
    status text CHECK (status IN ('voorlopig', 'definitief')),
    bron text NOT NULL,
    levering uuid NOT NULL REFERENCES organisatie.levering,
    PRIMARY KEY (indicator, schooljaar)
);
COMMENT ON COLUMN landelijk.cijfer.waarde IS 'Percentage with the decimals of its publisher; never computed here';
COMMENT ON COLUMN landelijk.cijfer.status IS 'NULL: the publisher does not say';
COMMENT ON COLUMN landelijk.cijfer.bron IS 'Publisher and definition: the definitions of a deelnamepercentage differ';
COMMENT ON COLUMN landelijk.cijfer.levering IS 'The delivery in force: its peildatum is the "stand per"';

GRANT SELECT ON landelijk.cijfer TO pos_gateway, pos_beheer;
GRANT SELECT, INSERT, DELETE ON landelijk.cijfer TO pos_aggregator;
