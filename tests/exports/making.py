"""Records made by Hypothesis, as exports see them: a verbatim record and the document made of it."""

from __future__ import annotations

from hypothesis import strategies as st

from naturalia.exports import ExportObject
from naturalia.interpret import Context, interpret
from naturalia.interpret.mapping import rules
from naturalia.sources.records import VerbatimRecord
from naturalia.sources.terms import shorten
from naturalia.specimen.model import encode_specimen

import msgspec  # isort: skip

CORE = "dwc:Occurrence"
_OWN = ("ods:", "dcterms:license", "dwc:institution")
CORE_TERMS = sorted(
    {shorten(rule.term) for rule in rules() if rule.row_type == CORE and not rule.term.startswith("ods:")}
)
EXTENSIONS = sorted({rule.row_type for rule in rules() if rule.row_type not in (CORE, "dwc:Event")})
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
values = texts.filter(lambda text: bool(text.strip())) | st.sampled_from(
    [
        "1899-05-12",
        "12,5",
        "https://example.org/a",
        "holotype",
        "CC BY 4.0",
        'a "b"',
        "a\tb",
        "a\nb",
        "x | y",
        "true",
    ]
)


def rows(terms: list[str], size: int) -> st.SearchStrategy[dict[str, str]]:
    """Rows of some of the terms, and of terms that nobody knows."""
    known = st.sampled_from(terms)
    unknown = st.sampled_from(["http://example.org/terms/colour", "dwc:notATerm", "a column"])
    return st.dictionaries(known | unknown, values, max_size=size)


def _terms(row_type: str) -> list[str]:
    return sorted({rule.term for rule in rules() if rule.row_type == row_type})


extensions = st.lists(st.sampled_from(EXTENSIONS), max_size=2, unique=True).flatmap(
    lambda names: st.fixed_dictionaries(
        {name: st.lists(rows(_terms(name), 4).filter(bool), min_size=1, max_size=2) for name in names}
    )
)
records = st.builds(VerbatimRecord, core=rows(CORE_TERMS, 14), extensions=extensions)
contexts = st.builds(
    Context,
    dataset_title=st.none() | st.sampled_from(["Herbarium of Test", "Things"]),
    dataset_licence=st.none()
    | st.sampled_from(["CC0", "http://creativecommons.org/licenses/by/4.0/", "ask us"]),
    institution_code=st.none() | st.just("TEST"),
    institution_id=st.none() | st.just("https://ror.org/05natt857"),
    institution_name=st.none() | st.just("Museum of Test"),
)


def exported(record: VerbatimRecord, context: Context, key: str = "row-1") -> ExportObject:
    """An object as the catalogue would give it."""
    made = interpret(record, context, key)
    return ExportObject(
        pid="10.5072/BCD-FGH-JKM-NPQ",
        version=1,
        institution="TEST",
        created="2026-01-02T03:04:05+00:00",
        modified="2026-01-02T03:04:05+00:00",
        document=encode_specimen(made.specimen).encode(),
        record=msgspec.json.encode(record),
    )
