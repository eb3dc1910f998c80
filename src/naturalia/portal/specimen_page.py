"""What the page of a specimen shows, from one state of the catalogue and the record behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from naturalia.catalogue.changes import HistoryEntry
from naturalia.catalogue.queries import SpecimenState
from naturalia.exports.specimen_citation import specimen_bibtex, specimen_csl, specimen_text
from naturalia.portal.labels import Pair, Person, pairs, people
from naturalia.portal.locator import Locator, locator
from naturalia.portal.machine import PUBLISHER
from naturalia.portal.mids_view import MidsView, mids_view
from naturalia.portal.others import Others, others
from naturalia.portal.quality_block import QualityBlock, quality_block
from naturalia.portal.results.gallery import Picture, picture
from naturalia.portal.search_page import search_url
from naturalia.portal.verbatim import Line, Table, beside, issue_terms, issue_text, tables
from naturalia.quality.findings import flags_of
from naturalia.sources.records import VerbatimRecord
from naturalia.specimen.event import Event, Georeference, Location
from naturalia.specimen.model import (
    DigitalMedia,
    DigitalSpecimen,
    Identification,
    TaxonIdentification,
    TaxonMatch,
    TopicDiscipline,
)
from naturalia.specimen.shared import Assertion, Citation, EntityRelationship, Identifier

RECENT_VERSIONS = 5
NEARBY = 0.1  # degrees
UPRIGHT = frozenset(
    {TopicDiscipline.GEOLOGY, TopicDiscipline.ASTROGEOLOGY, TopicDiscipline.OTHER_GEODIVERSITY}
)
IN_CARD = frozenset(
    {
        "dcterms:identifier", "ods:version", "ods:status", "dcterms:created", "dcterms:modified",
        "ods:midsLevel", "ods:specimenName", "ods:organisationCode", "ods:organisationName",
        "ods:organisationID", "ods:physicalSpecimenID", "dcterms:license", "dwc:verbatimLabel",
        "ods:normalisedPhysicalSpecimenID", "ods:fdoType", "ods:topicDiscipline", "dwc:basisOfRecord",
        "dwc:collectionCode",
    }
)  # fmt: skip
IN_NAME = frozenset(
    {"dwc:scientificName", "dwc:taxonRank", "dwc:scientificNameAuthorship", "naturalia:interpreted"}
)


@dataclass(frozen=True)
class Name:
    """A name that an identification gives: how it is set, what else is said of it, what checklists know."""

    text: str
    rank: str
    authorship: str
    pairs: tuple[Pair, ...]
    interpreted: tuple[str, ...]
    matches: tuple[TaxonMatch, ...]


@dataclass(frozen=True)
class Opinion:
    """An identification: the names, who said so and when, and whether it is the accepted one."""

    names: tuple[Name, ...]
    verified: bool
    type_status: str
    date: str
    people: tuple[Person, ...]
    pairs: tuple[Pair, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Happening:
    """An event with its place, in groups of pairs."""

    title: str
    pairs: tuple[Pair, ...]
    people: tuple[Person, ...]
    place: tuple[Pair, ...]
    georeference: tuple[Pair, ...]
    geology: tuple[Pair, ...]
    assertions: tuple[Assertion, ...]
    date: str
    place_in_short: str
    nearby_url: str
    map: Locator | None


@dataclass(frozen=True)
class Medium:
    """A picture, sound or film: where it is and under which terms."""

    url: str
    title: str
    format: str
    licence: str
    people: tuple[Person, ...]
    pairs: tuple[Pair, ...]
    card: Picture


@dataclass(frozen=True)
class IssueLine:
    """Something that a person should look at."""

    code: str
    text: str
    terms: tuple[str, ...]
    severity: str
    gbif_flags: tuple[str, ...]


@dataclass(frozen=True)
class SpecimenPage:
    """Everything that the template of the specimen page needs."""

    state: SpecimenState
    latest: int
    specimen: DigitalSpecimen
    name: str
    rank: str
    upright: bool
    type_status: str
    catalogue_number: str
    collectors: tuple[Person, ...]
    other_people: tuple[Person, ...]
    facts: tuple[Pair, ...]
    mids: MidsView
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    opinions: tuple[Opinion, ...]
    happenings: tuple[Happening, ...]
    media: tuple[Medium, ...]
    ages: tuple[tuple[Pair, ...], ...]
    identifiers: tuple[Identifier, ...]
    relations: tuple[EntityRelationship, ...]
    others: tuple[Others, ...]
    citations: tuple[Citation, ...]
    assertions: tuple[Assertion, ...]
    issues: tuple[IssueLine, ...]
    quality: QualityBlock | None
    citing: tuple[tuple[str, str], ...]
    history: tuple[HistoryEntry, ...]
    versions: int

    @property
    def outdated(self) -> bool:
        """Whether a later visible version exists."""
        return self.state.version != self.latest

    @property
    def before(self) -> int:
        """The last visible version before this one, 0 if there is none."""
        numbers = (entry.version for entry in self.history if entry.visible)
        return max((number for number in numbers if number < self.state.version), default=0)

    @property
    def url(self) -> str:
        """Address of the current version."""
        return f"/specimen/{self.state.pid}"

    @property
    def viewable(self) -> bool:
        """Whether pages may load one of its images."""
        return any(medium.card.image for medium in self.media)


def specimen_page(
    state: SpecimenState, record: VerbatimRecord | None, entries: Sequence[HistoryEntry], latest: int
) -> SpecimenPage:
    """The page of a state; ``entries`` are the whole history, ``latest`` is the visible version."""
    specimen = msgspec.convert(state.document, DigitalSpecimen)
    opinions = tuple(sorted(map(_opinion, specimen.has_identifications), key=lambda one: not one.verified))
    first = opinions[0].names[0] if opinions and opinions[0].names else None
    everyone = people(specimen.has_agents) + tuple(
        person for event in specimen.has_events for person in people(event.has_agents)
    )
    return SpecimenPage(
        state=state,
        latest=latest,
        specimen=specimen,
        name=specimen.specimen_name or (first.text if first else ""),
        rank=first.rank if first else "",
        upright=specimen.topic_discipline in UPRIGHT,
        type_status=next((one.type_status for one in opinions if one.type_status), ""),
        catalogue_number=_identifier(specimen, "dwc:catalogNumber"),
        collectors=tuple(person for person in everyone if "collector" in person.roles),
        other_people=tuple(person for person in everyone if "collector" not in person.roles),
        facts=pairs(specimen, without=IN_CARD),
        mids=mids_view(specimen, record),
        lines=beside(record, state.document, state.issues) if record else (),
        tables=tables(record) if record else (),
        opinions=opinions,
        happenings=tuple(map(_happening, specimen.has_events)),
        media=tuple(map(_medium, specimen.has_media)),
        ages=tuple(map(pairs, specimen.has_chronometric_ages)),
        identifiers=specimen.has_identifiers,
        relations=specimen.has_entity_relationships,
        others=others(specimen),
        citations=specimen.has_citations,
        assertions=specimen.has_assertions,
        issues=tuple(map(_issue, state.issues)),
        quality=quality_block(record),
        citing=_citing(state.document),
        history=tuple(reversed(entries))[:RECENT_VERSIONS],
        versions=len(entries),
    )


def _citing(document: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The citation in each form, under the name of the form."""
    forms = ((_("Text"), specimen_text), ("BibTeX", specimen_bibtex), ("CSL JSON", specimen_csl))
    return tuple((name, made(document, PUBLISHER)) for name, made in forms)


def _opinion(identification: Identification) -> Opinion:
    without = frozenset(
        {"ods:isVerifiedIdentification", "dwc:typeStatus", "dwc:dateIdentified", "naturalia:interpreted"}
    )
    return Opinion(
        names=tuple(map(_name, identification.has_taxon_identifications)),
        verified=identification.is_verified_identification,
        type_status=identification.type_status or "",
        date=identification.date_identified or "",
        people=people(identification.has_agents),
        pairs=pairs(identification, without=without | {"ods:identificationType"}),
        citations=identification.has_citations,
    )


def _name(taxon: TaxonIdentification) -> Name:
    authorship = taxon.scientific_name_authorship or ""
    shown = "" if taxon.scientific_name.endswith(authorship) else authorship
    return Name(
        taxon.scientific_name,
        taxon.taxon_rank or "",
        shown,
        pairs(taxon, without=IN_NAME),
        taxon.interpreted,
        taxon.has_taxon_matches,
    )


def _happening(event: Event) -> Happening:
    location = event.has_location
    georeference = location.has_georeference if location else None
    return Happening(
        title=event.event_type or "",
        pairs=pairs(event, without=frozenset({"dwc:eventType"})),
        people=people(event.has_agents),
        place=pairs(location),
        georeference=pairs(georeference),
        geology=pairs(location.has_geological_context if location else None),
        assertions=event.has_assertions,
        date=event.event_date or event.verbatim_event_date or "",
        place_in_short=_in_short(location),
        nearby_url=_nearby(georeference),
        map=locator(georeference),
    )


def _in_short(location: Location | None) -> str:
    """The place from small to large, as a label has it."""
    if location is None:
        return ""
    parts = (location.locality or location.verbatim_locality, location.state_province, location.country)
    return ", ".join(part for part in parts if part)


def _nearby(georeference: Georeference | None) -> str:
    """A search within a tenth of a degree, about ten kilometres."""
    if (
        georeference is None
        or georeference.decimal_latitude is None
        or georeference.decimal_longitude is None
    ):
        return ""
    latitude, longitude = georeference.decimal_latitude, georeference.decimal_longitude
    if abs(latitude) > 90 or abs(longitude) > 180:
        return ""
    west, east = max(longitude - NEARBY, -180), min(longitude + NEARBY, 180)
    south, north = max(latitude - NEARBY, -90), min(latitude + NEARBY, 90)
    return search_url([("bbox", ",".join(f"{side:.4f}" for side in (west, south, east, north)))])


def _medium(media: DigitalMedia) -> Medium:
    shown = frozenset({"ac:accessURI", "dcterms:title", "dcterms:format", "xmpRights:WebStatement"})
    return Medium(
        url=media.access_uri,
        title=media.title or media.description or media.access_uri.rsplit("/", 1)[-1],
        format=media.format or media.type or "",
        licence=media.web_statement or media.usage_terms or media.rights or "",
        people=people(media.has_agents),
        pairs=pairs(media, without=shown),
        card=picture(media, "", ""),
    )


def _identifier(specimen: DigitalSpecimen, title: str) -> str:
    return next((one.identifier for one in specimen.has_identifiers if one.title == title), "")


def _issue(issue: dict[str, Any]) -> IssueLine:
    return IssueLine(
        code=str(issue.get("code", "")),
        text=issue_text(issue),
        terms=issue_terms(issue),
        severity=str(issue.get("severity", "")),
        gbif_flags=flags_of(str(issue.get("code", ""))),
    )
