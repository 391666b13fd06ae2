-- National figures of more indicators: counts beside percentages, per schoolsoort or per kind of absence.
ALTER TABLE landelijk.cijfer
    ADD COLUMN soort text CHECK (soort IN ('absoluut', 'langdurig_relatief', 'vrijstelling_5a')),
    DROP CONSTRAINT cijfer_pkey,
    DROP CONSTRAINT cijfer_schoolsoort_check,
    DROP CONSTRAINT cijfer_waarde_check,
    ALTER COLUMN schoolsoort DROP NOT NULL,
    ADD CONSTRAINT cijfer_eenmaal UNIQUE NULLS NOT DISTINCT (indicator, schooljaar, schoolsoort, soort),
    ADD CONSTRAINT cijfer_schoolsoort CHECK (schoolsoort IN ('bao', 'sbo', 'so', 'vso', 'pro', 'vo', 'po', 'vo+vso')),
    ADD CONSTRAINT cijfer_waarde CHECK (waarde >= 0 AND (waarde <= 100 OR indicator IN ('leerlingen', 'thuiszitters')));
COMMENT ON COLUMN landelijk.cijfer.waarde IS 'As published, with its decimals: a percentage, pupils per 1,000, or a count; never computed here';
COMMENT ON COLUMN landelijk.cijfer.schoolsoort IS 'po: bao, sbo and so together; vo+vso: likewise; NULL: all education';
COMMENT ON COLUMN landelijk.cijfer.soort IS 'Of thuiszitters; NULL: absoluut and langdurig_relatief together';
