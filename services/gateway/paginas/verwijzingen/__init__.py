"""The page 'Verwijzingen naar het sbo, so, pro en vso'."""
