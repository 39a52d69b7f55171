"""The one way in which the embedded services refuse."""


class CannotStart(SystemExit):
    """A service cannot run here; the text is one line a person can act on.

    It ends the process as `sys.exit` would, so that no traceback hides the line.
    """
