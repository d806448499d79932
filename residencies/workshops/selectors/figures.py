"""What those who were there said, added up; small groups stay hidden."""

from dataclasses import dataclass

from django.db.models import Avg, Count, QuerySet

from residencies.workshops.models import Feedback

FEWEST = 5  # voices that are told together


@dataclass(frozen=True)
class Voices:
    """`count` and the rest are None where too few have spoken."""

    count: int | None
    means: dict[str, float]
    comments: list[str]

    @property
    def is_hidden(self) -> bool:
        return self.count is None


def voices(rows: QuerySet[Feedback]) -> Voices:
    """The means of each mark and the comments, in no order that tells who came first; in two queries."""
    added = rows.order_by().aggregate(count=Count("pk"), **{mark: Avg(mark) for mark in Feedback.MARKS})
    if added["count"] < FEWEST:
        return Voices(None, {}, [])
    comments = rows.exclude(comment="").order_by("comment").values_list("comment", flat=True)
    means = {mark: round(float(added[mark]), 1) for mark in Feedback.MARKS}
    return Voices(added["count"], means, list(comments))
