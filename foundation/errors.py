class ServiceError(Exception):
    """What was asked cannot be done; the message says why and what to do, in the user's language."""


class Stale(ServiceError):
    """Somebody else has written meanwhile. `seen`: the mark of what stands there now, for who reads it."""

    def __init__(self, message: str, seen: str) -> None:
        super().__init__(message)
        self.seen = seen
