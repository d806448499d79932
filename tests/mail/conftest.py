import pytest

from foundation import waking
from tests.mail.kinds import KINDS


@pytest.fixture(autouse=True)
def _note_is_a_kind_of_mail(settings, monkeypatch):
    settings.MAIL_KINDS = {**settings.MAIL_KINDS, **KINDS}
    monkeypatch.setattr(waking, "_back_at", 0.0)
