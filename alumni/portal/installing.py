"""Her space as something she keeps on her phone: its manifest, and a worker that keeps no page of hers."""

import json
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.people.context_processors import site

# What a page needs to look as it does; nothing of it tells anything of anybody.
KEPT = ("masar/masar.css", "masar/mark.svg", "masar/install.js")
ICONS = (("192", "any"), ("512", "any"), ("maskable-512", "maskable"))


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    name = site(request)["foundation_name"]
    told: dict[str, Any] = {
        "id": "/",
        "name": name,
        "short_name": name[:12],
        "description": _("Your space: what waits for you, and what the foundation can do for you."),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": reverse("portal:home"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf6ee",
        "theme_color": "#faf6ee",
        "icons": [
            {
                "src": static(f"masar/icons/{file}.png"),
                "type": "image/png",
                "sizes": "{0}x{0}".format(file.rpartition("-")[2]),
                "purpose": purpose,
            }
            for file, purpose in ICONS
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Its name for what it keeps changes with each file, so that a new version takes over whole."""
    files = [static(path) for path in KEPT]
    offline = reverse("portal:offline")
    page = render(request, "portal/offline.html").content
    version = sha256(b"\n".join([*map(str.encode, files), page])).hexdigest()[:12]
    context = {"told": json.dumps({"name": f"masar-{version}", "files": files, "offline": offline})}
    return render(request, "portal/worker.js", context, content_type="text/javascript")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What stands where the line is broken; kept on her phone, so it says nothing of her."""
    return render(request, "portal/offline.html")
