"""From the first answer to the receipt: nothing typed is lost, and an application is sent once."""

from datetime import timedelta

import pytest

from foundation.errors import ServiceError
from foundation.mail.models import Message
from residencies.calls import services
from residencies.calls.checking import progress, what_is_missing
from residencies.calls.models import Application, InvitationCode
from residencies.calls.selectors import application_of_token, application_token
from tests import cast as people
from tests.calls import cast

pytestmark = pytest.mark.django_db
NOW, CLOSES = cast.NOW, cast.CLOSES
GRACE = timedelta(minutes=15)


def kinds_mailed() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


# -- beginning ---------------------------------------------------------------------------------
def test_beginning_takes_no_account_and_mails_the_link_back():
    row = cast.draft(email="Salma@Example.org")
    message = Message.objects.get()
    assert (message.kind, message.to_addr, message.context) == (
        "application_link",
        "Salma@Example.org",
        {"application": row.pk},
    )
    assert application_of_token(application_token(row)) == (row, True)


def test_beginning_twice_gives_the_same_draft_and_mails_its_link_once_an_hour():
    call = cast.call()
    first = cast.draft(call, email="a@example.org")
    again = [
        services.begin_application(call, cast.applicant(email="A@example.org"), by=None, now=NOW + later)
        for later in (timedelta(0), timedelta(minutes=1), timedelta(hours=1))
    ]
    assert {(one.application, one.is_new) for one in again} == {(first, False)}
    assert kinds_mailed() == ["application_link"] * 3


def test_where_the_call_allows_several_a_new_one_begins_beside_a_used_one():
    call = cast.call(most_applications=2)
    first = cast.filled(call, email="a@example.org")
    second = cast.filled(call, email="a@example.org")
    third = services.begin_application(call, cast.applicant(email="a@example.org"), by=None, now=NOW)
    assert (first.ordinal, second.ordinal, third.is_new, third.application) == (1, 2, False, second)


def test_after_withdrawing_she_may_begin_again():
    call = cast.call()
    services.withdraw(cast.sent(call, email="a@example.org"), by=None, now=NOW)
    assert cast.draft(call, email="a@example.org").is_draft
    assert call.applications.count() == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": " "}, "Please give your name."),
        ({"email": "nobody"}, "“nobody” is not an e-mail address."),
        ({"language": "en"}, "Choose one of the languages of the call."),
    ],
)
def test_who_begins_is_told_what_is_wrong(fields, said, settings):
    call = cast.call(languages=["fr", "ar"])
    settings.LANGUAGE_CODE = "en"
    with pytest.raises(ServiceError, match=said):
        services.begin_application(call, cast.applicant(**fields), by=None, now=NOW)


@pytest.mark.parametrize("at", [NOW - timedelta(days=1, seconds=1), CLOSES + GRACE])
def test_outside_its_instants_nobody_begins(at):
    call = cast.call()
    with pytest.raises(ServiceError, match="not open"):
        services.begin_application(call, cast.applicant(), by=None, now=at)


def test_an_invitation_code_opens_the_call_so_many_times():
    call = cast.call(needs_code=True)
    InvitationCode.objects.create(call=call, code="ATLAS", most_uses=1)
    with pytest.raises(ServiceError, match="not valid"):
        cast.draft(call, code="other")
    row = cast.draft(call, code=" atlas ")
    assert row.code.code == "ATLAS"
    assert cast.draft(call, code="ATLAS", email=row.email) == row  # her own, once more
    with pytest.raises(ServiceError, match="used already"):
        cast.draft(call, code="ATLAS")
    services.withdraw(row, by=None, now=NOW)
    assert cast.draft(call, code="ATLAS").code.code == "ATLAS"


# -- filling in --------------------------------------------------------------------------------
def test_what_is_right_is_saved_beside_what_is_wrong_and_nothing_typed_is_lost():
    row = cast.draft()
    typed = {"title": " Le  barrage ", "story": "un deux trois quatre cinq six", "film": "many"}
    saved = services.save_answers(row, typed, now=NOW)
    assert saved.errors == {
        "story": "6 words; at most 5 are possible.",
        "film": "“many” is not a whole number.",
    }
    kept = {answer.question.key: (answer.value, answer.unfit) for answer in row.answers.all()}
    assert kept == {
        "title": ({"short": "Le barrage"}, None),
        "story": (None, typed["story"]),
        "film": (None, "many"),
    }
    row.refresh_from_db()
    assert (row.title, row.version) == ("Le barrage", 1)


def test_a_part_of_the_page_leaves_the_rest_as_it_is_and_an_empty_field_empties():
    row = cast.filled()
    services.save_answers(row, {"story": ""}, now=NOW)
    assert sorted(row.answers.values_list("question__key", flat=True)) == ["film", "title"]


def test_two_tabs_do_not_overwrite_each_other():
    row = cast.draft()
    services.save_answers(row, {"title": "first tab", "film": "1"}, now=NOW, version=0)
    second = services.save_answers(row, {"title": "second tab", "story": "court"}, now=NOW, version=0)
    assert (second.conflicts, second.version) == ({"title": "first tab"}, 2)
    kept = {answer.question.key: answer.value for answer in row.answers.all()}
    assert kept == {"title": {"short": "first tab"}, "film": {"number": 1}, "story": {"long": "court"}}
    now_she_means_it = services.save_answers(row, {"title": "second tab"}, now=NOW, version=2)
    assert (now_she_means_it.conflicts, now_she_means_it.version) == ({}, 3)


def test_saving_the_same_again_changes_nothing():
    row = cast.filled()
    saved = services.save_answers(row, cast.ANSWERS, now=NOW + GRACE)
    assert (saved.version, saved.errors) == (row.version, {})


@pytest.mark.parametrize("key", ["unknown", "script"])
def test_what_is_no_question_for_an_answer_is_refused_by_name(key):
    saved = services.save_answers(cast.draft(), {key: "x", "film": "2"}, now=NOW)
    assert saved.errors == {key: "There is no such question here."}
    assert saved.application.answers.count() == 1


@pytest.mark.parametrize("raw", ["\0", "a\ud800b", {"a": 1}, 5, None, ["x", "y"], [1], True, "x" * 200_000])
def test_whatever_is_sent_is_kept_or_refused_and_never_a_fault(raw):
    row = cast.draft()
    saved = services.save_answers(row, {"title": raw, "film": raw, "story": raw}, now=NOW)
    assert saved.application.pk == row.pk
    assert row.answers.filter(value=None, unfit=None).count() == 0


def test_an_answer_is_frozen_from_its_instant_and_required_from_its_own():
    call = cast.call()
    call.form.questions.filter(key="film").update(frozen_from=NOW + timedelta(days=1))
    row = cast.draft(call)
    services.save_answers(row, {"film": "1"}, now=NOW)
    later = services.save_answers(row, {"film": "2", "title": "T"}, now=NOW + timedelta(days=1))
    assert later.errors == {"film": "This answer is not changed any more."}
    assert row.answers.get(question__key="film").value == {"number": 1}


def test_required_from_an_instant_on(django_assert_max_num_queries):
    form = cast.form()
    cast.question(form, "title", "short")
    cast.question(form, "budget", "number", required_from=NOW + timedelta(days=1))
    row = cast.draft(cast.call(asks=form))
    assert [gap.key for gap in what_is_missing(row, now=NOW)] == ["title"]
    assert [gap.key for gap in what_is_missing(row, now=NOW + timedelta(days=1))] == ["title", "budget"]
    assert (progress(row, now=NOW).done, progress(row, now=NOW).total) == (0, 1)


def test_after_the_closing_nothing_is_saved_and_what_was_stays():
    row = cast.filled()
    with pytest.raises(ServiceError, match="closed"):
        services.save_answers(row, {"title": "late"}, now=CLOSES + GRACE)
    assert row.answers.count() == 3


# -- sending -----------------------------------------------------------------------------------
def test_sending_takes_it_in_and_mails_one_receipt_however_often_it_is_pressed():
    row = cast.filled()
    first = services.submit(row, by=None, now=NOW)
    again = services.submit(row, by=None, now=NOW + timedelta(hours=1))
    assert (first.state, first.submitted_at, again.submitted_at) == ("submitted", NOW, NOW)
    assert kinds_mailed() == ["application_link", "application_receipt"]
    assert row.history.filter(state="submitted").count() == 1


def test_what_is_not_complete_is_not_sent_and_all_that_lacks_is_told():
    row = cast.draft()
    services.save_answers(row, {"story": "un deux trois quatre cinq six"}, now=NOW)
    with pytest.raises(services.NotReady) as refused:
        services.submit(row, by=None, now=NOW)
    assert [(gap.key, gap.text) for gap in refused.value.gaps] == [
        ("title", "“title?” is not answered."),
        ("story", "“story?”: what is written there cannot be sent as it is."),
        ("film", "“film?” is not answered."),
    ]
    row.refresh_from_db()
    assert row.is_draft


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (CLOSES - timedelta(seconds=1), True),
        (CLOSES + GRACE - timedelta(microseconds=1), True),
        (CLOSES + GRACE, False),
    ],
)
def test_the_instant_of_receipt_counts_until_the_end_of_the_grace(at, counts):
    row = cast.filled()
    if counts:
        assert services.submit(row, by=None, now=at).submitted_at == at
    else:
        with pytest.raises(ServiceError, match="closed"):
            services.submit(row, by=None, now=at)


def test_what_was_sent_stays_as_it_is():
    row = cast.sent()
    with pytest.raises(ServiceError, match="stays as it is"):
        services.save_answers(row, {"title": "other"}, now=NOW)
    assert row.answers.get(question__key="title").value == {"short": cast.ANSWERS["title"]}


def test_answers_to_questions_that_are_hidden_are_dropped_as_it_is_sent():
    form = cast.form()
    made = cast.question(form, "series", "yes_no")
    yes = {"condition_on": made, "condition": "has", "condition_values": ["yes"]}
    cast.question(form, "episodes", "number", **yes)
    row = cast.draft(cast.call(asks=form))
    services.save_answers(row, {"series": "yes", "episodes": "6"}, now=NOW)
    services.save_answers(row, {"series": "no"}, now=NOW)
    assert row.answers.count() == 2
    services.submit(row, by=None, now=NOW)
    assert list(row.answers.values_list("question__key", flat=True)) == ["series"]


def test_a_track_has_questions_of_its_own():
    programme = people.programme()
    directing = programme.tracks.create(slug="directing", name_fr="Réalisation")
    sound = programme.tracks.create(slug="sound", name_fr="Son")
    form = cast.form()
    cast.question(form, "reel", "link").tracks.set([directing])
    cast.question(form, "mix", "link").tracks.set([sound])
    call = cast.call(of=people.edition(of=programme), asks=form)
    call.tracks.set([directing, sound])
    row = cast.draft(call)
    assert [gap.key for gap in what_is_missing(row, now=NOW)] == ["track"]
    row = services.choose_track(row, sound, now=NOW)
    services.save_answers(row, {"mix": "vimeo.com/1"}, now=NOW)
    assert services.submit(row, by=None, now=NOW).track == sound
    assert row.answers.get().value == {"link": "https://vimeo.com/1"}


# -- afterwards --------------------------------------------------------------------------------
@pytest.mark.parametrize("made", [cast.draft, cast.sent])
def test_it_can_be_withdrawn_and_that_is_told_once(made):
    row = made()
    for _press in range(2):
        row = services.withdraw(row, by=None, now=NOW, reason="no time")
    assert (row.state, row.withdrawn_at, row.history.filter(state="withdrawn").count()) == (
        "withdrawn",
        NOW,
        1,
    )
    assert row.history.first().history_change_reason == "no time"
    with pytest.raises(ServiceError, match="withdrawn"):
        services.submit(row, by=None, now=NOW)


def test_an_addition_is_kept_apart_where_the_call_allows_one():
    row = cast.sent(cast.call(addendum_until=CLOSES + timedelta(days=5)))
    services.add_addendum(row, " A producer has joined. ", now=CLOSES + timedelta(days=1))
    assert [one.text for one in row.addenda.all()] == ["A producer has joined."]
    with pytest.raises(ServiceError, match="any more"):
        services.add_addendum(row, "late", now=CLOSES + timedelta(days=5))


def test_without_a_day_for_it_nothing_is_added():
    with pytest.raises(ServiceError, match="any more"):
        services.add_addendum(cast.sent(), "more", now=NOW)


def test_two_steps_a_concept_then_the_full_file():
    form = cast.full_form()
    cast.question(cast.section(form, step=2), "budget", "number")
    opens, closes = CLOSES + timedelta(days=10), CLOSES + timedelta(days=20)
    call = cast.call(asks=form, steps=2, second_opens_at=opens, second_closes_at=closes)
    row = cast.sent(call)
    for state in ("eligible", "review", "shortlisted"):
        row = services.move_application(row, state, by=None, now=NOW)
    row = services.invite_to_second_step(row, by=None, now=NOW)
    with pytest.raises(ServiceError, match="closed"):
        services.save_answers(row, {"budget": "100"}, now=opens - timedelta(seconds=1))
    saved = services.save_answers(row, {"budget": "100", "title": "other"}, now=opens)
    assert saved.errors == {"title": "There is no such question here."}
    row = services.submit(row, by=None, now=closes)  # in the minutes of grace
    assert (row.state, row.submitted_at, row.second_submitted_at) == ("shortlisted", NOW, closes)
    assert kinds_mailed() == [
        "application_link", "application_receipt", "application_link", "application_receipt",
    ]  # fmt: skip


def test_the_states_are_those_the_database_knows():
    from django.db import IntegrityError, transaction

    row = cast.sent()
    for wrong in ({"state": "nonsense"}, {"state": "draft"}, {"state": "ineligible"}, {"step": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Application.objects.filter(pk=row.pk).update(**wrong)
