import copy

import pytest

from foundation.mail import services
from tests.mail.kinds import KINDS, TEMPLATES


@pytest.fixture(autouse=True)
def _note_is_a_kind_of_mail(settings, monkeypatch):
    settings.MAIL_KINDS = {**settings.MAIL_KINDS, **KINDS}
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"].append(TEMPLATES)
    monkeypatch.setattr(services, "_broker_back_at", 0.0)
