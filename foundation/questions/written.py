"""What is typed in: a text, a number, a day."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.questions.base import Kind, Question, Roles, Value
from foundation.translated import in_language

LONGEST_TEXT = 5000
MOST = 10**12  # numbers beyond it are slips of the finger
FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)


class Text(Kind):
    code = "text"

    def typed(self, question: Question, text: str) -> str:
        return text[:LONGEST_TEXT]

    def widget(self, question: Question) -> forms.Widget:
        return forms.Textarea({"rows": 4, "maxlength": LONGEST_TEXT, "aria-label": str(question)})

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": LONGEST_TEXT}


class Number(Kind):
    """A whole number between the question's bounds, with its unit."""

    code = "number"
    template = "questions/number.html"
    may_prefill = True
    settings = ("minimum", "maximum", "unit_fr", "unit_ar", "unit_en")

    def typed(self, question: Question, text: str) -> int:
        digits = "".join(text.split())  # 12 000 is written with several kinds of spaces
        # Arabic-Indic digits are digits to int() as well; "1_000" is a number to it alone.
        if not digits.removeprefix("-").isdecimal() or len(digits) > len(str(MOST)) + 1:
            raise ServiceError(_("“%(number)s” is not a whole number.") % {"number": text[:20]})
        least, most = self._bounds(question)
        if not least <= int(digits) <= most:
            words = {"least": least, "most": most}
            raise ServiceError(_("Please write a number from %(least)s to %(most)s.") % words)
        return int(digits)

    def _bounds(self, question: Question) -> tuple[int, int]:
        least, most = question.minimum, question.maximum
        return -MOST if least is None else least, MOST if most is None else most

    def widget(self, question: Question) -> forms.Widget:
        unit = in_language(question, "unit")
        label = f"{question} ({unit})" if unit else str(question)
        # Phones show no minus sign with "numeric".
        mode = "text" if self._bounds(question)[0] < 0 and question.minimum is not None else "numeric"
        return forms.TextInput({"inputmode": mode, "autocomplete": "off", "aria-label": label})

    def schema(self) -> dict[str, Any]:
        return {"type": "integer"}

    def words(self, question: Question, value: Value, roles: Roles) -> list[tuple[str, str]]:
        number = formats.number_format(value[self.code], force_grouping=True)
        return [("", f"{number} {in_language(question, 'unit')}".strip())]


class Day(Kind):
    code = "date"
    may_prefill = True
    # A browser with a calendar sends the first; the second is typed where there is none.
    FORMATS = ("%Y-%m-%d", "%d/%m/%Y")

    def typed(self, question: Question, text: str) -> str:
        try:
            day = forms.DateField(input_formats=self.FORMATS).clean(text)
        except ValidationError:
            day = None
        if day is None or not FIRST <= day <= LAST:
            told = {"day": text[:20]}
            raise ServiceError(_("“%(day)s” is not a day. Write it as day/month/year.") % told)
        return day.isoformat()

    def widget(self, question: Question) -> forms.Widget:
        widget = forms.TextInput({"aria-label": str(question), "autocomplete": "off"})
        widget.input_type = "date"
        return widget

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def words(self, question: Question, value: Value, roles: Roles) -> list[tuple[str, str]]:
        return [("", formats.date_format(date.fromisoformat(value[self.code]), "DATE_FORMAT"))]
