"""The one base error whose message may be shown to a person as it is."""


class YoujuError(Exception):
    """A user's error: the message says what, which one, and what to do.

    The command line and the web page catch this and nothing else; any other exception is a bug
    and keeps its traceback.
    """
