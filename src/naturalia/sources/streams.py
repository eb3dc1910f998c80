"""Reading bytes that may be hostile or damaged: counted while they come, errors in plain words."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import RawIOBase
from typing import IO

from naturalia.sources.errors import SourceError
from naturalia.sources.limits import Limits

DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, tarfile.TarError, OSError)


@contextmanager
def damage_reported(name: str) -> Iterator[None]:
    """Turn what a decompressor says of damaged data into a SourceError that names the entry."""
    try:
        yield
    except NotImplementedError as error:
        raise SourceError(f"{name}: compressed in a way that is not read ({error}). Zip it anew.") from error
    except DAMAGE as error:
        raise SourceError(f"{name}: damaged or incomplete ({error}). Get the file anew.") from error


class Allowance:
    """How many bytes may still come out of one archive, over all of its entries."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    def check_size(self, name: str, size: int) -> None:
        """Raise SourceError for more bytes than are read of a source."""
        limit = self.limits.total_bytes
        if size > limit:
            raise SourceError(f"{name}: larger than the {limit} bytes that are read of a source.")

    def check(self, name: str, produced: int, compressed: int) -> None:
        """Raise SourceError when an entry grows beyond the limits."""
        limits = self.limits
        self.check_size(name, produced)
        if produced > limits.ratio_floor and produced > compressed * limits.ratio:
            raise SourceError(
                f"{name}: grows more than {limits.ratio}-fold when unpacked, which looks like a zip bomb."
            )


class GuardedStream(RawIOBase):
    """A readable stream that stops when more comes out than the limits allow."""

    def __init__(self, stream: IO[bytes], name: str, compressed: int, allowance: Allowance) -> None:
        self._stream = stream
        self._name = name
        self._compressed = compressed
        self._allowance = allowance
        self._produced = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; SourceError for damaged data and for too much of it."""
        with damage_reported(self._name):
            data = self._stream.read(size if size >= 0 else self._allowance.limits.total_bytes + 1)
        self._produced += len(data)
        self._allowance.check(self._name, self._produced, self._compressed)
        return data

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """As ``read``, into a buffer."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close what is underneath, too."""
        self._stream.close()
        super().close()
