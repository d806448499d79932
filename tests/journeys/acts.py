"""What people do on the way through a whole use: read their mail, log in, press, confirm at the desk."""

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone

from foundation.mail.delivery import drain
from residencies.calls.models import Call
from residencies.mentoring.models import Mentorship, Round
from residencies.programmes.models import Edition, Participation
from residencies.selection.models import Deliberation
from tests.journeys.conftest import DESKTOP, PHONE, SHOTS, WITH_SHOTS, dress


def post(sink: Any, address: str) -> Any:
    """The newest mail that has arrived there."""
    drain()
    return [mail for mail in sink.mails if address in str(mail["To"])][-1]


def text_of(mail: Any) -> str:
    return mail.get_body(("plain",)).get_content()


def link_in(mail: Any, begins: str) -> str:
    return re.search(rf"https?://[^/\s]+({begins}\S+)", text_of(mail))[1]


def code_in(mail: Any) -> str:
    (code,) = re.findall(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", text_of(mail), re.MULTILINE)
    return code


def log_in(page: Any, login: Any) -> None:
    """Staff, with a password."""
    page.goto("/account/login/?next=/admin/")
    page.locator("[name=login]").fill(login.email)
    page.locator("[name=password]").fill(login.password)
    page.locator("form.card button").click()
    page.wait_for_url("**/admin/")


def log_in_by_code(page: Any, sink: Any, address: str) -> None:
    """Anyone on record, from the page that asked her to; it goes on to where she was."""
    drain()  # what else waits for her has left before the code
    page.locator("[name=email]").fill(address)
    press(page, "form.card button")
    page.locator("[name=code]").fill(code_in(post(sink, address)))
    press(page, "form.card button")


def press(page: Any, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).click()


def fill(page: Any, **typed: Any) -> None:
    for name, value in typed.items():
        field = page.locator(f"[name={name}]").first
        kind = field.evaluate("it => it.type")
        if kind == "select-one":
            field.select_option(str(value))
        elif kind == "radio":
            page.locator(f"[name={name}][value='{value}']").check()
        elif kind == "checkbox":
            field.set_checked(value)
        else:
            field.fill(str(value))


def confirm(page: Any, path: str, **typed: Any) -> None:
    """A button of a record: asked once more, with what it asks for."""
    page.goto(path)
    _confirmed(page, typed)


def confirm_list(page: Any, path: str, action: str, **typed: Any) -> None:
    """An action on all of a list."""
    choose_all(page, path, action)
    _confirmed(page, typed)


def choose_all(page: Any, path: str, action: str) -> None:
    page.goto(path)
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option(action)
    press(page, "button[name=index]")


def _confirmed(page: Any, typed: dict[str, Any]) -> None:
    fill(page, **typed)
    press(page, "[name=confirm]")
    assert page.locator("[name=confirm]").count() == 0, page.locator("form.confirm").inner_text()


def add_lines(desk: Any, lines: str, rows: list[dict[str, Any]]) -> None:
    """Lines of a record, typed below one another under their tab."""
    desk.locator(f"a[href='#{lines}'], [data-tab='{lines}']").first.click()
    for number, typed in enumerate(rows):
        desk.locator(f"#{lines}-group .add-row a, #{lines}-group a.add-row").first.click()
        fill(desk, **{f"{lines}-{number}-{name}": value for name, value in typed.items()})


def choose(desk: Any, call: Call, places: int) -> Deliberation:
    """The meeting is set; the first of the room are chosen, the others declined, and all are told."""
    sent = f"/admin/calls/application/?call__id__exact={call.pk}&state__exact=submitted"
    confirm_list(desk, sent, "mark_eligible")
    desk.goto(f"/admin/selection/deliberation/add/?call={call.pk}")
    until = timezone.localtime() + timedelta(days=14)
    fill(desk, places=places, answer_by_0=f"{until:%d/%m/%Y}", answer_by_1="18:00")
    press(desk, "[name=_save]")
    room = Deliberation.objects.get()
    desk.goto(f"/admin/selection/deliberation/{room.pk}/room/")
    for place in range(places):
        desk.locator("tbody input[type=checkbox]").nth(place).check()
    desk.locator("[name=outcome]").select_option("selected")
    press(desk, ".bulk button")
    press(desk, "form:has(input[value=rest]) button")
    desk.goto(f"/admin/selection/deliberation/{room.pk}/minutes/")
    press(desk, "button[name=close]")
    confirm(desk, f"/admin/selection/release/{room.pk}/release/")
    assert room.decisions.filter(outcome="selected").count() == places
    return room


def mentored(visit: Any, sink: Any, desk: Any, edition: Edition, she: Participation) -> None:
    """A round is solved, her mentor accepts and notes a session of two hours."""
    desk.goto(f"/admin/mentoring/round/add/?edition={edition.pk}")
    now = timezone.localtime()
    fill(desk, wishes_until_0=f"{now:%d/%m/%Y}", wishes_until_1="12:00", hours=2)
    fill(desk, starts_on=f"{now:%d/%m/%Y}", ends_on=f"{edition.ends_on:%d/%m/%Y}")
    press(desk, "[name=_save]")
    row = Round.objects.get()
    desk.goto(f"/admin/mentoring/round/{row.pk}/proposal/")
    press(desk, "[name=solve]")
    snap(desk, "residency-mentors")
    confirm(desk, f"/admin/mentoring/round/{row.pk}/ask/")
    pair = Mentorship.objects.get(participation=she)
    phone = visit(link_in(post(sink, pair.mentor.person.email), "/mentoring/"), size=PHONE)
    log_in_by_code(phone, sink, pair.mentor.person.email)
    press(phone, "[name=accept]")
    fill(phone, minutes=120, shared_notes="Relire la scène douze.", private_note="Elle hésite encore.")
    press(phone, "form[novalidate] button")
    phone.get_by_text("Elle hésite encore.").wait_for()


def snap(page: Any, name: str) -> None:
    """Photographed if that is wanted, on a phone by night and on a desktop by day."""
    if WITH_SHOTS:
        before = page.viewport_size
        SHOTS.mkdir(parents=True, exist_ok=True)
        for label, scheme, (width, height) in (
            ("phone", "dark", PHONE),
            ("desktop", "light", DESKTOP),
        ):
            dress(page, scheme)
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=SHOTS / f"use-{name}-{label}.png", full_page=True)
        dress(page, "light")
        page.set_viewport_size(before)
