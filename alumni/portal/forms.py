from allauth.account.forms import RequestLoginCodeForm as BaseRequestLoginCodeForm
from django.utils import timezone

from foundation.people.services import open_account_for_address


class RequestLoginCodeForm(BaseRequestLoginCodeForm):
    def clean_email(self) -> str:
        """Whoever the foundation knows by this address has her login from her first request on."""
        open_account_for_address(self.cleaned_data["email"], now=timezone.now())
        return super().clean_email()
