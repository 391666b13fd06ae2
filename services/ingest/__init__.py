"""Ingest: verifies, validates, encrypts and publishes what LDOS pushes; understands no figure."""
