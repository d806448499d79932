"""What belongs into each list of the desk, told where it is empty, and from where one begins."""

from django.utils.translation import gettext_lazy as _

from alumni.desk.hints_of_ground import OF_GROUND

# By table: (a sentence, the list to begin from or None).
HINTS = {
    **OF_GROUND,
    "programmes.programme": (
        _(
            "Residencies, trainings and workshops that you run. Add the first: its tracks and editions "
            "follow."
        ),
        None,
    ),
    "programmes.edition": (
        _("One run of a programme, with its dates and places. Add the programme first, then its edition."),
        "programmes.programme",
    ),
    "programmes.track": (
        _("Directing, writing, production …: what a programme is divided into. Add the programme first."),
        "programmes.programme",
    ),
    "programmes.participation": (
        _(
            "Who takes part in which edition. Offers that are accepted arrive by themselves; earlier "
            "cohorts can be imported."
        ),
        "programmes.edition",
    ),
    "programmes.deliverable": (
        _("What participants hand in for their edition stands here. Begin with what the edition requires."),
        "programmes.edition",
    ),
    "programmes.absence": (
        _("Days on which a participant is away. They are recorded from her participation."),
        "programmes.participation",
    ),
    "programmes.stay": (
        _("Who sleeps where and when. Stays are planned from a participation, once the edition has rooms."),
        "programmes.edition",
    ),
    "programmes.needs": (
        _(
            "What participants say they need at the table, on the way and in the house. Nobody has said "
            "anything."
        ),
        "programmes.participation",
    ),
    "programmes.circular": (
        _("Letters to a whole cohort. Choose participations and press “Write to them”."),
        "programmes.participation",
    ),
    "workshops.workshop": (
        _("Workshops that alumnae or the public come to. Add the first, then its sessions."),
        None,
    ),
    "workshops.session": (
        _("Days and hours of a workshop, with their places. Add the workshop first."),
        "workshops.workshop",
    ),
    "workshops.registration": (
        _("Who has asked for a place. Registrations arrive by themselves once a session is published."),
        "workshops.session",
    ),
    "community.profile": (
        _("What alumnae show of themselves in the directory. Each writes her own entry, in her space."),
        "people.person",
    ),
    "community.report": (
        _("Threads that an alumna has reported. They arrive by themselves; who holds the right reads them."),
        "community.profile",
    ),
    "desk.task": (
        _("What is to be done, and by whom. Add one here or on the page of a person."),
        "people.person",
    ),
    "desk.responsibility": (
        _("Who answers for what waits: everywhere, in a programme or in an edition. Add one for each kind."),
        "people.account",
    ),
    "hooks.endpoint": (
        _("Addresses of other systems that are told of events. Add one, and give them its secret."),
        "",
    ),
    "hooks.delivery": (
        _("What was sent to other systems. It fills by itself once there is an endpoint."),
        "hooks.endpoint",
    ),
    "people.consent": (
        _("What people have agreed to or withdrawn, in their space; add what they have said elsewhere."),
        "people.consenttext",
    ),
    "people.consenttext": (
        _("What is asked of people for each purpose, in versions. Write the first one."),
        "",
    ),
    "privacy.request": (
        _("Who asks for a copy of what is held on her, or to be erased. Note here what arrives on paper."),
        "people.person",
    ),
    "privacy.rule": (_("How long what is held is kept. They come with Masar, switched off."), ""),
    "privacy.reading": (_("Who has read what is sensitive, and when. It fills by itself."), ""),
    "workshops.attendance": (
        _("Who was there. It is taken on the page of a session, on its day."),
        "workshops.session",
    ),
    "calls.call": (
        _("A call for applications to an edition, with its form and dates. Make the form first."),
        "calls.form",
    ),
    "calls.application": (
        _("Applications arrive here once a call is open; drafts are never shown."),
        "calls.call",
    ),
    "calls.form": (
        _("The questions of a call. Add the first form, then a call that asks it."),
        None,
    ),
    "calls.section": (
        _("The parts of a form. They are added on the form’s own page."),
        "calls.form",
    ),
    "calls.question": (
        _("The questions of forms. They are added on the form’s own page."),
        "calls.form",
    ),
    "selection.jury": (
        _(
            "Who reads the applications of a call, by which criteria. Add a jury once the call has closed "
            "or is about to."
        ),
        "calls.call",
    ),
    "selection.juror": (
        _("Jurors are invited from the page of their jury."),
        "selection.jury",
    ),
    "selection.conflict": (
        _("Conflicts of interest, declared by jurors or found in the records. There is none."),
        "selection.jury",
    ),
    "selection.assignment": (
        _("Which juror reads which application. They are given out from the page of a jury."),
        "selection.jury",
    ),
    "selection.review": (
        _("What jurors have written and marked. Nothing has been handed in."),
        "selection.assignment",
    ),
    "selection.deliberation": (
        _("The meeting that chooses among what a jury has read. Add one for a call."),
        "calls.call",
    ),
    "selection.release": (
        _("Where decisions leave in letters, to all at once. A deliberation comes first."),
        "selection.deliberation",
    ),
    "selection.offer": (
        _("Places that were offered, and what was answered. They come with the release of decisions."),
        "selection.release",
    ),
    "selection.callfigures": (
        _("Figures of each call: who began, sent, was chosen. Open a call first."),
        "calls.call",
    ),
    "grants.fund": (
        _("Money that is given for a purpose. Add the first fund: grants are made from it."),
        None,
    ),
    "grants.grant": (
        _("What is granted to whom, from which fund. Add a fund first."),
        "grants.fund",
    ),
    "grants.instalment": (
        _("When each part of a grant is due and paid. They are planned on the page of a grant."),
        "grants.grant",
    ),
    "grants.report": (
        _("What grantees report. A report is asked for with the instalments of a grant."),
        "grants.grant",
    ),
    "rates.exchangerate": (
        _("Rates between currencies by day. Add one before you grant in another currency than the fund’s."),
        "grants.fund",
    ),
    "delegations.delegation": (
        _("A journey with participants to a festival or a market. Add one for an edition."),
        "programmes.edition",
    ),
    "delegations.member": (
        _("Who travels. Members are added on the page of their delegation."),
        "delegations.delegation",
    ),
    "delegations.reserve": (
        _("Who goes if a place becomes free. They are named on the page of a delegation."),
        "delegations.delegation",
    ),
    "delegations.perdiem": (
        _("Daily allowances of those who travel. They are added on the page of a member."),
        "delegations.member",
    ),
    "mentoring.round": (
        _("One matching of mentors and participants, by their wishes. Add one for an edition."),
        "mentoring.mentorprofile",
    ),
    "mentoring.mentorship": (
        _("Pairs of mentor and participant. They come of a round that is confirmed."),
        "mentoring.round",
    ),
    "mentoring.pulse": (
        _("Short questions to both of a pair, now and then. They are asked by themselves."),
        "mentoring.mentorship",
    ),
    "mentoring.closingreview": (
        _("What both of a pair say at the end. It is asked by itself."),
        "mentoring.mentorship",
    ),
    "mentoring.mentorprofile": (
        _("Who mentors, in which fields and languages, and how many at a time. Add the first mentor."),
        "people.person",
    ),
    "mentoring.mentoringsession": (
        _("Sessions that pairs have noted. None has been."),
        "mentoring.mentorship",
    ),
    "mentoring.veto": (
        _("Pairs that one of the two does not want. Nobody has said so."),
        "mentoring.round",
    ),
    "mentoring.fee": (
        _("What mentors are owed and were paid. It follows from the hours of their mentorships."),
        "mentoring.mentorship",
    ),
    "industry.event": (
        _("Days with one-to-one meetings between projects and guests. Add the first event."),
        None,
    ),
    "industry.project": (
        _("Projects that are presented at an event. Add the event first."),
        "industry.event",
    ),
    "industry.guest": (
        _("Producers, sales agents, programmers who come to an event. Add the event first."),
        "industry.event",
    ),
    "industry.wish": (
        _("Whom projects and guests wish to meet. They say it themselves once they are invited."),
        "industry.event",
    ),
    "industry.meeting": (
        _("Meetings of an event. They come of its schedule, made from the wishes."),
        "industry.event",
    ),
    "industry.followup": (
        _("What was promised in meetings. It is noted on the page of a meeting."),
        "industry.meeting",
    ),
    "careers.change": (
        _("What alumnae say has changed, for you to accept or decline. It comes with their check-ins."),
        "checkins.checkin",
    ),
    "careers.opening": (
        _("Deadlines of festivals, labs and funds to come. Add them to the edition of a festival."),
        "films.festivaledition",
    ),
    "checkins.call": (
        _("Alumnae who did not answer, for somebody to telephone. There is nobody to call."),
        "checkins.checkin",
    ),
    "checkins.checkin": (
        _(
            "When each alumna is asked how it goes. Check-ins are planned by themselves once a "
            "participation is completed."
        ),
        "checkins.plan",
    ),
    "checkins.cohort": (
        _("How each cohort answers. It follows from the check-ins of those who have completed."),
        "checkins.checkin",
    ),
    "checkins.contact": (
        _("Calls and messages that colleagues noted. They are recorded on a person’s page."),
        "checkins.call",
    ),
    "checkins.pause": (
        _("Who does not want to be asked for a while. Nobody has paused."),
        "checkins.checkin",
    ),
    "checkins.plan": (
        _("How many months after completion alumnae are asked, and what. Make a questionnaire first."),
        "checkins.questionnaire",
    ),
    "checkins.questionnaire": (
        _("The questions of a check-in. Add the first version, then a plan that asks it."),
        None,
    ),
    "checkins.question": (
        _("Questions of check-ins. They are added on the page of a questionnaire."),
        "checkins.questionnaire",
    ),
    "placement.posting": (
        _(
            "Paid work that productions look for people for. Productions ask for it themselves, or you "
            "add it."
        ),
        None,
    ),
    "placement.offer": (
        _("Whom work was offered to, and what she answered. Offers are sent from a posting."),
        "placement.posting",
    ),
    "placement.profile": (
        _("What alumnae say of when, where and in which languages they work. They write it themselves."),
        "placement.posting",
    ),
    "placement.trackcraft": (
        _("Which crafts each track prepares for: without it no alumna is proposed for work."),
        "programmes.track",
    ),
    "support.precedent": (
        _("Questions that were answered before, without names, for the next time."),
        None,
    ),
    "support.adviser": (
        _("Who advises, on what and in which languages. Add the first adviser."),
        None,
    ),
    "support.harassmentreader": (
        _("The two who alone read reports of harassment. Name them before anybody needs them."),
        None,
    ),
    "impact.statedfigure": (
        _(
            "Figures that others publish, to stand beside yours, each with its source. Add one, or import "
            "a list."
        ),
        None,
    ),
    "impact.frozenreport": (
        _("Reports as they were on the day they were given away. Freeze one on the page of figures."),
        None,
    ),
    "impact.funderreport": (
        _("What funders are told of those who completed. Add a report, look at it, and freeze it."),
        None,
    ),
    "impact.issuedreport": (
        _("Reports to funders as they were frozen, each with the link that hands it on."),
        "impact.funderreport",
    ),
    "impact.story": (
        _("Short texts about a path, which stand in reports once she has agreed. Write one, and ask her."),
        None,
    ),
}
