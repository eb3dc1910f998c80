"""Links of an object: sequences, literature, taxa, other occurrences and media, as typed relations.

Sources: accession formats of INSDC (GenBank, ENA, DDBJ), SRA, RefSeq, UniProt and BOLD; the DOI handbook; the
relations that Darwin Core gives as examples of associatedTaxa and associatedOccurrences.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.reading import Interpreted
from naturalia.specimen.schemes import clean, identify, is_blank
from naturalia.specimen.shared import GupriLevel

VERSION = "1"
LONGEST_TEXT = 20_000
_BARS = re.compile(r"\s*[|\n]\s*")
_LIST = re.compile(r"\s*[|;\n]\s*")
_WEB = re.compile(r"^(?:https?|ftp)://\S+$", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}(?:\.\d+)*/[^\s|\"<>]+", re.IGNORECASE)
_NAMED = re.compile(r'^"?(?P<kind>[^":/|]{2,60}?)"?\s*[:=]\s*"?(?P<what>.+?)"?$')
_PHRASE = re.compile(
    r"^(?P<kind>(?:parasite|parasitoid|ectoparasite|endoparasite|host|commensal|predator|prey|pollinator"
    r"|epiphyte|symbiont|pathogen|visitor|gall inducer|epibiont|inquiline)\s+of|on|in|ex|from|with|under"
    r"|eating|feeding on|growing on|collected on|reared from|parasitic on|parasiting|attached to|visiting"
    r"|sur|auf|an|sobre|en)\s+(?P<what>[A-ZÀ-Þ].+)$",
    re.IGNORECASE,
)
_MEDIA = {
    **dict.fromkeys(("jpg", "jpeg", "png", "tif", "tiff", "gif", "webp", "jp2", "dng", "svg"), "StillImage"),
    **dict.fromkeys(("mp3", "wav", "flac", "ogg", "m4a", "aif"), "Sound"),
    **dict.fromkeys(("mp4", "mov", "avi", "webm", "mkv", "mpg"), "MovingImage"),
    **dict.fromkeys(("pdf", "txt", "html"), "Text"),
    **dict.fromkeys(("glb", "gltf", "obj", "stl", "ply"), "InteractiveResource"),
}
_ACCESSIONS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("SRA", re.compile(r"^[SED]R[APRSXZ]\d{5,9}$"), "https://www.ebi.ac.uk/ena/browser/view/{}"),
    ("BioProject", re.compile(r"^PRJ(?:NA|EB|DB)\d{1,9}$"), "https://www.ebi.ac.uk/ena/browser/view/{}"),
    ("BioSample", re.compile(r"^SAM(?:N|EA|D)\d{5,12}$"), "https://www.ebi.ac.uk/ena/browser/view/{}"),
    (
        "GenBank assembly",
        re.compile(r"^GC[AF]_\d{9}(?:\.\d+)?$"),
        "https://www.ncbi.nlm.nih.gov/datasets/genome/{}",
    ),
    (
        "RefSeq",
        re.compile(r"^(?:AC|NC|NG|NT|NW|NM|NR|XM|XR|NP|XP)_\d{6,9}(?:\.\d+)?$"),
        "https://www.ncbi.nlm.nih.gov/nuccore/{}",
    ),
    (
        "INSDC",
        re.compile(
            r"^(?:[A-Z]\d{5}|[A-Z]{2}\d{6}|[A-Z]{2}\d{8}|[A-Z]{4}\d{8,10}|[A-Z]{6}\d{9,11})(?:\.\d{1,3})?$"
        ),
        "https://www.ebi.ac.uk/ena/browser/view/{}",
    ),
    (
        "INSDC protein",
        re.compile(r"^[A-Z]{3}\d{5}(?:\d{2})?(?:\.\d{1,3})?$"),
        "https://www.ncbi.nlm.nih.gov/protein/{}",
    ),
    ("BOLD BIN", re.compile(r"^BOLD:[A-Z]{3}\d{4}$"), "https://portal.boldsystems.org/bin/{}"),
    (
        "BOLD",
        re.compile(r"^[A-Z]{3,6}\d{3,6}-\d{2}(?:\.[A-Z0-9-]+)?$"),
        "https://portal.boldsystems.org/record/{}",
    ),
)
_LABEL = re.compile(
    r"^(?:genbank|ena|embl|ddbj|ncbi|insdc|sra|bold(?:\s?systems)?(?:\s+process\s?id)?|accessions?|acc|no|nos|number|nr|[a-z0-9]{2,8})"
    r"(?:\s+(?:accessions?|acc|no|nos|number|nr))*[\s.:#=]*[:\s#=]\s*",
    re.IGNORECASE,
)
_IN_URL = re.compile(
    r"(?:ncbi\.nlm\.nih\.gov/(?:nuccore|nucleotide|protein|sra|bioproject|biosample|datasets/genome)/|ebi\.ac\.uk/ena/(?:browser/view|data/view)/"
    r"|getentry\.ddbj\.nig\.ac\.jp/getentry/na/|boldsystems\.org/(?:index\.php/)?(?:Public_RecordView\?processid=|bin/|record/))"
    r"(?P<accession>[\w.:-]+)",
    re.IGNORECASE,
)


class LinkKind(StrEnum):
    """What a link leads to."""

    SEQUENCE = "sequence"
    LITERATURE = "literature"
    TAXON = "taxon"
    OCCURRENCE = "occurrence"
    MEDIA = "media"


class Link(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A relation of the object to another thing.

    ``relation`` is how they are related ("has sequence", "host of" ...), in the words of the source where it
    has some. ``scheme`` names that of ``identifier`` ("INSDC", "BOLD", "DOI" ...; empty if none is known),
    ``uri`` leads to the thing, ``name`` is a taxon's name or the text of a citation, ``type`` the DCMI type
    of a medium.
    """

    kind: LinkKind
    relation: str
    written: str
    scheme: str = ""
    identifier: str | None = None
    uri: str | None = None
    name: str | None = None
    type: str | None = None


class Links(Interpreted, frozen=True, kw_only=True, gc=False):
    """The links of a text, each once, in their order; ``rest`` is what names nothing."""

    links: tuple[Link, ...] = ()
    rest: str = ""

    @property
    def code(self) -> IssueCode | None:
        """The first issue, if any."""
        return self.issues[0] if self.issues else None


@lru_cache(maxsize=1 << 12)
def sequences(text: str) -> Links:
    """The sequences of dwc:associatedSequences: accession numbers of INSDC, SRA and BOLD, and addresses."""
    pieces = (part for piece in _pieces(text, _LIST) for part in _accession_list(piece))
    return _links([sequence(piece) for piece in pieces])


def _accession_list(piece: str) -> list[str]:
    """Accessions with commas or blanks between them; one label may stand before all."""
    if _WEB.match(piece):
        return [piece]
    parts = [part for part in re.split(r"\s*,\s*|\s+and\s+|(?<![:=#])\s+(?=[A-Z]{1,6}\d{5})", piece) if part]
    return parts if len(parts) > 1 and all(_accession(part) for part in parts) else [piece]


def sequence(text: str) -> Link:
    """One sequence; without a scheme if it follows none."""
    found = _accession(text)
    if found is None:
        uri = text if _WEB.match(text) else None
        return Link(kind=LinkKind.SEQUENCE, relation="has sequence", written=text, identifier=text, uri=uri)
    scheme, accession, uri = found
    return Link(
        kind=LinkKind.SEQUENCE,
        relation="has sequence",
        written=text,
        scheme=scheme,
        identifier=accession,
        uri=uri,
    )


def _accession(text: str) -> tuple[str, str, str] | None:
    """Scheme, accession and address of a text with one accession number."""
    if match := _IN_URL.search(text):
        bare = match["accession"]
    elif _WEB.match(text):
        return None
    else:
        bare = text.strip(" .,()")
    for candidate in (bare, _LABEL.sub("", bare, count=1).strip(" .,()")):
        upper = candidate.upper()
        for scheme, pattern, uri in _ACCESSIONS:
            if pattern.match(upper):
                return scheme, upper, uri.format(upper)
    return None


@lru_cache(maxsize=1 << 12)
def references(text: str) -> Links:
    """The literature of dwc:associatedReferences, split on "|": DOIs, addresses, and plain citations."""
    return _links([_reference(piece) for piece in _pieces(text, _BARS)], needs_scheme=False)


def _reference(piece: str) -> Link:
    doi = _DOI.search(piece)
    if doi is not None:
        bare = doi[0].rstrip(".,;)").lower()
        name = piece if len(piece) > len(bare) + len("https://dx.doi.org/ ") else None
        return Link(
            kind=LinkKind.LITERATURE,
            relation="is referenced by",
            written=piece,
            scheme="DOI",
            identifier=bare,
            uri=f"https://doi.org/{bare}",
            name=name,
        )
    web = piece if _WEB.match(piece) else None
    return Link(
        kind=LinkKind.LITERATURE,
        relation="is referenced by",
        written=piece,
        uri=web,
        scheme="URL" if web else "",
        name=None if web else piece,
    )


@lru_cache(maxsize=1 << 12)
def associated_taxa(text: str) -> Links:
    """The taxa of dwc:associatedTaxa: "host: Quercus robur", "parasite of Apis", or a bare name."""
    return _links([_taxon(piece) for piece in _pieces(text, _LIST)], needs_scheme=False)


def _taxon(piece: str) -> Link:
    match = None if _WEB.match(piece) else _NAMED.match(piece) or _PHRASE.match(piece)
    relation = clean(match["kind"]).lower() if match else "associated with"
    what = clean(match["what"]).strip("\"' ") if match else piece.strip("\"' ")
    uri = what if _WEB.match(what) else None
    return Link(kind=LinkKind.TAXON, relation=relation, written=piece, uri=uri, name=None if uri else what)


@lru_cache(maxsize=1 << 12)
def associated_occurrences(text: str) -> Links:
    """The occurrences of dwc:associatedOccurrences: a relation, if stated, and an identifier."""
    return _links([_occurrence(piece) for piece in _pieces(text, _LIST)], needs_scheme=False)


def _occurrence(piece: str) -> Link:
    found = identify(piece.strip('"'))
    match = _NAMED.match(piece) if found.level is GupriLevel.LOCAL else None
    relation = clean(match["kind"]).lower() if match else "associated occurrence"
    what = clean(match["what"]) if match else piece.strip('"')
    found = identify(what)
    known = found.level is not GupriLevel.LOCAL
    uri = found.normalised if found.normalised.startswith("https://") else what if _WEB.match(what) else None
    return Link(
        kind=LinkKind.OCCURRENCE,
        relation=relation,
        written=piece,
        identifier=what,
        scheme=found.type.value if known else "",
        uri=uri,
    )


@lru_cache(maxsize=1 << 12)
def associated_media(text: str) -> Links:
    """The media of dwc:associatedMedia, with the DCMI type that the ending of the address tells."""
    pieces = [
        part for piece in _pieces(text, _LIST) for part in re.split(r"\s*,?\s+(?=https?://)", piece) if part
    ]
    return _links([_medium(piece) for piece in pieces])


def _medium(piece: str) -> Link:
    web = _WEB.match(piece) is not None
    ending = re.split(r"[?#]", piece)[0].rpartition(".")[2].lower()
    return Link(
        kind=LinkKind.MEDIA,
        relation="is depicted by",
        written=piece,
        scheme="URL" if web else "",
        identifier=piece,
        uri=piece if web else None,
        type=_MEDIA.get(ending),
    )


def _pieces(text: str, separator: re.Pattern[str]) -> list[str]:
    pieces = (clean(piece).strip(",") for piece in separator.split(text[:LONGEST_TEXT]))
    return [piece for piece in dict.fromkeys(pieces) if piece and not is_blank(piece)]


def _links(found: list[Link], needs_scheme: bool = True) -> Links:
    strange = [each.written for each in found if needs_scheme and not each.scheme and each.uri is None]
    return Links(
        links=tuple(found),
        rest=" | ".join(strange),
        issues=(IssueCode.LINK_NOT_RECOGNISED,) if strange else (),
        rule="links" if found else "",
        version=VERSION,
    )
