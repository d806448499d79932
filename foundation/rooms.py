"""What rooms give to those below them, by dotted paths: nothing lower knows what stands above it."""

# The days that reminder rules may hang on, each given by a room.
REMINDER_ANCHORS = {
    "completion": "residencies.programmes.anchors.Completion",
    "edition_start": "residencies.programmes.anchors.EditionStart",
    "edition_end": "residencies.programmes.anchors.EditionEnd",
    "stage": "foundation.reminders.film_anchors.Stage",
    "option_expires": "foundation.reminders.film_anchors.OptionExpires",
    "option_expires_producer": "foundation.reminders.film_anchors.OptionExpiresProducer",
    "call_closes": "residencies.calls.anchors.CallCloses",
    "session": "residencies.workshops.anchors.SessionStart",
    "instalment": "residencies.grants.anchors.InstalmentDue",
    "report": "residencies.grants.anchors.ReportDue",
    "guest_wishes": "residencies.industry.anchors.GuestWishes",
    "project_wishes": "residencies.industry.anchors.ProjectWishes",
    "trip_report": "residencies.delegations.anchors.TripReport",
    "visa": "residencies.delegations.anchors.VisaAppointment",
}
# By which tracks the slate of projects is narrowed: a class with `choices()`, and `works(code)`, the numbers.
PROJECT_TRACKS = "residencies.programmes.selectors.tracks.ProjectTracks"
# What a room keeps from a reader of applications: each takes her account, and gives their numbers.
APPLICATIONS_KEPT_FROM = ["residencies.selection.models.kept_from_room"]
# … and the mails about them: a condition, from the account of who looks at the outbox.
MAIL_KEPT_FROM = [
    "residencies.calls.selectors.mail_kept_from",
    "alumni.support.models.mail_kept_from",
    "alumni.desk.selectors.mail_kept_from",
]
# … and the reminders of them: likewise, of who looks at what became of each.
REMINDERS_KEPT_FROM = ["residencies.calls.selectors.reminders_kept_from"]
# … and the webhooks about them: likewise, of who looks at their deliveries.
HOOKS_KEPT_FROM = [
    "residencies.calls.selectors.hooks_kept_from",
    "residencies.selection.selectors.telling.hooks_kept_from",
    "residencies.grants.selectors.hers.hooks_kept_from",
]
# What rooms say of an application on the pages of those who apply: each takes applications and an instant,
# and gives {number of an application: a sentence}.
APPLICATION_NEWS = ["residencies.selection.selectors.telling.offers_told"]
# Rooms that know of conflicts of interest beside those on record: see `selection.selectors.conflicts`.
JURY_CONFLICTS = ["alumni.desk.jury_ties.mentors"]
# Rooms that count what an edition requires, by its kind: each takes participations and gives
# {number of a participation: how much}. See `programmes.selectors.requirements`.
REQUIREMENT_COUNTS = {
    "sessions": "residencies.workshops.selectors.year.attended",
    "mentoring": "residencies.mentoring.selectors.year.hours",
}
# Rooms with lines for an edition's week at the desk, and with days and duties for a participant's page: see
# `programmes.selectors.week` and `programmes.selectors.agenda`.
EDITION_WEEK = [
    "residencies.workshops.selectors.year.week",
    "residencies.mentoring.selectors.year.week",
    "residencies.grants.selectors.year.week",
    "residencies.industry.selectors.year.week",
    "residencies.delegations.selectors.year.week",
]
# … and with its days to come: `programmes.selectors.days`.
EDITION_DAYS = [
    "residencies.workshops.selectors.year.days",
    "residencies.grants.selectors.year.days",
    "residencies.industry.selectors.year.days",
    "residencies.delegations.selectors.year.days",
]
# What they know of a participation at the desk, and begin from there: `programmes.selectors.week.beside`.
PARTICIPATION_DESK = [
    "residencies.grants.selectors.year.desk",
    "residencies.delegations.selectors.year.desk",
    "alumni.careers.selectors.attribution.desk",
]
PARTICIPANT_AGENDA = [
    "residencies.workshops.selectors.year.agenda",
    "residencies.grants.selectors.year.agenda",
    "residencies.mentoring.selectors.year.agenda",
    "residencies.industry.selectors.year.agenda",
    "residencies.delegations.selectors.year.agenda",
]
# Who is not to get mail of the subscribed stream now: each takes numbers of people and a day, and gives
# those of them who have paused.
PEOPLE_PAUSED = ["alumni.checkins.selectors.paused_people"]
# Who follows a word on a purpose: each takes the new consent, and the instant.
CONSENTS_HEARD = ["alumni.impact.services.follow_consent"]
# Who keeps a record of who read what is sensitive: see `foundation.readings`.
READINGS = ["alumni.privacy.services.readings.note_reading"]
# What a member of a delegation has there, on the page of her trip: each takes (participation, instant), and
# gives `programmes.selectors.agenda.Entry`s.
TRIP_MEETINGS = ["residencies.industry.selectors.year.agenda"]
# What a person's page at the desk tells of her: each takes (person, account of the reader), and gives
# `foundation.strands.Strand`s of what the reader may see. Requests for help are never among them.
PERSON_LIFE = [
    "foundation.people.selectors.life",
    "foundation.films.selectors.life.life",
    "foundation.mail.selectors.life",
    "residencies.programmes.selectors.life.life",
    "residencies.calls.selectors.life",
    "residencies.selection.selectors.life.life",
    "residencies.workshops.selectors.life.life",
    "residencies.mentoring.selectors.life.life",
    "residencies.grants.selectors.life.life",
    "alumni.careers.selectors.life.life",
    "alumni.checkins.selectors.life",
    "alumni.placement.selectors.life.life",
    "alumni.impact.selectors.stories.life",
    "alumni.desk.selectors.life",
]
# What belongs into each list of the desk, told where it is empty: {table: (a sentence, where one begins)}.
EMPTY_LISTS = "alumni.desk.hints.HINTS"
# What the search on top of the desk looks through, in the order in which it tells; never requests for help.
DESK_SEARCH = [
    *("people.person", "people.organisation", "films.work", "programmes.programme", "programmes.edition"),
    *("calls.call", "calls.application", "films.festival", "films.festivaledition", "grants.fund"),
    *("grants.grant", "workshops.workshop", "industry.event", "placement.posting", "mail.message"),
]
