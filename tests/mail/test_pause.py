"""`manage.py pause_mail`: what an operator runs after a restore, before anything else starts."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from foundation.mail.delivery import drain
from foundation.mail.models import Message, Postman
from foundation.mail.services import pause_delivery
from tests import cast
from tests.mail.notes import note

pytestmark = pytest.mark.django_db


def pause(reason: str = "restored a backup") -> str:
    said = StringIO()
    call_command("pause_mail", reason=reason, stdout=said)
    return said.getvalue()


def test_nothing_leaves_until_mail_is_resumed(sink):
    note()
    assert pause() == "All mail is paused; waiting: 1. Resume it at the desk, in the outbox.\n"
    assert (drain(), sink.mails) == ({}, [])
    pause_delivery(False, by=cast.administrator())
    assert drain() == {"sent": 1}


def test_it_pauses_a_foundation_that_has_never_sent():
    pause()
    assert Postman.objects.values_list("paused", "paused_by", "pause_reason").get() == (
        True,
        None,
        "restored a backup",
    )


def test_twice_is_as_good_as_once_and_the_last_reason_stands():
    pause("one")
    pause("another")
    assert Postman.objects.get().pause_reason == "another"


def test_it_asks_for_a_reason():
    with pytest.raises(CommandError, match="--reason"):
        call_command("pause_mail")


@pytest.mark.django_db(transaction=True)
def test_where_it_cannot_pause_it_says_so_and_fails():
    """A database of before this version: the restored one, not migrated yet."""
    with connection.schema_editor() as editor:
        editor.remove_field(Postman, Postman._meta.get_field("pause_reason"))
    try:
        with pytest.raises(CommandError, match=r"(?s)Mail is NOT paused: .*pause_reason.*migrated"):
            pause()
    finally:
        with connection.schema_editor() as editor:
            editor.add_field(Postman, Postman._meta.get_field("pause_reason"))
    assert Message.objects.count() == 0
