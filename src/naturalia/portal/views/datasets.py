"""Pages of data sets: each source as something to cite, take and harvest."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naturalia.catalogue.holdings import holding, sources
from naturalia.catalogue.models import Source
from naturalia.exports import FORMATS, catalogues
from naturalia.exports.signposts import Link
from naturalia.portal.datasets import data_set
from naturalia.portal.machine import base_address
from naturalia.portal.negotiation import HTML, HTML_TYPES, NotAcceptableError, preferred
from naturalia.portal.views.machines import RDF, rdf

FORMS = {HTML: HTML_TYPES, **RDF}


@require_safe
def catalogue_view(request: HttpRequest) -> HttpResponse:
    """All data sets."""
    held = [holding(source) for source in sources()]
    return render(request, "portal/catalogue.html", {"holdings": held})


@require_safe
def dataset_view(request: HttpRequest, number: int) -> HttpResponse:
    """A data set: its page, or its DCAT description if the client likes that better."""
    try:
        form = preferred(request.headers.get("Accept", ""), FORMS)
    except NotAcceptableError:
        return HttpResponse(
            "text/html, text/turtle, application/ld+json\n", status=406, content_type="text/plain"
        )
    response = _page(request, number) if form == HTML else dataset_form_view(request, number, form)
    patch_vary_headers(response, ["Accept"])
    return response


def _page(request: HttpRequest, number: int) -> HttpResponse:
    source = _source(number)
    held = holding(source)
    described = catalogues.dataset(data_set(held, base_address(request)))
    context = {
        "holding": held,
        "source": source,
        "formats": FORMATS.values(),
        "described": {"@context": catalogues.CONTEXT} | described,
    }
    response = render(request, "portal/dataset.html", context)
    place = f"{base_address(request)}/dataset/{number}"
    links = [Link("describedby", f"{place}.{form}", types[0]) for form, types in RDF.items()]
    links.append(Link("type", "https://schema.org/Dataset"))
    if held.licence.startswith("http"):
        links.append(Link("license", held.licence))
    response.headers["Link"] = ", ".join(link.header() for link in links)
    return response


@require_safe
def dataset_form_view(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """A data set as DCAT, in the form that the end of the address names."""
    return rdf(catalogues.dataset(data_set(holding(_source(number)), base_address(request))), form)


def _source(number: int) -> Source:
    found = get_object_or_404(Source.objects.select_related("institution"), pk=number)
    if found not in sources():
        raise Http404(_("Nothing of this data set is visible."))
    return found
