-- Who read which figures: one line per answer, never a figure. Added to and read, by every role; nothing else.
CREATE TABLE toegang.leesverslag (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    op timestamptz NOT NULL,
    account int,
    naam text NOT NULL CHECK (length(naam) BETWEEN 1 AND 100),
    rollen text[] NOT NULL,
    wijze text NOT NULL CHECK (wijze IN ('sessie', 'token', 'dienst')),
    soort text NOT NULL,
    onderwerp text,
    niveau text,
    eenheden text[] NOT NULL,
    onderliggend text[] NOT NULL,
    schooljaren smallint[] NOT NULL,
    splitsingen text[] NOT NULL,
    zicht text[] NOT NULL,
    status smallint NOT NULL,
    swvs smallint[] NOT NULL
);
COMMENT ON TABLE toegang.leesverslag IS 'Read audit: which account read figures of which units; see services/gateway/handlers/leesspoor.py';
COMMENT ON COLUMN toegang.leesverslag.account IS 'No foreign key: the line stays when the account goes. Null: our own reports service';
COMMENT ON COLUMN toegang.leesverslag.naam IS 'Name of the account at that moment';
COMMENT ON COLUMN toegang.leesverslag.rollen IS 'Rights that opened the units, each as rol:eenheid; all of the caller where nothing opened';
COMMENT ON COLUMN toegang.leesverslag.soort IS 'Kind of answer: waarden, dashboard, figuur, stroom, rapport …';
COMMENT ON COLUMN toegang.leesverslag.onderwerp IS 'Code from a closed list (indicator, dashboard, figure) or id of a document';
COMMENT ON COLUMN toegang.leesverslag.onderliggend IS 'Levels of which the answer also held units below or beside those named';
COMMENT ON COLUMN toegang.leesverslag.schooljaren IS 'First years; empty: what is open now';
COMMENT ON COLUMN toegang.leesverslag.zicht IS 'Views in the answer: eigen, vergelijking, openbaar; empty where it was refused';
COMMENT ON COLUMN toegang.leesverslag.status IS 'HTTP status: 200, 202, 304 (the reader had it already), 403 or 404 (refused)';
COMMENT ON COLUMN toegang.leesverslag.swvs IS 'SWV''s whose beheerder sees this line: whose dossiers were read, else those of the account';
CREATE INDEX leesverslag_swvs ON toegang.leesverslag USING gin (swvs);
CREATE INDEX leesverslag_op ON toegang.leesverslag USING brin (op);

ALTER TABLE toegang.leesverslag ENABLE ROW LEVEL SECURITY;
ALTER TABLE toegang.leesverslag FORCE ROW LEVEL SECURITY;
CREATE POLICY eigenaar ON toegang.leesverslag TO pos_eigenaar USING (true);
CREATE POLICY bijschrijven ON toegang.leesverslag FOR INSERT TO pos_gateway WITH CHECK (true);
CREATE POLICY eigen_swv ON toegang.leesverslag FOR SELECT TO pos_gateway
    USING (swvs && (SELECT toegang.context('pos.swv'))::smallint[]);
GRANT SELECT, INSERT ON toegang.leesverslag TO pos_gateway;

-- Not even the owner changes a line, or removes one before its time.
CREATE FUNCTION toegang.leesverslag_blijft() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.op < now() - interval '180 days' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'het leesverslag blijft zoals het is' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER blijft BEFORE UPDATE OR DELETE ON toegang.leesverslag
    FOR EACH ROW EXECUTE FUNCTION toegang.leesverslag_blijft();
CREATE TRIGGER blijft_heel BEFORE TRUNCATE ON toegang.leesverslag
    FOR EACH STATEMENT EXECUTE FUNCTION toegang.leesverslag_blijft();

-- The night run asks for this; the rows it removes are the owner's to remove.
CREATE FUNCTION toegang.ruim_leesverslag(dagen int) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    weg bigint;
BEGIN
    IF dagen < 180 THEN
        RAISE EXCEPTION 'een leesverslag blijft minstens 180 dagen';
    END IF;
    DELETE FROM toegang.leesverslag WHERE op < now() - make_interval(days => dagen);
    GET DIAGNOSTICS weg = ROW_COUNT;
    RETURN weg;
END
$$;
COMMENT ON FUNCTION toegang.ruim_leesverslag IS 'Removes lines older than so many days (180 at least); the night run of the aggregator asks for it';
REVOKE ALL ON FUNCTION toegang.ruim_leesverslag, toegang.leesverslag_blijft FROM PUBLIC;
GRANT USAGE ON SCHEMA toegang TO pos_aggregator;
GRANT EXECUTE ON FUNCTION toegang.ruim_leesverslag TO pos_aggregator;
