-- The other sources: DUO's open data, and what an SWV delivers about itself. Integers as in shared/contracts/eenheden.py;
-- a schooljaar is its first calendar year. A number of pupils is the interval laag..hoog: DUO prints 1 to 4 as '<5'.
CREATE SCHEMA opendata;
COMMENT ON SCHEMA opendata IS 'DUO open data and the files of SWV''s without persons; written by pos_aggregator';
GRANT USAGE ON SCHEMA opendata TO pos_aggregator, pos_gateway, pos_beheer;

CREATE TABLE opendata.geldend (
    soort text NOT NULL,
    bereik text NOT NULL,
    levering uuid NOT NULL REFERENCES organisatie.levering,
    PRIMARY KEY (soort, bereik)
);
COMMENT ON TABLE opendata.geldend IS 'The delivery in force per source and period: its peildatum is the "stand per"';
COMMENT ON COLUMN opendata.geldend.bereik IS 'What one delivery replaces: a schooljaar, an SWV with a period; see services/aggregator/opendata';

CREATE TABLE opendata.vestiging (
    vestiging int PRIMARY KEY,
    naam text NOT NULL,
    plaats text NOT NULL,
    gemeente text NOT NULL,
    bestuur int,
    bestuur_naam text,
    levering uuid NOT NULL REFERENCES organisatie.levering
);
COMMENT ON TABLE opendata.vestiging IS 'Schools as DUO publishes them; who belongs to whom is decided by organisatie';
COMMENT ON COLUMN opendata.vestiging.gemeente IS 'Four digits and the name, as 0285 VOORST: DUO pads the number in one file and not in another';
COMMENT ON COLUMN opendata.vestiging.bestuur IS 'NULL: the file names no board number of five digits';

CREATE TABLE opendata.leerlingen (
    vestiging int NOT NULL,
    schooljaar smallint NOT NULL,
    schoolsoort text NOT NULL CHECK (schoolsoort IN ('bao', 'sbo', 'so', 'so/vso', 'vso', 'pro', 'vo')),
    laag int NOT NULL,
    hoog int NOT NULL,
    status text CHECK (status IN ('voorlopig', 'definitief')),
    levering uuid NOT NULL REFERENCES organisatie.levering,
    PRIMARY KEY (vestiging, schooljaar, schoolsoort),
    CHECK (laag BETWEEN 0 AND hoog)
);
COMMENT ON TABLE opendata.leerlingen IS 'Pupils per school on 1 October';
COMMENT ON COLUMN opendata.leerlingen.schoolsoort IS 'Of the school; so/vso: DUO does not say how many are so; vo is without vso and pro';
CREATE INDEX leerlingen_jaar ON opendata.leerlingen (schooljaar, schoolsoort);

CREATE TABLE opendata.vo_swv (
    vestiging int NOT NULL,
    schooljaar smallint NOT NULL,
    swv smallint NOT NULL,
    levering uuid NOT NULL REFERENCES organisatie.levering,
    PRIMARY KEY (vestiging, schooljaar)
);
COMMENT ON TABLE opendata.vo_swv IS 'The VO SWV of a school, as DUO''s file of vo pupils says';

CREATE TABLE opendata.swv_telling (
    swv smallint NOT NULL,
    schooljaar smallint NOT NULL,
    teldatum text NOT NULL CHECK (teldatum IN ('10-01', '02-01')),
    schoolsoort text NOT NULL CHECK (schoolsoort IN ('bao', 'sbo', 'so', 'vso', 'pro', 'vo')),
    categorie text NOT NULL CHECK (categorie IN ('laag', 'midden', 'hoog', 'geen')),
    vestiging_swv smallint NOT NULL,
    laag int NOT NULL,
    hoog int NOT NULL,
    status text CHECK (status IN ('voorlopig', 'definitief')),
    levering uuid NOT NULL REFERENCES organisatie.levering,
    PRIMARY KEY (swv, schooljaar, teldatum, schoolsoort, categorie, vestiging_swv),
    CHECK (laag BETWEEN 0 AND hoog)
);
COMMENT ON TABLE opendata.swv_telling IS 'Funded pupils per SWV that pays, by the SWV of their school';
COMMENT ON COLUMN opendata.swv_telling.vestiging_swv IS 'SWV of the school; 0: the file does not say';

CREATE TABLE opendata.stroom (
    swv smallint NOT NULL,
    schooljaar smallint NOT NULL,
    van text NOT NULL,
    naar text NOT NULL,
    laag int NOT NULL,
    hoog int NOT NULL,
    status text CHECK (status IN ('voorlopig', 'definitief')),
    levering uuid NOT NULL REFERENCES organisatie.levering,
    PRIMARY KEY (swv, schooljaar, van, naar),
    CHECK (laag BETWEEN 0 AND hoog)
);
COMMENT ON TABLE opendata.stroom IS 'Pupils who went from one schoolsoort to another';

CREATE TABLE opendata.middelen (
    swv smallint NOT NULL,
    bestuur int,
    vestiging int,
    periode_soort text NOT NULL CHECK (periode_soort IN ('boekjaar', 'schooljaar')),
    jaar smallint NOT NULL,
    categorie text NOT NULL CHECK (categorie IN ('basisondersteuning', 'extra_ondersteuning', 'arrangementen', 'verwijzingen', 'overig')),
    begroot_cent bigint,
    besteed_cent bigint,
    toelichting text,
    levering uuid NOT NULL REFERENCES organisatie.levering
);
COMMENT ON TABLE opendata.middelen IS 'Money as the SWV delivered it; one unit and category may have several lines';
COMMENT ON COLUMN opendata.middelen.jaar IS 'Calendar year of the boekjaar, or first calendar year of the schooljaar';
COMMENT ON COLUMN opendata.middelen.begroot_cent IS 'NULL: the file leaves it empty, which is not zero';
CREATE INDEX middelen_swv ON opendata.middelen (swv, jaar);

CREATE TABLE opendata.doel (
    swv smallint NOT NULL,
    plan text NOT NULL,
    code text NOT NULL,
    titel text NOT NULL,
    indicator text,
    niveau text NOT NULL CHECK (niveau IN ('school', 'bestuur', 'subregio', 'swv')),
    eenheid text NOT NULL,
    streefwaarde numeric,
    richting text CHECK (richting IN ('hoger', 'lager', 'gelijk')),
    uiterlijk date,
    eigenaar text,
    levering uuid NOT NULL REFERENCES organisatie.levering,
    PRIMARY KEY (swv, plan, code)
);
COMMENT ON TABLE opendata.doel IS 'Goals of an ondersteuningsplan or jaarplan';
COMMENT ON COLUMN opendata.doel.indicator IS 'Code of the catalogue; NULL: a goal that no indicator measures';

CREATE TABLE opendata.oordeel (
    vestiging int NOT NULL,
    peildatum date NOT NULL,
    sector text NOT NULL,
    oordeel text NOT NULL,
    levering uuid NOT NULL REFERENCES organisatie.levering,
    PRIMARY KEY (vestiging, peildatum, sector)
);
COMMENT ON TABLE opendata.oordeel IS 'Judgements of the Inspectie about a school, as DUO publishes them';

GRANT SELECT ON ALL TABLES IN SCHEMA opendata TO pos_gateway, pos_beheer;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA opendata TO pos_aggregator;

-- Money and goals are of the SWV and its units, not open: row level security as for stand.cel (same context).
CREATE FUNCTION opendata.vestiging_getal(code text) RETURNS int
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT ((substr(code, 1, 2)::int * 676 + (ascii(substr(code, 3, 1)) - 65) * 26 + ascii(substr(code, 4, 1)) - 65) * 100
                  + substr(code, 5, 2)::int) $$;
GRANT EXECUTE ON FUNCTION opendata.vestiging_getal TO pos_gateway;

ALTER TABLE opendata.middelen ENABLE ROW LEVEL SECURITY;
ALTER TABLE opendata.middelen FORCE ROW LEVEL SECURITY;
CREATE POLICY eigenaar ON opendata.middelen TO pos_eigenaar, pos_aggregator USING (true) WITH CHECK (true);
CREATE POLICY eigen_swv ON opendata.middelen FOR SELECT TO pos_gateway
    USING (swv = ANY ((SELECT toegang.context('pos.swv'))::int[]));
CREATE POLICY eigen_vestiging ON opendata.middelen FOR SELECT TO pos_gateway
    USING (vestiging = ANY ((SELECT toegang.context('pos.vestiging'))::int[]));
CREATE POLICY eigen_bestuur ON opendata.middelen FOR SELECT TO pos_gateway
    USING (bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[]));
-- A line that names a school and no board: of the board that the school had in every schooljaar that the line touches.
CREATE POLICY eigen_bestuur_van_school ON opendata.middelen FOR SELECT TO pos_gateway
    USING (bestuur IS NULL AND vestiging IS NOT NULL AND NOT EXISTS (
        SELECT FROM generate_series(jaar - CASE periode_soort WHEN 'boekjaar' THEN 1 ELSE 0 END, jaar) AS s (schooljaar)
        WHERE NOT EXISTS (
            SELECT FROM organisatie.lidmaatschap l
            WHERE l.vestiging = middelen.vestiging AND s.schooljaar BETWEEN l.van AND l.tot
              AND l.bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[]))));

ALTER TABLE opendata.doel ENABLE ROW LEVEL SECURITY;
ALTER TABLE opendata.doel FORCE ROW LEVEL SECURITY;
CREATE POLICY eigenaar ON opendata.doel TO pos_eigenaar, pos_aggregator USING (true) WITH CHECK (true);
CREATE POLICY eigen_swv ON opendata.doel FOR SELECT TO pos_gateway
    USING (swv = ANY ((SELECT toegang.context('pos.swv'))::int[]));
CREATE POLICY eigen_vestiging ON opendata.doel FOR SELECT TO pos_gateway
    USING (CASE WHEN niveau = 'school' THEN opendata.vestiging_getal(eenheid) END
           = ANY ((SELECT toegang.context('pos.vestiging'))::int[]));
CREATE POLICY eigen_bestuur ON opendata.doel FOR SELECT TO pos_gateway
    USING (CASE WHEN niveau = 'bestuur' THEN eenheid::int END = ANY ((SELECT toegang.context('pos.bestuur'))::int[]));
-- The plan of the SWV itself is known to everybody who takes part in it.
CREATE POLICY deelnemer ON opendata.doel FOR SELECT TO pos_gateway
    USING (niveau = 'swv' AND swv IN (
        SELECT l.swv FROM organisatie.lidmaatschap l
        WHERE l.vestiging = ANY ((SELECT toegang.context('pos.vestiging'))::int[])
           OR l.bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[])));
