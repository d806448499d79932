"""What each table holds of a person, what she is shown of it, and what becomes of it when she is erased.

Every table that leads to a person stands here, or in `NOT_HERS` with a reason: a test walks all models and
fails for one that is forgotten. Of a row that stays each text, address, link and file is emptied, whether or
not anybody thought of it, but those that `keeps` names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PERSON, ACCOUNT = "people.Person", "people.Account"
NOBODY = "—"  # in the place of a name, or of a reason that was given


class Fate(Enum):
    GONE = "gone"  # the rows are deleted
    EMPTIED = "emptied"  # the rows are counted on, without a word of hers


STATISTICS = _("counted in figures, without her name and without a word of hers")
ACCOUNTS = _("the accounts of payments are kept for as long as the law asks")
NUMBERS = _("numbers and codes: they name nobody")


@dataclass(frozen=True)
class Held:
    """`via`: by which fields its rows lead to those of another table here. `address`: the field that names
    her where no key does. `gone`: which rows are deleted although others stay. `hidden`: never shown; None
    hides the table, and `why` says for what reason. `notes`: the staff's own words, which they look through
    before they pass them on. `shown`: which rows she is shown. `only`: which rows are hers at all.
    """

    model: str
    via: Mapping[str, str]
    fate: Fate = Fate.EMPTIED
    keeps: tuple[str, ...] = ()
    address: str = ""
    gone: Q | None = None
    only: Q | None = None
    hidden: tuple[str, ...] | None = ()
    shown: Q | None = None
    why: str | Promise = STATISTICS
    notes: tuple[str, ...] = ("note", "reason")


def _gone(model: str, via: Mapping[str, str], **more: object) -> Held:
    return Held(model, via, Fate.GONE, **more)  # type: ignore[arg-type]


def _unseen(model: str, via: Mapping[str, str], why: str | Promise, **more: object) -> Held:
    return Held(model, via, hidden=None, why=why, **more)  # type: ignore[arg-type]


OTHERS = _("what others say in confidence, of her or of each other")
TRACES = _("traces of the system, which say nothing that is not shown elsewhere")
WORDS = ["short", "long", "date", "link", "text", "credit", "selection", "award", "facts"]
BY = {"person": PERSON}
APPLICATION = {"application": "calls.Application"}
PARTICIPATION = {"participation": "programmes.Participation"}
MENTORSHIP = {"mentorship": "mentoring.Mentorship"}
PROFILE = {"mentor": "mentoring.MentorProfile"}
GRANT = {"grant": "grants.Grant"}
MEMBER = {"member": "delegations.Member"}

HELD = [
    # -- people
    _gone("people.Alias", BY),
    _gone("people.SecondContact", BY, hidden=None, why=OTHERS),
    _gone("people.Affiliation", BY),
    Held("people.Consent", BY),
    _gone("people.Duplicate", {"first": PERSON, "second": PERSON}, hidden=None, why=TRACES),
    _gone("people.Merge", {"kept": PERSON}, hidden=None, why=TRACES),
    _gone("account.EmailAddress", {"user": ACCOUNT}),
    _gone("account.EmailConfirmation", {"email_address": "account.EmailAddress"}, hidden=None, why=TRACES),
    _gone("mfa.Authenticator", {"user": ACCOUNT}, hidden=("data",)),
    _gone("knox.AuthToken", {"user": ACCOUNT}, hidden=("digest", "token_key")),
    # -- films
    Held("films.Credit", BY),
    _gone("films.CreditEvidence", {"credit": "films.Credit"}, hidden=("reference",)),
    Held("films.Selection", BY),
    Held("films.Award", {"selection": "films.Selection"}, keeps=(
        "prize", "category", "currency", "in_kind", "jury",
    )),
    Held("films.Award_shared_with", BY),
    _gone("films.DossierDocument", {"owner": PERSON}),
    _gone("films.DossierVersion", {"document": "films.DossierDocument"}),
    # Of a project nobody else has a part in, and the world knows nothing of: see `selectors.holdings`.
    Held("films.Work", {"responsible": PERSON}, keeps=("languages", "form"), only=Q(is_public=False)),
    _gone("films.WorkTitle", {"work": "films.Work"}),
    # -- mail
    _gone("mail.Message", BY, address="to_addr", hidden=("dedupe_key", "message_id", "context", "secret",
        "html", "priority", "attempts", "lease_until", "fence", "slot_at"),
        shown=~Q(kind__in=["login_code", "account", "password_reset"])),
    _gone("mail.Attempt", {"message": "mail.Message"}, hidden=None, why=TRACES),
    _gone("mail.Report", {"message": "mail.Message"}, hidden=None, why=TRACES),
    Held("reminders.Occurrence", BY, keeps=("key", "reason"), hidden=None, why=TRACES),
    # -- programmes
    Held("programmes.Participation", BY, keeps=("certificate",)),
    Held("programmes.Absence", PARTICIPATION),
    Held("programmes.Fulfilment", PARTICIPATION),
    _gone("programmes.Deliverable", PARTICIPATION),
    Held("programmes.Stay", PARTICIPATION),
    _gone("programmes.Needs", PARTICIPATION),
    # -- calls
    Held("calls.Application", BY, keeps=("number",), address="email", gone=Q(state="draft"),
        hidden=("version", "link_version", "reason", "state", "code")),  # what was decided and not told yet
    Held("calls.Answer", APPLICATION, keeps=("value", "unfit"), gone=Q(question__kind__in=WORDS),
        hidden=("version",)),
    _gone("calls.Addendum", APPLICATION),
    _gone("calls.Attachment", APPLICATION),
    Held("calls.Member", BY, address="email", hidden=("link_version",)),
    # -- selection
    Held("selection.Juror", BY, keeps=("languages",), hidden=("link_version",)),
    Held("selection.Deliberation_present", {"juror": "selection.Juror"}, hidden=None, why=OTHERS),
    _unseen("selection.Conflict", {**APPLICATION, "juror": "selection.Juror"}, OTHERS),
    _unseen("selection.Assignment", APPLICATION, OTHERS),
    _unseen("selection.Review", {"assignment": "selection.Assignment"}, OTHERS, keeps=("stamps",)),
    _unseen("selection.Mark", {"review": "selection.Review"}, OTHERS),
    _unseen("selection.Decision", APPLICATION, OTHERS),
    _unseen("selection.Decision_prizes", {"decision": "selection.Decision"}, OTHERS),
    Held("selection.Offer", {"decision": "selection.Decision"}, hidden=("link_version",)),
    # -- workshops
    Held("workshops.Speaker", BY),
    Held("workshops.Registration", BY, hidden=("link_version",)),
    _gone("workshops.PlaceRequest", {"registration": "workshops.Registration"}, address="email"),
    Held("workshops.Attendance", BY),
    _gone("workshops.CalendarFeed", BY, hidden=None, why=TRACES),
    # -- mentoring
    Held("mentoring.MentorProfile", BY, keeps=("languages",)),
    Held("mentoring.MentorProfile_fields", {"mentorprofile": "mentoring.MentorProfile"}),
    Held("mentoring.Unavailability", PROFILE),
    _unseen("mentoring.Veto", {**PROFILE, "mentee": PERSON}, OTHERS),
    _unseen("mentoring.Round_mentors", {"mentorprofile": "mentoring.MentorProfile"}, TRACES),
    _unseen("mentoring.Wish", {**PARTICIPATION, **PROFILE}, OTHERS),
    _unseen("mentoring.Pin", {**PARTICIPATION, **PROFILE}, OTHERS),
    _unseen("mentoring.Pairing", {**PARTICIPATION, **PROFILE}, OTHERS, keeps=("reasons",)),
    Held("mentoring.Mentorship", {**PARTICIPATION, **PROFILE}, keeps=("currency",)),
    Held("mentoring.FeePayment", MENTORSHIP, keeps=("currency", "reference"), hidden=None, why=ACCOUNTS),
    _unseen("mentoring.Pulse", MENTORSHIP, OTHERS),
    _unseen("mentoring.ClosingReview", MENTORSHIP, OTHERS),
    Held("mentoring.MentoringSession", MENTORSHIP, hidden=("version",)),
    _gone("mentoring.PrivateNote", {"author": PERSON, "session": "mentoring.MentoringSession"}, hidden=None,
        why=_("private notes of a mentoring are read by who wrote them alone: hers stand on her own pages")),
    # -- grants
    Held("grants.Grant", BY, keeps=("currency", "purpose"), hidden=("note", "token"), why=ACCOUNTS),
    Held("grants.Report", GRANT, hidden=("token",)),
    Held("grants.Instalment", GRANT, keeps=("reference",), hidden=("token",), why=ACCOUNTS),
    Held("grants.Document", GRANT, keeps=("file", "name", "sha256", "content_type"), why=ACCOUNTS,
        gone=Q(instalment=None)),
    # -- industry
    Held("industry.Seat", BY, hidden=("link_version",)),
    Held("industry.Guest", BY, keeps=("languages",), hidden=("link_version",)),
    Held("industry.Away", {"guest": "industry.Guest"}),
    _unseen("industry.Wish", {"guest": "industry.Guest"}, OTHERS),
    Held("industry.Meeting", {"guest": "industry.Guest"}, hidden=("revision",)),
    Held("industry.Note", {"by": ACCOUNT}),
    Held("industry.FollowUp", {"owner": PERSON}),
    _unseen("industry.Notice", BY, TRACES),
    # -- delegations
    Held("delegations.Member", PARTICIPATION),
    _gone("delegations.Leg", MEMBER),
    _gone("delegations.Papers", MEMBER),
    Held("delegations.PerDiem", MEMBER, keeps=("currency", "reference"), why=ACCOUNTS),
    _unseen("delegations.Reserve", BY, OTHERS),
    # -- alumni
    _gone("careers.Change", BY, hidden=("source",)),
    _gone("careers.OpeningFeed", {"account": ACCOUNT}, hidden=None, why=TRACES),
    Held("checkins.CheckIn", BY, keeps=("reminders",), hidden=("link_version",)),
    Held("checkins.Answer", {"checkin": "checkins.CheckIn"}, keeps=("value",),
        gone=Q(question__kind__in=WORDS)),
    Held("checkins.Pause", BY, hidden=("reason",)),
    Held("checkins.Contact", BY),
    Held("placement.Offer", BY, hidden=("link_version",)),
    _gone("placement.Profile", BY, hidden=("cities_key",)),
    _gone("placement.Period", BY),
    _gone("placement.Craft", BY),
    Held("support.SupportRequest", BY, hidden=("token", "kept_from")),
    _gone("support.Message", {"request": "support.SupportRequest"}, hidden=("token",)),
    _gone("support.SealedFile", {"message": "support.Message"}),
    _unseen("support.Reading", {"request": "support.SupportRequest"}, TRACES),
    _unseen("support.Recusal", {"request": "support.SupportRequest"}, OTHERS),
    _gone("community.Profile", BY, hidden=("search_key", "sound_key")),
    _gone("community.Portrait", {"profile": "community.Profile"}),
    _gone("community.Thread", {"starter": PERSON, "other": PERSON}),
    _gone("community.Message", {"thread": "community.Thread"}),
    _gone("community.Block", {"person": PERSON, "blocked": PERSON}, hidden=None, why=OTHERS),
    _gone("community.Report", {"thread": "community.Thread"}, hidden=None, why=OTHERS),
    _gone("desk.Task", BY, hidden=None, why=_("what the staff have set themselves to do")),
    _gone("desk.Habits", {"account": ACCOUNT}, hidden=None, why=TRACES),
    _gone("repeats.Answer", {"account": ACCOUNT}, hidden=None, why=TRACES),
    _gone("impact.Story", BY),
    Held("impact.ToldStory", {"story": "impact.Story"}, why=_("that a report told a story stays, not which")),
    _gone("impact.FunderReport_stories", {"story": "impact.Story"}, hidden=None, why=TRACES),
    # -- privacy
    Held("privacy.Request", BY, hidden=("link_version",)),
    _unseen("privacy.Reading", BY, _("how often is told her; by whom is for those who look after it")),
]  # fmt: skip

# What leads to a person or an account and is nobody's own.
WORK_OF_STAFF = _("what somebody of the staff did in her office; her account stays, and names nobody")
NOT_HERS = {
    "admin.LogEntry": WORK_OF_STAFF,
    "people.Person": _("herself: shown first, and emptied by name"),
    "people.Account": _("her login: closed, and its address taken away"),
    "people.Account_groups": WORK_OF_STAFF,
    "people.Account_user_permissions": WORK_OF_STAFF,
    "people.ConsentText": WORK_OF_STAFF,
    "films.StageChange": _("of a work: its stages and days"),
    "films.Season": _("of a work: public facts of a series"),
    "films.Episode": _("of a work: public facts of a series"),
    "films.FinancingPlan": _("of a work, and of its producer"),
    "films.CountryShare": _("of a work: public facts"),
    "films.RightsOption": _("of a work, and of its producer"),
    "films.Screening": _("of a work: public facts"),
    **dict.fromkeys(
        [
            *("hooks.Endpoint", "hooks.Delivery", "hooks.Attempt", "lists.Export", "lists.SavedView"),
            *("desk.Responsibility", "desk.Taking"),
        ],
        WORK_OF_STAFF,
    ),
    "mail.Postman": WORK_OF_STAFF,
    "mail.Suppression": _("a keyed hash: it keeps her from being written to again, and names nobody"),
    "mail.Wording": WORK_OF_STAFF,
    "programmes.Circular": WORK_OF_STAFF,
    "programmes.Edition_prizes": _("of an edition: which prizes it gave"),
    "selection.Deliberation": WORK_OF_STAFF,
    "selection.Minutes": _("closed minutes are the proof of how a jury decided; nobody can change them"),
    "grants.Contribution": WORK_OF_STAFF,
    "industry.Event": WORK_OF_STAFF,
    "industry.Event_prizes": _("of an event: which prizes it gave"),
    "industry.Project": _("of a work, at a market"),
    "placement.Posting": _("of a production"),
    "support.HarassmentReader": WORK_OF_STAFF,
    "support.Adviser": WORK_OF_STAFF,
    "impact.StatedFigure": WORK_OF_STAFF,
    "impact.FunderReport": WORK_OF_STAFF,
    "impact.FunderReport_editions": _("of a report to a funder: which editions it tells of"),
    "impact.IssuedReport": _("figures of groups, never of a person; what was given away stays as it was"),
    "impact.FrozenReport": _("a frozen report is published and proves what it said; nobody can change it"),
    **dict.fromkeys(
        [
            *("films.Coproducer", "films.FinancingLine", "films.OptionExtension", "films.PlanRate"),
            "films.PlannedSpend",
        ],
        _("of a work, and of its producer"),
    ),
    **dict.fromkeys(
        ["industry.Area", "industry.Slot", "industry.Table", "industry.Travel"],
        _("of an event: its rooms and hours"),
    ),
    **dict.fromkeys(["selection.ChoiceRule", "selection.Prize"], _("of a deliberation: rules and prizes")),
}
