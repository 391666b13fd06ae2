-- A document is a ZIP: packing it once more costs time and gains nothing.
ALTER TABLE rapporten.document ALTER COLUMN inhoud SET STORAGE EXTERNAL;
