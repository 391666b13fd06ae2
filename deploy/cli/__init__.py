"""The command `./pos`: one module per group of commands."""
