"""What people do on the way through a whole use: read their mail, log in, press, confirm at the desk."""

import re
from typing import Any

from foundation.mail.delivery import drain
from tests.journeys.conftest import DESKTOP, PHONE, SHOTS, WITH_SHOTS


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


def snap(page: Any, name: str) -> None:
    """Photographed if that is wanted, on a phone by night and on a desktop by day."""
    if WITH_SHOTS:
        before = page.viewport_size
        SHOTS.mkdir(parents=True, exist_ok=True)
        for label, scheme, (width, height) in (
            ("phone", "dark", PHONE),
            ("desktop", "light", DESKTOP),
        ):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=SHOTS / f"use-{name}-{label}.png", full_page=True)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(before)
