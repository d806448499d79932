"""Every page there is, in a real Chromium: axe, its width, its console.

`make looks` looks at those of each role in three languages: by day at 360, 768 and 1440 px, by night at the
first and the last. What it finds it writes into var/pages as it finds it, with what was sent, for a validator
of HTML, and four photographs of each page; a run that was stopped goes on where it ended. The suite looks at
those alone that a stranger finds, in Arabic on a phone; the journeys look at the others they come through.

A page is judged for the first role that finds it: the administrator's are those that programme staff does not
find, and of those with one more part (jurors, mentors, advisers and the like) the pages of that part. The
first page of each is judged for all.
"""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response

from foundation.people.models import Account
from foundation.settings import VAR_DIR
from tests import cast
from tests.access.markers import World
from tests.access.test_matrix import MATRIX, samples
from tests.access.walk import Place, address, places
from tests.access.world import build
from tests.journeys.conftest import (
    BY_NIGHT,
    RULES,
    dress,
    faults,
    is_complaint,
    is_missing,
    session_cookie,
)
from tests.selection import cast as selections
from tests.support import cast as support

WHOLE = os.environ.get("MASAR_LOOKS") == "1"
# The longest come first: the others fill what is left of the hour.
DESK = ["programme staff", "administrator"]
OF_ONE_PART: dict[str, tuple[str, ...]] = {
    "juror": ("selection:",),
    "mentor": ("mentoring:",),
    "adviser": ("support:",),
    "reader of reports": ("support:",),
    "answers for help": ("support:", "helpdesk:"),
    "finance staff": (),
    "director": (),
}
ROLES = [*DESK, "owner", "anonymous", *OF_ONE_PART] if WHOLE else ["anonymous"]
LANGUAGES = ["fr", "ar", "en"] if WHOLE else ["ar"]
WIDTHS = [360, 768, 1440] if WHOLE else [360]
FIRST_PAGES = {"portal:home", "admin:index"}
HANDBOOK = {"api:docs", "api:operation"}
SHOTS = {("ar", 360, "light"), ("fr", 1440, "light"), ("fr", 360, "dark"), ("ar", 1440, "dark")}
PAGES = VAR_DIR / "pages"

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


@dataclass
class Looks:
    """What was found for one role in one language, kept as it is found."""

    role: str
    language: str
    found: list[str] = field(default_factory=list)
    judged: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if WHOLE:
            PAGES.mkdir(parents=True, exist_ok=True)
            self.judged = set(self._lines("judged"))
            self.found = self._lines("txt")

    @property
    def name(self) -> str:
        return f"{self.role.replace(' ', '-')}-{self.language}"

    def _lines(self, ending: str) -> list[str]:
        file = PAGES / f"{self.name}.{ending}"
        return file.read_text().splitlines() if file.exists() else []

    def note(self, key: str, lines: list[str]) -> None:
        lines = [f"{self.role} {self.language} {key}: {' '.join(line.split())}" for line in lines]
        self.found += lines
        if WHOLE:
            for ending, said in (("txt", lines), ("judged", [key])):
                with (PAGES / f"{self.name}.{ending}").open("a") as file:
                    file.writelines(f"{line}\n" for line in said)

    def keep(self, key: str, sent: Response) -> None:
        self._file(key, "html").write_bytes(sent.body())

    def photograph(self, page: Page, key: str, width: int, scheme: str) -> None:
        if WHOLE and (self.language, width, scheme) in SHOTS:
            clip = {"x": 0, "y": 0, "width": width, "height": width * 2 if width == WIDTHS[0] else 1400}
            file = self._file(f"{key}-{width}-{scheme}", "jpg")
            page.screenshot(path=file, full_page=True, clip=clip, type="jpeg", quality=55)

    def _file(self, key: str, ending: str) -> Any:
        folder = PAGES / ("shots" if ending == "jpg" else "sent") / self.name
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{key.replace(' ', '_').replace(':', '-')}.{ending}"


def accounts(world: World, role: str) -> tuple[Account | None, dict[str, Any]]:
    """Who looks, and which rows of hers stand for what the owner's stand for elsewhere."""
    rows = world.rows
    if role == "juror":
        she = selections.juror(rows["selection.review"].assignment.juror.jury)
        given = selections.assignment(she, rows["selection.review"].assignment.application)
        own = {"selection:conflicts number": she.pk, "selection:reading number": given.pk}
        return she.person.account, own
    if role == "mentor":
        return rows["mentoring.mentorprofile"].person.account, {}
    if role == "adviser":
        row = support.request(rows["people.person"])
        row.adviser = rows["support.adviser"]
        row.save()
        return row.adviser.account, _of_request(row.pk)
    if role == "reader of reports":
        row = support.request(rows["people.person"], "harassment")
        return rows["support.harassmentreader"].account, _of_request(row.pk)
    if role == "answers for help":
        row = support.request(rows["people.person"])
        return cast.staff("support.answer_legal"), _of_request(row.pk)
    return world.roles[role], {}


def _of_request(number: int) -> dict[str, Any]:
    pages = ("support:thread", "support:precedent", "helpdesk:assign")
    return {f"{page} number": number for page in pages}


def is_hers(place: Place, role: str, answers: dict[str, dict[str, str]]) -> bool:
    """Whether it is judged for her: she may find it, and nobody before her did."""
    if place.name.startswith("api:") and place.name not in HANDBOOK:
        return False
    if role in OF_ONE_PART:
        return place.name in FIRST_PAGES or place.name.startswith(OF_ONE_PART[role])
    line = answers.get(place.key)
    if line is None:
        return True  # not in the matrix yet: what is sent tells
    if role == "administrator" and place.name not in FIRST_PAGES and line["programme staff"] == "200":
        return False
    if role in DESK and place.name not in FIRST_PAGES and "200" in (line["owner"], line["anonymous"]):
        return False
    return line[role] == "200"


def pages_of(role: str, world: World, own: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(name, path) of what may answer this role with a page."""
    with MATRIX.open() as file:
        lines = csv.DictReader(file, delimiter="\t")
        answers = {line["place"]: line for line in lines if line["method"] == "GET"}
    fill = {**samples(world), **own}
    for place in places():
        if is_hers(place, role, answers):
            yield place.key, address(place, world, fill)


def is_of_one_template(page: tuple[str, str]) -> bool:
    """Those that look alike for every table: they come last, should a run not get to its end."""
    return page[0].split()[0].endswith(("_history", "_export", "_delete"))


def opened(page: Page, path: str) -> Response | None:
    """What was sent, if it is a page: not a file, nor another page that one is led to, nor a mail that is
    shown in a frame, where no script runs that could judge it.
    """
    try:
        sent = page.goto(path)
    except Error as fault:
        if "Download is starting" in fault.message:
            return None
        raise
    is_page = sent and sent.status == 200 and sent.headers.get("content-type", "").startswith("text/html")
    is_framed = sent and "sandbox" in sent.headers.get("content-security-policy", "")
    return sent if is_page and not is_framed and not sent.request.redirected_from else None


def seen(page: Page, key: str, looks: Looks) -> list[str]:
    lines = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        lines += [f"{width}: {line}" for line in faults(page, RULES)]
        looks.photograph(page, key, width, "light")
    if WHOLE:
        dress(page, "dark")
        for width in (WIDTHS[-1], WIDTHS[0]):
            page.set_viewport_size({"width": width, "height": 900})
            lines += [f"{width} by night: {line}" for line in faults(page, BY_NIGHT)]
            looks.photograph(page, key, width, "dark")
    return lines


def judge(context: BrowserContext, key: str, path: str, looks: Looks) -> None:
    """A page that breaks is a fault as others are: the next one is judged all the same."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda of: said.append(of.text) if is_complaint(of) else None)
    page.on("response", lambda got: said.append(f"missing {got.url}") if is_missing(got) else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    try:
        if sent := opened(page, path):
            if page.get_attribute("html", "lang") != looks.language:
                said.append("is in another language")
            if WHOLE:
                looks.keep(key, sent)
            said += seen(page, key, looks)
    except Error as fault:
        said.append(f"broke: {fault.message}")
    looks.note(key, said)
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_page_holds(role: str, language: str, browser: Browser, live_server: Any) -> None:
    world, looks = build(), Looks(role, language)
    account, own = accounts(world, role)
    size = {"width": WIDTHS[0], "height": 900}
    context = browser.new_context(viewport=size, base_url=live_server.url, reduced_motion="reduce")
    cookies = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}]
    for key, path in sorted(pages_of(role, world, own), key=is_of_one_template):
        if key in looks.judged:
            continue
        context.clear_cookies()
        # A session of its own for each: some pages end it.
        context.add_cookies([*cookies, *([session_cookie(account, live_server.url)] if account else [])])
        judge(context, key, path, looks)
    context.close()
    assert looks.found == []
