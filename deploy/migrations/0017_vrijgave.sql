-- The release gate. What stands in `vrijgave` is all that a comparison or the public may ever see, and it never changes:
-- no service may update or delete it, and a trigger refuses even the owner. `vrijgave_intern` holds what the gate needs
-- to count changes; only the aggregator reads it.
CREATE SCHEMA vrijgave;
CREATE SCHEMA vrijgave_intern;
COMMENT ON SCHEMA vrijgave IS 'Releases: the only source of the views vergelijking and openbaar; written once by pos_aggregator';
COMMENT ON SCHEMA vrijgave_intern IS 'What the gate counts with: pseudonymised cases as they were when a cell was last told; pos_aggregator only';
GRANT USAGE ON SCHEMA vrijgave TO pos_aggregator, pos_gateway, pos_beheer;
GRANT USAGE ON SCHEMA vrijgave_intern TO pos_aggregator;

CREATE TABLE vrijgave.vrijgave (
    nummer int PRIMARY KEY CHECK (nummer > 0),
    moment timestamptz NOT NULL UNIQUE,
    niveaus text[] NOT NULL,
    beleid jsonb NOT NULL,
    toets jsonb,
    sha256 bytea NOT NULL CHECK (length(sha256) = 32)
);
COMMENT ON COLUMN vrijgave.vrijgave.moment IS 'The "stand per" of everything in it: when it was due or asked for, never when data came in';
COMMENT ON COLUMN vrijgave.vrijgave.niveaus IS 'Levels of which some unit was looked at anew';
COMMENT ON COLUMN vrijgave.vrijgave.beleid IS 'Thresholds and moments in force, per SWV';
COMMENT ON COLUMN vrijgave.vrijgave.toets IS 'Certificate of the audit; null: niet getoetst, and not for the public';
COMMENT ON COLUMN vrijgave.vrijgave.sha256 IS 'Manifest over number, moment, policy and the digests of all tables of the release, older ones included';

CREATE TABLE vrijgave.tabel (
    vrijgave int NOT NULL REFERENCES vrijgave.vrijgave,
    niveau text NOT NULL,
    eenheid text NOT NULL,
    indicator text NOT NULL,
    teldatum text NOT NULL,
    schooljaar smallint NOT NULL,
    splitsing text NOT NULL,
    definitief bool NOT NULL,
    rijen text NOT NULL,
    sha256 bytea NOT NULL CHECK (length(sha256) = 32),
    PRIMARY KEY (niveau, eenheid, indicator, teldatum, schooljaar, splitsing, vrijgave)
);
COMMENT ON TABLE vrijgave.tabel IS 'Tables that differ from the release before: in force is the one with the highest vrijgave';
COMMENT ON COLUMN vrijgave.tabel.eenheid IS 'Unit; for a distribution (splitsing verdeling) the group of like units, as PO9901/bao';
COMMENT ON COLUMN vrijgave.tabel.schooljaar IS '0: what was open at the moment of the release';
COMMENT ON COLUMN vrijgave.tabel.rijen IS 'Every row of the fixed list, as canonical JSON: the bytes that were hashed';
COMMENT ON COLUMN vrijgave.tabel.definitief IS 'The final release of a closed schooljaar: later ones take it over';

CREATE TABLE vrijgave.ververst (
    vrijgave int NOT NULL REFERENCES vrijgave.vrijgave,
    niveau text NOT NULL,
    eenheid text NOT NULL,
    PRIMARY KEY (niveau, eenheid, vrijgave)
);
COMMENT ON TABLE vrijgave.ververst IS 'Units looked at anew in a release; the newest gives their "stand per"';

CREATE FUNCTION vrijgave.onveranderlijk() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'een vrijgave verandert nooit' USING ERRCODE = 'insufficient_privilege'; END $$;
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON vrijgave.vrijgave
    FOR EACH STATEMENT EXECUTE FUNCTION vrijgave.onveranderlijk();
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON vrijgave.tabel
    FOR EACH STATEMENT EXECUTE FUNCTION vrijgave.onveranderlijk();
CREATE TRIGGER onveranderlijk BEFORE UPDATE OR DELETE OR TRUNCATE ON vrijgave.ververst
    FOR EACH STATEMENT EXECUTE FUNCTION vrijgave.onveranderlijk();

GRANT SELECT, INSERT ON vrijgave.vrijgave, vrijgave.tabel, vrijgave.ververst TO pos_aggregator;
GRANT SELECT ON vrijgave.vrijgave, vrijgave.tabel, vrijgave.ververst TO pos_gateway, pos_beheer;

-- Policy: every change is a new row; swv 0 is the installation.
CREATE TABLE vrijgave.beleid (
    swv smallint NOT NULL,
    versie int NOT NULL CHECK (versie > 0),
    drempel smallint NOT NULL DEFAULT 8 CHECK (drempel BETWEEN 3 AND 100),
    afronding smallint NOT NULL DEFAULT 5 CHECK (afronding BETWEEN 1 AND 100),
    veranderd smallint NOT NULL DEFAULT 5 CHECK (veranderd BETWEEN 1 AND 100),
    scholen smallint NOT NULL DEFAULT 3 CHECK (scholen BETWEEN 2 AND 100),
    duren smallint NOT NULL DEFAULT 10 CHECK (duren BETWEEN 3 AND 100),
    maanden_groot smallint[] NOT NULL DEFAULT '{1,2,3,4,5,6,7,8,9,10,11,12}' CHECK (maanden_groot <@ '{1,2,3,4,5,6,7,8,9,10,11,12}'),
    maanden_klein smallint[] NOT NULL DEFAULT '{1,4,7,10}' CHECK (maanden_klein <@ '{1,2,3,4,5,6,7,8,9,10,11,12}'),
    gewijzigd_op timestamptz NOT NULL DEFAULT now(),
    gewijzigd_door text NOT NULL CHECK (length(gewijzigd_door) BETWEEN 1 AND 100),
    PRIMARY KEY (swv, versie)
);
COMMENT ON TABLE vrijgave.beleid IS 'Beleid voor vrijgave per SWV (0: de installatie); de hoogste versie geldt. Wat een lager getal weggeeft: docs/privacy/vrijgave.md';
COMMENT ON COLUMN vrijgave.beleid.drempel IS 'Onder dit aantal dossiers staat er "< 8". Lager: wie zijn eigen dossiers kent, rekent kleine aantallen van anderen makkelijker uit';
COMMENT ON COLUMN vrijgave.beleid.afronding IS 'Getoonde aantallen zijn een veelvoud hiervan. Lager: verschillen tussen tabellen en vrijgaven worden precies';
COMMENT ON COLUMN vrijgave.beleid.veranderd IS 'Een cel verandert pas bij zoveel verschillende gewijzigde dossiers. Lager: een verandering wijst naar een enkel dossier';
COMMENT ON COLUMN vrijgave.beleid.scholen IS 'Zoveel scholen heeft een bestuur of subregio minstens. Lager: de ene school rekent de andere uit';
COMMENT ON COLUMN vrijgave.beleid.duren IS 'Doorlooptijden vanaf zoveel dossiers. Lager: een mediaan is dan de doorlooptijd van een of twee leerlingen';
INSERT INTO vrijgave.beleid (swv, versie, gewijzigd_door) VALUES (0, 1, 'standaard');
GRANT SELECT, INSERT ON vrijgave.beleid TO pos_gateway;
GRANT SELECT ON vrijgave.beleid TO pos_aggregator, pos_beheer;

CREATE TABLE vrijgave.rooster (
    enige bool PRIMARY KEY DEFAULT true CHECK (enige),
    dag smallint NOT NULL DEFAULT 2 CHECK (dag BETWEEN 2 AND 28),
    uur smallint NOT NULL DEFAULT 6 CHECK (uur BETWEEN 0 AND 23),
    vanaf timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE vrijgave.rooster IS 'Day of the month and hour (Dutch time) of releases; no scheduled one for a moment before vanaf';
COMMENT ON COLUMN vrijgave.rooster.dag IS 'From 2 on: the release of October is the final one of the schooljaar that ended';
INSERT INTO vrijgave.rooster DEFAULT VALUES;
GRANT SELECT ON vrijgave.rooster TO pos_aggregator, pos_gateway, pos_beheer;
GRANT INSERT, UPDATE ON vrijgave.rooster TO pos_beheer;

CREATE TABLE vrijgave_intern.zaak (
    zaak bytea NOT NULL CHECK (length(zaak) = 16),
    vanaf int NOT NULL,
    swv smallint NOT NULL,
    inhoud bytea,
    PRIMARY KEY (zaak, vanaf)
);
COMMENT ON TABLE vrijgave_intern.zaak IS 'A case as it was at release vanaf and later ones, until the next row; inhoud null: gone, or no longer in any open schooljaar';

CREATE TABLE vrijgave_intern.indeling (
    vanaf int PRIMARY KEY,
    leden jsonb NOT NULL
);
COMMENT ON TABLE vrijgave_intern.indeling IS 'Memberships as they were at release vanaf: a school that moves changes many cells';

CREATE TABLE vrijgave_intern.gehouden (
    niveau text NOT NULL,
    eenheid text NOT NULL,
    soort text NOT NULL,
    groep bool NOT NULL,
    indicator text NOT NULL,
    teldatum text NOT NULL,
    schooljaar smallint NOT NULL,
    splitsing text NOT NULL,
    rij text NOT NULL,
    sinds int NOT NULL,
    PRIMARY KEY (niveau, eenheid, soort, groep, indicator, teldatum, schooljaar, splitsing, rij)
);
COMMENT ON TABLE vrijgave_intern.gehouden IS 'Cells that still tell what release sinds told. Never public: it says that one to four dossiers changed';

CREATE TABLE vrijgave_intern.poging (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    moment timestamptz NOT NULL,
    op timestamptz NOT NULL,
    uitkomst text NOT NULL CHECK (uitkomst IN ('gemaakt', 'gehouden'))
);
COMMENT ON TABLE vrijgave_intern.poging IS 'Releases made, and those that the audit held back';

GRANT SELECT, INSERT, UPDATE, DELETE ON vrijgave_intern.zaak, vrijgave_intern.indeling, vrijgave_intern.gehouden TO pos_aggregator;
GRANT SELECT, INSERT ON vrijgave_intern.poging TO pos_aggregator;

-- Durations are judged by the term that each SWV set.
GRANT USAGE ON SCHEMA toegang TO pos_aggregator;
GRANT SELECT ON toegang.instelling TO pos_aggregator;
