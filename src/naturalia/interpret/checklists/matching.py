"""Looking a name up in a checklist: as written, in variant spellings, nearly so, or at a higher rank."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from naturalia.interpret.checklists import fuzzy
from naturalia.interpret.checklists.authors import authors_agree
from naturalia.interpret.checklists.evidence import agreement, code_of, contradicts, differing
from naturalia.interpret.checklists.index import Index, open_index
from naturalia.interpret.checklists.keys import key_of
from naturalia.interpret.checklists.model import (
    MATCH_RULES,
    Classification,
    MatchKind,
    NameMatch,
    Status,
)
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.names import NameType, ScientificName, name

_ISSUES = {
    MatchKind.NONE: IssueCode.NAME_MATCH_NONE,
    MatchKind.FUZZY: IssueCode.NAME_MATCH_FUZZY,
    MatchKind.HIGHER_RANK: IssueCode.NAME_MATCH_HIGHER_RANK,
    MatchKind.AMBIGUOUS: IssueCode.NAME_MATCH_AMBIGUOUS,
}
_SCORES = {MatchKind.EXACT: 95, MatchKind.OTHER_AUTHOR: 80, MatchKind.VARIANT: 88, MatchKind.FUZZY: 75}
_HIGHER = ("family", "order", "class_", "phylum", "kingdom")
_APART = frozenset({"aff.", "nr.", "near"})
"""Qualifiers that say that the object is *not* of the species named, but close to it."""
_NOTHING = Classification()
_SHOWN = 20


class Asked(msgspec.Struct, frozen=True, gc=False):
    """A name that is looked up, with what its row says of it."""

    parsed: ScientificName
    authorship: str
    classification: Classification
    code: str | None

    @property
    def key(self) -> str:
        """The key of the whole name."""
        return key_of(self.parsed.canonical or "")


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A usage that may be meant, and what speaks for it."""

    row: int
    accepted: int
    status: Status
    agreement: int
    authors: bool | None
    same_rank: bool

    @property
    def weight(self) -> tuple[int, int, bool]:
        """What decides between homonyms: authors, then classification, then rank."""
        return {True: 2, None: 1, False: 0}[self.authors], self.agreement, self.same_rank


def match(
    folder: str,
    text: str,
    authorship: str | None = None,
    rank: str | None = None,
    classification: Classification | None = None,
    code: str | None = None,
) -> NameMatch:
    """What the checklist whose index lies in ``folder`` knows of a name.

    The name is never replaced: the accepted name stands beside it. Raises ChecklistError if there is no
    index; never for any text.
    """
    return _match(folder, text or "", authorship, rank, classification or Classification(), code)


@lru_cache(maxsize=1 << 15)
def _match(
    folder: str,
    text: str,
    authorship: str | None,
    rank: str | None,
    classification: Classification,
    code: str | None,
) -> NameMatch:
    index = open_index(folder)
    parsed = name(text, authorship, rank, code)
    authors = parsed.authorship or _autonym_authors(parsed)
    asked = Asked(parsed, authors, classification, code_of(code, classification.kingdom))
    found = _found(index, asked)
    issue = _ISSUES.get(found.kind)
    return msgspec.structs.replace(
        found,
        issues=(issue,) if issue else (),
        rule=found.kind.value,
        version=MATCH_RULES,
        checklist=index.about.id,
        checklist_version=index.about.version,
    )


def _autonym_authors(parsed: ScientificName) -> str:
    return " ".join((*parsed.basionym.authors, *parsed.combination.authors))


def _found(index: Index, asked: Asked) -> NameMatch:
    parsed = asked.parsed
    if parsed.type in (NameType.VIRUS, NameType.OTU):
        return _decided(index, asked, index.with_key(key_of(parsed.verbatim)), MatchKind.EXACT) or _none("")
    if parsed.type is NameType.HYBRID_FORMULA:
        return _higher(index, asked, (key_of(parsed.genus or ""),), "a hybrid formula is no name of its own")
    if not parsed.canonical or parsed.type in (NameType.PLACEHOLDER, NameType.NO_NAME):
        return _none("there is no name to look up")
    if any(each.word in _APART for each in parsed.qualifiers):
        return _higher(index, asked, _shorter(asked.key), "the object is close to the species, not of it")
    return _named(index, asked) or _higher(
        index, asked, _shorter(asked.key), "the name is not in the checklist"
    )


def _named(index: Index, asked: Asked) -> NameMatch | None:
    """The name itself: exact, in a variant spelling, or nearly so."""
    for kind, rows in (
        (MatchKind.EXACT, index.with_key(asked.key)),
        (MatchKind.VARIANT, index.with_variant(asked.key)),
    ):
        if found := _decided(index, asked, rows, kind):
            return found
    near = fuzzy.nearly(index, asked.key)
    code = asked.code or asked.parsed.code
    cautious = msgspec.structs.replace(asked, code=code if code in ("ICZN", "ICN", "ICNP") else None)
    edits = near[0][0] if near else 0
    return _decided(index, cautious, [row for _, row in near], MatchKind.FUZZY, edits)


def _decided(
    index: Index, asked: Asked, rows: list[int], kind: MatchKind, edits: int = 0
) -> NameMatch | None:
    """The one of several usages that is meant; ambiguous if nothing decides; None if none can be meant."""
    able = [each for each in (_candidate(index, asked, row) for row in rows) if each is not None]
    if not able:
        return None
    able = _as_sensed(asked, able)
    best = max(each.weight for each in able)
    left = [each for each in able if each.weight == best]
    standing = [each for each in left if each.status.is_accepted] or left
    taxa = {each.accepted if each.accepted >= 0 else each.row for each in standing}
    if len(taxa) > 1:
        return _ambiguous(index, standing, kind)
    chosen = min(standing, key=lambda each: (each.status, each.row))
    return _told(index, asked, chosen, kind, edits, others=len(left) > len(standing))


def _candidate(index: Index, asked: Asked, row: int) -> Candidate | None:
    told = asked.code is not None or asked.classification != _NOTHING
    higher = index.classification(row) if told else {}
    if contradicts(asked.classification, asked.code, higher, index.text(row, "code")):
        return None
    rank = index.text(row, "rank")
    return Candidate(
        row,
        index.accepted(row),
        index.status(row),
        agreement(asked.classification, higher),
        authors_agree(asked.authorship, index.text(row, "authorship")),
        bool(asked.parsed.rank) and rank == asked.parsed.rank,
    )


def _as_sensed(asked: Asked, able: list[Candidate]) -> list[Candidate]:
    """A name in the sense of other authors ("auct.") is a misapplied one, if the checklist has such."""
    sensed = (asked.parsed.concept or "").startswith(("auct", "sensu"))
    fitting = [each for each in able if (each.status is Status.MISAPPLIED) == sensed]
    return fitting or able


def _told(
    index: Index, asked: Asked, chosen: Candidate, kind: MatchKind, edits: int, *, others: bool
) -> NameMatch:
    """A match with its score and the reasons for it."""
    usage = index.usage(chosen.row)
    if kind is MatchKind.EXACT and chosen.authors is False:
        kind = MatchKind.OTHER_AUTHOR
    score = _SCORES[kind] - 5 * edits
    reasons = [_in_words(kind, asked, usage.name, edits)]
    if chosen.authors:
        score += 5
        reasons.append("the authors agree")
    elif chosen.authors is False:
        score -= 10 if kind is not MatchKind.OTHER_AUTHOR else 0
        reasons.append(f"the authors differ: {asked.authorship} against {usage.authorship}")
    if ranks := differing(asked.classification, dict(usage.classification)):
        score -= 5 * len(ranks)
        reasons.append(f"differs in {', '.join(ranks)}")
    if asked.parsed.qualifiers:
        score -= 10
        reasons.append(f"identified with a qualifier ({asked.parsed.identification_qualifier})")
    if others:
        score -= 5
        reasons.append("the name is also listed as a synonym or in a wrong sense; the accepted use was taken")
    score, standing = _standing(asked, chosen, score)
    return NameMatch(
        kind=kind, score=max(1, min(100, score)), reason="; ".join(reasons + standing), usage=usage
    )


def _in_words(kind: MatchKind, asked: Asked, found: str, edits: int) -> str:
    if kind is MatchKind.VARIANT:
        return f"a variant spelling of {found}"
    if kind is MatchKind.FUZZY:
        letters = "one letter differs" if edits == 1 else f"{edits} letters differ"
        return f"nearly {found}: {letters}" if edits else f"nearly {found}"
    return "the name is the same" if asked.key else "the text is the same"


def _standing(asked: Asked, chosen: Candidate, score: int) -> tuple[int, list[str]]:
    """What the standing of a usage takes from the score, and the words for it."""
    if chosen.status.is_accepted:
        return score, []
    lost = {-1: "its accepted name is not stated", -2: "its accepted name is missing from the checklist"}
    if chosen.accepted < 0:
        return score - 10, [lost.get(chosen.accepted, "its synonyms lead in a circle")]
    if chosen.status is Status.MISAPPLIED and not asked.parsed.concept:
        return score - 30, ["the checklist has this name only as misapplied"]
    if chosen.status is Status.AMBIGUOUS_SYNONYM:
        return score - 15, ["an ambiguous synonym"]
    return score, [f"a {chosen.status.word}"] if chosen.status is Status.SYNONYM else [
        f"{chosen.status.word}"
    ]


def _ambiguous(index: Index, standing: list[Candidate], kind: MatchKind) -> NameMatch:
    usages = tuple(index.usage(each.row) for each in standing[:_SHOWN])
    same = "of this name" if kind is MatchKind.EXACT else "of nearly this name"
    homonyms = f"{len({usage.accepted_id or usage.id for usage in usages})} taxa {same}"
    return NameMatch(
        kind=MatchKind.AMBIGUOUS,
        score=0,
        reason=f"{homonyms}; neither authors nor classification tell which",
        alternatives=usages,
    )


def _shorter(key: str) -> tuple[str, ...]:
    """The species and the genus of a key, the nearest first."""
    words = key.split(" ")
    return tuple(" ".join(words[:count]) for count in range(len(words) - 1, 0, -1))


def _higher(index: Index, asked: Asked, shorter: tuple[str, ...], why: str) -> NameMatch:
    """The nearest taxon above the name that the checklist has."""
    stated = (getattr(asked.classification, rank) for rank in _HIGHER)
    without = msgspec.structs.replace(asked, authorship="")
    for key in (*shorter, *(key_of(taxon) for taxon in stated if taxon)):
        found = _decided(index, without, index.with_key(key), MatchKind.EXACT) if key else None
        if found is not None and found.kind is MatchKind.AMBIGUOUS:
            return msgspec.structs.replace(found, reason=f"{why}; above it {found.reason}")
        if found is not None and found.usage is not None:
            rank = found.usage.rank or ("species" if " " in key else "higher taxon")
            return NameMatch(
                kind=MatchKind.HIGHER_RANK,
                score=50 if key in shorter else 20,
                reason=f"{why}; its {rank} {found.usage.name} is",
                usage=found.usage,
            )
    return _none(why)


def _none(why: str) -> NameMatch:
    return NameMatch(kind=MatchKind.NONE, score=0, reason=why or "the name is not in the checklist")
