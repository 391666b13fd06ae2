-- What a release is worth, in counts; and how long its audit took (outside the manifest: a release is made of the same
-- bytes, however long that takes).
ALTER TABLE vrijgave.vrijgave ADD COLUMN telling text;
COMMENT ON COLUMN vrijgave.vrijgave.telling IS 'Per level: cells shown, hidden, withheld (by reason) and held, and the mean error of what is shown; JSON';

ALTER TABLE vrijgave_intern.poging ADD COLUMN seconden real;
COMMENT ON COLUMN vrijgave_intern.poging.seconden IS 'How long the audit took';
