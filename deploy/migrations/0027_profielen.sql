-- What a school says about its support (schoolondersteuningsprofiel): form, draft, published versions.
CREATE SCHEMA profielen;
COMMENT ON SCHEMA profielen IS 'Profiles of schools: free text and choices, no figure of a person (written by pos_gateway)';
GRANT USAGE ON SCHEMA profielen TO pos_gateway, pos_beheer;

CREATE TABLE profielen.formulier (
    swv smallint NOT NULL,
    versie int NOT NULL CHECK (versie > 0),
    definitie jsonb NOT NULL,
    gewijzigd_op timestamptz NOT NULL,
    gewijzigd_door text NOT NULL,
    PRIMARY KEY (swv, versie)
);
COMMENT ON TABLE profielen.formulier IS 'Forms as an SWV set them, the highest versie holds; none: the standard form of the product';
COMMENT ON COLUMN profielen.formulier.definitie IS 'services/gateway/domain/profielen/formulier.py';

CREATE TABLE profielen.concept (
    swv smallint NOT NULL,
    vestiging int NOT NULL,
    schooljaar smallint NOT NULL,
    staat text NOT NULL CHECK (staat IN ('concept', 'ter_vaststelling', 'gepubliceerd')),
    versie int NOT NULL CHECK (versie > 0),
    begonnen_op timestamptz NOT NULL,
    begonnen_door text NOT NULL,
    gewijzigd_op timestamptz NOT NULL,
    gewijzigd_door text NOT NULL,
    staat_op timestamptz NOT NULL,
    opmerking text NOT NULL DEFAULT '' CHECK (length(opmerking) <= 2000),
    PRIMARY KEY (swv, vestiging, schooljaar)
);
COMMENT ON TABLE profielen.concept IS 'What a school works on: one per SWV that it belongs to and schooljaar';
COMMENT ON COLUMN profielen.concept.versie IS 'Rises with every change of an answer or of the state';
COMMENT ON COLUMN profielen.concept.opmerking IS 'Why the board gave it back';

CREATE TABLE profielen.antwoord (
    swv smallint NOT NULL,
    vestiging int NOT NULL,
    schooljaar smallint NOT NULL,
    item text NOT NULL CHECK (length(item) <= 60),
    versie int NOT NULL CHECK (versie > 0),
    keuze text CHECK (length(keuze) <= 40),
    tekst text NOT NULL DEFAULT '' CHECK (length(tekst) <= 4000),
    datum date,
    overgenomen bool NOT NULL,
    gewijzigd_op timestamptz NOT NULL,
    gewijzigd_door text NOT NULL,
    PRIMARY KEY (swv, vestiging, schooljaar, item),
    FOREIGN KEY (swv, vestiging, schooljaar) REFERENCES profielen.concept
);
COMMENT ON TABLE profielen.antwoord IS 'Answers of a draft, also to items that the form no longer has';
COMMENT ON COLUMN profielen.antwoord.overgenomen IS 'As it stood in an earlier schooljaar; nobody said yet that it still holds';

CREATE TABLE profielen.versie (
    swv smallint NOT NULL,
    vestiging int NOT NULL,
    schooljaar smallint NOT NULL,
    nummer int NOT NULL CHECK (nummer > 0),
    formulier int NOT NULL CHECK (formulier >= 0),
    inhoud jsonb NOT NULL,
    sha256 bytea NOT NULL CHECK (length(sha256) = 32),
    gepubliceerd_op timestamptz NOT NULL,
    gepubliceerd_door text NOT NULL,
    naam text NOT NULL,
    plaats text NOT NULL,
    schoolsoort text NOT NULL,
    bestuur int NOT NULL,
    subregio text,
    aanbod text[] NOT NULL,
    behoeften text[] NOT NULL,
    zoektekst text NOT NULL,
    zoek tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('dutch'::regconfig, zoektekst)) STORED,
    PRIMARY KEY (swv, vestiging, schooljaar, nummer)
);
COMMENT ON TABLE profielen.versie IS 'Published profiles, open to everybody; a correction is a new nummer';
COMMENT ON COLUMN profielen.versie.inhoud IS 'The whole profile with the questions as they were then: services/gateway/domain/profielen/document.py';
COMMENT ON COLUMN profielen.versie.sha256 IS 'Of inhoud as canonical JSON (sorted keys, no space, UTF-8)';
COMMENT ON COLUMN profielen.versie.gepubliceerd_door IS 'Name of the account; never shown outside SWV, board and school';
COMMENT ON COLUMN profielen.versie.naam IS 'Name, place, kind, board and subregio of the school as they were when it was published';
COMMENT ON COLUMN profielen.versie.aanbod IS 'item:keuze of every question with a choice, as plusklas:in_huis';
COMMENT ON COLUMN profielen.versie.behoeften IS 'Needs for which something of the offer is there';
CREATE INDEX versie_zoek ON profielen.versie USING gin (zoek);
CREATE INDEX versie_aanbod ON profielen.versie USING gin (aanbod);

CREATE TABLE profielen.intrekking (
    swv smallint NOT NULL,
    vestiging int NOT NULL,
    schooljaar smallint NOT NULL,
    nummer int NOT NULL,
    op timestamptz NOT NULL,
    door text NOT NULL,
    reden text NOT NULL CHECK (length(reden) BETWEEN 1 AND 500),
    PRIMARY KEY (swv, vestiging, schooljaar, nummer),
    FOREIGN KEY (swv, vestiging, schooljaar, nummer) REFERENCES profielen.versie
);
COMMENT ON TABLE profielen.intrekking IS 'Versions that the board took from public view; the version itself stays as it is';

CREATE VIEW profielen.geldend AS
    SELECT DISTINCT ON (swv, vestiging) v.*
    FROM profielen.versie v
    WHERE NOT EXISTS (
        SELECT FROM profielen.intrekking i
        WHERE (i.swv, i.vestiging, i.schooljaar, i.nummer) = (v.swv, v.vestiging, v.schooljaar, v.nummer))
    ORDER BY swv, vestiging, schooljaar DESC, nummer DESC;
COMMENT ON VIEW profielen.geldend IS 'Per SWV and school the newest version that stands';

GRANT SELECT ON ALL TABLES IN SCHEMA profielen TO pos_gateway, pos_beheer;
GRANT INSERT ON profielen.formulier, profielen.versie, profielen.intrekking TO pos_gateway;
GRANT INSERT, UPDATE ON profielen.concept, profielen.antwoord TO pos_gateway;

-- What was published stays: not even the owner changes or removes it.
CREATE FUNCTION profielen.blijft() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'wat gepubliceerd is, blijft zoals het is' USING ERRCODE = 'insufficient_privilege';
END
$$;
REVOKE ALL ON FUNCTION profielen.blijft FROM PUBLIC;
CREATE TRIGGER blijft BEFORE UPDATE OR DELETE ON profielen.versie
    FOR EACH ROW EXECUTE FUNCTION profielen.blijft();
CREATE TRIGGER blijft_heel BEFORE TRUNCATE ON profielen.versie
    FOR EACH STATEMENT EXECUTE FUNCTION profielen.blijft();
CREATE TRIGGER blijft BEFORE UPDATE OR DELETE ON profielen.formulier
    FOR EACH ROW EXECUTE FUNCTION profielen.blijft();
CREATE TRIGGER blijft_heel BEFORE TRUNCATE ON profielen.formulier
    FOR EACH STATEMENT EXECUTE FUNCTION profielen.blijft();
CREATE TRIGGER blijft BEFORE UPDATE OR DELETE ON profielen.intrekking
    FOR EACH ROW EXECUTE FUNCTION profielen.blijft();
CREATE TRIGGER blijft_heel BEFORE TRUNCATE ON profielen.intrekking
    FOR EACH STATEMENT EXECUTE FUNCTION profielen.blijft();
