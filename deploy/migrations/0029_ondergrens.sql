-- Below this number of dossiers an SWV keeps figures from its boards and schools; 0: it keeps nothing.
ALTER TABLE toegang.instelling
    ADD COLUMN ondergrens smallint NOT NULL DEFAULT 0 CHECK (ondergrens = 0 OR ondergrens BETWEEN 3 AND 20);
COMMENT ON COLUMN toegang.instelling.ondergrens IS 'Smaller numbers, and what would give them away, are hidden from boards and schools (services/gateway/domain/ondergrens.py); 0: none';
