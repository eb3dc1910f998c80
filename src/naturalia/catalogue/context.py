"""What holds for all rows of a source, and under which rules they are understood."""

from __future__ import annotations

import re

import msgspec
from blake3 import blake3

from naturalia import installation, quality
from naturalia.catalogue.models import Harvest, Institution, Source
from naturalia.catalogue.spill import DIVISION
from naturalia.interpret import Context, DateOrder, interpreter_signature
from naturalia.interpret.checklists import checklist_folders
from naturalia.interpret.licence_policy import LicencePolicy
from naturalia.sources import Source as Archive


def context_of(archive: Archive, source: Source, default: Institution | None) -> Context:
    """What holds for rows that say nothing. A compilation is no dataset: its title is not theirs.

    ``default`` is the institution of rows that name none: that of the source, or the only one in it.
    """
    own = not _is_compilation(archive)
    stated = archive.metadata.licence_url or archive.metadata.rights if own else None
    policy = source.licence_policy or (default.licence_policy if default else "")
    return Context(
        dataset_title=archive.metadata.title if own else None,
        dataset_licence=stated or source.licence or None,
        institution_code=default.code if default else None,
        institution_id=default.identifier if default else None,
        institution_name=default.name or None if default else None,
        licence_policy=policy or LicencePolicy.ACCEPT,
        checklists=checklist_folders(installation.current().checklists),
        registry=_registry(),
    )


def as_of(harvest: Harvest, context: Context) -> Context:
    """The context with what a harvest knows of dates: the order that they prove, and the day after which
    nothing can have happened. They are the same for all parts.
    """
    order = DateOrder(harvest.date_order) if harvest.date_order else None
    dates = msgspec.structs.replace(context.dates, reference=harvest.started_at.date(), order=order)
    return msgspec.structs.replace(context, dates=dates)


def signature_of(archive: Archive, source: Source) -> str:
    """A hash of reader, rules and context: unchanged, it gives unchanged rows the same meaning."""
    context = context_of(archive, source, source.institution)
    spoken = msgspec.structs.replace(context, checklists=(), registry="")
    said = f"{archive.signature}\0{DIVISION}\0{rules_version()}\0{spoken!r}"
    return blake3(said.encode()).hexdigest()


def rules_version() -> str:
    """The versions of all rules, checklists included, by which records are understood and tested now."""
    checklists = checklist_folders(installation.current().checklists)
    return f"{interpreter_signature(checklists, _registry())}\0{quality.version()}"


def _registry() -> str:
    """The file of the registry of institutions that was imported, "" if none was."""
    file = installation.current().institutions
    return str(file) if file.exists() else ""


def _is_compilation(archive: Archive) -> bool:
    """Whether an archive draws on several datasets and says so: a download of GBIF, or an export of ours."""
    return any(re.search(r"(?:^|/)dataset/[^/]+\.xml$", name.lower()) for name in archive.documents)
