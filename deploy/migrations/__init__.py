"""The database, step by step: numbered SQL files and the runner that applies them."""
