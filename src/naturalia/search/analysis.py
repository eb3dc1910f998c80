"""How text becomes words and keys: the same analysers serve the index, the query and the folding of values.

Case and accents never matter: ``Åland``, ``ALAND`` and ``aland`` are one value. Text is composed (NFC) first,
so that an accent typed as its own character folds too.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from tantivy import Filter, Index, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

WORDS = "words"  # runs of letters and digits, folded
FOLDED = "folded"  # the whole value, folded
VERBATIM = "verbatim"  # the whole value as it is

LONGEST_WORD = 100  # bytes; longer runs are not words and are left out of free text
LONGEST_VALUE = 1000  # characters of a keyword that count
LONGEST_SORT_KEY = 64  # bytes


def _folding(tokenizer: Tokenizer) -> TextAnalyzerBuilder:
    return TextAnalyzerBuilder(tokenizer).filter(Filter.lowercase()).filter(Filter.ascii_fold())


def _word_analyser() -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
    return builder.filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()


def _verbatim_analyser() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).build()


_words = _word_analyser()
_fold = _folding(Tokenizer.raw()).build()


def register(index: Index) -> None:
    """Give an opened index the analysers that its schema names; columns keep the value as it is displayed."""
    index.register_tokenizer(WORDS, _word_analyser())
    index.register_tokenizer(FOLDED, _folding(Tokenizer.raw()).build())
    index.register_tokenizer(VERBATIM, _verbatim_analyser())
    for name in (FOLDED, VERBATIM):
        index.register_fast_field_tokenizer(name, _verbatim_analyser())


def clean(text: str) -> str:
    """Text composed (NFC), without NUL, surrounding space and halves of characters (lone surrogates)."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    return text.replace("\x00", "").strip()


def clean_value(text: str) -> str:
    """A keyword as it is indexed and displayed: clean and of limited length."""
    return clean(text)[:LONGEST_VALUE].rstrip()


def words(text: str) -> list[str]:
    """Folded words of a text, in order."""
    return list(_words.analyze(clean(text)))


def fold(value: str) -> str:
    """The key of a clean value: equal for values that differ only in case or accents."""
    return value.lower() if value.isascii() else _fold_accents(value)


@lru_cache(maxsize=1 << 14)
def _fold_accents(value: str) -> str:
    tokens = _fold.analyze(value)
    return tokens[0] if tokens else ""


def sort_key(value: str) -> str:
    """The folded value as hexadecimal UTF-8, which orders like the value and is safe in any query syntax."""
    return fold(value).encode()[:LONGEST_SORT_KEY].hex()
