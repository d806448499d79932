"""A prize in an edition: recorded once, among the awards of the work, from the edition's page."""

from decimal import Decimal

import pytest
from django.urls import reverse

from foundation.errors import ServiceError
from foundation.films.models import Award, Work
from residencies.programmes.selectors.agenda import prizes
from residencies.programmes.services import give_prize
from tests import cast
from tests.programmes import enrolled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
CASH = {"amount": Decimal(20_000), "currency": "MAD"}


def pair(**fields):
    work, of = Work.objects.create(title="Le barrage"), enrolled.edition()
    return [enrolled.enrolment(of=of, work=work, **fields) for _one in range(2)]


def give(to, prize="Prix du jury", **fields):
    return give_prize(to, prize, by=None, **fields)


def test_a_prize_of_a_pair_is_one_and_stands_with_the_work():
    first, second = pair()
    made = give(first, **CASH, note="Pour la fin.")
    assert give(second, "  prix du  jury ") == made
    assert (made.selection.work, made.selection.person, made.worth) == (first.work, None, "20,000\xa0MAD")
    assert made.selection.edition.year == first.edition.ends_on.year
    assert [prizes(row) for row in (first, second)] == [[made], [made]]
    assert prizes(enrolled.enrolment(of=first.edition)) == []
    assert give(second, result="mention") != made


def test_a_prize_that_stands_keeps_its_amount_and_says_so():
    first, second = pair()
    made = give(first, **CASH)
    assert give(second, amount=Decimal("20000.00"), currency="MAD") == made
    for other in (
        {"amount": Decimal(30_000), "currency": "MAD"},
        {"amount": Decimal(20_000), "currency": "EUR"},
    ):
        with pytest.raises(ServiceError, match="another amount"):
            give(second, **other)
    made.refresh_from_db()
    assert made.worth == "20,000\xa0MAD"


def test_two_editions_of_a_year_keep_their_prizes_apart():
    row = enrolled.enrolment()
    other = enrolled.enrolment(of=enrolled.edition(of=row.edition.programme, name="2027 bis"), who=row.person)
    made = give(row)
    assert (made.selection.person, prizes(row), prizes(other)) == (row.person, [made], [])


@pytest.mark.parametrize(
    ("state", "prize", "fields"),
    [
        ("withdrawn", "Prix", {}),
        ("attending", "  ", {}),
        ("attending", "Prix", {"amount": Decimal(1)}),
        ("attending", "Prix", {"currency": "MAD"}),
        ("attending", "Prix", {"amount": Decimal(-1), "currency": "MAD"}),
        ("attending", "Prix", {"amount": Decimal(1), "currency": "dh"}),
    ],
)
def test_what_cannot_be_given_is_refused_and_nothing_is_recorded(state, prize, fields):
    row = enrolled.enrolment(state=state)
    with pytest.raises(ServiceError):
        give(row, prize, **fields)
    assert Award.objects.count() == 0


def test_the_edition_s_page_gives_it_and_says_what_is_missing(client):
    client.cookies["django_language"] = "en"
    client.force_login(cast.administrator())
    first, _second = pair()
    enrolled.enrolment(of=first.edition, state="withdrawn")
    url = reverse("admin:programmes_edition_give_prize", args=[first.edition_id])
    typed = {"confirm": "1", "to": first.pk, "prize": "Prix du jury", "result": "won", "currency": "dirham"}
    page = client.post(url, typed)
    assert "Three capital letters" in page.context["form"].errors["currency"][0]
    assert len(page.context["form"].fields["to"].choices) == 2  # nobody, and the pair
    page = client.post(url, typed | {"currency": "MAD"})
    assert "An amount has a currency" in page.context["form"].non_field_errors()[0]
    assert client.post(url, typed | {"currency": "MAD", "amount": "20000"}).status_code == 302
    shown = client.get(reverse("admin:programmes_edition_change", args=[first.edition_id])).content.decode()
    assert "Prix du jury" in shown
    assert "20,000\xa0MAD" in shown
    client.force_login(cast.staff("programmes.view_edition"))
    page = client.get(reverse("admin:programmes_edition_change", args=[first.edition_id]))
    assert page.status_code == 200
    assert "Prix du jury" not in page.content.decode()


def test_whoever_may_not_know_who_takes_part_gives_no_prize(client):
    account = cast.staff("programmes.view_edition", "films.add_award")
    client.force_login(account)
    row = enrolled.enrolment()
    url = reverse("admin:programmes_edition_give_prize", args=[row.edition_id])
    assert client.get(url).status_code in (302, 403)
    assert Award.objects.count() == 0


def test_places_say_how_many_are_taken(client):
    client.force_login(cast.administrator())
    of = enrolled.edition()
    track = of.programme.tracks.create(slug="son", name_fr="Son")
    of.places.create(track=track, capacity=8)
    for state in ("attending", "confirmed", "withdrawn", "invited"):
        enrolled.enrolment(of=of, track=track, state=state)
    page = client.get(reverse("admin:programmes_edition_change", args=[of.pk]))
    (lines, *_others) = page.context["inline_admin_formsets"]
    (line,) = [form.instance for form in lines.formset.initial_forms]
    assert (line.capacity, line.taken_count) == (8, 2)
