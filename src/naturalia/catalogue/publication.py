"""Making a harvest visible, and invisible again: each the change of one row, noted in a hash chain."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection, transaction

from naturalia.catalogue.models import Harvest, Publication
from naturalia.catalogue.provenance import GENESIS, Entry, chained_publication, instant
from naturalia.catalogue.states import HarvestState, PublicationAction

COUNTS = ("read", "created", "updated", "unchanged", "rejected", "vanished", "issues")

LATER_VERSIONS = """
SELECT specimen.prefix || '/' || specimen.suffix, harvest.id
FROM catalogue_version mine
JOIN catalogue_version later ON later.specimen_id = mine.specimen_id AND later.number > mine.number
JOIN catalogue_harvest harvest ON harvest.id = later.harvest_id
JOIN catalogue_specimen specimen ON specimen.id = mine.specimen_id
WHERE mine.harvest_id = %s AND later.harvest_id > %s AND harvest.state = %s
LIMIT 1
"""


class CannotUndoError(Exception):
    """The harvest cannot be undone now; the message says what stands in the way."""


@transaction.atomic
def publish(harvest: Harvest) -> Publication:
    """Make all versions of a finished harvest visible at once."""
    harvest.state = HarvestState.PUBLISHED.value
    harvest.save()
    return _log(harvest, PublicationAction.PUBLISH, harvest.agent)


@transaction.atomic
def undo(harvest_id: int, agent: str) -> Publication:
    """Restore the state before a harvest: its versions stay in the history, marked as undone.

    Only the latest published harvest of its source can be undone, and only while no other harvest has
    built on it. Raises CannotUndoError otherwise, or if there is no such harvest.
    """
    harvest = Harvest.objects.select_for_update().filter(pk=harvest_id).first()
    if harvest is None:
        raise CannotUndoError(f"there is no harvest {harvest_id}")
    if harvest.state != HarvestState.PUBLISHED:
        raise CannotUndoError(f"harvest {harvest_id} is {harvest.state}, only a published one can be undone")
    _refuse_if_built_on(harvest)
    harvest.state = HarvestState.UNDONE.value
    harvest.save(update_fields=["state"])
    return _log(harvest, PublicationAction.UNDO, agent)


def _refuse_if_built_on(harvest: Harvest) -> None:
    later = harvest.source.harvests.filter(pk__gt=harvest.pk, state=HarvestState.PUBLISHED.value).first()
    if later:
        raise CannotUndoError(f"harvest {later.pk} of the same source came later: undo that one first")
    with connection.cursor() as cursor:
        cursor.execute(LATER_VERSIONS, [harvest.pk, harvest.pk, HarvestState.PUBLISHED.value])
        found = cursor.fetchone()
    if found:
        raise CannotUndoError(
            f"harvest {found[1]} has built on it (specimen {found[0]}): undo that one first"
        )


def _log(harvest: Harvest, action: PublicationAction, agent: str) -> Publication:
    now = datetime.now(UTC)
    last = Publication.objects.select_for_update().order_by("-pk").first()
    digest = chained_publication(bytes(last.hash) if last else GENESIS, entry_of(harvest, action, agent, now))
    return Publication.objects.create(harvest=harvest, action=action.value, agent=agent, at=now, hash=digest)


def entry_of(harvest: Harvest, action: str, agent: str, at: datetime) -> Entry:
    """What the hash of a publication covers."""
    return Entry(
        harvest=harvest.pk,
        action=str(action),
        agent=agent,
        at=instant(at),
        counts=tuple(getattr(harvest, name) for name in COUNTS),
        outcomes=tuple(harvest.parts.order_by("number").values_list("outcomes_file", flat=True)),
    )
