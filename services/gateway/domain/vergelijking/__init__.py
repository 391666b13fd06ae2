"""What users expect beside any figure: earlier years, twelve months, season, prognosis, like units."""
