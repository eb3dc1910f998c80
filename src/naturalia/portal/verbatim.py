"""What the source wrote, beside what was understood of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from naturalia.portal.labels import Pair, label, text_of
from naturalia.sources.records import VerbatimRecord

Understood = dict[str, list[str]]

NOT_CARRIED = "naturalia:notCarriedOver"
SAME_AS = {
    "dwc:institutionCode": ("ods:organisationCode",),
    "dwc:institutionID": ("ods:organisationID",),
    "dwc:ownerInstitutionCode": ("ods:ownerOrganisationCode",),
    "dwc:occurrenceID": ("ods:physicalSpecimenID",),
    "dwc:recordNumber": ("naturalia:recordNumber",),
    "dwc:recordedBy": ("role:collector",),
    "dwc:recordedByID": ("roleID:collector",),
    "dwc:identifiedBy": ("role:identifier",),
    "dwc:identifiedByID": ("roleID:identifier",),
    "dwc:georeferencedBy": ("role:georeferencer",),
    "dwc:measurementDeterminedBy": ("role:measurer",),
    "dwc:occurrenceRemarks": ("dwc:eventRemarks",),
    "dwc:individualCount": ("dwc:organismQuantity",),
    "dc:license": ("dcterms:license",),
    "dc:rights": ("dcterms:license",),
    "dcterms:rights": ("dcterms:license",),
    "dwc:associatedMedia": ("ac:accessURI",),
}
"""Terms of Darwin Core whose content stands under another name in openDS."""


@dataclass(frozen=True)
class Line:
    """One term: as the source wrote it, as it was understood, and what is wrong with it."""

    term: str
    label: str
    written: str
    understood: tuple[str, ...]
    as_written: bool
    not_carried: bool
    issues: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows of an extension, as the source wrote them."""

    row_type: str
    label: str
    rows: tuple[tuple[Pair, ...], ...]


def beside(
    record: VerbatimRecord, document: Mapping[str, Any], issues: Sequence[Mapping[str, Any]]
) -> tuple[Line, ...]:
    """The terms of the core row, each with what the document has of it, in the order of the source."""
    understood: Understood = {}
    _collect(document, understood)
    carried = document.get(NOT_CARRIED) or {}
    return tuple(
        _line(term, written, understood, carried, _messages(term, issues))
        for term, written in record.core.items()
    )


def tables(record: VerbatimRecord) -> tuple[Table, ...]:
    """The extension rows as they were written."""
    return tuple(
        Table(
            row_type,
            label(row_type),
            tuple(tuple(Pair(label(t), t, v) for t, v in row.items()) for row in rows),
        )
        for row_type, rows in record.extensions.items()
    )


def _line(
    term: str, written: str, understood: Understood, not_carried: Mapping[str, str], messages: tuple[str, ...]
) -> Line:
    values: list[str] = []
    for name in (term, *SAME_AS.get(term, ())):
        values += [value for value in understood.get(name, ()) if value not in values]
    as_written = written in values
    return Line(
        term=term,
        label=label(term),
        written=written,
        understood=(written,) if as_written else tuple(values),
        as_written=as_written,
        not_carried=term in not_carried,
        issues=messages,
    )


def _messages(term: str, issues: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(issue_text(issue) for issue in issues if term in issue_terms(issue))


def issue_terms(issue: Mapping[str, Any]) -> tuple[str, ...]:
    """The terms that an issue is about."""
    term = issue.get("term")
    return tuple(issue.get("terms") or ()) or ((str(term),) if term else ())


def issue_text(issue: Mapping[str, Any]) -> str:
    """An issue in words."""
    message = str(issue.get("message") or "")
    return _(message) if message else label(str(issue.get("code", "")))


def _collect(value: Any, found: Understood) -> None:
    """All simple values of a document by their term; identifiers by their title, agents by their role too."""
    if isinstance(value, Mapping):
        _collect_names(value, found)
        for key, item in value.items():
            if key == NOT_CARRIED:
                continue
            if isinstance(item, Mapping | list):
                _collect(item, found)
            elif item is not None:
                found.setdefault(key, []).append(text_of(item))
    elif isinstance(value, list):
        for item in value:
            _collect(item, found)


def _collect_names(item: Mapping[str, Any], found: Understood) -> None:
    if item.get("@type") == "ods:Identifier":
        found.setdefault(str(item.get("dcterms:title")), []).append(str(item.get("dcterms:identifier")))
    for role in item.get("ods:hasRoles") or ():
        name = role.get("schema:roleName")
        if item.get("schema:name"):
            found.setdefault(f"role:{name}", []).append(str(item["schema:name"]))
        if item.get("schema:identifier"):
            found.setdefault(f"roleID:{name}", []).append(str(item["schema:identifier"]))
