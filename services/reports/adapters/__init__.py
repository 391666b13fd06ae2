"""The outside of reports: its tables, and the gateway."""
