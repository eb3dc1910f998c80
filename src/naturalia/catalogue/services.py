"""What people and machines can have the catalogue do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from blake3 import blake3

from naturalia import __version__, installation
from naturalia.catalogue import registry
from naturalia.catalogue.arrival import Arrival, arrived
from naturalia.catalogue.context import rules_version
from naturalia.catalogue.files import FileStore
from naturalia.catalogue.growth import take_snapshots
from naturalia.catalogue.harvest import Options, harvest
from naturalia.catalogue.indexing import catch_up
from naturalia.catalogue.ledger import outcome_paths
from naturalia.catalogue.lock import CatalogueBusyError, catalogue_lock
from naturalia.catalogue.models import Harvest, Source
from naturalia.catalogue.outcomes import Outcome, read_outcomes, write_csv
from naturalia.catalogue.publication import undo
from naturalia.catalogue.quality_reports import REPORTED_AT_ONCE, keep_report
from naturalia.catalogue.registration import BIOCASE, due_sources
from naturalia.catalogue.schedules import next_time
from naturalia.catalogue.states import HarvestState
from naturalia.sources import SourceError
from naturalia.sources.fetch import Validators


class SourceSuspendedError(Exception):
    """The source is suspended; nothing was done."""


CHANGES = (Outcome.UPDATED, Outcome.VANISHED)


def harvest_location(location: str, options: Options) -> Harvest:
    """Harvest a path, URL or BioCASe endpoint and bring the search index up to date.

    What is known of the source, its mapping above all, counts where ``options`` say nothing. Raises what
    :func:`naturalia.catalogue.harvest.harvest` raises; a URL is fetched by the guarded client.
    """
    known = Source.objects.filter(location=registry.location_of(location)).first()
    if known is not None:
        options = replace(
            options, format=options.format or known.format, mapping=options.mapping or known.mapping
        )
    with arrived(location, options.format, Validators(), options.progress) as arrival:
        if arrival is None:
            raise SourceError(f"{location}: nothing came")
        return _harvest(arrival.path, registry.location_of(location), options)


def harvest_source(source: Source, options: Options) -> Harvest | None:
    """Harvest a registered source by its settings; None if the server, or the file, says nothing changed.

    Its own settings fill what ``options`` leaves open. Raises SourceSuspendedError, and what
    :func:`naturalia.catalogue.harvest.harvest` raises; the reason is kept with the source.
    """
    if source.suspended:
        raise SourceSuspendedError(f"{source.name or source.location} is suspended; resume it first")
    chosen = _by_settings(source, options)
    said = f"{rules_version()}\0{chosen.mapping}\0{source.licence_policy}"
    rules = blake3(said.encode()).hexdigest()
    same_rules = source.checked_with == rules and not options.dry_run
    known = Validators(source.etag, source.last_modified) if same_rules else Validators()
    try:
        with arrived(source.location, chosen.format, known, options.progress) as arrival:
            unchanged = arrival is None or (same_rules and arrival.checksum == source.checksum != "")
            done = None if arrival is None or unchanged else _harvest(arrival.path, source.location, chosen)
    except Exception as error:
        Source.objects.filter(pk=source.pk).update(message=str(error), checked_at=datetime.now(UTC))
        raise
    if not options.dry_run:
        _note_arrival(source, arrival, rules)
    return done


def _by_settings(source: Source, options: Options) -> Options:
    institution = source.institution.code if source.institution else None
    return replace(
        options,
        institution=options.institution or institution,
        format=options.format or source.format,
        mapping=options.mapping or source.mapping,
    )


def _note_arrival(source: Source, arrival: Arrival | None, rules: str) -> None:
    """Keep what a next conditional fetch needs."""
    found = {"checked_at": datetime.now(UTC), "checked_with": rules, "message": ""}
    if arrival is not None:
        state = arrival.validators
        found |= {"etag": state.etag, "last_modified": state.last_modified, "checksum": arrival.checksum}
    Source.objects.filter(pk=source.pk).update(**found)


def harvest_due(agent: str) -> list[tuple[Source, str]]:
    """Harvest every source whose time has come; each with what came of it, in a word or a sentence.

    One that fails does not keep the others waiting, and is tried again at its next time.
    """
    told = []
    for source in due_sources(datetime.now(UTC)):
        Source.objects.filter(pk=source.pk).update(next_at=next_time(source.schedule, datetime.now(UTC)))
        try:
            done = harvest_source(source, Options(agent=agent, vanish_share=source.vanish_share))
        except CatalogueBusyError:
            Source.objects.filter(pk=source.pk).update(next_at=datetime.now(UTC))
            raise
        except Exception as error:
            told.append((source, str(error)))
        else:
            told.append((source, done.state if done else "unchanged"))
    return told


def _harvest(path: Path, location: str, options: Options) -> Harvest:
    read_as = "abcd" if options.format == BIOCASE else options.format
    done = harvest(path, location, replace(options, format=read_as))
    if done.state == HarvestState.PUBLISHED:
        catch_up(options.progress)
        take_snapshots([done.source])
    if options.report and done.read <= REPORTED_AT_ONCE:
        keep_report(done, path, options.progress)
    return done


def undo_harvest(number: int, agent: str = f"Naturalia {__version__}") -> None:
    """Undo a harvest and bring the search index up to date. Raises CannotUndoError, CatalogueBusyError."""
    with catalogue_lock(installation.current().database_url()):
        undone = undo(number, agent).harvest
    catch_up()
    take_snapshots([undone.source])


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
