"""What a finished export says of itself."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import PurePosixPath

from naturalia import installation
from naturalia.catalogue.files import FileStore
from naturalia.catalogue.models import Export, Harvest, Institution, Source
from naturalia.catalogue.states import HarvestState
from naturalia.exports import Description, Share, SourceShare

DEFAULT_ADDRESS = "http://127.0.0.1:8000"


def public_address() -> str:
    """Where the portal is reached (``NATURALIA_ADDRESS``), without a slash at the end."""
    return os.environ.get("NATURALIA_ADDRESS", DEFAULT_ADDRESS).rstrip("/")


def describe(export: Export, *, documents: bool = False) -> Description:
    """The description of an export; ``documents`` adds the metadata documents of its sources."""
    return Description(
        number=export.pk or 0,
        title=export.title,
        query=tuple((name, value) for name, value in export.query),
        publication=export.publication,
        created=(export.finished_at or export.requested_at).isoformat(timespec="seconds"),
        software=export.software,
        count=export.count,
        institutions=_shares(export.institutions),
        sources=_sources(export, documents=documents),
        licences=tuple(sorted(export.licences.items(), key=lambda item: (-item[1], item[0]))),
        address=f"{public_address()}/export/{export.pk}" if export.pk else "",
        doi=export.doi,
    )


def _shares(counts: Mapping[str, int]) -> tuple[Share, ...]:
    known = {one.code: one for one in Institution.objects.filter(code__in=list(counts))}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(_share(code, count, known.get(code)) for code, count in ranked)


def _share(code: str, count: int, institution: Institution | None) -> Share:
    if institution is None:
        return Share(code, count)
    return Share(code, count, institution.name, institution.identifier or "")


def _sources(export: Export, *, documents: bool) -> tuple[SourceShare, ...]:
    counts = {int(number): count for number, count in export.sources.items()}
    found = Source.objects.filter(pk__in=list(counts)).order_by("pk")
    return tuple(_source(one, counts[one.pk], export, documents=documents) for one in found)


def _source(source: Source, count: int, export: Export, *, documents: bool) -> SourceShare:
    said = source.metadata
    return SourceShare(
        number=source.pk,
        title=source.title,
        count=count,
        licence=said.get("licence_url") or said.get("rights") or "",
        citation=said.get("citation") or "",
        eml=_document(source, export) if documents else b"",
    )


def _document(source: Source, export: Export) -> bytes:
    """The metadata document that the source had at its last harvest that the export knows."""
    harvest = source.harvests.filter(pk__in=export.harvests).order_by("-pk").first()
    names = harvest.documents if harvest else {}
    store = FileStore(installation.current().files)
    for name, digest in names.items():
        path = store.path("documents", digest)
        if PurePosixPath(name).name.lower() in ("eml.xml", "metadata.xml") and path.exists():
            return path.read_bytes()
    return b""


def undone_since(export: Export) -> list[Harvest]:
    """Harvests that the export draws on and that were undone after it was made."""
    return list(
        Harvest.objects.filter(pk__in=export.harvests, state=HarvestState.UNDONE.value).select_related(
            "source"
        )
    )
