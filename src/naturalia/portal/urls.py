"""Addresses of the pages."""

from __future__ import annotations

from django.urls import path, re_path

from naturalia.portal.views import api_page, front, harvests, institutions, quality, search, specimen

app_name = "portal"
PID = r"(?P<pid>[^/]+/[^/]+?)"

urlpatterns = [
    path("", front.front_view, name="front"),
    path("search", search.search_view, name="search"),
    path("specimen", specimen.specimen_by_id, name="specimen-by-id"),
    re_path(rf"^specimen/{PID}\.json$", specimen.specimen_json, name="specimen-json"),
    re_path(rf"^specimen/{PID}/history$", specimen.history_view, name="history"),
    re_path(
        rf"^specimen/{PID}/difference/(?P<before>[0-9]{{1,9}})/(?P<after>[0-9]{{1,9}})$",
        specimen.difference_view,
        name="difference",
    ),
    re_path(rf"^specimen/{PID}/(?P<number>[0-9]{{1,9}})$", specimen.version_view, name="version"),
    re_path(rf"^specimen/{PID}$", specimen.specimen_view, name="specimen"),
    path("institutions", institutions.institutions_view, name="institutions"),
    path("institution/<path:code>/quality", quality.institution_quality_view, name="institution-quality"),
    path("institution/<path:code>", institutions.institution_view, name="institution"),
    path("harvests", harvests.harvests_view, name="harvests"),
    path("harvest/<int:number>", harvests.harvest_view, name="harvest"),
    path("harvest/<int:number>/quality", quality.harvest_quality_view, name="harvest-quality"),
    path("api", api_page.api_page_view, name="api"),
]
