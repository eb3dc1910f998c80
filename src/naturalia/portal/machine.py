"""A specimen for machines: its forms, the links between them, and what caches may do with them."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from naturalia.catalogue import registry
from naturalia.catalogue.queries import SpecimenState
from naturalia.exports.representations import REPRESENTATIONS, Facts, Representation
from naturalia.exports.schema_org import specimen
from naturalia.exports.signposts import LINKSET, link_header, linkset, metadata_links, page_links
from naturalia.portal.negotiation import HTML, HTML_TYPES, NotAcceptableError, preferred
from naturalia.specimen.pid import mint

PUBLISHER = "Naturalia"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"
LINKSET_FORM = "linkset.json"
FORMS = {
    HTML: HTML_TYPES,
    **{name: one.media_types for name, one in REPRESENTATIONS.items()},
    LINKSET_FORM: (LINKSET,),
}


def base_address(request: HttpRequest) -> str:
    """Where this installation is reached: ``NATURALIA_ADDRESS``, else as the request came."""
    stated = os.environ.get("NATURALIA_ADDRESS", "").rstrip("/")
    return stated or request.build_absolute_uri("/").rstrip("/")


@lru_cache(maxsize=4096)
def source_handle(location: str) -> str:
    """The handle of a source system, under the prefix of our PIDs: the same location always has the same."""
    suffix = mint("source system", location, registry.pid_secret())
    return f"https://hdl.handle.net/{registry.pid_prefix()}/{suffix}"


def facts_of(request: HttpRequest, state: SpecimenState, path: str) -> Facts:
    """What a form needs to know beside the document."""
    return Facts(PUBLISHER, source_handle(state.source_location), f"{base_address(request)}{path}")


def wanted_form(request: HttpRequest) -> str:
    """The form that the client asks for, "" if there is none that it accepts."""
    try:
        return preferred(request.headers.get("Accept", ""), FORMS)
    except NotAcceptableError:
        return ""


def not_acceptable(path: str) -> HttpResponse:
    """406 with the forms that there are."""
    lines = [_("There is no such form. There are:"), f"{path} {HTML_TYPES[0]}"]
    lines += [f"{path}.{name} {types[0]}" for name, types in FORMS.items() if name != HTML]
    return HttpResponse("\n".join(lines) + "\n", status=406, content_type="text/plain; charset=utf-8")


def as_form(request: HttpRequest, state: SpecimenState, path: str, form: str, *, fixed: bool) -> HttpResponse:
    """A specimen in a machine-readable form; ``fixed`` for a version, which never changes.

    ``path`` is the address of the page whose form it is.
    """
    if form == LINKSET_FORM:
        response = HttpResponse(_linkset(request, state, path), content_type=LINKSET)
    else:
        response = _represented(request, state, path, REPRESENTATIONS[form])
    response.headers["ETag"] = f'"{state.fingerprint[:32]}-{state.version}-{form}"'
    response.headers["Cache-Control"] = FOR_EVER if fixed else ASK_AGAIN
    response.headers["Access-Control-Allow-Origin"] = "*"
    if state.is_tombstone and not fixed:
        response.status_code = 410
    return response


def _represented(request: HttpRequest, state: SpecimenState, path: str, form: Representation) -> HttpResponse:
    facts = facts_of(request, state, path)
    text = form.media_type.startswith("text/")
    response = HttpResponse(
        form.make(state.document, facts), content_type=form.media_type + ("; charset=utf-8" if text else "")
    )
    links = metadata_links(state.document, facts.address, form.profile)
    response.headers["Link"] = link_header(links, f"{facts.address}.{LINKSET_FORM}")
    return response


def signposted(response: HttpResponse, request: HttpRequest, state: SpecimenState, path: str) -> HttpResponse:
    """A page with its links to machine-readable forms; it varies with what the client accepts."""
    patch_vary_headers(response, ["Accept"])
    links = page_links(state.document, f"{base_address(request)}{path}", _collection(request, state))
    response.headers["Link"] = link_header(links, f"{base_address(request)}{path}.{LINKSET_FORM}")
    return response


def _linkset(request: HttpRequest, state: SpecimenState, path: str) -> bytes:
    address = f"{base_address(request)}{path}"
    links = page_links(state.document, address, _collection(request, state))
    return linkset(address, links, [link for link in links if link.rel == "describedby"])


def _collection(request: HttpRequest, state: SpecimenState) -> str:
    return f"{base_address(request)}/dataset/{state.source_id}"


def described(request: HttpRequest, state: SpecimenState, path: str) -> dict[str, Any]:
    """The schema.org description that the page of a specimen holds."""
    return specimen(state.document, f"{base_address(request)}{path}")
