"""Documents come back as they were stored, whichever dictionary they were compressed with."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
import zstandard

from naturalia.catalogue.documents import pack, unpack

DOCUMENT = {"@type": "ods:DigitalSpecimen", "ods:specimenName": "Åby"}
ENCODED = msgspec.json.encode(DOCUMENT)


def test_a_document_comes_back() -> None:
    assert unpack(pack(ENCODED)) == DOCUMENT


def test_the_dictionary_knows_the_keys_of_opends() -> None:
    assert len(pack(ENCODED)) < len(zstandard.ZstdCompressor(level=19).compress(ENCODED))


def test_documents_from_before_there_was_a_dictionary_are_read() -> None:
    assert unpack(zstandard.ZstdCompressor(level=3, write_checksum=True).compress(ENCODED)) == DOCUMENT


def test_many_threads_may_pack_and_unpack() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: unpack(pack(ENCODED)) == DOCUMENT, range(50))) == {True}


@pytest.mark.parametrize(
    "stored", [b"", b"x", pack(ENCODED)[:-5], pack(ENCODED)[:-1] + b"x", pack(b"{"), memoryview(b"none")]
)
def test_a_damaged_document_is_told(stored: bytes) -> None:
    with pytest.raises(ValueError, match="damaged"):
        unpack(stored)


def test_a_document_of_an_unknown_dictionary_is_told() -> None:
    samples = [f'{{"dwc:locality": "place {number}"}}'.encode() * 3 for number in range(2000)]
    other = zstandard.train_dictionary(4096, samples, dict_id=77)
    with pytest.raises(ValueError, match="damaged"):
        unpack(zstandard.ZstdCompressor(dict_data=other).compress(ENCODED))
