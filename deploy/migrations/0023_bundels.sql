-- Bundles: many documents in one request, and taking back what was asked.
ALTER TABLE rapporten.rapport ADD COLUMN bundel uuid;
COMMENT ON COLUMN rapporten.rapport.bundel IS 'The request that it is a part of; NULL: a document of its own';
DROP INDEX rapporten.rapport_een_tegelijk;
CREATE UNIQUE INDEX rapport_een_tegelijk ON rapporten.rapport (account, vraag)
    WHERE status IN ('wacht', 'bezig') AND bundel IS NULL;
CREATE INDEX rapport_bundel ON rapporten.rapport (bundel, naam) WHERE bundel IS NOT NULL;
GRANT DELETE ON rapporten.rapport TO pos_gateway;
