"""The list of people to call, the sheet of a call, and pauses, as staff meet them."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from alumni.checkins.models import CheckIn, Contact, Pause
from alumni.checkins.selectors import answer_token
from alumni.checkins.services import answer_checkin
from foundation.films.models import Work
from foundation.people.models import SecondContact
from tests import cast
from tests.cast import NOW
from tests.desk import rows

pytestmark = pytest.mark.django_db
LIST = reverse("admin:checkins_call_changelist")


@pytest.fixture(autouse=True)
def member(client, time_machine):
    """One of the programme staff, on the day of NOW."""
    time_machine.move_to(NOW, tick=False)
    account = cast.staff()
    account.groups.add(Group.objects.get(name="Programme staff"))
    client.force_login(account)
    client.cookies["django_language"] = "en"
    return account


@pytest.fixture
def silent():
    she = cast.person(
        name="Salma Benjelloun",
        phone="+212612345678",
        city="Fès",
        country="MA",
        occupation="Monteuse",
        language="fr",
    )
    part = cast.completed(
        date(2026, 2, 1), who=she, work=Work.objects.create(title="Ourika", stage="editing")
    )
    return cast.asked_checkin(participation=part, state="silent")


def page(name: str, row) -> str:
    return reverse(f"admin:checkins_call_{name}", args=[row.pk])


def listed(client, **filters) -> list[int]:
    return [row.pk for row in client.get(LIST, filters).context["cl"].result_list]


def record(client, row, **sent):
    return client.post(page("record", row), {"confirm": "1", "channel": "phone", "note": "", **sent})


def test_the_list_filters_by_programme_and_by_how_well_she_is_reached(client, silent):
    other = cast.asked_checkin(who=cast.person(email="", phone=""), state="silent")
    programme = silent.participation.edition.programme_id
    assert sorted(listed(client)) == [silent.pk, other.pk]
    assert listed(client, participation__edition__programme__id__exact=programme) == [silent.pk]
    assert (listed(client, level="quiet"), listed(client, level="lost")) == ([silent.pk], [other.pk])


def test_whoever_is_not_to_be_called_is_not_on_the_list_and_her_sheet_opens_all_the_same(client):
    row = cast.asked_checkin()
    assert listed(client) == []
    assert client.get(page("change", row)).status_code == 200


def test_the_sheet_has_all_that_is_needed_for_the_call(client, silent):
    SecondContact.objects.create(
        person=silent.person, name="Hajar", relation="sœur", phone="+212611111111", may_be_told="tout"
    )
    earlier = cast.asked_checkin(
        participation=silent.participation,
        months=1,
        due_on=date(2026, 3, 1),
        closes_at=NOW + timedelta(days=1),
    )
    answer_checkin(earlier, {"text": "Je monte mon film."}, now=NOW)
    page_ = client.get(page("change", silent)).content.decode()
    shown = [
        'href="tel:+212612345678"', 'href="https://wa.me/212612345678?text=', "Fès", "Monteuse", "Ourika",
        "editing", "Je monte mon film.", "Hajar", 'href="tel:+212611111111"', "tout",
    ]  # fmt: skip
    assert [text for text in shown if text not in page_] == []


def test_a_call_is_recorded_and_takes_her_off_the_list(client, silent, member):
    response = record(client, silent, outcome="reached", note="Elle va bien.")
    assert (response.status_code, response.url) == (302, f"{LIST}?")
    made = Contact.objects.get()
    assert (made.person, made.checkin, made.by, made.at) == (silent.person, silent, member, NOW)
    assert (made.outcome, made.note, listed(client)) == ("reached", "Elle va bien.", [])


def test_the_button_in_the_list_asks_first(client, silent):
    response = client.post(page("record", silent))
    assert (response.status_code, Contact.objects.count()) == (200, 0)
    assert list(response.context["form"].fields) == ["channel", "outcome", "call_back_on", "note"]


def test_a_call_back_without_a_day_is_named_and_nothing_typed_is_lost(client, silent):
    response = record(client, silent, outcome="call_back", note="Après le tournage")
    form = response.context["form"]
    assert form.non_field_errors() == ["Say on which day to call back: tomorrow or later."]
    assert (form["note"].value(), Contact.objects.count()) == ("Après le tournage", 0)


def test_two_of_the_staff_who_called_at_once_both_have_it_kept(client, silent):
    record(client, silent, outcome="reached")
    assert record(client, silent, outcome="no_answer").status_code == 302
    assert Contact.objects.count() == 2


def test_once_she_is_reached_her_answers_are_filled_in_with_her(client, silent, member):
    record(client, silent, outcome="reached")
    offered = client.get(LIST).content.decode()
    assert f'href="{page("answer_with_her", silent)}"' in offered
    response = client.post(page("answer_with_her", silent), {"confirm": "1"})
    link = reverse("checkins:answer", args=[answer_token(silent)])
    assert response.url == link
    client.post(link, {"choice": "yes"})
    row = CheckIn.objects.get(pk=silent.pk)
    assert (row.state, row.history.first().history_user) == ("answered", member)


def test_looking_at_the_page_that_opens_a_check_in_opens_nothing(client, silent):
    client.get(page("answer_with_her", silent))
    assert CheckIn.objects.get(pk=silent.pk).state == "silent"


def test_the_director_reads_the_list_and_records_nothing(client, silent):
    director = cast.staff()
    director.groups.add(Group.objects.get(name="Director"))
    client.force_login(director)
    assert client.get(page("change", silent)).status_code == 200
    refused = [record(client, silent, outcome="reached"), client.get(page("answer_with_her", silent))]
    assert [response.status_code for response in refused] == [403, 403]
    assert Contact.objects.count() == 0


def test_without_the_right_second_contacts_and_notes_stay_hidden(client, silent):
    SecondContact.objects.create(person=silent.person, name="Hajar", phone="+212611111111")
    rows.contact(person=silent.person, note="confidence")
    client.force_login(cast.staff("checkins.view_checkin"))
    shown = client.get(page("change", silent)).content.decode()
    assert [text for text in ("Hajar", "confidence") if text in shown] == []


@pytest.mark.parametrize("number", ["06 12 34 56 78", "0612-345678", "+212 612345678", "٠٦١٢٣٤٥٦٧٨"])
def test_a_search_finds_her_by_her_number_however_it_is_written(client, silent, number):
    cast.asked_checkin(state="silent")
    assert listed(client, q=number) == [silent.pk]


# -- on her own page ---------------------------------------------------------------------------
def hers(name: str, person) -> str:
    return reverse(f"admin:people_person_{name}", args=[person.pk])


def test_her_page_says_how_well_she_is_reached_and_leads_to_the_sheet(client, silent):
    rows.contact(person=silent.person, note="Essayé le matin")
    response = client.get(hers("change", silent.person))
    shown = response.content.decode()
    assert response.context["reach"] == "quiet"
    assert [text for text in ("Essayé le matin", page("change", silent)) if text not in shown] == []


def test_a_call_is_recorded_on_her_page(client, silent):
    sent = {"confirm": "1", "channel": "in_person", "outcome": "reached"}
    assert client.post(hers("record_call", silent.person), sent).url == hers("change", silent.person)
    assert Contact.objects.get().checkin == silent


@pytest.mark.parametrize(("months", "until"), [("6", date(2027, 5, 24)), ("stop", None)])
def test_staff_pause_with_a_reason_and_ask_again(client, silent, member, months, until):
    sent = {"confirm": "1", "months": months, "reason": "Deuil"}
    client.post(hers("pause_checkins", silent.person), sent)
    held = Pause.objects.get()
    assert (held.until, held.source, held.by, held.reason) == (until, "staff", member, "Deuil")
    assert listed(client) == []
    client.post(hers("ask_again", silent.person), {"confirm": "1", "reason": "Elle le veut"})
    assert (Pause.objects.count(), listed(client)) == (0, [silent.pk])
    assert Pause.history.first().history_change_reason == "Elle le veut"


def test_a_pause_without_a_reason_is_refused(client, silent):
    response = client.post(
        hers("pause_checkins", silent.person), {"confirm": "1", "months": "6", "reason": ""}
    )
    assert (list(response.context["form"].errors), Pause.objects.count()) == (["reason"], 0)


def test_her_page_offers_to_pause_or_to_ask_again_as_it_stands(client, silent):
    def offered() -> list[bool]:
        shown = client.get(hers("change", silent.person)).content.decode()
        return [hers(name, silent.person) in shown for name in ("pause_checkins", "ask_again")]

    assert offered() == [True, False]
    rows.pause(person=silent.person)
    assert offered() == [False, True]


def test_a_pause_is_taken_away_from_the_list_of_pauses(client):
    row = rows.pause()
    url = reverse("admin:checkins_pause_resume", args=[row.pk])
    client.post(url, {"confirm": "1", "reason": "Elle le veut"})
    assert Pause.objects.count() == 0


@pytest.mark.parametrize(("holds", "found"), [("stopped", 0), ("paused", 1), ("over", 2)])
def test_pauses_are_found_by_whether_they_hold(client, holds, found):
    day = timedelta(days=1)
    three = [
        rows.pause(until=None),
        rows.pause(until=NOW.date() + day),
        rows.pause(until=NOW.date(), since=NOW.date() - day),
    ]
    url = reverse("admin:checkins_pause_changelist")
    shown = client.get(url, {"holds": holds}).context["cl"].result_list
    assert [row.pk for row in shown] == [three[found].pk]
