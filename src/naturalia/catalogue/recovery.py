"""After a kill: go on where a harvest stopped, or take back what it wrote. Neither was ever visible."""

from __future__ import annotations

import shutil

from django.db import connection, transaction

from naturalia.catalogue.models import Harvest, Source
from naturalia.catalogue.states import HarvestState
from naturalia.installation import Installation


def resumable(source: Source, content_hash: str, signature: str) -> Harvest | None:
    """A harvest of the same bytes in the same way that was killed, if there is one."""
    return source.harvests.filter(
        state=HarvestState.RUNNING.value, content_hash=content_hash, signature=signature
    ).first()


def roll_back_all(place: Installation, keep: Harvest | None = None) -> None:
    """Take back every harvest that is marked as running. The caller holds the lock, so none is."""
    for harvest in Harvest.objects.filter(state=HarvestState.RUNNING.value):
        if harvest != keep:
            roll_back(harvest, place, HarvestState.FAILED, "killed before it was finished")


@transaction.atomic
def roll_back(harvest: Harvest, place: Installation, state: HarvestState, message: str) -> None:
    """Remove all that an unpublished harvest wrote and leave it in ``state`` with the reason."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_version WHERE harvest_id = %s", [harvest.pk])
        cursor.execute("DELETE FROM catalogue_specimen WHERE harvest_id = %s", [harvest.pk])
    harvest.state = state.value
    harvest.message = message
    harvest.save()
    shutil.rmtree(place.work / f"harvest-{harvest.pk}", ignore_errors=True)
