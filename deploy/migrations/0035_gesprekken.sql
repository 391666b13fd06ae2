-- Meetings of an SWV with a school or bestuur, and what was agreed. Both parties read them; row level security holds the
-- same borders as the gateway's own rules (context of the transaction, as for stand.cel).
CREATE SCHEMA gesprek;
COMMENT ON SCHEMA gesprek IS 'Meetings and agreements (written by pos_gateway)';
GRANT USAGE ON SCHEMA gesprek TO pos_gateway;

CREATE TABLE gesprek.gesprek (
    id uuid PRIMARY KEY,
    swv smallint NOT NULL,
    niveau text NOT NULL CHECK (niveau IN ('school', 'bestuur', 'subregio', 'swv')),
    eenheid text NOT NULL CHECK (length(eenheid) <= 64),
    vestiging int,
    bestuur int,
    schooljaar smallint NOT NULL,
    dag date NOT NULL,
    onderwerp text NOT NULL CHECK (length(onderwerp) BETWEEN 1 AND 200),
    aanwezig text NOT NULL CHECK (length(aanwezig) <= 500),
    verslag text NOT NULL CHECK (length(verslag) <= 4000),
    status text NOT NULL CHECK (status IN ('gepland', 'gehouden', 'vervallen')),
    rapport uuid,
    rapport_schooljaar smallint,
    versie int NOT NULL CHECK (versie > 0),
    gewijzigd_op timestamptz NOT NULL,
    gewijzigd_door text NOT NULL CHECK (length(gewijzigd_door) BETWEEN 1 AND 100),
    CHECK ((niveau = 'school') = (vestiging IS NOT NULL)),
    CHECK ((niveau = 'bestuur') = (bestuur IS NOT NULL))
);
COMMENT ON TABLE gesprek.gesprek IS 'A meeting of an SWV about one unit; the SWV can erase it with all that was agreed';
COMMENT ON COLUMN gesprek.gesprek.vestiging IS 'The school that is the other party; null where the unit is no school';
COMMENT ON COLUMN gesprek.gesprek.schooljaar IS 'First calendar year, of the day of the meeting';
COMMENT ON COLUMN gesprek.gesprek.rapport IS 'Document that was used, while it is there (rapporten.rapport keeps it for some weeks)';
COMMENT ON COLUMN gesprek.gesprek.rapport_schooljaar IS 'The schooljaar that the document is about: it can be asked again';
CREATE INDEX gesprek_swv ON gesprek.gesprek (swv, dag);
CREATE INDEX gesprek_eenheid ON gesprek.gesprek (eenheid, dag);

CREATE TABLE gesprek.afspraak (
    id uuid NOT NULL,
    versie int NOT NULL CHECK (versie > 0),
    gesprek uuid NOT NULL REFERENCES gesprek.gesprek ON DELETE CASCADE,
    tekst text NOT NULL CHECK (length(tekst) BETWEEN 1 AND 1000),
    wie text NOT NULL CHECK (length(wie) <= 200),
    uiterlijk date,
    status text NOT NULL CHECK (status IN ('open', 'gedaan', 'vervallen')),
    klaar_op date,
    geschreven_op timestamptz NOT NULL,
    geschreven_door text NOT NULL CHECK (length(geschreven_door) BETWEEN 1 AND 100),
    PRIMARY KEY (id, versie),
    CHECK ((status = 'gedaan') = (klaar_op IS NOT NULL))
);
COMMENT ON TABLE gesprek.afspraak IS 'What was agreed, one row per version: the highest holds, the others say who changed what';
CREATE INDEX afspraak_gesprek ON gesprek.afspraak (gesprek);

ALTER TABLE gesprek.gesprek ENABLE ROW LEVEL SECURITY;
ALTER TABLE gesprek.gesprek FORCE ROW LEVEL SECURITY;
CREATE POLICY eigenaar ON gesprek.gesprek TO pos_eigenaar USING (true) WITH CHECK (true);
CREATE POLICY eigen_swv ON gesprek.gesprek TO pos_gateway
    USING (swv = ANY ((SELECT toegang.context('pos.swv'))::int[]))
    WITH CHECK (swv = ANY ((SELECT toegang.context('pos.swv'))::int[]));
CREATE POLICY eigen_vestiging ON gesprek.gesprek FOR SELECT TO pos_gateway
    USING (vestiging = ANY ((SELECT toegang.context('pos.vestiging'))::int[]));
CREATE POLICY eigen_bestuur ON gesprek.gesprek FOR SELECT TO pos_gateway
    USING (bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[]));
-- A bestuur reads along with the schools that were its own in the schooljaar of the meeting.
CREATE POLICY eigen_bestuur_van_school ON gesprek.gesprek FOR SELECT TO pos_gateway
    USING (EXISTS (
        SELECT FROM organisatie.lidmaatschap l
        WHERE l.vestiging = gesprek.vestiging AND gesprek.schooljaar BETWEEN l.van AND l.tot
          AND l.bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[])));

ALTER TABLE gesprek.afspraak ENABLE ROW LEVEL SECURITY;
ALTER TABLE gesprek.afspraak FORCE ROW LEVEL SECURITY;
CREATE POLICY eigenaar ON gesprek.afspraak TO pos_eigenaar USING (true) WITH CHECK (true);
-- Who reads the meeting reads what was agreed in it; who took part writes.
CREATE POLICY met_gesprek ON gesprek.afspraak FOR SELECT TO pos_gateway
    USING (EXISTS (SELECT FROM gesprek.gesprek g WHERE g.id = afspraak.gesprek));
CREATE POLICY partij ON gesprek.afspraak FOR INSERT TO pos_gateway
    WITH CHECK (EXISTS (
        SELECT FROM gesprek.gesprek g WHERE g.id = afspraak.gesprek AND (
            g.swv = ANY ((SELECT toegang.context('pos.swv'))::int[])
            OR g.vestiging = ANY ((SELECT toegang.context('pos.vestiging'))::int[])
            OR g.bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[]))));

GRANT SELECT, INSERT, UPDATE, DELETE ON gesprek.gesprek TO pos_gateway;
GRANT SELECT, INSERT ON gesprek.afspraak TO pos_gateway;

CREATE FUNCTION gesprek.blijft() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'een versie blijft zoals zij is' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER blijft BEFORE UPDATE ON gesprek.afspraak
    FOR EACH STATEMENT EXECUTE FUNCTION gesprek.blijft();
