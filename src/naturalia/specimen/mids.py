"""Minimum Information about a Digital Specimen (MIDS): which level a record reaches, and why.

The rules are data (``data/mids-*.tsv``, after the mappings of the TDWG task group). An element is met if
one of its alternatives is; a level is reached if all its elements and all lower levels are. Which elements
are met depends only on *which terms say something*, so assessments are kept by that set of terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from naturalia.specimen.model import TopicDiscipline

LEVELS = (0, 1, 2, 3)
_EARTH = {TopicDiscipline.GEOLOGY, TopicDiscipline.ASTROGEOLOGY, TopicDiscipline.OTHER_GEODIVERSITY}


class MidsDiscipline(StrEnum):
    """The disciplines that MIDS has rules for."""

    BIOLOGY = "biology"
    GEOLOGY = "geology"
    PALEONTOLOGY = "paleontology"


class Rules(StrEnum):
    """The rule files: MIDS for each kind of source, and the profile of DiSSCo."""

    DWCA = "mids-dwca"
    ABCD2 = "mids-abcd2"
    DWC_DP = "mids-dwc-dp"
    DISSCO = "mids-dissco"


class Element(msgspec.Struct, frozen=True):
    """An information element: at its level met by any one of its alternatives, each a set of terms."""

    name: str
    level: int
    alternatives: tuple[frozenset[str], ...]


class ElementAssessment(msgspec.Struct, frozen=True):
    """Whether an element is met; which terms meet it, and which would (alternatives joined with " & ")."""

    element: str
    level: int
    met: bool
    met_by: tuple[str, ...]
    would_meet: tuple[str, ...]


class MidsAssessment(msgspec.Struct, frozen=True):
    """The level that a record reaches (-1: not even MIDS 0), element by element, and by which rules."""

    level: int
    elements: tuple[ElementAssessment, ...]
    ruleset: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The elements that are not met, at all levels: what a curator could add."""
        return tuple(element.element for element in self.elements if not element.met)

    @property
    def published_level(self) -> int:
        """The level as openDS allows it: 0 to 3."""
        return max(0, self.level)


class Ruleset(msgspec.Struct, frozen=True):
    """The rules of one discipline; ``missing`` are values that, for a term, count as none.

    ``extension_terms`` are, by row type, the terms that count there, each with its name in ``elements``.
    """

    version: str
    elements: tuple[Element, ...]
    terms: frozenset[str]
    extension_terms: Mapping[str, tuple[tuple[str, str], ...]]
    missing: Mapping[str, frozenset[str]]
    fillers: frozenset[str]


def mids_discipline(discipline: TopicDiscipline | None) -> MidsDiscipline:
    """Whose rules apply: those of geology and palaeontology for their objects, else those of biology."""
    if discipline is TopicDiscipline.PALAEONTOLOGY:
        return MidsDiscipline.PALEONTOLOGY
    return MidsDiscipline.GEOLOGY if discipline in _EARTH else MidsDiscipline.BIOLOGY


def assess(
    core: Mapping[str, str],
    extensions: Mapping[str, Sequence[Mapping[str, str]]],
    discipline: str,
    supplied: frozenset[str] = frozenset(),
    rules: Rules = Rules.DWCA,
) -> MidsAssessment:
    """The MIDS assessment of a record.

    ``core`` and ``extensions`` map short terms to non-blank values; ``supplied`` are terms that the dataset
    says for all its records, such as ``dcterms:license`` in its metadata. For a Darwin Core Data Package the
    tables are the extensions, for ABCD the core holds what ``abcd_values`` finds. ``discipline`` is one that
    the rule file has. KeyError if it has not.
    """
    known = ruleset(discipline, rules)
    return _assessment(discipline, rules, supplied.union(_present(known, core, extensions)))


def _present(
    rules: Ruleset, core: Mapping[str, str], extensions: Mapping[str, Sequence[Mapping[str, str]]]
) -> set[str]:
    present = set(rules.terms.intersection(core))
    if not rules.fillers.isdisjoint(core.values()):
        present = {term for term in present if _says(rules, term, core[term])}
    for row_type, rows in extensions.items():
        for term, name in rules.extension_terms.get(row_type, ()):
            if any(_says(rules, term, row.get(term)) for row in rows):
                present.add(name)
    return present


def _says(rules: Ruleset, term: str, value: str | None) -> bool:
    return bool(value) and value not in rules.missing.get(term, ())


@lru_cache(maxsize=1 << 13)
def _assessment(discipline: str, file: Rules, present: frozenset[str]) -> MidsAssessment:
    rules = ruleset(discipline, file)
    elements = tuple(_element(element, present) for element in rules.elements)
    level = -1
    for candidate in LEVELS:
        if not all(element.met for element in elements if element.level == candidate):
            break
        level = candidate
    return MidsAssessment(level, elements, rules.version)


def _element(element: Element, present: frozenset[str]) -> ElementAssessment:
    met_by = tuple(_written(terms) for terms in element.alternatives if terms <= present)
    would = () if met_by else tuple(_written(terms - present) for terms in element.alternatives)
    return ElementAssessment(element.name, element.level, bool(met_by), met_by, would)


def _written(terms: frozenset[str]) -> str:
    return " & ".join(sorted(terms))


@cache
def ruleset(discipline: str, rules: Rules = Rules.DWCA) -> Ruleset:
    """The rules of a discipline, read from the data of the package. KeyError if the file has none for it."""
    version, rows = _read(rules)
    mine = [row[1:] for row in rows if row[0] == discipline]
    if not mine:
        raise KeyError(f"{rules} has no rules for {discipline}")
    elements: dict[tuple[str, str], list[frozenset[str]]] = {}
    missing: dict[str, frozenset[str]] = {}
    for level, name, terms, blanks in mine:
        alternative = frozenset(term.strip() for term in terms.split("&"))
        elements.setdefault((name, level), []).append(alternative)
        for term in alternative:
            missing[term.rpartition("/")[2]] = frozenset(blanks.split("|"))
    everything = frozenset(term for found in elements.values() for terms in found for term in terms)
    return Ruleset(
        version=f"{version} {discipline}",
        elements=tuple(Element(name, int(level), tuple(found)) for (name, level), found in elements.items()),
        terms=frozenset(term for term in everything if "/" not in term),
        extension_terms=_by_row_type(term for term in everything if "/" in term),
        missing=missing,
        fillers=frozenset(value for blanks in missing.values() for value in blanks),
    )


def _by_row_type(names: Iterable[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for name in sorted(names):
        row_type, _, term = name.partition("/")
        found[row_type] = (*found.get(row_type, ()), (term, name))
    return found


@cache
def _read(rules: Rules) -> tuple[str, tuple[tuple[str, ...], ...]]:
    lines = files(__package__).joinpath(f"data/{rules}.tsv").read_text(encoding="utf-8").splitlines()
    version = next(line.removeprefix("# version: ") for line in lines if line.startswith("# version: "))
    rows = [tuple(line.split("\t")) for line in lines if not line.startswith("#")]
    return version, tuple(rows[1:])
