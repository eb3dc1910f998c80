"""What a scientific name says, as typed values."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from naturalia.interpret.reading import Interpreted


class NameType(StrEnum):
    """What kind of name a text is.

    ``INFORMAL`` is open nomenclature (cf., aff., sp. 2); ``PLACEHOLDER`` stands where a name is missing
    (indet., unknown); ``OTU`` is an identifier of a molecular unit (BOLD:AAA1234); ``NO_NAME`` is no name at
    all (prose, numbers).
    """

    SCIENTIFIC = "scientific"
    INFORMAL = "informal"
    HYBRID_FORMULA = "hybrid formula"
    VIRUS = "virus"
    OTU = "OTU"
    PLACEHOLDER = "placeholder"
    NO_NAME = "no name"


class Part(StrEnum):
    """A part of a name that a qualifier or a hybrid sign belongs to."""

    GENUS = "genus"
    SUBGENUS = "subgenus"
    SPECIES = "specific epithet"
    INFRASPECIES = "infraspecific epithet"
    NAME = "name"


class Hybrid(StrEnum):
    """How a name is one of a hybrid: a formula of its parents, or the sign before a part."""

    FORMULA = "formula"
    GENUS = "genus"
    SPECIES = "species"
    INFRASPECIES = "infraspecies"


class Qualifier(msgspec.Struct, frozen=True, gc=False):
    """A word that limits a name (cf., aff., agg., s.l., ?), and the part that it belongs to.

    ``text`` is the qualifier with what it qualifies, as dwc:identificationQualifier has it: "cf. minimus".
    """

    word: str
    part: Part
    text: str


class Authorship(msgspec.Struct, frozen=True, gc=False):
    """Who published a name, and when; ``ex_authors`` are those before "ex" (botany), who did not."""

    authors: tuple[str, ...] = ()
    ex_authors: tuple[str, ...] = ()
    year: str | None = None
    sanctioning_author: str | None = None

    def __bool__(self) -> bool:
        return bool(self.authors or self.ex_authors or self.year)


class ScientificName(Interpreted, frozen=True, kw_only=True, gc=False):
    """A name in its parts.

    ``canonical`` is the name without authors, rank markers and subgenus; ``marked`` has rank marker, hybrid
    sign and cultivar. ``rank`` is ``stated_rank`` (by the row, or by a marker in the name), else
    ``inferred_rank`` (by the shape of the name); ``determined_to`` is the rank down to which the object is
    identified without reserve, None if that is unknown. ``code`` is the nomenclatural code, if the name or
    its row shows it. ``basionym`` holds the authors in brackets. ``concept`` is whose sense of the name is
    meant (auct., sensu Smith, s.l.), ``nomenclatural_note`` what is said of its standing (nom. nud.),
    ``phrase`` a provisional name (sp. 2), ``unparsed`` what was not understood.
    """

    verbatim: str
    type: NameType
    canonical: str | None = None
    marked: str | None = None
    uninomial: str | None = None
    genus: str | None = None
    subgenus: str | None = None
    specific_epithet: str | None = None
    infraspecific_epithet: str | None = None
    cultivar_epithet: str | None = None
    rank: str | None = None
    stated_rank: str | None = None
    inferred_rank: str | None = None
    determined_to: str | None = None
    code: str | None = None
    authorship: str | None = None
    combination: Authorship = Authorship()
    basionym: Authorship = Authorship()
    hybrid: Hybrid | None = None
    hybrid_parents: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    identification_qualifier: str | None = None
    concept: str | None = None
    nomenclatural_note: str | None = None
    phrase: str | None = None
    published_in: str | None = None
    extinct: bool = False
    candidatus: bool = False
    manuscript: bool = False
    doubtful: bool = False
    unparsed: str | None = None

    @property
    def year(self) -> str | None:
        """The year of the combination, else that of the basionym."""
        return self.combination.year or self.basionym.year

    @property
    def epithets(self) -> tuple[str, ...]:
        """Specific and infraspecific epithet, as far as there are any."""
        return tuple(part for part in (self.specific_epithet, self.infraspecific_epithet) if part)
