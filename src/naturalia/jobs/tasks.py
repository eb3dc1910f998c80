"""Work that outlives a request, and the care that an installation needs from time to time."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from naturalia import __version__, installation
from naturalia.catalogue.exporting.running import ExportRunningError, run_export
from naturalia.catalogue.exporting.services import UNFINISHED
from naturalia.catalogue.growth import take_snapshots
from naturalia.catalogue.indexing import catch_up
from naturalia.catalogue.lock import CatalogueBusyError, catalogue_lock
from naturalia.catalogue.models import Export
from naturalia.catalogue.quality_reports import keep_missing_reports
from naturalia.catalogue.recovery import roll_back_all
from naturalia.catalogue.services import harvest_due
from naturalia.search import IndexBusyError

AGENT = f"Naturalia {__version__}, by schedule"


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="index", retry=RetryStrategy(max_attempts=3, wait=5))
def follow_catalogue(timestamp: int) -> None:  # noqa: ARG001 - the scheduler passes the time
    """Bring the index up to date: a harvest that was killed after publishing left it behind."""
    try:
        catch_up()
    except IndexBusyError:
        return  # whoever holds the index is doing just this


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="quality reports")
def report_on_large_sources(timestamp: int) -> None:  # noqa: ARG001 - the scheduler passes the time
    """Make the quality reports that were too large to be made with their harvest."""
    keep_missing_reports()


@app.periodic(cron="40 * * * *")
@app.task(queueing_lock="growth")
def count_holdings(timestamp: int) -> None:  # noqa: ARG001 - the scheduler passes the time
    """Count the holdings of the present month: one without a harvest has its count too."""
    take_snapshots()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="schedule")
def harvest_by_schedule(timestamp: int) -> None:  # noqa: ARG001 - the scheduler passes the time
    """Harvest the sources whose time has come; while another harvest runs, they wait for the next minute."""
    try:
        harvest_due(AGENT)
    except CatalogueBusyError:
        return


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="recovery")
def take_back_killed_harvests(timestamp: int) -> None:  # noqa: ARG001 - the scheduler passes the time
    """Remove what killed harvests wrote. The lock says that none of them is running."""
    place = installation.current()
    try:
        with catalogue_lock(place.database_url()):
            roll_back_all(place)
    except CatalogueBusyError:
        return


@app.task(queue="exports")
def make_export(number: int) -> None:
    """Make the file of an export; one that was killed goes on where it stopped."""
    export = Export.objects.filter(pk=number).first()
    if export is None:
        return
    try:
        run_export(export)
    except ExportRunningError:
        return  # it is in good hands


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="exports")
def take_up_exports(timestamp: int) -> None:  # noqa: ARG001 - the scheduler passes the time
    """Put every unfinished export into the queue that is not there: its worker may have been killed."""
    for number in Export.objects.filter(state__in=UNFINISHED).order_by("pk").values_list("pk", flat=True):
        enqueue_export(number)


def enqueue_export(number: int) -> None:
    """Have an export made in the background."""
    name = f"export-{number}"
    try:
        make_export.configure(queueing_lock=name, lock=name).defer(number=number)
    except AlreadyEnqueued:
        return
