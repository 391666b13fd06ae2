-- The audit report of each release: the aggregator writes what it is made of, reports makes the document once, the
-- gateway hands it out. Counts only; it is internal, and not in the schema that everybody's figures come from.
CREATE TABLE rapporten.toetsrapport (
    vrijgave int PRIMARY KEY,
    gegevens text NOT NULL,
    document bytea,
    pogingen smallint NOT NULL DEFAULT 0 CHECK (pogingen >= 0)
);
COMMENT ON TABLE rapporten.toetsrapport IS 'Audit report per release (vrijgave.vrijgave)';
COMMENT ON COLUMN rapporten.toetsrapport.gegevens IS 'shared.contracts.toetsrapport.Toetsgegevens, written by pos_aggregator';
COMMENT ON COLUMN rapporten.toetsrapport.document IS 'Word, written by pos_reports; null: not made yet, or there is more to tell since';
COMMENT ON COLUMN rapporten.toetsrapport.pogingen IS 'Times that making it went wrong; a document that can''t be made is not tried for ever';
ALTER TABLE rapporten.toetsrapport ALTER COLUMN document SET STORAGE EXTERNAL;
GRANT USAGE ON SCHEMA rapporten TO pos_aggregator;
GRANT SELECT, INSERT, UPDATE (gegevens, document) ON rapporten.toetsrapport TO pos_aggregator;
GRANT SELECT, UPDATE (document, pogingen) ON rapporten.toetsrapport TO pos_reports;
GRANT SELECT (vrijgave, document, pogingen) ON rapporten.toetsrapport TO pos_gateway;

-- Whoever looks after releases sees that one did not come; never a figure.
CREATE VIEW vrijgave.tegengehouden AS
    SELECT moment, reden FROM vrijgave_intern.poging WHERE uitkomst = 'gehouden';
COMMENT ON VIEW vrijgave.tegengehouden IS 'Releases that the audit held back, with the reason';
GRANT SELECT ON vrijgave.tegengehouden TO pos_gateway;
