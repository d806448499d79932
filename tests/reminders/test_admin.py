"""Rules at the desk: written, tried, switched on, and what became of each reminder."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.mail.models import Message
from foundation.mail.services import suppress
from foundation.reminders.models import Occurrence, Rule
from foundation.reminders.selectors import forecast
from tests import cast
from tests.reminders.made import DAY, at, days, deadline, plan, rule, run

pytestmark = pytest.mark.django_db
TODAY = cast.NOW.date()
RULES, ADD = reverse("admin:reminders_rule_changelist"), reverse("admin:reminders_rule_add")
TYPED = {
    "name": "Three days before", "anchor": "deadline", "offset_days": "-3", "expires_days": "7",
    "again_days": "7", "opens": "09:00", "closes": "17:00", "stream": "subscribed",
    "subject_fr": "Rappel : {{ title }}", "body_fr": "Le {{ day }}.", "subject_ar": "", "body_ar": "",
    "subject_en": "", "body_en": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(cast.NOW, tick=False)


@pytest.fixture
def desk(client):
    client.force_login(
        cast.staff(
            "reminders.view_rule", "reminders.add_rule", "reminders.change_rule",
            "reminders.view_occurrence", "people.view_person",
        )
    )  # fmt: skip
    client.cookies["django_language"] = "en"
    return client


def url(made: Rule, name: str = "change") -> str:
    return reverse(f"admin:reminders_rule_{name}", args=[made.pk])


def test_a_rule_is_written_and_is_off(desk):
    assert desk.post(ADD, TYPED).status_code == 302
    made = Rule.objects.get()
    assert (made.is_active, made.offset_days, made.history.get().history_user_id) == (
        False,
        -3,
        int(desk.session["_auth_user_id"]),
    )
    deadline(TODAY + 3 * DAY, cast.person())
    assert run(at(TODAY)) == 0


def test_a_wrong_name_is_told_beside_its_text_and_nothing_typed_is_lost(desk):
    page = desk.post(ADD, {**TYPED, "body_fr": "Cher {{ nmae }}"})
    form = page.context["adminform"].form
    assert form.errors == {
        "body_fr": [
            (
                "“{{ nmae }}” stands for nothing here. You can write "
                "{{ day }}, {{ foundation }}, {{ name }}, {{ title }}."
            )
        ]
    }
    assert "Cher {{ nmae }}" in page.content.decode()


def test_the_audience_is_chosen_from_lists(desk):
    made = rule(on=False, name="Three days before")
    sent = {**TYPED, "for_title": ["Budget"], "for_country": ["MA", "FR"]}
    assert desk.post(url(made), sent).status_code == 302
    made.refresh_from_db()
    assert made.audience == {"title": ["Budget"], "country": ["MA", "FR"]}
    form = desk.get(url(made)).context["adminform"].form
    assert form.initial["for_country"] == ["MA", "FR"]


def test_numbers_of_rows_stay_numbers(desk):
    edition = cast.edition()
    made = rule(on=False, anchor="completion", subject_fr="a", body_fr="b", repeat_until_days=None)
    sent = {**TYPED, "subject_fr": "a", "body_fr": "b", "for_edition": [str(edition.pk)]}
    assert desk.post(url(made), sent).status_code == 302
    assert Rule.objects.get().audience == {"edition": [edition.pk]}


def test_an_audience_that_is_not_on_the_list_is_refused(desk):
    made = rule(on=False)
    page = desk.post(url(made), {**TYPED, "for_country": ["XX"], "for_title": ["Budget"]})
    assert list(page.context["adminform"].form.errors) == ["for_country"]


def test_saving_a_rule_moves_what_is_planned(desk):
    made = rule(offset_days=-1)
    deadline(TODAY + 9 * DAY, cast.person())
    run(at(TODAY))
    desk.post(url(made), TYPED)
    assert Occurrence.objects.get().due_on == TODAY + 6 * DAY


def test_what_it_hangs_on_is_not_changed_afterwards(desk):
    made = rule(on=False)
    desk.post(url(made), {**TYPED, "anchor": "completion", "is_active": "on"})
    made.refresh_from_db()
    assert (made.anchor, made.is_active) == ("deadline", False)


@pytest.mark.parametrize("name", ["switch", "switch_one"])
def test_switching_on_asks_first_and_says_how_many(desk, name):
    made = rule(on=False)
    deadline(TODAY + 3 * DAY, cast.person(), cast.person())
    asked = desk.post(url(made, name)).content.decode()
    assert "Switch on: 2 reminders in the next 30 days" in asked
    assert not Rule.objects.get().is_active
    desk.post(url(made, name), {"confirm": "1"})
    made.refresh_from_db()
    assert (made.is_active, made.active_since, made.occurrences.count()) == (True, TODAY, 2)


def test_switching_off_calls_back_what_waits(desk):
    made = rule()
    deadline(TODAY, cast.person())
    plan(at(TODAY))
    asked = desk.post(url(made, "switch")).content.decode()
    assert "Switch off: 1 reminder is called off" in asked
    desk.post(url(made, "switch"), {"confirm": "1"})
    assert Message.objects.get().state == "cancelled"


def test_the_dry_run_is_what_then_happens():
    made = rule(on=False, offset_days=-1, repeat_days=3, repeat_until_days=6)
    unwilling = cast.person()
    suppress(unwilling.email, "subscribed", "unsubscribed", now=cast.NOW)
    for day in (-4, 0, 2, 25, 31, 40):
        deadline(TODAY + day * DAY, cast.person(), unwilling, cast.person(email=""))
    foreseen = [(one.due_on, one.row, one.person, one.number) for one in forecast(made, timezone.now())]
    rule_on = Rule.objects.get()
    from foundation.reminders.services import switch_rule

    switch_rule(rule_on, True, by=None, now=cast.NOW)
    run(*days(TODAY, 31))
    wrote = Occurrence.objects.filter(state="queued").order_by("due_on", "object_id", "person")
    assert foreseen == list(wrote.values_list("due_on", "object_id", "person", "sequence"))


def test_the_dry_run_changes_nothing(desk):
    made = rule(on=False)
    deadline(TODAY, cast.person())
    desk.get(url(made, "preview"))
    made.refresh_from_db()
    assert (made.is_active, made.active_since, Occurrence.objects.count()) == (False, None, 0)


def test_the_letter_is_shown_in_each_language_it_is_written_in(desk):
    made = rule(on=False, subject_ar="تذكير {{ title }}", body_ar="{{ day }}")
    deadline(TODAY + DAY, cast.person(name_ar="سلمى"), title="Scénario <b>")
    page = desk.get(url(made, "preview"))
    assert [(letter.language, letter.subject) for letter in page.context["letters"]] == [
        ("fr", "Rappel : Scénario <b>"),
        ("ar", "تذكير Scénario <b>"),
    ]
    html = page.content.decode()
    assert ("25 نوفمبر 2026" in html, "Scénario <b>" in html, "~~" in html) == (True, False, False)


def test_the_letter_is_shown_as_it_will_look_and_as_text(desk):
    made = rule(
        on=False, button_fr="Ouvrir", subject_ar="تذكير", body_ar="{{ day }}", button_ar="افتح"
    )  # fmt: skip
    deadline(TODAY + DAY, cast.person())
    page = desk.get(url(made, "preview"))
    french, arabic = page.context["letters"]
    assert [(frame["size"], 'dir="rtl"' in frame["html"]) for frame in arabic.frames] == [
        ("phone", True), ("desktop", True), ("phone", True), ("desktop", True),
    ]  # fmt: skip
    by_day, by_night = french.frames[0]["html"], french.frames[2]["html"]
    assert ("Ouvrir" in by_day, "Ouvrir" in french.text, "افتح" in arabic.frames[0]["html"]) == (
        True,
        True,
        True,
    )
    assert ("href" in by_day, "/deadlines/" in by_day, "default-src 'none'" in by_day) == (False, False, True)
    assert by_day != by_night
    html = page.content.decode()
    assert (html.count("<iframe"), html.count('sandbox=""')) == (8, 8)
    assert "English: there is no text, its readers get the letter in Français." in html


def test_a_button_is_written_where_it_has_a_page_to_lead_to(desk):
    made, pageless = rule(on=False, name="Three days before"), rule(on=False, anchor="instant")
    assert "It leads to its page." in desk.get(url(made)).content.decode()
    assert "button_fr" not in desk.get(url(pageless)).context["adminform"].form.fields
    assert desk.post(url(made), {**TYPED, "button_fr": "Ouvrir"}).status_code == 302
    made.refresh_from_db()
    assert made.button_fr == "Ouvrir"
    page = desk.post(url(made), {**TYPED, "button_en": "Open"})
    assert sorted(page.context["adminform"].form.errors) == ["button_en", "button_fr"]


def test_any_person_of_the_list_can_be_chosen(desk):
    made = rule(on=False)
    deadline(TODAY, cast.person(name="First"))
    other = deadline(TODAY + DAY, she := cast.person(name="Second"), title="Script")
    page = desk.get(url(made, "preview"), {"row": other.pk, "person": she.pk})
    assert (page.context["person"], page.context["letters"][0].subject) == (she, "Rappel : Script")


@pytest.mark.parametrize(
    "asked", [{"row": "x", "person": "y"}, {"row": "9" * 30, "person": "1"}, {"page": "x"}]
)
def test_a_preview_of_nobody_says_so(desk, asked):
    made = rule(on=False)
    page = desk.get(url(made, "preview"), asked)
    assert (page.status_code, page.context["letters"]) == (200, [])


def test_who_may_not_see_people_sees_no_preview(client):
    client.force_login(cast.staff("reminders.view_rule"))
    assert client.get(url(rule(on=False), "preview")).status_code == 403


def test_who_may_only_look_cannot_switch(client):
    client.force_login(cast.staff("reminders.view_rule"))
    made = rule(on=False)
    answers = [
        client.post(url(made, name), {"confirm": "1"}).status_code for name in ("switch", "switch_one")
    ]
    assert (answers, Rule.objects.get().is_active) == ([403, 403], False)


def test_the_preview_takes_as_many_queries_for_fifty_as_for_one(desk):
    made = rule(on=False)
    deadline(TODAY, cast.person())
    desk.get(url(made, "preview"))

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert desk.get(url(made, "preview")).status_code == 200
        return len(caught)

    one = queries()
    for _more in range(60):
        deadline(TODAY, cast.person())
    assert queries() == one
    assert desk.get(url(made, "preview"), {"page": 2}).context["page"].number == 2


def test_a_rule_whose_anchor_is_gone_still_opens_and_says_so(desk):
    made = rule(on=False)
    Rule.objects.update(anchor="gone")
    assert desk.get(RULES).status_code == 200
    assert desk.get(url(made)).status_code == 200
    for name in ("preview", "switch_one"):
        said = [str(one) for one in desk.get(url(made, name), follow=True).context["messages"]]
        assert said == ["No part of this installation knows the day it hangs on (gone)."]


def test_reminders_are_only_read_and_say_why(desk):
    she = cast.person(name="Oumaïma Bensaïd", email="")
    rule()
    deadline(TODAY, she, cast.person())
    run(at(TODAY))
    table = reverse("admin:reminders_occurrence_changelist")
    assert [row.person for row in desk.get(table, {"q": "أميمة"}).context["cl"].queryset] == [she]
    held = desk.get(table, {"reason__exact": "no_address"}).context["cl"].queryset.get()
    page = desk.get(reverse("admin:reminders_occurrence_change", args=[held.pk]))
    assert "she has no e-mail address" in page.content.decode()
    assert desk.post(reverse("admin:reminders_occurrence_change", args=[held.pk]), {}).status_code == 403
