"""Tests of the name: whether a checklist knows it, and whether its parts agree."""

from __future__ import annotations

import re
from collections.abc import Sequence

from naturalia.quality.authorities import Checklist, Taxon, taxa
from naturalia.quality.registry import Function, Parameters, Said, answers, answers_with
from naturalia.quality.response import (
    COMPLIANT,
    NOT_AMENDED,
    Answer,
    complies,
    filled_in,
    missing,
    unavailable,
)
from naturalia.quality.scientific_names import author_of, same_author, without_author, words

NAME, NAME_ID = "dwc:scientificName", "dwc:scientificNameID"
AUTHOR = "dwc:scientificNameAuthorship"
RANKS = (
    "genus",
    "subtribe",
    "tribe",
    "subfamily",
    "family",
    "superfamily",
    "order",
    "class",
    "phylum",
    "kingdom",
)
"""From low to high."""
_PARTS = ("dwc:genericName", "dwc:specificEpithet", "dwc:infraspecificEpithet")
_NAMING = frozenset({NAME, *_PARTS, AUTHOR, "dwc:cultivarEpithet"})
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,31}:\S+\Z", re.IGNORECASE)
_LSID = re.compile(r"urn:lsid:[^\s:]+:[^\s:]+:[^\s:]+(:[^\s:]+)?\Z", re.IGNORECASE)
_URI = re.compile(r"https?://[^\s/]+/[^\s/]\S*\Z", re.IGNORECASE)
_SCOPED = re.compile(r"(?!dwc:|dcterms:)[A-Za-z][\w.-]*:[^\s:/]*\d[^\s]*\Z")


def _found_at(rank: str) -> Function:
    term = f"dwc:{rank}"

    def function(said: Said, parameters: Parameters) -> Answer:
        if term not in said:
            return missing(f"{term} is empty.")
        checklist = taxa(parameters["sourceAuthority"])
        if checklist is None:
            return unavailable(parameters["sourceAuthority"])
        return complies(bool(_at_rank(checklist, said[term], rank)), f"No {rank} is called {said[term]!r}.")

    return function


for _rank in ("kingdom", "phylum", "class", "order", "family", "genus"):
    answers_with(f"VALIDATION_{_rank.upper()}_FOUND", _found_at(_rank))


def _at_rank(checklist: Checklist, name: str, rank: str) -> tuple[Taxon, ...]:
    return tuple(taxon for taxon in checklist.named(name.strip()) if taxon.rank == rank)


@answers("VALIDATION_SCIENTIFICNAME_FOUND")
def name_found(said: Said, parameters: Parameters) -> Answer:
    """The name, its author aside."""
    if NAME not in said:
        return missing(f"{NAME} is empty.")
    checklist = taxa(parameters["sourceAuthority"])
    if checklist is None:
        return unavailable(parameters["sourceAuthority"])
    known = checklist.named(without_author(said[NAME]))
    return complies(bool(known), f"The checklist does not know {said[NAME]!r}.")


@answers("VALIDATION_CLASSIFICATION_CONSISTENT")
def classification(said: Said, parameters: Parameters) -> Answer:
    """The higher taxa are those of the lowest taxon that the checklist knows."""
    stated = {rank: said[f"dwc:{rank}"].strip() for rank in RANKS if f"dwc:{rank}" in said}
    if not stated:
        return missing("There is no higher taxon.")
    checklist = taxa(parameters["sourceAuthority"])
    if checklist is None:
        return unavailable(parameters["sourceAuthority"])
    for rank, name in stated.items():
        if lowest := _at_rank(checklist, name, rank):
            agree = any(_agrees(checklist, taxon, stated) for taxon in lowest)
            return complies(agree, f"The higher taxa are not those of {name}.")
    return complies(False, "The checklist knows none of the higher taxa.")


def _agrees(checklist: Checklist, taxon: Taxon, stated: dict[str, str]) -> bool:
    """A rank that the checklist leaves out is not judged."""
    return all(
        rank not in taxon.higher or taxon.higher[rank] in _accepted(checklist, name, rank)
        for rank, name in stated.items()
        if rank != taxon.rank
    )


def _accepted(checklist: Checklist, name: str, rank: str) -> set[str]:
    return {name, *(taxon.accepted for taxon in _at_rank(checklist, name, rank) if taxon.accepted)}


@answers("VALIDATION_POLYNOMIAL_CONSISTENT")
def polynomial(said: Said, _: Parameters) -> Answer:
    """The stated parts are those of the name; parts that are not stated are not judged."""
    if NAME not in said or not any(part in said for part in _PARTS):
        return missing("There is no name, or no part of one to compare it with.")
    found = words(said[NAME])
    genus, epithet, below = (said.get(part, "").strip() for part in _PARTS)
    wrong = [
        part
        for part, name, places in ((_PARTS[0], genus, found[:1]), (_PARTS[1], epithet, found[1:2]),
                                   (_PARTS[2], below, found[2:]))
        if name and name not in places
    ]  # fmt: skip
    return complies(not wrong, f"{', '.join(wrong)} is not in {said[NAME]!r}.") if wrong else COMPLIANT


@answers("VALIDATION_SCIENTIFICNAMEID_COMPLETE")
def identifier_complete(said: Said, _: Parameters) -> Answer:
    """An LSID, another URN, a URI with a path, or a scope with a value."""
    text = said.get(NAME_ID)
    if text is None:
        return missing(f"{NAME_ID} is empty.")
    if text.strip().lower().startswith("urn:lsid:"):
        return complies(_LSID.match(text.strip()) is not None, f"{text!r} is no complete LSID.")
    forms = (_URN, _URI, _SCOPED)
    return complies(any(form.match(text.strip()) for form in forms), f"{text!r} names no register.")


@answers("VALIDATION_TAXON_UNAMBIGUOUS")
def unambiguous(said: Said, parameters: Parameters) -> Answer:
    """The identifier, the name, or its parts lead to one taxon."""
    if NAME_ID not in said and _NAMING.isdisjoint(said):
        return missing("There is no name and no identifier.")
    checklist = taxa(parameters["sourceAuthority"])
    if checklist is None:
        return unavailable(parameters["sourceAuthority"])
    if NAME_ID in said:
        known = checklist.identified(said[NAME_ID].strip())
        return complies(known is not None, f"The checklist does not know {said[NAME_ID]!r}.")
    found = candidates(said, checklist)
    return complies(len(found) == 1, f"{len(found)} taxa of the checklist fit.")


@answers("AMENDMENT_SCIENTIFICNAMEID_FROM_TAXON")
def identifier_from_taxon(said: Said, parameters: Parameters) -> Answer:
    """The identifier of the one taxon that the terms lead to."""
    if NAME_ID in said or _NAMING.isdisjoint(said):
        return missing("There is no name, or the identifier is filled in already.")
    checklist = taxa(parameters["sourceAuthority"])
    if checklist is None:
        return unavailable(parameters["sourceAuthority"])
    found = candidates(said, checklist)
    return filled_in({NAME_ID: found[0].id}, found[0].full_name) if len(found) == 1 else NOT_AMENDED


@answers("AMENDMENT_SCIENTIFICNAME_FROM_SCIENTIFICNAMEID")
def name_from_identifier(said: Said, parameters: Parameters) -> Answer:
    """The name that the checklist has for the identifier."""
    if NAME_ID not in said or NAME in said:
        return missing("There is no identifier, or the name is filled in already.")
    checklist = taxa(parameters["sourceAuthority"])
    if checklist is None:
        return unavailable(parameters["sourceAuthority"])
    taxon = checklist.identified(said[NAME_ID].strip())
    return filled_in({NAME: taxon.full_name}) if taxon else NOT_AMENDED


def candidates(said: Said, checklist: Checklist) -> Sequence[Taxon]:
    """The taxa that the terms may mean: by name and rank, then by author, then by the higher taxa."""
    found = list(checklist.named(_name(said)))
    rank = said.get("dwc:taxonRank", "").strip().casefold()
    if rank:
        found = [taxon for taxon in found if taxon.rank == rank]
    author = said.get(AUTHOR) or author_of(said.get(NAME, ""))
    if len(found) > 1 and author:
        found = [taxon for taxon in found if same_author(taxon.authorship, author)]
    if len(found) > 1:
        found = [taxon for taxon in found if _placed(taxon, said)]
    return found


def _name(said: Said) -> str:
    if NAME in said:
        return without_author(said[NAME])
    parts = [said[part].strip() for part in _PARTS if part in said]
    cultivar = said.get("dwc:cultivarEpithet", "").strip().strip("'‘’")
    return " ".join([*parts, f"'{cultivar}'"] if cultivar else parts)


def _placed(taxon: Taxon, said: Said) -> bool:
    """Whether a higher taxon of the record is one of the taxon's, and none is another."""
    stated = {rank: said[f"dwc:{rank}"].strip() for rank in RANKS if f"dwc:{rank}" in said}
    agree = [taxon.higher[rank] == name for rank, name in stated.items() if rank in taxon.higher]
    return bool(agree) and all(agree)
