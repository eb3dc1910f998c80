"""Work that outlives a request, and the care that an installation needs from time to time."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from naturalia import __version__, installation
from naturalia.catalogue.indexing import catch_up
from naturalia.catalogue.lock import CatalogueBusyError, catalogue_lock
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
