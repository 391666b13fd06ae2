-- The beheerder of an SWV looks after accounts inside it; everybody after the own second step.
ALTER TABLE toegang.account
    ADD COLUMN gesloten_op timestamptz,
    ADD COLUMN totp bytea CHECK (length(totp) = 20),
    ADD COLUMN totp_stap bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN toegang.account.gesloten_op IS 'Closed by a beheerder: no login, session or token works; null: open';
COMMENT ON COLUMN toegang.account.totp IS 'Secret of the second step (RFC 6238, SHA-1, 6 digits, 30 s); null: not used';
COMMENT ON COLUMN toegang.account.totp_stap IS 'The last time step that was used: no code works twice';

CREATE TABLE toegang.wachtwoordlink (
    hash bytea PRIMARY KEY CHECK (length(hash) = 32),
    account int NOT NULL REFERENCES toegang.account ON DELETE CASCADE,
    gemaakt_op timestamptz NOT NULL,
    geldig_tot timestamptz NOT NULL
);
COMMENT ON TABLE toegang.wachtwoordlink IS 'Links to set a password once, by SHA-256; the row goes when it is used';
CREATE INDEX wachtwoordlink_account ON toegang.wachtwoordlink (account);

CREATE TABLE toegang.accountwijziging (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    op timestamptz NOT NULL,
    swv smallint,
    door text NOT NULL CHECK (length(door) BETWEEN 1 AND 100),
    naam text NOT NULL CHECK (length(naam) BETWEEN 1 AND 100),
    wat text NOT NULL CHECK (wat IN ('gemaakt', 'recht gegeven', 'recht genomen', 'gesloten', 'geopend',
                                     'link gemaakt', 'wachtwoord gezet', 'tweede stap aan', 'tweede stap uit')),
    recht text
);
COMMENT ON TABLE toegang.accountwijziging IS 'Who changed which account, and what; added to and read, nothing else';
COMMENT ON COLUMN toegang.accountwijziging.swv IS 'The SWV for which it was done; null: by the person self';
CREATE INDEX accountwijziging_naam ON toegang.accountwijziging (naam, op);

GRANT INSERT (naam), UPDATE (wachtwoord, gesloten_op, totp, totp_stap) ON toegang.account TO pos_gateway;
GRANT INSERT, DELETE ON toegang.recht TO pos_gateway;
GRANT SELECT, INSERT, DELETE ON toegang.wachtwoordlink TO pos_gateway;
GRANT SELECT, INSERT ON toegang.accountwijziging TO pos_gateway;
GRANT SELECT, DELETE ON toegang.wachtwoordlink TO pos_beheer;
GRANT SELECT, INSERT ON toegang.accountwijziging TO pos_beheer;

-- Whatever goes wrong in the gateway: it hands out no platform right, and takes none away.
ALTER TABLE toegang.recht ENABLE ROW LEVEL SECURITY;
CREATE POLICY lezen ON toegang.recht FOR SELECT USING (true);
CREATE POLICY geven ON toegang.recht FOR INSERT TO pos_gateway WITH CHECK (rol <> 'platform');
CREATE POLICY nemen ON toegang.recht FOR DELETE TO pos_gateway USING (rol <> 'platform');
CREATE POLICY beheer ON toegang.recht TO pos_beheer USING (true) WITH CHECK (true);

CREATE FUNCTION toegang.ruim_accountwijziging(dagen int) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    weg bigint;
BEGIN
    IF dagen < 180 THEN
        RAISE EXCEPTION 'wijzigingen van accounts blijven minstens 180 dagen';
    END IF;
    DELETE FROM toegang.accountwijziging WHERE op < now() - make_interval(days => dagen);
    GET DIAGNOSTICS weg = ROW_COUNT;
    RETURN weg;
END
$$;
COMMENT ON FUNCTION toegang.ruim_accountwijziging IS 'Removes lines older than so many days (180 at least), as with the read audit';
REVOKE ALL ON FUNCTION toegang.ruim_accountwijziging FROM PUBLIC;
GRANT EXECUTE ON FUNCTION toegang.ruim_accountwijziging TO pos_aggregator;

-- For the metric of what is kept longest: only moments, no rows.
CREATE FUNCTION toegang.oudste_bewaard() RETURNS TABLE (opslag text, oudste timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT 'dode_letters', min(op) FROM stand.dode_letter
    UNION ALL SELECT 'gevouwen', min(op) FROM stand.gevouwen
    UNION ALL SELECT 'ijkpunt', min(gemaakt_op) FROM stand.ijkpunt
    -- By number: millions of lines, in the order of their moment.
    UNION ALL SELECT 'leesverslag', (SELECT op FROM toegang.leesverslag ORDER BY id LIMIT 1)
    UNION ALL SELECT 'accountwijzigingen', (SELECT op FROM toegang.accountwijziging ORDER BY id LIMIT 1)
    UNION ALL SELECT 'documenten', min(gevraagd_op) FROM rapporten.rapport
$$;
COMMENT ON FUNCTION toegang.oudste_bewaard IS 'The oldest moment in each store that has a retention';
REVOKE ALL ON FUNCTION toegang.oudste_bewaard FROM PUBLIC;
GRANT EXECUTE ON FUNCTION toegang.oudste_bewaard TO pos_aggregator;
