-- Who may come in: accounts with role-unit pairs, access tokens, sessions of the pages.
CREATE TABLE toegang.account (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    naam text NOT NULL UNIQUE CHECK (naam = lower(btrim(naam)) AND length(naam) BETWEEN 1 AND 100),
    wachtwoord text,
    gemaakt_op timestamptz NOT NULL DEFAULT now(),
    mislukt int NOT NULL DEFAULT 0 CHECK (mislukt >= 0),
    geblokkeerd_tot timestamptz
);
COMMENT ON COLUMN toegang.account.wachtwoord IS 'argon2id hash; null for an account that only uses tokens or OpenID Connect';
COMMENT ON COLUMN toegang.account.mislukt IS 'Wrong passwords in a row since the last good one or the last lock';

CREATE TABLE toegang.recht (
    account int NOT NULL REFERENCES toegang.account ON DELETE CASCADE,
    rol text NOT NULL CHECK (rol IN ('swv', 'bestuur', 'school', 'beheerder', 'platform')),
    eenheid text NOT NULL,
    PRIMARY KEY (account, rol, eenheid),
    CHECK (CASE rol
        WHEN 'platform' THEN eenheid = ''
        WHEN 'bestuur' THEN eenheid ~ '^[0-9]{5}$'
        WHEN 'school' THEN eenheid ~ '^[0-9]{2}[A-Z]{2}[0-9]{2}$'
        ELSE eenheid ~ '^(PO|VO)[0-9]{4}$' END)
);
COMMENT ON TABLE toegang.recht IS 'A role for one unit; an account may have several';

CREATE TABLE toegang.token (
    id uuid PRIMARY KEY,
    account int NOT NULL REFERENCES toegang.account ON DELETE CASCADE,
    ouder uuid REFERENCES toegang.token ON DELETE CASCADE,
    naam text NOT NULL CHECK (length(naam) BETWEEN 1 AND 100),
    hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
    rechten text[],
    gemaakt_op timestamptz NOT NULL,
    geldig_tot timestamptz NOT NULL,
    ingetrokken_op timestamptz
);
COMMENT ON COLUMN toegang.token.ouder IS 'The token that it was made with; who withdraws that one ends this one too';
COMMENT ON COLUMN toegang.token.hash IS 'SHA-256 of the token; the token itself is shown once and kept nowhere';
COMMENT ON COLUMN toegang.token.rechten IS 'Only these rights of the account, each as rol:eenheid; null: all of them';
CREATE INDEX token_account ON toegang.token (account);
CREATE INDEX token_ouder ON toegang.token (ouder);

CREATE TABLE toegang.sessie (
    hash bytea PRIMARY KEY CHECK (length(hash) = 32),
    account int NOT NULL REFERENCES toegang.account ON DELETE CASCADE,
    gemaakt_op timestamptz NOT NULL,
    gezien_op timestamptz NOT NULL,
    geldig_tot timestamptz NOT NULL
);
COMMENT ON TABLE toegang.sessie IS 'Sessions of the pages, by SHA-256 of the cookie';
CREATE INDEX sessie_account ON toegang.sessie (account);

GRANT SELECT ON toegang.account, toegang.recht, toegang.token TO pos_gateway;
GRANT UPDATE (mislukt, geblokkeerd_tot) ON toegang.account TO pos_gateway;
GRANT INSERT, UPDATE (ingetrokken_op) ON toegang.token TO pos_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON toegang.sessie TO pos_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON toegang.account, toegang.recht, toegang.token, toegang.sessie TO pos_beheer;
