"""How the tables of a Darwin Core Data Package hang together, seen from the object.

Source: Darwin Core Data Package guide (TDWG, under review 2025): table names and keys.
"""

from __future__ import annotations

import msgspec

CORES = ("material", "occurrence")
"""The table of the objects: material entities, or occurrences where there are none."""

KEYS = {"material": "materialEntityID", "occurrence": "occurrenceID"}
VERBATIM = "verbatim-record"
"""Table of our own exports: the rows that the source wrote, as JSON. It brings an object back whole."""


class Relation(msgspec.Struct, frozen=True):
    """A way from the objects to the rows of a table.

    ``steps`` are (table, column here, column there) joins that begin at the core; ``row_type`` is the
    extension that the rows become, "" where their fields are properties of the object itself.
    """

    table: str
    steps: tuple[tuple[str, str, str], ...]
    row_type: str = ""


def relations(core: str) -> tuple[Relation, ...]:
    """All ways from a core table, the closest first."""
    key = KEYS[core]
    based = "basedOnMaterialEntityID" if core == "material" else "basedOnOccurrenceID"
    found = [
        Relation("occurrence", (("occurrence", "evidenceForOccurrenceID", "occurrenceID"),)),
        Relation("occurrence", (("occurrence", "occurrenceID", "occurrenceID"),)),
        Relation("event", (("event", "eventID", "eventID"),)),
        Relation(
            "event",
            (("occurrence", "evidenceForOccurrenceID", "occurrenceID"), ("event", "eventID", "eventID")),
        ),
        Relation("organism", (("organism", "organismID", "organismID"),)),
        *(Relation(table, ((table, name, name),)) for table, name in _REFERRED),
        *_linked(core, key, "geological-context", "geologicalContextID", ""),
        *_linked(core, key, "usage-policy", "usagePolicyID", ""),
        Relation("identification", (("identification", key, based),), "dwc:Identification"),
        *_linked(core, key, "media", "mediaID", "ac:Multimedia"),
        Relation(f"{core}-assertion", ((f"{core}-assertion", key, key),), "dwc:MeasurementOrFact"),
        Relation("chronometric-age", (("chronometric-age", key, key),), "chrono:ChronometricAge"),
        Relation(
            "resource-relationship", (("resource-relationship", key, "subjectResourceID"),),
            "dwc:ResourceRelationship",
        ),
        Relation(f"{core}-identifier", ((f"{core}-identifier", key, key),), "gbif:Identifier"),
    ]  # fmt: skip
    link = f"{core}-reference"
    steps = ((link, key, key), ("bibliographic-resource", "referenceID", "referenceID"))
    found.append(Relation("bibliographic-resource", steps, "gbif:Reference"))
    return tuple(each for each in found if core == "material" or each.table != "occurrence")


_REFERRED = (("geological-context", "geologicalContextID"), ("usage-policy", "usagePolicyID"))


def _linked(core: str, key: str, table: str, name: str, row_type: str) -> tuple[Relation, ...]:
    """Rows that a table of links, such as ``material-media``, ties to the objects."""
    link = f"{core}-{table}"
    return (Relation(table, ((link, key, key), (table, name, name)), row_type),)
