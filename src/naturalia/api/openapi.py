"""The description of the API: parameters from the declared terms, schemas from the typed values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from ninja import NinjaAPI

from naturalia.api import responses
from naturalia.catalogue.changes import HistoryEntry, VersionDifference
from naturalia.quality.report import Report
from naturalia.search import TERMS
from naturalia.search.facets import LARGEST_FACET
from naturalia.search.query import LARGEST_LIMIT
from naturalia.specimen.model import DigitalSpecimen

REFERENCE = "#/components/schemas/{name}"
ANSWERED: Mapping[int, str] = {200: "OK"}
NOT_CHANGED = 304
Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}


class Problem(msgspec.Struct):
    """Problem details of RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


DESCRIBED: list[type] = [
    responses.SpecimenList,
    responses.FacetList,
    responses.Count,
    responses.Suggestions,
    responses.TaxonList,
    responses.VersionSummary,
    responses.InstitutionAnswer,
    responses.HarvestAnswer,
    responses.SpecimenQuality,
    Report,
    HistoryEntry,
    VersionDifference,
    DigitalSpecimen,
    Problem,
]
"""Values that are answers; modules with answers of their own add them."""


class DescribedAPI(NinjaAPI):
    """An API whose schemas come from msgspec."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """OpenAPI with the schemas of all answers."""
        description = super().get_openapi_schema(**options)
        _, schemas = msgspec.json.schema_components(DESCRIBED, ref_template=REFERENCE)
        description["components"]["schemas"].update(schemas)
        for item in description["paths"].values():
            for operation in item.values():
                operation["responses"] = _described(operation["responses"])
        return description


def _described(responses: dict[int | str, dict[str, Any]]) -> dict[int | str, dict[str, Any]]:
    """Responses without the 200 that the framework adds to operations that answer otherwise."""
    return {code: told for code, told in responses.items() if "content" in told or code == NOT_CHANGED}


def answers(
    schema: str,
    parameters: list[dict[str, Any]] | None = None,
    *,
    many: bool = False,
    media_type: str = "application/json",
    statuses: Mapping[int, str] = ANSWERED,
) -> dict[str, Any]:
    """What an operation takes and answers with, for its ``openapi_extra``: ``statuses`` are those of the
    answer itself, every other one is a problem.
    """
    content = {media_type: {"schema": _schema(schema, many, media_type)}}
    problem = {"application/problem+json": {"schema": {"$ref": REFERENCE.format(name="Problem")}}}
    told = {code: {"description": text, "content": content} for code, text in statuses.items()}
    extra: dict[str, Any] = {
        "responses": {
            **told,
            NOT_CHANGED: {"description": "Not changed since the ETag of If-None-Match"},
            "default": {"description": "A problem (RFC 9457)", "content": problem},
        }
    }
    if parameters:
        extra["parameters"] = parameters
    return extra


def _schema(name: str, many: bool, media_type: str) -> dict[str, Any]:
    if not name:
        return {"type": "string"} if media_type.startswith("text/") else {}
    one = {"$ref": REFERENCE.format(name=name)}
    return {"type": "array", "items": one} if many else one


def body(schema: str, *or_text: str) -> dict[str, Any]:
    """What an operation takes in its body, for its ``openapi_extra``; ``or_text`` are media types of text."""
    content: dict[str, Any] = {"application/json": {"schema": {"$ref": REFERENCE.format(name=schema)}}}
    content |= {media_type: {"schema": TEXT} for media_type in or_text}
    return {"requestBody": {"required": True, "content": content}}


PAGING = ("sort", "limit", "cursor")
COUNTING = ("facet", "facetLimit")


def search_parameters(*left_out: str, needed: str = "") -> list[dict[str, Any]]:
    """The parameters of a search but those that an operation has no use for, and the one it needs."""
    controls = {name: told for name, told in _controls().items() if name not in left_out}
    found = [
        parameter(name, text, schema, required=name == needed) for name, (text, schema) in controls.items()
    ]
    for term in TERMS:
        range_text = "; one value or a range a,b" if term.ranged else ""
        found.append(parameter(term.name, f"{term.help}{range_text}; -{term.name} excludes", TEXTS))
    return found


def _controls() -> dict[str, tuple[str, Schema]]:
    terms = several({"type": "string", "enum": sorted(term.name for term in TERMS)})
    orders = sorted(f"{sign}{term.name}" for term in TERMS if term.sortable for sign in ("", "-"))
    faceted = several({"type": "string", "enum": sorted(term.name for term in TERMS if term.facet)})
    return {
        "q": ("Words, phrases in quotes, and conditions such as country:Sweden", TEXT),
        "missing": ("A term that must have no value", terms),
        "present": ("A term that must have a value", terms),
        "bbox": ("west,south,east,north in decimal degrees", {"type": "string", "examples": ["10,50,20,60"]}),
        "geometry": ("POLYGON or MULTIPOLYGON as well-known text; several areas are alternatives", TEXTS),
        "geoDistance": ("latitude,longitude,distance, such as 59.3,18.1,5km", TEXTS),
        "list": ("Id of a pasted list: what its lines find", TEXTS),
        "sort": ("A term to sort by; - in front for the other direction", {"type": "string", "enum": orders}),
        "limit": ("Number of results", whole(0, LARGEST_LIMIT)),
        "cursor": ("nextCursor of the page before", TEXT),
        "facet": ("A term whose values are counted", faceted),
        "facetLimit": ("The most values of a facet", whole(1, LARGEST_FACET)),
    }


def whole(least: int, most: int | None = None) -> Schema:
    """The schema of a whole number."""
    return {"type": "integer", "minimum": least} | ({} if most is None else {"maximum": most})


def several(one: Schema) -> Schema:
    """The schema of a parameter that may be repeated."""
    return {"type": "array", "items": one, "minItems": 1}


TEXTS = several(TEXT)


def parameter(name: str, text: str, schema: Schema = TEXT, *, required: bool = False) -> dict[str, Any]:
    """The description of one parameter of the query."""
    return {"name": name, "in": "query", "description": text, "required": required, "schema": schema}
