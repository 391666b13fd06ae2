-- Retention of the anonymised side: cases past it leave base figures, and nothing else but a mark for a while.
CREATE TABLE stand.basis (
    swv smallint NOT NULL,
    schooljaar smallint NOT NULL,
    vestiging int NOT NULL,
    bestuur int NOT NULL,
    subregio text NOT NULL,
    herkomst bool NOT NULL,
    indicator text NOT NULL,
    teldatum text NOT NULL,
    splitsing text NOT NULL,
    waarde text NOT NULL,
    meting smallint NOT NULL,
    dagen int NOT NULL,
    aantal bigint NOT NULL CHECK (aantal > 0),
    maat bigint NOT NULL CHECK (maat >= 0),
    PRIMARY KEY (swv, indicator, schooljaar, splitsing, vestiging, herkomst, waarde, teldatum, meting, dagen,
                 bestuur, subregio)
);
COMMENT ON TABLE stand.basis IS 'Totals and single splits of folded cases: see shared/contracts/basis.py. Written with a checkpoint only';
COMMENT ON COLUMN stand.basis.vestiging IS 'The school that applied; with herkomst the school of origin';
COMMENT ON COLUMN stand.basis.bestuur IS 'By the reference data of the day of folding, as subregio; 0: unknown';
COMMENT ON COLUMN stand.basis.maat IS 'Sum of the measure of the indicator: dossiers, euro cents or pupils';
CREATE INDEX basis_vestiging ON stand.basis (vestiging, indicator, schooljaar);
CREATE INDEX basis_bestuur ON stand.basis (bestuur, indicator, schooljaar);

CREATE TABLE stand.gevouwen (
    zaak bytea PRIMARY KEY CHECK (length(zaak) = 16),
    ijkpunt int NOT NULL,
    op date NOT NULL
);
COMMENT ON TABLE stand.gevouwen IS 'Cases that left with a checkpoint: what still comes about them is a dead letter. Pseudonym only, for as long as the retention';

ALTER TABLE stand.zaak ADD COLUMN leeg_sinds date;
COMMENT ON COLUMN stand.zaak.leeg_sinds IS 'First checkpoint that found the dossier removed; 13 months later the row goes';

ALTER TABLE stand.ijkpunt
    ADD COLUMN gevouwen bigint NOT NULL DEFAULT 0 CHECK (gevouwen >= 0),
    ADD COLUMN sha_basis bytea NOT NULL DEFAULT sha256('') CHECK (length(sha_basis) = 32),
    ADD COLUMN sha_gevouwen bytea NOT NULL DEFAULT sha256('') CHECK (length(sha_gevouwen) = 32);
COMMENT ON COLUMN stand.ijkpunt.gevouwen IS 'Cases that ever left: counted messages (geteld) = cases held + these';

-- The borders of stand.cel. A school of origin sees nothing of what another school applied for.
ALTER TABLE stand.basis ENABLE ROW LEVEL SECURITY;
ALTER TABLE stand.basis FORCE ROW LEVEL SECURITY;
CREATE POLICY eigenaar ON stand.basis TO pos_eigenaar, pos_aggregator USING (true) WITH CHECK (true);
CREATE POLICY eigen_swv ON stand.basis FOR SELECT TO pos_gateway
    USING (swv = ANY ((SELECT toegang.context('pos.swv'))::int[]));
CREATE POLICY eigen_vestiging ON stand.basis FOR SELECT TO pos_gateway
    USING (NOT herkomst AND vestiging = ANY ((SELECT toegang.context('pos.vestiging'))::int[]));
CREATE POLICY eigen_bestuur ON stand.basis FOR SELECT TO pos_gateway
    USING (NOT herkomst AND bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[]));
CREATE POLICY open_bij_bestuur_van_nu ON stand.basis FOR SELECT TO pos_gateway
    USING (NOT herkomst AND indicator IN ('tlv-openstaand', 'arrangement-openstaand') AND vestiging IN (
        SELECT l.vestiging
        FROM organisatie.lidmaatschap l
        CROSS JOIN unnest(toegang.context('pos.lopend')) AS nu (schooljaar)
        WHERE l.bestuur = ANY ((SELECT toegang.context('pos.bestuur'))::int[])
          AND nu.schooljaar BETWEEN l.van AND l.tot));

GRANT SELECT, INSERT, UPDATE, DELETE ON stand.basis, stand.gevouwen TO pos_aggregator;
GRANT SELECT ON stand.basis TO pos_gateway;
