"""What an export holds, frozen when it is asked for: ids of specimens, and the harvests that are visible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
import psycopg

from naturalia import installation
from naturalia.catalogue.exporting.ids import ID
from naturalia.catalogue.files import FileStore
from naturalia.catalogue.indexing import catch_up, search_index
from naturalia.catalogue.models import Source, Specimen
from naturalia.catalogue.queries import visible_state
from naturalia.search import SpecimenQuery, specimen_ids

KIND = "selections"
CHUNK = 50_000

OF_SOURCE = """
SELECT DISTINCT specimen_id FROM catalogue_version WHERE harvest_id = ANY(%s) ORDER BY specimen_id
"""


class Selection:
    """A frozen selection: digest and number of its ids, publication, and visible harvests."""

    def __init__(self, digest: str, total: int, publication: int, harvests: list[int]) -> None:
        self.digest = digest
        self.total = total
        self.publication = publication
        self.harvests = harvests


def select(query: SpecimenQuery, source: Source | None) -> Selection:
    """All that a query finds now, or all that a source holds now. Raises QueryError, IndexBusyError."""
    catch_up()
    publication, harvests, highest = visible_state()
    if source is not None:
        ids = _of_source(source, harvests)
    elif query.matches_all:
        ids = _everything()
    else:
        ids = specimen_ids(search_index(), query, highest)
    digest, total = _freeze(ids)
    return Selection(digest, total, publication, harvests)


def _everything() -> Iterator[int]:
    return Specimen.objects.order_by("pk").values_list("pk", flat=True).iterator(CHUNK)


def _of_source(source: Source, visible: list[int]) -> Iterator[int]:
    own = list(source.harvests.filter(pk__in=visible).values_list("pk", flat=True))
    with (
        psycopg.connect(installation.current().database_url()) as connection,
        connection.cursor("ids") as cursor,
    ):
        cursor.execute(OF_SOURCE, [own])
        yield from (number for (number,) in cursor)


def _freeze(ids: Iterable[int]) -> tuple[str, int]:
    total = 0
    iterator = iter(ids)
    with FileStore(installation.current().files).create(KIND) as draft:
        while chunk := list(islice(iterator, CHUNK)):
            draft.file.write(np.array(chunk, ID).tobytes())
            total += len(chunk)
    return draft.digest, total
