-- Most questions are about schooljaren of which nothing was folded: the gateway asks that once, and not at each figure.
CREATE INDEX basis_jaar ON stand.basis (swv, schooljaar);
CREATE FUNCTION stand.jaren_met_basis(swvs smallint[]) RETURNS TABLE (swv smallint, schooljaar smallint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE gevonden AS (
        SELECT s.swv, (SELECT min(b.schooljaar) FROM stand.basis AS b WHERE b.swv = s.swv) AS schooljaar
        FROM unnest(swvs) AS s (swv)
        UNION ALL
        SELECT g.swv,
               (SELECT min(b.schooljaar) FROM stand.basis AS b WHERE b.swv = g.swv AND b.schooljaar > g.schooljaar)
        FROM gevonden AS g WHERE g.schooljaar IS NOT NULL)
    SELECT g.swv, g.schooljaar FROM gevonden AS g WHERE g.schooljaar IS NOT NULL
$$;
COMMENT ON FUNCTION stand.jaren_met_basis IS
    'Schooljaren of which dossiers of these SWV''s were folded: retention is no secret, the figures stay behind the policies';
REVOKE EXECUTE ON FUNCTION stand.jaren_met_basis FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stand.jaren_met_basis TO pos_gateway;
