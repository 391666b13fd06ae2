-- Documents on request: the gateway writes what is asked, reports writes what was made.
CREATE SCHEMA rapporten;
COMMENT ON SCHEMA rapporten IS 'Requests for documents (written by pos_gateway) and the documents (written by pos_reports)';
GRANT USAGE ON SCHEMA rapporten TO pos_gateway, pos_reports;

CREATE TABLE rapporten.rapport (
    id uuid PRIMARY KEY,
    account int NOT NULL REFERENCES toegang.account ON DELETE CASCADE,
    vraag jsonb NOT NULL,
    lezer jsonb NOT NULL,
    grens jsonb NOT NULL,
    naam text NOT NULL,
    status text NOT NULL DEFAULT 'wacht' CHECK (status IN ('wacht', 'bezig', 'klaar', 'mislukt')),
    reden text,
    pogingen smallint NOT NULL DEFAULT 0 CHECK (pogingen >= 0),
    gevraagd_op timestamptz NOT NULL,
    klaar_op timestamptz,
    CHECK ((status IN ('klaar', 'mislukt')) = (klaar_op IS NOT NULL)),
    CHECK ((status = 'mislukt') = (reden IS NOT NULL))
);
COMMENT ON COLUMN rapporten.rapport.account IS 'Who asked: the only one who gets the document';
COMMENT ON COLUMN rapporten.rapport.vraag IS 'shared.contracts.rapporten.RapportVraag';
COMMENT ON COLUMN rapporten.rapport.lezer IS 'In whose view the document is made: a role and a unit';
COMMENT ON COLUMN rapporten.rapport.grens IS 'Never more than the one who asked may see: SWV and schooljaren';
COMMENT ON COLUMN rapporten.rapport.naam IS 'Name of the unit when it was asked';
COMMENT ON COLUMN rapporten.rapport.reden IS 'Code of why it failed; see services/reports/handlers.py';
COMMENT ON COLUMN rapporten.rapport.pogingen IS 'Times that making it began; a document that ends its maker is not tried for ever';
-- Who asks the same twice while it is being made, gets the same one.
CREATE UNIQUE INDEX rapport_een_tegelijk ON rapporten.rapport (account, vraag) WHERE status IN ('wacht', 'bezig');
CREATE INDEX rapport_te_maken ON rapporten.rapport (gevraagd_op) WHERE status IN ('wacht', 'bezig');
CREATE INDEX rapport_oud ON rapporten.rapport (gevraagd_op);
CREATE INDEX rapport_account ON rapporten.rapport (account, gevraagd_op DESC);

CREATE TABLE rapporten.document (
    rapport uuid PRIMARY KEY REFERENCES rapporten.rapport ON DELETE CASCADE,
    naam text NOT NULL,
    inhoud bytea NOT NULL,
    gemaakt_op timestamptz NOT NULL
);
COMMENT ON TABLE rapporten.document IS 'Whole documents only: a row appears together with status klaar';
COMMENT ON COLUMN rapporten.document.naam IS 'File name for who downloads it';

GRANT SELECT, INSERT ON rapporten.rapport TO pos_gateway;
GRANT SELECT ON rapporten.document TO pos_gateway;
GRANT SELECT, DELETE ON rapporten.rapport TO pos_reports;
GRANT UPDATE (status, reden, klaar_op, pogingen) ON rapporten.rapport TO pos_reports;
GRANT SELECT, INSERT, DELETE ON rapporten.document TO pos_reports;
