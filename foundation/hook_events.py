"""What Masar announces to other systems, of all rooms; settings give them to the room of webhooks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# Each kind of event: its name; the list of the API in which the row stands, and by which of the row's
# fields (`number`); the right without which nobody registers an address for it; and the facts that go along,
# by the row's own fields. Facts are numbers of rows, days, instants and choices: no text anybody has written,
# no name, nothing of her body, means or beliefs. Whoever needs more asks the API, which asks who that is.
# Nothing of requests for help is ever announced.
HOOK_EVENTS: dict[str, dict[str, Any]] = {
    "application.submitted": {
        "name": _("an application was sent in"),
        "rows": "applications",
        "right": "calls.view_application",
        "facts": ["call_id", "submitted_at"],
    },
    "decision.released": {
        "name": _("a decision was told"),
        "rows": "outcomes",
        "right": "selection.view_decision",
        "facts": ["application_id"],  # what was decided, the API says to whom it is not kept from
    },
    "participation.completed": {
        "name": _("a participation was completed"),
        "rows": "participations",
        "right": "programmes.view_participation",
        "facts": ["person_id", "edition_id", "track_id", "completed_on"],
        "mark": "completed_on",
    },
    "grant.paid": {
        "name": _("an instalment of a grant was paid"),
        "rows": "instalments",
        "right": "grants.view_instalment",
        "facts": ["grant_id", "paid_on"],
    },
    "work.stage_changed": {
        "name": _("a work has reached another stage"),
        "rows": "works",
        "number": "work_id",
        "right": "films.view_work",
        "facts": ["stage", "on"],
    },
    "credit.confirmed": {
        "name": _("a credit was confirmed"),
        "rows": "credits",
        "right": "films.view_credit",
        "facts": ["work_id", "role_id", "person_id", "organisation_id"],
    },
    "selection.recorded": {
        "name": _("a selection was recorded"),
        "rows": "selections",
        "right": "films.view_selection",
        "facts": ["edition_id", "section_id", "work_id", "person_id"],
    },
    "checkin.answered": {
        "name": _("a check-in was answered"),
        "rows": "check-ins",
        "right": "checkins.view_checkin",
        "facts": ["person_id", "participation_id", "answered_at"],
    },
    "change.accepted": {
        "name": _("a proposed change was accepted"),
        "rows": "changes",
        "right": "careers.view_change",
        "facts": ["person_id", "work_id", "kind"],
    },
    "placement.accepted": {
        "name": _("offered work was accepted"),
        "rows": "work-offers",
        "right": "placement.view_offer",
        "facts": ["posting_id", "person_id", "accepted_at"],
    },
}
