"""Which institution a code, an identifier and a name mean, by a registry that can be imported.

Codes are short and taken twice: "P" is a herbarium in Paris, "AM" a museum in Sydney and others elsewhere.
Where several institutions fit, none is chosen and the reason is told. The bundled registry is a short list
of well-known institutions; ``naturalia institutions import`` adds exports of GRSciColl and Index Herbariorum.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.reading import Interpreted
from naturalia.specimen.identifiers import institution_id
from naturalia.specimen.schemes import clean
from naturalia.vocabulary import fold

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "institutionCode", "institution_code", "acronym"),
    "name": ("name", "institutionName", "organization", "institution_name"),
    "city": ("city", "address.city", "physicalCity", "mailingCity"),
    "country": ("country", "address.country", "physicalCountry", "countryCode"),
    "identifiers": ("key", "uri", "ror", "identifiers", "irn", "url", "grscicoll"),
    "codes": ("alternativeCodes", "other codes", "additionalCodes", "alternative_codes"),
    "names": ("additionalNames", "other names", "alternativeNames", "alternative_names"),
}


class Institution(msgspec.Struct, frozen=True, gc=False):
    """An institution of a registry; identifiers in the spelling of ``institution_id`` where it has one."""

    code: str
    name: str
    city: str = ""
    country: str = ""
    identifiers: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Registry(msgspec.Struct, frozen=True):
    """Institutions with a name of the list and its version; earlier ones come first."""

    name: str
    version: str
    institutions: tuple[Institution, ...]

    def __hash__(self) -> int:
        return hash((self.name, self.version, len(self.institutions)))


class InstitutionMatch(Interpreted, frozen=True, kw_only=True, gc=False):
    """The institution meant, or all that may be meant (``candidates``), with the reason in words."""

    institution: Institution | None = None
    candidates: tuple[Institution, ...] = ()
    reason: str = ""

    @property
    def code(self) -> IssueCode | None:
        """The first issue, if any."""
        return self.issues[0] if self.issues else None


@cache
def bundled() -> Registry:
    """The list of well-known institutions that comes with the program."""
    text = files("naturalia.interpret").joinpath("data/institutions.tsv").read_text(encoding="utf-8")
    lines = text.splitlines()
    version = next(line.removeprefix("# version: ") for line in lines if line.startswith("# version: "))
    head = next(line.removeprefix("# columns: ") for line in lines if line.startswith("# columns: "))
    rows = "\n".join([head, *(line for line in lines if line and not line.startswith("#"))])
    return Registry("well-known institutions", version, tuple(read_table(rows, "\t")))


def read_table(text: str, delimiter: str | None = None) -> list[Institution]:
    """The institutions of a CSV or TSV with a header, as GRSciColl and Index Herbariorum export them.

    Rows without a code and without a name are left out. ValueError if no column has either.
    """
    first = text.partition("\n")[0]
    delimiter = delimiter or max(",\t;", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_MINIMAL)
    fields = {fold(name) for name in reader.fieldnames or ()}
    if not fields & {fold(name) for name in (*_COLUMNS["code"], *_COLUMNS["name"])}:
        raise ValueError("no column is a code or a name of institutions")
    return [made for row in reader if (made := _institution(row)) is not None]


def read_json(data: bytes) -> list[Institution]:
    """The institutions of a JSON answer: a list, or an object with ``results`` or ``data``."""
    content = msgspec.json.decode(data)
    if isinstance(content, dict):
        content = content.get("results") or content.get("data") or []
    if not isinstance(content, list):
        raise ValueError("the file holds no list of institutions")
    return [made for each in content if isinstance(each, dict) and (made := _institution(_flat(each)))]


def _flat(record: Mapping[str, Any]) -> dict[str, str]:
    """A record of JSON as cells: lists joined, objects one level deep by a full stop."""
    cells: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            cells |= {f"{key}.{name}": str(each) for name, each in value.items() if each is not None}
        elif isinstance(value, list):
            texts = [
                next((str(x) for k, x in each.items() if k in ("identifier", "code", "name")), "")
                if isinstance(each, dict)
                else str(each)
                for each in value
            ]
            cells[key] = "|".join(text for text in texts if text)
        elif value is not None:
            cells[key] = str(value)
    return cells


def _institution(row: Mapping[str, Any]) -> Institution | None:
    cells = {fold(key): clean(value) for key, value in row.items() if isinstance(value, str) and key}

    def first(kind: str) -> str:
        return next((cells[fold(name)] for name in _COLUMNS[kind] if cells.get(fold(name))), "")

    def every(kind: str) -> tuple[str, ...]:
        texts = [cells[fold(name)] for name in _COLUMNS[kind] if cells.get(fold(name))]
        parts = (part.strip() for text in texts for part in text.replace(";", "|").split("|"))
        return tuple(dict.fromkeys(part for part in parts if part))

    code, name = first("code"), first("name")
    if not code and not name:
        return None
    identifiers = tuple(dict.fromkeys(institution_id(each) or each for each in every("identifiers")))
    return Institution(
        code, name, first("city"), first("country"), identifiers, every("codes"), every("names")
    )


class _Index(msgspec.Struct, frozen=True):
    codes: Mapping[str, tuple[Institution, ...]]
    folded: Mapping[str, tuple[Institution, ...]]
    others: Mapping[str, tuple[Institution, ...]]
    identifiers: Mapping[str, tuple[Institution, ...]]
    names: Mapping[str, tuple[Institution, ...]]


@lru_cache(maxsize=8)
def _index(registry: Registry) -> _Index:
    every = registry.institutions
    return _Index(
        _by((each.code, each) for each in every if each.code),
        _by((each.code.casefold(), each) for each in every if each.code),
        _by((code.casefold(), each) for each in every for code in each.codes),
        _by((identifier, each) for each in every for identifier in each.identifiers),
        _by((fold(name), each) for each in every for name in (each.name, *each.names) if name),
    )


def _by(pairs: Iterable[tuple[str, Institution]]) -> dict[str, tuple[Institution, ...]]:
    table: dict[str, dict[Institution, None]] = {}
    for key, each in pairs:
        table.setdefault(key, {})[each] = None
    return {key: tuple(several) for key, several in table.items()}


@lru_cache(maxsize=1 << 12)
def institution(
    code: str | None = None,
    identifier: str | None = None,
    name: str | None = None,
    registry: Registry | None = None,
) -> InstitutionMatch:
    """The institution that a code, an identifier and a name mean together.

    The identifier counts most; then a code in the very same letters, then without regard to case, then among
    other codes; then the name. What two of them have in common decides between several. Without ``registry``
    the bundled list is asked.
    """
    asked = registry or bundled()
    found = [
        (kind, several)
        for kind, several in (
            ("identifier", _by_identifier(_index(asked), identifier)),
            ("code", _by_code(_index(asked), code)),
            ("name", _index(asked).names.get(fold(name), ()) if name else ()),
        )
        if several
    ]
    if not found:
        unknown = (IssueCode.INSTITUTION_UNKNOWN,) if code or identifier or name else ()
        return InstitutionMatch(
            reason="in no registry" if unknown else "", issues=unknown, version=asked.version
        )
    return _decided(found, asked)


def _by_identifier(index: _Index, identifier: str | None) -> tuple[Institution, ...]:
    text = clean(identifier or "")
    return index.identifiers.get(institution_id(text) or text, ()) if text else ()


def _by_code(index: _Index, code: str | None) -> tuple[Institution, ...]:
    text = clean(code or "")
    same = index.codes.get(text, ())
    return same or index.folded.get(text.casefold(), ()) or index.others.get(text.casefold(), ())


def _decided(found: list[tuple[str, tuple[Institution, ...]]], registry: Registry) -> InstitutionMatch:
    first, candidates = found[0]
    used = [first]
    for kind, several in found[1:]:
        common = tuple(each for each in candidates if each in several)
        if not common:
            return _mismatch(first, kind, candidates + several, registry)
        candidates, used = common, [*used, kind]
    rule = " and ".join(used)
    if len(candidates) > 1:
        places = ", ".join(sorted(f"{each.name} ({each.city or each.country})" for each in candidates))
        return InstitutionMatch(
            candidates=candidates,
            reason=f"the {rule} is that of {len(candidates)}: {places}",
            issues=(IssueCode.INSTITUTION_AMBIGUOUS,),
            version=registry.version,
        )
    reason = f"{rule} in {registry.name}"
    return InstitutionMatch(
        institution=candidates[0], candidates=candidates, reason=reason, rule=rule, version=registry.version
    )


def _mismatch(
    one: str, other: str, candidates: tuple[Institution, ...], registry: Registry
) -> InstitutionMatch:
    return InstitutionMatch(
        candidates=tuple(dict.fromkeys(candidates)),
        reason=f"{one} and {other} are those of different institutions",
        issues=(IssueCode.INSTITUTION_MISMATCH,),
        version=registry.version,
    )
