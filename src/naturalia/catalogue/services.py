"""What people and machines can have the catalogue do."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from naturalia import __version__, installation
from naturalia.catalogue.files import FileStore
from naturalia.catalogue.harvest import Options, harvest
from naturalia.catalogue.indexing import catch_up
from naturalia.catalogue.ledger import outcome_paths
from naturalia.catalogue.lock import catalogue_lock
from naturalia.catalogue.models import Harvest
from naturalia.catalogue.outcomes import Outcome, read_outcomes, write_csv
from naturalia.catalogue.publication import undo
from naturalia.catalogue.quality_reports import REPORTED_AT_ONCE, keep_report
from naturalia.catalogue.states import HarvestState
from naturalia.sources import SourceError
from naturalia.sources.fetch import fetch

CHANGES = (Outcome.UPDATED, Outcome.VANISHED)


def harvest_location(location: str, options: Options) -> Harvest:
    """Harvest a path or URL and bring the search index up to date.

    Raises what :func:`naturalia.catalogue.harvest.harvest` raises; a URL is fetched by the guarded client.
    """
    if location.startswith(("http://", "https://")):
        place = installation.current()
        place.work.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.work, prefix="download-") as folder:
            archive = fetch(location, Path(folder), allow_private=installation.allows_private_addresses())
            return _harvest(archive, location, options)
    path = Path(location).expanduser()
    if not path.exists():
        raise SourceError(f"{location}: there is no such file or folder")
    return _harvest(path, str(path.resolve()), options)


def _harvest(path: Path, location: str, options: Options) -> Harvest:
    done = harvest(path, location, options)
    if done.state == HarvestState.PUBLISHED:
        catch_up(options.progress)
    if options.report and done.read <= REPORTED_AT_ONCE:
        keep_report(done, path, options.progress)
    return done


def undo_harvest(number: int, agent: str = f"Naturalia {__version__}") -> None:
    """Undo a harvest and bring the search index up to date. Raises CannotUndoError, CatalogueBusyError."""
    with catalogue_lock(installation.current().database_url()):
        undo(number, agent)
    catch_up()


@dataclass(frozen=True)
class HarvestOutcomes:
    """What became of every row of a harvest."""

    counts: dict[str, int]
    paths: list[Path]

    def write_csv(self, output: TextIO) -> None:
        """All rows as CSV, in the order of the parts."""
        write_csv(self.paths, output)


def harvest_outcomes(number: int) -> HarvestOutcomes | None:
    """The outcomes of a harvest, or None if there is no such harvest."""
    found = Harvest.objects.filter(pk=number).first()
    if found is None:
        return None
    names = ("read", "created", "updated", "unchanged", "rejected", "vanished", "issues")
    counts = {name: getattr(found, name) for name in names}
    return HarvestOutcomes(counts, outcome_paths(found, FileStore(installation.current().files)))


def changes_of_trial(number: int, limit: int) -> list[dict[str, Any]]:
    """The first rows of a trial that would change or make vanish what is in the catalogue."""
    found = harvest_outcomes(number)
    rows = read_outcomes(found.paths, ["outcome", "pid", "reason"]) if found else iter(())
    return list(islice((row for row in rows if row["outcome"] in CHANGES), limit))
