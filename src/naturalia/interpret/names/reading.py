"""Reading a scientific name: the text is made fit, parsed, and what the parser says is told in our terms."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.names import backend, ranks
from naturalia.interpret.names.model import Authorship, Hybrid, NameType, Part, Qualifier, ScientificName
from naturalia.interpret.names.rewriting import LONGEST, Rewritten, is_no_name, mended, rewritten
from naturalia.vocabulary import vocabulary

NAME_RULES = "2"
"""The version of these rules, stamped on each name."""

_PARTS = {
    "GENERIC": Part.GENUS,
    "INFRAGENERIC": Part.SUBGENUS,
    "SPECIFIC": Part.SPECIES,
    "INFRASPECIFIC": Part.INFRASPECIES,
}
_HYBRIDS = {"GENERIC": Hybrid.GENUS, "SPECIFIC": Hybrid.SPECIES, "INFRASPECIFIC": Hybrid.INFRASPECIES}
_CODES = {
    "ZOOLOGICAL": "ICZN",
    "BOTANICAL": "ICN",
    "BACTERIAL": "ICNP",
    "VIRUS": "ICVCN",
    "CULTIVARS": "ICNCP",
}
_REFUSED = {
    "FORMULA": NameType.HYBRID_FORMULA,
    "VIRUS": NameType.VIRUS,
    "IDENTIFIER": NameType.OTU,
    "PLACEHOLDER": NameType.PLACEHOLDER,
}
_CROSS = re.compile(r"\s+(?:[×+]|[xX](?=\s))\s*")
_GENERA = re.compile(r"^[A-Z][a-z]+\s+[×xX]\s*[A-Z][a-z]+")
_SENSE = re.compile(
    r"^(?:sensu (?:lato|stricto|amplo)|s\.?\s?(?:l\.?|lat\.?|str\.?|s\.|ampl\.?))(?=\s|$)",
    re.IGNORECASE,
)
_DOUBT = re.compile(r"\?")
_PROSE = "blacklisted epithet used"
_VIRUS = re.compile(r"virus|phage|viroid", re.IGNORECASE)


def name(
    text: str, authorship: str | None = None, rank: str | None = None, code: str | None = None
) -> ScientificName:
    """The parts of a scientific name.

    ``authorship``, ``rank`` and ``code`` are what the row says of them, in any words. A rank that the name
    cannot have is an issue and not believed. Never raises; what is no name has a ``type`` that says so.
    """
    return _name(text or "", (authorship or "").strip() or None, rank or None, code or None)


@lru_cache(maxsize=1 << 13)
def _name(text: str, authorship: str | None, rank: str | None, code: str | None) -> ScientificName:
    apart = authorship is not None and authorship not in text
    if not text.strip():
        return _without(text, NameType.NO_NAME, (), "")
    if len(text) > LONGEST:
        return _without(text, NameType.NO_NAME, (IssueCode.NAME_NOT_UNDERSTOOD,), "")
    if is_no_name(text):
        return _without(text, NameType.PLACEHOLDER, (IssueCode.NAME_IS_PLACEHOLDER,), "placeholder")
    made = rewritten(text, authorship_apart=apart)
    stated = mended(authorship) if authorship else None
    raw = backend.parse(made.text, stated if apart else None)
    return _Writer(text, made, raw, ranks.rank_word(rank), _code(code)).written()


def _code(text: str | None) -> str | None:
    return vocabulary("nomenclatural-code").look_up(text) if text else None


def _without(text: str, kind: NameType, issues: tuple[IssueCode, ...], rule: str) -> ScientificName:
    return ScientificName(verbatim=text, type=kind, issues=issues, rule=rule, version=NAME_RULES)


class _Writer:
    """Writes what the parser found as a name, with what was taken out of the text before."""

    def __init__(
        self, verbatim: str, made: Rewritten, raw: backend.Raw, rank: str | None, code: str | None
    ) -> None:
        self._verbatim = verbatim
        self._made = made
        self._raw = raw
        self._said = raw.fields
        self._rank = rank
        self._code = code or _CODES.get(raw.fields.get("code") or "")
        self._issues = list(made.issues)

    def written(self) -> ScientificName:
        """The name."""
        if self._raw.refused:
            return self._refused()
        if self._raw.informal:
            return self._informal()
        if _PROSE in self._said["warnings"]:
            return self._refused(NameType.NO_NAME)
        if not (self._said.get("genus") or self._said.get("uninomial")):
            return self._refused(NameType.NO_NAME)
        if _GENERA.match(self._made.text):
            return self._formula()
        return self._parsed()

    def _refused(self, kind: NameType | None = None) -> ScientificName:
        """A formula, a virus, an identifier, or nothing that is a name."""
        if self._made.alternatives:
            return self._whole(NameType.INFORMAL, IssueCode.NAME_HAS_ALTERNATIVES)
        if kind is None and _VIRUS.search(self._verbatim):
            kind = NameType.VIRUS
        kind = kind or _REFUSED.get(self._raw.refused, NameType.NO_NAME)
        if kind is NameType.HYBRID_FORMULA:
            return self._formula()
        code = {NameType.PLACEHOLDER: IssueCode.NAME_IS_PLACEHOLDER}.get(kind, IssueCode.NAME_NOT_UNDERSTOOD)
        known = kind in (NameType.VIRUS, NameType.OTU)
        return self._whole(kind, None if known else code)

    def _whole(self, kind: NameType, issue: IssueCode | None, **fields: Any) -> ScientificName:
        issues = [*self._issues, *([issue] if issue else [])]
        code = "ICVCN" if kind is NameType.VIRUS else self._code
        known = kind is not NameType.NO_NAME
        return ScientificName(
            verbatim=self._verbatim,
            type=kind,
            issues=tuple(dict.fromkeys(issues)),
            rule=self._made.rule if known else "",
            version=NAME_RULES,
            code=code,
            alternatives=self._made.alternatives,
            **fields,
        )

    def _formula(self) -> ScientificName:
        parents = _parents(self._made.text)
        genera = {parent.split(" ")[0] for parent in parents}
        common = genera.pop() if len(genera) == 1 else None
        return self._whole(
            NameType.HYBRID_FORMULA,
            None,
            hybrid=Hybrid.FORMULA,
            hybrid_parents=parents,
            genus=common,
            determined_to="genus" if common else None,
        )

    def _informal(self) -> ScientificName:
        """A taxon, and a provisional name below it ("Carex sp. 2")."""
        taxon = self._said["taxon"]
        if self._said["taxonRank"] == "UNRANKED":
            return self._refused(NameType.NO_NAME)
        phrase = self._made.phrase or self._said.get("phrase")
        return self._open(taxon, phrase or "indet.", candidatus=self._said["candidatus"])

    def _open(self, taxon: str, phrase: str, *, candidatus: bool = False) -> ScientificName:
        rank = ranks.of_uninomial(taxon) or ("genus" if ranks.follows_a_genus(phrase) else None)
        if rank is None and self._rank is not None and ranks.is_above_species(self._rank):
            rank = self._rank
        word = (
            "indet." if phrase.rstrip(".") in ("indet", "undet", "unidentified", "undetermined") else phrase
        )
        return self._whole(
            NameType.INFORMAL,
            IssueCode.NAME_IS_QUALIFIED,
            canonical=taxon,
            marked=taxon,
            uninomial=taxon,
            rank=rank,
            inferred_rank=rank,
            determined_to=rank,
            phrase=phrase,
            candidatus=candidatus,
            qualifiers=(Qualifier(word.split(" ")[0], Part.NAME, word),),
            identification_qualifier=word,
            nomenclatural_note=self._made.note,
        )

    def _parsed(self) -> ScientificName:
        said, made = self._said, self._made
        if made.phrase and said.get("uninomial"):
            return self._open(said["uninomial"], made.phrase)
        kept, inferred = self._ranks()
        qualifiers = self._qualifiers()
        combination = _authors(said.get("combinationAuthorship"))
        basionym = _authors(said.get("basionymAuthorship"))
        unparsed = said.get("unparsed")
        self._judge(qualifiers, unparsed)
        written = self._whole(
            self._type(qualifiers),
            IssueCode.NAME_HAS_ALTERNATIVES if made.alternatives else None,
            canonical=_canonical(said),
            marked=self._raw.marked or None,
            uninomial=said.get("uninomial"),
            genus=said.get("genus"),
            subgenus=said.get("infragenericEpithet"),
            specific_epithet=said.get("specificEpithet"),
            infraspecific_epithet=said.get("infraspecificEpithet"),
            cultivar_epithet=said.get("cultivarEpithet"),
            rank=kept or inferred,
            stated_rank=kept,
            inferred_rank=inferred,
            authorship=said.get("authorship"),
            combination=combination,
            basionym=basionym,
            hybrid=_HYBRIDS.get((said.get("notho") or [""])[0]),
            qualifiers=qualifiers,
            identification_qualifier=" | ".join(each.text for each in qualifiers) or None,
            concept=" ".join(note for note in (said.get("taxonomicNote"), made.concept) if note) or None,
            nomenclatural_note=said.get("nomenclaturalNote") or made.note,
            phrase=said.get("phrase"),
            published_in=said.get("publishedIn"),
            extinct=said["extinct"],
            candidatus=said["candidatus"],
            manuscript=said["manuscript"],
            doubtful=said["doubtful"],
            unparsed=unparsed or made.left,
        )
        written = _with_autonym(written, said)
        return msgspec.structs.replace(written, determined_to=_determined(written))

    def _ranks(self) -> tuple[str | None, str | None]:
        """The rank that is stated (by a marker, else by the row), and that which the shape shows."""
        said = self._said
        marker = ranks.from_marker(said["rank"], self._raw.marked)
        shape = ranks.from_shape(said, self._code)
        if self._rank is None:
            return marker, shape
        if not ranks.fits(self._rank, said):
            self._issues.append(IssueCode.NAME_RANK_DISAGREES)
            return marker, shape
        return marker or self._rank, shape

    def _qualifiers(self) -> tuple[Qualifier, ...]:
        said = self._said
        found = [
            _qualifier(word, _PARTS.get(part, Part.NAME), said)
            for part, word in (said.get("epithetQualifier") or {}).items()
        ]
        found += [Qualifier(word, part, word) for word, part in self._made.qualifiers]
        if said["rank"] == "SPECIES_AGGREGATE":
            found.append(Qualifier("agg.", Part.SPECIES, "agg."))
        if sense := _SENSE.match(said.get("taxonomicNote") or ""):
            found.append(_sense(sense[0]))
        if _DOUBT.search(self._verbatim) and not any(each.word == "?" for each in found):
            found.append(Qualifier("?", Part.NAME, "?"))
        return tuple(found)

    def _judge(self, qualifiers: tuple[Qualifier, ...], unparsed: str | None) -> None:
        if qualifiers:
            self._issues.append(IssueCode.NAME_IS_QUALIFIED)
        if unparsed or "name was quadrinomial" in self._said["warnings"]:
            self._issues.append(IssueCode.NAME_PARTLY_UNDERSTOOD)
        if "abbreviated genus name" in self._said["warnings"]:
            self._issues.append(IssueCode.NAME_GENUS_ABBREVIATED)

    def _type(self, qualifiers: tuple[Qualifier, ...]) -> NameType:
        informal = self._said["type"] != "SCIENTIFIC" or qualifiers or self._made.alternatives
        return NameType.INFORMAL if informal else NameType.SCIENTIFIC


def _authors(said: dict[str, Any] | None) -> Authorship:
    if not said or not (said["authors"] or said["exAuthors"] or said.get("year")):
        return Authorship()
    return Authorship(
        tuple(said["authors"]), tuple(said["exAuthors"]), said.get("year"), said.get("sanctioningAuthor")
    )


def _canonical(said: dict[str, Any]) -> str:
    """Name parts alone: a section, a subgenus or a cultivar by its own epithet after the genus."""
    if said.get("uninomial"):
        return str(said["uninomial"])
    below = said.get("specificEpithet") or said.get("infragenericEpithet")
    return " ".join(part for part in (said["genus"], below, said.get("infraspecificEpithet")) if part)


def _qualifier(word: str, part: Part, said: dict[str, Any]) -> Qualifier:
    parts = {
        Part.GENUS: said.get("genus") or said.get("uninomial"),
        Part.SUBGENUS: said.get("infragenericEpithet"),
        Part.SPECIES: said.get("specificEpithet"),
        Part.INFRASPECIES: said.get("infraspecificEpithet"),
    }
    following = list(parts.values())[list(parts).index(part) :] if part in parts else []
    return Qualifier(word, part, " ".join([word, *[text for text in following if text]]))


def _sense(word: str) -> Qualifier:
    lowered = word.casefold().replace(" ", "")
    narrow = "str" in lowered or lowered in ("s.s.", "ss.")
    return Qualifier("s.str." if narrow else "s.l.", Part.NAME, "s.str." if narrow else "s.l.")


def _parents(text: str) -> tuple[str, ...]:
    """The parents of a formula, the genus written out: "Quercus robur × Q. petraea"."""
    pieces = [piece.strip() for piece in _CROSS.split(text) if piece.strip()]
    genus = pieces[0].split(" ")[0] if pieces else ""
    return tuple(_parent(genus, piece) for piece in pieces)


def _parent(genus: str, piece: str) -> str:
    first, _, rest = piece.partition(" ")
    if piece[0].islower():
        return f"{genus} {piece}"
    if first.endswith(".") and rest and genus.startswith(first[:-1]):
        return f"{genus} {rest}"
    return piece


def _with_autonym(written: ScientificName, said: dict[str, Any]) -> ScientificName:
    """An autonym has no authors of its own (ICN Art. 26), nor has a cultivar: those of its species count."""
    of_species = said.get("specificAuthorship")
    own = written.infraspecific_epithet == written.specific_epithet or written.cultivar_epithet
    if written.authorship or not of_species or not own:
        return written
    return msgspec.structs.replace(
        written,
        combination=_authors(of_species.get("combinationAuthorship")),
        basionym=_authors(of_species.get("basionymAuthorship")),
    )


def _determined(written: ScientificName) -> str | None:
    """The rank above the highest part that is in doubt; the rank of the name if none is."""
    if written.alternatives:
        return written.rank or "genus"
    if written.rank in ranks.INFRASPECIFIC and not written.infraspecific_epithet:
        return "species" if written.specific_epithet else "genus"
    doubted = {each.part for each in written.qualifiers if each.word not in ("agg.", "gr.", "s.l.", "s.str.")}
    if Part.GENUS in doubted or (written.uninomial and doubted):
        return None
    if Part.SPECIES in doubted or (Part.NAME in doubted and not written.infraspecific_epithet):
        return "genus"
    if Part.INFRASPECIES in doubted or Part.NAME in doubted:
        return "species"
    return written.rank
