"""Pairs and teams: everyone signs, and whoever leaves may be replaced for some days."""

from datetime import timedelta

import pytest

from foundation.errors import ServiceError
from foundation.mail.models import Message
from residencies.calls import services
from residencies.calls.models import Application, Seat
from residencies.calls.selectors import application_of_token, application_token, member_of_token, member_token
from residencies.calls.services.members import Invitee
from tests.calls import cast

pytestmark = pytest.mark.django_db
NOW, CLOSES = cast.NOW, cast.CLOSES
LATER = CLOSES + timedelta(days=30)


def invitee(**fields) -> Invitee:
    defaults = {"name": "Rajaa Fahim", "email": "rajaa@example.org", "language": "ar"}
    return Invitee(**{**defaults, "role": cast.role("producer"), **fields})


def signed_pair() -> tuple[Application, object]:
    """A pair that has sent its application."""
    row = cast.filled(cast.pair())
    member = services.sign(services.invite_member(row, invitee(), now=NOW), now=NOW)
    return services.submit(row, by=None, now=NOW), member


def test_a_pair_with_one_signature_is_refused_with_the_reason():
    row = cast.filled(cast.pair())
    services.invite_member(row, invitee(), now=NOW)
    with pytest.raises(services.NotReady) as refused:
        services.submit(row, by=None, now=NOW)
    assert [gap.text for gap in refused.value.gaps] == ["Rajaa Fahim (producer) has not signed yet."]


def test_alone_a_director_is_no_pair():
    row = cast.filled(cast.pair())
    with pytest.raises(services.NotReady) as refused:
        services.submit(row, by=None, now=NOW)
    assert [gap.text for gap in refused.value.gaps] == [
        "1 member is missing.",
        "Nobody is named as producer.",
    ]


def test_the_member_signs_by_her_own_link_and_the_lead_by_sending():
    row = cast.filled(cast.pair())
    member = services.invite_member(row, invitee(), now=NOW)
    message = Message.objects.get(kind="application_sign")
    assert (message.to_addr, message.language, message.context) == (
        "rajaa@example.org", "ar", {"member": member.pk},
    )  # fmt: skip
    assert member_of_token(member_token(member)) == (member, True)
    for _press in range(2):
        services.sign(member, now=NOW)
    services.submit(row, by=None, now=NOW + timedelta(hours=1))
    assert sorted(row.members.values_list("is_lead", "signed_at")) == [
        (False, NOW),
        (True, NOW + timedelta(hours=1)),
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "name"),
        ({"email": "x"}, "not an e-mail address"),
        ({"language": "de"}, "languages"),
        ({"role": "director"}, "No further director"),
        ({"role": "editor"}, "roles of the call"),
    ],
)
def test_whom_the_call_does_not_provide_for_is_not_named(fields, said):
    row = cast.draft(cast.pair())
    if "role" in fields:
        fields["role"] = cast.role(fields["role"])
    with pytest.raises(ServiceError, match=said):
        services.invite_member(row, invitee(**fields), now=NOW)


def test_the_same_address_is_named_once():
    row = cast.draft(cast.pair())
    first = services.invite_member(row, invitee(), now=NOW)
    assert services.invite_member(row, invitee(email="RAJAA@example.org"), now=NOW) == first
    assert Message.objects.filter(kind="application_sign").count() == 1


def test_a_pair_is_no_more_than_two():
    row = cast.draft(cast.pair())
    services.invite_member(row, invitee(), now=NOW)
    with pytest.raises(ServiceError, match="as many members"):
        services.invite_member(row, invitee(email="third@example.org"), now=NOW)


def test_where_one_applies_alone_nobody_is_named():
    with pytest.raises(ServiceError, match="One person alone"):
        services.invite_member(cast.draft(), invitee(), now=NOW)


def test_a_team_has_from_so_many_to_so_many():
    call = cast.call(applies="team", least_members=2, most_members=3)
    Seat.objects.create(call=call, role=cast.role("director"))
    Seat.objects.create(call=call, role=cast.role("producer"), least=0, most=2)
    row = cast.filled(call)
    for number in (1, 2):
        member = services.invite_member(row, invitee(email=f"p{number}@example.org"), now=NOW)
        services.sign(member, now=NOW)
    assert services.submit(row, by=None, now=NOW).is_sent


def test_who_leaves_a_draft_frees_her_place():
    row = cast.draft(cast.pair())
    services.withdraw_member(services.invite_member(row, invitee(), now=NOW), now=NOW)
    row.refresh_from_db()
    assert row.replace_by is None
    assert services.invite_member(row, invitee(email="other@example.org"), now=NOW).pk


def test_who_leaves_a_sent_one_may_be_replaced_within_the_days_of_the_call():
    row, member = signed_pair()
    old_link = member_token(member)
    services.withdraw_member(member, now=LATER)
    row.refresh_from_db()
    assert row.replace_by == LATER + timedelta(days=10)
    assert Message.objects.filter(kind="application_replacement", to_addr=row.email).count() == 1
    assert member_of_token(old_link)[1] is False
    new = services.invite_member(
        row, invitee(name="Hiba", email="hiba@example.org"), replaces=member, now=LATER
    )
    assert list(Application.objects.lacking_member(LATER)) == []
    services.sign(new, now=row.replace_by - timedelta(seconds=1))
    row.refresh_from_db()
    assert (row.replace_by, row.state, new.replaces) == (None, "submitted", member)


def test_after_these_days_nobody_is_named_or_signs_and_staff_find_the_application():
    row, member = signed_pair()
    services.withdraw_member(member, now=NOW)
    row.refresh_from_db()
    new = services.invite_member(row, invitee(email="hiba@example.org"), now=NOW)
    over = row.replace_by
    with pytest.raises(ServiceError, match="any more"):
        services.sign(new, now=over)
    with pytest.raises(ServiceError, match="any more"):
        services.invite_member(row, invitee(email="late@example.org"), now=over)
    assert list(Application.objects.lacking_member(over)) == [row]


def test_a_sent_application_whose_members_stay_takes_no_others():
    row, _member = signed_pair()
    with pytest.raises(ServiceError, match="not changed any more"):
        services.invite_member(row, invitee(email="hiba@example.org"), now=NOW)


def test_where_the_lead_leaves_a_member_who_has_signed_takes_her_place():
    row, member = signed_pair()
    old = application_token(row)
    lead = row.members.get(is_lead=True)
    services.withdraw_member(lead, now=NOW)
    row.refresh_from_db()
    assert (row.email, row.name, row.members.get(is_lead=True)) == (
        "rajaa@example.org",
        "Rajaa Fahim",
        member,
    )
    assert application_of_token(old)[1] is False
    assert Message.objects.filter(kind="application_link", to_addr="rajaa@example.org").count() == 1


def test_the_lead_alone_cannot_leave_what_she_leads():
    row = cast.draft(cast.pair())
    with pytest.raises(ServiceError, match="withdraw the application"):
        services.withdraw_member(row.members.get(), now=NOW)
    assert row.members.get().withdrawn_at is None


def test_a_link_to_sign_comes_again_once_an_hour():
    member = services.invite_member(cast.draft(cast.pair()), invitee(), now=NOW)
    assert [services.send_signing_link(member, now=NOW) for _press in range(2)] == [True, False]


def test_nobody_signs_what_is_over():
    row = cast.filled(cast.pair())
    member = services.invite_member(row, invitee(), now=NOW)
    with pytest.raises(ServiceError, match="closed"):
        services.sign(member, now=LATER)
    services.withdraw(row, by=None, now=NOW)
    with pytest.raises(ServiceError):
        services.sign(member, now=NOW)
