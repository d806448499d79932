"""A claim takes no more than it was asked for, whichever way the database chooses to find it."""

import pytest
from django.db import connection
from django.utils import timezone

from foundation.mail import claims
from foundation.mail.models import Message
from tests.mail.notes import note

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite asks a subquery once")
def test_a_plan_that_asks_again_for_each_row_claims_no_more():
    """PostgreSQL may ask a subquery with a LIMIT once a row, and skips what it has locked before."""
    for _ in range(6):
        note()
    with connection.cursor() as cursor:
        for way in ("hashagg", "hashjoin", "mergejoin", "material", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} TO off")
    assert len(claims.claim(timezone.now(), 2)) == 2
    assert Message.objects.filter(state="sending").count() == 2
