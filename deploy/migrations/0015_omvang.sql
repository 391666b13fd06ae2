-- The name of a table as text: who asks for a count needs no right to look into its schema.
DROP FUNCTION toegang.omvang(regclass, name);
CREATE FUNCTION toegang.omvang(tabel text, moment name)
    RETURNS TABLE (aantal bigint, oudste timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        RETURN QUERY EXECUTE format(
            'SELECT count(*), %s FROM %s',
            CASE WHEN moment IS NULL THEN 'NULL::timestamptz' ELSE format('min(%I)::timestamptz', moment) END,
            tabel::regclass);
    END
    $$;
COMMENT ON FUNCTION toegang.omvang IS 'How many rows a table has, and the oldest moment in one column of it';
REVOKE ALL ON FUNCTION toegang.omvang FROM PUBLIC;
GRANT EXECUTE ON FUNCTION toegang.omvang TO pos_beheer;
