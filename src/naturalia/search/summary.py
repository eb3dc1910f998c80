"""The summary: what one row of a result shows, kept in the index so that a page needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

_LONGEST = 200  # characters of a locality or a name in a row


class Summary(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """One specimen in a list of results; values are as displayed, absent ones empty."""

    pid: str = msgspec.field(default="")
    scientific_name: str = ""
    catalog_number: str = ""
    institution_code: str = ""
    country: str = ""
    locality: str = ""
    event_date: str = ""
    recorded_by: str = ""
    type_status: str = ""
    mids_level: int | None = None
    has_media: bool = False


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Summary)


def summarise(fields: Mapping[str, Any], found: Mapping[str, Sequence[Any]]) -> bytes:
    """The summary of a document, from the fields that are indexed and the values as they were found."""
    summary = Summary(
        pid=_first(fields, "pid"),
        scientific_name=_first(fields, "scientificName"),
        catalog_number=_first(fields, "catalogNumber"),
        institution_code=_first(fields, "institutionCode"),
        country=_first(fields, "country"),
        locality=_first(fields, "locality"),
        event_date=_shorten(str(next(iter(found.get("eventDate", ())), ""))),
        recorded_by=_shorten("; ".join(fields.get("recordedBy", ()))),
        type_status=_first(fields, "typeStatus"),
        mids_level=next(iter(fields.get("midsLevel", ())), None),
        has_media=fields.get("hasMedia", False),
    )
    return _encoder.encode(summary)


def read_summary(stored: bytes) -> Summary:
    """The summary as it was stored."""
    return _decoder.decode(stored)


def _first(fields: Mapping[str, Any], name: str) -> str:
    values = fields.get(name)
    return _shorten(values[0]) if values else ""


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
