"""Files on disk that no row names."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from residencies.calls import services
from residencies.calls.tasks import sweep
from tests.calls import cast, files

pytestmark = pytest.mark.django_db


def left_behind(name: str, age: timedelta) -> str:
    kept = default_storage.save(f"applications/1/{name}", ContentFile(b"x"))
    then = (timezone.now() - age).timestamp()
    os.utime(default_storage.path(kept), (then, then))
    return kept


def test_what_no_row_names_goes_after_a_day_and_all_else_stays(django_assert_num_queries):
    row = cast.draft()
    question = row.call.form.questions.get(key="script")
    held = services.attach_file(row, question, files.Sent(files.PDF), now=cast.NOW).file.name
    then = (timezone.now() - timedelta(days=30)).timestamp()
    os.utime(default_storage.path(held), (then, then))
    old = [left_behind(f"old{number}", timedelta(hours=25)) for number in range(3)]
    young = left_behind("young", timedelta(hours=23))
    with django_assert_num_queries(1):
        sweep()
    assert [default_storage.exists(name) for name in (held, young, *old)] == [True, True] + [False] * 3


def test_where_nothing_was_ever_stored_nothing_is_swept():
    assert services.sweep_files(now=timezone.now()) == 0
