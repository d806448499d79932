"""Writing to a list of participants: what is written, a look at it with who is left out and why, one send."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from foundation.confirm import CARRIED, once
from foundation.errors import ServiceError
from foundation.mail.models import Message
from foundation.mail.previews import frames
from residencies.programmes import services
from residencies.programmes.letters import RELATED, previewed
from residencies.programmes.models import Circular, Participation
from residencies.programmes.models.mailing import LANGUAGES
from residencies.programmes.selectors.audiences import Audience, audience
from residencies.programmes.services.circulars import WORDS, check_words

SHOWN = 50  # of those who are left out


class CircularForm(forms.Form):
    stream = forms.ChoiceField(
        label=_("what it is"),
        choices=[
            (Message.Stream.TRANSACTIONAL, _("about the programme they are in: to everyone")),
            (Message.Stream.SUBSCRIBED, _("news: to those who take it")),
        ],
        initial=Message.Stream.TRANSACTIONAL,
        widget=UnfoldAdminRadioSelectWidget,
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [f"{part}_{code}" for code in LANGUAGES for part in ("subject", "body")]:
            field = Circular._meta.get_field(name)
            direction = {"dir": "rtl" if name.endswith("_ar") else "ltr", "lang": name[-2:]}
            widget = UnfoldAdminTextInputWidget if name.startswith("subject") else UnfoldAdminTextareaWidget
            self.fields[name] = forms.CharField(
                label=field.verbose_name,
                required=False,
                max_length=150 if name.startswith("subject") else 20_000,
                widget=widget(attrs=direction),
            )

    def words(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if name not in ("stream", "token")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            try:
                check_words(self.words())
            except ServiceError as fault:
                raise forms.ValidationError(str(fault)) from fault
        return data


def write_page(desk: Any, request: HttpRequest, rows: QuerySet[Participation], back: str) -> HttpResponse:
    """Asks what to write; `look` shows it, `confirm` sends it to those it was shown for.

    Where the list or the words have changed since they were looked at, they are shown anew.
    """
    rows = rows.select_related(*RELATED).order_by("person__sort_name", "pk")
    pressed = {"look", "confirm"} & set(request.POST)
    form = CircularForm(request.POST if pressed else None)
    context: dict[str, Any] = {}
    if form.is_valid():
        if "confirm" in request.POST:
            try:
                return _sent(request, rows, form, back)
            except services.NotAsSeen as fault:
                context = {"changed": str(fault)}
        context |= _look(form, audience(rows, form.cleaned_data["stream"], timezone.localdate()))
    context |= {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": gettext("Write to them"),
        "form": form,
        "count": rows.count(),
        "carried": [(name, value) for name in CARRIED for value in request.POST.getlist(name)],
        "words": [f"{{{{ {word} }}}}" for word in WORDS],
        "back": back,
    }
    return TemplateResponse(request, "programmes/desk_write.html", context)


def _look(form: CircularForm, found: Audience) -> dict[str, Any]:
    row = Circular(stream=form.cleaned_data["stream"], **form.words())
    about = found.reached[0] if found.reached else None
    letters = []
    for code in row.languages() if about else []:
        with translation.override(code):
            letter = previewed(row, about, code)  # type: ignore[arg-type]
        letters.append({**letter, "language": code, "frames": frames(letter["html"])[:1]})
    return {
        "looked": True,
        "reached": len(found.reached),
        "seen": services.look_of(found, row),
        "left_out": found.left_out[:SHOWN],
        "left_out_count": len(found.left_out),
        "about": about,
        "letters": letters,
    }


def _sent(request: HttpRequest, rows: QuerySet[Participation], form: CircularForm, back: str) -> HttpResponse:
    token = once(form.cleaned_data["token"], {"stream": form.cleaned_data["stream"], **form.words()})
    try:
        row = services.send_circular(
            rows,
            token,
            stream=form.cleaned_data["stream"],
            words=form.words(),
            by=request.user,
            now=timezone.now(),
            seen=request.POST.get("seen", ""),
        )
    except services.NotAsSeen:
        raise
    except ServiceError as fault:
        messages.error(request, str(fault))
        return HttpResponseRedirect(back)
    said = ngettext("%(count)d mail is on its way.", "%(count)d mails are on their way.", row.reached)
    messages.success(request, said % {"count": row.reached})
    return HttpResponseRedirect(back)
