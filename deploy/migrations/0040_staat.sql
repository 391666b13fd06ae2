-- Which goals hold for whom takes the whole view; that something was written is told by the table below it.
CREATE FUNCTION kwaliteit.stand_van_doelen() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT (count(*), max(gewijzigd_op))::text FROM kwaliteit.doel $$;
COMMENT ON FUNCTION kwaliteit.stand_van_doelen IS 'Moves with every goal that is written, of any SWV; which one stays behind the policies';
REVOKE EXECUTE ON FUNCTION kwaliteit.stand_van_doelen FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kwaliteit.stand_van_doelen TO pos_gateway;

-- What must stay the same for an answer to hold, in one message instead of four: the context of who asks is set and read
-- within the call (it runs as its caller, so row level security stands as ever), and ends with its transaction.
-- Everything that an answer may depend on, as small as it can be told. Of `plaats_versie` only own schools pass. A text
-- may be erased and written anew, so its content counts and not only its number.
CREATE FUNCTION toegang.staat(
    swvs int[], vestigingen int[], besturen int[], lopend int, plek_niveau text, plek_eenheid text, plek_jaar int
) RETURNS text LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('pos.swv', swvs::text, true), set_config('pos.vestiging', vestigingen::text, true),
            set_config('pos.bestuur', besturen::text, true), set_config('pos.lopend', array[lopend]::text, true),
            set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true);
    RETURN (SELECT (
        (SELECT versie FROM organisatie.versie),
        (SELECT max(nummer) FROM organisatie.levering),
        (SELECT array_agg((swv, versie, bijgewerkt) ORDER BY swv) FROM stand.swv_versie WHERE swv = ANY (swvs)),
        (SELECT (count(*), sum(versie), max(bijgewerkt)) FROM stand.plaats_versie
         WHERE vestiging = ANY (vestigingen || ARRAY(
             SELECT vestiging FROM organisatie.lidmaatschap WHERE bestuur = ANY (besturen)))),
        (SELECT (max(nummer), max(nummer) FILTER (WHERE toets IS NOT NULL)) FROM vrijgave.vrijgave),
        (SELECT count(*) FROM toegang.instelling),
        (SELECT count(*) FROM toegang.tlv_bedragen),
        (SELECT md5(string_agg(t::text, '|' ORDER BY dashboard, figuur, versie)) FROM toelichting.versie AS t
         WHERE niveau = plek_niveau AND eenheid = plek_eenheid AND schooljaar = plek_jaar),
        (SELECT count(*) FROM kwaliteit.oordeel),
        kwaliteit.stand_van_doelen(),
        (SELECT (count(v.*), count(i.*))
         FROM profielen.versie AS v LEFT JOIN profielen.intrekking AS i USING (swv, vestiging, schooljaar, nummer)
         WHERE v.swv = ANY (swvs || ARRAY(
             SELECT swv::int FROM organisatie.lidmaatschap
             WHERE bestuur = ANY (besturen) OR vestiging = ANY (vestigingen))))
    )::text);
END $$;
COMMENT ON FUNCTION toegang.staat IS 'Versions of all that somebody with these rights may be shown; the caller names his own rights';
REVOKE EXECUTE ON FUNCTION toegang.staat FROM PUBLIC;
GRANT EXECUTE ON FUNCTION toegang.staat TO pos_gateway;
