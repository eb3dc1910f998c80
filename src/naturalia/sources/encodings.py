"""Which encoding a data file is really in, and how its bytes become text without losing a row."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from enum import Enum

import msgspec

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Text codecs of Python that are no encodings of files.
_NOT_FILES = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"}
# WHATWG Encoding Standard: what calls itself Latin-1 or ASCII is Windows-1252.
_WESTERN = {"iso8859-1", "ascii", "cp1252", "latin-1", "latin_1"}
_MAC_LETTER = re.compile(rb"[A-Za-z][\x80-\x9f][A-Za-z]")
_WINDOWS_LETTER = re.compile(rb"[A-Za-z][\xc0-\xff][A-Za-z]")


class Width(Enum):
    """How an encoding is turned into text."""

    BYTES = "a line ends at a byte"  # ASCII, UTF-8 and the single-byte and East Asian encodings
    WIDE = "a line ends at a code unit"  # UTF-16, UTF-32 and EBCDIC have to be recoded first


class Encoding(msgspec.Struct, frozen=True):
    """The encoding a file is read in, and what was odd about the declared one ("" if nothing)."""

    name: str
    bom: int = 0
    remark: str = ""

    @property
    def width(self) -> Width:
        """Whether the ASCII bytes mean ASCII in this encoding."""
        ascii_bytes = bytes(range(32, 127))
        same = ascii_bytes.decode(self.name, "replace") == ascii_bytes.decode("ascii")
        return Width.BYTES if same else Width.WIDE


def find_encoding(sample: bytes, declared: str | None) -> Encoding:
    """The encoding of a file, from its first bytes and what its descriptor says (None: nothing)."""
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return Encoding(name, len(bom), _remark(declared, name))
    if wide := _wide_without_bom(sample):
        return Encoding(wide, 0, _remark(declared, wide))
    return _declared_encoding(sample, declared) if declared else _detected_encoding(sample)


def _remark(declared: str | None, actual: str) -> str:
    if not declared or _canonical(declared) in (
        actual,
        actual.rsplit("-", 1)[0] if "-16" in actual else actual,
    ):
        return ""
    return f"declared as {declared} but is {actual}; read as {actual}"


def _canonical(name: str) -> str | None:
    """Python's own name of an encoding, or None if it has none."""
    try:
        found = codecs.lookup(name.strip().replace(" ", "-"))
        "".encode(found.name)
    except (LookupError, ValueError):
        return None
    return None if found.name in _NOT_FILES else _western(found.name)


def _western(name: str) -> str:
    return "cp1252" if name in _WESTERN else name


def _wide_without_bom(sample: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a zero in every other byte."""
    pairs = min(len(sample), 4096) // 2
    if pairs < 2:
        return None
    even, odd = sample[: pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if odd > pairs * 0.6 and even < pairs * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.6 and odd < pairs * 0.1 else None


def _declared_encoding(sample: bytes, declared: str) -> Encoding:
    name = _canonical(declared)
    if name is None:
        found = _detected_encoding(sample)
        return Encoding(
            found.name, 0, f"declared as {declared}, which is no known encoding; read as {found.name}"
        )
    if name.startswith(("utf-16", "utf-32")) and b"\0" not in sample:
        return Encoding("utf-8", 0, _remark(declared, "utf-8")) if sample else Encoding(name)
    return Encoding("utf-16-be" if name == "utf-16" else name)


def _detected_encoding(sample: bytes) -> Encoding:
    if _is_utf8(sample):
        return Encoding("utf-8")
    mac = len(_MAC_LETTER.findall(sample)) > 2 * len(_WINDOWS_LETTER.findall(sample))
    name = "mac_roman" if mac else "cp1252"
    return Encoding(name, 0, f"not UTF-8; read as {name}")


def _is_utf8(sample: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(sample)  # a character cut off at the end of the sample is no error
    except UnicodeDecodeError:
        return False
    return True


def recoded(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Blocks of UTF-16 (or another wide encoding) as blocks of UTF-8; what is no character becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def decode_line(line: bytes, name: str) -> tuple[str, str]:
    """One line as text, and the encoding it turned out to be in.

    UTF-8 is nearly never valid by accident, so it is tried first; then what was declared; then
    Windows-1252, the usual culprit; then Latin-1, which never fails.
    """
    for candidate in dict.fromkeys(("utf-8", name, "cp1252")):
        try:
            return line.decode(candidate), candidate
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1"), "cp1252"
