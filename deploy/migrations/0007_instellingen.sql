-- What an SWV decides for itself. Every change is a new row: the table is its own audit.
CREATE TABLE toegang.instelling (
    swv smallint NOT NULL,
    versie int NOT NULL CHECK (versie > 0),
    termijn_dagen smallint NOT NULL CHECK (termijn_dagen BETWEEN 1 AND 366),
    termijn_vanaf text NOT NULL CHECK (termijn_vanaf IN ('ingediendOp', 'compleetOp')),
    behoefte_voor text[] NOT NULL CHECK (behoefte_voor <@ ARRAY['bestuur', 'school']),
    gewijzigd_op timestamptz NOT NULL,
    gewijzigd_door text NOT NULL CHECK (length(gewijzigd_door) BETWEEN 1 AND 100),
    PRIMARY KEY (swv, versie)
);
COMMENT ON TABLE toegang.instelling IS 'Settings per SWV, applied when figures are read; the highest versie holds, the others say what held before';
COMMENT ON COLUMN toegang.instelling.gewijzigd_door IS 'Name of the account at that moment: stays readable when the account is gone';
COMMENT ON COLUMN toegang.instelling.behoefte_voor IS 'Roles that may split and filter by needs for dossiers of this SWV';

GRANT SELECT, INSERT ON toegang.instelling TO pos_gateway;
