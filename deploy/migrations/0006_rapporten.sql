-- Documents on request: the gateway writes what is asked, reports writes what was made.
CREATE SCHEMA rapporten;
COMMENT ON SCHEMA rapporten IS 'Requests for documents (written by pos_gateway) and the documents (written by pos_reports)';
GRANT USAGE ON SCHEMA rapporten TO pos_gateway, pos_reports;

CREATE TABLE rapporten.rapport (
    id uuid PRIMARY KEY,
    aanvrager text NOT NULL,
    soort text NOT NULL,
    vraag jsonb NOT NULL,
    lezer jsonb NOT NULL,
    status text NOT NULL DEFAULT 'wacht' CHECK (status IN ('wacht', 'bezig', 'klaar', 'mislukt')),
    reden text,
    gevraagd_op timestamptz NOT NULL,
    klaar_op timestamptz,
    CHECK ((status IN ('klaar', 'mislukt')) = (klaar_op IS NOT NULL))
);
COMMENT ON COLUMN rapporten.rapport.lezer IS 'In whose view the document is made: a role and a unit, never more than the one who asked may see';

CREATE TABLE rapporten.document (
    rapport uuid PRIMARY KEY REFERENCES rapporten.rapport ON DELETE CASCADE,
    naam text NOT NULL,
    inhoud bytea NOT NULL,
    gemaakt_op timestamptz NOT NULL
);
COMMENT ON TABLE rapporten.document IS 'Whole documents only: a row appears together with status klaar';

GRANT SELECT, INSERT ON rapporten.rapport TO pos_gateway;
GRANT SELECT ON rapporten.document TO pos_gateway;
GRANT SELECT, DELETE ON rapporten.rapport TO pos_reports;
GRANT UPDATE (status, reden, klaar_op) ON rapporten.rapport TO pos_reports;
GRANT SELECT, INSERT, DELETE ON rapporten.document TO pos_reports;
