-- What is kept, as numbers only: for the schedule of keys (./pos sleutels) and the account of it (./pos avg).
CREATE FUNCTION stand.zaken_per_maand()
    RETURNS TABLE (swv smallint, ingediend int, besloten_jaar int, besloten_maand int, aantal bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT z.swv, (d.j #>> '{ingediend,schooljaar}')::int, (d.j #>> '{besluit,genomen,schooljaar}')::int,
               (d.j #>> '{besluit,genomen,maand}')::int, count(*)
        FROM stand.zaak z
        CROSS JOIN LATERAL (SELECT convert_from(z.inhoud, 'UTF8')::jsonb) AS d (j)
        WHERE z.inhoud IS NOT NULL
        GROUP BY 1, 2, 3, 4
    $$;
COMMENT ON FUNCTION stand.zaken_per_maand IS 'Numbers of kept cases per SWV, schooljaar of application, and schooljaar and month of decision';

-- The name comes from deploy, never from outside; a count and a moment are all that can come out.
CREATE FUNCTION toegang.omvang(tabel regclass, moment name)
    RETURNS TABLE (aantal bigint, oudste timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        RETURN QUERY EXECUTE format(
            'SELECT count(*), %s FROM %s',
            CASE WHEN moment IS NULL THEN 'NULL::timestamptz' ELSE format('min(%I)::timestamptz', moment) END, tabel);
    END
    $$;
COMMENT ON FUNCTION toegang.omvang IS 'How many rows a table has, and the oldest moment in one column of it';

REVOKE ALL ON FUNCTION stand.zaken_per_maand, toegang.omvang FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stand.zaken_per_maand, toegang.omvang TO pos_beheer;
