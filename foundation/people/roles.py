"""What each role of the staff may do, as data. `sync_roles` brings the groups in line after migrate.

An administrator is a superuser and needs no group. A permission is "app.codename"; those of rooms
above are strings as well, so this room imports nothing of them.
"""

from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import transaction
from django.utils.translation import gettext_noop

FILMS = ["work", "stagechange", "season", "episode", "credit", "festival", "festivaledition", "section"]
FILMS += ["deadline", "entry", "accreditation"]
FILMS += ["selection", "award", "screening", "worktitle", "countryshare", "creditevidence"]
FINANCING = ["financingplan", "financingline", "coproducer", "planrate", "plannedspend"]
FINANCING += ["coproductionrule", "rebaterule"]
DOSSIER = ["dossierdocument", "dossierversion", "rightsoption", "optionextension"]
PROGRAMMES = ["programme", "track", "edition", "places", "requirement", "room"]
ENROLMENT = ["fulfilment", "deliverable", "absence", "stay"]  # of a participation
CALLS = ["call", "seat", "invitationcode", "eligibilityrule", "form", "section", "question", "option"]
JURIES = ["jury", "criterion", "juror", "conflict", "assignment", "review", "mark"]
GRANTS = ["fund", "contribution", "grant", "instalment"]
DELIBERATIONS = ["deliberation", "choicerule", "prize", "decision", "minutes"]
WORKSHOPS = ["workshop", "session", "speaker", "material", "feedbackquestion"]
MENTORING = [
    *("mentorprofile", "unavailability", "veto", "round", "mentorship", "mentoringsession"),
    *("pulse", "closingreview"),
]
EVENTS = ["event", "area", "travel", "table", "slot", "project", "seat", "guest", "away", "wish", "meeting"]
EVENTS += ["followup"]
FEES = ["fee", "feepayment"]
DELEGATIONS = ["delegation", "member", "leg", "reserve"]
PLACEMENT = ["posting", "offer", "profile", "trackcraft"]
PLANS = ["plan", "step", "questionnaire", "question", "option"]


def _may(verbs: str, app: str, *models: str) -> set[str]:
    return {f"{app}.{verb}_{model}" for verb in verbs.split() for model in models}


_SEE_ALL = (
    _may("view", "people", "person", "alias", "organisation", "affiliation", "duplicate", "merge")
    | _may("view", "people", "secondcontact", "consent", "consenttext")
    | _may("view", "films", "role", *FILMS, *FINANCING, *DOSSIER)
    | {"films.read_contract"}
    | _may("view", "programmes", "participation", "circular", *ENROLMENT, *PROGRAMMES)
    | _may("view", "calls", "application", "answer", "attachment", "member", "addendum", *CALLS)
    | _may("view", "selection", *JURIES)
    | _may("view", "selection", "offer")
    | _may("view", "selection", *DELIBERATIONS)
    | _may("view", "workshops", "registration", "attendance", "feedback", *WORKSHOPS)
    | _may("view", "grants", "report", "notes", *GRANTS)
    | _may("view", "rates", "exchangerate")
    | _may("view", "mentoring", *MENTORING, *FEES)
    | _may("view", "delegations", "perdiem", *DELEGATIONS)
    | _may("view", "industry", "note", "notice", *EVENTS)
    | _may("view", "checkins", "checkin", "answer", "contact", "pause", *PLANS)
    | _may("view", "careers", "change", "opening")
    | _may("view", "placement", *PLACEMENT)
    | _may("view", "community", "profile")
    | _may("view", "mail", "message", "attempt", "report", "suppression", "postman", "wording")
    | _may("view", "reminders", "rule", "occurrence")
    | _may("view", "hooks", "endpoint", "delivery")
    | _may("view", "impact", "statedfigure", "frozenreport", "funderreport", "issuedreport", "story")
    | {"impact.see_figures"}
    | _may("view", "support", "precedent")
    | _may("view add change", "desk", "task")
    | _may("view", "desk", "responsibility")
    | _may("view", "privacy", "request", "rule")
)
# Tables leave the house in files: a right of its own.
_EXPORT = (
    _may("export", "people", "person", "organisation")
    | _may("export", "films", "work", "credit", "selection", "award", "financingplan")
    | _may("export", "programmes", "participation")
    | _may("export", "calls", "application")
    | _may("export", "selection", "review")
    | _may("export", "grants", "fund")
    | _may("export", "delegations", "delegation")
    | _may("export", "industry", "event")
    | _may("export", "impact", "statedfigure")
    | _may("export", "placement", "posting", "offer", "profile", "trackcraft")
    | _may("export", "people", "duplicate", "merge")
    | _may("export", "films", "coproductionrule", "dossierdocument", "episode", "festival", "festivaledition")
    | _may("export", "films", "rebaterule", "rightsoption", "role", "screening", "season", "section")
    | _may("export", "programmes", "absence", "circular", "deliverable", "edition", "programme", "stay")
    | _may("export", "programmes", "track")
    | _may("export", "calls", "call", "form", "question", "section")
    | _may("export", "selection", "assignment", "callfigures", "deliberation", "juror", "jury", "offer")
    | _may("export", "selection", "release")
    | _may("export", "workshops", "attendance", "registration", "session", "workshop")
    | _may("export", "grants", "grant", "instalment", "report")
    | _may("export", "rates", "exchangerate")
    | _may("export", "mentoring", "fee", "mentorprofile", "mentoringsession", "mentorship", "round")
    | _may("export", "delegations", "member", "perdiem", "reserve")
    | _may("export", "industry", "followup", "guest", "meeting", "project", "wish")
    | _may("export", "checkins", "call", "checkin", "cohort", "contact", "pause", "plan", "question")
    | _may("export", "checkins", "questionnaire")
    | _may("export", "careers", "change", "opening")
    | _may("export", "desk", "task", "responsibility")
    | _may("export", "mail", "message", "report", "suppression", "wording")
    | _may("export", "reminders", "occurrence", "rule")
    | _may("export", "impact", "frozenreport", "funderreport", "issuedreport")
)

ROLES: dict[str, set[str]] = {
    # Runs the programmes day by day: keeps the records, decides on proposals, stops the mail.
    gettext_noop("Programme staff"): _SEE_ALL
    | _EXPORT
    | _may("add change", "people", "person", "organisation", "duplicate")
    | _may("add change delete", "people", "alias", "affiliation", "secondcontact")
    | _may("add change", "films", "role", *FILMS, *FINANCING)
    | _may("add", "films", *DOSSIER)
    | _may("change", "films", "rightsoption", "optionextension")
    | _may("delete", "films", "optionextension")
    | _may("delete", "films", "financingline", "coproducer", "planrate", "plannedspend")
    | _may("delete", "films", "stagechange", "season", "episode", "credit", "selection", "award", "screening")
    | _may("delete", "films", "worktitle", "countryshare", "creditevidence", "deadline", "entry")
    | _may("delete", "films", "accreditation")
    | _may("add change", "programmes", "participation", *PROGRAMMES)
    | _may("delete", "programmes", "places", "requirement", "room", "stay")
    | _may("add change", "programmes", *ENROLMENT)
    | _may("add", "programmes", "circular")
    | _may("view", "programmes", "needs")  # of health and faith: for those alone who arrange stays
    | _may("add change", "calls", *CALLS)
    | _may("delete", "calls", "seat", "invitationcode", "eligibilityrule", "section", "question", "option")
    | _may("change", "calls", "application")
    | _may("add change", "selection", "jury", "criterion")
    | _may("delete", "selection", "criterion", "assignment")
    | _may("change", "selection", "juror", "conflict")
    | _may("add change", "selection", "deliberation")
    | _may("add change delete", "selection", "choicerule", "prize")
    | {"selection.decide", "selection.release"}
    | _may("add change", "workshops", *WORKSHOPS)
    | _may("delete", "workshops", "speaker", "material", "feedbackquestion")
    | _may("add change", "workshops", "registration", "attendance")
    | _may("add change", "grants", "fund", "grant", "instalment", "report")
    | _may("add change", "rates", "exchangerate")
    | {"grants.approve_instalment"}
    | _may("add change", "delegations", "perdiem", "papers", *DELEGATIONS)
    | _may("delete", "delegations", "leg", "perdiem")
    | _may("view", "delegations", "papers")  # passport, visa, health: of those alone who arrange journeys
    | _may("add change", "industry", "note", *EVENTS)
    | _may("delete", "industry", "area", "travel", "table", "slot", "seat", "away", "wish")
    | {"industry.release_event"}
    | _may("add change", "mentoring", "mentorprofile", "unavailability", "round")
    | _may("delete", "mentoring", "unavailability")
    | _may("change", "mentoring", "mentorship", "pulse")
    | _may("add change", "checkins", *PLANS)
    | _may("delete", "checkins", "step", "question", "option")
    | _may("change", "checkins", "checkin")
    | _may("add", "checkins", "contact", "pause")
    | _may("delete", "checkins", "pause")
    | _may("change", "careers", "change")
    | _may("add change", "placement", "posting", "offer")
    | _may("add change delete", "placement", "trackcraft")
    | _may("change", "mail", "message", "postman")
    | _may("add", "mail", "wording")
    | _may("add change", "hooks", "endpoint")  # leaves the house as a file does: they may export as well
    | _may("change", "hooks", "delivery")
    | _may("add delete", "mail", "suppression")
    | _may("add change", "impact", "statedfigure", "funderreport", "story")
    | _may("add", "impact", "frozenreport", "issuedreport")
    | _may("add change", "reminders", "rule")
    | _may("add change delete", "desk", "responsibility")
    | _may("add", "people", "consent", "consenttext"),
    # Answer requests for help and give them to advisers; each kind is a right of its own, so that an
    # administrator without it sees none. Reports of harassment are read by the two named for them alone.
    gettext_noop("Support staff"): {
        f"support.answer_{kind}" for kind in ("legal", "guidance", "finance", "contact")
    }
    | _may("view add", "support", "precedent")
    | _may("delete", "support", "precedent")
    | _may("view add change", "support", "adviser"),
    gettext_noop("Wellbeing staff"): {"support.answer_wellbeing"}
    | _may("view add", "support", "precedent")
    | _may("view change", "community", "report"),
    # What costs money is known by work and edition; of people just the name of who is to be paid, and what.
    gettext_noop("Finance staff"): _may("view", "people", "organisation")
    | _may("view", "grants", *GRANTS)
    | _may("add", "grants", "contribution")
    | _may("view add change export", "rates", "exchangerate")
    | _may("export", "grants", "fund", "grant", "instalment")
    | _may("export", "mentoring", "fee")
    | _may("export", "delegations", "perdiem")
    | {"grants.clear_instalment", "grants.pay_instalment"}
    | _may("view", "films", *FILMS, *FINANCING, *DOSSIER)
    | {"films.read_contract"}
    | _may("export", "films", "financingplan")
    | _may("view", "programmes", *PROGRAMMES)
    | _may("view", "mentoring", *FEES)
    | _may("add", "mentoring", "feepayment")
    | _may("view change", "delegations", "perdiem")
    | _may("view", "delegations", "delegation")
    | _may("view", "impact", "statedfigure")
    | {"impact.see_figures"},
    # Sees and exports everything, changes nothing but her and others' tasks and who answers for what, and can
    # stop the mail.
    gettext_noop("Director"): _SEE_ALL
    | _EXPORT
    | {"selection.export_review_notes"}
    | _may("add change delete", "desk", "responsibility")
    | _may("view", "lists", "export")  # who took what out of the house
    | _may("change", "mail", "postman")
    | _may("add", "impact", "frozenreport")
    | {"support.name_readers"}
    # She answers for what is held on people: requests about it, how long it is kept, who reads it.
    | {"privacy.answer_request"}
    | _may("change", "privacy", "request", "rule")
    | _may("view", "privacy", "reading")
    | _may("view", "support", "harassmentreader", "adviser"),
}


EXPORTS = frozenset(name for names in ROLES.values() for name in names if ".export_" in name)


@transaction.atomic
def sync_roles(sender: Any = None, apps: Any = installed, **options: Any) -> None:
    """Give each group exactly its permissions. Twice is as good as once; other groups are left alone."""
    try:
        group = apps.get_model("auth", "Group")
        permission = apps.get_model("auth", "Permission")
    except LookupError:  # a migrate that has not come that far
        return
    wanted = {name.split(".")[0] for names in ROLES.values() for name in names}
    for label in sorted(wanted & {config.label for config in installed.get_app_configs()}):
        create_permissions(installed.get_app_config(label), verbosity=0, apps=apps)
    _make_exports(apps.get_model("contenttypes", "ContentType"), permission)
    known = {
        f"{row.content_type.app_label}.{row.codename}": row
        for row in permission.objects.filter(content_type__app_label__in=wanted).select_related(
            "content_type"
        )
    }
    for name, permissions in ROLES.items():
        role, _new = group.objects.get_or_create(name=name)
        role.permissions.set(known[one] for one in permissions if one in known)


def _make_exports(content_type: Any, permission: Any) -> None:
    """The rights to take a list out: each list has one, and its table need not declare it."""
    tables = {f"{row.app_label}.{row.model}": row for row in content_type.objects.all()}
    made = set(
        permission.objects.filter(codename__startswith="export_").values_list("content_type", "codename")
    )
    for name in sorted(EXPORTS):
        table = tables.get(name.replace(".export_", "."))
        codename = name.split(".")[1]
        if table and (table.pk, codename) not in made:
            words = f"Can take out the list of {table.model}"
            permission.objects.create(content_type=table, codename=codename, name=words)
