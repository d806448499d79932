"""Who applies to the demo's calls. Of calls that have closed long since, as rows: their mail is purged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any

from simple_history.utils import bulk_create_with_history

from alumni.desk.demo.tables import read
from foundation.people.models import Account
from foundation.people.names import fold
from residencies.calls.kinds import kind_of
from residencies.calls.models import Answer, Application, Call
from residencies.calls.selectors import questions_of
from residencies.calls.services import move_applications
from residencies.calls.services.beginning import application_number
from residencies.programmes.models import Track

WOMEN = 0.45  # of those who apply


@dataclass(frozen=True)
class Someone:
    name: str
    email: str
    language: str
    country: str
    is_woman: bool


class Applicants:
    """Deals names and titles so that nothing stands twice."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.table, names = rng, read("calls"), read("names")
        self.words = self.table["words"]
        self.lands = self.table["lands"]
        self.forenames = {True: self._dealt(names["women"]), False: self._dealt(names["men"])}
        self.surnames = {
            land["code"]: self._dealt(land.get("surnames") or names["surnames"][land["code"]])
            for land in self.lands
        }
        self.titles = {
            language: self._dealt([f"{head} {tail}" for head in parts["heads"] for tail in parts["tails"]])
            for language, parts in self.table["titles"].items()
        }
        self.taken: set[str] = set()

    def _dealt(self, rows: list[Any]) -> Iterator[Any]:
        return cycle(self.rng.sample(rows, len(rows)))

    def someone(self) -> Someone:
        land = self.rng.choices(self.lands, [one["share"] for one in self.lands])[0]
        is_woman, language = self.rng.random() < WOMEN, self.rng.choice(land["languages"])
        forename, surname = next(self.forenames[is_woman]), next(self.surnames[land["code"]])
        latin, arabic = (f"{forename[place]} {surname[place]}" for place in (0, 1))
        name = arabic if language == "ar" and self.rng.random() < 0.4 else latin
        return Someone(name, self._address(latin), language, land["code"], is_woman)

    def _address(self, name: str) -> str:
        address = f"{fold(name).replace(' ', '.')}@courrier.example"
        while address in self.taken:
            address = f"{fold(name).replace(' ', '.')}{self.rng.randrange(2, 99)}@courrier.example"
        self.taken.add(address)
        return address

    def answers(self, she: Someone) -> dict[str, str]:
        """To every question of the table; each form asks some of them."""
        said = {key: told[she.language] for key, told in self.words.items()}
        gender = "woman" if she.is_woman else "man"
        return said | {
            "title": next(self.titles[she.language]),
            "country": she.country,
            "gender": self.rng.choices([gender, "not_said"], [93, 7])[0],
            "newcomer": self.rng.choice(["yes", "no"]),
            "film": self.rng.choice("112"),
            "stage": self.rng.choice(["development", "financing"]),
            "consent": "yes",
        }


def send_in(
    call: Call, people: Iterable[tuple[Someone, Track | None]], by: Account, deal: Applicants
) -> None:
    """As rows: applications to a call that has closed, sent in on its days and found eligible."""
    questions = {question.key: question for question in questions_of(call.form)}
    span = (call.closes_at - call.opens_at) // timedelta(minutes=1)
    rows, said = [], []
    for she, track in people:
        answers = {key: raw for key, raw in deal.answers(she).items() if key in questions}
        # Most are sent in on the last days.
        late = deal.rng.betavariate(4, 1)
        rows.append(
            _row(call, she, track, answers["title"], call.opens_at + timedelta(minutes=int(span * late)))
        )
        said.append(answers)
    made = bulk_create_with_history(rows, Application, default_date=call.closes_at)
    Answer.objects.bulk_create(
        Answer(
            application=row,
            question=questions[key],
            value=kind_of(questions[key]).clean(questions[key], raw),
            saved_at=row.saved_at,
        )
        for row, answers in zip(made, said, strict=True)
        for key, raw in answers.items()
    )
    checked = call.ends_at + timedelta(days=2)
    move_applications(call.applications.all(), Application.State.ELIGIBLE, by=by, now=checked)


def _row(call: Call, she: Someone, track: Track | None, title: str, at: datetime) -> Application:
    return Application(
        call=call,
        number=application_number(at),
        email=she.email,
        name=she.name,
        language=she.language,
        track=track,
        title=title,
        state=Application.State.SUBMITTED,
        begun_at=at - timedelta(days=3),
        saved_at=at,
        submitted_at=at,
    )
