-- Three hundred thousand lines in one delivery, all of the same delivery: a check per line costs more than the line.
-- opendata.geldend keeps the reference, and an applied delivery is never removed.
ALTER TABLE opendata.leerlingen DROP CONSTRAINT leerlingen_levering_fkey;
