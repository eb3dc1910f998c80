"""Persistent identifiers: opaque suffixes with a check character, minted offline.

A suffix is ``XXX-XXX-XXX-XXX``: eleven characters that mean nothing and a check character, all of the
betanumeric alphabet (digits, and consonants without l: no words, nothing that looks like another). The
check is that of NOID: the sum of position x value modulo 29, which is prime and larger than the positions,
so that every single wrong character and every swap of neighbours is found. It covers the suffix only, not the
prefix, so that a suffix can be checked when it is read from a label (decision 0012).
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from blake3 import blake3

ALPHABET = "0123456789BCDFGHJKMNPQRSTVWXZ"
BASE = len(ALPHABET)
LENGTH = 12
"""Characters of a suffix without hyphens, the check character included: 29^11 = 1.2e16 values."""

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_PREFIX = re.compile(r"(10(?:\.[0-9]{4,9})+|[0-9]+(?:\.[0-9]+)+|ark:/?[0-9a-z]+|[0-9]{5})", re.IGNORECASE)
_RESOLVER = re.compile(
    r"^(?:https?://[^/\s]+/|doi:|hdl:|info:doi/)(?:[^\s]*/)?(?=[^/\s]+/[^/\s]+$)", re.IGNORECASE
)
_CONTEXT = "naturalia 2026 persistent identifier suffix"


class InvalidPid(ValueError):  # noqa: N818 - a value that is none, not a failure
    """The text is not a PID of ours."""


def mint(institution_key: str, normalised_id: str, secret: bytes, attempt: int = 0) -> str:
    """The suffix of an identity: the same arguments always give the same one.

    ``secret`` (any length) keys the hash, so that nobody can tell from a PID which object it names, nor
    guess the PID of another; ``attempt`` gives way to the next suffix when one is taken.
    """
    message = "\0".join((institution_key, normalised_id, str(attempt))).encode("utf-8", "surrogatepass")
    number = int.from_bytes(blake3(message, key=_key(secret)).digest(16), "big")
    characters = []
    for _ in range(LENGTH - 1):
        number, value = divmod(number, BASE)
        characters.append(ALPHABET[value])
    body = "".join(characters)
    return _hyphenated(body + check_character(body))


def check_character(body: str) -> str:
    """The NOID check character of the characters before it. KeyError if one is not of the alphabet."""
    return ALPHABET[sum(place * _VALUES[character] for place, character in enumerate(body, 1)) % BASE]


def is_valid(suffix: str) -> bool:
    """Whether a suffix in its one proper spelling (upper case, hyphens) has the right check character."""
    try:
        return normalise_suffix(suffix) == suffix
    except InvalidPid:
        return False


def normalise_suffix(text: str) -> str:
    """The proper spelling of a suffix written in lower case, without hyphens or with blanks.

    Raises InvalidPid if it is none, also if its check character is wrong.
    """
    compact = text.translate(_SEPARATORS).upper()
    if len(compact) != LENGTH or any(character not in _VALUES for character in compact):
        raise InvalidPid(f"{text!r} is not a PID suffix: twelve characters of {ALPHABET}")
    if check_character(compact[:-1]) != compact[-1]:
        raise InvalidPid(f"{text!r} is mistyped: its check character does not fit")
    return _hyphenated(compact)


def parse(text: str) -> tuple[str, str]:
    """Prefix and suffix of a PID given as URL, ``doi:`` or ``hdl:`` name, ``prefix/suffix`` or bare suffix.

    The prefix is empty when none is stated. Raises InvalidPid if the text is no PID of ours.
    """
    name = _RESOLVER.sub("", unquote(text.strip()).split("?")[0].split("#")[0].rstrip("/"))
    prefix, slash, suffix = name.rpartition("/")
    if slash and not _PREFIX.fullmatch(prefix):
        raise InvalidPid(f"{text!r} is not a PID: {prefix!r} is no prefix")
    return prefix.lower(), normalise_suffix(suffix)


_SEPARATORS = str.maketrans("", "", "-‐‑–— \t\u00a0")


def _hyphenated(compact: str) -> str:
    return "-".join(compact[start : start + 3] for start in range(0, LENGTH, 3))


@lru_cache(maxsize=16)
def _key(secret: bytes) -> bytes:
    return blake3(secret, derive_key_context=_CONTEXT).digest()
