-- Which rules the running figures were counted by. A stand of before this migration was counted by the first.
CREATE TABLE stand.rekenregels (
    enige bool PRIMARY KEY DEFAULT true CHECK (enige),
    nummer int NOT NULL CHECK (nummer > 0),
    sinds timestamptz NOT NULL
);
COMMENT ON TABLE stand.rekenregels IS 'Number of the rules (services/aggregator/domain/bijdragen.py) that every cell was counted by';
INSERT INTO stand.rekenregels (nummer, sinds) SELECT 1, now() WHERE EXISTS (SELECT FROM stand.zaak);

GRANT SELECT, INSERT, UPDATE ON stand.rekenregels TO pos_aggregator;
