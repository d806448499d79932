"""What is announced, by whom, and who finds what of it at the desk and in the API."""

import json
from collections import Counter
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import models
from django.urls import resolve, reverse
from django.utils import timezone

from alumni.careers.models import Change
from alumni.careers.services import accept_change
from alumni.checkins.models import CheckIn
from alumni.checkins.services import answer_checkin
from alumni.placement.models import Offer
from alumni.placement.services import accept_offer
from foundation.errors import ServiceError
from foundation.films.models import Credit, Role, Selection, StageChange, Work
from foundation.films.services import add_credit, change_stage, confirm_credit
from foundation.hooks.models import Delivery, Endpoint, Event
from foundation.hooks.services import announce, resume_endpoint
from foundation.people.models import Account
from residencies.calls.models import Application
from residencies.grants.models import Instalment
from residencies.grants.services import pay_instalment
from residencies.programmes.models import Participation
from residencies.programmes.services import complete_participations
from residencies.selection.models import Conflict, Decision
from tests import cast
from tests.calls import cast as calls
from tests.desk import rows
from tests.grants import cast as grants
from tests.hooks.cast import delivery, endpoint
from tests.placement import cast as placement
from tests.selection import cast as selections

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
MODELS: dict[str, Any] = {
    "application.submitted": Application,
    "decision.released": Decision,
    "participation.completed": Participation,
    "grant.paid": Instalment,
    "work.stage_changed": StageChange,
    "credit.confirmed": Credit,
    "selection.recorded": Selection,
    "checkin.answered": CheckIn,
    "change.accepted": Change,
    "placement.accepted": Offer,
}
PLAIN = (models.ForeignKey, models.DateField, models.IntegerField)


def told() -> list[tuple[str, dict[str, Any]]]:
    return [(one.kind, json.loads(one.body)["data"]) for one in Event.objects.order_by("pk")]


def listens() -> Endpoint:
    return endpoint("https://crm.example.org/in", *settings.HOOK_EVENTS)


@pytest.mark.parametrize("kind", list(settings.HOOK_EVENTS))
def test_facts_are_numbers_days_and_choices(kind):
    """No text that anybody has written leaves the house in an announcement, whatever the table says."""
    spec, model = settings.HOOK_EVENTS[kind], MODELS[kind]
    for name in [*spec["facts"], spec.get("number", "id")]:
        field = model._meta.get_field(name.removesuffix("_id"))
        assert isinstance(field, PLAIN) or field.choices, f"{kind}: {name}"


@pytest.mark.parametrize("kind", list(settings.HOOK_EVENTS))
def test_where_an_event_points_there_is_a_list_and_its_right_exists(kind):
    spec = settings.HOOK_EVENTS[kind]
    assert "retrieve" in resolve(f"/api/v1/{spec['rows']}/1/").func.actions.values()
    app, codename = spec["right"].split(".")
    assert Permission.objects.filter(content_type__app_label=app, codename=codename).exists()
    assert app != "support"


def test_services_announce_each_thing_once():
    listens()
    she, of = cast.person(), cast.edition()
    attending = Participation.objects.create(person=she, edition=of, state="attending")
    for _ in range(2):
        complete_participations([attending], on=cast.NOW.date(), by=None, now=cast.NOW)
    work, role = Work.objects.create(title="Film", stage="idea"), Role.objects.first()
    change_stage(work, "shooting", by=None, now=cast.NOW)
    add_credit(cast.person(), role=role, work=work, by=None)
    promised = add_credit(cast.person(), role=role, work=work, status="announced", by=None)
    assert [kind for kind, _data in told()] == [
        "participation.completed",
        "work.stage_changed",
        "credit.confirmed",
    ]
    moved = told()[1][1]
    assert (moved["id"], moved["stage"]) == (work.pk, "shooting")
    for _ in range(2):
        confirm_credit(promised, by=None)
    pay_instalment(
        grants.cleared(), reference="V1", paid_on=grants.NOW.date(), by=grants.finance(), now=grants.NOW
    )
    asked = cast.asked_checkin()
    answer_checkin(asked, {"choice": "yes"}, now=cast.NOW)
    calls.sent()
    released = selections.released(selected=1)
    accept_offer(placement.offered()[0], by=None, now=placement.NOW)
    change = rows.change(said_at=cast.NOW)
    accept_change(change, by=None, now=cast.NOW)
    kinds = Counter(kind for kind, _data in told())
    assert kinds.keys() >= set(settings.HOOK_EVENTS) - {"selection.recorded"}
    assert kinds["participation.completed"] == 1
    assert kinds["decision.released"] == released.decisions.count()
    assert dict(told())["change.accepted"]["kind"] == change.kind


def test_what_is_kept_from_her_is_kept_here_as_well(client):
    """An application she is recused from, and her own grant."""
    colleague = cast.staff("hooks.view_delivery")
    she = cast.person(account=colleague)
    juror = selections.juror(selections.jury(), she)
    about = selections.application(juror.jury.call)
    Conflict.objects.create(juror=juror, application=about, kind="family", state="recused", at=cast.NOW)
    decided = selections.decision(selections.deliberation(juror.jury.call), about, "selected")
    instalment = grants.instalment(grants.grant(person=she))
    hidden = [
        delivery("application.submitted", about.pk),
        delivery("decision.released", decided.pk),
        delivery("grant.paid", instalment.pk),
    ]
    seen = delivery("grant.paid", instalment.pk + 1)
    assert list(Delivery.objects.visible_to(colleague)) == [seen]
    assert Delivery.objects.visible_to(cast.administrator()).count() == len(hidden) + 1
    client.force_login(colleague)
    page = reverse("admin:hooks_delivery_change", args=[hidden[0].pk])
    assert client.get(page).status_code == 302


def test_who_may_see_no_more_what_it_is_told_is_told_no_more_and_another_takes_over(in_english):
    by, other = cast.staff("programmes.view_participation"), cast.administrator()
    side = endpoint(by=by)
    assert announce("participation.completed", [cast.completed(cast.NOW.date())], now=cast.NOW) == 1
    by.user_permissions.clear()
    assert announce("participation.completed", [cast.completed(cast.NOW.date())], now=cast.NOW) == 0
    side.refresh_from_db()
    assert (side.is_active, bool(side.paused_because)) == (False, True)
    with pytest.raises(ServiceError, match="may not see"):
        resume_endpoint(side, by=Account.objects.get(pk=by.pk), now=cast.NOW)
    resume_endpoint(side, by=other, now=cast.NOW)
    assert announce("participation.completed", [cast.completed(cast.NOW.date())], now=cast.NOW) == 1


def test_the_secret_is_in_one_answer_of_the_api(client):
    boss = cast.administrator()
    client.force_login(boss)
    url = "/api/v1/webhook-endpoints/"
    said = {"url": "https://crm.example.org/in", "events": ["grant.paid"]}
    made = client.post(url, json.dumps(said), content_type="application/json")
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    number = made.json()["id"]
    for look in (url, f"{url}{number}/"):
        assert "whsec_" not in client.get(look).content.decode()
    how = {"content_type": "application/json", "headers": {"If-Match": "*"}}
    paused = client.patch(f"{url}{number}/", json.dumps({"is_active": False}), **how)
    assert paused.json()["is_active"] is False
    resumed = client.patch(f"{url}{number}/", json.dumps({"is_active": True}), **how)
    assert resumed.json()["is_active"] is True
    private = client.patch(f"{url}{number}/", json.dumps({"url": "https://10.0.0.1/"}), **how)
    assert private.status_code == 400
    newer = client.post(f"{url}{number}/rotate/", "{}", content_type="application/json").json()["secret"]
    assert newer == Endpoint.objects.get().secret != made.json()["secret"]


def test_at_the_desk_it_is_registered_and_its_secret_shown_once(client):
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"
    add = reverse("admin:hooks_endpoint_add")
    said = {"url": "https://10.1.1.1/", "events": ["grant.paid"], "description": "CRM", "_save": "1"}
    refused = client.post(add, said)
    assert "cannot be sent to" in refused.content.decode()
    page = client.post(add, {**said, "url": "https://crm.example.org/in"}, follow=True)
    row = Endpoint.objects.get()
    assert row.secret in page.content.decode()
    assert (
        row.secret not in client.get(reverse("admin:hooks_endpoint_change", args=[row.pk])).content.decode()
    )
    gone = delivery(endpoint=row)
    page = client.get(reverse("admin:hooks_delivery_change", args=[gone.pk]))
    assert "given up" in page.content.decode().lower()
    again = reverse("admin:hooks_delivery_send_one_again", args=[gone.pk])
    client.post(again, {"confirm": "1"})
    gone.refresh_from_db()
    assert gone.state == "waiting"
    assert gone.tries_until > timezone.now()


def test_of_a_sealed_call_nobody_hears_that_somebody_applied():
    listens()
    calls.sent(calls.call(is_sealed=True))
    assert told() == []
