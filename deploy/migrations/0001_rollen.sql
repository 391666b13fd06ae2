-- Roles (one per service) and schemas. Everything is owned by pos_eigenaar, which nobody logs in as:
-- no service owns a table, so forced row level security holds for all of them.
DO $$
DECLARE
    rol text;
BEGIN
    FOREACH rol IN ARRAY ARRAY['pos_ingest', 'pos_anonymiser', 'pos_aggregator', 'pos_reports',
                               'pos_gateway', 'pos_beheer']
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = rol) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', rol);
        END IF;
    END LOOP;
END
$$;

CREATE SCHEMA bronnen;
CREATE SCHEMA organisatie;
CREATE SCHEMA stand;
CREATE SCHEMA toegang;

COMMENT ON SCHEMA bronnen IS 'Registered source systems and their sealed secrets; written by pos_beheer';
COMMENT ON SCHEMA organisatie IS 'Reference data: who belongs to whom in which schooljaar; written by pos_aggregator';
COMMENT ON SCHEMA stand IS 'Newest version of every case, leaf cells, positions, dead letters; written by pos_aggregator';
COMMENT ON SCHEMA toegang IS 'Accounts, tokens, sessions, and the context of row level security; written by pos_gateway';

GRANT USAGE ON SCHEMA bronnen TO pos_ingest, pos_beheer, pos_gateway, pos_aggregator;
GRANT USAGE ON SCHEMA organisatie TO pos_aggregator, pos_gateway, pos_beheer;
GRANT USAGE ON SCHEMA stand TO pos_aggregator, pos_gateway, pos_beheer;
GRANT USAGE ON SCHEMA toegang TO pos_gateway, pos_beheer;
