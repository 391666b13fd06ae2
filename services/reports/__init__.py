"""Word documents on request."""
