"""Writing to an index: replacing and removing specimens, and committing what a publication changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from tantivy import Index, IndexWriter

from naturalia.search.errors import IndexBusyError, IndexOutdatedError
from naturalia.search.schema import SPECIMEN_ID

STATE = "state.json"
DEFAULT_HEAP = 64_000_000  # bytes


class State(msgspec.Struct, frozen=True):
    """What an index contains: the version of its terms, the last publication, and the commit that has it."""

    schema: str
    publication: int = 0
    opstamp: int = 0

    def write(self, build: Path) -> None:
        """Replace the state of a build in one step."""
        draft = build / f"{STATE}.new"
        draft.write_bytes(msgspec.json.encode(self))
        draft.replace(build / STATE)


class _Meta(msgspec.Struct):
    opstamp: int


def read_state(build: Path) -> State:
    """The state of a build; ``IndexOutdatedError`` where it is broken, ``FileNotFoundError`` where gone."""
    try:
        return msgspec.json.decode((build / STATE).read_bytes(), type=State)
    except msgspec.DecodeError as error:
        raise IndexOutdatedError(
            f"{build}: the state of the index is broken; run `naturalia index`"
        ) from error


def open_writer(build: Path, index: Index, heap: int, threads: int) -> IndexWriter:
    """Lock a build for writing; raises ``IndexBusyError`` where another holds it."""
    try:
        return index.writer(heap, threads)
    except ValueError as error:
        if "LockBusy" in str(error):
            raise IndexBusyError(
                f"{build.parent}: another process is writing to the index; try again later"
            ) from error
        raise


class IndexUpdate:
    """Changes to one build, seen by readers together at the next ``commit``."""

    def __init__(self, build: Path, writer: IndexWriter) -> None:
        self._build = build
        self._writer = writer
        self._state = read_state(build)
        meta = msgspec.json.decode((build / "meta.json").read_bytes(), type=_Meta)
        # A commit that the state does not tell of: a crash came between, and any id may be there already.
        self._uncertain = meta.opstamp != self._state.opstamp
        self._pending = False
        self.committed = False

    @property
    def publication(self) -> int:
        """The last publication that the index contains, 0 for none."""
        return self._state.publication

    def replace(self, documents: Iterable[tuple[int, str]], *, new: bool = False) -> int:
        """Put documents (specimen id, JSON of ``index_document``) in the place of those with the same id.

        ``new`` tells that the index has none of the ids, so that a bulk load need not look for them. It is
        not believed after a crash, when part of the load may be there. Returns the number of documents.
        """
        count = 0
        self._pending = True
        for count, (specimen_id, document) in enumerate(documents, start=1):  # noqa: B007
            if self._uncertain or not new:
                self._writer.delete_documents_by_term(SPECIMEN_ID, specimen_id)
            self._writer.add_json(document)
        return count

    def remove(self, specimen_ids: Iterable[int]) -> None:
        """Take specimens out of the index; ids that it does not have are no error."""
        self._pending = True
        for specimen_id in specimen_ids:
            self._writer.delete_documents_by_term(SPECIMEN_ID, specimen_id)

    def commit(self, publication: int) -> None:
        """Make all changes visible and durable, and note the publication of the catalogue they bring."""
        opstamp = self._writer.commit()
        self._state = State(self._state.schema, publication, opstamp)
        self._state.write(self._build)
        self._pending, self.committed = False, True

    def close(self) -> None:
        """Drop what is not committed, let running merges end, and release the lock."""
        if self._pending:
            self._writer.rollback()
        self._writer.wait_merging_threads()
