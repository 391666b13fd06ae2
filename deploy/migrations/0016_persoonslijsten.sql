-- Lists with persons after the anonymiser: DUO's funded pupils and pupils at home. Pseudonyms and codes only.
CREATE TABLE stand.lijst (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    soort text NOT NULL CHECK (soort IN ('duo-bekostigd', 'thuiszitters')),
    swv smallint NOT NULL,
    peildatum date NOT NULL,
    schooljaar smallint NOT NULL,
    status text CHECK (status IN ('voorlopig', 'definitief')),
    levering uuid NOT NULL REFERENCES organisatie.levering,
    vast bool NOT NULL DEFAULT false,
    UNIQUE (soort, swv, peildatum)
);
COMMENT ON TABLE stand.lijst IS 'The list in force per SWV and teldatum or peildatum; without one a figure is unknown, not zero';
COMMENT ON COLUMN stand.lijst.id IS 'New with every delivery: whoever sees the same ids sees the same lines';

COMMENT ON COLUMN stand.lijst.vast IS 'Past its retention: the lines are gone, the cells stay as they were';

CREATE TABLE stand.bekostigd (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lijst bigint NOT NULL REFERENCES stand.lijst ON DELETE CASCADE,
    vestiging int NOT NULL,
    code bigint NOT NULL,
    bekend int NOT NULL DEFAULT 0 CHECK (bekend >= 0)
);
COMMENT ON TABLE stand.bekostigd IS 'One funded pupil; code as a cell of kubus VERZILVERING in state onbekend';
COMMENT ON COLUMN stand.bekostigd.bekend IS 'Number of held cases with a decision of this number; at 0 the line counts as onbekend';
CREATE INDEX bekostigd_lijst ON stand.bekostigd (lijst);

CREATE TABLE stand.bekostigd_nummer (
    nummer bytea NOT NULL CHECK (length(nummer) = 16),
    regel bigint NOT NULL REFERENCES stand.bekostigd ON DELETE CASCADE,
    PRIMARY KEY (nummer, regel)
);
COMMENT ON TABLE stand.bekostigd_nummer IS 'Pseudonyms of the number of a line, one per key that lived when it was delivered';
CREATE INDEX bekostigd_nummer_regel ON stand.bekostigd_nummer (regel);

CREATE TABLE stand.thuiszitter (
    lijst bigint NOT NULL REFERENCES stand.lijst ON DELETE CASCADE,
    melding bytea NOT NULL CHECK (length(melding) = 16),
    vestiging int NOT NULL,
    code bigint NOT NULL,
    PRIMARY KEY (lijst, melding)
);
COMMENT ON TABLE stand.thuiszitter IS 'One pupil at home on the peildatum; vestiging -1: of no school; code as a cell of kubus THUISZITTER';

GRANT SELECT, INSERT, UPDATE, DELETE ON stand.lijst, stand.bekostigd, stand.bekostigd_nummer, stand.thuiszitter
    TO pos_aggregator;
GRANT USAGE ON SEQUENCE stand.bekostigd_id_seq TO pos_aggregator;
-- Which lists are loaded is no secret; their lines stay with the aggregator.
GRANT SELECT ON stand.lijst TO pos_gateway, pos_beheer;
