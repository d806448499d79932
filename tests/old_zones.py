"""Zone rules from before 2026: what a machine that was not brought up to date still has."""

import io
import tarfile

from dateutil.zoneinfo import get_zonefile_instance, getzoneinfofile_stream


def old_casablanca() -> bytes:
    """Africa/Casablanca at UTC+1 for ever but for Ramadan: dateutil carries the files of its year."""
    assert get_zonefile_instance().metadata["tzversion"] < "2026"
    with tarfile.open(fileobj=io.BytesIO(getzoneinfofile_stream().read())) as archive:
        return archive.extractfile("Africa/Casablanca").read()
