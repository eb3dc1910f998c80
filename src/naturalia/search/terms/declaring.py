"""How terms are declared: one function for each kind of term, and the places in an openDS document."""

from __future__ import annotations

from typing import Any

from naturalia.search.term import Group, Kind, Term

IDENTIFICATION = "ods:hasIdentifications"
TAXON = f"{IDENTIFICATION}/ods:hasTaxonIdentifications"
EVENT = "ods:hasEvents"
LOCATION = f"{EVENT}/ods:hasLocation"
GEOREFERENCE = f"{LOCATION}/ods:hasGeoreference"
GEOLOGY = f"{LOCATION}/ods:hasGeologicalContext"


def with_parts(path: str) -> tuple[str, str]:
    """A path in the specimen itself and in its parts."""
    return path, f"ods:hasSpecimenParts/{path}"


def identifier_path(title: str) -> str:
    """The identifiers of a title."""
    return f"ods:hasIdentifiers[{title}]/dcterms:identifier"


def agents(role: str, *owners: str, field: str = "schema:name") -> tuple[str, ...]:
    """Names (or another property) of the agents of a role, wherever ``owners`` hold them."""
    return tuple(f"{owner}ods:hasAgents[{role}]/{field}" for owner in owners)


def keyword(
    name: str,
    group: Group,
    label: str,
    help_text: str,
    *paths: str,
    facet: bool = True,
    **more: Any,
) -> Term:
    """A term whose values are compared whole; counted in facets unless told otherwise."""
    return Term(
        name=name,
        kind=Kind.KEYWORD,
        group=group,
        label=label,
        help=help_text,
        paths=paths,
        facet=facet,
        **more,
    )


def number(name: str, label: str, help_text: str, *paths: str, **more: bool) -> Term:
    """A number that people know an object by: searched, never counted."""
    return keyword(name, Group.PEOPLE, label, help_text, *paths, facet=False, words=True, **more)


def taxon(name: str, label: str, *, words: bool = True, sortable: bool = False) -> Term:
    """A rank or part of a name of an identification."""
    help_text = f"{label} to which an identification assigns the specimen"
    paths = with_parts(f"{TAXON}/dwc:{name}")
    return keyword(name, Group.NAME, label, help_text, *paths, words=words, sortable=sortable)


def place(name: str, label: str, help_text: str, **more: bool) -> Term:
    """A part of the location in words."""
    return keyword(name, Group.PLACE, label, help_text, f"{LOCATION}/dwc:{name}", **more)


def stratum(name: str, label: str) -> Term:
    """A division of time or rock."""
    help_text = f"{label} of the rock from which the specimen came"
    return keyword(name, Group.GEOLOGY, label, help_text, f"{GEOLOGY}/dwc:{name}", words=True)


def metres(name: str, label: str, lowest: str, highest: str) -> Term:
    """Lower and upper bound in metres."""
    return Term(
        name=name,
        kind=Kind.FLOAT,
        group=Group.PLACE,
        label=label,
        help=f"{label} in metres; a range finds every specimen whose own range overlaps it",
        paths=(f"{LOCATION}/dwc:{lowest}",),
        upper_paths=(f"{LOCATION}/dwc:{highest}",),
        sortable=True,
    )


def degrees(name: str, label: str, limit: int) -> Term:
    """A coordinate of the point of the specimen."""
    return Term(
        name=name,
        kind=Kind.FLOAT,
        group=Group.PLACE,
        label=label,
        help=f"{label} in decimal degrees, -{limit} to {limit}, of the first event with both coordinates",
        sortable=True,
        single=True,
        point=True,
    )


def flag(name: str, group: Group, label: str, help_text: str, *paths: str, point: bool = False) -> Term:
    """A yes or no."""
    return Term(
        name=name,
        kind=Kind.BOOLEAN,
        group=group,
        label=label,
        help=help_text,
        paths=paths,
        facet=True,
        single=True,
        point=point,
    )
