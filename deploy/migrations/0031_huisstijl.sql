-- How an SWV looks: a colour and a logo, for who belongs to it. Every change is a new row.
CREATE TABLE toegang.huisstijl (
    swv smallint NOT NULL,
    versie int NOT NULL CHECK (versie > 0),
    kleur text CHECK (kleur ~ '^#[0-9a-f]{6}$'),
    logo bytea CHECK (length(logo) BETWEEN 1 AND 204800),
    gewijzigd_op timestamptz NOT NULL,
    gewijzigd_door text NOT NULL CHECK (length(gewijzigd_door) BETWEEN 1 AND 100),
    PRIMARY KEY (swv, versie)
);
COMMENT ON TABLE toegang.huisstijl IS 'Colour and logo per SWV; the highest versie holds';
COMMENT ON COLUMN toegang.huisstijl.logo IS 'A PNG that we drew anew from what was sent: nothing of the file itself is kept';
GRANT SELECT, INSERT ON toegang.huisstijl TO pos_gateway;
