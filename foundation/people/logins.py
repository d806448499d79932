"""Accounts, groups and API tokens at the desk: administrators only, for who grants rights holds them all."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as BaseGroupAdmin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from knox.models import AuthToken
from unfold.decorators import action, display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminSelectWidget

from foundation.admin import DeskAdmin, ReadOnly
from foundation.confirm import confirmed
from foundation.people.models import Account
from foundation.people.rights_words import speak

# The addresses of allauth repeat the account's own, and its list of authenticators shows their secrets.
admin.site.unregister([Group, AuthToken, EmailAddress, Authenticator])
# The library's table has no name in our languages, and calls a row by the whole of its hash.
apps.get_app_config("knox").verbose_name = AuthToken._meta.verbose_name_plural = _("API tokens")
AuthToken._meta.verbose_name = _("API token")
AuthToken.__str__ = lambda row: f"{row.token_key}…"

speak()


class AdministratorsOnly:
    def _is_administrator(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active and request.user.is_superuser

    has_module_permission = _is_administrator
    has_view_permission = _is_administrator
    has_add_permission = _is_administrator
    has_change_permission = _is_administrator
    has_delete_permission = _is_administrator


class LowerCaseEmail:
    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class AccountForm(LowerCaseEmail, UserChangeForm):
    class Meta:
        model = Account
        fields = "__all__"
        field_classes: dict[str, Any] = {}


class NewAccountForm(LowerCaseEmail, UserCreationForm):
    class Meta:
        model = Account
        fields = ("email",)
        field_classes: dict[str, Any] = {}
        widgets = {"email": UnfoldAdminEmailInputWidget}


class TokenForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        choices=[(30, _("30 days")), (365, _("a year")), (0, _("until it is revoked"))],
        initial=365,
        widget=UnfoldAdminSelectWidget,
    )


@admin.register(Account)
class AccountAdmin(AdministratorsOnly, BaseUserAdmin, DeskAdmin):
    is_kept_in = True
    form = AccountForm
    add_form = NewAccountForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["email", "whose", "is_staff", "is_superuser", "is_active", "last_login"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    list_select_related = ["person"]
    ordering = ["email"]
    search_fields = ["email", "person__name"]
    readonly_fields = ["whose", "last_login", "date_joined"]
    filter_horizontal = ["groups", "user_permissions"]
    actions_detail = ["new_token", "drop_second_factors"]
    fieldsets = [
        (None, {"fields": ["email", "password", "whose"]}),
        (
            _("What it may do"),
            {"fields": [("is_active", "is_staff"), "groups", "is_superuser"]},
        ),
        (_("Rights beside those of its groups"), {"fields": ["user_permissions"], "classes": ["collapse"]}),
        (_("Dates"), {"fields": [("last_login", "date_joined")]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "usable_password", "password1", "password2", "is_staff", "groups"]}),
    ]

    @display(description=_("person"))
    def whose(self, row: Account) -> str:
        person = getattr(row, "person", None)
        if person is None:
            return ""
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:people_person_change", args=[person.pk]), person
        )

    @action(description=_("New API token"), icon="vpn_key", permissions=["change"])
    def new_token(self, request: HttpRequest, object_id: str) -> HttpResponse:
        account = self.row_or_404(request, object_id)
        back = reverse("admin:people_account_change", args=[account.pk])
        made: list[str] = []

        def do(data: dict[str, Any]) -> str:
            days = data["days"]
            expiry = timedelta(days=days) if days else None
            made.append(AuthToken.objects.create(account, expiry=expiry)[1])
            self.log_change(request, account, "New API token.")
            return gettext("The token was made.")

        answer = confirmed(
            self,
            request,
            Account.objects.filter(pk=account.pk),
            title=gettext("New API token"),
            form_class=TokenForm,
            do=do,
            back=back,
        )
        return self._show_once(request, made[0], back) if made else answer

    @action(description=_("Remove second factors"), icon="phonelink_erase", permissions=["change"])
    def drop_second_factors(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """For a lost phone: the next login needs none, and a new one can be set up."""
        account = self.row_or_404(request, object_id)

        def do(_data: dict[str, Any]) -> str:
            Authenticator.objects.filter(user=account).delete()
            self.log_change(request, account, "Second factors removed.")
            return gettext("%(account)s logs in without a second factor now.") % {"account": account}

        return confirmed(
            self,
            request,
            Account.objects.filter(pk=account.pk),
            title=gettext("Remove second factors"),
            do=do,
            back=reverse("admin:people_account_change", args=[account.pk]),
        )

    def _show_once(self, request: HttpRequest, token: str, back: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("New API token"),
            "token": token,
            "back": back,
        }
        return TemplateResponse(
            request, "admin/token.html", context, headers={"Cache-Control": "no-store, private"}
        )


@admin.register(Group)
class GroupAdmin(AdministratorsOnly, BaseGroupAdmin, DeskAdmin):
    is_kept_in = True
    list_display = ["called"]

    @display(description=_("group"), ordering="name")
    def called(self, row: Group) -> str:
        return str(row)


@admin.register(AuthToken)
class TokenAdmin(AdministratorsOnly, DeskAdmin):
    """Tokens that exist: their first letters, never the token. Deleting one revokes it."""

    is_kept_in = True
    list_display = ["begins", "whose", "made", "ends"]
    list_select_related = ["user"]
    search_fields = ["token_key", "user__email"]
    fields = readonly_fields = list_display
    has_add_permission = ReadOnly.has_add_permission
    has_change_permission = ReadOnly.has_change_permission

    @display(description=_("how it begins"), ordering="token_key")
    def begins(self, row: AuthToken) -> str:
        return row.token_key

    @display(description=_("account"), ordering="user__email")
    def whose(self, row: AuthToken) -> str:
        return str(row.user)

    @display(description=_("made on"), ordering="created")
    def made(self, row: AuthToken) -> str:
        return _moment(row.created)

    @display(description=_("valid until"), ordering="expiry")
    def ends(self, row: AuthToken) -> str:
        return _moment(row.expiry) if row.expiry else "—"


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")
