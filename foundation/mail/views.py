from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from foundation.mail import inbox
from foundation.mail.forms import InboxSearchForm
from foundation.mail.letters import message_of_unsubscribe
from foundation.mail.models import Message, Suppression
from foundation.mail.services import is_suppressed, suppress

# A letter is somebody else's HTML: it runs nothing, loads nothing and is no part of our origin.
LETTER_POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "form-action": [NONE],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


@never_cache
@csrf_exempt  # mail programs send the POST by themselves, without cookie or token (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    message = message_of_unsubscribe(token)
    if message is None:
        return render(request, "mail/unsubscribe_unknown.html", status=404)
    done = is_suppressed(message)
    if request.method == "POST" and not done:
        suppress(
            message.to_addr,
            Message.Stream.SUBSCRIBED,
            Suppression.Reason.UNSUBSCRIBED,
            now=timezone.now(),
        )
        done = True
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    with translation.override(translation.get_language() if chosen else message.language):
        return render(request, "mail/unsubscribe.html", {"done": done})


@never_cache
@require_safe
def inbox_list(request: HttpRequest) -> HttpResponse:
    form = InboxSearchForm(request.GET)
    to = form.cleaned_data["to"] if form.is_valid() else ""
    page = Paginator(inbox.names(to), 25).get_page(request.GET.get("page"))
    mails = list(inbox.read_many(page.object_list))
    return render(request, "inbox/list.html", {"form": form, "to": to, "page": page, "mails": mails})


@never_cache
@require_safe
def inbox_mail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "inbox/mail.html", {"received": _received(name)})


@csp(LETTER_POLICY)
@xframe_options_sameorigin
@never_cache
@require_safe
def inbox_letter(request: HttpRequest, name: str) -> HttpResponse:
    html = _received(name).html
    return HttpResponse(html.replace("<head>", '<head><base target="_blank">', 1))


def _received(name: str) -> inbox.Received:
    received = inbox.read(name)
    if received is None:
        raise Http404
    return received
