"""The one error that reaches a person."""


class LauncherError(Exception):
    """Something a person can act on; its text is printed as it is, without a traceback."""
