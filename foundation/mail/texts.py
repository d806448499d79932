"""The mails at the staff's desk: looked at in every language, put into their own words, tried."""

from typing import Any
from urllib.parse import urlencode

from csp.decorators import csp
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from unfold.contrib.filters.admin import BooleanRadioFilter
from unfold.decorators import action, display

from foundation.admin import DeskAdmin, ReadOnly, faults_told
from foundation.confirm import confirmed
from foundation.errors import ServiceError
from foundation.mail import previews, wordings
from foundation.mail.filters import KindFilter, LanguageFilter
from foundation.mail.forms import TextForm
from foundation.mail.models import Message, Wording
from foundation.mail.views import LETTER_POLICY


@admin.register(Wording)
class WordingAdmin(ReadOnly, DeskAdmin):
    """The list holds the versions; above it stands each mail in each language, with a page of its own."""

    list_display = ["kind_shown", "language", "version", "is_current", "by", "at"]
    list_filter = [KindFilter, LanguageFilter, ("is_current", BooleanRadioFilter)]
    list_select_related = ["by"]
    list_before_template = "mail/desk_kinds.html"
    ordering = ["-at", "-pk"]
    fields = ["kind_shown", ("language", "version", "is_current"), *Wording.PARTS, ("by", "at")]
    readonly_fields = ["kind_shown"]
    actions_detail = ["restore"]

    @display(description=_("kind"), ordering="kind")
    def kind_shown(self, row: Wording) -> str:
        return row.kind_name

    def has_write_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("mail.add_wording")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        in_use = Wording.objects.visible_to(request.user).filter(is_current=True)
        versions = {
            (kind, language): n for kind, language, n in in_use.values_list("kind", "language", "version")
        }
        kinds = [
            {
                "name": settings.MAIL_KIND_NAMES[kind],
                "languages": [
                    {**one, "version": versions.get((kind, one["code"]))} for one in _languages(kind)
                ],
            }
            for kind in wordings.kinds_with_texts()
        ]
        return super().changelist_view(request, {**(extra_context or {}), "kinds": kinds})

    def get_urls(self) -> list[Any]:
        pages = [
            ("", self.text_page, "text"),
            ("letter/", self.letter, "letter"),
            ("trial/", self.trial, "trial"),
        ]
        return [
            *(
                path(
                    f"of/<slug:kind>/<slug:language>/{end}",
                    self.admin_site.admin_view(page),
                    name=f"mail_wording_{name}",
                )
                for end, page, name in pages
            ),
            *super().get_urls(),
        ]

    def text_page(self, request: HttpRequest, kind: str, language: str) -> HttpResponse:
        """The mail as it looks, and the form for its words; `look` shows them before they are saved."""
        self._may(request, kind, language)
        last = Wording.objects.filter(kind=kind, language=language, is_current=True).first()
        draft = None
        if request.method == "POST":
            form = TextForm(request.POST, kind=kind)
            if not self.has_write_permission(request):
                raise PermissionDenied
            if form.is_valid() and "look" in request.POST:
                draft = Wording(kind=kind, language=language, **form.texts)
            elif form.is_valid() and self._saved(request, form, kind, language):
                return HttpResponseRedirect(request.get_full_path())
        else:
            initial = {**(last.texts if last else {}), "since": last.version if last else 0}
            form = TextForm(initial=initial, kind=kind)
        chosen = self._chosen(request, kind)
        page = {
            **self._about(request, kind, language, chosen),
            **_looks(kind, language, chosen, draft),
            "draft": draft,
            "form": form,
            "written": [(form.fields[part].label, text) for part, text in last.texts.items()] if last else [],
        }
        return TemplateResponse(request, "mail/desk_text.html", page)

    def _saved(self, request: HttpRequest, form: TextForm, kind: str, language: str) -> bool:
        since, now = form.cleaned_data["since"], timezone.now()
        try:
            wordings.save_wording(kind, language, form.texts, since=since, by=request.user, now=now)
        except ServiceError as fault:
            form.add_error(None, str(fault))
            return False
        messages.success(request, gettext("Saved: the next mails are written with these words."))
        return True

    def _about(
        self, request: HttpRequest, kind: str, language: str, chosen: Message | None
    ) -> dict[str, Any]:
        versions = urlencode({"kind": kind, "language": language})
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": settings.MAIL_KIND_NAMES[kind],
            "language": language,
            "languages": _languages(kind, chosen),
            "messages_to_choose": _choosable(kind, request.user, chosen),
            "chosen": chosen,
            "names": [(f"{{{{ {name} }}}}", settings.MAIL_NAMES[name]) for name in wordings.names_of(kind)],
            "may_write": self.has_write_permission(request),
            "trial_url": reverse("admin:mail_wording_trial", args=[kind, language]),
            "versions_url": f"{reverse('admin:mail_wording_changelist')}?{versions}",
        }

    # Stricter than the demo's inbox: nothing in it may be followed.
    @csp({**LETTER_POLICY, "sandbox": [True]})
    @xframe_options_sameorigin
    def letter(self, request: HttpRequest, kind: str, language: str) -> HttpResponse:
        """The letter by itself, for the frames of its page."""
        self._may(request, kind, language)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        shown = previews.preview(kind, language, row=self._chosen(request, kind))
        return HttpResponse(previews.in_scheme(shown.texts["html"], request.GET.get("scheme", "")))

    def trial(self, request: HttpRequest, kind: str, language: str) -> HttpResponse:
        self._may(request, kind, language)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_write_permission(request):
            raise PermissionDenied
        with faults_told(request):
            previews.send_trial(kind, language, by=request.user, now=timezone.now())
            messages.success(request, gettext("The trial is on its way to you."))
        return HttpResponseRedirect(reverse("admin:mail_wording_text", args=[kind, language]))

    def _may(self, request: HttpRequest, kind: str, language: str) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if kind not in wordings.kinds_with_texts() or language not in dict(settings.LANGUAGES):
            raise Http404

    def _chosen(self, request: HttpRequest, kind: str) -> Message | None:
        """The message that was chosen, if this reader may read its letter."""
        number = request.GET.get("message", "")
        if kind in previews.UNREAD or not number.isdecimal() or len(number) > 18:
            return None
        rows = Message.objects.visible_to(request.user).filter(kind=kind).select_related("person")
        return rows.filter(pk=number).first()

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        row = self.get_object(request, unquote(str(object_id)))
        return super().get_actions_detail(request, object_id) if row and not row.is_current else []

    @action(description=_("Use it again"), icon="restore", permissions=["write"])
    def restore(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)

        def do(_data: dict[str, Any]) -> str:
            wordings.restore_wording(row, by=request.user, now=timezone.now())
            return gettext("The next mails are written with these words.")

        back = reverse("admin:mail_wording_text", args=[row.kind, row.language])
        rows, title = Wording.objects.filter(pk=row.pk), gettext("Use this version again")
        return confirmed(self, request, rows, title=title, do=do, back=back)


def _languages(kind: str, chosen: Message | None = None) -> list[dict[str, Any]]:
    """The pages of a kind, one a language."""
    asked = f"?message={chosen.pk}" if chosen else ""
    return [
        {"code": code, "name": name, "url": reverse("admin:mail_wording_text", args=[kind, code]) + asked}
        for code, name in settings.LANGUAGES
    ]


def _choosable(kind: str, viewer: Any, chosen: Message | None) -> list[Message]:
    """The newest, and the chosen one if it is older."""
    rows = previews.choosable(kind, viewer)
    return rows if chosen is None or chosen in rows else [chosen, *rows]


def _looks(kind: str, language: str, chosen: Message | None, draft: Wording | None) -> dict[str, Any]:
    """The mail's texts and its frames: each an address of its own, or a draft's HTML, which has none."""
    shown = previews.preview(kind, language, row=chosen, wording=draft)
    letter = reverse("admin:mail_wording_letter", args=[kind, language])
    if draft:
        return {"preview": shown, "frames": previews.frames(shown.texts["html"])}
    frames = []
    for size, scheme, title in previews.FRAMES:
        query = {"scheme": scheme, **({"message": chosen.pk} if chosen else {})}
        frames.append({"title": title, "size": size, "url": f"{letter}?{urlencode(query)}"})
    return {"preview": shown, "frames": frames}
