-- Cells arrive for all SWV's at once, so those of one SWV lie one to a page. By night they are put in the order of
-- their key (docs/decisions: cells of one SWV lie together); the room left on each page keeps counts in place.
ALTER TABLE stand.cel SET (fillfactor = 90);
CREATE FUNCTION stand.leg_cellen_bij_elkaar() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        CLUSTER stand.cel USING cel_pkey;
        ANALYZE stand.cel;
    END
    $$;
COMMENT ON FUNCTION stand.leg_cellen_bij_elkaar IS
    'Rewrites the leaf cells in the order of their key; questions and counting wait meanwhile';
REVOKE ALL ON FUNCTION stand.leg_cellen_bij_elkaar FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stand.leg_cellen_bij_elkaar TO pos_aggregator;
