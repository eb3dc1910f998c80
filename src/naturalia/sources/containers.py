"""Where the files of a source lie: a zip, a tar, a folder, or one file alone.

A container lists the files inside and opens them as guarded streams. Zip entries are streamed, never
unpacked; a tar has no random access and is unpacked, within the limits, to a temporary folder.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import shutil
import stat
import tarfile
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO, Protocol, cast

from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.limits import Limits
from naturalia.sources.streams import Allowance, GuardedStream, damage_reported

_JUNK_NAMES = {".ds_store", "thumbs.db", "desktop.ini", "__macosx"}
_COPY_BLOCK = 1024 * 1024


class Container(Protocol):
    """The files of a source, by their names with forward slashes."""

    def sizes(self) -> dict[str, int]:
        """Uncompressed size of each file, in bytes, as far as it is known."""

    def open(self, name: str) -> GuardedStream:
        """The content of one file."""

    def close(self) -> None:
        """Let go of files and temporary folders."""


def open_container(location: Path, limits: Limits, notes: Notebook) -> Container:
    """Find out by its content what kind of container a path is. SourceError when it cannot be read."""
    if location.is_dir():
        return FolderContainer(location, limits, notes)
    if not location.is_file():
        raise SourceError(f"{location.name}: there is no such file or folder.")
    return _open_file(location, limits, notes, depth=0)


def _open_file(path: Path, limits: Limits, notes: Notebook, depth: int) -> Container:
    head = _head(path)
    if not head.strip(b"\0"):
        raise SourceError(f"{path.name}: empty, or nothing but zero bytes. Get the file anew.")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")) or zipfile.is_zipfile(path):
        return _nested(ZipContainer(path, limits, notes), limits, notes, depth)
    if opener := _decompressor(head):
        return _open_compressed(path, opener, limits, notes)
    if tarfile.is_tarfile(path):
        return TarContainer(path, path.open("rb"), limits, notes)
    return LoneContainer(path, limits)


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(1024)


def _decompressor(head: bytes) -> type[gzip.GzipFile] | type[bz2.BZ2File] | type[lzma.LZMAFile] | None:
    if head.startswith(b"\x1f\x8b"):
        return gzip.GzipFile
    if head.startswith(b"BZh"):
        return bz2.BZ2File
    return lzma.LZMAFile if head.startswith(b"\xfd7zXZ\0") else None


def _open_compressed(
    path: Path,
    opener: type[gzip.GzipFile] | type[bz2.BZ2File] | type[lzma.LZMAFile],
    limits: Limits,
    notes: Notebook,
) -> Container:
    with damage_reported(path.name):
        if tarfile.is_tarfile(path):
            return TarContainer(path, cast(IO[bytes], opener(path)), limits, notes)
    return LoneContainer(path, limits, opener)


def clean_name(name: str, archive: str) -> str:
    """An entry name with forward slashes; SourceError if it would lead out of the archive."""
    path = name.replace("\\", "/")
    while path.startswith("./"):
        path = path[2:]
    parts = path.split("/")
    if (
        path.startswith("/")
        or ".." in parts
        or (parts[0].endswith(":") and len(parts[0]) == 2)
        or "\0" in path
    ):
        raise SourceError(
            f"{archive}: the entry {name!r} leads out of the archive. Such archives are refused."
        )
    return path


def is_junk(name: str) -> bool:
    """Whether a file is what operating systems leave behind."""
    return any(
        part.lower() in _JUNK_NAMES or part.startswith(("._", "~$")) for part in PurePosixPath(name).parts
    )


class ZipContainer:
    """A zip file, of any size (zip64) and any name."""

    def __init__(self, path: Path, limits: Limits, notes: Notebook) -> None:
        self.path = path
        self._allowance = Allowance(limits)
        with damage_reported(path.name):
            self._zip = zipfile.ZipFile(path)
        try:
            self._entries = self._checked_entries(limits, notes)
        except SourceError:
            self._zip.close()
            raise

    def _checked_entries(self, limits: Limits, notes: Notebook) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        _check_entry_count(self.path.name, len(infos), limits)
        self._refuse_overlap(infos)
        self._allowance.check_size(self.path.name, sum(info.file_size for info in infos))
        entries: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = clean_name(info.filename, self.path.name)
            _refuse_link(self.path.name, name, info.external_attr >> 16)
            if not name.endswith("/") and not is_junk(name):
                if name in entries:
                    notes.add(name, "occurs twice in the zip; the last one is read")
                entries[name] = info
        return entries

    def _refuse_overlap(self, infos: list[zipfile.ZipInfo]) -> None:
        """Entries that share bytes are how a small zip holds petabytes."""
        if sum(info.compress_size for info in infos) > self.path.stat().st_size:
            raise SourceError(f"{self.path.name}: entries overlap, which looks like a zip bomb.")

    def sizes(self) -> dict[str, int]:
        """Uncompressed sizes in bytes, by name."""
        return {name: info.file_size for name, info in self._entries.items()}

    def open(self, name: str) -> GuardedStream:
        """The content of one file; SourceError if it cannot be had."""
        info = self._entries[name]
        if info.flag_bits & 0x1:
            raise SourceError(f"{name}: protected by a password. Zip it anew without one.")
        with damage_reported(name):
            stream = self._zip.open(info)
        return GuardedStream(stream, name, info.compress_size, self._allowance)

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()


def _check_entry_count(archive: str, count: int, limits: Limits) -> None:
    if count > limits.entries:
        raise SourceError(f"{archive}: more than {limits.entries} entries, which is more than is read.")


def _refuse_link(archive: str, name: str, mode: int) -> None:
    if stat.S_ISLNK(mode):
        raise SourceError(f"{archive}: the entry {name!r} is a symbolic link. Such archives are refused.")


def _nested(outer: ZipContainer, limits: Limits, notes: Notebook, depth: int) -> Container:
    """A zip that holds nothing but one zip stands for that zip."""
    names = list(outer.sizes())
    if len(names) != 1 or not names[0].lower().endswith(".zip"):
        return outer
    try:
        if depth:
            raise SourceError(f"{names[0]}: a zip in a zip in a zip. Unpack the outer ones.")
        return NestedContainer(outer, names[0], limits, notes)
    finally:
        outer.close()


class FolderContainer:
    """A folder and its sub-folders. Links that lead out of the folder are left aside."""

    def __init__(self, folder: Path, limits: Limits, notes: Notebook) -> None:
        self._folder = folder.resolve()
        self._allowance = Allowance(limits)
        self._files = dict(self._found(limits, notes))

    def _found(self, limits: Limits, notes: Notebook) -> list[tuple[str, Path]]:
        found = []
        for path in sorted(self._folder.rglob("*")):
            name = path.relative_to(self._folder).as_posix().replace("\\", "/")
            if is_junk(name) or not path.is_file():
                continue
            if path.resolve().is_relative_to(self._folder):
                found.append((name, path))
            else:
                notes.add(name, "a link that leads out of the folder; left aside")
            _check_entry_count(self._folder.name, len(found), limits)
        return found

    def sizes(self) -> dict[str, int]:
        """Uncompressed sizes in bytes, by name."""
        return {name: path.stat().st_size for name, path in self._files.items()}

    def open(self, name: str) -> GuardedStream:
        """The content of one file; SourceError if it cannot be had."""
        path = self._files[name]
        with damage_reported(name):
            return GuardedStream(path.open("rb"), name, path.stat().st_size, self._allowance)

    def close(self) -> None:
        """Nothing is held open."""


class TemporaryFolder:
    """A container that had to be unpacked; the unpacked files go when it is closed."""

    def __init__(self, limits: Limits) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="naturalia-"))
        self.inner: Container | None = None
        self._limits = limits

    def _opened(self) -> Container:
        if self.inner is None:
            raise ValueError("the container is closed")
        return self.inner

    def sizes(self) -> dict[str, int]:
        """Uncompressed sizes in bytes, by name."""
        return self._opened().sizes()

    def open(self, name: str) -> GuardedStream:
        """The content of one file; SourceError if it cannot be had."""
        return self._opened().open(name)

    def close(self) -> None:
        """Let go of the file."""
        if self.inner is not None:
            self.inner.close()
        self.inner = None
        shutil.rmtree(self.folder, ignore_errors=True)


class NestedContainer(TemporaryFolder):
    """The zip within a zip."""

    def __init__(self, outer: ZipContainer, name: str, limits: Limits, notes: Notebook) -> None:
        super().__init__(limits)
        path = self.folder / PurePosixPath(name).name
        try:
            with outer.open(name) as source, path.open("wb") as target:
                shutil.copyfileobj(source, target, _COPY_BLOCK)
            self.inner = _open_file(path, limits, notes, depth=1)
        except SourceError:
            self.close()
            raise
        notes.add(name, "a zip within a zip; the inner one is read")


class TarContainer(TemporaryFolder):
    """A tar, compressed or not, unpacked to a temporary folder: only plain files, within the limits."""

    def __init__(self, path: Path, stream: IO[bytes], limits: Limits, notes: Notebook) -> None:
        super().__init__(limits)
        self._archive = path.name
        guarded = GuardedStream(stream, path.name, path.stat().st_size, Allowance(limits))
        try:
            with guarded, damage_reported(path.name):
                self._unpack(guarded)
            self.inner = FolderContainer(self.folder, limits, notes)
        except SourceError:
            self.close()
            raise

    def _unpack(self, stream: GuardedStream) -> None:
        with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|") as tar:
            for count, member in enumerate(tar, start=1):
                _check_entry_count(self._archive, count, self._limits)
                name = clean_name(member.name, self._archive)
                if self._is_wanted(member, name):
                    self._unpack_member(tar, member, self.folder / name)

    def _is_wanted(self, member: tarfile.TarInfo, name: str) -> bool:
        if member.issym() or member.islnk():
            raise SourceError(f"{self._archive}: the entry {name!r} is a link. Such archives are refused.")
        return member.isfile() and not is_junk(name)

    @staticmethod
    def _unpack_member(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
        source = tar.extractfile(member)
        if source is None:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        with source, target.open("wb") as sink:
            shutil.copyfileobj(source, sink, _COPY_BLOCK)


class LoneContainer:
    """One data file by itself, perhaps compressed (gzip, bzip2, xz)."""

    def __init__(
        self,
        path: Path,
        limits: Limits,
        opener: type[gzip.GzipFile] | type[bz2.BZ2File] | type[lzma.LZMAFile] | None = None,
    ) -> None:
        self.path = path
        self._opener = opener
        self._allowance = Allowance(limits)
        self.name = path.stem if opener else path.name

    def sizes(self) -> dict[str, int]:
        """Uncompressed sizes in bytes, by name."""
        return {self.name: self.path.stat().st_size}

    def open(self, name: str) -> GuardedStream:
        """The content of one file; SourceError if it cannot be had."""
        with damage_reported(name):
            stream = cast(IO[bytes], self._opener(self.path)) if self._opener else self.path.open("rb")
            return GuardedStream(stream, name, self.path.stat().st_size, self._allowance)

    def close(self) -> None:
        """Nothing is held open."""
