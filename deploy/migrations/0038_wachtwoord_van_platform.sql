-- Whatever goes wrong in the gateway: it sets no password of an account that looks after the platform.
CREATE FUNCTION toegang.geen_platformwachtwoord() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_user = 'pos_gateway'
        AND EXISTS (SELECT FROM toegang.recht WHERE account = NEW.id AND rol = 'platform') THEN
        RAISE EXCEPTION 'het wachtwoord van een platformbeheerder gaat via ./pos gebruiker'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION toegang.geen_platformwachtwoord IS 'Beside the policies of toegang.recht: no way from the gateway to the platform';
CREATE TRIGGER geen_platformwachtwoord BEFORE UPDATE OF wachtwoord ON toegang.account
    FOR EACH ROW EXECUTE FUNCTION toegang.geen_platformwachtwoord();
