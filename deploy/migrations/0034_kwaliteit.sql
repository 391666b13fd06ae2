-- What an SWV says itself about its quality: goals, judgements, moments of the year. Every change is a new row, and none
-- is ever changed: the tables are their own history. Written by pos_gateway; no person in them but staff.
CREATE SCHEMA kwaliteit;
COMMENT ON SCHEMA kwaliteit IS 'Goals, own judgements and the year of an SWV (written by pos_gateway)';
GRANT USAGE ON SCHEMA kwaliteit TO pos_gateway;

CREATE TABLE kwaliteit.oordeel (
    swv smallint NOT NULL,
    standaard text NOT NULL CHECK (standaard IN ('RPO1', 'RPO2', 'RPO3', 'BKA1', 'BKA2', 'BKA3')),
    versie int NOT NULL CHECK (versie > 0),
    oordeel text NOT NULL CHECK (oordeel IN ('onvoldoende', 'voldoende', 'goed')),
    peildatum date NOT NULL,
    toelichting text NOT NULL CHECK (length(toelichting) <= 4000),
    bewijs text[] NOT NULL CHECK (cardinality(bewijs) <= 40),
    geschreven_op timestamptz NOT NULL,
    geschreven_door text NOT NULL CHECK (length(geschreven_door) BETWEEN 1 AND 100),
    PRIMARY KEY (swv, standaard, versie)
);
COMMENT ON TABLE kwaliteit.oordeel IS 'Own judgement per standard of the waarderingskader; the highest versie holds';
COMMENT ON COLUMN kwaliteit.oordeel.bewijs IS 'What it rests on: indicator:<code> or doel:<id>';

CREATE TABLE kwaliteit.doel (
    swv smallint NOT NULL,
    plan text NOT NULL CHECK (length(plan) BETWEEN 1 AND 200),
    code text NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
    versie int NOT NULL CHECK (versie > 0),
    titel text NOT NULL CHECK (length(titel) BETWEEN 1 AND 1000),
    indicator text CHECK (length(indicator) <= 60),
    niveau text NOT NULL CHECK (niveau IN ('school', 'bestuur', 'subregio', 'swv')),
    eenheid text NOT NULL CHECK (length(eenheid) <= 64),
    streefwaarde numeric,
    richting text CHECK (richting IN ('hoger', 'lager', 'gelijk')),
    uiterlijk date,
    eigenaar text CHECK (length(eigenaar) <= 200),
    notitie text NOT NULL CHECK (length(notitie) <= 2000),
    vervallen bool NOT NULL,
    gewijzigd_op timestamptz NOT NULL,
    gewijzigd_door text NOT NULL CHECK (length(gewijzigd_door) BETWEEN 1 AND 100),
    PRIMARY KEY (swv, plan, code, versie)
);
COMMENT ON TABLE kwaliteit.doel IS 'Goals as an SWV wrote them here; beside those that it delivered as a file (opendata.doel)';
COMMENT ON COLUMN kwaliteit.doel.notitie IS 'For the SWV itself only';

CREATE TABLE kwaliteit.moment (
    id uuid NOT NULL,
    versie int NOT NULL CHECK (versie > 0),
    swv smallint NOT NULL,
    fase text NOT NULL CHECK (fase IN ('plan', 'do', 'check', 'act')),
    titel text NOT NULL CHECK (length(titel) BETWEEN 1 AND 200),
    uiterlijk date NOT NULL,
    eigenaar text CHECK (length(eigenaar) <= 200),
    klaar_op date,
    vervallen bool NOT NULL,
    gewijzigd_op timestamptz NOT NULL,
    gewijzigd_door text NOT NULL CHECK (length(gewijzigd_door) BETWEEN 1 AND 100),
    PRIMARY KEY (id, versie)
);
COMMENT ON TABLE kwaliteit.moment IS 'What an SWV put in its year itself (plan, do, check, act)';
CREATE INDEX moment_swv ON kwaliteit.moment (swv, uiterlijk);

CREATE FUNCTION kwaliteit.blijft() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'een versie blijft zoals zij is' USING ERRCODE = 'insufficient_privilege';
END
$$;

DO $$
DECLARE
    tabel text;
BEGIN
    FOREACH tabel IN ARRAY ARRAY['oordeel', 'doel', 'moment'] LOOP
        EXECUTE format('ALTER TABLE kwaliteit.%I ENABLE ROW LEVEL SECURITY', tabel);
        EXECUTE format('ALTER TABLE kwaliteit.%I FORCE ROW LEVEL SECURITY', tabel);
        EXECUTE format('CREATE POLICY eigenaar ON kwaliteit.%I TO pos_eigenaar USING (true) WITH CHECK (true)', tabel);
        EXECUTE format('CREATE POLICY eigen_swv ON kwaliteit.%I TO pos_gateway'
            ' USING (swv = ANY ((SELECT toegang.context(''pos.swv''))::int[]))'
            ' WITH CHECK (swv = ANY ((SELECT toegang.context(''pos.swv''))::int[]))', tabel);
        EXECUTE format('CREATE TRIGGER blijft BEFORE UPDATE OR DELETE OR TRUNCATE ON kwaliteit.%I'
            ' FOR EACH STATEMENT EXECUTE FUNCTION kwaliteit.blijft()', tabel);
    END LOOP;
END
$$;
GRANT SELECT, INSERT ON kwaliteit.oordeel, kwaliteit.doel, kwaliteit.moment TO pos_gateway;

-- The goals that hold. Of a goal that was both delivered and changed here the last word counts. The view runs as its
-- owner, so that nobody sees an older version of a goal because the newest one is hidden; who may see which goal is
-- said at the end, as for opendata.doel.
CREATE VIEW kwaliteit.geldend_doel WITH (security_barrier = true) AS
WITH eigen AS (
    SELECT DISTINCT ON (swv, plan, code) * FROM kwaliteit.doel ORDER BY swv, plan, code, versie DESC
), geleverd AS (
    SELECT d.*, l.peildatum, coalesce(l.toegepast_op, l.ontvangen_op) AS op
    FROM opendata.doel d JOIN organisatie.levering l ON l.id = d.levering
), gekozen AS (
    SELECT swv, plan, code,
           CASE WHEN k.van_hier THEN e.titel ELSE g.titel END AS titel,
           CASE WHEN k.van_hier THEN e.indicator ELSE g.indicator END AS indicator,
           CASE WHEN k.van_hier THEN e.niveau ELSE g.niveau END AS niveau,
           CASE WHEN k.van_hier THEN e.eenheid ELSE g.eenheid END AS eenheid,
           CASE WHEN k.van_hier THEN e.streefwaarde ELSE g.streefwaarde END AS streefwaarde,
           CASE WHEN k.van_hier THEN e.richting ELSE g.richting END AS richting,
           CASE WHEN k.van_hier THEN e.uiterlijk ELSE g.uiterlijk END AS uiterlijk,
           CASE WHEN k.van_hier THEN e.eigenaar ELSE g.eigenaar END AS eigenaar,
           CASE WHEN k.van_hier THEN (e.gewijzigd_op AT TIME ZONE 'Europe/Amsterdam')::date
                ELSE g.peildatum END AS peildatum,
           coalesce(e.versie, 0) AS versie, coalesce(e.notitie, '') AS notitie, e.gewijzigd_op, e.gewijzigd_door,
           k.van_hier
    FROM eigen e FULL JOIN geleverd g USING (swv, plan, code)
    CROSS JOIN LATERAL (
        SELECT e.versie IS NOT NULL AND (g.op IS NULL OR e.gewijzigd_op >= g.op) AS van_hier) k
    WHERE NOT (k.van_hier AND e.vervallen)
)
SELECT * FROM gekozen
WHERE swv = ANY ((SELECT toegang.context('pos.swv'))::int[])
   OR CASE WHEN niveau = 'school' THEN opendata.vestiging_getal(eenheid) END
      = ANY ((SELECT toegang.context('pos.vestiging'))::int[])
   OR CASE WHEN niveau = 'bestuur' THEN eenheid::int END = ANY ((SELECT toegang.context('pos.bestuur'))::int[])
   OR (niveau = 'swv' AND swv IN (
        SELECT l.swv FROM organisatie.lidmaatschap l
        WHERE l.vestiging = ANY ((SELECT toegang.context('pos.vestiging'))::int[])
           OR l.bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[])));
COMMENT ON VIEW kwaliteit.geldend_doel IS 'Goals that hold, delivered or written here, for the context of who asks';
COMMENT ON COLUMN kwaliteit.geldend_doel.van_hier IS 'Written here after what was delivered';
GRANT SELECT ON kwaliteit.geldend_doel TO pos_gateway;

-- When somebody was last here: what is new since then stands out.
CREATE TABLE toegang.bezoek (
    account int PRIMARY KEY REFERENCES toegang.account ON DELETE CASCADE,
    vorige timestamptz,
    laatste timestamptz NOT NULL
);
COMMENT ON TABLE toegang.bezoek IS 'This visit and the one before it, per account; a new visit begins after some hours of silence';
GRANT SELECT, INSERT, UPDATE ON toegang.bezoek TO pos_gateway;
