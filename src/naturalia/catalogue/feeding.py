"""Feeding the search index while a harvest is under way; it is seen once the harvest is published.

What is fed is dropped where the harvest does not end well. Where the index cannot be fed (it lags behind, or
another process writes to it), it follows the publications of the catalogue as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from naturalia.catalogue.index_entries import read_entries
from naturalia.catalogue.models import Publication
from naturalia.search import IndexBusyError, IndexOutdatedError, IndexUpdate, SpecimenIndex

HEAP_BYTES = 64_000_000


class IndexFeed:
    """Takes what a harvest does to the index. Nothing of it is seen before ``commit``."""

    def __init__(self, update: IndexUpdate) -> None:
        self._update = update

    def take(self, path: Path) -> None:
        """Feed the documents of a part, and remove its file."""
        for entries in read_entries(path):
            for new in (True, False):
                documents = [(each.specimen_id, each.document) for each in entries if each.new is new]
                self._update.replace(documents, new=new)
        path.unlink()

    def remove(self, specimen_ids: Iterable[int]) -> None:
        """Take specimens out."""
        self._update.remove(specimen_ids)

    def commit(self, publication: int) -> None:
        """Make the documents searchable: the catalogue has published them."""
        self._update.commit(publication)


@contextmanager
def index_feed(index: SpecimenIndex) -> Iterator[IndexFeed | None]:
    """A feed for the next publication, or None if the index cannot take it now."""
    latest = Publication.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with ExitStack() as stack:
        feed = None
        with suppress(IndexBusyError, IndexOutdatedError):
            if index.publication == latest:
                feed = IndexFeed(stack.enter_context(index.writer(heap=HEAP_BYTES)))
        yield feed
