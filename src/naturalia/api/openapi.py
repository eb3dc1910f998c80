"""The description of the API: parameters from the declared terms, schemas from the typed values."""

from __future__ import annotations

from typing import Any

import msgspec
from ninja import NinjaAPI

from naturalia.api import responses
from naturalia.catalogue.changes import HistoryEntry, VersionDifference
from naturalia.quality.report import Report
from naturalia.search import TERMS
from naturalia.specimen.model import DigitalSpecimen

REFERENCE = "#/components/schemas/{name}"


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
        return description


def answers(
    schema: str,
    parameters: list[dict[str, Any]] | None = None,
    *,
    many: bool = False,
    media_type: str = "application/json",
) -> dict[str, Any]:
    """What an operation takes and answers with, for its ``openapi_extra``."""
    one: dict[str, Any] = {"$ref": REFERENCE.format(name=schema)} if schema else {"type": "string"}
    content = {media_type: {"schema": {"type": "array", "items": one} if many else one}}
    problem = {"application/problem+json": {"schema": {"$ref": REFERENCE.format(name="Problem")}}}
    extra: dict[str, Any] = {
        "responses": {
            200: {"description": "OK", "content": content},
            "default": {"description": "A problem (RFC 9457)", "content": problem},
        }
    }
    if parameters:
        extra["parameters"] = parameters
    return extra


def search_parameters() -> list[dict[str, Any]]:
    """The parameters of a search."""
    controls = {
        "q": "Words, phrases in quotes, and conditions such as country:Sweden",
        "missing": "A term that must have no value",
        "present": "A term that must have a value",
        "bbox": "west,south,east,north in decimal degrees",
        "geometry": "POLYGON or MULTIPOLYGON as well-known text; several areas are alternatives",
        "geoDistance": "latitude,longitude,distance, such as 59.3,18.1,5km",
        "list": "Id of a pasted list: what its lines find",
        "sort": "A term to sort by; - in front for the other direction",
        "limit": "Number of results, 0 to 1000",
        "cursor": "nextCursor of the page before",
        "facet": "A term whose values are counted",
        "facetLimit": "The most values of a facet",
    }
    repeated = {"missing", "present", "facet", "geometry", "geoDistance", "list"}
    found = [parameter(name, text, many=name in repeated) for name, text in controls.items()]
    for term in TERMS:
        range_text = "; one value or a range a,b" if term.ranged else ""
        found.append(parameter(term.name, term.help + range_text, many=True))
    return found


def parameter(name: str, text: str, *, many: bool = False, required: bool = False) -> dict[str, Any]:
    """The description of one parameter of the query."""
    schema: dict[str, Any] = {"type": "array", "items": {"type": "string"}} if many else {"type": "string"}
    return {"name": name, "in": "query", "description": text, "required": required, "schema": schema}
