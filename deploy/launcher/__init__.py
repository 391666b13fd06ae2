"""What `./pos` does before the real command can start. Standard library only."""
