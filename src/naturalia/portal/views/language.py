"""The language of the interface: as the reader chose it, else as the browser asks for it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

KEPT_SECONDS = 365 * 86_400


@csrf_exempt  # a language harms nobody, and a token would keep every page out of caches
@require_POST
def language_view(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to the page, whose address does not change."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if chosen not in dict(settings.LANGUAGES):
        return HttpResponse(
            _("There is no such language."), status=400, content_type="text/plain; charset=utf-8"
        )
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=KEPT_SECONDS, samesite="Lax")
    return response
