"""Stories in reports to funders: in the words she has agreed to, and not an instant longer."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from alumni.impact import services
from alumni.impact.models import Story, ToldStory
from alumni.impact.papers import paper_of
from alumni.impact.selectors.reports import LINK
from alumni.impact.selectors.stories import stories_told
from alumni.impact.services import Words
from alumni.privacy.models import Request
from alumni.privacy.services import erase_person
from alumni.privacy.services.exporting import held_on
from foundation.errors import ServiceError
from foundation.films.models import Credit, Role, Work
from foundation.mail.models import Message
from foundation.people.services import say_consent
from tests import cast
from tests.api.conftest import api  # noqa: F401 - a fixture
from tests.impact.cast import funder_report, issued, story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW, LATER = cast.NOW, cast.NOW + timedelta(days=1)
TEXT = "الإقامة علّمتني أن أنتظر."
WORDS = Words(language="ar", text=TEXT, title="سنة")


def told(*stories, **report):
    """An issue that tells them."""
    row = funder_report(**report)
    row.stories.set(stories)
    return issued(cast.administrator(), row)


def shown(client, issue, language="fr"):
    url = reverse("impact:issued", args=[LINK.token(issue)])
    return client.get(url, headers={"accept-language": language}).content.decode()


def withdrawn(issue):
    return stories_told(issue)["withdrawn"]


def test_staff_write_ask_and_she_agrees_to_exactly_these_words():
    she, by = cast.alumna(name="Salma Bennis", name_ar="سلمى بنيس", language="ar"), cast.administrator()
    row = services.write_story(she, WORDS, by=by, now=NOW)
    assert (row.state, row.named) == ("drafted", "سلمى بنيس")
    assert not Story.objects.hers(she.account).exists(), "a draft is nobody’s but the staff’s"
    for _twice in range(2):
        row = services.ask_for_story(row, by=by, now=NOW)
    assert (row.state, row.asked_at) == ("asked", NOW)
    mail = Message.objects.get()
    assert (mail.kind, mail.person, mail.language, mail.context) == (
        "story_asked",
        she,
        "ar",
        {"story": row.pk},
    )
    words = Words(language="ar", text=f"{TEXT}\r\nحقاً.", naming="first", named="سلمى")
    row = services.agree_to_story(row, words, by=she.account, now=LATER)
    assert (row.state, row.agreed_at, row.text, row.named) == ("agreed", LATER, f"{TEXT}\nحقاً.", "سلمى")
    assert services.agree_to_story(row, words, by=she.account, now=LATER + timedelta(1)).agreed_at == LATER
    assert [one.history_user for one in row.history.order_by("pk")] == [by, by, she.account]


def test_a_change_of_the_staff_takes_the_agreement_away():
    row = story()
    issue = told(row)
    changed = services.change_story(row, Words("fr", "Autre chose."), by=cast.administrator(), now=LATER)
    assert (changed.state, changed.agreed_at) == ("drafted", None)
    assert withdrawn(issue)
    same = story(text="A")
    kept = services.change_story(
        same, Words("fr", "A", same.title, "first", "Salma"), by=cast.administrator(), now=LATER
    )
    assert kept.state == "drafted", "how she is named is part of it"


@pytest.mark.parametrize(
    "change",
    [{"text": "Autre"}, {"title": "Autre"}, {"named": "Autre"}, {"language": "en"}, {"naming": "first"}],
    ids=str,
)
def test_the_database_refuses_to_change_what_she_has_agreed_to(change):
    row = story()
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=row.pk).update(**change)
    Story.objects.filter(pk=row.pk).update(state="drafted", agreed_at=None, **change)


def test_its_work_may_go_and_no_other_take_its_place():
    work, other = (Work.objects.create(title=title, kind="short", stage="idea") for title in "AB")
    row = story(work=work)
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=row.pk).update(work=other)
    work.delete()
    row.refresh_from_db()
    assert (row.state, row.work) == ("agreed", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""}, {"naming": "none"}, {"named": ""}, {"agreed_at": None},
        {"state": "asked", "asked_at": None}, {"state": "withdrawn", "withdrawn_at": None},
        {"state": "drafted", "agreed_at": NOW},
    ],
    ids=str,
)  # fmt: skip
def test_no_story_without_words_name_or_day(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        story(**wrong)


@pytest.mark.parametrize("state", ["drafted", "asked", "declined", "withdrawn"])
def test_only_what_is_agreed_to_is_told(client, state):
    one, other = story(state=state, text="Pas celle-ci."), story(text="Celle-ci.", title="")
    issue = told(one, other)
    page = shown(client, issue)
    assert ("Celle-ci." in page, "Pas celle-ci." in page) == (True, False)
    assert [row.story for row in issue.told_stories.all()] == [other]


def test_it_goes_from_frozen_reports_and_no_line_says_whose_it_was(client):
    row = story(title="Titre", text="Tout a changé.", named="Salma Bennis")
    stays = story(text=TEXT, language="ar", naming="none", named="")
    issue = told(row, stays)
    papers = {code: paper_of(issue, code) for code in ("fr", "ar", "en")}
    page = shown(client, issue, "ar")
    assert '<blockquote lang="fr" dir="ltr">' in page
    assert '<blockquote lang="ar" dir="rtl">' in page
    assert "Salma Bennis" in page
    assert papers["fr"] == paper_of(issue, "fr"), "the same bytes each time"
    content = dict(issue.content)
    services.withdraw_story(row, by=row.person.account, now=LATER)
    page = shown(client, issue, "en")
    assert [text for text in ("Titre", "Tout a changé.", "Salma") if text in page] == []
    assert "A story that stood here was withdrawn." in page
    assert TEXT in page
    assert all(paper_of(issue, code) != papers[code] for code in papers)
    issue.refresh_from_db()
    assert issue.content == content, "the figures stay as they were"
    again = services.agree_to_story(row, Words("fr", "Tout a changé."), by=row.person.account, now=LATER)
    assert again.state == "agreed"
    assert withdrawn(issue), "what she took back of an issue does not come back into it"


def test_a_no_to_stories_at_all_takes_hers_back_and_nobody_asks_again():
    row, by = story(), cast.administrator()
    asked = story(row.person, "asked")
    issue = told(row)
    say_consent(row.person, "news", False, how="page", by=row.person.account, now=LATER)
    assert not withdrawn(issue)
    say_consent(row.person, "stories", False, how="page", by=row.person.account, now=LATER)
    row.refresh_from_db()
    asked.refresh_from_db()
    assert (row.state, row.withdrawn_at, asked.state) == ("withdrawn", LATER, "withdrawn")
    assert withdrawn(issue)
    draft = services.write_story(row.person, Words("fr", "Encore."), by=by, now=LATER)
    with pytest.raises(ServiceError, match="said no to stories"):
        services.ask_for_story(draft, by=by, now=LATER)
    mine = services.tell_story(row.person, Words("fr", "La mienne."), by=row.person.account, now=LATER)
    assert mine.state == "agreed", "her later word is the narrower one"


def test_what_cannot_be_said_is_refused_and_says_why():
    she, by = cast.alumna(), cast.administrator()
    for words, match in (
        (Words("fr", "  "), "Write the story"),
        (Words("fr", "x" * 1501), "at most 1500"),
        (Words("fr", "x", naming="first"), "first name"),
        (Words("fr", "x", work=Work.objects.create(title="A", kind="short", stage="idea")), "her works"),
    ):
        with pytest.raises(ServiceError, match=match):
            services.write_story(she, words, by=by, now=NOW)
    for state, act in (
        ("drafted", services.decline_story), ("agreed", services.ask_for_story),
        ("withdrawn", services.decline_story), ("declined", services.withdraw_story),
    ):  # fmt: skip
        with pytest.raises(ServiceError, match="cannot be answered"):
            act(story(she, state), by=by, now=NOW)
    with pytest.raises(ServiceError, match="cannot be answered"):
        services.agree_to_story(story(she, "drafted"), WORDS, by=by, now=NOW)
    with pytest.raises(ServiceError, match="closed"):
        services.change_story(story(she, "declined"), WORDS, by=by, now=NOW)
    nowhere = story(cast.alumna(), "drafted")
    nowhere.person.email = ""
    nowhere.person.save()
    with pytest.raises(ServiceError, match="no e-mail address"):
        services.ask_for_story(nowhere, by=by, now=NOW)


def test_erased_it_is_gone_from_everywhere(client):
    row = story(text="Tout a changé.")
    she, by = row.person, cast.administrator()
    work = Work.objects.create(title="Film", kind="short", stage="idea")
    Credit.objects.create(work=work, person=she, role=Role.objects.get(slug="director"))
    services.ask_for_story(story(she, "drafted", asked_at=None), by=by, now=NOW)
    issue = told(row)
    groups = " ".join(str(group) for group in held_on(she))
    assert "Tout a changé." in groups
    asked = Request.objects.create(
        person=she, kind="erasure", state="approved", asked_at=NOW, due_on=date(2027, 1, 1)
    )
    assert erase_person(asked, now=LATER)
    assert (Story.objects.count(), Story.history.count(), Message.objects.count()) == (0, 0, 0)
    assert ToldStory.objects.get().story is None
    page = shown(client, issue, "en")
    assert ("Tout a changé." in page, "was withdrawn" in page) == (False, True)


def test_she_alone_and_staff_with_the_right_see_what_is_not_agreed(client, api):  # noqa: F811
    row = story(state="asked")
    page, own = reverse("stories:story", args=[row.pk]), reverse("api:my-story-detail", args=[row.pk])
    desk = reverse("admin:impact_story_change", args=[row.pk])
    every = reverse("api:story-detail", args=[row.pk])
    other, right = cast.alumna().account, cast.staff("impact.view_story")
    seen = {}
    for name, account in (
        ("she", row.person.account),
        ("other", other),
        ("staff", cast.staff()),
        ("right", right),
    ):
        client.force_login(account)
        caller = api(account)
        seen[name] = [
            client.get(page).status_code, caller.get(own).status_code, caller.get(every).status_code,
            client.get(desk).status_code == 200,
        ]  # fmt: skip
    assert seen == {
        "she": [200, 200, 200, False],
        "other": [404, 404, 404, False],
        "staff": [404, 404, 404, False],
        "right": [404, 404, 200, True],
    }
    Story.objects.filter(pk=row.pk).update(state="drafted")
    client.force_login(row.person.account)
    assert client.get(page).status_code == 404
    assert api(row.person.account).get(every).status_code == 404


def test_on_her_page_she_changes_it_and_loses_nothing_typed(client):
    row = story(state="asked", text="Avant.")
    client.force_login(row.person.account)
    home = client.get("/").content.decode()
    page = reverse("stories:story", args=[row.pk])
    assert f'href="{page}"' in home
    said = {"title": "T", "text": "Après.", "naming": "first", "named": "", "language": "fr"}
    refused = client.post(page, said)
    assert (refused.status_code, "Après." in refused.content.decode()) == (422, True)
    assert client.post(page, {**said, "named": "Sal"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.text, row.named) == ("agreed", "Après.", "Sal")
    client.post(reverse("stories:withdraw", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == "withdrawn"
    mine = {**said, "text": "La mienne.", "naming": "none"}
    for _twice in range(2):
        assert client.post(reverse("stories:new"), mine).status_code == 302
    assert Story.objects.filter(text="La mienne.", state="agreed", naming="none", named="").count() == 1
    other = story(row.person, "asked")
    client.post(reverse("stories:decline", args=[other.pk]))
    other.refresh_from_db()
    assert other.state == "declined"


def test_the_desk_writes_asks_and_chooses_for_a_report(client):
    she = cast.alumna(name="Salma Bennis")
    client.force_login(cast.administrator())
    said = {"person": she.pk, "language": "fr", "title": "", "text": "Avant.", "naming": "full", "named": ""}
    assert client.post(reverse("admin:impact_story_add"), said).status_code == 302
    row = Story.objects.get()
    assert (row.state, row.named, row.history.get().history_user.is_superuser) == (
        "drafted",
        "Salma Bennis",
        True,
    )
    wrong = client.post(reverse("admin:impact_story_add"), {**said, "naming": "first", "text": "Gardé."})
    assert (wrong.status_code, "Gardé." in wrong.content.decode()) == (200, True)
    client.post(reverse("admin:impact_story_ask", args=[row.pk]), {"confirm": "1"})
    assert Message.objects.get().context == {"story": row.pk}
    found = reverse("admin:autocomplete")
    asked = {"app_label": "impact", "model_name": "funderreport", "field_name": "stories", "term": ""}
    assert client.get(found, asked).json()["results"] == []
    row.refresh_from_db()
    services.agree_to_story(row, Words("fr", "Avant."), by=she.account, now=LATER)
    assert [one["id"] for one in client.get(found, asked).json()["results"]] == [str(row.pk)]
    report = funder_report()
    change = reverse("admin:impact_funderreport_change", args=[report.pk])
    facts = {
        "funder": report.funder_id, "title_fr": "R", "starts_on": "2023-01-01", "ends_on": "2024-12-31",
        "by": "none", "indicators": ["graduates"], "stories": [row.pk],
    }  # fmt: skip
    assert client.post(change, facts).status_code == 302
    assert (
        "Avant."
        in client.get(reverse("admin:impact_funderreport_preview", args=[report.pk])).content.decode()
    )
    client.post(reverse("admin:impact_story_change", args=[row.pk]), {**said, "text": "Après."})
    row.refresh_from_db()
    assert (row.state, row.text) == ("drafted", "Après.")
    history = client.get(reverse("admin:impact_story_history", args=[row.pk])).content.decode()
    assert "Avant." in history
    life = client.get(reverse("admin:people_person_life", args=[she.pk])).content.decode()
    assert reverse("admin:impact_story_change", args=[row.pk]) in life


def test_the_api_says_her_word(api):  # noqa: F811
    she = cast.alumna()
    row = story(she, "asked")
    caller, url = api(she.account), reverse("api:my-story-list")
    words = {"language": "fr", "text": "Mes mots.", "naming": "none"}

    def post(path, body=None):
        return caller.post(path, body or {}, content_type="application/json")

    assert post(f"{url}{row.pk}/agree/", words).json()["state"] == "agreed"
    assert post(f"{url}{row.pk}/decline/").status_code == 400
    issue = told(row)
    whole = api(cast.administrator()).get(reverse("api:issuedreport-detail", args=[issue.pk])).json()
    assert [one["text"] for one in whole["stories"]] == ["Mes mots."]
    assert post(f"{url}{row.pk}/withdraw/").json()["state"] == "withdrawn"
    whole = api(cast.administrator()).get(reverse("api:issuedreport-detail", args=[issue.pk])).json()
    assert whole["stories"] == []
    made = post(url, {**words, "text": "Une autre."})
    assert (made.status_code, made.json()["state"]) == (201, "agreed")
    assert post(url, {**words, "work": 9999}).status_code == 400
    assert len(caller.get(url).json()["results"]) == 2
    assert len(api(cast.administrator()).get(reverse("api:story-list")).json()["results"]) == 2


@pytest.mark.one_database  # the queries are the same on each
def test_lists_take_as_many_queries_for_fifty_as_for_one(client):
    she = cast.alumna()
    client.force_login(she.account)
    row = story(she)
    issue = told(row)
    work = Work.objects.create(title="A", kind="short", stage="idea")

    def queries():
        counts = []
        for ask in (
            lambda: client.get(reverse("stories:list")),
            lambda: client.get("/"),
            lambda: stories_told(issue),
        ):
            with CaptureQueriesContext(connection) as done, translation.override("en"):
                ask()
            counts.append(len(done))
        return counts

    client.get("/")
    one = queries()
    for number in range(50):
        more = story(she, "asked" if number % 2 else "agreed", work=work)
        if more.agreed_at:
            ToldStory.objects.create(issue=issue, story=more, agreed_at=more.agreed_at)
    assert queries() == one


@pytest.mark.one_database
def test_her_own_page_speaks_to_her_and_the_desk_of_her(client):
    row = story(state="asked")
    client.cookies["django_language"] = "en"
    client.force_login(row.person.account)
    for page in (reverse("stories:list"), reverse("stories:story", args=[row.pk])):
        text = client.get(page).content.decode()
        assert ("you are asked" in text, "she is asked" in text) == (True, False)
    client.force_login(cast.staff("impact.view_story"))
    assert "she is asked" in client.get(reverse("admin:impact_story_changelist")).content.decode()
