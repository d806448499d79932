"""An issued report as a PDF."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from alumni.impact.models import IssuedReport
from alumni.impact.selectors.reports import issue_told
from alumni.impact.selectors.stories import stories_told
from foundation.pdf import pdf


def paper_of(issue: IssuedReport, language: str) -> bytes:
    """The same bytes each time, as long as the stories in it stand: it is set from what was frozen alone."""
    said = issue_told(issue, language)
    with override(language):
        period = _("%(first)s to %(last)s") % {"first": said["starts_on"], "last": said["ends_on"]}
        facts = [
            [capfirst(_("funder")), said["funder"]],
            [_("Completed"), period],
            [_("As of"), said["on"]],
            [_("Issue"), str(issue.number)],
        ]
        if said["before"]:
            facts.append([_("Compared with the report as of"), said["before"]])
        document = {
            "title": said["title"],
            "foundation": settings.FOUNDATION_NAME,
            "foot": f"{settings.FOUNDATION_NAME} · {said['title']} · {said['on']}",
            "intro": said["intro"],
            "facts": facts,
            "hidden": _(
                "… hidden: a group in which fewer than five people stand, or one by which it could be told."
            ),
            "parts": said["parts"],
            "stories_title": _("Stories"),
            **stories_told(issue),
        }
    return pdf("funder", document, language=language, at=issue.frozen_at)
