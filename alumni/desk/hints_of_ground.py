"""Hints for the lists of the ground floor: see `hints`."""

from django.utils.translation import gettext_lazy as _

OF_GROUND = {
    "people.person": (
        _(
            "Everybody the foundation knows stands here once: those who apply, take part, mentor, judge. "
            "Import your list, or add the first person."
        ),
        None,
    ),
    "people.organisation": (
        _(
            "Schools, companies, funds and broadcasters that people and works are linked to. Import your "
            "list, or add the first."
        ),
        None,
    ),
    "people.duplicate": (
        _(
            "Pairs of records that may be one person are proposed here every night, and after each "
            "import. There is none to decide."
        ),
        "people.person",
    ),
    "people.merge": (
        _("Each merge of two records is kept here, and can be taken back for some weeks. None has happened."),
        "people.duplicate",
    ),
    "people.account": (
        _("Whoever may log in. Open a login from a person’s record, or add an account for a colleague."),
        "people.person",
    ),
    "auth.group": (
        _("Roles of the staff: each is a set of rights that accounts are given."),
        "people.account",
    ),
    "knox.authtoken": (
        _("Tokens by which other programs use the API in an account’s name. None is in use."),
        "people.account",
    ),
    "lists.export": (
        _(
            "Each list that somebody takes out as a file is noted here: who, what, how many rows, when. "
            "None has left."
        ),
        None,
    ),
    "films.work": (
        _("Projects and films: one record from the idea to the release. Import your list, or add the first."),
        None,
    ),
    "films.credit": (
        _("Who did what in which work. Credits are added on the page of a work, or imported."),
        "films.work",
    ),
    "films.role": (
        _("Crafts that credits name, by department."),
        "films.credit",
    ),
    "films.season": (
        _("Seasons of series. They are added to a work that is a series."),
        "films.work",
    ),
    "films.episode": (
        _("Episodes of series. Add the season first."),
        "films.season",
    ),
    "films.dossierdocument": (
        _("Scripts, budgets and decks of projects. They are sent in on the page of a project."),
        "films.work",
    ),
    "films.rightsoption": (
        _("Options on books and rights, with the day on which they end. They are added for a work."),
        "films.work",
    ),
    "films.financingplan": (
        _("How a work is paid for: who gives what, and how certain it is. Add one for a work."),
        "films.work",
    ),
    "films.coproductionrule": (
        _("What treaties and conventions ask of co-producers, with the day from which they hold."),
        "films.financingplan",
    ),
    "films.rebaterule": (
        _("What a country gives back of what is spent there, with the day from which it holds."),
        "films.financingplan",
    ),
    "films.festival": (
        _("Festivals, markets, labs and funds that choose works. Add the first: its editions follow."),
        None,
    ),
    "films.festivaledition": (
        _("One year of a festival, with its dates and sections. Add the festival first."),
        "films.festival",
    ),
    "films.section": (
        _("Sections of a festival’s edition, with what they ask of a premiere."),
        "films.festivaledition",
    ),
    "films.screening": (
        _("Where a work was or will be shown. Screenings are added for a work."),
        "films.work",
    ),
    "films.selection": (
        _("Which festival chose which work or person. Add one, or import your list."),
        "films.festivaledition",
    ),
    "films.award": (
        _("Prizes of selections. Add the selection first, or import your list."),
        "films.selection",
    ),
    "mail.message": (
        _("Every letter that leaves, or waits to. None has been written."),
        "mail.wording",
    ),
    "mail.wording": (
        _("Your own words in letters. Without any the built-in ones are sent: choose a letter above."),
        None,
    ),
    "mail.report": (
        _("What mail servers say of letters that came back. None has."),
        "mail.message",
    ),
    "mail.suppression": (
        _("Addresses that are not written to any more. There is none."),
        "mail.report",
    ),
    "mail.postman": (
        _("How the delivery goes, once it has looked at the outbox for the first time."),
        "mail.message",
    ),
    "mail.historicalsuppression": (
        _("When addresses were blocked and freed, and by whom. None has been."),
        "mail.suppression",
    ),
    "reminders.rule": (
        _("Letters that leave by themselves some days before or after a date. Add the first rule."),
        None,
    ),
    "reminders.occurrence": (
        _("Reminders that rules have planned, for whom and when. Add a rule and switch it on."),
        "reminders.rule",
    ),
}
