"""Errors that a user can do something about."""


class UserError(Exception):
    """Something went wrong that its Dutch message explains; shown without a traceback, exit code 1."""
