"""Fields of the pages of those who take part, as their browsers show them. Those of the desk are unfold's."""

from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
