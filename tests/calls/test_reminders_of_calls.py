"""Drafts are reminded so many days before their call closes, by a rule that staff write."""

from datetime import timedelta

import pytest

from foundation.reminders import previews
from foundation.reminders.anchors import anchor_named
from foundation.reminders.models import Occurrence
from residencies.calls import services
from tests import cast as people
from tests.calls import cast
from tests.reminders.made import plan, rule

pytestmark = pytest.mark.django_db
NOW, DAY = cast.NOW, timedelta(days=1)


def test_whoever_has_a_draft_is_reminded_and_nobody_who_sent_or_withdrew(time_machine):
    time_machine.move_to(NOW, tick=False)
    call = cast.call()
    writes, sent, left = (people.alumna() for _she in range(3))
    row = cast.draft(call, person=writes)
    cast.sent(call, person=sent)
    services.withdraw(cast.draft(call, person=left), reason="", by=None, now=NOW)
    cast.draft(person=people.alumna())  # to another call
    cast.draft(call)  # by nobody on record
    made = rule(
        anchor="call_closes",
        offset_days=-3,
        audience={"call": [call.pk]},
        subject_fr="{{ call }}",
        body_fr="{{ name }}, {{ project }} : le {{ day }}.",
    )
    plan(NOW)
    (planned,) = Occurrence.objects.filter(rule=made)
    assert (planned.person, planned.anchor_on) == (writes, call.closes_at.date())
    assert anchor_named("call_closes").path(row, writes) == f"/apply/{call.slug}/"

    call.closes_at += 5 * DAY
    call.save()
    time_machine.move_to(NOW + 17 * DAY, tick=False)
    assert plan(NOW + 17 * DAY) == 0  # the day it would have left before the call was extended
    time_machine.move_to(NOW + 22 * DAY, tick=False)
    assert plan(NOW + 22 * DAY) == 1


def test_staff_who_look_at_the_rule_do_not_read_the_title_of_a_draft(time_machine):
    time_machine.move_to(NOW, tick=False)
    writes, viewer = people.alumna(), people.administrator()
    draft = cast.draft(cast.call(), person=writes)
    type(draft).objects.update(title="Zqdraftqz")
    made = rule(anchor="call_closes", offset_days=-3, subject_fr="{{ call }}", body_fr="{{ project }}")
    page = previews.page_of(made, viewer, 1, NOW)
    (line,) = page.object_list
    row, she = previews.example(made, viewer, "", "", page)
    (shown,) = previews.letters(made, row, she)
    assert (line.person, row.title, "Zqdraftqz" in f"{line.about}{shown.subject}{shown.text}") == (
        writes,
        "Zqdraftqz",
        False,
    )
