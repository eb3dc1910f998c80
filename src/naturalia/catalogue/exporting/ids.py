"""The ids of a frozen selection, as they lie in its file. Parts read them in any process, without Django."""

from __future__ import annotations

from pathlib import Path

import numpy as np

ID = np.dtype("<i8")


def read_ids(path: Path, start: int, stop: int) -> list[int]:
    """The ids of a part of a selection."""
    ids: list[int] = np.fromfile(path, ID, stop - start, offset=start * ID.itemsize).tolist()
    return ids
