"""ABCD 2.06 and 2.1 with EFG and GGBN: units of XML documents, archives of responses, BioCASe responses."""

from naturalia.sources.abcd.source import AbcdSource, is_abcd

__all__ = ["AbcdSource", "is_abcd"]
