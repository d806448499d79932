import pytest


@pytest.fixture(autouse=True)
def _no_budget(settings):
    """Tests of the weekly budget set one."""
    settings.MAIL_WEEKLY_BUDGET = 0
