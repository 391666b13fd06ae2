-- Source systems that may push, their secrets (sealed with key `bronnen` of the key store) and what was refused.
CREATE TABLE bronnen.bron (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    naam text NOT NULL UNIQUE CHECK (length(naam) BETWEEN 1 AND 100),
    source text NOT NULL UNIQUE CHECK (length(source) BETWEEN 1 AND 256),
    aangemaakt_op timestamptz NOT NULL DEFAULT now(),
    ingetrokken_op timestamptz
);
COMMENT ON TABLE bronnen.bron IS 'One line per source system; a withdrawn one stays, so that its pushes get 403 and its figures keep a name';

CREATE TABLE bronnen.bron_swv (
    bron int NOT NULL REFERENCES bronnen.bron,
    swv text NOT NULL CHECK (swv ~ '^(PO|VO)[0-9]{4}$'),
    PRIMARY KEY (bron, swv)
);
COMMENT ON TABLE bronnen.bron_swv IS 'The SWV''s for which a source may push';

CREATE TABLE bronnen.geheim (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bron int NOT NULL REFERENCES bronnen.bron,
    volgnummer int NOT NULL CHECK (volgnummer > 0),
    verzegeld bytea NOT NULL,
    gemaakt_op timestamptz NOT NULL DEFAULT now(),
    vervallen_op timestamptz,
    UNIQUE (bron, volgnummer)
);
COMMENT ON TABLE bronnen.geheim IS 'Signing secrets, sealed; more than one may hold while they rotate';

CREATE TABLE bronnen.geweigerd (
    bron int NOT NULL REFERENCES bronnen.bron,
    swv text NOT NULL,
    reden text NOT NULL CHECK (reden ~ '^[a-z_]{1,40}$'),
    dag date NOT NULL,
    aantal bigint NOT NULL CHECK (aantal > 0),
    PRIMARY KEY (bron, dag, swv, reden)
);
COMMENT ON TABLE bronnen.geweigerd IS 'Refused events per source, day and code of the first error; swv is empty when none could be read';

GRANT SELECT ON bronnen.bron, bronnen.bron_swv, bronnen.geheim TO pos_ingest;
GRANT SELECT, INSERT, UPDATE ON bronnen.geweigerd TO pos_ingest;
GRANT SELECT ON bronnen.bron, bronnen.bron_swv, bronnen.geweigerd TO pos_gateway;
GRANT SELECT ON bronnen.bron, bronnen.bron_swv TO pos_aggregator;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bronnen TO pos_beheer;
