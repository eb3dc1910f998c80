"""The taxon of an identification: the name as the source gives it, its parts, what checklists know of it."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from naturalia.interpret.assembly import assemble
from naturalia.interpret.checklists import Classification, NameMatch, match
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.mapping import Values, said, terms_of
from naturalia.interpret.names import NameType, ScientificName, composed_name, disagreements, name
from naturalia.interpret.reading import Draft, Found
from naturalia.specimen.model import TaxonIdentification, TaxonMatch

TAXON_CLASS = "TaxonIdentification"
_NAME = "dwc:scientificName"
_PARTS = (
    ("generic_name", "dwc:genericName", "genus"),
    ("infrageneric_epithet", "dwc:infragenericEpithet", "subgenus"),
    ("specific_epithet", "dwc:specificEpithet", "specific_epithet"),
    ("infraspecific_epithet", "dwc:infraspecificEpithet", "infraspecific_epithet"),
    ("cultivar_epithet", "dwc:cultivarEpithet", "cultivar_epithet"),
    ("scientific_name_authorship", "dwc:scientificNameAuthorship", "authorship"),
    ("taxon_rank", "dwc:taxonRank", "rank"),
)
"""Property, its term, and the part of a name that it holds."""


class Named(msgspec.Struct, frozen=True, gc=False):
    """A taxon, and the qualifier that its name contains."""

    taxon: TaxonIdentification | None = None
    qualifier: str | None = None


@lru_cache(maxsize=1 << 13)
def taxon_of(row_type: str, values: Values, checklists: tuple[str, ...]) -> Found[Named]:
    """The taxon that the texts of a row name; the source's own words are kept, parts are added beside."""
    draft = Draft(said(values, terms_of(row_type, TAXON_CLASS)))
    assemble(row_type, TAXON_CLASS, draft)
    _keep_rank(draft)
    if not draft.fields:
        return draft.found(Named())
    if "scientific_name" not in draft.fields and not _compose(draft):
        _leave_taxon(row_type, draft)
        return draft.found(Named())
    parsed = _parse(draft)
    _match(draft, parsed, checklists)
    return draft.found(Named(TaxonIdentification(**draft.fields), parsed.identification_qualifier))


def _keep_rank(draft: Draft) -> None:
    rank = draft.said.get("dwc:taxonRank")
    if rank and draft.fields.get("taxon_rank", rank) != rank:
        draft.fields.setdefault("verbatim_taxon_rank", rank)


def _compose(draft: Draft) -> bool:
    """Set a scientific name made of its parts; False if there are none."""
    composed = composed_name(draft.said) or draft.said.get("dwc:vernacularName")
    if composed is None:
        return False
    draft.fields["scientific_name"] = composed
    draft.note("dwc:genus" if "dwc:genus" in draft.said else _NAME, IssueCode.NAME_FROM_PARTS)
    return True


def _leave_taxon(row_type: str, draft: Draft) -> None:
    """In openDS there is no taxon without a name: what else was said of it is listed."""
    for term in terms_of(row_type, TAXON_CLASS):
        draft.leave(term)


def _parse(draft: Draft) -> ScientificName:
    """Add the parts of the name that the source does not give, marked as interpreted; note what is odd."""
    stated = draft.said
    parsed = name(
        draft.fields["scientific_name"],
        stated.get("dwc:scientificNameAuthorship"),
        stated.get("dwc:taxonRank"),
        stated.get("dwc:nomenclaturalCode"),
    )
    if parsed.type in (NameType.SCIENTIFIC, NameType.INFORMAL):
        added = [_added(draft, parsed, *part) for part in _PARTS]
        draft.fields["interpreted"] = tuple(term for term in added if term)
    for code in parsed.issues:
        draft.note("dwc:taxonRank" if code is IssueCode.NAME_RANK_DISAGREES else _NAME, code)
    if _NAME in stated:
        for term, code in disagreements(parsed, stated):
            draft.note(term, code)
    return parsed


def _added(draft: Draft, parsed: ScientificName, attribute: str, term: str, part: str) -> str | None:
    value = getattr(parsed, part)
    if value is None or attribute in draft.fields or term in draft.said:
        return None
    draft.fields[attribute] = value
    return term


def _match(draft: Draft, parsed: ScientificName, checklists: tuple[str, ...]) -> None:
    """Add what each checklist knows of the name; a name that one of them has is no issue."""
    if not checklists:
        return
    found = [_looked_up(draft, folder) for folder in checklists]
    draft.fields["has_taxon_matches"] = tuple(map(_kept, found))
    if parsed.canonical and all(each.issues for each in found):
        draft.note(_NAME, max(found, key=lambda each: each.score).issues[0])


def _looked_up(draft: Draft, folder: str) -> NameMatch:
    stated = draft.said
    return match(
        folder,
        draft.fields["scientific_name"],
        stated.get("dwc:scientificNameAuthorship"),
        stated.get("dwc:taxonRank"),
        Classification(
            stated.get("dwc:kingdom"),
            stated.get("dwc:phylum"),
            stated.get("dwc:class"),
            stated.get("dwc:order"),
            stated.get("dwc:family"),
        ),
        stated.get("dwc:nomenclaturalCode"),
    )


def _kept(found: NameMatch) -> TaxonMatch:
    usage = found.usage
    return TaxonMatch(
        kind=found.kind.value,
        score=found.score,
        reason=found.reason,
        checklist=found.checklist,
        checklist_version=found.checklist_version,
        alternatives=tuple(f"{each.id}: {each.full_name}" for each in found.alternatives),
        **({} if usage is None else {
            "taxon_id": usage.id,
            "scientific_name": usage.full_name,
            "taxon_rank": usage.rank or None,
            "taxonomic_status": usage.status,
            "accepted_name_usage": usage.accepted_name,
            "accepted_name_usage_id": usage.accepted_id,
            "higher_classification": " | ".join(taxon for _, taxon in usage.classification) or None,
        }),
    )  # fmt: skip
