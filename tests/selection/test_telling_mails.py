"""The letters of this room as they read: each kind, in three languages, by example and by a real row."""

import re
from datetime import timedelta

import pytest
from django.conf import settings

from foundation.mail import wordings
from foundation.mail.delivery import drain
from foundation.mail.letters import NotWanted, letter_for, render
from foundation.mail.models import Message
from foundation.mail.previews import preview
from foundation.mail.wordings import names_of
from residencies.calls import services as calls_services
from residencies.calls.models import Application
from residencies.selection import services
from residencies.selection.letters import previewed
from residencies.selection.models import Decision, Offer
from residencies.selection.selectors.telling import offer_of_token
from tests.calls import cast as calls
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW
DECISIONS = ["decision_selected", "decision_waiting", "decision_declined"]
OFFERS = ["offer_place", "offer_reminder", "offer_accepted", "offer_lapsed"]
MEMBERS = ["member_selected", "member_shortlisted", "member_accepted", "member_declined"]
KINDS = [*DECISIONS, "decision_shortlisted", *MEMBERS, *OFFERS]


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def message(kind: str, language: str = "fr") -> Message:
    """Of a real row, whose offer is in the state that the kind is about."""
    row = cast.released(selected=1, waiting=1, declined=1)
    offer = cast.offers(row)[0]
    if kind.startswith("decision_"):
        found = Message.objects.get(kind=kind)
    else:
        state = {"offer_accepted": "accepted", "offer_lapsed": "lapsed"}.get(kind, "open")
        Offer.objects.update(state=state, answered_at=NOW if state == "accepted" else None)
        found = Message.objects.get(kind="decision_selected")
        found.kind, found.context = kind, {"offer": offer.pk}
    found.language = language
    found.save()
    return found


@pytest.mark.parametrize("kind", [*DECISIONS, *OFFERS])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_each_is_written_in_each_language(kind, language):
    row = message(kind, language)
    letter = letter_for(row)
    texts = render(row, letter)
    assert {*letter.personal, *letter.names, "foundation"} == set(names_of(kind))
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in texts["html"]
    assert "{{" not in texts["text"] + texts["html"] + texts["subject"]
    assert ("~~token~~" in texts["text"], "~~token~~" in texts["html"]) == (True, True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_each_has_an_example_for_the_desk(kind, language):
    texts = preview(kind, language).texts
    assert all(texts.values())
    assert "~~" not in "".join(texts.values())


def test_the_comment_and_the_prizes_stand_in_her_letter_and_in_no_other():
    row = cast.held(selected=2)
    one = row.decisions.first()
    one.comment = "Une voix rare.\nLa mère <b>doit</b> grandir."
    one.save()
    one.prizes.add(
        row.prizes.create(name_fr="Dotation", name_ar="منحة", name_en="Grant", amount=50000, currency="MAD")
    )
    services.release_decisions(row, by=None, now=NOW)
    hers = Message.objects.get(context__decision=one.pk)
    texts = render(hers, letter_for(hers))
    assert "Une voix rare.<br>La mère &lt;b&gt;doit&lt;/b&gt; grandir." in texts["html"]
    assert re.search(r"Dotation.*50.000 MAD", texts["text"])
    other = Message.objects.exclude(pk=hers.pk).get(kind="decision_selected")
    assert "Dotation" not in render(other, letter_for(other))["text"]


def test_a_letter_is_looked_at_before_the_release_and_no_link_works_in_it():
    row = cast.held(selected=1, waiting=1)
    for decision in row.decisions.select_related(
        "deliberation__call", "application__call__edition__programme"
    ):
        for language in ("fr", "ar", "en"):
            texts = previewed(decision, language)
            assert decision.application.title in texts["text"]
            assert ("href" in texts["html"], "/selection/offer/" in texts["text"]) == (False, False)
    assert Message.objects.filter(kind__startswith="decision_").count() == 0


def test_the_letter_arrives_and_its_link_opens_the_offer(sink):
    row = cast.released(selected=1)
    Message.objects.exclude(kind="decision_selected").delete()
    drain()
    text = sink.mails[0].get_body(("plain",)).get_content()
    token = re.search(rf"{settings.SITE_URL}/selection/offer/([^/\s]+)/", text)[1]
    assert offer_of_token(token) == (cast.offers(row)[0], True)


@pytest.mark.parametrize("outcome", ["selected", "shortlisted", "waiting", "declined"])
def test_each_who_signed_gets_a_letter_of_her_own_and_the_lead_alone_the_way_to_answer(outcome):
    two = {"steps": 2, "second_opens_at": calls.CLOSES, "second_closes_at": calls.CLOSES + timedelta(days=9)}
    about = calls.whole(calls.pair(**(two if outcome == "shortlisted" else {})))
    Application.objects.filter(pk=about.pk).update(state="review")
    row = cast.deliberation(about.call, answer_by=NOW.replace(day=30))
    cast.decision(row, about, outcome, rank=1 if outcome == "waiting" else None)
    for _press in range(2):
        services.release_decisions(row, by=None, now=NOW)
    lead, other = Message.objects.filter(context__has_key="decision").order_by("pk")
    assert lead.kind == f"decision_{outcome}"
    member = about.members.get(is_lead=False)
    assert (lead.to_addr, other.to_addr, other.language) == (about.email, member.email, "ar")
    other.language = "en"
    texts = render(other, letter_for(other))
    assert ("~~token~~" in texts["text"] + texts["html"], "/apply/" in texts["text"]) == (False, False)
    assert f"{about.name}\u2069, who leads it" in texts["text"]
    assert ("Please tell us by" in str(texts), "button" in texts["text"]) == (False, False)
    assert "~~token~~" in render(lead, letter_for(lead))["text"]
    type(member).objects.filter(pk=member.pk).update(withdrawn_at=NOW)
    with pytest.raises(NotWanted, match="member"):
        letter_for(other)


def test_words_of_staff_for_the_lead_reach_no_member_who_has_words_of_her_own():
    about = calls.whole(calls.pair())
    Application.objects.filter(pk=about.pk).update(state="review")
    row = cast.deliberation(about.call, answer_by=NOW.replace(day=30))
    cast.decision(row, about, "selected")
    services.release_decisions(row, by=None, now=NOW)
    for kind, before in (
        ("decision_selected", "Press the button."),
        ("member_selected", "{{ name }}, ask {{ lead }}."),
    ):
        wordings.save_wording(kind, "en", {"before": before}, since=0, by=None, now=NOW)
    lead, other = Message.objects.filter(context__has_key="decision").order_by("pk")
    lead.language = other.language = "en"
    assert "Press the button." in render(lead, letter_for(lead))["text"]
    said = render(other, letter_for(other))["text"]
    assert ("Press the button." in said, f"ask \u2068{about.name}\u2069." in said) == (False, True)


def test_a_member_hears_of_it_even_where_the_lead_has_answered_already():
    about = calls.whole(calls.pair())
    Application.objects.filter(pk=about.pk).update(state="review")
    row = cast.deliberation(about.call, answer_by=NOW.replace(day=30))
    cast.decision(row, about, "selected")
    services.release_decisions(row, by=None, now=NOW)
    services.accept_offer(cast.offers(row)[0], by=None, now=NOW)
    lead, other = Message.objects.filter(context__has_key="decision").order_by("pk")
    with pytest.raises(NotWanted):
        letter_for(lead)
    assert about.title in render(other, letter_for(other))["text"]


def test_mail_whose_cause_is_gone_does_not_leave():
    row = message("offer_reminder")
    offer = Offer.objects.get()
    services.accept_offer(offer, by=None, now=NOW)
    with pytest.raises(NotWanted, match="moved on"):
        letter_for(row)
    told = Message.objects.get(kind="decision_waiting")
    calls_services.withdraw(Decision.objects.get(outcome="waiting").application, by=None, now=NOW)
    with pytest.raises(NotWanted, match="withdrawn"):
        letter_for(told)


def test_letters_are_read_together_in_as_many_queries_for_many_as_for_one(django_assert_max_num_queries):
    from residencies.selection.letters import decision_mails

    cast.released(selected=3, declined=20)
    rows = list(Message.objects.filter(kind__startswith="decision_").select_related("person"))
    with django_assert_max_num_queries(8):
        assert len(decision_mails(rows)) == 23
