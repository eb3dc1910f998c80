import contextlib
import multiprocessing
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tantivy import Query

from naturalia.search import IndexBusyError, IndexOutdatedError, SpecimenIndex, parse_text, search

from .making import Specimen, document, index_of

SMALL_HEAP = 15_000_000


class Stop(Exception):  # noqa: N818
    """Ends an update before its time."""


def found(index: SpecimenIndex, text: str = "") -> list[int]:
    return list(search(index, parse_text(text)).specimen_ids)


def put(index: SpecimenIndex, specimens: list[Specimen], publication: int, *, new: bool = False) -> None:
    with index.writer(heap=SMALL_HEAP) as update:
        update.replace([(one.id, document(one)) for one in specimens], new=new)
        update.commit(publication)


def in_another_process(target: Callable[..., None], *arguments: object) -> int | None:
    process = multiprocessing.get_context("spawn").Process(target=target, args=arguments)
    process.start()
    process.join(60)
    return process.exitcode


def test_a_new_index_is_empty_and_has_no_publication(tmp_path: Path) -> None:
    index = SpecimenIndex(tmp_path / "new" / "index")
    assert (found(index), index.publication) == ([], 0)


def test_a_document_takes_the_place_of_that_with_its_id(tmp_path: Path) -> None:
    index = index_of(tmp_path, [Specimen(1, name="Parus ater"), Specimen(2)])
    put(index, [Specimen(1, name="Parus major")], 2)
    assert found(index, "ater") == []
    assert found(index, "major") == [1]
    assert index.publication == 2


def test_removed_specimens_are_gone_and_unknown_ones_are_no_error(tmp_path: Path) -> None:
    index = index_of(tmp_path, [Specimen(1), Specimen(2)])
    with index.writer(heap=SMALL_HEAP) as update:
        update.remove([1, 99])
        update.commit(2)
    assert found(index) == [2]


def test_nothing_is_seen_before_the_commit_and_nothing_is_left_of_a_failed_update(tmp_path: Path) -> None:
    index = index_of(tmp_path, [Specimen(1)])
    with contextlib.suppress(Stop), index.writer(heap=SMALL_HEAP) as update:
        update.replace([(2, document(Specimen(2)))])
        update.remove([1])
        assert found(index) == [1]
        raise Stop
    put(index, [Specimen(3)], 2)
    assert found(index) == [1, 3]


def test_the_generation_changes_with_the_content_only(tmp_path: Path) -> None:
    index = index_of(tmp_path, [Specimen(1)])
    before = index.generation
    assert index.generation == before
    assert SpecimenIndex(tmp_path).generation == before
    put(index, [Specimen(2)], 2)
    assert index.generation != before


def test_a_second_writer_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    first, second = SpecimenIndex(tmp_path), SpecimenIndex(tmp_path)
    with (
        first.writer(heap=SMALL_HEAP),
        pytest.raises(IndexBusyError, match="try again"),
        second.writer(heap=SMALL_HEAP),
    ):
        pass
    put(second, [Specimen(1)], 1)
    assert found(first) == [1]


def wait_for_a_specimen(path: Path, ready: Path) -> None:
    index = SpecimenIndex(path)
    assert found(index) == []
    ready.touch()
    deadline = time.monotonic() + 20
    while not found(index) and time.monotonic() < deadline:
        time.sleep(0.05)
    os._exit(0 if found(index) == [1] and index.publication == 1 else 1)


def test_a_reader_in_another_process_sees_a_commit(tmp_path: Path) -> None:
    index, ready = SpecimenIndex(tmp_path / "index"), tmp_path / "ready"
    reader = multiprocessing.get_context("spawn").Process(
        target=wait_for_a_specimen, args=(index.path, ready)
    )
    reader.start()
    while not ready.exists() and reader.is_alive():
        time.sleep(0.02)
    put(index, [Specimen(1)], 1)
    reader.join(30)
    assert reader.exitcode == 0


def die_while_writing(path: Path) -> None:
    with SpecimenIndex(path).writer(heap=SMALL_HEAP) as update:
        update.replace([(number, document(Specimen(number))) for number in range(100)])
        os._exit(3)


def test_a_writer_that_dies_leaves_the_index_whole_and_unlocked(tmp_path: Path) -> None:
    index = index_of(tmp_path, [Specimen(1)])
    assert in_another_process(die_while_writing, tmp_path) == 3
    assert found(index) == [1]
    put(index, [Specimen(2)], 2)
    assert found(index) == [1, 2]


def test_a_publication_applied_again_after_a_crash_changes_nothing(tmp_path: Path) -> None:
    index = SpecimenIndex(tmp_path)
    state = next(tmp_path.glob("build-*/state.json"))
    before = state.read_bytes()
    specimens = [Specimen(number) for number in range(5)]
    put(index, specimens, 1, new=True)
    state.write_bytes(before)  # as after a crash between the commit and the note of it
    assert index.publication == 0
    put(index, specimens, 1, new=True)
    assert (found(index), index.publication) == ([0, 1, 2, 3, 4], 1)


def test_a_rebuild_takes_the_place_of_the_index_while_searches_go_on(tmp_path: Path) -> None:
    index = index_of(tmp_path, [Specimen(1, name="Parus ater")])
    old = index.snapshot()
    with index.rebuild(heap=SMALL_HEAP) as update:
        update.replace([(2, document(Specimen(2)))], new=True)
        update.commit(7)
        assert found(index) == [1]
    assert (found(index), index.publication) == ([2], 7)
    assert old.count(Query.all_query()) == 1
    assert len(list(tmp_path.glob("build-*"))) == 1
    put(index, [Specimen(3)], 8)
    assert found(index) == [2, 3]


def test_another_process_follows_a_rebuild(tmp_path: Path) -> None:
    index, other = index_of(tmp_path, [Specimen(1)]), SpecimenIndex(tmp_path)
    assert found(other) == [1]
    with index.rebuild(heap=SMALL_HEAP) as update:
        update.replace([(2, document(Specimen(2)))], new=True)
        update.commit(2)
    assert found(other) == [2]
    put(other, [Specimen(3)], 3)
    assert found(index) == [2, 3]


def test_an_empty_rebuild_makes_an_empty_index(tmp_path: Path) -> None:
    index = index_of(tmp_path, [Specimen(1)])
    with index.rebuild(heap=SMALL_HEAP) as update:
        update.commit(2)
    assert (found(index), index.publication) == ([], 2)


def test_a_rebuild_that_fails_or_commits_nothing_leaves_all_as_it_was(tmp_path: Path) -> None:
    index = index_of(tmp_path, [Specimen(1)])
    with contextlib.suppress(Stop), index.rebuild(heap=SMALL_HEAP) as update:
        update.replace([(2, document(Specimen(2)))])
        update.commit(2)
        raise Stop
    with index.rebuild(heap=SMALL_HEAP) as update:
        update.replace([(3, document(Specimen(3)))])
    assert found(index) == [1]
    assert len(list(tmp_path.glob("build-*"))) == 1


def test_other_writers_are_refused_during_a_rebuild(tmp_path: Path) -> None:
    index = index_of(tmp_path, [Specimen(1)])
    with index.rebuild(heap=SMALL_HEAP):
        with pytest.raises(IndexBusyError), index.writer(heap=SMALL_HEAP):
            pass
        with pytest.raises(IndexBusyError), SpecimenIndex(tmp_path).rebuild(heap=SMALL_HEAP):
            pass
    put(index, [Specimen(2)], 2)


def of_another_version(build: Path) -> None:
    state = build / "state.json"
    state.write_text(state.read_text().replace('"schema":"', '"schema":"0'))


def with_broken_state(build: Path) -> None:
    (build / "state.json").write_text("{")


def with_broken_meta(build: Path) -> None:
    (build / "meta.json").write_text("{}")


@pytest.mark.parametrize("damage", [of_another_version, with_broken_state, with_broken_meta])
def test_an_index_that_cannot_be_read_says_what_to_run_and_that_repairs_it(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    index_of(tmp_path, [Specimen(1)])
    damage(next(tmp_path.glob("build-*")))
    index = SpecimenIndex(tmp_path)
    with pytest.raises(IndexOutdatedError, match="naturalia index"):
        found(index)
    with pytest.raises(IndexOutdatedError, match="naturalia index"), index.writer(heap=SMALL_HEAP):
        pass
    with index.rebuild(heap=SMALL_HEAP) as update:
        update.replace([(1, document(Specimen(1)))])
        update.commit(1)
    assert found(index) == [1]
