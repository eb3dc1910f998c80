"""Identifications: what the object was said to be, by whom and when, and which opinion counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from naturalia.interpret.assembly import assemble
from naturalia.interpret.dates import date
from naturalia.interpret.mapping import Values, said, terms_of, values_of
from naturalia.interpret.people import people
from naturalia.interpret.reading import Draft, Found
from naturalia.interpret.relations import citations
from naturalia.interpret.taxa import TAXON_CLASS, taxon_of
from naturalia.interpret.types import type_status
from naturalia.specimen.model import Identification, IdentificationType, TaxonIdentification
from naturalia.vocabulary import fold

IDENTIFICATION_CLASSES = ("Identification", "Identification.Agent", "Identification.Citation")
CORE, EXTENSION = "dwc:Occurrence", "dwc:Identification"
_VERIFIED = frozenset(
    map(fold, ("1", "true", "yes", "verified", "accepted", "confirmed", "preferred", "current", "expert"))
) | {"validated", "verifiziert", "verificado", "vérifié", "si", "sí", "oui", "ja"}
_UNVERIFIED = frozenset(
    map(fold, ("0", "false", "no", "unverified", "non verified", "not verified", "nein", "non"))
)


class Opinion(msgspec.Struct, frozen=True, gc=False):
    """An identification, whether the source prefers it (None: says nothing), and whether it is a type."""

    identification: Identification
    preferred: bool | None
    is_type: bool | None


class Opinions(msgspec.Struct, frozen=True, gc=False):
    """All identifications of an object, the one that counts marked, and the name it gives."""

    identifications: tuple[Identification, ...]
    name: str | None
    is_type: bool | None


def opinion(row_type: str, row: Mapping[str, str], checklists: tuple[str, ...] = ()) -> Found[Opinion | None]:
    """The identification that a row speaks of; None if it says nothing of one.

    ``checklists`` are folders of checklists against which its name is matched.
    """
    return _opinion(
        row_type,
        values_of(row, terms_of(row_type, *IDENTIFICATION_CLASSES)),
        values_of(row, terms_of(row_type, TAXON_CLASS)),
        checklists,
    )


@lru_cache(maxsize=1 << 11)
def _opinion(
    row_type: str, values: Values, taxon_values: Values, checklists: tuple[str, ...]
) -> Found[Opinion | None]:
    draft = Draft(said(values, terms_of(row_type, *IDENTIFICATION_CLASSES)))
    named = taxon_of(row_type, taxon_values, checklists)
    draft.issues += named.issues
    draft.left |= dict(named.left)
    taxon = named.value.taxon
    assemble(row_type, "Identification", draft)
    if named.value.qualifier and "identification_qualifier" not in draft.fields:
        draft.fields["identification_qualifier"] = named.value.qualifier
        draft.fields["interpreted"] = ("dwc:identificationQualifier",)
    is_type = _type_status(draft)
    preferred = _preferred(draft)
    _identifiers(draft)
    if references := draft.said.get("dwc:identificationReferences"):
        draft.fields["has_citations"] = citations(references)
    if taxon is None and not draft.fields:
        return draft.found(None)
    made = Identification(
        is_verified_identification=row_type == CORE,
        identification_type=IdentificationType.TAXON if taxon else None,
        has_taxon_identifications=(taxon,) if taxon else (),
        **draft.fields,
    )
    return draft.found(Opinion(made, preferred, is_type))


def _type_status(draft: Draft) -> bool | None:
    text = draft.said.get("dwc:typeStatus")
    if text is None:
        return None
    found = type_status(text)
    draft.fields["type_status"] = found.value if found.value and found.is_type else text
    if draft.fields["type_status"] != text and found.typified_name:
        draft.leave("dwc:typeStatus")
    if found.code is not None:
        draft.note("dwc:typeStatus", found.code)
    return found.is_type


def _preferred(draft: Draft) -> bool | None:
    """Whether the source says that this one counts; words that are no plain yes or no are listed."""
    answers: list[bool] = []
    for term in ("dwc:identificationVerificationStatus", "gbif:isPreferred", "dwc:isPreferred"):
        if term not in draft.said:
            continue
        word = fold(draft.said[term])
        if word in _VERIFIED or word in _UNVERIFIED:
            answers.append(word in _VERIFIED)
        if word not in ("1", "true", "yes", "0", "false", "no"):
            draft.leave(term)
    return any(answers) if answers else None


def _identifiers(draft: Draft) -> None:
    names, ids = draft.said.get("dwc:identifiedBy"), draft.said.get("dwc:identifiedByID")
    found = people(names, ids, "identifier")
    if found.code is not None:
        draft.note("dwc:identifiedBy" if names else "dwc:identifiedByID", found.code)
    if found.agents:
        draft.fields["has_agents"] = found.agents
    elif names:
        draft.leave("dwc:identifiedBy")


def identifications(
    core: Mapping[str, str], rows: Sequence[Mapping[str, str]], checklists: tuple[str, ...] = ()
) -> Found[Opinions]:
    """The identifications of the core and of its extension rows, equal ones merged, one of them verified.

    The one that counts: what the source marks as verified or preferred, else the newest, else the core's.
    """
    own = opinion(CORE, core, checklists)
    if not rows:
        return Found(_chosen([own.value] if own.value else []), own.issues, own.left)
    found = [own, *[opinion(EXTENSION, row, checklists) for row in rows]]
    opinions = _merged([each.value for each in found if each.value is not None])
    issues = tuple(each for one in found for each in one.issues)
    left = tuple(
        pair if place == 0 else (f"{EXTENSION}/{pair[0]}", pair[1])
        for place, one in enumerate(found)
        for pair in one.left
    )
    return Found(_chosen(opinions), issues, left)


def _merged(opinions: list[Opinion]) -> list[Opinion]:
    """Equal identifications once; an extension row that says no more than the core is no second opinion."""
    kept: list[Opinion] = []
    for each in opinions:
        same = next((other for other in kept if _covers(other.identification, each.identification)), None)
        if same is None:
            kept.append(each)
        elif each.preferred and not same.preferred:
            kept[kept.index(same)] = msgspec.structs.replace(same, preferred=True)
    return kept


def _covers(one: Identification, other: Identification) -> bool:
    """Whether all that ``other`` says is said by ``one``."""
    for name in ("type_status", "date_identified", "identification_remarks", "identification_qualifier"):
        if getattr(other, name) not in (None, getattr(one, name)):
            return False
    if other.identification_id not in (None, one.identification_id):
        return False
    if other.has_agents not in ((), one.has_agents) or other.has_citations not in ((), one.has_citations):
        return False
    return _taxon_covers(one.has_taxon_identifications, other.has_taxon_identifications)


def _taxon_covers(one: tuple[TaxonIdentification, ...], other: tuple[TaxonIdentification, ...]) -> bool:
    if not one or not other:
        return not other
    names = set(TaxonIdentification.__struct_fields__) - {"interpreted", "has_taxon_matches"}
    return all(getattr(other[0], name) in (None, getattr(one[0], name)) for name in names)


def _chosen(opinions: list[Opinion]) -> Opinions:
    if not opinions:
        return Opinions((), None, None)
    chosen = max(opinions, key=_standing) if len(opinions) > 1 else opinions[0]
    marked = tuple([_marked(each.identification, each is chosen) for each in opinions])
    taxa = chosen.identification.has_taxon_identifications
    name = taxa[0].scientific_name if taxa else chosen.identification.verbatim_identification
    return Opinions(marked, name, _is_type(opinions))


def _marked(each: Identification, verified: bool) -> Identification:
    if each.is_verified_identification is verified:
        return each
    return msgspec.structs.replace(each, is_verified_identification=verified)


def _standing(each: Opinion) -> tuple[int, bool, str]:
    """How much an opinion counts: the source's word, having a name, then how new it is."""
    word = {True: 2, None: 1, False: 0}[each.preferred]
    when = _began(each.identification.date_identified or "")
    return word, bool(each.identification.has_taxon_identifications), when


@lru_cache(maxsize=1 << 13)
def _began(text: str) -> str:
    """The first day of a date as ISO 8601, which orders like the days; empty if it is none."""
    found = date(text)
    return found.start.iso if found.start else ""


def _is_type(opinions: list[Opinion]) -> bool | None:
    """A specimen stays the type of a name, whatever it is called today: any opinion may say so."""
    answers = [each.is_type for each in opinions if each.is_type is not None]
    return any(answers) if answers else None
