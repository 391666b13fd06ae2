-- What somebody saw on the overview at the last visit, to tell next time what changed since. Ends with the account.
CREATE TABLE toegang.overzichtbezoek (
    account int NOT NULL REFERENCES toegang.account ON DELETE CASCADE,
    niveau text NOT NULL,
    eenheid text NOT NULL,
    schooljaar smallint NOT NULL,
    gezien_op timestamptz NOT NULL,
    gezien jsonb NOT NULL,
    vorige_op timestamptz,
    vorige jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (account, niveau, eenheid)
);
COMMENT ON TABLE toegang.overzichtbezoek IS 'Last and previous visit of an account to the overview of an own unit';
COMMENT ON COLUMN toegang.overzichtbezoek.gezien IS 'Numbers as they stood there, by name; only of a unit that the account sees exactly';
COMMENT ON COLUMN toegang.overzichtbezoek.schooljaar IS 'First year of the schooljaar of the numbers: another one begins anew';

GRANT SELECT, INSERT, UPDATE, DELETE ON toegang.overzichtbezoek TO pos_gateway;
GRANT SELECT, DELETE ON toegang.overzichtbezoek TO pos_beheer;
