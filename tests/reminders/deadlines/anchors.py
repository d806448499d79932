from foundation.people.models import Person
from foundation.reminders.anchors import Anchor, Facts, Filter, Word
from tests.reminders.deadlines.models import Deadline


class DeadlineAnchor(Anchor):
    title = "a deadline"
    model = Deadline
    on = "on"
    person = "duties__person"
    ends = True
    filters = {"title": Filter("title", "title", lambda: [("Budget", "Budget"), ("Script", "Script")])}
    words = {"title": Word("its title", lambda row: row.title)}
    page = "its page"

    def path(self, row: Deadline, person: Person) -> str:
        return f"/deadlines/{row.pk}/?for={person.pk}&why=due" if row.title != "Pageless" else ""

    def rows(self) -> Facts:
        return Deadline.objects.filter(is_cancelled=False, duties__is_done=False)


class InstantAnchor(DeadlineAnchor):
    title = "a deadline at an hour"
    on = "at"
    is_instant = True
    page = ""
