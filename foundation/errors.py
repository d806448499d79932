class ServiceError(Exception):
    """What was asked cannot be done; the message says why and what to do, in the user's language."""
