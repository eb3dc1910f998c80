"""Verbatim records are read back by address, byte for byte."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from naturalia.catalogue.verbatim import (
    RECORDS_PER_FRAME,
    Address,
    VerbatimReader,
    VerbatimWriter,
    decode_record,
    encode_record,
    record_hash,
)

terms = st.dictionaries(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=20), max_size=5)


def written(records: list[bytes]) -> tuple[bytes, list[Address]]:
    file = BytesIO()
    writer = VerbatimWriter(file)
    addresses = [writer.add(record) for record in records]
    writer.flush()
    return file.getvalue(), addresses


def test_each_record_is_found_at_its_address(tmp_path: Path) -> None:
    records = [b'{"core":{"dwc:catalogNumber":"%d"}}' % n for n in range(3 * RECORDS_PER_FRAME + 5)]
    content, addresses = written(records)
    (tmp_path / "file").write_bytes(content)
    reader = VerbatimReader()
    assert [reader.read(tmp_path / "file", address) for address in addresses] == records


def test_the_whole_file_is_plain_json_lines_for_other_tools() -> None:
    records = [b"{}", b'{"core":{}}'] * RECORDS_PER_FRAME
    content, _ = written(records)
    with zstandard.ZstdDecompressor().stream_reader(BytesIO(content), read_across_frames=True) as stream:
        assert stream.read().splitlines() == records


def test_a_wrong_address_is_an_error_not_another_record(tmp_path: Path) -> None:
    content, _ = written([b"{}"])
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(LookupError, match="no record 1"):
        VerbatimReader().read(tmp_path / "file", Address(0, 1))
    with pytest.raises(LookupError, match="damaged"):
        VerbatimReader().read(tmp_path / "file", Address(1, 0))


@given(terms, st.dictionaries(st.text(max_size=6), st.lists(terms, min_size=1, max_size=3), max_size=2))
def test_a_record_decodes_to_the_terms_it_was_made_of(
    core: dict[str, str], extensions: dict[str, list[dict[str, str]]]
) -> None:
    import msgspec

    encode = msgspec.json.encode
    record = encode_record(
        encode(core), {name: [encode(r) for r in rows] for name, rows in extensions.items()}
    )
    decoded = decode_record(record)
    assert (decoded.core, decoded.extensions) == (core, extensions)
    assert b"\n" not in record
    assert len(record_hash(record)) == 32


def test_a_frame_is_read_whatever_became_of_the_next_one(tmp_path: Path) -> None:
    records = [b'{"core":{"dwc:catalogNumber":"%d"}}' % n for n in range(2 * RECORDS_PER_FRAME)]
    content, addresses = written(records)
    second = addresses[RECORDS_PER_FRAME].offset
    (tmp_path / "file").write_bytes(content[:second] + b"damage")
    assert VerbatimReader().read(tmp_path / "file", addresses[3]) == records[3]


def test_a_frame_that_ends_too_early_is_damaged(tmp_path: Path) -> None:
    content, addresses = written([b'{"core":{}}'] * 3)
    (tmp_path / "file").write_bytes(content[:-3])
    with pytest.raises(LookupError, match="damaged"):
        VerbatimReader().read(tmp_path / "file", addresses[0])
