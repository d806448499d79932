"""The kinds of mail there are, of all rooms; settings give them to the mail room."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# What each kind of mail is: its stream, and the selector that gives its context at render time, for one
# message (`context`) or for many together (`contexts`). A mail follows its person to her present address
# and language unless it `is_about_address`; `languages` says which she gets where not all are written. For
# the staff's desk, the names they may write in its texts, and an example to look at. A kind without an
# example has no texts of its own.
MAIL_KINDS: dict[str, dict[str, Any]] = {
    "login_code": {
        "stream": "transactional",
        "is_about_address": True,
        "context": "alumni.portal.selectors.code_mail",
        "example": "alumni.portal.examples.code_mail",
    },
    "account": {
        "stream": "transactional",
        "is_about_address": True,
        "context": "alumni.portal.selectors.account_mail",
        "names": ["name"],
        "example": "alumni.portal.examples.account_mail",
    },
    "password_reset": {
        "stream": "transactional",
        "is_about_address": True,
        "context": "alumni.portal.selectors.password_mail",
        "example": "alumni.portal.examples.password_mail",
    },
    "checkin": {
        "stream": "subscribed",
        "contexts": "alumni.checkins.selectors.checkin_mails",
        "names": ["name", "edition", "day"],
        "example": "alumni.checkins.examples.checkin_mail",
    },
    "checkin_reminder": {
        "stream": "subscribed",
        "contexts": "alumni.checkins.selectors.checkin_mails",
        "names": ["name", "edition", "day"],
        "example": "alumni.checkins.examples.checkin_mail",
    },
    "new_link": {
        "stream": "transactional",
        "contexts": "alumni.checkins.selectors.checkin_mails",
        "names": ["name", "edition", "day"],
        "example": "alumni.checkins.examples.checkin_mail",
    },
    "application_link": {
        "stream": "transactional",
        "context": "residencies.calls.letters.link_mail",
        "names": ["name", "number", "call", "day"],
        "example": "residencies.calls.examples.link_mail",
    },
    "application_receipt": {
        "stream": "transactional",
        "context": "residencies.calls.letters.receipt_mail",
        "names": ["name", "number", "call"],
        "example": "residencies.calls.examples.receipt_mail",
    },
    "application_sign": {
        "stream": "transactional",
        "context": "residencies.calls.letters.sign_mail",
        "names": ["name", "lead", "title", "call", "day"],
        "example": "residencies.calls.examples.sign_mail",
    },
    "application_replacement": {
        "stream": "transactional",
        "context": "residencies.calls.letters.replacement_mail",
        "names": ["name", "member", "number", "call", "day"],
        "example": "residencies.calls.examples.replacement_mail",
    },
    "jury_invitation": {
        "stream": "transactional",
        "context": "residencies.selection.jury_letters.invitation_mail",
        "names": ["name", "call", "day"],
        "example": "residencies.selection.jury_examples.invitation_mail",
    },
    "jury_reading": {
        "stream": "transactional",
        "context": "residencies.selection.jury_letters.reading_mail",
        "names": ["name", "call", "day"],
        "example": "residencies.selection.jury_examples.reading_mail",
    },
    "decision_selected": {
        "stream": "transactional",
        "contexts": "residencies.selection.letters.decision_mails",
        "names": ["name", "number", "title", "call", "day"],
        "example": "residencies.selection.examples.decision_mail",
    },
    "decision_shortlisted": {
        "stream": "transactional",
        "contexts": "residencies.selection.letters.decision_mails",
        "names": ["name", "number", "title", "call", "day"],
        "example": "residencies.selection.examples.decision_mail",
    },
    "decision_waiting": {
        "stream": "transactional",
        "contexts": "residencies.selection.letters.decision_mails",
        "names": ["name", "number", "title", "call", "day"],
        "example": "residencies.selection.examples.decision_mail",
    },
    "decision_declined": {
        "stream": "transactional",
        "contexts": "residencies.selection.letters.decision_mails",
        "names": ["name", "number", "title", "call", "day"],
        "example": "residencies.selection.examples.decision_mail",
    },
    "offer_place": {
        "stream": "transactional",
        "contexts": "residencies.selection.letters.offer_mails",
        "names": ["name", "number", "title", "call", "day"],
        "example": "residencies.selection.examples.offer_mail",
    },
    "offer_reminder": {
        "stream": "transactional",
        "contexts": "residencies.selection.letters.offer_mails",
        "names": ["name", "number", "title", "call", "day"],
        "example": "residencies.selection.examples.offer_mail",
    },
    "offer_accepted": {
        "stream": "transactional",
        "contexts": "residencies.selection.letters.offer_mails",
        "names": ["name", "number", "title", "call", "day"],
        "example": "residencies.selection.examples.offer_mail",
    },
    "offer_lapsed": {
        "stream": "transactional",
        "contexts": "residencies.selection.letters.offer_mails",
        "names": ["name", "number", "title", "call", "day"],
        "example": "residencies.selection.examples.offer_mail",
    },
    "mentoring_request": {
        "stream": "transactional",
        "context": "residencies.mentoring.letters.mentorship_mail",
        "names": ["name", "other", "edition"],
        "example": "residencies.mentoring.examples.mentorship_mail",
    },
    "mentoring_accepted": {
        "stream": "transactional",
        "context": "residencies.mentoring.letters.mentorship_mail",
        "names": ["name", "other", "edition"],
        "example": "residencies.mentoring.examples.mentorship_mail",
    },
    "mentoring_declined": {
        "stream": "transactional",
        "context": "residencies.mentoring.letters.mentorship_mail",
        "names": ["name", "other", "edition"],
        "example": "residencies.mentoring.examples.mentorship_mail",
    },
    "mentoring_closing": {
        "stream": "transactional",
        "context": "residencies.mentoring.letters.mentorship_mail",
        "names": ["name", "other", "edition"],
        "example": "residencies.mentoring.examples.mentorship_mail",
    },
    "trial": {"stream": "transactional", "context": "foundation.mail.previews.trial_mail"},
    "reminder": {
        "stream": "subscribed",
        "context": "foundation.reminders.selectors.reminder_mail",
        "languages": "foundation.reminders.selectors.mail_languages",
    },
    "notice": {
        "stream": "transactional",
        "context": "foundation.reminders.selectors.reminder_mail",
        "languages": "foundation.reminders.selectors.mail_languages",
    },
}
MAIL_KIND_NAMES = {
    "login_code": _("login code"),
    "account": _("welcome"),
    "password_reset": _("new password"),
    "checkin": _("check-in"),
    "checkin_reminder": _("reminder of a check-in"),
    "new_link": _("new link"),
    "application_link": _("link to an application"),
    "application_receipt": _("receipt of an application"),
    "application_sign": _("signature of a member"),
    "application_replacement": _("member to be replaced"),
    "jury_invitation": _("invitation to a jury"),
    "jury_reading": _("applications to be read"),
    "decision_selected": _("selected"),
    "decision_shortlisted": _("chosen for the second step"),
    "decision_waiting": _("on the waiting list"),
    "decision_declined": _("not chosen"),
    "offer_place": _("place offered from the waiting list"),
    "offer_reminder": _("reminder of an offered place"),
    "offer_accepted": _("place accepted"),
    "offer_lapsed": _("place not answered for in time"),
    "mentoring_request": _("request to a mentor"),
    "mentoring_accepted": _("mentoring accepted"),
    "mentoring_declined": _("mentoring declined"),
    "mentoring_closing": _("end of a mentoring"),
    "trial": _("trial"),
    "reminder": _("reminder"),
    "notice": _("notice"),
}
# What stands for a name in the staff's texts; `foundation` may be written in every kind.
MAIL_NAMES = {
    "name": _("her name"),
    "edition": _("the programme and its edition"),
    "day": _("the last day to answer"),
    "call": _("the title of the call"),
    "number": _("the number of the application"),
    "title": _("the title of the project"),
    "lead": _("who leads the application"),
    "member": _("the member who has left"),
    "other": _("the other of the pair"),
    "foundation": _("the foundation’s name"),
}
