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
    **{
        key: {
            "stream": "subscribed",
            "contexts": "alumni.checkins.selectors.checkin_mails",
            "names": ["name", "edition", "day"],
            "example": "alumni.checkins.examples.checkin_mail",
        }
        for key in ("checkin", "checkin_reminder")
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
    **{
        key: {
            "stream": "transactional",
            "contexts": "residencies.calls.out_letters.out_mails",
            "names": ["name", "number", "call", *more],
            "example": "residencies.calls.examples.out_mail",
        }
        for key, more in (
            ("decision_ineligible", []),
            ("decision_incomplete", []),
            ("decision_late", ["day"]),
        )
    },
    "application_again": {
        "stream": "transactional",
        "context": "residencies.calls.letters.again_mail",
        "names": ["name", "number", "call", "day"],
        "example": "residencies.calls.examples.again_mail",
    },
    "member_again": {
        "stream": "transactional",
        "context": "residencies.calls.letters.again_mail",
        "names": ["name", "number", "call", "day", "lead"],
        "example": "residencies.calls.examples.again_mail",
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
    **{
        key: {
            "stream": "transactional",
            "contexts": "residencies.selection.letters.decision_mails",
            "names": ["name", "number", "title", "call", "day"],
            "example": "residencies.selection.examples.decision_mail",
        }
        for key in ("decision_selected", "decision_shortlisted", "decision_waiting", "decision_declined")
    },
    # To those who signed beside the one who leads, in words of their own: she alone holds the button.
    **{
        key: {
            "stream": "transactional",
            "contexts": "residencies.selection.letters.decision_mails",
            "names": ["name", "number", "title", "call", "day", "lead"],
            "example": "residencies.selection.examples.member_mail",
        }
        for key in ("member_selected", "member_shortlisted")
    },
    **{
        key: {
            "stream": "transactional",
            "contexts": "residencies.selection.letters.offer_mails",
            "names": ["name", "number", "title", "call", "day"],
            "example": "residencies.selection.examples.offer_mail",
        }
        for key in ("offer_place", "offer_reminder", "offer_accepted", "offer_lapsed")
    },
    **{
        key: {
            "stream": "transactional",
            "contexts": "residencies.selection.letters.offer_mails",
            "names": ["name", "number", "title", "call", "day", "lead"],
            "example": "residencies.selection.examples.member_mail",
        }
        for key in ("member_accepted", "member_declined")
    },
    **{
        key: {
            "stream": "transactional",
            "context": "residencies.workshops.letters.registration_mail",
            "names": ["name", "session", "edition", "day"],
            "example": "residencies.workshops.examples.registration_mail",
        }
        for key in ("workshop_registered", "workshop_waiting", "workshop_offer", "workshop_lapsed")
    },
    "workshop_confirm": {
        "stream": "transactional",
        "is_about_address": True,
        "context": "residencies.workshops.letters.confirm_mail",
        "names": ["session", "edition", "day"],
        "example": "residencies.workshops.examples.confirm_mail",
    },
    "workshop_changed": {
        "stream": "transactional",
        "context": "residencies.workshops.letters.session_mail",
        "names": ["name", "session", "edition", "day"],
        "example": "residencies.workshops.examples.session_mail",
    },
    "workshop_cancelled": {
        "stream": "transactional",
        "context": "residencies.workshops.letters.cancelled_mail",
        "names": ["name", "session", "edition", "day"],
        "example": "residencies.workshops.examples.session_mail",
    },
    "certificate": {
        "stream": "transactional",
        "context": "residencies.programmes.letters.certificate_mail",
        "names": ["name", "edition"],
        "example": "residencies.programmes.examples.certificate_mail",
    },
    **{
        key: {
            "stream": "transactional",
            "context": "residencies.programmes.letters.deliverable_mail",
            "names": ["name", "edition", "work"],
            "example": "residencies.programmes.examples.deliverable_mail",
        }
        for key in ("deliverable_accepted", "deliverable_returned")
    },
    "circular": {
        "stream": "subscribed",
        "context": "residencies.programmes.letters.circular_mail",
        "languages": "residencies.programmes.letters.circular_languages",
    },
    "circular_notice": {
        "stream": "transactional",
        "context": "residencies.programmes.letters.circular_mail",
        "languages": "residencies.programmes.letters.circular_languages",
    },
    "support_message": {
        "stream": "transactional",
        "context": "alumni.support.selectors.message_mail",
        "names": ["name"],
        "example": "alumni.support.examples.message_mail",
    },
    **{
        key: {
            "stream": "transactional",
            "context": f"alumni.privacy.selectors.letters.{key}",
            "names": ["name"],
            "example": f"alumni.privacy.examples.{key}",
        }
        for key in ("privacy_confirm", "privacy_refused", "privacy_erased")
    },
    "grant_committed": {
        "stream": "transactional",
        "context": "residencies.grants.letters.committed_mail",
        "names": ["name", "purpose", "amount", "fund", "day"],
        "example": "residencies.grants.examples.committed_mail",
    },
    "report_due": {
        "stream": "transactional",
        "context": "residencies.grants.letters.report_mail",
        "names": ["name", "purpose", "amount", "fund", "day"],
        "example": "residencies.grants.examples.due_mail",
    },
    "report_overdue": {
        "stream": "transactional",
        "context": "residencies.grants.letters.report_mail",
        "names": ["name", "purpose", "amount", "fund", "day"],
        "example": "residencies.grants.examples.overdue_mail",
    },
    "report_returned": {
        "stream": "transactional",
        "context": "residencies.grants.letters.report_mail",
        "names": ["name", "purpose", "amount", "fund", "day"],
        "example": "residencies.grants.examples.returned_mail",
    },
    "payment_made": {
        "stream": "transactional",
        "context": "residencies.grants.letters.paid_mail",
        "names": ["name", "purpose", "amount", "fund", "day"],
        "example": "residencies.grants.examples.paid_mail",
    },
    "payment_blocked": {
        "stream": "transactional",
        "context": "residencies.grants.letters.blocked_mail",
        "names": ["name", "purpose", "amount", "fund", "day"],
        "example": "residencies.grants.examples.blocked_mail",
    },
    **{
        key: {
            "stream": "transactional",
            "context": "residencies.mentoring.letters.mentorship_mail",
            "names": ["name", "edition", "other"],
            "example": "residencies.mentoring.examples.mentorship_mail",
        }
        for key in ("mentoring_request", "mentoring_accepted", "mentoring_declined", "mentoring_closing")
    },
    "mentoring_pulse": {
        "stream": "subscribed",
        "context": "residencies.mentoring.letters.pulse_mail",
        "names": ["name", "edition", "other"],
        "example": "residencies.mentoring.examples.pulse_mail",
    },
    "mentoring_silent": {
        "stream": "transactional",
        "is_about_address": True,  # of the account that looks after the pairs
        "context": "residencies.mentoring.letters.silent_mail",
        "example": "residencies.mentoring.examples.silent_mail",
    },
    **{
        key: {
            "stream": "transactional",
            "context": "residencies.delegations.letters.reserve_mail",
            "names": ["name", "edition", "day"],
            "example": "residencies.delegations.examples.reserve_mail",
        }
        for key in ("delegation_offer", "delegation_lapsed")
    },
    "posting_confirm": {
        "stream": "transactional",
        "is_about_address": True,
        "context": "alumni.placement.letters.posting_mail",
        "names": ["role"],
        "example": "alumni.placement.examples.posting_mail",
    },
    **{
        key: {
            "stream": "transactional",
            "context": "alumni.placement.letters.offer_mail",
            "names": ["name", "film", "role", "day"],
            "example": "alumni.placement.examples.offer_mail",
        }
        for key in ("placement_offer", "placement_over")
    },
    **{
        key: {
            "stream": "transactional",
            "is_about_address": True,  # of the production
            "context": "alumni.placement.letters.production_mail",
            "names": ["name", "film", "role", "day"],
            "example": "alumni.placement.examples.production_mail",
        }
        for key in ("placement_contact", "placement_withdrawn", "placement_done")
    },
    "story_asked": {
        "stream": "transactional",
        "context": "alumni.impact.selectors.letters.story_mail",
        "names": ["name"],
        "example": "alumni.impact.examples.story_mail",
    },
    "task_given": {
        "stream": "transactional",
        "context": "alumni.desk.letters.task_mail",
        "names": ["name", "task", "day"],
        "example": "alumni.desk.examples.task_mail",
    },
    "community_message": {
        "stream": "transactional",
        "context": "alumni.community.letters.message_mail",
        "names": ["name", "other"],
        "example": "alumni.community.examples.message_mail",
    },
    "community_report": {
        "stream": "transactional",
        "context": "alumni.community.letters.report_mail",
        "example": "alumni.community.examples.report_mail",
    },
    "industry_wishes": {
        "stream": "transactional",
        "context": "residencies.industry.letters.wishes_mail",
        "names": ["name", "event", "day"],
        "example": "residencies.industry.examples.wishes_mail",
    },
    "industry_agenda": {
        "stream": "transactional",
        "context": "residencies.industry.letters.agenda_mail",
        "names": ["name", "event"],
        "example": "residencies.industry.examples.agenda_mail",
    },
    "industry_changes": {
        "stream": "transactional",
        "context": "residencies.industry.letters.changes_mail",
        "names": ["name", "event"],
        "example": "residencies.industry.examples.changes_mail",
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
    "decision_ineligible": _("not eligible"),
    "decision_incomplete": _("not complete"),
    "decision_late": _("not sent in time"),
    "application_again": _("may be sent after all"),
    "member_again": _("may be sent after all: to the members"),
    "jury_invitation": _("invitation to a jury"),
    "jury_reading": _("applications to be read"),
    "decision_selected": _("selected"),
    "decision_shortlisted": _("chosen for the second step"),
    "decision_waiting": _("on the waiting list"),
    "decision_declined": _("not chosen"),
    "member_selected": _("selected: to the members"),
    "member_shortlisted": _("chosen for the second step: to the members"),
    "offer_place": _("place offered from the waiting list"),
    "offer_reminder": _("reminder of an offered place"),
    "offer_accepted": _("place accepted"),
    "offer_lapsed": _("place not answered for in time"),
    "member_accepted": _("place accepted: to the members"),
    "member_declined": _("place declined: to the members"),
    "workshop_confirm": _("confirming of a place in a workshop"),
    "workshop_registered": _("place in a workshop"),
    "workshop_waiting": _("waiting list of a workshop"),
    "workshop_offer": _("place in a workshop offered"),
    "workshop_lapsed": _("place in a workshop not answered for in time"),
    "workshop_changed": _("session of a workshop changed"),
    "workshop_cancelled": _("session of a workshop cancelled"),
    "certificate": _("certificate"),
    "deliverable_accepted": _("what was handed in is accepted"),
    "deliverable_returned": _("what was handed in is sent back"),
    "circular": _("circular: news"),
    "circular_notice": _("circular about a programme"),
    "support_message": _("a message waits"),
    "privacy_confirm": _("confirming a request about one’s data"),
    "privacy_refused": _("request to be erased is refused"),
    "privacy_erased": _("she is about to be erased"),
    "grant_committed": _("grant"),
    "report_due": _("report on a grant is due"),
    "report_overdue": _("report on a grant is overdue"),
    "report_returned": _("report on a grant sent back"),
    "payment_made": _("payment of an instalment"),
    "payment_blocked": _("payment held up by a report"),
    "mentoring_request": _("request to a mentor"),
    "mentoring_accepted": _("mentoring accepted"),
    "mentoring_declined": _("mentoring declined"),
    "mentoring_closing": _("end of a mentoring"),
    "mentoring_pulse": _("how a mentoring is going"),
    "mentoring_silent": _("silent pairs, to the staff"),
    "delegation_offer": _("place in a delegation offered"),
    "delegation_lapsed": _("place in a delegation not answered for in time"),
    "posting_confirm": _("confirming of a posting, to the production"),
    "placement_offer": _("work offered"),
    "placement_over": _("work not offered any more"),
    "placement_contact": _("work accepted, to the production"),
    "placement_withdrawn": _("work given back, to the production"),
    "placement_done": _("was the work done, to the production"),
    "story_asked": _("a story about her: may it stand in reports"),
    "task_given": _("task, to the colleague who is given it"),
    "community_message": _("message of another alumna"),
    "community_report": _("a thread was reported, to the staff"),
    "industry_wishes": _("whom to meet at an industry event"),
    "industry_agenda": _("agenda of an industry event"),
    "industry_changes": _("changes of an agenda"),
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
    "session": _("the workshop and its session"),
    "work": _("what was handed in"),
    "purpose": _("what the grant is for"),
    "amount": _("the amount, with its currency"),
    "fund": _("the fund"),
    "other": _("the other of the pair"),
    "film": _("the film"),
    "role": _("the role in it"),
    "event": _("the industry event"),
    "task": _("what is to be done"),
    "foundation": _("the foundation’s name"),
}
