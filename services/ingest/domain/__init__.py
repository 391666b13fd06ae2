"""What ingest decides, without I/O: who signed, where events begin and end, and what is refused."""
