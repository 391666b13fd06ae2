-- A document that would come out the same is not made again: its key stands beside it.
ALTER TABLE rapporten.document ADD COLUMN sleutel bytea CHECK (length(sleutel) = 32);
COMMENT ON COLUMN rapporten.document.sleutel IS
    'SHA-256 of all that decides the document (question, reader, border, figures, texts, template, layout, day)';
CREATE INDEX document_sleutel ON rapporten.document (sleutel) WHERE sleutel IS NOT NULL;
