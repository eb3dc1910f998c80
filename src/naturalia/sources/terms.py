"""Names of terms: short where the namespace is known, the full URI where it is not.

Sources of the rules: the Darwin Core namespace policy and term lists (TDWG), Dublin Core (DCMI),
Audiovisual Core, the Humboldt and Chronometric Age vocabularies, GBIF's own terms. The list of names
is in ``terms.txt``, one ``prefix:name`` a line.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

NAMESPACES: dict[str, str] = {
    "dwc": "http://rs.tdwg.org/dwc/terms/",
    "dwciri": "http://rs.tdwg.org/dwc/iri/",
    "dwctype": "http://rs.tdwg.org/dwc/dwctype/",
    "dcterms": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcmitype": "http://purl.org/dc/dcmitype/",
    "ac": "http://rs.tdwg.org/ac/terms/",
    "gbif": "http://rs.gbif.org/terms/1.0/",
    "chrono": "http://rs.tdwg.org/chrono/terms/",
    "chronoiri": "http://rs.tdwg.org/chrono/iri/",
    "eco": "http://rs.tdwg.org/eco/terms/",
    "ecoiri": "http://rs.tdwg.org/eco/iri/",
    "obis": "http://rs.iobis.org/obis/terms/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "mids": "http://rs.tdwg.org/mids/terms/",
    "ltc": "http://rs.tdwg.org/ltc/terms/",
    "ods": "http://rs.tdwg.org/ods/terms/",
    "ggbn": "http://data.ggbn.org/schemas/ggbn/terms/",
    "germplasm": "http://purl.org/germplasm/germplasmTerm#",
    "mixs": "http://w3id.org/mixs/",
    "miqe": "http://rs.gbif.org/terms/miqe/",
    "iucn": "http://iucn.org/terms/",
    "idigbio": "http://portal.idigbio.org/terms/",
    "symbiota": "http://symbiota.org/terms/",
}

# Spellings of a namespace that were or are in use; compared in lower case, without the scheme.
_ALIASES = {
    "rs.tdwg.org/dwc/terms/history/": "dwc",
    "rs.tdwg.org/dwc/terms/version/": "dwc",
    "rs.tdwg.org/dwc/terms/history/index.htm#": "dwc",
    "rs.tdwg.org/dwc/terms/index.htm#": "dwc",
    "rs.tdwg.org/dwc/terms#": "dwc",
    "rs.tdwg.org/dwc/dwcore/": "dwc",
    "rs.tdwg.org/dwc/": "dwc",
    "rs.tdwg.org/dwc/xsd/simpledarwincore/": "dwc",
    "dwc.tdwg.org/terms/#dwc:": "dwc",
    "dwc.tdwg.org/terms/#": "dwc",
    "purl.org/dc/terms#": "dcterms",
    "dublincore.org/documents/dcmi-terms/#terms-": "dcterms",
    "purl.org/dc/elements/1.1#": "dc",
    "rs.tdwg.org/ac/": "ac",
    "rs.gbif.org/terms/1.0#": "gbif",
    "www.gbif.org/terms/1.0/": "gbif",
}
_SCHEME = re.compile(r"^https?://(www\.)?", re.IGNORECASE)
_VERSION_DATE = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_CURIE = re.compile(r"^([A-Za-z][\w.-]*):([^/\s][^\s]*)$")
# Prefixes other than our own that are met in headers.
_PREFIX_ALIASES = {"dct": "dcterms", "dcterm": "dcterms", "darwin": "dwc", "darwincore": "dwc"}
# A bare name means a Darwin Core term first, then Dublin Core, then the others.
_BARE_ORDER = ("dwc", "dcterms", "gbif", "ac", "chrono", "eco", "obis", "xmpRights")
_ROW_TYPE_ALIASES = {"simpledarwinrecord": "dwc:Occurrence", "darwinrecord": "dwc:Occurrence"}


@cache
def _listed() -> tuple[str, ...]:
    text = files(__package__).joinpath("terms.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def _by_lower_name() -> dict[str, dict[str, str]]:
    """Local names of the listed terms, by prefix and by their lower-case form."""
    names: dict[str, dict[str, str]] = {}
    for term in _listed():
        prefix, _, name = term.partition(":")
        names.setdefault(prefix, {})[name.lower()] = name
    return names


@cache
def _prefixes_by_uri() -> tuple[tuple[str, str], ...]:
    """(scheme-less lower-case namespace, prefix), longest first so that the most specific wins."""
    known = {_schemeless(uri).lower(): prefix for prefix, uri in NAMESPACES.items()}
    return tuple(sorted({**_ALIASES, **known}.items(), key=lambda item: -len(item[0])))


def _schemeless(uri: str) -> str:
    return _SCHEME.sub("", uri)


@cache
def shorten(name: str) -> str:
    """The short name of a term given as URI, prefixed or bare name; unknown names come back as they are.

    Names of Darwin Core and Dublin Core are matched whatever their case.
    """
    term = name.strip().strip("\ufeff").strip()
    if "/" in term:
        return _from_uri(term) or term
    if match := _CURIE.match(term):
        return _from_curie(match[1], match[2]) or term
    return _from_bare(term) or term


def _from_uri(uri: str) -> str | None:
    tail = _schemeless(uri)
    for namespace, prefix in _prefixes_by_uri():
        local = tail[len(namespace) :]
        if tail.lower().startswith(namespace) and _is_local(local):
            exact = tail.startswith(_schemeless(NAMESPACES[prefix]))
            if found := _corrected(prefix, local, exact=exact):
                return found
    return _from_slashless(tail)


def _is_local(name: str) -> bool:
    return bool(name) and "/" not in name and "#" not in name


def _corrected(prefix: str, local: str, *, exact: bool) -> str | None:
    """The listed spelling of a name; an unlisted one is only trusted under the exact namespace."""
    name = _VERSION_DATE.sub("", local)
    listed = _by_lower_name().get(prefix, {}).get(name.lower())
    if listed:
        return f"{prefix}:{listed}"
    return f"{prefix}:{local}" if exact else None


def _from_slashless(tail: str) -> str | None:
    """``http://rs.tdwg.org/dwc/termscountry``: the slash after the namespace was forgotten."""
    base = "rs.tdwg.org/dwc/terms"
    if tail.lower().startswith(base):
        return _corrected("dwc", tail[len(base) :].lstrip("/#"), exact=False)
    return None


def _from_curie(prefix: str, local: str) -> str | None:
    lowered = prefix.lower()
    known = {p.lower(): p for p in NAMESPACES}.get(lowered) or _PREFIX_ALIASES.get(lowered)
    return _corrected(known, local, exact=True) if known else None


def _from_bare(name: str) -> str | None:
    for prefix in _BARE_ORDER:
        if listed := _by_lower_name().get(prefix, {}).get(name.lower()):
            return f"{prefix}:{listed}"
    return None


def is_known(term: str) -> bool:
    """Whether a short name has a namespace that we know."""
    prefix, colon, _ = term.partition(":")
    return bool(colon) and prefix in NAMESPACES


def expand(term: str) -> str:
    """The full URI of a short name; names without a known prefix come back as they are."""
    prefix, _, local = term.partition(":")
    return NAMESPACES[prefix] + local if is_known(term) else term


@cache
def shorten_row_type(name: str | None) -> str:
    """The short name of a row type; none, or the simple Darwin record, is an Occurrence.

    Default of the Darwin Core text guide: SimpleDarwinRecord, one occurrence a row.
    """
    text = (name or "").strip()
    local = re.split(r"[/#:]", text)[-1]
    if not local:
        return "dwc:Occurrence"
    if alias := _ROW_TYPE_ALIASES.get(local.lower()):
        return alias
    return _row_type_of_uri(text) if "/" in text else _row_type_of_name(text)


def _row_type_of_uri(uri: str) -> str:
    tail = _schemeless(uri)
    for namespace, prefix in _prefixes_by_uri():
        local = tail[len(namespace) :]
        if tail.lower().startswith(namespace) and _is_local(local):
            return f"{prefix}:{_listed_class(prefix, local) or local}"
    return uri


def _listed_class(prefix: str, local: str) -> str | None:
    return _classes().get(prefix, {}).get(local.lower())


@cache
def _classes() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("row_types.txt").read_text(encoding="utf-8")
    classes: dict[str, dict[str, str]] = {}
    for line in text.split():
        prefix, _, name = line.partition(":")
        classes.setdefault(prefix, {})[name.lower()] = name
    return classes


def _row_type_of_name(name: str) -> str:
    prefix, colon, local = name.rpartition(":")
    if colon:
        return f"{prefix}:{_listed_class(prefix, local) or local}"
    for candidate in _classes():
        if listed := _listed_class(candidate, name):
            return f"{candidate}:{listed}"
    return name
