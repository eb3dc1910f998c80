"""Addresses of the pages."""

from __future__ import annotations

import re

from django.urls import path, re_path

from naturalia.portal.machine import FORMS
from naturalia.portal.negotiation import HTML
from naturalia.portal.views import (
    api_page,
    compare,
    datasets,
    exports,
    feeds,
    filters,
    front,
    harvests,
    institutions,
    language,
    lists,
    machines,
    quality,
    results,
    search,
    sources,
    specimen,
    taxonomy,
)

app_name = "portal"
PID = r"(?P<pid>[^/]+/[^/]+?)"
FORM = "|".join(re.escape(name) for name in FORMS if name != HTML)

urlpatterns = [
    path("", front.front_view, name="front"),
    path("search", search.search_view, name="search"),
    re_path(r"^search/charts/(?P<name>[a-z]+)\.csv$", results.chart_csv_view, name="chart-csv"),
    path("outlines.geojson", results.outlines_view, name="outlines"),
    path("language", language.language_view, name="language"),
    path("search/all", filters.filters_view, name="filters"),
    path("search/area", filters.area_view, name="area"),
    path("search/suggest/<str:term>", filters.suggestions_view, name="suggestions"),
    path("search/list", lists.new_list_view, name="new-list"),
    path("search/list/<str:list_id>.csv", lists.list_table_view, name="list-table"),
    path("search/list/<str:list_id>", lists.list_view, name="list"),
    path("taxonomy", taxonomy.taxonomy_view, name="taxonomy"),
    path("compare", compare.compare_view, name="compare"),
    path("search.atom", feeds.feed_view, name="feed"),
    path("search/facets", search.facets_view, name="facets"),
    path("search/facet/<str:term>", search.values_view, name="facet-values"),
    path("search/choose", search.choose_facets_view, name="choose-facets"),
    path("specimen", specimen.specimen_by_id, name="specimen-by-id"),
    re_path(
        rf"^specimen/{PID}(?:/(?P<number>[0-9]{{1,9}}))?\.(?P<form>{FORM})$", specimen.form_view, name="form"
    ),
    re_path(rf"^specimen/{PID}/history$", specimen.history_view, name="history"),
    re_path(
        rf"^specimen/{PID}/difference/(?P<before>[0-9]{{1,9}})/(?P<after>[0-9]{{1,9}})$",
        specimen.difference_view,
        name="difference",
    ),
    re_path(rf"^specimen/{PID}/(?P<number>[0-9]{{1,9}})/tests$", specimen.tests_view, name="tests"),
    re_path(rf"^specimen/{PID}/(?P<number>[0-9]{{1,9}})$", specimen.version_view, name="version"),
    re_path(rf"^specimen/{PID}$", specimen.specimen_view, name="specimen"),
    path("institutions", institutions.institutions_view, name="institutions"),
    path("institution/<path:code>/quality", quality.institution_quality_view, name="institution-quality"),
    path("institution/<path:code>", institutions.institution_view, name="institution"),
    path("sources", sources.sources_view, name="sources"),
    re_path(r"^sources/(?P<number>[0-9]{1,18})$", sources.source_view, name="source"),
    path("harvests", harvests.harvests_view, name="harvests"),
    path("harvest/<int:number>", harvests.harvest_view, name="harvest"),
    path("harvest/<int:number>/quality", quality.harvest_quality_view, name="harvest-quality"),
    path("api", api_page.api_page_view, name="api"),
    path("catalogue", datasets.catalogue_view, name="catalogue"),
    re_path(r"^catalogue\.(?P<form>ttl|jsonld)$", machines.catalogue_rdf_view, name="catalogue-rdf"),
    re_path(r"^dataset/(?P<number>[0-9]{1,18})$", datasets.dataset_view, name="dataset"),
    re_path(
        r"^dataset/(?P<number>[0-9]{1,18})\.(?P<form>ttl|jsonld)$",
        datasets.dataset_form_view,
        name="dataset-form",
    ),
    path("exports", exports.exports_view, name="exports"),
    path("export", exports.new_export_view, name="new-export"),
    re_path(r"^export/(?P<number>[0-9]{1,18})$", exports.export_view, name="export"),
    re_path(r"^export/(?P<number>[0-9]{1,18})/file$", exports.file_view, name="export-file"),
    re_path(
        r"^export/(?P<number>[0-9]{1,18})/citation\.(?P<form>txt|bib|json)$",
        exports.citation_view,
        name="export-citation",
    ),
    re_path(
        r"^export/(?P<number>[0-9]{1,18})/(?P<verb>cancel|reproduce)$",
        exports.change_view,
        name="export-change",
    ),
    path("oai", machines.oai_view, name="oai"),
    path("oai/opends.xsd", machines.opends_schema_view, name="opends-schema"),
    path("robots.txt", machines.robots_view, name="robots"),
    path("sitemap.xml", machines.sitemap_index_view, name="sitemap-index"),
    re_path(
        r"^sitemaps/(?P<name>pages|specimens-[0-9]{1,9})\.xml\.gz$", machines.sitemap_view, name="sitemap"
    ),
    path(".well-known/void", machines.void_view, name="void"),
]
