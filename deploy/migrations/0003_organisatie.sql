-- Reference data. Integers as in shared/contracts/eenheden.py; a schooljaar is its first calendar year.
CREATE TABLE organisatie.levering (
    id uuid PRIMARY KEY,
    nummer bigint NOT NULL UNIQUE,
    soort text NOT NULL,
    bron text,
    status text CHECK (status IN ('voorlopig', 'definitief')),
    peildatum date NOT NULL,
    sha256 bytea NOT NULL CHECK (length(sha256) = 32),
    rijen int NOT NULL CHECK (rijen >= 0),
    wie text NOT NULL,
    ontvangen_op timestamptz NOT NULL,
    toegepast_op timestamptz,
    afgewezen text,
    herhaling_van uuid REFERENCES organisatie.levering,
    uitkomst jsonb NOT NULL DEFAULT '{}',
    CHECK (num_nonnulls(toegepast_op, afgewezen, herhaling_van) <= 1)
);
COMMENT ON TABLE organisatie.levering IS 'One line per delivery of a source: the "stand per" of pages and reports';
COMMENT ON COLUMN organisatie.levering.nummer IS 'Order in which deliveries were complete';
COMMENT ON COLUMN organisatie.levering.herhaling_van IS 'The same file was in force already: nothing was done';
COMMENT ON COLUMN organisatie.levering.uitkomst IS 'Counts and remarks (Dutch) for who delivered it; see services/aggregator/organisatie';
CREATE INDEX levering_bestand ON organisatie.levering (soort, sha256);

CREATE TABLE organisatie.levering_deel (
    levering uuid NOT NULL,
    deel int NOT NULL,
    aangekomen_op timestamptz NOT NULL,
    rijen jsonb NOT NULL,
    PRIMARY KEY (levering, deel)
);
COMMENT ON TABLE organisatie.levering_deel IS 'Parts that wait for the rest of their delivery; emptied when it is applied';

CREATE TABLE organisatie.swv (
    swv smallint PRIMARY KEY,
    naam text NOT NULL,
    levering uuid REFERENCES organisatie.levering
);
COMMENT ON COLUMN organisatie.swv.levering IS 'The delivery in force for this SWV';

CREATE TABLE organisatie.opgave (
    swv smallint NOT NULL REFERENCES organisatie.swv,
    rij int NOT NULL,
    vestiging int NOT NULL,
    van smallint NOT NULL,
    tot smallint NOT NULL,
    bestuur int NOT NULL,
    subregio text,
    schoolsoort text NOT NULL,
    naam text NOT NULL,
    plaats text NOT NULL,
    bestuur_naam text NOT NULL,
    subregio_naam text,
    swv_naam text NOT NULL,
    PRIMARY KEY (swv, rij)
);
COMMENT ON TABLE organisatie.opgave IS 'The lines of the delivery in force, as delivered; all tables below are derived from these';

CREATE TABLE organisatie.bestuur (
    bestuur int PRIMARY KEY,
    naam text NOT NULL
);

CREATE TABLE organisatie.subregio (
    subregio text PRIMARY KEY,
    swv smallint NOT NULL REFERENCES organisatie.swv,
    naam text NOT NULL
);

CREATE TABLE organisatie.vestiging (
    vestiging int PRIMARY KEY,
    naam text NOT NULL,
    plaats text NOT NULL
);

CREATE TABLE organisatie.lidmaatschap (
    swv smallint NOT NULL REFERENCES organisatie.swv,
    vestiging int NOT NULL REFERENCES organisatie.vestiging,
    van smallint NOT NULL,
    tot smallint NOT NULL DEFAULT 9999,
    bestuur int NOT NULL REFERENCES organisatie.bestuur,
    subregio text REFERENCES organisatie.subregio,
    schoolsoort text NOT NULL CHECK (schoolsoort IN ('bao', 'sbo', 'so', 'so/vso', 'vso', 'pro', 'vo')),
    PRIMARY KEY (swv, vestiging, van),
    CHECK (van <= tot)
);
COMMENT ON TABLE organisatie.lidmaatschap IS 'Membership of an SWV from schooljaar van up to and including tot (9999: until further notice)';
CREATE INDEX lidmaatschap_vestiging ON organisatie.lidmaatschap (vestiging);
CREATE INDEX lidmaatschap_bestuur ON organisatie.lidmaatschap (bestuur);

CREATE TABLE organisatie.versie (
    enige bool PRIMARY KEY DEFAULT true CHECK (enige),
    versie bigint NOT NULL DEFAULT 0,
    bijgewerkt timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE organisatie.versie IS 'Rises with every delivery that changed who belongs to whom: part of each ETag';
INSERT INTO organisatie.versie DEFAULT VALUES;

GRANT SELECT ON ALL TABLES IN SCHEMA organisatie TO pos_gateway, pos_beheer;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA organisatie TO pos_aggregator;
