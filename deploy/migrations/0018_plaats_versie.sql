-- How fresh the figures of one school in one schooljaar are. Who sees less than a whole SWV gets ETags and "stand" from
-- here: the moment of a change elsewhere in the SWV would tell about somebody else's dossier.
CREATE TABLE stand.plaats_versie (
    vestiging int NOT NULL,
    schooljaar smallint NOT NULL,
    versie bigint NOT NULL,
    bijgewerkt timestamptz NOT NULL,
    PRIMARY KEY (vestiging, schooljaar)
);
COMMENT ON TABLE stand.plaats_versie IS 'Rises with every commit that changed a cell of the school in that schooljaar';
INSERT INTO stand.plaats_versie SELECT DISTINCT vestiging, schooljaar, 1, now() FROM stand.cel;
GRANT SELECT, INSERT, UPDATE, DELETE ON stand.plaats_versie TO pos_aggregator;
GRANT SELECT ON stand.plaats_versie TO pos_gateway;

-- Nobody reads more of it than of the cells themselves.
ALTER TABLE stand.plaats_versie ENABLE ROW LEVEL SECURITY;
ALTER TABLE stand.plaats_versie FORCE ROW LEVEL SECURITY;
CREATE POLICY eigenaar ON stand.plaats_versie TO pos_eigenaar, pos_aggregator USING (true) WITH CHECK (true);
CREATE POLICY eigen_vestiging ON stand.plaats_versie FOR SELECT TO pos_gateway
    USING (vestiging = ANY ((SELECT toegang.context('pos.vestiging'))::int[]));
CREATE POLICY eigen_bestuur ON stand.plaats_versie FOR SELECT TO pos_gateway
    USING ((vestiging, schooljaar) IN (
        SELECT l.vestiging, jaar.schooljaar
        FROM organisatie.lidmaatschap l
        CROSS JOIN LATERAL generate_series(l.van, least(l.tot, extract(year FROM now())::int + 6)) AS jaar (schooljaar)
        WHERE l.bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[])));
CREATE POLICY bij_bestuur_van_nu ON stand.plaats_versie FOR SELECT TO pos_gateway
    USING (vestiging IN (
        SELECT l.vestiging
        FROM organisatie.lidmaatschap l
        CROSS JOIN unnest(toegang.context('pos.lopend')) AS nu (schooljaar)
        WHERE l.bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[])
          AND nu.schooljaar BETWEEN l.van AND l.tot));
