"""Specimens for the tests of the search, and what a search of them must find, worked out in plain Python."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from naturalia.search import SpecimenIndex, index_document


class Gathering(msgspec.Struct, frozen=True):
    country: str = ""
    locality: str = ""
    collector: str = ""
    date: str = ""
    days: tuple[int, int] | None = None  # what ``date`` means, days from 1970-01-01
    year: int | None = None
    point: tuple[float, float] | None = None
    elevation: tuple[float, float] | None = None


class Specimen(msgspec.Struct, frozen=True):
    """A specimen of a few terms, of which several may be missing."""

    id: int
    name: str = "Quercus robur L."
    number: str = ""
    mids: int = 0
    media: bool = False
    gatherings: tuple[Gathering, ...] = ()
    issues: tuple[str, ...] = ()
    taxon: dict[str, str] = {}

    def pid(self) -> str:
        return f"10.9999/{self.id:04}-TEST"


def taxon(*names: str) -> dict[str, str]:
    """Genus, species and epithet below it as terms."""
    return dict(zip(("genus", "specificEpithet", "infraspecificEpithet"), names, strict=False))


def opends(specimen: Specimen) -> dict[str, Any]:
    """The specimen as an openDS document."""
    document: dict[str, Any] = {
        "@id": f"https://doi.org/{specimen.pid()}",
        "ods:midsLevel": specimen.mids,
        "ods:isKnownToContainMedia": specimen.media,
        "ods:specimenName": specimen.name,
        "ods:hasEvents": [_event(gathering) for gathering in specimen.gatherings],
    }
    if specimen.number:
        identifier = {"dcterms:title": "dwc:catalogNumber", "dcterms:identifier": specimen.number}
        document["ods:hasIdentifiers"] = [identifier]
    if specimen.taxon:
        named = {f"dwc:{term}": value for term, value in specimen.taxon.items()}
        document["ods:hasIdentifications"] = [{"ods:hasTaxonIdentifications": [named]}]
    return document


def _event(gathering: Gathering) -> dict[str, Any]:
    location: dict[str, Any] = {"dwc:country": gathering.country, "dwc:locality": gathering.locality}
    if gathering.elevation:
        location["dwc:minimumElevationInMeters"], location["dwc:maximumElevationInMeters"] = (
            gathering.elevation
        )
    if gathering.point:
        latitude, longitude = gathering.point
        georeference = {"dwc:decimalLatitude": latitude, "dwc:decimalLongitude": longitude}
        location["ods:hasGeoreference"] = georeference
    event: dict[str, Any] = {"dwc:eventDate": gathering.date, "ods:hasLocation": location}
    if gathering.year is not None:
        event["dwc:year"] = gathering.year
    if gathering.collector:
        role = {"@type": "schema:Role", "schema:roleName": "collector"}
        event["ods:hasAgents"] = [{"schema:name": gathering.collector, "ods:hasRoles": [role]}]
    return event


def index_of(path: Path, specimens: Sequence[Specimen], *, segments: int = 1) -> SpecimenIndex:
    """A new index of the specimens, spread over several commits."""
    index = SpecimenIndex(path)
    with index.writer(heap=15_000_000) as update:
        for part in range(segments):
            update.replace(((one.id, document(one)) for one in specimens[part::segments]), new=True)
            update.commit(part + 1)
    return index


def document(specimen: Specimen) -> str:
    return index_document(opends(specimen), specimen_id=specimen.id, beside={"issue": specimen.issues})


def fold(text: str) -> str:
    """Case and accents removed, as the tests understand it."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in fold(text)).split()


def keywords(name: str) -> Callable[[Specimen], list[str]]:
    """The values of a keyword as displayed, in order, one for each folded form."""
    read: dict[str, Callable[[Specimen], Iterable[str]]] = {
        "country": lambda one: (gathering.country for gathering in one.gatherings),
        "recordedBy": lambda one: (gathering.collector for gathering in one.gatherings),
        "scientificName": lambda one: (one.name,),
        "catalogNumber": lambda one: (one.number,),
        "issue": lambda one: one.issues,
    }

    def values(one: Specimen) -> list[str]:
        texts = [text for text in read[name](one) if text]
        folded = [fold(text) for text in texts]
        return [text for position, text in enumerate(texts) if folded[position] not in folded[:position]]

    return values


def facet(specimens: Iterable[Specimen], name: str) -> tuple[dict[str, int], int]:
    """How many specimens have each folded value of a keyword, and how many have none."""
    values = [keywords(name)(one) for one in specimens]
    return Counter(fold(text) for found in values for text in found), sum(not found for found in values)
