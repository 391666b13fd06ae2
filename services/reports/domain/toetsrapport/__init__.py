"""The audit report of a release, for the privacy officer: `tekst` says it, `document` puts it together."""
