"""The verbs of exports: ask for one, cancel it, make it again, give it a DOI."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction

from naturalia import __version__, installation
from naturalia.catalogue.exporting.describe import describe, undone_since
from naturalia.catalogue.exporting.doi import provider
from naturalia.catalogue.exporting.running import file_of
from naturalia.catalogue.exporting.selection import Selection, select
from naturalia.catalogue.models import Export, Source
from naturalia.catalogue.queries import public_location
from naturalia.catalogue.states import ExportState
from naturalia.exports import format_named
from naturalia.exports.table import column
from naturalia.search import SpecimenQuery, to_params
from naturalia.search.analysis import clean

SOFTWARE = f"Naturalia {__version__}"
MOST_UNFINISHED = 50
UNFINISHED = (ExportState.WAITING.value, ExportState.RUNNING.value)


class CannotExportError(Exception):
    """The export cannot be made, cancelled, repeated or registered; the message says why."""


class TooManyExportsError(CannotExportError):
    """So many exports are waiting that no more are taken for now."""


def request_export(
    format: str,
    query: SpecimenQuery,
    *,
    source: Source | None = None,
    columns: Sequence[str] = (),
    title: str = "",
    agent: str = SOFTWARE,
) -> Export:
    """Freeze what an export holds, and return it waiting; the same request for the same state is made once.

    Raises UnknownFormatError, ColumnError, QueryError, TooManyObjectsError, CannotExportError.
    """
    chosen, title = format_named(format), clean(title)
    named = [column(name) for name in columns] if chosen.has_columns else []
    _refuse_crowd()
    selection = select(query, source)
    if not selection.total:
        raise CannotExportError("nothing matches: there is nothing to export")
    chosen.check(selection.total)
    params = [list(pair) for pair in to_params(query) if pair[0] not in ("sort", "limit", "cursor")]
    known = _known(format, selection, source, named, title)
    return known or Export.objects.create(
        format=format,
        title=title or _title(params, source),
        query=params,
        source=source,
        columns=named,
        publication=selection.publication,
        harvests=selection.harvests,
        selection=selection.digest,
        total=selection.total,
        agent=agent,
        software=SOFTWARE,
        requested_at=datetime.now(UTC),
    )


def _known(
    format: str, selection: Selection, source: Source | None, columns: list[str], title: str
) -> Export | None:
    """An export that is the same to the last detail and has not failed."""
    found = Export.objects.filter(
        format=format,
        selection=selection.digest,
        publication=selection.publication,
        source=source,
        columns=columns,
        software=SOFTWARE,
        state__in=[*UNFINISHED, ExportState.FINISHED.value],
    )
    if title:
        found = found.filter(title=title)
    known = found.order_by("-pk").first()
    lost = known and known.state == ExportState.FINISHED and not file_of(known).exists()
    return None if lost else known


def _refuse_crowd() -> None:
    if Export.objects.filter(state__in=UNFINISHED).count() >= MOST_UNFINISHED:
        raise TooManyExportsError(f"{MOST_UNFINISHED} exports are waiting already: try again later")


def _title(params: list[list[str]], source: Source | None) -> str:
    if source is not None:
        return f"Digital specimens of {source.title or public_location(source.location)}"
    said = ", ".join(value if name == "q" else f"{name} {value}" for name, value in params)
    return f"Digital specimens: {said}" if said else "Digital specimens: the whole catalogue"


def cancel_export(number: int) -> Export:
    """Stop an export that waits or runs. Raises CannotExportError if there is none or it has ended."""
    stopped = Export.objects.filter(pk=number, state__in=UNFINISHED).update(
        state=ExportState.CANCELLED.value, finished_at=datetime.now(UTC)
    )
    export = _export(number)
    if not stopped:
        raise CannotExportError(f"export {number} is {export.state}: there is nothing to cancel")
    shutil.rmtree(installation.current().work / f"export-{number}", ignore_errors=True)
    return export


def reproduce_export(number: int, agent: str = SOFTWARE) -> Export:
    """The same export again, of the state of the catalogue that it had; says so if some of it was undone."""
    old = _export(number)
    _refuse_crowd()
    undone = undone_since(old)
    listed = ", ".join(f"{harvest.pk} ({harvest.source})" for harvest in undone)
    message = f"Harvests that were undone after export {number} are in it: {listed}." if undone else ""
    return Export.objects.create(
        format=old.format,
        title=old.title,
        query=old.query,
        source=old.source,
        columns=old.columns,
        publication=old.publication,
        harvests=old.harvests,
        selection=old.selection,
        total=old.total,
        agent=agent,
        software=SOFTWARE,
        requested_at=datetime.now(UTC),
        message=message,
        reproduces=old,
    )


@transaction.atomic
def register_doi(number: int) -> Export:
    """Give a finished export a DOI. Raises CannotExportError, DoiError; the export stays as it is then."""
    export = _export(number, lock=True)
    if export.state != ExportState.FINISHED:
        raise CannotExportError(f"export {number} is {export.state}: only a finished one gets a DOI")
    if not export.doi:
        export.doi = provider().register(describe(export))
        export.save(update_fields=["doi"])
    return export


def _export(number: int, *, lock: bool = False) -> Export:
    exports = Export.objects.select_for_update() if lock else Export.objects.all()
    found = exports.filter(pk=number).first()
    if found is None:
        raise CannotExportError(f"there is no export {number}")
    return found
