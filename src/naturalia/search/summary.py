"""The summary: what one row of a result shows, kept in the index so that a page needs nothing else."""

from __future__ import annotations

from typing import Any

import msgspec

from naturalia.search.filled import Fields

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


def summarise(fields: Fields) -> bytes:
    """The summary of a document."""
    date = fields.get("eventDate")
    summary = Summary(
        pid=_first(fields, "pid"),
        scientific_name=_first(fields, "scientificName"),
        catalog_number=_first(fields, "catalogNumber"),
        institution_code=_first(fields, "institutionCode"),
        country=_first(fields, "country"),
        locality=_first(fields, "locality"),
        event_date=_shorten(str(date.values[0])) if date else "",
        recorded_by=_shorten("; ".join(_shown(fields, "recordedBy", ()))),
        type_status=_first(fields, "typeStatus"),
        mids_level=next(iter(_shown(fields, "midsLevel", ())), None),
        has_media=_shown(fields, "hasMedia", False),
    )
    return _encoder.encode(summary)


def read_summary(stored: bytes) -> Summary:
    """The summary as it was stored."""
    return _decoder.decode(stored)


def _shown(fields: Fields, name: str, otherwise: Any) -> Any:
    return fields[name].shown if name in fields else otherwise


def _first(fields: Fields, name: str) -> str:
    return _shorten(fields[name].shown[0]) if name in fields else ""


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
