-- The look that an SWV gives its reports, as it was taken out of an uploaded Word template; never the file itself.
CREATE TABLE rapporten.sjabloon (
    swv smallint PRIMARY KEY,
    sjabloon jsonb NOT NULL CHECK (pg_column_size(sjabloon) < 2000000),
    opmerkingen jsonb NOT NULL,
    geladen_op timestamptz NOT NULL,
    geladen_door text NOT NULL
);
COMMENT ON TABLE rapporten.sjabloon IS 'Look of reports per SWV (written by pos_gateway)';
COMMENT ON COLUMN rapporten.sjabloon.sjabloon IS 'shared.contracts.sjabloon.Sjabloon: type of the styles, and a logo';
COMMENT ON COLUMN rapporten.sjabloon.geladen_door IS 'Name of the account';
GRANT SELECT, INSERT, UPDATE, DELETE ON rapporten.sjabloon TO pos_gateway;
GRANT SELECT ON rapporten.sjabloon TO pos_reports;
