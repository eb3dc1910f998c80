"""Commands that write to the catalogue and read its records."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from naturalia.cli.environment import ready
from naturalia.cli.output import Exit, console, fail, print_json, print_pairs, print_rows, progress_bars

if TYPE_CHECKING:
    from naturalia.catalogue.models import Harvest, Specimen

CHANGES_SHOWN = 20
SUMMARY = ("read", "created", "updated", "unchanged", "rejected", "vanished", "issues")
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object, for scripts.")]


def add_commands(application: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (harvest, show, history, difference, outcomes, undo, verify, harvests):
        application.command()(command)


def harvest(
    location: Annotated[str, typer.Argument(help="Archive, folder, data file or URL.")],
    institution: Annotated[
        str | None, typer.Option(help="Code of the institution of rows that name none.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; change nothing.")
    ] = False,
    allow_vanishing: Annotated[
        bool, typer.Option("--allow-vanishing", help="Go on however many objects would vanish.")
    ] = False,
    vanish_share: Annotated[
        float, typer.Option(min=0, max=1, help="Share of a source's objects that may vanish.")
    ] = 0.05,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes to use (default: all cores).")] = None,
    quality_report: Annotated[
        bool, typer.Option("--report/--no-report", help="Make a quality report afterwards.")
    ] = True,
    mapping: Annotated[
        Path | None,
        typer.Option(help="Mapping of a table to Darwin Core (TOML).", exists=True, dir_okay=False),
    ] = None,
    source_format: Annotated[
        str, typer.Option("--format", help="Format of the source, where it is not found out by itself.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Harvest a source: read, understand, keep, index. Nothing is visible before all of it is done."""
    ready()
    from naturalia.catalogue.harvest import HarvestStoppedError, Options
    from naturalia.catalogue.lock import CatalogueBusyError
    from naturalia.catalogue.services import harvest_location
    from naturalia.sources import SourceError

    with progress_bars() as progress:
        chosen = Options(
            institution=institution,
            dry_run=dry_run,
            vanish_share=1.0 if allow_vanishing else vanish_share,
            workers=workers,
            report=quality_report,
            progress=progress,
            format=source_format,
            mapping=mapping.read_text(encoding="utf-8") if mapping else "",
        )
        try:
            done = harvest_location(location, chosen)
        except HarvestStoppedError as stop:
            fail(str(stop), Exit.STOPPED_BY_GUARD)
        except CatalogueBusyError as busy:
            fail(str(busy), Exit.BUSY)
        except SourceError as error:
            fail(str(error))
    report(done, as_json=as_json)


def report(done: Harvest, *, as_json: bool) -> None:
    """Say what came of a harvest."""
    summary: dict[str, Any] = {name: getattr(done, name) for name in SUMMARY}
    summary["seconds"] = round(done.seconds, 3)
    summary["peak_memory_bytes"] = done.peak_memory_bytes
    identity = {"harvest": done.pk, "source": done.source.location, "state": done.state}
    if as_json:
        print_json({**identity, **summary, "notes": done.notes})
        return
    title = "What would change" if done.state == "trial" else f"Harvest {done.pk}"
    print_pairs(title, {**identity, **summary})
    for note in done.notes:
        console.print(f"note: {note}", markup=False)
    if done.state == "trial":
        _print_changes(done.pk)
    console.print(f"Every row and what became of it: naturalia outcomes {done.pk} --csv", markup=False)
    console.print(f"What to fix first: naturalia report {done.pk}", markup=False)


def _print_changes(number: int) -> None:
    """What a trial would change, as far as it fits on a screen."""
    from naturalia.catalogue.services import changes_of_trial

    for row in changes_of_trial(number, limit=CHANGES_SHOWN):
        console.print(f"{row['outcome']} {row['pid']} {row['reason']}", markup=False, soft_wrap=True)


def show(
    identifier: Annotated[str, typer.Argument(help="PID or physical specimen id.")],
    version: Annotated[int | None, typer.Option(min=1, help="An earlier version.")] = None,
    as_json: Json = False,
) -> None:
    """Show a specimen, at its current or an earlier version."""
    ready()
    from naturalia.catalogue.queries import current_state, state_at

    specimen = _one(identifier)
    state = state_at(specimen, version) if version else current_state(specimen)
    if state is None:
        fail(
            f"{specimen.pid} has no {f'version {version}' if version else 'visible version'}", Exit.NOT_FOUND
        )
    if as_json:
        print_json(state.document)
        return
    print_pairs(
        f"{state.pid}, version {state.version}",
        {
            "name": state.document.get("ods:specimenName"),
            "institution": state.institution,
            "physical specimen id": state.document.get("ods:physicalSpecimenID"),
            "MIDS level": state.document.get("ods:midsLevel"),
            "status": state.document.get("ods:status"),
            "issues": ", ".join(sorted({issue["code"] for issue in state.issues})) or "none",
            "from": f"{state.source_location}: {state.file} line {state.line}",
        },
    )
    console.print(msgspec.json.format(msgspec.json.encode(state.document)).decode(), markup=False)


def history(
    identifier: Annotated[str, typer.Argument(help="PID or physical specimen id.")], as_json: Json = False
) -> None:
    """List the versions of a specimen: who or what made them, when, from which row, and what changed."""
    ready()
    from naturalia.catalogue.changes import history_with_changes

    entries = history_with_changes(_one(identifier))
    if as_json:
        print_json(entries)
        return
    for entry in entries:
        undone = "" if entry.visible else " (undone)"
        console.print(
            f"version {entry.version}{undone}: {entry.kind} {entry.at:%Y-%m-%d %H:%M} by {entry.agent}, "
            f"harvest {entry.harvest}, {entry.file or 'not in the source'} {entry.line or ''}",
            markup=False,
        )
        for change in entry.changes:
            console.print(f"    {change.path}: {change.before!r} -> {change.after!r}", markup=False)


def difference(
    identifier: Annotated[str, typer.Argument(help="PID or physical specimen id.")],
    before: Annotated[int, typer.Argument(min=1, help="Number of a version.")],
    after: Annotated[int, typer.Argument(min=1, help="Number of another version.")],
    as_json: Annotated[bool, typer.Option("--json", help="Changes and JSON Patch (RFC 6902).")] = False,
) -> None:
    """Say what changed from one version of a specimen to another."""
    ready()
    from naturalia.catalogue.changes import difference_between
    from naturalia.catalogue.queries import state_at

    specimen = _one(identifier)
    one, other = state_at(specimen, before), state_at(specimen, after)
    if one is None or other is None:
        fail(f"{specimen.pid} has no version {before if one is None else after}", Exit.NOT_FOUND)
    found = difference_between(one, other)
    if as_json:
        print_json(found)
        return
    for change in found.changes:
        console.print(f"{change.path}: {change.before!r} -> {change.after!r}", markup=False)
    if not found.changes:
        console.print("Nothing: the two versions mean the same.")


def outcomes(
    number: Annotated[int, typer.Argument(metavar="HARVEST", help="Number of the harvest.")],
    as_csv: Annotated[bool, typer.Option("--csv", help="Every row as CSV.")] = False,
    as_json: Json = False,
) -> None:
    """Say what became of every row of a harvest."""
    ready()
    from naturalia.catalogue.services import harvest_outcomes

    found = harvest_outcomes(number)
    if found is None:
        fail(f"there is no harvest {number}; see: naturalia harvests", Exit.NOT_FOUND)
    if as_csv:
        found.write_csv(sys.stdout)
    elif as_json:
        print_json(found.counts)
    else:
        print_pairs(f"Harvest {number}", found.counts)


def harvests(as_json: Json = False) -> None:
    """List the latest harvests."""
    ready()
    from naturalia.catalogue.queries import harvests as latest

    rows = [
        {"harvest": h.pk, "state": h.state, "started": h.started_at.isoformat(), "source": str(h.source)}
        | {name: getattr(h, name) for name in SUMMARY}
        for h in latest()
    ]
    if as_json:
        print_json(rows)
    elif rows:
        print_rows(list(rows[0]), [list(row.values()) for row in rows])
    else:
        console.print("No harvest yet. Begin with: naturalia harvest ARCHIVE")


def undo(
    number: Annotated[int, typer.Argument(metavar="HARVEST", help="Number of the harvest.")],
    as_json: Json = False,
) -> None:
    """Undo a harvest: the catalogue is as before; the undone versions stay in the history, marked."""
    ready()
    from naturalia.catalogue.lock import CatalogueBusyError
    from naturalia.catalogue.publication import CannotUndoError
    from naturalia.catalogue.services import undo_harvest

    try:
        undo_harvest(number)
    except CannotUndoError as refusal:
        fail(str(refusal))
    except CatalogueBusyError as busy:
        fail(str(busy), Exit.BUSY)
    if as_json:
        print_json({"undone": number})
    else:
        console.print(f"Harvest {number} is undone.")


def verify(as_json: Json = False) -> None:
    """Check that nothing was changed behind the catalogue's back: chains, fingerprints, verbatim records."""
    ready()
    from naturalia import installation
    from naturalia.catalogue.files import FileStore
    from naturalia.catalogue.verification import verify as run

    place = installation.current()
    result = run(place.database_url(), FileStore(place.files))
    if as_json:
        print_json(result)
    else:
        print_pairs(
            "Verification",
            {name: getattr(result, name) for name in ("specimens", "versions", "publications")}
            | {"findings": len(result.findings)},
        )
        for finding in result.findings[:100]:
            console.print(f"{finding.subject}: {finding.problem}", markup=False)
    if result.findings:
        raise typer.Exit(Exit.DAMAGED)


def _one(identifier: str) -> Specimen:
    from naturalia.catalogue.queries import find_specimen

    found = find_specimen(identifier)
    if not found:
        fail(f"no specimen is known as {identifier!r}; try: naturalia search {identifier!r}", Exit.NOT_FOUND)
    if len(found) > 1:
        listed = ", ".join(f"{specimen.pid} ({specimen.institution.code})" for specimen in found)
        fail(f"{identifier!r} is the id of {len(found)} specimens: {listed}", Exit.NOT_FOUND)
    return found[0]
