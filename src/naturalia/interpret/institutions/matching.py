"""Which institution a code, an identifier and a name mean, and the reason.

Codes are short and taken twice: "P" is a herbarium in Paris, "AM" a museum in Sydney and others elsewhere.
Where several institutions fit, none is chosen and the reason is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from naturalia.interpret.institutions.registry import Institution, Registry, bundled
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.reading import Interpreted
from naturalia.specimen.identifiers import institution_id
from naturalia.specimen.schemes import clean
from naturalia.vocabulary import fold


class InstitutionMatch(Interpreted, frozen=True, kw_only=True, gc=False):
    """The institution meant, or all that may be meant (``candidates``), with the reason in words."""

    institution: Institution | None = None
    candidates: tuple[Institution, ...] = ()
    reason: str = ""

    @property
    def code(self) -> IssueCode | None:
        """The first issue, if any."""
        return self.issues[0] if self.issues else None


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
    other codes, then among names, for many write their name there; then the name. What two of them have in
    common decides between several. Without ``registry`` the bundled list is asked.
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
    if not text:
        return ()
    folded = text.casefold()
    return (
        index.codes.get(text)
        or index.folded.get(folded)
        or index.others.get(folded)
        or index.names.get(fold(text), ())
    )


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
