import pytest

from foundation.mail import services
from tests.mail.kinds import KINDS


@pytest.fixture(autouse=True)
def _note_is_a_kind_of_mail(settings, monkeypatch):
    settings.MAIL_KINDS = {**settings.MAIL_KINDS, **KINDS}
    monkeypatch.setattr(services, "_broker_back_at", 0.0)
