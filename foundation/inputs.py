"""Fields of the pages of those who take part, as their browsers show them. Those of the desk are unfold's."""

from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SeenForm(forms.Form):
    """With a mark of what she had read when she began to type: see `foundation.errors.Stale`."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"id": False}))

    def see(self, seen: str) -> None:
        """She reads what stands there now: what she typed stays, and another press is her word."""
        self.data = {**self.data.dict(), self.add_prefix("seen"): seen}  # type: ignore[attr-defined]
