"""Rows of each model with everything a list shows of them, all seen by `owner`, no two alike."""

from collections.abc import Callable
from typing import Any

from model_bakery import baker

from alumni.careers.models import Change
from alumni.checkins.models import CheckIn, Contact, Pause
from alumni.community.models import Profile as DirectoryProfile
from alumni.community.models import Thread
from alumni.desk.models import Task
from alumni.impact.models import FrozenReport, IssuedReport, StatedFigure, Story
from alumni.placement.models import Offer as PlacementOffer
from alumni.placement.models import Posting, Profile
from alumni.support.models import SealedFile, SupportRequest
from foundation.films.models import (
    Award,
    CoproductionRule,
    Credit,
    Deadline,
    DossierDocument,
    Festival,
    FestivalEdition,
    FinancingPlan,
    RebateRule,
    RightsOption,
    Role,
    Screening,
    Section,
    Selection,
    Work,
)
from foundation.hooks.models import Delivery, Endpoint
from foundation.mail.models import Message
from foundation.people.models import Affiliation, Consent, Organisation, Person
from foundation.people.services import say_consent
from foundation.rates.models import ExchangeRate
from foundation.reminders.models import Occurrence, Rule
from residencies.calls.models import Application, Call
from residencies.delegations.models import Delegation, Member, Reserve
from residencies.grants.models import Fund, Grant, Instalment, Report
from residencies.industry.models import Event, FollowUp, Guest, Meeting, Project, Wish
from residencies.mentoring.models import (
    ClosingReview,
    Fee,
    MentoringSession,
    MentorProfile,
    Mentorship,
    Pulse,
    Round,
)
from residencies.programmes.models import (
    Absence,
    Circular,
    Deliverable,
    Edition,
    Participation,
    Programme,
    Requirement,
    Stay,
)
from residencies.selection.models import (
    Assignment,
    CallFigures,
    Conflict,
    Deliberation,
    Juror,
    Jury,
    Minutes,
    Offer,
    Release,
    Review,
)
from residencies.workshops.models import Attendance, Registration, Session, Workshop
from tests import cast
from tests.api.routes import Route
from tests.api.rows_of_desk import task_row
from tests.api.rows_of_ground import (
    affiliation_row,
    application_row,
    award_row,
    call_row,
    change_row,
    checkin_row,
    coproduction_rule_row,
    credit_row,
    deadline_row,
    document_row,
    edition_row,
    festival_edition_row,
    festival_row,
    occurrence_row,
    option_row,
    own_application_row,
    own_file_row,
    own_member_row,
    participation_row,
    plan_row,
    programme_row,
    rebate_rule_row,
    role_row,
    rule_row,
    screening_row,
    selection_row,
    stated_row,
    work_row,
)
from tests.api.rows_of_industry import (
    follow_up_row,
    guest_row,
    industry_event_row,
    industry_meeting_row,
    project_row,
    wish_row,
)
from tests.api.rows_of_placement import directory_row, placement_offer_row, posting_row, work_profile_row
from tests.api.rows_of_reads import (
    attendance_row,
    circular_row,
    contact_row,
    mentor_row,
    message_row,
    pause_row,
    rate_row,
    reserve_row,
    round_row,
)
from tests.api.rows_of_selection import (
    assignment_row,
    conflict_row,
    decision_row,
    deliberation_row,
    juror_row,
    minutes_row,
    offer_row,
    review_row,
)
from tests.api.rows_of_year import (
    absence_row,
    asking_round,
    delegation_row,
    deliverable_row,
    fee_row,
    fund_row,
    grant_row,
    instalment_row,
    looking_back_row,
    meeting_row,
    member_row,
    offered_place_row,
    pair_row,
    pulse_row,
    registration_row,
    report_row,
    requirement_row,
    session_row,
    stay_row,
    support_file_row,
    support_row,
    workshop_row,
)
from tests.community import cast as community
from tests.hooks.cast import delivery_row, endpoint_row
from tests.impact import cast as figures
from tests.selection import cast as selections


def make(model: Any, owner: Person, number: int) -> Any:
    """Row `number` (1, 2, …). Every other one lacks what may be missing; a model without a maker is baked."""
    return MAKERS.get(model, lambda owner, number: baker.make(model))(owner, number)


def maker_of(route: Route) -> Any:
    """What makes the rows of a route: its model, or its name where two routes show one model differently."""
    name = route.name.rpartition("-")[0]
    return name if name in MAKERS else route.model


MAKERS: dict[Any, Callable[[Person, int], Any]] = {
    SupportRequest: support_row,
    SealedFile: support_file_row,
    Consent: lambda owner, number: say_consent(owner, "news", True, how="api", by=None, now=cast.NOW),
    Message: message_row,
    Contact: contact_row,
    Pause: pause_row,
    MentorProfile: mentor_row,
    Round: round_row,
    "my-mentoring-round": asking_round,
    Attendance: attendance_row,
    ExchangeRate: rate_row,
    Reserve: reserve_row,
    Circular: circular_row,
    Person: lambda owner, number: cast.person(sort_name=f"Nom {number % 3}"),
    Organisation: lambda owner, number: Organisation.objects.create(name=f"Maison {number}", country="MA"),
    Affiliation: affiliation_row,
    StatedFigure: stated_row,
    Story: lambda owner, number: figures.story(owner, "agreed" if number % 2 else "asked"),
    IssuedReport: lambda owner, number: figures.issued(cast.administrator()),
    FrozenReport: lambda owner, number: figures.frozen(owner.account or cast.administrator()),
    Work: work_row,
    Endpoint: endpoint_row,
    Delivery: delivery_row,
    Posting: posting_row,
    DirectoryProfile: directory_row,
    Thread: lambda owner, number: community.thread(owner),
    PlacementOffer: placement_offer_row,
    Task: task_row,
    Profile: work_profile_row,
    Role: role_row,
    Credit: credit_row,
    Festival: festival_row,
    FestivalEdition: festival_edition_row,
    Section: lambda owner, number: festival_edition_row(owner, number).sections.get(),
    Deadline: deadline_row,
    Selection: selection_row,
    Award: award_row,
    FinancingPlan: plan_row,
    DossierDocument: document_row,
    RightsOption: option_row,
    Screening: screening_row,
    CoproductionRule: coproduction_rule_row,
    RebateRule: rebate_rule_row,
    Programme: programme_row,
    Edition: edition_row,
    Participation: participation_row,
    Requirement: requirement_row,
    Deliverable: deliverable_row,
    Absence: absence_row,
    Stay: stay_row,
    CheckIn: checkin_row,
    Deliberation: deliberation_row,
    "decision": decision_row,
    "outcome": lambda owner, number: offer_row(owner, number).decision,
    Minutes: minutes_row,
    Mentorship: pair_row,
    MentoringSession: meeting_row,
    Pulse: pulse_row,
    ClosingReview: looking_back_row,
    Fee: fee_row,
    Change: change_row,
    Fund: fund_row,
    Grant: grant_row,
    Instalment: instalment_row,
    Report: report_row,
    Event: industry_event_row,
    Guest: guest_row,
    Project: project_row,
    Wish: wish_row,
    Meeting: industry_meeting_row,
    FollowUp: follow_up_row,
    Delegation: delegation_row,
    Member: member_row,
    "my-delegation-place": offered_place_row,
    Rule: rule_row,
    Occurrence: occurrence_row,
    Call: call_row,
    Application: application_row,
    "my-application": own_application_row,
    "my-application-file": own_file_row,
    "my-application-member": own_member_row,
    Jury: lambda owner, number: juror_row(owner, number).jury,
    Juror: juror_row,
    Assignment: assignment_row,
    Conflict: conflict_row,
    Review: review_row,
    Offer: offer_row,
    Workshop: workshop_row,
    Session: session_row,
    Registration: registration_row,
    Release: lambda owner, number: Release.objects.get(pk=selections.held(selected=1).pk),
    CallFigures: lambda owner, number: CallFigures.objects.get(pk=call_row(owner, number).pk),
}
