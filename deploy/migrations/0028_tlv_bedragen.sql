-- What a TLV costs an SWV per schooljaar, as it set them, with their source. Every change is a new row: its own audit.
CREATE TABLE toegang.tlv_bedragen (
    swv smallint NOT NULL,
    versie int NOT NULL CHECK (versie > 0),
    bron text NOT NULL CHECK (length(bron) BETWEEN 1 AND 200),
    bedragen jsonb NOT NULL CHECK (jsonb_typeof(bedragen) = 'array'),
    gewijzigd_op timestamptz NOT NULL,
    gewijzigd_door text NOT NULL CHECK (length(gewijzigd_door) BETWEEN 1 AND 100),
    PRIMARY KEY (swv, versie)
);
COMMENT ON TABLE toegang.tlv_bedragen IS 'Amounts per TLV per schooljaar and kind, as a whole; the highest versie holds';
COMMENT ON COLUMN toegang.tlv_bedragen.bedragen IS 'List of [first year of the schooljaar, soortCategorie, cent]';
COMMENT ON COLUMN toegang.tlv_bedragen.bron IS 'Where the amounts come from, as the beheerder wrote it: shown beside every figure';

GRANT SELECT, INSERT ON toegang.tlv_bedragen TO pos_gateway, pos_beheer;
