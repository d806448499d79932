import logging
import time


class UTCFormatter(logging.Formatter):
    """Lines in UTC: the C library tells local time by the system's zone files, which may be older."""

    converter = time.gmtime
