-- The running stand. One transaction of the aggregator moves position, cases and cells together.
CREATE TABLE stand.partitie (
    topic text NOT NULL,
    partitie int NOT NULL,
    volgende bigint NOT NULL DEFAULT 0,
    laatste bytea CHECK (length(laatste) = 16),
    ontvangen bigint NOT NULL DEFAULT 0,
    geteld bigint NOT NULL DEFAULT 0,
    achterhaald bigint NOT NULL DEFAULT 0,
    dubbel bigint NOT NULL DEFAULT 0,
    dood bigint NOT NULL DEFAULT 0,
    bijgewerkt timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, partitie),
    CONSTRAINT behoud CHECK (ontvangen = geteld + achterhaald + dubbel + dood),
    CHECK (volgende >= 0 AND ontvangen >= 0 AND geteld >= 0 AND achterhaald >= 0 AND dubbel >= 0 AND dood >= 0)
);
COMMENT ON TABLE stand.partitie IS 'Next offset per partition; laatste is the digest of the message before it, so that a recreated topic is noticed';
COMMENT ON CONSTRAINT behoud ON stand.partitie IS 'Nothing vanishes: every message is newest, beaten by a higher versie, a repeat, or a dead letter';

CREATE TABLE stand.zaak (
    zaak bytea PRIMARY KEY CHECK (length(zaak) = 16),
    versie bigint NOT NULL CHECK (versie > 0),
    swv smallint NOT NULL,
    bron int NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 16),
    inhoud bytea
);
COMMENT ON TABLE stand.zaak IS 'Newest version of every case (pseudonymised); inhoud is null for a removed dossier';

CREATE TABLE stand.cel (
    swv smallint NOT NULL,
    schooljaar smallint NOT NULL,
    kubus smallint NOT NULL,
    vestiging int NOT NULL,
    herkomst int NOT NULL,
    code bigint NOT NULL,
    aantal int NOT NULL CHECK (aantal >= 0),
    bedrag_cent bigint NOT NULL CHECK (bedrag_cent >= 0),
    leerlingen bigint NOT NULL CHECK (leerlingen >= 0),
    PRIMARY KEY (swv, schooljaar, kubus, vestiging, herkomst, code)
);
COMMENT ON TABLE stand.cel IS 'Leaf cells: see shared/contracts/cellen.py for kubus and code';
CREATE INDEX cel_vestiging ON stand.cel (vestiging, schooljaar);

CREATE TABLE stand.swv_versie (
    swv smallint PRIMARY KEY,
    versie bigint NOT NULL,
    bijgewerkt timestamptz NOT NULL
);
COMMENT ON TABLE stand.swv_versie IS 'Rises with every commit that changed a cell of the SWV: part of each ETag';

CREATE TABLE stand.dode_letter (
    dienst text NOT NULL,
    topic text NOT NULL,
    partitie int NOT NULL,
    positie bigint NOT NULL,
    reden text NOT NULL,
    event_id text,
    op timestamptz NOT NULL,
    afgehandeld_op timestamptz,
    PRIMARY KEY (dienst, topic, partitie, positie)
);
COMMENT ON TABLE stand.dode_letter IS 'Where an unusable message stands and why; never its content';

CREATE TABLE stand.bron_teller (
    bron int NOT NULL,
    swv smallint NOT NULL,
    verwerkt bigint NOT NULL DEFAULT 0,
    dood bigint NOT NULL DEFAULT 0,
    laatste timestamptz NOT NULL,
    PRIMARY KEY (bron, swv)
);
COMMENT ON TABLE stand.bron_teller IS 'Per source system and SWV: messages that are in the figures or were beaten or repeated, and dead ones';

-- Row level security. The context is set per transaction by the gateway's policy module:
--   pos.swv        SWV's of which every row may be read        '{9901}'
--   pos.vestiging  schools of which every row may be read      '{6676007}'
--   pos.bestuur    boards: rows of their schools, in the schooljaren in which the school was theirs
--   pos.lopend     first year of the running schooljaar: what is open now follows today's board
CREATE FUNCTION toegang.context(naam text) RETURNS int[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(nullif(current_setting(naam, true), '')::int[], '{}') $$;
GRANT EXECUTE ON FUNCTION toegang.context TO pos_gateway;

ALTER TABLE stand.cel ENABLE ROW LEVEL SECURITY;
ALTER TABLE stand.cel FORCE ROW LEVEL SECURITY;
CREATE POLICY eigenaar ON stand.cel TO pos_eigenaar, pos_aggregator USING (true) WITH CHECK (true);
CREATE POLICY eigen_swv ON stand.cel FOR SELECT TO pos_gateway
    USING (swv = ANY ((SELECT toegang.context('pos.swv'))::int[]));
CREATE POLICY eigen_vestiging ON stand.cel FOR SELECT TO pos_gateway
    USING (vestiging = ANY ((SELECT toegang.context('pos.vestiging'))::int[]));
CREATE POLICY eigen_bestuur ON stand.cel FOR SELECT TO pos_gateway
    USING ((vestiging, schooljaar) IN (
        SELECT l.vestiging, jaar.schooljaar
        FROM organisatie.lidmaatschap l
        CROSS JOIN LATERAL generate_series(l.van, least(l.tot, extract(year FROM now())::int + 6)) AS jaar (schooljaar)
        WHERE l.bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[])));
CREATE POLICY open_bij_bestuur_van_nu ON stand.cel FOR SELECT TO pos_gateway
    USING (kubus = 1 AND (code >> 1) & 7 IN (0, 1, 3, 4) AND vestiging IN (
        SELECT l.vestiging
        FROM organisatie.lidmaatschap l
        CROSS JOIN unnest(toegang.context('pos.lopend')) AS nu (schooljaar)
        WHERE l.bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[])
          AND nu.schooljaar BETWEEN l.van AND l.tot));

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA stand TO pos_aggregator;
GRANT SELECT ON stand.cel, stand.swv_versie, stand.partitie, stand.bron_teller TO pos_gateway;
GRANT SELECT ON stand.partitie, stand.dode_letter, stand.bron_teller TO pos_beheer;
