"""All addresses of the web application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("naturalia.api.urls")),
    path("", include("naturalia.portal.urls")),
]
handler400 = "naturalia.service.errors.bad_request"
handler404 = "naturalia.service.errors.not_found"
handler500 = "naturalia.service.errors.server_error"
